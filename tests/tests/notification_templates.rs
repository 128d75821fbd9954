//! The shipped templates, filled in as they will be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use notification::{Rendered, Template, guard_identity, render, variables};
use serde::Deserialize;
use serde_json::{Value, json};

/// What every notice carries.
const CARRIED: [&str; 12] = [
    "number",
    "process_name",
    "state_name",
    "office_name",
    "recipient_name",
    "due",
    "deadline_name",
    "late",
    "sent_at",
    "source",
    "fields",
    "values",
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    template: String,
    name: Both,
    subject: Both,
    body: Both,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    zh: String,
    en: String,
}

fn files() -> Vec<File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../workflows/templates");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file: File = serde_yaml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(path.file_stem().unwrap().to_str(), Some(file.template.as_str()));
        files.push(file);
    }
    files
}

fn templates() -> Vec<Template> {
    let both = |file: File| {
        assert!(!file.name.zh.is_empty() && !file.name.en.is_empty());
        let zh = Template { name: format!("{}.zh", file.template), subject: file.subject.zh, body: file.body.zh };
        let en = Template { name: format!("{}.en", file.template), subject: file.subject.en, body: file.body.en };
        [zh, en]
    };
    files().into_iter().flat_map(both).collect()
}

fn named(name: &str) -> Template {
    templates().into_iter().find(|template| template.name == name).expect(name)
}

fn data(late: bool, fields: Value, values: Value) -> Value {
    json!({
        "number": "KS-222403104-2020-00001",
        "process_name": "疫情期间低保、特困先行纳入",
        "state_name": "乡镇审批",
        "office_name": "敦化市/江源镇/东坪村",
        "recipient_name": "李梅",
        "due": "2020-04-20 24:00",
        "deadline_name": "当日申请、当日审批",
        "late": late,
        "sent_at": "2020-04-20 16:30",
        "source": "吉民发〔2020〕7号 二(七)",
        "fields": fields,
        "values": values,
    })
}

fn full(late: bool) -> Value {
    let fields = json!({"members": 3, "grant_now": true, "refusal_reason": "家庭人均收入高于当地低保标准。"});
    data(late, fields, json!({"first_grant": "1680.00"}))
}

fn all_of(rendered: &Rendered) -> String {
    format!("{}\n{}", rendered.subject, rendered.body)
}

#[test]
fn every_template_uses_only_what_every_notice_carries() {
    let carried = BTreeSet::from(CARRIED.map(str::to_owned));
    for template in templates() {
        let used = variables(&template).unwrap();
        assert!(used.is_subset(&carried), "{}: {:?}", template.name, used.difference(&carried));
    }
}

#[test]
fn every_template_can_be_filled_in_with_much_and_with_little() {
    assert!(templates().len() >= 12);
    let mut without_due = data(false, json!({}), json!({}));
    without_due["due"] = json!("");
    for template in templates() {
        for data in [full(false), full(true), data(false, json!({}), json!({})), without_due.clone()] {
            let rendered = render(&template, &data).unwrap();
            let text = all_of(&rendered);
            assert!(rendered.subject.contains("KS-222403104-2020-00001"), "{text}");
            assert!(rendered.body.contains("李梅") && rendered.body.contains("2020-04-20 16:30"), "{text}");
            assert!(!text.contains("{{") && !text.contains("{%") && !text.contains("\n\n\n"), "{text}");
            assert_eq!(guard_identity(&text), Ok(()), "{text}");
        }
    }
}

#[test]
fn every_notice_says_on_what_it_rests() {
    for template in templates() {
        let body = render(&template, &full(false)).unwrap().body;
        assert!(body.contains("吉民发〔2020〕7号") && body.contains("二("), "{}", template.name);
    }
}

#[test]
fn only_a_late_notice_says_that_it_is_late() {
    for template in templates() {
        let [on_time, late] = [false, true].map(|late| render(&template, &full(late)).unwrap().body);
        let excuse = if template.name.ends_with(".zh") { "因系统中断" } else { "the system was interrupted" };
        assert!(!on_time.contains(excuse) && late.contains(excuse), "{}", template.name);
    }
}

#[test]
fn the_applicant_learns_of_the_money_only_when_it_was_granted() {
    let template = named("fast-track-approved.zh");
    let granted = render(&template, &full(false)).unwrap().body;
    assert!(granted.contains("先行给予 1 个月临时救助，共 1680.00 元。"), "{granted}");
    for fields in [json!({"grant_now": false}), json!({})] {
        let body = render(&template, &data(false, fields, json!({"first_grant": "1680.00"}))).unwrap().body;
        assert!(!body.contains("1680.00"), "{body}");
    }
}

#[test]
fn an_applicant_without_a_name_is_still_greeted() {
    let mut nameless = full(false);
    nameless["recipient_name"] = json!("");
    for (name, greeting) in [
        ("fast-track-approved.zh", "申请人，您好："),
        ("fast-track-approved.en", "Dear applicant,"),
        ("fast-track-refused.zh", "申请人，您好："),
        ("fast-track-refused.en", "Dear applicant,"),
    ] {
        let body = render(&named(name), &nameless).unwrap().body;
        assert!(body.starts_with(greeting), "{body}");
    }
}

/// A notice that no deadline gave rise to carries neither of these.
#[test]
fn templates_sent_on_entering_a_state_need_no_deadline() {
    let mut without = full(false);
    let carried = without.as_object_mut().unwrap();
    carried.retain(|name, _| name != "due" && name != "deadline_name");
    for template in templates().iter().filter(|template| !template.name.starts_with("deadline-")) {
        assert!(!render(template, &without).unwrap().body.is_empty());
    }
}

#[test]
fn a_refusal_gives_reasons_and_remedies() {
    let template = named("fast-track-refused.zh");
    let body = render(&template, &full(false)).unwrap().body;
    for part in ["家庭人均收入高于当地低保标准。", "行政复议", "行政诉讼", "社会救助热线", "再次申请"]
    {
        assert!(body.contains(part), "{body}");
    }
    let without = render(&template, &data(false, json!({}), json!({}))).unwrap().body;
    assert!(without.contains("以乡镇（街道）出具的书面决定为准"), "{without}");
}
