//! What the file may say, and what is told of it if it says something else.

use super::*;
use crate::text::SourceText;

fn read_text(text: &str) -> (Rules, Vec<String>) {
    let source = SourceText::new("notifications.yaml", text);
    let (rules, problems) = read(&source);
    (rules, problems.iter().map(|problem| format!("{} {}", problem.code.as_str(), problem.message.en)).collect())
}

#[test]
fn every_kind_of_channel_reads_in_either_language() {
    let (rules, problems) = read_text(
        r#"
channels:
  office: {smtp: {host: mail.example.cn, port: 587, from: a@b.cn, security: starttls, user: doudi, password_variable: PW}, per_day: 20000}
  hook: {webhook: {url: "https://example.cn/hook", secret_variable: HOOK_SECRET}}
  sms:
    sms:
      url: https://sms.example.cn/send
      headers: {Content-Type: application/json, Authorization: {variable: SMS_TOKEN}}
      body: '{"to":"{phone}","text":"{text}","id":"{id}"}'
      signature: {header: X-Sign, secret_variable: SMS_SECRET, encoding: base64}
      success: {status: 200, pointer: /code, equals: "0", permanent: ["3001"]}
    per_minute: 300
  群: {企业微信群机器人: {地址变量: WECOM_URL}}
  ding: {dingtalk: {url_variable: DING_URL, secret_variable: DING_SECRET}}
  inbox: {inbox: true}
  paper: {paper: true}
people: [office, sms, inbox]
applicants: [office, sms, paper]
templates: {deadline-reminder: {urgency: low}, deadline-overdue: {channels: [群], urgency: high}}
digest: {at: "30 8 * * MON-FRI", calendar: jilin}
quiet: true
stale_after_hours: 24
"#,
    );
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(rules.channels.len(), 8, "and the one of the command line");
    assert_eq!(rules.channels["群"].way, Way::Wecom { url: Variable("WECOM_URL".to_owned()) });
    assert_eq!(rules.channels["sms"].per_minute, Some(300));
    assert_eq!(rules.order(&TemplateName::from("deadline-overdue")), Some(&["群".to_owned()][..]));
    assert_eq!(rules.urgency(&TemplateName::from("deadline-reminder")), Urgency::Low);
    assert!(rules.quiet && rules.digest.is_some());
}

#[test]
fn without_a_word_everybody_is_told_by_mail_at_once() {
    let (rules, problems) = read_text("{}");
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!((rules.people, rules.applicants), (vec![MAIL.to_owned()], vec![MAIL.to_owned()]));
    assert!(!rules.quiet && rules.digest.is_none());
}

#[test]
fn what_is_wrong_is_told_and_a_secret_is_never_repeated() {
    for (text, expected) in [
        ("channels: {a: {smtp: {host: x, port: 25, from: a@b.cn}}}", "D0102 `security` is missing"),
        ("channels: {a: {pigeon: true}}", "D0101 no key `pigeon` exists here"),
        ("channels: {a: {inbox: true, paper: true}}", "D0106 a channel goes one way, several are written"),
        ("channels: {a: {per_day: 5}}", "D0106 nothing says how this channel sends"),
        ("channels: {a: {inbox: true, per_day: 0}}", "D0105 expected a whole number above zero, found `0`"),
        ("people: [mial]", "D0210 there is no channel `mial`"),
        ("digest: {at: 每天}", "D0105 expected `minute hour day month weekday`, found `每天`: it has 1 fields"),
        ("templates: {a: {urgency: low}}", "D0102 the template a is of low urgency but there is no `digest`"),
        (
            "channels: {a: {sms: {url: \"https://x.cn/{phone}\", body: \"{text}{name}\"}}}",
            "D0209 there is no place {name}",
        ),
        ("channels: {a: {sms: {url: \"https://x.cn/\"}}}", "D0103 expected {phone} and {text} in `url` or `body`"),
    ] {
        let (_, problems) = read_text(text);
        assert_eq!(problems, [expected], "{text}");
    }
    let (_, problems) = read_text("channels: {a: {wecom: {url_variable: \"https://qyapi/send?key=hush\"}}}");
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("D0104") && !problems[0].contains("hush"), "{problems:?}");
}
