//! A place in a template's text as a place in its file.

use std::ops::Range;

use crate::text::{SourceText, Span};
use crate::yaml::Scalar;

/// Where a part of the text stands in the file. Exact where the text is written letter for letter; in block and folded
/// texts the same occurrence of the same letters; else the whole scalar.
pub(super) fn place(source: &SourceText, scalar: &Scalar, part: Range<usize>) -> Span {
    if scalar.verbatim {
        return scalar.inner(Span::new(part.start, part.end));
    }
    same_occurrence(source, scalar, part).unwrap_or(scalar.span)
}

/// YAML folds and unindents lines but never reorders, so the n-th occurrence in the text is the n-th in the file.
fn same_occurrence(source: &SourceText, scalar: &Scalar, part: Range<usize>) -> Option<Span> {
    let wanted = scalar.text.get(part.clone())?.lines().next()?.trim_end();
    if wanted.is_empty() {
        return None;
    }
    let before = scalar.text.match_indices(wanted).take_while(|(at, _)| *at < part.start).count();
    let (at, _) = source.slice(scalar.span).match_indices(wanted).nth(before)?;
    Some(Span::new(at, at + wanted.len()).shifted(scalar.span.start))
}
