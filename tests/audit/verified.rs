//! A report can be checked against its captures and rules.

use super::{OTHER, REACTED, SENT, audit, capture, written};
use serde_json::{Value, json};
use tempfile::TempDir;

#[test]
fn a_report_can_be_verified() {
    let folder = TempDir::new().expect("a folder");
    let path = written(&folder, "a.har", &capture(&[SENT, REACTED, OTHER]));
    let path = path.to_str().expect("UTF-8");
    for format in ["json", "html", "sarif"] {
        let (_, text, _) = audit(&[path, "--format", format, "--now", "2026-01-05", "--region", "de"]);
        let made = written(&folder, "report", &text);
        let made = made.to_str().expect("UTF-8");
        let (code, said, err) = audit(&["--verify", made, path]);
        assert_eq!(code, 0, "{format}: {said}{err}");
        assert!(said.starts_with("The report still says the same."), "{format}: {said}");

        let tampered = written(&folder, "tampered", &text.replace("trains-by-default", "no-training"));
        let (code, said, _) = audit(&["--verify", tampered.to_str().expect("UTF-8"), path]);
        assert!(code == 1 && said.contains("the report itself was changed"), "{format}: {said}");

        let other = written(&folder, "a2.har", &capture(&[SENT]));
        let (code, said, _) = audit(&["--verify", made, other.to_str().expect("UTF-8"), "--format", "json"]);
        let said: Value = serde_json::from_str(&said).expect("JSON");
        assert_eq!((code, &said["missing"], &said["added"]), (1, &json!(["a.har"]), &json!(["a2.har"])), "{format}");
        assert_eq!(said["differences"][0]["because"], "captures", "{format}");
    }
    let (code, _, err) = audit(&["--verify", path, path]);
    assert!(code == 2 && err.contains("no report"), "{err}");
}

#[test]
fn a_change_of_the_rules_is_named_as_the_cause() {
    let folder = TempDir::new().expect("a folder");
    let path = written(&folder, "a.har", &capture(&[SENT]));
    let path = path.to_str().expect("UTF-8");
    let mut then: Value =
        serde_json::from_str(&audit(&[path, "--format", "json", "--now", "2026-11-24"]).1).expect("JSON");
    // As if the report had been made with other rules.
    let record = &mut then["record"];
    record["files"]["slack.json"] = json!("0".repeat(64));
    record["rules"] = json!("0".repeat(64));
    let finding = record["findings"]
        .as_array_mut()
        .expect("findings")
        .iter_mut()
        .find(|finding| finding["practice"] == "slack-global-predictive-models")
        .expect("the practice");
    finding["rule"] = json!("1".repeat(64));
    finding["verdict"] = json!("unknown");
    let made = written(&folder, "then.json", &then.to_string());
    let (code, said, _) = audit(&["--verify", made.to_str().expect("UTF-8"), path, "--format", "json"]);
    let said: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, &said["rules"]), (1, &json!(["slack.json was changed"])));
    assert_eq!(
        said["differences"],
        json!([{
            "about": "slack, T00000000: slack-global-predictive-models", "then": "unknown (alert)", "now": "trains-by-default (alert)", "because": "practice"
        }])
    );
}
