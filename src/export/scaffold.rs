//! A small complete pack to begin with: what `pack new` writes.
//!
//! Its files stand in `content/authoring/new/`, where `pack check` holds for them as for any pack. A comment there begins
//! with `#zh` or `#en`; whoever begins a pack reads those of one language.

use crate::pack::Lang;

/// The id that the files have in place of the new pack's.
const ID: &str = "id: my-pack";

/// The files, in the order in which one reads them.
const FILES: [(&str, &str); 4] = [
    ("pack.yaml", include_str!("../../content/authoring/new/pack.yaml")),
    ("scenarios/price.yaml", include_str!("../../content/authoring/new/scenarios/price.yaml")),
    ("checks/price.yaml", include_str!("../../content/authoring/new/checks/price.yaml")),
    ("words/price.yaml", include_str!("../../content/authoring/new/words/price.yaml")),
];

/// A file of the new pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Its name relative to the pack's folder, with `/` between the parts.
    pub name: &'static str,
    /// Its text.
    pub text: String,
}

/// The files of a new pack with this id, explained in these languages.
pub fn scaffold(id: &str, langs: &[Lang]) -> Vec<NewFile> {
    FILES
        .iter()
        .map(|(name, text)| {
            let lines: String = text.lines().filter_map(|line| explained(line, langs)).collect();
            NewFile { name, text: lines.replacen(ID, &format!("id: {id}"), 1) }
        })
        .collect()
}

/// The kinds of talk that a new pack holds, by their ids.
pub fn scaffold_scenarios() -> impl Iterator<Item = &'static str> {
    FILES.iter().filter_map(|(name, _)| name.strip_prefix("scenarios/")?.strip_suffix(".yaml"))
}

/// A line as it is written; `None` for a comment in a language that nobody asked for.
fn explained(line: &str, langs: &[Lang]) -> Option<String> {
    let bare = line.trim_start();
    let Some(lang) = Lang::ALL.into_iter().find(|lang| bare.starts_with(&format!("#{} ", lang.code()))) else {
        return Some(format!("{line}\n"));
    };
    langs.contains(&lang).then(|| format!("{}\n", line.replacen(&format!("#{}", lang.code()), "#", 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::parse;

    #[test]
    fn comments_are_in_the_languages_asked_for() {
        for (langs, chinese, english) in
            [(&[Lang::Zh][..], true, false), (&[Lang::En], false, true), (&Lang::ALL, true, true)]
        {
            for file in scaffold("acme-2026", langs) {
                let comments: String = file.text.lines().filter(|line| line.trim_start().starts_with('#')).collect();
                assert_eq!(comments.contains('。'), chinese, "{}", file.name);
                assert_eq!(comments.contains(". "), english, "{}", file.name);
                assert!(!comments.contains("#zh") && !comments.contains("#en"));
                // The content is the same whatever the comments.
                assert!(parse(file.name, &file.text).is_ok());
                assert!(!file.text.contains("my-pack"));
            }
        }
        assert!(scaffold("acme-2026", &[]).first().is_some_and(|file| file.text.contains("\nid: acme-2026\n")));
    }

    /// Chinese and English are equals: what is explained in one is explained in the other, at the same place.
    #[test]
    fn every_comment_stands_in_both_languages() {
        for (name, text) in FILES {
            let kinds: Vec<&str> = text
                .lines()
                .map(|l| l.trim_start())
                .map(|l| if l.starts_with('#') { l.get(..3).unwrap_or(l) } else { "" })
                .collect();
            let mut kinds = kinds;
            kinds.dedup();
            let told: Vec<&str> = kinds.into_iter().filter(|kind| !kind.is_empty()).collect();
            assert!(!told.is_empty() && told.chunks(2).all(|pair| pair == ["#zh", "#en"]), "{name}: {told:?}");
        }
    }

    #[test]
    fn the_scenarios_are_named_after_their_files() {
        for id in scaffold_scenarios() {
            let file = scaffold("a", &[]).into_iter().find(|file| file.name.contains(id)).map(|file| file.text);
            assert!(file.is_some_and(|text| text.contains(&format!("id: {id}\n"))));
        }
        assert_eq!(scaffold_scenarios().count(), 1);
    }
}
