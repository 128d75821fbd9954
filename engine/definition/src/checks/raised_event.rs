//! What a case raises within itself must carry what is waited for, each of its type.

use super::Subject;
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Definition, Effect, EffectKind, Handed, Receive, State};
use crate::name::EventName;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    for effect in definition.effects() {
        let Some((event, data)) = raised(effect) else { continue };
        for (message, help) in misfits(definition, event, data) {
            let path = format!("raise.{event}");
            diagnostics.push(subject.problem(Code::EventData, effect.span, path, message, help));
        }
    }
}

fn raised(effect: &Effect) -> Option<(&EventName, &[Handed])> {
    match &effect.kind {
        EffectKind::Raise(raise) => Some((&raise.event, &raise.data)),
        EffectKind::Send(send) => Some((&send.event, &send.data)),
        EffectKind::Notify { .. }
        | EffectKind::Grant(_)
        | EffectKind::Stop { .. }
        | EffectKind::Set { .. }
        | EffectKind::Start(_)
        | EffectKind::Tell(_)
        | EffectKind::Cancel { .. } => None,
    }
}

fn misfits(definition: &Definition, event: &EventName, data: &[Handed]) -> Vec<(Bilingual, Bilingual)> {
    let received = definition.states.values().filter_map(State::working).flat_map(|working| &working.receive);
    let wanted = received.filter(|receive| receive.takes(event));
    let found = wanted.flat_map(|receive| {
        receive.data.iter().filter_map(|(name, field)| {
            let given = data.iter().find(|handed| handed.field == *name && !handed.optional);
            let fits = given.is_some_and(|handed| field.kind.takes(&handed.value));
            (!fits).then(|| misfit(receive, event, name.as_str(), given.is_some()))
        })
    });
    found.collect()
}

fn misfit(receive: &Receive, event: &EventName, name: &str, is_given: bool) -> (Bilingual, Bilingual) {
    let message = if is_given {
        Bilingual::new(
            format!("消息“{event}”所带“{name}”的类型，与 {} 的 data 不合", receive.of),
            format!("`{name}` of the event `{event}` is of another type than `data` of {} says", receive.of),
        )
    } else {
        Bilingual::new(
            format!("{} 收消息“{event}”要有“{name}”，这里没有给", receive.of),
            format!("{} wants `{name}` with the event `{event}`, which is not given", receive.of),
        )
    };
    let help =
        Bilingual::new("对照 receive 之下这条消息的 data（内容）", "compare `data` of the event under `receive`");
    (message, help)
}
