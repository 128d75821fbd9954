//! Finding an office by what people write: an id, a division code, or the end of a path of titles.

use super::Organisation;
use super::members::Office;
use crate::bilingual::{Bilingual, Language};
use crate::moment::Date;
use crate::name::OfficeName;
use crate::source::decode::nearest;

/// The most offices listed where a path fits several or none.
const CANDIDATES_MAX: usize = 5;
/// What stands between the titles of a path; the second is what a Chinese keyboard types.
const SEPARATORS: [char; 2] = ['/', '／'];

/// Why no office was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FindError {
    /// No office is called that.
    #[error("there is no office `{written}`")]
    Unknown {
        /// What was written.
        written: String,
        /// Offices that may have been meant.
        candidates: Vec<Found>,
    },
    /// Several offices are called that.
    #[error("`{written}` fits {count} offices")]
    Ambiguous {
        /// What was written.
        written: String,
        /// How many fit.
        count: usize,
        /// The first few of them.
        candidates: Vec<Found>,
    },
    /// The office belongs nowhere on that day: not yet set up, or merged away.
    #[error("the office `{written}` does not exist on {on}")]
    NotThen {
        /// What was written.
        written: String,
        /// The day.
        on: Date,
    },
}

/// An office as it is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub office: OfficeName,
    /// Its whole path of Chinese titles.
    pub path: String,
}

impl FindError {
    /// What was expected and found.
    pub fn message(&self) -> Bilingual {
        let zh = match self {
            FindError::Unknown { written, .. } => format!("没有机构“{written}”"),
            FindError::Ambiguous { written, count, .. } => format!("“{written}”可以指 {count} 个机构"),
            FindError::NotThen { written, on } => format!("机构“{written}”在 {on} 尚未设立或已经撤并"),
        };
        Bilingual::new(zh, self.to_string())
    }

    /// What to write instead.
    pub fn help(&self) -> Bilingual {
        match self {
            FindError::Unknown { candidates, .. } if candidates.is_empty() => Bilingual::new(
                "写机构的编码（如 222403）或各级名称（如 敦化市/江源镇）",
                "write the id of an office (such as `222403`) or its titles (such as `敦化市/江源镇`)",
            ),
            FindError::Unknown { candidates, .. } => Bilingual::new(
                format!("是不是 {}？", listed(candidates, "、")),
                format!("did you mean {}?", listed(candidates, ", ")),
            ),
            FindError::Ambiguous { candidates, .. } => Bilingual::new(
                format!("加上上级名称，或写编码：{}", listed(candidates, "、")),
                format!("add the titles above it, or write the id: {}", listed(candidates, ", ")),
            ),
            FindError::NotThen { .. } => {
                Bilingual::new("核对日期，或改写当时的机构", "check the date, or write the office of that time")
            }
        }
    }
}

fn listed(candidates: &[Found], between: &str) -> String {
    candidates.iter().map(|found| format!("{} ({})", found.path, found.office)).collect::<Vec<_>>().join(between)
}

/// An office by its id, else its division code, else its path.
pub(super) fn find(organisation: &Organisation, written: &str, on: Date) -> Result<OfficeName, FindError> {
    let written = written.trim();
    if let Some(office) = organisation.tree.offices.get(written) {
        return if office.exists(on) {
            Ok(office.name.clone())
        } else {
            Err(FindError::NotThen { written: written.to_owned(), on })
        };
    }
    let coded = existing(organisation, organisation.tree.by_code.get(written), on);
    if let Some(office) = coded.first() {
        return Ok(office.name.clone());
    }
    by_path(organisation, written, on)
}

fn by_path(organisation: &Organisation, written: &str, on: Date) -> Result<OfficeName, FindError> {
    let parts: Vec<&str> = written.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty()).collect();
    let last = parts.last().copied().unwrap_or_default();
    let namesakes = existing(organisation, organisation.tree.by_title.get(last), on);
    let fitting: Vec<&Office> =
        namesakes.iter().copied().filter(|office| ends_with(organisation, office, &parts, on)).collect();
    match fitting.as_slice() {
        [office] => Ok(office.name.clone()),
        [] => Err(FindError::Unknown {
            written: written.to_owned(),
            candidates: shown(organisation, &meant(organisation, namesakes, last, on), on),
        }),
        several => Err(FindError::Ambiguous {
            written: written.to_owned(),
            count: several.len(),
            candidates: shown(organisation, several, on),
        }),
    }
}

fn existing<'o>(organisation: &'o Organisation, names: Option<&'o Vec<OfficeName>>, on: Date) -> Vec<&'o Office> {
    let offices = names.into_iter().flatten().filter_map(|name| organisation.tree.offices.get(name));
    offices.filter(|office| office.exists(on)).collect()
}

/// Whether the titles from the office upwards are the parts from the last backwards.
fn ends_with(organisation: &Organisation, office: &Office, parts: &[&str], on: Date) -> bool {
    let mut chain = organisation.tree.up(&office.name, on);
    parts.iter().rev().all(|part| chain.next().is_some_and(|office| is_called(office, part)))
}

fn is_called(office: &Office, title: &str) -> bool {
    office.title.zh == title || office.title.en == title
}

/// The offices that may have been meant: those of the same title elsewhere, else those of the nearest title.
fn meant<'o>(organisation: &'o Organisation, namesakes: Vec<&'o Office>, last: &str, on: Date) -> Vec<&'o Office> {
    if !namesakes.is_empty() {
        return namesakes;
    }
    let titles =
        organisation.tree.offices.values().filter(|office| office.exists(on)).map(|office| office.title.zh.as_str());
    let near = nearest(last, titles).and_then(|title| organisation.tree.by_title.get(title));
    existing(organisation, near, on)
}

fn shown(organisation: &Organisation, offices: &[&Office], on: Date) -> Vec<Found> {
    let first = offices.iter().take(CANDIDATES_MAX);
    first
        .map(|office| Found { office: office.name.clone(), path: organisation.path(&office.name, on, Language::Zh) })
        .collect()
}
