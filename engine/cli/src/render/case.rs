//! Cases as a person reads them at a terminal.

use comfy_table::{Table, presets};
use definition::bilingual::Language;
use serde_json::Value as Json;

/// What came of a command, in the names of the case as it stands now.
pub fn answer(answer: &Json, case: &Json, language: Language) -> String {
    let named = Titles { titles: &case["titles"], language };
    let number = text(&answer["number"]);
    let active = each(&answer["active"]).map(|state| named.of(state)).collect::<Vec<_>>().join("、");
    let tasks: Vec<String> = each(&answer["tasks"]).map(|task| named.task(task)).collect();
    let mut told = match language {
        Language::Zh => format!("办件 {number}：现在 {active}\n"),
        Language::En => format!("case {number}: now in {active}\n"),
    };
    for task in tasks {
        told.push_str(&match language {
            Language::Zh => format!("  待办 {task}\n"),
            Language::En => format!("  task {task}\n"),
        });
    }
    if let Some(incident) = answer.get("incident").filter(|incident| !incident.is_null()) {
        told.push_str(&format!("  ! {}\n", both(incident, language)));
    }
    told
}

/// Which of its state's items a task is about: ` #2`.
fn item(task: &Json) -> String {
    task.get("item").and_then(Json::as_u64).map(|item| format!(" #{item}")).unwrap_or_default()
}

/// A list of cases.
pub fn list(cases: &Json, language: Language) -> String {
    let head = match language {
        Language::Zh => ["编号", "流程", "机构", "状态", "环节", "最近期限"],
        Language::En => ["number", "process", "office", "status", "state", "next due"],
    };
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_header(head);
    for case in cases.as_array().into_iter().flatten() {
        let states: Vec<String> = each(&case["active"]).map(|state| both(&state["title"], language)).collect();
        let running = each(&case["deadlines"]).filter(|deadline| text(&deadline["clock"]) == "running");
        let marked = |deadline: &Json| match (deadline["provisional"].as_bool(), language) {
            (Some(true), Language::Zh) => format!("{}〔暂定〕", text(&deadline["due"])),
            (Some(true), Language::En) => format!("{} [provisional]", text(&deadline["due"])),
            (Some(false) | None, _) => text(&deadline["due"]),
        };
        let due = running.map(marked).min().unwrap_or_default();
        table.add_row([
            text(&case["number"]),
            both(&case["process_title"], language),
            both(&case["office_title"], language),
            status(case, language),
            states.join("、"),
            due,
        ]);
    }
    format!("{table}\n")
}

pub(super) fn status(case: &Json, language: Language) -> String {
    let ended = text(&case["status"]) == "ended";
    if case.get("suspended").is_some_and(|suspended| !suspended.is_null()) {
        return (if language == Language::Zh { "已中止" } else { "suspended" }).to_owned();
    }
    match (ended, language) {
        (false, Language::Zh) => "在办".to_owned(),
        (false, Language::En) => "open".to_owned(),
        (true, Language::Zh) => format!("已办结（{}）", text(&case["outcome"])),
        (true, Language::En) => format!("ended ({})", text(&case["outcome"])),
    }
}

/// A whole case with its history.
pub fn whole(case: &Json, history: &Json, language: Language) -> String {
    let zh = language == Language::Zh;
    let named = Titles { titles: &case["titles"], language };
    let mut told = format!(
        "{}  {}  {}  {}\n{}\n",
        text(&case["number"]),
        both(&case["process_title"], language),
        both(&case["office_title"], language),
        status(case, language),
        text(&case["source"]),
    );
    let mut section = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            told.push_str(&format!("\n{title}\n"));
            lines.iter().for_each(|line| told.push_str(&format!("  {line}\n")));
        }
    };
    let fields = each(&case["fields"])
        .map(|field| format!("{}：{}", both(&field["title"], language), both(&field["shown"], language)));
    section(if zh { "表单" } else { "Form" }, fields.collect());
    let tasks =
        each(&case["tasks"]).filter(|task| matches!(text(&task["condition"]).as_str(), "open" | "claimed" | "held"));
    section(if zh { "待办" } else { "Tasks" }, tasks.map(|task| named.task(task)).collect());
    section(
        if zh { "时限" } else { "Deadlines" },
        each(&case["deadlines"]).map(|deadline| super::deadline::line(deadline, language)).collect(),
    );
    let grants = each(&case["grants"]).map(|grant| grant_line(grant, language));
    section(if zh { "待遇" } else { "Benefits" }, grants.collect());
    section(
        if zh { "经过" } else { "History" },
        each(history).flat_map(|entry| step_lines(entry, &named, language)).collect(),
    );
    told
}

fn grant_line(grant: &Json, language: Language) -> String {
    let (from, amount) = (text(&grant["from"]), text(&grant["amount"]));
    let months = grant["months"].as_u64();
    match (language, months) {
        (Language::Zh, Some(months)) => {
            format!("{}：每月 {amount} 元，自 {from} 起 {months} 个月", text(&grant["grant"]))
        }
        (Language::Zh, None) => format!("{}：每月 {amount} 元，自 {from} 起", text(&grant["grant"])),
        (Language::En, Some(months)) => {
            format!("{}: {amount} yuan a month from {from} for {months} months", text(&grant["grant"]))
        }
        (Language::En, None) => format!("{}: {amount} yuan a month from {from}", text(&grant["grant"])),
    }
}

/// Names for people, by id.
struct Titles<'j> {
    titles: &'j Json,
    language: Language,
}

impl Titles<'_> {
    fn of(&self, id: &Json) -> String {
        let id = text(id);
        match self.titles.get(&id) {
            Some(title) => both(title, self.language),
            None => id,
        }
    }

    fn task(&self, task: &Json) -> String {
        let (state, role, office) = (self.of(&task["state"]), self.of(&task["role"]), self.of(&task["office"]));
        let item = item(task);
        match self.language {
            Language::Zh => format!("{} {state}{item}（{office}，{role}）", task["task"]),
            Language::En => format!("{} {state}{item} ({role}, {office})", task["task"]),
        }
    }
}

fn step_lines(entry: &Json, named: &Titles<'_>, language: Language) -> Vec<String> {
    let at = text(&entry["at"]).replace('T', " ");
    let at: String = at.chars().take(16).collect();
    let what: Vec<String> = each(&entry["events"]).filter_map(|event| event_line(event, named, language)).collect();
    let mut lines =
        vec![format!("{:>3}  {at}  {}  {}", entry["seq"], who(&entry["by"], named, language), what.join("；"))];
    for decision in each(&entry["decisions"]) {
        let why = both(&decision["lines"], language).replace('\n', "；");
        let shown = if why.is_empty() { text(&decision["result"]) } else { why };
        lines.push(format!("       {} ⇐ {}：{shown}", text(&decision["about"]), text(&decision["expression"])));
    }
    lines
}

fn who(by: &Json, named: &Titles<'_>, language: Language) -> String {
    if let Some(person) = by.pointer("/person/person") {
        return named.of(person);
    }
    if let Some(duty) = by.pointer("/obligation/obligation") {
        let period = text(&by["obligation"]["period"]);
        let what = if language == Language::Zh { "定期任务" } else { "duty" };
        return format!("{what} {} {period}", text(duty));
    }
    match (by.as_str(), language) {
        (Some("time"), Language::Zh) => "到时".to_owned(),
        (Some("time"), Language::En) => "time".to_owned(),
        _ => by.to_string(),
    }
}

fn event_line(event: &Json, named: &Titles<'_>, language: Language) -> Option<String> {
    let (kind, body) = event.as_object()?.iter().next()?;
    let zh = language == Language::Zh;
    let told = match kind.as_str() {
        "case_started" => {
            if zh {
                "立件".to_owned()
            } else {
                "started".to_owned()
            }
        }
        "action_taken" => {
            let comment = body.get("comment").map(|comment| format!("「{}」", text(comment))).unwrap_or_default();
            format!("{} {}{comment}", if zh { "办理" } else { "did" }, named.of(&body["action"]))
        }
        "state_entered" => format!("→ {}", named.of(&body["state"])),
        "deadline_passed" => format!("{} {}", if zh { "逾期" } else { "passed" }, named.of(&body["deadline"])),
        "deadline_met" => {
            let met = match (zh, body["late"].as_bool().unwrap_or_default()) {
                (true, false) => "达成时限",
                (true, true) => "迟于时限达成",
                (false, false) => "met",
                (false, true) => "met late",
            };
            format!("{met} {}", named.of(&body["deadline"]))
        }
        "rung_reached" => format!("{} {}", if zh { "时限节点" } else { "rung of" }, named.of(&body["deadline"])),
        "notification_queued" => {
            format!("{} {}", if zh { "通知" } else { "notified" }, addressee(&body["to"], language))
        }
        "notification_suppressed" => {
            format!("{} {}", if zh { "未通知" } else { "not notified" }, text(&body["meant_for"]))
        }
        "benefit_granted" => format!("{} {}", if zh { "发放" } else { "granted" }, text(&body["grant"])),
        "benefit_stopped" => format!("{} {}", if zh { "停发" } else { "stopped" }, text(&body["grant"])),
        "case_requested" => format!("{} {}", if zh { "另立" } else { "started" }, text(&body["process"])),
        "event_kept" => format!("{} {}", if zh { "早到留存" } else { "kept" }, text(&body["kept"]["event"])),
        "kept_expired" => (if zh { "早到的消息作废" } else { "what came early lapsed" }).to_owned(),
        "case_called_off" => format!("{} {}", if zh { "撤销附属办件" } else { "called off" }, text(&body["key"])),
        "case_ended" => format!("{} {}", if zh { "办结" } else { "ended" }, text(&body["outcome"])),
        "case_reopened" => {
            if zh {
                "重启办理".to_owned()
            } else {
                "reopened".to_owned()
            }
        }
        "case_suspended" => {
            format!("{}{}", if zh { "中止办理：" } else { "suspended: " }, text(&body["note"]["reason"]))
        }
        "case_resumed" => {
            format!("{}{}", if zh { "恢复办理：" } else { "resumed: " }, text(&body["note"]["reason"]))
        }
        "deadline_set" if body["entry"].get("armed").is_none() => {
            format!("{} {}", if zh { "时限变更" } else { "another date for" }, named.of(&body["deadline"]))
        }
        "task_claimed" => {
            if zh {
                "签收".to_owned()
            } else {
                "claimed".to_owned()
            }
        }
        "desk" => return super::desk::event_line(body, &|id| named.of(id), language),
        "incident_raised" => {
            format!("{}: {}", if zh { "运行异常" } else { "incident" }, both(&body["reason"], language))
        }
        _ => return None,
    };
    Some(told)
}

fn addressee(to: &Json, language: Language) -> String {
    match (to.get("person"), language) {
        (Some(person), _) => text(person),
        (None, Language::Zh) => "申请人".to_owned(),
        (None, Language::En) => "the applicant".to_owned(),
    }
}

pub(super) fn each(list: &Json) -> impl Iterator<Item = &Json> {
    list.as_array().into_iter().flatten()
}

pub(super) fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        other => other.to_string(),
    }
}

pub(super) fn both(value: &Json, language: Language) -> String {
    match language {
        Language::Zh => text(&value["zh"]),
        Language::En => text(&value["en"]),
    }
}
