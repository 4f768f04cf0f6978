//! Pages of the pack to read: cases and habit cards.

use super::view::{Block, Item, Mark, Tone};
use crate::pack::{Both, Case, CaseOutcome, Habit, Lang, Pack, Sources, Word, fill};

/// The mark and the word for how a case ended.
pub fn outcome(outcome: CaseOutcome) -> (Mark, Word) {
    match outcome {
        CaseOutcome::Good => (Mark::Met, Word::CaseGood),
        CaseOutcome::Bad => (Mark::NotMet, Word::CaseBad),
        CaseOutcome::Mixed => (Mark::CantTell, Word::CaseMixed),
    }
}

/// A case as it is read.
pub fn case_page<'m>(pack: &Pack, lang: Lang, case: &Case) -> Vec<Block<'m>> {
    let say = |both: &Both| both.get(lang).to_owned();
    let heading = |word| Block::Heading(pack.word(word, lang).to_owned());
    let (mark, ended) = outcome(case.outcome);
    let scenario = pack.scenario(&case.scenario).map_or("", |s| s.title.get(lang));
    let about = format!("{scenario} · {} · {}", case.trade.get(lang), pack.word(ended, lang));
    let mut blocks = vec![
        Block::Heading(say(&case.title)),
        Block::Item(Item::new(mark, about)),
        Block::Gap,
        Block::Text(Tone::Plain, say(&case.situation)),
        Block::Gap,
    ];
    for turn in &case.said {
        let (who, tone) = if turn.by_us { (Word::CaseUs, Tone::You) } else { (Word::CaseClient, Tone::Client) };
        let who = pack.word(who, lang).to_owned();
        blocks.push(Block::Speech { who, mood: String::new(), tone, text: say(&turn.says) });
    }
    blocks.extend([Block::Gap, heading(Word::CaseCame), Block::Text(Tone::Plain, say(&case.came))]);
    blocks.extend([Block::Gap, heading(Word::CaseLesson), Block::Text(Tone::Strong, say(&case.lesson))]);
    blocks.extend(papers(pack, lang, &case.source).map(|note| Block::Text(Tone::Muted, note)));
    blocks
}

/// A habit card as it is read.
pub fn habit_page<'m>(pack: &Pack, lang: Lang, habit: &Habit) -> Vec<Block<'m>> {
    let say = |both: &Both| both.get(lang).to_owned();
    let heading = |word| Block::Heading(pack.word(word, lang).to_owned());
    let mut blocks = vec![
        Block::Heading(say(&habit.title)),
        Block::Item(Item::new(Mark::Met, habit.do_this.get(lang))),
        Block::Item(Item::new(Mark::NotMet, habit.not_this.get(lang))),
        Block::Gap,
        Block::Text(Tone::Plain, say(&habit.why)),
    ];
    for pair in &habit.pairs {
        blocks.extend([Block::Gap, Block::Text(Tone::Strong, say(&pair.scene))]);
        blocks.push(Block::Item(Item::new(Mark::NotMet, pair.weak.get(lang))));
        let strong = Item::new(Mark::Met, pair.strong.get(lang));
        blocks.push(Block::Item(strong.detail(Tone::Muted, pair.because.get(lang))));
    }
    if let Some(practice) = &habit.practice {
        blocks.extend([Block::Gap, heading(Word::HabitPractice), Block::Text(Tone::Coach, say(practice))]);
    }
    blocks.extend(papers(pack, lang, &habit.source).map(|note| Block::Text(Tone::Muted, note)));
    blocks
}

/// The papers that something rests on, told as such: what they say is not from the articles.
pub fn papers(pack: &Pack, lang: Lang, source: &Sources) -> Option<String> {
    let papers = source.papers.iter().filter_map(|at| pack.papers.get(usize::from(*at)));
    let papers: Vec<&str> = papers.map(|paper| paper.title.as_str()).collect();
    (!papers.is_empty()).then(|| fill(pack.word(Word::NotFromArticles, lang), &[("papers", &papers.join("; "))]))
}
