//! `doudi demo`: 20 April 2020 in one county, lived through in virtual time, then served.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use definition::bilingual::{Bilingual, Language};
use definition::workspace::Workspace;
use service::{Ids, PersonName, Service};

use super::{Outcome, serve};
use crate::demo::{Day, live, report, staff};
use crate::failure::Failure;
use crate::output;
use crate::post::{PostArguments, mail_folder};
use crate::site::{Opening, SiteArguments};
use crate::texts::Texts;

/// The file the made-up officers are kept in.
const PEOPLE_FILE: &str = "demo-people.yaml";
/// What the demonstration's tokens are called.
const TOKEN: &str = "demo";

/// 演示：虚拟时间里的 2020 年 4 月 20 日 / Demonstration: 20 April 2020 in virtual time
#[derive(Args, Debug)]
pub struct Demo {
    #[command(flatten)]
    site: SiteArguments,
    #[command(flatten)]
    post: PostArguments,
    /// 流程等文件所在目录 / Folder with processes, parameters and so on
    #[arg(long, env = "DOUDI_WORKFLOWS", default_value = "workflows", value_name = "DIR")]
    workflows: PathBuf,
    /// 监听地址 / Address to listen on
    #[arg(long, env = "DOUDI_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: SocketAddr,
    /// 多少户申请 / How many households apply
    #[arg(long, default_value = "200", value_name = "N")]
    households: usize,
    /// 随机种子 / Seed of chance
    #[arg(long, default_value = "20200420", value_name = "N")]
    seed: u64,
    /// 演示完就结束，不启动服务 / Only play the day, do not serve
    #[arg(long)]
    no_serve: bool,
}

impl Demo {
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        super::runtime()?.block_on(self.play(language))
    }

    async fn play(&self, language: Language) -> anyhow::Result<Outcome> {
        let listener = if self.no_serve { None } else { Some(serve::listen(self.listen).await?) };
        let is_new = self.site.is_new();
        let start = Some(crate::demo::opens_at());
        // Repeatable identities for the day itself only: a second start at the same virtual instant must not repeat them.
        let ids = if is_new { Ids::seeded(self.seed) } else { Ids::Random };
        let opening = Opening { virtual_start: start, ids, create: true };
        let site = self.site.open(opening).await?;
        if !site.service.is_virtual() {
            return Err(Failure::new(Bilingual::new(
                "这个数据目录是真实时间的，不能用来演示；请换一个 --data 目录",
                "this data folder runs on real time and cannot be a demonstration; name another one with --data",
            ))
            .into());
        }
        let texts = Texts::collect(std::slice::from_ref(&self.workflows))?.all();
        let workspace = definition::check(&texts, site.service.now().date());
        let staff = staff(&workspace.organisation, self.seed);
        let people = site.folder.join(PEOPLE_FILE);
        std::fs::write(&people, &staff.text)?;
        serve::publish(&site.service, &[self.workflows.clone(), people]).await?;
        let (rules, channel) = self.post.post(&site.folder, true)?;
        site.service.use_rules(rules);
        if is_new {
            output::say(&welcome(self.households, &workspace, language))?;
            let day = live(&site.service, &channel, &staff, self.households, self.seed).await?;
            output::say(&report(&site.service, &staff, &day, language).await?)?;
            output::say(&counted(&day, &site.folder, language))?;
        } else {
            output::say(match language {
                Language::Zh => "演示数据已在，直接启动。\n",
                Language::En => "the demonstration's data is there already; starting.\n",
            })?;
        }
        let Some(listener) = listener else {
            site.service.stop().await?;
            return Ok(Outcome::Good);
        };
        let village = staff.villages.first();
        let shown: Vec<String> =
            village.map(|village| vec![village.clerk.clone(), village.officer.clone()]).unwrap_or_default();
        let shown = shown.into_iter().chain([staff.county_clerk.clone()]);
        output::say(&tokens(&site.service, shown.collect(), self.listen, language).await?)?;
        serve::serve(site, channel, listener, language).await?;
        Ok(Outcome::Good)
    }
}

fn welcome(households: usize, workspace: &Workspace, language: Language) -> String {
    let offices = workspace.organisation.offices().len();
    match language {
        Language::Zh => format!(
            "兜底演示：敦化市（{offices} 个机构），2020 年 4 月 20 日，{households} 户申请疫情期间先行纳入（吉民发〔2020〕7号 二(七)）。人员、家庭均为虚构。\n"
        ),
        Language::En => format!(
            "Demonstration: Dunhua ({offices} offices), 20 April 2020, {households} households apply for the epidemic fast track (吉民发〔2020〕7号 二(七)). All people are made up.\n"
        ),
    }
}

fn counted(day: &Day, folder: &Path, language: Language) -> String {
    let Day { commands, refused, fired, mails, .. } = day;
    let folder = mail_folder(folder);
    let folder = folder.display();
    match language {
        Language::Zh => format!(
            "共办理 {commands} 次（其中被拒 {refused} 次），到时处理 {fired} 次，发出邮件 {mails} 封，见 {folder}\n"
        ),
        Language::En => {
            format!("{commands} commands ({refused} refused), {fired} rungs and timers, {mails} mails, see {folder}\n")
        }
    }
}

/// Fresh tokens for three officers, and how to use them.
async fn tokens(
    service: &Service,
    people: Vec<String>,
    listen: SocketAddr,
    language: Language,
) -> anyhow::Result<String> {
    for old in service.tokens().await?.into_iter().filter(|token| token.name == TOKEN && token.revoked_at.is_none()) {
        service.revoke_token(&old.id.to_string()).await?;
    }
    let mut told = match language {
        Language::Zh => "\n三名经办人的令牌（本次启动有效）：\n".to_owned(),
        Language::En => "\nTokens of three officers (for this run):\n".to_owned(),
    };
    for person in people {
        let token = service.add_token(&PersonName::new(&person), TOKEN, None).await?;
        told.push_str(&format!("  {person:<24} {token}\n"));
    }
    told.push_str(&match language {
        Language::Zh => format!("试一试：curl -H \"Authorization: Bearer 令牌\" http://{listen}/api/v1/tasks\n接口说明：http://{listen}/api/openapi.json\n\n"),
        Language::En => format!("Try: curl -H \"Authorization: Bearer TOKEN\" http://{listen}/api/v1/tasks\nThe API: http://{listen}/api/openapi.json\n\n"),
    });
    Ok(told)
}
