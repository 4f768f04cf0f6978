//! What the words around a hit do to it: negation, conditions, plans, reports, questions, quotations.

use std::ops::Range;

use crate::pack::signals::{Reading, Vocabulary};
use crate::text::Span;

use super::layout::{Layout, Sentence};
use super::lexicon::{Found, Lexicon, LexiconBuilder, SlotId};
use super::phrase::whole;

/// What a hit is worth after a look around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// It stands.
    Claimed,
    /// It is said not to be so.
    Denied,
    /// It claims nothing: a condition, a plan, a report, a question, a quotation or a look-alike.
    Void,
}

/// How many moods a sentence may have.
pub const MOODS: usize = 7;
/// What a sentence holds: a condition, a plan, a report, a negation, a question, a quotation, something contrary to fact.
pub type Moods = [bool; MOODS];

/// The cue words of the engine, and the slots that they fill.
#[derive(Debug)]
pub struct Cues {
    lexicon: Lexicon,
    negators: SlotId,
    false_negators: SlotId,
    turners: SlotId,
    conditions: SlotId,
    contraries: SlotId,
    plans: SlotId,
    reports: SlotId,
}

/// Words that deny what follows in the clause.
const NEGATORS: &[&str] = &[
    "不",
    "没",
    "没有",
    "未",
    "未能",
    "并非",
    "不是",
    "并不",
    "绝非",
    "无法",
    "不能",
    "不会",
    "不要",
    "不用",
    "不必",
    "别",
    "甭",
    "难以",
    "从未",
    "从不",
    "毫无",
    "谈不上",
    "算不上",
    "不算",
    "哪有",
    "没必要",
    "没说",
    "不想",
    "不敢",
    "不许",
    "拿不出",
    "并没有",
    "不曾",
    "非",
    "not",
    "n't",
    "never",
    "no",
    "nobody",
    "nothing",
    "none",
    "nor",
    "neither",
    "without",
    "cannot",
    "cant",
    "dont",
    "wont",
    "unable",
    "hardly",
    "far from",
    "anything but",
    "rather than",
    "instead of",
    "refuse to",
    "fail~ to",
    "no one",
    "isnt",
    "doesnt",
    "didnt",
    "nowhere",
];

/// Words that look like negators and deny nothing.
const FALSE_NEGATORS: &[&str] = &[
    "不仅",
    "不但",
    "不只",
    "不光",
    "不得不",
    "不晚于",
    "不迟于",
    "不超过",
    "不少于",
    "无疑",
    "不好意思",
    "对不起",
    "对不住",
    "不妨",
    "不如",
    "要不",
    "要不然",
    "不管",
    "不论",
    "无论",
    "不过",
    "不久",
    "不错",
    "毫不",
    "不断",
    "不便",
    "不禁",
    "忍不住",
    "差不多",
    "特别",
    "别的",
    "分别",
    "别人",
    "别处",
    "区别",
    "级别",
    "个别",
    "无语",
    "没错",
    "没问题",
    "不可或缺",
    "不然",
    "过意不去",
    "对不对",
    "是不是",
    "能不能",
    "可不可以",
    "行不行",
    "好不好",
    "会不会",
    "要不要",
    "有没有",
    "非常",
    "来不及",
    "是非",
    "除非",
    "非得",
    "非要",
    "不满",
    "不安",
    "不易",
    "不容易",
    "not only",
    "not just",
    "not merely",
    "no later than",
    "not later than",
    "no doubt",
    "no longer",
    "not least",
    "no matter",
    "nothing but",
    "no less than",
    "no more than",
    "why not",
    "why don't",
    "not until",
    "if not",
    "or not",
    "whether or not",
    "couldn't agree more",
    "can't wait",
    "no wonder",
    "cannot but",
    "no hurry",
    "no. ",
    "not to mention",
    "don't hesitate",
    "won't you",
    "wouldn't you",
    "can't you",
    "haven't you",
    "isn't it",
    "not sure",
    "i don't blame you",
    "no charge",
    "no cost",
    "not surprised",
];

/// Words after which a negation no longer reaches.
const TURNERS: &[&str] = &[
    "而是",
    "因为",
    "但",
    "所以",
    "是因为",
    "就是",
    "可",
    "却",
    "because",
    "but",
    "so that",
    "instead",
    "since",
    "and that",
    "that's why",
    "until",
    "unless",
];

/// Words that make what follows in the clause a condition.
const CONDITIONS: &[&str] = &[
    "如果",
    "要是",
    "假如",
    "万一",
    "倘若",
    "假使",
    "若是",
    "若",
    "哪怕",
    "除非",
    "若非",
    "if",
    "unless",
    "were i",
    "were we",
    "should you",
    "suppose",
    "supposing",
    "in case",
    "假设",
    "假定",
    "倘使",
    "如若",
    "assuming",
    "provided that",
    "imagine if",
];

/// Words after which, in the clause, nothing is as it is said: it would have been so.
const CONTRARIES: &[&str] = &[
    "要不是",
    "若不是",
    "如果不是",
    "早知道",
    "要是早",
    "如果早",
    "如果当时",
    "要是当时",
    "如果当初",
    "要是当初",
    "假如当时",
    "假如当初",
    "本来会",
    "原本会",
    "险些",
    "差点",
    "差一点",
    "had we",
    "had i",
    "had you",
    "had they",
    "had it",
    "had the",
    "would have been",
    "would've been",
    "if we had",
    "if we'd",
    "if i had",
    "if i'd",
    "if it had",
    "if only",
    "were it",
    "were the",
];

/// Words that make what follows at once a plan or a duty rather than an act.
const PLANS: &[&str] = &[
    "应该",
    "应当",
    "本该",
    "本应",
    "要不要",
    "该不该",
    "打算",
    "想着",
    "需不需要",
    "值得",
    "should",
    "ought to",
    "need to",
    "have to",
    "supposed to",
    "plan to",
    "meant to",
    "do i",
    "do we",
    "must i",
    "shall i have to",
    "whether to",
    "how to",
    "reminder to",
    "remember to",
    "going to have to",
];

/// Words after which somebody else is speaking.
const REPORTS: &[&str] = &[
    "他说",
    "她说",
    "他们说",
    "有人说",
    "听说",
    "据说",
    "您说",
    "您讲",
    "你说",
    "您刚说",
    "您刚才说",
    "你们说",
    "他讲",
    "她讲",
    "老爱说",
    "老这么讲",
    "怪我说",
    "所谓",
    "he says",
    "she says",
    "they say",
    "he said",
    "she said",
    "they said",
    "you said",
    "you say",
    "you're saying",
    "somebody said",
    "someone said",
    "was told",
    "been told",
    "keeps telling",
    "he told",
    "she told",
    "they told",
    "you told",
    "you wrote",
    "claims that",
    "according to him",
    "you call",
    "so-called",
    "you claim",
];

impl Cues {
    /// The cue words, ready to be sought.
    pub fn new() -> Self {
        let lists = [NEGATORS, FALSE_NEGATORS, TURNERS, CONDITIONS, CONTRARIES, PLANS, REPORTS];
        let words = |list: &&'static [&'static str]| list.iter().map(|word| word_and_stem(word));
        let all: Vec<(&str, bool)> = lists.iter().flat_map(words).collect();
        let (vocabulary, places) = Vocabulary::new(&all);
        let mut builder = LexiconBuilder::default();
        let mut places = places.as_slice();
        let mut slots = lists.iter().map(|list| {
            let (words, rest) = places.split_at(list.len());
            places = rest;
            builder.slot(words)
        });
        let mut next = || slots.next().unwrap_or_default();
        let (negators, false_negators, turners) = (next(), next(), next());
        let (conditions, contraries, plans, reports) = (next(), next(), next(), next());
        drop(slots);
        let lexicon = builder.build(vocabulary);
        Self { lexicon, negators, false_negators, turners, conditions, contraries, plans, reports }
    }

    /// Seeks the cue words in a stretch of a folded text.
    pub fn find(&self, text: &str, stretch: Span, found: &mut Found) {
        self.lexicon.find(text, stretch, found);
    }

    /// The moods of some sentences: what in each may keep its words from claiming anything.
    pub fn moods<'c>(
        &'c self,
        found: &'c Found,
        layout: &'c Layout,
        sentences: Range<usize>,
    ) -> impl Iterator<Item = Moods> + 'c {
        let mood = move |sentence: &Sentence| {
            let holds = |slot: SlotId| !found.within(slot, sentence.span.start, sentence.span.end).is_empty();
            let denies = |cue: &Span| {
                let around = found.within(self.false_negators, cue.start.saturating_sub(LONGEST), cue.end);
                !around.iter().any(|other| other.touches(cue))
            };
            let negators = found.within(self.negators, sentence.span.start, sentence.span.end);
            let quotes = layout.quotes_within(sentence.span);
            let (conditions, plans, reports) = (holds(self.conditions), holds(self.plans), holds(self.reports));
            let (denied, contrary) = (negators.iter().any(denies), holds(self.contraries));
            [conditions || contrary, plans, reports, denied, sentence.asks, quotes, contrary]
        };
        layout.sentences.get(sentences).unwrap_or_default().iter().map(mood)
    }

    /// How a matched phrase is to be taken, given the cue words of the text.
    pub fn stance(&self, reading: Reading, parts: &[Span], text: &str, found: &Found, layout: &Layout) -> Stance {
        let whole = whole(parts);
        if reading == Reading::Verbatim {
            return Stance::Claimed;
        }
        if layout.quoted(whole) {
            return Stance::Void;
        }
        if reading == Reading::Fixed {
            return Stance::Claimed;
        }
        let clause = layout.clauses.get(layout.clause_at(whole.start)).map_or(whole, |clause| clause.span);
        let sentence = layout.sentences.get(layout.sentence_at(whole.start));
        let before = |slot: SlotId, reach: usize| {
            let near = found.within(slot, clause.start, whole.start).iter();
            near.filter(|cue| cue.end <= whole.start).any(|cue| distance(text, cue.end, whole.start) <= reach)
        };
        let unreal = before(self.conditions, usize::MAX) || before(self.contraries, usize::MAX);
        if unreal || before(self.plans, 4) || before(self.reports, usize::MAX) {
            return Stance::Void;
        }
        if let Some(sentence) = sentence {
            let reports = found.within(self.reports, sentence.span.start, whole.start);
            let reported = reports.iter().any(|cue| cue.end <= whole.start);
            // A question claims nothing, but only the clause that asks.
            let asks = sentence.asks && clause.end >= sentence.words_end.min(sentence.span.end);
            if reported || asks {
                return Stance::Void;
            }
        }
        if self.negated(parts, clause, text, found) { Stance::Denied } else { Stance::Claimed }
    }

    /// Whether an odd number of negators reach the phrase: within its clause, before it or in its gaps, with no turn between.
    fn negated(&self, parts: &[Span], clause: Span, text: &str, found: &Found) -> bool {
        let whole = whole(parts);
        let mut count = 0;
        let mut last_end = 0;
        let negators = found.within(self.negators, clause.start, whole.end).iter();
        let mut negators: Vec<Span> = negators.copied().filter(|cue| cue.end <= whole.end).collect();
        // The longest of several that start together counts once.
        negators.sort_by_key(|cue| (cue.start, usize::MAX - cue.end));
        for cue in negators {
            if cue.start < last_end {
                continue;
            }
            let in_part = parts.iter().any(|part| part.touches(&cue));
            let around = found.within(self.false_negators, cue.start.saturating_sub(LONGEST), cue.end);
            let pretends = around.iter().any(|other| other.holds(&cue) || other.touches(&cue) && other.end >= cue.end);
            if in_part || pretends {
                continue;
            }
            let target = parts.iter().find(|part| part.start >= cue.end).map_or(whole.end, |part| part.start);
            if distance(text, cue.end, target) > REACH {
                continue;
            }
            let turned = found.within(self.turners, cue.end, target).iter().any(|turn| turn.end <= target);
            if turned {
                continue;
            }
            last_end = cue.end;
            count += 1;
        }
        count % 2 == 1
    }
}

/// The longest word that looks like a negator, in bytes, and some.
const LONGEST: usize = 40;
/// How far a negator reaches, in Han characters or English words.
const REACH: usize = 6;

/// The stretch between two places, in Han characters plus blanks between words.
fn distance(text: &str, from: usize, to: usize) -> usize {
    let between = text.get(from..to).unwrap_or("");
    between.chars().filter(|c| !c.is_ascii()).count() + between.trim().bytes().filter(|b| *b == b' ').count()
}

/// A cue word, and whether it may go on: "n't" ends words, and what follows it is the next one.
fn word_and_stem(word: &'static str) -> (&'static str, bool) {
    (word.trim_end_matches('~'), word.ends_with('~') || word == "n't")
}
