//! SCXML charts -> process texts: the subset without scripting, with the simple conditions that have a twin in our expressions.
//! Pure: text in, text out. What cannot be carried over is listed, never dropped silently.

mod chart;
mod content;
mod ecma;
mod feel;
mod names;
mod variables;
mod yaml;

use definition::bilingual::Bilingual;
use roxmltree::Document;

use chart::Import;
use variables::Variables;

/// A chart is at most so many bytes long.
pub const CHART_BYTES_MAX: usize = 4 * 1024 * 1024;
/// The state before the first, in which data gets its values.
const BEGIN: &str = "begin";
/// A field nothing ever sets: whatever reads it fails, as what stood in its place would.
const FAILS: &str = "fails";
/// What a chart calls what an event carries.
const DATA: &str = "data";

/// How a chart becomes a process.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// The id of the process.
    pub process: &'o str,
    /// The role that may start its cases.
    pub role: &'o str,
    /// Whether a millisecond of the chart becomes an hour, so that charts whose delays are shorter than an hour keep their order.
    /// Else delays are rounded up to whole hours, and listed.
    pub milliseconds_as_hours: bool,
}

/// A process made of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The text of the process.
    pub text: String,
    /// The ids of the chart's states with the names they have in the process.
    pub states: Vec<(String, String)>,
    /// What could not be carried over, in the order of the process.
    pub lost: Vec<Lost>,
}

/// Something of a chart that the process does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Its line in the chart, from 1.
    pub line: u32,
    /// Its column there, from 1.
    pub column: u32,
    /// The element.
    pub what: String,
    /// Whether cases go otherwise than in the chart without it.
    pub matters: bool,
    /// In words.
    pub message: Bilingual,
}

/// Makes a process of a chart.
///
/// # Errors
/// Why the text is no chart, in Chinese and English.
pub fn scxml(text: &str, options: &Options<'_>) -> Result<Imported, Bilingual> {
    if text.len() > CHART_BYTES_MAX {
        return Err(Bilingual::new(
            format!("文件超过 {CHART_BYTES_MAX} 字节，不像一张状态图"),
            format!("the file is longer than {CHART_BYTES_MAX} bytes, which no chart is"),
        ));
    }
    let document = Document::parse(text)
        .map_err(|error| Bilingual::new(format!("不是能读的 XML：{error}"), format!("not readable as XML: {error}")))?;
    let root = document.root_element().tag_name().name();
    if root != "scxml" {
        return Err(Bilingual::new(
            format!("根元素应为 <scxml>，写的是 <{root}>"),
            format!("expected <scxml> as the root, found <{root}>"),
        ));
    }
    let (variables, states) = (Variables::read(&document), chart::name_states(&document));
    let mut import = Import::new(options, &document, &variables, &states);
    let text = import.process();
    let lost = std::mem::take(&mut import.lost);
    let states = states.all().map(|(id, name)| (id.to_owned(), name.to_owned())).collect();
    Ok(Imported { text, states, lost })
}
