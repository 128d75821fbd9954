//! How notifications leave a site: by a mail server, or into a folder.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};
use definition::bilingual::Bilingual;
use notification::{Address, Channel, Directory, Login, Secret, Security, Smtp, SmtpSettings};
use scheduler::Post;
use service::notifications::Rules;

use crate::channels;
use crate::failure::Failure;

/// The environment variable with the password of the mail account.
const PASSWORD_VARIABLE: &str = "DOUDI_SMTP_PASSWORD";
/// The folder mails are put into when no server is named.
const FOLDER: &str = "mail";
/// The file of notification rules in the data folder.
const RULES: &str = "notifications.yaml";

/// How mail leaves.
#[derive(Args, Clone, Debug)]
pub struct PostArguments {
    /// 邮件服务器 主机:端口；不写则放进数据目录的 mail 文件夹 / Mail server HOST:PORT; without it mails go into the folder `mail`
    #[arg(long, env = "DOUDI_SMTP", value_name = "HOST:PORT")]
    pub smtp: Option<String>,
    /// 邮件连接的加密方式：none、starttls、tls / Encryption of the connection: none, starttls, tls
    #[arg(long, env = "DOUDI_SMTP_SECURITY", value_enum, default_value = "none", hide_possible_values = true)]
    pub smtp_security: Encryption,
    /// 邮件账号；密码只从环境变量 DOUDI_SMTP_PASSWORD 读取 / Mail account; its password comes from DOUDI_SMTP_PASSWORD only
    #[arg(long, env = "DOUDI_SMTP_USER", value_name = "NAME")]
    pub smtp_user: Option<String>,
    /// 发件地址 / Sender's address
    #[arg(long, env = "DOUDI_MAIL_FROM", default_value = "doudi@localhost.localdomain", value_name = "MAIL")]
    pub mail_from: String,
    /// 通知规则文件；不写则用数据目录里的 notifications.yaml（如有） / File of notification rules; without it notifications.yaml in the data folder, if there is one
    #[arg(long, env = "DOUDI_NOTIFICATIONS", value_name = "FILE")]
    pub notifications: Option<PathBuf>,
}

/// Encryption of the connection to the mail server.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Encryption {
    /// None.
    None,
    /// After the greeting.
    Starttls,
    /// From the first byte.
    Tls,
}

impl PostArguments {
    /// The rules people are told by, and the channels these name.
    pub fn post(&self, folder: &Path, is_virtual: bool) -> anyhow::Result<(Rules, Post)> {
        let usual = folder.join(RULES);
        let file = self.notifications.clone().or_else(|| usual.exists().then_some(usual));
        let rules = file.map_or_else(|| Ok(Rules::default()), |file| channels::rules(&file))?;
        let mut post = Post::new();
        for (name, rule) in &rules.channels {
            let channel =
                match channels::channel(&rule.way, &mail_folder(folder).join(name), is_virtual, &self.mail_from)? {
                    Some(channel) => channel,
                    None => self.channel(folder, is_virtual)?,
                };
            post = post.with(name, channel, rule.per_minute);
        }
        Ok((rules, post))
    }

    /// The channel of mail. A database in virtual time mails into its folder only: nobody is told of days that never were.
    pub fn channel(&self, folder: &Path, is_virtual: bool) -> anyhow::Result<Channel> {
        let from = Address::new("兜底", &self.mail_from);
        match &self.smtp {
            Some(_) if is_virtual => bail!(Failure::new(Bilingual::new(
                "这是虚拟时间的数据库，邮件只能放进文件夹，不能发出",
                "this database runs on virtual time; its mails go into a folder only",
            ))),
            Some(server) => Ok(Channel::Smtp(Smtp::new(self.settings(server, from)?)?)),
            None => Ok(Channel::Directory(Directory::new(mail_folder(folder), &from)?)),
        }
    }

    fn settings(&self, server: &str, from: Address) -> anyhow::Result<SmtpSettings> {
        let wrong = || {
            Failure::new(Bilingual::new(
                format!("邮件服务器应写成 主机:端口，写的是 {server}"),
                format!("expected a mail server as HOST:PORT, found {server}"),
            ))
        };
        let (host, port) = server.rsplit_once(':').ok_or_else(wrong)?;
        let mut settings = SmtpSettings::new(host, port.parse().map_err(|_| wrong())?, from);
        settings.security = match self.smtp_security {
            Encryption::None => Security::None,
            Encryption::Starttls => Security::StartTls,
            Encryption::Tls => Security::Tls,
        };
        if let Some(username) = &self.smtp_user {
            let password = std::env::var(PASSWORD_VARIABLE).unwrap_or_default();
            settings.login = Some(Login { username: username.clone(), password: Secret::new(password) });
        }
        Ok(settings)
    }
}

/// The folder of a site that mails are put into.
pub fn mail_folder(folder: &Path) -> PathBuf {
    folder.join(FOLDER)
}
