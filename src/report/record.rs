//! What a report needs to be checked later, and the check.

use super::{Known, Report};
use crate::activity::Activity;
use crate::verdict::{Level, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a report says, and from what, in the fewest words.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Version of this form.
    pub schema: u32,
    /// Version of Trainspotter.
    pub version: String,
    /// SHA-256 of all rules.
    pub rules: String,
    /// SHA-256 of each rule file, by name.
    pub files: BTreeMap<String, String>,
    /// The day the findings hold for.
    pub now: String,
    /// What was taken as known.
    pub context: Known,
    /// Whether ids in addresses were kept.
    pub ids_kept: bool,
    /// Whether tenants were hidden.
    pub published: bool,
    /// SHA-256 of the files that were read, with their names.
    pub inputs: BTreeMap<String, String>,
    /// Requests that no rule knows.
    pub unmatched: u64,
    /// How often each activity was seen.
    pub activities: Vec<RecordedActivity>,
    /// The findings.
    pub findings: Vec<RecordedFinding>,
}

/// An activity of a record.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct RecordedActivity {
    /// Id of the app.
    pub app: String,
    /// The tenant as the report shows it.
    pub tenant: Option<String>,
    /// The activity.
    pub activity: Activity,
    /// How often.
    pub count: u64,
}

/// A finding of a record.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct RecordedFinding {
    /// Id of the app.
    pub app: String,
    /// The tenant as the report shows it.
    pub tenant: Option<String>,
    /// Id of the practice.
    pub practice: String,
    /// What it means.
    pub verdict: Verdict,
    /// How much attention that deserves.
    pub level: Level,
    /// Rule file.
    pub file: String,
    /// SHA-256 of the practice in the rules.
    pub rule: String,
}

/// How a report and its repetition compare.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verification {
    /// Whether the report still says the same about the same captures.
    pub same: bool,
    /// Version of Trainspotter then and now.
    pub version: (String, String),
    /// Captures of the report that were not given, by name.
    pub missing: Vec<String>,
    /// Captures given that the report does not know, by name.
    pub added: Vec<String>,
    /// Rule files that changed, came or went.
    pub rules: Vec<String>,
    /// What the report says differently now.
    pub differences: Vec<Difference>,
    /// Findings that are the same.
    pub unchanged: usize,
}

/// One thing that a report says differently now.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    /// App, tenant and practice or activity.
    pub about: String,
    /// What was said then; absent if nothing.
    pub then: Option<String>,
    /// What is said now; absent if nothing.
    pub now: Option<String>,
    /// What made the difference.
    pub because: Cause,
}

/// What made a difference.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The captures are not the same.
    Captures,
    /// The practice in the rules was changed, came or went.
    Practice,
    /// Something else in the rule file was changed: how the app or the activity is recognised.
    RuleFile,
    /// The program is another version.
    Version,
    /// Nothing that is known of: the report was changed, or the result is not reproducible.
    Unexplained,
}

impl Report {
    /// The record of the report.
    pub fn record(&self) -> Record {
        let whole = |input: &&super::Input| !input.name.contains("!/");
        let of_file = |input: &super::Input| {
            let name = input.name.split_once("!/").map_or(input.name.as_str(), |(archive, _)| archive);
            (input.sha256.clone().unwrap_or_else(|| format!("not computed: {name}")), name.to_owned())
        };
        let inputs =
            self.inputs.iter().filter(whole).chain(self.inputs.iter().filter(|input| !whole(input))).map(of_file);
        let activities = self.apps.iter().flat_map(|app| {
            app.activities.iter().map(|entry| RecordedActivity {
                app: app.app.clone(),
                tenant: app.tenant.clone(),
                activity: entry.activity,
                count: entry.count,
            })
        });
        let findings = self.apps.iter().flat_map(|app| {
            app.findings.iter().map(|reported| RecordedFinding {
                app: app.app.clone(),
                tenant: app.tenant.clone(),
                practice: reported.finding.practice.clone(),
                verdict: reported.finding.verdict,
                level: reported.finding.level,
                file: reported.finding.why.file.clone(),
                rule: reported.rule.clone(),
            })
        });
        Record {
            schema: 1,
            version: self.rules.version.clone(),
            rules: self.rules.sha256.clone(),
            files: self.rules.files.clone(),
            now: self.rules.now.clone(),
            context: self.context.clone(),
            ids_kept: self.ids_kept,
            published: self.published,
            inputs: inputs.collect(),
            unmatched: self.unmatched.requests,
            activities: activities.collect(),
            findings: findings.collect(),
        }
    }
}

impl Record {
    /// Finds the record in a report of any form that carries one: JSON, HTML or SARIF.
    ///
    /// # Errors
    /// The text carries no record; the answer says what to do.
    pub fn find(text: &str) -> Result<Record, String> {
        const NONE: &str =
            "this is no report of Trainspotter that can be verified; give one in the form json, html or sarif";
        let broken = |error: serde_json::Error| format!("the record in this report cannot be read: {error}");
        const META: &str = "<meta name=\"trainspotter-record\" content=\"";
        if let Some((_, rest)) = text.split_once(META) {
            let content = rest.split('"').next().unwrap_or_default();
            let json = content.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            return serde_json::from_str(&json).map_err(broken);
        }
        let value: serde_json::Value = serde_json::from_str(text).map_err(|_| NONE.to_owned())?;
        let record = value.get("record").or_else(|| value.pointer("/runs/0/properties/record"));
        record.map_or_else(|| Err(NONE.to_owned()), |record| Record::deserialize(record).map_err(broken))
    }

    /// Compares a record with its repetition.
    pub fn verify(&self, again: &Record) -> Verification {
        let names = |one: &Record, other: &Record| {
            let of_one = one.inputs.iter().filter(|(sum, _)| !other.inputs.contains_key(*sum));
            of_one.map(|(_, name)| name.clone()).collect::<Vec<_>>()
        };
        let (missing, added) = (names(self, again), names(again, self));
        let all: BTreeSet<&String> = self.files.keys().chain(again.files.keys()).collect();
        let rules = all.into_iter().filter_map(|name| match (self.files.get(name), again.files.get(name)) {
            (Some(then), Some(now)) if then == now => None,
            (Some(_), Some(_)) => Some(format!("{name} was changed")),
            (Some(_), None) => Some(format!("{name} is gone")),
            (None, _) => Some(format!("{name} is new")),
        });
        let same_captures = missing.is_empty() && added.is_empty();
        let mut differences = self.findings_that_differ(again, same_captures);
        let unchanged =
            self.findings.iter().filter(|finding| again.said(finding).is_some_and(|now| same(finding, now))).count();
        differences.extend(self.activities_that_differ(again, same_captures));
        Verification {
            same: same_captures && differences.is_empty(),
            version: (self.version.clone(), again.version.clone()),
            missing,
            added,
            rules: rules.collect(),
            differences,
            unchanged,
        }
    }

    fn said(&self, finding: &RecordedFinding) -> Option<&RecordedFinding> {
        let key = |finding: &RecordedFinding| (finding.app.clone(), finding.tenant.clone(), finding.practice.clone());
        self.findings.iter().find(|known| key(known) == key(finding))
    }

    fn findings_that_differ(&self, again: &Record, same_captures: bool) -> Vec<Difference> {
        let say = |finding: &RecordedFinding| format!("{} ({})", finding.verdict.as_str(), finding.level.as_str());
        let new = again.findings.iter().filter(|finding| self.said(finding).is_none());
        let pairs =
            self.findings.iter().map(|then| (Some(then), again.said(then))).chain(new.map(|now| (None, Some(now))));
        pairs
            .filter(|(then, now)| !matches!((then, now), (Some(then), Some(now)) if same(then, now)))
            .filter_map(|(then, now)| {
                let either = then.or(now)?;
                let because = if !same_captures {
                    Cause::Captures
                } else if then.map(|then| &then.rule) != now.map(|now| &now.rule) {
                    // A finding that came or went may have a practice that is as it was.
                    match self.files.get(&either.file) == again.files.get(&either.file) {
                        true => self.cause_without_rules(again),
                        false => Cause::Practice,
                    }
                } else {
                    self.cause_in_file(again, &either.file)
                };
                Some(Difference {
                    about: about(&either.app, either.tenant.as_deref(), &either.practice),
                    then: then.map(say),
                    now: now.map(say),
                    because,
                })
            })
            .collect()
    }

    fn activities_that_differ(&self, again: &Record, same_captures: bool) -> Vec<Difference> {
        let key = |entry: &RecordedActivity| about(&entry.app, entry.tenant.as_deref(), entry.activity.as_str());
        let counts = |record: &Record| {
            record.activities.iter().map(|entry| (key(entry), entry.count)).collect::<BTreeMap<_, _>>()
        };
        let (mut then, mut now) = (counts(self), counts(again));
        then.insert("requests that no rule knows".to_owned(), self.unmatched);
        now.insert("requests that no rule knows".to_owned(), again.unmatched);
        let all: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
        let differ = all.into_iter().filter(|about| then.get(*about) != now.get(*about));
        let because = if !same_captures {
            Cause::Captures
        } else if self.files != again.files {
            Cause::RuleFile
        } else {
            self.cause_without_rules(again)
        };
        let say = |count: Option<&u64>| count.map(|count| format!("{count} times"));
        differ
            .map(|about| Difference {
                about: about.clone(),
                then: say(then.get(about)),
                now: say(now.get(about)),
                because,
            })
            .collect()
    }

    fn cause_in_file(&self, again: &Record, file: &str) -> Cause {
        if self.files.get(file) != again.files.get(file) { Cause::RuleFile } else { self.cause_without_rules(again) }
    }

    fn cause_without_rules(&self, again: &Record) -> Cause {
        if self.version != again.version { Cause::Version } else { Cause::Unexplained }
    }
}

fn same(then: &RecordedFinding, now: &RecordedFinding) -> bool {
    (then.verdict, then.level) == (now.verdict, now.level)
}

fn about(app: &str, tenant: Option<&str>, what: &str) -> String {
    tenant.map_or_else(|| format!("{app}: {what}"), |tenant| format!("{app}, {tenant}: {what}"))
}
