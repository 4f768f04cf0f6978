//! Stale translations: which text was edited in one language and not in the other.
//!
//! `translations.lock` in the pack's folder remembers every text as it stood when somebody last said that both
//! languages agree: a line a text, `address ⇥ hash of zh ⇥ hash of en`, sorted. Where one hash changed and the other did
//! not, somebody has to look. Where both changed, somebody has.

use std::collections::{BTreeMap, BTreeSet};

use super::super::code::Code;
use super::super::diagnostic::{Diagnostic, Place};
use super::super::said::said;
use super::super::words::Lang;
use super::ground::Ground;
use super::texts::texts;

/// The name of the file in the pack's folder.
pub const LOCK: &str = "translations.lock";
/// The first line of the file.
const HEAD: &str = "# texts whose two languages agree; written by `forthright pack check --accept`";

/// The lock of a pack as it stands now.
pub fn lock(ground: &Ground<'_>) -> String {
    let mut lines: Vec<String> = texts(ground)
        .iter()
        .filter_map(|text| Some(format!("{}\t{}\t{}", text.address, hash(text.of("zh")?.1), hash(text.of("en")?.1))))
        .collect();
    lines.sort_unstable();
    lines.dedup();
    format!("{HEAD}\n{}\n", lines.join("\n"))
}

/// Looks for texts of which one language alone differs from the lock.
pub fn look(ground: &mut Ground<'_>, lock: Option<&str>) {
    let Some(lock) = lock else {
        ground.found.push(Diagnostic::new(
            Code::NoLock,
            "pack.yaml",
            Place::START,
            said!(en: "the pack has no translations.lock, so stale translations are not found", zh: "这个包没有 translations.lock，改了一种语言、没改另一种就查不出来"),
            said!(en: "write it with `forthright pack check --accept` once both languages agree", zh: "两种语言对上以后，用 `forthright pack check --accept` 写出来"),
        ));
        return;
    };
    let locked = match read(lock) {
        Ok(locked) => locked,
        Err(line) => {
            ground.found.push(Diagnostic::new(
                Code::BadLock,
                LOCK,
                Place::new(line, 1),
                said!(en: "this line is not `address ⇥ hash ⇥ hash`", zh: "这一行不是 `地址 ⇥ 指纹 ⇥ 指纹` 的样子"),
                said!(en: "write the file anew with `forthright pack check --accept`", zh: "用 `forthright pack check --accept` 重写这个文件"),
            ));
            return;
        }
    };
    let texts = texts(ground);
    // Pairs that were moved: they stand as they were, at an address that had none or another.
    let moved: BTreeSet<[String; 2]> = texts
        .iter()
        .filter_map(|text| {
            let pair = [hash(text.of("zh")?.1), hash(text.of("en")?.1)];
            let was = locked.get(text.address.as_str());
            was.is_none_or(|was| was[0] != pair[0] || was[1] != pair[1]).then_some(pair)
        })
        .collect();
    for text in &texts {
        let (Some(zh), Some(en), Some(was)) = (text.of("zh"), text.of("en"), locked.get(text.address.as_str())) else {
            continue;
        };
        let now = [hash(zh.1), hash(en.1)];
        let was = was.map(str::to_owned);
        let (stale, place) = match (now[0] == was[0], now[1] == was[1]) {
            (false, true) => (Lang::En, en.0),
            (true, false) => (Lang::Zh, zh.0),
            _ => continue,
        };
        // Another text came to its place.
        if moved.contains(&was) {
            continue;
        }
        let (edited, old) = (stale.other().code(), stale.code());
        ground.tell(
            Code::StaleTranslation,
            place,
            said!(en: "the text was edited under `{edited}` and not under `{old}`", zh: "`{edited}` 下面的文字改过了，`{old}` 下面的没有改"),
            said!(en: "bring this language up to date; `forthright pack check --accept` says that both agree", zh: "把这一种语言也改过来；对上以后用 `forthright pack check --accept` 确认"),
        );
    }
}

/// The hashes by address; the number of the first line that is none.
fn read(lock: &str) -> Result<BTreeMap<&str, [&str; 2]>, u64> {
    let mut locked = BTreeMap::new();
    for (number, line) in (1..).zip(lock.lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut parts = line.split('\t');
        let (Some(address), Some(zh), Some(en), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(number);
        };
        locked.insert(address, [zh, en]);
    }
    Ok(locked)
}

/// Twelve hexadecimal digits of FNV-1a, 64 bit: nobody attacks a lock, and the digits must be the same everywhere.
fn hash(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{:012x}", hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_others_are_told() {
        let locked = read("# head\n\na.yaml title\t00\t11\n").unwrap();
        assert_eq!(locked.get("a.yaml title"), Some(&["00", "11"]));
        assert_eq!(read("# head\na\tb\n"), Err(2));
        assert_eq!(read("a\tb\tc\td"), Err(1));
    }

    #[test]
    fn a_hash_is_the_same_everywhere() {
        assert_eq!(hash(""), "cbf29ce48422");
        assert_eq!(hash("a"), "af63dc4c8601");
        assert_ne!(hash("延期"), hash("推迟"));
    }
}
