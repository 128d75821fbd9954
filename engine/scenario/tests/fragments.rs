//! What several processes share: taken over before anything is checked, judged where it is used, told where it stands.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get is a failure")]

mod rulebook;

use scenario::run;

const FRAGMENT: &str = "\
片段: 补正
名称: {中文: 退回补正, 英文: Returned for completion}
须代入: [回到, 谁]
表单项:
  missing: {type: text, max: 200, name: {zh: 缺什么, en: What is missing}}
环节:
  awaiting:
    name: {zh: 待补正, en: Awaiting completion}
    task: {role: <谁>, form: [missing]}
    on: {resubmit: {name: {zh: 已补正, en: Completed}, to: <回到>, when: members > 0 or given(missing), otherwise: 须说明 <回到>}, leave: {name: {zh: 不再补正, en: Leave it}, to: <回到>}}
";

fn process(name: &str, used: &str, more: &str) -> String {
    format!(
        "process: {name}
version: 1
name: {{zh: 试办, en: Trial}}
effective: {{from: 2020-01-01}}
number: \"SB-{{office}}-{{year}}-{{seq:4}}\"
calendar: jilin
use: {used}
fields:
  members: {{type: integer, min: 0, name: {{zh: 人口, en: Members}}}}
start: {{role: [village_clerk], form: [members]}}
repair: {{role: [county_clerk]}}
initial: review
states:
  review:
    name: {{zh: 审核, en: Review}}
    task: {{role: village_clerk}}
    on: {{back: {{name: {{zh: 退回, en: Return}}, to: awaiting}}, pass: {{name: {{zh: 通过, en: Pass}}, to: done}}}}
{more}  done: {{name: {{zh: 办结, en: Done}}, end: done}}
"
    )
}

/// Where some words stand: computed, so that an edit of the text cannot make the test lie.
fn at(text: &str, words: &str) -> String {
    let before = &text[..text.find(words).unwrap()];
    let line = before.rsplit('\n').next().unwrap();
    format!("{}:{}", before.lines().count().max(1), line.chars().count() + 1)
}

const USED: &str = "[{fragment: 补正, with: {回到: review, 谁: village_clerk}}]";

fn told(texts: &[(&str, &str)]) -> Vec<String> {
    let workspace = rulebook::with("process: watch-entry\nscenarios: []\n", texts);
    let ours = workspace.diagnostics.iter().filter(|found| texts.iter().any(|(path, _)| *path == found.source.path));
    ours.map(|found| format!("{} {} {}", found.place(), found.code.as_str(), found.message.zh)).collect()
}

#[test]
fn a_process_runs_through_the_states_it_shares() {
    let scenarios = "process: one
people:
  李梅: {role: village_clerk, office: 敦化市/江源镇/马号东村}
scenarios:
  - name: 补正后通过
    start: {at: 2020-04-20T10:00+08:00, office: 敦化市/江源镇/马号东村, as: 李梅, fields: {members: 3}}
    steps:
      - {as: 李梅, do: back, expect: {active: [awaiting], tasks: [{state: awaiting, role: village_clerk, office: 敦化市/江源镇/马号东村}]}}
      - {as: 李梅, do: resubmit, fields: {missing: 户口簿}, expect: {active: [review], fields: {missing: 户口簿}}}
";
    let (one, two) = (process("one", USED, ""), process("two", USED, ""));
    let texts = [("补正.yaml", FRAGMENT), ("one.yaml", one.as_str()), ("two.yaml", two.as_str())];
    assert_eq!(told(&texts), [""; 0]);
    let report = run(&rulebook::with(scenarios, &texts));
    assert_eq!((report.passed, report.failed), (1, 0), "{:?}", report.scenarios);
}

#[test]
fn what_is_wrong_in_a_fragment_is_told_there_and_once() {
    let wrong = FRAGMENT.replace("members > 0 or", "menbers > 0 or");
    let (one, two) = (process("one", USED, ""), process("two", USED, ""));
    let texts = [("补正.yaml", wrong.as_str()), ("one.yaml", one.as_str()), ("two.yaml", two.as_str())];
    assert_eq!(
        told(&texts),
        [format!("补正.yaml:{} D0302 没有变量“menbers”，是不是“members”？", at(&wrong, "menbers"))]
    );
    let workspace = rulebook::with("process: watch-entry\nscenarios: []\n", &texts);
    assert!(!workspace.is_sound(&"one".into()) && !workspace.is_sound(&"two".into()));
}

#[test]
fn what_is_wrong_in_the_use_of_a_fragment_is_told_in_the_process() {
    let cases = [
        ("[补证]", "one.yaml", "补证", "D0210 没有片段“补证”"),
        ("[补正]", "one.yaml", "补正", "D0102 片段“补正”还要知道：回到、谁"),
        (
            "[{fragment: 补正, with: {回到: review, 谁: village_clerk, 何时: 明天}}]",
            "one.yaml",
            "明天",
            "D0101 片段“补正”不要“何时”",
        ),
        (
            "[{fragment: 补正, with: {回到: nowhere, 谁: village_clerk}}]",
            "补正.yaml",
            "<回到>, when",
            "D0201 没有环节“nowhere”",
        ),
    ];
    for (used, file, words, message) in cases {
        let one = process("one", used, "");
        let expected = format!("{file}:{} {message}", at(if file == "one.yaml" { &one } else { FRAGMENT }, words));
        let found = told(&[("补正.yaml", FRAGMENT), ("one.yaml", one.as_str())]);
        assert!(found.contains(&expected), "{expected}: {found:#?}");
    }
    let twice = process("one", USED, "  awaiting: {name: {zh: 待, en: Wait}, end: done}\n");
    let found = told(&[("补正.yaml", FRAGMENT), ("one.yaml", twice.as_str())]);
    let expected =
        format!("one.yaml:{} D0901 “awaiting”已在所用的片段 补正.yaml 里写过", at(&twice, "awaiting: {name"));
    assert!(found.contains(&expected), "{found:#?}");
}
