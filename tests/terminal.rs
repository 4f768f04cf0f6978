//! The whole program in a real pseudo-terminal, used like a person would.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test that cannot go on says so")]

#[path = "support/terminal.rs"]
mod pty;
mod support;

use forthright::pack::{Lang, Word};
use pty::{Terminal, home, run};
use support::pack;

const SAY: &str = "\x04";
const SKIP: &str = "\x0e";
const ENTER: &str = "\r";
const F3: &str = "\x1bOR";
const F5: &str = "\x1b[15~";

/// A text without blanks, as it is looked for on a screen that wraps it.
fn words(word: Word, lang: Lang) -> String {
    pack().word(word, lang).to_owned()
}

/// Plays one rehearsal from the home screen to the card and the drill, and leaves.
fn play(lang: Lang, size: (u16, u16)) {
    let home = home();
    let pack = pack();
    let scenario = &pack.scenarios[2];
    let word = |w: Word| words(w, lang);
    let mut terminal = Terminal::start(home.path(), size, &["--lang", lang.code()], &[]);
    terminal.wait_for(&word(Word::HomeNew));
    // The third talk; its example case; through the gate.
    terminal.send("jj\r");
    terminal.wait_for(scenario.facts[0].label.get(lang));
    terminal.send("\x1bOQ");
    terminal.wait_for(&word(Word::FormExampleTaken));
    terminal.send(SKIP);
    terminal.wait_for(&word(Word::GateIntro));
    terminal.send(SKIP);
    let flow: Vec<_> = scenario.stages.iter().flat_map(|stage| &stage.steps).collect();
    for (index, step) in flow.iter().enumerate() {
        terminal.wait_for(step.title.get(lang));
        if index == 0 {
            // The first is said aloud: the clock runs, then what was said is ticked.
            terminal.send(F3);
            terminal.wait_for("00:0");
            terminal.send(ENTER);
            terminal.wait_for(&word(Word::AloudTick));
            terminal.send(" ");
        } else if index == 1 {
            terminal.paste(step.bad[0].model.line.get(lang));
        } else {
            terminal.paste(step.good[0].line.get(lang));
        }
        terminal.settle();
        terminal.send(SAY);
        // The client answers; some want an answer back.
        terminal.wait_for_any(&[&word(Word::KeyWait), &word(Word::KeyChoose)]);
        terminal.settle();
        if terminal.shows(&word(Word::KeyWait)) {
            terminal.paste(step.good[0].line.get(lang));
            terminal.settle();
            terminal.send(SAY);
            terminal.settle();
        }
        terminal.send(SKIP);
        terminal.settle();
    }
    terminal.wait_for(&word(Word::DoorCard));
    // One step once more, then the card.
    terminal.send(ENTER);
    terminal.wait_for(&word(Word::DrillAgain));
    terminal.settle();
    terminal.send(SAY);
    terminal.settle();
    terminal.send(SKIP);
    terminal.wait_for(scenario.card[0].label.get(lang));
    terminal.send("w");
    terminal.wait_for("-card");
    terminal.send("q");
    assert_eq!(terminal.wait_exit(), 0);
    assert_eq!(terminal.left_behind(), Vec::<String>::new());
    // What was done is in the store and in the file.
    let (code, list, _) = run(home.path(), &["list", "rehearsals", "--format", "json"], b"");
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    assert_eq!((code, &list[0]["finished"]), (0, &serde_json::json!(true)));
    let written: Vec<_> = std::fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(written.iter().any(|name| name.to_string_lossy().ends_with("card.md")), "{written:?}");
}

#[test]
fn a_whole_rehearsal_in_chinese() {
    play(Lang::Zh, (120, 40));
}

#[test]
fn a_whole_rehearsal_in_english_on_a_small_window() {
    play(Lang::En, (80, 24));
}

/// The program at the first step of an example case, with something written.
fn at_step(home: &std::path::Path, size: (u16, u16), text: &str) -> Terminal {
    let scenario = pack().scenarios[2].id.clone();
    let mut terminal = Terminal::start(home, size, &["rehearse", &scenario, "--lang", "zh", "--seed", "1"], &[]);
    terminal.wait_for(&words(Word::WriteHint, Lang::Zh));
    terminal.send(text);
    terminal.wait_for(text);
    terminal
}

/// The next start offers the talk, and the text is there.
fn comes_back(home: &std::path::Path, text: &str) {
    let mut terminal = Terminal::start(home, (100, 30), &["--lang", "zh"], &[]);
    terminal.wait_for(&words(Word::HomeResume, Lang::Zh));
    terminal.send(ENTER);
    terminal.wait_for(text);
    terminal.send("\x11");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn ctrl_c_saves_and_leaves_the_terminal_as_it_was() {
    let home = home();
    let mut terminal = at_step(home.path(), (100, 30), "写到一半的话");
    terminal.send("\x03");
    assert_eq!(terminal.wait_exit(), 0);
    assert_eq!(terminal.left_behind(), Vec::<String>::new());
    comes_back(home.path(), "写到一半的话");
}

#[test]
fn sigterm_saves_and_leaves_the_terminal_as_it_was() {
    let home = home();
    let mut terminal = at_step(home.path(), (100, 30), "被结束之前的话");
    terminal.signal("TERM");
    assert_eq!(terminal.wait_exit(), 128 + 15);
    assert_eq!(terminal.left_behind(), Vec::<String>::new());
    comes_back(home.path(), "被结束之前的话");
}

#[test]
fn a_closed_window_loses_nothing() {
    let home = home();
    let mut terminal = at_step(home.path(), (100, 30), "窗口关了也在的话");
    terminal.hang_up();
    terminal.wait_exit();
    comes_back(home.path(), "窗口关了也在的话");
}

#[test]
fn kill_9_loses_at_most_the_last_second() {
    let home = home();
    let mut terminal = at_step(home.path(), (100, 30), "第一句早就写好了。");
    terminal.wait_for(&words(Word::Saved, Lang::Zh));
    std::thread::sleep(std::time::Duration::from_millis(1000));
    terminal.signal("KILL");
    terminal.wait_exit();
    comes_back(home.path(), "第一句早就写好了。");
}

#[test]
fn a_panic_saves_and_leaves_the_terminal_as_it_was() {
    let home = home();
    let scenario = pack().scenarios[2].id.clone();
    let args = ["rehearse", &scenario, "--lang", "zh"];
    let mut terminal = Terminal::start(home.path(), (100, 30), &args, &[("FORTHRIGHT_TEST_PANIC", "F9")]);
    terminal.wait_for(&words(Word::WriteHint, Lang::Zh));
    terminal.send("出错之前的话");
    terminal.wait_for("出错之前的话");
    terminal.send("\x1b[20~");
    assert_ne!(terminal.wait_exit(), 0);
    assert_eq!(terminal.left_behind(), Vec::<String>::new());
    comes_back(home.path(), "出错之前的话");
}

#[test]
fn ctrl_z_gives_the_shell_back_and_returns() {
    let home = home();
    let mut terminal = at_step(home.path(), (100, 30), "停一下之前的话");
    terminal.send("\x1a");
    terminal.wait_stopped();
    terminal.settle();
    assert_eq!(terminal.left_behind(), Vec::<String>::new());
    terminal.signal("CONT");
    terminal.wait_for("停一下之前的话");
    terminal.send("，回来了");
    terminal.wait_for("停一下之前的话，回来了");
    terminal.send("\x11");
    assert_eq!(terminal.wait_exit(), 0);
    assert_eq!(terminal.left_behind(), Vec::<String>::new());
}

#[test]
fn resizing_down_and_up_keeps_everything_and_too_small_says_so() {
    let home = home();
    let mut terminal = at_step(home.path(), (120, 40), "大小变了也在");
    for (cols, rows) in [(80, 24), (40, 15), (200, 60)] {
        terminal.resize(cols, rows);
        terminal.settle();
        terminal.wait_for("大小变了也在");
    }
    terminal.resize(20, 5);
    terminal.settle();
    assert!(!terminal.shows("大小变了也在"));
    assert!(!terminal.text().trim().is_empty());
    terminal.resize(100, 30);
    terminal.wait_for("大小变了也在");
    terminal.send("\x11");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn a_paste_of_a_megabyte_is_taken_and_typing_goes_on() {
    let home = home();
    let mut terminal = at_step(home.path(), (100, 30), "开头");
    let mut line = "上线要从 6 月 15 日改到 7 月 6 日。".repeat(20);
    line.push('\n');
    terminal.paste(&line.repeat((1 << 20) / line.len()));
    terminal.send("接着写的");
    terminal.wait_for("接着写的");
    terminal.send("\x11");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn the_cursor_is_in_the_cell_where_the_next_character_goes() {
    let home = home();
    let terminal = at_step(home.path(), (100, 30), "上线 ok");
    terminal.settle();
    let (col, row, shown) = terminal.cursor();
    let text = terminal.text();
    let line = text.lines().nth(usize::from(row)).unwrap();
    let before = line.split("上线 ok").next().unwrap();
    let cells = forthright::text::width(before) + forthright::text::width("上线 ok");
    assert!(shown);
    assert_eq!(usize::from(col), cells, "{line}");
}

#[test]
fn the_language_changes_at_any_time_and_keeps_everything() {
    let home = home();
    let mut terminal = at_step(home.path(), (100, 30), "两种语言都在");
    terminal.send(F5);
    terminal.wait_for(&words(Word::PaneHeard, Lang::En));
    terminal.wait_for("两种语言都在");
    terminal.send(F5);
    terminal.wait_for(&words(Word::PaneHeard, Lang::Zh));
    terminal.send("\x11");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn escape_sequences_never_reach_the_terminal_raw() {
    let home = home();
    let hostile = r#"client: "王总\e]0;owned\a\e[31m\x9b5m\u202e""#;
    std::fs::write(home.path().join("facts.yaml"), hostile).unwrap();
    let (code, id, error) = run(home.path(), &["new", "delay", "--facts", "facts.yaml"], b"");
    assert_eq!(code, 0, "{error}");
    let mut terminal = Terminal::start(home.path(), (100, 30), &["rehearse", id.trim(), "--lang", "zh"], &[]);
    terminal.wait_for(&words(Word::WriteHint, Lang::Zh));
    terminal.paste("粘\u{1b}]0;owned\u{7}贴\u{9b}31m");
    terminal.wait_for("粘贴");
    terminal.send("\x11");
    terminal.wait_exit();
    let bytes = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    assert!(!bytes.contains("]0;owned") && !bytes.contains('\u{9b}') && !bytes.contains('\u{202e}'), "{bytes:?}");
}

#[test]
fn a_second_window_is_told_and_neither_overwrites_the_other() {
    let home = home();
    let mut first = at_step(home.path(), (100, 30), "第一个窗口");
    first.wait_for(&words(Word::Saved, Lang::Zh));
    let mut second = Terminal::start(home.path(), (100, 30), &["--lang", "zh"], &[]);
    second.wait_for(&words(Word::OtherInstance, Lang::Zh));
    second.send(ENTER);
    second.wait_for("第一个窗口");
    second.send("，第二个接着写");
    second.wait_for("第二个接着写");
    second.send("\x11");
    assert_eq!(second.wait_exit(), 0);
    first.send("也接着写");
    first.wait_for("第一个窗口也接着写");
    first.send("\x11");
    assert_eq!(first.wait_exit(), 0);
    comes_back(home.path(), "第一个窗口");
}

/// A pack in a folder, of one scenario over the shipped pack.
fn own_pack(home: &std::path::Path) -> std::path::PathBuf {
    let folder = home.join("mine");
    std::fs::create_dir_all(folder.join("scenarios")).unwrap();
    let manifest = "format: 1\nid: mine\nextends: client-talks\ntitle: {zh: 我的, en: Mine}\n";
    std::fs::write(folder.join("pack.yaml"), manifest).unwrap();
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/content/client-talks/scenarios/delay.yaml");
    let text = std::fs::read_to_string(shipped).unwrap().replacen("id: delay", "id: mine", 1);
    let file = folder.join("scenarios/mine.yaml");
    std::fs::write(&file, text).unwrap();
    file
}

#[test]
fn a_pack_is_taken_up_as_it_is_saved() {
    let home = home();
    let file = own_pack(home.path());
    let text = std::fs::read_to_string(&file).unwrap();
    let title = pack().scenario("delay").unwrap().stages[0].steps[0].title.zh.clone();
    let args = ["rehearse", "mine", "--pack", "mine", "--lang", "zh", "--seed", "1"];
    let mut terminal = Terminal::start(home.path(), (100, 30), &args, &[]);
    terminal.wait_for(&words(Word::WriteHint, Lang::Zh));
    terminal.send("写到一半");
    terminal.wait_for("写到一半");
    // Saved: seen without a key. Broken: told. Mended: back where it stood.
    let new = text.replacen(&format!("title: {{zh: \"{title}\""), "title: {zh: \"刚改的题目\"", 1);
    assert!(new != text, "the title stands in the file");
    std::fs::write(&file, &new).unwrap();
    terminal.wait_for("刚改的题目");
    terminal.wait_for("写到一半");
    std::fs::write(&file, new.replacen("order: ", "order: x", 1)).unwrap();
    terminal.wait_for("[bad-value]");
    terminal.wait_for("scenarios/mine.yaml:");
    std::fs::write(&file, &text).unwrap();
    terminal.wait_for("写到一半");
    terminal.wait_for(&title);
    terminal.send("\x11");
    assert_eq!(terminal.wait_exit(), 0);
    assert_eq!(terminal.left_behind(), Vec::<String>::new());
}

#[test]
fn a_call_is_noted_down_killed_and_found_again() {
    let home = home();
    let mut terminal = Terminal::start(home.path(), (60, 18), &["call", "delay", "--lang", "zh"], &[]);
    terminal.wait_for("1/4");
    terminal.send(" ");
    terminal.send("n");
    terminal.wait_for(&words(Word::CallNote, Lang::Zh));
    terminal.paste("海报都印了");
    terminal.send(ENTER);
    terminal.wait_for("海报都印了");
    terminal.send("p");
    terminal.wait_for(&words(Word::CallPromise, Lang::Zh));
    terminal.paste("书面方案");
    terminal.send(ENTER);
    terminal.wait_for(&words(Word::CallWho, Lang::Zh));
    terminal.settle();
    terminal.signal("KILL");
    terminal.wait_exit();
    // Nothing was lost, and the call goes on where it was.
    let mut again = Terminal::start(home.path(), (80, 24), &["call", "--lang", "zh"], &[]);
    again.wait_for("书面方案");
    assert!(again.shows("海报都印了") && again.shows(&words(Word::CallWho, Lang::Zh)), "{}", again.text());
    again.send("\x1b");
    again.settle();
    again.send("e");
    again.wait_for("1/");
    again.send("\x11");
    assert_eq!(again.wait_exit(), 0);
    assert_eq!(again.left_behind(), Vec::<String>::new());
}
