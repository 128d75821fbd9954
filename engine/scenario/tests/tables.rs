//! Decision tables in a process: what they come to, what the history keeps of them, and how they are explained.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get is a failure")]

mod rulebook;

use scenario::run;

const PROCESS: &str = "\
process: graded
version: 1
name: {zh: 分档救助, en: Graded aid}
effective: {from: 2020-01-01}
number: \"FD-{office}-{year}-{seq:4}\"
calendar: jilin
fields:
  income: {type: money, min: 0, name: {zh: 年收入, en: Income}}
  members: {type: integer, min: 1, max: 20, name: {zh: 人口, en: Members}}
  area: {type: choice, options: {urban: {zh: 城市, en: Urban}, rural: {zh: 农村, en: Rural}}, name: {zh: 户籍, en: Area}}
  disabled: {type: boolean, name: {zh: 有残疾人, en: Disabled}}
values:
  per_person: {name: {zh: 人均, en: Per person}, formula: income / members}
  monthly: {name: {zh: 月救助金, en: Monthly}, formula: grade.standard * grade.share + extra}
tables:
  grade:
    name: {zh: 分档表, en: Grades}
    source: 本地约定
    hit: unique
    inputs: [{name: {zh: 人均年收入, en: Income per person}, formula: per_person}, area]
    outputs:
      level: {type: choice, options: {a: {zh: 一档, en: A}, b: {zh: 二档, en: B}, none: {zh: 不救助, en: None}}}
      standard: money
      share: decimal
    rows: |
      < 4000       | -     | a    | 560 | 1
      [4000..8000) | rural | b    | 400 | 0.5 | 第三条

      [4000..8000) | urban | b    | 500 | 0.5
      >= 8000      | -     | none | 0   | 0
  额外:
    hit: sum
    inputs: [members, disabled]
    outputs: {amount: money}
    rows:
      - [\">= 3\", \"-\", 20]
      - [\"> 5\", \"-\", \"yuan(10) * (members - 5)\"]
      - [\"-\", true, 55.50]
  extra: {hit: first, inputs: [额外], outputs: {amount: money}, rows: [[\"> 100\", 100], [\"-\", 额外]]}
  letter:
    hit: first
    inputs: [grade.level]
    outputs: {words: {type: text}}
    rows: [[\"not(none)\", 准予救助], [\"-\", \"= \\\"不予救助：\\\" + \\\"超过标准\\\"\"]]
start: {role: [village_clerk], form: [income, members, area, disabled]}
repair: {role: [county_clerk]}
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: village_clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, when: grade.level != \"none\" and monthly > 0, otherwise: 超过标准, to: granted}
      refuse: {name: {zh: 不同意, en: Refuse}, to: refused}
  granted: {name: {zh: 准予, en: Granted}, end: granted}
  refused: {name: {zh: 不予, en: Refused}, end: refused}
";

fn scenario(fields: &str, step: &str) -> String {
    format!(
        "process: graded
people:
  李梅: {{role: village_clerk, office: 敦化市/江源镇/马号东村}}
scenarios:
  - name: 一件
    start: {{at: 2020-04-20T10:00+08:00, office: 敦化市/江源镇/马号东村, as: 李梅, fields: {fields}}}
    steps:
      - {step}
"
    )
}

#[test]
fn a_table_comes_to_what_its_rows_say() {
    let cases = [
        (
            "{income: 9000.00, members: 3, area: rural, disabled: true}",
            "{grade: {level: a, standard: 560.00, share: 1}, 额外: 75.50, monthly: 635.50, letter: 准予救助}",
        ),
        (
            "{income: 30000.00, members: 6, area: urban, disabled: false}",
            "{grade: {level: b, standard: 500.00, share: 0.5}, 额外: 30.00, monthly: 280.00}",
        ),
        (
            "{income: 30000.00, members: 20, area: rural, disabled: true}",
            "{额外: 225.50, extra: 100.00, grade: {level: a, standard: 560.00, share: 1}}",
        ),
        ("{income: 8000.00, members: 1, area: rural, disabled: false}", "{letter: 不予救助：超过标准, extra: 0}"),
    ];
    for (fields, values) in cases {
        let step = format!("{{at: 2020-04-20T11:00+08:00, expect: {{active: [review], values: {values}}}}}");
        holds(&scenario(fields, &step));
    }
}

#[test]
fn a_guard_uses_a_table_and_is_refused_by_it() {
    let poor = "{income: 9000.00, members: 3, area: rural, disabled: true}";
    holds(&scenario(poor, "{at: 2020-04-20T11:00+08:00, as: 李梅, do: approve, expect: {active: [granted]}}"));
    let rich = "{income: 90000.00, members: 3, area: rural, disabled: true}";
    holds(&scenario(rich, "{at: 2020-04-20T11:00+08:00, as: 李梅, do: approve, expect: {refused: guard}}"));
}

#[track_caller]
fn holds(scenarios: &str) {
    let workspace = rulebook::with(scenarios, &[("graded.yaml", PROCESS)]);
    let ours = workspace.diagnostics.iter().filter(|found| found.source.path.starts_with("graded"));
    let ours: Vec<String> = ours.map(|found| format!("{} {}", found.place(), found.message.zh)).collect();
    assert!(ours.is_empty(), "{ours:#?}");
    let report = run(&workspace);
    let failures: Vec<_> = report.scenarios.iter().filter_map(|outcome| outcome.failure.as_ref()).collect();
    assert!(failures.is_empty() && !report.scenarios.is_empty(), "{failures:#?}");
}
