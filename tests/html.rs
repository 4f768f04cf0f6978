//! HTML documents in a real browser: what is seen, what is printed, what is kept, and that no value changes the page.
//!
//! Without a Chromium on the machine these say so and leave the work to the gate, which installs one. With
//! `FORTHRIGHT_PICTURES` set, the pictures are left in that folder to be looked at.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

#[path = "support/browser.rs"]
mod browser;
#[path = "support/full_case.rs"]
mod full_case;
mod support;

use std::path::{Path, PathBuf};

use browser::{Browser, program};
use forthright::export::{Document, html};
use forthright::pack::{DocumentName, Lang};
use full_case::{Sample, empty, full};
use serde_json::json;

fn page(sample: &Sample, name: DocumentName, langs: &[Lang]) -> String {
    let documents: Vec<Document> =
        langs.iter().map(|lang| sample.with(*lang, |case| case.document(name).document)).collect();
    html(&documents)
}

/// A browser and a folder for its files; `None`, told, when there is no browser.
fn begin(test: &str) -> Option<(Browser, tempfile::TempDir)> {
    let Some(program) = program() else {
        eprintln!("LEFT OUT: {test}: this machine has no Chromium");
        assert!(std::env::var_os("FORTHRIGHT_NEEDS_BROWSER").is_none(), "the gate needs a Chromium");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    Some((Browser::start(&program, folder.path()), folder))
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, text).unwrap();
    file
}

fn keep_picture(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("FORTHRIGHT_PICTURES") {
        std::fs::write(Path::new(&folder).join(name), bytes).unwrap();
    }
}

const WIDTHS: [(&str, u32, u32, bool); 2] = [("phone", 360, 780, true), ("desk", 1280, 900, false)];

#[test]
fn readable_on_a_phone_and_on_a_desk_in_light_and_dark() {
    let Some((mut browser, folder)) = begin("pictures") else { return };
    for name in DocumentName::ALL {
        for (lang, langs) in [("zh", &[Lang::Zh][..]), ("en", &[Lang::En]), ("both", &Lang::ALL)] {
            let file = write(folder.path(), "page.html", &page(&full(), *name, langs));
            for (device, width, height, phone) in WIDTHS {
                browser.size(width, height, phone);
                for scheme in ["light", "dark"] {
                    let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
                    browser.call("Emulation.setEmulatedMedia", media);
                    browser.open(&file);
                    let seen =
                        browser.eval("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
                    assert_eq!(seen, json!(true), "{} {lang} on a {device} scrolls sideways", name.id());
                    let background = browser.eval("getComputedStyle(document.body).backgroundColor");
                    let expect = if scheme == "dark" { "rgb(22, 24, 28)" } else { "rgb(255, 255, 255)" };
                    assert_eq!(background, json!(expect), "the style is allowed and follows the scheme");
                    let picture = browser.picture();
                    assert!(picture.len() > 10_000, "something is to be seen");
                    keep_picture(&format!("{}-{lang}-{device}-{scheme}.png", name.id()), &picture);
                }
            }
        }
    }
    let file = write(folder.path(), "page.html", &page(&full(), DocumentName::Card, &Lang::ALL));
    browser.open(&file);
    let langs = browser.eval("[...document.querySelectorAll('[lang]')].map(e => e.lang).join()");
    assert_eq!(langs, json!("zh-CN,zh-CN,en"));
}

/// The number of pages of a PDF file and the size of the first, in points.
fn pages(pdf: &[u8]) -> (usize, f32, f32) {
    let file = lopdf::Document::load_mem(pdf).unwrap();
    let pages = file.get_pages();
    let page = file.get_dictionary(pages[&1]).unwrap();
    let sheet = page.get(b"MediaBox").unwrap().as_array().unwrap();
    (pages.len(), sheet[2].as_float().unwrap(), sheet[3].as_float().unwrap())
}

/// A case whose every value is as long as a value may be.
fn long() -> Sample {
    let mut sample = full();
    for fact in ["client", "change", "cause", "proof", "impact", "options", "next"] {
        sample.talk.facts.insert(fact.to_owned(), "很长的一句话，还没有说完；".repeat(100));
    }
    for attempt in &mut sample.rehearsal.as_mut().unwrap().attempts {
        attempt.text = "我们会这样说下去，一直说到对方听明白为止。".repeat(20);
    }
    sample
}

#[test]
fn a_card_prints_on_one_page() {
    let Some((mut browser, folder)) = begin("printing") else { return };
    for (case, sample) in [("full", full()), ("empty", empty()), ("long", long())] {
        for (lang, langs) in [("zh", &[Lang::Zh][..]), ("en", &[Lang::En]), ("both", &Lang::ALL)] {
            let file = write(folder.path(), "card.html", &page(&sample, DocumentName::Card, langs));
            browser.open(&file);
            let pdf = browser.print();
            keep_picture(&format!("card-{case}-{lang}.pdf"), &pdf);
            let (count, width, height) = pages(&pdf);
            assert_eq!(count, 1, "{case} {lang}");
            assert!((width - 595.0).abs() < 2.0 && (height - 842.0).abs() < 2.0, "A4: {width} × {height}");
        }
    }
}

#[test]
fn ticks_are_kept_and_shared_by_both_languages() {
    let Some((mut browser, folder)) = begin("ticks") else { return };
    let file = write(folder.path(), "card.html", &page(&full(), DocumentName::Card, &Lang::ALL));
    let other = write(folder.path(), "other.html", &page(&full(), DocumentName::Summary, &[Lang::Zh]));
    let ticked = "[...document.querySelectorAll('input')].filter(i => i.checked).map(i => i.dataset.tick).join()";
    browser.open(&file);
    assert_eq!(browser.eval(ticked), json!(""));
    browser.eval("document.querySelector('input[data-tick=\"rows/1\"]').click()");
    assert_eq!(browser.eval(ticked), json!("rows/1,rows/1"));
    browser.open(&other);
    let before = browser.eval(ticked);
    browser.open(&file);
    assert_eq!(browser.eval(ticked), json!("rows/1,rows/1"), "kept");
    browser.eval("document.querySelector('input[data-tick=\"rows/1\"]').click()");
    browser.open(&file);
    assert_eq!(browser.eval(ticked), json!(""));
    browser.open(&other);
    assert_eq!(browser.eval(ticked), before, "each document has its own");
    assert_eq!(browser.eval("localStorage.setItem('forthright/t1/delay/summary', '[not json'); 1"), json!(1));
    browser.open(&other);
    assert_eq!(browser.eval(ticked), before, "what cannot be read is left alone");
}

#[test]
fn everything_is_there_with_scripts_off() {
    let Some((mut browser, folder)) = begin("scripts off") else { return };
    let file = write(folder.path(), "card.html", &page(&full(), DocumentName::Card, &[Lang::Zh]));
    browser.open(&file);
    let words = browser.eval("document.body.innerText");
    browser.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    browser.call("Page.navigate", json!({ "url": format!("file://{}", file.display()) }));
    std::thread::sleep(std::time::Duration::from_millis(300));
    // What the debugger evaluates still runs; the page's own script does not.
    assert_eq!(browser.eval("document.body.innerText"), words);
    browser.eval("document.querySelector('input').click()");
    assert_eq!(browser.eval("localStorage.length"), json!(0), "nothing runs");
    assert_eq!(
        browser.eval("document.querySelector('input').checked"),
        json!(true),
        "a box can be ticked all the same"
    );
}

const HOSTILE: [&str; 8] = [
    "</dd></dl><script>document.title='hit'</script><dl><dd>",
    "<img src=x onerror=\"document.title='hit'\">",
    "\" onclick=\"document.title='hit'\" x=\"",
    "' onmouseover='x' & &lt;b&gt; &#60;i&#62; <!-- ]]> -->",
    "</style></script></title><style>body{display:none}</style>",
    "\u{202e}מִילָה\u{202c} \u{2067}عربى\u{2069} \u{200f}abc",
    "\u{0}\u{1}\u{1b}[31mred\u{7f}",
    "javascript:alert(1) data:text/html,<b>x</b> {{7*7}} ${1+1}",
];

/// The elements of the page with the names of their attributes, without any value.
const SHAPE: &str = "[...document.querySelectorAll('*')].map(e => e.tagName + '[' + e.getAttributeNames().join() + ']' + \
                     e.children.length).join('\\n')";

#[test]
fn no_value_changes_the_page() {
    let Some((mut browser, folder)) = begin("hostile values") else { return };
    let with = |value: &str| {
        let mut sample = full();
        for fact in ["client", "change", "cause", "proof", "impact", "options", "next"] {
            sample.talk.facts.insert(fact.to_owned(), value.to_owned());
        }
        for followup in &mut sample.talk.followups {
            (followup.what, followup.owner) = (value.to_owned(), value.to_owned());
        }
        sample.rehearsal = None;
        sample
    };
    let long = "<b>长 & \"x\"</b>".repeat(800);
    assert!(long.chars().count() > 10_000);
    for name in DocumentName::ALL {
        let mut shape = |value: &str| {
            let file = write(folder.path(), "page.html", &page(&with(value), *name, &Lang::ALL));
            browser.open(&file);
            assert_eq!(browser.eval("document.title === 'hit'"), json!(false));
            browser.eval("document.querySelector('h1').click()");
            browser.eval(SHAPE)
        };
        let plain = shape("plain words");
        for value in HOSTILE.iter().copied().chain([long.as_str()]) {
            assert_eq!(shape(value), plain, "{}: {}", name.id(), value.chars().take(60).collect::<String>());
        }
    }
    // What was smuggled in all the same would not run: the policy knows one script.
    let told = page(&with("plain"), DocumentName::Card, &[Lang::En]);
    let broken = told
        .replace("</main>", "<script>document.title='hit'</script><img src=x onerror=\"document.title='hit'\"></main>");
    let file = write(folder.path(), "broken.html", &broken);
    browser.open(&file);
    assert_ne!(browser.eval("document.title"), json!("hit"));
}
