//! Names that do not exist, and what was meant.

use super::super::function::{Function, functions};
use super::super::names::{Names, Suggestions, listed, nearest};
use super::super::problem::Problem;
use super::super::syntax::Name;
use super::super::word::Word;
use crate::diagnostic::Code;
use crate::text::Span;

pub(super) fn no_variable(names: &dyn Names, written: &str, span: Span) -> Problem {
    let known = names.suggestions();
    if let Some(problem) = another_kind(names, written, span) {
        return problem;
    }
    let meant = Word::meant_by(written).or_else(|| nearest(written, known.variables.iter().map(String::as_str)));
    missing(Code::ExpressionName, span, ("变量", "variable"), written, meant).maybe_helped(listed(
        "可用的表单项和计算项",
        "fields and values that exist",
        &known.variables,
    ))
}

/// A name that exists, but is not a variable.
fn another_kind(names: &dyn Names, written: &str, span: Span) -> Option<Problem> {
    let problem = |zh: &str, en: &str, twin: String| {
        Problem::new(
            Code::ExpressionName,
            span,
            format!("“{written}”是{zh}，不是变量"),
            format!("`{written}` is {en}, not a variable"),
        )
        .helped(format!("写成 {twin}"), format!("write {twin}"))
    };
    if written == "null" {
        let message = Problem::new(Code::ExpressionName, span, "表达式里没有 null", "expressions have no null");
        return Some(
            message.helped("判断是否已填写，用 given(表单项)", "ask whether a field is filled in with given(field)"),
        );
    }
    if names.parameter(written).is_some() {
        return Some(problem("参数", "a parameter", format!("parameter(\"{written}\")")));
    }
    if names.state(written) {
        return Some(problem("环节", "a state", format!("in({written})")));
    }
    Function::named(written).map(|function| problem("函数", "a function", function.usage().to_owned()))
}

/// A name with dots that no variable begins.
pub(super) fn parameter_in_quotes(written: &str, span: Span) -> Problem {
    Problem::new(
        Code::ExpressionName,
        span,
        format!("没有变量“{}”", written.split('.').next().unwrap_or_default()),
        format!("there is no variable `{}`", written.split('.').next().unwrap_or_default()),
    )
    .helped(
        format!("带点的名称若是参数，要放在引号里：parameter(\"{written}\")"),
        format!("if this is a parameter, it stands in quotes: parameter(\"{written}\")"),
    )
}

pub(super) fn no_state(names: &dyn Names, name: &Name) -> Problem {
    let Suggestions { states, .. } = names.suggestions();
    let meant = nearest(&name.text, states.iter().map(String::as_str));
    missing(Code::UnknownState, name.span, ("环节", "state"), &name.text, meant).maybe_helped(listed(
        "本流程的环节",
        "states of this process",
        &states,
    ))
}

pub(super) fn no_parameter(names: &dyn Names, written: &str, span: Span) -> Problem {
    let Suggestions { parameters, .. } = names.suggestions();
    let meant = nearest(written, parameters.iter().map(String::as_str));
    missing(Code::UnknownParameter, span, ("参数", "parameter"), written, meant).maybe_helped(listed(
        "已有的参数",
        "parameters that exist",
        &parameters,
    ))
}

pub(super) fn no_function(name: &Name) -> Problem {
    let known = functions().iter().flat_map(|entry| [entry.name, entry.alias]);
    let meant = nearest(&name.text, known);
    let all: Vec<String> = functions().iter().map(|entry| entry.name.to_owned()).collect();
    missing(Code::ExpressionName, name.span, ("函数", "function"), &name.text, meant).maybe_helped(listed(
        "可用的函数",
        "functions that exist",
        &all,
    ))
}

fn missing(code: Code, span: Span, kind: (&str, &str), written: &str, meant: Option<&str>) -> Problem {
    let (zh, en) = kind;
    match meant {
        Some(meant) => Problem::new(
            code,
            span,
            format!("没有{zh}“{written}”，是不是“{meant}”？"),
            format!("there is no {en} `{written}`; did you mean `{meant}`?"),
        ),
        None => Problem::new(code, span, format!("没有{zh}“{written}”"), format!("there is no {en} `{written}`")),
    }
}
