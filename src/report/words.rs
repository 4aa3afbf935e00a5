//! Words of the report for the closed lists of the design.

use crate::activity::Activity;
use crate::practice::{Channel, Role};
use crate::verdict::{Level, Verdict};
use serde::Serialize;

/// A verdict in words.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::TrainsByDefault => "Trains by default",
        Verdict::Depends => "It depends",
        Verdict::Announced => "Announced",
        Verdict::Reported => "Reported to train",
        Verdict::OptedOut => "Opted out",
        Verdict::OptIn => "Only with consent",
        Verdict::NoTraining => "Said not to train",
        Verdict::ImprovementOnly => "Improves the product",
        Verdict::ProcessingOnly => "Processed, not said to train",
        Verdict::NotVendorTraining => "Not the vendor’s training",
        Verdict::NotStated => "Not stated",
        Verdict::Unknown => "Unknown",
    }
}

/// What a level asks for, in words.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Alert => "Alert",
        Level::Notice => "Notice",
        Level::Info => "Information",
    }
}

/// An activity as a noun.
pub fn activity(activity: Activity) -> &'static str {
    match activity {
        Activity::MessageSend => "Messages sent",
        Activity::MessageEdit => "Messages changed",
        Activity::MessageCompose => "Drafts and typing",
        Activity::MessageRead => "Messages fetched",
        Activity::FileUpload => "Files uploaded",
        Activity::FileView => "Files shown",
        Activity::SearchSubmit => "Searches",
        Activity::SearchTypeahead => "Suggestions while typing",
        Activity::ReactionAdd => "Reactions",
        Activity::Recommendation => "Recommendations fetched",
        Activity::DocumentEdit => "Documents edited",
        Activity::DocumentRead => "Documents fetched",
        Activity::CodeEdit => "Code changed",
        Activity::MeetingJoin => "Calls joined",
        Activity::MeetingRecord => "Calls recorded",
        Activity::MeetingTranscribe => "Calls transcribed",
        Activity::AiPrompt => "AI prompts",
        Activity::AiSummary => "AI summaries",
        Activity::AiSearch => "AI searches",
        Activity::AiWrite => "AI writing",
        Activity::AiBackground => "AI lists fetched by the app",
        Activity::SettingChange => "Settings changed",
        Activity::Background => "Background traffic",
    }
}

/// Who can stop it, as a list.
pub fn roles(roles: &[Role]) -> String {
    let word = |role: &Role| match role {
        Role::Member => "each person",
        Role::Admin => "an administrator",
        Role::Owner => "an owner",
        Role::OrgOwner => "an owner of the organisation",
    };
    roles.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// The word of any closed list: as in JSON, with spaces.
pub fn plain<T: Serialize>(value: &T) -> String {
    let word = serde_json::to_value(value).ok().and_then(|value| value.as_str().map(|word| word.replace('-', " ")));
    word.unwrap_or_default()
}

/// A number with its noun.
pub fn count(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(number)) }
}

/// What has to be known of how a file was read, apart from where it ended.
pub fn reading(input: &super::Input) -> Vec<String> {
    let mut notes = Vec::new();
    if input.without_address > 0 {
        notes.push(format!("{} no address", count(input.without_address, "entry has", "entries have")));
    }
    if input.messages > 0 {
        notes.push(format!("{}, not read", count(input.messages, "WebSocket message", "WebSocket messages")));
    }
    if !input.twice.is_empty() {
        notes.push(format!("names that stand twice, of which the later counted: {}", input.twice.join(", ")));
    }
    notes
}

/// A number with thin spaces between thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let mut text = digits[..first].to_owned();
    for group in digits.as_bytes()[first..].chunks(3) {
        if !text.is_empty() {
            text.push('\u{202f}');
        }
        text.extend(group.iter().map(|digit| char::from(*digit)));
    }
    text
}

/// A list in words: "a, b and c"; where a name is itself a list, "a and b; c; and d".
pub fn list(items: &[String]) -> String {
    let nested = items.iter().any(|item| item.contains(", ") || item.contains(" and "));
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] if nested => format!("{}; and {last}", front.join("; ")),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}

/// Who can stop it, or why nobody has to or can.
pub fn who(roles_that_can: &[Role], channel: Channel) -> String {
    match channel {
        _ if !roles_that_can.is_empty() => roles(roles_that_can),
        Channel::NotNeeded => "not needed".to_owned(),
        Channel::None => "nobody, there is no way out".to_owned(),
        Channel::Unknown => "not known".to_owned(),
        _ => format!("not said who ({})", plain(&channel)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lists_read_well() {
        assert_eq!((&*grouped(7), &*grouped(1_234_567)), ("7", "1\u{202f}234\u{202f}567"));
        assert_eq!(count(1, "file", "files"), "1 file");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(list(&["a, b and c".into(), "d".into()]), "a, b and c; and d");
    }
}
