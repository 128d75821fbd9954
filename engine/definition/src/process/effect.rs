//! Effects on entering, leaving or acting: a list, done in order.

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::keyword::{self as k, Keyword};
use crate::model::{Effect, EffectKind, Handed, INCIDENT_OUTCOME, NewCase, Recipient};
use crate::name::{FieldName, GrantKey, ProcessName, RoleName, StateName, TemplateName};
use crate::source::decode::{Decoder, Fields};
use crate::yaml::Node;

use super::Reader;

const KINDS: [Keyword; 9] =
    [k::NOTIFY, k::BENEFIT, k::STOP, k::SET, k::START_CASE, k::TELL, k::RAISE, k::SEND_SELF, k::CANCEL];

impl Reader<'_> {
    /// The effects under one key.
    pub fn effects_under(&mut self, fields: &mut Fields<'_>, keyword: Keyword) -> Vec<Effect> {
        let Some(node) = fields.take(&mut self.decoder, keyword) else { return Vec::new() };
        self.occasion = Some(keyword);
        let effects = self.within(keyword.en, |reader| {
            let items = reader.decoder.list(node);
            items.iter().filter_map(|item| reader.effect(item)).collect()
        });
        self.occasion = None;
        effects
    }

    fn effect(&mut self, node: &Node) -> Option<Effect> {
        let mut fields = self.decoder.fields(node)?;
        let found: Vec<Keyword> = KINDS.into_iter().filter(|keyword| fields.has(*keyword)).collect();
        let [keyword] = found.as_slice() else {
            let names: Vec<&str> = KINDS.iter().map(|keyword| keyword.en).collect();
            let message = Bilingual::new(
                format!("这里应恰有一种：{}", names.join("、")),
                format!("exactly one of {} is wanted here", names.join(", ")),
            );
            self.decoder.problem(Code::OneOf, node.span(), message, None);
            return None;
        };
        let inner = fields.take(&mut self.decoder, *keyword)?;
        let span = fields.span;
        fields.finish(&mut self.decoder);
        let (when, kind) = self.within(keyword.en, |reader| reader.effect_kind(*keyword, inner))?;
        Some(Effect { when, kind, span })
    }

    fn effect_kind(
        &mut self,
        keyword: Keyword,
        node: &Node,
    ) -> Option<(Option<crate::expression::Expression>, EffectKind)> {
        let mut fields = self.decoder.fields(node)?;
        let when = fields.take(&mut self.decoder, k::WHEN);
        let when = when.and_then(|node| self.within(k::WHEN.en, |reader| reader.condition(node)));
        let kind = match keyword {
            k::NOTIFY => self.notify(&mut fields),
            k::BENEFIT => self.grant(&mut fields).map(EffectKind::Grant),
            k::STOP => self.stop(&mut fields),
            k::SET => self.set(&mut fields),
            k::TELL => self.message(&mut fields).map(EffectKind::Tell),
            k::RAISE => self.raise(&mut fields),
            k::SEND_SELF => self.send_self(&mut fields),
            k::CANCEL => self.cancel(&mut fields),
            _ => self.new_case(&mut fields).map(EffectKind::Start),
        };
        fields.finish(&mut self.decoder);
        Some((when, kind?))
    }

    fn notify(&mut self, fields: &mut Fields<'_>) -> Option<EffectKind> {
        let to = fields.required(&mut self.decoder, k::RECIPIENT, |_, node| Some(node));
        let to = to.and_then(|node| self.within(k::RECIPIENT.en, |reader| reader.recipient(node)));
        let template = fields.required(&mut self.decoder, k::TEMPLATE, Decoder::name::<TemplateName>);
        let notice = template.and_then(|name| self.within(k::TEMPLATE.en, |reader| reader.notice(name)));
        Some(EffectKind::Notify { to: to?, notice: notice? })
    }

    /// Who is told: `assignee`, `applicant` or `{role: ...}`.
    pub fn recipient(&mut self, node: &Node) -> Option<Recipient> {
        if let Node::Mapping(..) = node {
            let mut fields = self.decoder.fields(node)?;
            let role = fields.required(&mut self.decoder, k::ROLE, Decoder::name::<RoleName>);
            fields.finish(&mut self.decoder);
            return self.known_role(role?).map(Recipient::Role);
        }
        let words = [(k::ASSIGNEE, Recipient::Assignee), (k::APPLICANT, Recipient::Applicant)];
        self.decoder.word(node, &words).map(|word| word.value)
    }

    fn set(&mut self, fields: &mut Fields<'_>) -> Option<EffectKind> {
        let field = fields.required(&mut self.decoder, k::FIELDS, Decoder::name::<FieldName>);
        let field = field.and_then(|name| self.known_field(name))?;
        let kind = crate::expression::Names::variable(&self.names, field.as_str())?;
        let to = fields.required(&mut self.decoder, k::VALUE, |_, node| Some(node))?;
        let to = self.within(k::VALUE.en, |reader| reader.expression_of(to, &kind))?;
        Some(EffectKind::Set { field, to })
    }

    fn new_case(&mut self, fields: &mut Fields<'_>) -> Option<NewCase> {
        let key = fields.required(&mut self.decoder, k::KEY, Decoder::name::<GrantKey>);
        let process = fields.required(&mut self.decoder, k::PROCESS, Decoder::name::<ProcessName>);
        if let Some(process) = &process
            && !self.around.processes.contains(&process.value)
        {
            let known: Vec<String> = self.around.processes.iter().map(ToString::to_string).collect();
            let kind = Bilingual::new("流程", "process");
            self.unknown(Code::UnknownReference, process.span, process.value.as_str(), &kind, &known);
        }
        let given = self.given_under(fields);
        let owned = fields.take(&mut self.decoder, k::OWNED);
        let owned = owned.is_some_and(|node| self.owned(node));
        let failed = fields.take(&mut self.decoder, k::FAILED);
        let failed = failed.map(|node| self.failing(node)).unwrap_or_default();
        let again = fields.optional(&mut self.decoder, k::AGAIN, |decoder, node| {
            decoder.word(node, &[(k::NOTHING, false), (k::ANEW, true)]).map(|word| word.value)
        });
        Some(NewCase {
            key: key?.value.to_string(),
            anew: again.unwrap_or_default(),
            process: process?.value,
            fields: given,
            owned,
            failed,
        })
    }

    /// A case is owned by the state on entering which it is started; elsewhere there is nothing to own it.
    fn owned(&mut self, node: &Node) -> bool {
        let owned = self.decoder.boolean(node).is_some_and(|flag| flag.value);
        if owned && self.occasion != Some(k::ENTER) {
            let message = Bilingual::new(
                "附属（owned）的办件只能在环节的 enter（进入时）里另立：离开这个环节，它就撤销",
                "an owned case is started under `enter` of a state: it is called off when that is left",
            );
            let help = Bilingual::new("移到 enter，或删去 owned", "move it to `enter`, or drop `owned`");
            self.decoder.problem(Code::ChildCase, node.span(), message, Some(help));
        }
        owned
    }

    /// The outcomes that mean failure.
    fn failing(&mut self, node: &Node) -> Vec<String> {
        let names = self.decoder.every(node, |decoder, node| decoder.name::<StateName>(node));
        let said = names.into_iter().map(|name| {
            if !k::INCIDENT.is(name.value.as_str()) {
                return name.value.to_string();
            }
            self.decoder.words.push((name.span, k::INCIDENT));
            INCIDENT_OUTCOME.to_owned()
        });
        said.collect()
    }

    /// The fields handed to another case.
    pub fn given_under(&mut self, fields: &mut Fields<'_>) -> Vec<Handed> {
        let given = fields.take(&mut self.decoder, k::FIELDS);
        given.map(|node| self.within(k::FIELDS.en, |reader| reader.given(node))).unwrap_or_default()
    }

    pub(super) fn given(&mut self, node: &Node) -> Vec<Handed> {
        let Some((entries, _)) = self.decoder.mapping(node) else { return Vec::new() };
        let mut given = Vec::new();
        for entry in entries {
            let Some(name) = self.decoder.name_of::<FieldName>(&entry.key) else { continue };
            given.extend(self.within(&entry.key.text, |reader| reader.handed(name.value, &entry.value)));
        }
        given
    }

    /// `field: expression`, or `field: {optional: expression}`.
    fn handed(&mut self, field: FieldName, node: &Node) -> Option<Handed> {
        if let Node::Mapping(..) = node {
            let mut fields = self.decoder.fields(node)?;
            let value = fields.required(&mut self.decoder, k::OPTIONAL, |_, node| Some(node));
            let value = value.and_then(|node| self.expression(node));
            fields.finish(&mut self.decoder);
            return Some(Handed { field, value: value?, optional: true });
        }
        Some(Handed { field, value: self.expression(node)?, optional: false })
    }
}
