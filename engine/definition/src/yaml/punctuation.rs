//! The beginner's error of Chinese keyboards: full-width punctuation where YAML wants half-width.

use std::sync::Arc;

use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::{SourceText, Span};

/// Where a YAML error stands on or just after a line with full-width punctuation in a structural place, the real cause.
/// Just after: blank lines and comments do not count.
pub(super) fn explain(source: &Arc<SourceText>, span: Span) -> Option<Diagnostic> {
    let line = source.position(span.start).line;
    let before = (1..line).rev().find(|line| !without_comment(source.line(*line)).trim().is_empty());
    before.into_iter().chain([line]).find_map(|line| on_line(source, line))
}

fn without_comment(line: &str) -> &str {
    if line.trim_start().starts_with('#') { "" } else { line.split(" #").next().unwrap_or_default() }
}

fn on_line(source: &Arc<SourceText>, line: usize) -> Option<Diagnostic> {
    let code = without_comment(source.line(line));
    if code.contains(": ") || code.trim_end().ends_with(':') {
        return None;
    }
    let (at, wrong) = code.char_indices().find(|(_, character)| *character == '：')?;
    let start = start_of(source, line) + at;
    Some(Diagnostic {
        code: Code::FullWidthPunctuation,
        source: Arc::clone(source),
        span: Span::new(start, start + wrong.len_utf8()),
        path: String::new(),
        message: Bilingual::new(
            "此处是中文冒号“：”，应为英文冒号加空格“: ”",
            "a full-width colon stands here; YAML wants `: `",
        ),
        help: Some(Bilingual::new(
            "切换到英文输入法重打冒号，并在后面加一个空格",
            "type the colon with an English keyboard, followed by a space",
        )),
    })
}

fn start_of(source: &SourceText, line: usize) -> usize {
    source.text.split_inclusive('\n').take(line - 1).map(str::len).sum()
}
