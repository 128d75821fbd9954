//! The file.

use std::fmt::Write;

use super::super::xml::escaped;
use super::model::{Flow, Model, Node, NodeKind, Trigger};
use super::place::{Bounds, Places};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" id=\"definitions\" targetNamespace=\"https://doudi.example/bpmn\" exporter=\"Doudi\">
";

pub(super) fn write(model: &Model, places: &Places) -> String {
    let mut text = String::from(HEAD);
    let (id, title) = (&model.id, escaped(&model.title));
    let _ = writeln!(
        text,
        "  <bpmn:collaboration id=\"collaboration\">\n    <bpmn:participant id=\"pool\" name=\"{title}\" processRef=\"{id}\" />\n  </bpmn:collaboration>"
    );
    messages(&mut text, model);
    let _ = writeln!(text, "  <bpmn:process id=\"{id}\" name=\"{title}\" isExecutable=\"false\">");
    documented(&mut text, model.documentation.as_deref(), 4);
    lanes(&mut text, model);
    model.nodes.iter().for_each(|node| self::node(&mut text, model, node));
    for (number, flow) in model.flows.iter().enumerate() {
        self::flow(&mut text, number, flow);
    }
    text.push_str("  </bpmn:process>\n");
    picture(&mut text, model, places);
    text.push_str("</bpmn:definitions>\n");
    text
}

fn documented(text: &mut String, documentation: Option<&str>, indent: usize) {
    if let Some(documentation) = documentation {
        let _ =
            writeln!(text, "{}<bpmn:documentation>{}</bpmn:documentation>", " ".repeat(indent), escaped(documentation));
    }
}

fn trigger(node: &Node) -> Option<&Trigger> {
    match &node.kind {
        NodeKind::Catch(trigger, _) | NodeKind::Boundary(trigger, ..) => Some(trigger),
        NodeKind::Start | NodeKind::End | NodeKind::UserTask | NodeKind::Choice | NodeKind::EventChoice => None,
    }
}

fn messages(text: &mut String, model: &Model) {
    for node in model.nodes.iter().filter(|node| trigger(node) == Some(&Trigger::Message)) {
        let _ = writeln!(text, "  <bpmn:message id=\"{}_message\" name=\"{}\" />", node.id, escaped(&node.name));
    }
}

fn lanes(text: &mut String, model: &Model) {
    text.push_str("    <bpmn:laneSet id=\"lanes\">\n");
    for (number, title) in model.lanes.iter().enumerate() {
        let _ = writeln!(text, "      <bpmn:lane id=\"lane{number}\" name=\"{}\">", escaped(title));
        for node in model.nodes.iter().filter(|node| node.lane == number) {
            let _ = writeln!(text, "        <bpmn:flowNodeRef>{}</bpmn:flowNodeRef>", node.id);
        }
        text.push_str("      </bpmn:lane>\n");
    }
    text.push_str("    </bpmn:laneSet>\n");
}

fn node(text: &mut String, model: &Model, node: &Node) {
    let (tag, more) = match &node.kind {
        NodeKind::Start => ("startEvent", String::new()),
        NodeKind::End => ("endEvent", String::new()),
        NodeKind::UserTask => ("userTask", String::new()),
        NodeKind::Choice => ("exclusiveGateway", String::new()),
        NodeKind::EventChoice => ("eventBasedGateway", String::new()),
        NodeKind::Catch(..) => ("intermediateCatchEvent", String::new()),
        NodeKind::Boundary(_, of, _) => ("boundaryEvent", format!(" attachedToRef=\"{of}\"")),
    };
    let name = if node.name.is_empty() { String::new() } else { format!(" name=\"{}\"", escaped(&node.name)) };
    let _ = writeln!(text, "    <bpmn:{tag} id=\"{}\"{name}{more}>", node.id);
    documented(text, node.documentation.as_deref(), 6);
    for (number, flow) in model.flows.iter().enumerate() {
        if flow.to == node.id {
            let _ = writeln!(text, "      <bpmn:incoming>flow{number}</bpmn:incoming>");
        }
    }
    for (number, flow) in model.flows.iter().enumerate() {
        if flow.from == node.id {
            let _ = writeln!(text, "      <bpmn:outgoing>flow{number}</bpmn:outgoing>");
        }
    }
    match trigger(node) {
        Some(Trigger::Message) => {
            let _ = writeln!(
                text,
                "      <bpmn:messageEventDefinition id=\"{0}_on\" messageRef=\"{0}_message\" />",
                node.id
            );
        }
        Some(Trigger::Duration(value)) => timer(text, &node.id, "timeDuration", value),
        Some(Trigger::Day(value)) => timer(text, &node.id, "timeDate", value),
        None => {}
    }
    let _ = writeln!(text, "    </bpmn:{tag}>");
}

fn timer(text: &mut String, id: &str, tag: &str, value: &str) {
    let _ = writeln!(
        text,
        "      <bpmn:timerEventDefinition id=\"{id}_on\">\n        <bpmn:{tag} xsi:type=\"bpmn:tFormalExpression\">{}</bpmn:{tag}>\n      </bpmn:timerEventDefinition>",
        escaped(value)
    );
}

fn flow(text: &mut String, number: usize, flow: &Flow) {
    let name = if flow.name.is_empty() { String::new() } else { format!(" name=\"{}\"", escaped(&flow.name)) };
    let _ = write!(
        text,
        "    <bpmn:sequenceFlow id=\"flow{number}\"{name} sourceRef=\"{}\" targetRef=\"{}\"",
        flow.from, flow.to
    );
    match &flow.condition {
        None => text.push_str(" />\n"),
        Some(condition) => {
            let _ = writeln!(
                text,
                ">\n      <bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">{}</bpmn:conditionExpression>\n    </bpmn:sequenceFlow>",
                escaped(condition)
            );
        }
    }
}

fn picture(text: &mut String, model: &Model, places: &Places) {
    text.push_str(
        "  <bpmndi:BPMNDiagram id=\"diagram\">\n    <bpmndi:BPMNPlane id=\"plane\" bpmnElement=\"collaboration\">\n",
    );
    shape(text, "pool", &places.pool, " isHorizontal=\"true\"");
    for (number, lane) in places.lanes.iter().enumerate() {
        shape(text, &format!("lane{number}"), lane, " isHorizontal=\"true\"");
    }
    for node in &model.nodes {
        if let Some(place) = places.nodes.get(&node.id) {
            let more = if node.kind == NodeKind::Choice { " isMarkerVisible=\"true\"" } else { "" };
            shape(text, &node.id, place, more);
        }
    }
    for (number, points) in places.flows.iter().enumerate() {
        let _ = writeln!(text, "      <bpmndi:BPMNEdge id=\"flow{number}_di\" bpmnElement=\"flow{number}\">");
        for (x, y) in points {
            let _ = writeln!(text, "        <di:waypoint x=\"{x:.0}\" y=\"{y:.0}\" />");
        }
        let named = model.flows.get(number).filter(|flow| !flow.name.is_empty());
        if let Some((width, (x, y))) = named.and_then(|flow| Some((wide(&flow.name), label(points, wide(&flow.name))?)))
        {
            let _ = writeln!(
                text,
                "        <bpmndi:BPMNLabel>\n          <dc:Bounds x=\"{x:.0}\" y=\"{y:.0}\" width=\"{width:.0}\" height=\"14\" />\n        </bpmndi:BPMNLabel>"
            );
        }
        text.push_str("      </bpmndi:BPMNEdge>\n");
    }
    text.push_str("    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n");
}

/// How wide a name is drawn, so that it stays in one line.
fn wide(name: &str) -> f64 {
    name.chars().map(|character| if character.is_ascii() { 7.0 } else { 12.0 }).sum::<f64>() + 8.0
}

/// A flow's name stands above its line, where that leaves its stub.
fn label(points: &[(f64, f64)], width: f64) -> Option<(f64, f64)> {
    match points {
        [(x, y), ..] if points.len() == 2 => Some((x + 4.0, y - 18.0)),
        [_, (x, y), (to, _), ..] if to >= x => Some((x + 4.0, y - 15.0)),
        [_, (x, y), ..] => Some((x - width - 4.0, y - 15.0)),
        _ => None,
    }
}

fn shape(text: &mut String, id: &str, place: &Bounds, more: &str) {
    let Bounds { x, y, width, height } = place;
    let _ = writeln!(
        text,
        "      <bpmndi:BPMNShape id=\"{id}_di\" bpmnElement=\"{id}\"{more}>\n        <dc:Bounds x=\"{x:.0}\" y=\"{y:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" />\n      </bpmndi:BPMNShape>"
    );
}
