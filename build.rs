//! Rebuilds the core when a rule file is added or removed; edits of known files the compiler sees itself.

fn main() {
    println!("cargo::rerun-if-changed=extension/rules");
    println!("cargo::rerun-if-changed=extension/translations");
}
