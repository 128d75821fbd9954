//! Pages of people, time, money, several cases, and wording.

use definition::diagnostic::Code;

use super::{Page, Place};

pub(super) const PAGES: &[Page] = &[
    Page {
        code: Code::SelfApproval,
        title: ("自己可能批准自己经手的件", "one person could hand on and approve"),
        meaning: (
            "同一个人先审核、后批准，等于没有人复核，钱就可能发给不该发的人。",
            "One person reviews and then approves: nobody has looked twice before money is paid.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      submit: {name: {zh: 上报, en: Send on}, to: approval}
  approval:
    name: {zh: 审批, en: Approval}
    task: {role: clerk}
    on:
      approve:
        name: {zh: 同意, en: Approve}
        to: closed
        do: [{benefit: {grant: help, kind: temporary, amount: 500.00, months: 1, from: this_month}}]
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      submit: {name: {zh: 上报, en: Send on}, to: approval}
  approval:
    name: {zh: 审批, en: Approval}
    task: {role: clerk, not_same_person_as: [review]}
    on:
      approve:
        name: {zh: 同意, en: Approve}
        to: closed
        do: [{benefit: {grant: help, kind: temporary, amount: 500.00, months: 1, from: this_month}}]
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::NobodyHolds,
        title: ("没有人任这个角色", "a role that nobody holds"),
        meaning: (
            "待办会发给这个角色，可是机构里没有人任此职，住户只能干等。",
            "The task goes to a role that nobody has; the household waits for ever.",
        ),
        place: Place::Organisation,
        wrong: r#"
organisation: county
levels: [county]
roles:
  clerk: {level: county, name: 经办人}
  chief: {level: county, name: 负责人}
offices: {"1": {name: 安宁县, level: county, calendar: county}}
people: {赵: {name: 赵, posts: [{role: chief, office: "1"}]}}
"#,
        right: r#"
organisation: county
levels: [county]
roles:
  clerk: {level: county, name: 经办人}
  chief: {level: county, name: 负责人}
offices: {"1": {name: 安宁县, level: county, calendar: county}}
people: {赵: {name: 赵, posts: [{role: chief, office: "1"}, {role: clerk, office: "1"}]}}
"#,
    },
    Page {
        code: Code::MissingSomewhere,
        title: ("有的机构没有人任这个角色", "a role that some offices have nobody for"),
        meaning: (
            "别处有人办，这个机构却没有，当地住户的待办没有人看得到。",
            "Elsewhere somebody acts, but at this office nobody does: the tasks of its households are seen by no one.",
        ),
        place: Place::Organisation,
        wrong: r#"
organisation: county
levels: [county]
roles:
  clerk: {level: county, name: 经办人}
  chief: {level: county, name: 负责人}
offices:
  "1": {name: 安宁县, level: county, calendar: county}
  "2": {name: 平川县, level: county, calendar: county}
people:
  赵: {name: 赵, posts: [{role: clerk, office: "1"}, {role: chief, office: "1"}]}
  钱: {name: 钱, posts: [{role: chief, office: "2"}]}
"#,
        right: r#"
organisation: county
levels: [county]
roles:
  clerk: {level: county, name: 经办人}
  chief: {level: county, name: 负责人}
offices:
  "1": {name: 安宁县, level: county, calendar: county}
  "2": {name: 平川县, level: county, calendar: county}
people:
  赵: {name: 赵, posts: [{role: clerk, office: "1"}, {role: chief, office: "1"}]}
  钱: {name: 钱, posts: [{role: clerk, office: "2"}]}
"#,
    },
    Page {
        code: Code::ReminderNeverFires,
        title: ("永远不会发出的提醒", "a reminder that can never fire"),
        meaning: (
            "提醒的时间总在起算之前，办理人等不到它，到期那天才发现。",
            "Its moment always lies before the clock begins: nobody is reminded, and the day comes as a surprise.",
        ),
        place: Place::Deadlines,
        wrong: "
deadlines:
  decide:
    from: start
    until: reach(closed)
    due: {working_days: 3}
    remind: [{before: {working_days: 5}, to: assignee}]
",
        right: "
deadlines:
  decide:
    from: start
    until: reach(closed)
    due: {working_days: 10}
    remind: [{before: {working_days: 5}, to: assignee}]
",
    },
    Page {
        code: Code::CalendarEnds,
        title: ("日历管不到那么远", "the calendar ends before the deadline"),
        meaning: (
            "之后哪天放假还没有公布，告诉住户的日期只能是暂定的。导入下一年的日历后会重新算。",
            "The holidays after that are not known yet, so the date told to people is provisional until the next calendar is imported.",
        ),
        place: Place::Deadlines,
        wrong: "
deadlines:
  decide: {from: start, until: reach(closed), due: {working_days: 400}}
",
        right: "
deadlines:
  decide: {from: start, until: reach(closed), due: {working_days: 40}}
",
    },
    Page {
        code: Code::ReturnUnstated,
        title: ("没有写恢复后怎么计时", "how the clock goes on is not said"),
        meaning: (
            "暂停之后是接着算剩下的天数，还是重新起算，两种理解差很多天，必须写明。",
            "After a pause the rest may go on or the count begin again; the two differ by many days, so the file must say.",
        ),
        place: Place::Deadlines,
        wrong: "
deadlines:
  decide: {from: start, until: reach(closed), due: {working_days: 10}, stops_while: [review]}
",
        right: "
deadlines:
  decide: {from: start, until: reach(closed), due: {working_days: 10}, stops_while: [review], on_return: remaining}
",
    },
    Page {
        code: Code::DeadlineUnused,
        title: ("不起作用的时限", "a deadline that can never start or never be met"),
        meaning: (
            "起点没有一条路会经过，这个时限保护不了任何人；或者终点走不到，人人都会被算作逾期。",
            "Nothing starts its clock, so it protects nobody; or nothing can meet it, so everybody is late.",
        ),
        place: Place::Deadlines,
        wrong: "
deadlines:
  tell: {from: told_on, until: reach(closed), due: {working_days: 10}}
",
        right: "
deadlines:
  tell: {from: start, until: reach(closed), due: {working_days: 10}}
",
    },
    Page {
        code: Code::LimitBroken,
        title: ("各段时限合计超过最长办理期限", "deadlines that together take longer than the whole may"),
        meaning: (
            "每个环节都按时，住户却仍然等过了文件许诺的期限。",
            "Everybody keeps his own deadline, and still the household waits longer than the document promises.",
        ),
        place: Place::States,
        wrong: "
must_finish_within: {due: {working_days: 15}}
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    deadline: {due: {working_days: 10}}
    on: {submit: {name: {zh: 上报, en: Send on}, to: approval}}
  approval:
    name: {zh: 审批, en: Approval}
    task: {role: chief}
    deadline: {due: {working_days: 10}}
    on: {approve: {name: {zh: 同意, en: Approve}, to: closed}}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
must_finish_within: {due: {working_days: 20}}
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    deadline: {due: {working_days: 10}}
    on: {submit: {name: {zh: 上报, en: Send on}, to: approval}}
  approval:
    name: {zh: 审批, en: Approval}
    task: {role: chief}
    deadline: {due: {working_days: 10}}
    on: {approve: {name: {zh: 同意, en: Approve}, to: closed}}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::LimitUnproved,
        title: ("守不守得住最长办理期限，证明不了", "a limit that cannot be shown to be kept"),
        meaning: (
            "某个环节没有时限，办件可以在那里无限期地停着，许诺的总期限就落了空。",
            "Nothing bounds how long a case may stay somewhere, so that the promise about the whole is empty.",
        ),
        place: Place::States,
        wrong: "
must_finish_within: {due: {working_days: 15}}
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on: {close: {name: {zh: 办结, en: Close}, to: closed}}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
must_finish_within: {due: {working_days: 15}}
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    deadline: {due: {working_days: 10}}
    on: {close: {name: {zh: 办结, en: Close}, to: closed}}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::RepeatedGrant,
        title: ("再次进入时会不会重复发放，没有写", "a grant that may be met again"),
        meaning: (
            "办件可能第二次走到这里。不写明，住户就可能被多发或不知道会怎样。写 nothing（不变更）或 amend（变更）。",
            "The case may come here again. Unless the file says what happens, people might be paid twice. Write `nothing` or `amend`.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      help:
        name: {zh: 先救助, en: Help}
        to: review
        do: [{benefit: {grant: help, kind: temporary, amount: 500.00, months: 1, from: this_month}}]
      close: {name: {zh: 办结, en: Close}, to: closed}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      help:
        name: {zh: 先救助, en: Help}
        to: review
        do: [{benefit: {grant: help, kind: temporary, amount: 500.00, months: 1, from: this_month, again: nothing}}]
      close: {name: {zh: 办结, en: Close}, to: closed}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::MessageUnwanted,
        title: ("转告的消息没有人等", "a message that nobody waits for"),
        meaning: (
            "一个办件告诉另一个办件的事，对方不收或收不下，结果就断在这里，住户的事没有下文。",
            "What one case tells another is not taken there, and the matter of that household ends in nothing.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed, do: [{tell: {case: assessment, event: cancelled}}]}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed, do: [{tell: {case: starter, event: cancelled}}]}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    super::each::CHILD,
    Page {
        code: Code::MissingTranslation,
        title: ("只有一种语言的名称", "a name in one language only"),
        meaning: (
            "流程有英文名而环节没有，用英文界面的人会看到看不懂的中文。",
            "The process has an English name and this has none: whoever reads the screens in English meets Chinese here.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: 审核
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed}
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
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::AllowUnused,
        title: ("容许的警告已经没有了", "an allowed warning that is no longer told"),
        meaning: (
            "留着它，以后真出现同样的问题时就没有人会知道。",
            "Left there, it would hide the same problem when it comes back.",
        ),
        place: Place::Head,
        wrong: r#"
process: sample
version: 1
name: {zh: 困难申请, en: Application}
effective: {from: 2026-01-01}
number: "S-{year}-{seq:4}"
allow: {D0401: 下一版再接上}
"#,
        right: r#"
process: sample
version: 1
name: {zh: 困难申请, en: Application}
effective: {from: 2026-01-01}
number: "S-{year}-{seq:4}"
"#,
    },
];
