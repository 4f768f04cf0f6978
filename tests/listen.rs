//! The listener on small cases: its own examples, minimal pairs, entities, checks, spans.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod labelled_set;

use std::sync::LazyLock;

use forthright::listen::{Hearing, Listener, State, Verdict, judge};
use forthright::pack::{CheckKind, CheckRule, Rule, Signals};
use labelled_set::content;

static CONTENT: LazyLock<Signals> = LazyLock::new(content);
static LISTENER: LazyLock<Listener> = LazyLock::new(|| Listener::new(&CONTENT));

fn state(text: &str, signal: &str) -> Option<State> {
    let id = LISTENER.id(signal).unwrap_or_else(|| panic!("no signal {signal}"));
    LISTENER.hear(text, None).signals.iter().find(|hearing| hearing.signal == id).map(|hearing| hearing.state)
}

/// Every signal has examples of both kinds; `tests/pack_lines.rs` proves that they are heard as filed.
#[test]
fn every_signal_has_examples() {
    for signal in &CONTENT.signals {
        let (carries, silent) = (signal.examples.carries.len(), signal.examples.silent.len());
        assert!(carries >= 2 && silent >= 2, "{} has too few examples", signal.id);
    }
}

/// The same words claimed, denied, and void (a question, a condition, a plan, a report, a quotation).
#[test]
fn minimal_pairs() {
    use State::{Denied, Shown};
    let cases = [
        ("apologises", "我们很抱歉。", Some(Shown)),
        ("apologises", "我们不道歉。", Some(Denied)),
        ("apologises", "我应该向他道歉。", None),
        ("apologises", "他说“对不起”，仅此而已。", None),
        ("apologises", "要不要道歉？", None),
        ("apologises", "不好意思，这事给您添麻烦了。", Some(Shown)),
        ("apologises", "We apologise for this.", Some(Shown)),
        ("apologises", "We will not apologise for this.", Some(Denied)),
        ("apologises", "I should apologise tomorrow.", None),
        ("apologises", "If we apologise, will it end?", None),
        ("apologises", "She said \"sorry\" and left.", None),
        ("apologises", "I can't apologise enough.", Some(Shown)),
        ("owns_problem", "这个责任在我们。", Some(Shown)),
        ("owns_problem", "这不是我们的责任。", Some(Denied)),
        ("owns_problem", "不是您的问题，是我们没复核。", Some(Shown)),
        ("owns_problem", "This is our mistake.", Some(Shown)),
        ("owns_problem", "This is not our mistake.", Some(Denied)),
        ("shifts_blame", "这都怪你们信息科。", Some(Shown)),
        ("shifts_blame", "This is your fault.", Some(Shown)),
        ("shifts_blame", "This is not your fault.", Some(Denied)),
        ("offers_alternative", "我们可以先上一个简化版。", Some(Shown)),
        ("offers_alternative", "我们没有别的替代办法。", Some(Denied)),
        ("offers_alternative", "There is a workaround.", Some(Shown)),
        ("offers_alternative", "There is no workaround.", Some(Denied)),
        ("offers_support", "押金全额退还。", Some(Shown)),
        ("offers_support", "The setup is free of charge.", Some(Shown)),
        ("offers_support", "The setup is not free of charge.", Some(Denied)),
        ("overpromises", "我保证绝对不出错。", Some(Shown)),
        ("overpromises", "I guarantee it will never happen again.", Some(Shown)),
        ("speaks_as_we", "我方已收到。", Some(Shown)),
        ("speaks_as_we", "“我们”是他的口头禅。", None),
        // What only looks like blame, arguing or an acknowledgement.
        ("shifts_blame", "要不是您提醒，这个错我们还发现不了。", None),
        ("shifts_blame", "If you hadn't told us, we wouldn't have caught it.", None),
        ("shifts_blame", "Please have your own people check the figures.", None),
        ("argues_back", "您真正需要的是什么？", None),
        ("argues_back", "What do you really need it for?", None),
        ("argues_back", "If there's anything you don't understand, stop me.", None),
        ("argues_back", "I know that's not fair on you.", None),
        ("summarises_agreement", "Let me go over it with our finance team first.", None),
        ("acknowledges_request", "We'll get it right next time.", None),
        ("keeps_door_open", "I'd like us to look at the figures.", None),
        ("gossips", "Where is it worst at the moment?", None),
        ("loses_temper", "Let me go over it once more.", None),
        ("owns_problem", "Please forgive us.", None),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(signal, text, expected)| {
            let found = state(text, signal);
            (found != *expected).then(|| format!("{signal}: {expected:?} expected, {found:?} heard: {text}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What people typed when they tried it: heard as shown, or not.
#[test]
fn as_people_typed_it() {
    let cases = [
        ("states_decision", "We are not cancelling the show.", false),
        ("states_decision", "The launch is not delayed.", false),
        ("states_decision", "我们没有取消。", false),
        ("states_decision", "我们没有取消这个项目。", false),
        ("states_decision", "There is a delay.", true),
        ("states_decision", "We have decided to pull the plug on the show.", true),
        ("states_decision", "we are dropping the project", true),
        ("states_decision", "No.", true),
        ("states_decision", "不行。", true),
        ("flat_refusal", "No.", true),
        ("invites_response", "您那边现在听到些什么？", true),
        ("invites_response", "您这边了解到什么程度了？", true),
        ("invites_response", "这事您现在知道多少？", true),
        ("invites_response", "您收到什么消息了吗？", true),
        ("invites_response", "有没有人跟您提过这件事？", true),
        ("invites_response", "您听到什么风声没有？", true),
        ("invites_response", "您那边现在听到什么了？", true),
        ("invites_response", "Has anything reached you about the show?", true),
        ("invites_response", "Where do you stand on this?", true),
        ("invites_response", "Did anyone tell you anything?", true),
        ("invites_response", "What's the latest on your end?", true),
        ("invites_response", "Have I got that right?", true),
        ("invites_response", "What have you heard about the release?", true),
        ("invites_response", "How do you like the weather?", false),
        ("rambles", "How do you like the weather?", true),
        ("rambles", "今天天气真不错，是吧？", true),
        ("states_impact", "您3号厅九月到十一月会空出来，46个班得改约，海报也得赶在15号前叫停。", true),
        ("states_impact", "您的3号厅要空三个月。", true),
        ("states_impact", "Hall 3 will be empty from September to November and 46 classes have to be told.", true),
        ("states_impact", "Your hall stays empty this autumn.", true),
        ("states_impact", "Your June promotion will have to run on the old system.", true),
        ("shifts_blame", "You people kept changing the scope.", true),
        ("shifts_blame", "It's your fault really, your team kept changing things.", true),
        ("gives_reason", "这不怪你们，怪我们。", false),
        ("owns_problem", "这不怪你们，怪我们。", true),
        ("shifts_blame", "这不怪你们，怪我们。", false),
        ("overpromises", "Yes, we'll do it.", true),
        ("overpromises", "行，我们做。", true),
        ("flat_refusal", "行，我们做。", false),
        ("offers_support", "退60万给您，图纸也都给您。", true),
        ("defers_answer", "我回去问问，周四告诉您。", true),
        ("loses_temper", "Fine, whatever.", true),
        ("loses_temper", "Calm down, it's only a date.", true),
        ("loses_temper", "爱咋咋地。", true),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(signal, text, expected)| (state(text, signal) == Some(State::Shown)) != *expected)
        .map(|(signal, text, expected)| format!("{signal}: shown {expected} expected: {text}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Traditional characters, full width and capitals are heard as their plain forms, and spans point into what was typed.
#[test]
fn other_ways_of_writing() {
    let heard = |text: &str, signal: &str| -> Hearing {
        let id = LISTENER.id(signal).unwrap();
        LISTENER
            .hear(text, None)
            .signals
            .into_iter()
            .find(|hearing| hearing.signal == id)
            .unwrap_or_else(|| panic!("{signal} not heard in {text}"))
    };
    let text = "實在對不起，我們的錯。";
    assert_eq!(heard(text, "apologises").spans[0].of(text), "對不起");
    let text = "ＳＯＲＲＹ about that.";
    assert_eq!(heard(text, "apologises").spans[0].of(text), "ＳＯＲＲＹ");
    let text = "👍🏽 e\u{301} We’re so SORRY, 王总。";
    assert_eq!(heard(text, "apologises").spans[0].of(text), "SORRY");
    assert!(LISTENER.reason(&heard(text, "apologises")).is_some_and(|why| !why.zh.is_empty() && !why.en.is_empty()));
}

fn rule(signal: &str) -> Rule {
    Rule::Signal { id: LISTENER.id(signal).unwrap(), in_first: None, at_least: 1 }
}

#[test]
fn verdicts() {
    let check = |kind, decides: Rule, unsure: Option<Rule>, text: &str| {
        let heard = LISTENER.hear(text, None);
        judge(&CheckRule { kind, decides, unsure }, &heard, text)
    };
    let (asks, warns) = (CheckKind::Asks, CheckKind::Warns);
    let met = check(asks, rule("apologises"), None, "真的对不起。");
    assert_eq!((met.verdict, met.spans.len()), (Verdict::Met, 1));
    assert_eq!(check(asks, rule("apologises"), None, "项目停了。").verdict, Verdict::NotMet);
    let denied = check(asks, rule("offers_alternative"), None, "There is no workaround.");
    assert_eq!((denied.verdict, denied.spans.is_empty()), (Verdict::NotMet, false), "the denying words are shown");
    assert_eq!(
        check(asks, rule("apologises"), Some(rule("states_decision")), "项目取消了。").verdict,
        Verdict::CantTell
    );
    assert_eq!(check(warns, rule("shifts_blame"), None, "这都怪你们信息科。").verdict, Verdict::NotMet);
    assert_eq!(check(warns, rule("shifts_blame"), None, "我们周五前给您答复。").verdict, Verdict::Met);
    for empty in ["", "  ", "。", "a", "！？", "1"] {
        assert_eq!(check(warns, rule("shifts_blame"), None, empty).verdict, Verdict::CantTell, "{empty:?}");
        assert_eq!(check(asks, rule("apologises"), None, empty).verdict, Verdict::CantTell, "{empty:?}");
    }
}

#[test]
fn rules() {
    let text = "项目取消了。对不起，周五前给您书面答复。";
    let heard = LISTENER.hear(text, None);
    let holds = |rule: &Rule| rule.weigh(&heard, text).holds;
    let id = |name: &str| LISTENER.id(name).unwrap();
    let first = |name: &str| Rule::Signal { id: id(name), in_first: Some(1), at_least: 1 };
    assert!(holds(&first("states_decision")));
    assert!(!holds(&first("apologises")));
    let order = |one, two| Rule::Order(Box::new(rule(one)), Box::new(rule(two)));
    assert!(holds(&order("states_decision", "apologises")));
    assert!(!holds(&order("apologises", "states_decision")));
    assert!(holds(&order("apologises", "rambles")), "the second is not heard at all");
    assert!(holds(&Rule::Sentences { at_least: 2, at_most: 2 }));
    assert!(holds(&Rule::All(vec![rule("apologises"), Rule::None(vec![rule("rambles")])])));
    assert!(holds(&Rule::Any(vec![rule("rambles"), rule("apologises")])));
    assert!(!holds(&Rule::Wait));
    assert!(Rule::Wait.weigh(&LISTENER.hear(" …", None), " …").holds);
    let dates = Rule::Entity { kinds: vec![forthright::listen::EntityKind::Date], at_least: 1 };
    assert!(holds(&dates));
    let absolutes = Rule::Words(CONTENT.list("absolutes").unwrap());
    assert!(!holds(&absolutes));
    assert!(absolutes.weigh(&LISTENER.hear("绝对没问题", None), "绝对没问题").holds);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        /// No text makes the listener panic, every span can be cut out of the text, and the same text is heard the same way.
        #[test]
        fn spans_are_valid(text in "(\\PC|[对不起我们明天周五三点半前给您如果不是。，？！“”\n]|sorry |by Friday |we can't |[0-9]{1,3}|%){0,60}") {
            let heard = LISTENER.hear(&text, None);
            prop_assert_eq!(&heard, &LISTENER.hear(&text, None));
            let spans = heard.signals.iter().flat_map(|h| h.spans.iter().copied())
                .chain(heard.entities.iter().map(|e| e.span))
                .chain(heard.words.iter().map(|(_, span)| *span))
                .chain(heard.sentences.iter().copied());
            for span in spans {
                prop_assert!(text.get(span.start..span.end).is_some_and(|words| !words.is_empty()), "{:?} in {:?}", span, text);
            }
            for hearing in &heard.signals {
                prop_assert!((0.0..=1.0).contains(&hearing.confidence));
            }
        }
    }
}
