//! 日常办理: what people do with a case besides taking its actions.

use crate::desk::DeskCommand;

use super::Trouble;
use super::run::Run;

impl Run<'_> {
    pub fn desk(&mut self, command: &DeskCommand) -> Result<(), Trouble> {
        match command {
            DeskCommand::HandOver { task, to, comment } => self.hand_over(*task, to, comment.as_deref()),
            DeskCommand::Cancel { reason } => self.cancel(reason),
            DeskCommand::Copy { to, note } => self.copy(to, note.as_deref()),
            DeskCommand::AddSigners { task, signers, needed, in_order, note } => {
                self.add_signers(*task, signers, (*needed, *in_order), note.as_deref())
            }
            DeskCommand::Sign { task, agrees, comment } => self.sign(*task, *agrees, comment.as_deref()),
            DeskCommand::AskOpinion { task, opinion, office, question } => {
                self.ask_opinion(*task, opinion, office.as_ref(), question)
            }
            DeskCommand::GiveOpinion { task, text, fields } => self.give_opinion(*task, text, fields),
            DeskCommand::Acknowledge { task } => self.acknowledge(*task),
        }
    }
}

/// What was said, if anything was.
pub(super) fn said(comment: Option<&str>) -> Option<String> {
    comment.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}
