use std::sync::Arc;

use super::{Organisation, Person, Post, read};
use crate::bilingual::{Bilingual, Language};
use crate::diagnostic::Diagnostic;
use crate::moment::Date;
use crate::name::{CalendarName, OfficeName, PersonName, RoleName};
use crate::source::decode::Decoder;
use crate::text::SourceText;
use crate::yaml;

/// A county with a township that moves from county A to county B on 2020-07-01.
const MOVING: &str = r#"organisation: moving
levels: [{level: province, name: {zh: 省, en: Province}}, county, township, village]
roles:
  village_clerk: {level: village, name: {zh: 村经办人, en: Village clerk}}
  county_clerk: {level: county}
offices:
  P: {name: {zh: 某省, en: Some Province}, level: province, calendar: nation}
  A: {name: 甲县, level: county, within: P, code: "220001"}
  B: {name: 乙县, level: county, within: P, calendar: local}
  T:
    name: 江源镇
    level: township
    within:
      - {parent: A, until: 2020-07-01}
      - {parent: B, from: 2020-07-01}
  V: {name: 马号东村, level: village, within: T}
  W: {name: 大沟村, level: village, within: T}
  T2: {name: 江南镇, level: township, within: A}
  W2: {name: 大沟村, level: village, within: T2}
  OLD: {name: 旧村, level: village, within: [{parent: T, from: 2010-01-01, until: 2020-03-01}]}
people:
  li-mei:
    name: 李梅
    mail: li.mei@example.org
    posts: [{role: village_clerk, office: 江源镇/马号东村, from: 2020-01-01, until: 2020-09-01}]
  王强: {posts: [{role: county_clerk, office: "220001"}, {role: village_clerk, office: V}]}
"#;

fn assembled(texts: &[&str]) -> (Organisation, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut sources = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let text = SourceText::new(format!("{}.yaml", at + 1), *text);
        let mut decoder = Decoder::new(&text);
        let node = yaml::parse(&text).unwrap();
        sources.extend(read(&mut decoder, &node).map(|source| (Arc::clone(&text), source)));
        diagnostics.append(&mut decoder.diagnostics);
    }
    let calendars = ["nation", "local", "jilin"].map(CalendarName::from);
    let organisation = Organisation::assemble(sources, &calendars, &mut diagnostics);
    (organisation, diagnostics)
}

fn sound(texts: &[&str]) -> Organisation {
    let (organisation, diagnostics) = assembled(texts);
    assert_eq!(told(&diagnostics), Vec::<String>::new());
    organisation
}

fn told(diagnostics: &[Diagnostic]) -> Vec<String> {
    let line =
        |found: &Diagnostic| format!("{} {} {} | {}", found.code.as_str(), found.place(), found.path, found.message.zh);
    diagnostics.iter().map(line).collect()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn office(name: &str) -> OfficeName {
    OfficeName::from(name)
}

fn names(offices: &[OfficeName]) -> Vec<&str> {
    offices.iter().map(OfficeName::as_str).collect()
}

#[test]
fn lineage_follows_the_parent_of_the_day() {
    let moving = sound(&[MOVING]);
    assert_eq!(names(&moving.lineage(&office("V"), day("2020-06-30"))), ["V", "T", "A", "P"]);
    assert_eq!(names(&moving.lineage(&office("V"), day("2020-07-01"))), ["V", "T", "B", "P"]);
    assert!(moving.lineage(&office("nowhere"), day("2020-07-01")).is_empty());
}

#[test]
fn a_task_belongs_to_the_ancestor_at_the_level_of_its_role() {
    let moving = sound(&[MOVING]);
    let owner = |case: &str, role: &str, on: &str| moving.owning_office(&office(case), &RoleName::from(role), day(on));
    assert_eq!(owner("V", "village_clerk", "2020-06-30"), Some(office("V")));
    assert_eq!(owner("V", "county_clerk", "2020-06-30"), Some(office("A")));
    assert_eq!(owner("V", "county_clerk", "2020-07-01"), Some(office("B")));
    assert_eq!(owner("P", "county_clerk", "2020-07-01"), None, "a province has no county above it");
    assert_eq!(owner("V", "nobody", "2020-07-01"), None);
}

#[test]
fn the_nearest_calendar_up_the_tree_holds() {
    let moving = sound(&[MOVING]);
    assert_eq!(moving.calendar(&office("V"), day("2020-06-30")), Some(CalendarName::from("nation")));
    assert_eq!(moving.calendar(&office("V"), day("2020-07-01")), Some(CalendarName::from("local")));
}

#[test]
fn a_post_is_held_until_the_day_before_its_end() {
    let moving = sound(&[MOVING]);
    let clerk = RoleName::from("village_clerk");
    let who = |on: &str| -> Vec<String> {
        moving.holders(&clerk, &office("V"), day(on)).iter().map(|person| person.title.zh.clone()).collect()
    };
    assert_eq!(who("2019-12-31"), ["王强"]);
    assert_eq!(who("2020-01-01"), ["李梅", "王强"]);
    assert_eq!(who("2020-08-31"), ["李梅", "王强"]);
    assert_eq!(who("2020-09-01"), ["王强"]);
    let li = PersonName::from("li-mei");
    assert!(moving.holds(&li, &clerk, &office("V"), day("2020-08-31")));
    assert!(!moving.holds(&li, &clerk, &office("V"), day("2020-09-01")));
    assert!(!moving.holds(&li, &clerk, &office("T"), day("2020-08-31")), "a post is held at one office only");
    assert!(!moving.holds(&li, &RoleName::from("county_clerk"), &office("V"), day("2020-08-31")));
}

#[test]
fn people_of_a_scenario_take_the_place_of_all_others() {
    let moving = sound(&[MOVING]);
    let post = Post { role: RoleName::from("village_clerk"), office: office("V"), from: None, until: None };
    let person = Person {
        name: PersonName::from("赵六"),
        title: Bilingual::same("赵六"),
        mail: None,
        phone: None,
        posts: vec![post],
    };
    let staged = moving.with_people(vec![person]);
    let holders = staged.holders(&RoleName::from("village_clerk"), &office("V"), day("2020-02-01"));
    assert_eq!(holders.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["赵六"]);
    assert_eq!(staged.people().len(), 1);
    assert_eq!(moving.people().len(), 2, "the workspace's own organisation is as it was");
}

#[test]
fn an_office_is_found_by_id_code_or_the_end_of_its_path() {
    let moving = sound(&[MOVING]);
    let cases = [
        ("V", "V"),
        ("220001", "A"),
        ("马号东村", "V"),
        ("江源镇/马号东村", "V"),
        ("甲县／江源镇／马号东村", "V"),
        ("某省/甲县/江源镇/马号东村", "V"),
        (" 江源镇 / 大沟村 ", "W"),
        ("江南镇/大沟村", "W2"),
        ("Some Province/乙县", "B"),
        ("旧村", "OLD"),
    ];
    for (written, found) in cases {
        assert_eq!(moving.find(written, day("2020-02-01")), Ok(office(found)), "{written}");
    }
    assert_eq!(moving.find("乙县/江源镇/马号东村", day("2020-07-01")), Ok(office("V")), "the path of the day");
}

#[test]
fn an_office_that_is_not_found_says_what_could_have_been_meant() {
    let moving = sound(&[MOVING]);
    let cases = [
        (
            "大沟村",
            "2020-02-01",
            "“大沟村”可以指 2 个机构",
            "某省/甲县/江源镇/大沟村 (W)、某省/甲县/江南镇/大沟村 (W2)",
        ),
        (
            "甲县/江源镇/马号东村",
            "2020-07-01",
            "没有机构“甲县/江源镇/马号东村”",
            "是不是 某省/乙县/江源镇/马号东村 (V)？",
        ),
        ("江源镇/马号东材", "2020-02-01", "没有机构“江源镇/马号东材”", "是不是 某省/甲县/江源镇/马号东村 (V)？"),
        ("火星", "2020-02-01", "没有机构“火星”", "如 敦化市/江源镇"),
        ("旧村", "2020-03-01", "没有机构“旧村”", "写机构的编码"),
        ("OLD", "2020-03-01", "机构“OLD”在 2020-03-01 尚未设立或已经撤并", "核对日期"),
        ("江源镇/", "2009-01-01", "", ""),
    ];
    for (written, on, message, help) in cases {
        let found = moving.find(written, day(on));
        if message.is_empty() {
            assert_eq!(found, Ok(office("T")));
            continue;
        }
        let error = found.unwrap_err();
        assert_eq!(error.message().zh, message);
        assert!(error.help().zh.contains(help), "{}", error.help().zh);
        assert!(!error.message().en.is_empty() && !error.help().en.is_empty());
    }
}

#[test]
fn the_closure_has_every_pair_with_its_days_and_joins_days_that_touch() {
    let moving = sound(&[MOVING]);
    let rows: Vec<(String, Option<Date>, Option<Date>)> = moving
        .closure()
        .into_iter()
        .filter(|row| row.descendant == office("V"))
        .map(|row| (row.ancestor.to_string(), row.from, row.until))
        .collect();
    let moved = Some(day("2020-07-01"));
    let expected = [("V", None, None), ("T", None, None), ("A", None, moved), ("P", None, None), ("B", moved, None)];
    let mut expected: Vec<_> = expected.map(|(name, from, until)| (name.to_owned(), from, until)).into();
    let mut found = rows;
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn the_closure_and_lineage_never_differ() {
    let moving = sound(&[MOVING]);
    let closure = moving.closure();
    for on in ["2009-01-01", "2020-02-29", "2020-03-01", "2020-06-30", "2020-07-01"].map(day) {
        for descendant in moving.offices().keys() {
            let days = |row: &super::Ancestry| crate::days::Days { from: row.from, until: row.until };
            let mut above: Vec<OfficeName> = closure
                .iter()
                .filter(|row| row.descendant == *descendant && days(row).contains(on))
                .map(|row| row.ancestor.clone())
                .collect();
            let mut lineage = moving.lineage(descendant, on);
            above.sort();
            lineage.sort();
            assert_eq!(above, lineage, "{descendant} on {on}");
        }
    }
}

#[test]
fn files_are_merged_whatever_their_order() {
    let people = "organisation: 人\npeople:\n  李梅: {posts: [{role: clerk, office: V}]}\n";
    let offices = "organisation: 机构\noffices:\n  V: {level: village, within: C}\n  C: {level: county}\n";
    let levels = "组织机构: 层级\n层级表: [county, village]\n角色表:\n  clerk: {层级: village, 名称: 经办人}\n";
    let merged = sound(&[people, offices, levels]);
    assert_eq!(names(&merged.lineage(&office("V"), day("2020-01-01"))), ["V", "C"]);
    assert!(merged.holds(&PersonName::from("李梅"), &RoleName::from("clerk"), &office("V"), day("2020-01-01")));
    assert_eq!(merged.roles()["clerk"].title.en, "经办人");
}

/// Levels, a role, a county C and a township T, four lines; what follows begins on line 5 within `offices`.
const BASE: &str = "organisation: x\nlevels: [county, township, village]\nroles: {clerk: {level: township}}\noffices: {C: {level: county}, T: {level: township, within: C}";

#[test]
fn each_contradiction_of_offices_is_told_where_it_stands() {
    let cases = [
        (",\n  V: {level: vilage, within: T}}", "D0208 1.yaml:5:14 offices.V.level | 没有层级“vilage”"),
        (",\n  V: {level: village, within: X}}", "D0208 1.yaml:5:31 offices.V.within | 没有机构“X”"),
        (
            ",\n  V: {level: village, within: T, calendar: nations}}",
            "D0206 1.yaml:5:44 offices.V.calendar | 没有工作日历“nations”",
        ),
        (
            ",\n  V: {level: township, within: T}}",
            "D0901 1.yaml:5:32 offices.V.within | “V”是township，不能隶属于township“T”",
        ),
        (
            ",\n  V: {level: village, within: [{parent: T, until: 2020-02-02},\n    {parent: C, from: 2020-02-01}]}}",
            "D0901 1.yaml:6:14 offices.V.within | “V”同一天隶属于两个机构：“T”（2020-02-02 之前）和“C”（自 2020-02-01 起）",
        ),
        (
            ",\n  V: {level: village, within: {parent: T, from: 2020-02-02, until: 2020-02-02}}}",
            "D0901 1.yaml:5:68 offices.V.within.0.until | “至”应晚于“自”，写的是 2020-02-02",
        ),
        (
            ",\n  V: {level: village, code: \"9\"},\n  W: {level: village, code: \"9\"}}",
            "D0901 1.yaml:6:29 offices.W | 代码“9”也是机构“V”（V）的",
        ),
        (",\n  V: {level: village, code: T}}", "D0901 1.yaml:5:29 offices.V | 代码“T”也是机构“T”（T）的"),
        (",\n  V: {level: village, levle: T}}", "D0101 1.yaml:5:23 offices.V | 此处没有“levle”这个键"),
        (",\n  V: {within: T},\n  W: {level: village, within: V}}", "D0102 1.yaml:5:6 offices.V | 缺少 level（层级）"),
    ];
    for (rest, expected) in cases {
        let (_, diagnostics) = assembled(&[&format!("{BASE}{rest}\n")]);
        assert_eq!(told(&diagnostics), [expected], "{rest}");
    }
}

#[test]
fn offices_that_are_above_each_other_are_refused_and_no_lineage_is_endless() {
    let cycle =
        ",\n  V: {level: village, within: W},\n  W: {level: village, within: V},\n  S: {level: village, within: S}}\n";
    let (organisation, diagnostics) = assembled(&[&format!("{BASE}{cycle}")]);
    let places: Vec<String> =
        diagnostics.iter().map(|found| format!("{} {}", found.code.as_str(), found.place())).collect();
    assert_eq!(places, ["D0901 1.yaml:5:31", "D0901 1.yaml:6:31", "D0901 1.yaml:7:31"]);
    assert_eq!(names(&organisation.lineage(&office("V"), day("2020-01-01"))), ["V"]);
    assert_eq!(organisation.closure().iter().filter(|row| row.descendant == office("S")).count(), 1);
}

#[test]
fn codes_may_pass_from_one_office_to_the_next() {
    let rest = ",\n  V: {level: village, code: \"9\", within: [{parent: T, until: 2020-01-01}]},\n  W: {level: village, code: \"9\", within: [{parent: T, from: 2020-01-01}]}}\n";
    let merged = sound(&[&format!("{BASE}{rest}")]);
    assert_eq!(merged.find("9", day("2019-12-31")), Ok(office("V")));
    assert_eq!(merged.find("9", day("2020-01-01")), Ok(office("W")));
}

#[test]
fn what_stands_in_two_files_is_told_with_the_place_of_the_first() {
    let first = format!("{BASE}}}\npeople: {{li: {{}}}}\n");
    let second = "organisation: y\nlevels: [county]\nroles:\n  clerk: {level: county}\noffices:\n  T: {level: county}\npeople:\n  li: {}\n";
    let (_, diagnostics) = assembled(&[&first, second]);
    let expected = [
        "D0901 2.yaml:2:10 levels | 层级已在 1.yaml:2:10 写过",
        "D0901 2.yaml:4:3 roles | 角色“clerk”已在 1.yaml:3:9 写过",
        "D0901 2.yaml:6:3 offices | 机构“T”已在 1.yaml:4:31 写过",
        "D0901 2.yaml:8:3 people | 人员“li”已在 1.yaml:5:10 写过",
    ];
    assert_eq!(told(&diagnostics), expected);
}

#[test]
fn missing_levels_are_told_once() {
    let (_, diagnostics) =
        assembled(&["organisation: x\noffices:\n  A: {level: county}\n  B: {level: county, within: A}\n"]);
    assert_eq!(told(&diagnostics), ["D0102 1.yaml:1:15  | 没有一个文件写了 levels（层级表）"]);
}

#[test]
fn each_wrong_post_is_told_where_it_stands() {
    let cases = [
        ("{role: clrk, office: T}", "D0202 1.yaml:6:23 people.li.posts.0.role | 没有角色“clrk”"),
        ("{role: clerk, office: Q}", "D0208 1.yaml:6:38 people.li.posts.0.office | 没有机构“Q”"),
        (
            "{role: clerk, office: C}",
            "D0901 1.yaml:6:38 people.li.posts.0.office | 角色“clerk”属于township，“C”是county",
        ),
        (
            "{role: clerk, office: T, until: 2020-02-01}, {role: clerk, office: T, from: 2020-01-31}",
            "D0901 1.yaml:6:61 people.li.posts.1 | 同一人在“T”任“clerk”的时间与前一条重叠",
        ),
        (
            "{role: clerk, office: T, from: 2020-02-01, until: 2020-01-01}",
            "D0901 1.yaml:6:66 people.li.posts.0.until | “至”应晚于“自”，写的是 2020-01-01",
        ),
        ("{role: clerk}", "D0102 1.yaml:6:16 people.li.posts.0 | 缺少 office（机构）"),
        (
            "], mail: li.mei, x: [",
            "D0105 1.yaml:6:25 people.li.mail | 应为一个邮箱，例如 li.mei@example.org，写的是“li.mei”",
        ),
    ];
    for (posts, expected) in cases {
        let (_, diagnostics) = assembled(&[&format!("{BASE}}}\npeople:\n  li: {{posts: [{posts}]}}\n")]);
        assert_eq!(told(&diagnostics)[..1], [expected], "{posts}");
    }
}

#[test]
fn a_misspelt_name_is_answered_with_the_nearest() {
    let (_, diagnostics) = assembled(&[&format!(
        "{BASE}, V: {{level: vilage}}}}\npeople: {{li: {{posts: [{{role: clrk, office: T}}]}}}}\n"
    )]);
    let help: Vec<&str> =
        diagnostics.iter().filter_map(|found| found.help.as_ref()).map(|help| help.en.as_str()).collect();
    assert_eq!(help, ["did you mean `village`?", "did you mean `clerk`?"]);
}

#[test]
fn the_shipped_organisation_is_sound_and_every_village_has_five_in_its_lineage() {
    let jilin = sound(&[include_str!("../../../../workflows/organisations/jilin-dunhua.yaml")]);
    let on = day("2020-04-20");
    let count = |level: &str| jilin.offices().values().filter(|office| office.level.as_str() == level).count();
    assert_eq!(["province", "prefecture", "county", "township", "village"].map(count), [1, 1, 1, 20, 341]);
    let villages = jilin.offices().values().filter(|office| office.level.as_str() == "village");
    for village in villages {
        let lineage = jilin.lineage(&village.name, on);
        assert_eq!(lineage.len(), 5, "{}", village.name);
        assert_eq!(names(&lineage[2..]), ["222403", "2224", "22"]);
        let path = jilin.path(&village.name, on, Language::Zh);
        assert_eq!(jilin.find(&path, on), Ok(village.name.clone()), "{path}");
    }
    assert_eq!(jilin.find("敦化市/江源镇/马号东村", on), Ok(office("222403109200")));
    assert_eq!(jilin.find("222400", on), Ok(office("2224")));
    assert_eq!(jilin.calendar(&office("222403109200"), on), Some(CalendarName::from("jilin")));
    let city = jilin.owning_office(&office("222403109200"), &RoleName::from("city_supervisor"), on);
    assert_eq!(city, Some(office("2224")));
    assert_eq!(jilin.closure().len(), 1 + 2 + 3 + 20 * 4 + 341 * 5);
}

#[test]
#[allow(clippy::disallowed_methods, reason = "it measures time and decides nothing by it")]
fn a_step_looks_its_offices_up_without_looking_at_all_of_them() {
    let jilin = sound(&[include_str!("../../../../workflows/organisations/jilin-dunhua.yaml")]);
    let on = day("2020-04-20");
    let villages: Vec<OfficeName> = jilin.offices().keys().filter(|name| name.as_str().len() == 12).cloned().collect();
    let started = std::time::Instant::now();
    let offices: usize = (0..100).flat_map(|_| &villages).map(|village| jilin.lineage(village, on).len()).sum();
    let spent = started.elapsed();
    assert_eq!(offices, 100 * 341 * 5);
    // 34,100 lineages take about 200 ms unoptimised; a scan of the tree at each step would take minutes.
    assert!(spent.as_secs() < 10, "{spent:?}");
    println!("{} lineages in {spent:?}", 100 * villages.len());
}
