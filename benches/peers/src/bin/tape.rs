//! Reads a capture with simd-json, to be timed from start to end beside others: `tape FILE`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: tape FILE")?;
    let mut text = std::fs::read(path)?;
    let tape = simd_json::to_tape(&mut text)?;
    let entries = tape
        .as_value()
        .get("log")
        .and_then(|log| log.get("entries"))
        .and_then(|entries| entries.as_array().map(|list| list.len()));
    println!("{}", entries.ok_or("no log.entries")?);
    Ok(())
}
