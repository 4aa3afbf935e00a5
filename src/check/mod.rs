//! What a well-formed rule file must still get right: ids, references, evidence, patterns.
//!
//! Every mistake of every file is reported, each with a stable code. [`crate::explain`] has more to say on
//! each code.

mod app;
mod practice;

use crate::date::PartialDate;
use crate::problem::Problem;
use crate::rule::App;
use crate::ruleset::RuleFile;
use std::collections::{HashMap, HashSet};

/// Where the check of one file puts what it finds.
struct Reporter<'f> {
    file: &'f str,
    problems: Vec<Problem>,
}

impl Reporter<'_> {
    fn report(&mut self, pointer: String, code: &'static str, message: String) {
        self.problems.push(Problem::new(self.file, pointer, code, message));
    }

    /// An id goes into storage, file names and links.
    fn id(&mut self, id: &str, pointer: String) {
        let word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if id.is_empty() || !id.bytes().all(word) || id.starts_with('-') || id.ends_with('-') {
            let message = format!("\"{id}\" is not an id; use lower-case letters, digits and hyphens between them");
            self.report(pointer, "wrong-id", message);
        }
    }

    /// A text that is shown.
    fn text(&mut self, text: &str, pointer: String) {
        if text.trim().is_empty() {
            self.report(pointer, "empty-text", "this must not be empty; say \"not known\" if nothing is".to_owned());
        }
    }

    /// Ids of one list, each used once.
    fn unique<'i>(&mut self, ids: impl Iterator<Item = &'i String>, pointer: &str) {
        let mut seen = HashSet::new();
        for (number, id) in ids.enumerate() {
            if !seen.insert(id) {
                let message = format!("\"{id}\" is used twice; choose another id");
                self.report(format!("{pointer}/{number}/id"), "duplicate-id", message);
            }
        }
    }
}

/// Checks a set of files together and returns every mistake. Without `now` no date counts as future.
pub(crate) fn check(files: &[RuleFile], now: Option<PartialDate>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen = Seen::default();
    let all_apps: Vec<&App> = files.iter().flat_map(|file| &file.rules.apps).collect();
    for file in files {
        let mut reporter = Reporter { file: &file.name, problems: Vec::new() };
        name(file, &mut reporter);
        for (number, app) in file.rules.apps.iter().enumerate() {
            seen.app(file, app, number, &mut reporter);
            app::check(app, &format!("/apps/{number}"), &mut reporter);
        }
        // A file of one's own may speak about an app that ships; a shipped one about its own apps alone.
        let own: Vec<&App> = if file.custom { all_apps.clone() } else { file.rules.apps.iter().collect() };
        for (number, entry) in file.rules.practices.iter().enumerate() {
            let pointer = format!("/practices/{number}");
            if let Some(other) = seen.practices.insert(&entry.id, &file.name) {
                let message =
                    format!("practice \"{}\" is already defined in {other}; ids are never used twice", entry.id);
                reporter.report(format!("{pointer}/id"), "duplicate-id", message);
            }
            practice::check(entry, &own, now, &pointer, &mut reporter);
        }
        setting_references(file, &mut reporter);
        problems.append(&mut reporter.problems);
    }
    problems.extend(practice::replacements(files));
    problems
}

/// What other files of the set have taken already.
#[derive(Default)]
struct Seen<'f> {
    apps: HashMap<&'f str, &'f str>,
    practices: HashMap<&'f str, &'f str>,
    hosts: HashMap<String, &'f str>,
}

impl<'f> Seen<'f> {
    fn app(&mut self, file: &'f RuleFile, app: &'f App, number: usize, reporter: &mut Reporter<'_>) {
        if let Some(other) = self.apps.insert(&app.id, &file.name) {
            let message = format!("app \"{}\" is already defined in {other}; choose another id", app.id);
            reporter.report(format!("/apps/{number}/id"), "duplicate-id", message);
        }
        for host in app.pages.iter().flat_map(|pages| &pages.hosts) {
            let before = self.hosts.get(&host.to_string()).copied();
            match before {
                Some(other) if other != file.name => {
                    let message = format!("{host} already belongs to {other}; a page belongs to one vendor");
                    reporter.report(format!("/apps/{number}/pages"), "duplicate-host", message);
                }
                _ => drop(self.hosts.insert(host.to_string(), &file.name)),
            }
        }
    }
}

fn name(file: &RuleFile, reporter: &mut Reporter<'_>) {
    let vendor = &file.rules.vendor.id;
    reporter.id(vendor, "/vendor/id".to_owned());
    reporter.text(&file.rules.vendor.name, "/vendor/name".to_owned());
    if file.name.rsplit('/').next() != Some(&format!("{vendor}.json")) {
        let message = format!("the file of vendor \"{vendor}\" must be named {vendor}.json");
        reporter.report("/vendor/id".to_owned(), "file-name", message);
    }
}

fn setting_references(file: &RuleFile, reporter: &mut Reporter<'_>) {
    for (app_number, app) in file.rules.apps.iter().enumerate() {
        for (number, setting) in app.settings.iter().enumerate() {
            for id in &setting.practices {
                if !file.rules.practices.iter().any(|practice| practice.id == *id) {
                    let message =
                        format!("a setting of \"{}\" names practice \"{id}\", which this file does not have", app.id);
                    let pointer = format!("/apps/{app_number}/settings/{number}/practices");
                    reporter.report(pointer, "dangling-reference", message);
                }
            }
        }
    }
}
