//! `signals/*.yaml` and `words/*.yaml`: what the listener hears and how.

use super::super::said::{label, listed, said};
use super::super::words::Both;
use std::collections::BTreeSet;

use super::super::code::Code;
use super::super::content::Pack;
use super::super::diagnostic::Place;
use super::super::layers::over;
use super::super::node::Node;
use super::super::phrase::{self, PhraseError};
use super::super::reader::{Fields, Reader, nearest};
use super::super::signals::{
    Concept, Cue, Examples, Mark, Phrase, Polarity, Reading, Signal, SignalId, Signals, Slot, Weight, WordId, WordList,
};
use super::super::vocabulary::Interner;
use super::Findings;
use super::idle::{self, Written};
use super::known::Known;
use super::parts::{choice, sources};
use super::trees::{Kind, Trees};

/// The longest phrase, in characters: a slot may list a hundred wordings.
const MAX_PHRASE_CHARS: usize = 20_000;
/// The most ways in which one phrase may be read.
const MAX_WAYS: usize = 64;
/// The most phrases of a pack, each counted as often as it can be read: ten times what the shipped one holds.
const MAX_PHRASES: usize = 100_000;
const POLARITIES: [(&str, Polarity); 2] = [("show", Polarity::Show), ("avoid", Polarity::Avoid)];
const WEIGHTS: [(&str, Weight); 5] = [
    ("strong", Weight::Strong),
    ("fair", Weight::Fair),
    ("weak", Weight::Weak),
    ("faint", Weight::Faint),
    ("against", Weight::Against),
];
const READINGS: [(&str, Reading); 3] =
    [("claim", Reading::Claim), ("fixed", Reading::Fixed), ("verbatim", Reading::Verbatim)];

/// Decodes concepts, signals and word lists.
///
/// Of a pack that extends another, they come laid over those of the other.
pub fn decode(trees: &Trees<'_>, known: &Known, base: Option<&Pack>, findings: &mut Findings) -> Option<Signals> {
    if base.is_none() {
        trees.demand(
            Kind::Signals,
            "signals/signals.yaml",
            said!(en: "the pack has no signals, so nothing could be heard", zh: "这个包里没有信号，什么也听不到"),
            said!(en: "write at least one file in signals/", zh: "在 `signals/` 里至少写一个文件"),
            findings,
        )?;
    }
    let (mut concept_ids, mut signal_ids, mut list_ids) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut laid: Signals = base.map(|base| (*base.signals).clone()).unwrap_or_default();
    let under = &laid;
    let mut book = Book { room: MAX_PHRASES, words: Interner::over(&under.vocabulary), written: Vec::new() };
    let mut additions: Vec<Addition> = Vec::new();
    let heard = trees.each(Kind::Signals, findings, |reader, node| {
        let mut fields = reader.fields(node, label("a file of signals", "信号文件"))?;
        let concepts = fields.optional_list(reader, "concepts", |r, n| concept(r, n, &mut concept_ids, &mut book));
        let signals = fields.optional_list(reader, "signals", |r, n| signal(r, n, known, &mut signal_ids, &mut book));
        let more = fields.optional_list(reader, "add_to", |r, n| addition(r, n, known, &mut book));
        fields.finish(reader);
        additions.extend(more?);
        Some(vec![(concepts?, signals?)])
    });
    let words = trees.each(Kind::Words, findings, |reader, node| {
        let mut fields = reader.fields(node, label("a file of word lists", "词表文件"))?;
        // The glossary is read by itself.
        let glossary = fields.optional(reader, "glossary", |_, _| Some(()))?.is_some();
        let more = fields.optional_list(reader, "add_to", |r, n| addition(r, n, known, &mut book));
        let list = |r: &mut Reader<'_>, n: &Node| r.list(n, |r, n| word_list(r, n, &mut list_ids, &mut book));
        let lists = if (glossary || fields.has("add_to")) && !fields.has("words") {
            Some(Vec::new())
        } else {
            fields.required(reader, "words", list)
        };
        fields.finish(reader);
        additions.extend(more?);
        lists
    });
    let (concepts, signals): (Vec<_>, Vec<_>) = heard?.into_iter().unzip();
    let (vocabulary, places) = book.words.finish();
    over(&mut laid.concepts, concepts.concat(), |concept| concept.id.clone());
    over(&mut laid.signals, signals.concat(), |signal| signal.id.clone());
    over(&mut laid.words, words?, |list| list.id.clone());
    additions.into_iter().for_each(|addition| addition.apply(&mut laid));
    laid.vocabulary = vocabulary;
    let mut signals = laid;
    place_words(&mut signals, &places);
    Some(signals)
}

/// Words or cues that are added to what another pack has.
enum Addition {
    Concept(usize, Vec<WordId>),
    Words(usize, Vec<WordId>),
    Signal(usize, Vec<Cue>, Vec<Phrase>, Examples),
}

impl Addition {
    fn apply(self, signals: &mut Signals) {
        match self {
            Addition::Concept(at, words) => {
                if let Some(concept) = signals.concepts.get_mut(at) {
                    concept.words.extend(words);
                }
            }
            Addition::Words(at, words) => {
                if let Some(list) = signals.words.get_mut(at) {
                    list.words.extend(words);
                }
            }
            Addition::Signal(at, cues, unless, examples) => {
                if let Some(signal) = signals.signals.get_mut(at) {
                    signal.cues.extend(cues);
                    signal.unless.extend(unless);
                    signal.examples.carries.extend(examples.carries);
                    signal.examples.denies.extend(examples.denies);
                    signal.examples.silent.extend(examples.silent);
                }
            }
        }
    }
}

/// An item of `add_to:` – `{words: jargon, zh: […], en: […]}`, `{concept: late, …}` or
/// `{signal: names_date, cues: […], unless: …, examples: …}`.
fn addition(reader: &mut Reader<'_>, node: &Node, known: &Known, book: &mut Book) -> Option<Addition> {
    let mut fields = reader.fields(
        node,
        label(
            "an addition ({words: …}, {concept: …} or {signal: …})",
            "补充（`{words: …}`、`{concept: …}` 或 `{signal: …}`）",
        ),
    )?;
    let addition = if fields.has("signal") {
        book.written.clear();
        let at = fields.required(reader, "signal", |r, n| known.signals.find(r, n, label("signal", "信号")));
        let cues = fields.optional_list(reader, "cues", |r, n| cue(r, n, known, book));
        let of_cues = book.written.len();
        let unless = fields.optional(reader, "unless", |r, n| look_alikes(r, n, known, book));
        let (of_cues, of_unless) = book.written.split_at(of_cues);
        idle::lint(reader, of_cues, of_unless);
        let examples = fields.optional(reader, "examples", examples);
        let (mut cues, unless, examples) = (cues?, unless?.unwrap_or_default(), examples?.unwrap_or_default());
        cues.iter_mut().for_each(|cue| cue.added = true);
        at.map(|at| Addition::Signal(at, cues, unless, examples))
    } else {
        let concept = fields.has("concept");
        let at = match concept {
            true => fields.required(reader, "concept", |r, n| known.concepts.find(r, n, label("concept", "概念"))),
            false => fields.required(reader, "words", |r, n| known.words.find(r, n, label("word list", "词表"))),
        };
        let zh = fields.optional_list(reader, "zh", |r, n| literal(r, n, book));
        let en = fields.optional_list(reader, "en", |r, n| literal(r, n, book));
        let words = [zh?, en?].concat();
        at.map(|at| if concept { Addition::Concept(at, words) } else { Addition::Words(at, words) })
    };
    fields.finish(reader);
    addition
}

fn look_alikes(reader: &mut Reader<'_>, node: &Node, known: &Known, book: &mut Book) -> Option<Vec<Phrase>> {
    let mut fields = reader.fields(node, label("the look-alikes of a signal", "形似的说法"))?;
    let phrases = phrases(reader, &mut fields, None, known, book);
    fields.finish(reader);
    phrases
}

/// What all files of signals and words share while they are read.
struct Book {
    /// How many more phrases there may be.
    room: usize,
    /// The words so far.
    words: Interner,
    /// The phrases of the signal that is being read, as written: its cues, then its look-alikes.
    written: Vec<Written>,
}

/// Gives every word its final place.
fn place_words(signals: &mut Signals, places: &[WordId]) {
    let place = |words: &mut Vec<WordId>| {
        for word in words {
            *word = places.get(*word as usize).copied().unwrap_or_default();
        }
    };
    signals.concepts.iter_mut().for_each(|concept| place(&mut concept.words));
    signals.words.iter_mut().for_each(|list| place(&mut list.words));
    for signal in &mut signals.signals {
        let cues = signal.cues.iter_mut().flat_map(|cue| &mut cue.phrases);
        for phrase in cues.chain(&mut signal.unless) {
            let slots = std::iter::once(&mut phrase.first).chain(phrase.then.iter_mut().map(|(_, slot)| slot));
            for slot in slots {
                if let Slot::Words(words) = slot {
                    place(words);
                }
            }
        }
    }
}

fn concept(reader: &mut Reader<'_>, node: &Node, ids: &mut BTreeSet<String>, book: &mut Book) -> Option<Concept> {
    let mut fields = reader.fields(node, label("a concept", "概念"))?;
    let (id, words) = words(reader, &mut fields, ids, book);
    fields.finish(reader);
    Some(Concept { id: id?, words: words? })
}

fn word_list(reader: &mut Reader<'_>, node: &Node, ids: &mut BTreeSet<String>, book: &mut Book) -> Option<WordList> {
    let mut fields = reader.fields(node, label("a word list", "词表"))?;
    let (id, words) = words(reader, &mut fields, ids, book);
    fields.finish(reader);
    Some(WordList { id: id?, words: words? })
}

/// The id and the words of both languages; one language alone may be empty, not both.
fn words(
    reader: &mut Reader<'_>,
    fields: &mut Fields<'_>,
    ids: &mut BTreeSet<String>,
    book: &mut Book,
) -> (Option<String>, Option<Vec<WordId>>) {
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let zh = fields.optional_list(reader, "zh", |r, n| literal(r, n, book));
    let en = fields.optional_list(reader, "en", |r, n| literal(r, n, book));
    let words = zh.zip(en).map(|(zh, en)| [zh, en].concat());
    if words.as_ref().is_some_and(Vec::is_empty) {
        reader.report(
            Code::Count,
            fields.at,
            said!(en: "the list holds no word", zh: "这里一个词也没有"),
            said!(en: "add words under `zh:` and `en:`", zh: "在 `zh:` 和 `en:` 下面加词"),
        );
        return (id, None);
    }
    (id, words)
}

fn literal(reader: &mut Reader<'_>, node: &Node, book: &mut Book) -> Option<WordId> {
    let text = reader.text(node)?;
    let literal = phrase::literal(&text);
    if literal.is_none() {
        reader.report(
            Code::BadText,
            node.at,
            said!(en: "the word is empty", zh: "这个词是空的"),
            said!(en: "write a word; `~` lets it go on", zh: "写一个词；`~` 表示后面还可以接着写"),
        );
    }
    let (word, stem) = literal?;
    boundary(reader, node.at, word, stem);
    Some(book.words.add(word, stem))
}

/// A word that may go on ends with a Latin letter: beside a Han character there is no boundary to leave open.
fn boundary(reader: &mut Reader<'_>, at: Place, word: &str, stem: bool) {
    if stem && !word.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        reader.report(
            Code::BadText,
            at,
            said!(en: "`{word}~` has no boundary that `~` could open", zh: "`{word}~` 的结尾没有词边界，`~` 用不上"),
            said!(en: "leave `~` out: it lets Latin words go on, and others are heard wherever they stand", zh: "去掉 `~`：它只让英文词接着变化，汉字在哪儿都听得到"),
        );
    }
}

fn signal(
    reader: &mut Reader<'_>,
    node: &Node,
    known: &Known,
    ids: &mut BTreeSet<String>,
    book: &mut Book,
) -> Option<Signal> {
    let mut fields = reader.fields(node, label("a signal", "信号"))?;
    book.written.clear();
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let polarity = fields.required(reader, "polarity", |r, n| choice(r, n, label("polarity", "褒贬"), &POLARITIES));
    let name = fields.required(reader, "name", Reader::both);
    let why = fields.required(reader, "why", Reader::both);
    // Where a signal comes from is for its author; the checks that ask for it cite their own sources.
    let source = fields.optional(reader, "source", |r, n| sources(r, n, known));
    let cues = fields
        .required(reader, "cues", |r, n| r.counted(n, label("cues", "线索"), 1..=200, |r, n| cue(r, n, known, book)));
    let of_cues = book.written.len();
    let unless = fields.optional(reader, "unless", |r, n| look_alikes(r, n, known, book));
    let mut other = |r: &mut Reader<'_>, n: &Node| signal_id(r, n, known);
    let without = fields.optional_list(reader, "without", &mut other);
    let follows = fields.optional_list(reader, "follows", &mut other);
    let (of_cues, of_unless) = book.written.split_at(of_cues);
    idle::lint(reader, of_cues, of_unless);
    // What only fixed phrases carry is never heard as denied.
    let deniable = of_cues.iter().any(|cue| matches!(cue.how, Some((_, Reading::Claim))));
    let examples = fields.required(reader, "examples", |r, n| proven(examples(r, n)?, r, n, deniable));
    fields.finish(reader);
    source?;
    Some(Signal {
        id: id?,
        polarity: polarity?,
        name: name?,
        why: why?,
        cues: cues?,
        unless: unless?.unwrap_or_default(),
        without: without?,
        follows: follows?,
        examples: examples?,
    })
}

fn signal_id(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<SignalId> {
    u16::try_from(known.signals.find(reader, node, label("signal", "信号"))?).ok().map(SignalId)
}

fn cue(reader: &mut Reader<'_>, node: &Node, known: &Known, book: &mut Book) -> Option<Cue> {
    let mut fields = reader.fields(node, label("a cue", "线索"))?;
    let weight = fields.required(reader, "how", |r, n| choice(r, n, label("weight", "分量"), &WEIGHTS));
    let reading = fields.optional(reader, "reads", |r, n| choice(r, n, label("reading", "读法"), &READINGS));
    let reading = reading.map(|reading| reading.unwrap_or(Reading::Claim));
    let phrases = phrases(reader, &mut fields, weight.zip(reading), known, book);
    fields.finish(reader);
    Some(Cue { weight: weight?, reading: reading?, phrases: phrases?, added: false })
}

fn phrases(
    reader: &mut Reader<'_>,
    fields: &mut Fields<'_>,
    how: Option<(Weight, Reading)>,
    known: &Known,
    book: &mut Book,
) -> Option<Vec<Phrase>> {
    let zh = fields.optional_list(reader, "zh", |r, n| phrase(r, n, how, known, book));
    let en = fields.optional_list(reader, "en", |r, n| phrase(r, n, how, known, book));
    Some([zh?, en?].concat().concat())
}

/// A phrase as it is written; a slot that mixes words with concepts or marks makes several of it.
fn phrase(
    reader: &mut Reader<'_>,
    node: &Node,
    how: Option<(Weight, Reading)>,
    known: &Known,
    book: &mut Book,
) -> Option<Vec<Phrase>> {
    let text = reader.text_up_to(node, MAX_PHRASE_CHARS)?;
    if let Some(problem) = too_many(&text, &mut book.room) {
        reader.report(Code::TooLarge, node.at, problem, said!(en: "split it, or gather words and concepts into one concept", zh: "拆开写，或把词和概念并成一个概念"));
        return None;
    }
    let find = |name: &str| known.concepts.index(name).and_then(|index| u16::try_from(index).ok());
    let error = match phrase::parse(&text, &find, &mut book.words) {
        Ok(phrases) => {
            for token in text.split([' ', '|']).filter(|token| !matches!(*token, "~~" | "~")) {
                if let Some((word, stem)) = phrase::literal(token) {
                    boundary(reader, node.at, word, stem);
                }
            }
            book.written.push(Written { at: node.at, text, how });
            return Some(phrases);
        }
        Err(error) => error,
    };
    match error {
        PhraseError::UnknownConcept(name) => {
            if known.concepts.is_whole() {
                reader.unknown(node.at, label("concept", "概念"), &name, known.concepts.all());
            }
        }
        PhraseError::UnknownMark(name) => {
            let marks = Mark::ALL.map(|(name, _)| name);
            let help = match nearest(&name, marks.into_iter()) {
                Some(near) => said!(en: "did you mean `<@{near}>`?", zh: "是不是想写 `<@{near}>`？"),
                None => said!(en: "there are: {marks}", zh: "现有：{marks}", marks = listed(&marks)),
            };
            reader.report(Code::UnknownName, node.at, said!(en: "there is no mark `<@{name}>`", zh: "没有 `<@{name}>` 这个记号"), help);
        }
        PhraseError::Empty => reader.report(
            Code::BadText,
            node.at,
            said!(en: "a part of the phrase holds no word", zh: "这个说法里有一部分没有词"),
            said!(en: "a phrase is words, with ` + `, ` ~~ `, ` .. ` or ` ... ` between its parts", zh: "说法由词组成，各部分之间写 ` + `、` ~~ `、` .. ` 或 ` ... `"),
        ),
    }
    None
}

/// What is wrong when a phrase, or all phrases together, would become too many. Takes its share of the room that is left.
fn too_many(phrase: &str, room: &mut usize) -> Option<Both> {
    let ways = ways(phrase);
    if ways > MAX_WAYS {
        return Some(
            said!(en: "the phrase can be read in {ways} ways; at most {MAX_WAYS} are", zh: "这个说法有 {ways} 种读法，最多 {MAX_WAYS} 种"),
        );
    }
    match room.checked_sub(ways) {
        Some(left) => *room = left,
        None => {
            return Some(
                said!(en: "the pack holds more than {MAX_PHRASES} phrases", zh: "这个包里的说法超过了 {MAX_PHRASES} 个"),
            );
        }
    }
    None
}

/// In how many ways a phrase can be read: each slot multiplies it by the kinds it mixes, so it is counted beforehand.
fn ways(text: &str) -> usize {
    let tokens: Vec<&str> = text.split(' ').collect();
    let slots = tokens.split(|token| matches!(*token, "+" | "~~" | ".." | "..."));
    slots.map(kinds).fold(1, usize::saturating_mul)
}

/// Its words together are one kind, each concept and mark is another.
fn kinds(slot: &[&str]) -> usize {
    let parts = || slot.iter().flat_map(|token| token.split('|')).filter(|part| !part.is_empty());
    let named = parts().filter(|part| part.starts_with('<')).count();
    let words = parts().any(|part| !part.starts_with('<'));
    (named + usize::from(words)).max(1)
}

fn examples(reader: &mut Reader<'_>, node: &Node) -> Option<Examples> {
    let mut fields = reader.fields(node, label("the examples of a signal", "信号的例句"))?;
    let mut list = |reader: &mut Reader<'_>, key| fields.optional_list(reader, key, Reader::both);
    let carries = list(reader, "carries");
    let denies = list(reader, "denies");
    let silent = list(reader, "silent");
    fields.finish(reader);
    Some(Examples { carries: carries?, denies: denies?, silent: silent? })
}

/// The examples, when there are some that carry the signal, some that look like it, and some that deny it when words can.
fn proven(examples: Examples, reader: &mut Reader<'_>, node: &Node, deniable: bool) -> Option<Examples> {
    let wanted = [
        ("carries", &examples.carries, true, label("carries the signal", "带有这个信号")),
        ("denies", &examples.denies, deniable, label("denies the signal", "否认这个信号")),
        ("silent", &examples.silent, true, label("looks like the signal and carries nothing", "看着像却没有这个信号")),
    ];
    let lacking = wanted.into_iter().find(|(_, list, wanted, _)| *wanted && list.is_empty());
    let Some((key, _, _, what)) = lacking else { return Some(examples) };
    let problem = said!(en: "no example {what}: nothing proves the rules of the signal there", zh: "没有一句例句{what}，信号的规则就没有凭据", what = what);
    reader.report(
        Code::Count,
        node.at,
        problem,
        said!(en: "write one or more under `{key}:`", zh: "在 `{key}:` 下面至少写一句"),
    );
    None
}

#[cfg(test)]
mod tests {
    use super::super::super::phrase;
    use super::ways;

    #[test]
    fn ways_are_as_many_as_phrases() {
        for text in [
            "late",
            "we can not",
            "a|b|c",
            "<late>",
            "<late>|<late>",
            "late|<late>",
            "项目 .. 延期|<late>|<@date>",
            "i know|we know|<late> ~~ <@date>|soon + <@end>",
            "a|<late> ... b|<late> .. c|<late>",
        ] {
            let phrases =
                phrase::parse(text, &|_| Some(0), &mut super::Interner::default()).map(|phrases| phrases.len());
            assert_eq!(phrases, Ok(ways(text)), "{text}");
        }
    }
}
