//! Settings: what the organisation's policy, the person and the presets say together.
//!
//! One pure function, [`resolve`]: policy over person over presets over defaults, key by key. It runs on
//! every platform, since browsers check a policy differently or not at all; whatever is refused is
//! listed with place, code and remedy, and never takes anything else down with it. It knows no
//! browser, no storage and no clock.

mod form;
#[cfg(feature = "cli")]
pub mod managed_schema;
mod merge;
pub mod policy;
mod problem;
mod reading;
#[cfg(feature = "cli")]
pub mod reference;
mod stances;
mod user;

use crate::context::Context;
use crate::date::PartialDate;
use crate::ruleset::Ruleset;
use crate::verdict::Level;
use policy::{Corner, CustomRule, Feature, Organisation, Policy};
use problem::Problems;
pub use problem::{Origin, SettingsProblem};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is stored and delivered, as it came.
#[derive(Debug, Deserialize)]
pub struct Stored {
    /// The managed policy; absent or null where the browser has none.
    #[serde(default)]
    pub managed: Option<Value>,
    /// The person's own settings; absent or null where there are none yet.
    #[serde(default)]
    pub user: Option<Value>,
    /// Today.
    pub now: PartialDate,
}

/// What holds.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// What the engine takes.
    pub context: Context,
    /// How notices are shown, and what people may do.
    pub display: Display,
    /// Who manages this browser, if somebody does and says so.
    pub organisation: Option<Organisation>,
    /// Every key with its value and where it comes from.
    pub keys: Vec<Key>,
    /// Everything that was refused or is not known.
    pub problems: Vec<SettingsProblem>,
    /// Rule files of the organisation.
    pub custom_rules: Vec<CustomRule>,
}

/// How notices are shown, and what people may do.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Display {
    /// The quietest level that shows a pill or a badge.
    pub minimum_level: Level,
    /// Whether the pill is shown in pages.
    pub pill: bool,
    /// Its corner.
    pub corner: Corner,
    /// Language of the interface; the browser's if absent.
    pub language: Option<String>,
    /// Whether notices may be dismissed.
    pub allow_snooze: bool,
    /// Apps on which nothing is shown.
    pub hidden_apps: Vec<String>,
    /// Parts that are switched off.
    pub disabled_features: Vec<Feature>,
    /// Whether captures may be recorded and audited.
    pub audit_allowed: bool,
}

/// One key with its value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Key {
    /// Dotted name: `display.pill`, `plans.notion/acme`.
    pub key: String,
    /// What holds.
    pub value: Value,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it is the organisation's and cannot be changed here.
    pub locked: bool,
}

/// Settles what holds.
pub fn resolve(stored: &Stored, rules: &Ruleset) -> Settings {
    let mut of_policy = Problems::of(Origin::Managed);
    let mut of_person = Problems::of(Origin::User);
    let policy = policy(stored.managed.as_ref(), &mut of_policy);
    let person = user::read(stored.user.as_ref(), &mut of_person);
    let mut settings = merge::merge(policy, person, stored.now, rules, &mut of_policy);
    settings.problems = of_policy.into_list();
    settings.problems.extend(of_person.into_list());
    settings
}

/// Everything of the policy that can be used.
fn policy(managed: Option<&Value>, problems: &mut Problems) -> Policy {
    let read = managed
        .filter(|value| !value.is_null())
        .and_then(|value| reading::read(reading::schema(), value, "", problems));
    typed(read, problems)
}

/// What was read against the schema fits the types, which the schema is made from.
fn typed<T: serde::de::DeserializeOwned + Default>(read: Option<Value>, problems: &mut Problems) -> T {
    read.map(serde_json::from_value)
        .transpose()
        .unwrap_or_else(|error| {
            problems.add("", "invalid", format!("this cannot be used: {error}"));
            None
        })
        .unwrap_or_default()
}
