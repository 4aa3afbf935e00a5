//! What a passage names: data, places, plans, numbers, times, ends, ways out.

use super::difference::Version;
use super::lexicon::{Cue, Mark};
use std::collections::BTreeSet;

/// Whether all of something is meant, or some.
pub(super) fn portion(version: &Version<'_>) -> (bool, bool) {
    let lower = version.text.to_lowercase();
    let has = |wanted: &[&str]| lower.split(|c: char| !c.is_alphanumeric()).any(|word| wanted.contains(&word));
    (
        has(&["all", "every", "everything", "entire", "whole"]),
        has(&["some", "certain", "sample", "part", "parts", "portion"]),
    )
}

/// Words that place an act before or after something.
pub(super) fn times(version: &Version<'_>) -> BTreeSet<String> {
    let words = version.text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| ["before", "after", "during", "until"].contains(&word.as_str())).collect()
}

/// Whether it says what somebody may do with data, rather than what is done; what a user may do is another matter.
pub(super) fn may(version: &Version<'_>) -> bool {
    let mut user = false;
    let mut may = false;
    for mark in &version.passage.marks {
        match mark.cue {
            Cue::You | Cue::Staff => user = true,
            // "Users may", but "your data may".
            Cue::Yours => user = !version.words_of(mark.from, mark.to).eq_ignore_ascii_case("your"),
            Cue::We | Cue::Third | Cue::They | Cue::Data | Cue::Stop | Cue::Name => user = false,
            // What can be done is no permission.
            Cue::May => may |= !user && !["can", "could"].contains(&version.words_of(mark.from, mark.to)),
            Cue::Right => may |= !user,
            _ => {}
        }
    }
    may
}

/// Whether consent is spoken of, be it asked for or taken as given.
pub(super) fn consent(version: &Version<'_>) -> bool {
    version.has(Cue::Consent) || version.text.to_lowercase().contains("consent")
}

/// Whether opting out is spoken of, be it how or with what effect.
pub(super) fn opts_out(version: &Version<'_>) -> bool {
    version.has(Cue::OptOut) || version.has(Cue::Effect) && version.text.to_lowercase().contains("opt")
}

/// By which means one opts out: the words for settings, and whether one has to write.
pub(super) fn means(version: &Version<'_>) -> (bool, bool) {
    let opts_out = opts_out(version);
    (opts_out && version.has(Cue::Setting), opts_out && version.text.contains('@'))
}

/// Words for data that say no more than "data".
const GENERAL: &[&str] = &[
    "data",
    "information",
    "content",
    "contents",
    "personal data",
    "personal information",
    "customer data",
    "user data",
    "user content",
    "customer content",
    "your data",
    "your content",
    "your information",
    "material",
    "materials",
    "daten",
    "inhalte",
    "données",
    "contenus",
    "contenu",
    "datos",
    "contenido",
    "información",
    "データ",
    "情報",
    "コンテンツ",
];

/// The kinds of data that are named; beside these also those that say little more than "data".
pub(super) fn data(version: &Version<'_>) -> BTreeSet<String> {
    let (mut kinds, mut general) = (BTreeSet::new(), BTreeSet::new());
    for mark in version.passage.marks.iter().filter(|mark| mark.cue == Cue::Data) {
        let word = version.words_of(mark.from, mark.to).to_lowercase();
        if !GENERAL.contains(&word.as_str()) {
            // "prompt" and "prompts" are one kind.
            kinds.insert(word.strip_suffix('s').unwrap_or(&word).to_owned());
        } else if word.contains(' ') && !word.starts_with("personal ") {
            general.insert(word);
        }
    }
    // "How you use our products" is data as well.
    let words = version.text.to_lowercase();
    if ["how you use", "how you interact", "your use of the", "your use of our"]
        .iter()
        .any(|usage| words.contains(usage))
    {
        kinds.insert("usage".to_owned());
    }
    if !kinds.is_empty() {
        kinds.append(&mut general);
    }
    kinds
}

/// Kinds of models that are more than "models". "Language models" says no more than "AI" does today.
const KINDS: &[&str] = &["generative", "predictive", "discriminative", "recommender", "speech", "foundation"];
/// Ends without an end.
const OPEN: &[&str] = &["other purpose", "any purpose", "any lawful purpose", "purposes such as", "our discretion"];

pub(super) fn models<'a>(version: &Version<'a>) -> BTreeSet<&'static str> {
    let words = version.text.to_lowercase();
    KINDS.iter().chain(OPEN).copied().filter(|kind| words.contains(kind)).collect()
}

/// How data is made less personal: in the mass, without names, or only under other names, which can be undone.
pub(super) fn safeguards(version: &Version<'_>) -> (bool, bool, bool) {
    let text = version.text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let unnamed = has(&["anonym", "identif", "names", "disassociat"]) && version.has(Cue::Deid);
    (has(&["aggregat", "pooled"]) || has(&["combined"]) && version.has(Cue::Deid), unnamed, has(&["pseudonym"]))
}

/// Where a statement holds. In capitals, for "us" is a word too.
const REGIONS: &[&str] = &[
    "EU",
    "EEA",
    "UK",
    "US",
    "USA",
    "U.S",
    "Europe",
    "European",
    "Kingdom",
    "States",
    "Switzerland",
    "Swiss",
    "California",
    "Canada",
    "Brazil",
    "Japan",
    "India",
    "Korea",
    "Australia",
    "China",
];

/// For whom it holds, or who decides.
const WHO: &[&str] =
    &["everyone", "everybody", "administrator", "owner", "parent", "minor", "guest", "student", "adult"];

/// Plans by the names that many have.
const PLANS: &[&str] =
    &["enterprise", "business", "team", "teams", "pro", "free", "paid", "paying", "consumer", "education", "premium"];

/// Whether it speaks of users of some plan: "Business plan users", not a "Business plan" to change to.
pub(super) fn whose(version: &Version<'_>) -> bool {
    let near = |pair: &[Mark]| pair[0].cue == Cue::Plan && pair[1..].iter().any(|mark| mark.cue == Cue::Yours);
    version.passage.marks.windows(3).any(near)
}

/// Whether a label says nothing of where or for whom something holds.
pub(super) fn names_no_place(text: &str) -> bool {
    places(text).is_empty()
}

/// Where and for whom a statement holds.
pub(super) fn place<'a>(version: &Version<'a>) -> BTreeSet<&'a str> {
    places(version.text)
}

fn places(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '/'));
    let lower = text.to_lowercase();
    let regions = words.map(|word| word.trim_matches(['.', '\'', '"'])).filter(|word| REGIONS.contains(word));
    let plans = lower.split(|c: char| !c.is_alphanumeric()).filter_map(|word| PLANS.iter().find(|plan| **plan == word));
    regions.chain(WHO.iter().copied().filter(|who| lower.contains(who))).chain(plans.copied()).collect()
}

/// Not May, which is a verb more often.
const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Numbers in words; "one" is more often no number.
const NUMERALS: [(&str, &str); 19] = [
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("twelve", "12"),
    ("thirteen", "13"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("sixteen", "16"),
    ("eighteen", "18"),
    ("thirty", "30"),
    ("forty-five", "45"),
    ("sixty", "60"),
    ("ninety", "90"),
];

/// Numbers other than those of lists and sections.
pub(super) fn numbers(text: &str) -> BTreeSet<&str> {
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let mut numbers = BTreeSet::new();
    for pair in pieces.windows(2) {
        let [before, piece] = pair else { continue };
        let number = piece.trim_end_matches(['.', ',', ';', ':', ')', '%']);
        let names = ["section", "sections", "article", "clause", "see", "and", "or"];
        if MONTHS.contains(&number) {
            numbers.insert(number);
        }
        // Lawyers write both: "six (6) years".
        let spelled = NUMERALS.iter().find(|(word, _)| number.eq_ignore_ascii_case(word));
        numbers.extend(spelled.map(|(_, numeral)| *numeral));
        if !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit())
            && !names.contains(&before.to_lowercase().as_str())
            && !piece.ends_with(')')
        {
            numbers.insert(number);
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_in_words_in_figures_and_in_both() {
        for text in ["kept for six years", "kept for 6 years", "kept for six (6) years", "kept for Six (6) years."] {
            assert_eq!(numbers(text).into_iter().collect::<Vec<_>>(), ["6"], "{text}");
        }
        assert_ne!(numbers("kept for two weeks"), numbers("kept for three weeks"));
        assert!(numbers("one of us, see section 7").is_empty());
    }
}
