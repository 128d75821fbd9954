//! 重启办理: a closed case goes on where its end says.

use definition::model::StateKind;

use crate::case::Status;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::act::check_comment;
use super::run::Run;

impl Run<'_> {
    pub fn reopen(&mut self, comment: Option<&str>) -> Result<(), Trouble> {
        let definition = self.definition;
        let case = self.case()?;
        if case.status == Status::Open {
            return Err(
                Rejection::new(RejectionKind::NotAwaited, "办件尚未办结，无须重启", "the case is not closed").into()
            );
        }
        let ends = case.active.keys().filter_map(|name| definition.state(name));
        let reopenable = ends.filter_map(|state| match &state.kind {
            StateKind::End(end) => end.reopen.as_ref().map(|reopen| (state.name.clone(), reopen)),
            StateKind::Working(_) | StateKind::Final | StateKind::History(_) => None,
        });
        let Some((end, reopen)) = reopenable.into_iter().next() else {
            return Err(Rejection::new(
                RejectionKind::NotOffered,
                "本流程不允许从这里重启办理",
                "this end does not allow reopening",
            )
            .into());
        };
        let office = self.context.organisation.owning_office(&case.office, &reopen.role, self.today());
        let office = office.unwrap_or_else(|| case.office.clone());
        self.holder(&reopen.role, &office)?;
        check_comment(reopen.comment, comment, "重启办理", "reopening")?;
        self.emit(Event::CaseReopened { state: end, comment: comment.map(str::to_owned) });
        self.go_to(std::slice::from_ref(&reopen.to))
    }
}
