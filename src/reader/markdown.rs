//! Markdown to blocks of text: the form in which archives keep policies.

use super::document::{Builder, Document};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Reads Markdown; marks, addresses of links and raw HTML are left out.
pub fn from_markdown(markdown: &str) -> Document {
    let mut builder = Builder::default();
    let mut text = String::new();
    let mut items = 0_usize;
    let mut code = false;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            // An indented block is more often a list that an archive indented than code.
            Event::Start(Tag::CodeBlock(kind)) => code = kind.is_fenced(),
            Event::End(TagEnd::CodeBlock) if code => code = false,
            Event::Text(_) if code => {}
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak => {
                builder.push(&text, items > 0);
                text.clear();
            }
            Event::Start(tag) => {
                if !is_inline(&tag) {
                    builder.push(&text, items > 0);
                    text.clear();
                }
                if matches!(tag, Tag::Item) {
                    items += 1;
                }
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image) => {}
            Event::End(tag) => {
                builder.push(&text, items > 0);
                text.clear();
                if tag == TagEnd::Item {
                    items = items.saturating_sub(1);
                }
            }
            _ => {}
        }
    }
    builder.push(&text, false);
    builder.finish()
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out() {
        let document =
            from_markdown("# Data\n\nWe **never**:\n\n* [train](https://vendor.example/x) on it;\n* sell it.\n");
        assert_eq!(document.text, "Data\nWe never:\ntrain on it;\nsell it.");
        assert_eq!(document.blocks[2].lead, Some(1));
    }
}
