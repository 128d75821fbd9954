//! 待遇: what is granted, in which phases, from which month; and what is stopped.

use crate::keyword as k;
use crate::model::{Again, EffectKind, FirstMonth, Grant, Months, Phase};
use crate::name::GrantKey;
use crate::source::decode::{Decoder, Fields};
use crate::text::Span;
use crate::value::Type;
use crate::yaml::Node;

use super::Reader;

impl Reader<'_> {
    pub(super) fn grant(&mut self, fields: &mut Fields<'_>) -> Option<Grant> {
        let key = fields.required(&mut self.decoder, k::GRANT, Decoder::name::<GrantKey>);
        let kind = fields.required(&mut self.decoder, k::KIND, Decoder::name::<GrantKey>);
        let first = self.phase(fields);
        let later = fields.take(&mut self.decoder, k::THEN);
        let later = later.map(|node| self.within(k::THEN.en, |reader| reader.later_phases(node))).unwrap_or_default();
        let from = self.first_month(fields);
        let again = fields.optional(&mut self.decoder, k::AGAIN, again);
        let stated = again.is_some();
        let grant = Grant {
            key: key?.value,
            kind: kind?.value.to_string(),
            phases: std::iter::once(first?).chain(later).collect(),
            from: from?,
            again: again.unwrap_or(Again::Nothing),
        };
        if !stated {
            self.unstated_grants.push((grant.key.clone(), fields.span));
        }
        Some(grant)
    }

    fn phase(&mut self, fields: &mut Fields<'_>) -> Option<Phase> {
        let amount = fields.required(&mut self.decoder, k::AMOUNT, |_, node| Some(node));
        let amount =
            amount.and_then(|node| self.within(k::AMOUNT.en, |reader| reader.expression_of(node, &Type::Money)));
        let months = fields.required(&mut self.decoder, k::MONTHS, |_, node| Some(node));
        let months = months.and_then(|node| self.within(k::MONTHS.en, |reader| reader.months(node)));
        Some(Phase { amount: amount?, months: months? })
    }

    fn later_phases(&mut self, node: &Node) -> Vec<Phase> {
        let items = self.decoder.list(node);
        let phases = items.iter().filter_map(|item| {
            let mut fields = self.decoder.fields(item)?;
            let phase = self.phase(&mut fields);
            fields.finish(&mut self.decoder);
            phase
        });
        phases.collect()
    }

    fn months(&mut self, node: &Node) -> Option<Months> {
        if let Node::Scalar(scalar) = node
            && k::OPEN_ENDED.is(&scalar.text)
        {
            self.decoder.words.push((scalar.span, k::OPEN_ENDED));
            return Some(Months::OpenEnded);
        }
        self.expression_of(node, &Type::Number).map(Months::Count)
    }

    pub(super) fn stop(&mut self, fields: &mut Fields<'_>) -> Option<EffectKind> {
        let grant = fields.required(&mut self.decoder, k::GRANT, Decoder::name::<GrantKey>);
        let from = self.first_month(fields);
        Some(EffectKind::Stop { grant: grant?.value, from: from? })
    }

    /// `this_month`, `next_month`, `{month_of: day}` or `{month_after: day}`.
    fn first_month(&mut self, fields: &mut Fields<'_>) -> Option<FirstMonth> {
        let node = fields.required(&mut self.decoder, k::FROM, |_, node| Some(node))?;
        let Node::Mapping(..) = node else {
            let words = [(k::THIS_MONTH, FirstMonth::This), (k::NEXT_MONTH, FirstMonth::Next)];
            return self.decoder.word(node, &words).map(|word| word.value);
        };
        let mut day = self.decoder.fields(node)?;
        let word = if day.has(k::MONTH_OF) { k::MONTH_OF } else { k::MONTH_AFTER };
        let expression = day.required(&mut self.decoder, word, |_, node| Some(node));
        let expression =
            expression.and_then(|node| self.within(word.en, |reader| reader.expression_of(node, &Type::Date)));
        day.finish(&mut self.decoder);
        let first = if word == k::MONTH_OF { FirstMonth::Of } else { FirstMonth::After };
        expression.map(first)
    }
}

fn again(decoder: &mut Decoder, node: &Node) -> Option<Again> {
    decoder.word(node, &[(k::NOTHING, Again::Nothing), (k::AMEND, Again::Amend)]).map(|word| word.value)
}

/// A grant that does not say what meeting its key again does, and where it stands.
pub(crate) type UnstatedGrant = (GrantKey, Span);
