//! The W3C's conformance tests, written once for every data model: what stands for a condition or value is put into ECMAScript
//! here, and each test is to end in `pass` by itself.

use std::fmt::Write;
use std::path::Path;

use roxmltree::{Document, Node};

use crate::run::Running;
use crate::verdict::Chart;

/// The namespace of what each data model writes in its own way.
const OWN: &str = "http://www.w3.org/2005/scxml-conformance";

/// Every test; what belongs to another test is none.
pub fn charts(folder: &Path) -> Vec<Chart> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let tests = paths.filter(|path| path.extension().is_some_and(|end| end == "txml"));
    let mut charts: Vec<Chart> = tests
        .map(|path| Chart { name: path.file_stem().unwrap().to_string_lossy().into_owned(), path })
        .filter(|chart| !chart.name.contains("sub"))
        .collect();
    charts.sort_by(|one, other| one.name.cmp(&other.name));
    charts
}

/// Runs a test until nothing happens any more.
pub fn run(chart: &Chart) -> Result<(), String> {
    let text = std::fs::read_to_string(&chart.path).unwrap();
    let document = Document::parse(&text).map_err(|error| error.to_string())?;
    let mut written = String::new();
    element(document.root_element(), &mut written)?;
    let mut running = Running::start(&written)?;
    running.wait_out()?;
    if let Some(incident) = running.incident() {
        return Err(incident);
    }
    let active = running.active();
    if running.has_ended() && active.iter().any(|state| state == "pass") {
        Ok(())
    } else {
        Err(format!("stands in {active:?}"))
    }
}

fn element(node: Node<'_, '_>, text: &mut String) -> Result<(), String> {
    let name = node.tag_name().name();
    if node.tag_name().namespace() == Some(OWN) {
        return own_element(node, name, text);
    }
    let _ = write!(text, "<{name}");
    if node.parent().is_some_and(|parent| parent.is_root()) {
        text.push_str(" xmlns=\"http://www.w3.org/2005/07/scxml\"");
    }
    for attribute in node.attributes() {
        let (name, value) = if attribute.namespace() == Some(OWN) {
            own_attribute(attribute.name(), attribute.value())?
        } else {
            (attribute.name(), attribute.value().to_owned())
        };
        let _ = write!(text, " {name}=\"{}\"", escaped(&value));
    }
    text.push('>');
    for child in node.children() {
        if child.is_element() {
            element(child, text)?;
        } else if child.is_text() {
            text.push_str(&escaped(child.text().unwrap_or_default()));
        }
    }
    let _ = write!(text, "</{name}>");
    Ok(())
}

fn own_element(node: Node<'_, '_>, name: &str, text: &mut String) -> Result<(), String> {
    let id = |attribute: &str| node.attribute(attribute).unwrap_or_default().to_owned();
    let written = match name {
        "pass" | "fail" => format!("<final id=\"{name}\"/>"),
        "incrementID" => format!("<assign location=\"Var{0}\" expr=\"Var{0} + 1\"/>", id("id")),
        "concatVars" | "sumVars" => {
            format!("<assign location=\"Var{0}\" expr=\"Var{0} + Var{1}\"/>", id("id1"), id("id2"))
        }
        "array123" => "[1,2,3]".to_owned(),
        "someInlineVal" => "123".to_owned(),
        "contentFoo" => "<content expr=\"'foo'\"/>".to_owned(),
        other => return Err(format!("<conf:{other}> is of one data model")),
    };
    text.push_str(&written);
    Ok(())
}

/// What an attribute of the suite's own is in ECMAScript.
fn own_attribute<'n>(name: &'n str, value: &str) -> Result<(&'n str, String), String> {
    let variable = || format!("Var{value}");
    let quoted = || format!("'{value}'");
    Ok(match name {
        "targetpass" => ("target", "pass".to_owned()),
        "targetfail" => ("target", "fail".to_owned()),
        "datamodel" => ("datamodel", "ecmascript".to_owned()),
        "id" => ("id", variable()),
        "name" => ("name", variable()),
        "location" => ("location", variable()),
        "invalidLocation" => ("location", "foo.bar.baz".to_owned()),
        "systemVarLocation" => ("location", value.to_owned()),
        "expr" | "systemVarExpr" => ("expr", value.to_owned()),
        "quoteExpr" => ("expr", quoted()),
        "varExpr" | "varChildExpr" => ("expr", variable()),
        "illegalExpr" => ("expr", "return".to_owned()),
        "illegalTarget" => ("target", "baz".to_owned()),
        "unreachableTarget" => ("target", "#_scxml_foo".to_owned()),
        "invalidSendType" => ("type", "27".to_owned()),
        "invalidSendTypeExpr" => ("typeexpr", "27".to_owned()),
        "targetVar" | "targetExpr" => ("targetexpr", variable()),
        "typeExpr" => ("typeexpr", variable()),
        "eventExpr" => ("eventexpr", variable()),
        "delay" => ("delay", format!("{value}s")),
        "delayFromVar" => ("delayexpr", variable()),
        "idlocation" => ("idlocation", variable()),
        "sendIDExpr" => ("sendidexpr", variable()),
        "namelist" => ("namelist", variable()),
        "invalidNamelist" => ("namelist", "\"foo".to_owned()),
        "eventName" => ("expr", "_event.name".to_owned()),
        "eventField" => ("expr", format!("_event.{value}")),
        "eventDataFieldValue" | "eventDataParamValue" => ("expr", format!("_event.data.{value}")),
        "eventDataNamelistValue" => ("expr", format!("_event.data.Var{value}")),
        other => ("cond", condition(other, value)?),
    })
}

fn condition(name: &str, value: &str) -> Result<String, String> {
    let variable = || format!("Var{value}");
    let pair = |sign: char| value.split_once(sign).map(|(left, right)| (left.trim(), right.trim()));
    let found = match name {
        "idVal" | "compareIDVal" | "idQuoteVal" => {
            let at = value.find(['=', '<', '>']).ok_or_else(|| format!("conf:{name}=\"{value}\""))?;
            let (left, rest) = (value[..at].trim(), &value[at..]);
            let end = rest.find(|sign: char| !"=<>".contains(sign)).unwrap_or(rest.len());
            let (sign, right) = (&rest[..end], rest[end..].trim());
            let sign = if sign == "=" { "==" } else { sign };
            match name {
                "compareIDVal" => format!("Var{left} {sign} Var{right}"),
                "idQuoteVal" => format!("Var{left} {sign} '{right}'"),
                _ => format!("Var{left} {sign} {right}"),
            }
        }
        "namelistIdVal" => pair('=').map(|(left, right)| format!("Var{left} == {right}")).unwrap_or_default(),
        "VarEqVar" | "VarEqVarStruct" => {
            let (left, right) = value.split_once(' ').unwrap_or_default();
            format!("Var{left} == Var{right}")
        }
        "idSomeVal" => format!("Var{value} == 123"),
        "eventNameVal" => format!("_event.name == '{value}'"),
        "eventvarVal" => {
            pair('=').map(|(left, right)| format!("_event.data['Var{left}'] == {right}")).unwrap_or_default()
        }
        "eventIdParamHasValue" | "eventNamedParamHasValue" => {
            return Err(format!("conf:{name} is about HTTP"));
        }
        "idSystemVarVal" => pair('=').map(|(left, right)| format!("Var{left} == {right}")).unwrap_or_default(),
        "eventdataVal" => format!("_event.data == {value}"),
        "eventdataSomeVal" => "_event.data == 123".to_owned(),
        "emptyEventData" => "typeof _event.data === 'undefined'".to_owned(),
        "nameVarVal" => format!("_name === '{value}'"),
        "inState" => format!("In('{value}')"),
        "nonBoolean" => "return".to_owned(),
        "isBound" => variable(),
        "unboundVar" => format!("typeof Var{value} === 'undefined'"),
        "systemVarIsBound" => value.to_owned(),
        "noValue" => format!("!Var{value}"),
        "true" | "false" => name.to_owned(),
        "eventFieldHasNoValue" => format!("typeof _event.{value} === 'undefined'"),
        other => return Err(format!("conf:{other} is of one data model")),
    };
    Ok(found)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
