//! What people did besides taking actions, in words.

use machine::DeskEvent;

pub(super) fn words(event: &DeskEvent) -> (String, String) {
    match event {
        DeskEvent::AsideOpened { aside, .. } => {
            let kind = aside.kind.as_str();
            (format!("{} 另请办理（{kind}）", aside.by), format!("a task beside the others ({kind}) by {}", aside.by))
        }
        DeskEvent::Signed { by, .. } => (format!("{by} 会签"), format!("a signature by {by}")),
        DeskEvent::OpinionGiven { by, .. } => (format!("{by} 答复意见"), format!("an opinion by {by}")),
        DeskEvent::SilenceConsented { .. } => ("逾期不答".to_owned(), "no answer in time".to_owned()),
        DeskEvent::CaseCancelled { .. } => ("撤销办件".to_owned(), "the cancelling of the case".to_owned()),
        DeskEvent::StartedCaseCancelled { .. } => {
            ("撤销另立的办件".to_owned(), "the cancelling of a case it started".to_owned())
        }
        DeskEvent::HandedOver { to, by, .. } => {
            (format!("{by} 转交给 {to}"), format!("a handing over from {by} to {to}"))
        }
    }
}
