//! Rules from elsewhere: read, checked together, and left out with all reasons where something is wrong.

use super::{RuleFile, Ruleset};
use crate::date::PartialDate;
use crate::engine::Engine;
use crate::problem::Problem;
use crate::rule::{SCHEMA_VERSION, VendorFile};
use crate::{check, examples, schema};
use serde::Deserialize;

#[derive(Deserialize)]
struct SchemaOnly {
    schema: u32,
}

impl Ruleset {
    /// Loads rule files given as name and text, and reports every problem of every file.
    ///
    /// A file with a problem is left out of the set. Dates after `now`, if it is given, are problems.
    pub fn load<'t>(
        texts: impl IntoIterator<Item = (&'t str, &'t str)>,
        now: Option<PartialDate>,
    ) -> (Ruleset, Vec<Problem>) {
        Ruleset::default().extended(texts, false, now)
    }

    /// Adds files of a user's or an organisation's own, each of which must pass the same check and its own examples.
    ///
    /// A file with a problem is left out and everything that is wrong with it is reported. What ships is never
    /// lost: a host, an app or an id that is taken stays with the shipped file.
    pub fn with_custom<'t>(
        self,
        texts: impl IntoIterator<Item = (&'t str, &'t str)>,
        now: PartialDate,
    ) -> (Ruleset, Vec<Problem>) {
        let (extended, mut problems) = self.extended(texts, true, Some(now));
        let engine = Engine::new(extended);
        if let Err(found) = examples::run_custom(&engine) {
            problems.extend(found);
        }
        let mut extended = engine.into_ruleset();
        extended.leave_out(&problems, true);
        problems.sort();
        (extended, problems)
    }

    fn extended<'t>(
        self,
        texts: impl IntoIterator<Item = (&'t str, &'t str)>,
        custom: bool,
        now: Option<PartialDate>,
    ) -> (Ruleset, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut ruleset = Ruleset { prepared: None, ..self };
        for (name, text) in texts {
            match parse(name, text) {
                // A file that has the name of a shipped one must not be mistaken for it in a report.
                Ok(_) if custom && ruleset.files.iter().any(|file| file.name == name) => {
                    let message = format!("there is a rule file {name} already; give your vendor another id");
                    problems.push(Problem::new(name, "/vendor/id", "duplicate-id", message));
                }
                Ok(rules) => ruleset.files.push(RuleFile { name: name.to_owned(), rules: rules.into(), custom }),
                Err(found) => problems.extend(found),
            }
        }
        let mut found = check::check(&ruleset.files, now);
        // What ships was checked by the build; nothing that is added, and no wrong clock, may take it away.
        let added = |name: &str| ruleset.files.iter().any(|file| file.name == name && file.custom == custom);
        found.retain(|problem| added(&problem.file));
        problems.append(&mut found);
        ruleset.leave_out(&problems, custom);
        problems.sort();
        (ruleset, problems)
    }

    /// The shipped files alone.
    pub fn without_custom(&self) -> Ruleset {
        let files: Vec<RuleFile> = self.files.iter().filter(|file| !file.custom).cloned().collect();
        let prepared = self.prepared.clone().filter(|_| files.len() == self.files.len());
        Ruleset { files, prepared }
    }

    fn leave_out(&mut self, problems: &[Problem], custom: bool) {
        let wrong = |file: &RuleFile| problems.iter().any(|problem| problem.file == file.name);
        let before = self.files.len();
        self.files.retain(|file| file.custom != custom || !wrong(file));
        if self.files.len() != before {
            self.prepared = None;
        }
    }
}

/// Parses one file, or says everything that keeps it from being one.
fn parse(name: &str, text: &str) -> Result<VendorFile, Vec<Problem>> {
    let one = |pointer: &str, code, message: String| vec![Problem::new(name, pointer, code, message)];
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| {
        let message = format!("this is not JSON: {error}; often a comma or a quotation mark is missing just before");
        one("", "not-json", message)
    })?;
    if let Ok(SchemaOnly { schema }) = SchemaOnly::deserialize(&value)
        && schema > SCHEMA_VERSION
    {
        let message = format!(
            "the file needs rule language {schema}, this version understands {SCHEMA_VERSION}; update Trainspotter to use it"
        );
        return Err(one("/schema", "unknown-schema", message));
    }
    let problems = schema::check(name, &value);
    if !problems.is_empty() {
        return Err(problems);
    }
    serde_json::from_value(value).map_err(|error| one("", "invalid", error.to_string()))
}
