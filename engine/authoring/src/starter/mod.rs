//! `new`: a process to begin with, and a whole rulebook around it where there is none yet.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono::Days;
use definition::Workspace;
use definition::bilingual::Language;
use definition::moment::Date;
use definition::name::{CalendarName, OfficeName, RoleName};
use definition::text::SourceText;

use crate::format::format;

/// How long from now what is to be done by a day is to be done, in days.
const LATER_DAYS: u64 = 30;

/// What to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// One office accepts, the one above decides.
    FlatApproval,
    /// Whoever is on record is reviewed every year.
    ReviewCycle,
    /// A task of a campaign, to be reported on by a day.
    CampaignObligation,
}

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where, within the rulebook.
    pub path: String,
    /// What.
    pub text: String,
}

/// Whose words a new process uses: two roles, offices of theirs one above the other, a calendar.
#[derive(Clone, Debug)]
pub struct Cast {
    low: RoleName,
    low_office: OfficeName,
    high: RoleName,
    high_office: OfficeName,
    calendar: CalendarName,
}

impl Pattern {
    /// Every pattern, by its name.
    pub const ALL: [(&'static str, Pattern); 3] = [
        ("flat-approval", Pattern::FlatApproval),
        ("review-cycle", Pattern::ReviewCycle),
        ("campaign-obligation", Pattern::CampaignObligation),
    ];

    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Pattern::FlatApproval => (include_str!("flat-approval.yaml"), include_str!("flat-approval.test.yaml")),
            Pattern::ReviewCycle => (include_str!("review-cycle.yaml"), include_str!("review-cycle.test.yaml")),
            Pattern::CampaignObligation => {
                (include_str!("campaign-obligation.yaml"), include_str!("campaign-obligation.test.yaml"))
            }
        }
    }
}

impl Cast {
    /// The roles of a rulebook that is there: the lowest one that has an office, and one at an office above it. None where the
    /// rulebook has no two such roles or no calendar.
    pub fn of(workspace: &Workspace, on: Date) -> Option<Self> {
        let organisation = &workspace.organisation;
        let at = |role: &RoleName, office: &OfficeName| {
            let level = &organisation.roles().get(role)?.level;
            (organisation.offices().get(office)?.level == *level).then_some(())
        };
        for low_level in organisation.levels().keys().rev() {
            for (low, _) in organisation.roles().iter().filter(|(_, role)| role.level == *low_level) {
                for low_office in organisation.offices().keys().filter(|office| at(low, office).is_some()) {
                    let above = organisation.lineage(low_office, on);
                    let high = above.iter().skip(1).find_map(|office| {
                        let role = organisation.roles().keys().find(|role| at(role, office).is_some())?;
                        Some((role.clone(), office.clone()))
                    });
                    let Some((high, high_office)) = high else { continue };
                    let calendar = organisation.calendar(low_office, on)?;
                    return Some(Self {
                        low: low.clone(),
                        low_office: low_office.clone(),
                        high,
                        high_office,
                        calendar,
                    });
                }
            }
        }
        None
    }
}

/// The files of a new process within a rulebook, keywords in one language.
pub fn process(name: &str, pattern: Pattern, cast: &Cast, today: Date, language: Language) -> Vec<File> {
    let (process, test) = pattern.texts();
    let filled = |text: &str| filled(text, name, cast, today);
    vec![
        File { path: format!("processes/{name}.yaml"), text: worded(&filled(process), language) },
        File { path: format!("processes/{name}.test.yaml"), text: worded(&filled(test), language) },
    ]
}

/// What a rulebook needs before its first process: offices, the national calendar, the templates of reminders.
pub fn rulebook(language: Language) -> Vec<File> {
    let files = [
        ("organisations/local.yaml", include_str!("organisation.yaml")),
        ("calendars/cn.yaml", include_str!("../../../../workflows/calendars/cn.yaml")),
        ("templates/deadline-reminder.yaml", include_str!("../../../../workflows/templates/deadline-reminder.yaml")),
        ("templates/deadline-overdue.yaml", include_str!("../../../../workflows/templates/deadline-overdue.yaml")),
    ];
    files.map(|(path, text)| File { path: path.to_owned(), text: worded(text, language) }).into()
}

fn filled(text: &str, name: &str, cast: &Cast, today: Date) -> String {
    let later = today.checked_add_days(Days::new(LATER_DAYS)).unwrap_or(today);
    text.replace("@name@", name)
        .replace("@title@", name)
        .replace("@low@", cast.low.as_str())
        .replace("@low_office@", cast.low_office.as_str())
        .replace("@high@", cast.high.as_str())
        .replace("@high_office@", cast.high_office.as_str())
        .replace("@calendar@", cast.calendar.as_str())
        .replace("@today@", &today.to_string())
        .replace("@later@", &later.to_string())
}

/// A text of ours reads; should it ever not, it is written as it stands and `check` tells why.
fn worded(text: &str, language: Language) -> String {
    let source: Arc<SourceText> = SourceText::new("new", text);
    format(&source, language).unwrap_or_else(|_| text.to_owned())
}
