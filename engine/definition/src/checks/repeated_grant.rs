//! A state that can be entered again and grants must say what a second time does, or people would be paid twice or wonder.

use std::collections::BTreeSet;

use super::{Subject, graph};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Effect, EffectKind};
use crate::name::{GrantKey, StateName};

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    if definition.unstated_grants.is_empty() {
        return;
    }
    let edges = graph::edges(definition);
    let rounds = graph::rounds(&edges);
    let goes_round = edges.iter().filter(|edge| rounds.get(edge.from) == rounds.get(edge.to));
    let again: BTreeSet<&StateName> = goes_round.map(|edge| edge.from).collect();
    for (key, span) in &definition.unstated_grants {
        let holder =
            definition.states.iter().find(|(_, state)| state.effects().any(|effect| grants(effect, key, *span)));
        let Some((name, _)) = holder.filter(|(name, _)| again.contains(name)) else { continue };
        let message = Bilingual::new(
            format!("环节“{name}”可能再次进入，待遇“{key}”没有写再次遇到时怎样"),
            format!(
                "the state `{name}` can be entered again, and the grant `{key}` does not say what a second time does"
            ),
        );
        let help = Bilingual::new(
            "加 再次进入（again）: 不变更，或 变更（以新的数额变更）",
            "add `again: nothing` or `again: amend`",
        );
        diagnostics.push(subject.problem(Code::RepeatedGrant, *span, format!("states.{name}"), message, help));
    }
}

fn grants(effect: &Effect, key: &GrantKey, span: crate::text::Span) -> bool {
    let inside = effect.span.start <= span.start && span.end <= effect.span.end;
    inside && matches!(&effect.kind, EffectKind::Grant(grant) if grant.key == *key)
}
