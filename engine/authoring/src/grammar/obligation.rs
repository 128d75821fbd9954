//! An obligation: what offices of a level have to do again and again.

use super::deadline::BUDGET;
use super::process::EFFECTIVE;
use super::{DATE, Key, Map, Name, PHRASE, Scalar, Shape, TEXT, WHOLE, k, may, mentions, must, name};

const FIELDS: Key = may(
    k::FIELDS,
    Shape::Named(mentions(Name::Field), &Shape::Expression),
    "交给办件的表单项；可用 period、office、due、target、below",
    "the fields its case is handed; may read period, office, due, target and below",
);
const DAY: Key = must(
    k::DAY,
    Shape::Either(&[Shape::Word(&[k::LAST]), WHOLE]),
    "这个月的第几日；超过月末按最后一日",
    "the day of the month; in a shorter month its last",
);

/// 定期任务
pub(super) static OBLIGATION: Map = Map {
    id: "obligation",
    keys: &[
        must(k::OBLIGATION, name(Name::Obligation), "定期任务的编码", "its id"),
        must(k::NAME, PHRASE, "给人看的名称", "its name for people"),
        may(k::SOURCE, TEXT, "依据的文件和条款", "the document and article it carries out"),
        must(k::EFFECTIVE, Shape::Map(&EFFECTIVE), "到期日在哪天起、哪天止之间的才算", "the due days it holds for"),
        must(k::BINDS, Shape::Map(&BINDS), "约束哪一层级的机构", "the level of offices it binds"),
        may(
            k::WHEN,
            Shape::Expression,
            "条件成立才须办；参数取所属期第一天的值",
            "binds only if this holds, by the parameters of the first day of the period",
        ),
        must(k::SCHEDULE, Shape::Map(&SCHEDULE), "哪天到期", "on which days it is due"),
        must(
            k::PERIOD,
            Shape::Word(&[
                k::THE_DAY,
                k::WEEK,
                k::THE_MONTH,
                k::THIS_QUARTER,
                k::THIS_YEAR,
                k::PREVIOUS_WEEK,
                k::PREVIOUS_MONTH,
                k::PREVIOUS_QUARTER,
                k::PREVIOUS_YEAR,
            ]),
            "每一次说的是哪一段时间",
            "what an occurrence is about, seen from its due day",
        ),
        must(
            k::OPENS,
            Shape::Either(&[Shape::Word(&[k::PERIOD_BEGINS, k::PERIOD_ENDS]), Shape::Map(&OPENS)]),
            "办件何时开始",
            "when its case is started",
        ),
        may(
            k::TARGET,
            Shape::Word(&[k::PREVIOUS_WORKING_DAY, k::DUE]),
            "内部目标：到期日遇休息日提前到前一工作日；法定日期不变",
            "the soft target: the working day before, if the due day is a rest day; the legal day stays",
        ),
        must(k::PROCESS, name(Name::Process), "每一次另立哪个流程的办件", "the process each occurrence starts"),
        FIELDS,
        may(
            k::UNDER,
            name(Name::Obligation),
            "汇总于上级的哪项定期任务：本办件转告它同一所属期的办件",
            "the obligation of an office above whose case of the same period this one tells",
        ),
        may(
            k::DONE,
            Shape::Map(&DONE),
            "怎样算完成；不写则办件办结即是",
            "what counts as done; the end of its case if not said",
        ),
        may(
            k::MISSED,
            Shape::Map(&MISSED),
            "到期未完成，在上级机构另立什么",
            "what is started at the office above if it is missed",
        ),
    ],
};

static BINDS: Map = Map {
    id: "binds",
    keys: &[
        must(k::LEVEL, name(Name::Level), "哪一层级", "which level"),
        may(k::EXCEPT, Shape::List(&Shape::Map(&EXCEPTION)), "哪些机构除外", "which offices it does not bind"),
    ],
};

static EXCEPTION: Map = Map {
    id: "exception",
    keys: &[
        must(k::OFFICE, name(Name::Office), "哪个机构", "which office"),
        may(k::FROM, DATE, "从哪个到期日起", "from which due day"),
        may(k::UNTIL, DATE, "到哪个到期日止（不含）", "until which due day, that day no longer"),
        must(k::REASON, TEXT, "为什么", "why"),
    ],
};

static SCHEDULE: Map = Map {
    id: "schedule",
    keys: &[
        may(k::WEEKLY, Shape::Map(&WEEKLY), "每周的一天", "a day of every week"),
        may(k::MONTHLY, Shape::Map(&MONTHLY), "每月的一天", "a day of every month"),
        may(k::QUARTERLY, Shape::Map(&IN_MONTH), "每季度第几个月的一天", "a day of a month of every quarter"),
        may(k::YEARLY, Shape::Map(&IN_MONTH), "每年几月的一天", "a day of a month of every year"),
        may(k::ON_ONE_DAY, DATE, "只有这一天", "this day only"),
        may(
            k::CRON,
            TEXT,
            "定时表达式“秒 分 时 日 月 星期 [年]”，北京时间，一天至多一次",
            "a cron expression, seconds first, in Asia/Shanghai, at most once a day",
        ),
    ],
};

static WEEKLY: Map = Map {
    id: "weekly",
    keys: &[must(
        k::WEEKDAY,
        Shape::Word(&[k::MONDAY, k::TUESDAY, k::WEDNESDAY, k::THURSDAY, k::FRIDAY, k::SATURDAY, k::SUNDAY]),
        "星期几",
        "the day of the week",
    )],
};

static MONTHLY: Map = Map { id: "monthly", keys: &[DAY] };

static IN_MONTH: Map =
    Map { id: "in_month", keys: &[must(k::MONTH, WHOLE, "第几个月，从 1 起", "which month, from 1"), DAY] };

static OPENS: Map = Map {
    id: "opens",
    keys: &[
        must(k::BEFORE, Shape::Map(&BUDGET), "到期日之前多久", "so long before the due day"),
        may(k::AT, Shape::Scalar(Scalar::Time), "那天几点；不写为零点", "the time of that day; midnight if not said"),
    ],
};

static DONE: Map = Map {
    id: "done",
    keys: &[
        may(k::AT_LEAST, WHOLE, "所属期内至少办结几件", "so many cases must have ended in the period"),
        may(
            k::PROCESS,
            name(Name::Process),
            "数哪个流程的办件；不写为本任务的",
            "of which process; its own if not said",
        ),
        may(k::DEADLINE, name(Name::Deadline), "办件的这个时限达成即算", "this deadline of its case is met"),
        may(k::OUTCOME, Shape::List(&Shape::Name(Name::Outcome)), "哪些办理结果算完成", "which outcomes count"),
    ],
};

static MISSED: Map = Map {
    id: "missed",
    keys: &[
        may(
            k::LEVEL,
            name(Name::Level),
            "在哪一层级的上级机构立件；不写则在本机构，由流程派给上级",
            "the level of the office above; the office itself if not said, where the process gives the task to one above",
        ),
        must(k::PROCESS, name(Name::Process), "另立哪个流程的办件", "the process it starts there"),
        may(
            k::FIELDS,
            Shape::Named(mentions(Name::Field), &Shape::Expression),
            "交给它的证据；还可用 case_number、counted",
            "the evidence it is handed; may also read case_number and counted",
        ),
    ],
};
