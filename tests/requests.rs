//! Requests of the apps, labelled by hand from what is publicly known about them: the activity must be right.
//!
//! The cases are in `tests/cases/requests.json`, one a line, and run through the real Wasm in
//! `tests/unit/labelled-requests.test.js`. A case without activity must not get one.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use trainspotter::{Context, Engine, PartialDate, Ruleset, Signal};

#[test]
fn labelled_requests_get_their_activity() {
    let path = format!("{}/tests/cases/requests.json", env!("CARGO_MANIFEST_DIR"));
    let cases: Vec<Value> = serde_json::from_str(&fs::read_to_string(path).expect("the file")).expect("JSON");
    let engine = Engine::new(Ruleset::shipped());
    let context = Context::on(PartialDate::new(2026, 11, 24).expect("a day"));
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in &cases {
        let mut given = case.clone();
        given["kind"] = json!("request");
        let signal: Signal = serde_json::from_value(given).expect("a request");
        let answer = engine.classify(&signal, &context);
        let (right, all) = counts.entry(case["app"].as_str().unwrap_or("none")).or_default();
        *all += 1;
        // Without an activity it does not matter whether the app was recognised.
        let app = case["activity"].is_null() || json!(answer.app) == case["app"];
        if app && json!(answer.activity) == case["activity"] {
            *right += 1;
        } else {
            let got = (answer.app, answer.activity.map(trainspotter::activity::Activity::as_str));
            wrong.push(format!("{got:?} for {case}"));
        }
    }
    let table: Vec<String> = counts.iter().map(|(app, (right, all))| format!("{app}: {right} of {all}")).collect();
    assert!(wrong.is_empty(), "{}\n{}", table.join("\n"), wrong.join("\n"));
    assert_eq!((cases.len(), counts.len()), (1044, 23));
}
