//! What is behind each code of a problem: why it is refused, and what to write instead.
//!
//! A problem itself says what is wrong and where. This is the paragraph for somebody who meets it for the
//! first time.

/// The paragraph on a code; `None` for a code that does not exist.
pub fn of(code: &str) -> Option<&'static str> {
    EXPLANATIONS.iter().find(|(known, _)| *known == code).map(|(_, text)| *text)
}

const EXPLANATIONS: [(&str, &str); 42] = [
    (
        "catastrophic-pattern",
        "Our engine would stand it, others would not, and a person cannot see what it takes. Nearly every form is one run of characters: [a-z0-9-]+ or [0-9a-f]{32}.",
    ),
    (
        "cyclic-reference",
        "Of two practices that replace each other nobody could say which one holds. Keep the one that is true today.",
    ),
    (
        "dangling-reference",
        "A rule that names something that is not there would be silently without effect. Ids are compared letter by letter; `trainspotter rules show ID` prints those there are.",
    ),
    (
        "duplicate-host",
        "Two vendors on one page would give two answers to one question. If a host is shared, it stays with the vendor whose app is opened there; tell apps of one vendor apart by `paths`.",
    ),
    (
        "duplicate-id",
        "Dismissals and stances are kept by id, so an id means one thing for ever, also after it was removed. Begin ids with the vendor: lantern-message-ranking.",
    ),
    (
        "empty-text",
        "An empty text would be shown as an empty line. Say \"not known\" where nothing is known: that is an answer.",
    ),
    (
        "example-fails",
        "The example says what must come out, and something else did. Either the rule is wrong or the expectation is. Remember: a page is never more than a notice; passive activities, such as reading, never more than info; evidence older than 180 days costs one level; an unknown plan or account gives `depends`.",
    ),
    ("file-name", "A file is found by its vendor's id, so that nobody has to open files to find one."),
    (
        "future-date",
        "Evidence is dated by the day on which somebody saw it. A change that is announced goes into `since`, which may lie in the future.",
    ),
    (
        "hashed-class",
        "Such names change with every release of the app, and the surface would die without a word. Prefer data-testid and its relatives, then ids, then role and name (`named`).",
    ),
    ("invalid", "The file has the right fields, but a value cannot be used; the message says which."),
    (
        "large-pattern",
        "A form is compiled in every browser that wakes us. 64 KiB is far more than a path segment needs.",
    ),
    (
        "locator-length",
        "The locator finds the passage on the page and becomes a link to it. Twelve words are enough for that and too few to be a copy of somebody's text.",
    ),
    (
        "lookalike-host",
        "A Cyrillic а in a host looks like a Latin one and belongs to somebody else. Hosts are written as the browser sends them.",
    ),
    (
        "missing-field",
        "The field is required because somebody will ask for it: what is not known is written as not known, never left out.",
    ),
    (
        "near-miss-is-loud",
        "The rule is too wide: the signal that must stay quiet would be told. Narrow the path, the method, the query or the activities of the practice.",
    ),
    ("no-cases", "\"by-plan\" alone would be a shrug. Name each plan, by the vendor's own name, and what holds there."),
    ("no-english", "English is what a reader gets whose language the letter does not have."),
    ("no-evidence", "Truth first: a practice without a dated source does not exist, however well known it is."),
    ("no-example", "An example is the proof that the rule can ever speak: a signal and what must come out."),
    (
        "no-host",
        "Hosts are where the extension runs at all; each becomes a permission that people see. Name the app's own hosts, not the vendor's web site.",
    ),
    (
        "no-letter",
        "The person who may opt out by e-mail gets the letter filled in. Give recipient, subject in the words the vendor asks for, and a body with {tenant}.",
    ),
    ("no-name", "A switch is found as a screen reader finds it, by role and name. Without a name any switch would do."),
    (
        "no-near-miss",
        "Most rules are wrong by being too wide. Name the signal that looks most alike and must stay quiet: a list fetched at boot, a draft, another kind of account.",
    ),
    ("no-path", "Without a path every request to the host would be the activity."),
    ("no-selector", "A surface is found by selector or by role and name; it has neither."),
    ("no-tenant", "{tenant} marks the segment that names the workspace, e.g. /client/{tenant:T[A-Z0-9]+}/**."),
    (
        "no-values",
        "A list shows which value is chosen. Say which values mean on and which mean off; any other says nothing.",
    ),
    (
        "not-custom",
        "Only you can decide that your own practice takes the place of a shipped one; shipped ones are changed, and the earlier state goes into `history`.",
    ),
    ("not-json", "JSON wants double quotes, a comma between entries and none after the last."),
    (
        "undated-evidence",
        "A rule without dated evidence does not exist. `checked` is the day on which somebody last saw that the page says so; a month or year is enough if no more is known.",
    ),
    (
        "unknown-field",
        "A field that nobody reads would look as if it did something. Perhaps it is misspelt, or belongs one level up or down.",
    ),
    ("unknown-kind", "A signal is a page, a request, a surface or a setting."),
    ("unknown-schema", "The file speaks a newer rule language than this version knows. The other files still work."),
    (
        "unknown-value",
        "The word is from a closed list, so that rules, reports and pages always speak of the same things.",
    ),
    ("wrong-date", "A date is YYYY-MM-DD, or YYYY-MM or YYYY if no more is known."),
    (
        "wrong-host",
        "Only the host: no scheme, port or path; *.example.com means every subdomain and not example.com itself.",
    ),
    ("wrong-id", "Ids go into file names, links and storage: lower-case letters, digits, hyphens."),
    (
        "wrong-pattern",
        "A path is written in segments: literal, * inside one, {name} or {name:FORM} for a whole one, ** for any rest at the end.",
    ),
    (
        "wrong-selector",
        "A selector that a browser refuses finds nothing and says nothing. Elements, #ids, .classes, [attributes], lists, the four combinators, :not, :is, :where, :has, :first-child, :last-child, :empty and :root can be used.",
    ),
    ("wrong-type", "The value has another form than the field needs; the message says which."),
    ("wrong-url", "Evidence is a page that anybody can open: a complete https address without spaces."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_explained_in_full_sentences() {
        assert!(EXPLANATIONS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(EXPLANATIONS.iter().all(|(_, text)| text.ends_with('.') && text.len() > 40));
        assert_eq!(of("no-such-code"), None);
    }
}
