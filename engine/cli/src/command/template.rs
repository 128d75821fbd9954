//! `doudi template preview`: how a notification reads, on sample data, in both languages.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use definition::bilingual::{Bilingual, Language};
use definition::name::TemplateName;
use definition::template;
use notification::{Template as Words, render};
use serde_json::{Map, Value as Json, json};

use super::Outcome;
use super::check::today;
use crate::failure::Failure;
use crate::output;
use crate::texts::Texts;

/// 通知模板 / Notification templates
#[derive(Subcommand, Debug)]
pub enum Template {
    /// 用示例数据显示一个模板写出来的通知 / Show what a template says, on sample data
    Preview(Preview),
}

#[derive(Args, Debug)]
pub struct Preview {
    /// 模板的名字 / Name of the template
    name: String,
    /// 示例数据中的一项，可写多次，如 late=true、fields.members=4 / One item of the sample data; may be given again
    #[arg(long = "set", value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// 流程目录 / Folder with the templates
    #[arg(long, value_name = "DIR", env = "DOUDI_WORKFLOWS", default_value = "workflows")]
    workflows: PathBuf,
}

impl Template {
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        match self {
            Template::Preview(preview) => preview.run(language),
        }
    }
}

impl Preview {
    fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let texts = Texts::collect(std::slice::from_ref(&self.workflows))?;
        let templates = definition::check(&texts.all(), today()).templates;
        let Some(found) = templates.get(&TemplateName::from(self.name.as_str())) else {
            let names: Vec<&str> = templates.all().keys().map(TemplateName::as_str).collect();
            let (zh, en) = (names.join("、"), names.join(", "));
            return Err(Failure::new(Bilingual::new(
                format!("没有模板“{}”，现有：{zh}", self.name),
                format!("there is no template `{}`; there are: {en}", self.name),
            ))
            .into());
        };
        let data = self.data(found);
        let words = Words {
            name: self.name.clone(),
            subject: found.subject.get(language).to_owned(),
            body: found.body.get(language).to_owned(),
        };
        match render(&words, &data) {
            Ok(rendered) => {
                output::say(&format!("{}\n\n{}\n", rendered.subject, rendered.body))?;
                Ok(Outcome::Good)
            }
            Err(error) => {
                let reason = error.reason();
                output::complain(Bilingual::new(&reason.zh, &reason.en).get(language));
                Ok(Outcome::Bad)
            }
        }
    }

    /// Every variable the template reads, as its own name in brackets unless it is given.
    fn data(&self, template: &template::Template) -> Json {
        let mut data = json!({"number": "KS-222403100-2020-00001", "late": false, "due": "2020-04-20 24:00", "sent_at": "2020-04-20 10:00"});
        for variable in template.variables() {
            put(&mut data, &variable.value, json!(format!("［{}］", variable.value)), false);
        }
        for given in &self.set {
            let (name, value) = given.split_once('=').unwrap_or((given, ""));
            let value = serde_json::from_str(value).unwrap_or_else(|_| json!(value));
            put(&mut data, name, value, true);
        }
        data
    }
}

/// Puts a value at a dotted path.
fn put(data: &mut Json, path: &str, value: Json, replace: bool) {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let Json::Object(parts) = data else { return };
    match rest {
        None if replace => {
            parts.insert(first.to_owned(), value);
        }
        None => {
            parts.entry(first).or_insert(value);
        }
        Some(rest) => {
            let inner = parts.entry(first).or_insert_with(|| Json::Object(Map::new()));
            if !inner.is_object() {
                *inner = Json::Object(Map::new());
            }
            put(inner, rest, value, replace);
        }
    }
}
