# shellcheck shell=bash
# The files of a release, in dist/, and the policy files alone. The same commit and key give the same bytes.

CYCLONEDX=0.5.9

# release [--verify]
release() {
  case ${1:-} in
    '')
      release_here
      cat dist/SHA256SUMS
      ;;
    --verify)
      release_here
      release_verify
      ;;
    *) fail "release: unknown option $1 (--verify)" ;;
  esac
}

release_here() {
  local version
  if in_clone; then
    [ -z "$(git status --porcelain)" ] || fail "a release is made from a commit: commit or stash your changes first"
  fi
  commit_time >/dev/null
  version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
  lockfile
  extension
  tool cargo-cyclonedx "$CYCLONEDX" cargo-cyclonedx "lists what the core is made of"
  signing_key
  step release "packed with the commit's date on every file" release_files "$version"
  tail -n 1 "$LOGS/release.log" >&2
}

release_files() {
  mkdir -p dist target/sbom
  find dist -mindepth 1 -delete
  if in_clone; then
    git -c tar.umask=0022 archive --format=tar.gz --prefix="trainspotter-$1/" --output "dist/trainspotter-$1-source.tar.gz" HEAD
  else
    echo "this is an unpacked source archive: all but the source archive itself is made"
  fi
  cargo cyclonedx --quiet --format json --spec-version 1.5 --no-default-features --features check,reader,audit --target wasm32-unknown-unknown \
    --override-filename trainspotter-sbom
  mv trainspotter-sbom.json target/sbom/core.json
  npm sbom --sbom-format cyclonedx --package-lock-only >target/sbom/build-tools.json
  node build/release.mjs dist "$(commit_time)" "$TRAINSPOTTER_KEY"
}

# in_clone: is this folder a clone, not an unpacked source archive, which may lie inside somebody's own repository?
in_clone() {
  [ -e "$ROOT/.git" ]
}

# commit_time: seconds since 1970 of the commit; a source archive carries them, filled in by git when it was packed.
commit_time() {
  local seconds
  if in_clone; then
    git log -1 --format=%ct
  else
    seconds=$(cut -d' ' -f2 "$ROOT/build/commit.txt")
    [[ $seconds =~ ^[0-9]+$ ]] || fail "no commit is known here: make a release in a clone, or in the unpacked source archive of a release"
    echo "$seconds"
  fi
}

# The key that signs the CRX. It decides the extension's id, so a fleet needs one that stays.
signing_key() {
  local development=$CACHE/development-key.pem
  if [ -n "${TRAINSPOTTER_KEY:-}" ]; then
    [ -f "$TRAINSPOTTER_KEY" ] || fail "TRAINSPOTTER_KEY: there is no file $TRAINSPOTTER_KEY"
    TRAINSPOTTER_KEY=$(realpath "$TRAINSPOTTER_KEY")
  else
    [ -f "$development" ] || step development-key "signs packages that stay on this machine" node build/development-key.mjs "$development"
    printf '%s\n' '' "*** No TRAINSPOTTER_KEY: signed with the development key of this machine, $development." \
      '*** Do not hand this CRX out: another machine has another key, and with it another id. ADMIN.md tells how to make yours.' '' >&2
    TRAINSPOTTER_KEY=$development
  fi
  export TRAINSPOTTER_KEY
}

# Builds the same commit once more, in another folder, and compares.
release_verify() {
  local other
  in_clone || fail "release --verify compares with a second clone, and this is not one: compare with the published SHA256SUMS instead"
  other=$(mktemp -d)/another-place
  # shellcheck disable=SC2064
  trap "rm -rf '$(dirname "$other")'" EXIT
  git clone --quiet --no-hardlinks "$ROOT" "$other"
  git -C "$other" checkout --quiet "$(git rev-parse HEAD)"
  step_shown release-again "the same commit in $other" env -u CARGO_TARGET_DIR "$other/build.sh" release
  step release-compare "both builds are byte for byte the same" diff -r dist "$other/dist"
  printf '%-20s %s files are the same\n' '' "$(wc -l <dist/SHA256SUMS)" >&2
}

# policy [FILE]: the policy files for what FILE decides, in target/policy/.
policy_files() {
  [ -z "${1:-}" ] || export TRAINSPOTTER_POLICY=$1
  packages
  signing_key
  rm -rf target/policy
  step policy "one description, every platform" node build/policy.mjs target/policy "$TRAINSPOTTER_KEY"
  find target/policy -type f | sort
}
