use super::*;
use proptest::prelude::*;

/// Gives one byte at a time, so that every place is once the end of the window.
struct Drip<'a>(&'a [u8]);

impl Read for Drip<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = self.0.len().min(1);
        into[..length].copy_from_slice(&self.0[..length]);
        self.0 = &self.0[length..];
        Ok(length)
    }
}

fn entries(text: &str) -> (Vec<Entry>, Summary, Result<(), HarError>) {
    let mut entries = Vec::new();
    let (summary, result) = read(text.as_bytes(), |entry| entries.push(entry.clone()));
    let mut dripped = Vec::new();
    let again = read(Drip(text.as_bytes()), |entry| dripped.push(entry.clone()));
    assert_eq!((&entries, &summary, &result), (&dripped, &again.0, &again.1), "the window must not matter: {text}");
    (entries, summary, result)
}

fn urls(text: &str) -> (Vec<String>, Result<(), HarError>) {
    let (entries, _, result) = entries(text);
    (entries.into_iter().map(|entry| entry.url).collect(), result)
}

#[test]
fn missing_and_odd_pieces_are_tolerated() {
    let text = r#"{"log":{"version":"1.1","comment":"","pages":[{"id":"p","title":"https://a.example/"},{"id":"q"},null],"entries":[
        {"request":{"method":"GET","url":"https://a.example/1"},"pageref":"p"},
        {"request":{"url":5}},{},null,{"request":null},{"request":{"url":"https://a.example/2","method":{"x":[1]}},"response":{"status":204,"content":{"text":"…"}}}]}}"#;
    let (entries, summary, result) = entries(text);
    assert_eq!(result, Ok(()));
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0].page.as_deref(), Some("https://a.example/"));
    assert_eq!((entries[1].method.as_deref(), entries[1].status), (None, Some(204)));
    assert_eq!((summary.entries, summary.without_address), (6, 4));
    assert_eq!(&text[usize::try_from(entries[0].offset).expect("small")..][..10], "{\"request\"");
}

#[test]
fn where_the_type_is_not_told_the_headers_tell() {
    let text = r#"{"log":{"pages":[{"id":"page_1","title":"Inbox"}],"entries":[
        {"pageref":"page_1","request":{"url":"https://a.example/app","headers":[{"name":"Sec-Fetch-Dest","value":"document"}]}},
        {"pageref":"page_1","request":{"url":"https://b.example/api","headers":[{"value":"x","name":"x"},{"name":"referer","value":"https://c.example/"},{"name":"sec-fetch-dest","value":"empty"}]}},
        {"request":{"url":"https://b.example/api","headers":[{"name":"Referer","value":"https://c.example/"},{"name":"Referer"}]}}]}}"#;
    let (entries, _, result) = entries(text);
    assert_eq!(result, Ok(()));
    assert_eq!(entries[0].resource_type.as_deref(), Some("document"));
    assert_eq!(entries[1].resource_type.as_deref(), Some("fetch"));
    assert_eq!(entries[1].page.as_deref(), Some("https://a.example/app"));
    assert_eq!(entries[2].page, None);
}

#[test]
fn where_no_page_is_told_the_frame_tells() {
    let text = r#"{"log":{"entries":[
        {"_frameref":"frame@1","request":{"url":"https://a.example/app"},"_resourceType":"document"},
        {"_frameref":"frame@1","request":{"url":"https://b.example/api","headers":[{"name":"Referer","value":"https://a.example/"}]},"_resourceType":"fetch"},
        {"_frameref":"frame@2","request":{"url":"https://b.example/api","headers":[{"name":"Referer","value":"https://c.example/"}]},"_resourceType":"fetch"},
        {"_frameref":"frame@1","pageref":"page@1","request":{"url":"https://b.example/api"},"_resourceType":"fetch"}]}}"#;
    let (entries, _, result) = entries(text);
    assert_eq!(result, Ok(()));
    let pages: Vec<_> = entries.iter().map(|entry| entry.page.as_deref()).collect();
    assert_eq!(pages[1..], [Some("https://a.example/app"), Some("https://c.example/"), None]);
}

/// The third and the fifth of five entries are calls, of the page before and after the tab went elsewhere.
fn assert_pages_of_calls(text: &str) {
    let (entries, _, result) = entries(text);
    assert_eq!(result, Ok(()));
    let pages: Vec<_> = entries.iter().map(|entry| entry.page.as_deref().unwrap_or_default()).collect();
    assert_eq!((entries.len(), pages[2], pages[4]), (5, "https://a.example/", "https://b.example/"));
}

#[test]
fn a_tab_that_goes_elsewhere_is_another_page_and_a_frame_in_it_is_none() {
    let document = |frame: &str, url: &str| {
        format!(
            r#"{{"pageref":"page@1","_frameref":"{frame}","_resourceType":"document","request":{{"url":"{url}"}}}}"#
        )
    };
    let call = r#"{"pageref":"page@1","_frameref":"frame@1","_resourceType":"fetch","request":{"url":"https://api.example/"}}"#;
    let text = format!(
        r#"{{"log":{{"pages":[{{"id":"page@1","title":"https://late.example/"}}],"entries":[{},{},{call},{},{call}]}}}}"#,
        document("frame@1", "https://a.example/"),
        document("frame@2", "https://inside.example/"),
        document("frame@1", "https://b.example/"),
    );
    assert_pages_of_calls(&text);
}

/// As Playwright writes it with Firefox: neither type nor frame, one page for all that a tab shows.
#[test]
fn where_a_tab_goes_elsewhere_the_headers_tell() {
    let entry = |url: &str, destination: &str| {
        format!(
            r#"{{"pageref":"page@1","request":{{"url":"{url}","headers":[{{"name":"Sec-Fetch-Dest","value":"{destination}"}}]}}}}"#
        )
    };
    let call = entry("https://api.example/", "empty");
    let text = format!(
        r#"{{"log":{{"pages":[{{"id":"page@1","title":"Inbox"}}],"entries":[{},{},{call},{},{call}]}}}}"#,
        entry("https://a.example/", "document"),
        entry("https://inside.example/", "iframe"),
        entry("https://b.example/", "document"),
    );
    assert_pages_of_calls(&text);
}

#[test]
fn blocks_that_are_broken_are_told_of_at_the_same_place() {
    let filler = "1,".repeat(70);
    for (defect, told) in [("}", "the other kind of bracket"), ("x", "a value"), ("\\", "a value"), ("Nan", "a value")]
    {
        let text = format!("{{\"log\":{{\"noise\":[{filler}{defect}{filler}");
        let error = urls(&text).1.expect_err(defect);
        assert!(error.message.contains(told), "{error}");
        let past = if defect == "Nan" { 3 } else { 0 };
        assert_eq!(error.offset, (text.len() - filler.len() - defect.len() + past) as u64, "{defect}");
    }
}

#[test]
fn sockets_are_entries_and_their_messages_are_only_counted() {
    let text = r#"{"log":{"entries":[{"_resourceType":"websocket","_webSocketMessages":[{"type":"send","data":"{\"}]"},{"type":"receive"}],
        "request":{"method":"GET","url":"wss://a.example/socket"},"response":{"status":101}}]}}"#;
    let (entries, summary, result) = entries(text);
    assert_eq!(result, Ok(()));
    assert_eq!((entries[0].messages, summary.messages, entries[0].status), (2, 2, Some(101)));
    assert_eq!(entries[0].url, "wss://a.example/socket");
}

#[test]
fn what_stands_before_a_defect_is_delivered() {
    let text = "{\"log\":{\"entries\":[\n{\"request\":{\"url\":\"https://a.example/1\"}},{\"request\":{\"ur";
    let (found, result) = urls(text);
    assert_eq!(found, ["https://a.example/1"]);
    assert_eq!(result.expect_err("truncated").offset, text.len() as u64);
    let text = r#"{"log":{"entries":[{"request":{"url":"https://a.example/1"},"time":x}]}}"#;
    let (found, result) = urls(text);
    assert!(found.is_empty());
    assert_eq!(Some(result.expect_err("no JSON").offset), text.find(":x}").map(|at| at as u64 + 1));
}

/// The captures of all writers, cut off after every byte of two and after every ninth of the rest.
#[test]
fn a_capture_that_breaks_off_anywhere_gives_what_stands_before_and_the_place() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/har");
    let mut cuts = 0;
    for file in std::fs::read_dir(folder).expect("the captures") {
        let path = file.expect("a file").path();
        let text = std::fs::read(&path).expect("a capture");
        let mut whole = Vec::new();
        let (summary, result) = read(&*text, |entry| whole.push(entry.clone()));
        assert_eq!(result, Ok(()), "{}", path.display());
        // Each entry ends before the next begins; the last one somewhere before the end.
        let begins: Vec<u64> = whole.iter().map(|entry| entry.offset).collect();
        let last = text.iter().rposition(|byte| *byte == b'}').expect("an end");
        let mut delivered = 0;
        let every = path.file_stem().is_some_and(|name| name == "mitmproxy" || name == "firefox");
        for cut in (0..last).step_by(if every { 1 } else { 9 }) {
            let mut found = Vec::new();
            let (cut_summary, result) = read(&text[..cut], |entry| found.push(entry.clone()));
            let error = result.expect_err("it breaks off");
            let offset = usize::try_from(error.offset).expect("small");
            let blank = text[offset.min(cut)..cut].iter().all(u8::is_ascii_whitespace);
            assert!(offset <= cut && blank, "{} cut at {cut}: {error}", path.display());
            assert_eq!(found, whole[..found.len()], "{} cut at {cut}", path.display());
            assert!(found.len() >= delivered, "{} cut at {cut}: what was there is there", path.display());
            assert!(cut_summary.entries <= summary.entries);
            delivered = found.len();
            // All that ended before the next began.
            let ended = begins.iter().filter(|begin| **begin < cut as u64).count().saturating_sub(1);
            assert!(delivered >= ended, "{} cut at {cut}: {delivered} of {ended}", path.display());
            cuts += 1;
        }
        assert!(delivered + 1 >= whole.len(), "{}", path.display());
    }
    assert!(cuts > 8_000, "{cuts}");
}

#[test]
fn entries_that_are_no_list_are_told_from_text_that_is_no_json() {
    for text in [r#"{"log":{"entries":{}}}"#, r#"{"log":{"entries":null}}"#, r#"{"log":{"entries":"[]"}}"#] {
        let error = urls(text).1.expect_err("no list");
        assert!(error.message.contains("no list") && error.offset == 18, "{text}: {error}");
    }
}

#[test]
fn utf_16_is_named_with_and_without_its_mark() {
    let text = r#"{"log":{"entries":[]}}"#;
    for mark in ["", "\u{feff}"] {
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            let encoded: Vec<u8> = mark.encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect();
            let error = read(&*encoded, |_| {}).1.expect_err("another encoding");
            assert!(error.message.contains("UTF-16") && error.offset == 0, "{error}");
        }
    }
}

#[test]
fn pages_take_a_bounded_amount_of_memory() {
    let long = format!("https://a.example/{}", "p".repeat(LONGEST_ADDRESS));
    let pages: Vec<String> = (0..1_200).map(|number| format!(r#"{{"id":"{number}","title":"{long}"}}"#)).collect();
    let of = |number: u32| format!(r#"{{"pageref":"{number}","request":{{"url":"https://b.example/"}}}}"#);
    let text = format!(r#"{{"log":{{"pages":[{}],"entries":[{},{}]}}}}"#, pages.join(","), of(0), of(1_199));
    let mut found = Vec::new();
    let (_, result) = read(text.as_bytes(), |entry| found.push(entry.page.is_some()));
    assert_eq!((result, found), (Ok(()), vec![true, false]));
}

/// Short addresses that give way to long ones count as long ones.
#[test]
fn pages_that_go_elsewhere_take_a_bounded_amount_of_memory() {
    let long = format!("https://a.example/{}", "p".repeat(LONGEST_ADDRESS - 100));
    let document = |number: u32, url: &str| {
        format!(r#"{{"pageref":"{number}","_frameref":"f","_resourceType":"document","request":{{"url":"{url}"}}}}"#)
    };
    let entries: Vec<String> =
        (0..1_200).flat_map(|number| [document(number, "https://a.example/"), document(number, &long)]).collect();
    let mut found = 0;
    let mut last = true;
    let text = format!(r#"{{"log":{{"entries":[{}]}}}}"#, entries.join(","));
    let (_, result) = read(text.as_bytes(), |entry| {
        last = entry.page.as_deref() == Some(&entry.url);
        found += usize::from(last && entry.url.len() > 100);
    });
    assert_eq!(result, Ok(()));
    assert!((900..1_100).contains(&found) && !last, "{found}");
}

#[test]
fn numbers_that_json_does_not_have_cost_no_entry() {
    let text = r#"{"log":{"entries":[{"time":NaN,"timings":{"a":-Infinity},"request":{"url":"https://a.example/1"}},
        {"request":{"url":"https://a.example/2"}}]}}"#;
    let (found, result) = urls(text);
    assert_eq!(found.len(), 2);
    assert_eq!(result.expect_err("named").offset, 27);
    assert!(urls(r#"{"log":{"entries":[Nan]}}"#).1.is_err());
}

#[test]
fn of_two_values_of_one_name_the_later_counts_and_it_is_told() {
    let text = r#"{"log":{"entries":[{"request":{"url":"https://a.example/1","url":"https://a.example/2"}}],
        "entries":[{"request":{"url":"https://a.example/3"}}]}}"#;
    let (entries, summary, result) = entries(text);
    assert_eq!(result, Ok(()));
    assert_eq!(
        entries.iter().map(|entry| &*entry.url).collect::<Vec<_>>(),
        ["https://a.example/2", "https://a.example/3"]
    );
    assert_eq!(summary.twice, ["url", "entries"]);
}

#[test]
fn escapes_are_read() {
    let text = r#"{"log":{"entries":[{"request":{"url":"https:\/\/a.example\/\u00e4\uD83D\uDE00\ud83d?\"\\\n"}}]}}"#;
    assert_eq!(urls(text).0, ["https://a.example/ä😀\u{fffd}?\"\\\n"]);
}

#[test]
fn long_and_deep_text_is_bounded() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let body = "A".repeat(3 << 20);
    let address = format!("data:image/png;base64,{body}");
    let text = format!(
        r#"{{"log":{{"deep":{deep},"entries":[{{"response":{{"content":{{"text":"{body}"}}}},"request":{{"url":"{address}"}}}}]}}}}"#
    );
    let mut found = Vec::new();
    let (summary, result) = read(text.as_bytes(), |entry| found.push(entry.url.len()));
    assert_eq!(result, Ok(()));
    assert_eq!((found, summary.bytes), (vec![LONGEST_ADDRESS], text.len() as u64));
}

#[test]
fn what_is_no_capture_is_refused() {
    for text in [
        "",
        "  ",
        "<html>login</html>",
        "[1]",
        "{}",
        "{\"log\":{}}",
        "{\"log\":{\"entries\":5}}",
        "\u{feff}{\"log\":[]}",
        "{\"log\":{\"entries\":[NaN]}}",
        "{\"log\":{\"entries\":[}]}",
        "{\"log\":{\"entries\":[]}} {",
        "{\"log\":{\"entries\":[],}}",
        "{\"log\":{\"entries\":[{\"a\":[{]}}]}}",
        "\0{",
    ] {
        assert!(urls(text).1.is_err(), "{text}");
    }
    assert_eq!(urls("\u{feff}{\"log\":{\"entries\":[]}}\r\n").1, Ok(()));
    assert_eq!(urls("{\"entries\":[]}").1, Ok(()));
}

/// Pieces of JSON and of what is none.
const PIECES: [&str; 22] = [
    "{\"a\":",
    "}",
    "[",
    "]",
    ",",
    "[1.5e-3,-2]",
    "{\"cookies\":[],\"size\":-1}",
    "true",
    "null",
    "\"",
    "\\",
    "\\\\",
    "\\\"",
    "\"{[\\\"]}\"",
    "\"\\\\\"",
    "\"{\\\"ok\\\":true,\\\"text\\\":\\\"one two three four five six seven eight nine ten\\\"}\"",
    "NaN",
    "Nan",
    "/",
    "x",
    "\n          ",
    "\u{e4}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn reads_what_a_json_library_writes(addresses in prop::collection::vec("\\PC{1,40}", 0..6), noise in "[\\PC\\n\"\\\\]{0,300}") {
        let entry = |url: &String| serde_json::json!({"a": [noise, {noise.clone(): 1.5e3}], "request": {"url": url, "method": noise}});
        let text = serde_json::json!({"log": {"entries": addresses.iter().map(entry).collect::<Vec<_>>()}}).to_string();
        let (found, result) = urls(&text);
        prop_assert_eq!(result, Ok(()));
        prop_assert_eq!(found, addresses);
    }

    // Long enough for several blocks; the test's reader of single bytes never has a whole one.
    #[test]
    fn what_is_passed_over_in_blocks_is_passed_over_byte_by_byte(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..120),
        spaces in 0..64_usize,
    ) {
        let noise = pieces.concat();
        let space = " ".repeat(spaces);
        let _ = urls(&format!("{{\"log\":{{{space}\"noise\":[{noise}],\"entries\":[{{\"request\":{{\"url\":\"https://a.example/\"}}}}]}}}}"));
        let _ = urls(&format!("{{\"log\":{{{space}\"noise\":\"{noise}\",\"entries\":[{{\"request\":{{\"url\":\"https://a.example/\"}}}}]}}}}"));
    }

    #[test]
    fn never_panics(text in "[\\PC\\[\\]{}\":,\\\\NIe]{0,80}") {
        let _ = urls(&format!("{{\"log\":{{\"entries\":[{text}"));
        let _ = urls(&text);
    }
}
