//! What an app must get right: hosts, patterns, selectors, names.

use super::Reporter;
use crate::pattern::{PathPattern, PatternError};
use crate::rule::{App, Setting, Surface, SwitchRole};
use crate::selector;

pub(super) fn check(app: &App, pointer: &str, reporter: &mut Reporter<'_>) {
    reporter.id(&app.id, format!("{pointer}/id"));
    reporter.text(&app.name, format!("{pointer}/name"));
    if app.pages.iter().all(|pages| pages.hosts.is_empty()) {
        reporter.report(format!("{pointer}/pages"), "no-host", "an app needs at least one page host".to_owned());
    }
    reporter.unique(app.indicators.iter().map(|indicator| &indicator.id), &format!("{pointer}/indicators"));
    reporter.unique(app.surfaces.iter().map(|surface| &surface.id), &format!("{pointer}/surfaces"));
    reporter.unique(app.settings.iter().map(|setting| &setting.id), &format!("{pointer}/settings"));
    reporter.unique(app.plans.iter().map(|plan| &plan.id), &format!("{pointer}/plans"));
    for (number, pages) in app.pages.iter().enumerate() {
        paths(&pages.paths, "paths", &format!("{pointer}/pages/{number}"), reporter);
        paths(&pages.except, "except", &format!("{pointer}/pages/{number}"), reporter);
    }
    for (number, sign) in app.accounts.iter().enumerate() {
        paths(&sign.paths, "paths", &format!("{pointer}/accounts/{number}"), reporter);
    }
    for (number, indicator) in app.indicators.iter().enumerate() {
        let place = format!("{pointer}/indicators/{number}");
        if indicator.paths.is_empty() {
            let message = "an indicator without a path would take every request; name the paths, or /** for all";
            reporter.report(format!("{place}/paths"), "no-path", message.to_owned());
        }
        paths(&indicator.paths, "paths", &place, reporter);
    }
    tenant(app, pointer, reporter);
    for (number, entry) in app.surfaces.iter().enumerate() {
        surface(entry, &format!("{pointer}/surfaces/{number}"), reporter);
    }
    for (number, entry) in app.settings.iter().enumerate() {
        setting(entry, &format!("{pointer}/settings/{number}"), reporter);
    }
}

fn pattern(result: Result<(), PatternError>, pointer: String, reporter: &mut Reporter<'_>) {
    if let Err(error) = result {
        reporter.report(pointer, error.code(), error.to_string());
    }
}

fn paths(paths: &[PathPattern], field: &str, pointer: &str, reporter: &mut Reporter<'_>) {
    for (number, path) in paths.iter().enumerate() {
        pattern(path.check(), format!("{pointer}/{field}/{number}"), reporter);
    }
}

fn tenant(app: &App, pointer: &str, reporter: &mut Reporter<'_>) {
    for (number, source) in app.tenant.iter().flat_map(|tenant| &tenant.from).enumerate() {
        let place = format!("{pointer}/tenant/from/{number}");
        pattern(source.form.as_ref().map_or(Ok(()), |form| form.check()), format!("{place}/form"), reporter);
        pattern(source.path.as_ref().map_or(Ok(()), PathPattern::check), format!("{place}/path"), reporter);
        if source.path.as_ref().is_some_and(|path| path.tenant_segment().is_none()) {
            let message = "the path must have a {tenant} segment".to_owned();
            reporter.report(format!("{place}/path"), "no-tenant", message);
        }
    }
}

fn surface(surface: &Surface, pointer: &str, reporter: &mut Reporter<'_>) {
    if surface.selectors.is_empty() && surface.named.is_empty() {
        let message = "a surface needs at least one selector, or a role with a name".to_owned();
        reporter.report(format!("{pointer}/selectors"), "no-selector", message);
    }
    for (number, text) in surface.selectors.iter().enumerate() {
        if let Err(error) = selector::check(text) {
            reporter.report(format!("{pointer}/selectors/{number}"), error.code(), error.to_string());
        }
    }
    for (number, named) in surface.named.iter().enumerate() {
        names(&named.names, &format!("{pointer}/named/{number}/names"), reporter);
    }
    paths(&surface.paths, "paths", pointer, reporter);
}

fn setting(setting: &Setting, pointer: &str, reporter: &mut Reporter<'_>) {
    names(&setting.names, &format!("{pointer}/names"), reporter);
    paths(&setting.paths, "paths", pointer, reporter);
    let chosen = setting.role == SwitchRole::Combobox;
    if chosen && (setting.on_values.is_empty() || setting.off_values.is_empty()) {
        let message = "a combobox needs the values that count as on and as off (onValues, offValues)".to_owned();
        reporter.report(pointer.to_owned(), "no-values", message);
    }
    if let Some(both) = setting.on_values.iter().find(|value| setting.off_values.contains(value)) {
        let message = format!("\"{both}\" cannot count as on and as off");
        reporter.report(pointer.to_owned(), "no-values", message);
    }
}

fn names(names: &[String], pointer: &str, reporter: &mut Reporter<'_>) {
    if names.is_empty() || names.iter().any(|name| name.trim().is_empty()) {
        let message = "give the accessible name as a screen reader would say it; an empty one finds everything";
        reporter.report(pointer.to_owned(), "no-name", message.to_owned());
    }
}
