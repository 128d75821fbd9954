//! What came of walks at random, as text. What is found is a scenario file that can be kept as it is.

use definition::bilingual::Language;
use scenario::{Explored, Flaw, Suggested};

use super::summary::several;
use super::visible::visible;

/// Each process in one line, and what does not hold in it with the scenario that shows it.
pub fn explored(all: &[Explored], language: Language) -> String {
    let parts = all.iter().map(|explored| {
        let flaws: String = explored.found.iter().map(|flaw| shown(flaw, language)).collect();
        format!("{flaws}{}\n", line(explored, language))
    });
    visible(&parts.collect::<String>())
}

fn shown(flaw: &Flaw, language: Language) -> String {
    let word = match language {
        Language::Zh => "发现",
        Language::En => "FOUND",
    };
    format!("{word} {}: {}\n\n{}\n", flaw.kind, flaw.message.get(language), flaw.scenario)
}

fn line(explored: &Explored, language: Language) -> String {
    let Explored { process, walks, steps, covered, found } = explored;
    match language {
        Language::Zh => {
            format!("{process}：走了 {walks} 遍，共 {steps} 步，走到 {covered} 项，发现 {} 个问题", found.len())
        }
        Language::En => format!(
            "{process}: {} of {} in all, {} come by, {} found",
            several(*walks, "walk"),
            several(*steps, "step"),
            several(*covered, "thing"),
            several(found.len(), "problem")
        ),
    }
}

/// The scenario files, one after the other, each with what it is for.
pub fn suggested(all: &[Suggested], language: Language) -> String {
    let parts = all.iter().map(|suggested| {
        let Suggested { process, text, reached, unreached } = suggested;
        let told = match language {
            Language::Zh => {
                format!("# {process}：补上 {} 项，没有走到 {} 项", reached.len(), unreached.len())
            }
            Language::En => {
                format!("# {process}: {} covered by these scenarios, {} not reached", reached.len(), unreached.len())
            }
        };
        format!("{told}\n{text}")
    });
    visible(&parts.collect::<Vec<_>>().join("---\n"))
}
