//! The follow-up clock of a scenario.

use super::super::said::{label, said};
use std::collections::BTreeSet;

use super::super::code::Code;
use super::super::content::{ClockAfter, ClockFrom, ClockRow};
use super::super::node::Node;
use super::super::reader::Reader;
use super::known::Known;
use super::parts::{choice, sources};

const FROM: [(&str, ClockFrom); 4] = [
    ("known", ClockFrom::Known),
    ("talk", ClockFrom::Talk),
    ("promised", ClockFrom::Promised),
    ("close", ClockFrom::Close),
];

/// A unit of time, as the clock counts it.
type Unit = fn(u32) -> ClockAfter;
/// The units, by their keys, each with the most that makes sense: about two years.
const UNITS: [(&str, Unit, u32); 3] = [
    ("hours", ClockAfter::Hours, 1_000),
    ("days", ClockAfter::Days, 730),
    ("working_days", ClockAfter::WorkingDays, 500),
];

/// Reads the rows of the clock.
pub fn clock(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<Vec<ClockRow>> {
    let mut ids = BTreeSet::new();
    reader.counted(node, label("rows of the clock", "“说完之后”的条目"), 1..=24, |r, n| {
        row(r, n, known, &mut ids)
    })
}

fn row(reader: &mut Reader<'_>, node: &Node, known: &Known, ids: &mut BTreeSet<String>) -> Option<ClockRow> {
    let mut fields = reader.fields(node, label("a row of the clock", "“说完之后”的条目"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let after = fields.required(reader, "after", after);
    let every_days = fields.optional(reader, "every", every);
    let action = fields.required(reader, "action", Reader::both);
    let source = fields.required(reader, "source", |r, n| sources(r, n, known));
    fields.finish(reader);
    let (from, after) = after?;
    Some(ClockRow { id: id?, from, after, every_days: every_days?, action: action?, source: source? })
}

fn after(reader: &mut Reader<'_>, node: &Node) -> Option<(ClockFrom, ClockAfter)> {
    let mut fields = reader.fields(node, label("a span of the clock", "“说完之后”的时间"))?;
    let from = fields.required(reader, "from", |r, n| choice(r, n, label("moment", "起算时刻"), &FROM));
    let written: Vec<_> = UNITS.iter().filter(|(key, ..)| fields.has(key)).collect();
    let after = match written.as_slice() {
        [(key, unit, most)] => fields.required(reader, key, |r, n| r.number(n, 0..=*most)).map(unit),
        [] => {
            reader.report(
                Code::MissingKey,
                node.at,
                said!(en: "the span of the clock has no length", zh: "这里没写要过多久"),
                said!(en: "add one of `hours:`, `days:`, `working_days:`; 0 means at once", zh: "写上 `hours:`、`days:`、`working_days:` 里的一个；0 就是马上"),
            );
            fields.expect(&["hours", "days", "working_days"]);
            None
        }
        _ => {
            reader.report(
                Code::BadValue,
                node.at,
                said!(en: "the span of the clock has several lengths", zh: "这里写了好几个时间"),
                said!(en: "keep one of `hours`, `days`, `working_days`", zh: "`hours`、`days`、`working_days` 只留一个"),
            );
            return None;
        }
    };
    fields.finish(reader);
    from.zip(after)
}

fn every(reader: &mut Reader<'_>, node: &Node) -> Option<u32> {
    let mut fields = reader.fields(node, label("how often it comes back", "重复的间隔"))?;
    let days = fields.required(reader, "days", |r, n| r.number(n, 1..=365));
    fields.finish(reader);
    days
}
