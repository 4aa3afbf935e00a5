//! Promises about the code itself, kept by looking.

use std::fs;
use std::path::{Path, PathBuf};
use trainspotter::Ruleset;

fn files(folder: &Path, end: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, end, found);
        } else if path.extension().is_some_and(|extension| extension == end) {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&root.join("src"), "rs", &mut found);
    files(&root.join("extension"), "js", &mut found);
    found.into_iter().map(|path| (path.clone(), fs::read_to_string(path).expect("text"))).collect()
}

#[test]
fn vendors_are_known_to_rules_alone() {
    let rules = Ruleset::shipped();
    let hosts = rules.files().iter().flat_map(|file| &file.rules.apps).flat_map(|app| {
        app.pages.iter().flat_map(|pages| &pages.hosts).chain(&app.request_hosts).map(|host| host.name().to_owned())
    });
    let hosts: Vec<String> = hosts.collect();
    let sources = sources();
    assert!(hosts.len() >= 8 && sources.len() >= 25, "{} hosts, {} files", hosts.len(), sources.len());
    for (path, text) in &sources {
        for line in text.lines() {
            for host in &hosts {
                assert!(!line.to_ascii_lowercase().contains(host), "{} names {host}: {line}", path.display());
            }
        }
    }
}

#[test]
fn only_the_edge_names_the_bridge_to_javascript() {
    let naming: Vec<String> = sources()
        .into_iter()
        .filter(|(path, text)| path.extension().is_some_and(|end| end == "rs") && text.contains("wasm_bindgen::"))
        .map(|(path, _)| path.to_string_lossy().into_owned())
        .collect();
    assert!(!naming.is_empty());
    assert!(naming.iter().all(|path| path.contains("src/wasm")), "{naming:?}");
}
