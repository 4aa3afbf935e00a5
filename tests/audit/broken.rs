//! What is broken or of odd shape is named, and the rest is reported.

use super::{REACTED, SENT, audit, capture, report, written};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

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
