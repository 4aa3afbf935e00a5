//! `trainspotter audit` as an auditor uses it: many captures, packed and broken, and reports that can be checked.

use assert_cmd::Command;
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

const PAGE: &str = "https://app.slack.com/client/T00000000/C00000000";
const NOW: [&str; 2] = ["--now", "2026-11-24"];

fn audit<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("trainspotter").expect("the binary");
    let output = command.arg("audit").args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

fn report(paths: &[&Path], more: &[&str]) -> Value {
    let mut arguments: Vec<&std::ffi::OsStr> = paths.iter().map(|path| path.as_os_str()).collect();
    arguments.extend(["--format", "json"].iter().chain(&NOW).chain(more).map(std::ffi::OsStr::new));
    let (code, out, err) = audit(&arguments);
    assert_eq!((code, &*err), (0, ""));
    serde_json::from_str(&out).expect("JSON")
}

fn entry(number: u64, url: &str) -> Value {
    json!({
        "startedDateTime": format!("2026-11-24T09:{:02}:{:02}.000Z", number / 60 % 60, number % 60),
        "pageref": "p", "_resourceType": "fetch",
        "request": {"method": "POST", "url": url, "headers": []},
        "response": {"status": 200, "content": {"text": "{\"ok\":true}"}}
    })
}

fn capture(urls: &[&str]) -> String {
    let entries: Vec<Value> = (0..).zip(urls).map(|(number, url)| entry(number, url)).collect();
    json!({"log": {"version": "1.2", "pages": [{"id": "p", "title": PAGE}], "entries": entries}}).to_string()
}

const SENT: &str = "https://acme.slack.com/api/chat.postMessage?slack_route=T00000000&token=xoxc-0000-secret";
const REACTED: &str = "https://acme.slack.com/api/reactions.add?slack_route=T00000000";
const OTHER: &str = "https://jane-doe.elsewhere.example/users/jane";

fn written(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, text).expect("written");
    path
}

fn counts(report: &Value) -> Value {
    json!([report["apps"][0]["activities"], report["unmatched"]["requests"]])
}

#[test]
fn files_folders_and_archives_are_counted_alike() {
    let folder = TempDir::new().expect("a folder");
    let text = capture(&[SENT, REACTED, OTHER]);
    let plain = written(&folder, "plain.har", &text);
    fs::create_dir(folder.path().join("deep")).expect("a folder");
    let mut packed =
        GzEncoder::new(File::create(folder.path().join("deep/packed.har.gz")).expect("a file"), Compression::default());
    packed.write_all(text.as_bytes()).expect("written");
    packed.finish().expect("written");
    let mut archive = ZipWriter::new(File::create(folder.path().join("archive.zip")).expect("a file"));
    for name in ["a/one.har", "two.HAR", "notes.txt"] {
        archive.start_file(name, SimpleFileOptions::default()).expect("started");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("written");
    written(&folder, "deep/notes.txt", "not a capture");

    let one = report(&[&plain], &[]);
    assert_eq!(
        counts(&one),
        json!([[{"activity": "message.send", "count": 1}, {"activity": "reaction.add", "count": 1}], 1])
    );
    // The folder holds the plain and the packed one; the archive, which is named, two more.
    let all = report(&[folder.path(), &folder.path().join("archive.zip")], &["--jobs", "3"]);
    assert_eq!(
        counts(&all),
        json!([[{"activity": "message.send", "count": 4}, {"activity": "reaction.add", "count": 4}], 4])
    );
    let names: Vec<_> =
        all["inputs"].as_array().expect("inputs").iter().map(|input| input["name"].as_str().expect("a name")).collect();
    assert_eq!(names, ["packed.har.gz", "plain.har", "archive.zip!/a/one.har", "archive.zip!/two.HAR"]);
    assert!(
        all["inputs"]
            .as_array()
            .expect("inputs")
            .iter()
            .all(|input| input["sha256"].as_str().is_some_and(|sum| sum.len() == 64))
    );
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let folder = TempDir::new().expect("a folder");
    let paths: Vec<PathBuf> = (0..40)
        .map(|number| {
            let host = format!("https://h{number}.example/");
            let urls = [if number % 3 == 0 { SENT } else { REACTED }, &host, REACTED];
            written(&folder, &format!("{number}.har"), &capture(&urls))
        })
        .collect();
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let one = report(&paths, &["--jobs", "1"]);
    assert_eq!(one["inputs"].as_array().map(Vec::len), Some(40));
    assert_eq!(one, report(&paths, &["--jobs", "7"]));
}

#[test]
fn bodies_larger_than_memory_are_passed_over() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("large.har");
    let mut file = File::create(&path).expect("a file");
    let text = capture(&[SENT, REACTED]);
    // A hole in the file stands for the body: half a gigabyte to be read, nothing on the disk.
    let (front, back) = text.split_at(text.find("{\\\"ok").expect("a body"));
    file.write_all(front.as_bytes()).expect("written");
    file.seek(SeekFrom::Current(1 << 29)).expect("a hole");
    file.write_all(back.as_bytes()).expect("written");
    let limited =
        format!("ulimit -v 250000; exec \"$0\" audit --jobs 1 --format json --now 2026-11-24 {}", path.display());
    let binary = assert_cmd::cargo::cargo_bin("trainspotter");
    let output = std::process::Command::new("sh").args(["-c", &limited]).arg(binary).output().expect("it runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        report["apps"][0]["activities"].as_array().map(Vec::len),
        Some(2),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(report["inputs"][0]["bytes"].as_u64().is_some_and(|bytes| bytes > 1 << 29));
}

/// What a process holds of its own, in kilobytes: without what it has mapped from its file.
#[cfg(target_os = "linux")]
fn held(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("a running process");
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).expect("its own memory");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_capture() {
    let mut process = std::process::Command::new(assert_cmd::cargo::cargo_bin("trainspotter"))
        .args(["audit", "-", "--jobs", "1", "--format", "json", "--now", "2026-11-24"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut input = process.stdin.take().expect("a pipe");
    input.write_all(b"{\"log\":{\"entries\":[").expect("written");
    let mut number = 0;
    let mut feed = |entries: u64| {
        for _ in 0..entries {
            let url = match number % 3 {
                0 => {
                    format!("https://acme.slack.com/api/chat.postMessage?slack_route=T{:08}&x={number}", number % 1_500)
                }
                1 => format!("https://h{}.example/{number}", number % 2_000),
                _ => format!("https://app.slack.com/client/T{:08}/C{number:08}", number % 1_500),
            };
            if number > 0 {
                input.write_all(b",").expect("written");
            }
            input.write_all(entry(number, &url).to_string().as_bytes()).expect("written");
            number += 1;
        }
    };
    // Once all that is told apart has been seen (tenants, hosts), nothing is added by more. What was written but for
    // the last 64 KB, which the pipe may hold, has been read.
    feed(6_000);
    let before = held(process.id());
    feed(14_000);
    let after = held(process.id());
    input.write_all(b"]}}").expect("written");
    drop(input);
    let output = process.wait_with_output().expect("it ends");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["inputs"][0]["entries"], 20_000);
    assert_eq!(report["inputs"][0]["name"], "standard input");
    assert!(report["inputs"][0]["sha256"].is_string(), "what comes through a pipe has a checksum too");
    assert!(before > 1_000 && after < before + 500, "{before} kB before, {after} kB after");
}

#[test]
fn what_unpacks_to_too_much_is_stopped() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("bomb.har.gz");
    let mut packed = GzEncoder::new(File::create(&path).expect("a file"), Compression::best());
    let front = format!("{{\"log\":{{\"entries\":[{},{{\"comment\":\"", entry(0, SENT));
    packed.write_all(front.as_bytes()).expect("written");
    for _ in 0..70 {
        packed.write_all(&vec![b'A'; 1 << 20]).expect("written");
    }
    packed.finish().expect("written");
    let (code, out, err) = audit(&[path.to_str().expect("UTF-8"), "--format", "json"]);
    assert_eq!(code, 2);
    assert!(err.contains("zip bomb") && err.contains("bomb.har.gz"), "{err}");
    let report: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(report["apps"][0]["activities"][0]["activity"], "message.send", "what stood before was read");
}

#[test]
fn what_is_broken_is_named_and_the_rest_is_reported() {
    let folder = TempDir::new().expect("a folder");
    let sound = capture(&[SENT, REACTED]);
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(sound.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let files: [(&str, Vec<u8>, &str); 8] = [
        ("cut.har", sound.as_bytes()[..sound.len() - 120].to_vec(), "breaks off"),
        ("utf16.har", utf16, "UTF-16"),
        ("nan.har", sound.replacen("200", "NaN", 1).into_bytes(), "NaN"),
        ("login.har", b"<!doctype html><title>Sign in</title>".to_vec(), "login page"),
        ("empty.har", Vec::new(), "empty"),
        ("list.har", b"[1,2]".to_vec(), "not a HAR capture"),
        ("new\nline.har", b"{}".to_vec(), "new\\nline.har"),
        ("no.zip", b"PK\x05\x06rest".to_vec(), "archive cannot be opened"),
    ];
    for (name, bytes, said) in files {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        let good = written(&folder, "good.har", &capture(&[SENT]));
        let (code, out, err) = audit(&[path.as_path(), &good, Path::new("--format"), Path::new("json")]);
        assert_eq!(code, 2, "{name}: {err}");
        assert!(err.contains(said) && err.lines().count() == 1, "{name}: {err}");
        let report: Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(report["apps"][0]["activities"][0]["activity"], "message.send", "{name}");
        assert!(report["inputs"][0]["problem"]["message"].is_string(), "{name}");
    }
    let (code, _, err) = audit(&[folder.path().join("nowhere.har")]);
    assert!(code == 2 && err.contains("nowhere.har"), "{err}");
    let empty = TempDir::new().expect("a folder");
    assert!(audit(&[empty.path()]).2.contains("no capture in this folder"));
}

#[test]
fn names_that_stand_twice_are_told() {
    let folder = TempDir::new().expect("a folder");
    let text = capture(&[SENT]).replace("\"method\":", "\"url\":\"https://first.example/\",\"method\":");
    let report = report(&[&written(&folder, "twice.har", &text)], &[]);
    assert_eq!(report["inputs"][0]["twice"], json!(["url"]));
    assert_eq!(report["apps"][0]["activities"][0]["activity"], "message.send", "the later address counts");
}

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

#[test]
fn captures_of_all_writers_say_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/har");
    let writers = ["charles", "chromium", "firefox", "mitmproxy", "playwright", "safari"];
    for writer in writers {
        let report = report(&[&folder.join(format!("{writer}.har"))], &[]);
        let input = &report["inputs"][0];
        assert_eq!((&input["entries"], input.get("problem")), (&json!(4), None), "{writer}");
        let apps = report["apps"].as_array().expect("apps");
        // Without a page a socket does not tell its tenant.
        let app = apps.iter().find(|app| app["tenant"] == "T00000000").expect(writer);
        let sent =
            app["activities"].as_array().expect("activities").iter().find(|entry| entry["activity"] == "message.send");
        assert_eq!(sent.map(|entry| &entry["count"]), Some(&json!(1)), "{writer}");
        assert_eq!(app["findings"][0]["level"], "alert", "{writer}");
        let background = apps.iter().flat_map(|app| app["activities"].as_array().expect("activities"));
        assert!(background.into_iter().any(|entry| entry["activity"] == "background"), "{writer}: the socket is seen");
        // A proxy that writes neither type nor headers does not tell a page from a request.
        let unmatched = if writer == "charles" { 2 } else { 1 };
        assert_eq!(report["unmatched"]["requests"], unmatched, "{writer}");
        assert!(!report["timeline"]["rows"].as_array().expect("rows").is_empty(), "{writer}: its dates are read");
    }
    let all = report(&[&folder], &[]);
    assert_eq!(all["inputs"].as_array().map(Vec::len), Some(writers.len()));
    assert_eq!(all["unmatched"]["requests"], 7);
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
fn archives_and_folders_of_odd_shape_are_read_or_named() {
    let folder = TempDir::new().expect("a folder");
    let sound = capture(&[SENT]);
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(sound.as_bytes()).expect("written");
    let packed = packed.finish().expect("written");
    let archive = |members: &[(&str, &[u8])]| {
        let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in members {
            archive.start_file(*name, SimpleFileOptions::default()).expect("started");
            archive.write_all(bytes).expect("written");
        }
        archive.finish().expect("written").into_inner()
    };
    let inner = archive(&[("x.har", sound.as_bytes())]);
    let cases: [(&str, Vec<u8>, i32, &str); 4] = [
        (
            "good.zip",
            archive(&[("a.har.gz", &packed), ("b\nc.har", sound.as_bytes()), ("../up.har", sound.as_bytes())]),
            0,
            "",
        ),
        ("nested.zip", archive(&[("inner.har.zip", &inner)]), 2, "nested.zip!/inner.har.zip: an archive inside"),
        ("none.zip", archive(&[("notes.txt", b"x")]), 2, "no capture (.har) in this archive"),
        ("cut.har.gz", packed[..packed.len() / 2].to_vec(), 2, "cut.har.gz: byte "),
    ];
    for (name, bytes, wanted, said) in cases {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        let (code, out, err) = audit(&[path.as_path(), Path::new("--format"), Path::new("json")]);
        assert_eq!(code, wanted, "{name}: {err}");
        assert!(err.contains(said) && err.lines().count() <= 1, "{name}: {err}");
        let report: Value = serde_json::from_str(&out).expect("JSON");
        let sent = report["apps"][0]["activities"][0]["count"].as_u64();
        assert!(name != "good.zip" || sent == Some(3), "{out}");
    }

    // A folder that is named like a capture, with a way back into itself.
    let odd = folder.path().join("odd.har");
    fs::create_dir(&odd).expect("a folder");
    let empty = audit(&[odd.as_path()]);
    assert!(empty.0 == 2 && empty.2.contains("no capture in this folder"), "{}", empty.2);
    fs::write(odd.join("in.har"), &sound).expect("written");
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), odd.join("up")).expect("a link");
    assert_eq!(report(&[&odd], &[])["inputs"].as_array().map(Vec::len), Some(1));
}
