//! What each office belongs to: a known office of a higher level, one at a time. So there can be no cycle.

use super::Tree;
use super::assemble::File;
use super::members::{Office, Within};
use super::problem::{Declared, unknown};
use super::read::{OfficeSource, WithinSource};
use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::keyword;
use crate::name::OfficeName;
use crate::source::decode::Decoder;

/// Puts the sound `within` of every office into the tree and tells the others.
pub(super) fn check(files: &mut [File], tree: &mut Tree, declared: &Declared<OfficeName>) {
    for File { decoder, source } in files {
        decoder.within(keyword::OFFICES.en, |decoder| {
            for written in &source.offices {
                decoder.within(written.name.value.as_str(), |decoder| {
                    decoder.within(keyword::WITHIN.en, |decoder| of_office(decoder, written, tree, declared));
                });
            }
        });
    }
}

fn of_office(decoder: &mut Decoder, written: &OfficeSource, tree: &mut Tree, declared: &Declared<OfficeName>) {
    for step in &written.within {
        if !declared.contains(&step.parent.value) {
            unknown_parent(decoder, step, declared);
            continue;
        }
        let Some(office) = tree.offices.get(&written.name.value) else { continue };
        // A parent that is declared but not sound has been told; nothing more can be said about this line.
        let Some(parent) = tree.offices.get(&step.parent.value) else { continue };
        if is_above(tree, parent, office) {
            if let Some(other) = clash(office, step) {
                two_parents(decoder, step, office, tree, &other);
                continue;
            }
        } else {
            not_above(decoder, step, office, parent, tree);
            continue;
        }
        let (from, until) = (step.days.from, step.days.until);
        if let Some(office) = tree.offices.get_mut(&written.name.value) {
            office.within.push(Within { parent: step.parent.value.clone(), from, until });
        }
    }
}

fn is_above(tree: &Tree, parent: &Office, office: &Office) -> bool {
    tree.rank(&parent.level) < tree.rank(&office.level)
}

fn clash(office: &Office, step: &WithinSource) -> Option<Within> {
    office.within.iter().find(|other| other.days().overlap(step.days).is_some()).cloned()
}

fn unknown_parent(decoder: &mut Decoder, step: &WithinSource, declared: &Declared<OfficeName>) {
    let mut names: Vec<&str> = declared.names().map(OfficeName::as_str).collect();
    names.sort_unstable();
    let kind = Bilingual::new("机构", "office");
    unknown(decoder, Code::UnknownOffice, &kind, (step.parent.value.as_str(), step.parent.span), &names);
}

fn not_above(decoder: &mut Decoder, step: &WithinSource, office: &Office, parent: &Office, tree: &Tree) {
    let level = |office: &Office| tree.levels.get(&office.level).map(|level| level.title.clone()).unwrap_or_default();
    let (own, above) = (level(office), level(parent));
    let message = Bilingual::new(
        format!("“{}”是{}，不能隶属于{}“{}”", office.title.zh, own.zh, above.zh, parent.title.zh),
        format!("`{}` ({}) cannot be within `{}` ({})", office.name, own.en, parent.name, above.en),
    );
    let help = Bilingual::new(
        "上级机构的层级必须更高；改 within（隶属）或 level（层级）",
        "the office above must be of a higher level; mend `within` or `level`",
    );
    decoder.problem(Code::Contradiction, step.parent.span, message, Some(help));
}

fn two_parents(decoder: &mut Decoder, step: &WithinSource, office: &Office, tree: &Tree, other: &Within) {
    let title = |name: &OfficeName| tree.offices.get(name).map(|office| office.title.zh.clone()).unwrap_or_default();
    let (days, others) = (step.days.shown(), other.days().shown());
    let message = Bilingual::new(
        format!(
            "“{}”同一天隶属于两个机构：“{}”（{}）和“{}”（{}）",
            office.title.zh,
            title(&other.parent),
            others.zh,
            title(&step.parent.value),
            days.zh
        ),
        format!(
            "`{}` is within two offices on one day: `{}` ({}) and `{}` ({})",
            office.name, other.parent, others.en, step.parent.value, days.en
        ),
    );
    let help = Bilingual::new(
        "给先前的一条写 until（至），后面的一条 from（自）从那天起",
        "give the earlier one an `until`, and let the later one start `from` that day",
    );
    decoder.problem(Code::Contradiction, step.parent.span, message, Some(help));
}
