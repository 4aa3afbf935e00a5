//! A page that stands by itself: nothing in it is loaded from anywhere, and nothing runs.

use maud::{Markup, PreEscaped, html};

/// What the head of such a page holds, in any case: its policy, title and style.
pub fn head(title: &str, style: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        meta name="referrer" content="no-referrer";
        meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
        title { (title) }
        style { (PreEscaped(style)) }
    }
}
