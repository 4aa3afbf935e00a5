//! A report in one of its forms, the same for the command line and for the browser.

use super::{Record, Report, html, sarif, table};
use crate::context::Context;
use crate::engine::Engine;
use serde::{Deserialize, Serialize};

/// Forms of a report.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// For programs.
    Json,
    /// One page for publishing.
    Html,
    /// For spreadsheets.
    Csv,
    /// SARIF 2.1.0, for tools that collect findings.
    Sarif,
}

/// The JSON form: the report, and what is needed to check it.
#[derive(Serialize)]
struct WithRecord<'a> {
    #[serde(flatten)]
    report: &'a Report,
    record: Record,
}

impl Report {
    /// Writes the report. Engine and context must be those that it was made with.
    ///
    /// # Errors
    /// The report cannot be put into words of that form, which is a mistake of this program.
    pub fn written(self, form: Form, engine: &Engine, context: &Context) -> Result<String, String> {
        let text = |error: serde_json::Error| error.to_string();
        match form {
            Form::Json => {
                let whole = WithRecord { record: self.record(), report: &self };
                Ok(serde_json::to_string_pretty(&whole).map_err(text)? + "\n")
            }
            Form::Sarif => Ok(serde_json::to_string_pretty(&sarif::log(&self.for_publishing())).map_err(text)? + "\n"),
            Form::Csv => {
                let mut bytes = Vec::new();
                table::write(&self.for_publishing(), &mut bytes).map_err(|error| error.to_string())?;
                String::from_utf8(bytes).map_err(|error| error.to_string())
            }
            Form::Html => {
                let report = self.for_publishing();
                let apps: Vec<String> = report.apps.iter().map(|app| app.app.clone()).collect();
                let compared = engine.compare(&apps, context).ok().filter(|compared| !compared.vendors.is_empty());
                Ok(html::page(&report, compared.as_ref()))
            }
        }
    }
}
