//! What whoever opens the address in a browser gets: the application, or how to get it.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};
use service::Service;

use crate::pages;

/// The application, for people
#[utoipa::path(
    get, path = "/", tag = "服务",
    responses((status = 200, description = "A page in Chinese and English.", body = String, content_type = "text/html"))
)]
pub(crate) async fn home(State(service): State<Service>, headers: HeaderMap) -> Response {
    pages::index(&headers).unwrap_or_else(|| without_pages(&service).into_response())
}

/// A program built without Node has no pages and says how to get them.
fn without_pages(service: &Service) -> Html<String> {
    let notice = if service.is_virtual() { virtual_notice(service) } else { String::new() };
    Html(format!(
        r#"<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>兜底</title></head>
<body>
<h1>兜底：社会救助办件流程引擎</h1>
{notice}<p>服务正在运行。这个程序编译时没有带上办理页面：请安装 Node 20 以上，运行 <code>web/build.sh</code>，再重新编译。</p>
<p lang="en">The server runs. This program was built without its pages: install Node 20 or newer, run <code>web/build.sh</code>, and build again.</p>
<ul>
<li><a href="/api/openapi.json">接口说明（OpenAPI 3.1）</a></li>
<li>安装和使用说明：随程序附带的 README.md</li>
</ul>
</body>
</html>
"#
    ))
}

/// Everyone who sees this database must know that nothing in it is real.
fn virtual_notice(service: &Service) -> String {
    format!(
        "<p><strong>虚拟时间：{}。</strong>这是演示或测试用的数据库，其中的办件都不是真的，也不向外发信。</p>\n",
        service.now().shown()
    )
}
