//! A scenario text -> scenarios with their places. Every name in them exists, every moment is absolute, time only goes forward.

mod change;
mod deed;
mod desk;
mod expect;
mod known;
mod list;
mod people;
mod properties;
mod scenario;
mod span;
mod time;
mod value;

use std::sync::Arc;

use definition::bilingual::Bilingual;
use definition::diagnostic::{Code, Diagnostic};
use definition::keyword as k;
use definition::model::Definition;
use definition::moment::{Date, Moment};
use definition::name::{OfficeName, OpinionName, ParameterName, PersonName, ProcessName, StateName, ValueName};
use definition::organisation::{Organisation, Person};
use definition::source::decode::{Decoder, Fields};
use definition::text::{SourceText, Span, Spanned};
use definition::value::Value;
use definition::workspace::Workspace;
use definition::yaml::{Entry, Node};
use machine::{Command, DeskCommand, FieldInput, RejectionKind, TaskNumber};

use crate::failure::{Failure, Miss};
use crate::line::{BenefitLine, DeadlineLine, Listed, NoticeLine, StartedLine, TaskLine, UntoldLine};
use crate::properties::Property;

pub(crate) use span::{CountLine, MailLine, SpanFile, SpanStep, TurnLine, spans};

/// A scenario file, as far as it could be read.
pub(crate) struct File<'w> {
    pub source: Arc<SourceText>,
    /// The offices of the workspace with the people of the file.
    pub organisation: Organisation,
    /// The process it is about; none if it could not be read so far.
    pub process: Option<ProcessName>,
    /// What must hold in each of its scenarios.
    pub properties: Vec<Property>,
    pub scenarios: Vec<Found<'w>>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A scenario, or why it cannot be run.
pub(crate) struct Found<'w> {
    pub name: String,
    pub span: Span,
    pub scenario: Result<Scenario<'w>, Failure>,
}

/// A scenario.
pub(crate) struct Scenario<'w> {
    /// The process it is about.
    pub definition: &'w Definition,
    pub parameters: Vec<(ParameterName, Value)>,
    pub start: Start,
    pub steps: Vec<Step>,
    pub properties: Vec<Property>,
}

/// How a scenario begins.
#[derive(Clone)]
pub(crate) struct Start {
    pub span: Span,
    pub path: String,
    pub at: Moment,
    pub person: PersonName,
    pub office: OfficeName,
    pub fields: FieldInput,
    pub received_at: Option<Moment>,
    pub reason: Option<String>,
    pub expect: Expect,
}

/// A step of a scenario.
#[derive(Clone)]
pub(crate) struct Step {
    pub span: Span,
    pub path: String,
    pub at: Moment,
    /// Whether nothing runs until then: what comes due on the way takes its effect late, after what is done in the step.
    pub outage: bool,
    /// The key of a case that was started by the scenario's own, if the step is about that one.
    pub case: Option<Spanned<String>>,
    pub deed: Option<Deed>,
    pub expect: Expect,
}

/// What is done in a step; nothing but time passes in one without.
#[derive(Clone)]
pub(crate) struct Deed {
    /// Who does it; none is a system outside.
    pub person: Option<PersonName>,
    pub what: What,
}

/// What is done.
#[derive(Clone)]
pub(crate) enum What {
    /// Something that is a command as it stands.
    Command(Command),
    /// A task is taken.
    Claim(TaskOf),
    /// A task is given back.
    Release(TaskOf),
    /// Something else is done with a task.
    Desk(TaskOf, DeskCommand),
}

/// A task, by its state or number.
#[derive(Clone)]
pub(crate) enum TaskOf {
    State(StateName),
    Number(TaskNumber),
    /// Beside the others, for this person.
    Aside(PersonName),
    /// Beside the others, asking for this.
    Asked(OpinionName),
}

/// What is expected after a step. What is not mentioned is not looked at; what is mentioned is exact.
#[derive(Clone, Default)]
pub(crate) struct Expect {
    pub path: String,
    pub refused: Option<Spanned<RejectionKind>>,
    pub message: Option<Spanned<String>>,
    pub active: Option<Spanned<Vec<StateName>>>,
    pub status: Option<Spanned<StatusWord>>,
    pub outcome: Option<Spanned<String>>,
    pub fields: Vec<(String, Spanned<Option<Value>>)>,
    pub values: Vec<(ValueName, Spanned<Value>)>,
    pub benefits: Option<Listed<BenefitLine>>,
    /// What all cases of the scenario together pay in a month, in yuan.
    pub household: Vec<(machine::Month, Spanned<Value>)>,
    pub tasks: Option<Listed<TaskLine>>,
    pub deadlines: Option<Listed<DeadlineLine>>,
    pub notified: Option<Listed<NoticeLine>>,
    pub suppressed: Option<Listed<UntoldLine>>,
    pub started: Option<Listed<StartedLine>>,
    pub incident: Option<Spanned<bool>>,
}

/// Whether a case is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatusWord {
    Open,
    Suspended,
    Ended,
}

/// Everything wrong with the scenario files of a workspace, in the order of the files.
pub fn diagnostics(workspace: &Workspace) -> Vec<Diagnostic> {
    let of_spans = spans(workspace).into_iter().filter_map(|(_, read)| read.err()).flatten();
    files(workspace).into_iter().flat_map(|file| file.diagnostics).chain(of_spans).collect()
}

/// Every scenario file of a workspace.
pub(crate) fn files(workspace: &Workspace) -> Vec<File<'_>> {
    workspace.scenarios.iter().map(|(source, node)| file(workspace, source, node)).collect()
}

/// Reads one text, with everything its names may mean.
pub(crate) struct Reader<'w> {
    decoder: Decoder,
    workspace: &'w Workspace,
    definition: &'w Definition,
    people: Vec<Person>,
    /// The virtual time reached so far.
    now: Moment,
}

/// Reads one scenario file.
pub(crate) fn file<'w>(workspace: &'w Workspace, source: &Arc<SourceText>, node: &Node) -> File<'w> {
    let mut decoder = Decoder::new(source);
    let mut file = File {
        source: Arc::clone(source),
        organisation: workspace.organisation.with_people(Vec::new()),
        process: None,
        properties: Vec::new(),
        scenarios: Vec::new(),
        diagnostics: Vec::new(),
    };
    let Some(mut fields) = decoder.fields(node) else {
        file.diagnostics = decoder.diagnostics;
        return file;
    };
    let scenarios = fields.required(&mut decoder, k::SCENARIOS, |_, node| Some(node));
    let nodes = scenarios.map(|node| decoder.list(node)).unwrap_or_default();
    let process = fields.required(&mut decoder, k::PROCESS, Decoder::name::<ProcessName>);
    let definition = process.and_then(|process| known_process(&mut decoder, workspace, &process));
    if let Some(definition) = definition {
        let now = nodes.iter().find_map(begins).unwrap_or(Moment::start_of(Date::default()));
        let mut reader = Reader { decoder, workspace, definition, people: Vec::new(), now };
        reader.file(fields, nodes, &mut file);
        decoder = reader.decoder;
    } else {
        file.scenarios = unreadable(nodes, source, &decoder.diagnostics);
    }
    file.diagnostics = decoder.diagnostics;
    file
}

impl<'w> Reader<'w> {
    fn file(&mut self, mut fields: Fields<'_>, nodes: &[Node], file: &mut File<'w>) {
        let people = fields.required(&mut self.decoder, k::PEOPLE, |_, node| Some(node));
        self.people = people.map(|node| self.people(node)).unwrap_or_default();
        let parameters = self.parameters(&mut fields);
        let properties = self.properties(&mut fields);
        fields.finish(&mut self.decoder);
        file.organisation = file.organisation.with_people(self.people.clone());
        file.process = Some(self.definition.process.clone());
        file.properties.clone_from(&properties);
        let flaw = self.decoder.diagnostics.first().map(Failure::of);
        for (at, node) in nodes.iter().enumerate() {
            self.decoder.enter(&format!("{}.{at}", k::SCENARIOS.en));
            let before = self.decoder.diagnostics.len();
            let scenario = self.scenario(node, &parameters, &properties);
            self.decoder.leave();
            let own = self.decoder.diagnostics.get(before).map(Failure::of);
            let (name, span) = named(node);
            let scenario = match own.or_else(|| flaw.clone()) {
                Some(failure) => Err(failure),
                None => scenario.ok_or_else(|| self.unread(span)),
            };
            file.scenarios.push(Found { name, span, scenario });
        }
    }

    /// Should a scenario ever be given up without a word, it still fails.
    fn unread(&self, span: Span) -> Failure {
        let message = Bilingual::new("这个场景没有读懂", "this scenario could not be read");
        let (expected, found) = (String::new(), String::new());
        Miss { span, path: self.decoder.path(), expected, found, message }.into_failure(&self.decoder.source)
    }

    /// `parameters: {dibao.urban.standard_month: 560.00}`
    fn parameters(&mut self, fields: &mut Fields<'_>) -> Vec<(ParameterName, Value)> {
        let Some(node) = fields.take(&mut self.decoder, k::PARAMETERS) else { return Vec::new() };
        let Some((entries, _)) = self.decoder.mapping(node) else { return Vec::new() };
        self.decoder.enter(k::PARAMETERS.en);
        let found = entries.iter().filter_map(|entry| self.parameter(entry)).collect();
        self.decoder.leave();
        found
    }

    fn parameter(&mut self, entry: &Entry) -> Option<(ParameterName, Value)> {
        let workspace = self.workspace;
        let declared = workspace.parameters.declared();
        let Some(declaration) = declared.get(entry.key.text.as_str()) else {
            let names = declared.keys().map(ParameterName::as_str);
            let written = Spanned::new(entry.key.text.as_str(), entry.key.span);
            known::unknown(&mut self.decoder, Code::UnknownParameter, ("参数", "parameter"), written, names);
            return None;
        };
        let value = self.decoder.within(&entry.key.text, |decoder| declaration.value(decoder, &entry.value))?;
        Some((declaration.name.clone(), value.value))
    }
}

/// The process a file is about, if it can be run.
fn known_process<'w>(
    decoder: &mut Decoder,
    workspace: &'w Workspace,
    process: &Spanned<ProcessName>,
) -> Option<&'w Definition> {
    decoder.within(k::PROCESS.en, |decoder| {
        let Some(checked) = workspace.processes.get(&process.value) else {
            let names = workspace.processes.keys().map(ProcessName::as_str);
            let written = Spanned::new(process.value.as_str(), process.span);
            known::unknown(decoder, Code::UnknownReference, ("流程", "process"), written, names);
            return None;
        };
        if workspace.is_sound(&process.value) {
            return Some(&checked.definition);
        }
        let path = &checked.source.path;
        let message = Bilingual::new(
            format!("流程“{}”本身有问题（{path}），场景未运行", process.value),
            format!("the process `{}` itself has errors ({path}); its scenarios were not run", process.value),
        );
        let help = Bilingual::new("先改正流程文件", "mend the process first");
        decoder.problem(Code::UnknownReference, process.span, message, Some(help));
        None
    })
}

/// The scenarios of a file that cannot be read: each fails with the first thing wrong.
fn unreadable(nodes: &[Node], source: &SourceText, diagnostics: &[Diagnostic]) -> Vec<Found<'static>> {
    let Some(first) = diagnostics.first().map(Failure::of) else { return Vec::new() };
    if nodes.is_empty() {
        let span = Span::new(0, source.text.len());
        return vec![Found { name: String::new(), span, scenario: Err(first) }];
    }
    let found = nodes.iter().map(|node| {
        let (name, span) = named(node);
        Found { name, span, scenario: Err(first.clone()) }
    });
    found.collect()
}

/// The name of a scenario and where it begins.
fn named(node: &Node) -> (String, Span) {
    let name = child(node, k::NAME).and_then(|node| match node {
        Node::Scalar(scalar) => Some(scalar.text.clone()),
        Node::Sequence(..) | Node::Mapping(..) => None,
    });
    (name.unwrap_or_default(), node.span())
}

/// When a scenario begins; its offices are looked up as of that day.
fn begins(node: &Node) -> Option<Moment> {
    match child(child(node, k::START)?, k::AT)? {
        Node::Scalar(scalar) => Moment::parse(&scalar.text),
        Node::Sequence(..) | Node::Mapping(..) => None,
    }
}

fn child(node: &Node, keyword: definition::keyword::Keyword) -> Option<&Node> {
    match node {
        Node::Mapping(entries, _) => entries.iter().find(|entry| keyword.is(&entry.key.text)).map(|entry| &entry.value),
        Node::Scalar(_) | Node::Sequence(..) => None,
    }
}
