//! However large a capture is, or becomes when it is unpacked.

use super::{REACTED, SENT, audit, capture, entry};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use tempfile::TempDir;

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
