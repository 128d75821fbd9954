//! What BPMN says is carried over, or told.

use definition::text::SourceText;

use super::*;

fn file(inside: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"><bpmn:process id="hardship" name="困难申请" isExecutable="true">{inside}</bpmn:process></bpmn:definitions>"#
    )
}

const ORDINARY: &str = r#"
<bpmn:laneSet id="l"><bpmn:lane id="l1" name="村经办"><bpmn:flowNodeRef>s</bpmn:flowNodeRef><bpmn:flowNodeRef>t1</bpmn:flowNodeRef></bpmn:lane>
<bpmn:lane id="l2" name="乡镇 经办"><bpmn:flowNodeRef>t2</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
<bpmn:startEvent id="s"/>
<bpmn:userTask id="t1" name="受理"><bpmn:documentation>核对材料</bpmn:documentation></bpmn:userTask>
<bpmn:boundaryEvent id="b" attachedToRef="t1"><bpmn:timerEventDefinition><bpmn:timeDuration>P30D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
<bpmn:userTask id="t2" name="审批"/>
<bpmn:exclusiveGateway id="g" name="同意？"/>
<bpmn:exclusiveGateway id="join"/>
<bpmn:serviceTask id="pay" name="拨付"/>
<bpmn:intermediateCatchEvent id="m" name="到账"><bpmn:messageEventDefinition/></bpmn:intermediateCatchEvent>
<bpmn:endEvent id="yes" name="已发放"/><bpmn:endEvent id="no" name="不予批准"/>
<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="join"/><bpmn:sequenceFlow id="f0" sourceRef="join" targetRef="t1"/>
<bpmn:sequenceFlow id="f2" name="上报" sourceRef="t1" targetRef="t2"/>
<bpmn:sequenceFlow id="f3" sourceRef="t2" targetRef="g"/>
<bpmn:sequenceFlow id="f4" name="同意" sourceRef="g" targetRef="pay"><bpmn:conditionExpression>${income &lt; 500}</bpmn:conditionExpression></bpmn:sequenceFlow>
<bpmn:sequenceFlow id="f5" name="不同意" sourceRef="g" targetRef="no"/>
<bpmn:sequenceFlow id="f8" name="退回" sourceRef="g" targetRef="join"/>
<bpmn:sequenceFlow id="f6" sourceRef="pay" targetRef="m"/><bpmn:sequenceFlow id="f7" sourceRef="m" targetRef="yes"/>
<bpmn:sequenceFlow id="f9" sourceRef="b" targetRef="no"/>"#;

fn checked(imported: &Imported) -> Vec<String> {
    let texts = [("p.yaml", &imported.process), ("o.yaml", &imported.organisation)];
    let texts = texts.map(|(path, text)| SourceText::new(path, text.clone()));
    let found = definition::check(&texts, "2020-01-01".parse().unwrap()).diagnostics;
    found.iter().map(|one| format!("{} {} {}", one.code.as_str(), one.place(), one.message.en)).collect()
}

#[test]
fn tasks_lanes_choices_timers_and_messages_become_a_sound_process() {
    let imported = import(&file(ORDINARY)).unwrap().remove(0);
    assert_eq!(checked(&imported), Vec::<String>::new(), "{}", imported.process);
    for line in [
        "start: {role: 村经办}\ninitial: 受理\n",
        "  # 核对材料\n  受理:\n",
        "    task: {role: 乡镇_经办}\n    on:\n      同意: {name: 同意, to: 拨付}\n      不同意: {name: 不同意, to: 不予批准}\n      退回: {name: 退回, to: 受理}\n",
        "      - {in: {natural_days: 30}, to: 不予批准}\n",
        "    on:\n      by_hand: {name: 人工继续, to: 到账}\n    receive:\n      done: {sender: outside, to: 到账}\n",
        "      到账: {sender: outside, to: 已发放}\n",
        "    end: 已发放\n",
    ] {
        assert!(imported.process.contains(line), "{line} in\n{}", imported.process);
    }
    let notes: Vec<&str> = imported.notes.iter().map(|note| note.zh.as_str()).collect();
    assert_eq!(notes.len(), 4, "{notes:?}");
    assert!(notes[1].contains("${income < 500}"), "{notes:?}");
}

#[test]
fn what_cannot_be_carried_over_is_told_and_never_dropped_silently() {
    let told = [
        (r#"<bpmn:parallelGateway id="p" name="分头办"/>"#, "分头办"),
        (r#"<bpmn:subProcess id="p" name="复核"/>"#, "复核"),
        (r#"<bpmn:sendTask id="p" name="发函"/>"#, "发函"),
        (r#"<bpmn:dataObjectReference id="p" name="档案"/>"#, "档案"),
        (
            r#"<bpmn:boundaryEvent id="p" name="提醒" attachedToRef="t1" cancelActivity="false"><bpmn:timerEventDefinition/></bpmn:boundaryEvent>"#,
            "提醒",
        ),
        (
            r#"<bpmn:intermediateCatchEvent id="p" name="等到初一"><bpmn:timerEventDefinition><bpmn:timeCycle>R/P1D</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"#,
            "R/P1D",
        ),
    ];
    for (element, word) in told {
        let imported = import(&file(&format!("{ORDINARY}{element}"))).unwrap().remove(0);
        assert!(imported.notes.iter().any(|note| note.zh.contains(word)), "{word}: {:?}", imported.notes);
    }
}

#[test]
fn what_is_no_bpmn_is_refused() {
    assert!(import("<a>").unwrap_err().0.en.contains("not XML"));
    assert!(import("<a/>").unwrap_err().0.en.contains("no BPMN process"));
    assert!(import("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>").is_err());
}
