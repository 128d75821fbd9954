//! Pages of the shape of a process.

use definition::diagnostic::Code;

use super::{Page, Place};

const RIGHT: &str = "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
";

pub(super) const PAGES: &[Page] = &[
    Page {
        code: Code::UnreachableState,
        title: ("有走不到的环节", "a state that no path reaches"),
        meaning: (
            "写了却没有一条路通到这里。多半是漏写了一个去处，本该走到这里的住户会走到别处。",
            "Nothing leads there. Usually a transition is forgotten, and households that belong here end up elsewhere.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed}
  refused: {name: {zh: 不予批准, en: Refused}, end: refused}
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
      refuse: {name: {zh: 不同意, en: Refuse}, to: refused}
  refused: {name: {zh: 不予批准, en: Refused}, end: refused}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::NoWayToEnd,
        title: ("到不了办结", "no way to an end"),
        meaning: (
            "办件进了这里就再也办不完，会在环节之间转来转去，永远挂在住户名下。",
            "A case that gets here can never be closed; it goes round for ever under that household's name.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      keep: {name: {zh: 再看看, en: Keep}, to: review}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      keep: {name: {zh: 再看看, en: Keep}, to: review}
      close: {name: {zh: 办结, en: Close}, to: closed}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::NoWayOut,
        title: ("可能卡住的环节", "a state with no sure way out"),
        meaning: (
            "所有出路都有条件，遇到条件都不成立的那户，谁也动不了它。加一条无条件的出路，或一个时限。",
            "Every way out has a condition; for the household that meets none of them nobody can do anything. Add a way without one, or let time move it.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed, when: sure, otherwise: 不属实}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed, when: sure, otherwise: 不属实}
      refuse: {name: {zh: 不同意, en: Refuse}, to: closed}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::NoOtherwise,
        title: ("拒绝却不说理由", "a refusal without a reason"),
        meaning: (
            "条件不成立时，办理人只看到“不行”，没法告诉申请人为什么。",
            "When the condition does not hold the officer only sees a no, and cannot tell the applicant why.",
        ),
        place: Place::Start,
        wrong: "
start: {role: clerk, form: [sure, income, members], when: sure}
",
        right: "
start: {role: clerk, form: [sure, income, members], when: sure, otherwise: 申请人未签承诺}
",
    },
    Page {
        code: Code::AutomaticLoop,
        title: ("自动流转会一直转圈", "automatic transitions that go round for ever"),
        meaning: (
            "没有人、也没有时间让它停下来，办件会空转，直到被当作运行异常停住。",
            "No person and no time stops it: the case spins until it is halted as an incident.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    always: [{when: sure, to: review}, {to: closed}]
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    always: [{to: closed}]
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::TaskWithoutAction,
        title: ("待办与办理动作不配套", "a task without an action, or an action without a task"),
        meaning: (
            "有待办却没有可点的按钮，或有按钮却没有人有待办，两种都办不下去。",
            "There is a task and no button, or a button and nobody who has the task; either way nothing happens.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    after: [{in: {natural_days: 30}, to: closed}]
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: RIGHT,
    },
    Page {
        code: Code::ShadowedBranch,
        title: ("前面的分支把后面的挡住了", "a branch that is never taken"),
        meaning: (
            "无条件的分支写在前面，后面那条永远轮不到，本该走后面那条路的住户都走了前面。",
            "A branch without a condition stands before another one, whose households all go the first way.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      decide: {name: {zh: 决定, en: Decide}, branches: [{to: closed}, {when: sure, to: granted}]}
      grant: {name: {zh: 纳入, en: Grant}, to: granted}
  granted: {name: {zh: 已纳入, en: Granted}, end: granted}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      decide: {name: {zh: 决定, en: Decide}, branches: [{when: sure, to: granted}, {to: closed}]}
      grant: {name: {zh: 纳入, en: Grant}, to: granted}
  granted: {name: {zh: 已纳入, en: Granted}, end: granted}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::GuardsOverlap,
        title: ("两个条件有重叠", "two guards that both hold"),
        meaning: (
            "有一些住户两个条件都符合，走哪条路只看谁写在前面；改动一下先后，他们的结果就变了。",
            "Some households meet both conditions; which way they go only the order of the lines says, and moving a line changes what becomes of them.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      decide:
        name: {zh: 决定, en: Decide}
        branches: [{when: income < 5000.00, to: granted}, {when: income >= 4000.00, to: closed}]
  granted: {name: {zh: 已纳入, en: Granted}, end: granted}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      decide:
        name: {zh: 决定, en: Decide}
        branches: [{when: income < 5000.00, to: granted}, {when: income >= 5000.00, to: closed}]
  granted: {name: {zh: 已纳入, en: Granted}, end: granted}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::GuardNeverHolds,
        title: ("永远不成立的条件", "a guard that never holds"),
        meaning: (
            "没有一户能符合这个条件，写它要给的待遇谁也得不到；多半是上下限写反了，或把 or 写成了 and。",
            "No household can meet it, so that nobody gets what it is there for; often two bounds are the wrong way round, or `and` stands for `or`.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      decide:
        name: {zh: 决定, en: Decide}
        branches: [{when: members < 3 and members > 5, to: granted}, {to: closed}]
  granted: {name: {zh: 已纳入, en: Granted}, end: granted}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      decide:
        name: {zh: 决定, en: Decide}
        branches: [{when: members < 3 or members > 5, to: granted}, {to: closed}]
  granted: {name: {zh: 已纳入, en: Granted}, end: granted}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
];
