//! A page of help for each diagnostic code: what it means for a household or a clerk, a wrong and a right example.

mod data;
mod each;
mod expression;
mod graph;
mod name;
mod nesting;
mod practice;
mod sample;
mod shape;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod worded;

use std::fmt::Write;

use definition::bilingual::Language;
use definition::diagnostic::{Code, Severity};

pub use sample::{Place, texts};
use worded::worded;

/// The page of one code.
#[derive(Debug)]
pub struct Page {
    /// Which.
    pub code: Code,
    /// In one line: Chinese, English.
    pub title: (&'static str, &'static str),
    /// What it means for the people it would have hit: Chinese, English.
    pub meaning: (&'static str, &'static str),
    /// Which part of a rulebook the examples are.
    pub place: Place,
    /// An example that brings it about.
    pub wrong: &'static str,
    /// The same, mended.
    pub right: &'static str,
}

/// Every page, in the order of the codes.
pub fn all() -> impl Iterator<Item = &'static Page> {
    [
        text::PAGES,
        shape::PAGES,
        name::PAGES,
        expression::PAGES,
        graph::PAGES,
        nesting::PAGES,
        each::PAGES,
        practice::PAGES,
        data::PAGES,
        table::PAGES,
    ]
    .into_iter()
    .flatten()
}

/// The page of a code.
pub fn page(code: Code) -> Option<&'static Page> {
    all().find(|page| page.code == code)
}

impl Page {
    /// The title in one language.
    pub fn title(&self, language: Language) -> &'static str {
        in_language(self.title, language)
    }

    /// The page as text for a terminal.
    pub fn text(&self, language: Language) -> String {
        let severity = match (self.code.severity(), language) {
            (Severity::Error, Language::Zh) => "错误",
            (Severity::Error, Language::En) => "error",
            (Severity::Warning, Language::Zh) => "警告",
            (Severity::Warning, Language::En) => "warning",
        };
        let (wrong, right) = in_language((("错误写法", "正确写法"), ("Wrong", "Right")), language);
        let place = self.place.title(language);
        let mut text = format!("{} {} — {severity}\n\n", self.code.as_str(), self.title(language));
        let _ = write!(text, "{}\n\n", in_language(self.meaning, language));
        let _ = write!(text, "{wrong} ({place}):\n\n{}\n", indented(&worded(self.place, self.wrong, language)));
        let _ = write!(text, "{right} ({place}):\n\n{}", indented(&worded(self.place, self.right, language)));
        text
    }
}

fn in_language<T>((zh, en): (T, T), language: Language) -> T {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

fn indented(example: &str) -> String {
    example.trim_matches('\n').lines().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "{}", format!("    {line}").trim_end());
        text
    })
}
