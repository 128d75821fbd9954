//! A workspace: every text of a rulebook together, since a process can only be judged beside what it names.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::calendar::Calendars;
use crate::checks;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::fragment::{self, Expanded, Fragments, Placement};
use crate::keyword::{self as k, Keyword};
use crate::model::Definition;
use crate::moment::Date;
use crate::name::{CalendarName, ObligationName, ProcessName};
use crate::obligation::{self, Obligation, ObligationSource};
use crate::organisation::{Organisation, OrganisationSource};
use crate::parameter::{Parameters, ParametersSource};
use crate::process::{self, Surroundings};
use crate::source::calendar::CalendarSource;
use crate::source::{self, decode::Decoder};
use crate::template::{TemplateSource, Templates};
use crate::text::{SourceText, Span};
use crate::yaml::{self, Node};

/// What a text is about, told by its first keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 流程
    Process,
    /// 场景
    Scenarios,
    /// 参数
    Parameters,
    /// 工作日历
    Calendar,
    /// 组织机构
    Organisation,
    /// 模板
    Template,
    /// 片段
    Fragment,
    /// 定期任务
    Obligation,
    /// 时段
    Span,
}

/// All texts of a rulebook, checked together.
pub struct Workspace {
    /// Offices, roles, people.
    pub organisation: Organisation,
    /// Declared parameters and their rows.
    pub parameters: Parameters,
    /// Calendars.
    pub calendars: Calendars,
    /// Templates by name.
    pub templates: Templates,
    /// Processes, with the text each was read from.
    pub processes: IndexMap<ProcessName, Checked>,
    /// Recurring duties of offices.
    pub obligations: IndexMap<ObligationName, Obligation>,
    /// Scenario texts, still unread: running them is not this crate's.
    pub scenarios: Vec<(Arc<SourceText>, Node)>,
    /// Texts about a span of time, still unread as well.
    pub spans: Vec<(Arc<SourceText>, Node)>,
    /// Everything found wrong, in the order of the texts.
    pub diagnostics: Vec<Diagnostic>,
}

/// A process and its text.
#[derive(Clone)]
pub struct Checked {
    /// The text it was read from; its places are of this text together with those of the fragments it uses.
    pub source: Arc<SourceText>,
    /// Which place is whose.
    pub placement: Placement,
    /// The checked process. Fit to run only if none of its diagnostics is an error.
    pub definition: Definition,
}

impl Workspace {
    /// Whether anything found is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// Whether a process may be published: there is one, and nothing in its text is an error.
    pub fn is_sound(&self, process: &ProcessName) -> bool {
        self.processes.get(process).is_some_and(|checked| {
            !self.diagnostics.iter().any(|diagnostic| {
                diagnostic.severity() == Severity::Error && checked.is_made_of(&diagnostic.source.path)
            })
        })
    }
}

impl Checked {
    /// Whether a text of this path goes into the process: its own, or that of a fragment it uses.
    pub fn is_made_of(&self, path: &str) -> bool {
        self.source.path == path || self.placement.fragments().any(|fragment| fragment.path == path)
    }
}

/// Checks every text of a rulebook against the others, as of a day.
pub fn check(texts: &[Arc<SourceText>], today: Date) -> Workspace {
    check_trees(texts.iter().map(|source| (Arc::clone(source), yaml::parse(source))), today)
}

/// A text, and the tree it became or why it became none.
pub type Parsed = (Arc<SourceText>, Result<Node, Vec<Diagnostic>>);

/// The same for texts whose trees are at hand, as an editor has them: reading the YAML is most of the work.
pub fn check_trees(texts: impl IntoIterator<Item = Parsed>, today: Date) -> Workspace {
    let mut diagnostics = Vec::new();
    let mut read = Read::default();
    for (source, tree) in texts {
        match tree {
            Ok(node) => read.take(&source, node, &mut diagnostics),
            Err(mut problems) => diagnostics.append(&mut problems),
        }
    }
    read.assemble(today, diagnostics)
}

/// What a tree is about, and the node of its first keyword.
pub fn kind_of(node: &Node) -> Option<Kind> {
    const KINDS: [(Keyword, Kind); 8] = [
        (k::FRAGMENT, Kind::Fragment),
        (k::PARAMETERS, Kind::Parameters),
        (k::CALENDAR, Kind::Calendar),
        (k::ORGANISATION, Kind::Organisation),
        (k::TEMPLATE, Kind::Template),
        (k::PROCESS, Kind::Process),
        (k::OBLIGATION, Kind::Obligation),
        (k::SPAN, Kind::Span),
    ];
    let Node::Mapping(entries, _) = node else { return None };
    if entries.iter().any(|entry| k::SCENARIOS.is(&entry.key.text)) {
        return Some(Kind::Scenarios);
    }
    let first = entries.first()?;
    let by_first = KINDS.iter().find(|(keyword, _)| keyword.is(&first.key.text));
    let by_any = || KINDS.iter().rev().find(|(keyword, _)| entries.iter().any(|entry| keyword.is(&entry.key.text)));
    by_first.or_else(by_any).map(|(_, kind)| *kind)
}

#[derive(Default)]
struct Read {
    organisations: Vec<(Arc<SourceText>, OrganisationSource)>,
    parameters: Vec<(Arc<SourceText>, ParametersSource)>,
    calendars: Vec<(Arc<SourceText>, CalendarSource)>,
    templates: Vec<(Arc<SourceText>, TemplateSource)>,
    fragments: Fragments,
    obligations: Vec<(Arc<SourceText>, ObligationSource)>,
    processes: Vec<(Arc<SourceText>, Node)>,
    scenarios: Vec<(Arc<SourceText>, Node)>,
    spans: Vec<(Arc<SourceText>, Node)>,
}

impl Read {
    fn take(&mut self, source: &Arc<SourceText>, node: Node, diagnostics: &mut Vec<Diagnostic>) {
        let mut decoder = Decoder::new(source);
        match kind_of(&node) {
            Some(Kind::Process) => self.processes.push((Arc::clone(source), node)),
            Some(Kind::Span) => self.spans.push((Arc::clone(source), node)),
            Some(Kind::Scenarios) => self.scenarios.push((Arc::clone(source), node)),
            Some(Kind::Parameters) => {
                let decoded = crate::parameter::read(&mut decoder, &node);
                self.parameters.extend(decoded.map(|decoded| (Arc::clone(source), decoded)));
            }
            Some(Kind::Calendar) => {
                let decoded = crate::source::calendar::read(&mut decoder, &node);
                self.calendars.extend(decoded.map(|decoded| (Arc::clone(source), decoded)));
            }
            Some(Kind::Organisation) => {
                let decoded = crate::organisation::read(&mut decoder, &node);
                self.organisations.extend(decoded.map(|decoded| (Arc::clone(source), decoded)));
            }
            Some(Kind::Template) => {
                let decoded = crate::template::read(&mut decoder, &node);
                self.templates.extend(decoded.map(|decoded| (Arc::clone(source), decoded)));
            }
            Some(Kind::Fragment) => {
                if let Some((name, fragment)) = fragment::read(&mut decoder, &node) {
                    self.fragments.add(name, fragment, diagnostics);
                }
            }
            Some(Kind::Obligation) => {
                let decoded = obligation::read(&mut decoder, &node);
                self.obligations.extend(decoded.map(|decoded| (Arc::clone(source), decoded)));
            }
            None => unknown_kind(&mut decoder, &node),
        }
        diagnostics.append(&mut decoder.diagnostics);
    }

    fn assemble(self, today: Date, mut diagnostics: Vec<Diagnostic>) -> Workspace {
        let calendars = source::calendar::assemble(self.calendars, &mut diagnostics);
        let known: Vec<CalendarName> = calendars.names().cloned().collect();
        let organisation = Organisation::assemble(self.organisations, &known, &mut diagnostics);
        let parameters = Parameters::assemble(self.parameters, &organisation, &mut diagnostics);
        let templates = Templates::assemble(self.templates, &mut diagnostics);
        let names: Vec<ProcessName> = self.processes.iter().filter_map(|(_, node)| process_name(node)).collect();
        let around = Surroundings {
            organisation: &organisation,
            parameters: &parameters,
            calendars: &calendars,
            templates: templates.all(),
            processes: &names,
        };
        let mut processes: IndexMap<ProcessName, Checked> = IndexMap::new();
        let mut placements = Vec::new();
        for (own, node) in &self.processes {
            let before = diagnostics.len();
            let Expanded { node: expanded, source, placement } =
                fragment::expand(own, node, &self.fragments, &mut diagnostics);
            placements.push(placement.clone());
            let Some(definition) = process::read(&source, &expanded, &around, &mut diagnostics) else { continue };
            let whole = diagnostics[before..].iter().all(|diagnostic| diagnostic.severity() != Severity::Error);
            checks::run(
                &checks::Subject { source: &source, definition: &definition, around: &around, today, whole },
                &mut diagnostics,
            );
            if let Some(first) = processes.get(&definition.process) {
                diagnostics.push(second_of(own, node, &definition.process, &first.source.path));
                continue;
            }
            processes.insert(definition.process.clone(), Checked { source: Arc::clone(own), placement, definition });
        }
        let obligations = obligation::assemble(&self.obligations, &organisation, &parameters, &mut diagnostics);
        obligation::between(&self.obligations, &obligations, &processes, &mut diagnostics);
        checks::between(&processes, &mut diagnostics);
        bring_home(&placements, &mut diagnostics);
        let (scenarios, spans) = (self.scenarios, self.spans);
        Workspace {
            organisation,
            parameters,
            calendars,
            templates,
            processes,
            obligations,
            scenarios,
            spans,
            diagnostics,
        }
    }
}

/// Problems of shared states are told in the fragment, and once, though each process that uses it has them.
fn bring_home(placements: &[Placement], diagnostics: &mut Vec<Diagnostic>) {
    for diagnostic in diagnostics.iter_mut() {
        placements.iter().for_each(|placement| placement.bring_home(diagnostic));
    }
    let mut seen = BTreeSet::new();
    diagnostics.retain(|found| {
        let is_shared = placements.iter().flat_map(Placement::fragments).any(|source| source.path == found.source.path);
        !is_shared || seen.insert((found.source.path.clone(), found.span, found.code, found.message.zh.clone()))
    });
}

fn process_name(node: &Node) -> Option<ProcessName> {
    let Node::Mapping(entries, _) = node else { return None };
    let entry = entries.iter().find(|entry| k::PROCESS.is(&entry.key.text))?;
    match &entry.value {
        Node::Scalar(scalar) => Some(ProcessName::new(&scalar.text)),
        Node::Sequence(..) | Node::Mapping(..) => None,
    }
}

fn second_of(source: &Arc<SourceText>, node: &Node, process: &ProcessName, first: &str) -> Diagnostic {
    Diagnostic {
        code: Code::Contradiction,
        source: Arc::clone(source),
        span: Span::new(node.span().start, node.span().start),
        path: k::PROCESS.en.to_owned(),
        message: Bilingual::new(
            format!("流程“{process}”已在 {first} 里写过"),
            format!("the process `{process}` stands in {first} already"),
        ),
        help: Some(Bilingual::new("改用别的 process 名字", "give it another name under `process`")),
    }
}

fn unknown_kind(decoder: &mut Decoder, node: &Node) {
    let message = Bilingual::new("看不出这个文件写的是什么", "this file does not say what it is about");
    let help = Bilingual::new(
        "第一行应为 process（流程）、parameters（参数）、calendar（工作日历）、organisation（组织机构）、template（模板）、fragment（片段）、obligation（定期任务）或 span（时段）",
        "its first key should be process, parameters, calendar, organisation, template, fragment, obligation or span",
    );
    let start = Span::new(node.span().start, node.span().start);
    decoder.problem(Code::UnknownKey, start, message, Some(help));
}
