//! A policy document from a file or standard input: text, Markdown or HTML, told apart by what is in it.

use super::Failure;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use trainspotter::reader::document::LARGEST;
use trainspotter::reader::{Document, html, markdown};

/// Bytes looked at to tell the kind of a document.
const LOOKED_AT: usize = 4_096;

/// Reads a document; `-` is standard input.
pub(super) fn open(path: &Path) -> Result<Document, Failure> {
    let name = path.display();
    let stdin = path.as_os_str() == "-";
    let mut bytes = Vec::new();
    let limit = LARGEST as u64 + 1;
    let read = if stdin {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(|error| {
        Failure(format!("{name}: {error}; give a policy as text, Markdown or HTML, or - for standard input"))
    })?;
    let markdown = path.extension().is_some_and(|ending| ending == "md" || ending == "markdown");
    parse(bytes, markdown).map_err(|problem| Failure(format!("{name}: {problem}")))
}

/// Takes the bytes of a document apart.
pub(super) fn parse(bytes: Vec<u8>, is_markdown: bool) -> Result<Document, String> {
    if bytes.len() > LARGEST {
        return Err(format!("is larger than {} MB; a policy is not: cut out the part to read", LARGEST >> 20));
    }
    if bytes.starts_with(b"%PDF") {
        return Err("is a PDF; turn it into text first, for example with pdftotext".to_owned());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(bytes);
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("is not UTF-8 text (byte {at}); save it as UTF-8, or convert it with iconv")
    })?;
    if let Some(at) = text.bytes().position(|byte| byte == 0) {
        return Err(format!("is no text: it has a null byte (byte {at})"));
    }
    let document = if is_html(&text) {
        html::from_html(&text)
            .map_err(|html::TooDeep| "is nested deeper than a browser would follow; save the page as text".to_owned())?
    } else if is_markdown || looks_like_markdown(&text) {
        markdown::from_markdown(&text)
    } else {
        Document::from_text(&text)
    };
    if document.blocks.is_empty() {
        return Err(
            "holds no text to read; a page that builds its text by script must be saved from the browser".to_owned()
        );
    }
    Ok(document)
}

fn is_html(text: &str) -> bool {
    let end = text.char_indices().nth(LOOKED_AT).map_or(text.len(), |(at, _)| at);
    let head = text[..end].to_ascii_lowercase();
    let tag = |name: &str| head.contains(&format!("<{name}>")) || head.contains(&format!("<{name} "));
    head.trim_start().starts_with("<!doctype html")
        || ["html", "body", "head", "p", "div", "ul", "li", "h1", "section", "script", "span", "table"]
            .iter()
            .any(|name| tag(name))
}

/// Links, headings or bold text, as archives write them.
fn looks_like_markdown(text: &str) -> bool {
    let lines = text.lines().take(400);
    let marked = lines
        .filter(|line| line.starts_with('#') || line.contains("](") || line.starts_with("* ") || line.contains("**"));
    text.contains("](http") || marked.take(3).count() == 3
}
