//! The shipped rules: well-formed, tested by themselves, and described by the schema beside them.

use serde_json::{Value, json};
use std::fs;
use trainspotter::rule::VendorFile;
use trainspotter::{Context, Engine, PartialDate, Ruleset, Signal, examples, explain};

fn shipped() -> Vec<(&'static str, &'static str)> {
    Ruleset::shipped_texts().collect()
}

#[test]
fn every_shipped_file_is_without_problems() {
    let (rules, problems) = Ruleset::load(shipped(), None);
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!(rules.files().len(), shipped().len());
    assert_eq!(Ruleset::shipped().files().len(), shipped().len());
}

#[test]
fn every_example_and_near_miss_comes_out_as_written() {
    let engine = Engine::new(Ruleset::shipped());
    let counts = examples::run(&engine).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let practices = engine.ruleset().practices().count();
    assert!(counts.examples >= 500 && counts.near_misses >= 360 && practices >= 141, "{counts:?}");
}

#[test]
fn the_schema_file_equals_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/extension/rules/schema.json");
    let file: Value = serde_json::from_str(&fs::read_to_string(path).expect("the file")).expect("JSON");
    let types = serde_json::to_value(schemars::schema_for!(VendorFile)).expect("JSON");
    assert_eq!(file, types, "write it anew: trainspotter rules schema > extension/rules/schema.json");
}

fn today() -> PartialDate {
    PartialDate::new(2026, 11, 24).expect("a day")
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
    let (_, problems) = Ruleset::load([("lantern.json", text.as_str())], Some(today()));
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
    file["apps"][0]["surfaces"] = json!([{"id": "s", "on": "click", "confidence": "B"}]);
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

/// One mistake at a time, each with its own code and a place.
#[test]
fn each_kind_of_bad_rule_has_its_own_code() {
    type Damage = fn(&mut Value);
    let cases: [(&str, &str, Damage); 16] = [
        ("lookalike-host", "/apps/0/pages/0/hosts/0", |file| {
            file["apps"][0]["pages"][0]["hosts"][0] = json!("аpp.lantern.example")
        }),
        ("wrong-host", "/apps/0/pages/0/hosts/0", |file| {
            file["apps"][0]["pages"][0]["hosts"][0] = json!("https://app.lantern.example/")
        }),
        ("wrong-pattern", "/apps/0/indicators/0/paths/0", |file| {
            file["apps"][0]["indicators"][0]["paths"][0] = json!("/a/**/b")
        }),
        ("catastrophic-pattern", "/apps/0/indicators/0/paths/0", |file| {
            file["apps"][0]["indicators"][0]["paths"][0] = json!("/{x:(a+)+}")
        }),
        ("large-pattern", "/apps/0/indicators/0/paths/0", |file| {
            file["apps"][0]["indicators"][0]["paths"][0] = json!("/{x:(a{1,900}){1,900}}")
        }),
        ("no-path", "/apps/0/indicators/0/paths", |file| file["apps"][0]["indicators"][0]["paths"] = json!([])),
        ("wrong-selector", "/apps/0/surfaces/0/selectors/0", |file| {
            file["apps"][0]["surfaces"] = json!([{"id": "s", "selectors": ["div["], "on": "click", "confidence": "B"}])
        }),
        ("hashed-class", "/apps/0/surfaces/0/selectors/0", |file| {
            file["apps"][0]["surfaces"] =
                json!([{"id": "s", "selectors": [".css-1x2y3z"], "on": "click", "confidence": "B"}])
        }),
        ("future-date", "/practices/0/evidence/0/checked", |file| {
            file["practices"][0]["evidence"][0]["checked"] = json!("2026-11-25")
        }),
        ("undated-evidence", "/practices/0/evidence/0", |file| {
            drop(file["practices"][0]["evidence"][0].as_object_mut().expect("evidence").remove("checked"))
        }),
        ("no-evidence", "/practices/0/evidence", |file| file["practices"][0]["evidence"] = json!([])),
        ("dangling-reference", "/practices/0/apps/0", |file| file["practices"][0]["apps"] = json!(["torch"])),
        ("not-custom", "/practices/0/replaces", |file| {
            let mut other = file["practices"][0].clone();
            other["id"] = json!("lantern-other");
            file["practices"][0]["replaces"] = json!(["lantern-other"]);
            file["practices"].as_array_mut().expect("practices").push(other);
        }),
        ("duplicate-id", "/practices/1/id", |file| {
            let twin = file["practices"][0].clone();
            file["practices"].as_array_mut().expect("practices").push(twin);
        }),
        ("no-values", "/apps/0/settings/0", |file| {
            file["apps"][0]["settings"] = json!([{"id": "s", "practices": ["lantern-ranking"], "role": "combobox", "names": ["x"], "onMeans": "blocks"}]);
        }),
        ("wrong-id", "/vendor/id", |file| file["vendor"]["id"] = json!("Län tern")),
    ];
    let mut seen = Vec::new();
    for (code, pointer, damage) in cases {
        let mut file = sound();
        damage(&mut file);
        let found = problems(&file);
        assert!(found.contains(&(pointer.to_owned(), code)), "{code} at {pointer}: {found:?}");
        assert!(explain::of(code).is_some(), "{code} must be explained");
        seen.push(code);
    }
    seen.dedup();
    assert_eq!(seen.len(), 16);
}

/// A file of one's own that speaks about the app of another.
fn own(practice: &str, replaces: &Value) -> Value {
    let mut file = sound();
    file["vendor"] = json!({"id": "acme", "name": "Acme IT"});
    file["apps"] = json!([]);
    file["practices"][0]["id"] = json!(practice);
    file["practices"][0]["training"] = json!("improvement-only");
    file["practices"][0]["replaces"] = replaces.clone();
    file["practices"][0]["examples"][0]["verdict"] = json!("improvement-only");
    file["practices"][0]["examples"][0]["level"] = json!("info");
    file
}

fn with_own(file: &Value) -> (Ruleset, Vec<&'static str>) {
    let (rules, problems) = Ruleset::load([("lantern.json", sound().to_string().as_str())], None);
    assert!(problems.is_empty());
    let (rules, problems) = rules.with_custom([("acme.json", file.to_string().as_str())], today());
    assert!(problems.iter().all(|problem| problem.file == "acme.json"), "{problems:?}");
    (rules, problems.into_iter().map(|problem| problem.code).collect())
}

#[test]
fn rules_of_ones_own_add_and_never_silence_without_saying_so() {
    let signal = Signal::Request {
        url: "https://app.lantern.example/api/send".to_owned(),
        method: None,
        resource_type: None,
        page: None,
    };
    let (rules, problems) = with_own(&own("acme-own", &json!([])));
    assert_eq!(problems, [""; 0]);
    let found = Engine::new(rules).classify(&signal, &Context::on(today())).findings;
    let told: Vec<(&str, &str, bool)> =
        found.iter().map(|f| (f.practice.as_str(), f.level.as_str(), f.why.custom)).collect();
    assert_eq!(told, [("lantern-ranking", "alert", false), ("acme-own", "info", true)]);

    let (rules, problems) = with_own(&own("acme-own", &json!(["lantern-ranking"])));
    assert_eq!(problems, [""; 0]);
    let found = Engine::new(rules).classify(&signal, &Context::on(today())).findings;
    let replaced = found.iter().find(|finding| finding.practice == "lantern-ranking").expect("still listed");
    assert_eq!(replaced.level.as_str(), "info");
    assert_eq!(replaced.verdict.as_str(), "trains-by-default", "what the vendor says stays as it is");
    assert_eq!(replaced.why.replaced_by.as_deref(), Some("acme-own"));
}

#[test]
fn rules_of_ones_own_are_refused_with_all_reasons() {
    let failing = |change: fn(&mut Value)| {
        let mut file = own("acme-own", &json!([]));
        change(&mut file);
        let (rules, problems) = with_own(&file);
        assert_eq!(rules.files().len(), 1, "the shipped file stays, the other is left out");
        problems
    };
    let mut checked = 0;
    let mut refused = |codes: Vec<&str>, wanted: &[&str]| {
        assert_eq!(codes, wanted);
        checked += 1;
    };
    refused(failing(|file| file["practices"][0]["id"] = json!("lantern-ranking")), &["duplicate-id"]);
    refused(failing(|file| file["practices"][0]["replaces"] = json!(["nothing"])), &["dangling-reference"]);
    refused(failing(|file| file["practices"][0]["replaces"] = json!(["acme-own"])), &["cyclic-reference"]);
    refused(failing(|file| file["practices"][0]["examples"][0]["level"] = json!("alert")), &["example-fails"]);
    refused(failing(|file| file["vendor"]["id"] = json!("lantern")), &["file-name"]);
    refused(failing(|file| file["apps"] = sound()["apps"].clone()), &["duplicate-id", "duplicate-host"]);
    assert_eq!(checked, 6);
    let (rules, _) = Ruleset::load([("lantern.json", sound().to_string().as_str())], None);
    let (rules, problems) =
        rules.with_custom([("lantern.json", own("acme-own", &json!([])).to_string().as_str())], today());
    assert_eq!((rules.files().len(), rules.files()[0].custom), (1, false));
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["duplicate-id"]);
    // A clock that is years behind must not cost the shipped rules.
    let long_ago = PartialDate::new(2020, 1, 1).expect("a day");
    let (rules, problems) = rules.with_custom([], long_ago);
    assert_eq!((rules.files().len(), problems.len()), (1, 0));
}

#[test]
fn a_newer_language_and_broken_json_are_named() {
    let mut file = sound();
    file["schema"] = json!(99);
    assert_eq!(problems(&file), [("/schema".to_owned(), "unknown-schema")]);
    let (rules, problems) =
        Ruleset::load([("broken.json", "{,}"), ("lantern.json", sound().to_string().as_str())], None);
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
    let (rules, problems) = Ruleset::load([("lantern.json", text.as_str())], Some(today()));
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
