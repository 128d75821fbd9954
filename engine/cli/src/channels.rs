//! From the rules of a site to its channels: secrets come from the environment only.

use std::path::Path;

use definition::bilingual::Bilingual;
use definition::notifications::{self, HeaderValue, Rules, SmsRule, SmtpRule, SmtpSecurity, Variable, Way};
use definition::text::SourceText;
use notification::{
    Address, Channel, Dingtalk, Directory, Inbox, Login, Paper, Secret, Security, Sms, SmsSettings, SmsSignature,
    SmsSuccess, Smtp, SmtpSettings, Webhook, Wecom,
};

use crate::failure::Failure;

/// Reads a file of rules; fails with everything that is wrong with it.
pub fn rules(file: &Path) -> anyhow::Result<Rules> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        let (zh, en) = (format!("读不了 {}", file.display()), format!("{} cannot be read", file.display()));
        Failure::because(Bilingual::new(zh, en), error)
    })?;
    let source = SourceText::new(file.display().to_string(), text);
    let (rules, problems) = notifications::read(&source);
    if problems.is_empty() {
        return Ok(rules);
    }
    let told = |zh: bool| {
        let lines = problems.iter().map(|problem| {
            let help = problem.help.clone().unwrap_or_default();
            let (message, help) = if zh { (&problem.message.zh, help.zh) } else { (&problem.message.en, help.en) };
            format!("{} {} {message} {help}", problem.place(), problem.code.as_str())
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    Err(Failure::new(Bilingual::new(
        format!("通知规则有误：\n{}", told(true)),
        format!("the notification rules are wrong:\n{}", told(false)),
    ))
    .into())
}

/// The channel of a way; none where the command line says how mail leaves. In virtual time nothing leaves but into a folder.
pub fn channel(way: &Way, folder: &Path, is_virtual: bool, from: &str) -> anyhow::Result<Option<Channel>> {
    let into = |folder: &Path| -> anyhow::Result<Channel> {
        Ok(Channel::Directory(Directory::new(folder, &Address::new("兜底", from))?))
    };
    Ok(Some(match way {
        Way::Site => return Ok(None),
        Way::Inbox => Channel::Inbox(Inbox),
        Way::Paper => Channel::Paper(Paper),
        Way::Folder { path } => into(Path::new(path))?,
        Way::Smtp(_) | Way::Webhook { .. } | Way::Sms(_) | Way::Wecom { .. } | Way::Dingtalk { .. } if is_virtual => {
            into(folder)?
        }
        Way::Smtp(rule) => Channel::Smtp(Smtp::new(smtp(rule)?)?),
        Way::Webhook { url, secret: name } => Channel::Webhook(Webhook::new(url, secret(name)?, None)?),
        Way::Sms(rule) => Channel::Sms(Sms::new(sms(rule)?)?),
        Way::Wecom { url } => Channel::Wecom(Wecom::new(secret(url)?)?),
        Way::Dingtalk { url, secret: name } => {
            let name = name.as_ref().map(secret).transpose()?;
            Channel::Dingtalk(Dingtalk::new(secret(url)?, name)?)
        }
    }))
}

fn smtp(rule: &SmtpRule) -> anyhow::Result<SmtpSettings> {
    let mut settings = SmtpSettings::new(&rule.host, rule.port, Address::new("兜底", &rule.from));
    settings.security = match rule.security {
        SmtpSecurity::None => Security::None,
        SmtpSecurity::StartTls => Security::StartTls,
        SmtpSecurity::Tls => Security::Tls,
    };
    if let Some((username, password)) = &rule.login {
        settings.login = Some(Login { username: username.clone(), password: secret(password)? });
    }
    Ok(settings)
}

fn sms(rule: &SmsRule) -> anyhow::Result<SmsSettings> {
    let mut headers = Vec::new();
    for (name, value) in &rule.headers {
        headers.push((
            name.clone(),
            match value {
                HeaderValue::Text(text) => text.clone(),
                HeaderValue::Variable(name) => variable(name)?,
            },
        ));
    }
    let signature = match &rule.signature {
        None => None,
        Some((header, name, is_base64)) => {
            Some(SmsSignature { header: header.clone(), secret: secret(name)?, is_base64: *is_base64 })
        }
    };
    Ok(SmsSettings {
        method: rule.method.clone(),
        url: rule.url.clone(),
        headers,
        body: rule.body.clone(),
        signature,
        success: SmsSuccess { status: rule.status, value: rule.value.clone(), permanent: rule.permanent.clone() },
        authority_pem: None,
    })
}

fn secret(name: &Variable) -> anyhow::Result<Secret> {
    Ok(Secret::new(variable(name)?))
}

fn variable(name: &Variable) -> anyhow::Result<String> {
    let found = std::env::var(&name.0).ok().filter(|found| !found.trim().is_empty());
    found.ok_or_else(|| {
        let Variable(name) = name;
        Failure::new(Bilingual::new(
            format!("环境变量 {name} 没有设置，通知规则要用它"),
            format!("the environment variable {name} is not set, but the notification rules need it"),
        ))
        .into()
    })
}
