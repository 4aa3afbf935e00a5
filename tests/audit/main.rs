//! `trainspotter audit` as an auditor uses it: many captures, packed and broken, and reports that can be checked.

mod broken;
mod memory;
mod published;
mod verified;

use assert_cmd::Command;
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::Write;
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
