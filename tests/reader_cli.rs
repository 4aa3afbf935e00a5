//! The reader's commands as a person and a pipe use them.

use assert_cmd::Command;
use serde_json::{Value, json};
use std::fs;

fn run(arguments: &[&str], input: impl Into<Vec<u8>>) -> (i32, String, String) {
    let mut command = Command::cargo_bin("trainspotter").expect("the binary");
    let output = command.args(arguments).write_stdin(input).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn passages_are_answered_line_by_line_and_bad_lines_do_not_stop_it() {
    let input = "{\"id\":1,\"text\":\"We may use your chats to train our AI models.\"}\nnonsense\n{\"id\":2}\n\
                 {\"id\":\"x\",\"text\":\"We never use your chats to train our AI models.\",\"more\":null}\n\
                 {\"id\":4,\"text\":\"\u{43c}\u{44b} \u{43e}\u{431}\u{443}\u{447}\u{430}\u{435}\u{43c} \u{43c}\u{43e}\u{434}\u{435}\u{43b}\u{438}\"}\n{\"id\":5,\"text\":\"\"}\n";
    let (code, out, _) = run(&["read", "--passages"], input);
    let answers = lines(&out);
    assert_eq!((code, answers.len()), (0, 6));
    assert_eq!((&answers[0]["id"], &answers[0]["label"]), (&json!(1), &json!("trains")));
    assert_eq!((&answers[1]["line"], &answers[1]["error"]["code"]), (&json!(2), &json!("not-json")));
    assert_eq!(answers[2]["error"]["code"], "wrong-passage");
    assert_eq!((&answers[3]["id"], &answers[3]["label"]), (&json!("x"), &json!("no-training")));
    assert_eq!((&answers[4]["language"], &answers[4]["confidence"]), (&json!("cannot-judge"), &json!(0.0)));
    assert_eq!(answers[5]["label"], "none");
}

#[test]
fn documents_are_read_and_what_is_none_is_refused() {
    let html = "<p>We do not use <b>your content</b> to train our models.</p><p hidden>We train on your content.</p><script>alert(1)</script>";
    let (code, out, _) = run(&["read", "-", "--format", "json"], html);
    let reading: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (code, &reading["conclusion"], reading["clauses"].as_array().expect("clauses").len()),
        (0, &json!("denies"), 1)
    );
    for (input, wanted) in [
        (b"%PDF-1.7 x".to_vec(), "pdftotext"),
        (b"\xff\xfe\x00".to_vec(), "UTF-8"),
        (b"a\x00b".to_vec(), "null byte"),
        (Vec::new(), "no text"),
        (b"<html><body><script>x</script></body></html>".to_vec(), "no text"),
        ("<div><b>".repeat(5_000).into_bytes(), "nested"),
    ] {
        let (code, out, error) = run(&["read", "-"], input);
        assert_eq!((code, out.as_str()), (2, ""), "{wanted}");
        assert!(error.contains(wanted), "{error}");
    }
}

/// Twenty commits are as many processes more; five have all that can happen.
#[test]
fn the_history_of_a_file_is_followed_through_renames_deletions_and_what_cannot_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let git = |arguments: &[&str]| {
        let mut command = std::process::Command::new("git");
        let who = ["-c", "user.name=x", "-c", "user.email=x@vendor.example"];
        let ran = command.current_dir(folder.path()).args(who).args(arguments).output().expect("git");
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    };
    let commit = |day: &str| {
        git(&["add", "-A"]);
        git(&["commit", "-q", "-m", day, "--date", &format!("{day}T12:00:00")]);
    };
    let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).expect("written");
    let page = |clause: &str| {
        format!("# Notice\n\nWe keep invoices for ten years, as the law demands.\n\n{clause}\n\nWrite to us.\n")
    };
    git(&["init", "-q"]);
    write("notice.md", page("We do not use your messages to train our models.").as_bytes());
    commit("2024-01-01");
    git(&["mv", "notice.md", "notice f\u{fc}r alle.md"]);
    commit("2024-02-01");
    let name = "notice f\u{fc}r alle.md";
    write(name, b"\xff\xfe\x00");
    commit("2024-03-01");
    fs::remove_file(folder.path().join(name)).expect("removed");
    commit("2024-04-01");
    write(
        name,
        page("We may use your messages to train our models, unless you opt out. <script>alert(1)</script>").as_bytes(),
    );
    commit("2024-05-01");
    let path = folder.path().join(name);
    let path = path.to_str().expect("UTF-8");
    let (code, out, error) = run(&["watch", path, "--format", "json"], "");
    assert_eq!(code, 0, "{error}");
    let report: Value = serde_json::from_str(&out).expect("JSON");
    let steps = report["steps"].as_array().expect("steps");
    let conclusions: Vec<Option<&str>> = steps.iter().map(|step| step["conclusion"].as_str()).collect();
    assert!(report["versions"].as_u64().is_some_and(|count| count >= 3), "{out}");
    assert_eq!((&steps[0]["date"], conclusions.first()), (&json!("2024-01-01"), Some(&Some("denies"))), "{out}");
    assert_eq!(conclusions.last(), Some(&Some("trains-by-default")), "{out}");
    assert!(steps.iter().any(|step| step["unreadable"].is_string()), "{out}");
    let (_, html, _) = run(&["watch", path, "--format", "html"], "");
    assert!(html.contains("claim of training") || html.contains("denial of training"));
    assert!(!html.contains("<script"));
}

#[test]
fn sentences_left_out_are_told() {
    let text =
        "We do not use your content to train our models.\nWij gebruiken uw gegevens niet om onze modellen te trainen.";
    let (code, out, _) = run(&["read", "-"], text);
    assert_eq!(code, 0);
    assert!(out.contains("Not judged, because of their language or length: 1."), "{out}");
    let (_, out, _) = run(&["read", "-", "--format", "json"], text);
    assert_eq!(serde_json::from_str::<Value>(&out).expect("JSON")["notJudged"], 1);
    let (_, out, _) = run(&["read", "-"], "We do not use your content to train our models.");
    assert!(!out.contains("Not judged"), "{out}");
}

#[test]
fn pairs_are_compared() {
    let page = "Intro.\nWe may use your inputs to train our models, unless you opt out.\nThe end.";
    let cases = [
        ("We may use your  inputs to train our models, unless you opt out.", "unchanged"),
        ("2.1 We may use your inputs to train our models, unless you opt out", "unchanged"),
        (
            "We may use your [inputs](https://a.example/terms#inputs) to train **our models**, unless you opt out.",
            "unchanged",
        ),
        ("<p>We may use your <a href='/x'>inputs</a> to train our models, unless you opt out.</p>", "unchanged"),
        ("We will not use your inputs to train our models, unless you opt in.", "changed"),
        ("We may use your inputs to train our models.", "changed"),
        ("In the EU, we may use your inputs to train our models, unless you opt out.", "changed"),
        ("We may use your inputs to train our own models, unless you opt out.", "reworded"),
        ("You can withdraw permission for location in the settings of your telephone.", "removed"),
    ];
    let input: String = cases
        .iter()
        .map(|(passage, _)| json!({"id": passage, "passage": passage, "document": page}).to_string() + "\n")
        .collect();
    let (code, out, _) = run(&["compare", "--pairs"], input + "{}\n");
    let answers = lines(&out);
    assert_eq!((code, answers.len()), (0, cases.len() + 1));
    for ((passage, wanted), answer) in cases.iter().zip(&answers) {
        assert_eq!((&answer["id"], &answer["outcome"]), (&json!(passage), &json!(wanted)));
    }
    assert_eq!(answers[cases.len()]["error"]["code"], "wrong-pair");
}

#[test]
fn a_folder_of_versions_becomes_a_list_of_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    write("2024-05-01.txt", "We do not use your messages to train our models.\nHello.");
    write(
        "2025-09-01.html",
        "<p>We may use your messages to train our models, unless you opt out.</p><p>Hello <b>there.",
    );
    write("notes.txt", "not a version");
    let path = folder.path().to_str().expect("UTF-8");
    let (code, out, _) = run(&["watch", path, "--format", "json"], "");
    let report: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, &report["versions"]), (0, &json!(2)));
    assert_eq!(report["steps"][1]["changes"][0]["happened"], "changed", "{out}");
    let (_, page, _) = run(&["watch", path, "--format", "html"], "");
    assert!(page.contains("<del>We do not use your messages") && !page.contains("<script"));
    write("2025-01-01.pdf", "%PDF-1.7");
    write("2025-02-01.txt", "We do not use your messages to train our models. Hello.");
    let (code, out, _) = run(&["watch", path], "");
    assert_eq!(code, 0);
    assert!(
        out.starts_with("4 versions") && out.contains("2025-01-01  could not be read: this version is a PDF"),
        "{out}"
    );
    assert!(!out.contains("2025-02-01"), "nothing changed then: {out}");
    let (code, _, error) = run(&["watch", "nowhere"], "");
    assert_eq!(code, 2);
    assert!(error.contains("nowhere"), "{error}");
}
