//! When a step happens: at a moment, so long after the step before, or at the same time.

use definition::bilingual::Bilingual;
use definition::calendar::{self, Budget, RestDay, Term};
use definition::diagnostic::Code;
use definition::keyword as k;
use definition::moment::Moment;
use definition::name::OfficeName;
use definition::process::budget;
use definition::source::decode::{Decoder, Fields};
use definition::text::{Span, Spanned};

use super::Reader;

impl Reader<'_> {
    /// The moment of a step; the virtual time moves there.
    pub(super) fn time(&mut self, fields: &mut Fields<'_>, office: Option<&OfficeName>) -> Moment {
        let written = [k::AT, k::ADVANCE_TO, k::ADVANCE].into_iter().filter(|keyword| fields.has(*keyword)).count();
        if written > 1 {
            let message = Bilingual::new(
                "at（时间）、advance_to（推进到）、advance（推进）只能写一个",
                "only one of `at`, `advance_to` and `advance` may stand here",
            );
            let start = Span::new(fields.span.start, fields.span.start);
            self.decoder.problem(Code::OneOf, start, message, None);
        }
        let at = fields.optional(&mut self.decoder, k::AT, Decoder::moment);
        let to = fields.optional(&mut self.decoder, k::ADVANCE_TO, Decoder::moment);
        let by = fields.optional(&mut self.decoder, k::ADVANCE, budget);
        if let Some(moment) = at.or(to) {
            self.forward(&moment);
        } else if let Some(by) = by {
            self.now = self.shifted(by, office);
        }
        self.now
    }

    pub(super) fn forward(&mut self, moment: &Spanned<Moment>) {
        if moment.value < self.now {
            let (at, now) = (moment.value.shown(), self.now.shown());
            let message = Bilingual::new(
                format!("时间只能向前：此前已到 {now}，这一步写的是 {at}"),
                format!("time only goes forward: it is {now} already, this step is at {at}"),
            );
            let help = Bilingual::new("调整这一步的时间，或把它移到前面", "mend its time, or move the step up");
            self.decoder.problem(Code::Contradiction, moment.span, message, Some(help));
            return;
        }
        self.now = moment.value;
    }

    /// So long after now: hours exactly; days, months and years keep the time of day.
    fn shifted(&self, by: Budget, office: Option<&OfficeName>) -> Moment {
        let organisation = &self.workspace.organisation;
        let nearest = || office.and_then(|office| organisation.calendar(office, self.now.date()));
        let name = self.definition.calendar.clone().or_else(nearest);
        let Some(calendar) = name.and_then(|name| self.workspace.calendars.get(&name)) else { return self.now };
        let term = Term { budget: by, if_rest_day: RestDay::Stay };
        let Some(due) = calendar::due(self.now, &term, &calendar, &[]) else { return self.now };
        match by {
            Budget::Hours(_) | Budget::WorkingHours(_) => due.due_before,
            Budget::WorkingDays(_) | Budget::NaturalDays(_) | Budget::Months(_) | Budget::Years(_) => {
                Moment::local(due.last_day(), self.now.time())
            }
        }
    }
}
