#!/usr/bin/env bash
# Runs a command with an /etc of its own: what it writes there is seen by it and its children alone. When it ends, killed or
# not, the children end with it and what was written is gone. So policies can be tried without anybody else's browser noticing.
#
# usage: tests/policy/apart.sh --possible    says nothing and succeeds, or says why not
#        tests/policy/apart.sh COMMAND...
set -euo pipefail

APART=(--mount --propagation private --pid --fork --kill-child --mount-proc)

not_possible() {
  [ "$(uname)" = Linux ] || { echo "not Linux" && return; }
  [ "$(id -u)" -eq 0 ] || { echo "not root" && return; }
  local place
  for place in /etc/chromium/policies /etc/firefox/policies /usr/lib/firefox-esr/distribution/policies.json /usr/lib/mozilla/managed-storage; do
    if [ -e "$place" ] && [ -n "$(find "$place" -type f -print -quit)" ]; then
      echo "this machine has policies of its own in $place" && return
    fi
  done
  unshare "${APART[@]}" true 2>/dev/null || echo "no namespaces here"
}

if [ "$1" = --possible ]; then
  why=$(not_possible)
  echo "$why"
  [ -z "$why" ]
  exit
fi
if [ -z "${TRAINSPOTTER_APART:-}" ]; then
  why=$(not_possible)
  [ -z "$why" ] || { echo "apart.sh: $why" >&2 && exit 1; }
  TRAINSPOTTER_APART=1 exec unshare "${APART[@]}" "$0" "$@"
fi

# In memory, below a directory that every machine has: it takes the writes and ends with the namespace.
mount -t tmpfs tmpfs /mnt
mkdir /mnt/written /mnt/work
mount -t overlay overlay -o lowerdir=/etc,upperdir=/mnt/written,workdir=/mnt/work /etc
exec "$@"
