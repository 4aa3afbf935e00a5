//! What the guides say about the rules holds: the commented rule is sound, and the numbers are those of the rules.

use std::fs;
use trainspotter::verdict::Verdict;
use trainspotter::{Engine, PartialDate, Ruleset, examples};

fn guide(name: &str) -> String {
    fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).expect("the guide")
}

#[test]
fn the_commented_rule_is_sound_and_does_what_its_examples_say() {
    let guide = guide("CONTRIBUTING.md");
    let (_, rest) = guide.split_once("```jsonc\n").expect("the rule");
    let (rule, _) = rest.split_once("```").expect("its end");
    let without_comment = |line: &str| line.split_once(" //").map_or(line, |(before, _)| before).to_owned();
    let text: Vec<String> = rule.lines().map(without_comment).collect();
    let (rules, problems) =
        Ruleset::load([("deepseek.json", text.join("\n").as_str())], PartialDate::new(2026, 11, 24));
    assert!(problems.is_empty(), "{problems:#?}");
    let counts = examples::run(&Engine::new(rules)).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!((counts.examples, counts.near_misses), (1, 1));
}

#[test]
fn the_numbers_in_the_guides_are_those_of_the_rules() {
    let rules = Ruleset::shipped();
    let hosts = rules.page_hosts();
    let wide = hosts.iter().filter(|host| host.starts_with("*.")).count();
    let (practices, vendors) = (rules.practices().count(), rules.files().len());
    let listed = format!("{} entries, {wide} of them wildcards, for {vendors} vendors", hosts.len());
    assert!(guide("docs/how-we-decide.md").contains(&listed), "hosts: {listed}");
    let known = format!("{practices} practices of {vendors} vendors");
    assert!(guide("README.md").contains(&known), "rules: {known}");
}

#[test]
fn every_verdict_has_its_criterion() {
    let guide = guide("docs/how-we-decide.md");
    let verdicts = [
        Verdict::TrainsByDefault,
        Verdict::Depends,
        Verdict::Announced,
        Verdict::Reported,
        Verdict::OptedOut,
        Verdict::OptIn,
        Verdict::NoTraining,
        Verdict::ImprovementOnly,
        Verdict::ProcessingOnly,
        Verdict::NotVendorTraining,
        Verdict::NotStated,
        Verdict::Unknown,
    ];
    for verdict in verdicts {
        let row = format!("| `{}` |", verdict.as_str());
        assert_eq!(guide.lines().filter(|line| line.starts_with(&row)).count(), 1, "{row}");
    }
    assert_eq!(verdicts.len(), 12);
}
