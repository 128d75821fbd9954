//! The words of the language. Each has one Chinese alias; whoever reads a file accepts both, and `fmt` turns one into the other.

use crate::bilingual::Language;

/// A key or a fixed word of the language in its two spellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Keyword {
    /// English, as the documents write it.
    pub en: &'static str,
    /// Its Chinese alias.
    pub zh: &'static str,
}

impl Keyword {
    /// Whether a text is this word in either spelling.
    pub fn is(self, text: &str) -> bool {
        text == self.en || text == self.zh
    }

    /// Its spelling in one language.
    pub fn get(self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

macro_rules! keywords {
    ($($name:ident = $en:literal $zh:literal;)+) => {
        $(
            #[doc = concat!("`", $en, "` ", $zh)]
            pub const $name: Keyword = Keyword { en: $en, zh: $zh };
        )+
        /// Every word of the language.
        pub const ALL: &[Keyword] = &[$($name,)+];
    };
}

keywords! {
    // What a file is about.
    PROCESS = "process" "流程";
    PARAMETERS = "parameters" "参数";
    CALENDAR = "calendar" "工作日历";
    ORGANISATION = "organisation" "组织机构";
    TEMPLATE = "template" "模板";
    FRAGMENT = "fragment" "片段";
    OBLIGATION = "obligation" "定期任务";
    SPAN = "span" "时段";
    // What many things have.
    NAME = "name" "名称";
    ZH = "zh" "中文";
    EN = "en" "英文";
    SOURCE = "source" "依据";
    EFFECTIVE = "effective" "施行";
    FROM = "from" "自";
    UNTIL = "until" "至";
    HELP = "help" "说明";
    TYPE = "type" "类型";
    KIND = "kind" "种类";
    LEVEL = "level" "层级";
    CODE = "code" "代码";
    TRUE = "true" "是";
    FALSE = "false" "否";
    // A process.
    ALLOW = "allow" "容许";
    VERSION = "version" "版本";
    NUMBER = "number" "编号";
    APPLICANT = "applicant" "申请人";
    IDENTITY = "identity" "证件号码";
    MAIL = "mail" "邮箱";
    PHONE = "phone" "电话";
    FIELDS = "fields" "表单项";
    VALUES = "values" "计算项";
    FORMULA = "formula" "公式";
    USE = "use" "采用";
    WITH = "with" "代入";
    TAKES = "takes" "须代入";
    TABLES = "tables" "决策表";
    DEADLINES = "deadlines" "时限";
    START = "start" "申请";
    INITIAL = "initial" "起始环节";
    STATES = "states" "环节";
    REPAIR = "repair" "异常处理";
    PERPETUAL = "perpetual" "长期";
    CANCEL_CASE = "cancel" "撤销办件";
    BENEFITS_THEN = "benefits" "待遇";
    KEEP = "keep" "保留";
    COPIES = "copies" "抄送";
    // A field.
    MIN = "min" "最小";
    MAX = "max" "最大";
    OPTIONS = "options" "选项";
    SEARCH = "search" "可查询";
    SENSITIVE = "sensitive" "敏感";
    BOOLEAN = "boolean" "是否";
    INTEGER = "integer" "整数";
    DECIMAL = "decimal" "小数";
    MONEY = "money" "金额";
    PERCENT = "percent" "百分比";
    TEXT = "text" "文字";
    DATE = "date" "日期";
    MOMENT = "moment" "时刻";
    CHOICE = "choice" "单选";
    PERSON_FIELD = "person" "居民";
    HOUSEHOLD_FIELD = "household" "家庭";
    ATTACHMENT = "attachment" "附件";
    RECORD = "record" "一组";
    LIST = "list" "列表";
    OF = "of" "内容";
    IDENTITY_NUMBER = "identity_number" "身份证号";
    // A decision table.
    HIT = "hit" "命中";
    INPUTS = "inputs" "输入";
    OUTPUTS = "outputs" "输出";
    TABLE_ROWS = "rows" "各行";
    ELSE = "otherwise" "其余";
    UNIQUE = "unique" "唯一";
    FIRST = "first" "首行";
    SAME = "same" "一致";
    PRIORITY = "priority" "优先";
    COLLECT = "collect" "汇集";
    RANKED = "ranked" "按优先汇集";
    SUM = "sum" "合计";
    COUNT = "count" "个数";
    // A state.
    TASK = "task" "待办";
    ROLE = "role" "角色";
    FORM = "form" "表单";
    NOT_SAME_PERSON_AS = "not_same_person_as" "不得同人";
    HAND_OVER = "hand_over" "转交";
    OPINIONS = "opinions" "征求意见";
    SIGNERS = "signers" "加签";
    ALLOWED = "allowed" "允许";
    WAITS = "waits" "等候";
    NO_ANSWER = "no_answer" "逾期不答";
    NO_OBJECTION = "no_objection" "视为无异议";
    ON = "on" "办理";
    RECEIVE = "receive" "收到";
    TO = "to" "转到";
    WHEN = "when" "条件";
    OTHERWISE = "otherwise" "不符提示";
    BRANCHES = "branches" "分支";
    COMMENT = "comment" "意见";
    RETURN_TO = "return_to" "退回到";
    VISITED = "visited" "已办环节";
    WITHOUT_FORM = "without_form" "免填表单";
    REQUIRED = "required" "必填";
    OPTIONAL = "optional" "选填";
    DO = "do" "同时";
    ENTER = "enter" "进入时";
    LEAVE = "leave" "离开时";
    AFTER_STATE = "after" "到时";
    IN = "in" "经过";
    ALWAYS = "always" "自动";
    END = "end" "办结";
    REOPEN = "reopen" "重启办理";
    REGIONS = "regions" "并行";
    HISTORY = "history" "历史";
    SHALLOW = "shallow" "浅";
    DEEP = "deep" "深";
    FINAL = "final" "终了";
    DONE = "done" "完成";
    INTERNAL = "internal" "内部";
    ANY = "any" "任何";
    FOR_EACH = "for_each" "逐项";
    OVER = "over" "取自";
    ITEM = "item" "每项";
    PERSONS = "persons" "人数";
    ORDER = "order" "次序";
    FREE = "free" "不限";
    FIXED = "fixed" "依次";
    DONE_WHEN = "done_when" "完成条件";
    ALL_ITEMS = "all" "全部";
    ANY_ITEM = "any" "任一";
    INTO = "into" "汇入";
    FOR = "for" "为期";
    OWNED = "owned" "附属";
    FAILED = "failed" "算失败";
    RAISE = "raise" "引发";
    SEND_SELF = "send" "自发";
    CANCEL = "cancel" "撤销";
    // A deadline.
    DEADLINE = "deadline" "时限";
    DUE = "due" "到期";
    REMIND = "remind" "提醒";
    OVERDUE = "overdue" "逾期处理";
    BEFORE = "before" "提前";
    AT = "at" "时间";
    SINCE = "since" "起算后";
    AFTER = "after" "逾期后";
    RECIPIENT = "to" "发给";
    STOPS_WHILE = "stops_while" "暂停计时";
    ON_RETURN = "on_return" "恢复计时";
    REMAINING = "remaining" "接续";
    RESTART = "restart" "重计";
    IF_REST_DAY = "if_rest_day" "遇休息日";
    NEXT = "next" "顺延";
    PREVIOUS = "previous" "提前一日";
    STAY = "stay" "不变";
    WORKING_DAYS = "working_days" "工作日";
    NATURAL_DAYS = "natural_days" "自然日";
    MONTHS = "months" "个月";
    YEARS = "years" "年";
    HOURS = "hours" "小时";
    WORKING_HOURS = "working_hours" "工作小时";
    RECEIVED_AT = "received_at" "收件时间";
    REACH = "reach" "到达";
    ASSIGNEE = "assignee" "办理人";
    // A day that is named.
    BY = "by" "截至";
    INCLUSIVE = "inclusive" "含当日";
    EVERY = "every" "每";
    EVERY_MONTH = "month" "月";
    QUARTER = "quarter" "季度";
    HALF_YEAR = "half_year" "半年";
    YEAR = "year" "年";
    OF_MONTH = "month" "第几个月";
    DAY = "day" "日";
    LAST = "last" "最后一日";
    WORKING_DAY = "working_day" "第几个工作日";
    // What may happen to a deadline, or to a case as a whole.
    TARGET = "target" "内部目标";
    KEEP_DATE = "keep" "不动";
    EXTEND = "extend" "延长";
    EXTEND_TO = "to" "延至";
    ONCE = "once" "限一次";
    CORRECT = "correct" "更正起算";
    AT_MOST = "within_days" "不超过几日";
    ON_CALENDAR_CHANGE = "on_calendar_change" "日历变更";
    SUSPEND = "suspend" "中止办理";
    RESUME = "resume" "恢复办理";
    CLOCK = "clock" "计时";
    STOPS = "stops" "停";
    RUNS = "runs" "照走";
    ON_RESUME = "on_resume" "恢复后";
    // Effects.
    NOTIFY = "notify" "通知";
    BENEFIT = "benefit" "待遇";
    GRANT = "grant" "发放项";
    AMOUNT = "amount" "数额";
    THEN = "then" "其后";
    THIS_MONTH = "this_month" "本月";
    NEXT_MONTH = "next_month" "次月";
    MONTH_OF = "month_of" "所在月";
    MONTH_AFTER = "month_after" "下月";
    OPEN_ENDED = "open_ended" "持续";
    AGAIN = "again" "再次进入";
    NOTHING = "nothing" "不变更";
    AMEND = "amend" "变更";
    ANEW = "anew" "再立";
    SET = "set" "记录";
    START_CASE = "start_case" "另立办件";
    KEY = "key" "标识";
    STOP = "stop" "停发";
    TELL = "tell" "转告";
    STARTER = "starter" "来源办件";
    EVENT = "event" "消息";
    SENDER = "sender" "发送方";
    OUTSIDE = "outside" "外部系统";
    // Data files.
    SUBJECT = "subject" "标题";
    BODY = "body" "正文";
    ROWS = "rows" "取值";
    OFFICE = "office" "机构";
    VALUE = "value" "值";
    COVERS = "covers" "覆盖";
    TO_DAY = "to" "到";
    PARENT = "parent" "上级";
    OFFICE_HOURS = "office_hours" "办公时间";
    OF_YEARS = "years" "各年";
    OFF = "off" "放假";
    WORK = "work" "上班";
    LEVELS = "levels" "层级表";
    ROLES = "roles" "角色表";
    OFFICES = "offices" "机构表";
    WITHIN = "within" "隶属";
    PEOPLE = "people" "人员";
    POSTS = "posts" "任职";
    ID = "id" "编码";
    FLOOR = "floor" "下限";
    // Obligations.
    BINDS = "binds" "约束";
    EXCEPT = "except" "除外";
    SCHEDULE = "schedule" "周期";
    WEEKLY = "weekly" "每周";
    MONTHLY = "monthly" "每月";
    QUARTERLY = "quarterly" "每季度";
    YEARLY = "yearly" "每年";
    ON_ONE_DAY = "once" "一次";
    CRON = "cron" "定时表达式";
    WEEKDAY = "weekday" "星期";
    MONDAY = "monday" "星期一";
    TUESDAY = "tuesday" "星期二";
    WEDNESDAY = "wednesday" "星期三";
    THURSDAY = "thursday" "星期四";
    FRIDAY = "friday" "星期五";
    SATURDAY = "saturday" "星期六";
    SUNDAY = "sunday" "星期日";
    PERIOD = "period" "所属期";
    WEEK = "week" "本周";
    THIS_QUARTER = "quarter" "本季度";
    THIS_YEAR = "year" "本年";
    PREVIOUS_WEEK = "previous_week" "上周";
    PREVIOUS_MONTH = "previous_month" "上月";
    PREVIOUS_QUARTER = "previous_quarter" "上季度";
    PREVIOUS_YEAR = "previous_year" "上年";
    THE_DAY = "day" "当日";
    THE_MONTH = "month" "本月";
    OPENS = "opens" "开始";
    PERIOD_BEGINS = "period_begins" "所属期开始";
    PERIOD_ENDS = "period_ends" "所属期结束";
    PREVIOUS_WORKING_DAY = "previous_working_day" "前一工作日";
    UNDER = "under" "汇总于";
    AT_LEAST = "at_least" "至少";
    MISSED = "missed" "逾期未完成";
    OBLIGATIONS = "obligations" "各定期任务";
    OCCURRENCES = "occurrences" "应办表";
    COUNTED = "counted" "应办数";
    MAILS = "mails" "邮件表";
    DONE_AT = "done_at" "完成时间";
    TURN_REFUSED = "refused" "未能立件";
    // Scenarios.
    SCENARIOS = "scenarios" "场景";
    STEPS = "steps" "步骤";
    AS = "as" "由";
    EXPECT = "expect" "应当";
    ADVANCE = "advance" "推进";
    SEND = "send" "发来";
    DATA = "data" "内容";
    NEVER = "never" "决不";
    ACTIVE = "active" "所在环节";
    BENEFITS = "benefits" "待遇表";
    HOUSEHOLD = "household" "全户";
    TASKS = "tasks" "待办表";
    NOTIFIED = "notified" "已通知";
    REFUSED = "refused" "不予办理";
    STATUS = "status" "状态";
    MONTH = "month" "月份";
    CLAIM = "claim" "签收";
    RELEASE = "release" "退签";
    HAND_TO = "to" "交给";
    COPY = "copy" "抄送";
    COPY_TO = "to" "给";
    NOTE = "note" "附言";
    READ = "read" "阅知";
    ASIDE = "kind" "种类";
    ADD_SIGNERS = "add_signers" "加签";
    SIGN = "sign" "会签";
    AGREES = "agrees" "同意";
    ASK_OPINION = "ask" "征求";
    OPINION = "opinion" "意见项";
    QUESTION = "question" "事由";
    ANSWER = "answer" "答复";
    TEXT_OF = "text" "内容";
    REASON = "reason" "理由";
    STATE = "state" "环节";
    STARTED = "started" "已立办件";
    DO_ACTION = "do" "办理动作";
    ADVANCE_TO = "advance_to" "推进到";
    CASE = "case" "办件";
    ALWAYS_HOLDS = "always" "始终";
    OUTCOME = "outcome" "办理结果";
    OPEN = "open" "在办";
    ENDED = "ended" "已办结";
    MET = "met" "已达成";
    LATE = "late" "迟于时限";
    PASSED = "passed" "已逾期";
    STOPPED = "stopped" "计时暂停";
    SUPPRESSED = "suppressed" "未能通知";
    NO_OPEN_TASK = "no_open_task" "无待办";
    NOBODY_HOLDS = "nobody_holds" "无人任职";
    NO_ADDRESS = "no_address" "无联系方式";
    MESSAGE = "message" "提示含";
    INCIDENT = "incident" "运行异常";
    NONE = "none" "无";
    SUSPENDED = "suspended" "已中止";
    PROVISIONAL = "provisional" "暂定";
    OUTAGE = "outage" "系统中断";
    RETRY = "retry" "重试";
    MOVE = "move" "移动办件";
    SECOND = "second" "复核人";
    MUST_FINISH_WITHIN = "must_finish_within" "最长办理期限";
}
