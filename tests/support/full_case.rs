//! A talk in which everything happened, and one in which nothing did.
#![allow(dead_code, reason = "not every test file needs all of it")]

use forthright::coach::{
    Attempt, Call, Due, Entry, EntryKind, FollowUp, FollowUpChange, FollowUpState, GateAnswer, Origin, Place, Promise,
    Question, Rehearsal, Talk,
};
use forthright::export::Case;
use forthright::pack::{GateState, Lang};
use jiff::{Timestamp, ZonedDateTime};

use crate::support::{listener, now, pack};

/// A moment of 2026.
pub fn at(text: &str) -> Timestamp {
    format!("2026-{text}:00+08:00").parse().unwrap()
}

/// What the documents of a talk are made from.
pub struct Sample {
    pub talk: Talk,
    pub rehearsal: Option<Rehearsal>,
    pub now: ZonedDateTime,
}

impl Sample {
    pub fn with<T>(&self, lang: Lang, make: impl FnOnce(Case<'_>) -> T) -> T {
        let (pack, listener) = (pack(), listener());
        make(Case {
            pack: &pack,
            listener: &listener,
            scenario: pack.scenario(&self.talk.scenario).unwrap(),
            talk: &self.talk,
            rehearsal: self.rehearsal.as_ref(),
            now: &self.now,
            lang,
        })
    }
}

/// Nothing entered, nothing said, nothing held.
pub fn empty() -> Sample {
    let pack = pack();
    let mut talk = Talk::new(pack.scenario("delay").unwrap(), at("06-08T09:00"));
    talk.id = "t1".to_owned();
    Sample { talk, rehearsal: None, now: now() }
}

/// Everything: facts, gate, rehearsed lines, a call with all it can bring, follow-ups in every state.
pub fn full() -> Sample {
    let mut sample = empty();
    let talk = &mut sample.talk;
    for (id, text) in [
        ("client", "王总（星环物流）"),
        ("change", "上线从 6 月 15 日改到 7 月 6 日，晚三周。"),
        ("cause", "库存锁有缺陷，多人同时下单会互相卡住"),
        ("proof", "6 月 2 日压测，1,200 人同时下单，38% 超时"),
        ("impact", "六月促销用不上新系统，预计少收 38 万；两批培训要重排"),
        ("options", "A 7/6 全上；B 6/22 先开查询，7/6 全上"),
    ] {
        talk.set_fact(id, text);
    }
    talk.flags.insert("fault".to_owned(), true);
    let gate = |state, note: &str| GateAnswer { state, note: note.to_owned() };
    talk.gate.insert("evidence".to_owned(), gate(GateState::Have, ""));
    talk.gate.insert("approval".to_owned(), gate(GateState::Missing, "周四前问老李"));
    talk.ticks.insert("before/tell-now".to_owned());
    talk.known = Some(at("06-08T16:10"));
    let entry = |time: &str, kind| Entry { at: at(time), stage: "solve".to_owned(), kind };
    let promise = |what: &str, who: &str, due: &str, kept: Option<Timestamp>| {
        EntryKind::Promise(Promise {
            what: what.to_owned(),
            who: who.to_owned(),
            due: Some(due.parse().unwrap()),
            kept,
        })
    };
    let question = |text: &str, answer: Option<&str>| {
        EntryKind::Question(Question { text: text.to_owned(), answer: answer.map(str::to_owned) })
    };
    talk.calls.push(Call {
        began: at("06-09T09:30"),
        ended: Some(at("06-09T09:52")),
        stage: "follow-up".to_owned(),
        stage_began: at("06-09T09:45"),
        said: ["news/0".to_owned()].into(),
        log: vec![
            entry("06-09T09:32", EntryKind::Note("海报都印好了，六月的促销怎么办？".to_owned())),
            entry("06-09T09:34", EntryKind::Reaction("who-pays".to_owned())),
            entry("06-09T09:36", EntryKind::Private("他好像已经听李强说过，别提预算那 20 万".to_owned())),
            entry("06-09T09:40", EntryKind::Agreed("按 B 走：6/22 先开查询，7/6 全上".to_owned())),
            entry("06-09T09:41", EntryKind::Agreed("这都怪你们需求老变，我们只能跟着改".to_owned())),
            entry("06-09T09:44", promise("修好库存锁", "周工", "2026-06-20", None)),
            entry("06-09T09:45", promise("发压测报告", "我", "2026-06-09", Some(at("06-09T15:00")))),
            entry("06-09T09:47", question("印好的海报谁出钱？", None)),
            entry("06-09T09:48", question("培训改到哪天？", Some("7 月 8 日"))),
        ],
        answers: Default::default(),
    });
    let followup = |id: &str, origin, what: &str, owner: &str, date: &str, time: Option<&str>, state| FollowUp {
        id: id.to_owned(),
        talk: Some("t1".to_owned()),
        client: None,
        origin,
        what: what.to_owned(),
        owner: owner.to_owned(),
        start: None,
        due: Due { date: date.parse().unwrap(), time: time.map(|time| time.parse().unwrap()) },
        every_days: None,
        state,
        history: Vec::new(),
        created: at("06-09T09:55"),
    };
    let mut moved = followup("f2", Origin::Promise, "修好库存锁", "周工", "2026-06-20", None, FollowUpState::Open);
    moved.start = Some("2026-06-10".parse().unwrap());
    moved.history = vec![FollowUpChange {
        at: at("06-09T10:00"),
        state: FollowUpState::Open,
        due: Due { date: "2026-06-18".parse().unwrap(), time: None },
        why: "要先复现".to_owned(),
    }];
    let clock = |id: &str| Origin::Clock(id.to_owned());
    let report = "周报加一通电话，直到新日子：现状、做完的、没做完的、预计日子";
    let mut weekly = followup("f4", clock("weekly-report"), report, "", "2026-06-16", None, FollowUpState::Open);
    weekly.every_days = Some(7);
    talk.followups = vec![
        followup("f1", clock("record"), "发会后纪要", "", "2026-06-09", Some("11:30"), FollowUpState::Done),
        moved,
        followup(
            "f3",
            Origin::Question,
            "答复：印好的海报谁出钱？",
            "我",
            "2026-06-11",
            Some("18:00"),
            FollowUpState::Open,
        ),
        weekly,
        followup(
            "f5",
            Origin::User,
            "=HYPERLINK(\"x\")；给王总寄样机, 别忘了\\发票",
            "小吴",
            "2026-06-12",
            None,
            FollowUpState::Dropped,
        ),
    ];
    let mut rehearsal = Rehearsal::new("t1", "blunt", "hard", 7, Place::Debrief, at("06-08T17:00"));
    rehearsal.id = "r1".to_owned();
    for (step, text) in [
        (
            "news",
            "王总，上线要从 6 月 15 日改到 7 月 6 日，晚三周。库存锁有缺陷，1,200 人同时下单有 38% 超时。六月促销您赶不上用新系统。",
        ),
        ("land", "对不起，压测拖到上线前两周才做，是我们安排得太晚。往后每次上线，压测提前四周跑，由周工负责。"),
    ] {
        rehearsal.attempts.push(Attempt {
            step: step.to_owned(),
            text: text.to_owned(),
            ticked: Vec::new(),
            aloud_seconds: None,
            at: at("06-08T17:05"),
        });
    }
    sample.rehearsal = Some(rehearsal);
    sample
}
