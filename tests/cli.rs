//! The command line as a person and a pipe use it: output, exit codes, bad input.

use assert_cmd::Command;
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use tempfile::{NamedTempFile, TempDir};

fn run(arguments: &[&str], input: impl Into<Vec<u8>>) -> (i32, String, String) {
    let output = Command::cargo_bin("trainspotter")
        .expect("the binary")
        .args(arguments)
        .write_stdin(input)
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

const SENT: &str = r#"{"kind":"request","method":"POST","url":"https://acme.slack.com/api/chat.postMessage?slack_route=T00000000","page":"https://app.slack.com/client/T00000000/C00000000"}"#;

#[test]
fn classify_tells_a_sent_message_from_a_list_at_boot() {
    let (code, out, _) = run(
        &["classify", "--now", "2026-11-24"],
        format!("{SENT}\n{}\n", SENT.replace("chat.postMessage", "aiApps.list")),
    );
    let answers = lines(&out);
    assert_eq!((code, answers.len()), (0, 2));
    assert_eq!(
        (&answers[0]["app"], &answers[0]["activity"], &answers[0]["tenant"]),
        (&json!("slack"), &json!("message.send"), &json!("T00000000"))
    );
    let wanted = json!({"practice": "slack-global-predictive-models", "verdict": "trains-by-default", "level": "alert", "stale": false});
    assert_eq!(
        answers[0]["findings"].as_array().expect("a list").iter().filter(|finding| **finding == wanted).count(),
        1
    );
    assert!(answers[1]["findings"].as_array().expect("a list").iter().all(|finding| finding["level"] == "info"));
    assert_eq!(answers[1]["activity"], "ai.background");
}

#[test]
fn classify_goes_on_after_broken_lines() {
    let long = format!("{{\"kind\":\"page\",\"url\":\"https://{}\"}}", "a".repeat(9 << 20));
    let mut input = format!("{SENT}\n{{\"kind\":\n\n{{\"kind\":\"smoke\"}}\n{long}\n").into_bytes();
    input.extend_from_slice(b"\xff\xfe\n{\"kind\":\"page\",\"url\":null}\n");
    input.extend_from_slice(SENT.as_bytes());
    let (code, out, _) = run(&["classify"], input);
    let answers = lines(&out);
    let codes: Vec<&str> = answers.iter().filter_map(|answer| answer.pointer("/error/code")?.as_str()).collect();
    assert_eq!((code, answers.len()), (0, 8));
    assert_eq!(codes, ["not-json", "not-json", "wrong-signal", "line-too-long", "not-json", "wrong-signal"]);
    assert_eq!((&answers[7]["line"], &answers[7]["app"]), (&json!(8), &json!("slack")));
}

#[test]
fn classify_bears_odd_addresses_and_unknown_fields() {
    let megabyte = format!(
        "{{\"kind\":\"request\",\"url\":\"https://acme.slack.com/{}\",\"method\":null,\"colour\":7}}\n",
        "%zz/".repeat(250_000)
    );
    let (code, out, _) = run(&["classify"], megabyte);
    assert_eq!((code, lines(&out).len(), &lines(&out)[0]["app"]), (0, 1, &Value::Null));
}

fn capture(entries: &[&str]) -> NamedTempFile {
    let list: Vec<Value> = entries
        .iter()
        .map(|method| json!({"request": {"method": "POST", "url": format!("https://acme.slack.com/api/{method}?slack_route=T00000000")}}))
        .collect();
    let mut file = NamedTempFile::new().expect("a file");
    write!(file, "{}", json!({"log": {"version": "1.2", "entries": list}})).expect("written");
    file
}

fn path(file: &NamedTempFile) -> &str {
    file.path().to_str().expect("a path")
}

#[test]
fn audit_counts_and_judges() {
    let file = capture(&["chat.postMessage", "chat.postMessage", "client.counts", "reactions.add"]);
    let (code, out, _) = run(&["audit", path(&file), "--format", "json", "--now", "2026-11-24"], "");
    let report: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, &report["schema"], report["apps"].as_array().expect("apps").len()), (0, &json!(1), 1));
    assert_eq!(report["apps"][0]["tenant"], "T00000000");
    assert_eq!(report["apps"][0]["activities"][0], json!({"activity": "message.send", "count": 2}));
    assert_eq!(report["apps"][0]["findings"][0]["practice"], "slack-global-predictive-models");
    assert_eq!(report["unmatched"]["requests"], 0);
    assert_eq!(run(&["audit", path(&file), "--fail-on", "alert"], "").0, 1);
    let quiet = capture(&["aiApps.list", "client.counts"]);
    assert_eq!(run(&["audit", path(&quiet), "--fail-on", "notice"], "").0, 0);
    let (_, text, _) = run(&["audit", path(&file)], "");
    assert!(text.contains("2 × message.send") && text.contains("[alert] trains-by-default"), "{text}");
}

#[test]
fn audit_reports_what_stands_before_a_defect() {
    let sound = fs::read_to_string(capture(&["chat.postMessage", "reactions.add"]).path()).expect("text");
    let mut file = NamedTempFile::new().expect("a file");
    file.write_all(&sound.as_bytes()[..sound.len() - 20]).expect("written");
    let (code, out, err) = run(&["audit", path(&file), "--format", "json"], "");
    let report: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, &report["apps"][0]["activities"][0]["activity"]), (2, &json!("message.send")));
    assert!(err.contains("byte ") && err.contains(path(&file)), "{err}");
    for text in ["", "<!doctype html><title>Sign in</title>", "{}", "null"] {
        let mut file = NamedTempFile::new().expect("a file");
        file.write_all(text.as_bytes()).expect("written");
        let (code, _, err) = run(&["audit", path(&file)], "");
        assert!(code == 2 && err.contains("HAR"), "{text}: {err}");
    }
    assert_eq!(run(&["audit", "no-such-file.har"], "").0, 2);
}

#[test]
fn options_that_name_nothing_are_refused_with_what_there_is() {
    for (arguments, wanted) in [
        (&["classify", "--plan", "slack=gold"][..], "its plans are"),
        (&["classify", "--plan", "lantern=free"], "rules list"),
        (&["classify", "--account", "chatgpt=both"], "work or"),
        (&["classify", "--now", "tomorrow"], "YYYY-MM-DD"),
        (&["rules", "show", "nothing"], "rules list"),
        (&["letter", "nothing", "--tenant", "https://a.example"], "rules list"),
        (
            &["letter", "slack-global-predictive-models", "--tenant", "x", "--lang", "tlh"],
            "there are: en, de, fr, es, ja",
        ),
    ] {
        let (code, out, err) = run(arguments, "");
        assert!(code == 2 && out.is_empty() && err.contains(wanted), "{arguments:?}: {err}");
    }
}

#[test]
fn letters_are_filled_in_for_owner_and_member() {
    let base = ["letter", "slack-global-predictive-models", "--tenant", "https://acme.slack.com", "--role"];
    let (code, owner, _) = run(&[&base[..], &["owner"]].concat(), "");
    assert!(
        code == 0 && owner.starts_with("To: feedback@slack.com\nSubject: Slack Global model opt-out request\n"),
        "{owner}"
    );
    let (_, member, _) = run(&[&base[..], &["member"]].concat(), "");
    for letter in [&owner, &member] {
        assert!(letter.contains("https://acme.slack.com") && !letter.contains('{'), "{letter}");
    }
    assert!(member.contains("feedback@slack.com") && !member.starts_with("To:"), "{member}");
}

#[test]
fn rules_are_listed_shown_and_checked() {
    let (_, list, _) = run(&["rules", "list", "--format", "json"], "");
    let rows: Vec<Value> = serde_json::from_str(&list).expect("JSON");
    assert!(
        rows.len() >= 14
            && rows
                .iter()
                .all(|row| row["id"].is_string() && !row["evidenceDates"].as_array().expect("dates").is_empty())
    );
    for row in &rows {
        let (code, shown, _) = run(&["rules", "show", row["id"].as_str().expect("an id")], "");
        assert!(code == 0 && shown.contains("Evidence:"), "{shown}");
    }
    let (code, said, _) = run(&["rules", "check"], "");
    assert!(code == 0 && said.contains("all as they should be"), "{said}");
    let folder = TempDir::new().expect("a folder");
    let file: PathBuf = folder.path().join("lantern.json");
    fs::write(&file, "{\"schema\": 1}").expect("written");
    let (code, said, _) = run(&["rules", "check", folder.path().to_str().expect("a path")], "");
    assert!(code == 2 && said.contains("lantern.json: \"vendor\" is missing") && said.contains("3 problems"), "{said}");
}

#[test]
fn a_new_rule_fails_until_it_is_filled_in() {
    let folder = TempDir::new().expect("a folder");
    let inside = folder.path().to_str().expect("UTF-8");
    let (code, out, _) = run(&["rules", "new", "lamp", "--folder", inside], "");
    assert_eq!(code, 0, "{out}");
    let file = folder.path().join("lamp.json");
    let (code, out, _) = run(&["rules", "check", file.to_str().expect("UTF-8")], "");
    assert_eq!(code, 2);
    for wanted in ["[no-evidence]", "[no-example]", "[no-near-miss]", "[no-host]", "What is behind that:"] {
        assert!(out.contains(wanted), "{wanted}: {out}");
    }
    let (code, _, error) = run(&["rules", "new", "lamp", "--folder", inside], "");
    assert!(code == 2 && error.contains("there already"), "never overwritten: {error}");
    let (code, _, error) = run(&["rules", "new", "Lämp"], "");
    assert!(code == 2 && error.contains("is not an id"), "{error}");
}

#[test]
fn rules_that_are_due_are_the_stale_ones_oldest_first() {
    let (code, out, _) = run(&["rules", "list", "--due", "--format", "json"], "");
    let due: Vec<Value> = serde_json::from_str(&out).expect("JSON");
    let ages: Vec<i64> = due.iter().map(|row| row["ageDays"].as_i64().expect("an age")).collect();
    assert_eq!(code, 0);
    assert!(ages.iter().all(|age| *age > 180) && ages.is_sorted_by(|a, b| a >= b), "{ages:?}");
    let (_, out, _) = run(&["rules", "list", "--format", "json"], "");
    let all: Vec<Value> = serde_json::from_str(&out).expect("JSON");
    assert_eq!(due.len(), all.iter().filter(|row| row["stale"] == json!(true)).count());
    assert!(!due.is_empty() && due.len() < all.len());
}

#[test]
fn rules_of_ones_own_are_checked_beside_the_shipped_ones() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("acme.json");
    fs::write(&file, fs::read_to_string("tests/cases/own-rules.json").expect("the case")).expect("written");
    let path = file.to_str().expect("UTF-8");
    let (code, out, _) = run(&["rules", "check", "--custom", path], "");
    assert_eq!(code, 0, "{out}");
    let (code, out, _) = run(&["rules", "check", path], "");
    assert!(code == 2 && out.contains("[dangling-reference]"), "alone it names an app of another file: {out}");
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let binary = assert_cmd::cargo::cargo_bin("trainspotter");
    let script =
        format!("yes '{SENT}' | head -n 50000 | {} classify | head -n 1; exit ${{PIPESTATUS[2]}}", binary.display());
    let output = std::process::Command::new("bash").args(["-c", &script]).output().expect("bash");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}
