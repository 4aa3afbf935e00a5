//! Captures and reports, for pages of auditors.

use super::engine::Core;
use super::plain;
use crate::context::Context;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// What only the module for auditors has.
#[wasm_bindgen]
impl Core {
    /// Reads a capture and reports on it in one of the forms `json`, `html`, `csv`, `sarif`; the same words as on the command line.
    ///
    /// # Errors
    /// Throws if context or form are other than documented. A broken capture is no error: the report tells of it.
    pub fn audit(
        &self,
        name: &str,
        capture: &[u8],
        context: JsValue,
        form: JsValue,
        keep_ids: bool,
    ) -> Result<String, JsError> {
        let context: Context = serde_wasm_bindgen::from_value(context)?;
        let form = serde_wasm_bindgen::from_value(form)?;
        let report = crate::report::Report::of_capture(name, capture, &self.engine, &context, keep_ids);
        report.written(form, &self.engine, &context).map_err(|message| JsError::new(&message))
    }

    /// What each entry of a capture is, one by one, and what cannot be read any more.
    ///
    /// # Errors
    /// Throws if the context has another form than documented.
    pub fn entries(&self, capture: &[u8], context: JsValue) -> Result<JsValue, JsError> {
        #[derive(Serialize)]
        struct Answer {
            entries: Vec<crate::audit::Recognised>,
            problem: Option<String>,
        }
        let context: Context = serde_wasm_bindgen::from_value(context)?;
        let (entries, result) = crate::audit::entries(&self.engine, &context, capture);
        plain(&Answer { entries, problem: result.err().map(|error| error.to_string()) })
    }

    /// Vendors side by side, by their ids.
    ///
    /// # Errors
    /// Throws if an id is not known.
    pub fn compare(&self, vendors: Vec<String>, context: JsValue) -> Result<JsValue, JsError> {
        let context: Context = serde_wasm_bindgen::from_value(context)?;
        let compared = self.engine.compare(&vendors, &context);
        plain(&compared.map_err(|id| JsError::new(&format!("there is no vendor \"{id}\"")))?)
    }

    /// Ids and names of all vendors.
    ///
    /// # Errors
    /// Throws if the answer cannot be handed over.
    pub fn vendors(&self) -> Result<JsValue, JsError> {
        let vendors = self.engine.ruleset().files().iter().map(|file| &file.rules.vendor);
        plain(&vendors.collect::<Vec<_>>())
    }
}
