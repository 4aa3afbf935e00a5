//! What each possible answer to an open question would mean.
//!
//! A verdict that depends asks for plan, account or region. The person who is asked sees, beside every
//! answer, the verdict that it would lead to. Only judges again what the judge already knows how to judge.

use crate::context::Context;
use crate::finding::{AnswerView, Question};
use crate::judge::{Place, judge};
use crate::practice::{Case, Practice, Scope};
use crate::rule::App;

/// A region that no rule names: the answer of somebody who is elsewhere. User-assigned in ISO 3166.
const ELSEWHERE: &str = "zz";

/// Every answer to every question that is open, in the order of the questions.
pub(crate) fn answers(
    practice: &Practice,
    app: &App,
    ask: &[Question],
    context: &Context,
    tenant: Option<&str>,
) -> Vec<AnswerView> {
    ask.iter()
        .flat_map(|question| choices(*question, practice, app))
        .map(|choice| {
            let place = Place::new(app, context, tenant, None).supposing(choice.question, &choice.value);
            let judgment = judge(practice, &place, context, tenant, None);
            let verdict = judgment.map(|judgment| judgment.verdict);
            let case = practice.exceptions.iter().chain(&practice.cases).find(|case| choice.is_named_in(&case.when));
            AnswerView {
                question: choice.question,
                value: choice.value,
                name: choice.name,
                verdict,
                note: case.map(|case| case.note.clone()),
            }
        })
        .collect()
}

struct Choice {
    question: Question,
    value: String,
    name: Option<String>,
}

impl Choice {
    fn is_named_in(&self, scope: &Scope) -> bool {
        match self.question {
            Question::Plan => scope.plans.contains(&self.value),
            Question::Account => scope.accounts.iter().any(|account| account.as_str() == self.value),
            Question::Region => scope.regions.contains(&self.value),
        }
    }
}

fn choices(question: Question, practice: &Practice, app: &App) -> Vec<Choice> {
    let choice = |value: &str, name: Option<&String>| Choice { question, value: value.to_owned(), name: name.cloned() };
    match question {
        Question::Plan => app.plans.iter().map(|plan| choice(&plan.id, Some(&plan.name))).collect(),
        Question::Account => ["personal", "work"].iter().map(|value| choice(value, None)).collect(),
        Question::Region => {
            let cases = practice.cases.iter().chain(&practice.exceptions).map(|Case { when, .. }| when);
            let mut regions: Vec<&str> =
                cases.chain([&practice.scope]).flat_map(|scope| &scope.regions).map(String::as_str).collect();
            regions.sort_unstable();
            regions.dedup();
            regions.push(ELSEWHERE);
            regions.into_iter().map(|region| choice(region, None)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Question;
    use crate::rule::Account;
    use crate::verdict::Verdict;
    use crate::{Context, Engine, Ruleset};

    #[test]
    fn every_answer_means_what_it_leads_to() {
        let engine = Engine::new(Ruleset::shipped());
        let mut tried = 0;
        for app in engine.ruleset().apps().map(|(_, app)| app.id.clone()).collect::<Vec<_>>() {
            for (_, practice) in engine.ruleset().practices().filter(|(_, practice)| practice.apps.contains(&app)) {
                let newest = practice.evidence.iter().map(|evidence| evidence.checked).max().unwrap();
                let context = Context::on(newest);
                let Some(finding) = engine.about(&practice.id, &app, Some("T1"), &context) else { continue };
                assert_eq!(finding.answers.is_empty(), finding.verdict != Verdict::Depends, "{}", practice.id);
                for answer in finding.answers {
                    let mut known = context.clone();
                    let key = format!("{app}/T1");
                    match answer.question {
                        Question::Plan => drop(known.plans.insert(key, answer.value.clone())),
                        Question::Account => {
                            let account = if answer.value == "work" { Account::Work } else { Account::Personal };
                            known.accounts.insert(key, account);
                        }
                        Question::Region => known.region = Some(answer.value.clone()),
                    }
                    let after = engine.about(&practice.id, &app, Some("T1"), &known);
                    assert_eq!(after.map(|found| found.verdict), answer.verdict, "{}: {}", practice.id, answer.value);
                    tried += 1;
                }
            }
        }
        assert!(tried >= 10, "only {tried} answers were tried");
    }
}
