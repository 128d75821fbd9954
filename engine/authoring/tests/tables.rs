//! Tables outside a process file: a spreadsheet goes out and comes back as the same table, a model of DMN becomes one.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get is a failure")]

use authoring::dmn;
use authoring::table::{TableText, export, import};
use definition::diagnostic::Severity;
use definition::table::Table;
use definition::text::SourceText;

const ORGANISATION: &str = "\
organisation: county
levels: [{level: county, name: {zh: 县, en: County}}]
roles: {clerk: {level: county, name: {zh: 经办, en: Clerk}}}
";

const HEAD: &str = "\
process: graded
version: 1
name: {zh: 分档, en: Graded}
effective: {from: 2020-01-01}
number: \"FD-{office}-{year}-{seq:4}\"
";

const TAIL: &str = "\
start: {role: [clerk]}
repair: {role: [clerk]}
initial: a
states:
  a: {task: {role: clerk}, on: {go: {to: b}}}
  b: {end: done}
";

const FIELDS: &str = "\
fields:
  income: {type: money, min: 0}
  members: {type: integer, min: 1}
  area: {type: choice, options: [urban, rural]}
  born: {type: date}
";

const TABLES: &str = "\
tables:
  grade:
    name: {zh: 分档表, en: Grades}
    source: 吉民发〔2020〕7号 二(七)
    hit: unique
    inputs: [{name: {zh: 人均, en: Per person}, formula: income / members}, area]
    outputs:
      level: {type: choice, options: {a: {zh: 一档, en: A}, none: {zh: 不予, en: None}}}
      share: {type: percent, min: 0%, max: 100%}
      words: text
    rows: |
      < 4000        | -     | a    | 1   | 准予“一档” | 第三条
      [4000..8000)  | rural | a    | 0.5 | = \"半\" + \"额\"
      [4000..8000)  | urban | none | 0   | 不予，见说明
      >= 8000       | -     | none | 0   | a | 第 5 条
  extra:
    hit: sum
    inputs: [members, born]
    outputs: {amount: {type: money, max: 500}}
    rows: [[\"3,4\", \"-\", 20.50], [\"> 4\", \">= date(\\\"2002-01-01\\\")\", \"yuan(10) * members\"]]
    otherwise: [1]
";

fn tables(text: &str) -> Vec<Table> {
    let texts = [SourceText::new("organisation.yaml", ORGANISATION), SourceText::new("graded.yaml", text)];
    let workspace = definition::check(&texts, "2026-01-01".parse().unwrap());
    let wrong = workspace.diagnostics.iter().filter(|found| found.severity() == Severity::Error);
    let wrong: Vec<String> = wrong.map(|found| format!("{} {}", found.place(), found.message.zh)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}\n{text}");
    workspace.processes.into_values().next().unwrap().definition.tables.into_values().collect()
}

#[test]
fn a_table_comes_back_from_a_spreadsheet_as_it_went_out() {
    let before = tables(&format!("{HEAD}{FIELDS}{TABLES}{TAIL}"));
    assert_eq!(before.len(), 2);
    let mut text = format!("{HEAD}{FIELDS}tables:\n");
    for table in &before {
        let out = TableText::of(table);
        let bytes = export(&out).unwrap();
        assert_eq!(bytes, export(&out).unwrap(), "the same table gives the same bytes");
        let back = import(&bytes).unwrap();
        assert_eq!(back, out);
        text.push_str(&back.yaml());
    }
    text.push_str(TAIL);
    let after = tables(&text);
    let words = |tables: &[Table]| tables.iter().map(TableText::of).collect::<Vec<_>>();
    assert_eq!(words(&after), words(&before), "{text}");
}

#[test]
fn what_is_no_table_is_said_with_its_cell() {
    let sound = TableText::of(&tables(&format!("{HEAD}{FIELDS}{TABLES}{TAIL}"))[0]);
    type Spoil = fn(&mut TableText);
    let cases: [(Spoil, &str); 4] = [
        (|table| table.hit = "best".to_owned(), "B2：应为唯一、首行"),
        (|table| table.rows.clear(), "A7：至少一行"),
        (|table| table.outputs.clear(), "A4：至少一列输入、一列输出"),
        (|table| table.rows[1].0[3] = String::new(), "D8：输出不能空着"),
    ];
    for (spoil, expected) in cases {
        let mut table = sound.clone();
        spoil(&mut table);
        let found = import(&export(&table).unwrap()).unwrap_err().message.zh;
        assert!(found.starts_with(expected), "{found}");
    }
    assert!(import(b"PK nothing").unwrap_err().message.zh.starts_with("不是 .xlsx"));
}

const DMN: &str = r#"<?xml version="1.0"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">
  <itemDefinition name="tLoan"><itemComponent name="amount"><typeRef>number</typeRef></itemComponent></itemDefinition>
  <inputData name="Loan"><variable name="Loan" typeRef="tLoan"/></inputData>
  <inputData name="Risk Category"><variable name="Risk Category" typeRef="string"/></inputData>
  <decision name="Approval Status">
    <variable name="Approval Status" typeRef="string"/>
    <decisionTable hitPolicy="FIRST">
      <input label="Amount"><inputExpression><text>Loan.amount</text></inputExpression></input>
      <input><inputExpression><text>Risk Category</text></inputExpression></input>
      <output/>
      <rule><inputEntry><text>&lt;=1000</text></inputEntry><inputEntry><text>"High","Low"</text></inputEntry>
        <outputEntry><text>"Approved"</text></outputEntry></rule>
      <rule><inputEntry><text>-</text></inputEntry><inputEntry><text/></inputEntry>
        <outputEntry><text>"Declined: " + Risk Category</text></outputEntry></rule>
    </decisionTable>
  </decision>
  <decision name="Doubled"><variable name="Doubled" typeRef="number"/>
    <literalExpression><text>twice(Loan.amount + 1)</text></literalExpression></decision>
  <decision name="Rows"><relation/></decision>
  <businessKnowledgeModel name="twice"><encapsulatedLogic><formalParameter name="x"/>
    <literalExpression><text>x * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
</definitions>"#;

#[test]
fn a_model_of_dmn_becomes_fields_values_and_tables_and_what_is_left_out_is_listed() {
    let found = dmn::imported(&dmn::read(DMN).unwrap());
    let text = format!("{HEAD}fields:\n{}values:\n{}tables:\n{}{TAIL}", found.fields, found.values, found.tables);
    let tables = tables(&text);
    let words = TableText::of(&tables[0]);
    assert_eq!(words.id, "Approval_Status");
    assert_eq!(words.inputs[1].1, "Risk_Category");
    assert_eq!(words.rows[1].0, ["-", "-", "= \"Declined: \" + Risk_Category"]);
    assert!(found.values.contains("((Loan_amount + 1) * 2)"), "{}", found.values);
    let left: Vec<&str> = found.left_out.iter().map(|left| left.name.as_str()).collect();
    assert_eq!(left, ["Rows"]);
    assert!(dmn::read("<a/>").unwrap_err().message.zh.contains("definitions"));
}

/// A spreadsheet whose one sheet is so many bytes of nothing.
fn packed(bytes: usize) -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let piece = vec![b' '; 1024 * 1024];
    for _ in 0..bytes / piece.len() {
        writer.write_all(&piece).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_file_that_unpacks_to_more_than_any_table_is_refused_before_anything_is_made_of_it() {
    let bomb = packed(300 * 1024 * 1024);
    assert!(bomb.len() < 2 * 1024 * 1024, "{} bytes", bomb.len());
    let refused = authoring::table::import(&bomb).unwrap_err();
    assert!(refused.message.zh.contains("解压后过大"), "{refused:?}");
    let small = authoring::table::import(&packed(1024 * 1024)).unwrap_err();
    assert!(!small.message.zh.contains("解压后过大"), "{small:?}");
}
