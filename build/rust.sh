# shellcheck shell=bash
# The Rust toolchain and the build tools that come from crates.

CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/trainspotter

# rust-toolchain.toml names the version; rustup fetches it where it may. Where it may not,
# an installed toolchain of the same version does.
toolchain() {
  local pin name
  command -v cc >/dev/null ||
    debian_packages linker "Rust links with it" "install a C compiler, which brings one" gcc libc6-dev
  command -v cargo >/dev/null || fail "cargo is missing: install Rust with rustup, https://rustup.rs"
  pin=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
  if ! rustc --version >/dev/null 2>&1; then
    for name in $(rustup toolchain list | cut -d' ' -f1); do
      case $(RUSTUP_TOOLCHAIN=$name rustc --version 2>/dev/null) in
        "rustc $pin "*) export RUSTUP_TOOLCHAIN=$name && break ;;
      esac
    done
  fi
  rustc --version >/dev/null || fail "Rust $pin is missing: rustup toolchain install $pin"
  [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ] && return
  command -v rustup >/dev/null || fail "the wasm32-unknown-unknown target of Rust $pin is missing"
  step wasm32-target "compiles the core for the browser" rustup target add wasm32-unknown-unknown
}

# tool CRATE VERSION PROGRAM WHY: puts a crate's program of exactly that version on the PATH.
# It is built once for all clones, unoptimised: a third of the time, and fast enough for a tool.
tool() {
  local crate=$1 version=$2 program=$3 why=$4 bin=$CACHE/tools-$1-$2/bin
  PATH=$bin:$PATH
  tool_is "$bin/$program" "$version" && return
  lock
  if ! tool_is "$bin/$program" "$version"; then
    trap 'rm -rf "$CACHE/build-$$"' EXIT
    step "$crate" "$why; built once, into $CACHE" env \
      CARGO_TARGET_DIR="$CACHE/build-$$" \
      CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_DEBUG=0 \
      cargo install "$crate" --version "$version" --locked --force --root "$CACHE/tools-$crate-$version"
    tool_is "$bin/$program" "$version" || fail "$bin/$program is not version $version"
  fi
  unlock
}

# tool_is PROGRAM VERSION
tool_is() {
  local name version _rest command=()
  # What extends cargo is asked as cargo asks it.
  [[ $1 != */cargo-* ]] || command=("${1##*/cargo-}")
  read -r name version _rest < <("$1" "${command[@]}" --version 2>/dev/null) || return 1
  [ -n "$name" ] && [ "$version" = "$2" ]
}

# The version of a crate in Cargo.lock.
locked_version() {
  sed -n "/^name = \"$1\"\$/{n;s/^version = \"\(.*\)\"/\1/p;}" Cargo.lock
}

cli() {
  toolchain
  step cli "the native command line" cargo build --release
}

# Where nobody would see it change, Cargo.lock must already fit Cargo.toml.
lockfile() {
  toolchain
  step lockfile "Cargo.lock fits Cargo.toml" cargo metadata --locked --format-version 1
}
