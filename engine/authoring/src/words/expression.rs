//! Expressions with the titles of what they read in place of its ids.

use definition::expression::{Expression, Read, ReadOf};

use super::Words;

/// Words of the expression language between two readings, and how Chinese says them.
const ZH: [(&str, &str); 7] =
    [("and", "且"), ("or", "或"), ("not", "非"), ("if", "若"), ("then", "则"), ("else", "否则"), ("in", "属于")];

impl Words<'_> {
    /// `income_per_person < line_year` as 家庭人均年收入 < 当地低保标准（年）.
    pub fn expression(&self, expression: &Expression) -> String {
        let source = expression.source();
        let mut said = String::new();
        let mut at = 0;
        let mut reads: Vec<&Read> = expression.reads().iter().collect();
        reads.sort_by_key(|read| read.span);
        for read in reads {
            let (Some(between), Some(title)) = (source.get(at..read.span.start), self.read(read)) else { continue };
            said.push_str(&self.between(between));
            said.push_str(&title);
            at = read.span.end;
        }
        said.push_str(&self.between(source.get(at..).unwrap_or_default()));
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn read(&self, read: &Read) -> Option<String> {
        match &read.what {
            ReadOf::Variable(name) => Some(self.field(name)),
            ReadOf::Given(name) => {
                let title = self.field(name);
                Some(self.either(format!("已填{title}"), format!("{title} given")))
            }
            ReadOf::Parameter(name) => Some(self.parameter(name)),
            ReadOf::State(name) => {
                let title = self.quoted(&self.state(name));
                Some(self.either(format!("处于{title}"), format!("in {title}")))
            }
            ReadOf::Clock => None,
        }
    }

    /// What stands between two readings, its words said in Chinese, quoted texts as they are.
    fn between(&self, text: &str) -> String {
        let parts = text.split('"').enumerate().map(|(at, part)| {
            if at % 2 == 1 { self.option(part) } else { self.either(in_chinese(part), part.to_owned()) }
        });
        parts.collect()
    }

    /// A quoted text; the title of the option of that id, if there is one.
    fn option(&self, id: &str) -> String {
        let options = self.definition.fields.values().flat_map(|field| match &field.kind {
            definition::model::FieldKind::Choice(options) => options.as_slice(),
            _ => &[],
        });
        let titles: Vec<&str> =
            options.filter(|option| option.id == id).map(|option| option.title.get(self.language)).collect();
        match titles.as_slice() {
            [first, rest @ ..] if rest.iter().all(|title| title == first) => self.quoted(first),
            _ => self.quoted(id),
        }
    }
}

fn in_chinese(text: &str) -> String {
    let mut said = String::new();
    let mut word = String::new();
    for character in text.chars().chain(['\0']) {
        if character.is_alphanumeric() || character == '_' {
            word.push(character);
            continue;
        }
        let known = ZH.iter().find(|(english, _)| *english == word);
        said.push_str(known.map_or(word.as_str(), |(_, chinese)| chinese));
        word.clear();
        if character != '\0' {
            said.push(character);
        }
    }
    said.replace("today()", "今天").replace("now()", "此刻")
}
