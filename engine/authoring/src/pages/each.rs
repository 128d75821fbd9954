//! Pages of what a case does with things outside its own states: items, events that come early, cases it starts.

use definition::diagnostic::Code;

use super::{Page, Place};

pub(super) const PAGES: &[Page] = &[ITEMS, EARLY];

const ITEMS: Page = Page {
    code: Code::EachItem,
    title: ("逐项办理写得不成立", "a state gone through item by item that cannot be"),
    meaning: (
        "每一项办完之后办件要有去处，每一项要有答复的动作，列表不能长得没有边。否则一家几口有一口没办，谁也说不清这件事算办完了没有。",
        "Once the items are done the case needs somewhere to go, each item an action that answers it, and the list an end. Else nobody could say whether a household is finished while one member of it is not.",
    ),
    place: Place::States,
    wrong: "
initial: assess
states:
  assess:
    name: {zh: 评议, en: Assess}
    task: {role: clerk}
    for_each: {persons: 3, done_when: 2 of 3}
    on:
      approve: {name: {zh: 同意, en: Approve}}
      refuse: {name: {zh: 不同意, en: Refuse}}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    right: "
initial: assess
states:
  assess:
    name: {zh: 评议, en: Assess}
    task: {role: clerk}
    for_each: {persons: 3, done_when: 2 of 3}
    on:
      approve: {name: {zh: 同意, en: Approve}}
      refuse: {name: {zh: 不同意, en: Refuse}}
    done: {to: closed}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
};

const EARLY: Page = Page {
    code: Code::EarlyEvent,
    title: ("不能留存的消息", "an event that cannot be kept"),
    meaning: (
        "外来的消息可能比办件走得快，写明 keep 就先留着。引擎自己的消息（done、error、failed.case）和 any 没有“早到”一说，留存了也没有人来取。",
        "What comes from outside may be faster than the case and can be kept. An event of the engine's own, or whatever comes, is never early; kept, it would wait for nobody.",
    ),
    place: Place::States,
    wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: waiting}
  waiting:
    name: {zh: 等待到账, en: Waiting}
    receive: {any: {sender: outside, keep: {for: {natural_days: 10}}, to: closed}}
    after: [{in: {natural_days: 20}, to: closed}]
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: waiting}
  waiting:
    name: {zh: 等待到账, en: Waiting}
    receive: {paid: {sender: outside, keep: {for: {natural_days: 10}}, to: closed}}
    after: [{in: {natural_days: 20}, to: closed}]
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
};

pub(super) const CHILD: Page = Page {
    code: Code::ChildCase,
    title: ("另立的办件没有归属，或其失败没有人管", "a case started by another that nothing owns, or whose failure nobody takes up"),
    meaning: (
        "附属的办件随环节撤销，所以只能在进入环节时另立；写了哪些结果算失败，就要有环节等它失败，否则失败了没有人知道。",
        "An owned case goes with its state and so is started on entering one; where outcomes mean failure, some state has to wait for it, or nobody would know.",
    ),
    place: Place::States,
    wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    enter: [{start_case: {key: look, process: sample, fields: {sure: sure, income: income, members: members}, failed: [done]}}]
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
    enter: [{start_case: {key: look, process: sample, fields: {sure: sure, income: income, members: members}, failed: [done]}}]
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed}
    receive: {failed.case.look: {to: closed}}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
};
