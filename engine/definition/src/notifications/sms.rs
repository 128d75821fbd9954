//! The SMS gateway in the file.

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::source::decode::Decoder;
use crate::yaml::Node;

use super::read::variable;
use super::words as w;
use super::{HeaderValue, SmsRule, Variable, Way};

/// What may stand in braces.
const PLACES: [&str; 4] = ["{phone}", "{text}", "{id}", "{timestamp}"];

/// `sms: {method, url, headers, body, signature, success}`
pub(super) fn sms(decoder: &mut Decoder, node: &Node) -> Option<Way> {
    let mut fields = decoder.fields(node)?;
    let method = fields.optional(decoder, w::METHOD, method).unwrap_or_else(|| "POST".to_owned());
    let url = fields.required(decoder, w::URL, placed);
    let headers = fields.optional(decoder, w::HEADERS, headers).unwrap_or_default();
    let body = fields.optional(decoder, w::BODY, placed).unwrap_or_default();
    let signature = fields.optional(decoder, w::SIGNATURE, signature);
    let success = fields.optional(decoder, w::SUCCESS, success).unwrap_or_default();
    let span = fields.span;
    fields.finish(decoder);
    let url = url?;
    if !format!("{url}{body}").contains("{phone}") || !format!("{url}{body}").contains("{text}") {
        let message =
            Bilingual::new("url 或 body 里应有 {phone} 和 {text}", "expected {phone} and {text} in `url` or `body`");
        let help = Bilingual::new("把收件号码和短信内容的位置写进请求", "say where number and text go in the request");
        decoder.problem(Code::WrongShape, span, message, Some(help));
    }
    let Success { status, value, permanent } = success;
    Some(Way::Sms(Box::new(SmsRule { method, url, headers, body, signature, status, value, permanent })))
}

#[derive(Default)]
struct Success {
    status: Option<u16>,
    value: Option<(String, String)>,
    permanent: Vec<String>,
}

fn method(decoder: &mut Decoder, node: &Node) -> Option<String> {
    let text = decoder.text(node)?.value;
    if matches!(text.as_str(), "POST" | "GET" | "PUT") {
        return Some(text);
    }
    decoder.bad_scalar(node, Bilingual::new("POST、GET 或 PUT", "POST, GET or PUT"))
}

/// A text with places; a place nobody fills is told.
fn placed(decoder: &mut Decoder, node: &Node) -> Option<String> {
    let scalar = decoder.scalar(node)?.clone();
    for (at, _) in scalar.text.match_indices('{') {
        let rest = &scalar.text[at..];
        let word = rest[1..].split(|character: char| !character.is_ascii_alphabetic()).next().unwrap_or_default();
        let is_place = !word.is_empty() && rest[1 + word.len()..].starts_with('}');
        if is_place && !PLACES.iter().any(|place| rest.starts_with(place)) {
            let message = Bilingual::new(format!("没有 {{{word}}} 这个位置"), format!("there is no place {{{word}}}"));
            let help =
                Bilingual::new(format!("可用：{}", PLACES.join("、")), format!("there are: {}", PLACES.join(", ")));
            decoder.problem(Code::UnknownVariable, scalar.span, message, Some(help));
        }
    }
    Some(scalar.text)
}

fn headers(decoder: &mut Decoder, node: &Node) -> Option<Vec<(String, HeaderValue)>> {
    let read = decoder.each::<String, HeaderValue>(node, |decoder, _, node| match node {
        Node::Mapping(..) => {
            let mut fields = decoder.fields(node)?;
            let name = fields.required(decoder, w::VARIABLE, variable);
            fields.finish(decoder);
            name.map(HeaderValue::Variable)
        }
        Node::Scalar(_) | Node::Sequence(..) => placed(decoder, node).map(HeaderValue::Text),
    });
    Some(read.into_iter().map(|(name, value)| (name.value, value)).collect())
}

fn signature(decoder: &mut Decoder, node: &Node) -> Option<(String, Variable, bool)> {
    let mut fields = decoder.fields(node)?;
    let header = fields.required(decoder, w::HEADER, Decoder::text);
    let secret = fields.required(decoder, w::SECRET, variable);
    let encodings = [(w::HEX, false), (w::BASE64, true)];
    let base64 = fields.optional(decoder, w::ENCODING, |decoder, node| decoder.word(node, &encodings));
    fields.finish(decoder);
    Some((header?.value, secret?, base64.is_some_and(|base64| base64.value)))
}

fn success(decoder: &mut Decoder, node: &Node) -> Option<Success> {
    let mut fields = decoder.fields(node)?;
    let expected = || Bilingual::new("100 至 599 的状态码", "a status from 100 to 599");
    let status = fields.optional(decoder, w::STATUS, |decoder, node| {
        let status = decoder.parsed::<u16>(node, expected())?;
        if (100..600).contains(&status.value) { Some(status.value) } else { decoder.bad_scalar(node, expected()) }
    });
    let pointer = fields.optional(decoder, w::POINTER, |decoder, node| {
        let text = decoder.text(node)?.value;
        let expected =
            Bilingual::new("以 / 开头的 JSON 指针，例如 /code", "a JSON pointer that begins with /, such as /code");
        if text.starts_with('/') { Some(text) } else { decoder.bad_scalar(node, expected) }
    });
    let equals = fields.optional(decoder, w::EQUALS, Decoder::text);
    let permanent = fields.optional(decoder, w::PERMANENT, |decoder, node| {
        Some(decoder.every(node, |decoder, node| decoder.text(node).map(|text| text.value)))
    });
    let span = fields.span;
    fields.finish(decoder);
    if pointer.is_some() != equals.is_some() {
        let message = Bilingual::new("pointer 与 equals 应一起写", "expected `pointer` and `equals` together");
        decoder.problem(Code::OneOf, span, message, None);
    }
    let value = pointer.zip(equals.map(|equals| equals.value));
    Some(Success { status, value, permanent: permanent.unwrap_or_default() })
}
