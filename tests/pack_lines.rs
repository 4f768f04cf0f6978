//! What the shipped pack teaches must be what its checks and its client hear.
//!
//! The pack holds over a thousand lines that somebody wrote as right or wrong: models of a step, examples of a check,
//! better lines of a client's move. Whoever copies a model and is told that it misses a check, or reads a bad example
//! that passes, stops believing the judge. So every line is judged here as the program judges it, in both languages.
//! Beside them stand answers that a user might give to each reaction, which are in no pack.
//!
//! Cure a failure in the check's rule, the word lists or the phrases of a signal; reword a line only where it is no fair
//! example.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use forthright::coach::{prove, weigh};
use forthright::listen::{Heard, State};
use forthright::pack::Lang;
use support::{listener, pack};

/// The lines judged so far, and what went wrong. The floor is all of them: not one line is excepted.
#[derive(Default)]
struct Tally {
    judged: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn take(&mut self, right: bool, place: &str, told: impl FnOnce() -> String) {
        self.judged += 1;
        if !right {
            self.wrong.push(format!("{place}: {}", told()));
        }
    }

    /// Nothing may be wrong, and at least so many lines must have been judged: a test that found no lines has tested
    /// nothing.
    fn settle(&self, what: &str, at_least: usize) {
        assert!(self.judged >= at_least, "only {} {what} were found", self.judged);
        let (wrong, judged) = (self.wrong.len(), self.judged);
        assert!(wrong == 0, "{wrong} of {judged} {what} are judged wrongly:\n{}", self.wrong.join("\n"));
    }
}

/// The names of the signals that are shown, for a failure's message.
fn shown(heard: &Heard) -> String {
    let listener = listener();
    let shown = heard.signals.iter().filter(|hearing| hearing.state == State::Shown);
    shown.map(|hearing| listener.name(hearing.signal)).collect::<Vec<_>>().join(" ")
}

/// Every line of one kind is judged as it is filed, and at least so many lines were.
fn settle(name: &str, at_least: usize) {
    let proof = prove(&pack(), &listener());
    let (_, lines) = proof.kinds().into_iter().find(|(kind, _)| pack().word(*kind, Lang::En) == name).unwrap();
    let wrong =
        lines.wrong.iter().map(|w| format!("{}: {}\n    heard {}", w.place, w.line, w.heard.join(" "))).collect();
    Tally { judged: lines.judged, wrong }.settle(name, at_least);
}

#[test]
fn an_example_of_a_signal_is_heard_as_it_is_filed() {
    settle("examples of signals", 250);
}

#[test]
fn a_model_of_a_step_misses_none_of_its_checks() {
    settle("checks of good lines", 800);
}

#[test]
fn a_bad_line_fails_the_check_that_it_is_shown_for() {
    settle("bad lines", 250);
}

#[test]
fn examples_of_a_check_are_judged_as_they_are_filed() {
    settle("examples of checks", 240);
}

#[test]
fn the_better_line_of_a_move_makes_it() {
    settle("better lines of moves", 60);
}

/// What a user might answer: two lines that make the first move and do no harm, and one that makes things worse.
struct Answers {
    reaction: &'static str,
    eases: [&'static str; 2],
    worsens: &'static str,
}

const fn answers(reaction: &'static str, eases: [&'static str; 2], worsens: &'static str) -> Answers {
    Answers { reaction, eases, worsens }
}

const ANSWERS: &[Answers] = &[
    answers(
        "silence",
        ["您缓一缓，我不着急往下说。", "我先不说了，您慢慢想。"],
        "原因主要是供应商那边断了货，另外测试也没有通过，预算也超了。后面我们还得重新排期。团队这边压力很大。",
    ),
    answers(
        "silence",
        ["I'll stop there and give you a moment.", "No rush. Take all the time you need."],
        "It's because the supplier went bust. Then the test failed. The budget ran out as well. We still have to replan everything.",
    ),
    answers(
        "disappointed",
        ["换成是我，等了大半年等来这个，心里也不好受。", "您替我们说了那么多好话，现在让您下不来台。"],
        "没事，其实影响不大，晚几天而已。",
    ),
    answers(
        "disappointed",
        [
            "You put your name behind us, and we've left you looking foolish.",
            "I can tell how let down you feel, and you've every reason to.",
        ],
        "Honestly, it's not that big a deal, it's only a few days.",
    ),
    answers(
        "angry",
        ["我先听您说完，您接着讲。", "您说得对，换谁都得急。"],
        "这也不能全怪我们啊，你们自己也拖了两周。",
    ),
    answers(
        "angry",
        ["I hear you. Please finish, I won't interrupt.", "You're right to be furious. Tell me all of it."],
        "It's hardly all our fault, your own people sat on it for two weeks.",
    ),
    answers(
        "polite-cold",
        ["要不散会以后咱俩单独聊聊？", "下午我去您办公室坐一会儿，就咱们俩说几句，行吗？"],
        "好的，那就这么定了，感谢您的理解！",
    ),
    answers(
        "polite-cold",
        [
            "Would you have ten minutes later, just you and me?",
            "Could I give you a ring this afternoon, away from the others?",
        ],
        "Great, so we're agreed then. Thanks for being so understanding!",
    ),
    answers(
        "what-for-us",
        [
            "您这边受影响的有两块：六月的促销，还有四十个人的培训。",
            "简单说，您的门店照常营业，只是新会员卡要晚三周才能用。",
        ],
        "由于种种原因吧，其实对你们影响不大。",
    ),
    answers(
        "what-for-us",
        [
            "On your side two things move: the June sale and the staff training.",
            "Your shops open as normal; only the new loyalty cards will be three weeks late.",
        ],
        "For various reasons it had to be done, but it's really no big deal for you.",
    ),
    answers(
        "can-you-deliver",
        ["截至昨天，十个模块通过了八个，剩下两个在改。", "现在的情况是：接口通了，报表还差两张。"],
        "您放心，百分之百没问题，我拿人头担保。",
    ),
    answers(
        "can-you-deliver",
        [
            "As of this morning eight of ten modules have passed, and two are being fixed.",
            "Right now the interface works and two reports are still open.",
        ],
        "I guarantee it, hundred per cent, you have my word.",
    ),
    answers(
        "heard-elsewhere",
        ["是我不好，这事应该我第一个告诉您。", "您说得对，我们上周就该跟您讲，拖到今天是我们的错。"],
        "谁跟您说的？没有的事，您别听他们瞎传。",
    ),
    answers(
        "heard-elsewhere",
        [
            "You're right, I should have rung you the day I knew.",
            "That was wrong of us: you ought to have heard it from me.",
        ],
        "Who told you that? It's just gossip, don't listen to them.",
    ),
    answers(
        "who-pays",
        ["我们自己的返工费由我们出，这个定了；您的损失还没有结论。", "您说的这几笔我都记下来了，一笔一笔去问。"],
        "这样吧，损失我们全赔，再给您打八折。",
    ),
    answers(
        "who-pays",
        [
            "Our rework is on us, that much is decided. About your costs nothing is settled yet.",
            "I've noted every item you named, and each one goes to our finance team.",
        ],
        "Tell you what, we'll refund everything and give you 20% off.",
    ),
    answers(
        "show-me",
        ["有的，压测报告和日志都在，我一会儿发您。", "您要原始数据是吧，监控的截图和明细我都留着。"],
        "这个您放心，请相信我们，我们很专业的。",
    ),
    answers(
        "show-me",
        [
            "There's the test report and the raw log; I'll mail you both.",
            "You can have the audit report and our timesheets, nothing left out.",
        ],
        "You'll just have to trust us on this, we're very experienced.",
    ),
    answers(
        "yes-or-no",
        ["您要的是月底前加上导出，我记一下。", "好，我写下来了：导出，六月三十号之前，对吗？"],
        "行行行，没问题，我现在就答应您。",
    ),
    answers(
        "yes-or-no",
        [
            "So what you need is the export by the end of June. I'm writing that down.",
            "Let me make a note of that: export, before the 30th. Is that it?",
        ],
        "Yes, sure, no problem, consider it done.",
    ),
    answers(
        "squeeze-in",
        ["硬塞进来的话，测试得砍掉四天，您的年检就悬了。", "加这一个，整个上线要晚一周。"],
        "我说过了，不行就是不行。",
    ),
    answers(
        "squeeze-in",
        [
            "Squeezing it in would cost four days of testing, and that puts your inspection at risk.",
            "If we add it, the whole launch slips by a week.",
        ],
        "I've already told you, the answer is no.",
    ),
    answers(
        "escalates",
        ["您找我们领导是应该的，我不拦着。", "完全理解，这事换我也会往上反映。"],
        "随便您，您找谁都一样，告去吧。",
    ),
    answers(
        "escalates",
        [
            "Of course, you're entitled to take it higher.",
            "I quite understand, and I'd want to speak to my boss as well.",
        ],
        "Be my guest. Talking to my boss won't change anything.",
    ),
    answers(
        "own-plan",
        ["您这个主意我记下来，分两段走，先做前一半，是吧？", "我先复述一下您的方案，看记得对不对。"],
        "您这个不行，根本行不通，您不懂这里面的技术。",
    ),
    answers(
        "own-plan",
        [
            "Let me write your plan down: two halves, your people take the first.",
            "I'd like to repeat it so I get it right: you want to split it in two.",
        ],
        "No, that won't work, you don't understand the technical side.",
    ),
    answers(
        "asks-again",
        ["您提了好几回了，它到底能帮您解决什么难处？", "我想弄明白，这个功能是谁要用、用在哪儿？"],
        "我都说了多少遍了，不行，别再问了。",
    ),
    answers(
        "asks-again",
        [
            "This clearly matters to you. What would you do with it on the day?",
            "Help me understand: who would use it, and for what?",
        ],
        "As I've said before, the answer is still no. Please stop asking.",
    ),
];

#[test]
fn a_plausible_answer_moves_the_client() {
    let (pack, listener) = (pack(), listener());
    let mut tally = Tally::default();
    for reaction in &pack.reactions {
        let of_it = ANSWERS.iter().filter(|answers| answers.reaction == reaction.id).count();
        assert_eq!(of_it, Lang::ALL.len(), "{} has no answers in each language", reaction.id);
    }
    for Answers { reaction, eases, worsens } in ANSWERS {
        let reaction = pack.reactions.iter().find(|r| r.id == *reaction).unwrap();
        for (line, eased) in [(eases[0], true), (eases[1], true), (*worsens, false)] {
            let heard = listener.hear(line, None);
            let answer = weigh(reaction, &heard, line, false);
            let right = if eased { answer.makes[0] && !answer.worsens } else { answer.worsens };
            tally.take(right, &format!("{}: {line}", reaction.id), || {
                let wanted = if eased { "eases" } else { "worsens" };
                format!("{wanted} expected, {answer:?}; heard {}", shown(&heard))
            });
        }
    }
    tally.settle("answers", 84);
}
