//! Effects in words.

use definition::model::{Again, Correspondent, Effect, EffectKind, FirstMonth, Grant, Months, NewCase, Phase};

use super::Words;

impl Words<'_> {
    /// An effect, with its condition in front.
    pub fn effect(&self, effect: &Effect) -> String {
        let what = self.effect_kind(&effect.kind);
        match &effect.when {
            None => what,
            Some(when) => {
                let when = self.expression(when);
                self.either(format!("若{when}，{what}"), format!("if {when}: {what}"))
            }
        }
    }

    fn effect_kind(&self, kind: &EffectKind) -> String {
        match kind {
            EffectKind::Notify { to, notice } => {
                let (to, template) = (self.recipient(to), self.quoted(&self.template(&notice.template)));
                self.either(format!("通知{to}{template}"), format!("send {template} to {to}"))
            }
            EffectKind::Grant(grant) => self.grant(grant),
            EffectKind::Stop { grant, from } => {
                let from = self.first_month(from);
                self.either(format!("{from}停发“{grant}”"), format!("stop \u{201c}{grant}\u{201d} {from}"))
            }
            EffectKind::Set { field, to } => {
                let (field, to) = (self.field(field.as_str()), self.expression(to));
                self.either(format!("记{field}为 {to}"), format!("set {field} to {to}"))
            }
            EffectKind::Start(new) => self.new_case(new),
            EffectKind::Tell(message) => {
                let to = match &message.to {
                    Correspondent::Starter => self.either("来源办件", "the case that started this").to_owned(),
                    Correspondent::Started(key) => self.either(format!("另立办件“{key}”"), format!("the case {key}")),
                };
                let event = &message.event;
                self.either(format!("转告{to}“{event}”"), format!("tell {to}: {event}"))
            }
            EffectKind::Raise(raise) => {
                let event = &raise.event;
                self.either(format!("引发“{event}”"), format!("raise {event}"))
            }
            EffectKind::Send(send) => {
                let event = &send.event;
                match &send.wait {
                    None => self.either(format!("自发“{event}”"), format!("send itself {event}")),
                    Some(wait) => {
                        let wait = self.wait(wait);
                        self.either(format!("{wait}自发“{event}”"), format!("send itself {event}: {wait}"))
                    }
                }
            }
            EffectKind::Cancel { key } => {
                self.either(format!("取消自发的“{key}”"), format!("take back what was to be sent: {key}"))
            }
        }
    }

    fn new_case(&self, new: &NewCase) -> String {
        let (process, key) = (self.quoted(&self.process(&new.process)), &new.key);
        let owned = if new.owned {
            self.either("，离开本环节即撤销", ", called off when this state is left")
        } else {
            ""
        };
        let failed = self.listed(&new.failed);
        let failed = match new.failed.is_empty() {
            true => String::new(),
            false => self.either(format!("，{failed}算失败"), format!(", failed if {failed}")),
        };
        self.either(
            format!("另立{process}办件（{key}）{owned}{failed}"),
            format!("start a case of {process} ({key}){owned}{failed}"),
        )
    }

    fn grant(&self, grant: &Grant) -> String {
        let phases: Vec<String> = grant.phases.iter().map(|phase| self.phase(phase)).collect();
        let phases = phases.join(self.either("，其后", ", then "));
        let (key, kind, from) = (&grant.key, &grant.kind, self.first_month(&grant.from));
        let again = match grant.again {
            Again::Nothing => self.either("", ""),
            Again::Amend => self.either("；再次进入则变更", "; amended if met again"),
        };
        self.either(
            format!("{from}发放“{key}”（{kind}）：{phases}{again}"),
            format!("grant \u{201c}{key}\u{201d} ({kind}) {from}: {phases}{again}"),
        )
    }

    fn phase(&self, phase: &Phase) -> String {
        let amount = self.expression(&phase.amount);
        match &phase.months {
            Months::OpenEnded => self.either(format!("每月 {amount}，持续"), format!("{amount} a month, open-ended")),
            Months::Count(months) => {
                let months = self.expression(months);
                self.either(format!("每月 {amount}，共 {months} 个月"), format!("{amount} a month for {months} months"))
            }
        }
    }

    fn first_month(&self, first: &FirstMonth) -> String {
        match first {
            FirstMonth::This => self.either("自本月起", "from this month").to_owned(),
            FirstMonth::Next => self.either("自次月起", "from next month").to_owned(),
            FirstMonth::Of(day) => {
                let day = self.expression(day);
                self.either(format!("自{day}所在月起"), format!("from the month of {day}"))
            }
            FirstMonth::After(day) => {
                let day = self.expression(day);
                self.either(format!("自{day}的下月起"), format!("from the month after {day}"))
            }
        }
    }
}
