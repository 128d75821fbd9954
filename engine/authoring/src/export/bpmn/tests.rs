//! What is exported is BPMN with a picture of everything in it, and comes back as the same states.

use std::collections::BTreeSet;

use definition::Workspace;
use definition::bilingual::Language;
use definition::name::ProcessName;

use super::*;
use crate::import;
use crate::pages;

const STATES: &str = "
initial: review
states:
  review:
    name: {zh: '审核<甲>', en: Review}
    task: {role: clerk, form: [told_on]}
    deadline: {name: {zh: 审核, en: Review}, due: {working_days: 5}}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: paying, when: income / members < 3000, otherwise: 收入过高}
      refuse: {name: {zh: 不同意, en: Refuse}, to: closed, comment: required}
      remark: {name: {zh: 备注, en: Remark}, comment: required}
    after: [{in: {natural_days: 30}, to: closed}]
  paying:
    name: {zh: 拨付, en: Paying}
    receive: {paid: {sender: outside, to: closed}}
    after: [{in: {hours: 48}, to: review}]
  closed: {name: {zh: 已办结, en: Closed}, end: done, reopen: {role: chief, to: review}}
";

fn workspace() -> Workspace {
    definition::check(&pages::texts(pages::Place::States, STATES), "2026-01-15".parse().unwrap())
}

fn exported(around: &Workspace) -> String {
    let definition = &around.processes[&ProcessName::new("sample")].definition;
    bpmn(Words { definition, around, language: Language::Zh })
}

#[test]
fn every_node_and_flow_stands_in_the_picture_once_and_refers_to_what_is_there() {
    let around = workspace();
    let text = exported(&around);
    let document = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    for attribute in ["sourceRef", "targetRef", "bpmnElement", "attachedToRef", "messageRef", "processRef"] {
        for reference in document.descendants().filter_map(|node| node.attribute(attribute)) {
            assert!(unique.contains(reference), "{attribute} {reference}");
        }
    }
    let drawn: BTreeSet<&str> = document.descendants().filter_map(|node| node.attribute("bpmnElement")).collect();
    for tag in [
        "userTask",
        "startEvent",
        "endEvent",
        "exclusiveGateway",
        "eventBasedGateway",
        "boundaryEvent",
        "intermediateCatchEvent",
        "sequenceFlow",
        "lane",
    ] {
        let mut of_kind = document.descendants().filter(|node| node.tag_name().name() == tag).peekable();
        assert!(of_kind.peek().is_some(), "no {tag}\n{text}");
        assert!(of_kind.all(|node| drawn.contains(node.attribute("id").unwrap())), "{tag} is not drawn");
    }
    for words in
        ["审核&lt;甲&gt;", "时限：5个工作日", "可以：备注", "PT48H", "income / members &lt; 3000", "负责人可以重启"]
    {
        assert!(text.contains(words), "{words} in\n{text}");
    }
}

#[test]
fn nothing_lies_upon_anything_else() {
    let around = workspace();
    let definition = &around.processes[&ProcessName::new("sample")].definition;
    let model = model::model(Words { definition, around: &around, language: Language::Zh });
    let places = place::places(&model);
    let solid: Vec<_> = model
        .nodes
        .iter()
        .filter(|node| !matches!(node.kind, model::NodeKind::Boundary(..)))
        .map(|node| (&node.id, places.nodes[&node.id]))
        .collect();
    for (at, (one, a)) in solid.iter().enumerate() {
        for (other, b) in &solid[..at] {
            let apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            assert!(apart, "{one} upon {other}");
        }
        assert!(
            places.lanes.iter().any(|lane| lane.y <= a.y && a.y + a.height <= lane.y + lane.height),
            "{one} in no lane"
        );
    }
}

#[test]
fn what_is_exported_can_be_brought_in_again() {
    let around = workspace();
    let imported = import::bpmn::import(&exported(&around)).unwrap().remove(0);
    for line in [
        "同意: {name: 同意, to: 拨付}",
        "不同意: {name: 不同意, to: 已办结}",
        "in: {natural_days: 30}, to: 已办结",
        "role: 经办人",
        "in: {hours: 48}",
    ] {
        assert!(imported.process.contains(line), "{line} in\n{}", imported.process);
    }
}
