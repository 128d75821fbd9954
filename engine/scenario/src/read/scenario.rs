//! A scenario: how it begins, its steps.

use definition::bilingual::Bilingual;
use definition::diagnostic::Code;
use definition::keyword as k;
use definition::model::Definition;
use definition::name::{OfficeName, ParameterName};
use definition::source::decode::{Decoder, Fields};
use definition::text::{Span, Spanned};
use definition::value::Value;
use definition::yaml::Node;

use super::{Expect, Reader, Scenario, Start, Step};
use crate::definitions;
use crate::properties::Property;

impl<'w> Reader<'w> {
    pub(super) fn scenario(
        &mut self,
        node: &Node,
        of_file: &[(ParameterName, Value)],
        always: &[Property],
    ) -> Option<Scenario<'w>> {
        let mut fields = self.decoder.fields(node)?;
        let name = fields.required(&mut self.decoder, k::NAME, Decoder::text);
        let own = self.parameters(&mut fields);
        let start = fields.required(&mut self.decoder, k::START, |_, node| Some(node));
        let start = start.and_then(|node| self.start(node));
        let steps = fields.take(&mut self.decoder, k::STEPS);
        let properties = self.properties(&mut fields);
        fields.finish(&mut self.decoder);
        let steps_span = steps.map(Node::span);
        let steps = steps.map(|node| self.steps(node, start.as_ref().map(|start| &start.office))).unwrap_or_default();
        name?;
        let start = start?;
        if let (Some(_), Some(span), false) = (&start.expect.refused, steps_span, steps.is_empty()) {
            self.nothing_follows(span);
        }
        let parameters = of_file.iter().cloned().chain(own).collect();
        let properties = always.iter().cloned().chain(properties).collect();
        Some(Scenario { definition: self.definition, parameters, start, steps, properties })
    }

    fn start(&mut self, node: &Node) -> Option<Start> {
        self.decoder.enter(k::START.en);
        let start = self.start_body(node);
        self.decoder.leave();
        start
    }

    fn start_body(&mut self, node: &Node) -> Option<Start> {
        let definition = self.definition;
        let mut fields = self.decoder.fields(node)?;
        let at = fields.required(&mut self.decoder, k::AT, Decoder::moment);
        if let Some(at) = &at {
            self.now = at.value;
        }
        let office = fields.required(&mut self.decoder, k::OFFICE, |_, node| Some(node));
        let office = office.and_then(|node| self.office(node));
        let person = fields.required(&mut self.decoder, k::AS, |_, node| Some(node));
        let person = person.and_then(|node| self.person(node));
        let filled_in = self.filled_in(&mut fields, k::FIELDS, definition);
        let received_at = fields.optional(&mut self.decoder, k::RECEIVED_AT, Decoder::moment);
        let reason = fields.optional(&mut self.decoder, k::REASON, Decoder::text);
        let expect = fields.take(&mut self.decoder, k::EXPECT);
        let expect = expect.map(|node| self.expect(node, definition)).unwrap_or_default();
        self.only_the_refusal(&expect);
        let span = fields.span;
        fields.finish(&mut self.decoder);
        Some(Start {
            span,
            path: self.decoder.path(),
            at: at?.value,
            person: person?.value,
            office: office?.value,
            fields: filled_in,
            received_at: received_at.map(|moment| moment.value),
            reason: reason.map(|text| text.value),
            expect,
        })
    }

    fn steps(&mut self, node: &Node, office: Option<&OfficeName>) -> Vec<Step> {
        let mut steps = Vec::new();
        for (at, node) in self.decoder.list(node).iter().enumerate() {
            self.decoder.enter(&format!("{}.{at}", k::STEPS.en));
            steps.extend(self.step(node, office));
            self.decoder.leave();
        }
        steps
    }

    fn step(&mut self, node: &Node, office: Option<&OfficeName>) -> Option<Step> {
        let mut fields = self.decoder.fields(node)?;
        let at = self.time(&mut fields, office);
        let outage = fields.optional(&mut self.decoder, k::OUTAGE, Decoder::boolean).is_some_and(|flag| flag.value);
        let (case, definition) = self.case(&mut fields)?;
        let deed = self.deed(&mut fields, definition);
        let expect = fields.take(&mut self.decoder, k::EXPECT);
        let expect = expect.map(|node| self.expect(node, definition)).unwrap_or_default();
        if deed.is_none() {
            self.nobody_to_refuse(&expect);
        }
        let span = fields.span;
        fields.finish(&mut self.decoder);
        Some(Step { span, path: self.decoder.path(), at, outage, case, deed, expect })
    }

    /// `case: watch`: the step is about a case that was started under this key, not about the scenario's own.
    fn case(&mut self, fields: &mut Fields<'_>) -> Option<(Option<Spanned<String>>, &'w Definition)> {
        let own = self.definition;
        let Some(node) = fields.take(&mut self.decoder, k::CASE) else { return Some((None, own)) };
        let descendants = definitions::descendants(own, self.workspace);
        let key = self.started_key(node)?;
        let plain = definitions::plain_key(&key.value);
        let (_, definition) = descendants.into_iter().find(|(known, _)| *known == plain)?;
        Some((Some(key), definition))
    }

    /// A start that is refused leaves no case that anything else could be expected of.
    fn only_the_refusal(&mut self, expect: &Expect) {
        let Some(refused) = &expect.refused else { return };
        if !expect.is_about_a_case() {
            return;
        }
        let message = Bilingual::new(
            "立件被拒绝时没有办件，除 refused（不予办理）和 message（提示含）外不能有别的期望",
            "a refused start leaves no case: nothing but `refused` and `message` can be expected",
        );
        self.decoder.problem(Code::Contradiction, refused.span, message, None);
    }

    fn nothing_follows(&mut self, span: Span) {
        let message = Bilingual::new("立件被拒绝，后面不能再有步骤", "the start is refused, so no step can follow");
        let help = Bilingual::new(
            "删去 steps（步骤），或改 start（申请）的期望",
            "remove `steps`, or mend what `start` expects",
        );
        self.decoder.problem(Code::Contradiction, Span::new(span.start, span.start), message, Some(help));
    }

    fn nobody_to_refuse(&mut self, expect: &Expect) {
        let Some(refused) = &expect.refused else { return };
        let message = Bilingual::new(
            "这一步没有人办理什么，谈不上不予办理",
            "nobody does anything in this step that could be refused",
        );
        let help = Bilingual::new(
            "写明办什么：do、claim、release、send、reopen、retry 或 move",
            "say what is done: `do`, `claim`, `release`, `send`, `reopen`, `retry` or `move`",
        );
        self.decoder.problem(Code::Contradiction, refused.span, message, Some(help));
    }
}
