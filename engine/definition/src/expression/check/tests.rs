use super::super::fixture::{compiled, help, problems, report, world};
use super::super::{compile_as, expect_type, type_word};
use super::Code;
use crate::bilingual::Language;
use crate::value::{Type, Value};

impl super::super::Problem {
    fn zh(&self) -> &str {
        self.message.get(Language::Zh)
    }
}

#[test]
fn every_sound_expression_has_its_type() {
    let cases = [
        ("members + 1", "数字"),
        ("annual_income / members", "金额"),
        ("annual_income * 0.5", "金额"),
        ("0.5 * annual_income", "金额"),
        ("annual_income / yuan(2)", "数字"),
        ("annual_income - income_per_person", "金额"),
        ("annual_income + yuan(100)", "金额"),
        ("-annual_income", "金额"),
        ("annual_income <= 4000", "是非"),
        ("4000 > annual_income", "是非"),
        ("annual_income <= -1", "是非"),
        ("annual_income <= if committed then 4000 else 3000", "是非"),
        ("annual_income in [1000..4000)", "是非"),
        ("annual_income in (1000, 2000)", "是非"),
        ("kind = \"dibao\"", "是非"),
        ("\"临时救助\" != kind", "是非"),
        ("kind in (\"dibao\", \"tekun\")", "是非"),
        ("kind in kinds", "是非"),
        ("\"dibao\" in kinds", "是非"),
        ("kind = if committed then \"dibao\" else \"tekun\"", "是非"),
        ("name = \"李梅\"", "是非"),
        ("committed = false and not(refused)", "是非"),
        ("in(approved) or 属于(乡镇审批)", "是非"),
        ("born + years(60) <= today()", "是非"),
        ("days(3) + born", "日期"),
        ("today() - born", "数字"),
        ("received_at + hours(3)", "时刻"),
        ("received_at - if committed then days(1) else hours(2)", "时刻"),
        ("date_of(received_at) = date(\"2020-04-20\")", "是非"),
        ("now() > moment(\"2020-04-20T10:00+08:00\")", "是非"),
        ("first_of_month(today())", "日期"),
        ("parameter(\"dibao.standard\") * members", "金额"),
        ("parameter(\"dibao.standard\", on: born)", "金额"),
        ("参数(\"dibao.standard\", 按: 今天()) * 1.5", "金额"),
        ("given(unset)", "是非"),
        ("max(annual_income, 0)", "金额"),
        ("max(0, annual_income)", "金额"),
        ("min(1, 2, 3)", "数字"),
        ("max(ages)", "数字"),
        ("min([annual_income, 100])", "金额"),
        ("max(born, today())", "日期"),
        ("round(annual_income / members, 2)", "金额"),
        ("sum(incomes)", "金额"),
        ("sum([1, 2])", "数字"),
        ("count(ages)", "数字"),
        ("[annual_income, 100, -1]", "金额列表"),
        ("if committed then 0 else annual_income", "金额"),
        ("if committed then kind else \"tekun\"", "选项"),
        ("all(answers) and any([committed, refused])", "是非"),
        ("length(name) + year(born)", "数字"),
        ("contains(name, \"李\") and starts_with(name, \"李\")", "是非"),
        ("\"文本\"", "文本"),
        ("kind", "选项"),
    ];
    for (source, expected) in cases {
        assert_eq!(type_word(compiled(source).result_type()).zh, expected, "{source}");
    }
}

#[test]
fn a_name_that_does_not_exist_is_answered_with_the_one_that_was_meant() {
    let cases = [
        ("家庭人均收人 > 3", "D0302 «家庭人均收人» 没有变量“家庭人均收人”，是不是“家庭人均收入”？"),
        ("menbers > 3", "D0302 «menbers» 没有变量“menbers”，是不是“members”？"),
        ("zzzzzz > 3", "D0302 «zzzzzz» 没有变量“zzzzzz”"),
        ("committed = True", "D0302 «True» 没有变量“True”，是不是“true”？"),
        ("ratio > 1", "D0302 «ratio» “ratio”是参数，不是变量"),
        ("approved and committed", "D0302 «approved» “approved”是环节，不是变量"),
        ("today > born", "D0302 «today» “today”是函数，不是变量"),
        ("name = null", "D0302 «null» 表达式里没有 null"),
        ("given(membrs)", "D0302 «membrs» 没有变量“membrs”，是不是“members”？"),
        ("in(aproved)", "D0201 «aproved» 没有环节“aproved”，是不是“approved”？"),
        (
            "parameter(\"dibao.standart\") > 3",
            "D0204 «\"dibao.standart\"» 没有参数“dibao.standart”，是不是“dibao.standard”？",
        ),
        ("rond(members, 2)", "D0302 «rond» 没有函数“rond”，是不是“round”？"),
    ];
    for (source, expected) in cases {
        assert_eq!(report(source), expected, "{source}");
    }
    assert_eq!(help("ratio > 1"), "写成 parameter(\"ratio\")");
    assert_eq!(help("in(x)"), "本流程的环节：approved、乡镇审批");
    assert_eq!(
        problems("家庭人均收人 > 3")[0].message.en,
        "there is no variable `家庭人均收人`; did you mean `家庭人均收入`?"
    );
}

#[track_caller]
fn all_refused(cases: &[(&str, &str, &str)]) {
    for (source, expected, advice) in cases {
        assert_eq!(report(source), *expected, "{source}");
        assert_eq!(help(source), *advice, "{source}");
    }
}

#[test]
fn units_that_do_not_go_together_are_refused() {
    all_refused(&[
        ("annual_income + 100", "D0303 «annual_income + 100» 金额不能加数字", "“100”若是元，写成 yuan(100)"),
        (
            "members - annual_income",
            "D0303 «members - annual_income» 数字不能减金额",
            "“members”若是元，写成 yuan(members)",
        ),
        (
            "annual_income * annual_income",
            "D0303 «annual_income * annual_income» 金额不能乘以金额",
            "金额只能乘以数字；求比例用除法",
        ),
        ("1 / yuan(2)", "D0303 «1 / yuan(2)» 数字不能除以金额", "金额在前：金额 / 数字，或 金额 / 金额"),
        ("born + 3", "D0303 «born + 3» 日期不能加数字", "天数写成 days(3)，月数写成 months(3)"),
        (
            "received_at - received_at",
            "D0303 «received_at - received_at» 时刻不能减时刻",
            "先取日期：date_of(甲) - date_of(乙)，得天数",
        ),
        (
            "born + hours(3)",
            "D0303 «hours(3)» 日期没有钟点，不能加减小时",
            "对时刻加减小时，例如 now() + hours(3)；日期用 days(…)",
        ),
        (
            "born + (days(1) + months(1))",
            "D0303 «days(1) + months(1)» 时长不能加时长",
            "逐个加到日期上：日期 + months(1) + days(3)",
        ),
        ("-name", "D0303 «-name» 文本不能取负", "只有数字和金额可以取负"),
    ]);
}

#[test]
fn what_cannot_be_compared_is_refused() {
    all_refused(&[
        (
            "annual_income <= members",
            "D0303 «annual_income <= members» 比较的两边类型不同：金额与数字",
            "数字若是元，写成 yuan(…)；金额若只要数，写成 金额 / yuan(1)",
        ),
        (
            "annual_income <= 1000 * 2",
            "D0303 «annual_income <= 1000 * 2» 比较的两边类型不同：金额与数字",
            "数字若是元，写成 yuan(…)；金额若只要数，写成 金额 / yuan(1)",
        ),
        (
            "received_at < born",
            "D0303 «received_at < born» 比较的两边类型不同：时刻与日期",
            "用 date_of(时刻) 取它所在的日期",
        ),
        (
            "born < \"2020-01-01\"",
            "D0303 «born < \"2020-01-01\"» 比较的两边类型不同：日期与文本",
            "日期写成 date(\"2020-04-20\")",
        ),
        ("members = \"3\"", "D0303 «members = \"3\"» 比较的两边类型不同：数字与文本", "数字不加引号"),
        ("committed = 1", "D0303 «committed = 1» 比较的两边类型不同：是非与数字", "写成 true 或 false"),
        ("name < \"a\"", "D0303 «name < \"a\"» 文本没有大小先后", "只能用 = 或 != 比较"),
        ("kind > \"dibao\"", "D0303 «kind > \"dibao\"» 选项没有大小先后", "只能用 = 或 != 比较"),
        ("ages = ages", "D0303 «ages = ages» 数字列表不能比较", "比较其中的值：x in 列表，或 count(列表) > 0"),
        ("days(3) = days(3)", "D0303 «days(3) = days(3)» 时长不能比较", "比较日期：甲 + days(3) < 乙"),
        ("kind = \"dibo\"", "D0303 «\"dibo\"» 没有选项“dibo”，是不是“dibao”？", "可选：dibao、tekun、临时救助"),
        ("kind in (\"dibao\", \"五保\")", "D0303 «\"五保\"» 没有选项“五保”", "可选：dibao、tekun、临时救助"),
        ("kind = name", "D0303 «kind = name» 比较的两边类型不同：选项与文本", "选项只能与引号里的选项名比较"),
    ]);
}

#[test]
fn conditions_results_and_lists_of_mixed_types_are_refused() {
    all_refused(&[
        (
            "members and committed",
            "D0303 «members» 此处应为条件（成立或不成立），却是数字",
            "拿它作比较，例如 … > 0，或用 given(表单项)",
        ),
        (
            "not(members)",
            "D0303 «members» 此处应为条件（成立或不成立），却是数字",
            "拿它作比较，例如 … > 0，或用 given(表单项)",
        ),
        ("if committed then 1 else \"a\"", "D0303 «1 else \"a\"» if 的两个结果类型不同：数字与文本", "数字不加引号"),
        ("[1, \"a\"]", "D0303 «\"a\"» 各项类型要一致：其他项是数字，此项是文本", "数字不加引号"),
        ("[]", "D0303 «[]» 列表是空的", "至少写一项"),
        ("members in [5..1]", "D0303 «5..1» 区间的下限大于上限，没有值在其中", "小的写在前面：[小..大]"),
        ("name in [1..5]", "D0303 «1» 比较的两边类型不同：文本与数字", "数字不加引号"),
        ("days(3)", "D0303 «days(3)» 整个表达式的结果是时长，无处可用", "把它加到日期上，例如 today() + days(3)"),
    ]);
}

#[test]
fn functions_refuse_what_they_do_not_take() {
    all_refused(&[
        ("today() + days(0.5)", "D0303 «0.5» 时长要用整数", "半天写成 hours(12)，或先用 round_up(…, 0) 取整"),
        (
            "today() + days(annual_income)",
            "D0303 «annual_income» 此处应为数字，却是金额",
            "数字若是元，写成 yuan(…)；金额若只要数，写成 金额 / yuan(1)",
        ),
        ("round(members)", "D0303 «round(members)» round 的参数个数不对：给了 1 个", "写成 round(x, 2)"),
        ("round(members, members)", "D0303 «members» 保留的位数应为 0 到 28 的整数", "保留到分写 2，到元写 0"),
        ("year(received_at)", "D0303 «received_at» 此处应为日期，却是时刻", "用 date_of(时刻) 取它所在的日期"),
        ("sum(answers)", "D0303 «answers» 是非不能合计", "只能合计数字或金额"),
        ("count(members)", "D0303 «members» 此处应为列表，却是数字", "列表写成 [a, b]"),
        ("max(name, name)", "D0303 «max(name, name)» 文本没有大小先后", "可用于数字、金额、日期、时刻"),
        ("given(\"members\")", "D0303 «\"members\"» given 里只能是一个表单项的名称", "写成 given(表单项)，不加引号"),
        (
            "parameter(name)",
            "D0301 «name» 参数名要写在引号里",
            "写成 parameter(\"dibao.urban.standard_month\")，不能用变量代替",
        ),
        ("parameter(\"ratio\", born)", "D0301 «born» 第二个参数要写明 on:", "写成 parameter(\"名称\", on: 日期)"),
        ("abs(x: members)", "D0301 «x» abs 没有名为“x”的参数", "去掉名称和冒号"),
        (
            "born = date(\"2020-04-31\")",
            "D0301 «\"2020-04-31\"» “2020-04-31”不是一个日期",
            "写成 年-月-日，例如 date(\"2020-04-20\")，并确有这一天",
        ),
        (
            "born = date(\"2020-4-3\")",
            "D0301 «\"2020-4-3\"» “2020-4-3”不是一个日期",
            "写成 年-月-日，例如 date(\"2020-04-20\")，并确有这一天",
        ),
        ("born = date(name)", "D0301 «name» 此处只能是引号里的文字", "写成 date(\"2020-04-20\")"),
    ]);
}

#[test]
fn all_problems_are_reported_at_once_in_source_order() {
    let source =
        "menbers > 3 and kind = \"dibo\" and annual_income / count_of_rooms + 1 > 2 and in(nowhere) and rond(x)";
    let codes: Vec<Code> = problems(source).iter().map(|problem| problem.code).collect();
    let expected = [
        Code::ExpressionName,
        Code::ExpressionType,
        Code::ExpressionType,
        Code::DivisionByZero,
        Code::UnknownState,
        Code::ExpressionName,
        Code::ExpressionName,
    ];
    assert_eq!(codes, expected);
}

#[test]
fn one_wrong_name_is_one_problem() {
    for source in ["menbers + 1 > 2 and committed", "round(menbers / 2, 2) + yuan(3) > 3", "annual_income / menbers"] {
        assert_eq!(problems(source).len(), 1, "{source}");
    }
}

#[test]
fn literals_take_the_type_their_place_wants() {
    let choice = Type::Choice(vec!["dibao".to_owned(), "tekun".to_owned()]);
    let money = compile_as("if committed then 500 else 0", &world(), &Type::Money).unwrap();
    assert_eq!(money.evaluate(&world()), Ok(Value::Money(500.into())));
    let option = compile_as("\"dibao\"", &world(), &choice).unwrap();
    assert_eq!(option.evaluate(&world()), Ok(Value::Choice("dibao".to_owned())));
    let list = compile_as("[1, 2]", &world(), &Type::List(Box::new(Type::Money))).unwrap();
    assert_eq!(list.result_type(), &Type::List(Box::new(Type::Money)));
    let wrong = compile_as("\"tekum\"", &world(), &choice).unwrap_err();
    assert_eq!(wrong[0].zh(), "没有选项“tekum”，是不是“tekun”？");
    let wrong = compile_as("members", &world(), &Type::Money).unwrap_err();
    assert_eq!(wrong[0].zh(), "此处应为金额，却是数字");
}

#[test]
fn an_expression_of_another_type_than_wanted_is_refused_with_both_types() {
    assert_eq!(expect_type(&compiled("members > 2"), &Type::Boolean), Ok(()));
    let problem = expect_type(&compiled("members + 2"), &Type::Boolean).unwrap_err();
    assert_eq!((problem.code, problem.zh()), (Code::ExpressionType, "此处应为是非，却是数字"));
    let narrow = Type::Choice(vec!["dibao".to_owned()]);
    let problem = expect_type(&compiled("kind"), &narrow).unwrap_err();
    assert_eq!(problem.zh(), "结果可能是“tekun、临时救助”，不在可选项之中");
}

#[test]
fn a_division_stands_only_where_its_divisor_cannot_be_zero() {
    let proved = [
        "annual_income / members",
        "annual_income / 3",
        "annual_income / -3",
        "annual_income / (members + 1)",
        "annual_income / (members * 2)",
        "annual_income / max(count_of_rooms, 1)",
        "annual_income / (abs(count_of_rooms) + 1)",
        "annual_income / parameter(\"ratio\")",
        "annual_income / month(today())",
        "count_of_rooms > 0 and annual_income / count_of_rooms < 5",
        "count_of_rooms != 0 and annual_income / count_of_rooms < 5",
        "0 < count_of_rooms and committed and annual_income / count_of_rooms < 5",
        "count_of_rooms <= 0 or annual_income / count_of_rooms < 5",
        "count_of_rooms = 0 or annual_income / count_of_rooms < 5",
        "not(count_of_rooms = 0) and annual_income / count_of_rooms < 5",
        "count_of_rooms in [1..5] and annual_income / count_of_rooms < 5",
        "count_of_rooms in (1, 2) and annual_income / count_of_rooms < 5",
        "count_of_rooms > members and annual_income / count_of_rooms < 5",
        "count_of_rooms - 1 > 0 and annual_income / (count_of_rooms - 1) < 5",
        "if count_of_rooms > 0 then annual_income / count_of_rooms else annual_income",
        "if count_of_rooms = 0 then yuan(0) else annual_income / count_of_rooms",
        "annual_income / (if count_of_rooms > 0 then count_of_rooms else 1)",
        "count(ages) > 0 and sum(ages) / count( ages ) > 3",
        "annual_income > 0 and yuan(1) / annual_income > 3",
        "count_of_rooms > 1 and annual_income / (count_of_rooms - 1) < 5",
        "count_of_rooms < 0 and annual_income / count_of_rooms < 5",
    ];
    for source in proved {
        compiled(source);
    }
    let unproved = [
        "annual_income / 0",
        "annual_income / count_of_rooms",
        "annual_income / (members - 1)",
        "annual_income / (factor * factor)",
        "annual_income / floor(members / 2)",
        "annual_income / min(members, count_of_rooms)",
        "annual_income / count_of_rooms < 5 and count_of_rooms > 0",
        "(count_of_rooms > 0 or committed) and annual_income / count_of_rooms < 5",
        "count_of_rooms >= 0 and annual_income / count_of_rooms < 5",
        "count_of_rooms > 0 or annual_income / count_of_rooms < 5",
        "not(count_of_rooms > 0) and annual_income / count_of_rooms < 5",
        "if count_of_rooms > 0 then annual_income else annual_income / count_of_rooms",
        "count_of_rooms in (0, 1) and annual_income / count_of_rooms < 5",
        "count_of_rooms in (0..1] and annual_income / count_of_rooms < 5 or annual_income / count_of_rooms < 5",
        "sum(ages) / count(ages) > 3",
    ];
    for source in unproved {
        let found = problems(source);
        assert!(found.iter().all(|problem| problem.code == Code::DivisionByZero), "{source}: {found:#?}");
    }
    assert_eq!(report("annual_income / count_of_rooms"), "D0306 «count_of_rooms» 除数“count_of_rooms”可能为 0");
    assert_eq!(
        help("annual_income / count_of_rooms"),
        "在“count_of_rooms”上声明下限（如 最小: 1），或写成 if count_of_rooms > 0 then … else …"
    );
}
