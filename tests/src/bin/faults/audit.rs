//! The record of the run against what the server holds: nothing acknowledged is missing, nothing is there twice, and nothing is
//! there that nobody asked for.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use service::Moment;

use crate::book::Entry;
use crate::history::{self, Step};
use crate::load;
use crate::report::Report;
use crate::request::{Answered, Wants};
use crate::site::Site;

/// The status of an answer about a case that is not there.
const NOT_FOUND: u16 = 404;
/// The status of an answer to a token that is not known.
const UNKNOWN_TOKEN: u16 = 401;

/// Compares everything.
pub fn audit(site: &Site, report: &mut Report) {
    let entries = site.book.read();
    let histories = history::all(site);
    answers(&entries, report);
    let explained = effects(&entries, &histories, report);
    nothing_unasked(&histories, &explained, report);
    cases(&entries, &histories, site, report);
    for (case, steps) in &histories {
        rungs(case, steps, report);
        moments(case, steps, report);
    }
    report.figure("requests", entries.len());
    report.figure("sent again for want of an answer", entries.values().filter(|entry| entry.asked > 1).count());
    report.figure("cases", histories.len());
    report.figure("steps", histories.values().map(Vec::len).sum());
}

/// Every request has an answer, and only one.
fn answers(entries: &BTreeMap<String, Entry>, report: &mut Report) {
    for (key, Entry { answers, .. }) in entries {
        report.check("every request was answered", !answers.is_empty(), || key.clone());
        let same = answers.windows(2).all(|pair| pair[0] == pair[1]);
        report.check("the same request gets the same answer", same, || format!("{key}: {answers:?}"));
        let expected = answers.iter().all(|answer| answer.is_done() || answer.is_refused());
        report.check("no request fails inside the server", expected, || format!("{key}: {answers:?}"));
        // Clients learn of a case only by an acknowledgement.
        let there = answers.iter().all(|answer| answer.status != NOT_FOUND);
        report.check("no case is said not to be there", there, || format!("{key}: {answers:?}"));
        let known = answers.iter().all(|answer| answer.status != UNKNOWN_TOKEN);
        report.check("every token that was given out holds", known, || format!("{key}: {answers:?}"));
    }
    let done = entries.values().any(|entry| entry.answers.iter().any(Answered::is_done));
    report.check("something was done at all", done, || format!("{} requests", entries.len()));
}

/// Every acknowledged effect is in its place; answers those places.
fn effects(
    entries: &BTreeMap<String, Entry>,
    histories: &BTreeMap<String, Vec<Step>>,
    report: &mut Report,
) -> BTreeSet<(String, u64)> {
    let mut explained = BTreeSet::new();
    for (key, entry) in entries {
        let Some(answer) = entry.answers.first().filter(|answer| answer.is_done()) else { continue };
        let answer = answer.json();
        let (case, seq) = (answer["case"].as_str().unwrap_or_default(), answer["seq"].as_u64().unwrap_or_default());
        let step = histories.get(case).and_then(|steps| steps.iter().find(|step| step.seq == seq));
        let there = step.is_some_and(|step| is_effect(step, entry));
        report.check("what was acknowledged is there", there, || format!("{key}: {answer} {step:?}"));
        let first = explained.insert((case.to_owned(), seq));
        report.check("no two requests have one effect", first, || format!("{key}: {case} {seq}"));
    }
    explained
}

fn is_effect(step: &Step, entry: &Entry) -> bool {
    let request = &entry.request;
    let same = step.cause == request.wants.cause() && step.person.as_deref() == Some(request.person.as_str());
    same && match &request.wants {
        Wants::Start(process) => step.data("case_started").any(|data| data["process"] == process.as_str()),
        Wants::Act(action) => step.data("action_taken").any(|data| data["action"] == action.as_str()),
        Wants::Claim => step.data("task_claimed").count() == 1,
        Wants::Release => step.data("task_released").count() == 1,
    }
}

/// Every step of a person is the effect of one request: so nothing was done twice, and nothing refused was done.
fn nothing_unasked(histories: &BTreeMap<String, Vec<Step>>, explained: &BTreeSet<(String, u64)>, report: &mut Report) {
    for (case, steps) in histories {
        for (expected, step) in (1..).zip(steps) {
            report.check("histories have no gaps", step.seq == expected, || format!("{case}: {}", step.seq));
            let asked = step.person.is_none() || explained.contains(&(case.clone(), step.seq));
            report.check("every step of a person was asked for", asked, || format!("{case}: {step:?}"));
        }
    }
}

/// As many cases as were started, each with its own number, and each watch entry with its cause.
fn cases(entries: &BTreeMap<String, Entry>, histories: &BTreeMap<String, Vec<Step>>, site: &Site, report: &mut Report) {
    let started = entries.values().filter(|entry| {
        matches!(entry.request.wants, Wants::Start(_)) && entry.answers.first().is_some_and(|answer| answer.is_done())
    });
    let started = started.count();
    let of_people = histories.values().filter(|steps| steps.first().is_some_and(|step| step.person.is_some())).count();
    report.check("as many cases as were started", started == of_people, || format!("{started} and {of_people}"));
    let asked: BTreeSet<String> = histories
        .values()
        .flatten()
        .flat_map(|step| step.data("case_requested"))
        .map(|data| data["id"].as_str().unwrap_or_default().to_owned())
        .collect();
    let of_cases: BTreeSet<String> = histories
        .iter()
        .filter(|(_, steps)| steps.first().is_some_and(|step| step.person.is_none()))
        .map(|(id, _)| id.clone())
        .collect();
    report.check("each watch entry has its cause, once", asked == of_cases, || format!("{asked:?} {of_cases:?}"));
    let numbers = site.count("SELECT count(DISTINCT number) FROM cases");
    let all = i64::try_from(histories.len()).unwrap_or_default();
    report.check("each case has its own number", numbers == all, || format!("{numbers} of {all}"));
    gapless(site, report);
}

/// Running numbers have no gaps: what was not committed took none.
fn gapless(site: &Site, report: &mut Report) {
    let mut highest: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for number in site.texts("SELECT number FROM cases") {
        let Some((series, last)) = number.rsplit_once('-') else { continue };
        let last = last.parse().unwrap_or_default();
        let entry = highest.entry(series.to_owned()).or_default();
        *entry = (entry.0 + 1, entry.1.max(last));
    }
    for (series, (count, last)) in highest {
        report.check("running numbers have no gaps", count == last, || format!("{series}: {count} up to {last}"));
    }
}

/// Each rung at most once, never early, in order; the rungs of a late probe all of them unless it was answered first.
fn rungs(case: &str, steps: &[Step], report: &mut Report) {
    let reached: Vec<(&Step, &Json)> =
        steps.iter().flat_map(|step| step.data("rung_reached").map(move |data| (step, data))).collect();
    let key = |data: &Json| (data["deadline"].to_string(), data["generation"].to_string(), data["rung"].to_string());
    let distinct: BTreeSet<_> = reached.iter().map(|(_, data)| key(data)).collect();
    report.check("each rung comes once", distinct.len() == reached.len(), || format!("{case}: {reached:?}"));
    let due = |data: &Json| data["due_at"].as_str().and_then(Moment::parse);
    let early = reached.iter().any(|(step, data)| Moment::parse(&step.at) < due(data));
    report.check("no rung comes early", !early, || format!("{case}: {reached:?}"));
    let in_order = reached.windows(2).all(|pair| due(pair[0].1) <= due(pair[1].1));
    report.check("rungs come in order", in_order, || format!("{case}: {reached:?}"));
    let probe = steps.first().is_some_and(|step| step.data("case_started").any(|data| data["process"] == "late-probe"));
    let ended = steps.iter().any(|step| step.data("case_ended").count() > 0);
    if probe && !ended {
        report.check("every rung that is due has come", reached.len() == 4, || format!("{case}: {reached:?}"));
    }
}

/// Time goes only forward in a case, and no further than it has really gone.
fn moments(case: &str, steps: &[Step], report: &mut Report) {
    let at: Vec<Option<Moment>> = steps.iter().map(|step| Moment::parse(&step.at)).collect();
    let forward = at.windows(2).all(|pair| pair[0] <= pair[1]);
    report.check("time never goes back in a history", forward, || format!("{case}: {at:?}"));
    let now = load::now();
    let real = at.iter().all(|at| at.is_some_and(|at| at <= now));
    report.check("nothing is dated later than it was", real, || format!("{case}: {at:?}"));
}
