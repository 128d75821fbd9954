//! Decision tables.

use super::process::FIELD;
use super::{Map, Name, PHRASE, Shape, TEXT, VALUE, declares, k, may, must};

/// 决策表
pub(super) const TABLES: Shape = Shape::Named(declares(Name::Value), &Shape::Map(&TABLE));

const CELLS: Shape = Shape::List(&VALUE);

static TABLE: Map = Map {
    id: "table",
    keys: &[
        may(k::NAME, PHRASE, "给人看的名称", "its name for people"),
        may(k::SOURCE, TEXT, "依据的条款", "the article it carries out"),
        must(
            k::HIT,
            Shape::Word(&[
                k::UNIQUE,
                k::FIRST,
                k::SAME,
                k::PRIORITY,
                k::COLLECT,
                k::RANKED,
                k::SUM,
                k::MIN,
                k::MAX,
                k::COUNT,
            ]),
            "命中规则：几行同时成立时怎么取",
            "what counts where several rows hold",
        ),
        must(
            k::INPUTS,
            Shape::List(&Shape::Either(&[Shape::Map(&INPUT), Shape::Expression])),
            "输入各列：算式",
            "the columns asked about: expressions",
        ),
        must(
            k::OUTPUTS,
            Shape::Named(declares(Name::Output), &Shape::Map(&FIELD)),
            "输出各列及其类型",
            "what it gives, each with its type",
        ),
        must(
            k::TABLE_ROWS,
            Shape::Either(&[Shape::List(&CELLS), TEXT]),
            "各行：每格一个条件，其后是输出；也可以用 | 画成文字",
            "the rows: a cell a column, then what it gives; or drawn as text with |",
        ),
        may(k::ELSE, CELLS, "没有一行成立时的输出", "what it gives where no row holds"),
    ],
};

static INPUT: Map = Map {
    id: "table_input",
    keys: &[
        may(k::NAME, PHRASE, "列的名称", "the name of the column"),
        must(k::FORMULA, Shape::Expression, "算式", "the expression"),
    ],
};
