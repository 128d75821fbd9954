//! What a process says of what people do with a case besides taking its actions.

use definition::model::{Action, BenefitsThen, ReturnTo, Task};

use super::facts::Facts;
use super::graph::At;

impl<'d> Facts<'d> {
    /// Where an action leads back to, if the officer chooses.
    pub(super) fn back(&mut self, at: &At, action: &'d Action) {
        let Some(back) = &action.return_to else { return };
        let part = at.part("return_to", "可退回到", "where it may lead back to");
        self.say(&part.path, part.subject(), |words| match back {
            ReturnTo::Visited => words.either("任一已办环节", "any state passed").to_owned(),
            ReturnTo::Named(states) => words.states(states),
        });
    }

    /// What may be asked of other offices; the deadlines of it are told with the others.
    pub(super) fn opinions(&mut self, at: &At, task: &'d Task) {
        if task.signers {
            let part = at.part("signers", "加签", "adding signers");
            self.say(&part.path, part.subject(), |words| words.either("允许", "allowed").to_owned());
        }
        for opinion in task.opinions.values() {
            let (zh, en) = (&opinion.title.zh, &opinion.title.en);
            let part =
                at.part(&format!("opinions.{}", opinion.name), &format!("征求意见“{zh}”"), &format!("opinion {en}"));
            self.say(&part.path, part.subject(), |words| words.role(&opinion.role));
            self.form(&format!("{}.form", part.path), part.subject(), &opinion.form);
            let waits = part.part("waits", "等候", "waiting");
            self.say(&waits.path, waits.subject(), |words| {
                let (zh, en) = if opinion.waits {
                    ("答复后再办", "the task waits")
                } else {
                    ("照常办理", "the task goes on")
                };
                words.either(zh, en).to_owned()
            });
            let silence = part.part("no_answer", "逾期不答", "no answer");
            self.say(&silence.path, silence.subject(), |words| {
                let (zh, en) = if opinion.silence_consents {
                    ("视为无异议", "no objection")
                } else {
                    ("继续催办", "still awaited")
                };
                words.either(zh, en).to_owned()
            });
        }
    }

    /// How a case may be cancelled, and whom copies may go to.
    pub(super) fn desk(&mut self) {
        let definition = self.zh.definition;
        if !definition.copies.is_empty() {
            self.say("copies", ("可收抄送件的角色", "whom copies may go to"), |words| {
                words.roles(&definition.copies)
            });
        }
        let Some(rule) = &definition.cancel else { return };
        let roles = if rule.roles.is_empty() { &definition.repair } else { &rule.roles };
        self.say("cancel.role", ("可撤销办件的角色", "who may cancel a case"), |words| words.roles(roles));
        self.say("cancel.benefits", ("撤销办件后的待遇", "benefits of a cancelled case"), |words| {
            match rule.benefits {
                BenefitsThen::Stop => words.either("自次月起停发", "end with the month").to_owned(),
                BenefitsThen::Keep => words.either("照发", "are paid on").to_owned(),
            }
        });
        let started = (!rule.started.is_empty()).then(|| rule.started.join("、"));
        self.same("cancel.started", ("一并撤销的另立办件", "cases cancelled with it"), started.as_deref());
    }
}
