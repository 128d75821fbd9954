//! The console: what the machine's own administrator asks, whether the server runs or not. A running server is asked through
//! a socket in the data folder that only the folder's owner can open; else the site is opened under its lock.

mod execute;
mod notify;
mod request;
mod socket;

pub use execute::refused;
pub use notify::Notify;
pub use request::{Reply, Request};
pub use socket::listen;

use crate::site::{Opening, SiteArguments};

/// Asks the running server, or opens the site to carry it out.
pub async fn ask(site: &SiteArguments, request: Request) -> anyhow::Result<Reply> {
    if let Some(reply) = socket::ask(&site.data, &request).await? {
        return Ok(reply);
    }
    let opening = Opening { create: matches!(request, Request::Publish { .. }), ..Opening::existing() };
    let opened = site.open(opening).await?;
    let reply = execute::execute(&opened.service, request).await;
    opened.service.stop().await?;
    Ok(reply)
}
