//! What an editor asks, in its words, and the answer in them.

use std::collections::HashMap;

use authoring::editor::{CompletionKind, Location};
use lsp_server::{ErrorCode, Request};
use lsp_types::request::{
    Completion, GotoDefinition, HoverRequest, PrepareRenameRequest, References, Rename, Request as _,
};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionParams, CompletionTextEdit, GotoDefinitionParams, Hover,
    HoverContents, HoverParams, MarkupContent, MarkupKind, ReferenceParams, RenameParams, TextDocumentPositionParams,
    TextEdit, Uri, WorkspaceEdit,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::place;
use super::rulebook::Rulebook;

/// Why there is no answer.
pub(super) struct NoAnswer {
    pub code: i32,
    pub text: String,
}

type Answer = Result<Value, NoAnswer>;

/// Answers one request.
pub(super) fn answer(rulebook: &Rulebook, request: Request) -> Answer {
    let parameters = request.params;
    match request.method.as_str() {
        Completion::METHOD => complete(rulebook, &asked::<CompletionParams>(parameters)?.text_document_position),
        GotoDefinition::METHOD => {
            let asked = asked::<GotoDefinitionParams>(parameters)?.text_document_position_params;
            at(rulebook, &asked, |path, offset| rulebook.desk.definition(path, offset)).and_then(locations)
        }
        References::METHOD => {
            let asked = asked::<ReferenceParams>(parameters)?.text_document_position;
            at(rulebook, &asked, |path, offset| rulebook.desk.references(path, offset)).and_then(locations)
        }
        HoverRequest::METHOD => hover(rulebook, &asked::<HoverParams>(parameters)?.text_document_position_params),
        PrepareRenameRequest::METHOD => prepare(rulebook, &asked(parameters)?),
        Rename::METHOD => rename(rulebook, &asked(parameters)?),
        other => Err(no_answer(ErrorCode::MethodNotFound, format!("{other} is not answered"))),
    }
}

fn asked<T: DeserializeOwned>(parameters: Value) -> Result<T, NoAnswer> {
    serde_json::from_value(parameters).map_err(|error| no_answer(ErrorCode::InvalidParams, error.to_string()))
}

fn said(value: impl Serialize) -> Answer {
    serde_json::to_value(value).map_err(|error| no_answer(ErrorCode::InternalError, error.to_string()))
}

fn no_answer(code: ErrorCode, text: String) -> NoAnswer {
    NoAnswer { code: code as i32, text }
}

/// What is found at a place of a file that is open.
fn at<T>(
    rulebook: &Rulebook,
    asked: &TextDocumentPositionParams,
    find: impl FnOnce(&str, usize) -> T,
) -> Result<T, NoAnswer> {
    let uri = &asked.text_document.uri;
    let Some((path, source)) = rulebook.text(uri) else {
        return Err(no_answer(ErrorCode::InvalidParams, format!("{} is not open", uri.as_str())));
    };
    Ok(find(&path, place::offset(&source, asked.position)))
}

fn complete(rulebook: &Rulebook, asked: &TextDocumentPositionParams) -> Answer {
    let found = at(rulebook, asked, |path, offset| rulebook.desk.complete(path, offset))?;
    let source = rulebook.text(&asked.text_document.uri).map(|(_, source)| source);
    let Some(source) = source else { return said(Vec::<CompletionItem>::new()) };
    let items: Vec<CompletionItem> = found
        .into_iter()
        .enumerate()
        .map(|(number, one)| CompletionItem {
            label: one.label.clone(),
            kind: Some(match one.kind {
                CompletionKind::Key => CompletionItemKind::PROPERTY,
                CompletionKind::Word => CompletionItemKind::ENUM_MEMBER,
                CompletionKind::Name => CompletionItemKind::REFERENCE,
            }),
            detail: Some(one.detail),
            filter_text: Some(one.label),
            sort_text: Some(format!("{number:05}")),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit {
                range: place::range(&source, one.span),
                new_text: one.insert,
            })),
            ..CompletionItem::default()
        })
        .collect();
    said(items)
}

fn locations(found: Vec<Location>) -> Answer {
    let locations: Vec<lsp_types::Location> = found
        .into_iter()
        .filter_map(|one| {
            let uri = place::uri(&one.source.path)?;
            Some(lsp_types::Location { uri, range: place::range(&one.source, one.span) })
        })
        .collect();
    said(locations)
}

fn hover(rulebook: &Rulebook, asked: &TextDocumentPositionParams) -> Answer {
    let found = at(rulebook, asked, |path, offset| rulebook.desk.hover(path, offset))?;
    said(found.map(|(value, location)| Hover {
        contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value }),
        range: Some(place::range(&location.source, location.span)),
    }))
}

fn prepare(rulebook: &Rulebook, asked: &TextDocumentPositionParams) -> Answer {
    let span = at(rulebook, asked, |path, offset| rulebook.desk.renameable(path, offset))?;
    let source = rulebook.text(&asked.text_document.uri).map(|(_, source)| source);
    said(span.zip(source).map(|(span, source)| place::range(&source, span)))
}

// The protocol's own type is a map of URIs; they are never changed while they are keys.
#[expect(clippy::mutable_key_type, reason = "the type is lsp-types'")]
fn rename(rulebook: &Rulebook, asked: &RenameParams) -> Answer {
    let place = &asked.text_document_position;
    let renamed = at(rulebook, place, |path, offset| rulebook.desk.rename(path, offset, &asked.new_name))?;
    let renaming = renamed.map_err(|refusal| {
        let text = refusal.0.get(rulebook.desk.language()).to_owned();
        no_answer(ErrorCode::RequestFailed, text)
    })?;
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for (path, edits) in renaming {
        let (Some(uri), Some(source)) = (place::uri(&path), rulebook.desk.text(&path)) else { continue };
        let edits =
            edits.into_iter().map(|edit| TextEdit { range: place::range(source, edit.span), new_text: edit.text });
        changes.insert(uri, edits.collect());
    }
    said(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
}
