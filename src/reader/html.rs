//! HTML to blocks of visible text, natively. In the browser the page's own DOM does this.

use super::document::{Builder, Document};
use scraper::Html;
use scraper::node::{Element, Node};

/// Elements whose text nobody sees, or sees struck out: "del" and its like say what is no longer said.
const INVISIBLE: &[&str] = &[
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select", "textarea",
    "audio", "video", "canvas", "del", "s", "strike",
];

/// Elements that run on within a sentence; all others begin a block.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
];

/// Deepest nesting, as in browsers. The parser looks through all open elements at every tag, so
/// depth is what makes hostile HTML slow.
const DEEPEST: usize = 512;

/// Elements that never hold others, or that end by themselves where the next begins.
const SELF_ENDING: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// HTML nested deeper than any page is.
#[derive(Debug, Eq, PartialEq)]
pub struct TooDeep;

/// Reads HTML as a browser would, however broken, without running anything.
///
/// # Errors
/// If it is nested deeper than a browser would follow.
pub fn from_html(html: &str) -> Result<Document, TooDeep> {
    if depth(html) > DEEPEST {
        return Err(TooDeep);
    }
    let page = Html::parse_document(html);
    let mut builder = Builder::default();
    let mut text = String::new();
    // Depth of invisible elements and of list items around the present place.
    let (mut hidden, mut items) = (0_usize, 0_usize);
    for edge in page.tree.root().traverse() {
        let (node, opens) = match edge {
            ego_tree::iter::Edge::Open(node) => (node, true),
            ego_tree::iter::Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(part) if opens && hidden == 0 => push_collapsed(&mut text, part),
            Node::Element(element) => {
                let name = element.name();
                if !INLINE.contains(&name) {
                    builder.push(&text, items > 0);
                    text.clear();
                }
                let step = |depth: &mut usize| *depth = if opens { *depth + 1 } else { depth.saturating_sub(1) };
                if INVISIBLE.contains(&name) || is_hidden(element) {
                    step(&mut hidden);
                }
                if name == "li" {
                    step(&mut items);
                }
            }
            _ => {}
        }
    }
    builder.push(&text, false);
    Ok(builder.finish())
}

/// An upper bound for the nesting, from the tags alone.
fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for after in html.split('<').skip(1) {
        let name =
            |tag: &str| tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        if let Some(tag) = after.strip_prefix('/') {
            if !SELF_ENDING.contains(&name(tag).as_str()) {
                depth = depth.saturating_sub(1);
            }
        } else if after.starts_with(|c: char| c.is_ascii_alphabetic()) && !SELF_ENDING.contains(&name(after).as_str()) {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

fn is_hidden(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    // "until-found" is folded away, as in closed "details": the page offers to open it.
    element.attr("hidden").is_some_and(|hidden| !hidden.eq_ignore_ascii_case("until-found"))
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

fn push_collapsed(text: &mut String, part: &str) {
    for c in part.chars() {
        if !c.is_whitespace() {
            text.push(c);
        } else if !text.ends_with(' ') {
            text.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_seen_is_read() {
        let document = read(
            "<title>x</title><p>We <b>train</b>\n our models.</p><p hidden>a</p><div style='display: none'>b<p>c</div>\
             <script>d</script><ul><li>one<li>two</ul><img src=x onerror=alert(1)>&lt;b&gt;",
        );
        assert_eq!(document.text, "We train our models.\none\ntwo\n<b>");
        assert_eq!(document.blocks.len(), 4);
    }

    #[test]
    fn what_a_click_opens_is_read_and_what_is_struck_out_is_not() {
        let document = read(
            "<details><summary>Training</summary>We train.</details><p hidden='until-found'>Always.</p><p aria-hidden=true>Seen.</p>\
             <p>We <s>never</s> <strike>ever</strike> do<del>n't</del>.</p>",
        );
        assert_eq!(document.text, "Training\nWe train.\nAlways.\nSeen.\nWe do.");
    }

    fn read(html: &str) -> Document {
        from_html(html).expect("not too deep")
    }

    #[test]
    fn deep_nesting_is_refused_in_no_time() {
        let nested = |times| format!("{}We train.", "<div><b>".repeat(times));
        assert_eq!(read(&nested(200)).text, "We train.");
        assert_eq!(from_html(&nested(50_000)), Err(TooDeep));
        assert_eq!(read(&"<p>We train.<li>".repeat(5_000)).blocks.len(), 5_000);
    }
}
