//! 日常办理: who may do what with a case besides taking its actions.

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::keyword::{self as k, Keyword};
use crate::model::{BenefitsThen, CancelRule, Deadline, EffectKind, From, Opinion, ReturnTo, State, Until};
use crate::name::{DeadlineName, OpinionName, RoleName, StateName};
use crate::source::decode::{Decoder, Fields};
use crate::text::{Span, Spanned};
use crate::yaml::Node;

use super::Reader;
use super::deadline::Own;

impl Reader<'_> {
    /// `hand_over: {role: ...}` with roles that exist.
    pub fn roles_under(&mut self, keyword: Keyword, fields: &mut Fields<'_>) -> Vec<RoleName> {
        let node = fields.take(&mut self.decoder, keyword);
        node.map(|node| self.within(keyword.en, |reader| reader.role_list(node))).unwrap_or_default()
    }

    /// `opinions: {land: {role: ..., form: [...], waits: true, deadline: {...}, no_answer: no_objection}}`
    pub fn opinions_under(&mut self, fields: &mut Fields<'_>) -> IndexMap<OpinionName, Opinion> {
        let Some(node) = fields.take(&mut self.decoder, k::OPINIONS) else { return IndexMap::new() };
        let Some((entries, _)) = self.decoder.mapping(node) else { return IndexMap::new() };
        let mut opinions = IndexMap::new();
        for entry in entries {
            let Some(name) = self.decoder.name_of::<OpinionName>(&entry.key) else { continue };
            let path = format!("{}.{}", k::OPINIONS.en, name.value);
            let opinion = self.within(&path, |reader| reader.opinion(&name, &entry.value));
            opinions.extend(opinion.map(|opinion| (name.value, opinion)));
        }
        opinions
    }

    fn opinion(&mut self, name: &Spanned<OpinionName>, node: &Node) -> Option<Opinion> {
        let mut fields = self.decoder.fields(node)?;
        let title = fields.optional(&mut self.decoder, k::NAME, Decoder::bilingual);
        let title = title.map_or_else(|| Bilingual::same(name.value.as_str()), |title| title.value);
        let role = fields.required(&mut self.decoder, k::ROLE, Decoder::name::<RoleName>);
        let role = role.and_then(|role| self.known_role(role));
        let form = self.form_under(&mut fields);
        let waits = fields.optional(&mut self.decoder, k::WAITS, Decoder::boolean).is_some_and(|flag| flag.value);
        let consents = &[(k::NO_OBJECTION, true)];
        let silence = fields.optional(&mut self.decoder, k::NO_ANSWER, |decoder, node| decoder.word(node, consents));
        let node = fields.required(&mut self.decoder, k::DEADLINE, |_, node| Some(node));
        if let Some(node) = node {
            self.opinion_deadline(name, &title, node);
        }
        fields.finish(&mut self.decoder);
        let silence_consents = silence.is_some_and(|word| word.value);
        Some(Opinion { name: name.value.clone(), title, role: role?, form, waits, silence_consents })
    }

    /// Its clock runs from asking to the answer; it joins the others once all states are read.
    fn opinion_deadline(&mut self, name: &Spanned<OpinionName>, title: &Bilingual, node: &Node) {
        let deadline_name = Spanned::new(DeadlineName::new(name.value.as_str()), name.span);
        let (from, until) = (From::Asked(name.value.clone()), Until::Answered(name.value.clone()));
        let own = Own { from, until, title: title.clone() };
        let deadline = self.within(k::DEADLINE.en, |reader| reader.deadline(&deadline_name, node, Some(own)));
        self.asked.extend(deadline);
    }

    /// The deadlines of opinions join the others; a name means one deadline.
    pub fn join_asked(&mut self, deadlines: &mut IndexMap<DeadlineName, Deadline>) {
        for deadline in std::mem::take(&mut self.asked) {
            if deadlines.contains_key(&deadline.name) {
                let name = &deadline.name;
                let message = Bilingual::new(
                    format!("“{name}”已是另一个时限的名称，征求意见须另取名"),
                    format!("`{name}` is the name of another deadline; the opinion needs one of its own"),
                );
                self.decoder.problem(Code::Contradiction, deadline.span, message, None);
                continue;
            }
            deadlines.insert(deadline.name.clone(), deadline);
        }
    }

    /// `return_to: visited` or `return_to: [a, b]`; never beside a target of its own.
    pub fn return_to(&mut self, fields: &mut Fields<'_>) -> Option<ReturnTo> {
        let node = fields.take(&mut self.decoder, k::RETURN_TO)?;
        if fields.has(k::TO) || fields.has(k::BRANCHES) || fields.has(k::INTERNAL) {
            let message = Bilingual::new(
                "return_to（退回到）由办理人选去向，不能再写 to、branches 或 internal",
                "with `return_to` the officer chooses where to: `to`, `branches` and `internal` cannot stand beside it",
            );
            let help = Bilingual::new("删去其中一个；退回有条件时只写 when", "drop one of them; `when` may stay");
            self.decoder.problem(Code::OneOf, node.span(), message, Some(help));
        }
        if matches!(node, Node::Scalar(scalar) if k::VISITED.is(&scalar.text)) {
            return Some(ReturnTo::Visited);
        }
        let states = self.within(k::RETURN_TO.en, |reader| reader.place_list(node));
        Some(ReturnTo::Named(states))
    }

    /// `cancel: {role: ..., benefits: stop, started: [...]}`, looked at once the states are known.
    pub fn cancel_rule(&mut self, node: &Node, states: Option<&IndexMap<StateName, State>>) -> Option<CancelRule> {
        let mut fields = self.decoder.fields(node)?;
        let roles = if fields.has(k::ROLE) { self.role_names(&mut fields) } else { Vec::new() };
        let words = &[(k::STOP, BenefitsThen::Stop), (k::KEEP, BenefitsThen::Keep)];
        let benefits = fields.optional(&mut self.decoder, k::BENEFITS_THEN, |decoder, node| decoder.word(node, words));
        let started = fields.take(&mut self.decoder, k::STARTED);
        let started = started.map(|node| self.decoder.every(node, Decoder::text)).unwrap_or_default();
        let span = fields.span;
        fields.finish(&mut self.decoder);
        let effects = || states.into_iter().flat_map(IndexMap::values).flat_map(State::effects);
        let grants = effects().any(|effect| matches!(effect.kind, EffectKind::Grant(_)));
        if benefits.is_none() && grants {
            self.benefits_unsaid(span);
        }
        let keys = effects()
            .filter_map(|effect| if let EffectKind::Start(new) = &effect.kind { Some(&new.key) } else { None });
        let keys: Vec<&String> = keys.collect();
        let started = started.into_iter().filter(|key| self.is_started(key, &keys)).map(|key| key.value).collect();
        Some(CancelRule { roles, benefits: benefits.map_or(BenefitsThen::Keep, |word| word.value), started })
    }

    pub fn role_names(&mut self, fields: &mut Fields<'_>) -> Vec<RoleName> {
        let names = fields.required(&mut self.decoder, k::ROLE, |decoder, node| {
            Some(decoder.every(node, |decoder, node| decoder.name::<RoleName>(node)))
        });
        names.unwrap_or_default().into_iter().filter_map(|name| self.known_role(name)).collect()
    }

    fn benefits_unsaid(&mut self, span: Span) {
        let message = Bilingual::new(
            "本流程发放待遇，撤销办件（cancel）须写明 benefits（待遇）：stop（停发）或 keep（保留）",
            "the process grants benefits: `cancel` has to say `benefits: stop` or `benefits: keep`",
        );
        let help = Bilingual::new("stop 自次月起停发；keep 照发", "`stop` ends them with this month; `keep` pays on");
        self.decoder.problem(Code::MissingKey, Span::new(span.start, span.start), message, Some(help));
    }

    fn is_started(&mut self, key: &Spanned<String>, keys: &[&String]) -> bool {
        if keys.contains(&&key.value) {
            return true;
        }
        let message = Bilingual::new(
            format!("本流程没有另立标识为“{}”的办件", key.value),
            format!("the process starts no case under the key `{}`", key.value),
        );
        let help = Bilingual::new("写 start_case 里的 key（标识）", "name the `key` of a `start_case`");
        self.decoder.problem(Code::UnknownReference, key.span, message, Some(help));
        false
    }
}
