//! Diagnostics as text: code, message, the place underlined, what to do.

use std::fmt;

use definition::bilingual::Language;
use definition::diagnostic::{Diagnostic, Severity};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, ThemeCharacters, ThemeStyles};

use super::excerpt::Excerpt;
use super::summary::Counts;
use super::visible::visible;

/// Messages are wrapped here; a Chinese character takes two columns.
const WIDTH_COLUMNS: usize = 100;

/// How text is told.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language.
    pub language: Language,
    /// Whether to colour.
    pub colour: bool,
}

/// Every diagnostic, then one line that counts them.
pub fn text(diagnostics: &[Diagnostic], counts: Counts, style: Style) -> String {
    each(diagnostics, style) + &counts.text(style.language) + "\n"
}

/// Every diagnostic, with an empty line after each.
pub(super) fn each(diagnostics: &[Diagnostic], style: Style) -> String {
    diagnostics.iter().map(|diagnostic| one(diagnostic, style) + "\n").collect()
}

fn one(diagnostic: &Diagnostic, style: Style) -> String {
    let language = style.language;
    let shown = Shown {
        code: diagnostic.code.as_str(),
        severity: diagnostic.severity(),
        language,
        message: visible(diagnostic.text(language)),
        excerpt: Excerpt::new(&diagnostic.source, diagnostic.span),
    };
    let mut handler =
        GraphicalReportHandler::new_themed(theme(style.colour)).with_width(WIDTH_COLUMNS).with_links(false);
    if let Some(help) = &diagnostic.help {
        handler = handler.with_footer(footer(&visible(help.get(language)), language));
    }
    let mut told = String::new();
    // Writing to a text does not fail, and an excerpt always answers; if miette ever disagrees, the place and message remain.
    if handler.render_report(&mut told, &shown).is_err() {
        told = format!("{} {}: {}\n", visible(&diagnostic.place()), shown.code, shown.message);
    }
    told
}

fn footer(help: &str, language: Language) -> String {
    match language {
        Language::Zh => format!("建议：{help}"),
        Language::En => format!("help: {help}"),
    }
}

/// The frame in line drawing, the underline in plain `^`: terminals disagree on how wide line drawing is beside Chinese,
/// and a `^` is one column in all of them.
fn theme(colour: bool) -> GraphicalTheme {
    let characters = ThemeCharacters { underline: '^', underbar: '^', uarrow: '^', ..ThemeCharacters::unicode() };
    GraphicalTheme { characters, styles: if colour { ThemeStyles::ansi() } else { ThemeStyles::none() } }
}

/// A diagnostic as miette wants it.
#[derive(Debug)]
struct Shown {
    code: &'static str,
    severity: Severity,
    language: Language,
    message: String,
    excerpt: Excerpt,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let severity = match (self.severity, self.language) {
            (Severity::Error, Language::Zh) => "错误",
            (Severity::Error, Language::En) => "error",
            (Severity::Warning, Language::Zh) => "警告",
            (Severity::Warning, Language::En) => "warning",
        };
        Some(Box::new(format!("{severity} {}", self.code)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let place = self.excerpt.underlined();
        let label = LabeledSpan::new_primary_with_span(None, (place.start, place.end - place.start));
        Some(Box::new(std::iter::once(label)))
    }
}

#[cfg(test)]
mod tests {
    use definition::bilingual::Bilingual;
    use definition::diagnostic::Code;
    use definition::text::{SourceText, Span};

    use super::*;

    fn told(text: &str, wrong: &str, language: Language) -> String {
        let start = text.find(wrong).unwrap();
        let diagnostic = Diagnostic {
            code: Code::ExpressionName,
            source: SourceText::new("流程/a.yaml", text),
            span: Span::new(start, start + wrong.len()),
            path: String::new(),
            message: Bilingual::new("没有变量“人均收人”", "no variable `人均收人` exists"),
            help: Some(Bilingual::new("是不是“人均收入”？", "did you mean `人均收入`?")),
        };
        one(&diagnostic, Style { language, colour: false })
    }

    #[test]
    fn a_place_after_chinese_is_underlined_column_for_column() {
        let text = "名称: 甲\n  条件: 家庭人口 > 人均收人\n  转到: 乙\n";
        let expected = "错误 D0302\n\n  × 没有变量“人均收人”\n   ╭─[流程/a.yaml:2:14]\n 1 │ 名称: 甲\n 2 │   条件: 家庭人口 > 人均收人\n   ·                    ^^^^^^^^\n 3 │   转到: 乙\n   ╰────\n\n  建议：是不是“人均收入”？\n";
        assert_eq!(told(text, "人均收人", Language::Zh), expected);
        let english = told(text, "人均收人", Language::En);
        assert!(
            english.starts_with("error D0302\n") && english.ends_with("  help: did you mean `人均收入`?\n"),
            "{english}"
        );
    }

    #[test]
    fn a_point_is_marked_even_at_the_end() {
        assert!(told("a: 1\nb", "", Language::Zh).contains("a.yaml:1:1]\n 1 │ a: 1\n   · ^\n"));
        let end = Diagnostic {
            code: Code::YamlSyntax,
            source: SourceText::new("a.yaml", "名: [1\n"),
            span: Span::new(9, 9),
            path: String::new(),
            message: Bilingual::same("x"),
            help: None,
        };
        let told = one(&end, Style { language: Language::Zh, colour: false });
        assert!(told.contains("a.yaml:2:1]\n 1 │ 名: [1\n   ·      ^\n"), "{told}");
    }
}
