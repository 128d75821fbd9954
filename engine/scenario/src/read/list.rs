//! The entries of expected lists.

use definition::bilingual::Bilingual;
use definition::diagnostic::Code;
use definition::keyword as k;
use definition::model::Definition;
use definition::moment::Moment;
use definition::name::{DeadlineName, GrantKey, PersonName, ProcessName};
use definition::source::decode::{Decoder, Fields};
use definition::text::{Span, Spanned};
use definition::yaml::Node;
use machine::{Month, Suppression};

use super::Reader;
use crate::definitions;
use crate::line::{BenefitLine, DeadlineLine, Due, Months, NoticeLine, Place, StartedLine, TaskLine, To, UntoldLine};

impl Reader<'_> {
    /// `{grant: first, month: 2020-04, amount: 1680.00}`
    pub(super) fn benefit_line(&mut self, fields: &mut Fields<'_>, of: &Definition) -> Option<BenefitLine> {
        let names = definitions::grants(of);
        let grant = fields.required(&mut self.decoder, k::GRANT, |_, node| Some(node));
        let grant = grant.and_then(|node| self.one_of(node, Code::UnknownReference, ("待遇", "grant"), names));
        let one = fields.optional(&mut self.decoder, k::MONTH, month);
        let from = fields.optional(&mut self.decoder, k::FROM, month);
        let until = fields.optional(&mut self.decoder, k::UNTIL, month);
        let amount = fields.optional(&mut self.decoder, k::AMOUNT, Decoder::decimal);
        let months = match (one, from, until) {
            (Some(month), None, None) => Months::One(month),
            (None, Some(from), until) => Months::Open { from, until },
            (_, _, _) => {
                self.one_month_or_many(fields.span);
                return None;
            }
        };
        Some(BenefitLine { grant: GrantKey::new(grant?.value), months, amount: amount.map(|amount| amount.value) })
    }

    fn one_month_or_many(&mut self, span: Span) {
        let message = Bilingual::new(
            "待遇写 month（月份，按月数的）或 from（自，持续的，停发的再写 until），二者取一",
            "a benefit has either a `month` (one of a counted number) or a `from` (month after month, with `until` where it stopped)",
        );
        self.decoder.problem(Code::OneOf, Span::new(span.start, span.start), message, None);
    }

    /// `{state: approved, role: county_clerk, office: 敦化市, assignee: 李梅}`
    pub(super) fn task_line(&mut self, fields: &mut Fields<'_>, of: &Definition) -> Option<TaskLine> {
        let state = fields.required(&mut self.decoder, k::STATE, |_, node| Some(node));
        let state = state.and_then(|node| self.state(node, of));
        let role = self.part(fields, k::ROLE, Self::role);
        let office = self.part(fields, k::OFFICE, Self::office).map(|office| self.place(office.value));
        let assignee = self.part(fields, k::ASSIGNEE, Self::assignee);
        let kind = fields.optional(&mut self.decoder, k::ASIDE, Decoder::text).map(|kind| kind.value);
        Some(TaskLine { state: state?.value, role: role.map(|role| role.value), office, assignee, kind })
    }

    /// A person, or nobody: `~`.
    fn assignee(&mut self, node: &Node) -> Option<Option<PersonName>> {
        match node {
            Node::Scalar(scalar) if scalar.is_nothing() => Some(None),
            Node::Scalar(_) | Node::Sequence(..) | Node::Mapping(..) => {
                self.person(node).map(|person| Some(person.value))
            }
        }
    }

    fn place(&self, office: definition::name::OfficeName) -> Place {
        let found = self.workspace.organisation.offices().get(&office);
        let title = found.map(|office| office.title.zh.clone()).unwrap_or_default();
        Place { office, title }
    }

    /// `{deadline: same_day, due: 2020-04-20, met: true, late: true, passed: true}`
    pub(super) fn deadline_line(&mut self, fields: &mut Fields<'_>, of: &Definition) -> Option<DeadlineLine> {
        let names = of.deadlines.keys().map(DeadlineName::as_str);
        let deadline = fields.required(&mut self.decoder, k::DEADLINE, |_, node| Some(node));
        let deadline = deadline.and_then(|node| self.one_of(node, Code::UnknownReference, ("时限", "deadline"), names));
        let due = fields.optional(&mut self.decoder, k::DUE, due);
        let mut flag = |keyword| fields.optional(&mut self.decoder, keyword, Decoder::boolean).map(|flag| flag.value);
        let (met, late, passed, stopped) = (flag(k::MET), flag(k::LATE), flag(k::PASSED), flag(k::STOPPED));
        let provisional = flag(k::PROVISIONAL);
        let target = fields.optional(&mut self.decoder, k::TARGET, Decoder::date).map(|day| day.value);
        let deadline = DeadlineName::new(deadline?.value);
        Some(DeadlineLine { deadline, due, met, late, passed, stopped, provisional, target })
    }

    /// `{template: deadline-reminder, to: 李梅, at: 2020-04-20T12:12+08:00, case: watch}`
    pub(super) fn notice_line(&mut self, fields: &mut Fields<'_>) -> Option<NoticeLine> {
        let template = fields.required(&mut self.decoder, k::TEMPLATE, |_, node| Some(node));
        let template = template.and_then(|node| self.template(node));
        let to = self.part(fields, k::RECIPIENT, Self::told);
        let at = fields.optional(&mut self.decoder, k::AT, Decoder::moment);
        let case = self.part(fields, k::CASE, Self::started_key);
        let (at, case) = (at.map(|moment| moment.value), case.map(|key| key.value));
        Some(NoticeLine { template: template?.value, to, at, case })
    }

    /// `{template: fast-track-approved, to: applicant, reason: no_address}`
    pub(super) fn untold_line(&mut self, fields: &mut Fields<'_>) -> Option<UntoldLine> {
        let words = [
            (k::NOBODY_HOLDS, Suppression::NobodyHolds),
            (k::NO_OPEN_TASK, Suppression::NoOpenTask),
            (k::NO_ADDRESS, Suppression::NoAddress),
        ];
        let template = fields.required(&mut self.decoder, k::TEMPLATE, |_, node| Some(node));
        let template = template.and_then(|node| self.template(node));
        let to = self.part(fields, k::RECIPIENT, Self::to);
        let reason = fields.optional(&mut self.decoder, k::REASON, |decoder, node| decoder.word(node, &words));
        Some(UntoldLine { template: template?.value, to, reason: reason.map(|reason| reason.value) })
    }

    /// Who was told: somebody with a name, never "whoever had the task".
    fn told(&mut self, node: &Node) -> Option<To> {
        match self.to(node)? {
            To::Assignee => {
                let expected =
                    Bilingual::new("收到通知的人、申请人或 {role: …}", "the person told, `applicant` or `{role: ...}`");
                self.decoder.bad_scalar(node, expected)
            }
            to @ (To::Applicant | To::Person(_) | To::Role(_)) => Some(to),
        }
    }

    /// `applicant`, `assignee`, a person, or `{role: township_head}`.
    fn to(&mut self, node: &Node) -> Option<To> {
        if let Node::Mapping(..) = node {
            let mut fields = self.decoder.fields(node)?;
            let role = fields.required(&mut self.decoder, k::ROLE, |_, node| Some(node));
            let role = role.and_then(|node| self.role(node));
            fields.finish(&mut self.decoder);
            return Some(To::Role(role?.value));
        }
        let written = self.decoder.text(node)?;
        if k::APPLICANT.is(&written.value) {
            return Some(To::Applicant);
        }
        if k::ASSIGNEE.is(&written.value) {
            return Some(To::Assignee);
        }
        self.person(node).map(|person| To::Person(person.value))
    }

    /// `{process: watch-entry, key: watch}`
    pub(super) fn started_line(&mut self, fields: &mut Fields<'_>, of: &Definition) -> Option<StartedLine> {
        let started: Vec<(&str, &str)> =
            definitions::started(of).map(|new| (new.process.as_str(), new.key.as_str())).collect();
        let processes = started.iter().map(|(process, _)| *process);
        let process = fields.required(&mut self.decoder, k::PROCESS, |_, node| Some(node));
        let process = process.and_then(|node| {
            self.one_of(node, Code::UnknownReference, ("另立的流程", "process started here"), processes)
        });
        let key = self.part(fields, k::KEY, Self::started_key);
        Some(StartedLine { process: ProcessName::new(process?.value), key: key.map(|key| key.value) })
    }
}

impl Reader<'_> {
    /// The key of a case that can come of this one, directly or through others; a later one under the same key is `key#2`.
    pub(super) fn started_key(&mut self, node: &Node) -> Option<Spanned<String>> {
        let written = self.decoder.text(node)?;
        let keys: Vec<&str> =
            definitions::descendants(self.definition, self.workspace).into_iter().map(|(key, _)| key).collect();
        let plain = definitions::plain_key(&written.value);
        if keys.contains(&plain) {
            return Some(written);
        }
        let kind = ("另立办件的标识", "key of a started case");
        let place = Spanned::new(plain, written.span);
        super::known::unknown(&mut self.decoder, Code::UnknownReference, kind, place, keys.into_iter());
        None
    }
}

fn month(decoder: &mut Decoder, node: &Node) -> Option<Month> {
    let expected = Bilingual::new("一个月份，例如 2020-04", "a month such as 2020-04");
    decoder.parsed(node, expected).map(|month| month.value)
}

/// A last day, or for a deadline in hours the instant.
fn due(decoder: &mut Decoder, node: &Node) -> Option<Due> {
    let scalar = decoder.scalar(node)?;
    if let Ok(day) = scalar.text.parse() {
        return Some(Due::Day(day));
    }
    match Moment::parse(&scalar.text) {
        Some(at) => Some(Due::Instant(at)),
        None => {
            let expected = Bilingual::new(
                "最后一日，例如 2020-04-23（以小时计的，写时刻）",
                "the last day, such as 2020-04-23, or for a deadline in hours the moment",
            );
            decoder.bad_scalar(node, expected)
        }
    }
}
