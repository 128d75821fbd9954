//! Places as editors count them: lines from zero, characters in UTF-16 units; files as URIs.

use std::path::PathBuf;
use std::str::FromStr;

use definition::text::{SourceText, Span};
use lsp_types::{Position, Range, Uri};

/// The bytes of a path that stand in a URI as they are.
const PLAIN: &[u8] = b"/-._~!$&'()*+,;=:@";

/// The place of a byte.
pub(super) fn position(source: &SourceText, offset: usize) -> Position {
    let line = source.position(offset).line;
    let start = source.text[..offset.min(source.text.len())].rfind('\n').map_or(0, |at| at + 1);
    let units = source.text.get(start..offset).unwrap_or_default().encode_utf16().count();
    Position { line: small(line - 1), character: small(units) }
}

/// The places of a span.
pub(super) fn range(source: &SourceText, span: Span) -> Range {
    Range { start: position(source, span.start), end: position(source, span.end) }
}

/// The byte of a place; past the end of a line its end, past the last line the end of the text.
pub(super) fn offset(source: &SourceText, position: Position) -> usize {
    let line = usize::try_from(position.line).unwrap_or(usize::MAX);
    let Some(start) = source.text.split_inclusive('\n').take(line).map(str::len).reduce(|sum, length| sum + length)
    else {
        return in_line(&source.text, 0, position.character);
    };
    in_line(&source.text, start, position.character)
}

fn in_line(text: &str, start: usize, units: u32) -> usize {
    let mut left = usize::try_from(units).unwrap_or(usize::MAX);
    let mut at = start;
    for character in text.get(start..).unwrap_or_default().chars() {
        if matches!(character, '\n' | '\r') || left < character.len_utf16() {
            break;
        }
        left -= character.len_utf16();
        at += character.len_utf8();
    }
    at
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The URI of a path.
pub(super) fn uri(path: &str) -> Option<Uri> {
    let mut written = String::from("file://");
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || PLAIN.contains(&byte) {
            written.push(char::from(byte));
        } else {
            written.push_str(&format!("%{byte:02X}"));
        }
    }
    Uri::from_str(&written).ok()
}

/// The path of a URI, if it is a file's.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let written = uri.as_str().strip_prefix("file://")?;
    let mut bytes = Vec::new();
    let mut rest = written.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let code = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&code).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_utf_16_units_there_and_back() {
        let source = SourceText::new("a.yaml", "名称: 𠮷野\n  to: 办结\n");
        for needle in ["野", "to", "办结"] {
            let at = source.text.find(needle).unwrap();
            assert_eq!(offset(&source, position(&source, at)), at, "{needle}");
        }
        let at = source.text.find('野').unwrap();
        assert_eq!(position(&source, at), Position { line: 0, character: 6 });
        assert_eq!(offset(&source, Position { line: 0, character: 99 }), source.text.find('\n').unwrap());
        assert_eq!(offset(&source, Position { line: 99, character: 0 }), source.text.len());
    }

    #[test]
    fn a_path_with_chinese_and_spaces_becomes_a_uri_and_comes_back() {
        let there = uri("/家/a b/流程.yaml").unwrap();
        assert!(there.as_str().is_ascii());
        assert_eq!(path(&there).unwrap(), PathBuf::from("/家/a b/流程.yaml"));
    }
}
