//! `on`: 办理动作, the branches they may take, and the forms they bring.

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::keyword as k;
use crate::model::{Action, Branch, Comment, FormItem};
use crate::name::{ActionName, FieldName, StateName};
use crate::source::decode::{Decoder, Fields};
use crate::text::{Span, Spanned};
use crate::yaml::Node;

use super::Reader;

/// Whether a comment is wanted.
pub(super) fn comment(decoder: &mut Decoder, node: &Node) -> Option<Comment> {
    decoder.word(node, &[(k::OPTIONAL, Comment::Optional), (k::REQUIRED, Comment::Required)]).map(|word| word.value)
}

impl Reader<'_> {
    /// The actions a state offers.
    pub fn actions_under(&mut self, fields: &mut Fields<'_>) -> IndexMap<ActionName, Action> {
        let Some(node) = fields.take(&mut self.decoder, k::ON) else { return IndexMap::new() };
        let Some((entries, _)) = self.decoder.mapping(node) else { return IndexMap::new() };
        let mut actions = IndexMap::new();
        for entry in entries {
            let Some(name) = self.decoder.name_of::<ActionName>(&entry.key) else { continue };
            let path = format!("{}.{}", k::ON.en, name.value);
            let action = self.within(&path, |reader| reader.action(&name, &entry.value));
            actions.extend(action.map(|action| (name.value, action)));
        }
        actions
    }

    fn action(&mut self, name: &Spanned<ActionName>, node: &Node) -> Option<Action> {
        let mut fields = self.decoder.fields(node)?;
        let title = fields.optional(&mut self.decoder, k::NAME, Decoder::bilingual);
        let title = title.map_or_else(|| Bilingual::same(name.value.as_str()), |title| title.value);
        let form = self.form_under(&mut fields);
        let without_form = fields.optional(&mut self.decoder, k::WITHOUT_FORM, Decoder::boolean);
        let without_form = without_form.is_some_and(|flag| flag.value);
        let comment = fields.optional(&mut self.decoder, k::COMMENT, comment).unwrap_or_default();
        let otherwise = fields.optional(&mut self.decoder, k::OTHERWISE, Decoder::bilingual).map(|text| text.value);
        let return_to = self.return_to(&mut fields);
        let branches = self.branches_of(&mut fields);
        fields.finish(&mut self.decoder);
        Some(Action {
            name: name.value.clone(),
            span: name.span,
            title,
            form,
            without_form,
            comment,
            return_to,
            branches,
            otherwise,
        })
    }

    /// The one branch written in place (`to`, `when`, `do`), or the list under `branches`.
    pub fn branches_of(&mut self, fields: &mut Fields<'_>) -> Vec<Branch> {
        if fields.has(k::BRANCHES) {
            if fields.has(k::TO) || fields.has(k::WHEN) {
                let message = Bilingual::new(
                    "分支（branches）与转到（to）、条件（when）不能同时写",
                    "`branches` cannot stand beside `to` or `when`",
                );
                let help = Bilingual::new("把转到、条件移进分支的一条", "move them into one of the branches");
                self.decoder.problem(Code::OneOf, fields.span, message, Some(help));
            }
            let node = fields.take(&mut self.decoder, k::BRANCHES);
            return node.map(|node| self.within(k::BRANCHES.en, |reader| reader.branches(node))).unwrap_or_default();
        }
        vec![self.branch_here(fields)]
    }

    /// A list of branches, in document order.
    pub fn branches(&mut self, node: &Node) -> Vec<Branch> {
        let mut branches = Vec::new();
        for (at, item) in self.decoder.list(node).iter().enumerate() {
            let Some(mut fields) = self.decoder.fields(item) else { continue };
            branches.push(self.within(&at.to_string(), |reader| reader.branch_here(&mut fields)));
            fields.finish(&mut self.decoder);
        }
        branches
    }

    fn branch_here(&mut self, fields: &mut Fields<'_>) -> Branch {
        let when = fields.take(&mut self.decoder, k::WHEN);
        let when = when.and_then(|node| self.within(k::WHEN.en, |reader| reader.condition(node)));
        let to = fields.take(&mut self.decoder, k::TO);
        let to = to.map(|node| self.within(k::TO.en, |reader| reader.targets(node))).unwrap_or_default();
        let internal = fields.optional(&mut self.decoder, k::INTERNAL, Decoder::boolean);
        if let Some(flag) = internal.as_ref().filter(|flag| flag.value) {
            self.leads_inside(&to, flag.span);
        }
        let effects = self.effects_under(fields, k::DO);
        Branch { when, to, internal: internal.is_some_and(|flag| flag.value), effects, span: fields.span }
    }

    /// Where a branch leads: one state, or several that a case can be in at once.
    pub fn targets(&mut self, node: &Node) -> Vec<StateName> {
        let targets = self.state_list(node);
        let apart = targets.iter().enumerate().find_map(|(at, one)| {
            let other = targets[at + 1..].iter().find(|other| !self.nesting.go_together(one, other))?;
            Some((one, other))
        });
        if let Some((one, other)) = apart {
            let message = Bilingual::new(
                format!("办件不能同时在“{one}”和“{other}”：它们不在同一并行环节的不同分区"),
                format!("a case cannot be in `{one}` and `{other}` at once: they are not in different regions"),
            );
            let help = Bilingual::new("只写一个，或改用 regions（并行）", "name one of them, or use `regions`");
            self.decoder.problem(Code::StateShape, node.span(), message, Some(help));
        }
        targets
    }

    fn leads_inside(&mut self, to: &[StateName], span: Span) {
        let inside = |target: &StateName| self.here.as_ref().is_some_and(|here| self.nesting.is_within(target, here));
        if !to.is_empty() && to.iter().all(inside) {
            return;
        }
        let message = Bilingual::new(
            "internal（内部）的流转须转到本环节之内",
            "an internal transition leads to a state inside its own",
        );
        let help = Bilingual::new("删去“内部”（internal），或改“转到”（to）", "drop `internal`, or change `to`");
        self.decoder.problem(Code::StateShape, span, message, Some(help));
    }

    /// A form: names of fields, each required unless `{name: optional}` says otherwise.
    pub fn form_under(&mut self, fields: &mut Fields<'_>) -> Vec<FormItem> {
        let Some(node) = fields.take(&mut self.decoder, k::FORM) else { return Vec::new() };
        self.within(k::FORM.en, |reader| {
            let items = reader.decoder.list(node);
            items.iter().filter_map(|item| reader.form_item(item)).collect()
        })
    }

    fn form_item(&mut self, node: &Node) -> Option<FormItem> {
        if let Node::Mapping(entries, _) = node
            && let [entry] = entries.as_slice()
        {
            let name = self.decoder.name_of::<FieldName>(&entry.key)?;
            let field = self.known_field(name)?;
            let required = self.decoder.word(&entry.value, &[(k::OPTIONAL, false), (k::REQUIRED, true)])?.value;
            return Some(FormItem { field, required });
        }
        let name = self.decoder.name::<FieldName>(node)?;
        Some(FormItem { field: self.known_field(name)?, required: true })
    }
}
