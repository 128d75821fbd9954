//! Pages of names that must exist.

use definition::diagnostic::Code;

use super::{Page, Place};

pub(super) const PAGES: &[Page] = &[
    Page {
        code: Code::UnknownState,
        title: ("没有这个环节", "no such state"),
        meaning: (
            "办理人点了“同意”，办件却无处可去。多半是环节名写错了一个字母。",
            "An officer approves and the case has nowhere to go; usually one letter of the state's name is wrong.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: close}
      refuse: {name: {zh: 不同意, en: Refuse}, to: closed}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed}
      refuse: {name: {zh: 不同意, en: Refuse}, to: closed}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::UnknownRole,
        title: ("没有这个角色", "no such role"),
        meaning: (
            "待办交给了机构里没有的角色，它会一直躺着，没有人看得到。",
            "The task is for a role that no office has: it lies there and nobody sees it.",
        ),
        place: Place::Start,
        wrong: "
start: {role: [clerk, village_clerk], form: [sure, income, members]}
",
        right: "
start: {role: [clerk, chief], form: [sure, income, members]}
",
    },
    Page {
        code: Code::UnknownField,
        title: ("没有这个表单项", "no such field"),
        meaning: (
            "表单里列了没有声明的项，办理人填不了它，后面的条件也用不上它。",
            "A form asks for a field that is not declared: nobody can fill it in.",
        ),
        place: Place::Start,
        wrong: "
start: {role: clerk, form: [sure, income, members, phone]}
",
        right: "
start: {role: clerk, form: [sure, income, members, {told_on: optional}]}
",
    },
    Page {
        code: Code::UnknownParameter,
        title: ("没有这个参数", "no such parameter"),
        meaning: (
            "标准、比例等参数的名字写错，金额就算不出来。",
            "With the name of a standard or a rate wrong, no amount can be computed.",
        ),
        place: Place::Values,
        wrong: r#"
values:
  limit: parameter("lines") * members
"#,
        right: r#"
values:
  limit: parameter("line") * members
"#,
    },
    Page {
        code: Code::UnknownTemplate,
        title: ("没有这个通知模板", "no such template"),
        meaning: (
            "通知发不出去，申请人不知道结果。",
            "The notice cannot be sent, and the applicant never learns what was decided.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed, do: [{notify: {to: {role: chief}, template: decide}}]}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed, do: [{notify: {to: {role: chief}, template: decided}}]}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::UnknownCalendar,
        title: ("没有这个工作日历", "no such calendar"),
        meaning: (
            "没有日历就不知道哪天上班，工作日期限算不出来。",
            "Without its calendar no working day can be counted.",
        ),
        place: Place::Head,
        wrong: r#"
process: sample
version: 1
name: 困难申请
effective: {from: 2026-01-01}
number: "S-{year}-{seq:4}"
calendar: country
"#,
        right: r#"
process: sample
version: 1
name: 困难申请
effective: {from: 2026-01-01}
number: "S-{year}-{seq:4}"
calendar: county
"#,
    },
    Page {
        code: Code::UnknownMark,
        title: ("时限的起点或终点不对", "a deadline counts from or until nothing"),
        meaning: (
            "时限不知道从何时起算、到何时为止，等于没有时限。",
            "The deadline does not know when it begins or ends, which is no deadline at all.",
        ),
        place: Place::Deadlines,
        wrong: "
deadlines:
  decide: {from: started, until: reach(closed), due: {working_days: 10}}
",
        right: "
deadlines:
  decide: {from: start, until: reach(closed), due: {working_days: 10}}
",
    },
    Page {
        code: Code::UnknownOffice,
        title: ("没有这个机构或层级", "no such office or level"),
        meaning: (
            "参数、任职写到了不存在的机构上，真正的机构就没有这个标准、没有这个人。",
            "A standard or a post stands at an office that is not there, so the real one has none.",
        ),
        place: Place::Parameters,
        wrong: r#"
parameters:
  line:
    name: {zh: 低保标准（年）, en: The line a year}
    type: money
    rows: [{office: 安宁市, from: 2026-01-01, value: 6720.00}]
"#,
        right: r#"
parameters:
  line:
    name: {zh: 低保标准（年）, en: The line a year}
    type: money
    rows: [{office: 安宁县, from: 2026-01-01, value: 6720.00}]
"#,
    },
    Page {
        code: Code::UnknownVariable,
        title: ("模板用了通知里没有的内容", "a template uses what its notice does not carry"),
        meaning: (
            "通知会缺字少数；敏感内容也不许写进通知，别人可能看到。",
            "The notice would have a hole in it; and what is sensitive must not leave in a mail that others may read.",
        ),
        place: Place::Template,
        wrong: r#"
template: decided
subject: {zh: "{{ number }} 已办结", en: "{{ number }} is decided"}
body: {zh: "{{ fields.phone }}，您好：您的申请已办结。", en: "{{ fields.phone }}: your application is decided."}
"#,
        right: r#"
template: decided
subject: {zh: "{{ number }} 已办结", en: "{{ number }} is decided"}
body: {zh: "{{ recipient_name }}，您好：您的申请已办结。", en: "{{ recipient_name }}: your application is decided."}
"#,
    },
    Page {
        code: Code::UnknownReference,
        title: ("提到的东西不存在", "something named is not there"),
        meaning: (
            "场景提到了没有的流程、人或动作，测试的就不是您以为的事；容许警告时写的代码也要存在。",
            "A scenario names a process, person or action that is not there, so it tests something else than you think; a code that is allowed must exist too.",
        ),
        place: Place::Scenarios,
        wrong: r#"
process: sample
people: {李梅: {role: clerk, office: "1"}}
scenarios:
  - name: 同意
    start: {at: 2026-01-15T10:00+08:00, office: "1", as: 李梅, fields: {sure: true, income: 100.00, members: 3}}
    steps:
      - {as: 李梅, do: aprove}
"#,
        right: r#"
process: sample
people: {李梅: {role: clerk, office: "1"}}
scenarios:
  - name: 同意
    start: {at: 2026-01-15T10:00+08:00, office: "1", as: 李梅, fields: {sure: true, income: 100.00, members: 3}}
    steps:
      - {as: 李梅, do: approve}
"#,
    },
];
