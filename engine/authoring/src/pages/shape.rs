//! Pages of keys and values that are not what the language has.

use definition::diagnostic::Code;

use super::{Page, Place};

pub(super) const PAGES: &[Page] = &[
    Page {
        code: Code::UnknownKey,
        title: ("没有这个键", "no such key"),
        meaning: (
            "写错的键不会起作用。比如把“不符提示”写成了别的，申请人被拒绝时就看不到理由。",
            "A misspelt key does nothing: with `otherwise` misspelt, people would be turned away without a reason.",
        ),
        place: Place::Start,
        wrong: r#"
start: {role: clerk, form: [sure, income, members], when: sure, otherwise: 不属实, othewise: 不属实}
"#,
        right: r#"
start: {role: clerk, form: [sure, income, members], when: sure, otherwise: 不属实}
"#,
    },
    Page {
        code: Code::MissingKey,
        title: ("缺少必须写的键", "a key is missing"),
        meaning: (
            "少了它就不知道该怎么办，例如待办没有写由哪个角色办，就没有人会看到它。",
            "Without it nobody can tell what to do: a task without a role is seen by nobody.",
        ),
        place: Place::Start,
        wrong: "
start: {form: [sure, income, members]}
",
        right: "
start: {role: clerk, form: [sure, income, members]}
",
    },
    Page {
        code: Code::WrongShape,
        title: ("写法的样子不对", "another shape than the key takes"),
        meaning: (
            "这个键要的是若干“键: 值”或一个列表，写成了一句话，程序猜不出意思。",
            "The key takes a map or a list, and a sentence stands there; nobody can guess what it means.",
        ),
        place: Place::Head,
        wrong: r#"
process: sample
version: 1
name: 困难申请
effective: 2026年1月1日起
number: "S-{year}-{seq:4}"
"#,
        right: r#"
process: sample
version: 1
name: 困难申请
effective: {from: 2026-01-01}
number: "S-{year}-{seq:4}"
"#,
    },
    Page {
        code: Code::BadName,
        title: ("不能作名字", "this cannot be a name"),
        meaning: (
            "表单项的名字要能写进条件和公式里，有空格、短横线就读不出来。",
            "A field's name must be readable inside a formula; with a space or a hyphen it is not.",
        ),
        place: Place::Fields,
        wrong: "
fields:
  sure: {type: boolean, name: 属实}
  income: {type: money, min: 0, name: 家庭年收入}
  members: {type: integer, min: 1, max: 20, name: 家庭人口}
  car-owner: {type: boolean, name: 有车}
",
        right: "
fields:
  sure: {type: boolean, name: 属实}
  income: {type: money, min: 0, name: 家庭年收入}
  members: {type: integer, min: 1, max: 20, name: 家庭人口}
  car_owner: {type: boolean, name: 有车}
",
    },
    Page {
        code: Code::BadScalar,
        title: ("值不对", "not what this key takes"),
        meaning: (
            "日期、数、几选一的词写得不对。“13 月”这样的日期会让时限无从算起。",
            "A date, number or word is not one: no deadline can count from the 13th month.",
        ),
        place: Place::Head,
        wrong: r#"
process: sample
version: 1
name: 困难申请
effective: {from: 2026-13-01}
number: "S-{year}-{seq:4}"
"#,
        right: r#"
process: sample
version: 1
name: 困难申请
effective: {from: 2026-12-01}
number: "S-{year}-{seq:4}"
"#,
    },
    Page {
        code: Code::OneOf,
        title: ("几种写法只能取一种", "exactly one of several"),
        meaning: (
            "两种都写了，或一种都没写，例如提醒既写提前多久、又写起算后多久，办理人会在不该提醒的时候收到提醒。",
            "Both or neither stand there: a reminder with two times would come at the wrong one.",
        ),
        place: Place::Deadlines,
        wrong: "
deadlines:
  decide:
    from: start
    until: reach(closed)
    due: {working_days: 10}
    remind: [{before: {working_days: 2}, since: {working_days: 2}, to: assignee}]
",
        right: "
deadlines:
  decide:
    from: start
    until: reach(closed)
    due: {working_days: 10}
    remind: [{before: {working_days: 2}, to: assignee}]
",
    },
];
