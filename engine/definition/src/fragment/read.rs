//! A fragment text -> what it shares, still unread: only in a process has it a meaning.

use std::sync::Arc;

use indexmap::IndexMap;

use super::SHARED;
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::keyword::{self as k, Keyword};
use crate::name::FragmentName;
use crate::source::decode::Decoder;
use crate::text::{SourceText, Spanned};
use crate::yaml::{Entry, Node};

/// A fragment as read.
pub(crate) struct Fragment {
    /// Its text.
    pub source: Arc<SourceText>,
    /// The names a process gives it: `<back>` stands for what the process says of `back`.
    pub takes: Vec<String>,
    /// What it shares, by key.
    pub shared: Vec<(Keyword, Vec<Entry>)>,
}

/// All fragments by name.
#[derive(Default)]
pub(crate) struct Fragments {
    all: IndexMap<FragmentName, Fragment>,
}

impl Fragments {
    /// The fragment of a name.
    pub fn get(&self, name: &str) -> Option<&Fragment> {
        self.all.get(name)
    }

    /// The names there are.
    pub fn names(&self) -> Vec<String> {
        self.all.keys().map(ToString::to_string).collect()
    }

    /// Takes in a fragment; a second one of a name is told and left out.
    pub fn add(&mut self, name: Spanned<FragmentName>, fragment: Fragment, diagnostics: &mut Vec<Diagnostic>) {
        if let Some(first) = self.all.get(&name.value) {
            let message = Bilingual::new(
                format!("片段“{}”已在 {} 里写过", name.value, first.source.path),
                format!("the fragment `{}` stands in {} already", name.value, first.source.path),
            );
            let help = Bilingual::new("改用别的 fragment 名字", "give it another name under `fragment`");
            diagnostics.push(Diagnostic {
                code: Code::Contradiction,
                source: Arc::clone(&fragment.source),
                span: name.span,
                path: k::FRAGMENT.en.to_owned(),
                message,
                help: Some(help),
            });
            return;
        }
        self.all.insert(name.value, fragment);
    }
}

/// Reads one fragment text.
pub(crate) fn read(decoder: &mut Decoder, node: &Node) -> Option<(Spanned<FragmentName>, Fragment)> {
    let mut fields = decoder.fields(node)?;
    let name = fields.required(decoder, k::FRAGMENT, Decoder::name::<FragmentName>);
    fields.optional(decoder, k::NAME, Decoder::bilingual);
    fields.optional(decoder, k::SOURCE, Decoder::text);
    let takes = fields.optional(decoder, k::TAKES, |decoder, node| Some(decoder.every(node, Decoder::text)));
    let takes = takes.unwrap_or_default().into_iter().map(|name| name.value).collect();
    let mut shared = Vec::new();
    for keyword in SHARED {
        let Some(node) = fields.take(decoder, keyword) else { continue };
        let Some((entries, _)) = decoder.mapping(node) else { continue };
        shared.push((keyword, entries.to_vec()));
    }
    fields.finish(decoder);
    let source = Arc::clone(&decoder.source);
    Some((name?, Fragment { source, takes, shared }))
}
