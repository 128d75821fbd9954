//! Reading: limits first, then serde_yaml, then scalars taken from the text itself.

use std::fmt;
use std::sync::Arc;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Location, Options};

use super::node::{Entry, Node, Scalar, Style};
use super::{hidden, punctuation};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::{SourceText, Span};

/// The largest text read, in bytes. The largest honest process (10,000 states) is under 3 MiB.
pub const fn text_bytes_max() -> usize {
    4 * 1024 * 1024
}

/// The deepest nesting of maps and sequences.
const DEPTH_MAX: usize = 48;
/// How deep the scanner may look ahead before depth is judged: further than one key can be long (1,024 characters), so that
/// it is the depth that is told.
const SCANNED_DEPTH_MAX: usize = 2_000;
/// The most nodes in one text, aliases expanded.
const NODES_MAX: usize = 450_000;
/// The most parser events that aliases may replay.
const REPLAYED_EVENTS_MAX: usize = 20_000;

/// Reads one text. A text that is not sound YAML gives diagnostics and no tree.
pub fn parse(source: &Arc<SourceText>) -> Result<Node, Vec<Diagnostic>> {
    if source.text.len() > text_bytes_max() {
        return Err(vec![too_large(source)]);
    }
    let hidden = hidden::find(source);
    if !hidden.is_empty() {
        return Err(hidden);
    }
    match serde_yaml::from_str_with_options::<Raw>(&source.text, options()) {
        Ok(raw) => Ok(raw.into_node(&source.text)),
        Err(error) => Err(vec![diagnose(source, &error)]),
    }
}

fn too_large(source: &Arc<SourceText>) -> Diagnostic {
    let mib = text_bytes_max() / (1024 * 1024);
    Diagnostic {
        code: Code::TooLarge,
        source: Arc::clone(source),
        span: Span::new(text_bytes_max(), text_bytes_max()),
        path: String::new(),
        message: Bilingual::new(
            format!("文件超过 {mib} MiB，从此处起未读"),
            format!("the file is larger than {mib} MiB; nothing from here on was read"),
        ),
        help: Some(Bilingual::new("请把流程拆成几个文件", "split the process into several files")),
    }
}

fn options() -> Options {
    let mut budget = serde_yaml::Budget::default();
    budget.max_depth = DEPTH_MAX;
    budget.flow_nesting_limit = SCANNED_DEPTH_MAX;
    budget.max_nodes = NODES_MAX;
    budget.max_events = 2 * NODES_MAX;
    // What aliases expand to is bounded below; one anchor used a hundred times in a file of scenarios is no attack.
    budget.enforce_alias_anchor_ratio = false;
    let mut options = Options::default();
    options.budget = Some(budget);
    options.duplicate_keys = serde_yaml::options::DuplicateKeyPolicy::Error;
    options.alias_limits.max_total_replayed_events = REPLAYED_EVENTS_MAX;
    options.strict_booleans = true;
    options.with_snippet = false;
    options
}

fn diagnose(source: &Arc<SourceText>, error: &serde_yaml::Error) -> Diagnostic {
    let span = error.location().map_or_else(|| end_of(source), |at| span_of(&at, &source.text));
    let (code, message, help) = describe(error);
    let plain = Diagnostic { code, source: Arc::clone(source), span, path: String::new(), message, help };
    punctuation::explain(source, span).unwrap_or(plain)
}

fn describe(error: &serde_yaml::Error) -> (Code, Bilingual, Option<Bilingual>) {
    match error.without_snippet() {
        serde_yaml::Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or("?");
            (
                Code::DuplicateKey,
                Bilingual::new(
                    format!("键“{key}”在同一处写了两次"),
                    format!("the key `{key}` stands twice in the same map"),
                ),
                Some(Bilingual::new("删去其中一个，或改成别的名字", "remove one of them, or give it another name")),
            )
        }
        serde_yaml::Error::Budget { .. }
        | serde_yaml::Error::AliasReplayLimitExceeded { .. }
        | serde_yaml::Error::AliasExpansionLimitExceeded { .. }
        | serde_yaml::Error::AliasReplayStackDepthExceeded { .. }
        | serde_yaml::Error::AliasError { .. } => (
            Code::TooLarge,
            Bilingual::new(
                format!("内容展开后过大或嵌套过深（最多 {DEPTH_MAX} 层、{NODES_MAX} 项）"),
                format!(
                    "the content expands too far or nests too deep (at most {DEPTH_MAX} levels, {NODES_MAX} nodes)"
                ),
            ),
            Some(Bilingual::new("减少嵌套和引用（*别名）", "nest less, and use fewer aliases")),
        ),
        other => {
            let reason = other.to_string();
            let reason = reason.lines().next().unwrap_or_default().to_owned();
            (
                Code::YamlSyntax,
                Bilingual::new(format!("此处不是合法的 YAML：{reason}"), format!("this is not YAML: {reason}")),
                Some(Bilingual::new(
                    "检查缩进（只用空格）、冒号后的空格、引号和括号是否成对",
                    "check the indentation (spaces only), the space after each colon, and that quotes and brackets close",
                )),
            )
        }
    }
}

fn end_of(source: &SourceText) -> Span {
    Span::new(source.text.len(), source.text.len())
}

fn span_of(at: &Location, text: &str) -> Span {
    let place = at.span();
    let start = place.byte_offset().and_then(|offset| usize::try_from(offset).ok());
    let start = start.unwrap_or_else(|| offset_of(at, text)).min(text.len());
    let length = place.byte_len().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    let mut end = start.saturating_add(length).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(start, end)
}

/// The byte at a line and column: what the scanner's own errors know of their place.
fn offset_of(at: &Location, text: &str) -> usize {
    let line = usize::try_from(at.line().saturating_sub(1)).unwrap_or(0);
    let column = usize::try_from(at.column().saturating_sub(1)).unwrap_or(0);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.lines().next().unwrap_or_default().chars().take(column).map(char::len_utf8).sum::<usize>()
}

/// What serde_yaml hands over, with its location, before scalars are taken from the text.
struct Raw {
    kind: Kind,
    at: Location,
}

enum Kind {
    Scalar(String),
    Sequence(Vec<Raw>),
    Mapping(Vec<(Raw, Raw)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_yaml::Spanned::<Kind>::deserialize(deserializer)?;
        Ok(Raw { kind: spanned.value, at: spanned.defined })
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KindVisitor)
    }
}

struct KindVisitor;

impl<'de> Visitor<'de> for KindVisitor {
    type Value = Kind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    // What a plain scalar was taken for does not matter: its text is read from the source again.
    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Kind, E> {
        Ok(Kind::Scalar(value.to_string()))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Kind, E> {
        Ok(Kind::Scalar(value.to_string()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Kind, E> {
        Ok(Kind::Scalar(value.to_string()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Kind, E> {
        Ok(Kind::Scalar(value.to_string()))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Kind, E> {
        Ok(Kind::Scalar(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Kind, E> {
        Ok(Kind::Scalar(value))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Kind, E> {
        Ok(Kind::Scalar(String::new()))
    }

    fn visit_none<E: de::Error>(self) -> Result<Kind, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Kind, D::Error> {
        Kind::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Kind, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = items.next_element()? {
            nodes.push(node);
        }
        Ok(Kind::Sequence(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Kind, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Kind::Mapping(entries))
    }
}

impl Raw {
    fn into_node(self, text: &str) -> Node {
        let span = span_of(&self.at, text);
        match self.kind {
            Kind::Scalar(resolved) => Node::Scalar(scalar(resolved, span, text)),
            Kind::Sequence(items) => {
                let items: Vec<Node> = items.into_iter().map(|item| item.into_node(text)).collect();
                let span = around(span, items.last().map(Node::span), text);
                Node::Sequence(items, span)
            }
            Kind::Mapping(entries) => {
                let entries: Vec<Entry> = entries.into_iter().map(|(key, value)| entry(key, value, text)).collect();
                let last = entries.iter().map(|entry| entry.value.span()).max_by_key(|span| span.end);
                Node::Mapping(entries, around(span, last, text))
            }
        }
    }
}

/// The whole of a map or sequence: serde_yaml tells only where it begins. Up to its last part, and its closing bracket if it
/// has one. Parts that an alias brings in stand further up and do not count.
fn around(opening: Span, last: Option<Span>, text: &str) -> Span {
    let end = last.map_or(opening.end, |last| last.end.max(opening.end));
    let closing = match text.get(opening.start..).and_then(|rest| rest.chars().next()) {
        Some('{') => '}',
        Some('[') => ']',
        Some(_) | None => return Span::new(opening.start, end),
    };
    let rest = text.get(end..).unwrap_or_default();
    let after = rest.trim_start_matches(|character: char| character.is_whitespace() || character == ',');
    let closed = after.strip_prefix(closing).map(|after| text.len() - after.len());
    Span::new(opening.start, closed.unwrap_or(end))
}

fn entry(key: Raw, value: Raw, text: &str) -> Entry {
    let span = span_of(&key.at, text);
    let key = match key.into_node(text) {
        Node::Scalar(scalar) => scalar,
        // A map or sequence as a key: kept as its text, which no keyword matches, so it is told as an unknown key.
        Node::Sequence(..) | Node::Mapping(..) => {
            scalar(text.get(span.range()).unwrap_or_default().to_owned(), span, text)
        }
    };
    Entry { key, value: value.into_node(text) }
}

/// The parser says where the lines of a block stand, not where its sign does: that ends the line before.
fn is_block(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let line = before.trim_end();
    let signed = line.trim_end_matches(['-', '+', '1', '2', '3', '4', '5', '6', '7', '8', '9']).ends_with(['|', '>']);
    signed && before[line.len()..].contains('\n')
}

fn scalar(resolved: String, span: Span, text: &str) -> Scalar {
    let written = text.get(span.range()).unwrap_or_default();
    if is_block(text, span) {
        return Scalar { text: resolved, style: Style::Block, span, verbatim: false };
    }
    match written.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inside = written.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
            let verbatim = inside == Some(resolved.as_str());
            Scalar { text: resolved, style: Style::Quoted, span, verbatim }
        }
        Some('|' | '>') => Scalar { text: resolved, style: Style::Block, span, verbatim: false },
        // A plain scalar over several lines is folded, so only a single line is the text itself.
        Some(_) if !written.contains('\n') && !written.trim_end().is_empty() => {
            let plain = written.trim_end();
            let span = Span::new(span.start, span.start + plain.len());
            Scalar { text: plain.to_owned(), style: Style::Plain, span, verbatim: true }
        }
        Some(_) | None => Scalar { text: resolved, style: Style::Plain, span, verbatim: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Node, Vec<Diagnostic>> {
        parse(&SourceText::new("a.yaml", text))
    }

    fn scalars(node: &Node, text: &str, found: &mut Vec<(String, String)>) {
        match node {
            Node::Scalar(scalar) => found.push((scalar.text.clone(), text[scalar.span.range()].to_owned())),
            Node::Sequence(items, _) => items.iter().for_each(|item| scalars(item, text, found)),
            Node::Mapping(entries, _) => entries.iter().for_each(|entry| {
                found.push((entry.key.text.clone(), text[entry.key.span.range()].to_owned()));
                scalars(&entry.value, text, found);
            }),
        }
    }

    #[test]
    fn scalars_are_what_was_written_and_know_where() {
        let text = "on: no\n名称: 王 五\ncode: 007\nsum: 560.00\nq: \"a\\nb\"\nlist: [1e3, ~, 0x10, '4']\nblock: |\n  一\n  二\nempty:\n";
        let mut found = Vec::new();
        scalars(&read(text).unwrap(), text, &mut found);
        let texts: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "on",
                "no",
                "名称",
                "王 五",
                "code",
                "007",
                "sum",
                "560.00",
                "q",
                "a\nb",
                "list",
                "1e3",
                "~",
                "0x10",
                "4",
                "block",
                "一\n二\n",
                "empty",
                ""
            ]
        );
        assert!(found.contains(&("4".to_owned(), "'4'".to_owned())));
        assert!(found.contains(&("560.00".to_owned(), "560.00".to_owned())));
    }

    #[test]
    fn hostile_texts_are_refused_with_a_line() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..10 {
            let refs = vec![format!("*a{}", level - 1); 10].join(", ");
            bomb.push_str(&format!("a{level}: &a{level} [{refs}]\n"));
        }
        let cases = [
            (bomb, Code::TooLarge),
            ("[".repeat(100_000), Code::TooLarge),
            (format!("a: {}\n", "x".repeat(10 * 1024 * 1024)), Code::TooLarge),
            ("甲: 1\n乙: 2\n甲: 3\n".to_owned(), Code::DuplicateKey),
            ("a: [1, 2\nb: 3\n".to_owned(), Code::YamlSyntax),
            ("名称: 申请\u{202e}者\n".to_owned(), Code::HiddenCharacter),
            ("a: 1\n---\nb: 2\n".to_owned(), Code::YamlSyntax),
            ("name：张三\nb: 1\n".to_owned(), Code::FullWidthPunctuation),
            ("# 依据：某文件\n组织机构：甲\n\n# 说明：层级\n层级表: [a]\n".to_owned(), Code::FullWidthPunctuation),
            ("# 依据：某文件\na: [1, 2\nb: 3\n".to_owned(), Code::YamlSyntax),
        ];
        for (text, code) in cases {
            let found = read(&text).unwrap_err();
            assert_eq!(found[0].code, code, "{} for {:.40}", found[0].message.en, text);
            assert!(found[0].source.position(found[0].span.start).line >= 1);
        }
    }

    #[test]
    fn a_map_and_a_list_reach_to_their_end() {
        let text = "甲:\n  乙: {丙: [1, 2], 丁: '三' }\n  戊:\n    - 己\n空: {}\n";
        let mut found = Vec::new();
        nested(&read(text).unwrap(), text, &mut found);
        let whole = text.trim_end();
        let inner = "乙: {丙: [1, 2], 丁: '三' }\n  戊:\n    - 己";
        assert_eq!(found, [whole, inner, "{丙: [1, 2], 丁: '三' }", "[1, 2]", "- 己", "{}"]);
    }

    fn nested<'t>(node: &Node, text: &'t str, found: &mut Vec<&'t str>) {
        let place = &text[node.span().range()];
        match node {
            Node::Scalar(_) => {}
            Node::Sequence(items, _) => {
                found.push(place);
                items.iter().for_each(|item| nested(item, text, found));
            }
            Node::Mapping(entries, _) => {
                found.push(place);
                entries.iter().for_each(|entry| nested(&entry.value, text, found));
            }
        }
    }

    #[test]
    fn a_text_that_is_not_yaml_is_told_where_it_stops_being_so() {
        let place = |text: &str| {
            let found = read(text).unwrap_err();
            let at = found[0].source.position(found[0].span.start);
            (at.line, at.column)
        };
        assert_eq!(place("# 依据：某文件\n甲: 1\n名称: 乙: 丙\n"), (3, 6));
        assert_eq!(place("# 依据：某文件\n组织机构：甲\n\n# 说明\n层级表: [a]\n"), (2, 5));
    }

    #[test]
    fn merged_maps_are_merged() {
        let text = "base: &b {x: 1, y: 2}\nmine: {<<: *b, y: 3}\n";
        let Node::Mapping(entries, _) = read(text).unwrap() else { panic!("a map") };
        let Node::Mapping(mine, _) = &entries[1].value else { panic!("a map") };
        let pairs: Vec<(&str, String)> = mine
            .iter()
            .map(|entry| {
                (
                    entry.key.text.as_str(),
                    match &entry.value {
                        Node::Scalar(s) => s.text.clone(),
                        _ => String::new(),
                    },
                )
            })
            .collect();
        assert!(pairs.contains(&("x", "1".to_owned())) && pairs.contains(&("y", "3".to_owned())), "{pairs:?}");
    }
}
