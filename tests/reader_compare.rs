//! What became of a passage, and of the words by which a rule's evidence is found.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use trainspotter::practice::Training;
use trainspotter::reader::html::from_html;
use trainspotter::reader::markdown::from_markdown;
use trainspotter::reader::{Document, Expected, Outcome, Reader};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/reader");

fn cases(name: &str) -> Vec<Value> {
    let text = fs::read_to_string(format!("{FOLDER}/{name}")).expect("a file");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

fn text<'a>(case: &'a Value, field: &str) -> &'a str {
    case[field].as_str().unwrap_or_default()
}

fn outcome(case: &Value) -> Outcome {
    match text(case, "outcome") {
        "unchanged" => Outcome::Unchanged,
        "reworded" => Outcome::Reworded,
        "changed" => Outcome::Changed,
        "removed" => Outcome::Removed,
        other => panic!("{other} is no outcome"),
    }
}

#[test]
fn words_that_are_turned_round_where_they_stand_are_changed() {
    let reader = Reader::shipped();
    let all = cases("located.jsonl");
    let mut wrong = Vec::new();
    for case in &all {
        let page = text(case, "page");
        let page = if page.contains('<') { from_html(page).expect("flat") } else { Document::from_text(page) };
        let training: Training = serde_json::from_value(case["training"].clone()).expect("a default");
        let found = reader.locate(text(case, "locator"), Expected::from(training), &page);
        if found.outcome != outcome(case) {
            wrong.push(format!("{:?} {:?}: {case}", found.outcome, found.differences));
        }
    }
    assert!(all.len() >= 60, "only {} cases", all.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

/// Counts by outcome that was right, and by that which was given.
#[test]
fn pairs_of_versions_are_told_apart() {
    let reader = Reader::shipped();
    let all = cases("pairs/pairs.jsonl");
    let (mut right, mut wrong, mut silent) = (BTreeMap::new(), Vec::new(), Vec::new());
    for case in &all {
        let frame = fs::read_to_string(format!("{FOLDER}/pairs/{}.md", text(case, "page"))).expect("a page");
        let found = reader.compare(text(case, "passage"), &from_markdown(&frame.replace("{}", text(case, "now"))));
        let wanted = outcome(case);
        if found.outcome == wanted {
            *right.entry(text(case, "outcome")).or_insert(0) += 1;
        } else {
            wrong.push(format!("{:?}: {case}", found.outcome));
        }
        if found.outcome == Outcome::Unchanged && matches!(wanted, Outcome::Changed | Outcome::Removed) {
            silent.push(text(case, "passage"));
        }
    }
    assert_eq!(silent, Vec::<&str>::new(), "changed or removed, and called unchanged");
    let sum: usize = right.values().sum();
    assert!(all.len() >= 374 && sum * 100 >= all.len() * 94, "{right:?} of {}:\n{}", all.len(), wrong.join("\n"));
    assert_eq!(right.len(), 4, "{right:?}");
}
