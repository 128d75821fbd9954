//! One text of a template: does it read, which variables does it use, are its filters there.

use std::collections::BTreeSet;
use std::ops::Range;

use minijinja::{Environment, ErrorKind};

use super::scan::{Scan, Word, WordKind, scan};
use crate::bilingual::Bilingual;

/// A problem of a text.
#[derive(Debug)]
pub(super) struct Problem {
    /// Where in the text.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: Bilingual,
    /// What to do.
    pub help: Bilingual,
}

/// The variables of a text, each with its first place; or what is wrong with it.
pub(super) fn check(text: &str) -> Result<Vec<(String, Range<usize>)>, Vec<Problem>> {
    let scan = scan(text);
    let environment = Environment::new();
    let template = environment.template_from_str(text).map_err(|error| vec![syntax(text, &scan, &error)])?;
    let globals: BTreeSet<&str> = environment.globals().map(|(name, _)| name).collect();
    let mut read: BTreeSet<String> = template.undeclared_variables(true).into_iter().collect();
    read.retain(|name| !globals.contains(name.as_str()));
    // minijinja counts `self` as set in every template, but it means nothing in ours.
    read.extend(
        scan.words.iter().map(|word| &word.text).filter(|text| *text == "self" || text.starts_with("self.")).cloned(),
    );
    let problems = wrong_words(&environment, &scan, &read);
    if problems.is_empty() { Ok(placed(text, &scan, read)) } else { Err(problems) }
}

/// The variables in the order of the text.
fn placed(text: &str, scan: &Scan, read: BTreeSet<String>) -> Vec<(String, Range<usize>)> {
    let place = |name: &String| {
        let word = scan.words.iter().find(|word| word.text == *name && word.kind == WordKind::Name);
        word.map_or(0..text.len(), |word| word.range.clone())
    };
    let mut placed: Vec<(String, Range<usize>)> = read.into_iter().map(|name| (name.clone(), place(&name))).collect();
    placed.sort_by_key(|(_, range)| range.start);
    placed
}

/// Filters, tests and functions that do not exist; minijinja would only tell when the text is put together.
fn wrong_words(environment: &Environment<'_>, scan: &Scan, read: &BTreeSet<String>) -> Vec<Problem> {
    let wrong = scan.words.iter().filter_map(|word| {
        let text = &word.text;
        let (zh, en) = match word.kind {
            WordKind::Filter if lacks(environment, &format!("{{{{ 1|{text} }}}}"), ErrorKind::UnknownFilter) => {
                ("过滤器", "filter")
            }
            WordKind::Test if lacks(environment, &format!("{{{{ 1 is {text} }}}}"), ErrorKind::UnknownTest) => {
                ("检验", "test")
            }
            WordKind::Call if read.contains(text) => ("函数", "function"),
            WordKind::Filter | WordKind::Test | WordKind::Call | WordKind::Name | WordKind::Target => return None,
        };
        Some(not_there(word, zh, en))
    });
    wrong.collect()
}

fn lacks(environment: &Environment<'_>, probe: &str, kind: ErrorKind) -> bool {
    environment.render_str(probe, ()).is_err_and(|error| error.kind() == kind)
}

fn not_there(word: &Word, zh: &str, en: &str) -> Problem {
    Problem {
        range: word.range.clone(),
        message: Bilingual::new(
            format!("模板里没有{zh}“{}”", word.text),
            format!("templates have no {en} `{}`", word.text),
        ),
        help: Bilingual::new(
            "可用的过滤器如 default、join、length、round、upper；算数请写在流程的 values（计算项）里",
            "filters are default, join, length, round, upper and the like; put formulas into the `values` of the process",
        ),
    }
}

/// What minijinja says, at the tag if its line has just one, else at the line.
fn syntax(text: &str, scan: &Scan, error: &minijinja::Error) -> Problem {
    let line = line(text, error.line().unwrap_or(1));
    let mut tags = scan.tags.iter().filter(|tag| line.contains(&tag.start));
    let range = match (tags.next(), tags.next()) {
        (Some(tag), None) => tag.start..tag.end.min(line.end.max(tag.start)),
        (Some(_), Some(_)) | (None, _) => line,
    };
    let reason = error.detail().unwrap_or_default();
    Problem {
        range,
        message: Bilingual::new(format!("模板的写法有误：{reason}"), format!("the template does not read: {reason}")),
        help: Bilingual::new(
            "检查 {{ }} 与 {% %} 是否成对，if 有没有 endif，for 有没有 endfor",
            "check that every {{ }} and {% %} closes, every `if` has its `endif` and every `for` its `endfor`",
        ),
    }
}

/// A line of the text, from 1, without its line break; the last where the number is past the end.
fn line(text: &str, number: usize) -> Range<usize> {
    let mut start = 0;
    let mut last = 0..0;
    for written in text.split_inclusive('\n').take(number) {
        let end = start + written.trim_end_matches(['\n', '\r']).len();
        last = start..end;
        start += written.len();
    }
    last
}
