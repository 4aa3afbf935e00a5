//! What an app is doing: a closed list of activities.
//!
//! Rules map signals to one of these words, practices say which of them feed a model. The list is
//! closed so that rules, reports and the interface always speak of the same things; it grows only
//! with a reason written down in the change that extends it.

use crate::packed::{Packed, Unpacker};
use serde::{Deserialize, Serialize};

/// One thing a person or their app does.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub enum Activity {
    /// A message or reply was sent.
    #[serde(rename = "message.send")]
    MessageSend,
    /// A sent message was changed or deleted.
    #[serde(rename = "message.edit")]
    MessageEdit,
    /// A message is being written: drafts, link previews, typing.
    #[serde(rename = "message.compose")]
    MessageCompose,
    /// Messages were fetched or shown.
    #[serde(rename = "message.read")]
    MessageRead,
    /// A file was uploaded.
    #[serde(rename = "file.upload")]
    FileUpload,
    /// A file or its preview was fetched or shown.
    #[serde(rename = "file.view")]
    FileView,
    /// A search was run.
    #[serde(rename = "search.submit")]
    SearchSubmit,
    /// Suggestions were fetched while a search was being typed.
    #[serde(rename = "search.typeahead")]
    SearchTypeahead,
    /// A reaction was added or taken back.
    #[serde(rename = "reaction.add")]
    ReactionAdd,
    /// The app asked its vendor what to recommend or how to rank.
    #[serde(rename = "recommendation")]
    Recommendation,
    /// A document, page, board, issue or canvas was changed.
    #[serde(rename = "document.edit")]
    DocumentEdit,
    /// A document was fetched or shown.
    #[serde(rename = "document.read")]
    DocumentRead,
    /// Source code was changed.
    #[serde(rename = "code.edit")]
    CodeEdit,
    /// A call or meeting was joined or left.
    #[serde(rename = "meeting.join")]
    MeetingJoin,
    /// A meeting is being recorded.
    #[serde(rename = "meeting.record")]
    MeetingRecord,
    /// A meeting is being transcribed.
    #[serde(rename = "meeting.transcribe")]
    MeetingTranscribe,
    /// A prompt was sent to a generative model.
    #[serde(rename = "ai.prompt")]
    AiPrompt,
    /// A summary or recap by a generative model was asked for.
    #[serde(rename = "ai.summary")]
    AiSummary,
    /// An answer by a generative model to a search was asked for.
    #[serde(rename = "ai.search")]
    AiSearch,
    /// A generative model was asked to write, rewrite or translate.
    #[serde(rename = "ai.write")]
    AiWrite,
    /// AI lists, switches and eligibility fetched by the app itself: not use of AI.
    #[serde(rename = "ai.background")]
    AiBackground,
    /// A setting of the vendor was changed.
    #[serde(rename = "setting.change")]
    SettingChange,
    /// Boot, polling and other traffic that nobody asked for.
    #[serde(rename = "background")]
    Background,
}

impl Activity {
    /// Every activity, in the order of the design.
    pub const ALL: [Activity; 23] = [
        Activity::MessageSend,
        Activity::MessageEdit,
        Activity::MessageCompose,
        Activity::MessageRead,
        Activity::FileUpload,
        Activity::FileView,
        Activity::SearchSubmit,
        Activity::SearchTypeahead,
        Activity::ReactionAdd,
        Activity::Recommendation,
        Activity::DocumentEdit,
        Activity::DocumentRead,
        Activity::CodeEdit,
        Activity::MeetingJoin,
        Activity::MeetingRecord,
        Activity::MeetingTranscribe,
        Activity::AiPrompt,
        Activity::AiSummary,
        Activity::AiSearch,
        Activity::AiWrite,
        Activity::AiBackground,
        Activity::SettingChange,
        Activity::Background,
    ];

    /// The word used in rules, JSON, reports and message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Activity::MessageSend => "message.send",
            Activity::MessageEdit => "message.edit",
            Activity::MessageCompose => "message.compose",
            Activity::MessageRead => "message.read",
            Activity::FileUpload => "file.upload",
            Activity::FileView => "file.view",
            Activity::SearchSubmit => "search.submit",
            Activity::SearchTypeahead => "search.typeahead",
            Activity::ReactionAdd => "reaction.add",
            Activity::Recommendation => "recommendation",
            Activity::DocumentEdit => "document.edit",
            Activity::DocumentRead => "document.read",
            Activity::CodeEdit => "code.edit",
            Activity::MeetingJoin => "meeting.join",
            Activity::MeetingRecord => "meeting.record",
            Activity::MeetingTranscribe => "meeting.transcribe",
            Activity::AiPrompt => "ai.prompt",
            Activity::AiSummary => "ai.summary",
            Activity::AiSearch => "ai.search",
            Activity::AiWrite => "ai.write",
            Activity::AiBackground => "ai.background",
            Activity::SettingChange => "setting.change",
            Activity::Background => "background",
        }
    }

    /// Whether the activity can happen without anybody doing anything.
    ///
    /// Apps fetch AI lists at boot, poll, autosave drafts, ask for suggestions while one types and for
    /// recommendations on their own account, so these never raise more than information.
    pub fn is_passive(self) -> bool {
        matches!(
            self,
            Activity::Background
                | Activity::AiBackground
                | Activity::MessageRead
                | Activity::MessageCompose
                | Activity::FileView
                | Activity::DocumentRead
                | Activity::SearchTypeahead
                | Activity::Recommendation
        )
    }
}

impl Packed for Activity {
    #[cfg(feature = "check")]
    fn pack(&self, out: &mut crate::packed::Packer) {
        out.number(*self as u32);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Activity> {
        Activity::ALL.get(from.number()? as usize).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_activity_has_the_same_word_in_rust_and_in_json() {
        for activity in Activity::ALL {
            let json = serde_json::to_value(activity).expect("an activity is a string");
            assert_eq!(json, activity.as_str());
        }
        assert_eq!(Activity::ALL.len(), 23);
    }
}
