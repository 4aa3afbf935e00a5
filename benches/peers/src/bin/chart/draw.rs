//! Drawing: the library writes fixed colours, the figure's style sheet gives each its value in light and dark.

use crate::{Line, Panel, Spread};
use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, RGBColor, TextStyle};
use std::fmt::Write;

const INK: RGBColor = RGBColor(1, 1, 1);
const SOFT: RGBColor = RGBColor(2, 2, 2);
const RULE: RGBColor = RGBColor(3, 3, 3);
const OURS: RGBColor = RGBColor(4, 4, 4);
const OTHER: RGBColor = RGBColor(5, 5, 5);
const TITLE: RGBColor = RGBColor(6, 6, 6);
const PAPER: RGBColor = RGBColor(7, 7, 7);

const STYLE: &str = "<style>
  :root { --paper: #ffffff; --ink: #1b2430; --soft: #55606d; --rule: #dcdfe3; --ours: #b3261e; --other: #33658a; }
  @media (prefers-color-scheme: dark) {
    :root { --paper: #14181d; --ink: #e8eaed; --soft: #a7b0ba; --rule: #343b44; --ours: #ff8a80; --other: #8ab8dc; }
  }
  [fill=\"#010101\"] { fill: var(--ink); } [fill=\"#020202\"] { fill: var(--soft); } [fill=\"#070707\"] { fill: var(--paper); }
  [fill=\"#060606\"] { fill: var(--ink); font-weight: 700; } [stroke=\"#030303\"] { stroke: var(--rule); }
  [fill=\"#040404\"] { fill: var(--ours); } [stroke=\"#040404\"] { stroke: var(--ours); }
  [fill=\"#050505\"] { fill: var(--other); } [stroke=\"#050505\"] { stroke: var(--other); }
</style>";

const WIDTH: i32 = 960;
/// Where the scale begins and ends.
const LEFT: i32 = 280;
const RIGHT: i32 = 780;
const ROW: i32 = 26;
const HEAD: i32 = 34;
const FOOT: i32 = 44;
const MARGIN: i32 = 12;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// The whole figure.
pub fn figure(panels: &[(&Panel, Vec<Line>)], measured: &str) -> Result<String, Box<dyn std::error::Error>> {
    let count = |lines: &[Line]| i32::try_from(lines.len()).unwrap_or(0);
    let height = panels.iter().map(|(_, lines)| HEAD + count(lines) * ROW + FOOT).sum::<i32>() + MARGIN + ROW;
    let mut drawn = String::new();
    {
        let area =
            SVGBackend::with_string(&mut drawn, (WIDTH.unsigned_abs(), height.unsigned_abs())).into_drawing_area();
        area.draw(&Rectangle::new([(0, 0), (WIDTH, height)], PAPER.filled()))?;
        let mut top = MARGIN;
        for (panel, lines) in panels {
            draw(&area, panel, lines, top)?;
            top += HEAD + count(lines) * ROW + FOOT;
        }
        let said = format!("Further left is faster; each mark is ten times the one before. Measured {measured}.");
        text(&area, &said, (MARGIN, top + ROW / 2), HPos::Left, SOFT)?;
        area.present()?;
    }
    let head = format!(
        "<title id=\"bench-title\">Trainspotter beside its peers</title>\n<desc id=\"bench-desc\">{}</desc>\n{STYLE}",
        escaped(&described(panels))
    );
    let opened = drawn
        .find("<svg ")
        .and_then(|start| Some(start + drawn[start..].find('>')? + 1))
        .ok_or("no figure was drawn")?;
    drawn.insert_str(opened, &head);
    Ok(drawn.replacen("<svg ", "<svg role=\"img\" aria-labelledby=\"bench-title bench-desc\" ", 1))
}

/// The powers of ten between which all of a panel lies; a time of nothing is drawn at the start.
fn scale(lines: &[Line]) -> (i32, i32) {
    let values =
        || lines.iter().flat_map(|line| line.spreads.iter().flatten()).flat_map(|spread| [spread.low, spread.high]);
    let power = |value: f64| value.max(0.1).log10();
    let first = values().map(power).fold(f64::INFINITY, f64::min).floor();
    let last = values().map(power).fold(f64::NEG_INFINITY, f64::max).ceil();
    (first as i32, (last as i32).max(first as i32 + 1))
}

fn draw(area: &Area<'_>, panel: &Panel, lines: &[Line], top: i32) -> Drawn {
    let (first, last) = scale(lines);
    let x = |value: f64| {
        let part = (value.max(0.1).log10() - f64::from(first)) / f64::from(last - first);
        LEFT + (part.clamp(0.0, 1.0) * f64::from(RIGHT - LEFT)) as i32
    };
    let start = top + HEAD;
    let bottom = start + i32::try_from(lines.len()).unwrap_or(0) * ROW;
    let shown: Vec<&str> = panel.shown.iter().map(|(_, name)| *name).filter(|name| !name.is_empty()).collect();
    let sizes = if shown.is_empty() { String::new() } else { format!(": ring {}", shown.join(", dot ")) };
    text(area, &format!("{}{sizes}", panel.title), (MARGIN, top + HEAD / 2), HPos::Left, TITLE)?;
    for power in first..=last {
        let at = x(10_f64.powi(power));
        area.draw(&PathElement::new(vec![(at, start), (at, bottom)], RULE))?;
        text(
            area,
            &format!("{} {}", figure_of(10_f64.powi(power)), panel.unit),
            (at, bottom + 14),
            HPos::Center,
            SOFT,
        )?;
    }
    for (line, y) in lines.iter().zip((start + ROW / 2..).step_by(ROW.unsigned_abs() as usize)) {
        let colour = if is_ours(&line.name) { OURS } else { OTHER };
        text(area, &line.name, (LEFT - 16, y), HPos::Right, if is_ours(&line.name) { TITLE } else { INK })?;
        let last = line.spreads.len() - 1;
        for (place, spread) in line.spreads.iter().enumerate() {
            let Some(spread) = spread else { continue };
            area.draw(&Rectangle::new([(x(spread.low), y - 1), (x(spread.high) + 1, y + 1)], colour.filled()))?;
            area.draw(&Circle::new(
                (x(spread.median), y),
                5,
                if place == last { colour.filled() } else { PAPER.filled() },
            ))?;
            area.draw(&Circle::new((x(spread.median), y), 5, colour.stroke_width(2)))?;
        }
        text(area, &values(line, panel.unit), (RIGHT + 24, y), HPos::Left, SOFT)?;
    }
    Ok(())
}

fn is_ours(name: &str) -> bool {
    name.starts_with("Trainspotter") || name.starts_with("audit")
}

fn values(line: &Line, unit: &str) -> String {
    let figures: Vec<String> = line.spreads.iter().flatten().map(|spread: &Spread| figure_of(spread.median)).collect();
    format!("{} {unit}", figures.join(" → "))
}

/// The figure in words, for those who do not see it.
fn described(panels: &[(&Panel, Vec<Line>)]) -> String {
    let mut said = String::new();
    for (panel, lines) in panels {
        let each: Vec<String> =
            lines.iter().map(|line| format!("{} {}", line.name, values(line, panel.unit))).collect();
        let _ = write!(said, "{}: {}. ", panel.title, each.join("; "));
    }
    said.trim_end().to_owned()
}

fn figure_of(value: f64) -> String {
    let decimals = if value >= 10.0 || value == value.round() {
        0
    } else if value >= 1.0 {
        1
    } else {
        2
    };
    let plain = format!("{value:.decimals$}");
    let (whole, rest) =
        plain.split_once('.').map_or((plain.as_str(), String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let grouped: Vec<&str> =
        { whole.as_bytes().rchunks(3).rev() }.filter_map(|three| std::str::from_utf8(three).ok()).collect();
    grouped.join(",") + &rest
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn text(area: &Area<'_>, text: &str, at: (i32, i32), side: HPos, colour: RGBColor) -> Drawn {
    let style = TextStyle::from(("sans-serif", 15).into_font()).color(&colour).pos(Pos::new(side, VPos::Center));
    area.draw(&Text::new(text.to_owned(), at, style))
}
