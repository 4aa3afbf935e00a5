//! From a practice and what is known to a verdict.
//!
//! Plans, accounts and regions are never flattened: every case that is still possible is kept, and if
//! they differ the verdict is that it depends.

use crate::context::{Context, Stance, StanceKind};
use crate::finding::Question;
use crate::practice::{Case, ConfidenceLevel, Practice, Scope, SourceKind, Training};
use crate::region;
use crate::rule::{Account, App};
use crate::verdict::Verdict;

/// What a practice means for one person, before the signal has a say in how loud it is.
pub(crate) struct Judgment<'a> {
    pub verdict: Verdict,
    /// Whether the vendor's own switch shows that consent was given to what needs consent.
    pub consented: bool,
    /// Whether at least one case that is still possible trains by default.
    pub may_train: bool,
    pub stale: bool,
    pub ask: Vec<Question>,
    pub stance: Option<&'a Stance>,
    /// Whether the way out is open; `None` if that is not known.
    pub opt_out_available: Option<bool>,
}

/// What is known about the person's place, for one app and tenant.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    app: &'a App,
    plan: Option<&'a str>,
    /// The kind of account that is shown or was said; a plan may settle it as well.
    said: Option<Account>,
    account: Option<Account>,
    region: Option<&'a str>,
}

#[derive(Clone, Copy, PartialEq)]
enum Fit {
    Yes,
    No,
    Unknown(Question),
}

impl<'a> Place<'a> {
    /// `shown` is the kind of account that the app itself shows; it counts more than what was said earlier.
    pub(crate) fn new(app: &'a App, context: &'a Context, tenant: Option<&str>, shown: Option<Account>) -> Place<'a> {
        let plan = context.plan(&app.id, tenant);
        let said = shown.or_else(|| context.account(&app.id, tenant));
        Place { app, plan, said, account: None, region: context.region.as_deref() }.settled()
    }

    /// The same place with one answer to what is asked.
    pub(crate) fn supposing(self, question: Question, answer: &'a str) -> Place<'a> {
        let supposed = match question {
            Question::Plan => Place { plan: Some(answer), ..self },
            Question::Account => Place {
                said: [Account::Work, Account::Personal].into_iter().find(|account| account.as_str() == answer),
                ..self
            },
            Question::Region => Place { region: Some(answer), ..self },
        };
        supposed.settled()
    }

    fn settled(self) -> Place<'a> {
        let by_plan = || self.app.plans.iter().find(|known| Some(known.id.as_str()) == self.plan)?.account;
        Place { account: self.said.or_else(by_plan), ..self }
    }

    fn fits(&self, scope: &Scope) -> Fit {
        let parts = [self.fits_account(scope), self.fits_plan(scope), self.fits_region(scope)];
        if parts.contains(&Fit::No) {
            return Fit::No;
        }
        parts.into_iter().find(|fit| matches!(fit, Fit::Unknown(_))).unwrap_or(Fit::Yes)
    }

    fn fits_plan(&self, scope: &Scope) -> Fit {
        if scope.plans.is_empty() {
            return Fit::Yes;
        }
        if let Some(plan) = self.plan {
            return if scope.plans.iter().any(|id| id == plan) { Fit::Yes } else { Fit::No };
        }
        // A plan of another app of the practice is none that this person can have.
        let possible = |id: &String| {
            let plan = self.app.plans.iter().find(|plan| plan.id == *id);
            plan.is_some_and(|plan| self.account.is_none() || plan.account.is_none() || plan.account == self.account)
        };
        if scope.plans.iter().any(possible) { Fit::Unknown(Question::Plan) } else { Fit::No }
    }

    fn fits_account(&self, scope: &Scope) -> Fit {
        match self.account {
            _ if scope.accounts.is_empty() => Fit::Yes,
            Some(account) if scope.accounts.contains(&account) => Fit::Yes,
            Some(_) => Fit::No,
            None => Fit::Unknown(Question::Account),
        }
    }

    fn fits_region(&self, scope: &Scope) -> Fit {
        match self.region {
            _ if scope.regions.is_empty() => Fit::Yes,
            Some(known) if scope.regions.iter().any(|region| region::is_within(known, region)) => Fit::Yes,
            // Somewhere in a union of countries, of which the scope names some.
            Some(known) if scope.regions.iter().any(|region| region::is_within(region, known)) => {
                Fit::Unknown(Question::Region)
            }
            Some(_) => Fit::No,
            None => Fit::Unknown(Question::Region),
        }
    }
}

/// Judges a practice; `None` if it does not concern this person.
///
/// `switch` is what the vendor's own switch shows right now: whether data feeds the practice. It counts more
/// than what was said earlier.
pub(crate) fn judge<'a>(
    practice: &'a Practice,
    place: &Place<'_>,
    context: &'a Context,
    tenant: Option<&str>,
    switch: Option<bool>,
) -> Option<Judgment<'a>> {
    let mut ask = Vec::new();
    let outcomes = possible_outcomes(practice, place, &mut ask)?;
    let may_train = outcomes.contains(&Training::Yes);
    let unsettled = verdict_of_all(practice, &outcomes, context)?;
    let stance = context.stance(&practice.id, tenant);
    let feeds = switch.or(match stance.map(|stance| stance.stance) {
        Some(StanceKind::SeenOn) => Some(true),
        Some(StanceKind::OptedOut) if stance.is_some_and(|stance| stance.verified) => Some(false),
        Some(StanceKind::OptedOut | StanceKind::Exempt) if may_be_opted_out(unsettled) => Some(false),
        _ => None,
    });
    let verdict = match (feeds, unsettled) {
        (Some(false), _) => Verdict::OptedOut,
        // Consent is possible and no default trains: then the switch is the consent.
        (Some(true), Verdict::Depends) if !may_train && outcomes.contains(&Training::OptIn) => Verdict::OptIn,
        // The same switch may serve several regions; it does not say which one this is.
        (Some(true), Verdict::Depends) if ask.contains(&Question::Region) => Verdict::Depends,
        (Some(true), Verdict::Depends | Verdict::Unknown) => verdict_of(practice, Training::Yes, context),
        (_, other) => other,
    };
    if verdict != Verdict::Depends {
        ask.clear();
    }
    Some(Judgment {
        verdict,
        consented: feeds == Some(true) && verdict == Verdict::OptIn,
        may_train: may_train || verdict == Verdict::TrainsByDefault,
        stale: practice.is_stale(context.now, context.stale_after_days),
        ask,
        stance,
        opt_out_available: match place.fits(&practice.opt_out.only) {
            Fit::Yes => Some(true),
            Fit::No => Some(false),
            Fit::Unknown(_) => None,
        },
    })
}

/// The verdict on everything that is still possible; `None` if the practice applies in no case.
fn verdict_of_all(practice: &Practice, outcomes: &[Training], context: &Context) -> Option<Verdict> {
    let may_train = outcomes.contains(&Training::Yes);
    let applicable: Vec<Training> =
        outcomes.iter().copied().filter(|training| *training != Training::NotApplicable).collect();
    let in_part = applicable.len() < outcomes.len();
    match applicable.as_slice() {
        [] => None,
        [only] if !(in_part && may_train) => Some(verdict_of(practice, *only, context)),
        _ => match verdict_of(practice, Training::Yes, context) {
            Verdict::Announced if may_train => Some(Verdict::Announced),
            _ => Some(Verdict::Depends),
        },
    }
}

/// Every default that is still possible, without repetition; `None` if the practice does not apply.
fn possible_outcomes(practice: &Practice, place: &Place<'_>, ask: &mut Vec<Question>) -> Option<Vec<Training>> {
    let mut outcomes = Vec::new();
    match place.fits(&practice.scope) {
        Fit::No => return None,
        Fit::Yes => {}
        Fit::Unknown(question) => {
            outcomes.push(Training::NotApplicable);
            add(ask, question);
        }
    }
    if let Some(exception) = practice.exceptions.iter().find(|case| place.fits(&case.when) == Fit::Yes) {
        add(&mut outcomes, exception.training);
        return Some(outcomes);
    }
    for Case { when, training, .. } in &practice.cases {
        match place.fits(when) {
            Fit::No => {}
            Fit::Yes => {
                add(&mut outcomes, *training);
                return Some(outcomes);
            }
            Fit::Unknown(question) => {
                add(&mut outcomes, *training);
                add(ask, question);
            }
        }
    }
    match practice.training {
        // The cases are the answer; a known plan that none of them names is not.
        Training::ByPlan if outcomes.iter().any(|training| *training != Training::NotApplicable) => {}
        Training::ByPlan => add(&mut outcomes, Training::Unknown),
        other => add(&mut outcomes, other),
    }
    Some(outcomes)
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// The verdict for one settled default.
pub(crate) fn verdict_of(practice: &Practice, training: Training, context: &Context) -> Verdict {
    match training {
        Training::Yes if practice.since.is_some_and(|since| since.is_after(context.now)) => Verdict::Announced,
        Training::Yes if is_hearsay(practice) => Verdict::Reported,
        Training::Yes => Verdict::TrainsByDefault,
        Training::OptIn => Verdict::OptIn,
        Training::No => Verdict::NoTraining,
        Training::ImprovementOnly => Verdict::ImprovementOnly,
        Training::ProcessingOnly => Verdict::ProcessingOnly,
        Training::NotVendorTraining => Verdict::NotVendorTraining,
        Training::NotStated => Verdict::NotStated,
        Training::ByPlan | Training::Unknown | Training::NotApplicable => Verdict::Unknown,
    }
}

fn is_hearsay(practice: &Practice) -> bool {
    practice.confidence.level == ConfidenceLevel::Low
        || !practice.evidence.iter().any(|evidence| evidence.kind == SourceKind::Primary)
}

fn may_be_opted_out(verdict: Verdict) -> bool {
    !matches!(verdict, Verdict::NoTraining | Verdict::OptIn | Verdict::NotStated | Verdict::Unknown)
}
