//! The CSS selectors that a rule may use: a part of the language that every browser reads alike.
//!
//! Types, ids, classes, attributes, the four combinators, lists, and a few pseudo-classes. What a browser
//! would refuse would silence a surface without a word, so it is refused here; and so are class names that
//! a build tool made up, since they change with the next release of the app. The tests compare this with a
//! full parser, which would be too heavy to ship inside an extension.

use std::fmt;

/// Pseudo-classes without an argument.
const PLAIN: [&str; 4] = ["empty", "first-child", "last-child", "root"];
/// Pseudo-classes that take a list of selectors.
const WITH_LIST: [&str; 4] = ["has", "is", "not", "where"];
/// Depth of selectors inside selectors, so that the check is bounded.
const DEEPEST: u8 = 4;

/// Why a selector is refused.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SelectorError {
    code: &'static str,
    message: String,
}

impl SelectorError {
    /// Stable code: `wrong-selector` or `hashed-class`.
    pub fn code(&self) -> &'static str {
        self.code
    }
}

impl fmt::Display for SelectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SelectorError {}

/// Checks a selector.
///
/// # Errors
/// It does not parse, uses something that rules may not use, or names a class that looks made up by a build.
pub fn check(text: &str) -> Result<(), SelectorError> {
    let mut reader = Reader { text, at: 0, classes: Vec::new() };
    reader.list(0).and_then(|()| reader.end()).map_err(|what| SelectorError {
        code: "wrong-selector",
        message: format!("\"{text}\" is not a selector that rules can use: at character {}, {what}", reader.at + 1),
    })?;
    match reader.classes.iter().find(|class| is_hashed(class)) {
        None => Ok(()),
        Some(class) => Err(SelectorError {
            code: "hashed-class",
            message: format!(
                "\"{text}\" rests on the class \"{class}\", which looks made up by a build and will change; use a test id, a stable id, a role and name, or the stable beginning of the class with [class*=\"...\"]"
            ),
        }),
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    classes: Vec<String>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn space(&mut self) -> bool {
        let rest = self.rest();
        let skipped = rest.len() - rest.trim_start_matches([' ', '\t', '\n']).len();
        self.at += skipped;
        skipped > 0
    }

    fn end(&self) -> Result<(), String> {
        self.peek().map_or(Ok(()), |found| Err(format!("\"{found}\" is not expected")))
    }

    fn list(&mut self, depth: u8) -> Result<(), String> {
        if depth > DEEPEST {
            return Err(format!("selectors are nested more than {DEEPEST} deep"));
        }
        loop {
            self.space();
            if depth > 0 {
                self.combinator();
            }
            self.complex(depth)?;
            self.space();
            if !self.take(',') {
                return Ok(());
            }
        }
    }

    fn complex(&mut self, depth: u8) -> Result<(), String> {
        self.compound(depth)?;
        loop {
            let spaced = self.space();
            let joined = self.combinator();
            let goes_on = self.peek().is_some_and(|next| !matches!(next, ',' | ')'));
            if !(joined || spaced && goes_on) {
                return Ok(());
            }
            self.compound(depth)?;
        }
    }

    fn combinator(&mut self) -> bool {
        let found = ['>', '+', '~'].into_iter().any(|sign| self.take(sign));
        if found {
            self.space();
        }
        found
    }

    fn compound(&mut self, depth: u8) -> Result<(), String> {
        let start = self.at;
        if !self.take('*') && self.peek().is_some_and(starts_a_name) {
            self.name("an element")?;
        }
        loop {
            if self.take('#') {
                self.name("an id after #")?;
            } else if self.take('.') {
                let class = self.name("a class after .")?;
                self.classes.push(class);
            } else if self.take('[') {
                self.attribute()?;
            } else if self.take(':') {
                self.pseudo_class(depth)?;
            } else {
                break;
            }
        }
        if self.at == start { Err("an element, id, class or attribute is missing".to_owned()) } else { Ok(()) }
    }

    fn attribute(&mut self) -> Result<(), String> {
        self.space();
        let name = self.name("the name of an attribute after [")?;
        self.space();
        if self.take(']') {
            return Ok(());
        }
        let part = ['~', '|', '^', '$', '*'].into_iter().any(|sign| self.take(sign));
        if !self.take('=') {
            return Err("= or ] is missing".to_owned());
        }
        self.space();
        let value = self.value()?;
        if name == "class" && !part {
            self.classes.extend(value.split_whitespace().map(str::to_owned));
        }
        if self.space() {
            let _ = self.take('i') || self.take('s');
            self.space();
        }
        if self.take(']') { Ok(()) } else { Err("] is missing".to_owned()) }
    }

    fn value(&mut self) -> Result<String, String> {
        let Some(quote) = ['"', '\''].into_iter().find(|quote| self.take(*quote)) else {
            return self.name("a value in quotes");
        };
        let from = self.at;
        while let Some(next) = self.peek() {
            self.at += next.len_utf8();
            match next {
                _ if next == quote => return Ok(self.text[from..self.at - 1].to_owned()),
                '\n' => break,
                '\\' => self.at += self.peek().map_or(0, char::len_utf8),
                _ => {}
            }
        }
        Err("a quotation mark is not closed".to_owned())
    }

    fn pseudo_class(&mut self, depth: u8) -> Result<(), String> {
        let name = self.name("a pseudo-class after :")?;
        if PLAIN.contains(&name.as_str()) {
            return Ok(());
        }
        if !WITH_LIST.contains(&name.as_str()) {
            return Err(format!(":{name} is not among the pseudo-classes that rules can use"));
        }
        if !self.take('(') {
            return Err(format!("( is missing after :{name}"));
        }
        self.list(depth + 1)?;
        if self.take(')') { Ok(()) } else { Err(format!("the ) of :{name}( is missing")) }
    }

    fn name(&mut self, what: &str) -> Result<String, String> {
        let rest = self.rest();
        if !rest.starts_with(starts_a_name) {
            return Err(format!("{what} is missing"));
        }
        let end = rest.find(|character: char| !is_in_a_name(character)).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        // A hyphen alone, or before a digit, starts no name.
        let bare = name.trim_start_matches('-');
        if bare.is_empty() || name.starts_with('-') && bare.starts_with(|first: char| first.is_ascii_digit()) {
            return Err(format!("{what} is missing"));
        }
        self.at += end;
        Ok(name)
    }
}

fn starts_a_name(character: char) -> bool {
    character.is_ascii_alphabetic() || matches!(character, '_' | '-') || !character.is_ascii()
}

fn is_in_a_name(character: char) -> bool {
    starts_a_name(character) || character.is_ascii_digit()
}

/// Prefixes of libraries that name classes by hash.
const GENERATED: [&str; 4] = ["css-", "emotion-", "jss", "sc-"];

/// Whether a class name looks like the work of a build: a generator's prefix, letters mixed with digits, or
/// capitals where no word begins.
fn is_hashed(class: &str) -> bool {
    if GENERATED.iter().any(|prefix| class.strip_prefix(prefix).is_some_and(|rest| rest.len() >= 3)) {
        return true;
    }
    class.split(['-', '_']).any(|part| {
        let bytes = part.as_bytes();
        let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
        let rises =
            bytes.windows(2).filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()).count();
        let mixed = bytes.len() >= 5
            && digits > 0
            && digits < bytes.len()
            && bytes[..bytes.len() - 1].iter().any(u8::is_ascii_digit);
        mixed || bytes.len() <= 8 && rises >= 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SOUND: [&str; 14] = [
        "[data-qa=\"message_input\"] [role='textbox']",
        "#composer-plus-btn",
        ".kix-page, .docos > .body",
        "button[data-testid^=\"iframe\"]",
        "[class*=\"lowerBadge_\"] [class*=\"numberBadge_\"]",
        "li[data-message-role]:not([data-message-role=user])",
        "div:has(> [aria-label=\"Send\" i])",
        "textarea[aria-labelledby=\"comment-composer-heading\"]",
        "*:first-child",
        "a~b+c",
        ".p-ia4_client",
        ".SidebarTopNavLinks-notificationsButtonIndicator",
        "ytd-app",
        "[data-tid=\"send\\\"er\"]",
    ];

    #[test]
    fn sound_selectors_pass_here_and_in_a_full_parser() {
        for text in SOUND {
            assert_eq!(check(text), Ok(()), "{text}");
            assert!(scraper::Selector::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_does_not_parse_is_refused_with_its_place() {
        let broken = [
            "",
            " ",
            "div >",
            "> div",
            ",a",
            "a,",
            "[data-qa",
            "[=x]",
            "[a=\"x]",
            "#",
            "a..b",
            "a#1",
            ":hover",
            "::before",
            ":not(",
            ":not()",
            "a)b",
            "a{b}",
            "[a!=b]",
            "-",
            "#-1",
            "div[role=\"a\" x]",
            "a>>b",
        ];
        for text in broken {
            let error = check(text).expect_err(text);
            assert_eq!(error.code(), "wrong-selector", "{text}");
            assert!(error.to_string().contains("at character"), "{error}");
        }
        let deep = format!("{}a{}", ":not(".repeat(9), ")".repeat(9));
        assert!(check(&deep).is_err(), "bounded depth");
        assert!(check(&":not(".repeat(100_000)).is_err(), "no stack is used up");
    }

    #[test]
    fn class_names_made_by_a_build_are_refused() {
        for text in
            [".css-1x2y3z", ".sc-bdVaJa", "._3xYz9k", ".button_a8f3c", "div.Xa.bSyoAf span", "[class=\"jss123\"]"]
        {
            assert_eq!(check(text).expect_err(text).code(), "hashed-class", "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn what_passes_here_passes_a_full_parser(text in "[a-c#.:*>+~, \\[\\]=\"'()n-]{1,14}") {
            if check(&text).is_ok() {
                prop_assert!(scraper::Selector::parse(&text).is_ok(), "{}", text);
            }
        }

        #[test]
        fn never_panics(text in "\\PC{0,60}") {
            let _ = check(&text);
        }
    }
}
