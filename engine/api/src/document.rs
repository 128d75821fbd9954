//! The OpenAPI document: built from the routes themselves, so that it cannot say otherwise than they do.

use std::sync::LazyLock;

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use utoipa::OpenApi as _;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, Required, ResponseBuilder};

use crate::problem::PROBLEM_JSON;
use crate::routes;
use crate::wire::{Problem, Status};

/// What the scheme of authentication is called in the document.
const TOKEN: &str = "token";

static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    let (_, mut document) = routes::all().split_for_parts();
    complete(&mut document);
    document.to_json().unwrap_or_default()
});

/// The OpenAPI 3.1 document of the API, as JSON.
pub fn document() -> &'static str {
    &DOCUMENT
}

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "兜底 Doudi",
        description = "社会救助办件流程引擎的接口。A process engine for public casework.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    components(schemas(Problem, Status)),
    tags(
        (name = "办件", description = "Cases: start, find, show."),
        (name = "办理", description = "What people and outside systems do with cases."),
        (name = "待办", description = "Inboxes."),
        (name = "运行异常", description = "Cases that stand still, and notifications that did not leave."),
        (name = "通知", description = "What people were told, how they want to be told, paper and corrections."),
        (name = "本人", description = "Who asks."),
        (name = "服务", description = "The server itself; no token."),
    )
)]
struct Frame;

/// What the document says apart from the routes.
pub(crate) fn frame() -> OpenApi {
    Frame::openapi()
}

/// Describe the API
#[utoipa::path(
    get, path = "/api/openapi.json", tag = "服务",
    responses((status = 200, description = "This document.", body = Object, content_type = "application/json"))
)]
pub(crate) async fn openapi() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], document())
}

/// Adds what holds for every operation alike.
fn complete(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("doudi_…")
        .description(Some("A token of access, as the administrator issues it."));
    components.add_security_scheme(TOKEN, SecurityScheme::Http(scheme.build()));
    for (path, item) in &mut document.paths.paths {
        let needs_token = path.starts_with(routes::V1);
        if let Some(post) = &mut item.post {
            post.parameters.get_or_insert_default().push(RefOr::T(idempotency_key()));
        }
        for operation in operations(item).filter(|_| needs_token) {
            operation.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(TOKEN, [])]);
            operation.responses.responses.insert("default".to_owned(), RefOr::T(problem()));
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post].into_iter().flatten()
}

fn problem() -> utoipa::openapi::Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description("Refused, or failed; nothing was done.").content(PROBLEM_JSON, content).build()
}

fn idempotency_key() -> Parameter {
    let text =
        ObjectBuilder::new().schema_type(SchemaType::new(Type::String)).min_length(Some(1)).max_length(Some(200));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID."))
        .schema(Some(text.build()))
        .build()
}
