//! Places in a process together with its fragments -> places in the file each stands in.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::text::{SourceText, Span};

/// The texts a process is made of, each with where it begins.
#[derive(Clone, Debug)]
pub struct Placement {
    own: Arc<SourceText>,
    fragments: Vec<(usize, Arc<SourceText>)>,
}

impl Placement {
    /// Of a process that uses nothing.
    pub fn new(own: Arc<SourceText>) -> Self {
        Self { own, fragments: Vec::new() }
    }

    /// Takes in a fragment whose text begins there.
    pub(crate) fn add(&mut self, base: usize, fragment: Arc<SourceText>) {
        self.fragments.push((base, fragment));
    }

    /// The texts of the fragments, in the order used.
    pub fn fragments(&self) -> impl Iterator<Item = &Arc<SourceText>> {
        self.fragments.iter().map(|(_, source)| source)
    }

    /// The file a place of the process stands in, and where in it.
    pub fn place(&self, span: Span) -> (&Arc<SourceText>, Span) {
        match self.fragments.iter().rev().find(|(base, _)| span.start >= *base) {
            Some((base, source)) => (source, Span::new(span.start - base, span.end - base)),
            None => (&self.own, span),
        }
    }

    /// Brings a problem of this process to the file it stands in; one of another text is left alone.
    pub(crate) fn bring_home(&self, diagnostic: &mut Diagnostic) {
        let ours = diagnostic.source.path == self.own.path;
        if !ours || self.fragments.is_empty() {
            return;
        }
        let (source, span) = self.place(diagnostic.span);
        diagnostic.source = Arc::clone(source);
        diagnostic.span = span;
    }
}
