//! A calendar that ends before the process's longest period does: later dates would be provisional.

use super::Subject;
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::moment::Moment;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, deadline) in &subject.definition.deadlines {
        let named = deadline.calendar.as_ref().or(subject.definition.calendar.as_ref());
        let Some(calendar) = named.and_then(|name| subject.around.calendars.get(name)) else { continue };
        let due = deadline.limit.due(Moment::start_of(subject.today), &calendar, &[]);
        if !due.is_some_and(|due| due.provisional) {
            continue;
        }
        let title = &deadline.title;
        let message = Bilingual::new(
            format!("今天起算的时限“{}”会超出工作日历的覆盖期，日期只能暂定", title.zh),
            format!(
                "the deadline `{}`, begun today, ends beyond what the calendar covers; its date is provisional",
                title.en
            ),
        );
        let help = Bilingual::new("导入下一年的工作日历", "import the calendar of the next year");
        diagnostics.push(subject.problem(
            Code::CalendarEnds,
            deadline.span,
            format!("deadlines.{name}"),
            message,
            help,
        ));
    }
}
