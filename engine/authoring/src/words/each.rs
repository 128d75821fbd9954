//! 逐项 in words.

use definition::model::{DoneWhen, Each, Order, Over};

use super::Words;

impl Words<'_> {
    /// For what a state has a task each, in which order, and when it is done.
    pub fn each(&self, each: &Each) -> String {
        let over = match &each.over {
            Over::List { list, .. } => {
                let list = self.field(list.as_str());
                self.either(format!("{list}每一项各办一次"), format!("once for each of {list}"))
            }
            Over::Persons(persons) => self.either(
                format!("由 {persons} 个不同的人各办一次"),
                format!("by {persons} different people, once each"),
            ),
        };
        let order = match each.order {
            Order::Free => self.either("", ""),
            Order::Fixed => self.either("，依次办理", ", one after another"),
        };
        let done = self.done_when(&each.done_when);
        let into = each.into.as_ref().map(|into| self.field(into.list.as_str()));
        let into = into.map(|list| self.either(format!("；填写汇入{list}"), format!("; filled in under {list}")));
        format!("{over}{order}{}{done}{}", self.either("；", "; "), into.unwrap_or_default())
    }

    fn done_when(&self, done_when: &DoneWhen) -> String {
        match done_when {
            DoneWhen::All => self.either("全部办完为止", "done when all are").to_owned(),
            DoneWhen::Any => self.either("办完任一项为止", "done when one is").to_owned(),
            DoneWhen::Count(count) => self.either(format!("办完 {count} 项为止"), format!("done when {count} are")),
            DoneWhen::Holds(when) => {
                let when = self.expression(when);
                self.either(format!("到{when}为止"), format!("done when {when}"))
            }
        }
    }
}
