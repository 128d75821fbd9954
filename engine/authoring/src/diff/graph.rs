//! What a process says of its states.

use definition::model::{Action, Branch, Effect, End, FormItem, Inside, State, StateKind, Working};

use super::facts::Facts;
use crate::words::Words;

/// A path and what it is about, in both languages.
pub(super) struct At {
    pub(super) path: String,
    zh: String,
    en: String,
}

impl At {
    pub(super) fn part(&self, path: &str, zh: &str, en: &str) -> At {
        At {
            path: format!("{}.{path}", self.path),
            zh: format!("{}的{zh}", self.zh),
            en: format!("{en} of {}", self.en),
        }
    }

    pub(super) fn subject(&self) -> (&str, &str) {
        (&self.zh, &self.en)
    }
}

impl<'d> Facts<'d> {
    pub(super) fn states(&mut self) {
        for (name, state) in &self.zh.definition.states {
            let at = At {
                path: format!("states.{name}"),
                zh: format!("环节“{}”", state.title.zh),
                en: format!("state \u{201c}{}\u{201d}", state.title.en),
            };
            self.say(&at.path, at.subject(), |_| String::new());
            self.state(&at, state);
        }
    }

    fn state(&mut self, at: &At, state: &'d State) {
        let part = at.part("name", "名称", "name");
        self.say(&part.path, part.subject(), |words| state.title.get(words.language).to_owned());
        let part = at.part("source", "依据", "source");
        self.same(&part.path, part.subject(), state.source.as_deref());
        self.effects(&at.part("enter", "进入时", "what is done on entering"), &state.enter);
        self.effects(&at.part("leave", "离开时", "what is done on leaving"), &state.leave);
        match &state.kind {
            StateKind::Working(working) => self.working(at, working),
            StateKind::End(end) => self.end(at, end),
            StateKind::Final => {}
            StateKind::History(history) => {
                let part = at.part("history", "没有历史时去向", "target where there is no history");
                self.say(&part.path, part.subject(), |words| words.states(&history.to));
            }
        }
    }

    fn working(&mut self, at: &At, working: &'d Working) {
        if let Some(task) = &working.task {
            let part = at.part("task", "办理角色", "role");
            self.say(&part.path, part.subject(), |words| words.role(&task.role));
            let part = at.part("form", "表单", "form");
            self.form(&part.path, part.subject(), &task.form);
            if !task.not_same_person_as.is_empty() {
                let part = at.part("not_same_person_as", "回避（不得同人）", "separation of persons");
                self.say(&part.path, part.subject(), |words| words.states(&task.not_same_person_as));
            }
            if let Some(each) = &task.each {
                let part = at.part("for_each", "逐项办理", "going through items");
                self.say(&part.path, part.subject(), |words| words.each(each));
            }
            self.opinions(at, task);
            if !task.hand_over.is_empty() {
                let part = at.part("hand_over", "可转交待办的角色", "who may hand the task over");
                self.say(&part.path, part.subject(), |words| words.roles(&task.hand_over));
            }
        }
        for (name, action) in &working.actions {
            let title = (&action.title.zh, &action.title.en);
            let zh = format!("动作“{}”", title.0);
            let part = at.part(&format!("on.{name}"), &zh, &format!("action \u{201c}{}\u{201d}", title.1));
            self.action(&part, action);
        }
        if let Inside::One { initial, effects } = &working.inside {
            let part = at.part("initial", "内部起始环节", "initial state inside");
            self.say(&part.path, part.subject(), |words| words.states(initial));
            self.effects(&at.part("begin", "内部开始时", "what is done on beginning inside"), effects);
        }
        for receive in &working.receive {
            let event = self.zh.event_of(receive).to_owned();
            let part = at.part(&format!("receive.{event}"), &format!("消息“{event}”"), &format!("event {event}"));
            self.say(&part.path, part.subject(), |_| String::new());
            if let Some(keep) = &receive.keep {
                let part = part.part("keep", "早到留存", "keeping of what comes early");
                self.say(&part.path, part.subject(), |words| keep.text(words.language));
            }
            if !receive.senders.is_empty() {
                let sender = part.part("sender", "发送方", "sender");
                self.say(&sender.path, sender.subject(), |words| {
                    words.listed(&receive.senders.iter().map(|sender| words.sender(sender)).collect::<Vec<_>>())
                });
            }
            let form = part.part("form", "内容", "content");
            self.form(&form.path, form.subject(), &receive.form);
            self.branches(&part, &receive.branches);
        }
        for (number, after) in working.after.iter().enumerate() {
            let part = at.part(&format!("after#{number}"), "到时自动办理", "what time does");
            self.say(&part.path, part.subject(), |words| words.wait(&after.wait));
            self.branches(&part, &after.branches);
        }
        if !working.always.is_empty() {
            let part = at.part("always", "自动流转", "automatic transitions");
            self.branches(&part, &working.always);
        }
    }

    fn action(&mut self, at: &At, action: &'d Action) {
        self.say(&at.path, at.subject(), |_| String::new());
        let part = at.part("name", "名称", "name");
        self.say(&part.path, part.subject(), |words| action.title.get(words.language).to_owned());
        let part = at.part("comment", "意见", "comment");
        self.say(&part.path, part.subject(), |words| words.comment(action.comment).to_owned());
        let part = at.part("form", "表单", "form");
        self.form(&part.path, part.subject(), &action.form);
        let part = at.part("without_form", "免填待办表单", "being free of the task's form");
        self.say(&part.path, part.subject(), |words| {
            let (zh, en) = if action.without_form { ("是", "yes") } else { ("否", "no") };
            words.either(zh, en).to_owned()
        });
        if let Some(otherwise) = &action.otherwise {
            let part = at.part("otherwise", "不符提示", "refusal");
            self.say(&part.path, part.subject(), |words| otherwise.get(words.language).to_owned());
        }
        self.back(at, action);
        self.branches(at, &action.branches);
    }

    fn branches(&mut self, at: &At, branches: &'d [Branch]) {
        for (number, branch) in branches.iter().enumerate() {
            let only = branches.len() == 1;
            let nth = |path: &str, zh: &str, en: &str| {
                if only {
                    return at.part(path, zh, en);
                }
                let number = number + 1;
                at.part(&format!("{path}#{number}"), &format!("第{number}条路的{zh}"), &format!("{en} of way {number}"))
            };
            let to = nth("to", "去向", "target");
            self.say(&to.path, to.subject(), |words| target(words, branch));
            if let Some(when) = &branch.when {
                let part = nth("when", "条件", "condition");
                self.say(&part.path, part.subject(), |words| words.expression(when));
            }
            self.effects(&nth("do", "同时", "what is done along with it"), &branch.effects);
        }
    }

    /// Each effect by what it says: an effect that changed is one that is gone and one that is new.
    fn effects(&mut self, at: &At, effects: &'d [Effect]) {
        for effect in effects {
            let path = format!("{}#{}", at.path, self.en.effect(effect));
            self.say(&path, at.subject(), |words| words.effect(effect));
        }
    }

    /// Each field of a form on its own, with whether it must be filled in.
    pub(super) fn form(&mut self, path: &str, subject: (&str, &str), form: &'d [FormItem]) {
        for item in form {
            let subject = (
                format!("{}“{}”", subject.0, self.zh.field(item.field.as_str())),
                format!("\u{201c}{}\u{201d} on {}", self.en.field(item.field.as_str()), subject.1),
            );
            self.say(&format!("{path}#{}", item.field), (&subject.0, &subject.1), |words| {
                let (zh, en) = if item.required { ("必填", "required") } else { ("选填", "optional") };
                words.either(zh, en).to_owned()
            });
        }
    }

    fn end(&mut self, at: &At, end: &'d End) {
        let part = at.part("end", "办理结果", "outcome");
        self.same(&part.path, part.subject(), Some(&end.outcome));
        if let Some(reopen) = &end.reopen {
            let part = at.part("reopen", "重启办理", "reopening");
            self.say(&part.path, part.subject(), |words| {
                let (role, to, comment) =
                    (words.role(&reopen.role), words.state(&reopen.to), words.comment(reopen.comment));
                words.either(
                    format!("由{role}重启，回到“{to}”，意见{comment}"),
                    format!("by {role}, to \u{201c}{to}\u{201d}, comment {comment}"),
                )
            });
        }
    }
}

fn target(words: &Words<'_>, branch: &Branch) -> String {
    match words.target(branch) {
        Some(to) => words.quoted(&to),
        None => words.either("留在原环节", "stays").to_owned(),
    }
}
