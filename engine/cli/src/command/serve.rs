//! `doudi serve`: publishes the rulebook, serves people over HTTP and time from the clock, until told to stop.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use definition::bilingual::{Bilingual, Language};
use scheduler::Post;
use service::{Service, Unpublished};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::Outcome;
use crate::console;
use crate::failure::Failure;
use crate::output;
use crate::post::PostArguments;
use crate::site::{Opening, Site, SiteArguments};
use crate::texts::Texts;

/// 启动服务 / Start the server
#[derive(Args, Debug)]
pub struct Serve {
    #[command(flatten)]
    site: SiteArguments,
    #[command(flatten)]
    post: PostArguments,
    /// 流程等文件所在目录，可写多个 / Folder or file with processes, parameters and so on; may be given more than once
    #[arg(long, env = "DOUDI_WORKFLOWS", default_value = "workflows", value_name = "PATH")]
    workflows: Vec<PathBuf>,
    /// 监听地址 / Address to listen on
    #[arg(long, env = "DOUDI_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: SocketAddr,
}

impl Serve {
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        super::runtime()?.block_on(async {
            let listener = listen(self.listen).await?;
            let opening = Opening { create: true, ..Opening::existing() };
            let site = self.site.open(opening).await?;
            publish(&site.service, &self.workflows).await?;
            let (rules, post) = self.post.post(&site.folder, site.service.is_virtual())?;
            site.service.use_rules(rules);
            serve(site, post, listener, language).await?;
            Ok(Outcome::Good)
        })
    }
}

/// Publishes what is new of a rulebook; refuses a changed text without a new version.
pub async fn publish(service: &Service, workflows: &[PathBuf]) -> anyhow::Result<()> {
    let texts = Texts::collect(workflows)?;
    match service.publish(&texts.all(), "serve").await {
        Ok(_) => Ok(()),
        Err(Unpublished::Failed(error)) => Err(error.into()),
        Err(unpublished) => {
            let reason = console::refused(&unpublished).message;
            Err(Failure::new(Bilingual::new(
                format!("流程没有发布，服务未启动：\n{}", reason.zh),
                format!("the rulebook was not published and the server not started:\n{}", reason.en),
            ))
            .into())
        }
    }
}

/// Takes the address to listen on, before anything long is begun.
pub async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let taken = TcpListener::bind(address).await.map_err(|error| {
        let told = Bilingual::new(format!("不能在 {address} 上监听"), format!("cannot listen on {address}"));
        Failure::because(told, error)
    });
    Ok(taken?)
}

/// Serves an opened site until Ctrl-C or a termination signal.
pub async fn serve(site: Site, post: Post, listener: TcpListener, language: Language) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    let stop = CancellationToken::new();
    let scheduler = tokio::spawn(scheduler::run(site.service.clone(), post, stop.clone()));
    // Open before anybody is told that the server is: whoever asks the console next must not find the folder locked.
    let console = console::listen(&site.folder)?;
    let at_console = tokio::spawn(console.answer(site.service.clone(), stop.clone()));
    let ready = match language {
        Language::Zh => format!("服务已启动：http://{address}（Ctrl-C 停止）\n"),
        Language::En => format!("serving on http://{address} (Ctrl-C stops it)\n"),
    };
    output::say(&ready)?;
    let signal = stop.clone();
    let shutdown = async move {
        stopped().await;
        signal.cancel();
    };
    api::serve(listener, site.service.clone(), shutdown).await?;
    stop.cancel();
    // Both end by the same token; what they were doing is finished or will be found again.
    let _ = tokio::join!(scheduler, at_console);
    site.service.stop().await?;
    Ok(())
}

/// Waits for Ctrl-C or a termination signal.
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
