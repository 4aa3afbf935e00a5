//! The golden cases, natively. The same files run through the real Wasm in `tests/unit/golden.test.js`.

use serde_json::{Map, Value, json};
use std::fs;
use trainspotter::verdict::Level;
use trainspotter::{Context, Engine, Ruleset, Signal};

fn cases(name: &str) -> Value {
    let path = format!("{}/tests/cases/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&fs::read_to_string(path).expect("the file")).expect("JSON")
}

fn context(now: &Value, given: &Value) -> Context {
    let mut fields: Map<String, Value> = given.as_object().cloned().unwrap_or_default();
    fields.entry("now").or_insert_with(|| now.clone());
    serde_json::from_value(Value::Object(fields)).expect("a context")
}

#[test]
fn golden_cases() {
    let file = cases("golden");
    let engine = Engine::new(Ruleset::shipped());
    let list = file["cases"].as_array().expect("cases");
    for case in list {
        let name = case["name"].as_str().expect("a name");
        let signal: Signal = serde_json::from_value(case["signal"].clone()).expect(name);
        let answer = engine.classify(&signal, &context(&file["now"], &case["context"]));
        assert_eq!(json!(answer.app), case["app"], "{name}: app");
        assert_eq!(json!(answer.activity), case["activity"], "{name}: activity");
        if let Some(tenant) = case.get("tenant") {
            assert_eq!(&json!(answer.tenant), tenant, "{name}: tenant");
        }
        let of = |finding: &trainspotter::Finding| (finding.practice.clone(), json!([finding.verdict, finding.level]));
        let all: Map<String, Value> = answer.findings.iter().map(of).collect();
        let loud: Map<String, Value> =
            answer.findings.iter().filter(|finding| finding.level > Level::Info).map(of).collect();
        assert_eq!(Value::Object(loud), case["loud"], "{name}: loud findings");
        for (practice, wanted) in case["includes"].as_object().into_iter().flatten() {
            assert_eq!(all.get(practice), Some(wanted), "{name}: {practice}");
        }
    }
    assert_eq!(list.len(), 59);
}

#[test]
fn booting_and_polling_stay_silent() {
    let file = cases("boot");
    let engine = Engine::new(Ruleset::shipped());
    let context = context(&file["now"], &Value::Null);
    let signals: Vec<Signal> = serde_json::from_value(file["signals"].clone()).expect("signals");
    let mut recognised = 0;
    for signal in &signals {
        let answer = engine.classify(signal, &context);
        recognised += usize::from(answer.activity.is_some());
        assert!(answer.findings.iter().all(|finding| finding.level == Level::Info), "{signal:?} must stay silent");
    }
    assert_eq!(signals.len(), 125);
    assert!(recognised >= 100, "only {recognised} requests were recognised: silence by ignorance does not count");
}
