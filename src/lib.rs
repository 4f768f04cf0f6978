//! Forthright: a terminal coach for the hard conversations with a client.
//!
//! # The rooms, dependencies run downwards only
//! `main` → `cli` → `tui`, `plain` → `runtime` → `store`, `export` → `coach` → `listen` → `pack` → `text`

pub mod coach;
pub mod embedded;
pub mod export;
pub mod listen;
pub mod pack;
pub mod runtime;
pub mod text;
