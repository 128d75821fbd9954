//! A process text -> a definition. Names are resolved and expressions typed while reading, where the place is at hand;
//! what needs the whole is left to `checks`.

mod action;
mod allow;
mod benefit;
mod change;
mod deadline;
mod desk;
mod each;
mod effect;
mod expression;
mod field;
mod inside;
mod length;
mod limit;
mod message;
mod names;
mod nesting;
mod notice;
mod raise;
mod receive;
mod start;
mod state;
mod table;
mod value;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::calendar::Calendars;
use crate::diagnostic::{Code, Diagnostic};
use crate::keyword as k;
use crate::model::{Applicant, Definition, Effective, Field, FieldKind, NumberPattern};
use crate::name::{CalendarName, FieldName, ProcessName, StateName, TemplateName};
use crate::organisation::Organisation;
use crate::parameter::Parameters;
use crate::source::decode::{Decoder, Fields};
use crate::template::Template;
use crate::text::{SourceText, Span, Spanned};
use crate::yaml::Node;

pub use deadline::budget;
pub(crate) use deadline::time;
pub use length::day_rule;
pub use names::{ProcessNames, names_of};
use nesting::Nesting;

/// What stands around a process: everything a process file may name.
pub struct Surroundings<'w> {
    /// Offices, roles, levels.
    pub organisation: &'w Organisation,
    /// Declared parameters.
    pub parameters: &'w Parameters,
    /// Calendars.
    pub calendars: &'w Calendars,
    /// Templates.
    pub templates: &'w IndexMap<TemplateName, Template>,
    /// The processes of the workspace, for effects that start another case.
    pub processes: &'w [ProcessName],
}

/// Reads one process; its problems are added to `diagnostics`. There is a definition wherever one can be made of the text,
/// also beside problems.
pub fn read(
    source: &Arc<SourceText>,
    node: &Node,
    around: &Surroundings<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Definition> {
    let mut reader = Reader {
        decoder: Decoder::new(source),
        around,
        names: ProcessNames::default(),
        declared: IndexMap::new(),
        nesting: Nesting::default(),
        here: None,
        occasion: None,
        offering: BTreeSet::new(),
        asked: Vec::new(),
        parameters: Vec::new(),
        unstated_grants: Vec::new(),
        sensitive: BTreeSet::new(),
        spoilt: BTreeSet::new(),
    };
    let definition = reader.process(node);
    diagnostics.append(&mut reader.decoder.diagnostics);
    definition
}

/// Reads one process text, with everything its names may mean.
pub(crate) struct Reader<'w> {
    pub decoder: Decoder,
    pub around: &'w Surroundings<'w>,
    pub names: ProcessNames,
    /// The fields.
    pub declared: IndexMap<FieldName, Field>,
    pub nesting: Nesting,
    /// The state being read.
    pub here: Option<StateName>,
    /// Under which key the effects being read stand.
    pub occasion: Option<k::Keyword>,
    /// The states read so far that offer actions.
    pub offering: BTreeSet<StateName>,
    /// The deadlines of what may be asked of other offices, read so far.
    pub asked: Vec<crate::model::Deadline>,
    pub parameters: Vec<crate::name::ParameterName>,
    pub unstated_grants: Vec<benefit::UnstatedGrant>,
    pub sensitive: BTreeSet<String>,
    /// The formulas and tables that are there and could not be read.
    pub spoilt: BTreeSet<String>,
}

impl Reader<'_> {
    fn process(&mut self, node: &Node) -> Option<Definition> {
        let mut fields = self.decoder.fields(node)?;
        // Taken over before this text was read.
        fields.take(&mut self.decoder, k::USE);
        let process = fields.required(&mut self.decoder, k::PROCESS, Decoder::name::<ProcessName>);
        let title = fields.required(&mut self.decoder, k::NAME, Decoder::bilingual);
        let source = fields.optional(&mut self.decoder, k::SOURCE, Decoder::text);
        let version = fields.required(&mut self.decoder, k::VERSION, Decoder::whole);
        let effective = fields.required(&mut self.decoder, k::EFFECTIVE, effective);
        let number = fields.required(&mut self.decoder, k::NUMBER, number);
        let allowed = self.allowed(&mut fields);
        let calendar = self.calendar(&mut fields);
        let declared =
            fields.optional(&mut self.decoder, k::FIELDS, |decoder, node| Some(field::fields(decoder, node)));
        let declared: IndexMap<FieldName, _> = declared.unwrap_or_default();
        self.names.fields(&declared, self.around.parameters);
        let values_node = fields.take(&mut self.decoder, k::VALUES);
        let tables_node = fields.take(&mut self.decoder, k::TABLES);
        let states_node = fields.take(&mut self.decoder, k::STATES);
        self.nesting = states_node.map(|node| Nesting::read(&mut self.decoder, node)).unwrap_or_default();
        self.names.states = self.nesting.places();
        self.declared = declared.clone();
        states_node.into_iter().for_each(|states| self.note_counts(states));
        self.sensitive =
            declared.iter().filter(|(_, field)| field.sensitive).map(|(name, _)| name.to_string()).collect();
        let (values, tables) = self.values(values_node, tables_node);
        let applicant = self.applicant(&mut fields, &declared);
        let start = self.start(&mut fields);
        let repair = self.roles_under(k::REPAIR, &mut fields);
        let suspend = self.suspension(&mut fields);
        let cancel = fields.take(&mut self.decoder, k::CANCEL_CASE);
        let copies = self.roles_under(k::COPIES, &mut fields);
        let mut deadlines = self.deadlines(&mut fields);
        let limits = self.limits(&mut fields);
        let initial = fields.required(&mut self.decoder, k::INITIAL, |_, node| Some(node));
        let initial = initial.map(|node| self.within(k::INITIAL.en, |reader| reader.targets(node)));
        let states = states_node.map(|node| self.states(node, &mut deadlines));
        let cancel =
            cancel.and_then(|node| self.within(k::CANCEL_CASE.en, |reader| reader.cancel_rule(node, states.as_ref())));
        self.join_asked(&mut deadlines);
        if states_node.is_none() {
            self.missing_states(fields.span);
        }
        fields.finish(&mut self.decoder);
        let states = states?;
        self.parameters.sort();
        self.parameters.dedup();
        Some(Definition {
            process: process?.value,
            version: version?.value,
            title: title?.value,
            source: source.map(|text| text.value),
            effective: effective?,
            number: number?,
            allowed,
            calendar,
            applicant,
            fields: declared,
            values,
            tables,
            deadlines,
            limits,
            start: start?,
            repair,
            suspend,
            cancel,
            copies,
            initial: initial.filter(|initial| !initial.is_empty())?,
            states,
            unstated_grants: std::mem::take(&mut self.unstated_grants),
            parameters: std::mem::take(&mut self.parameters),
        })
    }

    fn calendar(&mut self, fields: &mut Fields<'_>) -> Option<CalendarName> {
        let named = fields.optional(&mut self.decoder, k::CALENDAR, Decoder::name::<CalendarName>);
        named.and_then(|name| self.known_calendar(name))
    }

    fn missing_states(&mut self, span: Span) {
        let start = Span::new(span.start, span.start);
        let message = Bilingual::new("缺少 states（环节）", "`states` is missing");
        let help = Bilingual::new("写出办件经过的各个环节", "write the states a case goes through");
        self.decoder.problem(Code::MissingKey, start, message, Some(help));
    }

    fn applicant(&mut self, fields: &mut Fields<'_>, declared: &IndexMap<FieldName, crate::model::Field>) -> Applicant {
        let Some(node) = fields.take(&mut self.decoder, k::APPLICANT) else { return Applicant::default() };
        let Some(mut inner) = self.decoder.fields(node) else { return Applicant::default() };
        let mut named = |reader: &mut Self, keyword| {
            let name = inner.optional(&mut reader.decoder, keyword, Decoder::name::<FieldName>)?;
            reader.known_field(name)
        };
        let applicant = Applicant {
            name: named(self, k::NAME),
            identity: named(self, k::IDENTITY),
            mail: named(self, k::MAIL),
            phone: named(self, k::PHONE),
        };
        inner.finish(&mut self.decoder);
        if let Some(identity) = &applicant.identity
            && declared.get(identity).is_some_and(|field| field.kind != FieldKind::IdentityNumber)
        {
            let message = Bilingual::new(
                format!("“{identity}”不是身份证号（identity_number）"),
                format!("`{identity}` is not of type identity_number"),
            );
            self.decoder.problem(Code::WrongShape, node.span(), message, None);
        }
        applicant
    }

    fn known_calendar(&mut self, name: Spanned<CalendarName>) -> Option<CalendarName> {
        if self.around.calendars.get(&name.value).is_some() {
            return Some(name.value);
        }
        let message =
            Bilingual::new(format!("没有工作日历“{}”", name.value), format!("no calendar `{}` exists", name.value));
        let help = Bilingual::new("看看 calendars 目录里有哪些日历", "see the files under calendars");
        self.decoder.problem(Code::UnknownCalendar, name.span, message, Some(help));
        None
    }
}

pub(crate) fn effective(decoder: &mut Decoder, node: &Node) -> Option<Effective> {
    let mut fields = decoder.fields(node)?;
    let from = fields.required(decoder, k::FROM, Decoder::date);
    let until = fields.optional(decoder, k::UNTIL, Decoder::date);
    fields.finish(decoder);
    Some(Effective { from: from?.value, until: until.map(|date| date.value) })
}

fn number(decoder: &mut Decoder, node: &Node) -> Option<NumberPattern> {
    let text = decoder.text(node)?;
    match NumberPattern::parse(&text.value) {
        Ok(pattern) => Some(pattern),
        Err(_) => decoder.bad_scalar(
            node,
            Bilingual::new(
                "编号格式，例如 KS-{office}-{year}-{seq:5}，其中 {seq:位数} 恰有一处",
                "a number pattern such as KS-{office}-{year}-{seq:5} with exactly one {seq:digits}",
            ),
        ),
    }
}
