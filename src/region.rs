//! Regions as rules name them: countries, and two unions of countries.
//!
//! Codes are ISO 3166-1 alpha-2 in lower case, with `eu` for the European Union and `eea` for the European
//! Economic Area. Members as published by the European Union and the EFTA; 2026-11.

const EU: [&str; 27] = [
    "at", "be", "bg", "cy", "cz", "de", "dk", "ee", "es", "fi", "fr", "gr", "hr", "hu", "ie", "it", "lt", "lu", "lv",
    "mt", "nl", "pl", "pt", "ro", "se", "si", "sk",
];
/// Members of the European Economic Area that are not in the European Union.
const EEA_BESIDES: [&str; 3] = ["is", "li", "no"];

/// Whether somebody in `place` is in `region` for certain.
pub(crate) fn is_within(place: &str, region: &str) -> bool {
    place == region
        || match region {
            "eu" => EU.contains(&place),
            "eea" => place == "eu" || EU.contains(&place) || EEA_BESIDES.contains(&place),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_in_their_unions() {
        for (place, region) in [("de", "de"), ("de", "eu"), ("de", "eea"), ("eu", "eea"), ("no", "eea")] {
            assert!(is_within(place, region), "{place} in {region}");
        }
        for (place, region) in [("no", "eu"), ("gb", "eea"), ("eu", "de"), ("eea", "eu"), ("ch", "eea"), ("us", "eu")] {
            assert!(!is_within(place, region), "{place} not in {region}");
        }
        assert!(EU.is_sorted());
    }
}
