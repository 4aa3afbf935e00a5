# shellcheck shell=bash
# The extension, one directory for each browser, in target/extension/.

extension() {
  cli
  wasm
  lock
  step extension "assembled for Chromium and for Firefox" extension_assembly
  unlock
}

extension_assembly() {
  target/release/trainspotter rules hosts >target/hosts.txt
  target/release/trainspotter rules image --output target/rules.image
  node build/extension.mjs target/hosts.txt
}
