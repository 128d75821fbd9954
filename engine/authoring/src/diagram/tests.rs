//! The picture shows everything, and nothing lies upon anything else.

use std::fmt::Write;

use definition::Workspace;
use definition::bilingual::Language;
use definition::name::ProcessName;
use definition::text::SourceText;

use super::*;

const PROCESS: &str = r#"
process: tiny
version: 1
name: {zh: 小流程, en: Tiny}
effective: {from: 2020-01-01}
number: "T-{year}-{seq:3}"
fields: {sure: {type: boolean, name: 属实}}
start: {role: clerk}
initial: 审核
states:
  审核:
    task: {role: clerk, form: [sure]}
    deadline: {due: {working_days: 3}}
    on:
      同意: {to: 办结, when: sure, otherwise: 不行}
      拒绝: {to: 办结}
    after: [{in: {natural_days: 3}, to: 办结}]
  办结: {end: done, reopen: {role: clerk, to: 审核}}
"#;
const ORGANISATION: &str = "organisation: o\nlevels: [{level: county, name: 县}]\nroles: {clerk: {level: county, name: 经办}}\noffices: {a: {level: county, calendar: c}}\n";
const CALENDAR: &str = "calendar: c\ncovers: {from: 2020-01-01, to: 2030-12-31}\noffice_hours: [\"08:30-11:30\"]\n";

fn workspace(process: &str) -> Workspace {
    let texts = [("p.yaml", process), ("o.yaml", ORGANISATION), ("c.yaml", CALENDAR)];
    definition::check(&texts.map(|(path, text)| SourceText::new(path, text)), "2020-01-01".parse().unwrap())
}

fn words(around: &Workspace) -> Words<'_> {
    Words { definition: &around.processes[&ProcessName::new("tiny")].definition, around, language: Language::Zh }
}

/// A process of so many states in three kinds of lane, with ways forward, back and out.
fn large(count: usize) -> String {
    let mut text = PROCESS.split("initial:").next().unwrap().to_owned() + "initial: s0\nstates:\n";
    for at in 0..count {
        let (next, far, back) = ((at + 1).min(count - 1), (at + 5).min(count - 1), at / 2);
        if at + 1 == count {
            let _ = writeln!(text, "  s{at}: {{end: done}}");
        } else if at % 4 == 3 {
            let _ = writeln!(
                text,
                "  s{at}: {{after: [{{in: {{hours: 1}}, to: s{next}}}, {{in: {{hours: 2}}, to: s{far}}}]}}"
            );
        } else {
            let _ = writeln!(
                text,
                "  s{at}:\n    task: {{role: clerk}}\n    on: {{go: {{to: s{next}}}, far: {{to: s{far}}}, back: {{to: s{back}}}}}"
            );
        }
    }
    text
}

#[test]
fn every_way_out_of_a_state_is_drawn_as_mermaid() {
    let around = workspace(PROCESS);
    let drawn = mermaid(words(&around));
    let expected = [
        "start_((●)) --> s0",
        "subgraph lane0[\"县\"]",
        "s0[\"审核<br/>经办<br/>时限 3个工作日\"]",
        "s1([\"办结\"])",
        "s0 -->|\"同意<br/>[属实]\"| s1",
        "s0 -->|\"拒绝\"| s1",
        "s0 -.->|\"满3个自然日\"| s1",
        "s1 -.->|\"经办重启\"| s0",
    ];
    for line in expected {
        assert!(drawn.contains(line), "{line} in\n{drawn}");
    }
}

#[test]
fn the_text_says_what_the_picture_shows_and_the_picture_holds_the_text() {
    let around = workspace(PROCESS);
    let text = text(words(&around));
    for line in [
        "● 立件 → 审核",
        "□ 审核 [县] · 经办 · 时限 3个工作日",
        "    ▸ 同意 → 办结  [条件：属实]",
        "◉ 办结 [办结] · done",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    let drawn = svg(words(&around));
    assert!(drawn.contains("<desc>小流程") && drawn.contains("◷ 满3个自然日"), "{drawn}");
}

#[test]
fn no_box_lies_upon_another_and_no_line_runs_through_a_box() {
    for count in [2, 7, 40] {
        let around = workspace(&large(count));
        let chart = chart::chart(words(&around));
        let layout = layout::layout(&chart);
        let corners = |at: usize| {
            let place = layout.boxes[at];
            (place.x, place.y, place.x + layout::BOX_WIDTH, place.y + place.height)
        };
        for one in 0..count {
            let (left, top, right, bottom) = corners(one);
            for other in 0..one {
                let (x0, y0, x1, y1) = corners(other);
                assert!(right <= x0 || x1 <= left || bottom <= y0 || y1 <= top, "{one} upon {other} of {count}");
            }
            for line in &layout.lines {
                for pair in line.points.windows(2) {
                    let (x0, x1) = (pair[0].0.min(pair[1].0), pair[0].0.max(pair[1].0));
                    let (y0, y1) = (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1));
                    let apart = x1 <= left || right <= x0 || y1 <= top || bottom <= y0;
                    assert!(apart, "a line from {} to {} through {one} of {count}", line.from, line.to);
                }
            }
        }
    }
}

#[test]
fn lines_to_different_boxes_never_run_along_one_another() {
    let around = workspace(&large(40));
    let layout = layout::layout(&chart::chart(words(&around)));
    let mut upright: Vec<(f64, f64, f64, usize)> = Vec::new();
    for line in &layout.lines {
        let (x, from, to) = (line.points[1].0, line.points[1].1, line.points[2].1);
        upright.push((x, from.min(to), from.max(to), line.to));
    }
    for (at, one) in upright.iter().enumerate() {
        for other in &upright[..at] {
            let along = (one.0 - other.0).abs() < 1.0 && one.1 < other.2 && other.1 < one.2;
            assert!(!along || one.3 == other.3, "{one:?} {other:?}");
        }
    }
}
