//! Recurring times against the open cases of the cron pattern specification OCPS 1.0 to 1.4, as croner keeps them: what a case
//! refuses is refused here, and what it takes gives, for its next times, what a matcher written for this test gives. Read from the
//! folder DOUDI_OCPS names (croner's `test`); no part of this repository. What this dialect cannot say is in docs/cron.md.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what it skips"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chrono::{Datelike, Days, NaiveTime};
use definition::moment::Moment;
use definition::schedule::Schedule;

/// Where the next times begin: a Monday.
const FROM: &str = "2020-04-20T10:12+08:00";
/// How many next times are compared.
const TIMES: usize = 20;
/// How far the matcher looks.
const DAYS: u64 = 12_000;
const NAMES: [(&str, &[&str]); 2] = [
    ("month", &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]),
    ("weekday", &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]),
];

struct Case {
    name: String,
    pattern: String,
    is_refused: bool,
}

#[test]
fn what_the_open_cases_take_and_refuse_is_taken_and_refused() {
    let Some(folder) = std::env::var_os("DOUDI_OCPS") else {
        println!("SKIPPED: DOUDI_OCPS names no folder with the open cases of croner (its `test`)");
        return;
    };
    let (mut compared, mut refused, mut beyond) = (0, 0, Vec::new());
    let mut wrong = Vec::new();
    for version in 0..=4 {
        let file = Path::new(&folder).join(format!("ocps-1.{version}.test.ts"));
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for case in cases(&text) {
            let told = format!("{} `{}`", case.name, case.pattern);
            match (Schedule::parse(&case.pattern), case.is_refused) {
                _ if cannot_be_said(&case.pattern) => beyond.push(told),
                (Err(_), true) => refused += 1,
                (Ok(_), true) => wrong.push(format!("{told}: taken")),
                (Err(error), false) => wrong.push(format!("{told}: refused: {}", error.message.en)),
                (Ok(schedule), false) => {
                    compared += 1;
                    let (found, expected) = (next_times(&schedule), matched(&case.pattern));
                    if found != expected {
                        wrong.push(format!("{told}: {found:?} in place of {expected:?}"));
                    }
                }
            }
        }
    }
    println!("{compared} patterns give the same next times, {refused} are refused, {} cannot be said", beyond.len());
    println!("{}", beyond.join("\n"));
    assert_eq!(wrong, Vec::<String>::new());
    assert!(compared > 40, "the cases read: {compared}");
}

/// The patterns written out in the cases of a file, and whether each is to throw.
fn cases(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for body in text.split("\ntest(\"").skip(1) {
        let name = body.split('"').next().unwrap_or_default().to_owned();
        for (at, _) in body.match_indices("new Cron(\"") {
            let rest = &body[at + "new Cron(\"".len()..];
            let end = rest.find('"').unwrap();
            // An option changes what the pattern means; `domAndDow: false` is what is usual.
            let options = rest[end..].split(')').next().unwrap_or_default();
            if options.contains('{') && !options.contains("domAndDow: false") {
                continue;
            }
            let throws = body[..at].rfind("assertThrows(").is_some_and(|from| {
                let between = &body[from..at];
                between.matches('(').count() > between.matches(')').count()
            });
            let pattern = rest[..end].replace("\\t", "\t");
            cases.push(Case { name: name.clone(), pattern, is_refused: throws });
        }
    }
    cases
}

/// Days counted from the end, nearest working days, n-th weekdays, and years no deadline of ours has.
fn cannot_be_said(pattern: &str) -> bool {
    let fields: Vec<&str> = pattern.split_whitespace().collect();
    let offset = fields.len().saturating_sub(5).min(1);
    let days = [fields.get(2 + offset), fields.get(4 + offset)];
    let special = |field: &str| {
        let bare = field.to_ascii_uppercase().replace("JUL", "").replace("WED", "");
        bare.contains(['#', 'L', 'W'])
    };
    let far = fields.get(6).is_some_and(|year| year.parse::<u32>().is_ok_and(|year| !(1970..=2100).contains(&year)));
    far || (fields.len() >= 5 && days.into_iter().flatten().any(|field| special(field)))
}

fn next_times(schedule: &Schedule) -> Vec<String> {
    let mut at = Moment::parse(FROM).unwrap();
    let mut times = Vec::new();
    while let Some(next) = schedule.after(at).filter(|_| times.len() < TIMES) {
        times.push(next.to_string());
        at = next;
    }
    times
}

/// The same by trying every day, hour, minute and second.
fn matched(pattern: &str) -> Vec<String> {
    let pattern = match pattern.trim().to_ascii_lowercase().as_str() {
        "@yearly" | "@annually" => "0 0 1 1 *".to_owned(),
        "@monthly" => "0 0 1 * *".to_owned(),
        "@weekly" => "0 0 * * 0".to_owned(),
        "@daily" | "@midnight" => "0 0 * * *".to_owned(),
        "@hourly" => "0 * * * *".to_owned(),
        _ => pattern.to_ascii_uppercase(),
    };
    let mut fields: Vec<&str> = pattern.split_whitespace().collect();
    if fields.len() == 5 {
        fields.insert(0, "0");
    }
    if fields.len() == 6 {
        fields.push("*");
    }
    let both = fields[5].starts_with('+');
    let weekday_field = fields[5].trim_start_matches('+');
    let [seconds, minutes, hours] = [(0, 59), (1, 59), (2, 23)].map(|(at, last)| set(fields[at], 0, last, ""));
    let (days, months) = (set(fields[3], 1, 31, ""), set(fields[4], 1, 12, "month"));
    let weekdays: BTreeSet<u32> = set(weekday_field, 0, 7, "weekday").into_iter().map(|day| day % 7).collect();
    let years = set(fields[6], 1970, 2100, "");
    let is_free = |field: &str| matches!(field, "*" | "?");
    let from = Moment::parse(FROM).unwrap();
    let mut times = Vec::new();
    for date in (0..DAYS).map(|day| from.date() + Days::new(day)) {
        let (by_day, by_weekday) =
            (days.contains(&date.day()), weekdays.contains(&date.weekday().num_days_from_sunday()));
        let fits = match (is_free(fields[3]), is_free(weekday_field)) {
            (false, false) if !both => by_day || by_weekday,
            _ => by_day && by_weekday,
        };
        if !fits || !months.contains(&date.month()) || !years.contains(&u32::try_from(date.year()).unwrap()) {
            continue;
        }
        for (hour, minute, second) in
            hours.iter().flat_map(|h| minutes.iter().flat_map(|m| seconds.iter().map(|s| (*h, *m, *s))))
        {
            let at = Moment::local(date, NaiveTime::from_hms_opt(hour, minute, second).unwrap());
            if at > from {
                times.push(at.to_string());
            }
            if times.len() == TIMES {
                return times;
            }
        }
    }
    times
}

fn set(field: &str, first: u32, last: u32, names: &str) -> BTreeSet<u32> {
    let named = NAMES.iter().find(|(kind, _)| *kind == names).map(|(_, names)| *names).unwrap_or_default();
    let number = |text: &str| {
        let by_name = named.iter().position(|name| *name == text).map(|at| u32::try_from(at).unwrap() + first);
        by_name.unwrap_or_else(|| text.parse().unwrap_or_else(|_| panic!("{field}: {text}")))
    };
    let mut all = BTreeSet::new();
    for part in field.split(',') {
        let (range, step) = part.split_once('/').map_or((part, 1), |(range, step)| (range, number(step)));
        let (from, to) = match range.split_once('-') {
            _ if matches!(range, "*" | "?") => (first, last),
            Some((from, to)) => (number(from), number(to)),
            None => (number(range), number(range)),
        };
        let to = if to < from && names == "weekday" { to + 7 } else { to };
        all.extend((from..=to).step_by(usize::try_from(step).unwrap()));
    }
    all
}
