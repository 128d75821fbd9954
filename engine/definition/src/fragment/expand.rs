//! A process and the fragments it uses -> one tree. The fragments' texts are put behind that of the process, and their places
//! moved there, so that a place is still one number in one text; [`Placement`] brings it back.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::place::Placement;
use super::{Fragment, Fragments, SHARED, USES_MAX};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::keyword as k;
use crate::name::FragmentName;
use crate::source::decode::{Decoder, nearest};
use crate::text::{SourceText, Span, Spanned};
use crate::yaml::{Entry, Node, Scalar};

/// A process with everything it uses.
pub(crate) struct Expanded {
    /// The tree to read.
    pub node: Node,
    /// The text its places stand in: the file's own, then those of the fragments.
    pub source: Arc<SourceText>,
    /// Where each place really is.
    pub placement: Placement,
}

/// A fragment a process uses, with what it says of the names it takes.
struct Use {
    name: Spanned<FragmentName>,
    with: BTreeMap<String, Spanned<String>>,
}

/// A process text expanded; one that uses nothing is given back as it is.
pub(crate) fn expand(
    source: &Arc<SourceText>,
    node: &Node,
    fragments: &Fragments,
    diagnostics: &mut Vec<Diagnostic>,
) -> Expanded {
    let mut expanded =
        Expanded { node: node.clone(), source: Arc::clone(source), placement: Placement::new(Arc::clone(source)) };
    let mut decoder = Decoder::new(source);
    let mut text = source.text.clone();
    for used in uses(&mut decoder, node) {
        let Some(fragment) = fragments.get(used.name.value.as_str()) else {
            unknown(&mut decoder, &used.name, fragments);
            continue;
        };
        if !agrees(&mut decoder, &used, fragment) {
            continue;
        }
        text.push('\n');
        let base = text.len();
        text.push_str(&fragment.source.text);
        expanded.placement.add(base, Arc::clone(&fragment.source));
        take_over(&mut expanded.node, fragment, &used.with, base, &mut decoder);
    }
    diagnostics.append(&mut decoder.diagnostics);
    if text.len() > source.text.len() {
        expanded.source = SourceText::new(&source.path, text);
    }
    expanded
}

fn uses(decoder: &mut Decoder, node: &Node) -> Vec<Use> {
    let Node::Mapping(entries, _) = node else { return Vec::new() };
    let Some(entry) = entries.iter().find(|entry| k::USE.is(&entry.key.text)) else { return Vec::new() };
    decoder.within(k::USE.en, |decoder| {
        let mut uses = decoder.every(&entry.value, one_use);
        if uses.len() > USES_MAX {
            let message = Bilingual::new(
                format!("一个流程至多用 {USES_MAX} 个片段"),
                format!("a process uses at most {USES_MAX} fragments"),
            );
            decoder.problem(Code::TooLarge, entry.value.span(), message, None);
            uses.truncate(USES_MAX);
        }
        uses
    })
}

fn one_use(decoder: &mut Decoder, node: &Node) -> Option<Use> {
    if let Node::Scalar(_) = node {
        return Some(Use { name: decoder.name(node)?, with: BTreeMap::new() });
    }
    let mut fields = decoder.fields(node)?;
    let name = fields.required(decoder, k::FRAGMENT, Decoder::name::<FragmentName>);
    let with = fields.optional(decoder, k::WITH, |decoder, node| {
        let given = decoder.each(node, |decoder, _: &Spanned<FragmentName>, node| decoder.text(node));
        Some(given.into_iter().map(|(name, value)| (name.value.to_string(), value)).collect())
    });
    fields.finish(decoder);
    Some(Use { name: name?, with: with.unwrap_or_default() })
}

fn unknown(decoder: &mut Decoder, name: &Spanned<FragmentName>, fragments: &Fragments) {
    let message = Bilingual::new(format!("没有片段“{}”", name.value), format!("no fragment `{}` exists", name.value));
    let known = fragments.names();
    let near = nearest(name.value.as_str(), known.iter().map(String::as_str));
    let help = match near {
        Some(near) => Bilingual::new(format!("是不是“{near}”？"), format!("did you mean `{near}`?")),
        None if known.is_empty() => Bilingual::new(
            "这里还没有任何片段，片段写在 fragments 目录里",
            "there is no fragment yet; they stand under fragments",
        ),
        None => Bilingual::new(format!("现有：{}", known.join("、")), format!("there are: `{}`", known.join("`, `"))),
    };
    decoder.problem(Code::UnknownReference, name.span, message, Some(help));
}

/// Whether a process says exactly what a fragment takes.
fn agrees(decoder: &mut Decoder, used: &Use, fragment: &Fragment) -> bool {
    let missing: Vec<&str> =
        fragment.takes.iter().map(String::as_str).filter(|name| !used.with.contains_key(*name)).collect();
    let strange = used.with.iter().filter(|(name, _)| !fragment.takes.contains(name));
    let strange: Vec<(&String, Span)> = strange.map(|(name, value)| (name, value.span)).collect();
    if !missing.is_empty() {
        let (name, listed) = (&used.name.value, missing.join("、"));
        let message = Bilingual::new(
            format!("片段“{name}”还要知道：{listed}"),
            format!("the fragment `{name}` also takes `{}`", missing.join("`, `")),
        );
        let help = Bilingual::new(
            format!("写成 {{fragment: {name}, with: {{{}: …}}}}", missing[0]),
            format!("write `{{fragment: {name}, with: {{{}: ...}}}}`", missing[0]),
        );
        decoder.problem(Code::MissingKey, used.name.span, message, Some(help));
    }
    for (name, span) in &strange {
        let message = Bilingual::new(
            format!("片段“{}”不要“{name}”", used.name.value),
            format!("the fragment `{}` takes no `{name}`", used.name.value),
        );
        decoder.problem(Code::UnknownKey, *span, message, None);
    }
    missing.is_empty() && strange.is_empty()
}

fn take_over(
    node: &mut Node,
    fragment: &Fragment,
    with: &BTreeMap<String, Spanned<String>>,
    base: usize,
    decoder: &mut Decoder,
) {
    let Node::Mapping(entries, span) = node else { return };
    for keyword in SHARED {
        let Some((_, shared)) = fragment.shared.iter().find(|(of, _)| *of == keyword) else { continue };
        let shared: Vec<Entry> = shared.iter().map(|entry| moved_entry(entry, with, base)).collect();
        let found = entries.iter().position(|entry| keyword.is(&entry.key.text));
        let at = found.unwrap_or_else(|| {
            let key = Scalar { text: keyword.en.to_owned(), span: Span::new(span.start, span.start), ..plain() };
            entries.push(Entry { key, value: Node::Mapping(Vec::new(), Span::new(span.start, span.start)) });
            entries.len() - 1
        });
        let Node::Mapping(own, _) = &mut entries[at].value else { continue };
        for entry in shared {
            match own.iter().find(|other| other.key.text == entry.key.text) {
                Some(other) => twice(decoder, other, fragment),
                None => own.push(entry),
            }
        }
    }
}

fn plain() -> Scalar {
    Scalar { text: String::new(), style: crate::yaml::Style::Plain, span: Span::new(0, 0), verbatim: true }
}

fn twice(decoder: &mut Decoder, own: &Entry, fragment: &Fragment) {
    let name = &own.key.text;
    let message = Bilingual::new(
        format!("“{name}”已在所用的片段 {} 里写过", fragment.source.path),
        format!("`{name}` stands in the fragment {} already", fragment.source.path),
    );
    let help = Bilingual::new("改用别的名字，或不用这个片段", "give it another name, or do not use the fragment");
    decoder.problem(Code::Contradiction, own.key.span, message, Some(help));
}

fn moved_entry(entry: &Entry, with: &BTreeMap<String, Spanned<String>>, base: usize) -> Entry {
    Entry { key: moved_scalar(&entry.key, with, base), value: moved(&entry.value, with, base) }
}

fn moved(node: &Node, with: &BTreeMap<String, Spanned<String>>, base: usize) -> Node {
    match node {
        Node::Scalar(scalar) => Node::Scalar(moved_scalar(scalar, with, base)),
        Node::Sequence(items, span) => {
            Node::Sequence(items.iter().map(|item| moved(item, with, base)).collect(), span.shifted(base))
        }
        Node::Mapping(entries, span) => {
            Node::Mapping(entries.iter().map(|entry| moved_entry(entry, with, base)).collect(), span.shifted(base))
        }
    }
}

/// Each `<name>` is what the process says of it.
fn moved_scalar(scalar: &Scalar, with: &BTreeMap<String, Spanned<String>>, base: usize) -> Scalar {
    let mut text = scalar.text.clone();
    for (name, value) in with {
        text = text.replace(&format!("<{name}>"), &value.value);
    }
    let verbatim = scalar.verbatim && text == scalar.text;
    Scalar { text, style: scalar.style, span: scalar.span.shifted(base), verbatim }
}
