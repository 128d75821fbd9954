//! What the parser says when it cannot go on.

use super::super::limits::{LIST_ITEMS_MAX, NESTING_LEVELS_MAX, NODES_MAX, SOURCE_BYTES_MAX, TREE_LEVELS_MAX};
use super::super::problem::Problem;
use super::super::token::{Symbol, TokenKind};
use super::super::word::Word;
use super::Parser;
use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::text::Span;

impl Parser<'_> {
    /// The next token as a message names it.
    fn found(&self) -> Bilingual {
        let token = self.next();
        if token.kind == TokenKind::End {
            return Bilingual::new("表达式到此结束", "the expression ends here");
        }
        let written = &self.source[token.span.range()];
        Bilingual::new(format!("却是“{written}”"), format!("found `{written}`"))
    }

    fn expected(&self, zh: &str, en: &str) -> Problem {
        let found = self.found();
        self.problem(format!("此处应为{zh}，{}", found.zh), format!("expected {en}, {}", found.en))
    }

    pub(super) fn no_operand(&self) -> Problem {
        let problem = self.expected("一个值或条件", "a value or a condition");
        match self.next().kind {
            TokenKind::Symbol(Symbol::RightParenthesis) => problem.helped(
                "括号里缺了内容，或多了一个右括号",
                "something is missing between the parentheses, or one is too many",
            ),
            TokenKind::Symbol(Symbol::DotDot) => problem.helped(
                "区间两端都要写，例如 [0..1000]；没有上限请用 >= 比较",
                "a range has both ends: [0..1000]; without an upper end, compare with >=",
            ),
            TokenKind::Symbol(Symbol::Less | Symbol::LessOrEqual | Symbol::Greater | Symbol::GreaterOrEqual) => {
                problem.helped("比较两边都要写，例如 members > 3", "a comparison has two sides: members > 3")
            }
            TokenKind::Symbol(_)
            | TokenKind::Word(_)
            | TokenKind::End
            | TokenKind::Name(_)
            | TokenKind::Number(_)
            | TokenKind::Text(_) => problem,
        }
    }

    /// The expression is complete, but something follows.
    pub(super) fn left_over(&self) -> Problem {
        match &self.next().kind {
            TokenKind::Symbol(Symbol::RightParenthesis | Symbol::RightBracket) => self
                .problem("多了一个右括号", "this closing bracket has no opening one")
                .helped("删去它，或在前面补上左括号", "remove it, or add the opening bracket before it"),
            TokenKind::Symbol(Symbol::DotDot) => self.range_outside_in(),
            TokenKind::Symbol(Symbol::Comma) => self
                .problem("逗号前面已经是完整的表达式", "the expression is already complete before this comma")
                .helped(
                    "几个条件用 and 或 or 连接；列表写成 [a, b]",
                    "join conditions with and / or; write a list as [a, b]",
                ),
            TokenKind::Word(Word::Not) => self
                .problem("not 不能写在两个值之间", "`not` cannot stand between two values")
                .helped("写成 not(x in (…))", "write not(x in (…))"),
            TokenKind::Name(name) if Word::meant_by(name).is_some() => self.wrong_case(name),
            TokenKind::Name(_)
            | TokenKind::Number(_)
            | TokenKind::Text(_)
            | TokenKind::Word(_)
            | TokenKind::Symbol(_)
            | TokenKind::End => self.expected("运算符或结尾", "an operator or the end").helped(
                "两个值之间缺少运算符，例如 and、+、<=",
                "an operator is missing between two values: and, +, <=, …",
            ),
        }
    }

    pub(super) fn no_part(&self) -> Problem {
        self.expected("点号后面的名称", "a name after the dot")
            .helped("取其中一项写成 记录.名称；小数写 0.5", "write record.name to take a part of it; half is 0.5")
    }

    fn wrong_case(&self, written: &str) -> Problem {
        let meant = Word::meant_by(written).unwrap_or_default();
        self.problem(format!("“{written}”要写成小写的 {meant}"), format!("write `{written}` in small letters: {meant}"))
    }

    fn range_outside_in(&self) -> Problem {
        self.problem("区间只能写在 in 后面", "a range stands only after `in`")
            .helped("例如 x in [0..1000)", "for example x in [0..1000)")
    }

    pub(super) fn comparison_chain(&self) -> Problem {
        self.problem("比较不能连写", "comparisons cannot be chained")
            .helped("写成 a < b and b < c，或 b in (a..c)", "write a < b and b < c, or b in (a..c)")
    }

    pub(super) fn nothing_before_in(&self) -> Problem {
        self.expected("左括号", "an opening parenthesis").helped(
            "判断环节写成 in(环节名)；判断取值写成 值 in [1..5] 或 值 in (\"a\", \"b\")",
            "ask for a state with in(state); ask for a value with x in [1..5] or x in (\"a\", \"b\")",
        )
    }

    pub(super) fn no_state_name(&self) -> Problem {
        let problem = self.expected("一个环节名", "the name of one state");
        if self.next_is(Symbol::Minus) {
            return problem.helped(
                "表达式里的名称不能带连字符，请把环节名改用下划线",
                "names in expressions have no hyphens; name the state with an underscore",
            );
        }
        problem.helped(
            "写成 in(环节名)，名称不加引号；几个环节写成 in(甲) or in(乙)",
            "write in(state) without quotes; for several states, in(a) or in(b)",
        )
    }

    pub(super) fn not_without_parentheses(&self) -> Problem {
        self.expected("左括号", "an opening parenthesis")
            .helped("否定要带括号，写成 not(条件)", "a negation has parentheses: not(condition)")
    }

    pub(super) fn missing_word(&self, word: &str) -> Problem {
        let problem = self.expected(&format!(" {word}"), &format!("`{word}`"));
        match word {
            "then" | "else" => problem.helped(
                "完整的写法是 if 条件 then 值 else 值，三部分都要写",
                "the whole form is if condition then value else value; all three parts are written",
            ),
            "and" => problem.helped("写成 x between 1 and 5", "write x between 1 and 5"),
            _ => problem.helped(
                "写成 some m in members satisfies 条件，或 for m in members return 值",
                "write some m in members satisfies condition, or for m in members return value",
            ),
        }
    }

    pub(super) fn list_in_parentheses(&self) -> Problem {
        self.problem("圆括号里只能有一个值", "parentheses hold one value").helped(
            "列表写成 [a, b]；x in (a, b) 中的圆括号只能紧跟在 in 后面",
            "write a list as [a, b]; the parentheses of x in (a, b) stand right after `in`",
        )
    }

    pub(super) fn unclosed_range(&self, open: Span) -> Problem {
        let at = self.column(open);
        self.expected("区间的右端括号", "the bracket that ends the range").helped(
            format!("与第 {at} 个字符处的括号配对：] 含上限，) 不含上限"),
            format!("it matches the bracket at character {at}: ] includes the end, ) leaves it out"),
        )
    }

    pub(super) fn not_closed(&self, closing: Symbol, open: Span) -> Problem {
        if self.next_is(Symbol::DotDot) {
            return self.range_outside_in();
        }
        if let TokenKind::Name(name) = &self.next().kind
            && Word::meant_by(name).is_some()
        {
            return self.wrong_case(name);
        }
        let sign = if closing == Symbol::RightBracket { "]" } else { ")" };
        let at = self.column(open);
        self.expected(&format!("“{sign}”"), &format!("`{sign}`"))
            .helped(format!("与第 {at} 个字符处的括号配对"), format!("it matches the bracket at character {at}"))
    }

    /// Which character of the source a span begins at, from one.
    fn column(&self, span: Span) -> usize {
        self.source[..span.start].chars().count() + 1
    }
}

pub(super) fn empty() -> Problem {
    Problem::new(Code::ExpressionSyntax, Span::new(0, 0), "表达式是空的", "the expression is empty")
        .helped("写一个条件或算式，例如 members > 3", "write a condition or a formula, such as members > 3")
}

pub(super) fn source_too_long(source: &str) -> Problem {
    limit(
        Span::new(0, source.len()),
        format!("表达式有 {} 字节，最多 {SOURCE_BYTES_MAX} 字节", source.len()),
        format!("the expression has {} bytes; at most {SOURCE_BYTES_MAX} are read", source.len()),
    )
}

pub(super) fn too_many_nodes(span: Span) -> Problem {
    limit(
        span,
        format!("表达式的运算超过 {NODES_MAX} 个"),
        format!("the expression has more than {NODES_MAX} operands and operations"),
    )
}

pub(super) fn too_many_levels(span: Span) -> Problem {
    limit(
        span,
        format!("运算连写超过 {TREE_LEVELS_MAX} 层"),
        format!("the operations stand more than {TREE_LEVELS_MAX} levels deep"),
    )
}

pub(super) fn too_deep(span: Span) -> Problem {
    limit(
        span,
        format!("括号嵌套超过 {NESTING_LEVELS_MAX} 层"),
        format!("brackets are nested more than {NESTING_LEVELS_MAX} levels deep"),
    )
}

pub(super) fn list_too_long(span: Span) -> Problem {
    limit(span, format!("列表最多 {LIST_ITEMS_MAX} 项"), format!("a list has at most {LIST_ITEMS_MAX} items"))
}

fn limit(span: Span, zh: String, en: String) -> Problem {
    Problem::new(Code::ExpressionLimit, span, zh, en).helped("请拆成几个计算项", "split it into several named values")
}
