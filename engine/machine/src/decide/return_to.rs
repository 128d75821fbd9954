//! 退回到已办环节: an action that leads back to a state the case has passed, as the officer chooses.

use std::borrow::Cow;

use definition::model::{Action, Branch, Definition, ReturnTo};
use definition::name::StateName;

use crate::case::Acted;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;

impl Run<'_> {
    /// The branch of an action, with the target the officer chose where he has to.
    pub fn led_back<'b>(
        &self,
        action: &Action,
        branch: &'b Branch,
        from: &StateName,
        chosen: Option<&StateName>,
    ) -> Result<Cow<'b, Branch>, Trouble> {
        match (&action.return_to, chosen) {
            (None, None) => Ok(Cow::Borrowed(branch)),
            (None, Some(_)) => Err(self.no_choice(action).into()),
            (Some(rule), chosen) => {
                let offered = passed(self.definition, &self.case()?.acted, from, rule);
                let to = chosen.filter(|chosen| offered.contains(chosen)).cloned();
                let to = to.ok_or_else(|| self.not_passed(action, chosen, &offered))?;
                Ok(Cow::Owned(Branch { to: vec![to], ..branch.clone() }))
            }
        }
    }

    fn no_choice(&self, action: &Action) -> Rejection {
        let (zh, en) = (&action.title.zh, &action.title.en);
        Rejection::new(
            RejectionKind::NotOffered,
            format!("“{zh}”的去向由流程写定，不能另选"),
            format!("the process says where {en} leads; it cannot be chosen"),
        )
    }

    fn not_passed(&self, action: &Action, chosen: Option<&StateName>, offered: &[&StateName]) -> Rejection {
        let title = |state: &&StateName| self.definition.state(state).map(|state| state.title.clone());
        let titles = || offered.iter().filter_map(title);
        let (zh, en) = (titles().map(|title| title.zh), titles().map(|title| title.en));
        let (zh, en) = (zh.collect::<Vec<_>>().join("、"), en.collect::<Vec<_>>().join(", "));
        let rejection = match chosen {
            None => Rejection::new(
                RejectionKind::Field,
                format!("“{}”须指明退回到哪个环节", action.title.zh),
                format!("{} has to say which state it leads back to", action.title.en),
            ),
            Some(state) => Rejection::new(
                RejectionKind::NotOffered,
                format!("不能退回到“{state}”：本件没有办过这一环节，或流程不允许"),
                format!("the case cannot go back to {state}: it has not passed it, or the process does not allow it"),
            ),
        };
        if offered.is_empty() {
            return rejection.with_help("目前没有可退回的环节", "there is no state it can go back to");
        }
        rejection.with_help(format!("可退回到：{zh}"), format!("it can go back to {en}"))
    }
}

/// The states a case may be led back to from one: those in which somebody acted on the way to where it stands, the first of
/// them first. Acting in a state anew makes a new way from there: what lay behind it is no longer passed.
pub fn passed<'d>(
    definition: &'d Definition,
    acted: &[Acted],
    from: &StateName,
    rule: &ReturnTo,
) -> Vec<&'d StateName> {
    let mut way: Vec<&StateName> = Vec::new();
    let cut = |way: &mut Vec<&'d StateName>, at: &StateName| {
        let Some(position) = way.iter().position(|passed| *passed == at) else { return };
        let behind = way.split_off(position);
        // What goes on in another region has not been taken back by it.
        way.extend(behind.into_iter().filter(|other| definition.is_beside(other, at)));
    };
    for acted in acted {
        let Some((state, _)) = definition.states.get_key_value(&acted.state) else { continue };
        cut(&mut way, state);
        way.push(state);
    }
    cut(&mut way, from);
    way.retain(|state| rule.allows(state) && !definition.is_beside(state, from));
    way
}
