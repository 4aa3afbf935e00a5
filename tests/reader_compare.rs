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

/// Of the pairs of a file, those that were told apart rightly, by outcome, and a line for each that was not.
fn told_apart(file: &str) -> (BTreeMap<String, usize>, Vec<String>) {
    let reader = Reader::shipped();
    let (mut right, mut wrong, mut silent) = (BTreeMap::new(), Vec::new(), Vec::new());
    for case in cases(&format!("pairs/{file}")) {
        let frame = fs::read_to_string(format!("{FOLDER}/pairs/{}.md", text(&case, "page"))).expect("a page");
        let found = reader.compare(text(&case, "passage"), &from_markdown(&frame.replace("{}", text(&case, "now"))));
        let wanted = outcome(&case);
        if found.outcome == wanted {
            *right.entry(text(&case, "outcome").to_owned()).or_insert(0) += 1;
        } else {
            wrong.push(format!("{:?} {:?}: {case}", found.outcome, found.differences));
        }
        if found.outcome == Outcome::Unchanged && matches!(wanted, Outcome::Changed | Outcome::Removed) {
            silent.push(text(&case, "passage").to_owned());
        }
    }
    assert_eq!(silent, Vec::<String>::new(), "changed or removed, and called unchanged");
    assert_eq!(right.len(), 4, "{right:?}");
    (right, wrong)
}

/// Asserts that so many of a hundred are right.
fn assert_share(file: &str, least: usize, share: usize) {
    let (right, wrong) = told_apart(file);
    let sum: usize = right.values().sum();
    let all = sum + wrong.len();
    println!("{file}: {sum} of {all} {right:?}");
    assert!(all >= least && sum * 100 >= all * share, "{right:?}, {sum} of {all}:\n{}", wrong.join("\n"));
}

#[test]
fn pairs_of_versions_are_told_apart() {
    assert_share("pairs.jsonl", 374, 94);
}

/// As policies are rewritten: sentences turned round, joined and split, with other words.
#[test]
fn policies_drafted_anew_are_told_apart() {
    assert_share("drafted.jsonl", 90, 90);
}

/// More of that kind.
#[test]
fn more_policies_drafted_anew_are_told_apart() {
    assert_share("further.jsonl", 59, 90);
}

/// Of numbering and headings only what says nothing may come and go.
#[test]
fn what_stands_in_front_or_in_brackets_is_overlooked_only_where_it_says_nothing() {
    let reader = Reader::shipped();
    let became = |passage: &str, now: &str| {
        reader.compare(passage, &Document::from_text(&format!("We sell shoes.\n\n{now}\n\nWe ship worldwide."))).outcome
    };
    let passage = "We do not train models on what you upload.";
    for heading in ["Training: ", "How models are trained \u{2013} ", "(c) ", "4.2 "] {
        assert_eq!(became(passage, &format!("{heading}{passage}")), Outcome::Unchanged, "{heading}");
    }
    let telling = [
        "Enterprise plans: ",
        "Until 2027: ",
        "False: ",
        "In the EU: ",
        "Private uploads: ",
        "Legacy accounts: ",
        "Formerly \u{2013} ",
    ];
    for heading in telling {
        assert_ne!(became(passage, &format!("{heading}{passage}")), Outcome::Unchanged, "{heading}");
    }
    let within = |days: &str| format!("We delete what you upload within {days} days of your request.");
    for (old, new) in [("(3)", "(5)"), ("thirty (30)", "ninety (90)"), ("thirty (30)", "thirty (90)")] {
        assert_ne!(became(&within(old), &within(new)), Outcome::Unchanged, "{old} {new}");
    }
    let list = "We use uploads to (i) scan them, (ii) store them and (iii) train models.";
    let as_list = "We use uploads to\n\n(a) scan them,\n\n(b) store them and\n\n(c) train models.";
    assert_eq!(became(list, as_list), Outcome::Unchanged);
    assert_ne!(became(list, &as_list.replace("(b) store them and\n\n", "")), Outcome::Unchanged);
    assert_eq!(became(passage, &passage.replace("do not train", "do nottrain")), Outcome::Unchanged);
}

/// A sentence that says nothing but what the passage said is what was left of it, whatever it was about.
#[test]
fn what_is_left_of_a_passage_is_its_version() {
    let reader = Reader::shipped();
    let pairs = [
        (
            "As our notice says, we may use what you upload to improve our products (you can opt out of its use for training our models in the settings), to keep them safe and to comply with the law.",
            "As our notice says, we may use what you upload to improve our products, to keep them safe and to comply with the law.",
        ),
        (
            "You grant us a perpetual, worldwide and transferable licence to use your drawings for operating, selling and improving the gallery, including to improve the machine learning models that sort it.",
            "You grant us a licence to use your drawings for operating and improving the gallery.",
        ),
    ];
    for (passage, now) in pairs {
        let document =
            Document::from_text(&format!("We sell paper.\n\nYou own your drawings.\n\n{now}\n\nWe ship it."));
        let found = reader.compare(passage, &document);
        assert_eq!(found.outcome, Outcome::Changed, "{now}");
        assert_eq!(found.found.map(|range| &document.text[range]), Some(now));
    }
}

/// The same of other vendors. Nothing was fitted to these pairs, nor mended for them.
#[test]
fn policies_held_out_are_told_apart() {
    assert_share("held-out.jsonl", 70, 85);
}
