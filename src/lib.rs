//! Forthright: a terminal coach for the hard conversations that a project manager has with a client.
//!
//! This page is the map for whoever carries on. Each room's own page tells more.
//!
//! # The rooms
//!
//! Dependencies run downwards only; `tests/rooms.rs` holds them.
//!
//! | room | what it is |
//! |---|---|
//! | `main` | arguments in, exit code out |
//! | [`cli`] | one file a subcommand |
//! | [`tui`], [`plain`] | two renderers of the same machine: screens, and lines on standard input and output |
//! | [`runtime`] | carries out effects: store, files, clock, clipboard; owns the loop |
//! | [`store`], [`export`] | SQLite; a talk as a document |
//! | [`coach`] | the machine: state, messages, effects, what is to be seen |
//! | [`listen`] | utterance → signals and entities with their words; checks → verdicts |
//! | [`pack`] | YAML → validated content; every mistake with its place |
//! | [`text`] | cells, graphemes, sentences and clauses, editing; knows no product word |
//! | [`embedded`] | the shipped pack, compiled by `build.rs` |
//!
//! `text`, `pack` (reading files apart), `listen`, `coach` and `export` name no terminal, file, clock,
//! environment or random source. They take values and return values, so a recorded list of messages
//! replays to the same end, and everything in them is tested without a terminal.
//!
//! # One key, from the keyboard to the screen
//!
//! 1. [`tui`] reads a key and asks the key table ([`coach::keys`]) what it means where the focus is: a
//!    [`coach::Msg`]. [`plain`] makes the same messages out of lines.
//! 2. [`coach::update`] takes the message into the [`coach::Model`] and returns [`coach::Effect`]s. An
//!    edit at a step is listened to ([`listen::Listener::hear`]) and judged by the step's checks.
//! 3. [`runtime`] carries the effects out. Answers, ticks and facts are committed at once; a line that
//!    is being typed waits for a short pause.
//! 4. [`coach::view`] says what is to be seen as words and allowed commands; the renderer draws it.
//!
//! # Content
//!
//! Everything that is said to the user or by the client stands in `content/`, in Chinese and English
//! side by side. `build.rs` compiles the shipped pack with the same code that `pack check` uses, so a
//! mistake in it fails the build with its place; the program starts with finished values and parses no
//! YAML. The code knows no scenario by name.
//!
//! # Where to begin
//!
//! * Another screen: a variant of `coach::model::Room`, a file under `coach/screens`.
//! * Another command key: a row in [`coach::keys`]; hint bar, help and plain mode follow.
//! * Another kind of rule for checks: [`pack::Rule`] and its weighing in [`listen`].
//! * Another document: its name and sections in [`pack::DocumentName`], its words in `documents/*.yaml`, what stands in it
//!   in `export::make`; every format follows.

pub mod cli;
pub mod coach;
pub mod embedded;
pub mod export;
pub mod listen;
pub mod pack;
pub mod plain;
pub mod runtime;
pub mod store;
pub mod text;
pub mod tui;
