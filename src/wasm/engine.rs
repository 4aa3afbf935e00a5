//! The engine, as the background uses it.

use super::plain;
use crate::batch;
use crate::engine::Engine;
use crate::image;
use crate::ruleset::Ruleset;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// The engine with the rules of an image.
#[wasm_bindgen]
pub struct Core {
    pub(super) engine: Engine,
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
    /// Opens the rules that the build, or the checker, has prepared.
    ///
    /// # Errors
    /// Throws if the image is none, damaged, or of another version.
    #[wasm_bindgen(constructor)]
    pub fn new(image: &[u8]) -> Result<Core, JsError> {
        Ok(Core { engine: Engine::new(image::read(image)?) })
    }

    /// Lets findings speak another language: the texts that the build has prepared; `undefined` for English.
    ///
    /// # Errors
    /// Throws if they are none, damaged, or of another version.
    pub fn use_translation(&mut self, texts: Option<Vec<u8>>) -> Result<(), JsError> {
        let translation = texts.map(|texts| image::read_texts(&texts)).transpose()?;
        let engine = std::mem::replace(&mut self.engine, Engine::new(Ruleset::default()));
        self.engine = engine.speaking(translation);
        Ok(())
    }

    /// What to watch on a page; `undefined` if it belongs to no app.
    ///
    /// # Errors
    /// Throws if the answer cannot be handed over.
    pub fn watchlist(&self, url: &str) -> Result<JsValue, JsError> {
        self.engine.watchlist(url).map_or(Ok(JsValue::UNDEFINED), |list| plain(&list))
    }

    /// Classifies a batch of signals, packed as `packed.js` does it: the places of those that some rule knows,
    /// each with its answer; `undefined` if there is none.
    ///
    /// # Errors
    /// Throws if the batch or the context has another form than documented.
    pub fn classify(&self, signals: &[u8], context: &str) -> Result<JsValue, JsError> {
        let context = batch::context(context)?;
        let mut answers = Vec::new();
        for (place, signal) in batch::signals(signals)?.enumerate() {
            let signal = signal?;
            if signal.request().is_some_and(|url| self.engine.is_foreign(url)) {
                continue;
            }
            let answer = self.engine.classify_observed(signal.observed()?, &context);
            if answer.app.is_some() {
                answers.push((place, answer));
            }
        }
        if answers.is_empty() { Ok(JsValue::UNDEFINED) } else { plain(&answers) }
    }

    /// Every practice of every app, as a list to search.
    ///
    /// # Errors
    /// Throws if the context has another form than documented.
    pub fn catalogue(&self, context: &str) -> Result<JsValue, JsError> {
        plain(&self.engine.catalogue(&batch::context(context)?))
    }

    /// One practice in full, without anything having been observed; `undefined` if it is not known.
    ///
    /// # Errors
    /// Throws if the context has another form than documented.
    pub fn about(&self, practice: &str, app: &str, tenant: Option<String>, context: &str) -> Result<JsValue, JsError> {
        let found = self.engine.about(practice, app, tenant.as_deref(), &batch::context(context)?);
        found.map_or(Ok(JsValue::UNDEFINED), |finding| plain(&finding))
    }

    /// The evidence that a page holds, with the practices that rest on it.
    ///
    /// # Errors
    /// Throws if the answer cannot be handed over.
    pub fn sources(&self, url: &str) -> Result<JsValue, JsError> {
        plain(&crate::source::sources(self.engine.ruleset(), url))
    }

    /// Versions and sizes.
    ///
    /// # Errors
    /// Throws if the answer cannot be handed over.
    pub fn info(&self) -> Result<JsValue, JsError> {
        let rules = self.engine.ruleset();
        let [vendors, apps, practices] = rules.counts();
        plain(&Info {
            version: env!("CARGO_PKG_VERSION"),
            schema: crate::rule::SCHEMA_VERSION,
            vendors,
            apps,
            practices,
            hosts: rules.page_hosts(),
        })
    }
}
