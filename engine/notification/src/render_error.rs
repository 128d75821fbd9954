//! What can be wrong with a template, or with a template and its data.

use std::fmt;

use crate::reason::Reason;

/// The part of a template that went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 标题
    Subject,
    /// 正文
    Body,
}

/// A template that could not be read or filled in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.reason().en)]
pub struct RenderError {
    /// The template's name.
    pub template: String,
    /// Where in it.
    pub part: Part,
    /// The line in that part, from 1; 1 if it is about the whole part.
    pub line: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The template is longer than a template may be.
    SourceTooLong {
        /// Its bytes.
        bytes: usize,
        /// The most it may have.
        bytes_max: usize,
    },
    /// It cannot be read, or asks for a filter, test or function that is not there.
    Syntax {
        /// In the words of the template language.
        detail: String,
    },
    /// It uses something the data does not have, or has without a value.
    Missing {
        /// What it uses and the data lacks; the missing one is among these.
        variables: Vec<String>,
    },
    /// It takes more work or memory than one message may.
    TooMuchWork,
    /// The filled-in text is longer than a message may be.
    TextTooLong {
        /// Its bytes.
        bytes: usize,
        /// The most it may have.
        bytes_max: usize,
    },
}

impl RenderError {
    /// The error for people: what was found and what to do.
    pub fn reason(&self) -> Reason {
        let Self { template, part, line, problem } = self;
        let what = problem.reason();
        Reason::new(
            format!("模板“{template}”{}第 {line} 行：{}", part.zh(), what.zh),
            format!("template \"{template}\", {part}, line {line}: {}", what.en),
        )
    }
}

impl Part {
    fn zh(self) -> &'static str {
        match self {
            Self::Subject => "标题",
            Self::Body => "正文",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Subject => "subject",
            Self::Body => "body",
        })
    }
}

impl Problem {
    fn reason(&self) -> Reason {
        match self {
            Self::SourceTooLong { bytes, bytes_max } => Reason::new(
                format!("模板不得超过 {bytes_max} 字节，现有 {bytes} 字节，请缩短"),
                format!("a template may have {bytes_max} bytes, this one has {bytes}; shorten it"),
            ),
            Self::Syntax { detail } => Reason::new(
                format!("模板写法有误（{detail}），请改正"),
                format!("the template cannot be read ({detail}); correct it"),
            ),
            Self::Missing { variables } => {
                let names = variables.join(", ");
                Reason::new(
                    format!("没有这一内容或其值为空：{names}；请改正名称，或先用 is defined 判断"),
                    format!("the data lacks, or has no value for: {names}; correct the name or ask `is defined` first"),
                )
            }
            Self::TooMuchWork => Reason::new(
                "生成这一通知的计算量超过上限，请减少循环",
                "filling in takes more work than one message may; use fewer loops",
            ),
            Self::TextTooLong { bytes, bytes_max } => Reason::new(
                format!("通知不得超过 {bytes_max} 字节，生成了 {bytes} 字节，请缩短"),
                format!("a message may have {bytes_max} bytes, this one has {bytes}; shorten it"),
            ),
        }
    }
}
