//! Fields of every type: filled in, refused, and asked about in expressions.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get is a failure")]

mod rulebook;

use scenario::run;

const PROCESS: &str = "\
process: household-aid
version: 1
name: {zh: 家庭救助, en: Household aid}
effective: {from: 2020-01-01}
number: \"JT-{office}-{year}-{seq:4}\"
calendar: jilin
fields:
  members:
    type: household
    max: 5
    name: {zh: 家庭成员, en: Members}
    of:
      born: date
      relation: {type: choice, options: [本人, 配偶, 子女]}
      income: {type: money, min: 0}
      disability: {type: integer, min: 1, max: 4, optional: true}
  guardian: {type: person, name: {zh: 监护人, en: Guardian}}
  ratio: {type: percent, min: 0%, max: 100%, name: {zh: 比例, en: Ratio}}
  since: {type: month, name: {zh: 起始月, en: Since}}
  proof: {type: attachment, name: {zh: 证明, en: Proof}}
  branch: {type: office, name: {zh: 经办机构, en: Branch}}
  house: {type: record, of: {rooms: {type: integer}, own: boolean}, name: {zh: 住房, en: House}}
  debts: {type: list, of: money, max: 3, name: {zh: 债务, en: Debts}}
  note: {type: text, min: 2, max: 4, name: {zh: 备注, en: Note}}
values:
  people: count(members)
  income: sum(members.income)
  most: max(members.income)
  children: count(members[relation = \"子女\"])
  minors: some m in members satisfies m.born > date(\"2002-04-20\")
  all_earn: every m in members satisfies m.income > 0
  children_income: sum(members[relation = \"子女\"].income)
  rest: income * (1 - ratio) - sum(debts)
  until: since + months(3)
  late: since < month_of(today())
  files: length(proof.name)
start: {role: [village_clerk], form: [{members: optional}, {ratio: optional}, {since: optional}, {proof: optional}, {branch: optional}, {house: optional}, {debts: optional}, {note: optional}, {guardian: optional}]}
repair: {role: [county_clerk]}
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: village_clerk}
    on: {go: {name: {zh: 办, en: Go}, to: done}}
  done: {name: {zh: 办结, en: Done}, end: done}
";

const MEMBERS: &str = "[{name: 李梅, identity: 11010519491231002X, born: 1980-02-29, relation: 本人, income: 3000.00, disability: 2}, {name: 李小, identity: 11010519491231002X, born: 2012-01-01, relation: 子女, income: 0}]";

fn scenario(fields: &str, expect: &str) -> String {
    format!(
        "process: household-aid
people:
  李梅: {{role: village_clerk, office: 敦化市/江源镇/马号东村}}
scenarios:
  - name: 一户
    start: {{at: 2020-04-20T10:00+08:00, office: 敦化市/江源镇/马号东村, as: 李梅, fields: {fields}, expect: {expect}}}
"
    )
}

#[test]
fn records_and_lists_are_asked_about_in_expressions() {
    let proof =
        "{name: 收入证明.pdf, bytes: 12, sm3: \"66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0\"}";
    let fields = format!(
        "{{members: {MEMBERS}, ratio: 40%, since: 2020-02, proof: {proof}, branch: \"222403109200\", house: {{rooms: 2, own: true}}, debts: [100.00, 50.50], note: 正常}}"
    );
    let expect = "{active: [review], values: {people: 2, income: 3000.00, most: 3000.00, children: 1, minors: true, all_earn: false, children_income: 0, rest: 1649.50, until: 2020-05, late: true, files: 8}, fields: {ratio: 40%, since: 2020-02, debts: [100.00, 50.50], house: {rooms: 2, own: true}}}";
    holds(&scenario(&fields, expect));
}

#[test]
fn what_a_field_cannot_hold_is_refused_in_words() {
    let cases = [
        ("{members: []}", "1 到 5 项，写了 0 项"),
        (
            "{members: [{name: 李梅, identity: \"110105194912310021\", born: 1980-01-01, relation: 本人, income: 1}]}",
            "“身份证号”为正确的身份证号",
        ),
        ("{members: [{name: 李梅, identity: 11010519491231002X, born: 1980-01-01, relation: 本人}]}", "“income”为必填"),
        (
            "{members: [{name: 李梅, identity: 11010519491231002X, born: 1980-01-01, relation: 本人, income: -1}]}",
            "不小于 0",
        ),
        ("{ratio: 120%}", "0% 到 100% 的百分比"),
        ("{proof: {name: a, bytes: 1, sm3: ab}}", "附件"),
        ("{branch: \"999999999999\"}", "机构代码"),
        ("{house: {rooms: 1.5, own: true}}", "“rooms”为整数"),
        ("{debts: [1.00, 2.00, 3.00, 4.00]}", "0 到 3 项，写了 4 项"),
        ("{debts: [1.005]}", "第 1 项为至多两位小数的金额的列表"),
        ("{note: 好}", "不少于 2 个字，写了 1 个"),
    ];
    for (fields, message) in cases {
        holds(&scenario(fields, &format!("{{refused: field, message: {message}}}")));
    }
}

#[track_caller]
fn holds(scenarios: &str) {
    let workspace = rulebook::with(scenarios, &[("household-aid.yaml", PROCESS)]);
    let ours = workspace.diagnostics.iter().filter(|found| found.severity() == definition::diagnostic::Severity::Error);
    let ours: Vec<String> = ours.map(|found| format!("{} {}", found.place(), found.message.zh)).collect();
    assert!(ours.is_empty(), "{ours:#?}");
    let report = run(&workspace);
    let failures: Vec<_> = report.scenarios.iter().filter_map(|outcome| outcome.failure.as_ref()).collect();
    assert!(failures.is_empty() && !report.scenarios.is_empty(), "{failures:#?}");
}
