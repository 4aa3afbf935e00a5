//! Writes a capture as a browser would: indented, with headers, timings and bodies of many sizes.

use std::io::{self, Write};

/// Apps' requests and others, in the proportion of an ordinary session.
const ADDRESSES: [(&str, &str); 8] = [
    ("POST", "https://acme.slack.com/api/chat.postMessage?_x_id=00000000-1&slack_route=T00000000"),
    ("POST", "https://edgeapi.slack.com/cache/T00000000/users/list?_x_app_name=client"),
    ("GET", "https://a.slack-edge.example/bv1-13/client-boot-imports.js"),
    ("GET", "https://cdn.example/fonts/inter.woff2?v=3.19"),
    ("POST", "https://telemetry.example/v1/batch?client=web"),
    ("GET", "https://images.example/avatar/72/0000.png"),
    ("GET", "https://acme.slack.com/api/conversations.history?channel=C00000000"),
    ("OPTIONS", "https://telemetry.example/v1/batch?client=web"),
];

/// Writes at least `size` bytes. The same size gives the same bytes.
pub fn write(mut out: impl Write, size: u64) -> io::Result<u64> {
    let mut state = 1_u64;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut text = String::from(HEAD);
    let mut written = 0;
    let mut number = 0_u64;
    loop {
        let (method, url) = ADDRESSES[random(ADDRESSES.len() as u64) as usize];
        if number > 0 {
            text.push_str(",\n");
        }
        entry(&mut text, number, method, url, &mut random);
        number += 1;
        if text.len() > 1 << 20 || written + text.len() as u64 > size {
            written += text.len() as u64;
            out.write_all(text.as_bytes())?;
            text.clear();
            if written >= size {
                break;
            }
        }
    }
    out.write_all(b"\n    ]\n  }\n}\n")?;
    out.flush()?;
    Ok(written + 13)
}

const HEAD: &str = r#"{
  "log": {
    "version": "1.2",
    "creator": { "name": "WebInspector", "version": "537.36" },
    "pages": [
      {
        "startedDateTime": "2026-11-24T10:00:00.000Z",
        "id": "page_1",
        "title": "https://app.slack.com/client/T00000000/C00000000",
        "pageTimings": { "onContentLoad": 301.2, "onLoad": 1200.8 }
      }
    ],
    "entries": [
"#;

fn entry(text: &mut String, number: u64, method: &str, url: &str, random: &mut impl FnMut(u64) -> u64) {
    let second = number % 60;
    text.push_str("      {\n        \"_initiator\": { \"type\": \"script\", \"stack\": { \"callFrames\": [");
    for frame in 0..random(12) {
        let comma = if frame > 0 { "," } else { "" };
        text.push_str(&format!("{comma}\n          {{ \"functionName\": \"f{frame}\", \"scriptId\": \"{}\", \"url\": \"https://a.slack-edge.example/bv1-13/client-boot-imports.js\", \"lineNumber\": {}, \"columnNumber\": {} }}", random(99), random(9999), random(99_999)));
    }
    text.push_str(&format!("] }} }},\n        \"_priority\": \"High\",\n        \"_resourceType\": \"fetch\",\n        \"cache\": {{}},\n        \"connection\": \"{}\",\n        \"pageref\": \"page_1\",\n        \"request\": {{\n          \"method\": \"{method}\",\n          \"url\": \"{url}\",\n          \"httpVersion\": \"h2\",\n          \"headers\": [\n", random(999_999)));
    headers(text, random);
    text.push_str("          ],\n          \"queryString\": [],\n          \"cookies\": [],\n          \"headersSize\": -1,\n          \"bodySize\": 512,\n          \"postData\": { \"mimeType\": \"application/json\", \"text\": \"");
    body(text, random(900), random);
    text.push_str("\" }\n        },\n        \"response\": {\n          \"status\": 200,\n          \"statusText\": \"\",\n          \"httpVersion\": \"h2\",\n          \"headers\": [\n");
    headers(text, random);
    text.push_str("          ],\n          \"cookies\": [],\n          \"content\": {\n            \"size\": 2048,\n            \"mimeType\": \"application/json\",\n            \"text\": \"");
    let large = if random(10) == 0 { 60_000 } else { 6_000 };
    body(text, random(large), random);
    text.push_str(&format!("\"\n          }},\n          \"redirectURL\": \"\",\n          \"headersSize\": -1,\n          \"bodySize\": -1,\n          \"_transferSize\": 1894\n        }},\n        \"serverIPAddress\": \"192.0.2.1\",\n        \"startedDateTime\": \"2026-11-24T10:{:02}:{second:02}.123Z\",\n        \"time\": 120.37,\n        \"timings\": {{ \"blocked\": 2.1, \"dns\": -1, \"connect\": -1, \"send\": 0.2, \"wait\": 110.5, \"receive\": 7.5, \"ssl\": -1 }}\n      }}", number / 60 % 60));
}

fn headers(text: &mut String, random: &mut impl FnMut(u64) -> u64) {
    const NAMES: [&str; 9] = [
        ":authority",
        ":method",
        ":path",
        "accept",
        "accept-language",
        "cookie",
        "user-agent",
        "sec-fetch-mode",
        "x-request-id",
    ];
    let last = NAMES.len() - 1;
    for (at, name) in NAMES.iter().enumerate() {
        text.push_str(&format!("            {{\n              \"name\": \"{name}\",\n              \"value\": \""));
        for _ in 0..random(60) {
            text.push(char::from(b'a' + random(26) as u8));
        }
        text.push_str(if at == last { "\"\n            }\n" } else { "\"\n            },\n" });
    }
}

/// JSON inside a string, as most bodies are: every sixth character or so is escaped.
fn body(text: &mut String, length: u64, random: &mut impl FnMut(u64) -> u64) {
    let end = text.len() + length as usize;
    text.push_str("{\\\"ok\\\":true");
    while text.len() < end {
        text.push_str(",\\\"key");
        for _ in 0..random(30) {
            text.push(char::from(b'a' + random(26) as u8));
        }
        text.push_str("\\\":\\\"value\\\"");
    }
    text.push('}');
}
