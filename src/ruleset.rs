//! A set of rule files, loaded: what is well-formed is used, what is not is reported.
//!
//! One bad file never silences the others. Shipped rules were checked by the build and are only
//! parsed; rules from elsewhere go through [`Ruleset::load`], which reports every problem.

use crate::check;
use crate::date::PartialDate;
use crate::engine::Engine;
use crate::examples;
use crate::matcher::AppRef;
use crate::practice::Practice;
use crate::problem::Problem;
use crate::rule::{App, SCHEMA_VERSION, VendorFile};
use crate::schema;
use include_dir::{Dir, include_dir};
use serde::Deserialize;

static SHIPPED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/extension/rules");

/// A rule file and its name.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// Name, for messages.
    pub name: String,
    /// Content.
    pub rules: VendorFile,
    /// Whether it was added by a user or an organisation, and does not ship with this version.
    pub custom: bool,
}

/// A set of rule files.
#[derive(Clone, Debug, Default)]
pub struct Ruleset {
    files: Vec<RuleFile>,
}

#[derive(Deserialize)]
struct SchemaOnly {
    schema: u32,
}

impl Ruleset {
    /// Names and texts of the rule files that ship with this version.
    pub fn shipped_texts() -> impl Iterator<Item = (&'static str, &'static str)> {
        SHIPPED.files().filter_map(|file| {
            let name = file.path().file_name()?.to_str()?;
            (name.ends_with(".json") && name != schema::FILE_NAME).then_some((name, file.contents_utf8()?))
        })
    }

    /// The rules that ship with this version, which the build has checked.
    pub fn shipped() -> Ruleset {
        let parse = |(name, text): (&str, &str)| {
            Some(RuleFile { name: name.to_owned(), rules: serde_json::from_str(text).ok()?, custom: false })
        };
        let mut files: Vec<RuleFile> = Ruleset::shipped_texts().filter_map(parse).collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ruleset { files }
    }

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
        let mut ruleset = self;
        for (name, text) in texts {
            match parse(name, text) {
                // A file that has the name of a shipped one must not be mistaken for it in a report.
                Ok(_) if custom && ruleset.files.iter().any(|file| file.name == name) => {
                    let message = format!("there is a rule file {name} already; give your vendor another id");
                    problems.push(Problem::new(name, "/vendor/id", "duplicate-id", message));
                }
                Ok(rules) => ruleset.files.push(RuleFile { name: name.to_owned(), rules, custom }),
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

    fn leave_out(&mut self, problems: &[Problem], custom: bool) {
        let wrong = |file: &RuleFile| problems.iter().any(|problem| problem.file == file.name);
        self.files.retain(|file| file.custom != custom || !wrong(file));
    }

    /// The files of the set.
    pub fn files(&self) -> &[RuleFile] {
        &self.files
    }

    /// Every practice with the file it stands in.
    pub fn practices(&self) -> impl Iterator<Item = (&RuleFile, &Practice)> {
        self.files.iter().flat_map(|file| file.rules.practices.iter().map(move |practice| (file, practice)))
    }

    /// A practice by id, with the file it stands in.
    pub fn practice(&self, id: &str) -> Option<(&RuleFile, &Practice)> {
        self.practices().find(|(_, practice)| practice.id == id)
    }

    /// Hosts on whose pages the extension runs, sorted, without repetition.
    pub fn page_hosts(&self) -> Vec<String> {
        let pages = self.apps().flat_map(|(_, app)| &app.pages).flat_map(|pages| &pages.hosts);
        let mut hosts: Vec<String> = pages.map(ToString::to_string).collect();
        hosts.sort();
        hosts.dedup();
        hosts
    }

    pub(crate) fn apps(&self) -> impl Iterator<Item = (AppRef, &App)> {
        self.files.iter().enumerate().flat_map(|(file, rules)| {
            rules.rules.apps.iter().enumerate().map(move |(app, entry)| (AppRef { file, app }, entry))
        })
    }

    pub(crate) fn app(&self, at: AppRef) -> &App {
        &self.files[at.file].rules.apps[at.app]
    }

    pub(crate) fn app_by_id(&self, id: &str) -> Option<(AppRef, &App)> {
        self.apps().find(|(_, app)| app.id == id)
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
