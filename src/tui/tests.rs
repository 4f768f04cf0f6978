use super::stage::{Stage, example, fresh, machine};
use super::theme::Theme;
use crate::coach::keys::Focus;
use crate::coach::{ScreenName, Start, view};
use crate::pack::Lang;

/// Prints every screen at every size: `cargo test --lib tui::tests::look -- --ignored --nocapture`.
#[test]
#[ignore = "for looking at"]
fn look() {
    let only = std::env::var("LOOK").unwrap_or_default();
    for lang in [Lang::Zh, Lang::En] {
        for (name, mut stage) in screens(lang) {
            for size in [(80, 24), (120, 40), (200, 60), (40, 15)] {
                let title = format!("{name} {} {}x{}", lang.code(), size.0, size.1);
                if !title.contains(&only) {
                    continue;
                }
                stage.resize(size);
                println!("#### {title}\n{}", stage.text());
            }
        }
    }
}

/// Every screen with something on it.
fn screens(lang: Lang) -> Vec<(&'static str, Stage)> {
    let line = match lang {
        Lang::Zh => "王总，上线要从 6 月 15 日改到 7 月 6 日，晚三周。由于一些客观原因，测试没有通过，我们保证七月一定上线。",
        Lang::En => "Mr Wang, the launch moves from 15 June to 6 July, three weeks late. For various reasons the tests failed; I promise it will definitely go live in July.",
    };
    let begin = |start: &dyn Fn(&crate::pack::Pack) -> Start, keys: &str| {
        let mut stage = Stage::new(machine(lang, start), (120, 40), Theme::default());
        stage.keys(keys);
        stage
    };
    let rehearse = |keys: &str| begin(&|pack| example(pack, "delay", lang), keys);
    let through = |keys: &str| {
        let mut stage = rehearse("");
        while view(&stage.model).name != ScreenName::Debrief {
            let focus = view(&stage.model).focus;
            stage.keys(&match focus {
                Focus::Text => format!("{line}<C-d>"),
                _ => "<Enter>".to_owned(),
            });
            if view(&stage.model).name == ScreenName::Client {
                stage.keys("<C-n>");
            }
        }
        stage.keys(keys);
        stage
    };
    vec![
        ("home", begin(&|_| Start::Home, "<Down>")),
        ("form", begin(&|pack| fresh(pack, "delay"), "<F2><Down><Down>")),
        ("form-empty", begin(&|pack| fresh(pack, "delay"), "")),
        ("gate", begin(&|pack| fresh(pack, "delay"), "<F2><C-n><Enter><Down><Space><Space>")),
        ("step", rehearse("")),
        ("step-written", rehearse(line)),
        ("step-advice", rehearse(&format!("{line}<Tab>"))),
        ("step-models", rehearse("<F2>")),
        ("step-aloud", rehearse("<F3><Enter>")),
        ("client", rehearse(&format!("{line}<C-d>"))),
        ("client-advice", rehearse(&format!("{line}<C-d><Tab>"))),
        ("debrief", through("")),
        ("debrief-step", through("<Down><Down><Down><Down><Down><Down>")),
        ("card", through("<Down><Enter>")),
        ("checklist", begin(&|pack| fresh(pack, "delay"), "<F2><C-n><End><Down><Down><Down><Down><Enter><Space>")),
        ("help", rehearse("<F1>")),
    ]
}
