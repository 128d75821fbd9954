//! What was measured, for people and for programs.

use definition::bilingual::Language;
use serde_json::{Value as Json, json};

use super::due::Due;
use super::growth::{Grown, Opening};
use super::load::Done;
use super::round::Plan;
use super::samples::median;
use super::usage::Memory;

/// Steps a busy official takes in a working day: one every four minutes for eight hours.
const STEPS_A_DAY: f64 = 120.0;
/// Seconds of a working day in which half of the work falls.
const BUSY_SECONDS: f64 = 2.0 * 3_600.0;

/// What a measurement found.
#[derive(Clone, Debug)]
pub struct Report {
    /// SQLite or PostgreSQL.
    pub store: &'static str,
    /// What was wanted.
    pub plan: Plan,
    /// The bare rows and the service, round by round.
    pub rounds: Vec<(Done, Done)>,
    /// Memory after the rounds.
    pub memory: Memory,
    /// What many open cases cost, if there were any.
    pub grown: Option<Grown>,
    /// Opening the database again.
    pub opening: Opening,
}

impl Report {
    /// One object; the middle of the rounds.
    pub fn json(&self) -> Json {
        let middle = |of: &dyn Fn(&(Done, Done)) -> f64| median(self.rounds.iter().map(of));
        let mut json = json!({
            "store": self.store,
            "clients": self.plan.clients,
            "open": self.plan.open,
            "http": self.plan.http,
            "rounds": self.rounds.len(),
            "raw_steps_per_s": rounded(middle(&|(raw, _)| raw.steps_per_s())),
            "steps_per_s": rounded(middle(&|(_, ours)| ours.steps_per_s())),
            "ratio": rounded(middle(&|(raw, ours)| ours.steps_per_s() / raw.steps_per_s().max(f64::EPSILON))),
            "raw_cpu_ms_per_command": rounded(middle(&|(raw, _)| raw.cpu_ms_per_command())),
            "cpu_ms_per_command": rounded(middle(&|(_, ours)| ours.cpu_ms_per_command())),
            "raw_p50_ms": rounded(middle(&|(raw, _)| raw.steps.per_mille_ms(500))),
            "p50_ms": rounded(middle(&|(_, ours)| ours.steps.per_mille_ms(500))),
            "p99_ms": rounded(middle(&|(_, ours)| ours.steps.per_mille_ms(990))),
            "rss_mib": rounded(self.memory.now_mib),
            "peak_rss_mib": rounded(self.memory.peak_mib),
            "opening_ms": rounded(self.opening.took.as_secs_f64() * 1_000.0),
            "opened_rss_mib": rounded(self.opening.mib),
        });
        if let (Some(grown), Json::Object(all)) = (&self.grown, &mut json) {
            let more = json!({
                "anywhere_raw_cpu_ms_per_step": rounded(grown.raw.cpu_ms_per_command()),
                "anywhere_cpu_ms_per_step": rounded(grown.steps.cpu_ms_per_command()),
                "anywhere_raw_steps_per_s": rounded(grown.raw.steps_per_s()),
                "anywhere_steps_per_s": rounded(grown.steps.steps_per_s()),
                "inbox_p99_ms": rounded(grown.inbox.per_mille_ms(990)),
                "case_p99_ms": rounded(grown.case.per_mille_ms(990)),
                "due_p99_ms": rounded(grown.due.per_mille_ms(990)),
            });
            all.extend(more.as_object().cloned().unwrap_or_default());
        }
        json
    }

    /// For people.
    pub fn told(&self, language: Language) -> String {
        let figures = self.json();
        let of = |key: &str| figures[key].as_f64().unwrap_or_default();
        let (steps, raw, ratio) = (of("steps_per_s"), of("raw_steps_per_s"), of("ratio"));
        let (cpu, p50, p99, mib) = (of("cpu_ms_per_command"), of("p50_ms"), of("p99_ms"), of("rss_mib"));
        let (opening, people) = (of("opening_ms"), people(steps));
        let clients = self.plan.clients;
        let mut text = match language {
            Language::Zh => format!(
                "{clients} 个并发经办人：每秒 {steps:.0} 步（同样的数据裸写 {raw:.0} 步，为其 {ratio:.2} 倍）\n每次办理用处理器 {cpu:.3} 毫秒，半数在 {p50:.1} 毫秒内、99% 在 {p99:.1} 毫秒内办完；内存 {mib:.0} MiB；启动 {opening:.0} 毫秒\n"
            ),
            Language::En => format!(
                "{clients} officials at the same time: {steps:.0} steps a second (the same rows written bare: {raw:.0}; {ratio:.2} of it)\n{cpu:.3} ms of processor a command; half are done within {p50:.1} ms, 99% within {p99:.1} ms; {mib:.0} MiB of memory; {opening:.0} ms to start\n"
            ),
        };
        if self.grown.is_some() {
            let (inbox, case, due) = (of("inbox_p99_ms"), of("case_p99_ms"), of("due_p99_ms"));
            let (anywhere, open) = (of("anywhere_cpu_ms_per_step"), self.plan.open);
            text.push_str(&match language {
                Language::Zh => format!(
                    "在办 {open} 件时：任取一件办理用处理器 {anywhere:.3} 毫秒；99% 的待办页在 {inbox:.1} 毫秒、办件页在 {case:.1} 毫秒、查到期在 {due:.1} 毫秒内\n"
                ),
                Language::En => format!(
                    "with {open} open cases: {anywhere:.3} ms of processor for a step on any of them; 99% of inbox pages within {inbox:.1} ms, case pages {case:.1} ms, looks for what is due {due:.1} ms\n"
                ),
            });
        }
        text.push_str(&match language {
            Language::Zh => format!(
                "意思是：一名经办人一天办 {STEPS_A_DAY:.0} 步，一半挤在两小时里，这台机器够 {people:.0} 名经办人同时用，已留一半余量。\n"
            ),
            Language::En => format!(
                "That is: at {STEPS_A_DAY:.0} steps a day for each official, half of them within two hours, this machine serves {people:.0} officials with half of it to spare.\n"
            ),
        });
        text
    }
}

/// How many officials so many steps a second are enough for, with half to spare.
fn people(steps_per_s: f64) -> f64 {
    (steps_per_s / 2.0 / (STEPS_A_DAY / 2.0 / BUSY_SECONDS)).floor()
}

/// A round as it ends.
pub fn round(raw: &Done, ours: &Done, language: Language) -> String {
    let (bare, steps, cpu) = (raw.steps_per_s(), ours.steps_per_s(), ours.cpu_ms_per_command());
    let (raw_cpu, ratio) = (raw.cpu_ms_per_command(), steps / bare.max(f64::EPSILON));
    match language {
        Language::Zh => {
            format!(
                "  裸写每秒 {bare:.0} 步（{raw_cpu:.3} 毫秒），办理每秒 {steps:.0} 步（{cpu:.3} 毫秒）：{ratio:.2}\n"
            )
        }
        Language::En => {
            format!("  bare {bare:.0} steps/s ({raw_cpu:.3} ms), cases {steps:.0} steps/s ({cpu:.3} ms): {ratio:.2}\n")
        }
    }
}

impl Due {
    /// One object.
    pub fn json(&self) -> Json {
        json!({
            "store": self.store,
            "due": self.due,
            "fired": self.fired,
            "due_s": rounded(self.took.as_secs_f64()),
            "cpu_s": rounded(self.cpu.as_secs_f64()),
            "steps_per_s": rounded(self.before.steps_per_s()),
            "steps_per_s_meanwhile": rounded(self.meanwhile.steps_per_s()),
            "kept": rounded(self.meanwhile.steps_per_s() / self.before.steps_per_s().max(f64::EPSILON)),
            "p99_ms_meanwhile": rounded(self.meanwhile.steps.per_mille_ms(990)),
            "single_late_p50_ms": rounded(self.single.per_mille_ms(500)),
            "single_late_max_ms": rounded(self.single.per_mille_ms(1_000)),
            "peak_rss_mib": rounded(self.peak_mib),
        })
    }

    /// For people.
    pub fn told(&self, language: Language) -> String {
        let Self { due, fired, .. } = self;
        let (took, before) = (self.took.as_secs_f64(), self.before.steps_per_s());
        let (meanwhile, late) = (self.meanwhile.steps_per_s(), self.single.per_mille_ms(1_000));
        match language {
            Language::Zh => format!(
                "{due} 个时限同时到期：{took:.1} 秒内处理 {fired} 个；其间经办人每秒办 {meanwhile:.0} 步（平时 {before:.0} 步）\n空闲时单个时限最多迟 {late:.0} 毫秒\n意思是：停机再久，积压的时限也能很快补上，办事的人仍然能办。\n"
            ),
            Language::En => format!(
                "{due} deadlines due at once: {fired} took effect within {took:.1} s; meanwhile people took {meanwhile:.0} steps a second ({before:.0} otherwise)\na single deadline on an idle server is late by at most {late:.0} ms\nThat is: however long the server was down, what became due is made up for soon, and people can work meanwhile.\n"
            ),
        }
    }
}

/// To three digits after the point.
fn rounded(figure: f64) -> f64 {
    (figure * 1_000.0).round() / 1_000.0
}
