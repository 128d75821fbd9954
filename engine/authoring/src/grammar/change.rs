//! A day that is named, and what may change the date of a deadline or let a case stand still.

use super::deadline::{BUDGET, DUE, IF_REST_DAY, OVERDUE, REMIND};
use super::{DATE, FLAG, Key, Map, ROLE, Scalar, Shape, TEXT, WHOLE, k, may, must};

/// A period, or a day that is named.
pub(super) static LENGTH: Map = Map {
    id: "due",
    keys: &[
        may(k::WORKING_DAYS, WHOLE, "几个工作日", "working days"),
        may(k::NATURAL_DAYS, WHOLE, "几个自然日", "natural days"),
        may(k::MONTHS, WHOLE, "几个月，到对应日", "months, to the corresponding day"),
        may(k::YEARS, WHOLE, "几年，到对应日", "years, to the corresponding day"),
        may(k::HOURS, WHOLE, "几小时，连续计", "hours, without a break"),
        may(k::WORKING_HOURS, WHOLE, "几个工作小时，只计办公时间", "working hours, in office hours only"),
        may(
            k::BY,
            Shape::Either(&[DATE, Shape::Map(&RECURRENCE)]),
            "到哪一天：日期，或每季度第几个月几日；是周期日的，取起算当日或其后的第一个",
            "by which day: a date, or a day that comes round, of which the first is taken that is not before the start",
        ),
        may(
            k::INCLUSIVE,
            FLAG,
            "“……前”是否含当日，默认含",
            "whether the day itself is still in time; it is if nothing is said",
        ),
    ],
};

static RECURRENCE: Map = Map {
    id: "recurrence",
    keys: &[
        must(
            k::EVERY,
            Shape::Word(&[k::EVERY_MONTH, k::QUARTER, k::HALF_YEAR, k::YEAR]),
            "每月、每季度、每半年还是每年",
            "every month, quarter, half year or year",
        ),
        may(k::OF_MONTH, WHOLE, "其中第几个月，默认第一个", "the how-manyth month of it, the first if nothing is said"),
        may(
            k::DAY,
            Shape::Either(&[WHOLE, Shape::Word(&[k::LAST])]),
            "几日，或 last（最后一日）；该月没有这一天的，取最后一日",
            "which day, or last; the last day of a month that has no such day",
        ),
        may(k::WORKING_DAY, WHOLE, "第几个工作日", "the how-manyth working day"),
    ],
};

pub(super) const TARGET: Key = may(
    k::TARGET,
    Shape::Map(&TARGET_MAP),
    "内部目标：比法定期限早的一天，有自己的提醒；没赶上不算逾期",
    "an earlier day that is aimed at, with reminders of its own; missing it is not being late",
);
static TARGET_MAP: Map = Map { id: "target", keys: &[DUE, IF_REST_DAY, REMIND, OVERDUE] };

pub(super) const EXTEND: Key =
    may(k::EXTEND, Shape::Map(&EXTENSION), "谁可以延长、最长到多少", "who may extend it, and how far");
static EXTENSION: Map = Map {
    id: "extend",
    keys: &[
        must(
            k::EXTEND_TO,
            Shape::Map(&BUDGET),
            "从起算日起总共最长多少，与 due 同一单位",
            "how long altogether at most, counted from the start, in the unit of due",
        ),
        may(
            k::ONCE,
            FLAG,
            "是否只能延长一次，默认是",
            "whether it may be extended once only, which is so if nothing is said",
        ),
        ROLES,
        COMMENT,
        SOURCE,
    ],
};

pub(super) const CORRECT: Key = may(
    k::CORRECT,
    Shape::Map(&CORRECTION),
    "谁可以更正起算日、最多差几日",
    "who may correct the start of the clock, and by how many days",
);
static CORRECTION: Map = Map {
    id: "correct",
    keys: &[
        must(
            k::AT_MOST,
            WHOLE,
            "与原起算日最多相差几日",
            "by how many days at most it may move from where it first began",
        ),
        ROLES,
        COMMENT,
        SOURCE,
    ],
};

pub(super) const ON_CALENDAR_CHANGE: Key = may(
    k::ON_CALENDAR_CHANGE,
    Shape::Word(&[k::REMAINING, k::KEEP_DATE]),
    "工作日历变更时重新推算还是日期不动，默认重新推算；暂定的日期总要重新推算",
    "whether it is counted again when its calendar changes, or keeps its date; a provisional date is always counted again",
);

/// 中止办理
pub(super) const SUSPEND: Key = may(
    k::SUSPEND,
    Shape::Map(&SUSPENSION),
    "谁可以中止办理整个办件，计时怎么办",
    "who may suspend a case as a whole, and what its clocks do",
);
static SUSPENSION: Map = Map {
    id: "suspend",
    keys: &[
        must(
            k::CLOCK,
            Shape::Word(&[k::STOPS, k::RUNS]),
            "中止期间计时停还是照走",
            "whether the clocks stand meanwhile or run on",
        ),
        may(
            k::ON_RESUME,
            Shape::Word(&[k::REMAINING, k::RESTART, k::KEEP_DATE]),
            "恢复后接着算、重新起算还是日期不动；停的必须写",
            "whether what was left goes on, the count begins again, or the date stays; wanted where they stand",
        ),
        ROLES,
        COMMENT,
        SOURCE,
    ],
};

const ROLES: Key = must(
    k::ROLE,
    Shape::List(&ROLE),
    "本机构或上级机构的哪些角色可以",
    "which roles may, at the case's office or above",
);
const COMMENT: Key = may(
    k::COMMENT,
    Shape::Word(&[k::OPTIONAL, k::REQUIRED]),
    "是否必须写理由，默认必须",
    "whether a reason is wanted; it is if nothing is said",
);
const SOURCE: Key = may(k::SOURCE, TEXT, "准许这样做的条款", "the article that allows it");

/// What a step of a scenario does to a deadline or the whole case.
pub(super) static GROUNDS: Map = Map { id: "grounds", keys: &[REASON, GROUNDS_SOURCE] };
/// An extension in a scenario.
pub(super) static EXTENDING: Map = Map {
    id: "extending",
    keys: &[
        must(k::DEADLINE, super::name(super::Name::Deadline), "哪个时限", "which deadline"),
        may(
            k::EXTEND_TO,
            Shape::Map(&BUDGET),
            "延到总共多少，默认最长",
            "to how much altogether; as far as it may, if nothing is said",
        ),
        REASON,
        GROUNDS_SOURCE,
    ],
};
/// A correction in a scenario.
pub(super) static CORRECTING: Map = Map {
    id: "correcting",
    keys: &[
        must(k::DEADLINE, super::name(super::Name::Deadline), "哪个时限", "which deadline"),
        must(k::FROM, Shape::Scalar(Scalar::Moment), "应从何时起算", "the moment it is to count from"),
        REASON,
        GROUNDS_SOURCE,
    ],
};
const REASON: Key = may(k::REASON, TEXT, "理由", "the reason");
const GROUNDS_SOURCE: Key =
    may(k::SOURCE, TEXT, "依据；默认用流程里写的", "what it rests on; what the process says, if nothing is");
