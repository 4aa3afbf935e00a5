//! The edge to JavaScript: one class a module, few calls, plain data, nothing to free but the class itself.
//!
//! The files beside it, and `wasm_reader.rs`, are the only ones that name `wasm_bindgen`. Three modules are built
//! from it: the engine, which wakes with the browser; with the feature `check` the checker, which is loaded when
//! rules or settings come from outside; with the feature `audit` the engine with captures and reports, for pages
//! of auditors. Maps become plain objects, so that results survive messages and JSON. Errors are thrown as
//! `Error` with a sentence.

use serde::Serialize;
use wasm_bindgen::prelude::*;

#[cfg(feature = "audit")]
mod auditor;
#[cfg(all(feature = "check", not(feature = "audit")))]
mod checker;
#[cfg(any(not(feature = "check"), feature = "audit"))]
mod engine;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, catch)]
    fn parse(text: &str) -> Result<JsValue, JsValue>;
}

/// Plain data for JavaScript: one text, from which the browser makes the objects faster than we could one by one.
fn plain<T: Serialize>(value: &T) -> Result<JsValue, JsError> {
    let text = serde_json::to_string(value).map_err(|_| refused())?;
    parse(&text).map_err(|_| refused())
}

fn refused() -> JsError {
    JsError::new("the answer cannot be handed over")
}
