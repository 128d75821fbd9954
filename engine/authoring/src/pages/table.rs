//! Pages of decision tables.

use definition::diagnostic::Code;

use super::{Page, Place};

pub(super) const PAGES: &[Page] = &[
    Page {
        code: Code::TableGap,
        title: ("有情形没有一行管到", "a case that no row takes"),
        meaning: (
            "有的住户查不到任何一行，经办人手里的办件就停在那里。问题里写了一个这样的例子。",
            "Some household is found in no row, and its case stands still in the officer's hands. The diagnostic names such a case.",
        ),
        place: Place::Values,
        wrong: r#"
tables:
  grade:
    name: {zh: 分档, en: Grade}
    hit: unique
    inputs: [income]
    outputs: {level: {type: integer, name: 档}}
    rows:
      - ["< 1000", 1]
      - ["[1000..5000]", 2]
"#,
        right: r#"
tables:
  grade:
    name: {zh: 分档, en: Grade}
    hit: unique
    inputs: [income]
    outputs: {level: {type: integer, name: 档}}
    rows:
      - ["< 1000", 1]
      - [">= 1000", 2]
"#,
    },
    Page {
        code: Code::TableOverlap,
        title: ("同一情形有两行都成立", "a case that two rows take"),
        meaning: (
            "同一户落在两行里，发哪一档成了没有人决定的事。问题里写了一个这样的例子。",
            "One household stands in two rows, and which of them counts is nobody's decision. The diagnostic names such a case.",
        ),
        place: Place::Values,
        wrong: r#"
tables:
  grade:
    name: {zh: 分档, en: Grade}
    hit: unique
    inputs: [income]
    outputs: {level: {type: integer, name: 档}}
    rows:
      - ["<= 1000", 1]
      - [">= 1000", 2]
"#,
        right: r#"
tables:
  grade:
    name: {zh: 分档, en: Grade}
    hit: unique
    inputs: [income]
    outputs: {level: {type: integer, name: 档}}
    rows:
      - ["< 1000", 1]
      - [">= 1000", 2]
"#,
    },
    Page {
        code: Code::TableRowUnreached,
        title: ("有一行永远轮不到", "a row that is never reached"),
        meaning: (
            "前面的行已经管到了这一行的所有情形，按这一行办的住户一户也不会有。多半是行的先后写反了。",
            "Earlier rows take every case of this one, so that no household is ever decided by it. Usually the order is wrong.",
        ),
        place: Place::Values,
        wrong: r#"
tables:
  grade:
    name: {zh: 分档, en: Grade}
    hit: first
    inputs: [income]
    outputs: {level: {type: integer, name: 档}}
    rows:
      - ["< 1000", 1]
      - ["< 500", 2]
      - ["-", 3]
"#,
        right: r#"
tables:
  grade:
    name: {zh: 分档, en: Grade}
    hit: first
    inputs: [income]
    outputs: {level: {type: integer, name: 档}}
    rows:
      - ["< 500", 2]
      - ["< 1000", 1]
      - ["-", 3]
"#,
    },
    Page {
        code: Code::TableWithoutOrder,
        title: ("按优先取行，却没有先后", "a table by priority without an order"),
        meaning: (
            "几行同时成立时要取最优先的，却没有写谁先谁后，结果就说不清了。",
            "Where several rows hold the first in rank counts, but no output has a rank, so nobody can say which that is.",
        ),
        place: Place::Values,
        wrong: r#"
tables:
  grade:
    name: {zh: 分档, en: Grade}
    hit: priority
    inputs: [income]
    outputs: {level: {type: integer, name: 档}}
    rows:
      - ["< 1000", 1]
      - ["-", 2]
"#,
        right: r#"
tables:
  grade:
    name: {zh: 分档, en: Grade}
    hit: priority
    inputs: [income]
    outputs: {level: {type: choice, options: {high: 高档, low: 低档}, name: 档}}
    rows:
      - ["< 1000", high]
      - ["-", low]
"#,
    },
    Page {
        code: Code::TableUnproved,
        title: ("无法证明每种情形都管到", "it cannot be shown that every case is taken"),
        meaning: (
            "各行的界限要到办件里才知道，检查不出有没有漏。写一行其余的，就不会有住户落空。",
            "The bounds of the rows are known in a case only, so gaps cannot be found beforehand. With an `otherwise` no household falls through.",
        ),
        place: Place::Values,
        wrong: r#"
tables:
  grade:
    name: {zh: 分档, en: Grade}
    hit: first
    inputs: [income]
    outputs: {level: {type: integer, name: 档}}
    rows:
      - ["< parameter(\"line\")", 1]
      - [">= parameter(\"line\") * members", 2]
"#,
        right: r#"
tables:
  grade:
    name: {zh: 分档, en: Grade}
    hit: first
    inputs: [income]
    outputs: {level: {type: integer, name: 档}}
    rows:
      - ["< parameter(\"line\")", 1]
      - [">= parameter(\"line\") * members", 2]
    otherwise: [3]
"#,
    },
];
