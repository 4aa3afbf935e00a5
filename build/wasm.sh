# shellcheck shell=bash
# The core as WebAssembly, in target/wasm/.

WASM_PACK=0.15.1

wasm() {
  local bindgen hash
  toolchain
  packages
  [ -f Cargo.lock ] || fail "Cargo.lock is missing: it pins the version of wasm-bindgen"
  bindgen=$(locked_version wasm-bindgen)
  tool wasm-pack "$WASM_PACK" wasm-pack "builds the core for the browser"
  tool wasm-bindgen-cli "$bindgen" wasm-bindgen "writes the JavaScript side of the core"
  hash=$(wasm_inputs)
  stamped target/stamp/wasm "$hash" && return
  lock
  if ! stamped target/stamp/wasm "$hash"; then
    step wasm "the core for the browser" wasm_pack
    stamp target/stamp/wasm "$hash"
  fi
  unlock
}

wasm_inputs() {
  {
    digest src build.rs extension/rules/schema.json extension/letters extension/managed_schema.json \
      Cargo.toml Cargo.lock rust-toolchain.toml build/wasm.sh
    rustc --version
    grep '"version"' node_modules/binaryen/package.json
  } | git hash-object --stdin
}

# No path of this machine may end up in a module: the same commit gives the same bytes. The engine wakes with the
# browser; the checker is loaded when rules or settings come from outside.
wasm_pack() {
  local from
  from=$'--remap-path-prefix='"$ROOT"$'=.\x1f--remap-path-prefix='"${CARGO_HOME:-$HOME/.cargo}"'=cargo'
  # Measured: "z" makes the engine a sixth smaller than "s"; the wake counts more than the signal.
  export CARGO_PROFILE_RELEASE_OPT_LEVEL=z CARGO_ENCODED_RUSTFLAGS=$from
  # Nobody waits for the checker: without link-time optimisation it is built in a fraction of the time.
  CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 wasm_module checker --features check
  wasm_module trainspotter
}

# wasm_module NAME [FLAG...]
wasm_module() {
  local name=$1
  shift
  wasm-pack build --target web --release --mode no-install --no-pack \
    --out-dir "target/wasm-$name" --out-name "$name" -- --no-default-features "$@"
  mkdir -p target/wasm
  cp "target/wasm-$name/$name"* target/wasm/
}
