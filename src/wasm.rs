//! The edge to JavaScript: one class a module, few calls, plain data, nothing to free but the class itself.
//!
//! The only file that names `wasm_bindgen`. Two modules are built from it: the engine, which wakes with the
//! browser, and with the feature `check` the checker, which is loaded when rules or settings come from
//! outside. Maps become plain objects, so that results survive messages and JSON. Errors are thrown as
//! `Error` with a sentence.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

#[cfg(feature = "check")]
mod checker;
#[cfg(not(feature = "check"))]
mod engine;

fn plain<T: Serialize>(value: &T) -> Result<JsValue, JsError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
