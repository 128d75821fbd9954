//! The lines around a place, cut to what a person can take in: a source of excerpts for miette.

use std::sync::Arc;

use definition::text::{Position, SourceText, Span};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::visible::visible;

/// A longer line is shown only around the place, and not at all where it stands beside it.
const LINE_BYTES_MAX: usize = 400;
/// How much of a long line is shown on either side of the start of the place.
const BYTES_BESIDE: usize = 100;

/// The lines around one place of a text.
#[derive(Debug)]
pub struct Excerpt {
    name: String,
    at: Position,
    window: Span,
    first_line: usize,
    lines: String,
    underlined: Span,
}

impl Excerpt {
    /// The line of the place with one on either side. A place of several lines is underlined on its first.
    pub fn new(source: &Arc<SourceText>, place: Span) -> Self {
        let text = &source.text;
        let start = boundary(text, if place.start < text.len() { place.start } else { last_visible(text) });
        let line = line_around(text, start);
        let underlined = Span::new(start, boundary(text, place.end).clamp(start, line.end));
        let window = window(text, line, underlined);
        Self {
            name: visible(&source.path),
            at: source.position(place.start),
            window,
            first_line: source.position(window.start).line,
            lines: visible(source.slice(window)),
            underlined: Span::new(start, underlined.end.min(window.end)),
        }
    }

    /// The part to underline; empty where only a point is meant.
    pub fn underlined(&self) -> Span {
        self.underlined
    }
}

impl SourceCode for Excerpt {
    /// Asked for no context, miette wants the place: it gets the line and the column in characters, as editors count.
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        lines_before: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (line, column) = if lines_before == 0 { (self.at.line, self.at.column) } else { (self.first_line, 1) };
        let span = SourceSpan::from((self.window.start, self.window.end - self.window.start));
        let data = self.lines.as_bytes();
        let lines = self.lines.lines().count();
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), data, span, line - 1, column - 1, lines)))
    }
}

/// What is shown: three lines, or a part of the middle one where that is long.
fn window(text: &str, line: Span, underlined: Span) -> Span {
    if line.end - line.start > LINE_BYTES_MAX {
        let from = boundary(text, underlined.start.saturating_sub(BYTES_BESIDE).max(line.start));
        let to = boundary(text, (underlined.start + BYTES_BESIDE).min(line.end));
        return Span::new(from, to);
    }
    let short = |other: &Span| other.end - other.start <= LINE_BYTES_MAX;
    let before = line.start.checked_sub(1).map(|end| line_around(text, end)).filter(short);
    let after = (line.end < text.len()).then(|| line_around(text, line.end + 1)).filter(short);
    Span::new(before.map_or(line.start, |before| before.start), after.map_or(line.end, |after| after.end))
}

/// The line an offset stands in, without its line break.
fn line_around(text: &str, at: usize) -> Span {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    Span::new(start, end)
}

/// Where a place at the very end of a text is shown: just after the last thing written.
fn last_visible(text: &str) -> usize {
    text.trim_end().char_indices().next_back().map_or(0, |(at, _)| at)
}

/// The nearest character boundary at or before an offset.
fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, start: usize, end: usize) -> Excerpt {
        Excerpt::new(&SourceText::new("a.yaml", text), Span::new(start, end))
    }

    #[test]
    fn a_line_stands_between_its_neighbours() {
        let text = "一\n二\n三\n四\n";
        let at = text.find('三').unwrap();
        let found = excerpt(text, at, at + 3);
        assert_eq!((found.lines.as_str(), found.first_line), ("二\n三\n四", 2));
        assert_eq!(found.underlined, Span::new(at, at + 3));
    }

    #[test]
    fn a_place_of_several_lines_is_underlined_on_its_first() {
        let found = excerpt("a: |\n  b\n  c\n", 3, 12);
        assert_eq!(found.underlined, Span::new(3, 4));
    }

    #[test]
    fn of_a_long_line_only_the_surroundings_of_the_place_are_shown() {
        let text = format!("短\n{}甲{}\n短\n", "长".repeat(100_000), "长".repeat(100_000));
        let at = text.find('甲').unwrap();
        let found = excerpt(&text, at, text.len());
        assert!(found.lines.len() <= 2 * BYTES_BESIDE + 3 && found.lines.contains('甲'));
        assert_eq!((found.first_line, found.at.column), (2, 100_001));
        assert!(found.underlined.end <= found.window.end);
        let beside = excerpt(&text, 0, 3);
        assert_eq!(beside.lines, "短");
    }

    #[test]
    fn the_end_of_a_text_and_an_empty_text_have_an_excerpt() {
        assert_eq!(excerpt("a: 1\n", 5, 5).lines, "a: 1\n");
        assert_eq!(excerpt("a: 1\n", 5, 5).at, Position { line: 2, column: 1 });
        assert_eq!(excerpt("", 0, 0).lines, "");
        assert_eq!(excerpt("\n\n", 2, 2).lines, "\n");
    }
}
