//! Rules and settings from outside: checked, and rules prepared for the engine.

use super::plain;
use crate::image;
use crate::problem::Problem;
use crate::ruleset::Ruleset;
use crate::settings::{self, Stored};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// The rules in use: the shipped ones, and what passed the check besides.
#[wasm_bindgen]
pub struct Checker {
    rules: Ruleset,
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

#[wasm_bindgen]
impl Checker {
    /// Opens the rules that the build has prepared.
    ///
    /// # Errors
    /// Throws if the image is none, damaged, or of another version.
    #[wasm_bindgen(constructor)]
    pub fn new(image: &[u8]) -> Result<Checker, JsError> {
        Ok(Checker { rules: image::read(image)? })
    }

    /// Takes these rule files of one's own besides the shipped ones, and no others; says of each what became of it.
    ///
    /// A file with a problem is left out, with all reasons. `now` is today as `YYYY-MM-DD`.
    ///
    /// # Errors
    /// Throws if the files have another form than documented.
    pub fn use_rules(&mut self, files: JsValue, now: &str) -> Result<JsValue, JsError> {
        let files: Vec<OwnText> = serde_wasm_bindgen::from_value(files)?;
        let texts = files.iter().map(|file| (file.name.as_str(), file.text.as_str()));
        let (rules, problems) = self.rules.without_custom().with_custom(texts, now.parse()?);
        let outcome = |OwnText { name, .. }: &OwnText| {
            let used = rules.files().iter().find(|used| used.custom && used.name == *name);
            OwnFile {
                name: name.clone(),
                vendor: used.map(|file| file.rules.vendor.name.clone()),
                practices: used.map_or(0, |file| file.rules.practices.len()),
                problems: problems.iter().filter(|problem| problem.file == *name).cloned().collect(),
            }
        };
        let outcomes: Vec<OwnFile> = files.iter().map(outcome).collect();
        self.rules = rules;
        plain(&outcomes)
    }

    /// The rules in use, prepared for the engine.
    ///
    /// # Errors
    /// Throws if there are more rules than an image can hold.
    pub fn image(&self) -> Result<Vec<u8>, JsError> {
        Ok(image::write(&self.rules)?)
    }

    /// Settles what the organisation's policy, the person and the presets say together.
    ///
    /// # Errors
    /// Throws if `now` is no date or the answer cannot be handed over; never for what a policy says.
    pub fn settings(&self, stored: JsValue) -> Result<JsValue, JsError> {
        let stored: Stored = serde_wasm_bindgen::from_value(stored)?;
        plain(&settings::resolve(&stored, &self.rules))
    }
}
