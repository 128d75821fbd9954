//! Pages of what is wrong with a text before it says anything.

use definition::diagnostic::Code;

use super::{Page, Place};

pub(super) const PAGES: &[Page] = &[
    Page {
        code: Code::YamlSyntax,
        title: ("文件不是合法的 YAML", "the text is not YAML"),
        meaning: (
            "括号、引号没有成对，或缩进错了，整个文件都读不懂，谁也办不了件。",
            "A bracket or quote is not closed, or the indentation is wrong; nothing of the file can be read, so nobody could be served.",
        ),
        place: Place::Start,
        wrong: "
start: {role: [clerk, form: [sure, income, members]}
",
        right: "
start: {role: [clerk], form: [sure, income, members]}
",
    },
    Page {
        code: Code::DuplicateKey,
        title: ("同一个键写了两遍", "the same key stands twice"),
        meaning: (
            "两处写的不一样时，不知道以哪个为准：一个环节的出路会悄悄消失，办件的人却不知道。",
            "Where both differ, nobody knows which holds: a way out of a state would vanish without a word.",
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
    on:
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
        code: Code::TooLarge,
        title: ("文件太大或嵌套太深", "the text is too large or nests too deep"),
        meaning: (
            "正常的流程文件到不了这个地步，多半是粘贴错了，或有人想让服务停摆。",
            "No honest file comes near the limit: it was pasted wrongly, or somebody wants the server to choke.",
        ),
        place: Place::Start,
        wrong: "
start: {role: clerk, form: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[sure]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}
",
        right: "
start: {role: clerk, form: [sure, income, members]}
",
    },
    Page {
        code: Code::HiddenCharacter,
        title: ("有看不见的控制字符", "a hidden character"),
        meaning: (
            "它让文字看起来和实际的不一样：审核的人看到的条件，可能不是真正执行的条件。",
            "It makes a text read differently from what it says: the condition a reviewer sees may not be the one that decides.",
        ),
        place: Place::Start,
        wrong: "
start: {role: clerk, form: [sure, income, members], otherwise: 不符\u{202e}合}
",
        right: "
start: {role: clerk, form: [sure, income, members], otherwise: 不符合}
",
    },
    Page {
        code: Code::FullWidthPunctuation,
        title: ("冒号是全角的", "a full-width colon"),
        meaning: (
            "用中文输入法打的“：”不是 YAML 的冒号，这一行等于没写。",
            "The colon of a Chinese keyboard is no colon to YAML: the line might as well not be there.",
        ),
        place: Place::Head,
        wrong: r#"
process: sample
version: 1
name：困难申请
effective: {from: 2026-01-01}
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
];
