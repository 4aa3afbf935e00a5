//! What each entry of a capture is, one by one, for a table that grows while one looks.

use super::signal;
use crate::activity::Activity;
use crate::context::Context;
use crate::engine::Engine;
use crate::har;
use crate::verdict::{Level, Verdict};
use serde::Serialize;
use std::io::Read;

/// One entry of a capture and what it is.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recognised {
    /// Number of the entry, from 0.
    pub entry: u64,
    /// Address of the request.
    pub url: String,
    /// HTTP method.
    pub method: Option<String>,
    /// When it was started.
    pub started: Option<String>,
    /// WebSocket messages, which were not read.
    pub messages: u64,
    /// Id of the app, if the entry belongs to one.
    pub app: Option<String>,
    /// Its name.
    pub app_name: Option<String>,
    /// The tenant, if known.
    pub tenant: Option<String>,
    /// The activity, if the entry shows one.
    pub activity: Option<Activity>,
    /// What that means, loudest first.
    pub findings: Vec<Short>,
}

/// A finding in few words.
#[derive(Clone, Debug, Serialize)]
pub struct Short {
    /// Id of the practice.
    pub practice: String,
    /// A few words that name it.
    pub title: String,
    /// What it means.
    pub verdict: Verdict,
    /// How much attention that deserves.
    pub level: Level,
    /// Whether the evidence is old.
    pub stale: bool,
}

/// Recognises the entries of a capture that have an address.
///
/// # Errors
/// The capture cannot be read to its end; the entries before that place are handed over all the same.
pub fn entries(engine: &Engine, context: &Context, capture: impl Read) -> (Vec<Recognised>, Result<(), har::HarError>) {
    let mut list = Vec::new();
    let (_, result) = har::read(capture, |entry| {
        let answer = engine.classify(&signal(entry), context);
        let findings = answer.findings.into_iter().map(|finding| Short {
            practice: finding.practice,
            title: finding.title,
            verdict: finding.verdict,
            level: finding.level,
            stale: finding.stale,
        });
        list.push(Recognised {
            entry: entry.number,
            url: entry.url.clone(),
            method: entry.method.clone(),
            started: entry.started.clone(),
            messages: entry.messages,
            app: answer.app,
            app_name: answer.app_name,
            tenant: answer.tenant,
            activity: answer.activity,
            findings: findings.collect(),
        });
    });
    (list, result)
}
