//! Text edits at places. No tool writes an author's file anew; it only changes what it means to change.

use definition::text::Span;

/// One change of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where something is only put in.
    pub span: Span,
    /// What stands there then.
    pub text: String,
}

/// The text with all edits made. Edits that overlap an earlier one, or do not fit the text, are left out.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| edit.span);
    let mut edited = String::with_capacity(text.len());
    let mut at = 0;
    for edit in ordered {
        let Some(kept) = text.get(at..edit.span.start) else { continue };
        if text.get(edit.span.range()).is_none() {
            continue;
        }
        edited.push_str(kept);
        edited.push_str(&edit.text);
        at = edit.span.end;
    }
    edited.push_str(text.get(at..).unwrap_or_default());
    edited
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_in_the_order_of_the_text_and_never_overlap() {
        let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.to_owned() };
        assert_eq!(apply("abcdef", &[edit(4, 5, "E"), edit(0, 1, "AA"), edit(2, 2, "-")]), "AAb-cdEf");
        assert_eq!(apply("abcdef", &[edit(0, 3, "x"), edit(1, 2, "y"), edit(9, 12, "z")]), "xdef");
    }
}
