//! What a chart does on entering, leaving and on the way, as effects of ours.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::chart::Import;
use super::ecma::{self, Ecma, Unread};
use super::feel::{Scope, carried_name, text};
use super::names;
use super::variables::{LocalName, content_of, value_of};
use super::yaml::quoted;

/// The kinds of sending that mean the chart itself.
const OWN_TYPES: [&str; 3] =
    ["scxml", "http://www.w3.org/TR/scxml/#SCXMLEventProcessor", "http://www.w3.org/TR/scxml/#SCXMLEventProcessor/"];
/// Milliseconds in an hour.
const HOUR_MILLISECONDS: u64 = 3_600_000;

/// Conditions under which something is done.
type When = Option<String>;

impl Import<'_> {
    /// What the children of an element do, in order; `when` holds for all of it.
    pub(super) fn effects(&mut self, node: Node<'_, '_>, scope: &Scope<'_>, when: &When) -> Vec<String> {
        let mut effects = Vec::new();
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "raise" => {
                    let event = names::event(child.attribute("event").unwrap_or_default());
                    effects.push(format!("{{raise: {{event: {}{}}}}}", quoted(&event), also(when)));
                }
                "assign" => effects.push(self.assign(child, scope, when)),
                "if" => effects.extend(self.if_else(child, scope, when)),
                "send" => effects.extend(self.send(child, scope, when)),
                "cancel" => effects.extend(self.cancel(child, scope, when)),
                "script" => effects.extend(self.script(child, scope, when)),
                "log" => self.without_consequence(child),
                _ => self.lost(child),
            }
        }
        effects
    }

    fn assign(&mut self, node: Node<'_, '_>, scope: &Scope<'_>, when: &When) -> String {
        let location = node.attribute("location").unwrap_or_default();
        let value = value_of(node).unwrap_or_default();
        self.set(node, location, &value, scope, when)
    }

    fn set(&mut self, node: Node<'_, '_>, location: &str, value: &str, scope: &Scope<'_>, when: &When) -> String {
        let field = self.variables.names.get(location).filter(|_| self.variables.has(location));
        let (Some(field), value) = (field.map(str::to_owned), scope.value(value)) else { return self.failing(when) };
        match value {
            Ok((value, kind)) if kind == self.variables.kind_of(location) => {
                format!("{{set: {{fields: {field}, value: {}{}}}}}", quoted(&value), also(when))
            }
            Err(Unread::Invalid) => self.failing(when),
            Ok(_) | Err(Unread::Beyond) => {
                self.lost(node);
                self.failing(when)
            }
        }
    }

    /// An effect that fails, as what stands there would.
    fn failing(&mut self, when: &When) -> String {
        self.fails = true;
        format!("{{set: {{fields: {0}, value: {0}{1}}}}}", super::FAILS, also(when))
    }

    /// What follows an `if`: which of its parts is done is settled before any of them is.
    fn if_else(&mut self, node: Node<'_, '_>, scope: &Scope<'_>, when: &When) -> Vec<String> {
        let mut parts: Vec<(Option<&str>, Vec<Node<'_, '_>>)> = vec![(node.attribute("cond"), Vec::new())];
        for child in node.children().filter(Node::is_element) {
            match (child.tag_name().name(), parts.last_mut()) {
                ("elseif", _) => parts.push((child.attribute("cond"), Vec::new())),
                ("else", _) => parts.push((None, Vec::new())),
                (_, Some((_, inside))) => inside.push(child),
                (_, None) => {}
            }
        }
        let mut effects = Vec::new();
        let mut before: Vec<String> = Vec::new();
        for (condition, inside) in parts {
            let own = match condition.map(|condition| scope.condition(condition)) {
                Some(Ok(condition)) => Some(condition),
                None => None,
                Some(Err(Unread::Invalid)) => Some("false".to_owned()),
                Some(Err(Unread::Beyond)) => {
                    self.lost(node);
                    Some("false".to_owned())
                }
            };
            let not_before = before.iter().map(|flag| format!("not({flag})"));
            let all: Vec<String> = when.iter().cloned().chain(not_before).chain(own).collect();
            let flag = self.flag();
            let condition = if all.is_empty() { "true".to_owned() } else { all.join(" and ") };
            effects.push(format!("{{set: {{fields: {flag}, value: {}}}}}", quoted(&condition)));
            let holds = Some(flag.clone());
            before.push(flag);
            for child in inside {
                effects.extend(self.one(child, scope, &holds));
            }
        }
        effects
    }

    fn one(&mut self, child: Node<'_, '_>, scope: &Scope<'_>, when: &When) -> Vec<String> {
        match child.tag_name().name() {
            "raise" => {
                let event = names::event(child.attribute("event").unwrap_or_default());
                vec![format!("{{raise: {{event: {}{}}}}}", quoted(&event), also(when))]
            }
            "assign" => vec![self.assign(child, scope, when)],
            "if" => self.if_else(child, scope, when),
            "send" => self.send(child, scope, when),
            "cancel" => self.cancel(child, scope, when),
            "script" => self.script(child, scope, when),
            "log" => {
                self.without_consequence(child);
                Vec::new()
            }
            _ => {
                self.lost(child);
                Vec::new()
            }
        }
    }

    /// A script that only assigns is carried over; any other is not.
    fn script(&mut self, node: Node<'_, '_>, scope: &Scope<'_>, when: &When) -> Vec<String> {
        let assigned = ecma::assignments(node.text().unwrap_or_default());
        let (None, Some(assigned)) = (node.attribute("src"), assigned) else {
            self.lost(node);
            return Vec::new();
        };
        assigned.iter().map(|(location, value)| self.set(node, location, value, scope, when)).collect()
    }

    fn send(&mut self, node: Node<'_, '_>, scope: &Scope<'_>, when: &When) -> Vec<String> {
        let Some(data) = self.sent_data(node, scope) else { return vec![self.failing(when)] };
        let key = node.attribute("id").map(str::to_owned);
        let key = key.or_else(|| node.attribute("idlocation").map(|_| self.send_id()));
        let mut effects = Vec::new();
        if let (Some(location), Some(key)) = (node.attribute("idlocation"), &key) {
            effects.push(self.set(node, location, &format!("'{key}'"), scope, when));
        }
        let ways = [("event", "eventexpr"), ("target", "targetexpr"), ("type", "typeexpr"), ("delay", "delayexpr")]
            .map(|(plain, computed)| self.alternatives(node, plain, computed));
        let [Some(events), Some(targets), Some(types), Some(delays)] = ways else {
            self.lost(node);
            return effects;
        };
        for event in &events {
            for target in &targets {
                for of_type in &types {
                    for delay in &delays {
                        let parts = [event, target, of_type, delay];
                        let all: Vec<String> =
                            when.iter().chain(parts.iter().filter_map(|part| part.0.as_ref())).cloned().collect();
                        let when = (!all.is_empty()).then(|| all.join(" and "));
                        let sent = Sent {
                            event: event.1.as_deref(),
                            target: target.1.as_deref(),
                            of_type: of_type.1.as_deref(),
                            delay: delay.1.as_deref(),
                            key: key.as_deref(),
                            data: &data,
                        };
                        effects.extend(self.sent(node, &sent, &when));
                    }
                }
            }
        }
        effects
    }

    fn sent(&mut self, node: Node<'_, '_>, sent: &Sent<'_>, when: &When) -> Option<String> {
        if sent.of_type.is_some_and(|of_type| !OWN_TYPES.contains(&of_type)) {
            // A number is the type of nothing; of any other processor we know nothing.
            return if sent.of_type.is_some_and(|of_type| of_type.parse::<u32>().is_ok()) {
                Some(self.failing(when))
            } else {
                self.lost(node);
                None
            };
        }
        let Some(event) = sent.event.map(names::event) else {
            self.lost(node);
            return None;
        };
        let data = if sent.data.is_empty() { String::new() } else { format!(", data: {{{}}}", sent.data.join(", ")) };
        match sent.target.unwrap_or_default() {
            "#_internal" => Some(format!("{{raise: {{event: {}{data}{}}}}}", quoted(&event), also(when))),
            "" => {
                let wait = self.wait(node, sent.delay)?;
                let key = sent.key.map(|key| format!(", key: {}", quoted(&names::event(key)))).unwrap_or_default();
                Some(format!("{{send: {{event: {}{key}{wait}{data}{}}}}}", quoted(&event), also(when)))
            }
            "#_scxml_case" => Some(format!("{{send: {{event: {}{data}{}}}}}", quoted(&event), also(when))),
            target if target.starts_with("#_scxml_") => {
                Some(format!("{{raise: {{event: \"error.communication\"{}}}}}", also(when)))
            }
            target if target.starts_with("#_") || target.contains("://") => {
                self.lost(node);
                None
            }
            _ => Some(self.failing(when)),
        }
    }

    /// A delay in whole hours; what is no whole hour is lost, unless time is stretched.
    fn wait(&mut self, node: Node<'_, '_>, delay: Option<&str>) -> Option<String> {
        let Some(delay) = delay else { return Some(String::new()) };
        let Some(milliseconds) = milliseconds(delay) else {
            self.lost(node);
            return None;
        };
        if milliseconds == 0 {
            return Some(String::new());
        }
        let hours = if self.options.milliseconds_as_hours {
            milliseconds
        } else {
            if milliseconds % HOUR_MILLISECONDS != 0 {
                self.lost(node);
            }
            milliseconds.div_ceil(HOUR_MILLISECONDS)
        };
        Some(format!(", in: {{hours: {hours}}}"))
    }

    /// What is sent along; none if it cannot be had.
    fn sent_data(&mut self, node: Node<'_, '_>, scope: &Scope<'_>) -> Option<Vec<String>> {
        let mut data = Vec::new();
        for name in node.attribute("namelist").unwrap_or_default().split_whitespace() {
            let (value, _) = scope.value(name).ok()?;
            data.push(format!("{}: {}", carried_name(name), quoted(&value)));
        }
        for child in node.children().filter(Node::is_element) {
            if child.has_tag_name_of("param") {
                let name = child.attribute("name").unwrap_or_default();
                let value = child.attribute("expr").or_else(|| child.attribute("location")).unwrap_or_default();
                match scope.value(value) {
                    Ok((value, _)) => data.push(format!("{}: {}", carried_name(name), quoted(&value))),
                    Err(Unread::Invalid) => {
                        // A parameter that cannot be had is left out, and said to have failed.
                        self.lost(child);
                    }
                    Err(Unread::Beyond) => self.lost(child),
                }
            } else if child.has_tag_name_of("content") {
                match content_of(child).map(|value| scope.valued(&value)) {
                    Some(Ok((value, _))) => data.push(format!("{}: {}", carried_name(super::DATA), quoted(&value))),
                    Some(Err(_)) | None => self.lost(child),
                }
            }
        }
        Some(data)
    }

    fn cancel(&mut self, node: Node<'_, '_>, _: &Scope<'_>, when: &When) -> Vec<String> {
        let Some(keys) = self.alternatives(node, "sendid", "sendidexpr") else {
            self.lost(node);
            return Vec::new();
        };
        let cancels = keys.into_iter().filter_map(|(condition, key)| {
            let all: Vec<String> = when.iter().cloned().chain(condition).collect();
            let when = (!all.is_empty()).then(|| all.join(" and "));
            Some(format!("{{cancel: {{key: {}{}}}}}", quoted(&names::event(&key?)), also(&when)))
        });
        cancels.collect()
    }

    /// What an attribute can be, each with the condition under which it is: itself where it is written out, one of the texts of
    /// a variable where it is computed. None if that cannot be told.
    fn alternatives(&self, node: Node<'_, '_>, plain: &str, computed: &str) -> Option<Vec<(When, Option<String>)>> {
        if let Some(value) = node.attribute(plain) {
            return Some(vec![(None, Some(value.to_owned()))]);
        }
        let Some(value) = node.attribute(computed) else { return Some(vec![(None, None)]) };
        match ecma::read(value).ok()? {
            Ecma::Text(value) | Ecma::Number(value) => Some(vec![(None, Some(value))]),
            Ecma::Name(name) if self.variables.has(&name) => {
                let texts: BTreeSet<String> = self.variables.texts(&name)?.clone();
                let field = self.variables.names.get(&name)?;
                let each = texts.into_iter().map(|value| {
                    let condition = format!("given({field}) and {field} = {}", text(&value));
                    (Some(condition), Some(value))
                });
                Some(each.collect())
            }
            _ => None,
        }
    }
}

struct Sent<'s> {
    event: Option<&'s str>,
    target: Option<&'s str>,
    of_type: Option<&'s str>,
    delay: Option<&'s str>,
    key: Option<&'s str>,
    data: &'s [String],
}

fn also(when: &When) -> String {
    when.as_ref().map(|when| format!(", when: {}", quoted(when))).unwrap_or_default()
}

/// `1s`, `.5s`, `10ms`.
fn milliseconds(delay: &str) -> Option<u64> {
    let delay = delay.trim();
    let (number, factor) = match delay.strip_suffix("ms") {
        Some(number) => (number, 1.0),
        None => (delay.strip_suffix('s')?, 1_000.0),
    };
    let number: f64 = number.trim().parse().ok()?;
    let milliseconds = (number * factor).round();
    // Longer than a year is no delay a chart waits for.
    (0.0..=3.2e10).contains(&milliseconds).then_some(milliseconds as u64)
}
