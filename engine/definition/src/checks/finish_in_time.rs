//! 最长办理期限: what the deadlines on the longest way take together must be within what the whole may take. A way back is not
//! counted twice; time in a state that has no deadline is unbounded, unless a deadline across states bounds it.

use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use super::graph::{self, By, Edge};
use crate::bilingual::Bilingual;
use crate::calendar::{self, Budget, Calendar, Limit, RestDay, Term};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Deadline, Definition, FinishLimit, From, StateKind, Until, Wait};
use crate::moment::Moment;
use crate::name::StateName;

/// The most ways looked at for one limit.
const WAYS_MAX: usize = 2_000;
/// The most states on a way.
const WAY_STATES_MAX: usize = 200;

type Next<'d> = BTreeMap<&'d StateName, Vec<&'d Edge<'d>>>;

/// A way from the beginning of a limit to its end, and how far time has gone on it at most; none if nothing bounds it.
struct Way<'d> {
    states: Vec<&'d StateName>,
    ends: Result<Moment, &'d StateName>,
}

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    if definition.limits.is_empty() {
        return;
    }
    let Some(calendar) = usual_calendar(subject) else { return };
    let edges = graph::edges(definition);
    let mut next: Next<'_> = BTreeMap::new();
    for edge in edges.iter().filter(|edge| !matches!(edge.by, By::Reopening)) {
        next.entry(edge.from).or_default().push(edge);
    }
    for limit in &definition.limits {
        let begins = Moment::start_of(subject.today);
        let term = Term { budget: limit.budget, if_rest_day: RestDay::Stay };
        let Some(due) = calendar::due(begins, &term, &calendar, &[]) else { continue };
        let search = Search { definition, limit, calendar: &calendar, next: &next, begins };
        let ways = search.ways();
        let worst = ways.iter().filter_map(|way| way.ends.ok().map(|ends| (ends, way))).max_by_key(|(ends, _)| *ends);
        let is_over = |ends: Moment| match is_by_the_hour(limit.budget) {
            true => ends > due.due_before,
            false => ends.date() > due.last_day(),
        };
        if let Some((ends, way)) = worst.filter(|(ends, _)| is_over(*ends)) {
            diagnostics.push(broken(subject, limit, way, ends, due.due_before));
        } else if let Some((way, state)) = ways.iter().find_map(|way| way.ends.err().map(|state| (way, state))) {
            diagnostics.push(unproved(subject, limit, way, state));
        }
    }
}

fn usual_calendar(subject: &Subject<'_>) -> Option<std::sync::Arc<Calendar>> {
    let calendars = subject.around.calendars;
    let named = subject.definition.calendar.as_ref().or_else(|| calendars.names().next());
    named.and_then(|name| calendars.get(name))
}

struct Search<'s, 'd> {
    definition: &'d Definition,
    limit: &'s FinishLimit,
    calendar: &'s Calendar,
    next: &'s Next<'d>,
    begins: Moment,
}

impl<'d> Search<'_, 'd> {
    /// Every way without a state twice, up to a number of them.
    fn ways(&self) -> Vec<Way<'d>> {
        let mut found: Vec<Way<'d>> = Vec::new();
        let mut open: Vec<Vec<&'d StateName>> = self.firsts().into_iter().map(|first| vec![first]).collect();
        open.reverse();
        while let Some(states) = open.pop() {
            let Some(last) = states.last() else { continue };
            if self.is_over(&states, last) || states.len() >= WAY_STATES_MAX {
                found.push(Way { ends: self.time(&states), states });
                if found.len() >= WAYS_MAX {
                    break;
                }
                continue;
            }
            let following: BTreeSet<&'d StateName> =
                self.next.get(last).into_iter().flatten().map(|edge| edge.to).collect();
            for state in following.into_iter().rev().filter(|state| !states.contains(state)) {
                open.push(states.iter().copied().chain([state]).collect());
            }
        }
        found
    }

    fn firsts(&self) -> Vec<&'d StateName> {
        let reached = |state: &StateName| self.definition.states.get_key_value(state).map(|(name, _)| name);
        match &self.limit.from {
            From::ReceivedAt | From::Start | From::Field(_) | From::Asked(_) => graph::beginning(self.definition),
            From::Reach(state) => reached(state).into_iter().collect(),
            From::Leave(state) => self
                .next
                .iter()
                .filter(|(from, _)| **from == state)
                .flat_map(|(_, edges)| edges)
                .map(|edge| edge.to)
                .collect(),
        }
    }

    fn is_over(&self, states: &[&StateName], last: &StateName) -> bool {
        let is_end = self.definition.state(last).is_none_or(|state| matches!(state.kind, StateKind::End(_)));
        let before = states.len().checked_sub(2).and_then(|at| states.get(at));
        is_end
            || self.limit.until.iter().any(|until| match until {
                Until::Reach(state) => state == last && states.len() > 1,
                Until::Leave(state) => before.is_some_and(|before| *before == state),
                Until::End | Until::Answered(_) => false,
            })
    }

    /// When the last state of a way is entered at the latest, or the first state on it that nothing bounds.
    fn time(&self, states: &[&'d StateName]) -> Result<Moment, &'d StateName> {
        let mut now: Result<Moment, &'d StateName> = Ok(self.begins);
        let mut running: Vec<(&Deadline, Moment)> =
            self.started(|from| matches!(from, From::Start | From::ReceivedAt), self.begins);
        let mut around: BTreeMap<&'d StateName, Moment> = BTreeMap::new();
        for pair in states.windows(2) {
            let [from, to] = pair else { continue };
            self.go_inside(from, now, &mut around);
            if let Ok(at) = now {
                running.extend(self.started(|begun| *begun == From::Reach((*from).clone()), at));
            }
            now = now.and_then(|at| self.stay(from, at, &around).ok_or(*from));
            let bound = running.iter().filter(|(deadline, _)| ends(deadline, from, to)).map(|(_, due)| *due).min();
            now = match (now, bound) {
                (Ok(at), Some(due)) => Ok(at.min(due)),
                (Err(_), Some(due)) => Ok(due),
                (now, None) => now,
            };
            if let Ok(at) = now {
                running.extend(self.started(|begun| *begun == From::Leave((*from).clone()), at));
            }
        }
        now
    }

    /// The deadlines across states whose clock begins, with when they are due. One that may stop bounds nothing.
    fn started(&self, begins: impl Fn(&From) -> bool, at: Moment) -> Vec<(&'d Deadline, Moment)> {
        let all = self.definition.deadlines.values().filter(|deadline| begins(&deadline.from));
        let sure =
            all.filter(|deadline| deadline.stops_while.iter().all(|state| self.limit.stops_while.contains(state)));
        sure.filter_map(|deadline| Some((deadline, self.due(at, deadline.limit)?))).collect()
    }

    fn due(&self, at: Moment, limit: Limit) -> Option<Moment> {
        // What ends with a day is followed by what begins on that day, not on the next.
        let due = limit.due(at, self.calendar, &[])?;
        Some(if limit.term().is_some_and(|term| is_by_the_hour(term.budget)) {
            due.due_before
        } else {
            Moment::start_of(due.last_day()).max(at)
        })
    }

    /// Since when a case is in the states around the one it is in.
    fn go_inside(
        &self,
        state: &StateName,
        now: Result<Moment, &'d StateName>,
        around: &mut BTreeMap<&'d StateName, Moment>,
    ) {
        let outer: BTreeSet<&StateName> = self.definition.around(state).map(|outer| &outer.name).collect();
        around.retain(|outer_before, _| outer.contains(outer_before));
        for name in outer {
            if let (Ok(at), Some((name, _))) = (now, self.definition.states.get_key_value(name)) {
                around.entry(name).or_insert(at);
            }
        }
    }

    /// When a state is left at the latest if it is entered at a moment: by its own waits or those of what is around it, at once,
    /// or never for sure.
    fn stay(&self, state: &StateName, at: Moment, around: &BTreeMap<&'d StateName, Moment>) -> Option<Moment> {
        if self.limit.stops_while.contains(state) {
            return Some(at);
        }
        let outer = around.iter().filter_map(|(outer, since)| self.over(outer, *since)).map(|over| over.max(at));
        outer.chain(self.over(state, at)).min()
    }

    /// When a state is over at the latest, by itself.
    fn over(&self, state: &StateName, since: Moment) -> Option<Moment> {
        let working = self.definition.state(state).and_then(|state| state.working())?;
        let waits = working.after.iter().filter_map(|after| match &after.wait {
            Wait::For(budget) => self.due(since, Term { budget: *budget, if_rest_day: RestDay::Stay }.into()),
            Wait::Until(_) => None,
        });
        let own = self.definition.deadlines.values().filter(|deadline| {
            deadline.from == From::Reach(state.clone()) && deadline.until.contains(&Until::Leave(state.clone()))
        });
        let deadlines = own.filter_map(|deadline| self.due(since, deadline.limit));
        let at_once = working.always.iter().any(|branch| branch.when.is_none()).then_some(since);
        waits.chain(deadlines).chain(at_once).min()
    }
}

fn is_by_the_hour(budget: Budget) -> bool {
    match budget {
        Budget::Hours(_) | Budget::WorkingHours(_) => true,
        Budget::WorkingDays(_) | Budget::NaturalDays(_) | Budget::Months(_) | Budget::Years(_) => false,
    }
}

/// Whether going from one state to another meets a deadline.
fn ends(deadline: &Deadline, from: &StateName, to: &StateName) -> bool {
    deadline.until.iter().any(|until| match until {
        Until::Reach(state) => state == to,
        Until::Leave(state) => state == from,
        Until::End | Until::Answered(_) => false,
    })
}

fn way_words(way: &Way<'_>) -> String {
    way.states.iter().map(|state| state.as_str()).collect::<Vec<_>>().join(" → ")
}

fn broken(subject: &Subject<'_>, limit: &FinishLimit, way: &Way<'_>, ends: Moment, due: Moment) -> Diagnostic {
    let (day, last) = (ends.date(), due.plus_milliseconds(-1).date());
    let (way, begins) = (way_words(way), subject.today);
    let message = Bilingual::new(
        format!("各环节时限合计超过最长办理期限：{begins} 起算应到 {last} 为止，走“{way}”最迟到 {day}"),
        format!(
            "the deadlines together take longer than the whole may: begun on {begins} it ends on {last}, by `{way}` on {day} at the latest"
        ),
    );
    let help = Bilingual::new(
        "缩短这条路上的时限，或放宽 must_finish_within（最长办理期限）",
        "shorten the deadlines on this way, or widen `must_finish_within`",
    );
    subject.problem(Code::LimitBroken, limit.span, "must_finish_within".to_owned(), message, help)
}

fn unproved(subject: &Subject<'_>, limit: &FinishLimit, way: &Way<'_>, state: &StateName) -> Diagnostic {
    let way = way_words(way);
    let message = Bilingual::new(
        format!("不能证明守得住最长办理期限：走“{way}”，在环节“{state}”停多久没有时限管着"),
        format!(
            "it cannot be shown that the limit is kept: by `{way}`, nothing bounds how long the case stays in `{state}`"
        ),
    );
    let help = Bilingual::new(
        format!("给“{state}”写 deadline（时限），或把它写进 stops_while（暂停计时）"),
        format!("give `{state}` a `deadline`, or name it under `stops_while`"),
    );
    subject.problem(Code::LimitUnproved, limit.span, "must_finish_within".to_owned(), message, help)
}
