//! Where a field gets its value.

use crate::model::{Definition, EffectKind, FormItem};
use crate::name::FieldName;

/// Whether any form asks for a field, any event brings it, or any effect sets it.
pub(super) fn anywhere(definition: &Definition, field: &FieldName) -> bool {
    let asked = |form: &[FormItem]| form.iter().any(|item| item.field == *field);
    let working = || definition.states.values().filter_map(|state| state.working());
    asked(&definition.start.form)
        || working().any(|working| {
            working.task.iter().any(|task| asked(&task.form))
                || working.actions.values().any(|action| asked(&action.form))
                || working.receive.iter().any(|receive| asked(&receive.form))
        })
        || definition.effects().any(|effect| matches!(&effect.kind, EffectKind::Set { field: set, .. } if set == field))
}
