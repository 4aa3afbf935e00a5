//! The two charts of the report, as SVG.
//!
//! The drawing library writes fixed colours; the style sheet of the report gives each of them its value in
//! light, dark and print. Labels are placed by hand: measuring text would need fonts, and the same report must
//! come out on every machine and in the browser.

mod axis;

use super::words;
use super::{AppReport, TimelineReport, TimelineRow};
use crate::activity::Activity;
use crate::verdict::Level;
use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, RGBColor, TextStyle};
use time::OffsetDateTime;

/// Rows of a chart, at most; what is left out is said below it.
pub(super) const MOST_ROWS: usize = 30;

const INK: RGBColor = RGBColor(1, 1, 1);
const SOFT: RGBColor = RGBColor(2, 2, 2);
const LINE: RGBColor = RGBColor(3, 3, 3);
const ALERT: RGBColor = RGBColor(4, 4, 4);
const NOTICE: RGBColor = RGBColor(5, 5, 5);
const INFO: RGBColor = RGBColor(6, 6, 6);
const QUIET: RGBColor = RGBColor(7, 7, 7);
/// Written in bold by the style sheet.
const STRONG: RGBColor = RGBColor(8, 8, 8);

const WIDTH: i32 = 960;
const LABELS: i32 = 230;
const ROW: i32 = 26;
const ROW_STEP: usize = 26;
const TOP: i32 = 8;
const AXIS: i32 = 34;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// One row of the activity chart.
pub(super) struct Bar {
    pub place: String,
    pub activity: Activity,
    pub count: u64,
    pub level: Option<Level>,
}

/// The loudest level of a finding that an activity of an app feeds.
pub(super) fn level_of(app: &AppReport, activity: Activity) -> Option<Level> {
    let feeds = app.findings.iter().filter(|reported| reported.fed_by.iter().any(|count| count.activity == activity));
    let level = |reported: &super::Reported| {
        let passive = activity.is_passive();
        if passive { Level::Info } else { reported.finding.level }
    };
    feeds.map(level).max()
}

/// Name of an app and its tenant.
pub(super) fn place(app: &str, tenant: Option<&str>) -> String {
    tenant.map_or_else(|| app.to_owned(), |tenant| format!("{app}, {tenant}"))
}

/// Activities as bars, under the name of their app; empty if nothing was seen.
pub(super) fn bars(bars: &[Bar], label: &str) -> String {
    let shown = &bars[..bars.len().min(MOST_ROWS)];
    let most = shown.iter().map(|bar| bar.count).max().unwrap_or(1).max(1);
    let rows = grouped(shown, |bar| bar.place.clone());
    svg(rows.len(), 0, label, |area| {
        for (y, row) in (TOP..).step_by(ROW_STEP).zip(&rows) {
            let bar = match row {
                Row::Head(name) => {
                    head(area, name, y)?;
                    continue;
                }
                Row::Item(bar) => bar,
            };
            // Of the room left for bars, the part that the count is of the largest.
            let length = f64::from(WIDTH - LABELS - 90) * (bar.count as f64 / most as f64);
            let end = LABELS + (length as i32).max(3);
            text(area, words::activity(bar.activity), (LABELS - 12, y + ROW / 2), HPos::Right, INK)?;
            area.draw(&Rectangle::new([(LABELS, y + 5), (end, y + ROW - 5)], colour(bar.level).filled()))?;
            text(area, &words::grouped(bar.count), (end + 8, y + ROW / 2), HPos::Left, SOFT)?;
        }
        Ok(())
    })
}

/// Activities over time, under the name of their app; empty if no entry told its time.
pub(super) fn timeline(timeline: &TimelineReport, apps: &[AppReport], label: &str) -> String {
    let shown = &timeline.rows[..timeline.rows.len().min(MOST_ROWS)];
    let steps = || shown.iter().flat_map(|row| &row.steps);
    let (Some(start), Some(end)) = (steps().map(|step| step.0).min(), steps().map(|step| step.0).max()) else {
        return String::new();
    };
    let step = i64::try_from(timeline.step_seconds).unwrap_or(1);
    let span = (end + step - start).max(1);
    let most = steps().map(|step| step.1).max().unwrap_or(1).max(1);
    let left = LABELS + 10;
    let at = |second: i64| {
        let width = i64::from(WIDTH - left - 16);
        left + i32::try_from((second - start) * width / span).unwrap_or(0)
    };
    let app_of = |row: &TimelineRow| apps.iter().find(|app| app.app == row.app && app.tenant == row.tenant);
    let rows = grouped(shown, |row| {
        let name = app_of(row).map_or(row.app.as_str(), |app| app.name.as_str());
        place(name, row.tenant.as_deref())
    });
    svg(rows.len(), AXIS, label, |area| {
        axis(area, (start, span), i32::try_from(rows.len()).unwrap_or(0), at)?;
        for (y, row) in (TOP..).step_by(ROW_STEP).zip(&rows) {
            let middle = y + ROW / 2;
            let row = match row {
                Row::Head(name) => {
                    head(area, name, y)?;
                    continue;
                }
                Row::Item(row) => row,
            };
            let level = app_of(row).and_then(|app| level_of(app, row.activity));
            text(area, words::activity(row.activity), (LABELS - 12, middle), HPos::Right, INK)?;
            area.draw(&PathElement::new(vec![(left, middle), (WIDTH - 16, middle)], LINE))?;
            for (second, count) in &row.steps {
                // The area of a dot grows with the count, so its radius with the root.
                let part = (*count as f64 / most as f64).sqrt();
                let radius = 3 + (part * f64::from(ROW / 2 - 5)) as i32;
                area.draw(&Circle::new((at(*second + step / 2), middle), radius, colour(level).mix(0.8).filled()))?;
            }
        }
        Ok(())
    })
}

/// Lines and times below the rows.
fn axis(area: &Area<'_>, (start, span): (i64, i64), rows: i32, at: impl Fn(i64) -> i32) -> Drawn {
    /// Half of the widest label, in pixels: it must not leave the picture.
    const HALF: i32 = 48;
    let bottom = TOP + rows * ROW;
    for (second, shown) in axis::marks(start, start + span) {
        let x = at(second);
        let side = if x > WIDTH - HALF { HPos::Right } else { HPos::Center };
        area.draw(&PathElement::new(vec![(x, TOP), (x, bottom + 4)], LINE))?;
        text(area, &shown, (x, bottom + 20), side, SOFT)?;
    }
    Ok(())
}

/// A row of a chart: the name of an app, or something under it.
enum Row<'a, T> {
    Head(String),
    Item(&'a T),
}

fn grouped<T>(items: &[T], name: impl Fn(&T) -> String) -> Vec<Row<'_, T>> {
    let mut rows = Vec::new();
    let mut before = None;
    for item in items {
        let name = name(item);
        if before.as_ref() != Some(&name) {
            rows.push(Row::Head(name.clone()));
            before = Some(name);
        }
        rows.push(Row::Item(item));
    }
    rows
}

fn head(area: &Area<'_>, name: &str, y: i32) -> Drawn {
    text(area, name, (0, y + ROW / 2), HPos::Left, STRONG)
}

/// Start and end of what was seen, in words; nothing if no entry told its time.
pub(super) fn period(timeline: &TimelineReport) -> Option<String> {
    let steps = || timeline.rows.iter().flat_map(|row| &row.steps);
    let (start, end) = (steps().map(|step| step.0).min()?, steps().map(|step| step.0).max()?);
    let (from, to) = (moment(start), moment(end));
    Some(if from == to { from } else { format!("{from} to {to}") })
}

fn svg(rows: usize, below: i32, label: &str, draw: impl FnOnce(&Area<'_>) -> Drawn) -> String {
    if rows == 0 {
        return String::new();
    }
    let rows = i32::try_from(rows).unwrap_or(0);
    let height = TOP + rows * ROW + below + 4;
    let mut drawn = String::new();
    let result = {
        let area =
            SVGBackend::with_string(&mut drawn, (WIDTH.unsigned_abs(), height.unsigned_abs())).into_drawing_area();
        let done = draw(&area);
        done.and_then(|()| area.present())
    };
    // Writing to memory does not fail; without its picture the report still has the tables.
    if result.is_err() {
        return String::new();
    }
    let label = label.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    drawn.replacen("<svg ", &format!("<svg role=\"img\" aria-label=\"{label}\" "), 1)
}

fn text(area: &Area<'_>, text: &str, at: (i32, i32), side: HPos, colour: RGBColor) -> Drawn {
    const LONGEST: usize = 40;
    let short: String = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    let style = TextStyle::from(("sans-serif", 16).into_font()).color(&colour).pos(Pos::new(side, VPos::Center));
    area.draw(&Text::new(short, at, style))
}

fn colour(level: Option<Level>) -> RGBColor {
    match level {
        Some(Level::Alert) => ALERT,
        Some(Level::Notice) => NOTICE,
        Some(Level::Info) => INFO,
        None => QUIET,
    }
}

/// A moment in UTC, to the minute.
pub(super) fn moment(second: i64) -> String {
    let Ok(at) = OffsetDateTime::from_unix_timestamp(second) else { return second.to_string() };
    format!("{:04}-{:02}-{:02} {:02}:{:02} UTC", at.year(), u8::from(at.month()), at.day(), at.hour(), at.minute())
}
