//! An example with its keywords in the reader's language.

use definition::bilingual::Language;

use super::sample::{Place, texts};
use crate::format::format;

/// Stand around the example in the file it is a part of.
const BEGIN: &str = "#▼\n";
const END: &str = "#▲\n";

/// The example in one language's keywords; as it is where it cannot be read, which may be what it shows.
pub fn worded(place: Place, example: &str, language: Language) -> String {
    let marked = format!("{BEGIN}{}\n{END}", example.trim_matches('\n'));
    let files = texts(place, &marked);
    let file = files.iter().find(|file| file.path == place.file()).and_then(|file| format(file, language).ok());
    let rest = file.as_deref().and_then(|text| text.split_once(BEGIN)).map(|(_, rest)| rest);
    rest.and_then(|rest| rest.split_once(END)).map_or(example, |(example, _)| example).to_owned()
}
