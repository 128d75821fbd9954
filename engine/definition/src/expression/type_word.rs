//! How messages name a type.

use crate::bilingual::Bilingual;
use crate::value::Type;

/// A type in words: 金额 / money.
pub fn type_word(of: &Type) -> Bilingual {
    match of {
        Type::Boolean => Bilingual::new("是非", "yes/no"),
        Type::Number => Bilingual::new("数字", "number"),
        Type::Money => Bilingual::new("金额", "money"),
        Type::Text => Bilingual::new("文本", "text"),
        Type::Date => Bilingual::new("日期", "date"),
        Type::Moment => Bilingual::new("时刻", "moment"),
        Type::Duration => Bilingual::new("时长", "duration"),
        Type::Month => Bilingual::new("月份", "month"),
        Type::Record(_) => Bilingual::new("一组数据", "record"),
        Type::Choice(_) => Bilingual::new("选项", "choice"),
        Type::List(item) => {
            let item = type_word(item);
            Bilingual::new(format!("{}列表", item.zh), format!("list of {}", item.en))
        }
    }
}
