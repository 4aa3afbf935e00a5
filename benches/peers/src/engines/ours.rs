//! Trainspotter's engine, with its rules opened from an image, as the extension has them.

use super::{Engine, Requests};
use crate::made_up::{ACTIVITIES, Rules};
use trainspotter::{Context, PartialDate, image};

/// The engine and the context it judges in.
pub struct Ours {
    engine: trainspotter::Engine,
    context: Context,
}

impl Ours {
    /// Opens the rules.
    pub fn new(rules: &Rules) -> Ours {
        let engine = trainspotter::Engine::new(image::read(&rules.image).expect("rules"));
        Ours { engine, context: Context::on(PartialDate::new(2026, 11, 25).expect("a day")) }
    }

    /// The rules that it finds, by app and activity; for comparing answers.
    pub fn answers(&self, rules: &Rules, requests: &Requests) -> Vec<Option<u32>> {
        let answer = |signal| {
            let answer = self.engine.classify(signal, &self.context);
            let activity = serde_json::to_value(answer.activity?).ok()?;
            let place = { ACTIVITIES.iter().zip(0..) }.find(|(name, _)| activity == **name)?.1;
            Some(rules.first_of[&answer.app?] + place)
        };
        requests.signals.iter().map(answer).collect()
    }
}

impl Engine for Ours {
    const NAME: &'static str = "Trainspotter";

    fn ask(&self, requests: &Requests, number: usize) -> Option<u32> {
        let answer = self.engine.classify(&requests.signals[number], &self.context);
        answer.activity.map(|activity| activity as u32)
    }
}
