//! What people did with a case besides taking its actions, as a person reads it at a terminal.

use definition::bilingual::Language;
use serde_json::Value as Json;

use super::case::text;

/// A line of the history.
pub(super) fn event_line(event: &Json, named: &dyn Fn(&Json) -> String, language: Language) -> Option<String> {
    let (kind, body) = event.as_object()?.iter().next()?;
    let zh = language == Language::Zh;
    let comment = body.get("comment").map(|comment| format!("「{}」", text(comment))).unwrap_or_default();
    Some(match kind.as_str() {
        "handed_over" => format!("{} {}{comment}", if zh { "转交" } else { "handed over to" }, named(&body["to"])),
        "case_cancelled" => format!("{}「{}」", if zh { "撤销办件" } else { "cancelled" }, text(&body["reason"])),
        "started_case_cancelled" => {
            format!("{} {}", if zh { "撤销另立的办件" } else { "cancelled the case" }, text(&body["case"]))
        }
        "aside_opened" => {
            let aside = &body["aside"];
            let kind = aside["kind"].as_object().and_then(|kind| kind.keys().next().cloned()).unwrap_or_default();
            let what = match (kind.as_str(), zh) {
                ("copy", true) => "抄送",
                ("copy", false) => "copied to",
                ("opinion", true) => "征求意见",
                ("opinion", false) => "asked",
                ("signature", true) => "加签",
                ("signature", false) => "asked to sign:",
                (other, _) => other,
            };
            format!("{what} {}", named(if aside["to"].is_null() { &body["role"] } else { &aside["to"] }))
        }
        "opinion_given" => format!("{}「{}」", if zh { "答复意见" } else { "answered" }, text(&body["text"])),
        "signed" => {
            let what = match (body["agrees"].as_bool().unwrap_or_default(), zh) {
                (true, true) => "会签同意",
                (false, true) => "会签不同意",
                (true, false) => "signed",
                (false, false) => "refused to sign",
            };
            format!("{what}{comment}")
        }
        "silence_consented" => if zh { "逾期不答，视为无异议" } else { "no answer in time: no objection" }.to_owned(),
        _ => return None,
    })
}
