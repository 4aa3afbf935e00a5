# shellcheck shell=bash
# What can be judged without running the code.

check() {
  [ -z "${CI:-}" ] || lockfile
  packages
  wasm
  step format "one layout for all Rust" cargo fmt --check
  step clippy "Rust lints, native" cargo clippy --all-targets -- -D warnings
  step clippy-wasm "Rust lints, for the browser" cargo clippy --lib \
    --target wasm32-unknown-unknown --no-default-features -- -D warnings
  step clippy-wasm-audit "Rust lints, for the pages of auditors" cargo clippy --lib \
    --target wasm32-unknown-unknown --no-default-features --features audit -- -D warnings
  step clippy-reader "Rust lints, for the reader" cargo clippy --lib \
    --target wasm32-unknown-unknown --no-default-features --features reader -- -D warnings
  step types-extension "types of the extension's JavaScript" tsc --project tsconfig.json
  step types-tests "types of the tests' and tools' JavaScript" tsc --project tests/tsconfig.json
  step types-benches "types of the benchmarks' JavaScript" tsc --project benches/tsconfig.json
  step lint "JavaScript lints" eslint --max-warnings 0 .
}
