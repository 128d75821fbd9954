//! Small phrases that several texts share.

use chrono::Datelike;

use crate::bilingual::{Bilingual, Language};
use crate::moment::Date;

/// `2020-04-28 星期二`, `Tue 2020-04-28`
pub(super) fn day(date: Date, language: Language) -> String {
    const ZH: [&str; 7] = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let index = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0);
    match language {
        Language::Zh => format!("{date} {}", ZH.get(index).unwrap_or(&"")),
        Language::En => format!("{} {date}", EN.get(index).unwrap_or(&"")),
    }
}

/// `3小时20分钟`, `3 h 20 min`
pub(super) fn duration(minutes: u64, language: Language) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (language, hours, rest) {
        (Language::Zh, 0, _) => format!("{rest}分钟"),
        (Language::Zh, _, 0) => format!("{hours}小时"),
        (Language::Zh, _, _) => format!("{hours}小时{rest}分钟"),
        (Language::En, 0, _) => format!("{rest} min"),
        (Language::En, _, 0) => format!("{hours} h"),
        (Language::En, _, _) => format!("{hours} h {rest} min"),
    }
}

/// Why the day of start is not counted.
pub(super) fn start_day() -> Bilingual {
    Bilingual::new("起算当日", "day of start")
}

/// Why a stopped day is not counted.
pub(super) fn stopped() -> Bilingual {
    Bilingual::new("暂停计时", "clock stopped")
}

/// Why a working day gave no working hours.
pub(super) fn no_office_hours() -> Bilingual {
    Bilingual::new("无剩余办公时间", "no office hours left")
}
