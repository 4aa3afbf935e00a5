//! The reader's edge to JavaScript: a module of its own, loaded when somebody asks to read a page.
//!
//! As `wasm.rs`: one class, few calls, plain data. Places are counted as JavaScript counts them, in
//! UTF-16 units within a block of the page.

use crate::practice::Training;
use crate::reader::document::Builder;
use crate::reader::{Clause, Comparison, Conclusion, Document, Expected, Reader, Reading};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use std::ops::Range;
use wasm_bindgen::prelude::*;

/// The reader with the weights that ship with this version.
#[wasm_bindgen]
pub struct PageReader {
    reader: Reader,
}

/// A block of text as the page shows it.
#[derive(Deserialize)]
struct PageBlock {
    text: String,
    #[serde(default)]
    item: bool,
}

/// A piece of evidence, as the engine names it for a page: the rest of it is not looked at.
#[derive(Deserialize)]
struct PageSource {
    locator: String,
    #[serde(default)]
    training: Option<Training>,
}

/// Where something stands.
#[derive(Serialize)]
struct Place {
    block: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageReading<'a> {
    conclusion: Conclusion,
    sentences: usize,
    not_judged: usize,
    opt_out: &'a [usize],
    clauses: Vec<PageClause<'a>>,
}

#[derive(Serialize)]
struct PageClause<'a> {
    label: &'static str,
    confidence: f32,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lead: Option<&'a str>,
    place: Option<Place>,
}

#[derive(Serialize)]
struct PageComparison {
    #[serde(flatten)]
    comparison: Comparison,
    place: Option<Place>,
}

#[wasm_bindgen]
impl PageReader {
    /// Prepares the reader.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)]
    pub fn new() -> PageReader {
        PageReader { reader: Reader::shipped() }
    }

    /// What a page says, given as its blocks of text.
    ///
    /// # Errors
    /// Throws if the blocks have another form than documented.
    pub fn read(&self, blocks: JsValue) -> Result<JsValue, JsError> {
        let (document, numbers) = document(blocks)?;
        let reading = self.reader.read(&document);
        let clause = |clause: &'_ Clause| PageClause {
            label: clause.label.name(),
            confidence: clause.confidence,
            text: document.text.get(clause.start..clause.end).unwrap_or_default(),
            lead: None,
            place: place(&document, &numbers, clause.start..clause.end),
        };
        let clauses =
            reading.clauses.iter().map(|one| PageClause { lead: one.lead.as_deref(), ..clause(one) }).collect();
        let Reading { conclusion, sentences, not_judged, .. } = reading;
        plain(&PageReading { conclusion, sentences, not_judged, opt_out: &reading.opt_out, clauses })
    }

    /// Whether the locators of sources still stand on a page and mean what they did; one answer each.
    ///
    /// # Errors
    /// Throws if sources or blocks have another form than documented.
    pub fn locate(&self, sources: JsValue, blocks: JsValue) -> Result<JsValue, JsError> {
        let (document, numbers) = document(blocks)?;
        let sources: Vec<PageSource> = serde_wasm_bindgen::from_value(sources)?;
        let wanted = sources
            .iter()
            .map(|source| (source.locator.as_str(), source.training.map(Expected::from).unwrap_or_default()));
        let answer = |comparison: Comparison| {
            let place = comparison.found.clone().and_then(|range| place(&document, &numbers, range));
            PageComparison { comparison, place }
        };
        plain(&self.reader.locate_all(wanted, &document).into_iter().map(answer).collect::<Vec<_>>())
    }
}

/// The document, and which block of the page each of its blocks was: empty ones fall out.
fn document(blocks: JsValue) -> Result<(Document, Vec<(usize, usize)>), JsError> {
    let blocks: Vec<PageBlock> = serde_wasm_bindgen::from_value(blocks)?;
    let mut builder = Builder::default();
    let mut numbers = Vec::with_capacity(blocks.len());
    for (number, block) in blocks.iter().enumerate().filter(|(_, block)| !block.text.trim().is_empty()) {
        let before = block.text.len() - block.text.trim_start().len();
        let units = block.text.get(..before).map_or(0, |white| white.encode_utf16().count());
        numbers.push((number, units));
        builder.push(&block.text, block.item);
    }
    Ok((builder.finish(), numbers))
}

fn place(document: &Document, numbers: &[(usize, usize)], range: Range<usize>) -> Option<Place> {
    let at = document.blocks.partition_point(|block| block.range.end <= range.start);
    let (block, (number, before)) = (document.blocks.get(at)?, numbers.get(at)?);
    let units = |from: usize, to: usize| document.text.get(from..to).map_or(0, |text| text.encode_utf16().count());
    let start = before + units(block.range.start, range.start);
    // A passage that runs on into the next block is shown as far as its first block goes.
    Some(Place { block: *number, start, end: start + units(range.start, range.end.min(block.range.end)) })
}

fn plain<T: Serialize>(value: &T) -> Result<JsValue, JsError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
