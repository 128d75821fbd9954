//! What came of a span against what must have come of it: exactly these occurrences and mails, in any order.

use definition::bilingual::Bilingual;
use definition::text::Span;
use machine::Addressee;

use super::run::miss;
use super::{Seen, SpanVenue};
use crate::failure::Miss;
use crate::read::{CountLine, MailLine, SpanFile, TurnLine};

/// The most lines of what was found that a failure shows.
const SHOWN_MAX: usize = 40;

pub(super) fn judge(file: &SpanFile, venue: &mut impl SpanVenue) -> Result<(), Box<Miss>> {
    let seen = venue.occurrences();
    if let Some(expected) = &file.occurrences {
        let mut left: Vec<&Seen> = seen.iter().collect();
        for line in expected {
            let found = left.iter().position(|seen| is_of(&line.value, seen));
            let Some(found) = found else {
                return Err(occurrence_miss(
                    line.span,
                    &line.value,
                    None,
                    "没有这一次应办",
                    "there is no such occurrence",
                ));
            };
            let found = left.swap_remove(found);
            if !holds(&line.value, found, venue) {
                return Err(occurrence_miss(
                    line.span,
                    &line.value,
                    Some(found),
                    "应办的结果不符",
                    "it came to something else",
                ));
            }
        }
        if !left.is_empty() {
            let found: Vec<String> = left.iter().take(SHOWN_MAX).map(|seen| shown(seen)).collect();
            let message = Bilingual::new("还有没写到的应办", "there are occurrences that are not listed");
            return Err(miss(file.name.span, String::new(), found.join("; "), message));
        }
    }
    file.counted.iter().try_for_each(|line| count(&line.value, line.span, &seen))?;
    match &file.mails {
        Some(expected) => mails(file.name.span, expected.iter().map(|line| line.value.clone()).collect(), venue),
        None => Ok(()),
    }
}

fn is_of(line: &TurnLine, seen: &Seen) -> bool {
    let which = &line.which;
    which.obligation == seen.obligation && which.office == seen.office && which.period == seen.period
}

fn holds(line: &TurnLine, seen: &Seen, venue: &mut impl SpanVenue) -> bool {
    let missed = line.missed.as_ref().is_none_or(|state| {
        let observed = seen.missed_case.and_then(|case| venue.observe(case));
        observed.is_some_and(|observed| observed.case.leaves().any(|(active, _)| active == state))
    });
    missed
        && line.turn == seen.turn
        && line.due.is_none_or(|due| due == seen.due)
        && line.target.is_none_or(|target| target == seen.target)
        && line.done_at.is_none_or(|at| Some(at) == seen.done_at)
}

fn occurrence_miss(span: Span, line: &TurnLine, found: Option<&Seen>, zh: &str, en: &str) -> Box<Miss> {
    let TurnLine { which, turn, .. } = line;
    let expected = format!("{} {} {} {}", which.obligation, which.office, which.period, turn.as_str());
    miss(span, expected, found.map_or_else(|| "~".to_owned(), shown), Bilingual::new(zh, en))
}

fn shown(seen: &Seen) -> String {
    let Seen { obligation, office, period, due, target, turn, done_at, .. } = seen;
    let done = done_at.map_or_else(String::new, |at| format!(" done {}", at.shown()));
    let above = if seen.missed_case.is_some() { " with a case above" } else { "" };
    format!("{obligation} {office} {period} due {due} target {target} {}{done}{above}", turn.as_str())
}

fn count(line: &CountLine, span: Span, seen: &[Seen]) -> Result<(), Box<Miss>> {
    let found = seen.iter().filter(|seen| seen.obligation == line.obligation && seen.turn == line.turn).count();
    if u32::try_from(found) == Ok(line.count) {
        return Ok(());
    }
    let message = Bilingual::new("应办数不符", "another number of occurrences came to that");
    Err(miss(span, line.count.to_string(), found.to_string(), message))
}

fn mails(span: Span, mut expected: Vec<MailLine>, venue: &mut impl SpanVenue) -> Result<(), Box<Miss>> {
    let told = venue.told().into_iter().filter_map(|told| match told.to {
        Addressee::Person(to) => Some(MailLine { at: told.at, template: told.template, to }),
        Addressee::Applicant => None,
    });
    let mut found: Vec<MailLine> = told.collect();
    found.sort();
    expected.sort();
    if found == expected {
        return Ok(());
    }
    let lines = |these: &[MailLine], those: &[MailLine]| {
        let only = these.iter().filter(|line| !those.contains(line)).take(SHOWN_MAX);
        let lines: Vec<String> =
            only.map(|line| format!("{{template: {}, to: {}, at: {}}}", line.template, line.to, line.at)).collect();
        lines.join("\n")
    };
    let message = Bilingual::new("邮件不符", "other mails were queued");
    Err(miss(span, lines(&expected, &found), lines(&found, &expected), message))
}
