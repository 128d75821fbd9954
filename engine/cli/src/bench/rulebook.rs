//! The rulebook of the measurement: one made-up county, one process, compiled in. Nothing of it is anybody's rule.

use std::fmt::Write;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};
use service::{PersonName, SourceText};

/// The process that is measured.
pub const APPROVAL: &str = "bench-approval";
/// The process whose one deadline passes when wanted.
pub const PUNCTUAL: &str = "bench-punctual";
/// Whose task the last step is.
pub const COUNTY_CLERK: &str = "county-clerk";
/// How many townships the county has.
const TOWNSHIPS: usize = 10;
/// How many villages a township has.
const VILLAGES_EACH: usize = 16;
/// About how many bytes the fields of a case are.
const FIELDS_BYTES: usize = 1_000;

const TEXTS: [(&str, &str); 5] = [
    ("bench/approval.yaml", include_str!("rulebook/approval.yaml")),
    ("bench/punctual.yaml", include_str!("rulebook/punctual.yaml")),
    ("bench/calendar.yaml", include_str!("rulebook/calendar.yaml")),
    ("bench/reminder.yaml", include_str!("rulebook/reminder.yaml")),
    ("bench/overdue.yaml", include_str!("rulebook/overdue.yaml")),
];

/// A village, and who acts for it.
#[derive(Clone, Debug)]
pub struct Village {
    /// Its office.
    pub office: String,
    /// Its clerk.
    pub clerk: PersonName,
    /// The officer of its township.
    pub officer: PersonName,
}

/// The villages of the county.
pub fn villages() -> Vec<Village> {
    (0..TOWNSHIPS).flat_map(|township| (0..VILLAGES_EACH).map(move |village| village_of(township, village))).collect()
}

fn village_of(township: usize, village: usize) -> Village {
    let office = format!("9901{township:02}{village:02}");
    let clerk = PersonName::new(format!("clerk-{office}"));
    Village { office, clerk, officer: PersonName::new(format!("officer-9901{township:02}")) }
}

/// All texts, to be published.
pub fn texts() -> Vec<Arc<SourceText>> {
    let fixed = TEXTS.iter().map(|(path, text)| SourceText::new(*path, *text));
    fixed.chain([SourceText::new("bench/county.yaml", county())]).collect()
}

fn county() -> String {
    let mut text = String::from(HEAD);
    let mut people = String::from(PEOPLE);
    // Writing into a string cannot fail.
    for township in 0..TOWNSHIPS {
        let office = format!("9901{township:02}");
        let _ = writeln!(text, "  \"{office}\": {{name: 乡镇{township:02}, level: township, within: \"9901\"}}");
        let _ = writeln!(
            people,
            "  officer-{office}: {{mail: officer-{office}@example.org, posts: [{{role: township_officer, office: \"{office}\"}}]}}"
        );
    }
    for Village { office, clerk, .. } in villages() {
        let township = &office[..office.len() - 2];
        let _ = writeln!(text, "  \"{office}\": {{name: 村{office}, level: village, within: \"{township}\"}}");
        let _ = writeln!(
            people,
            "  {clerk}: {{mail: {clerk}@example.org, posts: [{{role: village_clerk, office: \"{office}\"}}]}}"
        );
    }
    text + &people
}

const HEAD: &str = r#"organisation: bench
levels:
  - {level: county, name: {zh: 县, en: County}}
  - {level: township, name: {zh: 乡镇, en: Township}}
  - {level: village, name: {zh: 村, en: Village}}
roles:
  village_clerk: {level: village, name: {zh: 村经办人, en: Village clerk}}
  township_officer: {level: township, name: {zh: 乡镇经办人, en: Township officer}}
  county_clerk: {level: county, name: {zh: 县经办人, en: County clerk}}
  county_supervisor: {level: county, name: {zh: 县负责人, en: County supervisor}}
offices:
  "9901": {name: {zh: 基准县, en: Benchmark county}, level: county, calendar: bench}
"#;

const PEOPLE: &str = r#"people:
  county-clerk: {mail: clerk@example.org, posts: [{role: county_clerk, office: "9901"}]}
  county-supervisor: {mail: supervisor@example.org, posts: [{role: county_supervisor, office: "9901"}]}
"#;

/// What is filled in when a case is started: about a kilobyte.
pub fn fields(household: u64) -> Map<String, Json> {
    let fields = json!({
        "applicant": format!("household-{household}"),
        "village": format!("v{}", household % 97),
        "amount": "1234.50",
        "note": note(),
    });
    match fields {
        Json::Object(fields) => fields,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => Map::new(),
    }
}

/// The long text of a case.
pub fn note() -> String {
    let mut note = "lorem ipsum dolor ".repeat(FIELDS_BYTES / 18 + 1);
    note.truncate(FIELDS_BYTES - 80);
    note
}

#[cfg(test)]
mod tests {
    use definition::moment::Date;

    use super::*;

    #[test]
    fn the_rulebook_of_the_measurement_is_sound() {
        let workspace = definition::check(&texts(), Date::from_ymd_opt(2026, 3, 2).unwrap());
        let found: Vec<String> =
            workspace.diagnostics.iter().map(|d| format!("{} {}", d.place(), d.message.en)).collect();
        assert!(!workspace.has_errors(), "{found:#?}");
    }
}
