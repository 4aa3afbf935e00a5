# shellcheck shell=bash
# The bench: every comparison in one run, into target/bench.md, target/bench.svg and target/bench.json.
#
# What is only compared with is built and installed here and nowhere else, from benches/peers/. A part that fails
# is named in the table and does not keep the others from running.

BENCH=$ROOT/target/bench
PEERS=$ROOT/target/peers

bench() {
  local quick='' parts=() word name
  for word in "$@"; do
    case $word in
      quick) quick=quick ;;
      native | wasm | browser | audit | reader | size) parts+=("$word") ;;
      readme)
        bench_readme
        return
        ;;
      idle | flood)
        bench_page "$@"
        return
        ;;
      *)
        # ./build.sh bench reader FILE measures the reader on passages of one's own.
        [ "${parts[*]}" = reader ] || fail "bench: $word is no part of it: native, wasm, browser, audit, reader, size; quick; readme"
        bench_reader "$word"
        return
        ;;
    esac
  done
  if [ ${#parts[@]} -eq 0 ]; then
    parts=(size native wasm audit reader browser)
    rm -rf "$BENCH/results"
    bench_build
  fi
  BENCH_QUICK=${quick:+true}
  mkdir -p "$BENCH/results"
  : >"$BENCH/failed"
  for word in "${parts[@]}"; do
    for name in $(bench_results "$word"); do rm -f "$BENCH/results/$name.json"; done
    # In a process of its own: a step that fails ends it, and no other part.
    set +e
    (
      set -e
      "bench_$word" $quick
    )
    # shellcheck disable=SC2181
    [ $? -eq 0 ] || echo "$word" >>"$BENCH/failed"
    set -e
    for name in $(bench_results "$word"); do
      [ -f "$BENCH/results/$name.json" ] || bench_failed "$name"
    done
  done
  bench_table
  [ ! -s "$BENCH/failed" ] || fail "bench: failed: $(tr '\n' ' ' <"$BENCH/failed"); the table has all the rest"
}

# All that is built, before anything is measured: what is compared with beside what ships, as linking takes one core.
bench_build() {
  local peers
  toolchain
  packages
  # What fails here fails again in the part that needs it, and is said there.
  (bench_peers && bench_audit_build) >/dev/null 2>&1 &
  peers=$!
  (extension) || true
  wait "$peers" || true
}

# bench_page idle [MINUTES] | flood [REQUESTS]: a page that is left alone, or that floods, in both browsers.
bench_page() {
  local what=$1 name
  packages
  for name in chromium firefox; do browser "$name"; done
  extension
  for name in chromium firefox; do
    step_shown "bench-$what-$name" "a page, in $name" env BROWSER="$name" node "tests/browser/$what.js" "${@:2}"
  done
}

# bench_results PART: the names of its results.
bench_results() {
  case $1 in
    native) echo native instructions ;;
    wasm) echo node chromium ;;
    browser) echo wake-chromium page wake-firefox ;;
    *) echo "$1" ;;
  esac
}

# bench_failed RESULT
bench_failed() {
  printf '{"part":"%s","failed":true}\n' "$1" >"$BENCH/results/$1.json"
}

# bench_into RESULT WHY COMMAND...: the command prints one JSON document, which becomes a result of the table.
bench_into() {
  local name=$1 why=$2 log=$LOGS/bench-$1.log start=$SECONDS status
  shift 2
  mkdir -p "$LOGS" "$BENCH/results"
  printf '%-20s %s ... ' "bench-$name" "$why" >&2
  set +e
  "$@" >"$BENCH/$name.new" 2>"$log" </dev/null
  status=$?
  set -e
  if [ "$status" -eq 0 ]; then
    sed "1s/^{/{\"date\":\"$(date +%F)\",\"quick\":${BENCH_QUICK:-false},/" "$BENCH/$name.new" >"$BENCH/results/$name.json"
    rm "$BENCH/$name.new"
    printf '%ss\n' $((SECONDS - start)) >&2
  else
    bench_failed "$name"
    printf 'failed\n' >&2
    tail -n 12 "$log" >&2
    echo "$name" >>"$BENCH/failed"
  fi
}

# bench_program PROGRAM PACKAGE: installs it where that is ours to do; the table says so where it is not.
bench_program() {
  command -v "$1" >/dev/null && return
  command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ] || return 0
  # A step that fails ends its process: this one may.
  (step "$1" "the bench compares with it; from Debian" debian_install "$2") || true
}

bench_peers() {
  toolchain
  step bench-peers "what Trainspotter is compared with, native" \
    env CARGO_TARGET_DIR="$PEERS" cargo build --release --manifest-path benches/peers/Cargo.toml
}

bench_peers_wasm() {
  local hash
  wasm
  hash=$(digest benches/peers/Cargo.toml benches/peers/wasm)
  stamped "$BENCH/adblock/.stamp" "$hash" && return
  step bench-peers-wasm "adblock-rust for the browser" env CARGO_TARGET_DIR="$PEERS" \
    wasm-pack build benches/peers/wasm --target web --release --mode no-install --no-pack \
    --out-dir "$BENCH/adblock" --out-name adblock
  stamp "$BENCH/adblock/.stamp" "$hash"
}

bench_packages() {
  local hash
  packages
  hash=$(digest benches/peers/package.json benches/peers/package-lock.json)
  stamped benches/peers/node_modules/.stamp "$hash" && return
  step bench-packages "what Trainspotter is compared with, in browsers" npm ci --prefix benches/peers
  stamp benches/peers/node_modules/.stamp "$hash"
}

bench_native() {
  local rounds=15 counts=(100 1000 10000 100000)
  [ -z "${1:-}" ] || { rounds=5 counts=(1000 100000); }
  bench_program valgrind valgrind
  bench_peers
  bench_into native "one request, native" "$PEERS/release/native" "$rounds" "${counts[@]}"
  bench_into instructions "the same in instructions" node benches/parts/instructions.js 1000
}

bench_wasm() {
  local rounds=11 counts=(100 1000 10000 100000)
  [ -z "${1:-}" ] || { rounds=5 counts=(1000); }
  bench_packages
  bench_peers
  bench_peers_wasm
  step bench-made-up "made-up rules for JavaScript" "$PEERS/release/made-up" "$BENCH/made-up" "${counts[@]}"
  bench_into node "one request through WebAssembly, in Node" node benches/wasm/node.js "$rounds" "${counts[@]}"
  browser chromium
  bench_into chromium "the same in a page of Chromium" node benches/wasm/chromium.js "$rounds" "${counts[@]}"
}

bench_size() {
  packages
  extension
  bench_into size "modules and rules, compressed" node benches/parts/size.js
}

bench_audit() {
  local megabytes=100
  [ -z "${1:-}" ] || megabytes=20
  bench_program jq jq
  bench_program python3 python3
  bench_peers
  bench_into audit "a capture of $megabytes MB" bench_audit_run "$megabytes"
}

bench_audit_build() {
  CARGO_PROFILE_RELEASE_PANIC=unwind cargo bench --bench audit --no-run
}

bench_audit_run() {
  # Benchmarks unwind; with a program beside them that aborts, one library would be written over the other's.
  CARGO_PROFILE_RELEASE_PANIC=unwind TRAINSPOTTER_SAMPLES=$BENCH/audit.samples cargo bench --bench audit -- "$1" "simd-json, tape=$PEERS/release/tape" >&2
  cat "$BENCH/audit.samples"
}

bench_browser() {
  local rounds=3 seconds=15 wakes=15
  [ -z "${1:-}" ] || { rounds=1 seconds=5 wakes=5; }
  bench_packages
  extension
  browser chromium
  bench_into wake-chromium "wake to first verdict, Chromium" env BROWSER=chromium node benches/browser/wake.js "$wakes"
  bench_into page "a heavy page, Chromium" node benches/browser/page.js "$rounds" "$seconds"
  browser firefox
  bench_into wake-firefox "wake to first verdict, Firefox" env BROWSER=firefox node benches/browser/wake.js "$wakes"
}

# bench_reader FILE: how well it judges, on passages of one's own. Without: a row of the table.
bench_reader() {
  packages
  wasm
  case ${1:-} in
    '' | quick) bench_into reader "a policy of 100 KB, in Node" node benches/parts/reader.js ;;
    *)
      step_shown bench-reader "how well the reader judges" cargo bench --no-default-features --features train --bench reader -- "$1"
      step_shown bench-reader-wasm "how fast, as the browser runs it" node benches/reader.js
      ;;
  esac
}

# The table needs Node alone, so that it is there whatever failed; the figure what draws it.
bench_table() {
  packages
  step bench-table "all results into target/bench.md and target/bench.json" node benches/table/write.js
  if (bench_peers); then bench_figure; else echo figure >>"$BENCH/failed"; fi
  cat target/bench.md
}

bench_figure() {
  step bench-figure "the same as target/bench.svg" "$PEERS/release/chart" target/bench.json target/bench.svg
}

# The newest results into the README, with the figure beside the other pictures.
bench_readme() {
  packages
  step bench-table "all results into target/bench.md and target/bench.json" node benches/table/write.js
  bench_peers
  bench_figure
  step bench-readme "the newest results into README.md and docs/bench.svg" node benches/table/readme.js
}
