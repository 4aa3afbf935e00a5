//! The shipped rules: well-formed, tested by themselves, and described by the schema beside them.

use serde_json::{Value, json};
use std::fs;
use trainspotter::rule::VendorFile;
use trainspotter::{Engine, Ruleset, examples};

fn shipped() -> Vec<(&'static str, &'static str)> {
    Ruleset::shipped_texts().collect()
}

#[test]
fn every_shipped_file_is_without_problems() {
    let (rules, problems) = Ruleset::load(shipped());
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!(rules.files().len(), shipped().len());
    assert_eq!(Ruleset::shipped().files().len(), shipped().len());
}

#[test]
fn every_example_and_near_miss_comes_out_as_written() {
    let engine = Engine::new(Ruleset::shipped());
    let counts = examples::run(&engine).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let practices = engine.ruleset().practices().count();
    assert!(counts.examples >= practices && counts.near_misses >= practices && practices >= 14, "{counts:?}");
}

#[test]
fn the_schema_file_equals_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/extension/rules/schema.json");
    let file: Value = serde_json::from_str(&fs::read_to_string(path).expect("the file")).expect("JSON");
    let types = serde_json::to_value(schemars::schema_for!(VendorFile)).expect("JSON");
    assert_eq!(file, types, "write it anew: trainspotter rules schema > extension/rules/schema.json");
}

/// A minimal file that is in order.
fn sound() -> Value {
    let signal = json!({"kind": "request", "url": "https://app.lantern.example/api/send"});
    json!({
        "schema": 1,
        "vendor": {"id": "lantern", "name": "Lantern"},
        "apps": [{
            "id": "lantern", "name": "Lantern", "pages": [{"hosts": ["app.lantern.example"]}],
            "plans": [{"id": "free", "name": "Free"}],
            "indicators": [{"id": "send", "activity": "message.send", "confidence": "A", "paths": ["/api/send"]}]
        }],
        "practices": [{
            "id": "lantern-ranking", "apps": ["lantern"], "title": "Ranking", "summary": "Ranks.",
            "activities": ["message.send"], "model": "traditional-ml", "data": ["usage"],
            "identifiability": {"is": "aggregated"}, "training": "yes", "scopeNote": "all",
            "confidence": {"level": "high", "why": "said so"},
            "optOut": {"who": [], "whoNote": "Nobody.", "channel": "none", "does": "-", "doesNot": "-"},
            "evidence": [{"url": "https://lantern.example/terms", "publisher": "Lantern", "kind": "primary",
                "supports": "All.", "locator": "we rank", "checked": "2026-10-01"}],
            "examples": [{"signal": signal, "verdict": "trains-by-default", "level": "alert"}],
            "nearMisses": [{"signal": {"kind": "page", "url": "https://lantern.example/"}, "because": "No app."}]
        }]
    })
}

fn problems(file: &Value) -> Vec<(String, &'static str)> {
    let text = file.to_string();
    let (_, problems) = Ruleset::load([("lantern.json", text.as_str())]);
    assert!(problems.iter().all(|problem| problem.file == "lantern.json" && problem.message.len() > 10));
    problems.into_iter().map(|problem| (problem.pointer, problem.code)).collect()
}

#[test]
fn a_sound_file_has_no_problem() {
    assert_eq!(problems(&sound()), []);
}

#[test]
fn ten_mistakes_of_form_are_all_reported() {
    let mut file = sound();
    file["vendor"]["nmae"] = json!("x");
    file["apps"][0]["pages"] = json!("app.lantern.example");
    file["apps"][0].as_object_mut().expect("an app").remove("name");
    file["apps"][0]["indicators"][0]["activity"] = json!("message.sent");
    file["apps"][0]["indicators"][0]["confidence"] = json!("a");
    file["practices"][0]["training"] = json!(true);
    file["practices"][0]["evidence"][0]["checked"] = json!("yesterday");
    file["practices"][0]["evidence"][0].as_object_mut().expect("evidence").remove("locator");
    file["practices"][0]["optOut"]["channel"] = json!("fax");
    file["practices"][0]["examples"][0]["signal"] = json!({"kind": "smoke"});
    let found = problems(&file);
    let wanted = [
        ("/apps/0", "missing-field"),
        ("/apps/0/indicators/0/activity", "unknown-value"),
        ("/apps/0/indicators/0/confidence", "unknown-value"),
        ("/apps/0/pages", "wrong-type"),
        ("/practices/0/evidence/0", "missing-field"),
        ("/practices/0/evidence/0/checked", "wrong-date"),
        ("/practices/0/examples/0/signal", "unknown-kind"),
        ("/practices/0/optOut/channel", "unknown-value"),
        ("/practices/0/training", "unknown-value"),
        ("/vendor/nmae", "unknown-field"),
    ];
    assert_eq!(found, wanted.map(|(pointer, code)| (pointer.to_owned(), code)));
}

#[test]
fn ten_mistakes_of_meaning_are_all_reported() {
    let mut file = sound();
    file["vendor"]["id"] = json!("lamp");
    let twin = file["apps"][0]["indicators"][0].clone();
    file["apps"][0]["indicators"].as_array_mut().expect("indicators").push(twin);
    file["apps"][0]["indicators"][0]["paths"] = json!(["/{id:(}"]);
    file["apps"][0]["surfaces"] = json!([{"id": "s", "selectors": [""], "on": "click", "confidence": "B"}]);
    file["apps"][0]["settings"] =
        json!([{"id": "s", "practices": ["nothing"], "role": "switch", "names": ["x"], "onMeans": "blocks"}]);
    file["practices"][0]["apps"] = json!(["lantern", "torch"]);
    file["practices"][0]["scope"] = json!({"plans": ["gold"]});
    file["practices"][0]["evidence"][0]["locator"] =
        json!("one two three four five six seven eight nine ten eleven twelve thirteen");
    file["practices"][0]["disagreements"] =
        json!([{"about": "x", "sides": [{"says": "y", "url": "https://other.example/"}]}]);
    file["practices"][0]["nearMisses"] = json!([]);
    let found: Vec<&str> = problems(&file).into_iter().map(|(_, code)| code).collect();
    let wanted = [
        "wrong-pattern",
        "duplicate-id",
        "dangling-reference",
        "no-selector",
        "dangling-reference",
        "dangling-reference",
        "locator-length",
        "no-near-miss",
        "dangling-reference",
        "file-name",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_newer_language_and_broken_json_are_named() {
    let mut file = sound();
    file["schema"] = json!(99);
    assert_eq!(problems(&file), [("/schema".to_owned(), "unknown-schema")]);
    let (rules, problems) = Ruleset::load([("broken.json", "{,}"), ("lantern.json", sound().to_string().as_str())]);
    assert_eq!(
        (problems.len(), problems[0].code, rules.files().len()),
        (1, "not-json", 1),
        "one bad file must not silence the other"
    );
}

#[test]
fn failing_examples_are_problems() {
    let mut file = sound();
    file["practices"][0]["examples"][0]["level"] = json!("info");
    file["practices"][0]["nearMisses"][0]["signal"] = file["practices"][0]["examples"][0]["signal"].clone();
    let text = file.to_string();
    let (rules, problems) = Ruleset::load([("lantern.json", text.as_str())]);
    assert!(problems.is_empty());
    let failed = examples::run(&Engine::new(rules)).expect_err("both fail");
    let codes: Vec<&str> = failed.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["example-fails", "near-miss-is-loud"]);
}

/// Our own small check of the shape against a full validator, on many damaged files.
#[test]
fn the_shape_check_agrees_with_a_full_validator() {
    let schema = serde_json::to_value(schemars::schema_for!(VendorFile)).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut pointers = Vec::new();
    collect(&sound(), String::new(), &mut pointers);
    let damages = [json!(null), json!(5), json!("x"), json!([]), json!({}), json!(["x"]), json!({"x": 1})];
    let mut compared = 0;
    for pointer in &pointers {
        for damage in &damages {
            let mut file = sound();
            *file.pointer_mut(pointer).expect("a place") = damage.clone();
            let ours = trainspotter::schema::check("lantern.json", &file).is_empty();
            assert_eq!(ours, validator.is_valid(&file), "{pointer} = {damage}");
            compared += 1;
        }
    }
    assert!(compared > 400, "{compared}");
}

fn collect(value: &Value, pointer: String, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| collect(field, format!("{pointer}/{name}"), found))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| collect(item, format!("{pointer}/{index}"), found))
        }
        _ => {}
    }
    found.push(pointer);
}
