//! 全户: what all cases of a scenario together pay in the months mentioned, exactly.

use definition::keyword as k;
use definition::model::fen;
use definition::value::Value;
use machine::{Month, yuan};

use super::{Scene, Verdict, differs};
use crate::read::Expect;

pub(super) fn household(expect: &Expect, scene: &Scene<'_>) -> Verdict {
    for (month, expected) in &expect.household {
        let found = paid_in(scene, *month);
        let wanted = match &expected.value {
            Value::Money(amount) => fen(*amount),
            _ => None,
        };
        if wanted != Some(found) {
            let what = (format!("全户 {month} 的待遇"), format!("what the household is paid in {month}"));
            let key = format!("{}.{month}", k::HOUSEHOLD.en);
            let wanted = expected.value.shown();
            return Err(differs(expect, &key, expected.span, (&what.0, &what.1), wanted, yuan(found)));
        }
    }
    Ok(())
}

fn paid_in(scene: &Scene<'_>, month: Month) -> i64 {
    let benefits = scene.all.iter().flat_map(|observation| &observation.benefits);
    benefits.filter_map(|benefit| benefit.paid_in(month)).sum()
}
