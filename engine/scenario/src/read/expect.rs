//! What is expected after a step.

use definition::bilingual::Bilingual;
use definition::diagnostic::Code;
use definition::keyword::{self as k, Keyword};
use definition::model::Definition;
use definition::name::{StateName, ValueName};
use definition::source::decode::Fields;
use definition::text::{Span, Spanned};
use definition::value::{Type, Value};
use definition::yaml::Node;
use machine::{Month, RejectionKind};

use super::known::unknown;
use super::{Expect, Reader, StatusWord};
use crate::definitions;
use crate::line::Listed;

impl Reader<'_> {
    /// `expect: {...}` of a step about a case of a process.
    pub(super) fn expect(&mut self, node: &Node, of: &Definition) -> Expect {
        self.decoder.enter(k::EXPECT.en);
        let expect = self.expect_body(node, of).unwrap_or_default();
        self.decoder.leave();
        expect
    }

    fn expect_body(&mut self, node: &Node, of: &Definition) -> Option<Expect> {
        let mut fields = self.decoder.fields(node)?;
        let inner = &mut fields;
        let expect = Expect {
            path: self.decoder.path(),
            refused: self.part(inner, k::REFUSED, Self::refused),
            message: self.part(inner, k::MESSAGE, |reader, node| reader.decoder.text(node)),
            active: self.part(inner, k::ACTIVE, |reader, node| Some(reader.active(node, of))),
            status: self.part(inner, k::STATUS, Self::status),
            outcome: self.part(inner, k::OUTCOME, |reader, node| {
                reader.one_of(node, Code::UnknownReference, ("办理结果", "outcome"), definitions::outcomes(of))
            }),
            fields: self
                .part(inner, k::FIELDS, |reader, node| Some(reader.expected_fields(node, of)))
                .unwrap_or_default(),
            values: self
                .part(inner, k::VALUES, |reader, node| Some(reader.expected_values(node, of)))
                .unwrap_or_default(),
            benefits: self.listed(inner, k::BENEFITS, |reader, fields| reader.benefit_line(fields, of)),
            household: self.part(inner, k::HOUSEHOLD, |reader, node| Some(reader.household(node))).unwrap_or_default(),
            tasks: self.listed(inner, k::TASKS, |reader, fields| reader.task_line(fields, of)),
            deadlines: self.listed(inner, k::DEADLINES, |reader, fields| reader.deadline_line(fields, of)),
            notified: self.listed(inner, k::NOTIFIED, Self::notice_line),
            suppressed: self.listed(inner, k::SUPPRESSED, Self::untold_line),
            started: self.listed(inner, k::STARTED, |reader, fields| reader.started_line(fields, of)),
            incident: self.part(inner, k::INCIDENT, |reader, node| reader.decoder.boolean(node)),
        };
        fields.finish(&mut self.decoder);
        self.a_message_of_a_refusal(&expect);
        Some(expect)
    }

    /// The value under a keyword, if it stands there.
    pub(super) fn part<'n, T>(
        &mut self,
        fields: &mut Fields<'n>,
        keyword: Keyword,
        read: impl FnOnce(&mut Self, &'n Node) -> Option<T>,
    ) -> Option<T> {
        let node = fields.take(&mut self.decoder, keyword)?;
        self.decoder.enter(keyword.en);
        let found = read(self, node);
        self.decoder.leave();
        found
    }

    /// A list of maps under a keyword, if it stands there.
    fn listed<T>(
        &mut self,
        fields: &mut Fields<'_>,
        keyword: Keyword,
        mut read: impl FnMut(&mut Self, &mut Fields<'_>) -> Option<T>,
    ) -> Option<Listed<T>> {
        self.part(fields, keyword, |reader, node| {
            let mut items = Vec::new();
            for (at, item) in reader.decoder.list(node).iter().enumerate() {
                reader.decoder.enter(&at.to_string());
                if let Some(mut inner) = reader.decoder.fields(item) {
                    items.extend(read(reader, &mut inner).map(|line| Spanned::new(line, item.span())));
                    inner.finish(&mut reader.decoder);
                }
                reader.decoder.leave();
            }
            Some(Listed { span: node.span(), items })
        })
    }

    pub(super) fn refused(&mut self, node: &Node) -> Option<Spanned<RejectionKind>> {
        let names = RejectionKind::ALL.iter().map(|kind| kind.as_str());
        let word = self.one_of(node, Code::UnknownReference, ("不予办理的种类", "kind of refusal"), names)?;
        let kind = RejectionKind::ALL.iter().find(|kind| kind.as_str() == word.value)?;
        Some(Spanned::new(*kind, word.span))
    }

    fn status(&mut self, node: &Node) -> Option<Spanned<StatusWord>> {
        self.decoder.word(
            node,
            &[(k::OPEN, StatusWord::Open), (k::SUSPENDED, StatusWord::Suspended), (k::ENDED, StatusWord::Ended)],
        )
    }

    pub(super) fn active(&mut self, node: &Node, of: &Definition) -> Spanned<Vec<StateName>> {
        let items = self.decoder.list(node);
        let states = items.iter().filter_map(|item| self.state(item, of)).map(|state| state.value).collect();
        Spanned::new(states, node.span())
    }

    fn expected_fields(&mut self, node: &Node, of: &Definition) -> Vec<(String, Spanned<Option<Value>>)> {
        let Some((entries, _)) = self.decoder.mapping(node) else { return Vec::new() };
        let found = entries.iter().filter_map(|entry| {
            let (name, kind) = self.field(entry, of)?;
            if is_nothing(&entry.value) {
                return Some((name.to_string(), Spanned::new(None, entry.value.span())));
            }
            self.decoder.enter(&entry.key.text);
            let value = self.value(&entry.value, &kind);
            self.decoder.leave();
            Some((name.to_string(), value?.map(Some)))
        });
        found.collect()
    }

    /// `{2020-05: 300.00, 2020-06: 0.00}`: what all cases of the scenario together pay in a month.
    fn household(&mut self, node: &Node) -> Vec<(Month, Spanned<Value>)> {
        let Some((entries, _)) = self.decoder.mapping(node) else { return Vec::new() };
        let found = entries.iter().filter_map(|entry| {
            let Ok(month) = entry.key.text.parse::<Month>() else {
                let message = Bilingual::new(
                    format!("应为月份，例如 2020-05，写的是“{}”", entry.key.text),
                    format!("expected a month such as 2020-05, found `{}`", entry.key.text),
                );
                self.decoder.problem(Code::BadScalar, entry.key.span, message, None);
                return None;
            };
            self.decoder.enter(&entry.key.text);
            let value = self.value(&entry.value, &Type::Money);
            self.decoder.leave();
            Some((month, value?))
        });
        found.collect()
    }

    fn expected_values(&mut self, node: &Node, of: &Definition) -> Vec<(ValueName, Spanned<Value>)> {
        let Some((entries, _)) = self.decoder.mapping(node) else { return Vec::new() };
        let found = entries.iter().filter_map(|entry| {
            let written = entry.key.text.as_str();
            let formula = of.values.get(written).map(|formula| formula.expression.result_type().clone());
            let table = || of.tables.get(written).map(definition::table::Table::result_type);
            let Some(kind) = formula.or_else(table) else {
                let written = Spanned::new(written, entry.key.span);
                let tables = of.tables.keys().map(definition::name::TableName::as_str);
                let names = of.values.keys().map(ValueName::as_str).chain(tables);
                unknown(&mut self.decoder, Code::UnknownReference, ("计算项", "value"), written, names);
                return None;
            };
            self.decoder.enter(&entry.key.text);
            let value = self.value(&entry.value, &kind);
            self.decoder.leave();
            Some((ValueName::new(written), value?))
        });
        found.collect()
    }

    fn a_message_of_a_refusal(&mut self, expect: &Expect) {
        let (Some(message), None) = (&expect.message, &expect.refused) else { return };
        let text = Bilingual::new(
            "message（提示含）只能与 refused（不予办理）一起写",
            "`message` can stand only beside `refused`",
        );
        let help = Bilingual::new("写明 refused 的种类，例如 guard", "say which kind is `refused`, such as guard");
        self.decoder.problem(Code::MissingKey, Span::new(message.span.start, message.span.end), text, Some(help));
    }
}

fn is_nothing(node: &Node) -> bool {
    match node {
        Node::Scalar(scalar) => scalar.is_nothing(),
        Node::Sequence(..) | Node::Mapping(..) => false,
    }
}

impl Expect {
    /// Whether anything of a case is expected, and not only that something is refused.
    pub(super) fn is_about_a_case(&self) -> bool {
        let Expect {
            path: _,
            refused: _,
            message: _,
            active,
            status,
            outcome,
            fields,
            values,
            benefits,
            household,
            tasks,
            deadlines,
            notified,
            suppressed,
            started,
            incident,
        } = self;
        active.is_some()
            || status.is_some()
            || outcome.is_some()
            || !fields.is_empty()
            || !values.is_empty()
            || benefits.is_some()
            || !household.is_empty()
            || tasks.is_some()
            || deadlines.is_some()
            || notified.is_some()
            || suppressed.is_some()
            || started.is_some()
            || incident.is_some()
    }
}
