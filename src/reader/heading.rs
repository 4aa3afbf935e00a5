//! A label in front of a passage, within its sentence: whether it only says what the passage is about.

use super::facts::names_no_place;
use super::features::Passage;
use super::lexicon::Cue;
use super::paraphrase::family;
use super::read::Reader;
use super::turn::phrases;
use super::words::{Word, words};
use std::collections::BTreeSet;

/// Whether what stands in front of a passage, before a colon or dash, heads it and no more: neither
/// a condition, nor for whom or when it holds, nor that it is not so.
pub(super) fn only_heads(reader: &Reader, label: &str, passage: &str) -> bool {
    use Cue::{
        Barred, ByDefault, Consent, Contrast, Deid, Effect, Feedback, Hinder, May, Neg, Not, Only, OnlyIf, OptOut, Own,
        Past, Plan, Public, PublicPost, Question, Raw, Restrict, Should, Staff, Undertake, Unless, Whether, Without,
        You, Yours,
    };
    let mut front = Passage::default();
    front.parse(reader.lexicon(), label);
    let telling = [
        Barred, ByDefault, Consent, Contrast, Deid, Effect, Feedback, Hinder, May, Neg, Not, Only, OnlyIf, OptOut, Own,
        Past, Plan, Public, PublicPost, Question, Raw, Restrict, Should, Staff, Undertake, Unless, Whether, Without,
        You, Yours,
    ];
    let all = |text: &str| {
        let mut list: Vec<Word> = Vec::new();
        words(text, 0..text.len(), &mut list);
        list.iter().filter_map(|word| text.get(word.range.clone()).map(str::to_lowercase)).collect::<Vec<_>>()
    };
    let known: BTreeSet<_> = all(passage).iter().map(|word| family(word)).collect();
    let heads = |word: &String| HEADINGS.contains(&word.as_str()) || known.contains(&family(word));
    all(label).iter().all(heads)
        && names_no_place(label)
        && !label.chars().any(|c| c.is_ascii_digit())
        && !telling.iter().any(|cue| front.has(*cue))
        && phrases("before", label).next().is_none()
}

/// Words of headings that say nothing about what they head, beside those that it says itself.
const HEADINGS: &[&str] = &[
    "a",
    "an",
    "the",
    "and",
    "of",
    "on",
    "about",
    "how",
    "what",
    "we",
    "our",
    "ai",
    "artificial",
    "intelligence",
    "machine",
    "learning",
    "models",
    "model",
    "data",
    "information",
    "content",
    "privacy",
    "policy",
    "notice",
    "framework",
    "processing",
    "process",
    "use",
    "usage",
    "storage",
    "store",
    "security",
    "training",
    "trained",
    "train",
    "review",
    "sharing",
    "retention",
    "deletion",
    "improvement",
    "improving",
    "improve",
    "development",
    "overview",
    "summary",
    "note",
    "important",
    "services",
    "service",
    "product",
    "products",
    "feature",
    "features",
    "purpose",
    "purposes",
    "details",
    "definition",
    "are",
    "is",
];
