//! The page names everything the process has, and trusts no text of it.

use definition::bilingual::Language;
use definition::name::ProcessName;

use super::*;
use crate::pages;

fn page(states: &str, language: Language) -> String {
    let around = definition::check(&pages::texts(pages::Place::States, states), "2026-01-15".parse().unwrap());
    let definition = &around.processes[&ProcessName::new("sample")].definition;
    document(Words { definition, around: &around, language })
}

const STATES: &str = "
initial: review
states:
  review:
    name: {zh: '审核<b>', en: 'Review<b>'}
    source: 某办法第三条
    task: {role: clerk, form: [told_on]}
    deadline: {name: {zh: 审核, en: Review}, due: {working_days: 5}, overdue: [{after: {hours: 0}, to: {role: chief}, template: decided}]}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed, when: income / members < 3000, otherwise: 收入过高}
      refuse: {name: {zh: 不同意, en: Refuse}, to: closed, comment: required}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
";

#[test]
fn everything_a_process_says_stands_on_the_page_in_words() {
    let page = page(STATES, Language::Zh);
    for text in [
        "审核&lt;b&gt;",
        "某办法第三条",
        "<span class=\"tag\">5个工作日</span>",
        "家庭年收入 / 家庭人口 &lt; 3000",
        "否则告知：收入过高",
        "须写意见",
        "逾期即告负责人",
        "<svg ",
    ] {
        assert!(page.contains(text), "{text} in\n{page}");
    }
    assert!(!page.contains("<b>"), "a text of the process became HTML");
}

#[test]
fn the_page_is_english_where_it_is_asked_to_be() {
    let page = page(STATES, Language::En);
    for text in ["Start of a case", "5 working days", "a comment is required", "In force"] {
        assert!(page.contains(text), "{text} in\n{page}");
    }
}
