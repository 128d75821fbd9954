//! Pages of the files of data.

use definition::diagnostic::Code;

use super::{Page, Place};

pub(super) const PAGES: &[Page] = &[
    Page {
        code: Code::Contradiction,
        title: ("前后矛盾", "a contradiction"),
        meaning: (
            "同一天既放假又上班、同一机构同一时期有两个标准：照哪个办，结果都说不清。",
            "A day is off and worked, an office has two standards at once: whichever is taken, nobody can defend it.",
        ),
        place: Place::Calendar,
        wrong: r#"
calendar: county
covers: {from: 2026-01-01, to: 2026-12-31}
office_hours: ["08:30-11:30", "13:30-17:00"]
years:
  "2026":
    off: [{from: 2026-01-01, to: 2026-01-03, name: 元旦}]
    work: [2026-01-03]
"#,
        right: r#"
calendar: county
covers: {from: 2026-01-01, to: 2026-12-31}
office_hours: ["08:30-11:30", "13:30-17:00"]
years:
  "2026":
    off: [{from: 2026-01-01, to: 2026-01-03, name: 元旦}]
    work: [2026-01-04]
"#,
    },
    Page {
        code: Code::BelowFloor,
        title: ("参数超出了界限", "a parameter beyond its bounds"),
        meaning: (
            "标准不能低于上级文件规定的下限，也不能大得离谱；多一个零、少一个零都会在这里拦住。",
            "A standard may not lie below what the document above it demands; a digit too few or too many is stopped here.",
        ),
        place: Place::Parameters,
        wrong: r#"
parameters:
  line:
    name: {zh: 低保标准（年）, en: The line a year}
    type: money
    min: 4000.00
    rows: [{office: "1", from: 2026-01-01, value: 672.00}]
"#,
        right: r#"
parameters:
  line:
    name: {zh: 低保标准（年）, en: The line a year}
    type: money
    min: 4000.00
    rows: [{office: "1", from: 2026-01-01, value: 6720.00}]
"#,
    },
    Page {
        code: Code::TemplateSyntax,
        title: ("通知模板读不懂", "a template that does not read"),
        meaning: (
            "模板的括号不成对，或用了没有的写法，通知就发不出去。",
            "A bracket is not closed or a filter is not there; the notice cannot be made.",
        ),
        place: Place::Template,
        wrong: r#"
template: decided
subject: {zh: "{{ number }} 已办结", en: "{{ number }} is decided"}
body: {zh: "您的申请 {{ number 已办结。", en: "Your application {{ number }} is decided."}
"#,
        right: r#"
template: decided
subject: {zh: "{{ number }} 已办结", en: "{{ number }} is decided"}
body: {zh: "您的申请 {{ number }} 已办结。", en: "Your application {{ number }} is decided."}
"#,
    },
];
