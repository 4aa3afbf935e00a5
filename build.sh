#!/usr/bin/env bash
# The one door: sets up, builds, checks, tests and packs Trainspotter.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
ROOT=$PWD
export ROOT
export CARGO_TARGET_DIR=$ROOT/target

for part in step stamp debian rust node browser wasm extension check spark test bench release; do
  # shellcheck source=/dev/null
  source "build/$part.sh"
done

usage() {
  cat <<'TEXT'
usage: ./build.sh COMMAND

  run [URL]                build, open a browser with the extension on a sample
                           workspace (or URL), then audit a sample capture
  test                     everything below but bench and release
  check                    formatting, clippy, types, lint
  extension                target/extension/chromium and target/extension/firefox
  rule NAME                start extension/rules/NAME.json; it fails the check until
                           evidence, example and near miss are filled in
  cli                      the release command line; prints its path
  e2e [chromium|firefox]   the browser tests; both browsers unless one is named
  managed [chromium|firefox]  the tests with real policies: as root on Linux
  spark                    the recipe for Apache Spark, on two local cores
  train-reader [FILE...]   the reader's weights anew, from its own cases and
                           labelled passages
  train-compare            the weights that tell rewording from change anew
  bench [quick] [PART...]  what it costs beside its peers, in one run: the table
                           target/bench.md, target/bench.svg, target/bench.json;
                           parts: size native wasm audit reader browser; quick
                           is a minute or two once all is built
  bench idle [MINUTES]     an open workspace that polls, left alone: exits with 1
                           when the background wakes after the first minute
  bench flood [REQUESTS]   a page that floods, with and without the extension
  bench readme             the newest of these results into README.md
  bench reader FILE        how well the reader judges: its own cases, and by
                           cross-validation over vendors the labelled passages
                           of FILE; its speed
  release [--verify]       dist/: the packed extensions, policy files, source, bill of
                           materials, SHA256SUMS; --verify: twice, and compared
  policy [FILE]            target/policy/: policy files that set what FILE decides
  help                     this text

What is missing is installed on the way: Rust tools in a cache outside this
directory, npm packages in node_modules/, and, as root on Debian, the browsers.
Logs of every step are in target/log/.
TEXT
}

run() {
  local browser=${BROWSER:-chromium}
  packages
  browser "$browser"
  extension
  BROWSER=$browser node tests/browser/run.js "$@"
  target/release/trainspotter audit tests/browser/sample.har
}

rule() {
  [ $# -eq 1 ] || fail "usage: ./build.sh rule NAME"
  toolchain
  step rule-checker "the command line that writes and checks rules" cargo build
  target/debug/trainspotter rules new "$1"
}

train_reader() {
  toolchain
  step_shown train-reader "weights from labelled passages" cargo run --release --no-default-features --features train --example train-reader -- "$@"
}

train_compare() {
  toolchain
  step_shown train-compare "weights from pairs of versions" cargo run --release --features train --example train-compare
}

command=${1:-help}
[ $# -eq 0 ] || shift
case $command in
  run) run "$@" ;;
  test) test_all ;;
  check) check ;;
  extension)
    extension
    ls -d "$ROOT"/target/extension/*
    ;;
  rule) rule "$@" ;;
  cli)
    cli
    echo "$ROOT/target/release/trainspotter"
    ;;
  e2e) e2e "$@" ;;
  managed) managed "$@" ;;
  spark) spark ;;
  bench) bench "$@" ;;
  train-reader) train_reader "$@" ;;
  train-compare) train_compare ;;
  release) release "$@" ;;
  policy) policy_files "$@" ;;
  help | -h | --help) usage ;;
  *)
    echo "build.sh: unknown command: $command" >&2
    usage >&2
    exit 2
    ;;
esac
