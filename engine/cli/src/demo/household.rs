//! The households of the demonstration: made up, with identity numbers that pass the checksum but use a region code that
//! belongs to nobody.

use definition::identity::check_digit;
use serde_json::{Map, Value as Json, json};

use super::people::{Village, name};
use super::random::Random;

/// A region code that is not assigned: 2299 lies in Jilin, 01 in no county of it.
const REGION: &str = "229901";

/// A household that applies.
#[derive(Clone, Debug)]
pub struct Household {
    /// Its village, by position among those that take part.
    pub village: usize,
    /// Minutes after midnight at which it comes.
    pub arrives: i64,
    /// What it says at the counter.
    pub application: Map<String, Json>,
    /// What the village clerk fills in.
    pub review: Map<String, Json>,
    /// How those who deal with it behave.
    pub course: Course,
}

/// How those who deal with a household behave.
#[derive(Clone, Debug)]
pub struct Course {
    /// Minutes until the village acts.
    pub village_minutes: i64,
    /// Minutes until the township then acts.
    pub township_minutes: i64,
    /// Minutes until the county then files.
    pub county_minutes: i64,
    /// Whether the village first sends it back for completion.
    pub incomplete: bool,
    /// Whether the township refuses.
    pub refused: bool,
    /// Whether one month is granted at once.
    pub grant_now: bool,
}

/// So many households, in order of arrival.
pub fn households(count: usize, villages: &[Village], seed: u64) -> Vec<Household> {
    let mut random = Random::new(seed);
    let mut households: Vec<Household> = (0..count).map(|at| household(at, villages.len(), &mut random)).collect();
    households.sort_by_key(|household| household.arrives);
    households
}

fn household(at: usize, villages: usize, random: &mut Random) -> Household {
    let members = random.between(1, 5);
    let committed = !random.percent(4);
    let tekun = members == 1 && random.percent(40);
    let income = random.between(300, 3_600) * members;
    let mut application = object(json!({
        "applicant_name": name(random),
        "id_number": identity(random),
        "scheme": if tekun { "tekun" } else { "dibao" },
        "area": "rural",
        "phone": format!("1380000{:04}", random.between(0, 9_999)),
    }));
    if random.percent(25) {
        application.insert("mail".to_owned(), json!(format!("household-{at}@example.org")));
    }
    let review = object(json!({
        "members": members.to_string(),
        "annual_income": income.to_string(),
        "committed": committed,
        "village_opinion": if random.percent(93) { "agree" } else { "disagree" },
    }));
    let village = usize::try_from(random.between(0, i64::try_from(villages).unwrap_or(1) - 1)).unwrap_or_default();
    Household { village, arrives: random.between(8 * 60, 15 * 60 + 30), application, review, course: course(random) }
}

fn course(random: &mut Random) -> Course {
    // Most act the same day; some only after a reminder; a few not before the next morning.
    let slow = random.percent(14);
    let dawdles = random.percent(9);
    let township_minutes = match (dawdles, slow) {
        (true, _) => random.between(16 * 60, 22 * 60),
        (false, true) => random.between(60, 240),
        (false, false) => random.between(10, 60),
    };
    Course {
        village_minutes: if slow { random.between(125, 200) } else { random.between(5, 45) },
        township_minutes,
        county_minutes: random.between(20, 300),
        incomplete: random.percent(5),
        refused: random.percent(6),
        grant_now: random.percent(70),
    }
}

fn identity(random: &mut Random) -> String {
    let (year, month, day) = (random.between(1938, 1996), random.between(1, 12), random.between(1, 28));
    let digits = format!("{REGION}{year}{month:02}{day:02}{:03}", random.between(1, 999));
    let check = char::from(check_digit(digits.as_bytes()));
    format!("{digits}{check}")
}

fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(map) => map,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_identity_numbers_pass_the_checksum() {
        let mut random = Random::new(7);
        for _ in 0..200 {
            let number = identity(&mut random);
            assert!(definition::identity::check(&number).is_ok(), "{number}");
        }
    }
}
