//! Each change of a shipped process is told once, in words a clerk would use.

use std::sync::Arc;

use definition::name::ProcessName;
use definition::text::SourceText;

use super::*;

const FAST: &str = include_str!("../../../../workflows/processes/epidemic-fast-track.yaml");
const AROUND: [&str; 14] = [
    include_str!("../../../../workflows/organisations/jilin-dunhua.yaml"),
    include_str!("../../../../workflows/calendars/cn.yaml"),
    include_str!("../../../../workflows/calendars/jilin.yaml"),
    include_str!("../../../../workflows/parameters/dibao.yaml"),
    include_str!("../../../../workflows/parameters/taper.yaml"),
    include_str!("../../../../workflows/processes/dynamic-review.yaml"),
    include_str!("../../../../workflows/processes/risk-assessment.yaml"),
    include_str!("../../../../workflows/processes/tapered-exit.yaml"),
    include_str!("../../../../workflows/processes/watch-entry.yaml"),
    include_str!("../../../../workflows/templates/deadline-overdue.yaml"),
    include_str!("../../../../workflows/templates/deadline-reminder.yaml"),
    include_str!("../../../../workflows/templates/fast-track-approved.yaml"),
    include_str!("../../../../workflows/templates/fast-track-refused.yaml"),
    include_str!("../../../../workflows/templates/filing-request.yaml"),
];

fn workspace(text: &str) -> Workspace {
    let around = AROUND.iter().enumerate().map(|(at, text)| SourceText::new(format!("{at}.yaml"), *text));
    let texts: Vec<Arc<SourceText>> = around.chain([SourceText::new("fast.yaml", text)]).collect();
    definition::check(&texts, "2020-04-20".parse().unwrap())
}

fn side(around: &Workspace) -> Side<'_> {
    Side { definition: &around.processes[&ProcessName::new("epidemic-fast-track")].definition, around }
}

fn told(changed: &str, language: Language) -> Vec<String> {
    let (old, new) = (workspace(FAST), workspace(changed));
    diff(side(&old), side(&new)).into_iter().map(|change| change.text.get(language).to_owned()).collect()
}

/// What stands in the file, what it becomes, and what is told in Chinese.
const EDITS: [(&str, &str, &[&str]); 12] = [
    ("due: {working_days: 10}", "due: {working_days: 7}", &["事后核实期限 10→7 个工作日"]),
    ("due: {working_days: 10}", "due: {natural_days: 15}", &["事后核实期限 10个工作日 → 15个自然日"]),
    (
        "task: {role: township_officer, not_same_person_as: [village_review]}",
        "task: {role: township_head}",
        &[
            "环节“乡镇（街道）审批”的办理角色 乡镇（街道）经办人 → 乡镇（街道）负责人",
            "取消环节“乡镇（街道）审批”的回避（不得同人）：村（社区）审核",
        ],
    ),
    (
        "{name: {zh: 已补正, en: Completed}, to: village_review}",
        "{name: {zh: 已补正, en: Completed}, to: township_approval}",
        &["环节“等待申请人补正”的动作“已补正”的去向 “村（社区）审核” → “乡镇（街道）审批”"],
    ),
    (
        "{since: {hours: 2}, to: assignee}",
        "{since: {hours: 1}, to: assignee}",
        &[
            "新增当日申请、当日审批期限的提醒和提级：起算1小时后提醒办理人",
            "取消当日申请、当日审批期限的提醒和提级：起算2小时后提醒办理人",
        ],
    ),
    (
        "members: {type: integer, min: 1, max: 30,",
        "members: {type: integer, min: 1, max: 20,",
        &["表单项“家庭人口”的类型 整数，1 至 30 → 整数，1 至 20"],
    ),
    (
        "formula: annual_income / members\n",
        "formula: annual_income / members * 2\n",
        &[
            "计算项“家庭人均年收入”的公式 家庭年收入（申报，未核对） / 家庭人口 → 家庭年收入（申报，未核对） / 家庭人口 * 2",
        ],
    ),
    (
        "form: [refusal_reason], to: refused}",
        "form: [{refusal_reason: optional}], to: refused}",
        &["环节“乡镇（街道）审批”的动作“不同意”的表单“不予批准的理由” 必填 → 选填"],
    ),
    (
        "  withdrawn:\n    name: {zh: 已撤回, en: Withdrawn}\n    end: withdrawn\n",
        "  withdrawn:\n    name: {zh: 已撤回, en: Withdrawn}\n    end: taken_back\n",
        &["环节“已撤回”的办理结果 withdrawn → taken_back"],
    ),
    (
        "      query: {name: {zh: 询问乡镇, en: Ask the township}, comment: required}\n",
        "",
        &["取消环节“已批准，待县级备案”的动作“询问乡镇”"],
    ),
    (
        "  withdrawn:\n    name",
        "  paused:\n    name: {zh: 搁置, en: Paused}\n    end: paused\n  withdrawn:\n    name",
        &["新增环节“搁置”"],
    ),
    (
        "effective: {from: 2020-03-26}",
        "effective: {from: 2020-03-26, until: 2021-01-01}",
        &["新增停止施行日期：2021-01-01"],
    ),
];

#[test]
fn a_process_does_not_differ_from_itself() {
    assert_eq!(told(FAST, Language::Zh), Vec::<String>::new());
}

#[test]
fn each_change_is_told_in_words_and_nothing_else_is() {
    for (before, after, expected) in EDITS {
        assert_eq!(FAST.matches(before).count(), 1, "{before}");
        assert_eq!(told(&FAST.replace(before, after), Language::Zh), *expected, "{after}");
    }
}

#[test]
fn the_same_in_english() {
    let changed = FAST.replace("due: {working_days: 10}", "due: {working_days: 7}");
    assert_eq!(told(&changed, Language::En), ["Verification afterwards: 10→7 working days"]);
}
