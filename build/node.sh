# shellcheck shell=bash
# Node and the npm packages: type checker, linters, wasm-opt, what drives the browsers.

packages() {
  local hash
  command -v npm >/dev/null || fail "Node.js 20.19 or newer with npm is missing: see https://nodejs.org"
  PATH=$ROOT/node_modules/.bin:$PATH
  hash=$(digest package.json package-lock.json .npmrc)
  stamped node_modules/.stamp "$hash" && return
  lock
  if ! stamped node_modules/.stamp "$hash"; then
    step npm-packages "type checker, linters, wasm-opt, browser driver library" npm ci --no-audit --no-fund
    stamp node_modules/.stamp "$hash"
  fi
  unlock
}
