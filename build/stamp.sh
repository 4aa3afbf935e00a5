# shellcheck shell=bash
# Stamps: a step is skipped while the hash of what it reads is the one it last finished with.

# digest PATH...: one hash over the names and contents of files and directories, where they exist.
digest() {
  local list
  list=$(find "$@" -type f 2>/dev/null | LC_ALL=C sort) || true
  {
    echo "$list"
    echo "$list" | git hash-object --no-filters --stdin-paths
  } | git hash-object --stdin
}

# stamped FILE HASH: is that stamp in place?
stamped() {
  [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

# stamp FILE HASH
stamp() {
  mkdir -p "$(dirname "$1")"
  echo "$2" >"$1"
}

# The setup and build steps of one clone run one after the other, whoever starts them.
lock() {
  command -v flock >/dev/null || return 0
  mkdir -p "$ROOT/target"
  exec 9>"$ROOT/target/.build.lock"
  flock -n 9 && return 0
  echo "waiting for another build.sh in this directory" >&2
  flock 9
}

unlock() {
  exec 9>&-
}
