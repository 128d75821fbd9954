//! The commands, one file each. Each answers an [`Outcome`], or fails before it has one.

mod bench;
mod calendar;
mod case;
mod change;
mod check;
mod clock;
mod demo;
mod diagram;
mod diff;
mod doc;
mod explain;
mod explain_code;
mod explore;
mod export;
mod fmt;
mod import;
mod lsp;
mod mail;
mod new;
mod notify;
mod obligation;
mod publish;
mod schema;
mod serve;
mod table;
mod template;
mod test;
mod token;
mod verify;

use std::process::ExitCode;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use definition::bilingual::Language;

pub use check::today;

/// 兜底：社会救助等公共事务的流程引擎 / Doudi, a workflow engine for public casework
#[derive(Parser)]
#[command(
    name = "doudi",
    version,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true
)]
#[command(subcommand_help_heading = "命令 / Commands", next_help_heading = "选项 / Options")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// 输出的语言：zh 或 en / Language of the output: zh or en
    #[arg(long, global = true, env = "DOUDI_LANG", value_enum, default_value = "zh", value_name = "LANG")]
    #[arg(hide_possible_values = true)]
    lang: Lang,
    /// 显示帮助 / Print help
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本 / Print version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Subcommand)]
enum Command {
    /// 检查流程、参数、日历、机构和模板文件 / Check processes, parameters, calendars, organisations and templates
    Check(check::Check),
    /// 在虚拟时间里运行场景 / Run the scenarios in virtual time
    Test(test::Test),
    /// 说明一个结果是怎么来的 / Explain how a result comes about
    #[command(subcommand)]
    Explain(explain::Explain),
    /// 说明一个问题代码：意味着什么，错误和正确写法 / Explain a diagnostic code, with a wrong and a right example
    ExplainCode(explain_code::ExplainCode),
    /// 新建一个流程和它的场景 / Begin a new process, with its scenarios
    New(new::New),
    /// 把关键字换成中文或英文（--lang），其余不动 / Put the keywords into one language (--lang), nothing else
    Fmt(fmt::Fmt),
    /// 输出一种文件的 JSON Schema，供编辑器补全和提示 / Print the JSON Schema of a kind of file, for editors
    Schema(schema::Schema),
    /// 用话说出两个版本的流程有哪些变化 / Tell what changed between two versions of a process, in words
    Diff(diff::Diff),
    /// 把流程写成可打印的 A4 说明（HTML） / Describe a process on printable A4 pages (HTML)
    Doc(doc::Doc),
    /// 导出流程，供其他工具使用 / Export a process for other tools
    #[command(subcommand)]
    Export(export::Export),
    /// 导入其他系统的流程 / Bring in processes of other systems
    #[command(subcommand)]
    Import(import::Import),
    /// 语言服务器：编辑器里的诊断、补全、跳转、改名 / Language server: diagnostics, completion, definitions, renaming
    Lsp(lsp::Lsp),
    /// 画流程图：SVG、文字或 Mermaid / Draw a process: SVG, text or Mermaid
    Diagram(diagram::Diagram),
    /// 决策表：与电子表格、DMN 互换 / Decision tables: to and from spreadsheets and DMN
    #[command(subcommand)]
    Table(table::Table),
    /// 启动服务 / Start the server
    Serve(serve::Serve),
    /// 发布流程、参数、日历和机构 / Publish processes, parameters, calendars and organisations
    Publish(publish::Publish),
    /// 办件 / Cases
    #[command(subcommand)]
    Case(case::Case),
    /// 定期任务 / Recurring duties of offices
    #[command(subcommand)]
    Obligation(obligation::Obligation),
    /// 工作日历：导入一年的放假安排 / Calendars: import a year's arrangement
    #[command(subcommand)]
    Calendar(calendar::Calendar),
    /// 访问令牌 / Tokens of access
    #[command(subcommand)]
    Token(token::Token),
    /// 核验：重放全部历史并与库中状态核对 / Verify: apply every history again and compare
    Verify(verify::Verify),
    /// 通知 / Notifications
    #[command(subcommand)]
    Mail(mail::Mail),
    /// 通知的通道、偏好、站内消息、纸质送达、地址更正 / Channels, preferences, messages, paper, corrections
    #[command(subcommand)]
    Notify(notify::Notify),
    /// 通知模板 / Notification templates
    #[command(subcommand)]
    Template(template::Template),
    /// 数据库的时钟；虚拟时间可以推进 / The database's clock; virtual time can be moved on
    Clock(clock::Clock),
    /// 演示：虚拟时间里的 2020 年 4 月 20 日 / Demonstration: 20 April 2020 in virtual time
    Demo(demo::Demo),
    /// 测速：这台机器能办多少 / Measure: how much this machine can do
    Bench(bench::Bench),
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    Zh,
    En,
}

/// How a command ended that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is wrong, or only warnings: exit code 0.
    Good,
    /// Something is wrong: exit code 1.
    Bad,
}

impl Arguments {
    /// The language to answer in.
    pub fn language(&self) -> Language {
        match self.lang {
            Lang::Zh => Language::Zh,
            Lang::En => Language::En,
        }
    }

    /// Does what was asked for.
    pub fn run(&self) -> anyhow::Result<Outcome> {
        let language = self.language();
        match &self.command {
            Command::Check(check) => check.run(language),
            Command::Test(test) => test.run(language),
            Command::Explain(explain) => explain.run(language),
            Command::ExplainCode(explain) => explain.run(language),
            Command::New(new) => new.run(language),
            Command::Fmt(fmt) => fmt.run(language),
            Command::Schema(schema) => schema.run(language),
            Command::Diff(diff) => diff.run(language),
            Command::Doc(doc) => doc.run(language),
            Command::Export(export) => export.run(language),
            Command::Import(import) => import.run(language),
            Command::Lsp(lsp) => lsp.run(language),
            Command::Diagram(diagram) => diagram.run(language),
            Command::Table(table) => table.run(language),
            Command::Serve(serve) => serve.run(language),
            Command::Publish(publish) => publish.run(language),
            Command::Case(case) => case.run(language),
            Command::Obligation(obligation) => obligation.run(language),
            Command::Calendar(calendar) => calendar.run(language),
            Command::Token(token) => token.run(language),
            Command::Verify(verify) => verify.run(language),
            Command::Mail(mail) => mail.run(language),
            Command::Notify(notify) => notify.run(language),
            Command::Template(template) => template.run(language),
            Command::Clock(clock) => clock.run(language),
            Command::Demo(demo) => demo.run(language),
            Command::Bench(bench) => bench.run(language),
        }
    }
}

/// The runtime of commands that wait for something.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// Tells a refusal, and ends as something that is wrong.
fn refused(reply: &crate::console::Reply, language: Language) -> anyhow::Result<Outcome> {
    if let crate::console::Reply::Refused { message, help } = reply {
        crate::output::complain(message.get(language));
        if let Some(help) = help {
            crate::output::complain(help.get(language));
        }
    }
    Ok(Outcome::Bad)
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Good => ExitCode::SUCCESS,
            Outcome::Bad => ExitCode::FAILURE,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_and_option_is_described_in_both_languages() {
        let mut open = vec![Arguments::command()];
        while let Some(command) = open.pop() {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(about.contains(" / "), "{}: {about:?}", command.get_name());
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.contains(" / "), "{} {}: {help:?}", command.get_name(), argument.get_id());
            }
            open.extend(command.get_subcommands().cloned());
        }
    }
}
