//! What a practice must get right: references, evidence, ways out, examples.

use super::Reporter;
use crate::date::PartialDate;
use crate::practice::{Case, Channel, Practice, Scope, Training};
use crate::problem::Problem;
use crate::rule::App;
use crate::ruleset::RuleFile;
use std::collections::HashMap;

/// Longest locator phrase, in words: enough to find the passage, too little to be a copy of it.
const LOCATOR_WORDS: usize = 12;

pub(super) fn check(
    practice: &Practice,
    apps: &[&App],
    now: Option<PartialDate>,
    pointer: &str,
    reporter: &mut Reporter<'_>,
) {
    texts(practice, pointer, reporter);
    let own: Vec<&&App> = apps.iter().filter(|app| practice.apps.contains(&app.id)).collect();
    if practice.apps.is_empty() {
        let message = "a practice concerns at least one app; name it".to_owned();
        reporter.report(format!("{pointer}/apps"), "dangling-reference", message);
    }
    for (number, id) in practice.apps.iter().enumerate() {
        if !apps.iter().any(|app| app.id == *id) {
            let message = format!("there is no app \"{id}\" in this file");
            reporter.report(format!("{pointer}/apps/{number}"), "dangling-reference", message);
        }
    }
    for (at, scope) in scopes(practice) {
        for plan in &scope.plans {
            if !own.iter().any(|app| app.plans.iter().any(|known| known.id == *plan)) {
                let message = format!("no app of this practice has a plan \"{plan}\"");
                reporter.report(format!("{pointer}/{at}/plans"), "dangling-reference", message);
            }
        }
    }
    if practice.training == Training::ByPlan && practice.cases.is_empty() {
        let message = "\"by-plan\" needs cases that say what holds for which plan".to_owned();
        reporter.report(format!("{pointer}/cases"), "no-cases", message);
    }
    if let (Some(announced), Some(now)) = (practice.announced, now) {
        future(announced, now, format!("{pointer}/announced"), reporter);
    }
    evidence(practice, now, pointer, reporter);
    opt_out(practice, pointer, reporter);
    examples(practice, pointer, reporter);
}

/// Texts that somebody will read: an empty one would be an empty line.
fn texts(practice: &Practice, pointer: &str, reporter: &mut Reporter<'_>) {
    reporter.id(&practice.id, format!("{pointer}/id"));
    let opt_out = &practice.opt_out;
    let own = [
        ("title", &practice.title),
        ("summary", &practice.summary),
        ("scopeNote", &practice.scope_note),
        ("confidence/why", &practice.confidence.why),
        ("optOut/whoNote", &opt_out.who_note),
        ("optOut/does", &opt_out.does),
        ("optOut/doesNot", &opt_out.does_not),
    ];
    for (field, text) in own {
        reporter.text(text, format!("{pointer}/{field}"));
    }
    for (number, step) in opt_out.steps.iter().enumerate() {
        reporter.text(step, format!("{pointer}/optOut/steps/{number}"));
    }
    for (number, evidence) in practice.evidence.iter().enumerate() {
        reporter.text(&evidence.publisher, format!("{pointer}/evidence/{number}/publisher"));
        reporter.text(&evidence.supports, format!("{pointer}/evidence/{number}/supports"));
    }
}

fn scopes(practice: &Practice) -> impl Iterator<Item = (String, &Scope)> {
    fn cases<'c>(name: &'static str, cases: &'c [Case]) -> impl Iterator<Item = (String, &'c Scope)> {
        cases.iter().enumerate().map(move |(number, case)| (format!("{name}/{number}/when"), &case.when))
    }
    let fixed = [("scope".to_owned(), &practice.scope), ("optOut/only".to_owned(), &practice.opt_out.only)];
    cases("cases", &practice.cases).chain(cases("exceptions", &practice.exceptions)).chain(fixed)
}

fn opt_out(practice: &Practice, pointer: &str, reporter: &mut Reporter<'_>) {
    let opt_out = &practice.opt_out;
    if opt_out.channel == Channel::Email && opt_out.letter.is_none() {
        let message = "a way out by e-mail needs a letter".to_owned();
        reporter.report(format!("{pointer}/optOut"), "no-letter", message);
    }
    if opt_out.letter.as_ref().is_some_and(|letter| !letter.body.contains_key("en")) {
        let message = "a letter needs an English text (\"en\")".to_owned();
        reporter.report(format!("{pointer}/optOut/letter/body"), "no-english", message);
    }
}

fn examples(practice: &Practice, pointer: &str, reporter: &mut Reporter<'_>) {
    if practice.examples.is_empty() {
        let message = "add at least one signal that must lead to this practice".to_owned();
        reporter.report(format!("{pointer}/examples"), "no-example", message);
    }
    if practice.near_misses.is_empty() {
        let message = "add at least one signal that looks alike and must stay quiet".to_owned();
        reporter.report(format!("{pointer}/nearMisses"), "no-near-miss", message);
    }
}

fn evidence(practice: &Practice, now: Option<PartialDate>, pointer: &str, reporter: &mut Reporter<'_>) {
    if practice.evidence.is_empty() {
        let message = "a practice without dated evidence does not exist; add at least one source".to_owned();
        reporter.report(format!("{pointer}/evidence"), "no-evidence", message);
    }
    for (number, evidence) in practice.evidence.iter().enumerate() {
        let place = format!("{pointer}/evidence/{number}");
        let words = evidence.locator.split_whitespace().count();
        if words == 0 || words > LOCATOR_WORDS {
            let message = format!("the locator has {words} words; 1 to {LOCATOR_WORDS} are allowed");
            reporter.report(format!("{place}/locator"), "locator-length", message);
        }
        if !evidence.url.starts_with("https://") || evidence.url.contains(char::is_whitespace) {
            let message = "the address must start with https:// and have no spaces".to_owned();
            reporter.report(format!("{place}/url"), "wrong-url", message);
        }
        if let Some(now) = now {
            future(evidence.checked, now, format!("{place}/checked"), reporter);
        }
    }
    for (number, entry) in practice.disagreements.iter().enumerate() {
        for side in entry.sides.iter().filter(|side| practice.evidence.iter().all(|known| known.url != side.url)) {
            let message = format!("{} is not among the evidence of this practice", side.url);
            reporter.report(format!("{pointer}/disagreements/{number}"), "dangling-reference", message);
        }
    }
}

fn future(date: PartialDate, now: PartialDate, pointer: String, reporter: &mut Reporter<'_>) {
    if date.is_after(now) {
        let message = format!("{date} has not come yet; give the day somebody looked");
        reporter.report(pointer, "future-date", message);
    }
}

/// Practices that take the place of others: only in files of one's own, of practices there are, and never in a circle.
pub(super) fn replacements(files: &[RuleFile]) -> Vec<Problem> {
    let all = || files.iter().flat_map(|file| &file.rules.practices);
    let replaced: HashMap<&str, &[String]> =
        all().map(|practice| (practice.id.as_str(), practice.replaces.as_slice())).collect();
    let mut problems = Vec::new();
    for file in files {
        for (number, practice) in file.rules.practices.iter().enumerate() {
            let pointer = format!("/practices/{number}/replaces");
            let mut report = |code, message: String| problems.push(Problem::new(&file.name, &pointer, code, message));
            if !practice.replaces.is_empty() && !file.custom {
                report("not-custom", "only a file of one's own may replace practices; a shipped one changes the practice and its history".to_owned());
            }
            for id in &practice.replaces {
                if !replaced.contains_key(id.as_str()) {
                    report("dangling-reference", format!("there is no practice \"{id}\" to replace"));
                }
            }
            if leads_to(&practice.id, &practice.id, &replaced) {
                report(
                    "cyclic-reference",
                    format!("\"{}\" ends up replacing itself; leave out one of the steps", practice.id),
                );
            }
        }
    }
    problems
}

/// Whether following `replaces` from one practice reaches another. Visits each practice once.
fn leads_to(from: &str, wanted: &str, replaced: &HashMap<&str, &[String]>) -> bool {
    let mut seen = Vec::new();
    let mut waiting = vec![from];
    while let Some(id) = waiting.pop() {
        for next in replaced.get(id).into_iter().flat_map(|list| list.iter()) {
            if next == wanted {
                return true;
            }
            if !seen.contains(&next.as_str()) {
                seen.push(next);
                waiting.push(next);
            }
        }
    }
    false
}
