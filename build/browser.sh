# shellcheck shell=bash
# The browsers and their drivers. Nothing else may look for them or fetch them: the tests
# get the paths in CHROMIUM_BIN, CHROMEDRIVER, FIREFOX_BIN and GECKODRIVER.

GECKODRIVER_VERSION=0.37.1

export SE_OFFLINE=true SE_AVOID_STATS=true

# browser NAME: makes that browser ready, installing it where that is ours to do.
browser() {
  case $1 in
    chromium) browser_chromium ;;
    firefox) browser_firefox ;;
    *) fail "unknown browser: $1 (chromium or firefox)" ;;
  esac
}

browser_chromium() {
  chromium_paths
  if [ -z "$CHROMIUM_BIN" ] || [ -z "$CHROMEDRIVER" ]; then
    debian_packages chromium "a browser for run and e2e" \
      "install Chromium and its ChromeDriver, or name them in CHROMIUM_BIN and CHROMEDRIVER" \
      chromium chromium-driver fonts-liberation xvfb xauth
    chromium_paths
  fi
  export CHROMIUM_BIN CHROMEDRIVER
  local browser driver
  browser=$(version_of "$CHROMIUM_BIN")
  driver=$(version_of "$CHROMEDRIVER")
  [ "${browser%%.*}" = "${driver%%.*}" ] ||
    fail "$CHROMIUM_BIN is $browser but $CHROMEDRIVER is $driver: they must be of one major version"
  printf '%-20s %s %s\n' browser "$CHROMIUM_BIN" "$browser" >&2
  case $CHROMIUM_BIN in
    *chrome*) echo "    note: branded Chrome 137 and later ignores --load-extension; Chromium does not" >&2 ;;
  esac
}

chromium_paths() {
  CHROMIUM_BIN=${CHROMIUM_BIN:-$(first_of chromium chromium-browser google-chrome google-chrome-stable)}
  CHROMEDRIVER=${CHROMEDRIVER:-$(first_of chromedriver)}
}

browser_firefox() {
  firefox_paths
  if [ -z "$FIREFOX_BIN" ]; then
    debian_packages firefox "a browser for e2e" \
      "install Firefox 142 or newer, or name it in FIREFOX_BIN" \
      firefox-esr fonts-liberation xvfb xauth
    firefox_paths
  fi
  if [ -z "${GECKODRIVER:-}" ]; then
    toolchain
    tool geckodriver "$GECKODRIVER_VERSION" geckodriver "drives Firefox in the tests"
    GECKODRIVER=$(first_of geckodriver)
  fi
  export FIREFOX_BIN GECKODRIVER
  local browser
  browser=$(version_of "$FIREFOX_BIN")
  printf '%-20s %s %s\n' browser "$FIREFOX_BIN" "$browser" >&2
}

firefox_paths() {
  FIREFOX_BIN=${FIREFOX_BIN:-$(first_of firefox-esr firefox)}
}

# first_of PROGRAM...: the path of the first that is there, or nothing.
first_of() {
  local program
  for program in "$@"; do
    command -v "$program" && return
  done
  return 0
}

# version_of PROGRAM: the first dotted number it prints of itself.
version_of() {
  local text
  text=$("$1" --version 2>/dev/null) || fail "$1 does not start"
  [[ $text =~ [0-9]+(\.[0-9]+)+ ]] || fail "$1 --version prints no version"
  echo "${BASH_REMATCH[0]}"
}
