//! What a well-formed rule file must still get right: ids, references, evidence, patterns.

use crate::pattern::PatternError;
use crate::practice::{Channel, Practice, Scope, Training};
use crate::problem::Problem;
use crate::rule::App;
use crate::ruleset::RuleFile;
use std::collections::HashMap;

/// Longest locator phrase, in words.
const LOCATOR_WORDS: usize = 12;

/// Checks a set of files together and returns every mistake.
pub(crate) fn check(files: &[RuleFile]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut apps: HashMap<&str, &str> = HashMap::new();
    let mut practices: HashMap<&str, &str> = HashMap::new();
    let mut hosts: HashMap<String, &str> = HashMap::new();
    for file in files {
        let mut report = |pointer: String, code, message: String| {
            problems.push(Problem::new(&file.name, pointer, code, message));
        };
        let vendor = &file.rules.vendor.id;
        if file.name.rsplit('/').next() != Some(&format!("{vendor}.json")) {
            report(
                "/vendor/id".to_owned(),
                "file-name",
                format!("the file of vendor \"{vendor}\" must be named {vendor}.json"),
            );
        }
        for (number, app) in file.rules.apps.iter().enumerate() {
            let pointer = format!("/apps/{number}");
            if let Some(other) = apps.insert(&app.id, &file.name) {
                report(
                    format!("{pointer}/id"),
                    "duplicate-id",
                    format!("app \"{}\" is already defined in {other}; choose another id", app.id),
                );
            }
            for host in app.pages.iter().flat_map(|pages| &pages.hosts) {
                if let Some(other) = hosts.insert(host.to_string(), &file.name).filter(|other| *other != file.name) {
                    report(
                        format!("{pointer}/pages"),
                        "duplicate-host",
                        format!("{host} already belongs to {other}; a page belongs to one vendor"),
                    );
                }
            }
            check_app(app, &pointer, &mut report);
        }
        for (number, practice) in file.rules.practices.iter().enumerate() {
            let pointer = format!("/practices/{number}");
            if let Some(other) = practices.insert(&practice.id, &file.name) {
                report(
                    format!("{pointer}/id"),
                    "duplicate-id",
                    format!("practice \"{}\" is already defined in {other}; ids are never used twice", practice.id),
                );
            }
            check_practice(practice, &file.rules.apps, &pointer, &mut report);
        }
        for (app, pointer, id) in setting_references(file) {
            if !file.rules.practices.iter().any(|practice| practice.id == *id) {
                report(
                    pointer,
                    "dangling-reference",
                    format!("a setting of \"{app}\" names practice \"{id}\", which this file does not have"),
                );
            }
        }
    }
    problems
}

fn setting_references(file: &RuleFile) -> impl Iterator<Item = (&str, String, &String)> {
    file.rules.apps.iter().enumerate().flat_map(|(app_number, app)| {
        app.settings.iter().enumerate().flat_map(move |(number, setting)| {
            let pointer = format!("/apps/{app_number}/settings/{number}/practices");
            setting.practices.iter().map(move |id| (app.id.as_str(), pointer.clone(), id))
        })
    })
}

fn check_app(app: &App, pointer: &str, report: &mut impl FnMut(String, &'static str, String)) {
    if app.pages.iter().all(|pages| pages.hosts.is_empty()) {
        report(format!("{pointer}/pages"), "no-host", "an app needs at least one page host".to_owned());
    }
    unique(app.indicators.iter().map(|indicator| &indicator.id), &format!("{pointer}/indicators"), report);
    unique(app.surfaces.iter().map(|surface| &surface.id), &format!("{pointer}/surfaces"), report);
    unique(app.settings.iter().map(|setting| &setting.id), &format!("{pointer}/settings"), report);
    unique(app.plans.iter().map(|plan| &plan.id), &format!("{pointer}/plans"), report);
    let mut form = |pointer: String, result: Result<(), PatternError>| {
        if let Err(error) = result {
            report(pointer, "wrong-pattern", error.to_string());
        }
    };
    for (number, indicator) in app.indicators.iter().enumerate() {
        for (path_number, path) in indicator.paths.iter().enumerate() {
            form(format!("{pointer}/indicators/{number}/paths/{path_number}"), path.check());
        }
    }
    for (number, source) in app.tenant.iter().flat_map(|tenant| &tenant.from).enumerate() {
        let place = format!("{pointer}/tenant/from/{number}");
        form(place.clone(), source.form.as_ref().map_or(Ok(()), |expression| expression.check()));
        form(place, source.path.as_ref().map_or(Ok(()), |path| path.check()));
    }
    for (number, tenant_source) in app.tenant.iter().flat_map(|tenant| &tenant.from).enumerate() {
        if tenant_source.path.as_ref().is_some_and(|path| path.tenant_segment().is_none()) {
            report(
                format!("{pointer}/tenant/from/{number}/path"),
                "no-tenant",
                "the path must have a {tenant} segment".to_owned(),
            );
        }
    }
    for (number, surface) in app.surfaces.iter().enumerate() {
        let empty = surface.selectors.is_empty() && surface.named.is_empty();
        if empty || surface.selectors.iter().any(|selector| selector.trim().is_empty()) {
            report(
                format!("{pointer}/surfaces/{number}/selectors"),
                "no-selector",
                "a surface needs at least one selector".to_owned(),
            );
        }
    }
}

fn unique<'i>(
    ids: impl Iterator<Item = &'i String>,
    pointer: &str,
    report: &mut impl FnMut(String, &'static str, String),
) {
    let mut seen: Vec<&String> = Vec::new();
    for (number, id) in ids.enumerate() {
        if seen.contains(&id) {
            report(
                format!("{pointer}/{number}/id"),
                "duplicate-id",
                format!("\"{id}\" is used twice; choose another id"),
            );
        }
        seen.push(id);
    }
}

fn check_practice(
    practice: &Practice,
    apps: &[App],
    pointer: &str,
    report: &mut impl FnMut(String, &'static str, String),
) {
    let own: Vec<&App> = apps.iter().filter(|app| practice.apps.contains(&app.id)).collect();
    for (number, id) in practice.apps.iter().enumerate() {
        if !apps.iter().any(|app| app.id == *id) {
            report(
                format!("{pointer}/apps/{number}"),
                "dangling-reference",
                format!("there is no app \"{id}\" in this file"),
            );
        }
    }
    let scopes =
        [("scope", &practice.scope), ("optOut/only", &practice.opt_out.only)].map(|(at, scope)| (at.to_owned(), scope));
    let case = |name: &'static str| {
        move |(number, case): (usize, &'_ crate::practice::Case)| (format!("{name}/{number}/when"), case.when.clone())
    };
    let cases: Vec<(String, Scope)> = practice
        .cases
        .iter()
        .enumerate()
        .map(case("cases"))
        .chain(practice.exceptions.iter().enumerate().map(case("exceptions")))
        .chain(scopes.map(|(at, scope)| (at, scope.clone())))
        .collect();
    for (at, scope) in &cases {
        for plan in &scope.plans {
            if !own.iter().any(|app| app.plans.iter().any(|known| known.id == *plan)) {
                report(
                    format!("{pointer}/{at}/plans"),
                    "dangling-reference",
                    format!("no app of this practice has a plan \"{plan}\""),
                );
            }
        }
    }
    if practice.training == Training::ByPlan && practice.cases.is_empty() {
        report(
            format!("{pointer}/cases"),
            "no-cases",
            "\"by-plan\" needs cases that say what holds for which plan".to_owned(),
        );
    }
    check_evidence(practice, pointer, report);
    if matches!(practice.opt_out.channel, Channel::Email) && practice.opt_out.letter.is_none() {
        report(format!("{pointer}/optOut"), "no-letter", "a way out by e-mail needs a letter".to_owned());
    }
    if practice.opt_out.letter.as_ref().is_some_and(|letter| !letter.body.contains_key("en")) {
        report(
            format!("{pointer}/optOut/letter/body"),
            "no-english",
            "a letter needs an English text (\"en\")".to_owned(),
        );
    }
    if practice.examples.is_empty() {
        report(
            format!("{pointer}/examples"),
            "no-example",
            "add at least one signal that must lead to this practice".to_owned(),
        );
    }
    if practice.near_misses.is_empty() {
        report(
            format!("{pointer}/nearMisses"),
            "no-near-miss",
            "add at least one signal that looks alike and must stay quiet".to_owned(),
        );
    }
}

fn check_evidence(practice: &Practice, pointer: &str, report: &mut impl FnMut(String, &'static str, String)) {
    if practice.evidence.is_empty() {
        report(
            format!("{pointer}/evidence"),
            "no-evidence",
            "a practice without dated evidence does not exist; add at least one source".to_owned(),
        );
    }
    for (number, evidence) in practice.evidence.iter().enumerate() {
        let words = evidence.locator.split_whitespace().count();
        if words == 0 || words > LOCATOR_WORDS {
            report(
                format!("{pointer}/evidence/{number}/locator"),
                "locator-length",
                format!("the locator has {words} words; 1 to {LOCATOR_WORDS} are allowed"),
            );
        }
        if !evidence.url.starts_with("https://") || evidence.url.contains(char::is_whitespace) {
            report(
                format!("{pointer}/evidence/{number}/url"),
                "wrong-url",
                "the address must start with https:// and have no spaces".to_owned(),
            );
        }
    }
    for (number, side) in practice
        .disagreements
        .iter()
        .enumerate()
        .flat_map(|(number, entry)| entry.sides.iter().map(move |side| (number, side)))
    {
        if !practice.evidence.iter().any(|evidence| evidence.url == side.url) {
            report(
                format!("{pointer}/disagreements/{number}"),
                "dangling-reference",
                format!("{} is not among the evidence of this practice", side.url),
            );
        }
    }
}
