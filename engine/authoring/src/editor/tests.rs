//! The shipped rulebook in an editor's hands.

use std::collections::BTreeSet;

use super::*;

const FILES: [(&str, &str); 20] = [
    ("fast.yaml", include_str!("../../../../workflows/processes/epidemic-fast-track.yaml")),
    ("fast.test.yaml", include_str!("../../../../workflows/processes/epidemic-fast-track.test.yaml")),
    ("taper.yaml", include_str!("../../../../workflows/processes/tapered-exit.yaml")),
    ("taper.test.yaml", include_str!("../../../../workflows/processes/tapered-exit.test.yaml")),
    ("risk.yaml", include_str!("../../../../workflows/processes/risk-assessment.yaml")),
    ("review.yaml", include_str!("../../../../workflows/processes/dynamic-review.yaml")),
    ("watch.yaml", include_str!("../../../../workflows/processes/watch-entry.yaml")),
    ("dunhua.yaml", include_str!("../../../../workflows/organisations/jilin-dunhua.yaml")),
    ("cn.yaml", include_str!("../../../../workflows/calendars/cn.yaml")),
    ("jilin.yaml", include_str!("../../../../workflows/calendars/jilin.yaml")),
    ("dibao.yaml", include_str!("../../../../workflows/parameters/dibao.yaml")),
    ("tapering.yaml", include_str!("../../../../workflows/parameters/taper.yaml")),
    ("t1.yaml", include_str!("../../../../workflows/templates/fast-track-approved.yaml")),
    ("t2.yaml", include_str!("../../../../workflows/templates/filing-request.yaml")),
    ("t3.yaml", include_str!("../../../../workflows/templates/taper-extended.yaml")),
    ("t4.yaml", include_str!("../../../../workflows/templates/watch-entry-opened.yaml")),
    ("t5.yaml", include_str!("../../../../workflows/templates/fast-track-refused.yaml")),
    ("t6.yaml", include_str!("../../../../workflows/templates/exit-decided.yaml")),
    ("t7.yaml", include_str!("../../../../workflows/templates/taper-approved.yaml")),
    ("t8.yaml", include_str!("../../../../workflows/templates/deadline-overdue.yaml")),
];
const REMINDER: &str = include_str!("../../../../workflows/templates/deadline-reminder.yaml");

fn desk() -> Desk {
    let mut desk = Desk::new(Language::Zh, "2020-04-20".parse().unwrap());
    for (path, text) in FILES {
        desk.put(SourceText::new(path, text));
    }
    desk.put(SourceText::new("t9.yaml", REMINDER));
    let found: Vec<String> = desk.check().diagnostics.iter().map(|one| one.place()).collect();
    assert!(found.is_empty(), "{found:?}");
    desk
}

/// The place of the mark in a needle, once found in the text without it.
fn at(desk: &Desk, path: &str, marked: &str) -> usize {
    let text = &desk.text(path).unwrap().text;
    let plain = marked.replace('▮', "");
    assert_eq!(text.matches(&plain).count(), 1, "{path}: {plain}");
    text.find(&plain).unwrap() + marked.find('▮').unwrap()
}

/// What is offered where the mark stands, after the text is put in place of another.
fn offered(path: &str, before: &str, marked: &str) -> BTreeSet<String> {
    let mut desk = desk();
    let text = desk.text(path).unwrap().text.clone();
    assert_eq!(text.matches(before).count(), 1, "{path}: {before}");
    let offset = text.find(before).unwrap() + marked.find('▮').unwrap();
    desk.put(SourceText::new(path, text.replacen(before, &marked.replace('▮', ""), 1)));
    desk.complete(path, offset).into_iter().map(|one| one.label).collect()
}

#[test]
fn keys_are_offered_in_both_languages_where_they_may_stand_and_not_twice() {
    let offered = offered("fast.yaml", "  granted:\n    name:", "  granted:\n    ▮\n    name:");
    assert!(offered.contains("task") && offered.contains("待办") && offered.contains("on"), "{offered:?}");
    assert!(!offered.contains("name") && !offered.contains("end") && !offered.contains("fields"), "{offered:?}");
}

#[test]
fn keys_are_offered_while_one_is_half_written() {
    let block = offered("fast.yaml", "  granted:\n    name:", "  granted:\n    sou▮\n    name:");
    assert!(block.contains("source"), "{block:?}");
    let flow = offered("fast.yaml", "    task: {role: county_clerk}\n    deadline:", "    task: {ro▮}\n    deadline:");
    assert!(flow.contains("role") && flow.contains("角色") && flow.contains("not_same_person_as"), "{flow:?}");
}

#[test]
fn states_roles_fields_and_words_are_offered_where_they_are_wanted() {
    let to = offered("fast.yaml", "Completed}, to: village_review}", "Completed}, to: ▮}");
    assert!(to.contains("township_approval") && !to.contains("tapering"), "{to:?}");
    let role =
        offered("fast.yaml", "    task: {role: county_clerk}\n    deadline:", "    task: {role: coun▮}\n    deadline:");
    assert!(role.contains("county_clerk") && role.contains("township_head"), "{role:?}");
    let form = offered("fast.yaml", "form: [members, annual_income,", "form: [members, ▮,");
    assert!(form.contains("annual_income") && !form.contains("line_year"), "{form:?}");
    let when = offered("fast.yaml", "        when: committed\n", "        when: ▮\n");
    assert!(when.contains("annual_income") && when.contains("line_year"), "{when:?}");
    let word = offered(
        "watch.yaml",
        "No longer in difficulty}, to: closed, comment: required",
        "No longer in difficulty}, to: closed, comment: ▮",
    );
    assert!(word.contains("required") && word.contains("必填") && word.len() == 4, "{word:?}");
    let until = offered("fast.yaml", "until: [reach(granted), reach(revoked)]", "until: [▮, reach(revoked)]");
    assert!(until.contains("reach(granted)") && until.contains("end"), "{until:?}");
}

#[test]
fn a_name_leads_to_where_it_is_made_also_from_expressions_and_scenarios() {
    let desk = desk();
    let leads = |path: &str, marked: &str| {
        let places = desk.definition(path, at(&desk, path, marked));
        let shown = |one: &Location| {
            let line = one.source.position(one.span.start).line;
            (one.source.path.clone(), one.source.line(line).trim().chars().take(18).collect::<String>())
        };
        places.iter().map(shown).collect::<Vec<_>>()
    };
    let expected = |path: &str, line: &str| vec![(path.to_owned(), line.to_owned())];
    assert_eq!(leads("fast.yaml", "Completed}, to: vill▮age_review}"), expected("fast.yaml", "village_review:"));
    assert_eq!(leads("fast.yaml", "    formula: annual▮_income / members"), expected("fast.yaml", "annual_income:"));
    assert_eq!(leads("fast.yaml", "income_per_person < line▮_year"), expected("fast.yaml", "line_year:"));
    assert_eq!(
        leads("fast.yaml", "when: parameter(\"fast▮track.enabled\")"),
        expected("dibao.yaml", "fasttrack.enabled:")
    );
    assert_eq!(
        leads("fast.test.yaml", "  - in(re▮fused) and not(given(refusal_reason))"),
        expected("fast.yaml", "refused:")
    );
    assert_eq!(leads("fast.yaml", "reach(gran▮ted), reach(revoked)"), expected("fast.yaml", "granted:"));
    assert_eq!(
        leads("fast.yaml", "members: members, monthly▮_amount: regular_amount"),
        expected("review.yaml", "monthly_amount: {t")
    );
}

#[test]
fn hovering_tells_the_help_of_a_key_and_the_article_of_a_thing() {
    let desk = desk();
    let told = |path: &str, marked: &str| desk.hover(path, at(&desk, path, marked)).unwrap().0;
    let key = told("fast.yaml", "task: {role: township_officer, not_same▮_person_as");
    assert!(key.contains("不得同人") && key.contains("办过这些环节的人"), "{key}");
    let state = told("fast.yaml", "from: reach(appro▮ved)");
    assert!(state.contains("已批准，待县级备案") && state.contains("3个工作日") && state.contains("二(七)"), "{state}");
    let value = told("fast.yaml", "income_per_person < line▮_year");
    assert!(value.contains("当地低保标准（年）") && value.contains("农村低保标准"), "{value}");
}

#[test]
fn renaming_changes_every_mention_in_processes_and_scenarios_and_nothing_else() {
    let desk = desk();
    let rename = |path: &str, marked: &str, to: &str| desk.rename(path, at(&desk, path, marked), to);
    let state = rename("fast.yaml", "Completed}, to: vill▮age_review}", "村审核").unwrap();
    assert_eq!(state.keys().collect::<Vec<_>>(), ["fast.test.yaml", "fast.yaml"]);
    let changed = crate::edit::apply(&desk.text("fast.yaml").unwrap().text, &state["fast.yaml"]);
    assert!(!changed.contains("village_review") && changed.contains("not_same_person_as: [村审核]"), "{changed}");
    let field = rename("taper.yaml", "  risk▮:\n", "danger").unwrap();
    let changed = crate::edit::apply(&desk.text("taper.yaml").unwrap().text, &field["taper.yaml"]);
    assert!(changed.contains("given(danger) and danger != \"high\"") && changed.contains("key: risk,"), "{changed}");
    assert!(field.contains_key("risk.yaml"), "what the assessment tells: {:?}", field.keys());
    let role = rename("dunhua.yaml", "  county▮_clerk:", "clerk").unwrap();
    assert!(role.len() >= 5, "{:?}", role.keys());
}

#[test]
fn renaming_to_what_would_not_read_or_breaks_something_is_refused() {
    let desk = desk();
    let rename = |path: &str, marked: &str, to: &str| desk.rename(path, at(&desk, path, marked), to).unwrap_err().0.zh;
    assert!(rename("fast.yaml", "\n  members▮:", "a b").contains("不能作名字"));
    let taken = rename("fast.yaml", "\n  members▮:", "committed");
    assert!(taken.contains("新的问题"), "{taken}");
    assert!(rename("fast.yaml", "      fi▮le: {name", "备案").contains("没有可以改名"));
}
