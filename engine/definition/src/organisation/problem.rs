//! Problems that all data files share: a name that is not there, and a name that is there twice.

use std::collections::HashMap;
use std::hash::Hash;

use super::find::FindError;
use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::source::decode::{Decoder, nearest};
use crate::text::{Span, Spanned};

/// How many names are listed where none is like the misspelt one.
const LISTED_MAX: usize = 8;

/// Tells that nothing of a kind has this name, with the nearest that exists, else the first few.
pub(crate) fn unknown(
    decoder: &mut Decoder,
    code: Code,
    kind: &Bilingual,
    (written, span): (&str, Span),
    candidates: &[&str],
) {
    let message = Bilingual::new(format!("没有{}“{written}”", kind.zh), format!("there is no {} `{written}`", kind.en));
    let help = nearest(written, candidates.iter().copied()).map_or_else(
        || {
            let listed: Vec<&str> = candidates.iter().take(LISTED_MAX).copied().collect();
            (!listed.is_empty()).then(|| {
                Bilingual::new(format!("现有：{}", listed.join("、")), format!("there are: {}", listed.join(", ")))
            })
        },
        |near| Some(Bilingual::new(format!("是不是 {near}？"), format!("did you mean `{near}`?"))),
    );
    decoder.problem(code, span, message, help);
}

/// Tells why an office was not found.
pub(crate) fn unknown_office(decoder: &mut Decoder, span: Span, error: &FindError) {
    decoder.problem(Code::UnknownOffice, span, error.message(), Some(error.help()));
}

/// The names of one kind met so far in all files, and where.
pub(crate) struct Declared<N> {
    kind: Bilingual,
    places: HashMap<N, String>,
}

impl<N: Clone + Eq + Hash + std::fmt::Display> Declared<N> {
    pub fn new(kind: Bilingual) -> Self {
        Self { kind, places: HashMap::new() }
    }

    pub fn contains(&self, name: &N) -> bool {
        self.places.contains_key(name)
    }

    pub fn names(&self) -> impl Iterator<Item = &N> {
        self.places.keys()
    }

    /// Notes a name; a second time is a contradiction, and answers false.
    pub fn declare(&mut self, decoder: &mut Decoder, name: &Spanned<N>) -> bool {
        if let Some(first) = self.places.get(&name.value) {
            let (kind, name, span) = (&self.kind, &name.value, name.span);
            let message = Bilingual::new(
                format!("{}“{name}”已在 {first} 写过", kind.zh),
                format!("the {} `{name}` already stands at {first}", kind.en),
            );
            let help = Bilingual::new("删去其中一处，或换一个名字", "remove one of them, or give it another name");
            decoder.problem(Code::Contradiction, span, message, Some(help));
            return false;
        }
        self.places.insert(name.value.clone(), place(decoder, name.span));
        true
    }
}

/// `path:line:column`
pub(crate) fn place(decoder: &Decoder, span: Span) -> String {
    let at = decoder.source.position(span.start);
    format!("{}:{}:{}", decoder.source.path, at.line, at.column)
}
