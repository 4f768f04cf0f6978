//! Documents as one HTML file that needs nothing else: no network, no font, no script to be read.
//!
//! The script only keeps ticks. The policy allows that one script and that one style by their digests, so that nothing
//! which a value smuggled in could ever run.

use crate::pack::{DocumentName, Lang, SectionName};
use crate::text::clean_text;

use super::card;
use super::document::{Body, Document, Item, Row, Section};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("ticks.js");
/// SHA-256 of [`STYLE`] and of [`SCRIPT`], in base 64; a test reckons them again.
const STYLE_DIGEST: &str = "wkeywAaJ91u9OPIdIFb9wPcuSkEiHTE1Zre8xMTKSpM=";
const SCRIPT_DIGEST: &str = "wU6FkgdXIjBpwPI+dSDKiF0ykoZnTfbkrtsCAaFmVsY=";

/// The documents (one, or one a language) as an HTML file. A card is cut to its one page.
pub fn html(documents: &[Document]) -> String {
    let fitted: Vec<Document> = documents.iter().map(fit).collect();
    let Some(first) = fitted.first() else { return String::new() };
    let both = fitted.len() > 1;
    let title: Vec<String> = fitted.iter().map(Document::heading).collect();
    let mut classes = first.name.to_owned();
    if both {
        classes.push_str(" two");
    }
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{STYLE_DIGEST}'; \
         script-src 'sha256-{SCRIPT_DIGEST}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body class=\"{classes}\" data-key=\"{key}\">\n\
         <main{main}>\n",
        lang = tag(first.lang),
        title = escape(&title.join(" · ")),
        key = escape(&key(first)),
        main = if both { " class=\"both\"" } else { "" },
    );
    for document in &fitted {
        article(&mut out, document);
    }
    out.push_str(&format!("</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    out
}

fn fit(document: &Document) -> Document {
    if document.is(DocumentName::Card) { card::fitted(document).0 } else { document.clone() }
}

/// Under what name the ticks of a document are kept: both languages of a document share them.
fn key(document: &Document) -> String {
    format!("forthright/{}/{}/{}", document.talk, document.scenario, document.name)
}

/// The language as a browser knows it.
fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    }
}

fn article(out: &mut String, document: &Document) {
    let lang = tag(document.lang);
    out.push_str(&format!("<article lang=\"{lang}\">\n<header>\n"));
    if !document.kind.is_empty() {
        out.push_str(&format!("<p class=\"kind\">{}</p>\n", escape(&document.kind)));
    }
    out.push_str(&format!("<h1>{}</h1>\n</header>\n", escape(&document.title)));
    for section in &document.sections {
        write_section(out, section, document);
    }
    out.push_str("</article>\n");
}

fn write_section(out: &mut String, section: &Section, document: &Document) {
    out.push_str(&format!("<section class=\"{}\">\n<h2>{}</h2>\n", section.id, escape(&section.heading)));
    if !section.note.is_empty() {
        out.push_str(&format!("<p class=\"note\">{}</p>\n", escape(&section.note)));
    }
    match &section.body {
        Body::Rows(rows) => {
            // In the call, one ticks off what was said.
            let said = [SectionName::Rows.id(), SectionName::Cues.id()].contains(&section.id);
            out.push_str("<dl>\n");
            for (index, row) in rows.iter().enumerate() {
                write_row(out, row, said.then(|| format!("{}/{index}", section.id)));
            }
            out.push_str("</dl>\n");
        }
        Body::Items(items) if !items.is_empty() => {
            let ticks = items.iter().any(|item| item.done.is_some());
            out.push_str(if ticks { "<ul class=\"ticks\">\n" } else { "<ul>\n" });
            for (index, item) in items.iter().enumerate() {
                write_item(out, item, &format!("{}/{index}", section.id), document.lang);
            }
            out.push_str("</ul>\n");
        }
        Body::Items(_) => {}
        Body::Paragraphs(texts) => {
            for text in texts {
                out.push_str(&format!("<p>{}</p>\n", escape(text)));
            }
        }
    }
    out.push_str("</section>\n");
}

fn write_row(out: &mut String, row: &Row, tick: Option<String>) {
    let label = escape(&row.label);
    let label = match tick {
        Some(tick) => {
            format!("<label><input type=\"checkbox\" data-tick=\"{}\"> <span>{label}</span></label>", escape(&tick))
        }
        None => label,
    };
    out.push_str(&format!("<div class=\"row\"><dt>{label}</dt><dd>{}</dd></div>\n", escape(&row.text)));
}

fn write_item(out: &mut String, item: &Item, tick: &str, lang: Lang) {
    let by = item.by(lang);
    let by = if by.is_empty() { by } else { format!(" <span class=\"by\">{}</span>", escape(&by)) };
    let text = format!("<span class=\"text\">{}</span>{by}", escape(&item.text));
    match item.done {
        None => out.push_str(&format!("<li>{text}</li>\n")),
        Some(done) => {
            let checked = if done { " checked" } else { "" };
            let tick = escape(tick);
            out.push_str(&format!(
                "<li><label><input type=\"checkbox\" data-tick=\"{tick}\"{checked}> <span>{text}</span></label></li>\n"
            ));
        }
    }
}

/// A value as text between tags or inside of a quoted attribute.
fn escape(text: &str) -> String {
    let text = clean_text(text);
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped() {
        let check = |value: &str, expect: &str| assert_eq!(escape(value), expect);
        check("王总 & <b>\"x\" 'y'", "王总 &amp; &lt;b&gt;&quot;x&quot; &#39;y&#39;");
        check("a\u{202e}b\u{0}c", "abc");
        check("</script><!--", "&lt;/script&gt;&lt;!--");
    }

    #[test]
    fn the_policy_names_the_style_and_the_script() {
        use base64::Engine;
        use sha2::Digest;
        let digest = |text: &str| base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(text));
        assert_eq!(digest(STYLE), STYLE_DIGEST);
        assert_eq!(digest(SCRIPT), SCRIPT_DIGEST);
    }

    #[test]
    fn nothing_in_style_and_script_ends_them() {
        assert!(!STYLE.contains("</") && !SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
    }
}
