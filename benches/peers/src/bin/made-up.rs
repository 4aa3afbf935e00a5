//! Writes made-up rules and addresses for the engines that run in JavaScript.
//!
//! usage: made-up FOLDER RULES...
//! For each number of rules `FOLDER/NUMBER.image`, as Trainspotter opens it, and `FOLDER/NUMBER.json`: the rules,
//! a filter list, addresses, and for each address the rule that knows it, by number and as Trainspotter says it.

use peers::engines::{Ours, Requests};
use peers::made_up::{ACTIVITIES, Kind, MEANT_OF_100, Rules, WARM};
use serde_json::{Value, json};
use std::{fs, io};

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else { panic!("usage: made-up FOLDER RULES...") };
    fs::create_dir_all(&folder)?;
    for count in arguments.filter_map(|argument| argument.parse().ok()) {
        let rules = Rules::new(Kind::HostAndPath, count);
        let requests = Requests::new(rules.addresses(WARM, MEANT_OF_100));
        let answers = Ours::new(&rules).answers(&rules, &requests);
        let said = |number: &u32| -> Value {
            let owner = rules.first_of.iter().filter(|(_, first)| *first <= number).max_by_key(|(_, first)| **first);
            owner.map_or(Value::Null, |(app, first)| json!([app, ACTIVITIES[(number - first) as usize]]))
        };
        let document = json!({
            "rules": rules.list.iter().map(|rule| [rule.host.as_str(), rule.path.as_deref().unwrap_or_default()]).collect::<Vec<_>>(),
            "filters": rules.filters().join("\n"),
            "addresses": requests.addresses,
            "answers": answers,
            "said": answers.iter().map(|answer| answer.as_ref().map(said)).collect::<Vec<_>>(),
        });
        fs::write(format!("{folder}/{count}.json"), document.to_string())?;
        fs::write(format!("{folder}/{count}.image"), &rules.image)?;
    }
    Ok(())
}
