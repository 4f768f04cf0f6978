//! A small clean pack to make mistakes in (`tests/packs/base`).

use std::fs;
use std::path::Path;

use forthright::pack::{DocumentName, SourceFile, Word};

/// The clean pack; its interface words are made up, since their list grows with the program.
pub fn base() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/base");
    let mut files = vec![file("pack.yaml", &fs::read_to_string(root.join("pack.yaml")).unwrap())];
    for entry in fs::read_dir(&root).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{}/{}", folder.file_name().unwrap().display(), path.file_name().unwrap().display());
            files.push(file(&name, &fs::read_to_string(&path).unwrap()));
        }
    }
    files.push(file("documents/documents.yaml", &documents()));
    files.push(file("ui/words.yaml", &interface()));
    files
}

/// Every document with every section, a line each.
pub fn documents() -> String {
    let mut text = "documents:\n".to_owned();
    for name in DocumentName::ALL {
        text.push_str(&format!("- id: {}\n  title: {{zh: 文, en: paper}}\n  sections:\n", name.id()));
        for section in name.sections() {
            let (name, section) = (name.id(), section.id());
            text.push_str(&format!("  - {{id: {section}, title: {{zh: 段, en: {name} {section}}}, source: [C-01]}}\n"));
        }
    }
    text
}

/// Every word of the interface, with one text for all.
pub fn interface() -> String {
    Word::ALL.iter().map(|word| format!("{}: {{zh: 字, en: word}}\n", word.key())).collect()
}

/// A file of a pack.
pub fn file(name: &str, text: &str) -> SourceFile {
    SourceFile { name: name.to_owned(), text: text.to_owned() }
}

/// Changes a text that stands once in a file of the pack.
#[track_caller]
pub fn change(files: &mut [SourceFile], name: &str, from: &str, to: &str) {
    let file = files.iter_mut().find(|f| f.name == name).unwrap_or_else(|| panic!("no file {name}"));
    assert_eq!(file.text.matches(from).count(), 1, "`{from}` must stand once in {name}");
    file.text = file.text.replace(from, to);
}

/// Writes a pack into a folder.
#[allow(dead_code, reason = "not every test writes one")]
pub fn write(folder: &Path, files: &[SourceFile]) {
    for file in files {
        let path = folder.join(&file.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.text).unwrap();
    }
}

/// A mistake is told in Chinese as well: no English outside of names and quotations.
#[allow(dead_code, reason = "not every test of packs tells mistakes")]
#[track_caller]
pub fn in_chinese(one: &forthright::pack::Diagnostic) {
    for text in [&one.message.zh, &one.help.zh] {
        let mut outside = String::new();
        let (mut quoted, mut deep) = (false, 0_i32);
        for c in text.chars() {
            match c {
                '`' => quoted = !quoted,
                '“' | '（' => deep += 1,
                '”' | '）' => deep -= 1,
                _ if !quoted && deep == 0 => outside.push(c),
                _ => {}
            }
        }
        let outside = outside.replace("YAML", "").replace("UTF-8", "");
        let words = outside.split(|c: char| !c.is_ascii_alphabetic()).find(|word| word.len() > 2);
        assert!(!text.is_empty() && words.is_none(), "{words:?} in the Chinese of {:?}: {text}", one.code);
    }
}
