//! What a vendor's page says about training.
//!
//! ```text
//! document --> sentence --> token --> lexicon (cues) --> order (Japanese) --> scope --> features --> model --> decide --> conclude
//! ```
//!
//! Immutable and without state, as the engine is. Knows English best, German, French, Spanish and
//! Japanese usefully; of any other language it says that it cannot judge.
//!
//! ```
//! use trainspotter::reader::{Document, Reader};
//!
//! let page = Document::from_text("We do not use your content to train our models.");
//! let reading = Reader::shipped().read(&page);
//! assert_eq!(reading.clauses[0].label.name(), "no-training");
//! ```

pub mod align;
mod assertion;
pub mod compare;
pub mod conclude;
pub mod decide;
pub mod difference;
pub mod document;
mod exact;
mod facts;
pub mod features;
mod heading;
pub mod history;
#[cfg(feature = "cli")]
pub mod html;
pub mod label;
pub mod language;
pub mod lexicon;
mod locate;
#[cfg(feature = "cli")]
pub mod markdown;
mod meant;
#[cfg(feature = "train")]
pub mod measure;
pub mod model;
pub mod observe;
mod order;
mod paraphrase;
pub mod read;
pub mod scope;
pub mod sentence;
mod statement;
pub mod token;
#[cfg(feature = "train")]
pub mod train;
#[cfg(feature = "train")]
pub mod train_compare;
pub mod turn;
pub mod weighing;
mod wording;
mod words;

pub use compare::{Comparison, Outcome};
pub use conclude::Conclusion;
pub use document::Document;
pub use label::Label;
pub use read::{Clause, Reader, Reading, Scratch};
pub use turn::Expected;
