//! Spots when the web app you work in uses what you do there to train models by default.
//!
//! The data takes one way through this crate, and the files are named after its stages:
//!
//! ```text
//! signal --> location, tables, matcher --> engine, judge --> view, letter --> finding
//!                          ^                      ^
//!              rule, practice, ruleset         context
//! ```
//!
//! - [`signal`]: one observed fact. It cannot hold content.
//! - [`rule`] and [`practice`]: what is known about vendors, as data; [`ruleset`] loads it, and [`image`] is
//!   what the build prepares of it.
//! - [`engine`]: immutable; judges a signal in a [`context`].
//! - [`finding`]: what comes out, ready to be shown.
//! - [`watchlist`]: what a sensor has to watch on a page.
//! - [`settings`]: what an organisation's policy, a person and presets say together.
//!
//! The crate knows no browser: only `wasm.rs` does, and only in a Wasm build.
//!
//! ```
//! use trainspotter::{Context, Engine, PartialDate, Ruleset, Signal};
//!
//! let engine = Engine::new(Ruleset::shipped());
//! let today = PartialDate::new(2026, 11, 24).unwrap();
//! let signal = Signal::Page { url: "https://unrelated.example/".to_owned() };
//! assert_eq!(engine.classify(&signal, &Context::on(today)).app, None);
//! ```
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod activity;
mod answers;
#[cfg(feature = "audit")]
pub mod audit;
#[cfg(any(test, all(target_arch = "wasm32", not(feature = "reader"))))]
mod batch;
pub mod catalogue;
#[cfg(feature = "check")]
mod check;
#[cfg(feature = "audit")]
pub mod comparison;
pub mod context;
pub mod date;
pub mod engine;
#[cfg(feature = "check")]
pub mod examples;
#[cfg(feature = "cli")]
pub mod explain;
pub mod finding;
mod form;
#[cfg(feature = "audit")]
pub mod har;
pub mod image;
mod judge;
pub mod lazy;
pub mod letter;
pub mod location;
mod matcher;
mod packed;
pub mod pattern;
pub mod practice;
pub mod problem;
#[cfg(feature = "reader")]
pub mod reader;
#[cfg(test)]
mod reference;
mod region;
#[cfg(feature = "audit")]
pub mod report;
pub mod rule;
pub mod ruleset;
mod scan;
#[cfg(feature = "check")]
pub mod schema;
#[cfg(feature = "check")]
pub mod selector;
#[cfg(feature = "check")]
pub mod settings;
pub mod signal;
pub mod source;
mod tables;
pub mod translation;
pub mod verdict;
mod view;
#[cfg(all(target_arch = "wasm32", not(feature = "reader")))]
pub mod wasm;
#[cfg(all(target_arch = "wasm32", feature = "reader"))]
pub mod wasm_reader;
pub mod watchlist;

pub use context::Context;
pub use date::PartialDate;
pub use engine::Engine;
pub use finding::{Classification, Finding};
pub use ruleset::Ruleset;
pub use signal::Signal;
