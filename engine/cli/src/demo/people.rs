//! The officers of the demonstration: made-up people in the real offices of one county.

use std::fmt::Write;

use definition::moment::Date;
use definition::name::OfficeName;
use definition::organisation::Organisation;

use super::random::Random;

/// The county of the demonstration: 敦化市.
const COUNTY: &str = "222403";
/// The prefecture it belongs to.
const PREFECTURE: &str = "2224";
/// How many townships take part.
const TOWNSHIPS: usize = 6;
/// How many villages of each.
const VILLAGES: usize = 4;

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马",
    "罗", "金", "朴", "崔",
];
const GIVEN: &[&str] = &[
    "梅", "强", "芳", "伟", "娜", "秀英", "敏", "静", "丽", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超",
    "秀兰", "霞", "平", "刚", "桂英", "春花", "玉兰", "建国", "志强",
];

/// A made-up name.
pub fn name(random: &mut Random) -> String {
    format!("{}{}", random.pick(SURNAMES), random.pick(GIVEN))
}

/// The officers who take part.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Each village with its clerk.
    pub villages: Vec<Village>,
    /// The county's clerk.
    pub county_clerk: String,
    /// The organisation text that makes them known.
    pub text: String,
}

/// A village that takes part.
#[derive(Clone, Debug)]
pub struct Village {
    /// The office.
    pub office: OfficeName,
    /// Its township's name for people.
    pub township: String,
    /// Its clerk.
    pub clerk: String,
    /// The officer of its township.
    pub officer: String,
}

/// Makes up the officers of some villages, their townships and the county.
pub fn staff(organisation: &Organisation, seed: u64) -> Staff {
    let mut random = Random::new(seed ^ 0x5741_4646);
    let today = Date::from_ymd_opt(2020, 4, 20).unwrap_or_default();
    let below = |parent: &str, level: &str| -> Vec<OfficeName> {
        let children = organisation.offices().values().filter(|office| {
            let lineage = organisation.lineage(&office.name, today);
            office.level.as_str() == level && lineage.get(1).is_some_and(|above| above.as_str() == parent)
        });
        children.map(|office| office.name.clone()).collect()
    };
    let mut text =
        String::from("# 演示用的虚构人员 / Made-up people of the demonstration\norganisation: demo-people\npeople:\n");
    let mut villages = Vec::new();
    // Townships (镇, 乡) rather than streets: their ids run from 222403100.
    let rural = below(COUNTY, "township").into_iter().filter(|office| office.as_str() >= "222403100");
    for township in rural.skip(5).take(TOWNSHIPS) {
        let title = organisation.offices().get(&township).map(|office| office.title.zh.clone()).unwrap_or_default();
        let officer =
            person(&mut text, &mut random, &format!("officer-{township}"), "township_officer", township.as_str());
        person(&mut text, &mut random, &format!("head-{township}"), "township_head", township.as_str());
        for village in below(township.as_str(), "village").into_iter().take(VILLAGES) {
            let clerk = person(&mut text, &mut random, &format!("clerk-{village}"), "village_clerk", village.as_str());
            villages.push(Village { office: village, township: title.clone(), clerk, officer: officer.clone() });
        }
    }
    let county_clerk = person(&mut text, &mut random, "county-clerk", "county_clerk", COUNTY);
    person(&mut text, &mut random, "county-supervisor", "county_supervisor", COUNTY);
    person(&mut text, &mut random, "city-supervisor", "city_supervisor", PREFECTURE);
    Staff { villages, county_clerk, text }
}

fn person(text: &mut String, random: &mut Random, id: &str, role: &str, office: &str) -> String {
    let name = name(random);
    let _ = writeln!(
        text,
        "  {id}: {{name: {name}, mail: {id}@example.org, posts: [{{role: {role}, office: \"{office}\", from: 2020-01-01}}]}}"
    );
    id.to_owned()
}
