//! Decoding a tree: the decoder collects every problem and goes on, so that an author sees all of them at once.

use std::str::FromStr;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::keyword::{self, Keyword};
use crate::moment::{Date, Moment};
use crate::text::{SourceText, Span, Spanned};
use crate::yaml::{Entry, Node, Scalar};

/// Names are at most this many characters long.
const NAME_CHARACTERS_MAX: usize = 80;
/// A suggestion must be at least this similar (Jaro-Winkler).
const SIMILARITY_MIN: f64 = 0.75;

/// Collects the problems of one text while it is decoded, and which words of the language were met where.
pub struct Decoder {
    /// The text.
    pub source: Arc<SourceText>,
    /// The problems found so far.
    pub diagnostics: Vec<Diagnostic>,
    /// Every word of the language met, and where; what `fmt` rewrites.
    pub words: Vec<(Span, Keyword)>,
    path: Vec<String>,
}

/// The entries of one map, taken one by one; what is left over at the end is unknown.
pub struct Fields<'n> {
    entries: Vec<Option<&'n Entry>>,
    asked: Vec<Keyword>,
    /// Where the map stands.
    pub span: Span,
}

impl Decoder {
    /// A decoder of one text.
    pub fn new(source: &Arc<SourceText>) -> Self {
        Self { source: Arc::clone(source), diagnostics: Vec::new(), words: Vec::new(), path: Vec::new() }
    }

    /// Where in the structure the decoder is, e.g. `states.village_review.on`.
    pub fn path(&self) -> String {
        self.path.join(".")
    }

    /// Tells a problem at a place.
    pub fn problem(&mut self, code: Code, span: Span, message: Bilingual, help: Option<Bilingual>) {
        let source = Arc::clone(&self.source);
        let path = self.path();
        self.diagnostics.push(Diagnostic { code, source, span, path, message, help });
    }

    /// Steps into a part of the structure.
    pub fn enter(&mut self, part: &str) {
        self.path.push(part.to_owned());
    }

    /// Steps out of the part last entered.
    pub fn leave(&mut self) {
        self.path.pop();
    }

    /// Decodes within a part of the structure.
    pub fn within<T>(&mut self, part: &str, decode: impl FnOnce(&mut Self) -> T) -> T {
        self.enter(part);
        let decoded = decode(self);
        self.leave();
        decoded
    }

    /// The value as a map of keywords; anything else is a problem.
    pub fn fields<'n>(&mut self, node: &'n Node) -> Option<Fields<'n>> {
        let (entries, span) = self.mapping(node)?;
        Some(Fields { entries: entries.iter().map(Some).collect(), asked: Vec::new(), span })
    }

    /// The value as a map whose keys are names of the author's.
    pub fn mapping<'n>(&mut self, node: &'n Node) -> Option<(&'n [Entry], Span)> {
        match node {
            Node::Mapping(entries, span) => Some((entries, *span)),
            Node::Scalar(scalar) if scalar.is_nothing() => Some((&[], scalar.span)),
            Node::Scalar(_) | Node::Sequence(..) => {
                self.wrong_shape(node, Bilingual::new("若干“键: 值”", "a map of `key: value`"));
                None
            }
        }
    }

    /// The value as a list; a single value stands for a list of one.
    pub fn list<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        match node {
            Node::Sequence(items, _) => items,
            Node::Scalar(scalar) if scalar.is_nothing() => &[],
            Node::Scalar(_) | Node::Mapping(..) => std::slice::from_ref(node),
        }
    }

    /// The value as a scalar that is not empty.
    pub fn scalar<'n>(&mut self, node: &'n Node) -> Option<&'n Scalar> {
        match node {
            Node::Scalar(scalar) if !scalar.is_nothing() => Some(scalar),
            Node::Scalar(_) | Node::Sequence(..) | Node::Mapping(..) => {
                self.wrong_shape(node, Bilingual::new("一个值", "a single value"));
                None
            }
        }
    }

    /// The value as text.
    pub fn text(&mut self, node: &Node) -> Option<Spanned<String>> {
        self.scalar(node).map(|scalar| Spanned::new(scalar.text.clone(), scalar.span))
    }

    /// The value as a name of one kind.
    pub fn name<T: for<'t> From<&'t str>>(&mut self, node: &Node) -> Option<Spanned<T>> {
        let scalar = self.scalar(node)?.clone();
        self.name_of(&scalar)
    }

    /// A key or scalar as a name of one kind: letters of any script, digits, `_`, `-`, `.`; not beginning with a sign.
    pub fn name_of<T: for<'t> From<&'t str>>(&mut self, scalar: &Scalar) -> Option<Spanned<T>> {
        let text = scalar.text.as_str();
        let fits = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
        let sound = text.chars().next().is_some_and(char::is_alphanumeric)
            && text.chars().all(fits)
            && text.chars().count() <= NAME_CHARACTERS_MAX;
        if !sound {
            let message = Bilingual::new(format!("“{text}”不能作名字"), format!("`{text}` cannot be a name"));
            let help = Bilingual::new(
                format!("名字用文字、数字、_ - . 组成，以文字或数字开头，不超过 {NAME_CHARACTERS_MAX} 个字"),
                format!(
                    "use letters of any script, digits, _ - . , at most {NAME_CHARACTERS_MAX}, beginning with a letter or digit"
                ),
            );
            self.problem(Code::BadName, scalar.span, message, Some(help));
            return None;
        }
        Some(Spanned::new(T::from(text), scalar.span))
    }

    /// A text in both languages: one scalar for both, or `{zh: ..., en: ...}`.
    pub fn bilingual(&mut self, node: &Node) -> Option<Spanned<Bilingual>> {
        if let Node::Scalar(_) = node {
            return self.text(node).map(|text| text.map(Bilingual::same));
        }
        let mut fields = self.fields(node)?;
        let zh = fields.required(self, keyword::ZH, Self::text);
        let en = fields.required(self, keyword::EN, Self::text);
        let span = fields.span;
        fields.finish(self);
        Some(Spanned::new(Bilingual::new(zh?.value, en?.value), span))
    }

    /// The value as true or false; also 是 and 否.
    pub fn boolean(&mut self, node: &Node) -> Option<Spanned<bool>> {
        let scalar = self.scalar(node)?;
        let word = [(keyword::TRUE, true), (keyword::FALSE, false)].into_iter().find(|(word, _)| word.is(&scalar.text));
        match word {
            Some((_, value)) => Some(Spanned::new(value, scalar.span)),
            None => self.bad_scalar(node, Bilingual::new("true（是）或 false（否）", "true or false")),
        }
    }

    /// The value read by its own `FromStr`; `expected` is said when it does not read.
    pub fn parsed<T: FromStr>(&mut self, node: &Node, expected: Bilingual) -> Option<Spanned<T>> {
        let scalar = self.scalar(node)?;
        match scalar.text.parse() {
            Ok(value) => Some(Spanned::new(value, scalar.span)),
            Err(_) => self.bad_scalar(node, expected),
        }
    }

    /// The value as an exact decimal.
    pub fn decimal(&mut self, node: &Node) -> Option<Spanned<Decimal>> {
        self.parsed(node, Bilingual::new("一个数，例如 560.00", "a number such as 560.00"))
    }

    /// The value as a whole number from zero.
    pub fn whole(&mut self, node: &Node) -> Option<Spanned<u32>> {
        self.parsed(node, Bilingual::new("一个不小于 0 的整数", "a whole number, zero or more"))
    }

    /// The value as a day: `2020-04-20`.
    pub fn date(&mut self, node: &Node) -> Option<Spanned<Date>> {
        self.parsed(node, Bilingual::new("一个日期，例如 2020-04-20", "a date such as 2020-04-20"))
    }

    /// The value as an instant with its offset: `2020-04-20T10:12+08:00`.
    pub fn moment(&mut self, node: &Node) -> Option<Spanned<Moment>> {
        let scalar = self.scalar(node)?;
        match Moment::parse(&scalar.text) {
            Some(moment) => Some(Spanned::new(moment, scalar.span)),
            None => self.bad_scalar(
                node,
                Bilingual::new("一个时刻，例如 2020-04-20T10:12+08:00", "a moment such as 2020-04-20T10:12+08:00"),
            ),
        }
    }

    /// The value as one of a few words of the language.
    pub fn word<T: Clone>(&mut self, node: &Node, words: &[(Keyword, T)]) -> Option<Spanned<T>> {
        let scalar = self.scalar(node)?.clone();
        if let Some((keyword, value)) = words.iter().find(|(keyword, _)| keyword.is(&scalar.text)) {
            self.words.push((scalar.span, *keyword));
            return Some(Spanned::new(value.clone(), scalar.span));
        }
        let zh: Vec<&str> = words.iter().map(|(keyword, _)| keyword.zh).collect();
        let en: Vec<&str> = words.iter().map(|(keyword, _)| keyword.en).collect();
        self.bad_scalar(
            node,
            Bilingual::new(
                format!("{}（或 {}）之一", zh.join("、"), en.join(", ")),
                format!("one of {}", en.join(", ")),
            ),
        )
    }

    /// Tells that a scalar is not what its key takes.
    pub fn bad_scalar<T>(&mut self, node: &Node, expected: Bilingual) -> Option<T> {
        let found = shown(node);
        let message = Bilingual::new(
            format!("应为{}，写的是“{found}”", expected.zh),
            format!("expected {}, found `{found}`", expected.en),
        );
        self.problem(Code::BadScalar, node.span(), message, None);
        None
    }

    /// Tells that a value has the wrong shape.
    pub fn wrong_shape(&mut self, node: &Node, expected: Bilingual) {
        let found = match node {
            Node::Scalar(scalar) if scalar.is_nothing() => Bilingual::new("空值", "nothing"),
            Node::Scalar(scalar) => Bilingual::same(format!("`{}`", scalar.text)),
            Node::Sequence(..) => Bilingual::new("一个列表", "a list"),
            Node::Mapping(..) => Bilingual::new("若干“键: 值”", "a map"),
        };
        let message = Bilingual::new(
            format!("应为{}，写的是{}", expected.zh, found.zh),
            format!("expected {}, found {}", expected.en, found.en),
        );
        self.problem(Code::WrongShape, node.span(), message, None);
    }

    /// Decodes every entry of a map of the author's names.
    pub fn each<K: for<'t> From<&'t str>, V>(
        &mut self,
        node: &Node,
        mut decode: impl FnMut(&mut Self, &Spanned<K>, &Node) -> Option<V>,
    ) -> Vec<(Spanned<K>, V)> {
        let Some((entries, _)) = self.mapping(node) else { return Vec::new() };
        let mut decoded = Vec::new();
        for entry in entries {
            let Some(name) = self.name_of::<K>(&entry.key) else { continue };
            let value = self.within(&entry.key.text, |decoder| decode(decoder, &name, &entry.value));
            decoded.extend(value.map(|value| (name, value)));
        }
        decoded
    }

    /// Decodes every item of a list.
    pub fn every<V>(&mut self, node: &Node, mut decode: impl FnMut(&mut Self, &Node) -> Option<V>) -> Vec<V> {
        let items = self.list(node);
        let mut decoded = Vec::new();
        for (at, item) in items.iter().enumerate() {
            decoded.extend(self.within(&at.to_string(), |decoder| decode(decoder, item)));
        }
        decoded
    }
}

fn shown(node: &Node) -> String {
    match node {
        Node::Scalar(scalar) => scalar.text.chars().take(40).collect(),
        Node::Sequence(..) => "[...]".to_owned(),
        Node::Mapping(..) => "{...}".to_owned(),
    }
}

impl<'n> Fields<'n> {
    /// The node under a keyword, taken out.
    pub fn take(&mut self, decoder: &mut Decoder, keyword: Keyword) -> Option<&'n Node> {
        self.asked.push(keyword);
        let slot = self.entries.iter_mut().find(|slot| slot.is_some_and(|entry| keyword.is(&entry.key.text)))?;
        let entry = slot.take()?;
        decoder.words.push((entry.key.span, keyword));
        Some(&entry.value)
    }

    /// Decodes the value under a keyword if it is there.
    pub fn optional<T>(
        &mut self,
        decoder: &mut Decoder,
        keyword: Keyword,
        decode: impl FnOnce(&mut Decoder, &'n Node) -> Option<T>,
    ) -> Option<T> {
        let node = self.take(decoder, keyword)?;
        decoder.within(keyword.en, |decoder| decode(decoder, node))
    }

    /// Decodes the value under a keyword that must be there.
    pub fn required<T>(
        &mut self,
        decoder: &mut Decoder,
        keyword: Keyword,
        decode: impl FnOnce(&mut Decoder, &'n Node) -> Option<T>,
    ) -> Option<T> {
        let Some(node) = self.take(decoder, keyword) else {
            let Keyword { en, zh } = keyword;
            let message = Bilingual::new(format!("缺少 {en}（{zh}）"), format!("`{en}` is missing"));
            let help = Bilingual::new(format!("补上一行 {en}: …"), format!("add a line `{en}: ...`"));
            let start = Span::new(self.span.start, self.span.start);
            decoder.problem(Code::MissingKey, start, message, Some(help));
            return None;
        };
        decoder.within(keyword.en, |decoder| decode(decoder, node))
    }

    /// Whether a key stands here; does not take it.
    pub fn has(&self, keyword: Keyword) -> bool {
        self.entries.iter().flatten().any(|entry| keyword.is(&entry.key.text))
    }

    /// Tells every key that nobody asked for, with the nearest one that exists here.
    pub fn finish(self, decoder: &mut Decoder) {
        for entry in self.entries.iter().flatten() {
            let words: Vec<&str> = self.asked.iter().flat_map(|keyword| [keyword.en, keyword.zh]).collect();
            let written = &entry.key.text;
            let near = nearest(written, words.iter().copied())
                .map(|near| Bilingual::new(format!("是不是 {near}？"), format!("did you mean `{near}`?")));
            let help = near.or_else(|| torn(written)).unwrap_or_else(|| self.standing());
            let message =
                Bilingual::new(format!("此处没有“{written}”这个键"), format!("no key `{written}` exists here"));
            decoder.problem(Code::UnknownKey, entry.key.span, message, Some(help));
        }
    }

    fn standing(&self) -> Bilingual {
        let words = |word: fn(&Keyword) -> &'static str| self.asked.iter().map(word).collect::<Vec<_>>();
        Bilingual::new(
            format!("此处可写：{}", words(|keyword| keyword.zh).join("、")),
            format!("what may stand here: {}", words(|keyword| keyword.en).join(", ")),
        )
    }
}

/// What to do where a key is rather the rest of a formula, which a comma has torn apart within `{...}`.
fn torn(written: &str) -> Option<Bilingual> {
    written.contains(FORMULA_SIGNS).then(|| {
        Bilingual::new(
            "花括号里的算式或文字自己有逗号的，用半角单引号把它整个括起来",
            "within {...} a formula or text with a comma of its own wants quotes around it",
        )
    })
}

/// What stands in formulas and in no key.
const FORMULA_SIGNS: [char; 8] = ['(', ')', '*', '/', '<', '>', '=', '"'];

/// The candidate most like a misspelt word, if any is like it at all.
pub fn nearest<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(written, candidate), candidate))
        .filter(|(similarity, _)| *similarity >= SIMILARITY_MIN)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, candidate)| candidate)
}
