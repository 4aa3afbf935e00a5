# shellcheck shell=bash
# The core as WebAssembly: in target/wasm/ what everybody loads and the reader, in target/wasm-audit/ what pages for
# auditors load.

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
    step wasm "engine, checker, reader and auditor for the browser" wasm_modules
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

# wasm_modules: the engine wakes with the browser; the others are loaded when somebody needs them.
wasm_modules() {
  # Measured: "z" makes the engine a sixth smaller than "s"; the wake counts more than the signal. Calls that cost more than
  # what they call are put in its place: not larger, a fifth of the functions less to start, a signal in two thirds of the time.
  WASM_FLAGS=$'\x1f-Cllvm-args=--inline-threshold=30' wasm_module wasm trainspotter z
  # Nobody waits for the checker: without link-time optimisation it is built in a fraction of the time.
  CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 wasm_module wasm checker z --features check
  # Measured: 3 judges a policy in half the time of "s".
  wasm_module wasm reader 3 --features reader
  # Bodies are passed over sixteen bytes at a time, as every browser that the manifests admit can.
  WASM_FLAGS=$'\x1f-Ctarget-feature=+simd128' wasm_module wasm-audit trainspotter_audit s --features audit
}

# wasm_module FOLDER NAME LEVEL OPTION...: one module, in target/FOLDER/, so optimised, with these options of cargo.
# No path of this machine may end up in the module: the same commit gives the same bytes.
wasm_module() {
  local folder=$1 name=$2 level=$3 from
  shift 3
  from=$'--remap-path-prefix='"$ROOT"$'=.\x1f--remap-path-prefix='"${CARGO_HOME:-$HOME/.cargo}"'=cargo'"${WASM_FLAGS:-}"
  CARGO_PROFILE_RELEASE_OPT_LEVEL=$level CARGO_ENCODED_RUSTFLAGS=$from wasm-pack build --target web --release --mode no-install --no-pack \
    --out-dir "target/$folder" --out-name "$name" -- --no-default-features "$@"
}
