//! The edge to JavaScript: one class, few calls, plain data, nothing to free but the class itself.
//!
//! The only file that names `wasm_bindgen`. Maps become plain objects, so that results survive
//! messages and JSON. Errors are thrown as `Error` with a sentence.

use crate::context::Context;
use crate::engine::Engine;
use crate::ruleset::Ruleset;
use crate::settings::{self, Stored};
use crate::signal::Signal;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// The engine with the rules that ship with this version.
#[wasm_bindgen]
pub struct Core {
    engine: Engine,
}

#[derive(Serialize)]
struct Info {
    version: &'static str,
    schema: u32,
    vendors: usize,
    apps: usize,
    practices: usize,
    hosts: Vec<String>,
}

#[wasm_bindgen]
impl Core {
    /// Prepares the engine.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)]
    pub fn new() -> Core {
        Core { engine: Engine::new(Ruleset::shipped()) }
    }

    /// What to watch on a page; `undefined` if it belongs to no app.
    ///
    /// # Errors
    /// Throws if the answer cannot be handed over.
    pub fn watchlist(&self, url: &str) -> Result<JsValue, JsError> {
        self.engine.watchlist(url).map_or(Ok(JsValue::UNDEFINED), |list| plain(&list))
    }

    /// Classifies a batch of signals, one answer per signal.
    ///
    /// # Errors
    /// Throws if the batch or the context has another form than documented.
    pub fn classify(&self, signals: JsValue, context: JsValue) -> Result<JsValue, JsError> {
        let signals: Vec<Signal> = serde_wasm_bindgen::from_value(signals)?;
        let context: Context = serde_wasm_bindgen::from_value(context)?;
        let answers: Vec<_> = signals.iter().map(|signal| self.engine.classify(signal, &context)).collect();
        plain(&answers)
    }

    /// Every practice of every app, as a list to search.
    ///
    /// # Errors
    /// Throws if the context has another form than documented.
    pub fn catalogue(&self, context: JsValue) -> Result<JsValue, JsError> {
        let context: Context = serde_wasm_bindgen::from_value(context)?;
        plain(&self.engine.catalogue(&context))
    }

    /// One practice in full, without anything having been observed; `undefined` if it is not known.
    ///
    /// # Errors
    /// Throws if the context has another form than documented.
    pub fn about(
        &self,
        practice: &str,
        app: &str,
        tenant: Option<String>,
        context: JsValue,
    ) -> Result<JsValue, JsError> {
        let context: Context = serde_wasm_bindgen::from_value(context)?;
        let found = self.engine.about(practice, app, tenant.as_deref(), &context);
        found.map_or(Ok(JsValue::UNDEFINED), |finding| plain(&finding))
    }

    /// Settles what the organisation's policy, the person and the presets say together.
    ///
    /// # Errors
    /// Throws if `now` is no date or the answer cannot be handed over; never for what a policy says.
    pub fn settings(&self, stored: JsValue) -> Result<JsValue, JsError> {
        let stored: Stored = serde_wasm_bindgen::from_value(stored)?;
        plain(&settings::resolve(&stored, self.engine.ruleset()))
    }

    /// Versions and sizes.
    ///
    /// # Errors
    /// Throws if the answer cannot be handed over.
    pub fn info(&self) -> Result<JsValue, JsError> {
        let rules = self.engine.ruleset();
        plain(&Info {
            version: env!("CARGO_PKG_VERSION"),
            schema: crate::rule::SCHEMA_VERSION,
            vendors: rules.files().len(),
            apps: rules.apps().count(),
            practices: rules.practices().count(),
            hosts: rules.page_hosts(),
        })
    }
}

fn plain<T: Serialize>(value: &T) -> Result<JsValue, JsError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
