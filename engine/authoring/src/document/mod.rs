//! `doc`: a process as a printable A4 page: its legal sources, roles, deadlines, forms, states and picture, in words.

mod desk;
mod html;
mod register;
mod states;
#[cfg(test)]
mod tests;

use crate::diagram;
use crate::words::Words;
use html::{Html, Row};

const STYLE: &str = "
@page{size:A4;margin:16mm 15mm 18mm;@bottom-center{content:counter(page) ' / ' counter(pages);font-size:9pt;color:#667}}
@page picture{size:A4 landscape;margin:10mm}
*{box-sizing:border-box}
body{font:10.5pt/1.6 'Source Han Serif SC','Noto Serif CJK SC','SimSun','WenQuanYi Micro Hei',serif;color:#1d2733;margin:0 auto;max-width:186mm;padding:6mm 0}
h1,h2,h3,th,.tag,nav{font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif}
h1{font-size:20pt;margin:0 0 2mm}h2{font-size:13pt;margin:9mm 0 3mm;padding-bottom:1mm;border-bottom:.5pt solid #9aa5b1;break-after:avoid}
h3{font-size:11pt;margin:0 0 1.5mm;break-after:avoid}
table{border-collapse:collapse;table-layout:fixed;width:100%;margin:0 0 3mm}th,td{border:.5pt solid #b8c1ca;padding:1.2mm 2mm;text-align:left;vertical-align:top}
th{background:#eef1f4;font-weight:600;font-size:9.5pt}tr{break-inside:avoid}thead{display:table-header-group}
.facts th{width:32mm}.state{margin:0 0 5mm}.state table+table{margin-top:-1.5mm}.id{font:8.5pt ui-monospace,Consolas,monospace;color:#7b8794;font-weight:400}
.tag{font-size:8.5pt;color:#44505c;background:#eef1f4;padding:.3mm 1.5mm;border-radius:2pt;margin-left:1.5mm;font-weight:400}
code{font:9pt ui-monospace,Consolas,monospace;color:#44505c;word-break:break-all}.quiet{color:#667380}
ul{margin:0;padding-left:5mm}.picture svg{max-width:100%;height:auto;display:block;margin:0 auto}
@media print{body{max-width:none;padding:0}.picture{page:picture;break-before:page;break-after:page}.picture h2{margin-top:0}.picture svg{max-height:172mm}.picture.tall{page:auto;break-before:page}.picture.tall svg{max-height:245mm}}
";

/// The whole page, complete in itself.
pub fn document(words: Words<'_>) -> String {
    let definition = words.definition;
    let title = definition.title.get(words.language);
    let mut html = Html::new(title, STYLE, words.either("zh-CN", "en"));
    html.heading(1, title, Some(definition.process.as_str()));
    head(&mut html, words);
    start(&mut html, words);
    states::states(&mut html, words);
    register::deadlines(&mut html, words);
    register::fields(&mut html, words);
    register::values(&mut html, words);
    register::parameters(&mut html, words);
    register::roles(&mut html, words);
    register::sources(&mut html, words);
    picture(&mut html, words);
    html.finish()
}

fn head(html: &mut Html, words: Words<'_>) {
    let definition = words.definition;
    let until = definition.effective.until.map(|day| words.either(format!("至 {day} 前"), format!(" until {day}")));
    let since =
        words.either(format!("自 {} 起", definition.effective.from), format!("from {}", definition.effective.from));
    let mut rows = vec![
        Row::pair(words.either("版本", "Version"), definition.version.to_string()),
        Row::pair(words.either("施行", "In force"), since + &until.unwrap_or_default()),
    ];
    if let Some(source) = &definition.source {
        rows.insert(0, Row::pair(words.either("依据", "Source"), source.clone()));
    }
    if let Some(calendar) = &definition.calendar {
        let title = words.around.calendars.get(calendar).map(|found| found.title().get(words.language).to_owned());
        let calendar = title.unwrap_or_else(|| calendar.to_string());
        rows.push(Row::pair(words.either("工作日历", "Calendar"), calendar));
    }
    for limit in &definition.limits {
        rows.push(Row::pair(words.either("最长办理期限", "Finished within"), words.limit(limit)));
    }
    if !definition.repair.is_empty() {
        rows.push(Row::pair(words.either("异常处理", "Repair"), words.roles(&definition.repair)));
    }
    if let Some(suspend) = &definition.suspend {
        rows.push(Row::pair(words.either("中止办理", "Suspending"), words.suspension(suspend)));
    }
    if !definition.copies.is_empty() {
        rows.push(Row::pair(words.either("抄送", "Copies go to"), words.roles(&definition.copies)));
    }
    rows.extend(definition.cancel.iter().map(|rule| desk::cancel(words, rule)));
    html.facts(&rows);
}

fn start(html: &mut Html, words: Words<'_>) {
    let start = &words.definition.start;
    html.heading(2, words.either("立件", "Start of a case"), None);
    let mut rows = vec![Row::pair(words.either("谁可以立件", "Who"), words.roles(&start.roles))];
    if !start.form.is_empty() {
        rows.push(Row::pair(words.either("填写", "Filled in"), words.form(&start.form)));
    }
    if let Some(when) = &start.when {
        rows.push(Row::pair(words.either("条件", "Condition"), words.expression(when)));
    }
    if let Some(otherwise) = &start.otherwise {
        rows.push(Row::pair(words.either("不符时告知", "Otherwise"), otherwise.get(words.language).to_owned()));
    }
    rows.push(Row::pair(words.either("起始环节", "Begins in"), words.states(&words.definition.initial)));
    html.facts(&rows);
}

fn picture(html: &mut Html, words: Words<'_>) {
    let svg = diagram::svg(words);
    let class = if diagram::is_tall(&svg) { "picture tall" } else { "picture" };
    html.open("section", class);
    html.heading(2, words.either("流程图", "Diagram"), None);
    html.raw(&svg);
    html.close("section");
}
