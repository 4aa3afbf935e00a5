# shellcheck shell=bash
# Programs that come from the system. As root on Debian they are installed, elsewhere asked for.

# debian_packages STEP WHY ELSEWHERE PACKAGE...: ELSEWHERE tells what to do where this is not Debian.
debian_packages() {
  local name=$1 why=$2 elsewhere=$3
  shift 3
  grep -qx 'ID=debian' /etc/os-release 2>/dev/null || fail "$name: missing; $elsewhere"
  [ "$(id -u)" -eq 0 ] || fail "$name: missing; sudo apt-get install $*"
  step "$name" "$why; from Debian" debian_install "$@"
}

debian_install() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  apt-get install -y --no-install-recommends "$@"
}
