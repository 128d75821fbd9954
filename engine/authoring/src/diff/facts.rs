//! What a process says, fact by fact: each with a path that stays while its value may change.

use definition::bilingual::Bilingual;
use definition::model::{Deadline, NumberPart};
use indexmap::IndexMap;

use crate::words::Words;

/// One thing a process says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// Of what.
    pub subject: Bilingual,
    /// What; empty where being there is all.
    pub value: Bilingual,
}

/// Gathers facts in both languages.
pub(super) struct Facts<'d> {
    pub zh: Words<'d>,
    pub en: Words<'d>,
    found: IndexMap<String, Fact>,
}

/// Everything a process says, in the order of its file.
pub(super) fn facts(zh: Words<'_>, en: Words<'_>) -> IndexMap<String, Fact> {
    let mut facts = Facts { zh, en, found: IndexMap::new() };
    facts.head();
    facts.start();
    facts.fields();
    facts.values();
    facts.deadlines();
    facts.states();
    facts.found
}

impl<'d> Facts<'d> {
    /// Notes a fact whose value is said in each language.
    pub(super) fn say(&mut self, path: &str, subject: (&str, &str), value: impl Fn(&Words<'d>) -> String) {
        let value = Bilingual::new(value(&self.zh), value(&self.en));
        let subject = Bilingual::new(subject.0, subject.1);
        self.found.insert(path.to_owned(), Fact { subject, value });
    }

    /// Notes a fact whose value is the same in both languages, if there is one.
    pub(super) fn same(&mut self, path: &str, subject: (&str, &str), value: Option<&str>) {
        if let Some(value) = value {
            self.say(path, subject, |_| value.to_owned());
        }
    }

    fn head(&mut self) {
        let definition = self.zh.definition;
        self.say("name", ("流程名称", "name of the process"), |words| {
            definition.title.get(words.language).to_owned()
        });
        self.same("version", ("版本", "version"), Some(&definition.version.to_string()));
        self.same("source", ("依据", "source"), definition.source.as_deref());
        self.same("effective.from", ("施行日期", "in force from"), Some(&definition.effective.from.to_string()));
        let until = definition.effective.until.map(|day| day.to_string());
        self.same("effective.until", ("停止施行日期", "in force until"), until.as_deref());
        self.same("number", ("办件编号格式", "pattern of the case number"), Some(&number(&definition.number.parts)));
        let calendar = definition.calendar.as_ref().map(ToString::to_string);
        self.same("calendar", ("工作日历", "calendar"), calendar.as_deref());
        let repair = definition.repair.clone();
        if !repair.is_empty() {
            self.say("repair", ("异常处理角色", "who mends a case"), |words| words.roles(&repair));
        }
        if let Some(suspend) = definition.suspend.clone() {
            self.say("suspend", ("中止办理", "suspending a case"), |words| words.suspension(&suspend));
        }
        self.desk();
        self.say("initial", ("起始环节", "initial state"), |words| words.states(&definition.initial));
    }

    fn start(&mut self) {
        let start = &self.zh.definition.start;
        self.say("start.role", ("可立件的角色", "who may start a case"), |words| words.roles(&start.roles));
        self.form("start.form", ("立件表单", "the form of the start"), &start.form);
        if let Some(when) = &start.when {
            self.say("start.when", ("立件条件", "the condition for starting"), |words| words.expression(when));
        }
        if let Some(otherwise) = &start.otherwise {
            let subject = ("立件不符提示", "what is said when the start is refused");
            self.say("start.otherwise", subject, |words| otherwise.get(words.language).to_owned());
        }
    }

    fn fields(&mut self) {
        for (name, field) in &self.zh.definition.fields {
            let path = format!("fields.{name}");
            let subject = (format!("表单项“{}”", field.title.zh), format!("field \u{201c}{}\u{201d}", field.title.en));
            let own = |zh: &str, en: &str| (format!("{}的{zh}", subject.0), format!("{en} of {}", subject.1));
            self.say(&path, (&subject.0, &subject.1), |_| String::new());
            let (zh, en) = own("名称", "name");
            self.say(&format!("{path}.name"), (&zh, &en), |words| field.title.get(words.language).to_owned());
            let (zh, en) = own("类型", "type");
            self.say(&format!("{path}.type"), (&zh, &en), |words| words.kind(&field.kind));
            let yes = |flag: bool| {
                move |words: &Words<'d>| {
                    words.either(if flag { "是" } else { "否" }, if flag { "yes" } else { "no" }).to_owned()
                }
            };
            let (zh, en) = own("可查询", "being searched");
            self.say(&format!("{path}.search"), (&zh, &en), yes(field.search));
            let (zh, en) = own("敏感", "being sensitive");
            self.say(&format!("{path}.sensitive"), (&zh, &en), yes(field.sensitive));
            if let Some(help) = &field.help {
                let (zh, en) = own("填写说明", "help");
                self.say(&format!("{path}.help"), (&zh, &en), |words| help.get(words.language).to_owned());
            }
        }
    }

    fn values(&mut self) {
        for (name, value) in &self.zh.definition.values {
            let subject = (format!("计算项“{}”", value.title.zh), format!("value \u{201c}{}\u{201d}", value.title.en));
            let path = format!("values.{name}");
            self.say(&path, (&subject.0, &subject.1), |_| String::new());
            let formula = (format!("{}的公式", subject.0), format!("formula of {}", subject.1));
            self.say(&format!("{path}.formula"), (&formula.0, &formula.1), |words| words.expression(&value.expression));
        }
    }

    fn deadlines(&mut self) {
        for deadline in self.zh.definition.deadlines.values() {
            self.deadline(deadline);
        }
        for (at, limit) in self.zh.definition.limits.iter().enumerate() {
            self.say(&format!("must_finish_within.{at}"), ("最长办理期限", "the longest time"), |words| {
                words.limit(limit)
            });
        }
    }

    fn deadline(&mut self, deadline: &'d Deadline) {
        let path = format!("deadlines.{}", deadline.name);
        let (zh, en) = (period(&deadline.title.zh), deadline.title.en.clone());
        let own = |more_zh: &str, more_en: &str| (format!("{zh}的{more_zh}"), format!("{more_en} of {en}"));
        let whole = (format!("时限“{}”", deadline.title.zh), format!("deadline \u{201c}{en}\u{201d}"));
        self.say(&path, (&whole.0, &whole.1), |_| String::new());
        self.say(&format!("{path}.due"), (&zh, &format!("{en}:")), |words| words.term(&deadline.limit));
        let subject = own("依据", "source");
        self.same(&format!("{path}.source"), (&subject.0, &subject.1), deadline.source.as_deref());
        let subject = own("起算", "beginning");
        self.say(&format!("{path}.from"), (&subject.0, &subject.1), |words| words.from(&deadline.from));
        let subject = own("终止", "end");
        self.say(&format!("{path}.until"), (&subject.0, &subject.1), |words| words.until(&deadline.until));
        let subject = own("工作日历", "calendar");
        let calendar = deadline.calendar.as_ref().map(ToString::to_string);
        self.same(&format!("{path}.calendar"), (&subject.0, &subject.1), calendar.as_deref());
        if !deadline.stops_while.is_empty() {
            let subject = own("暂停计时", "stopped states");
            self.say(&format!("{path}.stops_while"), (&subject.0, &subject.1), |words| {
                format!("{}（{}）", words.states(&deadline.stops_while), words.on_return(deadline.on_return))
            });
        }
        let subject = own("变更", "changes");
        for (at, en) in self.en.changes(deadline).into_iter().enumerate() {
            let path = format!("{path}.changes.{en}");
            self.say(&path, (&subject.0, &subject.1), |words| words.changes(deadline).swap_remove(at));
        }
        let subject = own("提醒和提级", "reminders and escalations");
        for (at, en) in self.en.ladder(deadline).into_iter().enumerate() {
            let path = format!("{path}.ladder.{en}");
            self.say(&path, (&subject.0, &subject.1), |words| words.ladder(deadline).swap_remove(at));
        }
    }
}

/// 入户调查 as 入户调查期限.
fn period(title: &str) -> String {
    if ["期限", "时限"].iter().any(|end| title.ends_with(end)) {
        title.to_owned()
    } else {
        format!("{title}期限")
    }
}

fn number(parts: &[NumberPart]) -> String {
    let part = |part: &NumberPart| match part {
        NumberPart::Text(text) => text.clone(),
        NumberPart::Office => "{office}".to_owned(),
        NumberPart::Year => "{year}".to_owned(),
        NumberPart::Sequence(digits) => format!("{{seq:{digits}}}"),
    };
    parts.iter().map(part).collect()
}
