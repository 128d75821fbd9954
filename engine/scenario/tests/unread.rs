//! What is wrong with a scenario file is told at its place, and nothing in it passes for passed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get is a failure")]

mod rulebook;

use definition::diagnostic::{Code, Diagnostic};
use scenario::{Report, diagnostics, run};

const FILE: &str = "\
process: epidemic-fast-track
people:
  李梅: {role: village_clerk, office: 敦化市/江源镇/马号东村}
  王强: {role: township_officer, office: 敦化市/江源镇}
never: [in(approved) and not(committed)]
scenarios:
  - name: 试
    parameters: {dibao.urban.standard_month: 560.00}
    start:
      at: 2020-04-20T09:00+08:00
      office: 敦化市/江源镇/马号东村
      as: 李梅
      fields: {applicant_name: 张建国, id_number: \"229901195001010014\", scheme: dibao, area: urban}
    steps:
      - at: 2020-04-20T10:00+08:00
        as: 李梅
        do: submit
        fields: {members: 3, annual_income: 9000.00, committed: true, village_opinion: agree}
        expect:
          active: [township_approval]
          tasks: [{state: township_approval, role: township_officer}]
          deadlines: [{deadline: same_day}]
          benefits: []
          notified: []
      - {as: 王强, do: reject, fields: {refusal_reason: 不符}, expect: {started: [{process: watch-entry, key: watch}]}}
";

fn report_of(text: &str) -> (Report, Vec<Diagnostic>) {
    let workspace = rulebook::with(text, &[]);
    (run(&workspace), diagnostics(&workspace))
}

/// What is told of the file with one thing changed; the file itself passes.
#[track_caller]
fn told(was: &str, is: &str) -> Diagnostic {
    assert!(FILE.contains(was), "{was}");
    let text = FILE.replacen(was, is, 1);
    let (report, mut found) = report_of(&text);
    assert!(!found.is_empty(), "{is} was taken");
    assert_eq!(report.passed, 0, "{is}: a scenario that does not read has passed");
    assert!(report.failed > 0);
    let failure = report.scenarios[0].failure.as_ref().unwrap();
    assert!(failure.message.zh.contains(&found[0].message.zh) && failure.message.en.contains(&found[0].message.en));
    assert_eq!(failure.line, found[0].source.position(found[0].span.start).line);
    found.swap_remove(0)
}

#[test]
fn the_file_itself_passes() {
    let (report, found) = report_of(FILE);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!((report.passed, report.failed), (1, 0), "{:?}", report.scenarios);
}

#[test]
fn every_name_must_exist_and_the_nearest_is_offered() {
    let cases = [
        ("process: epidemic-fast-track", "process: epidemic-fast-trak", Code::UnknownReference, "epidemic-fast-track"),
        ("role: village_clerk", "role: vilage_clerk", Code::UnknownRole, "village_clerk"),
        ("office: 敦化市/江源镇/马号东村}", "office: 敦化市/江源镇/马号冬村}", Code::UnknownOffice, "江源镇/马号"),
        (
            "dibao.urban.standard_month",
            "dibao.urban.standard_moth",
            Code::UnknownParameter,
            "dibao.urban.standard_month",
        ),
        ("{applicant_name:", "{aplicant_name:", Code::UnknownField, "applicant_name"),
        ("scheme: dibao", "scheme: dibo", Code::UnknownReference, "dibao"),
        ("as: 王强, do: reject", "as: 王刚, do: reject", Code::UnknownReference, "李梅"),
        ("do: submit", "do: submitt", Code::UnknownReference, "submit"),
        ("active: [township_approval]", "active: [township_aproval]", Code::UnknownState, "township_approval"),
        ("{state: township_approval,", "{state: townshp_approval,", Code::UnknownState, "township_approval"),
        ("role: township_officer}]", "role: township_oficer}]", Code::UnknownRole, "township_officer"),
        ("deadline: same_day", "deadline: same_dy", Code::UnknownReference, "same_day"),
        ("benefits: []", "benefits: [{grant: frist, month: 2020-04}]", Code::UnknownReference, "first"),
        ("notified: []", "notified: [{template: deadline-remindr}]", Code::UnknownTemplate, "deadline-reminder"),
        ("notified: []", "notified: [{template: deadline-reminder, case: wacth}]", Code::UnknownReference, "watch"),
        ("notified: []", "outcome: grantd", Code::UnknownReference, "granted"),
        ("notified: []", "values: {frist_grant: 1.00}", Code::UnknownReference, "first_grant"),
        ("notified: []", "fields: {membres: 3}", Code::UnknownField, "members"),
        ("notified: []", "refused: guad", Code::UnknownReference, "guard"),
        ("process: watch-entry", "process: watch-entri", Code::UnknownReference, "watch-entry"),
        ("key: watch}", "key: wach}", Code::UnknownReference, "watch"),
        ("and not(committed)", "and not(comitted)", Code::ExpressionName, "committed"),
        ("in(approved)", "in(aproved)", Code::UnknownState, "approved"),
    ];
    for (was, is, code, near) in cases {
        let found = told(was, is);
        assert_eq!(found.code, code, "{is}: {}", found.message.zh);
        let help = found.help.unwrap_or_default();
        let (zh, en) = (found.message.zh + &help.zh, found.message.en + &help.en);
        assert!(zh.contains(near) && en.contains(near), "{is}: {zh}");
    }
}

#[test]
fn a_misspelt_key_is_told_with_the_one_that_was_meant() {
    let cases = [
        ("people:", "peple:", "people"),
        ("    start:", "    strat:", "start"),
        ("      at: 2020-04-20T09:00", "      att: 2020-04-20T09:00", "at"),
        ("        do: submit", "        doo: submit", "do"),
        ("        expect:", "        expct:", "expect"),
        ("          tasks:", "          task:", "tasks"),
        ("          active:", "          所在环境:", "所在环节"),
        ("deadline: same_day", "deadlin: same_day", "deadline"),
        ("never:", "nevr:", "never"),
    ];
    for (was, is, near) in cases {
        let text = FILE.replacen(was, is, 1);
        let (report, found) = report_of(&text);
        assert_eq!(report.passed, 0, "{is}");
        let key =
            found.iter().find(|found| found.code == Code::UnknownKey).unwrap_or_else(|| panic!("{is}: {found:?}"));
        assert!(key.help.as_ref().unwrap().zh.contains(near), "{is}: {:?}", key.help);
    }
}

#[test]
fn time_does_not_go_back() {
    let found = told("at: 2020-04-20T10:00+08:00", "at: 2020-04-20T08:59+08:00");
    assert_eq!(found.code, Code::Contradiction);
    assert_eq!(found.path, "scenarios.0.steps.0");
    assert!(found.message.zh.contains("2020-04-20 08:59") && found.message.zh.contains("2020-04-20 09:00"));
    assert!(found.message.en.contains("time only goes forward"));
    let after = told("- {as: 王强, do: reject", "- {advance_to: 2020-04-20T09:59+08:00, as: 王强, do: reject");
    assert_eq!(after.code, Code::Contradiction);
}

#[test]
fn shapes_that_make_no_sense_are_told() {
    let cases = [
        // One moment, one deed, somebody who does it.
        ("at: 2020-04-20T10:00+08:00", "advance: {hours: 1}\n        advance_to: 2020-04-20T10:00+08:00", Code::OneOf),
        ("at: 2020-04-20T10:00+08:00", "advance: {days: 1}", Code::UnknownKey),
        ("at: 2020-04-20T10:00+08:00", "at: 2020-04-20", Code::BadScalar),
        ("as: 王强, do: reject", "as: 王强, do: reject, claim: 2", Code::OneOf),
        ("as: 王强, do: reject", "do: reject", Code::MissingKey),
        ("do: submit", "comment: 无", Code::MissingKey),
        // A refusal of nothing, words of no refusal.
        (
            "- {as: 王强, do: reject, fields: {refusal_reason: 不符}, ",
            "- {expect: {refused: role}}\n      - {",
            Code::Contradiction,
        ),
        ("notified: []", "message: 不符", Code::MissingKey),
        // A start that is refused leaves nothing to go on with.
        ("    steps:", "      expect: {refused: guard}\n    steps:", Code::Contradiction),
        ("    steps:", "      expect: {refused: guard, tasks: []}\n    steps:", Code::Contradiction),
        // Values of another type.
        ("members: 3", "members: 三", Code::BadScalar),
        ("committed: true", "committed: 1", Code::BadScalar),
        ("notified: []", "values: {first_grant: 很多}", Code::BadScalar),
        ("notified: []", "status: going", Code::BadScalar),
        ("notified: []", "notified: [{template: deadline-reminder, to: assignee}]", Code::BadScalar),
        ("benefits: []", "benefits: [{grant: first}]", Code::OneOf),
        ("benefits: []", "benefits: [{grant: first, month: 2020-13}]", Code::BadScalar),
        ("deadline: same_day", "deadline: same_day, due: 2020-02-30", Code::BadScalar),
        ("standard_month: 560.00", "standard_month: 0.00", Code::BelowFloor),
        // A role of another level than the office.
        (
            "{role: township_officer, office: 敦化市/江源镇}",
            "{role: township_officer, office: 敦化市}",
            Code::Contradiction,
        ),
        // A property that is not true or false.
        ("never: [in(approved) and not(committed)]", "never: [members]", Code::ExpressionType),
    ];
    for (was, is, code) in cases {
        let found = told(was, is);
        assert_eq!(found.code, code, "{is}: {}", found.message.zh);
        assert!(!found.message.en.is_empty());
    }
}

#[test]
fn a_problem_inside_an_expression_is_pointed_at() {
    let found = told("and not(committed)", "and not(comitted)");
    assert_eq!(found.source.slice(found.span), "comitted");
    assert_eq!(found.path, "never.0");
}

#[test]
fn only_the_scenario_with_the_problem_fails() {
    let second = FILE.split_once("scenarios:\n").unwrap().1.replace("do: submit", "do: submitt").replace("试", "错");
    let (report, found) = report_of(&format!("{FILE}{second}"));
    assert_eq!((report.passed, report.failed, found.len()), (1, 1, 1));
    assert_eq!(report.scenarios[1].name, "错");
}

#[test]
fn a_problem_of_the_file_fails_all_its_scenarios() {
    let second = FILE.split_once("scenarios:\n").unwrap().1;
    let text = format!("{FILE}{second}").replacen("role: village_clerk", "role: vilage_clerk", 1);
    let (report, _) = report_of(&text);
    assert_eq!((report.passed, report.failed), (0, 2));
}

#[test]
fn a_file_without_scenarios_or_of_an_unsound_process_fails() {
    let (report, _) = report_of("process: nothing\nscenarios: []\n");
    assert_eq!((report.passed, report.failed), (0, 1));
    let broken = "process: broken\nversion: 1\nname: 坏\neffective: {from: 2020-01-01}\nnumber: \"{seq:5}\"\nstart: {role: village_clerk, form: []}\ninitial: a\nstates: {a: {task: {role: village_clerk}, on: {go: {to: nowhere}}}}\n";
    let text = FILE.replacen("process: epidemic-fast-track", "process: broken", 1);
    let workspace = rulebook::with(&text, &[("broken.yaml", broken)]);
    let report = run(&workspace);
    assert_eq!((report.passed, report.failed), (0, 1));
    let failure = report.scenarios[0].failure.as_ref().unwrap();
    assert!(failure.message.zh.contains("broken.yaml"), "{}", failure.message.zh);
    assert_eq!(failure.line, 1);
}

#[test]
fn every_key_may_be_chinese() {
    let text = "\
流程: epidemic-fast-track
人员:
  李梅: {角色: village_clerk, 机构: 敦化市/江源镇/马号东村, 邮箱: 无}
  王强: {任职: [{角色: township_officer, 机构: 敦化市/江源镇, 自: 2020-01-01, 至: 2021-01-01}]}
参数: {dibao.urban.standard_month: 600.00}
决不: [in(approved) and not(committed)]
始终: [given(scheme)]
场景:
  - 名称: 试
    申请:
      时间: 2020-04-20T09:00+08:00
      收件时间: 2020-04-19T16:00+08:00
      理由: 停电
      机构: 敦化市/江源镇/马号东村
      由: 李梅
      表单项: {applicant_name: 张建国, id_number: \"229901195001010014\", scheme: dibao, area: urban}
      应当: {状态: 在办, 未能通知: [{模板: deadline-overdue, 发给: {角色: township_head}, 理由: 无人任职}, {模板: deadline-overdue}]}
    步骤:
      - {由: 王强, 办理动作: submit, 应当: {不予办理: role, 提示含: 经办人}}
      - 推进: {小时: 1}
        由: 李梅
        办理动作: submit
        环节: village_review
        待办: 1
        意见: 请审批
        表单项: {members: 3, annual_income: 9000.00, committed: 是, village_opinion: agree}
        应当:
          所在环节: [township_approval]
          表单项: {committed: 是}
          计算项: {line_year: 7200.00}
          待办表: [{环节: township_approval, 角色: township_officer, 机构: 敦化市/江源镇, 办理人: ~}]
          时限: [{时限: same_day, 到期: 2020-04-19, 已逾期: 是}]
          待遇表: []
          已通知: []
          运行异常: 否
      - {推进到: 2020-04-20T11:00+08:00, 由: 王强, 签收: township_approval}
      - {由: 王强, 退签: township_approval}
      - 由: 王强
        办理动作: reject
        表单项: {refusal_reason: 不符}
        应当: {办理结果: refused, 状态: 已办结, 已立办件: [{流程: watch-entry, 标识: watch}], 时限: [{时限: same_day, 已达成: 是, 迟于时限: 是}]}
      - {办件: watch, 应当: {所在环节: [watching], 时限: [{时限: watching, 计时暂停: 否}]}}
";
    let (report, found) = report_of(text);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(report.scenarios[0].failure, None);
}
