//! How fast the listener is. Run with `cargo test --release --test listen_speed -- --ignored --nocapture`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test that cannot go on says so")]

mod labelled_set;

use std::time::{Duration, Instant};

use forthright::listen::Listener;
use labelled_set::{content, utterances};

/// The best of several runs.
fn best(times: usize, mut run: impl FnMut()) -> Duration {
    (0..times)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

#[test]
#[ignore = "a measurement"]
fn speed() {
    let content = content();
    println!("build       {:?}", best(20, || drop(Listener::new(&content))));
    let listener = Listener::new(&content);
    let all = utterances("learn");
    let draft = |lang: &str, chars: usize| -> String {
        let text: String = all.iter().filter(|u| u.lang == lang).map(|u| format!("{} ", u.text)).collect();
        text.chars().take(chars).collect()
    };
    for (name, text) in [
        ("zh 1,000", draft("zh", 1000)),
        ("zh 2,000", draft("zh", 2000)),
        ("en 1,000", draft("en", 1000)),
        ("en 10,000", draft("en", 10_000)),
    ] {
        println!("{name:11} {:?}", best(50, || drop(listener.hear(&text, None))));
    }
    let start = Instant::now();
    for utterance in &all {
        std::hint::black_box(listener.hear(&utterance.text, None));
    }
    println!("an utterance {:?}", start.elapsed() / all.len() as u32);
}
