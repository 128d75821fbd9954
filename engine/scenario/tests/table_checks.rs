//! What is found wrong with decision tables, each with an example case.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get is a failure")]

mod rulebook;

/// A process with one table `t`: its hit policy, inputs and rows.
fn process(hit: &str, inputs: &str, rows: &str) -> String {
    let rows: String = rows.lines().map(|row| format!("      {}\n", row.trim())).collect();
    format!(
        "process: graded
version: 1
name: {{zh: 分档, en: Graded}}
effective: {{from: 2020-01-01}}
number: \"FD-{{office}}-{{year}}-{{seq:4}}\"
fields:
  income: {{type: money, min: 0}}
  share: {{type: decimal}}
  members: {{type: integer, min: 1, max: 9}}
  area: {{type: choice, options: [urban, rural]}}
  word: {{type: text}}
  disabled: {{type: boolean}}
  born: {{type: date}}
values: {{per_person: income / members}}
tables:
  t:
    name: {{zh: 表, en: Table}}
    hit: {hit}
    inputs: {inputs}
    outputs: {{level: {{type: choice, options: [a, b, c]}}}}
    rows: |
{rows}start: {{role: [village_clerk], form: [income, share, members, area, word, disabled, born]}}
repair: {{role: [county_clerk]}}
initial: review
states:
  review:
    task: {{role: village_clerk}}
    on: {{go: {{to: done, when: t = \"a\", otherwise: 不符}}, stop: {{to: done}}}}
  done: {{end: done}}
"
    )
}

/// What is found in tables, as `code line message`; the first row of the table is line 1.
fn found(hit: &str, inputs: &str, rows: &str) -> Vec<String> {
    let text = process(hit, inputs, rows);
    let first = text.lines().position(|line| line == "    rows: |").unwrap() + 1;
    let workspace = rulebook::with("process: watch-entry\nscenarios: []\n", &[("graded.yaml", text.as_str())]);
    let ours = workspace.diagnostics.iter().filter(|found| found.source.path == "graded.yaml");
    let told = ours.filter(|found| !matches!(found.code.as_str(), "D0801" | "D0502" | "D0501"));
    let told = told.map(|found| {
        let line = found.source.position(found.span.start).line;
        let row = line.checked_sub(first).map_or_else(|| "表".to_owned(), |row| row.to_string());
        format!("{} {row} {}", found.code.as_str(), found.message.zh)
    });
    told.collect()
}

#[test]
fn a_case_that_no_row_takes_is_told_by_an_example() {
    let gap = |case: &str| vec![format!("D1001 表 决策表“表”没有一行管到这种情形：{case}")];
    let cases: [(&str, &str, &str, Vec<String>); 14] = [
        ("unique", "[income]", "< 4000 | a\n> 4000 | b", gap("income = 4000.00")),
        ("unique", "[income]", "< 4000 | a\n>= 4000.01 | b", gap("income = 4000.00")),
        ("unique", "[income]", "<= 4000 | a\n>= 4000.01 | b", vec![]),
        ("unique", "[income]", "[0..4000] | a\n(4000..9000] | b", gap("income = 9000.01")),
        ("unique", "[share]", "<= 0.5 | a\n>= 0.6 | b", gap("share = 0.55")),
        ("unique", "[per_person]", "<= 1 | a\n> 2 | b", gap("per_person = 1.50")),
        ("unique", "[members]", "1 | a\n2,3,4 | b\n>= 6 | c", gap("members = 5")),
        ("unique", "[members]", "[1..3] | a\n> 3 | b", vec![]),
        ("first", "[area, disabled]", "rural | - | a\nurban | true | b", gap("area = urban，disabled = false")),
        ("first", "[area, disabled]", "rural | - | a\n- | true | b\nurban | false | c", vec![]),
        ("priority", "[word]", "\"甲\" | a\n\"乙\" | b", gap("word = …")),
        ("unique", "[born]", "< date(\"2000-01-01\") | a\n> date(\"2000-01-01\") | b", gap("born = 2000-01-01")),
        (
            "unique",
            "[income]",
            "< parameter(\"tekun.basic.standard_month\") | a\n> parameter(\"tekun.basic.standard_month\") | b",
            gap("income = parameter(\"tekun.basic.standard_month\")"),
        ),
        (
            "unique",
            "[income, members]",
            "< 4000 | < 3 | a\n< 4000 | >= 3 | b\n>= 4000 | not(9) | c",
            gap("income = 4000.00，members = 9"),
        ),
    ];
    for (hit, inputs, rows, expected) in cases {
        assert_eq!(found(hit, inputs, rows), expected, "{hit} {inputs}\n{rows}");
    }
}

#[test]
fn two_rows_that_take_the_same_case_are_told_by_an_example() {
    let cases = [
        (
            "unique",
            "[income]",
            "<= 4000 | a\n>= 4000 | b",
            vec!["D1002 2 决策表“表”第 1 行和第 2 行都管到这种情形：income = 4000.00"],
        ),
        (
            "unique",
            "[area, members]",
            "rural | - | a\nurban | [1..5] | b\n- | > 4 | c",
            vec!["D1002 3 决策表“表”第 1 行和第 3 行都管到这种情形：area = rural，members = 5"],
        ),
        ("same", "[income]", "<= 4000 | a\n>= 4000 | a", vec![]),
        (
            "same",
            "[income]",
            "<= 4000 | a\n>= 4000 | b",
            vec!["D1002 2 决策表“表”第 1 行和第 2 行都管到这种情形：income = 4000.00"],
        ),
        ("first", "[income]", "<= 4000 | a\n>= 4000 | b", vec![]),
    ];
    for (hit, inputs, rows, expected) in cases {
        assert_eq!(found(hit, inputs, rows), expected, "{hit} {inputs}\n{rows}");
    }
}

#[test]
fn a_row_that_is_never_come_to_is_told() {
    let never = "永远轮不到：前面各行已管到它的所有情形";
    let cases = [
        ("[income]", "< 4000 | a\n< 3000 | b\n- | c", vec![format!("D1003 2 决策表“表”第 2 行{never}")]),
        ("[members]", "< 5 | a\n> 4 | b\n- | c", vec![format!("D1003 3 决策表“表”第 3 行{never}")]),
        ("[members]", "< 1 | a\n- | b", vec!["D1003 1 决策表“表”第 1 行不可能成立".to_owned()]),
        (
            "[area, members]",
            "rural | < 5 | a\nurban | - | b\n- | < 5 | c\n- | - | a",
            vec![format!("D1003 3 决策表“表”第 3 行{never}")],
        ),
        ("[income]", "< 3000 | a\n< 4000 | b\n- | c", vec![]),
    ];
    for (inputs, rows, expected) in cases {
        assert_eq!(found("first", inputs, rows), expected, "{inputs}\n{rows}");
    }
}

#[test]
fn what_cannot_be_proved_is_said_to_be_unproved() {
    let rows = "< per_person | a\n[per_person..share * yuan(1)] | b\n> share * yuan(1) | c";
    assert_eq!(found("first", "[income]", rows), ["D1005 1 无法证明决策表“表”管到每种情形"]);
    let proved = format!("{rows}\n- | c");
    assert_eq!(found("first", "[income]", &proved), [""; 0]);
}

#[test]
fn a_cell_that_does_not_fit_its_column_is_told_at_its_place() {
    let cases = [
        ("[income]", "< \"a\" | a\n- | b", "D0303 1 比较的两边类型不同：金额与文本"),
        ("[members]", "< 3 | a\n>= 3 | d", "D0302 2 没有变量“d”"),
        ("[area]", "乡村 | a\n- | b", "D0302 1 没有变量“乡村”"),
        ("[income]", "< 4000 | a | 第一条 | 多\n- | b", "D0103 1 这一行应有 2 格，写了 4 格"),
        ("[income]", "4000.. | a\n- | b", "D0301 1 这一格没有写完"),
    ];
    for (inputs, rows, expected) in cases {
        assert_eq!(found("first", inputs, rows).first().map(String::as_str), Some(expected), "{rows}");
    }
}
