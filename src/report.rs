//! What an audit found, as data: the JSON contract and the base of every other form.
//!
//! Addresses of requests are redacted when the report is made, so that no form can forget it. The forms
//! that are meant for publishing hide tenants as well; see [`Report::for_publishing`].

mod redact;

use crate::activity::Activity;
use crate::audit::{Audit, Kind, Sample, Sightings, Timeline};
use crate::finding::Finding;
use crate::har::{HarError, Summary};
use crate::rule::{Account, TenantKind};
use crate::verdict::Level;
use redact::Redactor;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Requests shown as evidence of a finding, at most.
const REQUESTS: usize = 3;

/// What an audit found: the JSON contract.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Version of this form.
    pub schema: u32,
    /// The rules used.
    pub rules: RulesUsed,
    /// What was taken as known.
    pub context: Known,
    /// What was read.
    pub inputs: Vec<Input>,
    /// One entry per app and tenant.
    pub apps: Vec<AppReport>,
    /// When it happened.
    pub timeline: TimelineReport,
    /// What no rule knows.
    pub unmatched: Unmatched,
    /// Sightings of tenants beyond those told apart; they are counted under no tenant.
    #[serde(skip_serializing_if = "is_zero")]
    pub tenants_left_out: u64,
    /// Whether ids in addresses were kept.
    pub ids_kept: bool,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// The rules used.
#[derive(Clone, Debug, Serialize)]
pub struct RulesUsed {
    /// Version of Trainspotter.
    pub version: String,
    /// Version of the rule language.
    pub schema: u32,
    /// Number of practices.
    pub practices: usize,
    /// The day the findings hold for.
    pub now: String,
    /// SHA-256 of all rules.
    pub sha256: String,
    /// SHA-256 of each rule file, by name.
    pub files: BTreeMap<String, String>,
}

/// What was taken as known: it belongs to the result.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Known {
    /// Plans by app, or app and tenant.
    pub plans: BTreeMap<String, String>,
    /// Kinds of account by app, or app and tenant.
    pub accounts: BTreeMap<String, Account>,
    /// Region.
    pub region: Option<String>,
}

/// One file that was read.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Input {
    /// Name of the file without its folders, of a member of an archive behind `!/`.
    pub name: String,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// SHA-256 of the file; of a member, that of its archive.
    pub sha256: Option<String>,
    /// Entries in it.
    pub entries: u64,
    /// Entries without an address, which were passed over.
    #[serde(skip_serializing_if = "is_zero")]
    pub without_address: u64,
    /// WebSocket messages in it, which were not read.
    #[serde(skip_serializing_if = "is_zero")]
    pub messages: u64,
    /// Names that stood twice in one object; the later value counted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub twice: Vec<String>,
    /// Why it could not be read to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<InputProblem>,
}

/// Why a file could not be read to its end.
#[derive(Clone, Debug, Serialize)]
pub struct InputProblem {
    /// Where, in bytes from the start of the text; absent where that is not the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// What is wrong and what to do.
    pub message: String,
}

/// What was seen of one app and tenant.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AppReport {
    /// Id of the app.
    pub app: String,
    /// Name of the app.
    pub name: String,
    /// Name of the vendor.
    pub vendor: String,
    /// The tenant, if known.
    pub tenant: Option<String>,
    /// What the vendor calls its tenants.
    #[serde(skip)]
    pub tenant_kind: Option<TenantKind>,
    /// Signals of this app and tenant.
    pub signals: u64,
    /// Activities with their number.
    pub activities: Vec<ActivityCount>,
    /// The loudest finding of each practice, loudest first.
    pub findings: Vec<Reported>,
}

/// A finding with what led to it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reported {
    /// The finding.
    #[serde(flatten)]
    pub finding: Finding,
    /// The activities seen that feed the practice.
    pub fed_by: Vec<ActivityCount>,
    /// A few of the requests, the first ones.
    pub requests: Vec<RequestEvidence>,
}

/// An activity and how often it was seen.
#[derive(Clone, Debug, Serialize)]
pub struct ActivityCount {
    /// The activity.
    pub activity: Activity,
    /// How often.
    pub count: u64,
}

/// One request, by which a finding can be checked.
#[derive(Clone, Debug, Serialize)]
pub struct RequestEvidence {
    /// Number of the file in `inputs`, from 0.
    pub input: usize,
    /// Number of the entry in the file, from 0.
    pub entry: u64,
    /// Where the entry begins, in bytes from the start of the text.
    pub offset: u64,
    /// HTTP method.
    pub method: Option<String>,
    /// Address, redacted unless ids are kept.
    pub url: String,
    /// Resource type.
    #[serde(rename = "type")]
    pub resource_type: Option<String>,
    /// HTTP status of the response.
    pub status: Option<u16>,
    /// When it was started.
    pub started: Option<String>,
    /// WebSocket messages, which were not read.
    #[serde(skip_serializing_if = "is_zero")]
    pub messages: u64,
}

/// When activities were seen.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TimelineReport {
    /// Length of a step in seconds.
    pub step_seconds: u64,
    /// One row per app, tenant and activity.
    pub rows: Vec<TimelineRow>,
}

/// When one activity was seen.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineRow {
    /// Id of the app.
    pub app: String,
    /// The tenant, if known.
    pub tenant: Option<String>,
    /// The activity.
    pub activity: Activity,
    /// Start of each step in seconds since 1970, and the count in it.
    pub steps: Vec<(i64, u64)>,
}

/// What no rule knows.
#[derive(Clone, Debug, Serialize)]
pub struct Unmatched {
    /// Number of requests.
    pub requests: u64,
    /// Their hosts, sorted, at most 1,000.
    pub hosts: Vec<String>,
    /// The hosts with most requests.
    pub busiest: Vec<HostCount>,
}

/// A host and its requests.
#[derive(Clone, Debug, Serialize)]
pub struct HostCount {
    /// The host.
    pub host: String,
    /// Requests to it.
    pub requests: u64,
}

/// One file for [`Audit::report`]: which file and member it was, and how it went.
#[derive(Clone, Debug)]
pub struct Read {
    /// Number of the file in the order given.
    pub file: u32,
    /// Number of the member of an archive; 0 where there is none.
    pub member: u32,
    /// What to say of it.
    pub input: Input,
}

impl Input {
    /// What a capture was like.
    pub fn new(name: &str, bytes: u64, summary: Summary, result: Result<(), HarError>) -> Input {
        Input {
            name: name.to_owned(),
            bytes,
            sha256: None,
            entries: summary.entries,
            without_address: summary.without_address,
            messages: summary.messages,
            twice: summary.twice,
            problem: result.err().map(|error| InputProblem { offset: Some(error.offset), message: error.message }),
        }
    }
}

impl Audit<'_> {
    /// The report so far. `inputs` are the files read, in any order.
    pub fn report(&self, mut inputs: Vec<Read>, keep_ids: bool) -> Report {
        inputs.sort_by_key(|read| (read.file, read.member));
        let number = |sample: &Sample| {
            let key = (sample.at.file, sample.at.member);
            inputs.binary_search_by_key(&key, |read| (read.file, read.member)).unwrap_or_default()
        };
        let mut kinds: Vec<(&Kind, &Sightings)> = self.kinds.iter().collect();
        kinds.sort_by_key(|(_, sightings)| sightings.first);
        let mut places: BTreeMap<(&str, Option<&str>), Vec<(&Kind, &Sightings)>> = BTreeMap::new();
        for (kind, sightings) in kinds {
            let app = self.engine.ruleset().app(kind.app);
            places.entry((&app.id, kind.tenant.as_deref())).or_default().push((kind, sightings));
        }
        let apps = places.values().filter_map(|kinds| self.app(kinds, keep_ids, &number)).collect();
        let mut busiest: Vec<HostCount> =
            self.hosts.iter().map(|(host, requests)| HostCount { host: host.clone(), requests: *requests }).collect();
        busiest.sort_by_key(|host| std::cmp::Reverse(host.requests));
        busiest.truncate(20);
        Report {
            schema: 1,
            rules: self.rules_used(),
            context: Known {
                plans: self.context.plans.clone(),
                accounts: self.context.accounts.clone(),
                region: self.context.region.clone(),
            },
            apps,
            timeline: timeline(&places),
            unmatched: Unmatched { requests: self.unmatched, hosts: self.hosts.keys().cloned().collect(), busiest },
            tenants_left_out: self.tenants_left_out,
            ids_kept: keep_ids,
            inputs: inputs.into_iter().map(|read| read.input).collect(),
        }
    }

    fn app(
        &self,
        kinds: &[(&Kind, &Sightings)],
        keep_ids: bool,
        number: &dyn Fn(&Sample) -> usize,
    ) -> Option<AppReport> {
        let (first, _) = kinds.first()?;
        let app = self.engine.ruleset().app(first.app);
        let redactor = Redactor::new(app, keep_ids);
        let mut activities = BTreeMap::new();
        let mut findings: BTreeMap<String, Reported> = BTreeMap::new();
        let mut vendor = String::new();
        for (kind, sightings) in kinds {
            if let Some(activity) = kind.activity {
                *activities.entry(activity).or_default() += sightings.count;
            }
            for mut finding in self.engine.classify(&sightings.signal, self.context).findings {
                finding.tenant.clone_from(&kind.tenant);
                vendor.clone_from(&finding.vendor);
                let requests = sightings.samples.iter().map(|sample| RequestEvidence {
                    input: number(sample),
                    entry: sample.at.entry,
                    offset: sample.offset,
                    method: sample.method.clone(),
                    url: redactor.address(&sample.url),
                    resource_type: sample.resource_type.clone(),
                    status: sample.status,
                    started: sample.started.clone(),
                    messages: sample.messages,
                });
                let fed_by = kind.activity.map(|activity| ActivityCount { activity, count: sightings.count });
                let more = Reported { fed_by: fed_by.into_iter().collect(), requests: requests.collect(), finding };
                match findings.get_mut(&more.finding.practice) {
                    Some(known) => known.merge(more),
                    None => drop(findings.insert(more.finding.practice.clone(), more)),
                }
            }
        }
        let mut findings: Vec<Reported> = findings.into_values().collect();
        findings.sort_by_key(|reported| std::cmp::Reverse(reported.finding.level));
        let file = &self.engine.ruleset().files()[first.app.file];
        Some(AppReport {
            app: app.id.clone(),
            name: app.name.clone(),
            vendor: file.rules.vendor.name.clone(),
            tenant: first.tenant.clone(),
            tenant_kind: app.tenant.as_ref().map(|rule| rule.kind),
            signals: kinds.iter().map(|(_, sightings)| sightings.count).sum(),
            activities: activities.into_iter().map(|(activity, count)| ActivityCount { activity, count }).collect(),
            findings,
        })
    }

    fn rules_used(&self) -> RulesUsed {
        let ruleset = self.engine.ruleset();
        let mut files = BTreeMap::new();
        for file in ruleset.files() {
            // A rule file was read from JSON, so it can be written as JSON.
            let text = serde_json::to_vec(&file.rules).unwrap_or_default();
            files.insert(file.name.clone(), hex(&Sha256::digest(text)));
        }
        let mut all = Sha256::new();
        for (name, digest) in &files {
            all.update(format!("{digest}  {name}\n"));
        }
        RulesUsed {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            schema: crate::rule::SCHEMA_VERSION,
            practices: ruleset.practices().count(),
            now: self.context.now.to_string(),
            sha256: hex(&all.finalize()),
            files,
        }
    }
}

impl Reported {
    /// Takes in a finding on the same practice: the loudest stays, of equals the first.
    fn merge(&mut self, more: Reported) {
        if more.finding.level > self.finding.level {
            self.finding = more.finding;
            self.requests.splice(0..0, more.requests);
        } else {
            self.requests.extend(more.requests);
        }
        self.requests.truncate(REQUESTS);
        for count in more.fed_by {
            match self.fed_by.iter_mut().find(|known| known.activity == count.activity) {
                Some(known) => known.count += count.count,
                None => self.fed_by.push(count),
            }
        }
    }
}

fn timeline(places: &BTreeMap<(&str, Option<&str>), Vec<(&Kind, &Sightings)>>) -> TimelineReport {
    let mut lines: BTreeMap<(&str, Option<&str>, Activity), Timeline> = BTreeMap::new();
    for ((app, tenant), kinds) in places {
        for (kind, sightings) in kinds {
            if let Some(activity) = kind.activity {
                lines.entry((app, *tenant, activity)).or_default().merge(&sightings.times);
            }
        }
    }
    let mut all = Timeline::default();
    lines.values().for_each(|line| all.merge(line));
    let rows = lines.into_iter().filter_map(|((app, tenant, activity), mut line)| {
        line.widen(all.shift());
        let steps: Vec<_> = line.steps().collect();
        (!steps.is_empty()).then(|| TimelineRow {
            app: app.to_owned(),
            tenant: tenant.map(str::to_owned),
            activity,
            steps,
        })
    });
    TimelineReport { step_seconds: 1 << all.shift(), rows: rows.collect() }
}

/// Bytes in hexadecimal, as `sha256sum` writes them.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Report {
    /// The loudest level of any finding.
    pub fn loudest(&self) -> Option<Level> {
        self.apps.iter().flat_map(|app| &app.findings).map(|reported| reported.finding.level).max()
    }
}
