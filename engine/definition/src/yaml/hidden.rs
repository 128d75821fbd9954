//! Characters that make a text read differently from what it says (bidirectional controls, invisible and control ones).

use std::sync::Arc;

use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::{SourceText, Span};

/// The most places told of one text.
const PLACES_MAX: usize = 20;

/// Every hidden character of the text, the first few of them.
pub(super) fn find(source: &Arc<SourceText>) -> Vec<Diagnostic> {
    let found = source
        .text
        .char_indices()
        .filter(|(at, character)| is_hidden(*character) && !(*at == 0 && *character == '\u{feff}'));
    found.take(PLACES_MAX).map(|(at, character)| diagnose(source, at, character)).collect()
}

fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}'
        | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn diagnose(source: &Arc<SourceText>, at: usize, character: char) -> Diagnostic {
    let code = format!("U+{:04X}", u32::from(character));
    Diagnostic {
        code: Code::HiddenCharacter,
        source: Arc::clone(source),
        span: Span::new(at, at + character.len_utf8()),
        path: String::new(),
        message: Bilingual::new(
            format!("此处有看不见的字符 {code}，会使内容与看到的不一致"),
            format!("an invisible character {code} stands here; the text does not say what it seems to"),
        ),
        help: Some(Bilingual::new(
            "删去它（多半是从网页或文档粘贴时带来的）",
            "delete it; it usually comes with text pasted from a page",
        )),
    }
}
