//! What is published: nothing in it names a person, each form is what it claims to be.

use super::{OTHER, REACTED, SENT, audit, capture, written};
use assert_cmd::Command;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

#[test]
fn nothing_that_names_somebody_gets_into_what_is_published() {
    let folder = TempDir::new().expect("a folder");
    let path = written(&folder, "a.har", &capture(&[SENT, REACTED, OTHER]));
    let path = path.to_str().expect("UTF-8");
    for format in ["html", "csv", "sarif"] {
        let (_, out, _) = audit(&[path, "--format", format]);
        for secret in ["xoxc", "T00000000", "acme", "jane"] {
            assert!(!out.contains(secret), "{format} holds {secret}");
        }
        assert!(out.contains("/api/chat.postMessage"), "{format} shows what was recognised");
        let (_, kept, _) = audit(&[path, "--format", format, "--keep-ids"]);
        assert!(kept.contains("T00000000") && kept.contains("acme.slack.com"), "{format} keeps ids on demand");
        assert!(!kept.contains("xoxc-0000"), "{format} never shows a secret");
    }
    let report: Value = serde_json::from_str(&audit(&[path, "--format", "json"]).1).expect("JSON");
    assert_eq!(report["apps"][0]["tenant"], "T00000000", "programs get the tenant");
    assert!(!report["apps"][0]["findings"][0]["requests"].to_string().contains("xoxc"));
}

#[test]
fn what_hides_in_odd_places_of_an_address_is_taken_out() {
    let folder = TempDir::new().expect("a folder");
    let api = "https://acme.slack.com/api/chat.postMessage";
    let urls = [
        format!("{api};jsessionid=XPERSON9?slack_route=T00000000"),
        format!("{api}/XPERSON9@corp.example?slack_route=T00000000"),
        format!("{api}?slack_route=T00000000&variables=%7B%22email%22%3A%22XPERSON9%22%7D#access_token=XPERSON9"),
        format!("{api}?XPERSON9@corp.example&slack_route=T00000000&XPERSON9=1"),
        format!("{api}?sid=eyJhbGciOiJIUzI1NiJ9.XPERSON9.c2ln&slack_route=T00000000"),
        "https://XPERSON9.slack.com/api/reactions.add?slack_route=T00000000".to_owned(),
        "https://app.slack.com/client/T00000000/XPERSON9".to_owned(),
        "https://XPERSON9.elsewhere.example/XPERSON9?XPERSON9".to_owned(),
        "https://XPERSON9:XPERSON9@acme.slack.com/api/files.delete".to_owned(),
        "https://[2001:db8::beef]/x".to_owned(),
        "https://203.0.113.77/x".to_owned(),
    ];
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    let path = written(&folder, "a.har", &capture(&urls));
    let path = path.to_str().expect("UTF-8");
    for format in ["html", "csv", "sarif"] {
        let (_, out, _) = audit(&[path, "--format", format]);
        for secret in ["xperson9", "corp.example", "t00000000", "acme", "eyj", "c2ln", "2001:db8", "203.0.113"] {
            assert!(!out.to_lowercase().contains(secret), "{format} holds {secret}");
        }
        assert!(out.contains("chat.postMessage"), "{format} shows what was recognised");
    }
    // Where ids are kept, what is a secret by its name or form is not.
    let (_, kept, _) = audit(&[path, "--format", "html", "--keep-ids"]);
    assert!(kept.contains("T00000000"));
    for secret in ["jsessionid=XPERSON9", "access_token=XPERSON9", "eyJhbGci", "XPERSON9:XPERSON9"] {
        assert!(!kept.contains(secret), "{secret}");
    }
}

#[test]
fn the_page_loads_nothing_runs_nothing_and_is_escaped() {
    let folder = TempDir::new().expect("a folder");
    let path = written(&folder, "<script>alert(1)<\u{2f}script>.har".replace('/', "_").as_str(), &capture(&[SENT]));
    let (code, page, _) = audit(&[path.to_str().expect("UTF-8"), "--format", "html"]);
    assert_eq!(code, 0);
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;alert(1)"));
    for loaded in [" src=", "@import", "url(", "<link", "<iframe", "javascript:"] {
        assert!(!page.contains(loaded), "{loaded}");
    }
    assert!(page.contains("#:~:text=") && page.contains("<svg role=\"img\" aria-label=\""));
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"));
}

/// As wide as a page is, whatever is compared; and nothing is folded that asks for attention.
#[test]
fn vendors_stand_three_abreast_and_only_what_is_quiet_is_folded() {
    let compared = Command::cargo_bin("trainspotter")
        .expect("the binary")
        .args(["rules", "compare", "slack", "notion", "openai", "zoom", "--format", "html"])
        .output()
        .expect("it runs");
    let page = scraper::Html::parse_document(&String::from_utf8(compared.stdout).expect("UTF-8"));
    let all = |page: &scraper::Html, selector: &str| {
        page.select(&scraper::Selector::parse(selector).expect("a selector")).count()
    };
    assert_eq!((all(&page, ".vendors"), all(&page, ".vendors thead th")), (2, 6), "three and one, each with the data");
    assert!(all(&page, "td[data-vendor=Zoom]") >= 2);
    assert_eq!(all(&page, "td[data-vendor]:empty"), 0);

    let folder = TempDir::new().expect("a folder");
    let path = written(&folder, "a.har", &capture(&[SENT, REACTED]));
    let (_, out, _) = audit(&[path.to_str().expect("UTF-8"), "--format", "html", "--now", "2026-11-24"]);
    let page = scraper::Html::parse_document(&out);
    assert!(all(&page, "article[data-level=info] > details > summary h4") >= 2);
    assert_eq!(all(&page, "article:not([data-level=info]) > details"), 0);
    let links = scraper::Selector::parse("#activities td a").expect("a selector");
    let targets: Vec<&str> = page.select(&links).filter_map(|link| link.value().attr("href")).collect();
    assert!(targets.len() >= 3);
    for target in targets {
        assert_eq!(all(&page, &format!("article [id='{}']", &target[1..])), 1, "{target}");
    }
    assert!(out.contains("<h1>Slack says it trains models by default on what was done here</h1>"));
}

#[test]
fn the_table_has_the_same_columns_in_every_line() {
    let folder = TempDir::new().expect("a folder");
    let path = written(&folder, "=cmd|' C calc'!A0.har", &capture(&[SENT, REACTED]));
    let (_, table, _) = audit(&[path.to_str().expect("UTF-8"), "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(table.strip_prefix('\u{feff}').expect("a byte order mark").as_bytes());
    let head = reader.headers().expect("a head").clone();
    let lines: Vec<csv::StringRecord> =
        reader.records().map(|line| line.expect("as many columns as the head")).collect();
    assert!(lines.len() >= 3);
    for line in &lines {
        assert!(line.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{line:?}");
    }
    let column = |name: &str| head.iter().position(|column| column == name).expect("the column");
    assert!(lines.iter().any(
        |line| &line[column("activity")] == "reaction.add" && line[column("request_url")].contains("reactions.add")
    ));
}

/// This machine, as Cargo names it: the packages of others need not be there.
fn host() -> String {
    let version = std::process::Command::new("rustc").arg("-vV").output().expect("rustc");
    let text = String::from_utf8(version.stdout).expect("UTF-8");
    text.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host").to_owned()
}

/// The schema that the crate with the SARIF types was generated from.
fn sarif_schema() -> Value {
    let metadata = std::process::Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--offline",
            "--filter-platform",
            &host(),
            "--manifest-path",
            concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
        ])
        .output()
        .expect("cargo");
    let metadata: Value = serde_json::from_slice(&metadata.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").expect("the crate");
    let manifest = Path::new(package["manifest_path"].as_str().expect("a path"));
    let text = fs::read_to_string(manifest.with_file_name("src").join("schema.json")).expect("the schema");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn sarif_is_valid() {
    let mut schema = sarif_schema();
    // The pattern of languages is no regular expression (a bracket too many); we write none.
    for part in ["run", "toolComponent"] {
        schema["definitions"][part]["properties"]["language"]["pattern"] = json!("");
    }
    assert!(schema["properties"]["runs"].is_object(), "it is the schema of SARIF");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    assert!(!validator.is_valid(&json!({"version": "2.1.0"})), "the schema refuses something");
    let folder = TempDir::new().expect("a folder");
    let good = written(&folder, "a b.har", &capture(&[SENT, REACTED, OTHER]));
    let bad = written(&folder, "cut.har", &capture(&[SENT])[..200]);
    let (_, out, _) = audit(&[good.as_path(), &bad, Path::new("--format"), Path::new("sarif")]);
    let log: Value = serde_json::from_str(&out).expect("JSON");
    let errors: Vec<String> =
        validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    let typed: serde_sarif::sarif::Sarif = serde_json::from_value(log.clone()).expect("the types of SARIF");
    assert!(typed.runs[0].results.as_ref().is_some_and(|results| results.len() >= 2));
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn vendors_are_compared() {
    let run = |arguments: &[&str]| {
        let output = Command::cargo_bin("trainspotter")
            .expect("the binary")
            .args(["rules", "compare"])
            .args(arguments)
            .output()
            .expect("it runs");
        (
            output.status.code(),
            String::from_utf8(output.stdout).expect("UTF-8"),
            String::from_utf8(output.stderr).expect("UTF-8"),
        )
    };
    let (code, out, _) = run(&["slack", "notion", "--format", "json", "--now", "2026-11-24"]);
    let compared: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (code, &compared["vendors"][0]["name"], &compared["vendors"][1]["name"]),
        (Some(0), &json!("Slack"), &json!("Notion"))
    );
    let rows = compared["rows"].as_array().expect("rows");
    assert!(rows.len() >= 4);
    assert!(rows.iter().all(|row| row["cells"].as_array().map(Vec::len) == Some(2)));
    let cell = &rows[0]["cells"][0][0];
    assert!(cell["ageDays"].is_number() && cell["who"].is_array() && cell["verdict"].is_string(), "{cell}");
    assert!(run(&["slack", "notion"]).1.contains("can be stopped by"));
    assert!(run(&["slack", "--format", "html"]).1.starts_with("<!DOCTYPE html>"));
    let (code, _, err) = run(&["nobody"]);
    assert!(code == Some(2) && err.contains("nobody"), "{err}");
}
