//! Pages of conditions and formulas.

use definition::diagnostic::Code;

use super::{Page, Place};

pub(super) const PAGES: &[Page] = &[
    Page {
        code: Code::ExpressionSyntax,
        title: ("算式读不懂", "an expression that cannot be read"),
        meaning: (
            "条件或公式写得不成句，程序不会猜：猜错了就会多发或少发钱。",
            "A condition or formula is not a sentence of the language. It is not guessed at: a wrong guess pays too much or too little.",
        ),
        place: Place::Values,
        wrong: "
values:
  per_person: income / * members
",
        right: "
values:
  per_person: income / members
",
    },
    Page {
        code: Code::ExpressionName,
        title: ("算式里的名字不存在", "a name that nothing has"),
        meaning: (
            "公式里的表单项或计算项写错了字，算出来的就不是那户的数。",
            "A field or value in a formula is misspelt; the number would not be that household's.",
        ),
        place: Place::Values,
        wrong: "
values:
  per_person: incomes / members
",
        right: "
values:
  per_person: income / members
",
    },
    Page {
        code: Code::ExpressionType,
        title: ("类型或单位合不到一起", "types or units that do not go together"),
        meaning: (
            "把钱和人数相加、拿数当条件，都没有意义，结果也就没有依据。",
            "Money plus people, or a number as a condition, means nothing, and nothing can rest on it.",
        ),
        place: Place::Values,
        wrong: "
values:
  limit: income + members
",
        right: "
values:
  limit: income * members
",
    },
    Page {
        code: Code::ExpressionCycle,
        title: ("计算项绕了一圈又用到自己", "formulas that need each other"),
        meaning: (
            "甲要先算乙，乙又要先算甲，永远算不出来。",
            "One needs the other and the other needs the one; neither can be computed.",
        ),
        place: Place::Values,
        wrong: "
values:
  total: total * 2
",
        right: "
values:
  total: income * 2
",
    },
    Page {
        code: Code::ExpressionLimit,
        title: ("算式太长或太深", "an expression beyond the limits"),
        meaning: (
            "这样的算式没有人能核对。拆成几个计算项，每一项都写进办件的历史，可以逐项解释。",
            "Nobody could verify such an expression. Split it into named values: each is recorded and can be explained.",
        ),
        place: Place::Values,
        wrong: "
values:
  total: ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((income))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
",
        right: "
values:
  total: income * 2
",
    },
    Page {
        code: Code::DivisionByZero,
        title: ("除数可能是零", "a divisor that can be zero"),
        meaning: (
            "遇到除数为零的那一户，算不出人均收入，办件会停住。给除数定下限，或先判断。",
            "For the household whose divisor is zero nothing can be computed and the case stands still. Bound the divisor, or ask first.",
        ),
        place: Place::Values,
        wrong: "
values:
  per_other: income / (members - 1)
",
        right: "
values:
  per_other: if members > 1 then income / (members - 1) else income
",
    },
    Page {
        code: Code::UnsetRead,
        title: ("用到的表单项可能还没填", "a field may be read before it is set"),
        meaning: (
            "有的办件走到这里时还没填这一项，办理人会被“缺少数据”挡住，却没有地方可填。",
            "Some cases get here with the field unset: the officer is stopped by a missing value that nobody could have given.",
        ),
        place: Place::States,
        wrong: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed, when: told_on <= today(), otherwise: 还没到告知日期}
      refuse: {name: {zh: 不同意, en: Refuse}, to: closed}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
        right: "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk, form: [told_on]}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed, when: told_on <= today(), otherwise: 还没到告知日期}
      refuse: {name: {zh: 不同意, en: Refuse}, to: closed}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
",
    },
];
