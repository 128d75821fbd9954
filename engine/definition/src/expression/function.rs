//! The functions of the language: each has an English and a Chinese name.

/// A function as an author sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunctionEntry {
    /// Its English name.
    pub name: &'static str,
    /// Its Chinese name; means the same.
    pub alias: &'static str,
    /// How it is called.
    pub usage: &'static str,
    pub(super) function: Function,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Date,
    Moment,
    Parameter,
    Today,
    Now,
    Given,
    Min,
    Max,
    Abs,
    Round,
    RoundUp,
    RoundDown,
    Floor,
    Ceiling,
    Yuan,
    Days,
    Months,
    Years,
    Hours,
    Year,
    Month,
    Day,
    DateOf,
    MonthOf,
    FirstOfMonth,
    Length,
    Contains,
    StartsWith,
    Count,
    Sum,
    All,
    Any,
}

const fn entry(function: Function, name: &'static str, alias: &'static str, usage: &'static str) -> FunctionEntry {
    FunctionEntry { name, alias, usage, function }
}

const FUNCTIONS: [FunctionEntry; 32] = [
    entry(Function::Date, "date", "日期", "date(\"2020-04-20\")"),
    entry(Function::Moment, "moment", "时刻", "moment(\"2020-04-20T10:12+08:00\")"),
    entry(Function::Parameter, "parameter", "参数", "parameter(\"name\") / parameter(\"name\", on: date)"),
    entry(Function::Today, "today", "今天", "today()"),
    entry(Function::Now, "now", "此刻", "now()"),
    entry(Function::Given, "given", "已填", "given(field)"),
    entry(Function::Min, "min", "最小", "min(a, b, …) / min(list)"),
    entry(Function::Max, "max", "最大", "max(a, b, …) / max(list)"),
    entry(Function::Abs, "abs", "绝对值", "abs(x)"),
    entry(Function::Round, "round", "四舍五入", "round(x, 2)"),
    entry(Function::RoundUp, "round_up", "进位", "round_up(x, 2)"),
    entry(Function::RoundDown, "round_down", "舍位", "round_down(x, 2)"),
    entry(Function::Floor, "floor", "向下取整", "floor(x)"),
    entry(Function::Ceiling, "ceiling", "向上取整", "ceiling(x)"),
    entry(Function::Yuan, "yuan", "元", "yuan(100)"),
    entry(Function::Days, "days", "天", "days(3)"),
    entry(Function::Months, "months", "个月", "months(3)"),
    entry(Function::Years, "years", "年", "years(3)"),
    entry(Function::Hours, "hours", "小时", "hours(3)"),
    entry(Function::Year, "year", "年份", "year(date)"),
    entry(Function::Month, "month", "月份", "month(date) / month(\"2020-04\")"),
    entry(Function::Day, "day", "几号", "day(date)"),
    entry(Function::DateOf, "date_of", "所在日期", "date_of(moment)"),
    entry(Function::FirstOfMonth, "first_of_month", "月初", "first_of_month(date) / first_of_month(month)"),
    entry(Function::MonthOf, "month_of", "所在月份", "month_of(date)"),
    entry(Function::Length, "length", "字数", "length(text)"),
    entry(Function::Contains, "contains", "含有", "contains(text, part)"),
    entry(Function::StartsWith, "starts_with", "开头为", "starts_with(text, part)"),
    entry(Function::Count, "count", "个数", "count(list)"),
    entry(Function::Sum, "sum", "合计", "sum(list)"),
    entry(Function::All, "all", "全部", "all(list)"),
    entry(Function::Any, "any", "任一", "any(list)"),
];

/// Every function, for completion and documents.
pub fn functions() -> &'static [FunctionEntry] {
    &FUNCTIONS
}

impl Function {
    pub(super) fn named(name: &str) -> Option<Self> {
        FUNCTIONS.iter().find(|entry| entry.name == name || entry.alias == name).map(|entry| entry.function)
    }

    /// How it is called, for messages.
    pub(super) fn usage(self) -> &'static str {
        FUNCTIONS.iter().find(|entry| entry.function == self).map_or("", |entry| entry.usage)
    }
}

#[cfg(test)]
mod tests {
    use super::super::word::is_name;
    use super::*;

    #[test]
    fn every_name_and_alias_stands_for_exactly_one_function() {
        let mut seen = std::collections::BTreeSet::new();
        for entry in functions() {
            for name in [entry.name, entry.alias] {
                assert!(is_name(name) && seen.insert(name), "{name}");
                assert_eq!(Function::named(name), Some(entry.function));
            }
            assert_eq!(entry.function.usage(), entry.usage);
        }
    }
}
