//! `pack.yaml`: what the pack is and what it rests on.

use super::super::said::{label, listed, said};
use std::collections::BTreeSet;

use super::super::code::Code;
use super::super::content::{Article, FORMAT, Pack, Paper};
use super::super::diagnostic::{Diagnostic, Place};
use super::super::node::{Node, Value};
use super::super::reader::{Reader, nearest};
use super::super::words::Both;
use super::Findings;
use super::trees::{Kind, Trees};

/// The manifest of a pack.
pub struct Manifest {
    pub id: String,
    pub title: Both,
    pub articles: Vec<Article>,
    pub papers: Vec<Paper>,
}

/// The one mistake of a pack that was written for another version of the format.
pub fn other_format(trees: &Trees<'_>) -> Option<Diagnostic> {
    let tree = trees.of(Kind::Manifest).find(|tree| tree.node.is_some())?;
    let format = tree.node.as_ref()?.get("format")?;
    let Value::Int(version) = format.value else { return None };
    (version != i64::from(FORMAT)).then(|| {
        let help =
            if version > i64::from(FORMAT) { said!(en: "a newer version of this program reads it", zh: "要用新版的程序来读") } else { said!(en: "write `format: 1`", zh: "写成 `format: 1`") };
        Diagnostic::new(
            Code::Format,
            tree.name,
            format.at,
            said!(en: "the pack has format {version}; this program reads format {FORMAT}", zh: "这个包的格式是第 {version} 版，这个程序读的是第 {FORMAT} 版"),
            help,
        )
    })
}

/// Whether the manifest says what the pack extends, or that it extends nothing. One that cannot be read, or misspells
/// the key, does neither.
pub fn tells_base(trees: &Trees<'_>) -> bool {
    let known = |entries: &[(Node, Node)]| {
        let names = entries.iter().filter_map(|(name, _)| name.text());
        names.map(|name| nearest(name, ["extends"].into_iter())).any(|near| near.is_some())
    };
    match trees.of(Kind::Manifest).next().map(|tree| tree.node.as_ref().map(|node| (node, &node.value))) {
        Some(Some((node, Value::Map(entries)))) => match node.get("extends") {
            Some(id) => id.text().is_some(),
            None => !known(entries),
        },
        _ => false,
    }
}

/// What stands at a key of the manifest, with its place, when it is a text.
pub fn text(trees: &Trees<'_>, key: &str) -> Option<(Place, String)> {
    let node = trees.of(Kind::Manifest).find_map(|tree| tree.node.as_ref())?.get(key)?;
    Some((node.at, node.text()?.to_owned()))
}

/// The pack that this one extends, out of those there are.
///
/// # Errors
/// There is none of that name.
pub fn base<'b>(trees: &Trees<'_>, bases: &[&'b Pack]) -> Result<Option<&'b Pack>, Diagnostic> {
    let Some((at, id)) = text(trees, "extends") else { return Ok(None) };
    if let Some(base) = bases.iter().find(|pack| pack.layers.contains(&id)) {
        return Ok(Some(base));
    }
    let known: Vec<&str> = bases.iter().flat_map(|pack| &pack.layers).map(String::as_str).collect();
    let help = match nearest(&id, known.iter().copied()) {
        Some(near) => said!(en: "did you mean `{near}`?", zh: "是不是想写 `{near}`？"),
        None => {
            said!(en: "there are: {known}; a pack in the user's folder can be extended once it has no mistakes", zh: "现有：{known}；用户文件夹里的包没有错误了才能被扩展", known = listed(&known))
        }
    };
    let file = trees.of(Kind::Manifest).next().map_or("pack.yaml", |tree| tree.name);
    Err(Diagnostic::new(
        Code::UnknownName,
        file,
        at,
        said!(en: "there is no pack `{id}` to extend", zh: "没有 `{id}` 这个包可以扩展"),
        help,
    ))
}

/// Decodes the manifest.
pub fn decode(trees: &Trees<'_>, findings: &mut Findings) -> Option<Manifest> {
    trees.demand(
        Kind::Manifest,
        "pack.yaml",
        said!(en: "the folder holds no pack.yaml, so it is no pack", zh: "文件夹里没有 `pack.yaml`，不算一个内容包"),
        said!(en: "begin with `format: 1`, `id:` and `title:`; or is the pack in another folder?", zh: "从 `format: 1`、`id:`、`title:` 写起；或者包在别的文件夹里？"),
        findings,
    )?;
    let manifests = trees.each(Kind::Manifest, findings, |reader, node| Some(vec![manifest(reader, node)?]))?;
    manifests.into_iter().next()
}

fn manifest(reader: &mut Reader<'_>, node: &Node) -> Option<Manifest> {
    let mut fields = reader.fields(node, label("the pack", "内容包"))?;
    let format = fields.required(reader, "format", |r, n| r.number(n, FORMAT..=FORMAT));
    let id = fields.required(reader, "id", Reader::id);
    let title = fields.required(reader, "title", Reader::both);
    // Which pack that is was found out before anything was read.
    let extends = fields.optional(reader, "extends", Reader::text);
    let mut letters = BTreeSet::new();
    let articles = fields.optional_list(reader, "articles", |r, n| article(r, n, &mut letters));
    let mut ids = BTreeSet::new();
    let papers = fields.optional_list(reader, "papers", |r, n| paper(r, n, &mut ids));
    fields.finish(reader);
    format?;
    extends?;
    Some(Manifest { id: id?, title: title?, articles: articles?, papers: papers? })
}

fn article(reader: &mut Reader<'_>, node: &Node, letters: &mut BTreeSet<char>) -> Option<Article> {
    let mut fields = reader.fields(node, label("an article", "文章"))?;
    let letter = fields.required(reader, "id", |r, n| letter(r, n, letters));
    let pieces = fields.required(reader, "pieces", |r, n| r.number(n, 1..=9_999));
    let title = fields.required(reader, "title", Reader::both);
    fields.finish(reader);
    Some(Article { letter: letter?, pieces: pieces?, title: title? })
}

fn letter(reader: &mut Reader<'_>, node: &Node, taken: &mut BTreeSet<char>) -> Option<char> {
    let text = reader.text(node)?;
    let mut chars = text.chars();
    let (Some(letter @ 'A'..='Z'), None) = (chars.next(), chars.next()) else {
        reader.report(
            Code::BadId,
            node.at,
            said!(en: "`{text}` is no letter of an article", zh: "`{text}` 不是文章的字母"),
            said!(en: "articles are cited by one capital letter, as in `C-05`", zh: "文章用一个大写字母引用，比如 `C-05`"),
        );
        return None;
    };
    if !taken.insert(letter) {
        reader.report(
            Code::DuplicateId,
            node.at,
            said!(en: "two articles have the letter `{letter}`", zh: "有两篇文章用了字母 `{letter}`"),
            said!(en: "give one of the two another letter", zh: "给其中一篇换个字母"),
        );
        return None;
    }
    Some(letter)
}

fn paper(reader: &mut Reader<'_>, node: &Node, ids: &mut BTreeSet<String>) -> Option<Paper> {
    let mut fields = reader.fields(node, label("a paper", "论文"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let title = fields.required(reader, "title", Reader::text);
    fields.finish(reader);
    Some(Paper { id: id?, title: title? })
}
