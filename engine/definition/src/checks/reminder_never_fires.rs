//! A reminder whose moment always lies before the clock begins would never be sent.

use super::Subject;
use crate::bilingual::Bilingual;
use crate::calendar::{self, Calendar, DayRule, Limit, NamedDay, RestDay, Term};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Deadline, From, Rung, RungTime};
use crate::moment::Moment;
use crate::text::Span;

/// Starts on so many consecutive days are tried: every weekday, holidays and make-up days among them.
const DAYS_TRIED: u64 = 60;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, deadline) in &subject.definition.deadlines {
        let named = deadline.calendar.as_ref().or(subject.definition.calendar.as_ref());
        let calendar = match named {
            Some(name) => subject.around.calendars.get(name),
            None => subject.around.calendars.names().next().and_then(|name| subject.around.calendars.get(name)),
        };
        let Some(calendar) = calendar else { continue };
        for (position, rung) in deadline.ladder.iter().enumerate() {
            let Rung::Tell { at, span, .. } = rung else { continue };
            if may_fire(subject, deadline, (position, at), &calendar) {
                continue;
            }
            let message = Bilingual::new(
                format!("时限“{name}”的这一提醒永远不会发出：它的时间总在起算之前，或已过到期之时"),
                format!(
                    "this reminder of the deadline `{name}` can never fire: its moment lies before the clock begins or after it is due"
                ),
            );
            let help = Bilingual::new("把提前量改得比期限短", "make its lead shorter than the period itself");
            let first = Span::new(span.start, span.end);
            diagnostics.push(subject.problem(
                Code::ReminderNeverFires,
                first,
                format!("deadlines.{name}"),
                message,
                help,
            ));
        }
    }
}

fn may_fire(
    subject: &Subject<'_>,
    deadline: &Deadline,
    (position, at): (usize, &RungTime),
    calendar: &Calendar,
) -> bool {
    // A day in a field may be filled in long before it comes, so a reminder before it may be sent as well.
    if matches!(at, RungTime::After(..)) || matches!(deadline.from, From::Field(_)) {
        return true;
    }
    // A date stays where it is while the days of the check go on.
    if let Limit::Day(NamedDay { by: DayRule::On(_), .. }) = deadline.limit_of(position) {
        return true;
    }
    let mut days = (0..DAYS_TRIED).filter_map(|day| subject.today.checked_add_days(chrono::Days::new(day)));
    days.any(|day| {
        // The very beginning of a day leaves most time for a reminder on that day.
        let start = Moment::start_of(day);
        let Some(due) = deadline.limit_of(position).due(start, calendar, &[]) else { return true };
        let moment = match at {
            RungTime::Before(lead, time) => {
                let before = calendar::before(due.due_before, lead, calendar);
                time.map_or(before, |time| Moment::local(before.date(), time))
            }
            RungTime::At(time) => Moment::local(due.due_before.plus_milliseconds(-1).date(), *time),
            RungTime::Since(lag) => {
                let term = Term { budget: *lag, if_rest_day: RestDay::Stay };
                calendar::due(start, &term, calendar, &[]).map_or(start, |since| since.due_before)
            }
            RungTime::After(..) => due.due_before,
        };
        start < moment && moment < due.due_before
    })
}
