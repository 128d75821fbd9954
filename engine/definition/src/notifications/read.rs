//! The file as written.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::keyword::Keyword;
use crate::name::TemplateName;
use crate::schedule::Schedule;
use crate::source::decode::{Decoder, Fields, nearest};
use crate::text::{SourceText, Spanned};
use crate::yaml::{self, Node};

use super::sms::sms;
use super::words as w;
use super::{ChannelRule, DigestRule, Rules, SmtpRule, SmtpSecurity, TemplateRule, Urgency, Variable, Way};

/// The longest a reminder may have to wait before it is looked at again: thirty days.
const STALE_HOURS_MAX: u32 = 720;

/// Reads a file of rules; what is wrong with it stands beside. Fit to use only if nothing is.
pub fn read(source: &Arc<SourceText>) -> (Rules, Vec<Diagnostic>) {
    let node = match yaml::parse(source) {
        Ok(node) => node,
        Err(problems) => return (Rules::default(), problems),
    };
    let mut decoder = Decoder::new(source);
    let rules = rules(&mut decoder, &node).unwrap_or_default();
    (rules, decoder.diagnostics)
}

fn rules(decoder: &mut Decoder, node: &Node) -> Option<Rules> {
    let mut fields = decoder.fields(node)?;
    let written = fields.optional(decoder, w::CHANNELS, |decoder, node| {
        Some(decoder.each::<String, ChannelRule>(node, |decoder, _, node| channel(decoder, node)))
    });
    let mut rules = Rules::default();
    let channels: IndexMap<_, _> =
        written.unwrap_or_default().into_iter().map(|(name, rule)| (name.value, rule)).collect();
    rules.channels.extend(channels);
    let known = rules.channels.clone();
    let order = |decoder: &mut Decoder, fields: &mut Fields<'_>, word: Keyword| {
        fields.optional(decoder, word, |decoder, node| Some(order(decoder, node, &known)))
    };
    if let Some(people) = order(decoder, &mut fields, w::PEOPLE) {
        rules.people = people;
    }
    if let Some(applicants) = order(decoder, &mut fields, w::APPLICANTS) {
        rules.applicants = applicants;
    }
    let templates = fields.optional(decoder, w::TEMPLATES, |decoder, node| {
        Some(decoder.each::<TemplateName, TemplateRule>(node, |decoder, _, node| template(decoder, node, &known)))
    });
    rules.templates =
        templates.unwrap_or_default().into_iter().map(|(name, rule)| (name.value, rule)).collect::<BTreeMap<_, _>>();
    rules.digest = fields.optional(decoder, w::DIGEST, |decoder, node| digest(decoder, node, &known));
    rules.quiet = fields.optional(decoder, w::QUIET, Decoder::boolean).is_some_and(|quiet| quiet.value);
    let hours = Bilingual::new(format!("1 至 {STALE_HOURS_MAX} 小时"), format!("1 to {STALE_HOURS_MAX} hours"));
    rules.stale_after_hours =
        fields.optional(decoder, w::STALE, |decoder, node| within(decoder, node, STALE_HOURS_MAX, hours));
    low_without_digest(decoder, &rules, node);
    fields.finish(decoder);
    Some(rules)
}

/// What is to wait for a digest must have one.
fn low_without_digest(decoder: &mut Decoder, rules: &Rules, node: &Node) {
    let low = rules.templates.iter().find(|(_, rule)| rule.urgency == Urgency::Low);
    if let (Some((name, _)), None) = (low, &rules.digest) {
        let message = Bilingual::new(
            format!("模板 {name} 定为“缓”，但没有 digest（每日摘要）"),
            format!("the template {name} is of low urgency but there is no `digest`"),
        );
        let help = Bilingual::new("写上 digest: {at: \"30 8 * * *\"}", "add `digest: {at: \"30 8 * * *\"}`");
        decoder.problem(Code::MissingKey, node.span(), message, Some(help));
    }
}

fn channel(decoder: &mut Decoder, node: &Node) -> Option<ChannelRule> {
    let mut fields = decoder.fields(node)?;
    let mut ways = Vec::new();
    ways.extend(fields.optional(decoder, w::SITE, |decoder, node| flag(decoder, node, Way::Site)));
    ways.extend(fields.optional(decoder, w::SMTP, smtp));
    ways.extend(
        fields.optional(decoder, w::FOLDER, |decoder, node| {
            decoder.text(node).map(|path| Way::Folder { path: path.value })
        }),
    );
    ways.extend(fields.optional(decoder, w::WEBHOOK, webhook));
    ways.extend(fields.optional(decoder, w::SMS, sms));
    ways.extend(fields.optional(decoder, w::WECOM, wecom));
    ways.extend(fields.optional(decoder, w::DINGTALK, dingtalk));
    ways.extend(fields.optional(decoder, w::INBOX, |decoder, node| flag(decoder, node, Way::Inbox)));
    ways.extend(fields.optional(decoder, w::PAPER, |decoder, node| flag(decoder, node, Way::Paper)));
    let most = || Bilingual::new("大于 0 的整数", "a whole number above zero");
    let per_minute = fields.optional(decoder, w::PER_MINUTE, |decoder, node| within(decoder, node, u32::MAX, most()));
    let per_day = fields.optional(decoder, w::PER_DAY, |decoder, node| within(decoder, node, u32::MAX, most()));
    let span = fields.span;
    fields.finish(decoder);
    if ways.len() > 1 {
        let message = Bilingual::new("一个通道只有一种方式，写了几种", "a channel goes one way, several are written");
        let help = Bilingual::new("每种方式写成一个通道", "make each a channel of its own");
        decoder.problem(Code::OneOf, span, message, Some(help));
    }
    if ways.is_empty() && decoder.diagnostics.is_empty() {
        let message = Bilingual::new("没有写这个通道怎么发出", "nothing says how this channel sends");
        let help = Bilingual::new(
            "写上 smtp、folder、webhook、sms、wecom、dingtalk、inbox 或 paper 之一",
            "write one of smtp, folder, webhook, sms, wecom, dingtalk, inbox, paper",
        );
        decoder.problem(Code::OneOf, span, message, Some(help));
    }
    Some(ChannelRule { way: ways.pop()?, per_minute, per_day })
}

fn flag(decoder: &mut Decoder, node: &Node, way: Way) -> Option<Way> {
    decoder.boolean(node).filter(|flag| flag.value).map(|_| way)
}

fn smtp(decoder: &mut Decoder, node: &Node) -> Option<Way> {
    let mut fields = decoder.fields(node)?;
    let host = fields.required(decoder, w::HOST, Decoder::text);
    let port = Bilingual::new("一个端口，例如 25、465、587", "a port such as 25, 465, 587");
    let port = fields.required(decoder, w::PORT, |decoder, node| decoder.parsed::<u16>(node, port));
    let from = fields.required(decoder, w::FROM, Decoder::text);
    let words = [(w::NONE, SmtpSecurity::None), (w::STARTTLS, SmtpSecurity::StartTls), (w::TLS, SmtpSecurity::Tls)];
    let security = fields.required(decoder, w::SECURITY, |decoder, node| decoder.word(node, &words));
    let user = fields.optional(decoder, w::USER, Decoder::text);
    let password = if user.is_some() {
        fields.required(decoder, w::PASSWORD, variable)
    } else {
        fields.optional(decoder, w::PASSWORD, variable)
    };
    fields.finish(decoder);
    let login = user.map(|user| user.value).zip(password);
    Some(Way::Smtp(SmtpRule {
        host: host?.value,
        port: port?.value,
        from: from?.value,
        security: security?.value,
        login,
    }))
}

fn webhook(decoder: &mut Decoder, node: &Node) -> Option<Way> {
    let mut fields = decoder.fields(node)?;
    let url = fields.required(decoder, w::URL, Decoder::text);
    let secret = fields.required(decoder, w::SECRET, variable);
    fields.finish(decoder);
    Some(Way::Webhook { url: url?.value, secret: secret? })
}

fn wecom(decoder: &mut Decoder, node: &Node) -> Option<Way> {
    let mut fields = decoder.fields(node)?;
    let url = fields.required(decoder, w::URL_VARIABLE, variable);
    fields.finish(decoder);
    Some(Way::Wecom { url: url? })
}

fn dingtalk(decoder: &mut Decoder, node: &Node) -> Option<Way> {
    let mut fields = decoder.fields(node)?;
    let url = fields.required(decoder, w::URL_VARIABLE, variable);
    let secret = fields.optional(decoder, w::SECRET, variable);
    fields.finish(decoder);
    Some(Way::Dingtalk { url: url?, secret })
}

/// The name of an environment variable; a secret itself written there is not shown again.
pub(super) fn variable(decoder: &mut Decoder, node: &Node) -> Option<Variable> {
    let scalar = decoder.scalar(node)?.clone();
    let fits = |character: char| character.is_ascii_uppercase() || character.is_ascii_digit() || character == '_';
    let sound = scalar.text.chars().all(fits) && scalar.text.starts_with(|first: char| first.is_ascii_uppercase());
    if sound {
        return Some(Variable(scalar.text));
    }
    let message = Bilingual::new(
        "应为环境变量的名字，由大写字母、数字和 _ 组成",
        "expected the name of an environment variable, of capital letters, digits and _",
    );
    let help = Bilingual::new(
        "密钥不写进文件：写上变量名，例如 DOUDI_SMS_KEY，启动服务前设好这个变量",
        "no secret stands in a file: write a name such as DOUDI_SMS_KEY and set the variable before the server starts",
    );
    decoder.problem(Code::BadName, scalar.span, message, Some(help));
    None
}

fn order(decoder: &mut Decoder, node: &Node, known: &IndexMap<String, ChannelRule>) -> Vec<String> {
    let names = decoder.every(node, |decoder, node| {
        let name: Spanned<String> = decoder.name(node)?;
        if known.contains_key(&name.value) {
            return Some(name.value);
        }
        let message =
            Bilingual::new(format!("没有通道“{}”", name.value), format!("there is no channel `{}`", name.value));
        let names: Vec<&str> = known.keys().map(String::as_str).collect();
        let help = nearest(&name.value, names.iter().copied()).map_or_else(
            || Bilingual::new(format!("现有：{}", names.join("、")), format!("there are: {}", names.join(", "))),
            |near| Bilingual::new(format!("是不是 {near}？"), format!("did you mean `{near}`?")),
        );
        decoder.problem(Code::UnknownReference, name.span, message, Some(help));
        None
    });
    let mut once: Vec<String> = Vec::new();
    names.into_iter().for_each(|name| {
        if !once.contains(&name) {
            once.push(name);
        }
    });
    once
}

fn template(decoder: &mut Decoder, node: &Node, known: &IndexMap<String, ChannelRule>) -> Option<TemplateRule> {
    let mut fields = decoder.fields(node)?;
    let channels = fields.optional(decoder, w::CHANNELS, |decoder, node| Some(order(decoder, node, known)));
    let words = [(w::LOW, Urgency::Low), (w::NORMAL, Urgency::Normal), (w::HIGH, Urgency::High)];
    let urgency = fields.optional(decoder, w::URGENCY, |decoder, node| decoder.word(node, &words));
    fields.finish(decoder);
    Some(TemplateRule {
        channels: channels.unwrap_or_default(),
        urgency: urgency.map(|urgency| urgency.value).unwrap_or_default(),
    })
}

fn digest(decoder: &mut Decoder, node: &Node, known: &IndexMap<String, ChannelRule>) -> Option<DigestRule> {
    let mut fields = decoder.fields(node)?;
    let at = fields.required(decoder, w::AT, |decoder, node| {
        let scalar = decoder.scalar(node)?.clone();
        match Schedule::parse(&scalar.text) {
            Ok(schedule) => Some(schedule),
            Err(error) => {
                decoder.problem(Code::BadScalar, scalar.span, error.message, Some(error.help));
                None
            }
        }
    });
    let calendar = fields.optional(decoder, w::CALENDAR, Decoder::name);
    let channels = fields.optional(decoder, w::CHANNELS, |decoder, node| Some(order(decoder, node, known)));
    fields.finish(decoder);
    Some(DigestRule {
        at: at?,
        calendar: calendar.map(|calendar| calendar.value),
        channels: channels.unwrap_or_default(),
    })
}

fn within(decoder: &mut Decoder, node: &Node, most: u32, expected: Bilingual) -> Option<u32> {
    let number = decoder.parsed::<u32>(node, expected.clone())?.value;
    if (1..=most).contains(&number) { Some(number) } else { decoder.bad_scalar(node, expected) }
}
