# shellcheck shell=bash
# A step: one line that says what is done and why, its time, and a log.

LOGS=$ROOT/target/log

fail() {
  printf 'build.sh: %s\n' "$@" >&2
  exit 1
}

# step NAME WHY COMMAND...: runs quietly; on failure shows where and the last lines.
# Call it as a plain statement: inside `if` or `||` bash would ignore errors in COMMAND.
step() {
  local name=$1 why=$2 log=$LOGS/$1.log start=$SECONDS status
  shift 2
  mkdir -p "$LOGS"
  printf '%-20s %s ... ' "$name" "$why" >&2
  set +e
  (
    set -e
    "$@"
  ) >"$log" 2>&1 </dev/null
  status=$?
  set -e
  if [ "$status" -ne 0 ]; then
    printf 'failed\n\n' >&2
    tail -n 40 "$log" >&2
    printf '\nbuild.sh: step "%s" failed (exit %s); all of it: %s\n' "$name" "$status" "$log" >&2
    exit 1
  fi
  printf '%ss\n' $((SECONDS - start)) >&2
}

# step_shown NAME WHY COMMAND...: the same for a step whose output is its result.
step_shown() {
  local name=$1 why=$2 log=$LOGS/$1.log status
  shift 2
  mkdir -p "$LOGS"
  printf '%-20s %s\n' "$name" "$why" >&2
  set +e
  "$@" 2>&1 </dev/null | tee "$log"
  status=${PIPESTATUS[0]}
  set -e
  [ "$status" -eq 0 ] || fail "step \"$name\" failed (exit $status); all of it: $log"
}
