//! Pages of states in states and of what a case tells itself.

use definition::diagnostic::Code;

use super::{Page, Place};

pub(super) const PAGES: &[Page] = &[
    Page {
        code: Code::StateShape,
        title: ("环节放错了地方", "a state that cannot stand where it does"),
        meaning: (
            "办结只能写在最外层，终了和历史只能写在环节里面，待办只写在最里层。放错了，办件走到这里就不知道算办完了没有。",
            "An end stands at the top only, what is final or a history inside a state, a task on an innermost state. Elsewhere nobody could say whether a case that got there is finished.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    initial: first
    after: [{in: {natural_days: 30}, to: closed}]
    states:
      first:
        name: {zh: 初审, en: First}
        task: {role: clerk}
        on:
          approve: {name: {zh: 同意, en: Approve}, to: reviewed}
      reviewed: {name: {zh: 已审, en: Reviewed}, end: reviewed}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    initial: first
    done: {to: closed}
    states:
      first:
        name: {zh: 初审, en: First}
        task: {role: clerk}
        on:
          approve: {name: {zh: 同意, en: Approve}, to: reviewed}
      reviewed: {name: {zh: 已审, en: Reviewed}, final: true}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::RegionsRestart,
        title: ("从一个分区转到另一个分区", "a way from one region into another"),
        meaning: (
            "并行的几个分区会因此全部从头开始，别的分区里已经办完的事要重办一遍。",
            "All regions begin anew on such a way; what was finished in the others has to be done again.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    regions:
      home:
        name: {zh: 入户调查, en: Visit}
        initial: visit
        states:
          visit:
            name: {zh: 待入户, en: To be visited}
            task: {role: clerk}
            on:
              visited: {name: {zh: 已入户, en: Visited}, to: compare}
      records:
        name: {zh: 数据比对, en: Comparison}
        initial: compare
        states:
          compare:
            name: {zh: 待比对, en: To be compared}
            task: {role: chief}
            on:
              compared: {name: {zh: 已比对, en: Compared}, to: closed}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    done: {to: closed}
    regions:
      home:
        name: {zh: 入户调查, en: Visit}
        initial: visit
        states:
          visit:
            name: {zh: 待入户, en: To be visited}
            task: {role: clerk}
            on:
              visited: {name: {zh: 已入户, en: Visited}, to: home_done}
          home_done: {name: {zh: 入户完毕, en: Visit over}, final: true}
      records:
        name: {zh: 数据比对, en: Comparison}
        initial: compare
        states:
          compare:
            name: {zh: 待比对, en: To be compared}
            task: {role: chief}
            on:
              compared: {name: {zh: 已比对, en: Compared}, to: records_done}
          records_done: {name: {zh: 比对完毕, en: Comparison over}, final: true}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::EventData,
        title: ("消息带的内容不对", "an event that carries what it may not, or not enough"),
        meaning: (
            "等消息的环节要用的内容没有带来，或者带了敏感的内容。办件会在这里停住，或者泄露住户的情况。",
            "What the waiting state needs is not carried, or something sensitive is. The case would stand still there, or disclose what is the household's own.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    enter: [{raise: {event: scored}}]
    receive: {scored: {data: {score: {type: integer, name: 分数}}, to: closed}}
    after: [{in: {natural_days: 30}, to: closed}]
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    enter: [{raise: {event: scored, data: {score: 3}}}]
    receive: {scored: {data: {score: {type: integer, name: 分数}}, to: closed}}
    after: [{in: {natural_days: 30}, to: closed}]
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
    Page {
        code: Code::EventUnheard,
        title: ("引发的消息没有人等", "an event that nobody waits for"),
        meaning: (
            "引发了消息却没有环节等它，什么也不会发生。多半是名称写得不一样。",
            "The event is raised and no state waits for it, so nothing comes of it. Usually the two names differ.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    enter: [{raise: {event: scored}}]
    after: [{in: {natural_days: 30}, to: closed}]
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    enter: [{raise: {event: scored}}]
    receive: {scored: {to: closed}}
    after: [{in: {natural_days: 30}, to: closed}]
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
];
