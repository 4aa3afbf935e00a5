//! A document as blocks of text: paragraphs, list items, headings, table cells.
//!
//! List items remember the sentence that introduces them: "You may not:" turns "train models on
//! it" into its opposite.

use std::ops::Range;

/// Largest document, in bytes. Real policies have 15 to 150 KB.
pub const LARGEST: usize = 64 << 20;

/// A paragraph, heading, list item or table cell.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Block {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Number of the block that introduces it and ends in a colon.
    pub lead: Option<usize>,
}

/// A document ready to be read.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Document {
    /// All text. Offsets of clauses are bytes in it.
    pub text: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

/// Collects blocks one by one, as a parser finds them.
#[derive(Debug, Default)]
pub struct Builder {
    document: Document,
    lead: Option<usize>,
    open: bool,
}

impl Builder {
    /// Adds a block. `item`: the source says that it is a list item.
    pub fn push(&mut self, block: &str, item: bool) {
        let block = block.trim();
        if block.is_empty() {
            return;
        }
        if !self.document.text.is_empty() {
            self.document.text.push('\n');
        }
        let start = self.document.text.len();
        self.document.text.push_str(block);
        self.add(start..start + block.len(), item);
    }

    fn add(&mut self, range: Range<usize>, item: bool) {
        let number = self.document.blocks.len();
        let block = self.document.text.get(range.clone()).unwrap_or_default();
        let introduces = block.ends_with([':', '\u{ff1a}']);
        let is_item = item || looks_like_item(block, self.open);
        let lead = self.lead.filter(|_| is_item);
        self.open = block.ends_with([';', ',', ':', '\u{ff1a}', '\u{ff1b}']) || ends_in_and(block);
        self.document.blocks.push(Block { range, lead });
        if introduces && lead.is_none() {
            self.lead = Some(number);
        } else if lead.is_none() {
            self.lead = None;
        }
    }

    /// The document.
    pub fn finish(self) -> Document {
        self.document
    }
}

fn ends_in_and(block: &str) -> bool {
    [" and", " or", " und", " oder", " et", " ou", " y", " o"].iter().any(|word| block.ends_with(word))
}

/// A bullet, number or letter in front; or an unfinished list goes on; or it begins in lower case.
fn looks_like_item(block: &str, open: bool) -> bool {
    let mut chars = block.chars();
    let first = chars.next().unwrap_or(' ');
    if matches!(first, '\u{2022}' | '-' | '*' | '\u{2013}' | '\u{b7}' | '\u{25e6}' | '\u{25aa}' | '\u{30fb}') {
        return true;
    }
    let mark = block.split_whitespace().next().unwrap_or_default();
    let inside = mark.trim_start_matches('(').trim_end_matches([')', '.']);
    let numbered = inside.len() < mark.len()
        && (inside.chars().all(|c| c.is_ascii_digit() || c == '.')
            || inside.len() <= 4 && inside.chars().all(|c| c.is_ascii_lowercase()));
    numbered || first.is_lowercase() || open
}

impl Document {
    /// Reads plain text: one block a line; lines wrapped by hand are joined.
    pub fn from_text(text: &str) -> Document {
        let mut builder = Builder::default();
        text.clone_into(&mut builder.document.text);
        let mut start = 0;
        let mut pending: Option<Range<usize>> = None;
        for line in text.split_inclusive('\n') {
            let trimmed = line.trim();
            let from = start + (line.len() - line.trim_start().len());
            start += line.len();
            if trimmed.is_empty() {
                pending.take().into_iter().for_each(|block| builder.add(block, false));
                continue;
            }
            let range = from..from + trimmed.len();
            let joined = pending.take().and_then(|block| {
                let goes_on = continues(&text[block.clone()], trimmed);
                if !goes_on {
                    builder.add(block.clone(), false);
                }
                goes_on.then_some(block.start..range.end)
            });
            pending = Some(joined.unwrap_or(range));
        }
        pending.into_iter().for_each(|block| builder.add(block, false));
        builder.finish()
    }
}

/// Whether a line is the rest of the line before it.
fn continues(before: &str, line: &str) -> bool {
    let last = before.lines().next_back().unwrap_or_default();
    let cut = last.trim().chars().count() > 40 && !before.ends_with(['.', ':', ';', '?', '!', '\u{3002}']);
    cut && line.starts_with(|c: char| c.is_lowercase()) && !looks_like_bullet(line)
}

fn looks_like_bullet(line: &str) -> bool {
    let mark = line.split_whitespace().next().unwrap_or_default();
    mark.ends_with([')', '.']) && mark.len() <= 5
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(document: &Document) -> Vec<(&str, Option<usize>)> {
        document.blocks.iter().map(|block| (&document.text[block.range.clone()], block.lead)).collect()
    }

    #[test]
    fn items_know_what_introduces_them() {
        let document = Document::from_text("You may not:\n\u{2022} copy it;\n\u{2022} train models on it.\n\nWe do.\n");
        assert_eq!(
            leads(&document),
            [
                ("You may not:", None),
                ("\u{2022} copy it;", Some(0)),
                ("\u{2022} train models on it.", Some(0)),
                ("We do.", None)
            ]
        );
    }

    #[test]
    fn hard_wrapped_lines_are_one_block() {
        let document =
            Document::from_text("We use the content that you share with us in order\nto train our models.\nNext.");
        assert_eq!(document.blocks.len(), 2, "{document:?}");
    }

    #[test]
    fn pushed_blocks_are_kept_apart() {
        let mut builder = Builder::default();
        builder.push(" To: ", false);
        builder.push("train;", true);
        builder.push("", true);
        assert_eq!(leads(&builder.finish()), [("To:", None), ("train;", Some(0))]);
    }
}
