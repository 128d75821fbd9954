use super::super::fixture::{help, problems, report};
use super::*;
use crate::diagnostic::Code;

/// The tree in prefix form, so that precedence can be seen.
fn shape(syntax: &Syntax) -> String {
    let below = || syntax.below().into_iter().map(shape).collect::<Vec<_>>().join(" ");
    match &syntax.kind {
        SyntaxKind::Number(number) => number.to_string(),
        SyntaxKind::Text(text) => format!("{text:?}"),
        SyntaxKind::Boolean(value) => value.to_string(),
        SyntaxKind::Name(name) => name.clone(),
        SyntaxKind::State(name) => format!("(state {})", name.text),
        SyntaxKind::Negate(_) => format!("(- {})", below()),
        SyntaxKind::Not(_) => format!("(not {})", below()),
        SyntaxKind::Arithmetic(operation, ..) => format!("({operation:?} {})", below()),
        SyntaxKind::Comparison(comparison, ..) => format!("({comparison:?} {})", below()),
        SyntaxKind::All(_) => format!("(and {})", below()),
        SyntaxKind::Any(_) => format!("(or {})", below()),
        SyntaxKind::In(..) => format!("(in {})", below()),
        SyntaxKind::If(_) => format!("(if {})", below()),
        SyntaxKind::List(_) => format!("[{}]", below()),
        SyntaxKind::Call(call) => format!("({} {})", call.function.text, below()),
        SyntaxKind::Part(_, name) => format!("(of {} {})", below(), name.text),
        SyntaxKind::Each(each) => format!("({:?} {} {})", each.what, each.item.text, below()),
    }
}

#[test]
fn operators_bind_as_in_feel() {
    let cases = [
        ("a + b * c - d", "(Subtract (Add a (Multiply b c)) d)"),
        ("a / b / c", "(Divide (Divide a b) c)"),
        ("-a * b", "(Multiply (- a) b)"),
        ("a - -b", "(Subtract a (- b))"),
        ("(a + b) * c", "(Multiply (Add a b) c)"),
        ("a or b and c or d", "(or a (and b c) d)"),
        ("a and b and c", "(and a b c)"),
        ("(a and b) and c", "(and (and a b) c)"),
        ("a + 1 <= b * 2 and c", "(and (LessOrEqual (Add a 1) (Multiply b 2)) c)"),
        ("not(a) and b", "(and (not a) b)"),
        ("x in [1..5) and y", "(and (in x 1 5) y)"),
        ("x in (\"a\", \"b\") or y", "(or (in x \"a\" \"b\") y)"),
        ("x in list", "(in x list)"),
        ("x in (a + b)", "(in x (Add a b))"),
        ("in(approved) and x in [a..b]", "(and (state approved) (in x a b))"),
        ("if a then b else c + 1", "(if a b (Add c 1))"),
        ("1 + if a then b else c", "(Add 1 (if a b c))"),
        ("if a then if b then c else d else e", "(if a (if b c d) e)"),
        ("[a, [b], -1]", "[a [b] (- 1)]"),
        ("f() + g(a, b)", "(Add (f ) (g a b))"),
        ("a * b ** -c ** 2", "(Multiply a (Power (Power b (- c)) 2))"),
        ("-a ** 2", "(Power (- a) 2)"),
        ("a.b.c + .5", "(Add (of (of a b) c) 0.5)"),
        ("x in (< 3, > 5, [7..9))", "(in x 3 5 7 9)"),
        ("x in < 3 or y", "(or (in x 3) y)"),
        ("x in ((a + b) * 2)", "(in x (Multiply (Add a b) 2))"),
        ("some m in a.b satisfies m.c > 3 and d", "(Some m (of a b) (and (Greater (of m c) 3) d))"),
        ("每个 m in a 满足 m", "(All m a m)"),
        ("count(a[b < 3].c)", "(count (of (Those item a (Less b 3)) c))"),
        ("for m in a return m + 1", "(Mapped m a (Add m 1))"),
        ("some + every", "(Add some every)"),
        ("a between 1 and b + 1 and c", "(and (in a 1 (Add b 1)) c)"),
        ("between 介于 1 and 2", "(in between 1 2)"),
        ("如果 a 并且 非(b) 或者 属于(甲) 那么 是 否则 否", "(if (or (and a (not b)) (state 甲)) true false)"),
        ("a\n  and\tb", "(and a b)"),
        ("\"a \\\" \\\\ “全角”\"", "\"a \\\" \\\\ “全角”\""),
    ];
    for (source, expected) in cases {
        assert_eq!(shape(&parse(source).unwrap()), expected, "{source}");
    }
}

#[test]
fn spans_are_exact_bytes_also_in_chinese() {
    let source = "家庭人均收入 <= 1000 并且 (家庭人口 + 1) * 2 > 3";
    let tree = parse(source).unwrap();
    let SyntaxKind::All(parts) = &tree.kind else { panic!("{tree:?}") };
    assert_eq!(tree.span, Span::new(0, source.len()));
    assert_eq!(parts[0].span, Span::new(0, 26));
    assert_eq!(&source[parts[0].below()[0].span.range()], "家庭人均收入");
    // An operation spans its operands' parentheses; what stands inside them does not.
    assert_eq!(&source[parts[1].below()[0].span.range()], "(家庭人口 + 1) * 2");
    assert_eq!(&source[parts[1].below()[0].below()[0].span.range()], "家庭人口 + 1");
}

#[test]
fn a_syntax_error_says_what_was_expected_and_found() {
    let cases = [
        ("", "D0301 «» 表达式是空的"),
        ("  \n ", "D0301 «» 表达式是空的"),
        ("members >", "D0301 «» 此处应为一个值或条件，表达式到此结束"),
        ("> 3", "D0301 «>» 此处应为一个值或条件，却是“>”"),
        ("members 3", "D0301 «3» 此处应为运算符或结尾，却是“3”"),
        ("(members", "D0301 «» 此处应为“)”，表达式到此结束"),
        ("members)", "D0301 «)» 多了一个右括号"),
        ("max(1, 2", "D0301 «» 此处应为“)”，表达式到此结束"),
        ("[1, 2", "D0301 «» 此处应为“]”，表达式到此结束"),
        ("1 < members < 3", "D0301 «<» 比较不能连写"),
        ("committed = true in [1..2]", "D0301 «in» 比较不能连写"),
        ("not committed", "D0301 «committed» 此处应为左括号，却是“committed”"),
        ("members not in (1, 2)", "D0301 «not» not 不能写在两个值之间"),
        ("if committed then 1", "D0301 «» 此处应为 else，表达式到此结束"),
        ("if committed 1 else 2", "D0301 «1» 此处应为 then，却是“1”"),
        ("(1, 2)", "D0301 «,» 圆括号里只能有一个值"),
        ("1, 2", "D0301 «,» 逗号前面已经是完整的表达式"),
        ("[1..5]", "D0301 «..» 区间只能写在 in 后面"),
        ("1..5", "D0301 «..» 区间只能写在 in 后面"),
        ("members in [1..5", "D0301 «» 此处应为区间的右端括号，表达式到此结束"),
        ("members in [..5]", "D0301 «..» 此处应为一个值或条件，却是“..”"),
        ("in approved", "D0301 «approved» 此处应为左括号，却是“approved”"),
        ("in(\"approved\")", "D0301 «\"approved\"» 此处应为一个环节名，却是“\"approved\"”"),
        ("in(village-review)", "D0301 «-» 此处应为一个环节名，却是“-”"),
        ("committed AND refused", "D0301 «AND» “AND”要写成小写的 and"),
        ("(committed Or refused)", "D0301 «Or» “Or”要写成小写的 or"),
        ("committed and and refused", "D0301 «and» 此处应为一个值或条件，却是“and”"),
    ];
    for (source, expected) in cases {
        assert_eq!(report(source), expected, "{source}");
    }
}

#[test]
fn full_width_signs_are_named_with_their_half_width_twins() {
    let cases = [
        ("members ＞ 3", "D0005 «＞» 此处是全角的“＞”，应为半角的“>”"),
        ("members ＜＝ 3", "D0005 «＜＝» 此处是全角的“＜＝”，应为半角的“<=”"),
        (
            "max（1，2）",
            "D0005 «（» 此处是全角的“（”，应为半角的“(”\nD0005 «，» 此处是全角的“，”，应为半角的“,”\nD0005 «）» 此处是全角的“）”，应为半角的“)”",
        ),
        ("kind = “dibao”", "D0005 «“dibao”» 此处的引号是全角的：“dibao”"),
        ("kind = ‘dibao’", "D0005 «‘dibao’» 此处的引号是全角的：‘dibao’"),
        ("members > ３", "D0005 «３» 此处是全角的“３”，应为半角的“3”"),
        ("members　> 3", "D0005 «　» 此处是全角空格，应为半角空格"),
        ("members ≤ 3", "D0301 «≤» 表达式里没有“≤”"),
    ];
    for (source, expected) in cases {
        assert_eq!(report(source), expected, "{source}");
    }
    assert_eq!(help("kind = “dibao”"), "文本两边用半角双引号，写成 \"dibao\"");
    assert_eq!(help("name = \"李梅”"), "结尾的引号是全角的，请换成半角双引号");
}

#[test]
fn signs_of_other_languages_are_answered_with_ours() {
    let cases = [
        ("members == 3", "==", "请写成 ="),
        ("members === 3", "===", "请写成 ="),
        ("committed && refused", "&&", "请写成 and"),
        ("committed || refused", "||", "请写成 or"),
        ("!committed", "!", "请写成 not(…)"),
        ("members !== 3", "!==", "请写成 !="),
        ("members <> 3", "<>", "请写成 !="),
        ("members =< 3", "=<", "请写成 <="),
        ("members => 3", "=>", "请写成 >="),
        ("committed ? 1 : 2", "?", "请写成 if … then … else …"),
        ("kind = 'dibao'", "'dibao'", "文本两边用半角双引号，写成 \"dibao\""),
        ("30%", "%", "请写成 / 100"),
        ("dibao.standard", "dibao.standard", "带点的名称若是参数，要放在引号里：parameter(\"dibao.standard\")"),
        ("members. + 1", "+", "取其中一项写成 记录.名称；小数写 0.5"),
        ("4000元", "4000元", "数字不带单位，金额以元计，例如 4000；后面若是另一个词，请加空格；名称不能以数字开头"),
        ("1e3", "1e3", "数字不带单位，金额以元计，例如 4000；后面若是另一个词，请加空格；名称不能以数字开头"),
        ("name = \"a\\n\"", "\\", "要写反斜杠本身，请写两个：\\\\"),
        ("name = \"abc", "\"abc", "在文本末尾补上半角双引号"),
        ("members\u{200B} > 3", "\u{200B}", "删去它；若是文本，请放在半角双引号里"),
    ];
    for (source, marked, expected) in cases {
        let found = &problems(source)[0];
        assert_eq!(&source[found.span.range()], marked, "{source}");
        assert_eq!(help(source), expected, "{source}");
    }
}

#[test]
fn everything_has_a_limit_with_its_own_code() {
    let long_list = format!("count([{}])", vec!["1"; 1_001].join(","));
    let too_long = [
        "1".repeat(SOURCE_BYTES_MAX + 1),
        "(".repeat(NESTING_LEVELS_MAX + 1),
        "-".repeat(NESTING_LEVELS_MAX + 1) + "1",
        vec!["1"; TREE_LEVELS_MAX + 2].join("+"),
        format!("count([{}])", vec!["-1"; NODES_MAX / 2].join(",")),
        long_list,
        "1".repeat(30),
    ];
    for source in too_long {
        let found = parse(&source).unwrap_err();
        assert_eq!(found[0].code, Code::ExpressionLimit, "{}", &source[..20]);
    }
    let nested = NESTING_LEVELS_MAX;
    let allowed = [
        "(".repeat(nested) + "1" + &")".repeat(nested),
        vec!["1"; TREE_LEVELS_MAX].join("+"),
        format!("count([{}])", vec!["-1"; NODES_MAX / 2 - 1].join(",")),
        vec!["a"; 800].join(" or "),
        format!("count([{}])", vec!["1"; 1_000].join(",")),
    ];
    for source in allowed {
        assert!(parse(&source).is_ok(), "{}", &source[..20]);
    }
}
