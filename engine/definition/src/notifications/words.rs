//! The words of the file, in both spellings.

use crate::keyword::Keyword;

macro_rules! words {
    ($($name:ident = $en:literal $zh:literal;)+) => {
        $(pub(super) const $name: Keyword = Keyword { en: $en, zh: $zh };)+
    };
}

words! {
    CHANNELS = "channels" "通道";
    PEOPLE = "people" "人员";
    APPLICANTS = "applicants" "申请人";
    TEMPLATES = "templates" "模板";
    DIGEST = "digest" "每日摘要";
    QUIET = "quiet" "非办公时间不打扰";
    STALE = "stale_after_hours" "滞留小时";
    PER_MINUTE = "per_minute" "每分钟上限";
    PER_DAY = "per_day" "每日上限";
    SITE = "site" "命令行";
    SMTP = "smtp" "邮件服务器";
    FOLDER = "folder" "文件夹";
    WEBHOOK = "webhook" "网络回调";
    SMS = "sms" "短信";
    WECOM = "wecom" "企业微信群机器人";
    DINGTALK = "dingtalk" "钉钉群机器人";
    INBOX = "inbox" "站内消息";
    PAPER = "paper" "纸质送达";
    HOST = "host" "主机";
    PORT = "port" "端口";
    FROM = "from" "发件地址";
    SECURITY = "security" "加密";
    NONE = "none" "无";
    STARTTLS = "starttls" "后加密";
    TLS = "tls" "全程加密";
    USER = "user" "账号";
    PASSWORD = "password_variable" "口令变量";
    URL = "url" "地址";
    URL_VARIABLE = "url_variable" "地址变量";
    SECRET = "secret_variable" "密钥变量";
    VARIABLE = "variable" "变量";
    METHOD = "method" "方法";
    HEADERS = "headers" "标头";
    BODY = "body" "正文";
    SIGNATURE = "signature" "签名";
    HEADER = "header" "标头名";
    ENCODING = "encoding" "编码";
    HEX = "hex" "十六进制";
    BASE64 = "base64" "六十四进制";
    SUCCESS = "success" "成功条件";
    STATUS = "status" "状态码";
    POINTER = "pointer" "指针";
    EQUALS = "equals" "等于";
    PERMANENT = "permanent" "永久失败";
    URGENCY = "urgency" "缓急";
    LOW = "low" "缓";
    NORMAL = "normal" "平";
    HIGH = "high" "急";
    AT = "at" "时间";
    CALENDAR = "calendar" "工作日历";
}
