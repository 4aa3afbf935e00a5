//! Reads a document: every sentence judged, list items together with what introduces them.

use super::conclude::{Conclusion, conclude};
use super::decide::{Judgement, decide};
use super::document::{Block, Document};
use super::features::{Feature, Passage};
use super::label::Label;
use super::language::{Language, is_foreign, language};
use super::lexicon::{Cue, Lexicon};
use super::model::Model;
use super::scope::Act;
use super::sentence::{LONGEST, sentences};
use super::statement::{can_say, is_code, is_heading};
use serde::Serialize;
use std::ops::Range;

/// Below this a claim in a document is not reported as one: a page has hundreds of sentences, and
/// one false claim among them would be what the reader remembers.
const SURE_CLAIM: f32 = 0.6;
/// The same for everything else.
const SURE: f32 = 0.45;
/// For a claim that names AI, but no model.
const VERY_SURE: f32 = 0.8;
/// White space that a piece of a cut sentence may have lost, in bytes.
const CUT: usize = 64;
/// Longest introduction that is read together with a list item, in bytes.
const LONGEST_LEAD: usize = 400;

/// The reader: immutable, one for all documents.
pub struct Reader {
    lexicon: Lexicon,
    model: Model<'static>,
}

/// Room to work in, so that a stream of passages needs no new memory for each.
#[derive(Default)]
pub struct Scratch {
    pub(super) passage: Passage,
    features: Vec<Feature>,
}

/// A sentence that says something about training.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Clause {
    /// What it says.
    pub label: Label,
    /// Probability, 0 to 1.
    pub confidence: f32,
    /// First byte in the document's text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The sentence.
    pub text: String,
    /// What introduces it, where it is a list item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// Whether a denial or claim holds for some plans, data or settings only.
    pub scoped: bool,
}

/// What a document says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// What it comes to.
    pub conclusion: Conclusion,
    /// Language of most of it.
    pub language: Language,
    /// Sentences looked at.
    pub sentences: usize,
    /// Of them in a language that cannot be judged, or without an end: left out.
    pub not_judged: usize,
    /// Numbers of the clauses that the conclusion rests on.
    pub proof: Vec<usize>,
    /// Numbers of the clauses that say how to opt out.
    pub opt_out: Vec<usize>,
    /// The sentences that say something, in order.
    pub clauses: Vec<Clause>,
}

impl Reader {
    /// The reader that ships with this version.
    pub fn shipped() -> Reader {
        Reader { lexicon: Lexicon::shipped(), model: Model::shipped() }
    }

    /// What one passage says. `None` where it is in a language that cannot be judged.
    pub fn passage(&self, text: &str, scratch: &mut Scratch) -> Option<Judgement> {
        language(text).is_known().then(|| self.judge(text, scratch))
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Judges without asking for the language.
    pub(super) fn judge(&self, text: &str, scratch: &mut Scratch) -> Judgement {
        scratch.passage.parse(&self.lexicon, text);
        self.judge_parsed(scratch)
    }

    fn judge_parsed(&self, scratch: &mut Scratch) -> Judgement {
        if !scratch.passage.marks.iter().any(|mark| is_trigger(mark.cue)) {
            return Judgement { label: Label::None, confidence: 1.0 };
        }
        scratch.passage.features(&mut scratch.features);
        decide(&scratch.passage, &self.model.scores(&scratch.features))
    }

    /// What a document says.
    pub fn read(&self, document: &Document) -> Reading {
        let language = language(&document.text);
        let mut reading = Reading {
            conclusion: Conclusion::CannotJudge,
            language,
            sentences: 0,
            not_judged: 0,
            proof: Vec::new(),
            opt_out: Vec::new(),
            clauses: Vec::new(),
        };
        let mut scratch = Scratch::default();
        let mut ranges = Vec::new();
        for block in &document.blocks {
            ranges.clear();
            sentences(&document.text, block.range.clone(), &mut ranges);
            reading.sentences += ranges.len();
            for (at, range) in ranges.iter().enumerate() {
                let lead = if at == 0 { lead(document, block) } else { None };
                let text = document.text.get(range.clone()).unwrap_or_default();
                scratch.passage.parse(&self.lexicon, text);
                if is_foreign(text, &scratch.passage.tokens) {
                    reading.not_judged += 1;
                    continue;
                }
                let clause = self.clause(text, range.clone(), lead, &mut scratch);
                reading.not_judged += usize::from(clause.is_none() && range.len() + CUT >= LONGEST);
                reading.clauses.extend(clause);
            }
        }
        conclude(&mut reading);
        reading
    }

    /// What the sentence that was just taken apart says.
    fn clause(&self, text: &str, range: Range<usize>, lead: Option<&str>, scratch: &mut Scratch) -> Option<Clause> {
        let mut judged = self.judge_parsed(scratch);
        let mut scoped = is_scoped(&scratch.passage);
        let mut introduced = None;
        if let Some(lead) = lead.filter(|_| scratch.passage.marks.iter().any(|mark| is_trigger(mark.cue))) {
            let whole = self.judge(&format!("{} {text}", lead.trim_end_matches([':', '\u{ff1a}'])), scratch);
            let mut introduction = Passage::default();
            introduction.parse(&self.lexicon, lead);
            let turns = |cue: Cue| introduction.has(cue);
            let others = turns(Cue::Third) && !turns(Cue::We);
            // "You may not:", "We never:" or "Partners may:" decides; any other introduction only helps out.
            if turns(Cue::Neg) || turns(Cue::Restrict) || turns(Cue::Consent) || others || judged.label == Label::None {
                judged = whole;
                introduced = Some(lead.to_owned());
                scoped |= is_scoped(&introduction);
            }
        }
        let main = scratch.passage.scope.main();
        let is_act = match main.act {
            _ if is_code(text) => false,
            Act::Train | Act::ImproveModel => !is_heading(text) || lead.is_some(),
            Act::ImproveAi => judged.confidence >= VERY_SURE,
            Act::BareTrain => main.user_data,
            Act::Improve | Act::Nothing => false,
        };
        let sure = if judged.label.is_claim() { SURE_CLAIM } else { SURE };
        let says = judged.label != Label::None
            && judged.confidence >= sure
            && (is_act || !judged.label.is_claim())
            && can_say(&scratch.passage, judged.label);
        says.then(|| Clause {
            label: judged.label,
            confidence: judged.confidence,
            start: range.start,
            end: range.end,
            text: text.to_owned(),
            lead: introduced,
            scoped,
        })
    }
}

fn is_trigger(cue: Cue) -> bool {
    matches!(
        cue,
        Cue::Train
            | Cue::Model
            | Cue::Ai
            | Cue::AiFeature
            | Cue::Improve
            | Cue::Develop
            | Cue::Algo
            | Cue::OptOut
            | Cue::Consent
            | Cue::Setting
    )
}

/// "On Enterprise plans", "when Privacy Mode is on", "raw data": only a part is denied or claimed.
fn is_scoped(passage: &Passage) -> bool {
    [
        Cue::Plan,
        Cue::OptOut,
        Cue::Raw,
        Cue::OnlyIf,
        Cue::Unless,
        Cue::Third,
        Cue::PublicPost,
        Cue::Setting,
        Cue::ByDefault,
    ]
    .iter()
    .any(|cue| passage.has(*cue))
}

/// What introduces a list item: the last sentence of the block before the list.
pub(super) fn lead<'a>(document: &'a Document, block: &Block) -> Option<&'a str> {
    let lead = document.text.get(document.blocks.get(block.lead?)?.range.clone())?;
    // Of a long paragraph the last sentence introduces the list.
    let mut ranges = Vec::new();
    sentences(lead, 0..lead.len(), &mut ranges);
    let last = lead.get(ranges.last()?.clone())?;
    (last.len() <= LONGEST_LEAD).then_some(last)
}
