//! HTML to blocks of visible text, natively. In the browser the page's own DOM does this.

use super::document::{Builder, Document};
use scraper::Html;
use scraper::node::{Element, Node};

/// Elements whose text nobody sees.
const INVISIBLE: &[&str] = &[
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select", "textarea",
    "audio", "video", "canvas",
];

/// Elements that run on within a sentence; all others begin a block.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Reads HTML as a browser would, however broken, without running anything.
pub fn from_html(html: &str) -> Document {
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
    builder.finish()
}

fn is_hidden(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    element.attr("hidden").is_some() || style.contains("display:none") || style.contains("visibility:hidden")
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
        let document = from_html(
            "<title>x</title><p>We <b>train</b>\n our models.</p><p hidden>a</p><div style='display: none'>b<p>c</div>\
             <script>d</script><ul><li>one<li>two</ul><img src=x onerror=alert(1)>&lt;b&gt;",
        );
        assert_eq!(document.text, "We train our models.\none\ntwo\n<b>");
        assert_eq!(document.blocks.len(), 4);
    }

    #[test]
    fn deep_nesting_is_no_trouble() {
        let html = format!("{}We train.", "<div><b>".repeat(50_000));
        assert_eq!(from_html(&html).text, "We train.");
    }
}
