//! `must_finish_within`: 最长办理期限, one or several.

use crate::keyword as k;
use crate::model::{FinishLimit, From, Until};
use crate::source::decode::Fields;
use crate::yaml::Node;

use super::Reader;
use super::deadline::budget;

impl Reader<'_> {
    /// `must_finish_within: {due: {working_days: 30}, stops_while: [awaiting_applicant]}`
    pub(super) fn limits(&mut self, fields: &mut Fields<'_>) -> Vec<FinishLimit> {
        let Some(node) = fields.take(&mut self.decoder, k::MUST_FINISH_WITHIN) else { return Vec::new() };
        self.within(k::MUST_FINISH_WITHIN.en, |reader| {
            let items = reader.decoder.list(node);
            items.iter().filter_map(|item| reader.limit(item)).collect()
        })
    }

    fn limit(&mut self, node: &Node) -> Option<FinishLimit> {
        let mut fields = self.decoder.fields(node)?;
        let budget = fields.required(&mut self.decoder, k::DUE, budget);
        let (from, until) = self.part_of_the_way(&mut fields);
        let stops = fields.take(&mut self.decoder, k::STOPS_WHILE);
        let stops_while = stops.map(|node| self.place_list(node)).unwrap_or_default();
        let span = fields.span;
        fields.finish(&mut self.decoder);
        Some(FinishLimit { from, until, budget: budget?, stops_while, span })
    }

    /// From the start to the end, if nothing else is said.
    fn part_of_the_way(&mut self, fields: &mut Fields<'_>) -> (From, Vec<Until>) {
        let from = fields.has(k::FROM).then(|| self.origin(fields)).flatten();
        let until = if fields.has(k::UNTIL) { self.goals(fields) } else { vec![Until::End] };
        (from.unwrap_or(From::Start), until)
    }
}
