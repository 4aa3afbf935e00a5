# shellcheck shell=bash
# The tests, cheapest first.

test_all() {
  packages
  browser chromium
  browser firefox
  check
  step rust-tests "the core, natively" cargo test
  awk '/^test result:/ { n += $4 } END { printf "%-20s %d passed\n", "", n }' "$LOGS/rust-tests.log" >&2
  extension
  counted
  node_tests unit "the contracts, through the real module" tests/unit/*.test.js
  step extension-lint "as the add-on store checks it" \
    addons-linter --self-hosted --warnings-as-errors target/extension/firefox
  e2e_run chromium
  e2e_run firefox
  managed_run chromium
  managed_run firefox
  # Where there is no Java nobody has to install it for the tests; ./build.sh spark does.
  ! spark_ready || spark
}

# counted: what callgrind counts. Where there is no valgrind and none can be installed, the test says that it was skipped.
counted() {
  if ! command -v valgrind >/dev/null && [ "$(id -u)" -eq 0 ] && grep -qx 'ID=debian' /etc/os-release 2>/dev/null; then
    debian_packages valgrind "counts instructions" "install valgrind" valgrind
  fi
  step counted "the core for callgrind" cargo build --profile counted --no-default-features --features counted --bin instructions
}

e2e() {
  local name
  [ $# -gt 0 ] || set -- chromium firefox
  packages
  for name in "$@"; do browser "$name"; done
  extension
  for name in "$@"; do e2e_run "$name"; done
}

e2e_run() {
  export BROWSER=$1
  if [ "$BROWSER" = chromium ] && [ -z "$(fc-list :lang=ja)" ]; then
    debian_packages japanese "letters for the pictures that the tests compare" \
      "install a Japanese font" fonts-ipafont-gothic
  fi
  node_tests "e2e-$1" "the extension in $1" tests/browser/*.test.js
}

managed() {
  local name
  [ $# -gt 0 ] || set -- chromium firefox
  packages
  for name in "$@"; do browser "$name"; done
  extension
  for name in "$@"; do managed_run "$name"; done
}

# Real policies, in an /etc that nobody else sees. Where that cannot be, a line says why.
managed_run() {
  local why
  if why=$(tests/policy/apart.sh --possible); then
    step_shown "managed-$1" "the extension in an organisation, in $1" \
      tests/policy/apart.sh node --test --test-concurrency=1 --test-reporter=spec "tests/policy/$1.test.js"
  else
    printf '%-20s SKIPPED, real policies cannot be tried: %s\n' "managed-$1" "$why" >&2
  fi
}

# node_tests STEP WHY FILE...: a pattern that named no file is an error, not a pass.
node_tests() {
  local name=$1 why=$2
  shift 2
  [ -f "$1" ] || fail "no tests: $1"
  step_shown "$name" "$why" node --test --test-concurrency=1 --test-reporter=spec "$@"
}
