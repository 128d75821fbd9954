//! `for_each`: 逐项, a task for each of several items.

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::keyword as k;
use crate::model::{
    ALL_COUNT, ANSWER_PART, ANSWERED_COUNT, Action, DoneWhen, Each, Field, FieldKind, ITEM_PART, ITEMS_MAX, Into,
    OPEN_COUNT, Order, Over, Part, Receive, counts_type,
};
use crate::name::{ActionName, FieldName, StateName};
use crate::source::decode::{Decoder, Fields};
use crate::text::{Span, Spanned};
use crate::yaml::{Entry, Node};

use super::Reader;

/// What a record may keep of its own accord, besides what is filled in.
const KEPT: [&str; 2] = [ANSWER_PART, ITEM_PART];

impl Reader<'_> {
    /// Takes in the counts of every state with items, before any expression is read.
    pub(super) fn note_counts(&mut self, states: &Node) {
        for (name, span, actions) in counted(states) {
            if self.names.has(name.as_str()) {
                let message = Bilingual::new(
                    format!("逐项办理的环节“{name}”与表单项重名：条件里用它的名字称它的计数"),
                    format!("`{name}` goes through items and has the name of a field: its name stands for its counts"),
                );
                let help = Bilingual::new("给它另起一个名字", "give it another name");
                self.decoder.problem(Code::EachItem, span, message, Some(help));
                continue;
            }
            self.names.value(name.as_str(), counts_type(&actions), (None, None));
        }
    }

    /// `for_each`, with what guards of its actions call the item.
    pub(super) fn each_under(&mut self, fields: &mut Fields<'_>) -> Option<Each> {
        let node = fields.take(&mut self.decoder, k::FOR_EACH)?;
        self.within(k::FOR_EACH.en, |reader| {
            let mut inner = reader.decoder.fields(node)?;
            let span = inner.span;
            let over = reader.over(&mut inner);
            let orders = [(k::FREE, Order::Free), (k::FIXED, Order::Fixed)];
            let order = inner.optional(&mut reader.decoder, k::ORDER, |decoder, node| decoder.word(node, &orders));
            let into = inner.optional(&mut reader.decoder, k::INTO, Decoder::name::<FieldName>);
            let into = into.and_then(|list| reader.into(list));
            let done_when = inner.required(&mut reader.decoder, k::DONE_WHEN, |_, node| Some(node));
            let over = over?;
            let done_when = done_when.and_then(|node| reader.done_when(node, &over));
            inner.finish(&mut reader.decoder);
            let order = order.map(|order| order.value).unwrap_or_default();
            Some(Each { over, order, done_when: done_when?, into, span })
        })
    }

    /// `persons: 3`, or `over: list, item: name`.
    fn over(&mut self, inner: &mut Fields<'_>) -> Option<Over> {
        let (by_persons, by_list) = (inner.has(k::PERSONS), inner.has(k::OVER));
        if by_persons == by_list {
            let message = Bilingual::new(
                "逐项：或写 over（取自哪个列表）和 item，或写 persons（几个不同的人）",
                "either `over` (a list) with `item`, or `persons` (so many different people)",
            );
            self.decoder.problem(Code::OneOf, inner.span, message, None);
            for keyword in [k::PERSONS, k::OVER, k::ITEM] {
                inner.take(&mut self.decoder, keyword);
            }
            return None;
        }
        if by_persons {
            let node = inner.take(&mut self.decoder, k::PERSONS)?;
            let persons = self.decoder.whole(node)?.value;
            if !(1..=ITEMS_MAX).contains(&persons) {
                self.too_many(node.span(), persons);
                return None;
            }
            return Some(Over::Persons(persons));
        }
        let list = inner.required(&mut self.decoder, k::OVER, Decoder::name::<FieldName>);
        let item = inner.required(&mut self.decoder, k::ITEM, Decoder::name::<FieldName>);
        self.over_list(list?, item?)
    }

    fn over_list(&mut self, list: Spanned<FieldName>, item: Spanned<FieldName>) -> Option<Over> {
        let span = list.span;
        let list = self.known_field(list)?;
        let declared = self.declared.get(&list).cloned();
        let Some((Field { kind: FieldKind::List { item: kind, min: _, max }, sensitive, .. }, title)) =
            declared.map(|field| (field.clone(), field.title))
        else {
            self.not_a_list(span, &list);
            return None;
        };
        if max > ITEMS_MAX {
            self.too_many(span, max);
        }
        if self.is_taken(item.value.as_str(), item.span) {
            return None;
        }
        if sensitive {
            self.sensitive.insert(item.value.to_string());
        }
        let field = Field { title, kind: *kind, search: false, sensitive, help: None };
        Some(Over::List { list, item: item.value, field: Box::new(field) })
    }

    /// Where what is filled in is kept: a list of records.
    fn into(&mut self, list: Spanned<FieldName>) -> Option<Into> {
        let span = list.span;
        let list = self.known_field(list)?;
        let declared = self.declared.get(&list).cloned()?;
        let parts = match &declared.kind {
            FieldKind::List { item, .. } => match item.as_ref() {
                FieldKind::Record(parts) => parts.clone(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        if parts.is_empty() {
            self.not_a_list(span, &list);
            return None;
        }
        let has = |name: &str, fits: fn(&FieldKind) -> bool| {
            parts.iter().find(|part| part.id == name).map(|part| fits(&part.kind))
        };
        let answer = has(ANSWER_PART, |kind| matches!(kind, FieldKind::Text { .. }));
        let item = has(ITEM_PART, |kind| matches!(kind, FieldKind::Integer { .. }));
        if answer == Some(false) || item == Some(false) {
            let message = Bilingual::new(
                format!("“{list}”的 {ANSWER_PART} 记怎么办的（text），{ITEM_PART} 记第几项（integer）"),
                format!("in `{list}`, `{ANSWER_PART}` keeps the action (text) and `{ITEM_PART}` the number (integer)"),
            );
            self.decoder.problem(Code::EachItem, span, message, None);
        }
        let mut form = IndexMap::new();
        for part in parts.iter().filter(|part| !KEPT.contains(&part.id.as_str())) {
            if self.is_taken(&part.id, span) {
                return None;
            }
            if declared.sensitive {
                self.sensitive.insert(part.id.clone());
            }
            form.extend([asked(part, &declared)]);
        }
        Some(Into { list, form, with_answer: answer.is_some(), with_item: item.is_some() })
    }

    /// `all`, `any`, `2 of 3`, or a condition.
    fn done_when(&mut self, node: &Node, over: &Over) -> Option<DoneWhen> {
        let scalar = self.decoder.scalar(node)?.clone();
        for (keyword, meaning) in [(k::ALL_ITEMS, DoneWhen::All), (k::ANY_ITEM, DoneWhen::Any)] {
            if keyword.is(&scalar.text) {
                self.decoder.words.push((scalar.span, keyword));
                return Some(meaning);
            }
        }
        let Some((some, all)) = so_many(&scalar.text) else {
            return self.condition(node).map(DoneWhen::Holds);
        };
        let fits = match over {
            Over::Persons(persons) => *persons == all,
            Over::List { .. } => false,
        };
        if fits && (1..=all).contains(&some) {
            return Some(DoneWhen::Count(some));
        }
        let message = Bilingual::new(
            format!("“{some} of {all}”要与 persons 的人数一致；列表的长短不定，写条件"),
            format!("`{some} of {all}` has to agree with `persons`; of a list, whose length varies, write a condition"),
        );
        let help = Bilingual::new("例如：环节名.answered >= 2", "for example: state.answered >= 2");
        self.decoder.problem(Code::EachItem, scalar.span, message, Some(help));
        None
    }

    /// A state with items has a task, tells its counts apart, and says where the case goes once it is done.
    pub(super) fn check_each(
        &mut self,
        name: &Spanned<StateName>,
        each: &Each,
        actions: &IndexMap<ActionName, Action>,
        done: Option<&Receive>,
    ) {
        let taken = [ALL_COUNT, ANSWERED_COUNT, OPEN_COUNT];
        if let Some(action) = actions.values().find(|action| taken.contains(&action.name.as_str())) {
            let message = Bilingual::new(
                format!("逐项办理的动作不能叫“{}”：那是计数的名字", action.name),
                format!("an action on items cannot be called `{}`: that is the name of a count", action.name),
            );
            self.decoder.problem(Code::EachItem, action.span, message, None);
        }
        if !actions.values().any(|action| action.branches.iter().any(|branch| branch.to.is_empty())) {
            let message = Bilingual::new(
                format!("环节“{}”逐项办理，要有一个没有 to 的动作来答复一项", name.value),
                format!("`{}` goes through items: it takes an action without `to`, which answers one", name.value),
            );
            self.decoder.problem(Code::EachItem, each.span, message, None);
        }
        let last = done.and_then(|done| done.branches.last());
        if last.is_none_or(|branch| branch.when.is_some() || branch.to.is_empty()) {
            let message = Bilingual::new(
                format!("环节“{}”各项办完后，done 的最后一条路须无条件转到别处，否则办件会停住", name.value),
                format!(
                    "once the items of `{}` are done, the last way of `done` must lead on unconditionally",
                    name.value
                ),
            );
            let help = Bilingual::new("写 done: {to: …}", "add `done: {to: ...}`");
            self.decoder.problem(Code::EachItem, each.span, message, Some(help));
        }
    }

    /// What an item's task and actions see besides the case, while they are read.
    pub(super) fn item_data(each: Option<&Each>) -> IndexMap<FieldName, Field> {
        let item = each.and_then(Each::item).map(|(name, field)| (name.clone(), field.clone()));
        let into = each.and_then(|each| each.into.as_ref());
        let form = into.into_iter().flat_map(|into| &into.form);
        item.into_iter().chain(form.map(|(name, (field, _))| (name.clone(), field.clone()))).collect()
    }

    /// `for_each` makes tasks, and so stands beside `task` on an innermost state.
    pub(super) fn items_without_task(&mut self, span: Span) {
        let message = Bilingual::new(
            "for_each（逐项）写在有待办（task）的最里层环节上",
            "`for_each` stands on an innermost state that has a `task`",
        );
        self.decoder.problem(Code::EachItem, span, message, None);
    }

    /// Whether a name means something else already where the items' tasks are read.
    fn is_taken(&mut self, name: &str, span: Span) -> bool {
        let is_taken = self.names.has(name);
        if is_taken {
            let message = Bilingual::new(
                format!("“{name}”已是别的名字，逐项办理不能再用它"),
                format!("`{name}` is the name of something else and cannot be used for an item too"),
            );
            let help = Bilingual::new("另起一个名字", "give it another name");
            self.decoder.problem(Code::EachItem, span, message, Some(help));
        }
        is_taken
    }

    fn not_a_list(&mut self, span: Span, list: &FieldName) {
        let message = Bilingual::new(
            format!("“{list}”不是列表（into 要一组一组的列表）"),
            format!("`{list}` is no list (`into` takes a list of records)"),
        );
        self.decoder.problem(Code::EachItem, span, message, None);
    }

    fn too_many(&mut self, span: Span, found: u32) {
        let message = Bilingual::new(
            format!("逐项办理最多 {ITEMS_MAX} 项，这里可到 {found} 项"),
            format!("at most {ITEMS_MAX} items are gone through at once, here may be {found}"),
        );
        let help = Bilingual::new(
            format!("给列表写 max: {ITEMS_MAX} 或更少"),
            format!("give the list `max: {ITEMS_MAX}` or less"),
        );
        self.decoder.problem(Code::EachItem, span, message, Some(help));
    }
}

fn asked(part: &Part, list: &Field) -> (FieldName, (Field, bool)) {
    let field = Field {
        title: part.title.clone(),
        kind: part.kind.clone(),
        search: false,
        sensitive: list.sensitive,
        help: None,
    };
    (FieldName::new(&part.id), (field, part.required))
}

/// `2 of 3`
fn so_many(text: &str) -> Option<(u32, u32)> {
    let (some, all) = text.split_once(" of ")?;
    Some((some.trim().parse().ok()?, all.trim().parse().ok()?))
}

/// The states with items anywhere in a map of states, and their actions.
fn counted(states: &Node) -> Vec<(StateName, Span, Vec<ActionName>)> {
    let mut found = Vec::new();
    for entry in entries_of(states) {
        let inside = entries_of(&entry.value);
        let under = |keyword: k::Keyword| inside.iter().find(|entry| keyword.is(&entry.key.text));
        if under(k::FOR_EACH).is_some() {
            let actions = under(k::ON).map(|on| entries_of(&on.value)).unwrap_or_default();
            let actions = actions.iter().map(|action| ActionName::new(&action.key.text)).collect();
            found.push((StateName::new(&entry.key.text), entry.key.span, actions));
        }
        for keyword in [k::STATES, k::REGIONS] {
            found.extend(under(keyword).map(|inner| counted(&inner.value)).unwrap_or_default());
        }
    }
    found
}

fn entries_of(node: &Node) -> &[Entry] {
    match node {
        Node::Mapping(entries, _) => entries,
        Node::Scalar(_) | Node::Sequence(..) => &[],
    }
}
