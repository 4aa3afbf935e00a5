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
  local texts language
  target/release/trainspotter rules hosts >target/hosts.txt
  target/release/trainspotter rules image --output target/rules.image
  mkdir -p target/translations
  for texts in extension/translations/*.json; do
    language=$(basename "$texts" .json)
    target/release/trainspotter rules image --language "$language" --output "target/translations/$language.image"
  done
  node build/extension.mjs target/hosts.txt
}
