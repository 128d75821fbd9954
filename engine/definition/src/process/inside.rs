//! States inside states: where they begin, what they may hold, what a history remembers.

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::keyword::{self as k, Keyword};
use crate::model::{Depth, History, Inside};
use crate::name::StateName;
use crate::source::decode::Fields;
use crate::text::{Span, Spanned};
use crate::yaml::Node;

use super::Reader;
use super::nesting::Shape;

impl Reader<'_> {
    /// The states written inside a state, and under which key.
    pub(super) fn inner<'n>(&mut self, fields: &mut Fields<'n>) -> Option<(Keyword, &'n Node)> {
        let states = fields.take(&mut self.decoder, k::STATES).map(|node| (k::STATES, node));
        let regions = fields.take(&mut self.decoder, k::REGIONS).map(|node| (k::REGIONS, node));
        if states.is_some() && regions.is_some() {
            let message = Bilingual::new(
                "states（其中之一）与 regions（同时并行）只能写一种",
                "`states` (one of them) and `regions` (all at once) cannot stand together",
            );
            self.decoder.problem(Code::OneOf, fields.span, message, None);
        }
        regions.or(states)
    }

    /// What stands inside a state: nothing, one of several states, or regions.
    pub(super) fn inside(&mut self, shape: Shape, fields: &mut Fields<'_>) -> Option<Inside> {
        match shape {
            Shape::Compound => {
                let node = fields.required(&mut self.decoder, k::INITIAL, |_, node| Some(node))?;
                self.within(k::INITIAL.en, |reader| reader.beginning_inside(node))
            }
            Shape::Parallel => Some(Inside::All),
            Shape::Leaf | Shape::End | Shape::Final | Shape::History => Some(Inside::Nothing),
        }
    }

    /// `initial: state`, `[states]`, or `{to: state, do: [...]}`.
    fn beginning_inside(&mut self, node: &Node) -> Option<Inside> {
        if !matches!(node, Node::Mapping(..)) {
            let initial = self.targets(node);
            self.stand_here(&initial, node.span());
            return (!initial.is_empty()).then_some(Inside::One { initial, effects: Vec::new() });
        }
        let mut fields = self.decoder.fields(node)?;
        let to = fields.required(&mut self.decoder, k::TO, |_, node| Some(node));
        let initial = to.map(|node| self.targets(node)).unwrap_or_default();
        self.stand_here(&initial, node.span());
        let effects = self.effects_under(&mut fields, k::DO);
        fields.finish(&mut self.decoder);
        (!initial.is_empty()).then_some(Inside::One { initial, effects })
    }

    /// `history: shallow|deep` with where to if there is nothing to remember.
    pub(super) fn history(&mut self, name: &Spanned<StateName>, fields: &mut Fields<'_>) -> Option<History> {
        let words = [(k::SHALLOW, Depth::Shallow), (k::DEEP, Depth::Deep)];
        let depth = fields.required(&mut self.decoder, k::HISTORY, |decoder, node| decoder.word(node, &words));
        let to = fields.required(&mut self.decoder, k::TO, |_, node| Some(node));
        let span = to.map_or(name.span, Node::span);
        let to = to.map(|node| self.within(k::TO.en, |reader| reader.targets(node))).unwrap_or_default();
        let around = self.nesting.parent(&name.value).cloned();
        let fits = |target: &StateName| {
            around.as_ref().is_some_and(|around| self.nesting.is_within(target, around))
                && self.nesting.shape(target) != Some(Shape::History)
        };
        if !to.iter().all(fits) {
            let message = Bilingual::new(
                format!("历史“{}”没有可记时，须转到它所在环节之内的环节", name.value),
                format!(
                    "where the history `{}` remembers nothing, it leads to a state of the state it stands in",
                    name.value
                ),
            );
            self.decoder.problem(Code::StateShape, span, message, None);
            return None;
        }
        let effects = self.effects_under(fields, k::DO);
        Some(History { depth: depth?.value, to, effects }).filter(|history| !history.to.is_empty())
    }

    /// A case can only begin, inside a state, in a state of it.
    fn stand_here(&mut self, initial: &[StateName], span: Span) {
        let Some(here) = self.here.clone() else { return };
        let Some(stranger) = initial.iter().find(|state| !self.nesting.is_within(state, &here)) else { return };
        let message = Bilingual::new(
            format!("起始环节“{stranger}”不在环节“{here}”之内"),
            format!("the initial state `{stranger}` does not stand in `{here}`"),
        );
        let help = Bilingual::new(format!("写“{here}”里的一个环节"), format!("name a state of `{here}`"));
        self.decoder.problem(Code::StateShape, span, message, Some(help));
    }

    /// An end stands at the top; what is final or remembers stands inside another state; a region holds states.
    pub(super) fn check_place(&mut self, name: &Spanned<StateName>, shape: Shape) {
        let around = self.nesting.parent(&name.value).and_then(|parent| self.nesting.shape(parent));
        let (zh, en) = match (shape, around) {
            (Shape::End, Some(_)) => (
                format!("办结（end）只写在最外层；环节“{}”里面的，用 final（终了）", name.value),
                format!("an `end` stands at the top only; inside a state, `{}` would be `final`", name.value),
            ),
            (Shape::Final, None) => (
                format!("终了（final）只写在环节里面；最外层的“{}”用 end（办结）", name.value),
                format!("`final` stands inside a state only; at the top, `{}` would be an `end`", name.value),
            ),
            (Shape::History, None) => (
                format!("历史（history）写在它所记的环节里面，“{}”不在任何环节里", name.value),
                format!("a history stands in the state it remembers; `{}` stands in none", name.value),
            ),
            (Shape::Final, Some(Shape::Parallel)) => (
                format!("并行的分区里才有终了（final），“{}”自己不能是一个分区", name.value),
                format!("`final` stands in a region; `{}` cannot be one", name.value),
            ),
            (Shape::Compound | Shape::Parallel, _) if self.nesting.children(&name.value).is_empty() => {
                (format!("环节“{}”里面没有环节", name.value), format!("no states stand in `{}`", name.value))
            }
            _ => return,
        };
        self.decoder.problem(Code::StateShape, name.span, Bilingual::new(zh, en), None);
    }

    pub(super) fn task_with_states_inside(&mut self, name: &Spanned<StateName>, span: Span) {
        let message = Bilingual::new(
            format!("环节“{}”里面还有环节，待办（task）只写在最里层的环节", name.value),
            format!("`{}` has states inside it; a `task` stands on an innermost state", name.value),
        );
        let help = Bilingual::new("把待办移到里面的环节", "move the task into one of them");
        self.decoder.problem(Code::StateShape, span, message, Some(help));
    }

    /// Whether some state around another offers actions.
    pub(super) fn is_offered_around(&self, name: &StateName) -> bool {
        self.nesting.around(name).any(|around| self.offering.contains(around))
    }
}
