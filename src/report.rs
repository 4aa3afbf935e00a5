//! What an audit found, as data: the JSON contract and the base of every other form.
//!
//! Addresses of requests are redacted when the report is made, so that no form can forget it. The forms
//! that are meant for publishing hide tenants as well; see [`Report::for_publishing`].

mod chart;
mod form;
pub mod html;
mod make;
mod publishing;
mod record;
mod redact;
pub mod sarif;
pub mod standalone;
pub mod table;
pub mod words;

pub use form::Form;
pub use record::{Cause, Difference, Record, RecordedActivity, RecordedFinding, Verification};

use crate::activity::Activity;
use crate::finding::Finding;
use crate::har::{HarError, Summary};
use crate::rule::{Account, TenantKind};
use crate::verdict::Level;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// Whether tenants were hidden.
    pub published: bool,
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
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
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
    /// A few of the requests, the first ones of each activity.
    pub requests: Vec<RequestEvidence>,
    /// SHA-256 of the practice in the rules.
    pub rule: String,
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
    /// The activity that it shows; absent for a page.
    pub activity: Option<Activity>,
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

/// One file for [`crate::audit::Audit::report`]: which file and member it was, and how it went.
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
