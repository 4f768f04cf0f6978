//! One thing, one word: texts that use a term which the pack's glossary has another word for.

use super::super::code::Code;
use super::super::content::Term;
use super::super::decode::Kind;
use super::super::said::said;
use super::super::words::Lang;
use super::ground::Ground;
use super::texts::texts;

/// Looks at every text of the coach, the interface's words and every line to follow. The client's words, bad lines and
/// utterances are left alone: people do not speak by a glossary.
pub fn look(ground: &mut Ground<'_>) {
    let pack = ground.pack;
    if pack.glossary.is_empty() {
        return;
    }
    for text in texts(ground).into_iter().filter(|text| text.ours && Kind::of(text.spot.file) != Some(Kind::Signals)) {
        for lang in Lang::ALL {
            let Some((place, words)) = text.of(lang.code()) else { continue };
            for term in &pack.glossary {
                if let Some(wrong) = wrong(term, words, lang) {
                    let right = term.term.get(lang);
                    ground.tell(
                        Code::OffGlossary,
                        place,
                        said!(en: "the text says “{wrong}”; the glossary has “{right}” for it", zh: "这里写的是“{wrong}”，术语表里叫“{right}”"),
                        said!(en: "use the term of words/glossary.yaml, or change it there", zh: "照 `words/glossary.yaml` 里的叫法写，或改那里"),
                    );
                }
            }
        }
    }
}

/// The variant of a term that stands in a text and should not.
pub fn wrong<'t>(term: &'t Term, text: &str, lang: Lang) -> Option<&'t str> {
    let right = term.term.get(lang);
    let (list, text, right) = match lang {
        Lang::Zh => (&term.not_zh, text.to_owned(), right.to_owned()),
        Lang::En => (&term.not_en, text.to_lowercase(), right.to_lowercase()),
    };
    list.iter().map(String::as_str).find(|wrong| {
        let wanted = if lang == Lang::En { wrong.to_lowercase() } else { (*wrong).to_owned() };
        occurs(&text, &wanted, &right, lang)
    })
}

/// Whether a variant stands somewhere in a text outside of the right term; English at word boundaries.
fn occurs(text: &str, wrong: &str, right: &str, lang: Lang) -> bool {
    let inside: Vec<(usize, usize)> = text.match_indices(right).map(|(at, found)| (at, at + found.len())).collect();
    text.match_indices(wrong).any(|(at, found)| {
        let end = at + found.len();
        let within = right.contains(wrong) && inside.iter().any(|(from, to)| *from <= at && end <= *to);
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(end..).and_then(|tail| tail.chars().next());
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !within && (lang == Lang::Zh || (!letter(before) && !letter(after)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::words::Both;
    use super::*;

    fn check(text: &str, lang: Lang, expect: Option<&str>) {
        let term = Term {
            id: "minutes".to_owned(),
            term: Both { zh: "会议纪要".to_owned(), en: "minutes".to_owned() },
            not_zh: vec!["会议记录".to_owned(), "纪要".to_owned()],
            not_en: vec!["record".to_owned(), "Notes".to_owned()],
            note: None,
        };
        assert_eq!(wrong(&term, text, lang), expect, "{text}");
    }

    #[test]
    fn variants() {
        check("发会议纪要。", Lang::Zh, None);
        check("发会议记录。", Lang::Zh, Some("会议记录"));
        check("发纪要，会议纪要附后。", Lang::Zh, Some("纪要"));
        check("Send the minutes.", Lang::En, None);
        check("Send the RECORD.", Lang::En, Some("record"));
        check("Recorded by us; noteworthy.", Lang::En, None);
        check("notes👩‍👩‍👧", Lang::En, Some("Notes"));
        check("", Lang::En, None);
    }
}
