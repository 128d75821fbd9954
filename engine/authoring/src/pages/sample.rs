//! A small rulebook without any fault; an example takes the place of one of its parts.

use std::sync::Arc;

use definition::bilingual::Language;
use definition::text::SourceText;

/// The part of a rulebook an example is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The head of a process: its id, version, name, number.
    Head,
    /// Its fields.
    Fields,
    /// Its formulas.
    Values,
    /// Its deadlines.
    Deadlines,
    /// Who starts it.
    Start,
    /// Its states.
    States,
    /// A file of scenarios.
    Scenarios,
    /// A file of parameters.
    Parameters,
    /// A calendar.
    Calendar,
    /// A file of offices.
    Organisation,
    /// A template.
    Template,
    /// An obligation.
    Obligation,
}

const HEAD: &str = r#"
process: sample
version: 1
name: {zh: 困难申请, en: Application}
effective: {from: 2026-01-01}
number: "S-{year}-{seq:4}"
calendar: county
"#;
const FIELDS: &str = "
fields:
  sure: {type: boolean, name: 属实}
  income: {type: money, min: 0, name: 家庭年收入}
  members: {type: integer, min: 1, max: 20, name: 家庭人口}
  told_on: {type: date, name: 告知日期}
";
const START: &str = "
start: {role: clerk, form: [sure, income, members]}
";
const STATES: &str = "
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed, do: [{notify: {to: {role: chief}, template: decided}}]}
  closed: {name: {zh: 已办结, en: Closed}, end: done}
";
const SCENARIOS: &str = r#"
process: sample
people: {李梅: {role: clerk, office: "1"}}
scenarios:
  - name: 同意
    start: {at: 2026-01-15T10:00+08:00, office: "1", as: 李梅, fields: {sure: true, income: 100.00, members: 3}}
    steps:
      - {as: 李梅, do: approve, expect: {active: [closed]}}
"#;
const PARAMETERS: &str = r#"
parameters:
  line:
    name: {zh: 低保标准（年）, en: The line a year}
    type: money
    min: 1
    rows: [{office: "1", from: 2026-01-01, value: 6720.00}]
"#;
const CALENDAR: &str = r#"
calendar: county
name: {zh: 县工作日历, en: County calendar}
covers: {from: 2026-01-01, to: 2026-12-31}
office_hours: ["08:30-11:30", "13:30-17:00"]
years:
  "2026":
    off: [{from: 2026-01-01, to: 2026-01-03, name: 元旦}]
    work: [2026-01-04]
"#;
const ORGANISATION: &str = r#"
organisation: county
levels: [county, township]
roles:
  clerk: {level: county, name: 经办人}
  chief: {level: county, name: 负责人}
offices:
  "1": {name: 安宁县, level: county, calendar: county}
  "11": {name: 河口镇, level: township, within: "1"}
"#;
const TEMPLATE: &str = r#"
template: decided
subject: {zh: "{{ number }} 已办结", en: "{{ number }} is decided"}
body: {zh: "您的申请已办结。", en: "Your application is decided."}
"#;
const REMINDER: &str = r#"
template: deadline-reminder
subject: {zh: "{{ number }} 即将到期", en: "{{ number }} is due soon"}
body: {zh: "请尽快办理。", en: "Please act."}
"#;

/// The sample with one part replaced. The process is `process.yaml`; the part's own file is the first.
pub fn texts(place: Place, example: &str) -> Vec<Arc<SourceText>> {
    let part = |of: Place, usual: &'static str| if of == place { example.to_owned() } else { usual.to_owned() };
    let process = [
        part(Place::Head, HEAD),
        part(Place::Fields, FIELDS),
        part(Place::Values, ""),
        part(Place::Deadlines, ""),
        part(Place::Start, START),
        part(Place::States, STATES),
    ]
    .concat();
    let mut files = vec![
        ("process.yaml", process),
        ("process.test.yaml", part(Place::Scenarios, SCENARIOS)),
        ("parameters.yaml", part(Place::Parameters, PARAMETERS)),
        ("calendar.yaml", part(Place::Calendar, CALENDAR)),
        ("organisation.yaml", part(Place::Organisation, ORGANISATION)),
        ("template.yaml", part(Place::Template, TEMPLATE)),
        ("reminder.yaml", REMINDER.to_owned()),
    ];
    // A recurring duty starts the process, so whatever is wrong with that would be told of it as well.
    if place == Place::Obligation {
        files.push(("obligation.yaml", example.to_owned()));
    }
    let own = place.file();
    files.sort_by_key(|(path, _)| *path != own);
    files.into_iter().map(|(path, text)| SourceText::new(path, text)).collect()
}

impl Place {
    /// The file an example of this part stands in.
    pub fn file(self) -> &'static str {
        match self {
            Place::Head | Place::Fields | Place::Values | Place::Deadlines | Place::Start | Place::States => {
                "process.yaml"
            }
            Place::Scenarios => "process.test.yaml",
            Place::Parameters => "parameters.yaml",
            Place::Calendar => "calendar.yaml",
            Place::Organisation => "organisation.yaml",
            Place::Template => "template.yaml",
            Place::Obligation => "obligation.yaml",
        }
    }

    /// What the part is called.
    pub fn title(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Place::Head => ("流程的开头", "head of a process"),
            Place::Fields => ("流程的表单项", "fields of a process"),
            Place::Values => ("流程的计算项", "formulas of a process"),
            Place::Deadlines => ("流程的时限", "deadlines of a process"),
            Place::Start => ("流程的申请", "start of a process"),
            Place::States => ("流程的环节", "states of a process"),
            Place::Scenarios => ("场景文件", "file of scenarios"),
            Place::Parameters => ("参数文件", "file of parameters"),
            Place::Calendar => ("工作日历", "calendar"),
            Place::Organisation => ("机构文件", "file of offices"),
            Place::Template => ("通知模板", "template"),
            Place::Obligation => ("定期任务", "obligation"),
        };
        match language {
            Language::Zh => zh,
            Language::En => en,
        }
    }
}
