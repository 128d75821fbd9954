//! 纸质送达: a notice to be printed and handed over by the village office. The page is kept by whoever owns the store.

use super::{Receipt, SendError};
use crate::message::Message;

/// Notices on paper.
#[derive(Clone, Copy, Debug, Default)]
pub struct Paper;

/// The style of a printed page: A4, black, one notice a page, the receipt to be cut off.
const STYLE: &str = "@page{size:A4;margin:25mm}body{font:16px/1.8 serif;color:#000;background:#fff}\
h1{font-size:22px;text-align:center}pre{font:inherit;white-space:pre-wrap}\
.receipt{border-top:1px dashed #000;margin-top:3em;padding-top:1em;break-inside:avoid}\
table{border-collapse:collapse;width:100%}td{border:1px solid #000;padding:.6em;height:2.4em}\
td:first-child{width:11em}small{color:#333}";

impl Paper {
    pub(super) fn send(self, message: &Message) -> Result<Receipt, SendError> {
        Ok(Receipt { message_id: message.id.clone(), answer: "to be printed and handed over".to_owned() })
    }
}

/// A notice as an A4 page of HTML with its 送达回证 below; no script, nothing loaded from elsewhere.
pub fn page(message: &Message, shown_at: &str) -> String {
    let (subject, body) = (escaped(&message.subject), escaped(&message.body));
    let (name, id, at) = (escaped(&message.to.name), escaped(&message.id), escaped(shown_at));
    let rows = [
        ("受送达人 Recipient", name.as_str()),
        ("送达日期 Date of delivery", ""),
        ("受送达人签名或捺印 Signature or thumbprint", ""),
        ("代收人及与受送达人关系 Proxy and relation", ""),
        ("见证人（拒收时）Witness (if refused)", ""),
        ("送达人 Delivered by", ""),
    ];
    let rows: String = rows.map(|(label, value)| format!("<tr><td>{label}</td><td>{value}</td></tr>")).concat();
    format!(
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{subject}</title><style>{STYLE}</style>\
         </head><body><h1>{subject}</h1><pre>{body}</pre><section class=\"receipt\"><h1>送达回证 Proof of delivery</h1>\
         <p>{subject}</p><table>{rows}</table><p><small>{id} · {at}</small></p></section></body></html>"
    )
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Address;

    #[test]
    fn nothing_a_notice_says_becomes_a_tag() {
        let message = Message {
            id: "case.3.1".into(),
            to: Address::new("<b>张三", ""),
            subject: "未获同意 <script>".into(),
            body: "\"您好\" & <img>".into(),
        };
        let page = page(&message, "2020-04-20 10:00");
        assert!(page.contains("未获同意 &lt;script&gt;") && page.contains("&lt;b&gt;张三"), "{page}");
        assert!(!page.contains("<script") && !page.contains("<img") && page.contains("送达回证"), "{page}");
    }
}
