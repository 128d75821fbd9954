//! The table of keys and the readers say the same: at every kind of map, the keys a reader asks for are those of the table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use authoring::grammar::{Found, Map, root, walk};
use definition::diagnostic::{Code, Diagnostic};
use definition::text::{SourceText, Span};
use definition::workspace::{Kind, kind_of};
use definition::yaml;

use crate::rulebook::TODAY;
use crate::shipped_texts;

/// A key that nothing is called, and nothing is like.
const STRANGER: &str = "qqqqqqqqqq";
/// What the shipped files have no map of.
const MORE: [(&str, &str); 8] = [
    (
        "organisations/more.yaml",
        r#"
organisation: more
offices: {"1": {name: 新设村, level: village, code: "2", within: [{parent: "222403204", from: 2020-01-01}]}}
people: {周: {name: 周, mail: zhou@example.org, posts: [{role: county_clerk, office: "222403"}]}}
"#,
    ),
    (
        "processes/more.yaml",
        r#"
process: more
version: 1
name: {zh: 更多, en: More}
effective: {from: 2020-01-01}
number: "M-{year}-{seq:3}"
allow: {D0801: 理由}
fields:
  sure: {type: boolean, name: {zh: 确定, en: Sure}}
  people: {type: list, max: 5, of: {name: {type: text}}}
start: {role: county_clerk, form: [sure]}
repair: {role: county_clerk}
must_finish_within: {from: received_at, until: reach(z), due: {working_days: 20}}
initial: a
states:
  c:
    task: {role: county_clerk}
    for_each: {persons: 3, done_when: 2 of 3}
    on: {agree: {name: {zh: 同意, en: Agree}}}
    receive: {early: {sender: outside, keep: {for: {natural_days: 10}}, to: z}}
    done: {to: d}
  d:
    task: {role: county_clerk}
    for_each: {over: people, item: one, done_when: all}
    on: {agree: {name: {zh: 同意, en: Agree}}}
    done: {to: z}
  a:
    task: {role: county_clerk}
    on: {go: {branches: [{when: sure, to: z}, {to: c}]}}
    receive:
      paid: {sender: {role: county_clerk}, branches: [{when: sure, to: z}, {to: z}]}
    after: [{in: {hours: 3}, branches: [{when: sure, to: z}, {to: z}]}]
  z: {end: done, reopen: {role: county_clerk, to: a}}
"#,
    ),
    (
        "processes/nested.yaml",
        r#"
process: nested
version: 1
name: {zh: 里外, en: Nested}
effective: {from: 2020-01-01}
number: "N-{year}-{seq:3}"
use: [{fragment: shared, with: {next: z}}]
fields:
  sure: {type: boolean, name: {zh: 确定, en: Sure}}
  all: {type: record, name: {zh: 一组, en: All}, of: {one: {type: integer, name: {zh: 一, en: One}, optional: true}, two: {type: choice, name: {zh: 二, en: Two}, options: {x: {zh: 甲, en: X}}}, three: {type: list, name: {zh: 三, en: Three}, of: integer}}}
tables:
  grade:
    hit: first
    inputs: [{name: {zh: 确定, en: Sure}, formula: sure}]
    outputs: {level: {type: integer, name: {zh: 档, en: Level}}}
    rows: [["-", 1]]
start: {role: county_clerk, form: [sure]}
repair: {role: county_clerk}
cancel: {role: county_clerk}
copies: {role: county_clerk}
initial: a
states:
  a:
    initial: {to: b, do: [{raise: {event: e, data: {n: 1}}}]}
    done: {to: z}
    receive: [{event: e, data: {n: {type: integer, name: {zh: 数, en: N}}}, to: z}, {event: g, sender: outside, branches: [{when: sure, to: z}, {to: z}]}]
    after: [{in: {months: 1}, to: z}]
    states:
      b:
        task: {role: county_clerk, hand_over: {role: county_clerk}, opinions: {o: {role: county_clerk, deadline: {due: {hours: 1}}}}}
        enter: [{send: {key: later, event: e, in: {hours: 3}, data: {n: 2}}}]
        leave: [{cancel: {key: later}}]
        on: {go: {to: f}}
      f: {final: true}
      h: {history: shallow, to: b}
  z: {end: done}
"#,
    ),
    (
        "obligations/more.yaml",
        r#"
obligation: more
name: {zh: 每周, en: Weekly}
effective: {from: 2020-01-01, until: 2021-01-01}
binds: {level: village, except: [{office: "222403204200", reason: 已合并}]}
schedule: {weekly: {weekday: friday}}
period: week
opens: {before: {hours: 9}}
process: patrol
fields: {level: '"village"', period: period.name, patrol_by: due}
done: {at_least: 1}
"#,
    ),
    (
        "fragments/shared.yaml",
        r#"
fragment: shared
takes: [next]
fields: {more: {type: boolean, name: {zh: 更多, en: More}}}
"#,
    ),
    (
        "processes/timed.yaml",
        r#"
process: timed
version: 1
name: {zh: 时限, en: Timed}
source: 例
effective: {from: 2020-01-01}
number: "TM-{year}-{seq:3}"
start: {role: county_clerk}
repair: {role: county_clerk}
suspend: {role: county_clerk, clock: stops, on_resume: remaining}
deadlines:
  counted:
    from: start
    until: end
    due: {working_days: 30}
    target: {due: {working_days: 20}}
    extend: {to: {working_days: 45}, role: county_clerk}
    correct: {within_days: 7, role: county_clerk}
  named: {from: start, until: end, due: {by: {every: quarter, month: 1, day: 5}}}
initial: a
states:
  a: {task: {role: county_clerk}, on: {go: {to: z}}}
  z: {end: done}
"#,
    ),
    (
        "processes/timed.test.yaml",
        r#"
process: timed
people: {甲: {role: county_clerk, office: "222403"}}
scenarios:
  - name: 一
    start: {at: 2020-04-20T10:12+08:00, office: "222403", as: 甲}
    steps:
      - {as: 甲, suspend: {reason: 无}}
      - {as: 甲, resume: {reason: 无}}
      - {as: 甲, extend: {deadline: counted, reason: 无}}
      - {as: 甲, correct: {deadline: counted, from: 2020-04-19T10:12+08:00, reason: 无}}
"#,
    ),
    (
        "processes/more.test.yaml",
        r#"
process: more
people: {甲: {role: county_clerk, office: "222403"}, 乙: {role: county_clerk, office: "222403"}}
scenarios:
  - name: 一
    start: {at: 2020-04-20T10:12+08:00, office: "222403", as: 甲, fields: {sure: true}}
    steps:
      - {as: 甲, do: go}
      - {as: 甲, reopen: {comment: 再看}}
      - {as: 甲, hand_over: {task: b, to: 乙}}
      - {as: 甲, copy: {to: [{role: county_clerk, office: "222403"}]}}
      - {as: 甲, ask: {task: b, opinion: o, question: 无}}
      - {as: 甲, answer: {opinion: o, text: 无}}
      - {as: 甲, add_signers: {task: b, to: 乙}}
      - {as: 甲, sign: {task: 2, agrees: true}}
      - {as: 甲, cancel: {reason: 无}}
      - {as: 甲, retry: {}}
      - {as: 甲, move: {to: z, reason: 无, second: 乙}}
"#,
    ),
];

/// A key its reader takes out before it reads the rest, and so does not name among them.
const TAKEN_APART: (&str, &str) = ("part", "optional");

/// A place where a strange key is put.
struct Site {
    map: &'static Map,
    /// Where it stands in the changed text.
    at: usize,
}

/// A text with strange keys put into it.
struct Strange {
    kind: Kind,
    source: Arc<SourceText>,
    sites: Vec<Site>,
}

#[test]
fn the_readers_ask_for_the_keys_of_the_table_and_for_no_others() {
    let more = MORE.iter().map(|(path, text)| SourceText::new(*path, *text));
    let texts: Vec<Arc<SourceText>> = shipped_texts().into_iter().chain(more).collect();
    let strange: Vec<Strange> = texts.iter().map(strange).collect();
    let mut asked: BTreeMap<&str, (BTreeSet<String>, &Map)> = BTreeMap::new();
    // Scenarios are only read beside sound processes, and processes only told of in full beside sound data.
    let rounds: [&[Kind]; 5] = [
        &[Kind::Process],
        &[Kind::Scenarios],
        &[Kind::Fragment],
        &[Kind::Parameters, Kind::Calendar, Kind::Organisation, Kind::Template, Kind::Obligation],
        &[Kind::Span],
    ];
    for kinds in rounds {
        for (map, keys) in asked_in(&texts, &strange, kinds) {
            asked.entry(map.id).or_insert((BTreeSet::new(), map)).0.extend(keys);
        }
    }
    let mut complaints = Vec::new();
    for (id, (asked, map)) in &asked {
        let table: BTreeSet<String> = map.keys.iter().map(|key| key.word.en.to_owned()).collect();
        complaints.extend(asked.difference(&table).map(|key| format!("{id}: `{key}` is missing from the table")));
        let table: BTreeSet<String> = table.into_iter().filter(|key| (*id, key.as_str()) != TAKEN_APART).collect();
        complaints.extend(table.difference(asked).map(|key| format!("{id}: no reader asks for `{key}`")));
    }
    let all = authoring::grammar::KINDS.into_iter().flat_map(authoring::grammar::maps);
    let unmet = all.map(|map| map.id).filter(|id| !asked.contains_key(id));
    complaints.extend(unmet.map(|id| format!("{id}: no file has one; add one to MORE")));
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Puts the strange key into each map of each kind, a few times where the keys beside it differ.
fn strange(source: &Arc<SourceText>) -> Strange {
    let node = yaml::parse(source).unwrap();
    let kind = kind_of(&node).unwrap();
    let mut places: Vec<(Span, &'static Map, BTreeSet<&str>)> = Vec::new();
    for found in walk(root(kind), &node) {
        let Found::Map { map, entries, span } = found else { continue };
        let keys: BTreeSet<&str> = entries.iter().map(|entry| entry.key.text.as_str()).collect();
        let alike = places.iter().filter(|(_, known, beside)| known.id == map.id && *beside == keys);
        if alike.count() == 0 && !places.iter().any(|(known, ..)| *known == span) {
            places.push((span, map, keys));
        }
    }
    places.sort_by_key(|(span, ..)| span.start);
    let (mut text, mut sites, mut copied) = (String::new(), Vec::new(), 0);
    for (span, map, _) in places {
        let is_flow = source.text[span.start..].starts_with('{');
        let start = span.start + usize::from(is_flow);
        text.push_str(&source.text[copied..start]);
        copied = start;
        sites.push(Site { map, at: text.len() });
        let column = source.position(span.start).column - 1;
        let after = if is_flow { ", ".to_owned() } else { format!("\n{}", " ".repeat(column)) };
        text.push_str(&format!("{STRANGER}: 1{after}"));
    }
    text.push_str(&source.text[copied..]);
    Strange { kind, source: SourceText::new(source.path.clone(), text), sites }
}

/// The keys the readers name when they meet the strange ones in files of some kinds.
fn asked_in(texts: &[Arc<SourceText>], strange: &[Strange], kinds: &[Kind]) -> Vec<(&'static Map, Vec<String>)> {
    let changed = |at: usize| kinds.contains(&strange[at].kind);
    let mixed: Vec<Arc<SourceText>> =
        (0..texts.len()).map(|at| Arc::clone(if changed(at) { &strange[at].source } else { &texts[at] })).collect();
    let workspace = definition::check(&mixed, TODAY.parse().unwrap());
    let told: Vec<Diagnostic> =
        workspace.diagnostics.iter().cloned().chain(scenario::diagnostics(&workspace)).collect();
    let mut asked = Vec::new();
    for strange in (0..texts.len()).filter(|at| changed(*at)).map(|at| &strange[at]) {
        for site in &strange.sites {
            let here = |one: &&Diagnostic| {
                one.code == Code::UnknownKey && one.span.start == site.at && one.source.path == strange.source.path
            };
            let place = || format!("{} in {} at {}", site.map.id, strange.source.path, site.at);
            let help = told.iter().find(here).and_then(|one| one.help.clone());
            let help = help.unwrap_or_else(|| panic!("not told: {}\n{}", place(), strange.source.text));
            asked.push((site.map, listed(&help.en)));
        }
    }
    asked
}

fn listed(help: &str) -> Vec<String> {
    let listed = help.strip_prefix("what may stand here: ").unwrap_or_else(|| panic!("{help}"));
    listed.split(", ").filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
