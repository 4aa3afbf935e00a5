//! The letter: what to send, to whom, filled in.
//!
//! Two letters exist. The vendor's own way by e-mail or form has its template in the rule. The letter to
//! one's own owner or administrator is the same for every vendor; its words are in `extension/letters/`.

use crate::finding::Letter;
use crate::practice::{Channel, LetterTemplate, Practice, Role};

/// The language used where none is asked for, or where a text is not translated.
pub const FALLBACK_LANGUAGE: &str = "en";

/// The words of one language: `extension/letters/<language>.json`, compiled in.
struct Words {
    address_unknown: &'static str,
    roles: &'static [(&'static str, &'static str)],
    or: &'static str,
    request: Template,
    hand_over: Template,
    way_by_letter: &'static str,
    way_steps: &'static str,
    way_unknown: &'static str,
}

struct Template {
    subject: &'static str,
    body: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/letters.rs"));

/// Languages in which letters can be written.
pub fn languages() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(language, _)| *language)
}

fn words(language: &str) -> Option<&'static Words> {
    let find = |wanted: &str| WORDS.iter().find(|(language, _)| *language == wanted).map(|(_, words)| words);
    find(language).or_else(|| find(FALLBACK_LANGUAGE))
}

/// The language of a tag such as `de-AT` in which letters can be written; the fallback where there is none.
pub fn language_of(tag: &str) -> &'static str {
    let wanted = tag.split(['-', '_']).next().unwrap_or_default();
    languages().find(|language| wanted.eq_ignore_ascii_case(language)).unwrap_or(FALLBACK_LANGUAGE)
}

/// The letter to the vendor, if its way out is a letter. `tenant` is the address of the workspace or site.
pub fn to_vendor(practice: &Practice, tenant: Option<&str>, date: &str, language: &str) -> Option<Letter> {
    let template = practice.opt_out.letter.as_ref()?;
    let address = tenant.unwrap_or(words(language)?.address_unknown);
    let body = template.body.get(language).or_else(|| template.body.get(FALLBACK_LANGUAGE))?;
    let values = [("tenant", address), ("date", date)];
    Some(Letter { to: template.to.clone(), subject: fill(&template.subject, &values), body: fill(body, &values) })
}

/// Who asks an owner of their own.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Asker {
    /// A member, who asks for a decision.
    Member,
    /// An administrator whose role is not enough, and who hands over what is ready.
    Admin,
}

/// The letter to one's own owner or administrator, if there is anybody who can do something.
pub fn to_own_owner(
    practice: &Practice,
    asker: Asker,
    vendor: &str,
    tenant: Option<&str>,
    date: &str,
    language: &str,
) -> Option<Letter> {
    let opt_out = &practice.opt_out;
    let somebody_else = opt_out.who.iter().any(|role| *role != Role::Member);
    if !somebody_else || matches!(opt_out.channel, Channel::None | Channel::NotNeeded | Channel::Unknown) {
        return None;
    }
    let words = words(language)?;
    let address = tenant.unwrap_or(words.address_unknown);
    let way = way(words, practice, to_vendor(practice, tenant, date, language));
    let source = opt_out.url.as_deref().or(practice.evidence.first().map(|evidence| evidence.url.as_str()));
    let values = [
        ("vendor", vendor),
        ("title", practice.title.as_str()),
        ("summary", practice.summary.as_str()),
        ("tenant", address),
        ("whoNote", opt_out.who_note.as_str()),
        ("does", opt_out.does.as_str()),
        ("doesNot", opt_out.does_not.as_str()),
        ("way", way.as_str()),
        ("source", source.unwrap_or("")),
    ];
    let Template { subject, body } = match asker {
        Asker::Member => &words.request,
        Asker::Admin => &words.hand_over,
    };
    Some(Letter { to: None, subject: fill(subject, &values), body: fill(body, &values) })
}

fn way(words: &Words, practice: &Practice, letter: Option<Letter>) -> String {
    if let (Some(Letter { to, subject, body }), Some(LetterTemplate { .. })) = (letter, &practice.opt_out.letter) {
        let names: Vec<&str> = practice.opt_out.who.iter().filter_map(|role| role_name(words, *role)).collect();
        let who = names.join(&format!(" {} ", words.or));
        let values = [
            ("to", to.as_deref().or(practice.opt_out.url.as_deref()).unwrap_or("")),
            ("who", who.as_str()),
            ("letterSubject", subject.as_str()),
            ("letterBody", body.as_str()),
        ];
        return fill(words.way_by_letter, &values);
    }
    if practice.opt_out.steps.is_empty() {
        return words.way_unknown.to_owned();
    }
    let numbered = |(index, step): (usize, &String)| format!("{}. {step}", index + 1);
    let steps: Vec<String> = practice.opt_out.steps.iter().enumerate().map(numbered).collect();
    fill(words.way_steps, &[("steps", &steps.join("\n"))])
}

fn role_name(words: &Words, role: Role) -> Option<&str> {
    let key = match role {
        Role::Member => "member",
        Role::Admin => "admin",
        Role::Owner => "owner",
        Role::OrgOwner => "org-owner",
    };
    words.roles.iter().find(|(role, _)| *role == key).map(|(_, name)| *name)
}

/// Replaces `{name}` by its value in one pass, so that a value that looks like a placeholder stays as it is.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        rest = &rest[open..];
        let known = rest.find('}').and_then(|close| {
            values.iter().find(|(name, _)| *name == &rest[1..close]).map(|(_, value)| (close, *value))
        });
        match known {
            Some((close, value)) => {
                filled.push_str(value);
                rest = &rest[close + 1..];
            }
            None => {
                filled.push('{');
                rest = &rest[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_filled_in_once() {
        assert_eq!(fill("a {x} {y} {z", &[("x", "{y}"), ("y", "2")]), "a {y} 2 {z");
    }

    #[test]
    fn every_language_has_all_words() {
        assert_eq!(languages().collect::<Vec<_>>(), ["en", "de", "fr", "es", "ja"]);
        let placeholders = |template: &Template| {
            let names = template.body.split('{').skip(1).filter_map(|rest| rest.split('}').next());
            names.map(str::to_owned).collect::<std::collections::BTreeSet<String>>()
        };
        let english = words(FALLBACK_LANGUAGE).unwrap();
        for language in languages() {
            let words = words(language).expect(language);
            assert_eq!(words.roles.len(), 4, "{language}");
            assert_eq!(placeholders(&words.request), placeholders(&english.request), "{language}");
            assert_eq!(placeholders(&words.hand_over), placeholders(&english.hand_over), "{language}");
            assert!(words.way_by_letter.contains("{letterBody}") && words.way_steps.contains("{steps}"), "{language}");
        }
    }
}
