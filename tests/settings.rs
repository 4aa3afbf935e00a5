//! What an organisation's policy, a person and presets say together; and that nothing wrong takes down what is right.

use serde_json::{Value, json};
use std::fs;
use trainspotter::rule::Account;
use trainspotter::settings::{Settings, Stored, managed_schema, reference, resolve};
use trainspotter::{Engine, Ruleset, Signal};

const SENT: &str = "slack-global-predictive-models";

fn settled(managed: Value, user: Value) -> Settings {
    let stored = Stored { managed: Some(managed), user: Some(user), now: "2026-11-25".parse().expect("a date") };
    resolve(&stored, &Ruleset::shipped())
}

fn managed(policy: Value) -> Settings {
    settled(policy, Value::Null)
}

/// Pointer and code of every problem.
fn problems(settings: &Settings) -> Vec<(&str, &str)> {
    settings.problems.iter().map(|problem| (problem.pointer.as_str(), problem.code)).collect()
}

fn key(settings: &Settings, name: &str) -> Value {
    let found: Vec<_> = settings.keys.iter().filter(|key| key.key == name).collect();
    assert_eq!(found.len(), 1, "{name}");
    serde_json::to_value(found[0]).expect("plain data")
}

fn read(path: &str) -> String {
    fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).expect(path)
}

/// What sending a message in a workspace gives, under these settings: verdict, level, stance.
fn sent(settings: &Settings, tenant: &str) -> (String, String, Option<String>) {
    let signal = Signal::Request {
        url: format!("https://acme.slack.com/api/chat.postMessage?slack_route={tenant}"),
        method: Some("POST".to_owned()),
        resource_type: None,
        page: Some(format!("https://app.slack.com/client/{tenant}/C0123456789")),
    };
    let found = Engine::new(Ruleset::shipped()).classify(&signal, &settings.context).findings;
    let finding = found.into_iter().find(|finding| finding.practice == SENT).expect("the practice is fed by messages");
    let stance = finding
        .stance
        .map(|said| serde_json::to_value(said.stance).expect("a word").as_str().expect("a text").to_owned());
    (finding.verdict.as_str().to_owned(), finding.level.as_str().to_owned(), stance)
}

#[test]
fn schema_and_reference_are_what_the_types_say() {
    let schema: Value = serde_json::from_str(&read("extension/managed_schema.json")).expect("JSON");
    assert_eq!(
        schema,
        managed_schema::managed_schema(),
        "trainspotter settings schema > extension/managed_schema.json"
    );
    let page = reference::reference().expect("text");
    assert_eq!(read("docs/policy.md"), page, "trainspotter settings reference > docs/policy.md");
}

/// What makes Chromium refuse the extension, or drop a whole key without a word.
#[test]
fn the_schema_says_nothing_that_chromium_refuses_or_enforces_silently() {
    fn look(schema: &Value, top: bool, seen: &mut usize) {
        *seen += 1;
        let fields = schema.as_object().expect("a schema");
        assert!(fields["type"].is_string(), "one type: {schema}");
        for word in
            ["oneOf", "anyOf", "allOf", "enum", "const", "pattern", "required", "minimum", "maximum", "default", "$ref"]
        {
            assert!(!fields.contains_key(word), "{word}: {schema}");
        }
        assert!(!top || !fields.contains_key("additionalProperties"));
        assert_eq!(fields["type"] == "array", fields.contains_key("items"), "{schema}");
        let inner = fields.get("properties").and_then(Value::as_object).into_iter().flat_map(|inner| inner.values());
        for schema in inner.chain(fields.get("items")).chain(fields.get("additionalProperties")) {
            look(schema, false, seen);
        }
    }
    let mut seen = 0;
    look(&managed_schema::managed_schema(), true, &mut seen);
    assert!(seen >= 45, "{seen} schemas");
}

#[test]
fn the_example_sets_every_key_and_is_right() {
    let example: Value = serde_json::from_str(reference::EXAMPLE).expect("JSON");
    let schema = managed_schema::managed_schema();
    let keys: Vec<&String> = schema["properties"].as_object().expect("properties").keys().collect();
    assert_eq!(keys.len(), 14);
    assert_eq!(keys, example.as_object().expect("an object").keys().collect::<Vec<_>>());
    let settings = managed(example);
    assert_eq!(problems(&settings), []);
    assert_eq!(
        settings.organisation.as_ref().and_then(|organisation| organisation.name.as_deref()),
        Some("Example Ltd")
    );
    assert_eq!(
        key(&settings, "display.corner"),
        json!({"key": "display.corner", "value": "bottom-end", "origin": "managed", "locked": true})
    );
    assert_eq!(settings.context.stances.len(), 5, "one practice of Slack, two of Notion, two of ChatGPT");
}

#[test]
fn nothing_said_means_defaults() {
    for policy in [Value::Null, json!({})] {
        let settings = settled(policy, json!({"version": 1, "dismissed": {}, "requests": []}));
        assert_eq!(problems(&settings), []);
        assert!(settings.organisation.is_none());
        assert!(settings.keys.iter().all(|key| !key.locked));
        assert_eq!(key(&settings, "staleAfterDays")["value"], 180);
        for map in ["plans", "accounts"] {
            assert_eq!(key(&settings, map), json!({"key": map, "value": {}, "origin": "default", "locked": false}));
        }
        assert!(settings.display.pill && settings.display.allow_snooze && settings.display.audit_allowed);
    }
}

#[test]
fn policy_over_person_over_presets_over_defaults() {
    let policy = json!({
        "region": "de", "plans": {"slack": "enterprise"}, "display": {"pill": false},
        "defaults": {"region": "fr", "staleAfterDays": 30, "language": "fr", "plans": {"slack": "free", "slack/T0123456": "pro"}, "display": {"corner": "top-start", "pill": true}},
    });
    let user = json!({"version": 1, "region": "jp", "plans": {"slack": "pro", "atlassian": "free"}, "staleAfterDays": 90, "pill": true, "addresses": {"slack/T1": "https://acme.slack.com"}});
    let settings = settled(policy, user);
    assert_eq!(problems(&settings), []);
    let expected = [
        ("region", json!("de"), "managed"),
        ("plans.slack", json!("enterprise"), "managed"),
        ("plans.atlassian", json!("free"), "user"),
        ("plans.slack/T0123456", json!("pro"), "preset"),
        ("display.pill", json!(false), "managed"),
        ("display.corner", json!("top-start"), "preset"),
        ("display.minimumLevel", json!("notice"), "default"),
        ("staleAfterDays", json!(90), "user"),
        ("language", json!("fr"), "preset"),
    ];
    for (name, value, origin) in expected {
        assert_eq!(
            key(&settings, name),
            json!({"key": name, "value": value, "origin": origin, "locked": origin == "managed"})
        );
    }
    assert_eq!(settings.context.address("slack", "T1"), Some("https://acme.slack.com"));
}

#[test]
fn what_a_person_once_said_of_one_workspace_gives_way_to_the_policy_on_the_app() {
    let policy =
        json!({"plans": {"slack": "enterprise", "atlassian/a.example": "free"}, "accounts": {"slack": "work"}});
    let user = json!({
        "version": 1, "accounts": {"slack/T1": "personal", "notion/n1": "personal"},
        "plans": {"slack/T1": "free", "atlassian/a.example": "premium", "atlassian/b.example": "premium"},
    });
    let context = settled(policy, user).context;
    assert_eq!(
        (context.plan("slack", Some("T1")), context.account("slack", Some("T1"))),
        (Some("enterprise"), Some(Account::Work))
    );
    assert_eq!(context.plan("atlassian", Some("a.example")), Some("free"));
    assert_eq!(context.plan("atlassian", Some("b.example")), Some("premium"), "of this the policy says nothing");
    assert_eq!(context.account("notion", Some("n1")), Some(Account::Personal));
}

#[test]
fn false_and_empty_texts_are_values() {
    let settings =
        managed(json!({"allowSnooze": false, "auditAllowed": false, "organisation": {"name": ""}, "hiddenApps": []}));
    assert_eq!(problems(&settings), []);
    assert!(!settings.display.allow_snooze && !settings.display.audit_allowed);
    for name in ["allowSnooze", "auditAllowed", "organisation.name", "hiddenApps"] {
        assert_eq!(key(&settings, name)["origin"], "managed", "{name}");
    }
}

/// The registry, Firefox on Windows and one-line JSON: the same policy in other shapes.
#[test]
fn the_shapes_that_platforms_force_are_understood() {
    let stance = json!({"practice": SENT, "stance": "opted-out", "date": "2026-08-03"});
    let shapes = [
        json!({"allowSnooze": 0, "auditAllowed": 1, "staleAfterDays": "90", "stances": {"1": stance}, "display": "{\"pill\": 0}", "hiddenApps": {"2": "notion", "10": "atlassian", "1": "slack"}}),
        json!({"allowSnooze": false, "auditAllowed": true, "staleAfterDays": 90, "stances": json!([stance]).to_string(), "display": {"pill": false}, "hiddenApps": "[\"slack\", \"notion\", \"atlassian\"]"}),
        json!({"allowSnooze": false, "auditAllowed": true, "staleAfterDays": 90, "stances": [stance.to_string()], "display": {"pill": 0}, "hiddenApps": ["slack", "notion", "atlassian"]}),
    ];
    for shape in shapes {
        let settings = managed(shape.clone());
        assert_eq!(problems(&settings), [], "{shape}");
        assert!(!settings.display.allow_snooze && settings.display.audit_allowed && !settings.display.pill, "{shape}");
        assert_eq!(settings.context.stale_after_days, 90);
        assert_eq!(settings.display.hidden_apps, ["slack", "notion", "atlassian"], "in the order of the numbers");
        assert_eq!(settings.context.stances.len(), 1);
    }
}

#[test]
fn what_is_wrong_is_refused_alone_and_named() {
    let cases = [
        (json!({"organization": {}}), "/organization", "unknown-key"),
        (json!({"organisation": {"name": "Acme", "phone": "1"}}), "/organisation/phone", "unknown-key"),
        (json!({"organisation": "Acme"}), "/organisation", "wrong-type"),
        (json!({"organisation": {"name": 7}}), "/organisation/name", "wrong-type"),
        (json!({"organisation": {"note": "x".repeat(2001)}}), "/organisation/note", "too-long"),
        (json!({"allowSnooze": "yes"}), "/allowSnooze", "wrong-type"),
        (json!({"allowSnooze": "true"}), "/allowSnooze", "wrong-type"),
        (json!({"allowSnooze": 2}), "/allowSnooze", "wrong-type"),
        (json!({"auditAllowed": null}), "/auditAllowed", "wrong-type"),
        (json!({"staleAfterDays": 3.5}), "/staleAfterDays", "wrong-type"),
        (json!({"staleAfterDays": -1}), "/staleAfterDays", "out-of-range"),
        (json!({"staleAfterDays": "soon"}), "/staleAfterDays", "wrong-type"),
        (json!({"staleAfterDays": 99999}), "/staleAfterDays", "out-of-range"),
        (json!({"display": {"corner": "middle"}}), "/display/corner", "unknown-value"),
        (json!({"display": {"minimumLevel": "Alert"}}), "/display/minimumLevel", "unknown-value"),
        (json!({"display": []}), "/display", "wrong-type"),
        (json!({"region": "Germany"}), "/region", "wrong-form"),
        (json!({"language": "de_"}), "/language", "wrong-form"),
        (json!({"plans": {"slak": "pro"}}), "/plans/slak", "unknown-app"),
        (json!({"plans": {"slack/T1": "gold"}}), "/plans/slack~1T1", "unknown-plan"),
        (json!({"accounts": {"slack": "mine"}}), "/accounts/slack", "unknown-value"),
        (json!({"hiddenApps": ["myspace"]}), "/hiddenApps/0", "unknown-app"),
        (json!({"hiddenApps": {"1": "slack", "b": "notion"}}), "/hiddenApps", "wrong-type"),
        (json!({"disabledFeatures": ["letters", "lasers"]}), "/disabledFeatures/1", "unknown-value"),
        (json!({"customRules": [{"name": "acme.json"}]}), "/customRules/0", "missing-key"),
        (json!({"customRules": [{"name": "acme.json", "text": "{"}]}), "/customRules/0/text", "not-json"),
        (
            json!({"customRules": [{"name": "slack.json", "text": read("tests/cases/own-rules.json")}]}),
            "/customRules/0/text",
            "duplicate-id",
        ),
        (
            json!({"stances": [{"practice": "no-such", "stance": "accepted"}]}),
            "/stances/0/practice",
            "unknown-practice",
        ),
        (json!({"stances": [{"app": "myspace", "stance": "accepted"}]}), "/stances/0/app", "unknown-app"),
        (
            json!({"stances": [{"app": "notion", "practice": SENT, "stance": "accepted"}]}),
            "/stances/0/app",
            "wrong-app",
        ),
        (json!({"stances": [{"stance": "forbidden"}]}), "/stances/0", "no-target"),
        (json!({"stances": [{"app": "slack"}]}), "/stances/0", "missing-key"),
        (json!({"stances": [{"app": "slack", "stance": "never"}]}), "/stances/0/stance", "unknown-value"),
        (json!({"stances": [{"practice": SENT, "stance": "opted-out"}]}), "/stances/0", "missing-date"),
        (
            json!({"stances": [{"practice": SENT, "stance": "opted-out", "date": "3.8.2026"}]}),
            "/stances/0/date",
            "wrong-date",
        ),
        (
            json!({"stances": [{"practice": SENT, "stance": "opted-out", "date": "2026-02-30"}]}),
            "/stances/0/date",
            "wrong-date",
        ),
        (
            json!({"stances": [{"practice": SENT, "stance": "opted-out", "date": "2027-01-01"}]}),
            "/stances/0/date",
            "future-date",
        ),
        (json!({"stances": "soon"}), "/stances", "wrong-type"),
        (json!({"defaults": {"allowSnooze": true}}), "/defaults/allowSnooze", "unknown-key"),
        (json!({"defaults": {"plans": {"slack": "gold"}}}), "/defaults/plans/slack", "unknown-plan"),
        (json!([]), "", "wrong-type"),
        (json!("{"), "", "wrong-type"),
    ];
    assert_eq!(cases.len(), 42);
    for (policy, pointer, code) in cases {
        let settings = managed(policy.clone());
        assert_eq!(problems(&settings), [(pointer, code)], "{policy}");
        let told = &settings.problems[0];
        assert!(told.message.len() > 20 && told.message.len() < 700, "{}", told.message);
        // The same mistake beside things that are right.
        let Some(fields) = policy.as_object() else { continue };
        let mut whole = json!({"region": "at", "organisation": {"name": "Acme", "contact": "privacy@acme.example"}, "display": {"pill": false}});
        for (name, value) in fields {
            if whole.get(name).is_none() {
                whole[name] = value.clone();
            }
        }
        let settings = managed(whole);
        assert_eq!(settings.context.region.as_deref(), Some("at"));
        assert_eq!(settings.organisation.expect("it is right").contact.as_deref(), Some("privacy@acme.example"));
        assert!(!settings.display.pill);
    }
}

#[test]
fn right_parts_of_a_wrong_key_are_used() {
    let settings = managed(json!({
        "organisation": {"name": "Acme", "contact": 7},
        "display": {"pill": false, "corner": "middle"},
        "stances": [{"practice": "no-such", "stance": "accepted"}, 7, {"practice": SENT, "stance": "opted-out", "date": "2026-08"}],
        "plans": {"slack": "gold", "atlassian": "free"},
    }));
    assert_eq!(problems(&settings).len(), 5);
    assert_eq!(settings.organisation.as_ref().and_then(|organisation| organisation.name.as_deref()), Some("Acme"));
    assert!(!settings.display.pill);
    assert_eq!(settings.context.stances.len(), 1);
    assert_eq!(settings.context.plan("atlassian", None), Some("free"));
    assert_eq!(settings.context.plan("slack", None), None);
}

#[test]
fn a_policy_of_five_megabytes_is_read_and_its_excess_named() {
    let stances: Vec<Value> =
        (0..60_000).map(|n| json!({"practice": SENT, "tenant": format!("T{n:07}"), "stance": "accepted"})).collect();
    let mut policy =
        json!({"region": "de", "stances": stances, "organisation": {"name": "Acme", "note": "x".repeat(1_000_000)}});
    for n in 0..5_000 {
        policy[format!("key{n}")] = json!(n);
    }
    assert!(policy.to_string().len() > 5_000_000);
    let settings = managed(policy);
    assert_eq!(settings.context.region.as_deref(), Some("de"));
    assert_eq!(settings.context.stances.len(), 1000);
    assert_eq!(settings.problems.len(), 201, "200 and one that says how many more");
    let last = settings.problems.last().expect("a problem");
    assert_eq!(last.code, "more-problems");
    let kinds: Vec<_> = settings.problems.iter().map(|problem| problem.code).collect();
    assert!(kinds.contains(&"unknown-key"));
}

#[test]
fn stances_of_the_organisation_decide() {
    let nothing = managed(json!({}));
    assert_eq!(sent(&nothing, "T0123456"), ("trains-by-default".to_owned(), "alert".to_owned(), None));
    let said = |entries: Value| sent(&managed(json!({"stances": entries})), "T0123456");
    let is = |verdict: &str, level: &str, stance: Option<&str>| {
        (verdict.to_owned(), level.to_owned(), stance.map(str::to_owned))
    };
    let dated = |stance: &str| json!({"practice": SENT, "stance": stance, "date": "2026-08-03"});
    assert_eq!(said(json!([dated("opted-out")])), is("opted-out", "info", Some("opted-out")));
    assert_eq!(said(json!([dated("exempt")])), is("opted-out", "info", Some("exempt")));
    assert_eq!(said(json!([dated("accepted")])), is("trains-by-default", "info", Some("accepted")));
    assert_eq!(
        said(json!([{"app": "slack", "stance": "forbidden"}])),
        is("trains-by-default", "alert", Some("forbidden"))
    );
    // The particular before the general.
    let particular = json!([{"app": "slack", "stance": "forbidden"}, {"practice": SENT, "tenant": "T0123456", "stance": "accepted"}]);
    assert_eq!(said(particular.clone()), is("trains-by-default", "info", Some("accepted")));
    assert_eq!(
        sent(&managed(json!({"stances": particular})), "T9999999"),
        is("trains-by-default", "alert", Some("forbidden"))
    );
}

#[test]
fn a_ban_is_not_softened_by_old_evidence_or_a_person() {
    let policy = json!({"stances": [{"practice": SENT, "stance": "forbidden"}], "staleAfterDays": 1});
    let user = json!({"version": 1, "stances": [{"practice": SENT, "tenant": "T0123456", "stance": "accepted", "date": "2026-11-01"}]});
    assert_eq!(
        sent(&settled(json!({"staleAfterDays": 1}), Value::Null), "T0123456").1,
        "notice",
        "old evidence loses a level"
    );
    assert_eq!(
        sent(&settled(policy, user), "T0123456"),
        ("trains-by-default".to_owned(), "alert".to_owned(), Some("forbidden".to_owned()))
    );
}

#[test]
fn a_switch_seen_on_outweighs_an_earlier_opt_out() {
    let policy = json!({"stances": [{"practice": SENT, "stance": "opted-out", "date": "2026-08-03"}]});
    let seen = |date: &str| json!({"version": 1, "stances": [{"practice": SENT, "tenant": "T0123456", "stance": "seen-on", "date": date, "verified": true}]});
    assert_eq!(sent(&settled(policy.clone(), seen("2026-09-01")), "T0123456").0, "trains-by-default");
    assert_eq!(sent(&settled(policy, seen("2026-01-01")), "T0123456").0, "opted-out");
}

#[test]
fn stances_that_contradict_each_other_quiet_nothing() {
    let dated = |stance: &str| json!({"practice": SENT, "stance": stance, "date": "2026-08-03"});
    let settings = managed(json!({"stances": [dated("opted-out"), dated("accepted")], "region": "de"}));
    assert_eq!(problems(&settings), [("/stances/1", "contradicting-stances")]);
    assert_eq!(sent(&settings, "T0123456"), ("trains-by-default".to_owned(), "alert".to_owned(), None));
    assert_eq!(settings.context.region.as_deref(), Some("de"));
    let settings = managed(json!({"stances": [dated("accepted"), dated("forbidden")]}));
    assert_eq!(problems(&settings), [("/stances/1", "contradicting-stances")]);
    assert_eq!(sent(&settings, "T0123456").2.as_deref(), Some("forbidden"));
    let later = json!({"practice": SENT, "stance": "opted-out", "date": "2026-09-01"});
    let settings = managed(json!({"stances": [later, dated("opted-out")]}));
    assert_eq!(problems(&settings), [("/stances/1", "repeated-stance")]);
    assert_eq!(settings.context.stances[0].date.map(|date| date.to_string()).as_deref(), Some("2026-09-01"));
}

#[test]
fn a_person_cannot_speak_for_the_organisation() {
    let stance = |stance: &str, managed: bool| json!({"practice": SENT, "stance": stance, "date": "2026-08-03", "managed": managed});
    let user = json!({"version": 1, "stances": [stance("forbidden", false), stance("accepted", true), stance("accepted", false), {"practice": 7}]});
    let settings = settled(json!({}), user);
    assert_eq!(
        problems(&settings),
        [("/stances/0", "not-yours"), ("/stances/1", "not-yours"), ("/stances/3", "wrong-stance")]
    );
    assert_eq!(settings.context.stances.len(), 1);
}

#[test]
fn wrong_settings_of_a_person_fall_back_alone() {
    let user = json!({"version": 1, "plans": 7, "region": "at", "corner": "middle", "staleAfterDays": -1, "pill": false, "addresses": [], "stances": {}});
    let settings = settled(Value::Null, user);
    assert_eq!(
        problems(&settings),
        [
            ("/plans", "wrong-type"),
            ("/staleAfterDays", "out-of-range"),
            ("/corner", "unknown-value"),
            ("/addresses", "wrong-type"),
            ("/stances", "wrong-type"),
        ]
    );
    assert!(settings.problems.iter().all(|problem| serde_json::to_value(problem.origin).expect("a word") == "user"));
    assert_eq!(settings.context.region.as_deref(), Some("at"));
    assert!(!settings.display.pill);
    assert_eq!(problems(&settled(Value::Null, json!([]))), [("", "wrong-type")]);
}

#[test]
fn rules_of_the_organisation_are_used_or_refused_with_all_reasons() {
    let text = read("tests/cases/own-rules.json");
    let vendor =
        serde_json::from_str::<Value>(&text).expect("JSON")["vendor"]["id"].as_str().expect("an id").to_owned();
    let file = |text: &Value| json!({"name": format!("{vendor}.json"), "text": text});
    let practice = "acme-archive-training";
    let stance = json!([{"practice": practice, "stance": "forbidden"}]);
    let settings = managed(json!({"customRules": [file(&json!(text))], "stances": stance, "region": "de"}));
    assert_eq!(problems(&settings), []);
    assert_eq!(settings.custom_rules.len(), 1);
    assert_eq!(settings.context.stances.len(), 1, "its practices are known to stances");
    // Firefox on Windows hands over multi-line JSON as an object.
    let settings = managed(json!({"customRules": [file(&serde_json::from_str(&text).expect("JSON"))]}));
    assert_eq!((problems(&settings).len(), settings.custom_rules.len()), (0, 1));

    let mut wrong: Value = serde_json::from_str(&text).expect("JSON");
    wrong["practices"][0]["examples"][0]["level"] = json!("alert");
    let settings =
        managed(json!({"customRules": [file(&json!(wrong.to_string()))], "stances": stance, "region": "de"}));
    assert_eq!(
        problems(&settings),
        [("/customRules/0/text", "example-fails"), ("/stances/0/practice", "unknown-practice")]
    );
    assert!(settings.custom_rules.is_empty());
    assert_eq!(settings.context.region.as_deref(), Some("de"));
}

#[test]
fn stances_of_a_person_do_not_count_where_they_are_switched_off() {
    let stance = |kind: &str, verified: bool| json!({"practice": SENT, "stance": kind, "date": "2026-08-03", "verified": verified});
    let user = json!({"version": 1, "stances": [stance("accepted", false), stance("opted-out", true)]});
    assert_eq!(settled(json!({}), user.clone()).context.stances.len(), 2);
    let left = settled(json!({"disabledFeatures": ["stances"]}), user).context.stances;
    assert!(left.len() == 1 && left[0].verified, "what a switch showed counts");
}
