//! `clients/*.yaml`: how the client reacts, who the client is, how hard the client is.

use super::super::said::{Label, label, said};
use std::collections::BTreeSet;

use super::super::code::Code;
use super::super::content::{Level, Move, Opening, Pack, Persona, PersonaRef, Reaction, ReactionRef, Worsens};
use super::super::diagnostic::{Diagnostic, Place};
use super::super::node::{Node, Value};
use super::super::reader::{Fields, Reader};
use super::super::slots::Slots;
use super::super::words::Both;
use super::Findings;
use super::around::{self, Around};
use super::known::Known;
use super::parts::sources;
use super::rule::{For, rule};
use super::trees::{Kind, Trees};

/// The simulated client.
#[derive(Default)]
pub struct Clients {
    pub reactions: Vec<Reaction>,
    pub personas: Vec<Persona>,
    pub levels: Vec<Level>,
    pub around: Around,
}

/// Decodes all files; each may hold any part.
pub fn decode(trees: &Trees<'_>, known: &Known, base: Option<&Pack>, findings: &mut Findings) -> Option<Clients> {
    let strict =
        has_strict_level(trees) || base.is_some_and(|base| base.levels.iter().any(|level| level.moves_per_answer < 2));
    let (mut reaction_ids, mut persona_ids, mut level_ids) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut taken = around::Taken::default();
    let files = trees.each(Kind::Clients, findings, |reader, node| {
        let mut fields = reader.fields(node, label("a file of clients", "客户文件"))?;
        let reactions =
            fields.optional_list(reader, "reactions", |r, n| reaction(r, n, known, strict, &mut reaction_ids));
        let personas = fields.optional_list(reader, "personas", |r, n| persona(r, n, known, &mut persona_ids));
        let levels = fields.optional_list(reader, "levels", |r, n| level(r, n, &mut level_ids));
        let around = around::read(reader, &mut fields, known, &mut taken);
        fields.finish(reader);
        Some(vec![Clients { reactions: reactions?, personas: personas?, levels: levels?, around: around? }])
    })?;
    let mut clients = Clients::default();
    for file in files {
        clients.reactions.extend(file.reactions);
        clients.personas.extend(file.personas);
        clients.levels.extend(file.levels);
        clients.around.dossier.extend(file.around.dossier);
        clients.around.debrief.extend(file.around.debrief);
        clients.around.survey.extend(file.around.survey);
    }
    let lacking = [("personas", clients.personas.is_empty()), ("levels", clients.levels.is_empty())];
    let mut whole = true;
    for (list, _) in lacking.iter().filter(|(_, empty)| *empty && base.is_none() && trees.whole(Kind::Clients)) {
        findings.add(vec![Diagnostic::new(
            Code::Count,
            "pack.yaml",
            Place::START,
            said!(en: "the pack has no {list}, so nobody could play the client", zh: "这个包里没有 `{list}`，没有人能扮演客户"),
            said!(en: "write at least one under `{list}:` in a file of clients/", zh: "在 `clients/` 的某个文件里，在 `{list}:` 下面至少写一个"),
        )]);
        whole = false;
    }
    whole.then_some(clients)
}

/// Whether some level lets one answer make one move only: there no reaction may close on its first answer.
fn has_strict_level(trees: &Trees<'_>) -> bool {
    let nodes = trees.of(Kind::Clients).filter_map(|tree| tree.node.as_ref());
    let levels = nodes.flat_map(|node| node.get("levels").map(Node::items).unwrap_or_default());
    levels.filter_map(|level| level.get("moves_per_answer")?.number()).any(|moves| moves < 2)
}

fn reaction(
    reader: &mut Reader<'_>,
    node: &Node,
    known: &Known,
    strict: bool,
    ids: &mut BTreeSet<String>,
) -> Option<Reaction> {
    let mut fields = reader.fields(node, label("a reaction", "反应"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let title = fields.required(reader, "title", Reader::both);
    let mood = fields.required(reader, "mood", Reader::both);
    let opens = fields.required(reader, "opens", |r, n| openings(r, n, known));
    let moves = fields.required(reader, "moves", |r, n| moves(r, n, known, strict));
    let worsens = fields.required(reader, "worsens", |r, n| worsens(r, n, known));
    let eased = fields.required(reader, "eased", |r, n| sayings(r, n, label("closing words", "收尾的话")));
    let unresolved = fields.required(reader, "unresolved", |r, n| sayings(r, n, label("closing words", "收尾的话")));
    let ends = fields.required(reader, "ends", ends);
    let source = fields.required(reader, "source", |r, n| sources(r, n, known));
    fields.finish(reader);
    let (end_eased, end_unresolved) = ends?;
    Some(Reaction {
        id: id?,
        title: title?,
        mood: mood?,
        opens: opens?,
        moves: moves?,
        worsens: worsens?,
        eased: eased?,
        unresolved: unresolved?,
        end_eased,
        end_unresolved,
        source: source?,
    })
}

/// Two wordings or more, so that a second rehearsal does not sound like the first.
fn sayings(reader: &mut Reader<'_>, node: &Node, what: Label) -> Option<Vec<Both>> {
    reader.counted(node, what, 2..=30, Reader::both)
}

fn openings(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<Vec<Opening>> {
    let openings = reader.counted(node, label("openings", "开场的话"), 3..=60, |r, n| opening(r, n, known))?;
    if openings.iter().all(|opening| opening.persona.is_some()) {
        reader.report(
            Code::Count,
            node.at,
            said!(en: "every opening belongs to one persona; the others would have no words", zh: "每句开场都归了某一种性子，别的性子就没话可说了"),
            said!(en: "write at least one opening without `persona`", zh: "至少写一句不带 `persona` 的开场"),
        );
        return None;
    }
    Some(openings)
}

fn opening(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<Opening> {
    let mut fields = reader.fields(node, label("an opening", "开场的话"))?;
    let persona = fields
        .optional(reader, "persona", |r, n| PersonaRef::new(known.personas.find(r, n, label("persona", "性子"))?));
    let says = reader.both_of(&mut fields, Slots::None);
    fields.finish(reader);
    Some(Opening { persona: persona?, says: says? })
}

fn moves(reader: &mut Reader<'_>, node: &Node, known: &Known, strict: bool) -> Option<Vec<Move>> {
    let mut ids = BTreeSet::new();
    if let (Value::List(items), true) = (&node.value, strict)
        && items.len() == 1
    {
        reader.report(
            Code::ClosesTooSoon,
            node.at,
            said!(en: "one right answer would close this reaction, even at the hardest level", zh: "答对一次，这个反应就收场了，最难的难度也一样"),
            said!(en: "write a second move: a client who gives in at once teaches nothing", zh: "再写一个动作：一说就通的客户练不出什么"),
        );
        return None;
    }
    reader.counted(node, label("moves", "动作"), 1..=4, |reader, node| {
        let mut fields = reader.fields(node, label("a move", "动作"))?;
        let id = fields.required(reader, "id", |r, n| r.new_id(n, &mut ids));
        let name = fields.required(reader, "name", Reader::both);
        let heard = fields.required(reader, "rule", |r, n| rule(r, n, known, For::Reaction));
        let holds = fields.required(reader, "holds", |r, n| {
            sayings(r, n, label("words while the move is missing", "动作没做到时说的话"))
        });
        let better = fields.required(reader, "better", Reader::both);
        fields.finish(reader);
        Some(Move { id: id?, name: name?, rule: heard?, holds: holds?, better: better? })
    })
}

fn worsens(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<Worsens> {
    let mut fields = reader.fields(node, label("what makes it worse", "让反应变糟的部分"))?;
    let heard = fields.required(reader, "rule", |r, n| rule(r, n, known, For::Reaction));
    let says = fields.required(reader, "says", |r, n| sayings(r, n, label("words when it got worse", "变糟时说的话")));
    fields.finish(reader);
    Some(Worsens { rule: heard?, says: says? })
}

fn ends(reader: &mut Reader<'_>, node: &Node) -> Option<(Both, Both)> {
    let mut fields = reader.fields(node, label("the two ends", "两种结尾"))?;
    let eased = fields.required(reader, "eased", Reader::both);
    let unresolved = fields.required(reader, "unresolved", Reader::both);
    fields.finish(reader);
    Some((eased?, unresolved?))
}

fn persona(reader: &mut Reader<'_>, node: &Node, known: &Known, ids: &mut BTreeSet<String>) -> Option<Persona> {
    let mut fields = reader.fields(node, label("a persona", "性子"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let (title, note) = title_and_note(reader, &mut fields);
    let prefers = fields.optional_list(reader, "prefers", |r, n| {
        ReactionRef::new(known.reactions.find(r, n, label("reaction", "反应"))?)
    });
    let nods = fields.required(reader, "nods", |r, n| r.counted(n, label("nods", "应声"), 3..=30, Reader::both));
    let source = fields.required(reader, "source", |r, n| sources(r, n, known));
    fields.finish(reader);
    Some(Persona { id: id?, title: title?, note: note?, prefers: prefers?, nods: nods?, source: source? })
}

fn level(reader: &mut Reader<'_>, node: &Node, ids: &mut BTreeSet<String>) -> Option<Level> {
    let mut fields = reader.fields(node, label("a level", "难度"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let (title, note) = title_and_note(reader, &mut fields);
    let patience = fields.required(reader, "patience", |r, n| r.number(n, 1..=20));
    let moves_per_answer = fields.required(reader, "moves_per_answer", |r, n| r.number(n, 1..=4));
    let reactions = fields.required(reader, "reactions", |r, n| r.number(n, 0..=20));
    let probes = fields.required(reader, "probes", Reader::boolean);
    fields.finish(reader);
    Some(Level {
        id: id?,
        title: title?,
        note: note?,
        patience: patience?,
        moves_per_answer: moves_per_answer?,
        reactions: reactions?,
        probes: probes?,
    })
}

fn title_and_note(reader: &mut Reader<'_>, fields: &mut Fields<'_>) -> (Option<Both>, Option<Both>) {
    let title = fields.required(reader, "title", Reader::both);
    let note = fields.required(reader, "note", Reader::both);
    (title, note)
}
