//! A fragment: fields, formulas, tables, deadlines and states that several processes share.

use super::deadline::DEADLINE;
use super::process::{FIELDS, VALUES};
use super::state::STATES;
use super::table::TABLES;
use super::{Map, Name, PHRASE, Shape, TEXT, declares, k, may, must, name};

/// 流程片段
pub(super) static FRAGMENT: Map = Map {
    id: "fragment",
    keys: &[
        must(k::FRAGMENT, name(Name::Fragment), "片段的编码", "its id"),
        may(k::NAME, PHRASE, "给人看的名称", "its name for people"),
        may(k::SOURCE, TEXT, "依据的条款", "the article it carries out"),
        may(k::TAKES, Shape::List(&Shape::Name(Name::Hole)), "空位，采用时填", "its holes, filled where it is used"),
        may(k::FIELDS, FIELDS, "表单项", "fields"),
        may(k::VALUES, VALUES, "计算项", "formulas"),
        may(k::TABLES, TABLES, "决策表", "decision tables"),
        may(k::DEADLINES, Shape::Named(declares(Name::Deadline), &Shape::Map(&DEADLINE)), "时限", "deadlines"),
        may(k::STATES, STATES, "环节", "states"),
    ],
};
