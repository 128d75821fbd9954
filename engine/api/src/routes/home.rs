//! A page for whoever opens the address in a browser.

use axum::extract::State;
use axum::response::Html;
use service::Service;

/// What this is, for people
#[utoipa::path(
    get, path = "/", tag = "服务",
    responses((status = 200, description = "A page in Chinese.", body = String, content_type = "text/html"))
)]
pub(crate) async fn home(State(service): State<Service>) -> Html<String> {
    let notice = if service.is_virtual() { virtual_notice(&service) } else { String::new() };
    Html(format!(
        r#"<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>兜底</title></head>
<body>
<h1>兜底：社会救助办件流程引擎</h1>
{notice}<p>服务正在运行。办理页面尚未提供，现可通过接口使用。</p>
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
