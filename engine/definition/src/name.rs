//! Newtypes for the names a rulebook gives to things. A name of one kind cannot be passed where another is wanted.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps a name already checked at the door.
            pub fn new(name: impl AsRef<str>) -> Self {
                Self(Arc::from(name.as_ref()))
            }

            /// The name as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self::new(name)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )+};
}

names! {
    /// 流程: a process, e.g. `epidemic-fast-track`.
    ProcessName,
    /// 环节: a state of a process.
    StateName,
    /// 征求意见: what another office may be asked in a state; its deadline takes the same name.
    OpinionName,
    /// 办理动作: what a person may do in a state.
    ActionName,
    /// 表单项: a typed field of a case.
    FieldName,
    /// 计算项: a named formula.
    ValueName,
    /// 片段: what several processes share.
    FragmentName,
    /// 决策表: a decision table.
    TableName,
    /// 时限: a deadline of a process; the short form takes the name of its state.
    DeadlineName,
    /// 角色: a role that people hold at offices.
    RoleName,
    /// 层级: a level of the organisation tree, e.g. `county`.
    LevelName,
    /// 机构: the stable id of an office; never a path, never a name on a door.
    OfficeName,
    /// A person who works in an office.
    PersonName,
    /// A notification template.
    TemplateName,
    /// 参数: a parameter, e.g. `dibao.urban.standard_month`.
    ParameterName,
    /// 工作日历: a calendar.
    CalendarName,
    /// 待遇: the key of a grant, unique in its case.
    GrantKey,
    /// An event from outside, broadcast to a case.
    EventName,
}
