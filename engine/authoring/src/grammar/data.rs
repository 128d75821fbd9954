//! The files of data: parameters, calendars, organisations, templates.

use super::{DATE, DECIMAL, Key, Map, Name, PHRASE, ROLE, Shape, TEXT, VALUE, declares, k, may, must, name};

const TITLE: Key = may(k::NAME, PHRASE, "给人看的名称", "its name for people");
const SOURCE: Key = may(k::SOURCE, TEXT, "出自哪份文件", "the document it comes from");
const FROM: Key = may(k::FROM, DATE, "第一天", "the first day");
const UNTIL: Key = may(k::UNTIL, DATE, "不再算的第一天", "the first day no longer");
const OFFICE: Key =
    must(k::OFFICE, name(Name::Office), "机构：编码、代码或 市/乡镇/村 的路径", "an office: its id, code or path");

/// 参数
pub(super) static PARAMETERS: Map = Map {
    id: "parameters",
    keys: &[must(
        k::PARAMETERS,
        Shape::Named(declares(Name::Parameter), &Shape::Map(&PARAMETER)),
        "各个参数",
        "the parameters",
    )],
};

static PARAMETER: Map = Map {
    id: "parameter",
    keys: &[
        TITLE,
        may(
            k::TYPE,
            Shape::Word(&[k::BOOLEAN, k::INTEGER, k::DECIMAL, k::MONEY, k::TEXT, k::DATE, k::MOMENT]),
            "类型；只在别的文件声明过的参数不写",
            "what it is; left out where another file declares it",
        ),
        may(k::MIN, DECIMAL, "最小值（含）", "the least, inclusive"),
        may(k::MAX, DECIMAL, "最大值（含）", "the greatest, inclusive"),
        may(k::FLOOR, Shape::List(&Shape::Map(&FLOOR)), "某些日期的下限", "floors that bind on some days"),
        SOURCE,
        may(k::ROWS, Shape::List(&Shape::Map(&ROW)), "各机构各时期的取值", "its values by office and time"),
    ],
};

static FLOOR: Map = Map { id: "floor", keys: &[FROM, UNTIL, must(k::VALUE, DECIMAL, "下限", "the floor"), SOURCE] };

static ROW: Map =
    Map { id: "row", keys: &[OFFICE, FROM, UNTIL, must(k::VALUE, VALUE, "这一时期的值", "the value"), SOURCE] };

/// 工作日历
pub(super) static CALENDAR: Map = Map {
    id: "calendar",
    keys: &[
        must(k::CALENDAR, name(Name::Calendar), "日历的编码", "its id"),
        TITLE,
        SOURCE,
        may(k::PARENT, name(Name::Calendar), "上级日历，没写的日子照它", "the calendar it inherits from"),
        may(
            k::COVERS,
            Shape::Map(&COVERS),
            "覆盖哪天到哪天；之后的日期是暂定的",
            "what it covers; later dates are provisional",
        ),
        may(
            k::OFFICE_HOURS,
            Shape::List(&TEXT),
            "办公时段，例如 \"08:30-11:30\"",
            "office hours, such as \"08:30-11:30\"",
        ),
        may(
            k::OF_YEARS,
            Shape::Named(declares(Name::Period), &Shape::Map(&YEAR)),
            "各年的放假和调休上班",
            "the notice of each year",
        ),
    ],
};

static COVERS: Map = Map {
    id: "covers",
    keys: &[
        must(k::FROM, DATE, "第一天", "the first day"),
        must(k::TO_DAY, DATE, "最后一天（含）", "the last day, included"),
    ],
};

static YEAR: Map = Map {
    id: "year",
    keys: &[
        SOURCE,
        may(k::OFF, Shape::List(&Shape::Map(&OFF)), "放假的日子，连同其中的周末", "days off, weekends within included"),
        may(k::WORK, Shape::List(&DATE), "调休上班的周末", "weekend days worked in exchange"),
    ],
};

static OFF: Map = Map {
    id: "off",
    keys: &[
        must(k::FROM, DATE, "第一天", "the first day"),
        may(k::TO_DAY, DATE, "最后一天（含）；只放一天的不写", "the last day, included; none for a single day"),
        must(k::NAME, PHRASE, "什么假", "which holiday"),
    ],
};

/// 组织机构
pub(super) static ORGANISATION: Map = Map {
    id: "organisation",
    keys: &[
        must(k::ORGANISATION, TEXT, "这份机构文件叫什么", "what the file calls itself"),
        may(
            k::LEVELS,
            Shape::List(&Shape::Either(&[Shape::Map(&LEVEL), Shape::Name(Name::Level)])),
            "层级，从最高到最低",
            "the levels, root first",
        ),
        may(k::ROLES, Shape::Named(declares(Name::Role), &Shape::Map(&ROLE_MAP)), "角色", "the roles"),
        may(k::OFFICES, Shape::Named(declares(Name::Office), &Shape::Map(&OFFICE_MAP)), "机构", "the offices"),
        may(k::PEOPLE, Shape::Named(declares(Name::Person), &Shape::Map(&PERSON)), "人员", "the people"),
    ],
};

const AT_LEVEL: Key = must(k::LEVEL, name(Name::Level), "哪一层级", "its level");

static LEVEL: Map = Map { id: "level", keys: &[AT_LEVEL, TITLE] };
static ROLE_MAP: Map = Map { id: "role", keys: &[AT_LEVEL, TITLE] };

static OFFICE_MAP: Map = Map {
    id: "office",
    keys: &[
        TITLE,
        AT_LEVEL,
        may(k::CODE, TEXT, "行政区划代码，若与编码不同", "its division code, if that is not its id"),
        may(k::CALENDAR, name(Name::Calendar), "它的工作日历", "its calendar"),
        may(
            k::WITHIN,
            Shape::List(&Shape::Either(&[Shape::Map(&WITHIN), Shape::Name(Name::Office)])),
            "隶属于哪个机构",
            "what it belongs to",
        ),
    ],
};

static WITHIN: Map =
    Map { id: "within", keys: &[must(k::PARENT, name(Name::Office), "上级机构", "the office above"), FROM, UNTIL] };

static PERSON: Map = Map {
    id: "person",
    keys: &[
        TITLE,
        may(k::MAIL, TEXT, "邮箱", "where mail reaches the person"),
        may(k::PHONE, TEXT, "电话", "where a call reaches the person"),
        may(k::POSTS, Shape::List(&Shape::Map(&POST)), "任职", "the posts"),
    ],
};

/// 任职
pub(super) static POST: Map =
    Map { id: "post", keys: &[must(k::ROLE, ROLE, "任什么角色", "the role"), OFFICE, FROM, UNTIL] };

/// 模板
pub(super) static TEMPLATE: Map = Map {
    id: "template",
    keys: &[
        must(k::TEMPLATE, name(Name::Template), "模板的编码", "its id"),
        TITLE,
        must(k::SUBJECT, PHRASE, "标题，一行", "the subject, one line"),
        must(k::BODY, PHRASE, "正文", "the text"),
    ],
};
