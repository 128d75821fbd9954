//! Expressions inside a process text: compiled, their problems carried to their place in the file; and names that must exist.

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::expression::{Expression, Problem, ReadOf, compile, compile_as};
use crate::name::{FieldName, RoleName, StateName};
use crate::source::decode::nearest;
use crate::text::{Span, Spanned};
use crate::value::Type;
use crate::yaml::{Node, Scalar};

use super::Reader;
use super::nesting::Shape;

impl Reader<'_> {
    /// An expression of any type.
    pub fn expression(&mut self, node: &Node) -> Option<Expression> {
        let scalar = self.decoder.scalar(node)?.clone();
        let compiled = compile(&scalar.text, &self.names);
        self.taken(&scalar, compiled)
    }

    /// An expression of one type; bare literals adapt to it.
    pub fn expression_of(&mut self, node: &Node, expected: &Type) -> Option<Expression> {
        let scalar = self.decoder.scalar(node)?.clone();
        let compiled = compile_as(&scalar.text, &self.names, expected);
        self.taken(&scalar, compiled)
    }

    /// What was compiled of a scalar, its parameters noted; its problems told at their place.
    pub fn taken(&mut self, scalar: &Scalar, compiled: Result<Expression, Vec<Problem>>) -> Option<Expression> {
        match compiled {
            Ok(expression) => {
                self.note_parameters([&expression]);
                Some(expression)
            }
            Err(problems) => {
                let told = problems.into_iter().filter(|problem| !self.follows(scalar, problem));
                told.collect::<Vec<_>>().into_iter().for_each(|problem| self.at(scalar, problem));
                None
            }
        }
    }

    /// Whether a name is missing only because what it names could not be read, which has been told where it stands.
    fn follows(&self, scalar: &Scalar, problem: &Problem) -> bool {
        let name = scalar.text.get(problem.span.start..problem.span.end);
        problem.code == Code::ExpressionName && name.is_some_and(|name| self.spoilt.contains(name))
    }

    /// Keeps which parameters are read: the service must load them.
    pub fn note_parameters<'e>(&mut self, expressions: impl IntoIterator<Item = &'e Expression>) {
        let reads = expressions.into_iter().flat_map(Expression::reads);
        self.parameters.extend(reads.filter_map(|read| match &read.what {
            ReadOf::Parameter(name) => Some(name.clone()),
            ReadOf::Variable(_) | ReadOf::Given(_) | ReadOf::State(_) | ReadOf::Clock => None,
        }));
    }

    /// A condition: an expression that is true or false.
    pub fn condition(&mut self, node: &Node) -> Option<Expression> {
        self.expression_of(node, &Type::Boolean)
    }

    pub fn at(&mut self, scalar: &Scalar, problem: Problem) {
        self.decoder.problem(problem.code, scalar.inner(problem.span), problem.message, problem.help);
    }

    /// A state that must exist.
    pub fn known_state(&mut self, name: Spanned<StateName>) -> Option<StateName> {
        if self.nesting.shape(&name.value).is_some() {
            return Some(name.value);
        }
        let known: Vec<String> = self.names.states.iter().map(ToString::to_string).collect();
        self.unknown(Code::UnknownState, name.span, name.value.as_str(), &Bilingual::new("环节", "state"), &known);
        None
    }

    /// A state that must exist, and that a case can be in.
    pub fn known_place(&mut self, name: Spanned<StateName>) -> Option<StateName> {
        let span = name.span;
        let state = self.known_state(name)?;
        if self.nesting.shape(&state) != Some(Shape::History) {
            return Some(state);
        }
        let message = Bilingual::new(
            format!("“{state}”是历史，办件从不在其中，只能转到它"),
            format!("`{state}` is a history: a case is never in it, and can only be led to it"),
        );
        let help = Bilingual::new("写一个办件能在其中的环节", "name a state a case can be in");
        self.decoder.problem(Code::StateShape, span, message, Some(help));
        None
    }

    /// A field that must be declared.
    pub fn known_field(&mut self, name: Spanned<FieldName>) -> Option<FieldName> {
        if self.names.has(name.value.as_str()) {
            return Some(name.value);
        }
        let known = crate::expression::Names::suggestions(&self.names).variables;
        self.unknown(Code::UnknownField, name.span, name.value.as_str(), &Bilingual::new("表单项", "field"), &known);
        None
    }

    /// A role the organisation must have.
    pub fn known_role(&mut self, name: Spanned<RoleName>) -> Option<RoleName> {
        if self.around.organisation.roles().contains_key(&name.value) {
            return Some(name.value);
        }
        let known: Vec<String> = self.around.organisation.roles().keys().map(ToString::to_string).collect();
        self.unknown(Code::UnknownRole, name.span, name.value.as_str(), &Bilingual::new("角色", "role"), &known);
        None
    }

    /// Tells that a name of some kind does not exist, with the nearest that does.
    pub fn unknown(&mut self, code: Code, span: Span, written: &str, kind: &Bilingual, known: &[String]) {
        let message =
            Bilingual::new(format!("没有{}“{written}”", kind.zh), format!("no {} `{written}` exists", kind.en));
        let help = match nearest(written, known.iter().map(String::as_str)) {
            Some(near) => Bilingual::new(format!("是不是“{near}”？"), format!("did you mean `{near}`?")),
            None if known.is_empty() => {
                Bilingual::new(format!("这里还没有任何{}", kind.zh), format!("there is no {} here yet", kind.en))
            }
            None => Bilingual::new(format!("现有：{}", listed(known)), format!("there are: {}", listed(known))),
        };
        self.decoder.problem(code, span, message, Some(help));
    }
}

/// The most names shown in one message.
const NAMES_SHOWN_MAX: usize = 12;

fn listed(names: &[String]) -> String {
    let mut shown = names.iter().take(NAMES_SHOWN_MAX).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > NAMES_SHOWN_MAX {
        shown.push_str(" …");
    }
    shown
}
