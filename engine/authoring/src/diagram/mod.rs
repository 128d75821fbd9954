//! A process as a picture: its states in lanes by level of office, with roles, deadlines and ways out; as SVG, as text, as Mermaid.

pub(crate) mod chart;
pub(crate) mod layout;
mod measure;
mod mermaid;
mod svg;
#[cfg(test)]
mod tests;
mod text;
pub(crate) mod tracks;

use std::collections::BTreeMap;

use definition::name::StateName;

use crate::words::Words;

pub use mermaid::mermaid;

/// Where a case is in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It has been there.
    Passed,
    /// It is there.
    Current,
}

/// The picture as SVG, complete in itself. What it shows stands in it as text as well, for those who cannot see it.
pub fn svg(words: Words<'_>) -> String {
    marked_svg(words, &BTreeMap::new())
}

/// The picture as SVG with where a case is and has been.
pub fn marked_svg(words: Words<'_>, marks: &BTreeMap<StateName, Mark>) -> String {
    let chart = chart::chart(words);
    let twin = text::text(&chart);
    let marks: Vec<Option<Mark>> = words.definition.states.keys().map(|state| marks.get(state).copied()).collect();
    svg::svg(&chart, &layout::layout(&chart), &twin, &marks)
}

/// The same as text.
pub fn text(words: Words<'_>) -> String {
    text::text(&chart::chart(words))
}

/// Whether a picture is higher than wide, which paper should know.
pub fn is_tall(svg: &str) -> bool {
    let length = |name: &str| {
        let (_, after) = svg.split_once(&format!(" {name}=\""))?;
        after.split('"').next()?.parse::<f64>().ok()
    };
    length("height") > length("width")
}
