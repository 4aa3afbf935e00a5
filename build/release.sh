# shellcheck shell=bash
# The files of a release, in dist/. The same commit gives the same bytes.

release() {
  local version
  [ -z "$(git status --porcelain)" ] || fail "a release is made from a commit: commit or stash your changes first"
  version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
  lockfile
  extension
  step release "packed with the commit's date on every file" release_files "$version"
  cat dist/SHA256SUMS
}

release_files() {
  mkdir -p dist
  find dist -mindepth 1 -delete
  git archive --format=tar.gz --prefix="trainspotter-$1/" --output "dist/trainspotter-$1-source.tar.gz" HEAD
  node build/release.mjs dist "$1" "$(git log -1 --format=%ct)"
}
