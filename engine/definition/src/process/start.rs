//! `start`: who may start a case, with what, under which condition.

use crate::keyword as k;
use crate::model::StartRule;
use crate::name::RoleName;
use crate::source::decode::{Decoder, Fields};

use super::Reader;

impl Reader<'_> {
    /// The rule for starting a case.
    pub fn start(&mut self, fields: &mut Fields<'_>) -> Option<StartRule> {
        let node = fields.required(&mut self.decoder, k::START, |_, node| Some(node))?;
        self.within(k::START.en, |reader| {
            let mut inner = reader.decoder.fields(node)?;
            let roles = inner.required(&mut reader.decoder, k::ROLE, |decoder, node| {
                Some(decoder.every(node, |decoder, node| decoder.name::<RoleName>(node)))
            });
            let roles = roles.unwrap_or_default().into_iter().filter_map(|role| reader.known_role(role)).collect();
            let form = reader.form_under(&mut inner);
            let when = inner.take(&mut reader.decoder, k::WHEN);
            let when = when.and_then(|node| reader.within(k::WHEN.en, |reader| reader.condition(node)));
            let otherwise = inner.optional(&mut reader.decoder, k::OTHERWISE, Decoder::bilingual);
            inner.finish(&mut reader.decoder);
            Some(StartRule { roles, form, when, otherwise: otherwise.map(|text| text.value) })
        })
    }
}
