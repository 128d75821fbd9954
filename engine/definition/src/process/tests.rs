//! What is told of states that stand as they cannot, at its place.

use crate::diagnostic::Code;
use crate::text::SourceText;
use crate::workspace::check;

const HEAD: &str = "process: p\nversion: 1\nname: {zh: 甲, en: P}\neffective: {from: 2020-01-01}\n\
    number: \"P-{year}-{seq:3}\"\nfields: {n: {type: integer}, secret: {type: text, sensitive: true}}\nstart: {role: clerk, form: [n, secret]}\n";
const ORGANISATION: &str =
    "organisation: o\nlevels: [{level: county, name: 县}]\nroles: {clerk: {level: county, name: 经办}}\n";

/// The problems of a process: where, and which.
fn problems(states: &str) -> Vec<(usize, Code)> {
    let text = format!("{HEAD}{states}");
    let texts = [SourceText::new("p.yaml", text), SourceText::new("o.yaml", ORGANISATION)];
    let workspace = check(&texts, "2020-01-01".parse().unwrap());
    let found = workspace.diagnostics.iter().filter(|found| found.source.path == "p.yaml");
    let found = found.filter(|found| found.code != Code::MissingTranslation);
    found.map(|found| (found.span.start.saturating_sub(HEAD.len()), found.code)).collect()
}

/// States as they cannot stand, with what is told of them at the mark.
const BROKEN: &[(&str, Code)] = &[
    // A task where there are states inside.
    (
        "initial: a\nstates:\n  a: {task: ▮{role: clerk}, initial: b, states: {b: {}}, after: [{in: {months: 1}, to: z}]}\n",
        Code::StateShape,
    ),
    // An end inside, a final state and a history at the top, a final region.
    (
        "initial: a\nstates:\n  a: {initial: b, states: {b: {after: [{in: {months: 1}, to: z}]}, ▮c: {end: x}}}\n",
        Code::StateShape,
    ),
    ("initial: a\nstates:\n  a: {after: [{in: {months: 1}, to: z}]}\n  ▮b: {final: true}\n", Code::StateShape),
    ("initial: a\nstates:\n  a: {after: [{in: {months: 1}, to: z}]}\n  ▮b: {history: deep, to: a}\n", Code::StateShape),
    (
        "initial: a\nstates:\n  a: {after: [{in: {months: 1}, to: z}], regions: {b: {}, ▮c: {final: true}}}\n",
        Code::StateShape,
    ),
    // The same name twice, at different depths.
    (
        "initial: a\nstates:\n  a: {after: [{in: {months: 1}, to: z}], initial: b, states: {b: {}, c: {initial: d, states: {d: {}, ▮b: {}}}}}\n",
        Code::StateShape,
    ),
    // Where it begins, what a history leads to, and an internal way must lie inside.
    ("initial: a\nstates:\n  a: {after: [{in: {months: 1}, to: z}], initial: ▮z, states: {b: {}}}\n", Code::StateShape),
    (
        "initial: a\nstates:\n  a: {after: [{in: {months: 1}, to: z}], initial: b, states: {b: {}, h: {history: deep, to: ▮z}}}\n",
        Code::StateShape,
    ),
    (
        "initial: a\nstates:\n  a: {after: [{in: {months: 1}, to: z, internal: ▮true}], initial: b, states: {b: {}}}\n",
        Code::StateShape,
    ),
    // Two targets a case cannot be in at once.
    (
        "initial: a\nstates:\n  a: {after: [{in: {months: 1}, to: ▮[b, c]}]}\n  b: {after: [{in: {months: 1}, to: z}]}\n  c: {after: [{in: {months: 1}, to: z}]}\n",
        Code::StateShape,
    ),
    (
        "initial: ▮[a, b]\nstates:\n  a: {initial: b, after: [{in: {months: 1}, to: z}], states: {b: {}}}\n",
        Code::StateShape,
    ),
    // Both kinds of inside; a begin that is missing.
    (
        "initial: a\nstates:\n  a: ▮{after: [{in: {months: 1}, to: z}], states: {b: {}}, regions: {c: {}}}\n",
        Code::OneOf,
    ),
    ("initial: a\nstates:\n  a: ▮{after: [{in: {months: 1}, to: z}], states: {b: {}}}\n", Code::MissingKey),
    // What an event carries.
    (
        "initial: a\nstates:\n  a: {receive: {e: {data: ▮{n: {type: text}}, to: z}}, after: [{in: {months: 1}, to: z}]}\n",
        Code::EventData,
    ),
    (
        "initial: a\nstates:\n  a: {enter: [{raise: ▮{event: e, data: {x: secret}}}], after: [{in: {months: 1}, to: z}]}\n",
        Code::EventData,
    ),
    (
        "initial: a\nstates:\n  a: {enter: [{raise: {event: ▮done.a}}], after: [{in: {months: 1}, to: z}]}\n",
        Code::EventData,
    ),
    (
        "initial: a\nstates:\n  a: {enter: [▮{raise: {event: e}}], receive: {e: {data: {x: {type: text}}, to: z}}, after: [{in: {months: 1}, to: z}]}\n",
        Code::EventData,
    ),
    // An event no state waits for.
    (
        "initial: a\nstates:\n  a: {enter: [▮{raise: {event: e}}], after: [{in: {months: 1}, to: z}]}\n",
        Code::EventUnheard,
    ),
    // A history is nowhere a case can be.
    (
        "initial: a\nstates:\n  a: {after: [{in: {months: 1}, to: z, when: in(▮h)}, {in: {months: 2}, to: z}], initial: b, states: {b: {}, h: {history: deep, to: b}}}\n",
        Code::UnknownState,
    ),
    (
        "initial: a\nstates:\n  a: {after: [{in: {months: 1}, to: z}], initial: b, states: {b: {}, h: {history: deep, to: b}, c: {task: {role: clerk, not_same_person_as: [▮h]}, on: {go: {to: z}}}}}\n",
        Code::StateShape,
    ),
    // A region that is never done keeps the state around it from being done.
    (
        "initial: a\nstates:\n  a: {done: {to: z}, regions: {b: {initial: b1, states: {b1: {after: [{in: {months: 1}, to: b2}]}, b2: {final: true}}}, c: {initial: c1, states: {▮c1: {}}}}}\n",
        Code::NoWayOut,
    ),
    // From one region into another.
    (
        "initial: a\nstates:\n  a: {after: [{in: {months: 1}, to: z}], regions: {b: {initial: b1, states: {b1: {receive: {e: ▮{sender: outside, to: c1}}}}}, c: {initial: c1, states: {c1: {}}}}}\n",
        Code::RegionsRestart,
    ),
];

#[test]
fn a_state_that_stands_as_it_cannot_is_told_at_its_place() {
    let end = "  z: {end: done}\n";
    for (marked, code) in BROKEN {
        let at = marked.find('▮').unwrap();
        let states = format!("{}{end}", marked.replace('▮', ""));
        let found = problems(&states);
        assert!(found.contains(&(at, *code)), "{marked}: expected {code:?} at {at}, found {found:?}");
    }
}

#[test]
fn states_in_states_that_stand_as_they_can_are_told_nothing_of() {
    let sound = "initial: c1\nstates:\n  \
        a:\n    done: {to: z}\n    after: [{in: {months: 1}, to: z}]\n    on: {withdraw: {to: z}}\n    regions:\n      \
          b: {initial: {to: h, do: [{raise: {event: e}}]}, states: {h: {history: shallow, to: b1}, b1: {receive: {e: {to: b2}}}, b2: {task: {role: clerk}, on: {go: {to: b3}}}, b3: {final: true}}}\n      \
          c: {initial: c1, states: {c1: {receive: {done.b: {to: c2}}}, c2: {final: true}}}\n  \
        z: {end: done}\n";
    assert_eq!(problems(sound), []);
}

#[test]
fn a_way_out_of_a_state_around_is_a_way_out_of_those_inside() {
    let stuck = "initial: a\nstates:\n  a: {initial: b, states: {b: {receive: {e: {sender: outside, to: z}}}}}\n  z: {end: done}\n";
    assert!(problems(stuck).iter().any(|(_, code)| *code == Code::NoWayOut), "{:?}", problems(stuck));
    let out = stuck.replace("initial: b,", "initial: b, after: [{in: {months: 1}, to: z}],");
    assert_eq!(problems(&out), []);
}

#[test]
fn an_innermost_state_without_any_way_to_an_end_is_told() {
    let trap = "initial: a\nstates:\n  a: {initial: b, states: {b: {after: [{in: {months: 1}, to: c}]}, c: {after: [{in: {months: 1}, to: b}]}}, receive: {e: {sender: outside, to: c}}}\n  z: {end: done}\n";
    let found: Vec<Code> = problems(trap).into_iter().map(|(_, code)| code).collect();
    assert!(found.contains(&Code::NoWayToEnd) && found.contains(&Code::UnreachableState), "{found:?}");
}

#[test]
fn a_formula_that_cannot_be_read_is_told_where_it_stands_and_not_wherever_it_is_used() {
    let values = "values: {half: n /, twice: half * 2}\n";
    let states = "initial: a\nstates: {a: {task: {role: clerk}, on: {go: {to: z, when: twice > 1, otherwise: no}, stop: {to: z}}}, z: {end: z}}\n";
    let found: Vec<Code> = problems(&format!("{values}{states}")).into_iter().map(|(_, code)| code).collect();
    assert_eq!(found, [Code::ExpressionSyntax]);
    let strange = states.replace("twice > 1", "thrice > 1");
    let found: Vec<Code> = problems(&format!("{values}{strange}")).into_iter().map(|(_, code)| code).collect();
    assert_eq!(found, [Code::ExpressionSyntax, Code::ExpressionName]);
}
