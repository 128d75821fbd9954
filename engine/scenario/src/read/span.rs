//! A span of time: which duties, who acts when, and every occurrence and mail that must come of it.

use std::sync::Arc;

use definition::diagnostic::{Code, Diagnostic};
use definition::keyword::{self as k, Keyword};
use definition::model::Definition;
use definition::moment::{Date, Moment};
use definition::name::{ObligationName, OfficeName, ParameterName, PersonName, StateName, TemplateName};
use definition::obligation::Obligation;
use definition::organisation::Organisation;
use definition::source::decode::{Decoder, Fields};
use definition::text::{SourceText, Span, Spanned};
use definition::value::Value;
use definition::workspace::Workspace;
use definition::yaml::Node;
use machine::RejectionKind;

use super::{Deed, Reader};
use crate::span::Turn;

/// A file about a span of time.
pub(crate) struct SpanFile {
    pub source: Arc<SourceText>,
    pub name: Spanned<String>,
    pub from: Date,
    pub until: Date,
    pub obligations: Vec<ObligationName>,
    pub organisation: Organisation,
    pub parameters: Vec<(ParameterName, Value)>,
    pub steps: Vec<SpanStep>,
    pub occurrences: Option<Vec<Spanned<TurnLine>>>,
    pub counted: Vec<Spanned<CountLine>>,
    pub mails: Option<Vec<Spanned<MailLine>>>,
}

/// Which occurrence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Which {
    pub obligation: ObligationName,
    pub office: OfficeName,
    pub period: String,
}

/// Somebody acts.
pub(crate) struct SpanStep {
    pub span: Span,
    pub at: Moment,
    pub which: Which,
    /// Whether on the case that was started because the occurrence was missed.
    pub missed: bool,
    pub deed: Deed,
    pub refused: Option<Spanned<RejectionKind>>,
    pub active: Option<Spanned<Vec<StateName>>>,
}

/// What must have come of an occurrence. What is not said is not looked at.
#[derive(Clone, Debug)]
pub(crate) struct TurnLine {
    pub which: Which,
    pub due: Option<Date>,
    pub target: Option<Date>,
    pub turn: Turn,
    pub done_at: Option<Moment>,
    pub missed: Option<StateName>,
}

/// How many occurrences of a duty must have come to what.
#[derive(Clone, Debug)]
pub(crate) struct CountLine {
    pub obligation: ObligationName,
    pub turn: Turn,
    pub count: u32,
}

/// A mail that must have been queued.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MailLine {
    pub at: Moment,
    pub template: TemplateName,
    pub to: PersonName,
}

const TURNS: &[(Keyword, Turn)] = &[
    (k::OPEN, Turn::Open),
    (k::DONE, Turn::Done),
    (k::LATE, Turn::Late),
    (k::MISSED, Turn::Missed),
    (k::TURN_REFUSED, Turn::Refused),
];

/// What came of reading one.
pub(crate) type Reading = Result<SpanFile, Vec<Diagnostic>>;

/// Every file about a span of time; those with anything wrong give only that.
pub(crate) fn spans(workspace: &Workspace) -> Vec<(Arc<SourceText>, Reading)> {
    workspace.spans.iter().map(|(source, node)| (Arc::clone(source), read(workspace, source, node))).collect()
}

fn read(workspace: &Workspace, source: &Arc<SourceText>, node: &Node) -> Result<SpanFile, Vec<Diagnostic>> {
    let decoder = Decoder::new(source);
    // The definition is set anew for every step; which one stands here first does not matter.
    let Some(any) = workspace.processes.values().next() else { return Err(decoder.diagnostics) };
    let now = Moment::start_of(Date::default());
    let mut reader = Reader { decoder, workspace, definition: &any.definition, people: Vec::new(), now };
    let file = reader.span_file(source, node);
    match file {
        Some(file) if reader.decoder.diagnostics.is_empty() => Ok(file),
        Some(_) | None => Err(reader.decoder.diagnostics),
    }
}

impl<'w> Reader<'w> {
    fn span_file(&mut self, source: &Arc<SourceText>, node: &Node) -> Option<SpanFile> {
        let mut fields = self.decoder.fields(node)?;
        let name = fields.required(&mut self.decoder, k::SPAN, Decoder::text);
        let from = fields.required(&mut self.decoder, k::FROM, Decoder::date);
        let until = fields.required(&mut self.decoder, k::UNTIL, Decoder::date);
        self.now = Moment::start_of(from.as_ref()?.value);
        let obligations = fields.required(&mut self.decoder, k::OBLIGATIONS, |_, node| Some(node));
        let obligations = obligations.map(|node| self.obligations(node)).unwrap_or_default();
        let people = fields.required(&mut self.decoder, k::PEOPLE, |_, node| Some(node));
        self.people = people.map(|node| self.people(node)).unwrap_or_default();
        let parameters = self.parameters(&mut fields);
        let steps = fields.take(&mut self.decoder, k::STEPS);
        let steps = steps.map(|node| self.each_of(node, k::STEPS, Self::span_step)).unwrap_or_default();
        let occurrences = fields.take(&mut self.decoder, k::OCCURRENCES);
        let occurrences = occurrences.map(|node| self.each_of(node, k::OCCURRENCES, Self::turn_line));
        let counted = fields.take(&mut self.decoder, k::COUNTED);
        let counted = counted.map(|node| self.each_of(node, k::COUNTED, Self::count_line)).unwrap_or_default();
        let mails = fields.take(&mut self.decoder, k::MAILS);
        let mails = mails.map(|node| self.each_of(node, k::MAILS, Self::mail_line));
        fields.finish(&mut self.decoder);
        Some(SpanFile {
            source: Arc::clone(source),
            name: name?,
            from: from?.value,
            until: until?.value,
            obligations,
            organisation: self.workspace.organisation.with_people(self.people.clone()),
            parameters,
            steps,
            occurrences,
            counted,
            mails,
        })
    }

    fn each_of<T>(&mut self, node: &Node, keyword: Keyword, read: fn(&mut Self, &Node) -> Option<T>) -> Vec<T> {
        let mut found = Vec::new();
        for (at, item) in self.decoder.list(node).iter().enumerate() {
            self.decoder.enter(&format!("{}.{at}", keyword.en));
            found.extend(read(self, item));
            self.decoder.leave();
        }
        found
    }

    fn obligations(&mut self, node: &Node) -> Vec<ObligationName> {
        let items = self.decoder.list(node);
        items.iter().filter_map(|item| Some(self.obligation(item)?.name.clone())).collect()
    }

    fn obligation(&mut self, node: &Node) -> Option<&'w Obligation> {
        let workspace = self.workspace;
        let names = workspace.obligations.keys().map(ObligationName::as_str);
        let name = self.one_of(node, Code::UnknownReference, ("定期任务", "obligation"), names)?;
        workspace.obligations.get(name.value.as_str())
    }

    /// Which occurrence a line is about.
    fn which(&mut self, fields: &mut Fields<'_>) -> Option<(Which, &'w Obligation)> {
        let obligation = fields.required(&mut self.decoder, k::OBLIGATION, |_, node| Some(node));
        let obligation = obligation.and_then(|node| self.obligation(node));
        let office = fields.required(&mut self.decoder, k::OFFICE, |_, node| Some(node));
        let office = office.and_then(|node| self.office(node));
        let period = fields.required(&mut self.decoder, k::PERIOD, Decoder::text);
        let (obligation, office, period) = (obligation?, office?.value, period?.value);
        Some((Which { obligation: obligation.name.clone(), office, period }, obligation))
    }

    fn span_step(&mut self, node: &Node) -> Option<SpanStep> {
        let mut fields = self.decoder.fields(node)?;
        let at = fields.required(&mut self.decoder, k::AT, Decoder::moment);
        if let Some(at) = &at {
            self.forward(at);
        }
        let which = self.which(&mut fields);
        let missed = fields.optional(&mut self.decoder, k::MISSED, Decoder::boolean).is_some_and(|flag| flag.value);
        let (which, obligation) = which?;
        let definition = self.process_of(obligation, missed)?;
        self.definition = definition;
        let deed = self.deed(&mut fields, definition);
        let refused = fields.take(&mut self.decoder, k::REFUSED).and_then(|node| self.refused(node));
        let active = fields.take(&mut self.decoder, k::ACTIVE).map(|node| self.active(node, definition));
        let span = fields.span;
        fields.finish(&mut self.decoder);
        Some(SpanStep { span, at: at?.value, which, missed, deed: deed?, refused, active })
    }

    fn process_of(&self, obligation: &Obligation, missed: bool) -> Option<&'w Definition> {
        let process = match (&obligation.missed, missed) {
            (Some(missed), true) => &missed.process,
            (Some(_) | None, _) => &obligation.process,
        };
        self.workspace.processes.get(process).map(|checked| &checked.definition)
    }

    fn turn_line(&mut self, node: &Node) -> Option<Spanned<TurnLine>> {
        let mut fields = self.decoder.fields(node)?;
        let which = self.which(&mut fields);
        let due = fields.optional(&mut self.decoder, k::DUE, Decoder::date).map(|day| day.value);
        let target = fields.optional(&mut self.decoder, k::TARGET, Decoder::date).map(|day| day.value);
        let turn = fields.required(&mut self.decoder, k::STATUS, |decoder, node| decoder.word(node, TURNS));
        let done_at = fields.optional(&mut self.decoder, k::DONE_AT, Decoder::moment).map(|at| at.value);
        let missed = fields.optional(&mut self.decoder, k::MISSED, Decoder::name::<StateName>);
        let span = fields.span;
        fields.finish(&mut self.decoder);
        let (which, turn, missed) = (which?.0, turn?.value, missed.map(|state| state.value));
        Some(Spanned::new(TurnLine { which, due, target, turn, done_at, missed }, span))
    }

    fn count_line(&mut self, node: &Node) -> Option<Spanned<CountLine>> {
        let mut fields = self.decoder.fields(node)?;
        let obligation = fields.required(&mut self.decoder, k::OBLIGATION, |_, node| Some(node));
        let obligation = obligation.and_then(|node| self.obligation(node));
        let turn = fields.required(&mut self.decoder, k::STATUS, |decoder, node| decoder.word(node, TURNS));
        let count = fields.required(&mut self.decoder, k::COUNT, Decoder::whole);
        let span = fields.span;
        fields.finish(&mut self.decoder);
        let obligation = obligation?.name.clone();
        Some(Spanned::new(CountLine { obligation, turn: turn?.value, count: count?.value }, span))
    }

    fn mail_line(&mut self, node: &Node) -> Option<Spanned<MailLine>> {
        let mut fields = self.decoder.fields(node)?;
        let template = fields.required(&mut self.decoder, k::TEMPLATE, |_, node| Some(node));
        let template = template.and_then(|node| self.template(node));
        let to = fields.required(&mut self.decoder, k::RECIPIENT, |_, node| Some(node));
        let to = to.and_then(|node| self.person(node));
        let at = fields.required(&mut self.decoder, k::AT, Decoder::moment);
        let span = fields.span;
        fields.finish(&mut self.decoder);
        Some(Spanned::new(MailLine { at: at?.value, template: template?.value, to: to?.value }, span))
    }
}
