//! A BPMN process as it stands in its file, reduced to what matters here.

use std::collections::BTreeMap;

use definition::bilingual::Bilingual;
use roxmltree::{Document, Node};

/// A process, its notes already begun.
#[derive(Debug, Default)]
pub(super) struct Process {
    pub id: String,
    pub name: String,
    pub elements: Vec<Element>,
    pub flows: Vec<Flow>,
    pub notes: Vec<Bilingual>,
}

/// A flow node.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub id: String,
    pub name: String,
    pub kind: ElementKind,
    /// The lane it stands in.
    pub lane: Option<String>,
    /// Its documentation, which ours keeps as a comment.
    pub documentation: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum ElementKind {
    Start,
    End,
    /// Somebody does something.
    Task,
    /// A system does something and answers.
    Service,
    /// Time or a message is waited for.
    Catch(Trigger),
    /// The same, on the edge of an element, while it is active.
    Boundary(Trigger, String),
    /// Something leaves or nothing happens: the way goes through.
    Pass,
    /// One way of several; or several that join.
    Choice,
    /// Whichever event comes first.
    EventChoice,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Trigger {
    /// Unit and count, e.g. `natural_days` 3.
    Timer(&'static str, u64),
    Message(String),
}

/// A sequence flow.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    pub from: String,
    pub to: String,
    pub name: String,
    pub condition: Option<String>,
}

/// Every process with a start event.
pub(super) fn processes(document: &Document<'_>) -> Vec<Process> {
    let all = document.descendants().filter(|node| node.has_tag_name_local("process"));
    let read = all.map(|node| read(document, node));
    read.filter(|process| process.elements.iter().any(|element| element.kind == ElementKind::Start)).collect()
}

trait Local {
    fn local(&self) -> &str;
    fn has_tag_name_local(&self, name: &str) -> bool;
    fn key(&self) -> String;
    fn label(&self) -> String;
}

impl Local for Node<'_, '_> {
    fn local(&self) -> &str {
        self.tag_name().name()
    }

    fn has_tag_name_local(&self, name: &str) -> bool {
        self.is_element() && self.local() == name
    }

    fn key(&self) -> String {
        self.attribute("id").unwrap_or_default().to_owned()
    }

    fn label(&self) -> String {
        self.attribute("name").unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn read(document: &Document<'_>, node: Node<'_, '_>) -> Process {
    let mut process = Process { id: node.key(), name: node.label(), ..Process::default() };
    if process.name.is_empty() {
        let participants = document.descendants().filter(|one| one.has_tag_name_local("participant"));
        let own = participants.into_iter().find(|one| one.attribute("processRef") == Some(&process.id));
        process.name = own.map(|one| one.label()).unwrap_or_default();
    }
    let lanes = lanes(node);
    for child in node.children().filter(Node::is_element) {
        match child.local() {
            "sequenceFlow" => process.flows.push(flow(child)),
            "laneSet" | "documentation" | "extensionElements" | "ioSpecification" => {}
            _ => process.take(child, &lanes),
        }
    }
    process
}

/// Which lane each flow node stands in; the innermost where lanes nest.
fn lanes(process: Node<'_, '_>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for lane in process.descendants().filter(|node| node.has_tag_name_local("lane")) {
        for of in lane.children().filter(|node| node.has_tag_name_local("flowNodeRef")) {
            let name = if lane.label().is_empty() { lane.key() } else { lane.label() };
            found.insert(of.text().unwrap_or_default().trim().to_owned(), name);
        }
    }
    found
}

fn flow(node: Node<'_, '_>) -> Flow {
    let condition = node.children().find(|child| child.has_tag_name_local("conditionExpression"));
    let condition = condition.and_then(|child| child.text()).map(|text| text.trim().to_owned());
    let end = |name| node.attribute(name).unwrap_or_default().to_owned();
    Flow { from: end("sourceRef"), to: end("targetRef"), name: node.label(), condition }
}

impl Process {
    pub(super) fn note(&mut self, zh: String, en: String) {
        self.notes.push(Bilingual::new(zh, en));
    }

    fn take(&mut self, node: Node<'_, '_>, lanes: &BTreeMap<String, String>) {
        let shown = if node.label().is_empty() { node.key() } else { node.label() };
        let Some(kind) = self.kind(node, &shown) else { return };
        let documentation = node.children().find(|child| child.has_tag_name_local("documentation"));
        self.elements.push(Element {
            id: node.key(),
            name: node.label(),
            kind,
            lane: lanes.get(&node.key()).cloned(),
            documentation: documentation.and_then(|child| child.text()).map(|text| text.trim().to_owned()),
        });
    }

    fn kind(&mut self, node: Node<'_, '_>, shown: &str) -> Option<ElementKind> {
        let local = node.local().to_owned();
        Some(match local.as_str() {
            "startEvent" => self.start(node, shown),
            "endEvent" => self.end(node, shown),
            "userTask" | "manualTask" | "task" => ElementKind::Task,
            "serviceTask" | "scriptTask" | "businessRuleTask" => {
                self.note(
                    format!("系统任务“{shown}”成为等待外部系统答复的环节"),
                    format!("the system task `{shown}` waits here for the answer of a system outside"),
                );
                ElementKind::Service
            }
            "receiveTask" => ElementKind::Catch(Trigger::Message(shown.to_owned())),
            "sendTask" | "intermediateThrowEvent" => {
                if local == "sendTask" || trigger_name(node).is_some() {
                    self.note(
                        format!("发送“{shown}”没有带过来，请加 notify（通知）或 tell（转告）"),
                        format!("sending `{shown}` is not carried over; add `notify` or `tell`"),
                    );
                }
                ElementKind::Pass
            }
            "intermediateCatchEvent" => ElementKind::Catch(self.trigger(node, shown)?),
            "boundaryEvent" => {
                if node.attribute("cancelActivity") == Some("false") {
                    self.note(
                        format!("不中断的边界事件“{shown}”没有带过来"),
                        format!("the boundary event `{shown}` does not interrupt and is not carried over"),
                    );
                    return None;
                }
                let of = node.attribute("attachedToRef").unwrap_or_default().to_owned();
                ElementKind::Boundary(self.trigger(node, shown)?, of)
            }
            "exclusiveGateway" => ElementKind::Choice,
            "eventBasedGateway" => ElementKind::EventChoice,
            "parallelGateway" | "inclusiveGateway" | "complexGateway" => {
                self.note(
                    format!("网关“{shown}”（{local}）的并行没有带过来，成为由人选择的一处"),
                    format!("the gateway `{shown}` ({local}) is a person's choice here; nothing runs in parallel"),
                );
                ElementKind::Choice
            }
            "subProcess" | "callActivity" | "transaction" | "adHocSubProcess" => {
                self.note(
                    format!("子流程“{shown}”没有展开，成为一个待办"),
                    format!("the sub-process `{shown}` is not opened out; it is one task here"),
                );
                ElementKind::Task
            }
            "textAnnotation" | "association" | "group" => return None,
            other => {
                self.note(format!("{other}“{shown}”没有带过来"), format!("{other} `{shown}` is not carried over"));
                return None;
            }
        })
    }

    fn start(&mut self, node: Node<'_, '_>, shown: &str) -> ElementKind {
        if let Some(trigger) = trigger_name(node) {
            self.note(
                format!("开始事件“{shown}”由 {trigger} 触发；带过来后由人立件"),
                format!("the start event `{shown}` is triggered by {trigger}; here a person starts the case"),
            );
        }
        ElementKind::Start
    }

    fn end(&mut self, node: Node<'_, '_>, shown: &str) -> ElementKind {
        if let Some(trigger) = trigger_name(node) {
            self.note(
                format!("结束事件“{shown}”的 {trigger} 没有带过来，只作办结"),
                format!("{trigger} of the end event `{shown}` is not carried over; the case is closed there"),
            );
        }
        ElementKind::End
    }

    fn trigger(&mut self, node: Node<'_, '_>, shown: &str) -> Option<Trigger> {
        let timer = node.children().find(|child| child.has_tag_name_local("timerEventDefinition"));
        let Some(timer) = timer else {
            let name = trigger_name(node).unwrap_or_else(|| "none".to_owned());
            if name != "messageEventDefinition" && name != "signalEventDefinition" {
                self.note(
                    format!("事件“{shown}”（{name}）按消息带过来"),
                    format!("the event `{shown}` ({name}) is a message here"),
                );
            }
            return Some(Trigger::Message(shown.to_owned()));
        };
        let written = timer.descendants().filter_map(|child| child.text()).map(str::trim).find(|text| !text.is_empty());
        match written.and_then(duration) {
            Some((unit, count)) => Some(Trigger::Timer(unit, count)),
            None => {
                let written = written.unwrap_or_default().to_owned();
                self.note(
                    format!("定时“{shown}”写的是 {written}，只有时长能带过来，按消息处理"),
                    format!(
                        "the timer `{shown}` says {written}; only a duration can be carried over, it is a message here"
                    ),
                );
                Some(Trigger::Message(shown.to_owned()))
            }
        }
    }
}

/// What triggers an event, if anything does.
fn trigger_name(node: Node<'_, '_>) -> Option<String> {
    let definition = node.children().find(|child| child.is_element() && child.local().ends_with("EventDefinition"));
    definition.map(|child| child.local().to_owned())
}

/// `P3D`, `PT4H`, `P2W`, `P1M`, `P1Y`: one unit only. Minutes become whole hours.
fn duration(text: &str) -> Option<(&'static str, u64)> {
    let rest = text.strip_prefix('P')?;
    let (rest, is_time) = rest.strip_prefix('T').map_or((rest, false), |rest| (rest, true));
    let unit = rest.chars().last()?;
    let count: u64 = rest.strip_suffix(unit)?.parse().ok()?;
    match (unit, is_time) {
        ('D', false) => Some(("natural_days", count)),
        ('W', false) => Some(("natural_days", count.checked_mul(7)?)),
        ('M', false) => Some(("months", count)),
        ('Y', false) => Some(("years", count)),
        ('H', true) => Some(("hours", count)),
        ('M', true) => Some(("hours", count.div_ceil(60))),
        ('S', true) => Some(("hours", count.div_ceil(3600))),
        _ => None,
    }
}
