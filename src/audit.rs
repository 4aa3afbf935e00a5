//! Sums up a capture: which app did what, and what that means.
//!
//! Memory grows with the number of apps, tenants and practices seen, not with the capture.

use crate::activity::Activity;
use crate::context::Context;
use crate::engine::Engine;
use crate::finding::Finding;
use crate::har::Entry;
use crate::signal::Signal;
use crate::verdict::Level;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Hosts listed as unmatched, at most.
const UNMATCHED_HOSTS: usize = 1_000;

/// A running audit.
#[derive(Debug)]
pub struct Audit<'e> {
    engine: &'e Engine,
    context: &'e Context,
    apps: BTreeMap<(String, Option<String>), Seen>,
    unmatched: u64,
    hosts: BTreeSet<String>,
}

#[derive(Debug, Default)]
struct Seen {
    activities: BTreeMap<Activity, u64>,
    findings: BTreeMap<String, Finding>,
}

/// What an audit found: the JSON contract.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Version of this form.
    pub schema: u32,
    /// The rules used.
    pub rules: RulesUsed,
    /// One entry per app and tenant.
    pub apps: Vec<AppReport>,
    /// What no rule knows.
    pub unmatched: Unmatched,
}

/// The rules used.
#[derive(Clone, Debug, Serialize)]
pub struct RulesUsed {
    /// Version of Trainspotter.
    pub version: &'static str,
    /// Version of the rule language.
    pub schema: u32,
    /// Number of practices.
    pub practices: usize,
    /// The day the findings hold for.
    pub now: String,
}

/// What was seen of one app and tenant.
#[derive(Clone, Debug, Serialize)]
pub struct AppReport {
    /// Id of the app.
    pub app: String,
    /// The tenant, if known.
    pub tenant: Option<String>,
    /// Activities with their number.
    pub activities: Vec<ActivityCount>,
    /// The loudest finding of each practice, loudest first.
    pub findings: Vec<Finding>,
}

/// An activity and how often it was seen.
#[derive(Clone, Debug, Serialize)]
pub struct ActivityCount {
    /// The activity.
    pub activity: Activity,
    /// How often.
    pub count: u64,
}

/// What no rule knows.
#[derive(Clone, Debug, Serialize)]
pub struct Unmatched {
    /// Number of requests.
    pub requests: u64,
    /// Their hosts, sorted, at most 1,000.
    pub hosts: Vec<String>,
}

impl<'e> Audit<'e> {
    /// Starts an audit.
    pub fn new(engine: &'e Engine, context: &'e Context) -> Audit<'e> {
        Audit { engine, context, apps: BTreeMap::new(), unmatched: 0, hosts: BTreeSet::new() }
    }

    /// Takes in one entry of a capture.
    pub fn add(&mut self, entry: Entry) {
        let is_page = entry.resource_type.as_deref() == Some("document");
        let host = || crate::location::Location::parse(&entry.url).map(|at| at.host.into_owned()).ok();
        let signal = if is_page {
            Signal::Page { url: entry.url.clone() }
        } else {
            Signal::Request {
                url: entry.url.clone(),
                method: entry.method.clone(),
                resource_type: entry.resource_type.clone(),
                page: entry.page.clone(),
            }
        };
        let answer = self.engine.classify(&signal, self.context);
        let Some(app) = answer.app else {
            self.unmatched += 1;
            if self.hosts.len() < UNMATCHED_HOSTS {
                self.hosts.extend(host());
            }
            return;
        };
        let seen = self.apps.entry((app, answer.tenant)).or_default();
        if let Some(activity) = answer.activity {
            *seen.activities.entry(activity).or_default() += 1;
        }
        for finding in answer.findings {
            match seen.findings.get(&finding.practice) {
                Some(before) if before.level >= finding.level => {}
                _ => drop(seen.findings.insert(finding.practice.clone(), finding)),
            }
        }
    }

    /// The report so far.
    pub fn report(&self) -> Report {
        let apps = self.apps.iter().map(|((app, tenant), seen)| {
            let mut findings: Vec<Finding> = seen.findings.values().cloned().collect();
            findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
            let count = |(activity, count): (&Activity, &u64)| ActivityCount { activity: *activity, count: *count };
            AppReport {
                app: app.clone(),
                tenant: tenant.clone(),
                activities: seen.activities.iter().map(count).collect(),
                findings,
            }
        });
        let rules = RulesUsed {
            version: env!("CARGO_PKG_VERSION"),
            schema: crate::rule::SCHEMA_VERSION,
            practices: self.engine.ruleset().practices().count(),
            now: self.context.now.to_string(),
        };
        let unmatched = Unmatched { requests: self.unmatched, hosts: self.hosts.iter().cloned().collect() };
        Report { schema: 1, rules, apps: apps.collect(), unmatched }
    }
}

impl Report {
    /// The loudest level of any finding.
    pub fn loudest(&self) -> Option<Level> {
        self.apps.iter().flat_map(|app| &app.findings).map(|finding| finding.level).max()
    }
}
