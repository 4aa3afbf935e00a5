//! The edge to JavaScript: one class, few calls, plain data, nothing to free but the class itself.
//!
//! This file and `wasm_reader.rs` alone name `wasm_bindgen`. Maps become plain objects, so that results survive
//! messages and JSON. Errors are thrown as `Error` with a sentence.

use crate::context::Context;
use crate::engine::Engine;
use crate::problem::Problem;
use crate::ruleset::Ruleset;
use crate::settings::{self, Stored};
use crate::signal::Signal;
use crate::translation::Translation;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// The engine with the rules that ship with this version.
#[wasm_bindgen]
pub struct Core {
    engine: Engine,
    own: Vec<OwnFile>,
}

/// A rule file of a user's or an organisation's own.
#[derive(Deserialize)]
struct OwnText {
    name: String,
    text: String,
}

/// What became of such a file.
#[derive(Serialize)]
struct OwnFile {
    name: String,
    vendor: Option<String>,
    practices: usize,
    problems: Vec<Problem>,
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
        Core { engine: Engine::new(Ruleset::shipped()), own: Vec::new() }
    }

    /// Uses these rule files of one's own besides the shipped ones, and no others; says of each what became of it.
    ///
    /// A file with a problem is left out, with all reasons. `now` is today as `YYYY-MM-DD`.
    ///
    /// # Errors
    /// Throws if the files have another form than documented.
    pub fn use_rules(&mut self, files: JsValue, now: &str) -> Result<JsValue, JsError> {
        let files: Vec<OwnText> = serde_wasm_bindgen::from_value(files)?;
        let texts = files.iter().map(|file| (file.name.as_str(), file.text.as_str()));
        let (rules, problems) = Ruleset::shipped().with_custom(texts, now.parse()?);
        self.own = files
            .iter()
            .map(|OwnText { name, .. }| {
                let used = rules.files().iter().find(|used| used.custom && used.name == *name);
                OwnFile {
                    name: name.clone(),
                    vendor: used.map(|file| file.rules.vendor.name.clone()),
                    practices: used.map_or(0, |file| file.rules.practices.len()),
                    problems: problems.iter().filter(|problem| problem.file == *name).cloned().collect(),
                }
            })
            .collect();
        let translation = self.engine.translation().cloned();
        self.engine = Engine::new(rules).speaking(translation);
        plain(&self.own)
    }

    /// Lets findings speak another language: the content of a file in `translations/`; `undefined` for English.
    ///
    /// # Errors
    /// Throws if the text is no translation.
    pub fn use_translation(&mut self, text: Option<String>) -> Result<(), JsError> {
        let translation = text.as_deref().map(Translation::parse).transpose()?;
        let engine = std::mem::replace(&mut self.engine, Engine::new(Ruleset::default()));
        self.engine = engine.speaking(translation);
        Ok(())
    }

    /// The rule files of one's own as they were last given, with what became of each.
    ///
    /// # Errors
    /// Throws if the answer cannot be handed over.
    pub fn own_rules(&self) -> Result<JsValue, JsError> {
        plain(&self.own)
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

/// What only the module for auditors has.
#[cfg(feature = "audit")]
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
