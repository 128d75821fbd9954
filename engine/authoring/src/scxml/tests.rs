//! A chart of our own, carried over whole, and what is told of what cannot be.

use definition::diagnostic::Severity;
use definition::text::SourceText;
use definition::workspace::check;

use super::{CHART_LEVELS_MAX, Imported, Options, scxml};

const ORGANISATION: &str =
    "organisation: o\nlevels: [{level: county, name: 县}]\nroles: {clerk: {level: county, name: 经办}}\n";
const CHART: &str = r#"<scxml xmlns="http://www.w3.org/2005/07/scxml" initial="work" name="example">
  <datamodel><data id="count" expr="0"/><data id="note"/></datamodel>
  <parallel id="work">
    <onentry><assign location="count" expr="count + 1"/></onentry>
    <transition event="done.state.work" target="end"/>
    <history id="back" type="deep"><transition target="a.1 b.1"/></history>
    <state id="a" initial="a.1">
      <state id="a.1"><transition event="go *" cond="count === 1 &amp;&amp; In('b.1')" target="a.2"><raise event="moved"/></transition></state>
      <final id="a.2"/>
    </state>
    <state id="b">
      <initial><transition target="b.1"/></initial>
      <state id="b.1">
        <onentry><send event="late" id="timer" delay="2h"/></onentry>
        <transition event="moved" target="b.2"><cancel sendid="timer"/></transition>
      </state>
      <final id="b.2"><onentry><if cond="count &gt; 0"><assign location="note" expr="'some'"/><else/><assign location="note" expr="'none'"/></if></onentry></final>
    </state>
  </parallel>
  <final id="end"/>
</scxml>"#;

fn imported(chart: &str) -> Imported {
    let options = Options { process: "chart", role: "clerk", milliseconds_as_hours: false };
    scxml(chart, &options).unwrap()
}

/// The errors of a text, but for those that say that a chart has dead ends.
fn errors(text: &str) -> Vec<String> {
    let texts = [SourceText::new("p.yaml", text), SourceText::new("o.yaml", ORGANISATION)];
    let workspace = check(&texts, "2020-01-01".parse().unwrap());
    let errors = workspace.diagnostics.iter().filter(|found| found.severity() == Severity::Error);
    errors.map(|found| format!("{} {}", found.place(), found.message.en)).collect()
}

#[test]
fn a_chart_within_the_subset_becomes_a_process_that_reads() {
    let chart = CHART.replace("\"2h\"", "\"7200s\"");
    let found = imported(&chart);
    assert_eq!(found.lost, []);
    let unread: Vec<String> = errors(&found.text)
        .into_iter()
        .filter(|error| !error.contains("way out") && !error.contains("reads"))
        .collect();
    assert_eq!(unread, Vec::<String>::new(), "{}", found.text);
    for line in
        ["regions:", "history: deep", "to: [a_1, b_1]", "initial: [a_1]", "in: {hours: 2}", "final: true", "end: end"]
    {
        assert!(found.text.contains(line), "{line} in\n{}", found.text);
    }
    assert!(found.states.contains(&("a.1".to_owned(), "a_1".to_owned())));
}

#[test]
fn what_cannot_be_carried_over_is_told_with_its_line_and_whether_it_matters() {
    let cases = [
        ("<state id='s'><invoke type='scxml'/></state>", "invoke", true),
        ("<state id='s'><onentry><log expr='1'/></onentry></state>", "log", false),
        ("<state id='s'><onentry><send event='e' delay='10ms'/></onentry></state>", "send", true),
        ("<state id='s'><onentry><send event='e' target='http://x.y/'/></onentry></state>", "send", true),
        ("<state id='s'><transition cond='f(x)' target='s'/></state>", "transition", true),
        ("<state id='s'><transition event='e' target='nowhere'/></state>", "transition", true),
        ("<state id='s'><onentry><foreach array='a' item='b'/></onentry></state>", "foreach", true),
        ("<state id='s'><onentry><script>f()</script></onentry></state>", "script", true),
        ("<state id='s'/><script>var x = 1</script>", "script", true),
        ("<datamodel><data id='x' src='file'/></datamodel><state id='s'/>", "data", true),
    ];
    for (inside, what, matters) in cases {
        let found = imported(&format!("<scxml>\n{inside}</scxml>"));
        let told: Vec<(&str, u32, bool)> =
            found.lost.iter().map(|lost| (lost.what.as_str(), lost.line, lost.matters)).collect();
        assert_eq!(told, [(what, 2, matters)], "{inside}");
    }
}

#[test]
fn what_is_no_chart_is_refused() {
    let deep = format!("<scxml>{}{}</scxml>", "<state>".repeat(CHART_LEVELS_MAX), "</state>".repeat(CHART_LEVELS_MAX));
    let options = Options { process: "chart", role: "clerk", milliseconds_as_hours: false };
    for text in ["", "<scxml>", "<html/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><scxml/>", deep.as_str()] {
        assert!(scxml(text, &options).is_err(), "{}", &text[..text.len().min(40)]);
    }
}
