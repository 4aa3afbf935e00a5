//! The engine: a signal and a context in, a classification out.
//!
//! Immutable and deterministic. It knows no browser, no clock and no storage; to change the rules is to
//! build another engine.

use crate::activity::Activity;
use crate::context::{Context, StanceKind};
use crate::finding::{Classification, Finding, Lowered, Why};
use crate::judge::{Judgment, Place, judge};
use crate::location::{Location, host_and_tail, host_at_first_sight};
use crate::matcher::{AppRef, hosts};
use crate::pattern::PathPattern;
use crate::practice::Practice;
use crate::rule::{Account, App, Grade, Polarity};
use crate::ruleset::Ruleset;
use crate::signal::{Observed, Signal, SwitchState};
use crate::tables::{OnHost, Tables};
use crate::translation::Translation;
use crate::verdict::{Level, Verdict};
use crate::view;

/// Classifies signals against a rule set.
#[derive(Debug)]
pub struct Engine {
    ruleset: Ruleset,
    matcher: Tables,
    /// By file and app: the practices that concern it, shipped ones first.
    concerning: Vec<Vec<Vec<PracticeRef>>>,
    /// The language that findings speak, where that is not English.
    translation: Option<Translation>,
}

/// Where a practice stands in the rules.
#[derive(Clone, Copy, Debug)]
struct PracticeRef {
    file: usize,
    practice: usize,
}

/// What a signal was recognised as, before practices are judged.
pub(crate) struct Sighting<'a> {
    pub at: AppRef,
    pub activity: Option<Activity>,
    /// `None` for a page: then every practice of the app is listed.
    pub grade: Option<Grade>,
    pub why: (&'static str, Option<&'a str>),
    setting: Option<(&'a [String], bool)>,
    pub account: Option<Account>,
    pub tenant: Option<String>,
    address: Option<String>,
}

/// The kind of signal that lists every practice of an app and is never an alert.
const PAGE: &str = "page";

impl Engine {
    /// Prepares a rule set for classification.
    pub fn new(ruleset: Ruleset) -> Engine {
        let names = || ruleset.files().iter().map(|file| file.rules.names());
        let mut concerning: Vec<Vec<Vec<PracticeRef>>> =
            names().map(|names| names.apps.iter().map(|_| Vec::new()).collect()).collect();
        for (file, of_file) in names().enumerate() {
            for (practice, (_, apps)) in of_file.practices.iter().enumerate() {
                let places = apps.iter().filter_map(|app| ruleset.place_of(app, file));
                for at in places {
                    if let Some(list) = concerning.get_mut(at.file).and_then(|apps| apps.get_mut(at.app)) {
                        list.push(PracticeRef { file, practice });
                    }
                }
            }
        }
        Engine { matcher: ruleset.tables().unwrap_or_default(), ruleset, concerning, translation: None }
    }

    /// The same engine, whose findings speak another language where it has the texts.
    pub fn speaking(self, translation: Option<Translation>) -> Engine {
        Engine { translation, ..self }
    }

    /// The texts of another language in use.
    pub fn translation(&self) -> Option<&Translation> {
        self.translation.as_ref()
    }

    /// The rules in use.
    pub fn ruleset(&self) -> &Ruleset {
        &self.ruleset
    }

    /// The apps that know a host, the most particular host first. An app may come more than once.
    pub(crate) fn apps_on(&self, host: &str) -> impl Iterator<Item = &App> {
        self.matcher.apps_on(host).map(|at| self.ruleset.app(at))
    }

    /// The app that a page belongs to.
    pub(crate) fn page_app(&self, page: &Location<'_>) -> Option<(AppRef, &App)> {
        let on_host = self.matcher.apps_on(&page.host).map(|at| (at, self.ruleset.app(at)));
        { on_host }.find(|(_, app)| is_page_of(app, page))
    }

    /// Gives the rules back.
    #[cfg(feature = "check")]
    pub(crate) fn into_ruleset(self) -> Ruleset {
        self.ruleset
    }

    /// Says what a signal is and what that means. A signal that no rule knows gives an empty answer.
    pub fn classify(&self, signal: &Signal, context: &Context) -> Classification {
        self.classify_observed(signal.observed(), context)
    }

    /// Whether no rule knows the host of a request, as far as one look tells: most requests end here.
    #[cfg(all(target_arch = "wasm32", not(feature = "reader")))]
    #[inline(always)]
    pub(crate) fn is_foreign(&self, url: &[u8]) -> bool {
        host_at_first_sight(url).is_some_and(|host| self.matcher.on_host(host).next().is_none())
    }

    /// As [`Engine::classify`], for a signal that somebody else keeps.
    pub fn classify_observed(&self, signal: Observed<'_>, context: &Context) -> Classification {
        let Some(sighting) = self.sight(signal) else { return Classification::default() };
        let app = self.ruleset.app(sighting.at);
        let concerned = self.concerning.get(sighting.at.file).and_then(|apps| apps.get(sighting.at.app));
        let concerned = concerned.into_iter().flatten();
        let found = concerned.filter_map(|at| self.finding(*at, app, &sighting, context));
        let mut findings: Vec<Finding> = found.collect();
        self.replace(&mut findings);
        let findings = loudest_first(findings);
        Classification {
            app: Some(app.id.clone()),
            app_name: Some(app.name.clone()),
            tenant: sighting.tenant,
            tenant_address: sighting.address,
            activity: sighting.activity,
            account: sighting.account,
            findings,
        }
    }

    fn finding(&self, at: PracticeRef, app: &App, sighting: &Sighting<'_>, context: &Context) -> Option<Finding> {
        let file = &self.ruleset.files()[at.file];
        let practice = &file.rules.practices[at.practice];
        if !concerns(practice, sighting) {
            return None;
        }
        let tenant = sighting.tenant.as_deref();
        let known_address = tenant.and_then(|tenant| context.address(&app.id, tenant));
        let address = sighting.address.as_deref().or(known_address);
        let place = Place::new(app, context, tenant, sighting.account);
        let judgment = judge(practice, &place, context, tenant, sighting.setting.map(|(_, feeds)| feeds))?;
        let (level, lowered) = level(&judgment, sighting);
        let (kind, indicator) = sighting.why;
        let why = Why {
            signal: kind,
            indicator: indicator.map(str::to_owned),
            confidence: sighting.grade,
            file: file.name.clone(),
            custom: file.custom,
            replaced_by: None,
            lowered,
        };
        let subject = view::Subject {
            vendor: &file.rules.vendor,
            app,
            tenant,
            address,
            activity: sighting.activity,
            translation: self.translation.as_ref(),
        };
        Some(view::finding(practice, &subject, judgment, level, why, context))
    }

    /// Quiets the findings that a custom practice takes the place of, where that practice speaks itself.
    fn replace(&self, findings: &mut [Finding]) {
        let replacing = findings.iter().filter(|finding| finding.why.custom).filter_map(|finding| {
            let (_, practice) = self.ruleset.practice(&finding.practice)?;
            (!practice.replaces.is_empty()).then(|| (practice.id.clone(), practice.replaces.clone()))
        });
        for (by, replaced) in replacing.collect::<Vec<_>>() {
            for finding in findings.iter_mut().filter(|finding| replaced.contains(&finding.practice)) {
                finding.level = Level::Info;
                finding.why.lowered.push(Lowered::Replaced);
                finding.why.replaced_by = Some(by.clone());
            }
        }
    }

    /// The verdict on a practice when neither plan nor account nor region is known.
    pub fn verdict_with_nothing_known(&self, practice: &Practice, context: &Context) -> Verdict {
        let app = practice.apps.iter().find_map(|id| self.ruleset.app_by_id(id));
        let judgment =
            app.and_then(|(_, app)| judge(practice, &Place::new(app, context, None, None), context, None, None));
        judgment.map_or(Verdict::Unknown, |judgment| judgment.verdict)
    }

    /// Recognises a signal without judging practices.
    pub(crate) fn sight(&self, signal: Observed<'_>) -> Option<Sighting<'_>> {
        match signal {
            Observed::Page { url } => {
                let page = Location::parse(url).ok()?;
                let (at, app) = self.page_app(&page)?;
                let seen = sighting(at, app, None, None, (PAGE, None), &[&page]);
                Some(match self.matcher.page(&self.ruleset, at, &page) {
                    Some(indicator) => Sighting {
                        activity: Some(indicator.activity),
                        grade: Some(indicator.confidence),
                        why: (PAGE, Some(&indicator.id)),
                        ..seen
                    },
                    None => seen,
                })
            }
            Observed::Request { url, method, page } => {
                // Most requests go to hosts that no rule knows; the rest is looked at closely.
                let host = host_at_first_sight(url.as_bytes());
                let host =
                    if host.is_some() { host } else { host_and_tail(url).ok().map(|found| found.host.as_bytes()) };
                let known = self.matcher.on_host(host?);
                known.clone().next()?;
                self.sight_request(known, &Location::parse(url).ok()?, method, page)
            }
            Observed::Surface { app, surface, page } => {
                let (at, app) = self.ruleset.app_by_id(app)?;
                let surface = app.surfaces.iter().find(|known| known.id == surface)?;
                let page = page.and_then(|page| Location::parse(page).ok());
                if !is_on(&surface.paths, page.as_ref()) {
                    return None;
                }
                let places: Vec<&Location<'_>> = page.iter().collect();
                let why = ("surface", Some(surface.id.as_str()));
                let seen = sighting(at, app, surface.activity, Some(surface.confidence), why, &places);
                Some(Sighting { account: surface.account.or(seen.account), ..seen })
            }
            Observed::Setting { app, setting, state, page } => {
                let (at, app) = self.ruleset.app_by_id(app)?;
                let setting = app.settings.iter().find(|known| known.id == setting)?;
                let page = page.and_then(|page| Location::parse(page).ok());
                if !is_on(&setting.paths, page.as_ref()) {
                    return None;
                }
                let places: Vec<&Location<'_>> = page.iter().collect();
                let feeds = (state == SwitchState::On) == (setting.on_means == Polarity::Contributes);
                let why = ("setting", Some(setting.id.as_str()));
                let seen = sighting(at, app, None, None, why, &places);
                Some(Sighting { setting: Some((&setting.practices, feeds)), ..seen })
            }
        }
    }

    /// Recognises a request to a host that some app knows.
    #[inline(never)]
    fn sight_request(
        &self,
        known: OnHost<'_>,
        request: &Location<'_>,
        method: Option<&str>,
        page: Option<&str>,
    ) -> Option<Sighting<'_>> {
        let page = page.filter(|page| !page.is_empty());
        // A page that is no secure web page cannot be an app's: its requests are not the app's either.
        let page = page.map(Location::parse).transpose().ok()?;
        let places = || -> Vec<&Location<'_>> { std::iter::once(request).chain(page.as_ref()).collect() };
        match self.matcher.request(&self.ruleset, known, request, method, page.as_ref()) {
            Some((at, indicator)) => {
                let why = ("request", Some(indicator.id.as_str()));
                let (activity, grade) = (Some(indicator.activity), Some(indicator.confidence));
                Some(sighting(at, self.ruleset.app(at), activity, grade, why, &places()))
            }
            None => {
                let (at, app) = self.page_app(page.as_ref()?)?;
                let known = hosts(app).any(|host| host.matches(&request.host));
                known.then(|| sighting(at, app, None, Some(Grade::D), ("request", None), &places()))
            }
        }
    }
}

/// The same findings, the loudest first, else in their order: they are few.
fn loudest_first(findings: Vec<Finding>) -> Vec<Finding> {
    let mut sorted: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let before = sorted.iter().take_while(|other| other.level >= finding.level).count();
        sorted.insert(before, finding);
    }
    sorted
}

fn sighting<'a>(
    at: AppRef,
    app: &App,
    activity: Option<Activity>,
    grade: Option<Grade>,
    why: (&'static str, Option<&'a str>),
    places: &[&Location<'_>],
) -> Sighting<'a> {
    let tenant = places.iter().find_map(|place| tenant_in(app, place));
    let address = places.iter().find_map(|place| address_in(app, place));
    let account = places.iter().find_map(|place| account_in(app, place));
    Sighting { at, activity, grade, why, setting: None, account, tenant, address }
}

/// Whether a place or switch counts on this page: one that is bound to paths needs a page with such a path.
fn is_on(paths: &[PathPattern], page: Option<&Location<'_>>) -> bool {
    paths.is_empty() || page.is_some_and(|page| paths.iter().any(|path| path.matches(page.path).is_some()))
}

fn account_in(app: &App, location: &Location<'_>) -> Option<Account> {
    let shown = app
        .accounts
        .iter()
        .find(|sign| sign.hosts.iter().any(|host| host.matches(&location.host)) && is_on(&sign.paths, Some(location)));
    shown.map(|sign| sign.account)
}

fn is_page_of(app: &App, page: &Location<'_>) -> bool {
    let fits = |paths: &[PathPattern]| paths.iter().any(|path| path.matches(page.path).is_some());
    app.pages.iter().any(|pages| {
        pages.hosts.iter().any(|host| host.matches(&page.host))
            && (pages.paths.is_empty() || fits(&pages.paths))
            && !fits(&pages.except)
    })
}

fn tenant_in(app: &App, location: &Location<'_>) -> Option<String> {
    let sources = app.tenant.iter().flat_map(|rule| &rule.from);
    sources.filter(|source| source.hosts.iter().any(|host| host.matches(&location.host))).find_map(|source| {
        let value = match (&source.query, &source.path) {
            (Some(name), _) => location.query_value(name)?.split([':', '%']).next()?,
            (None, Some(path)) => path.matches(location.path)??,
            (None, None) => &location.host,
        };
        source.form.as_ref().is_none_or(|form| form.matches(value)).then(|| value.to_owned())
    })
}

fn address_in(app: &App, location: &Location<'_>) -> Option<String> {
    let rule = app.tenant.as_ref()?;
    let is = |list: &[crate::pattern::HostPattern]| list.iter().any(|host| host.matches(&location.host));
    (is(&rule.address_hosts) && !is(&rule.address_except)).then(|| format!("https://{}", location.host))
}

fn concerns(practice: &Practice, sighting: &Sighting<'_>) -> bool {
    match (sighting.setting, sighting.activity) {
        // A page lists all, also one that shows an activity.
        (None, _) if sighting.why.0 == PAGE => true,
        (Some((practices, _)), _) => practices.contains(&practice.id),
        (None, Some(activity)) => practice.activities.contains(&activity),
        // A request or surface without activity says nothing.
        (None, None) => false,
    }
}

/// The level that verdict, signal and evidence allow together, and what lowered it.
fn level(judgment: &Judgment<'_>, sighting: &Sighting<'_>) -> (Level, Vec<Lowered>) {
    let Sighting { activity, grade, .. } = *sighting;
    let says = |kind| judgment.stance.is_some_and(|stance| stance.stance == kind);
    // A ban is the organisation's own word: neither the vendor's nor the age of evidence softens it.
    let forbidden = says(StanceKind::Forbidden);
    let mut level = match judgment.verdict {
        _ if forbidden => Level::Alert,
        // What needs consent and has it is worth a look; it is still no default.
        _ if judgment.consented => Level::Notice,
        verdict => verdict.level(),
    };
    let on_page = sighting.why.0 == PAGE;
    let mut lowered = Vec::new();
    let accepted = says(StanceKind::Accepted);
    let caps = [
        (judgment.verdict == Verdict::Depends && !judgment.may_train && !forbidden, Level::Info, Lowered::NoCaseTrains),
        (accepted, Level::Info, Lowered::Accepted),
        // A page lists what is known about the app, whatever its address shows.
        (!on_page && activity.is_some_and(Activity::is_passive), Level::Info, Lowered::Passive),
        (on_page || activity.is_none(), Level::Notice, Lowered::PageOnly),
        (!on_page && grade.is_some_and(|grade| !grade.may_alert()), Level::Notice, Lowered::WeakIndicator),
    ];
    for (applies, cap, reason) in caps {
        if applies && level > cap {
            level = cap;
            lowered.push(reason);
        }
    }
    if judgment.stale && !forbidden && level > Level::Info {
        level = level.lowered();
        lowered.push(Lowered::Stale);
    }
    (level, lowered)
}
