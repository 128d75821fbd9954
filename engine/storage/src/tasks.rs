//! 待办: tasks as people find them in their inbox, and supervisors over their area.

use definition::moment::Moment;
use definition::name::{OfficeName, PersonName, ProcessName, RoleName, StateName};
use machine::{CaseId, ItemNumber, TaskNumber};
use sea_orm::sea_query::{
    Alias, Asterisk, Condition, Expr, ExprTrait, Order, Query, SelectStatement, UnionType, Value,
};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult};
use serde::{Deserialize, Serialize};

use crate::entities::{cases, task};
use crate::error::{Result, StorageError};
use crate::page::{Listed, Page};
use crate::row::{NO_DUE, OWN};
use crate::scope::Scope;
use crate::statement::values;
use crate::store::Store;

/// Up to so many posts each is read as one range of the inbox index; more are looked up together.
const RANGES_MAX: usize = 40;

/// Which open tasks are wanted. Everything left out holds for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskFilter {
    /// Of exactly these roles at these offices: what somebody holds. An empty list finds nothing.
    pub held: Option<Vec<(RoleName, OfficeName)>>,
    /// Claimed by whom.
    pub assignee: Assignee,
    /// Of this process.
    pub process: Option<ProcessName>,
    /// In this state.
    pub state: Option<StateName>,
    /// Due before this instant: late by then.
    pub overdue_before: Option<Moment>,
}

/// Claimed by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Assignee {
    /// By anyone or nobody.
    #[default]
    Anyone,
    /// By nobody.
    Nobody,
    /// By this person.
    Person(PersonName),
    /// By this person or nobody: what he can act on.
    PersonOrNobody(PersonName),
}

/// An open task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRow {
    /// Its case.
    pub case: CaseId,
    /// Its number in its case.
    pub number: TaskNumber,
    /// The number of its case.
    pub case_number: String,
    /// The office of its case.
    pub case_office: OfficeName,
    /// The process of its case.
    pub process: ProcessName,
    /// The version its case lives on.
    pub version: u32,
    /// Its state.
    pub state: StateName,
    /// Who may take it.
    pub role: RoleName,
    /// At which office.
    pub office: OfficeName,
    /// About which item of its state.
    pub item: Option<ItemNumber>,
    /// Who has claimed it.
    pub assignee: Option<PersonName>,
    /// The first instant too late.
    pub due: Option<Moment>,
    /// Since when.
    pub opened_at: Moment,
    /// What it is, if it is not the state's own: `copy`, `opinion` or `signature`.
    pub kind: Option<String>,
    /// Who asked for it then.
    pub asked_by: Option<PersonName>,
    /// What was said with it.
    pub note: Option<String>,
}

/// Where a page of tasks begins: the earliest due come first, those without a date last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskCursor {
    /// When the last task seen is due.
    pub due: Option<Moment>,
    /// Its case.
    pub case: CaseId,
    /// Its number.
    pub number: TaskNumber,
}

type Column = task::Column;

impl Store {
    /// The open tasks within scope, the earliest due first.
    pub async fn tasks(
        &self,
        scope: &Scope,
        filter: &TaskFilter,
        page: &Page<TaskCursor>,
    ) -> Result<Listed<TaskRow, TaskCursor>> {
        let Some(wanted) = wanted(scope, filter, page) else { return Ok(page.listed(Vec::new(), TaskRow::cursor)) };
        let found = Alias::new("found");
        let case = Expr::col((cases::Entity, cases::Column::Id)).equals((found.clone(), Column::CaseId));
        let mut select = Query::select();
        select
            .column((found.clone(), Asterisk))
            .expr_as(Expr::col((cases::Entity, cases::Column::Number)), "case_number")
            .expr_as(Expr::col((cases::Entity, cases::Column::Office)), "case_office")
            .expr_as(Expr::col((cases::Entity, cases::Column::Version)), "case_version")
            .from_subquery(wanted, found.clone())
            .inner_join(cases::Entity, case);
        for column in [Column::Due, Column::CaseId, Column::Number] {
            select.order_by((found.clone(), column), Order::Asc);
        }
        let rows = self.reader.query_all(select.limit(page.fetched())).await?;
        let rows = rows.iter().map(task_row).collect::<Result<_>>()?;
        Ok(page.listed(rows, TaskRow::cursor))
    }
}

impl TaskRow {
    fn cursor(&self) -> TaskCursor {
        TaskCursor { due: self.due, case: self.case, number: self.number }
    }
}

/// The rows of a page before their cases are looked up. With a few posts: one range of the inbox index each, merged.
fn wanted(scope: &Scope, filter: &TaskFilter, page: &Page<TaskCursor>) -> Option<SelectStatement> {
    let all = || open_tasks(scope, filter, page);
    match &filter.held {
        None => Some(all()),
        Some(held) if held.len() <= RANGES_MAX => merged(held.iter().map(|(role, office)| {
            all()
                .and_where(Expr::col(Column::Role).eq(role.as_str()))
                .and_where(Expr::col(Column::Office).eq(office.as_str()))
                .take()
        })),
        Some(held) => {
            let posts =
                held.iter().map(|(role, office)| vec![Value::from(role.as_str()), Value::from(office.as_str())]);
            let post = Expr::tuple([Expr::col(Column::Role), Expr::col(Column::Office)]);
            Some(all().and_where(post.in_subquery(values(posts.collect()))).take())
        }
    }
}

fn open_tasks(scope: &Scope, filter: &TaskFilter, page: &Page<TaskCursor>) -> SelectStatement {
    let order = [Column::Due, Column::CaseId, Column::Number];
    let mut select = Query::select();
    select
        .column(Asterisk)
        .from(task::Entity)
        .and_where(Expr::col(Column::ClosedAt).is_null())
        .cond_where(scope.holds(Column::Office))
        .cond_where(filter.condition());
    if let Some(TaskCursor { due, case, number }) = &page.after {
        let last = [Expr::val(due_stored(*due)), Expr::val(case.0), Expr::val(i64::from(*number))];
        select.and_where(Expr::tuple(order.map(Expr::col)).gt(Expr::tuple(last)));
    }
    for column in order {
        select.order_by(column, Order::Asc);
    }
    select.limit(page.fetched()).take()
}

fn merged(ranges: impl Iterator<Item = SelectStatement>) -> Option<SelectStatement> {
    // A select of its own around each range: SQLite takes no order or limit in a part of a union.
    let mut ranges = ranges.enumerate().map(|(position, range)| {
        Query::select().column(Asterisk).from_subquery(range, Alias::new(format!("range_{position}"))).take()
    });
    let mut all = ranges.next()?;
    all.unions(ranges.map(|range| (UnionType::All, range)));
    Some(all)
}

impl TaskFilter {
    fn condition(&self) -> Condition {
        Condition::all()
            .add(self.assignee.condition())
            .add_option(self.process.as_ref().map(|process| Expr::col(Column::Process).eq(process.as_str())))
            .add_option(self.state.as_ref().map(|state| Expr::col(Column::State).eq(state.as_str())))
            .add_option(self.overdue_before.map(|before| Expr::col(Column::Due).lte(before.milliseconds())))
    }
}

impl Assignee {
    fn condition(&self) -> Condition {
        let nobody = || Expr::col(Column::Assignee).is_null();
        let person = |person: &PersonName| Expr::col(Column::Assignee).eq(person.as_str());
        match self {
            Assignee::Anyone => Condition::all(),
            Assignee::Nobody => Condition::all().add(nobody()),
            Assignee::Person(name) => Condition::all().add(person(name)),
            Assignee::PersonOrNobody(name) => Condition::any().add(nobody()).add(person(name)),
        }
    }
}

fn due_stored(due: Option<Moment>) -> i64 {
    due.map_or(NO_DUE, Moment::milliseconds)
}

fn task_row(row: &QueryResult) -> Result<TaskRow> {
    let task = task::Model::from_query_result(row, "")?;
    let version: i64 = row.try_get("", "case_version")?;
    let wrong =
        |_| StorageError::corrupt(format!("task {} of case {}", task.number, task.case_id), "a number is out of range");
    Ok(TaskRow {
        case: CaseId(task.case_id),
        number: TaskNumber::try_from(task.number).map_err(wrong)?,
        case_number: row.try_get("", "case_number")?,
        case_office: OfficeName::new(row.try_get::<String>("", "case_office")?),
        process: ProcessName::new(task.process),
        version: u32::try_from(version).map_err(wrong)?,
        state: StateName::new(task.state),
        role: RoleName::new(task.role),
        office: OfficeName::new(task.office),
        item: task.item.map(ItemNumber::try_from).transpose().map_err(wrong)?,
        assignee: task.assignee.map(PersonName::new),
        due: (task.due != NO_DUE).then(|| Moment::from_milliseconds(task.due)),
        opened_at: Moment::from_milliseconds(task.opened_at),
        kind: (task.kind != OWN).then_some(task.kind),
        asked_by: task.asked_by.map(PersonName::new),
        note: task.note,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::plan;

    #[tokio::test]
    async fn an_inbox_reads_one_range_of_its_index_a_post() {
        let post = |office: &str| (RoleName::new("village_clerk"), OfficeName::new(office));
        let filter = TaskFilter { held: Some(vec![post("a"), post("b")]), ..TaskFilter::default() };
        let last = TaskCursor { due: None, case: CaseId(uuid::Uuid::nil()), number: 1 };
        let scope = Scope::Offices { roots: vec![OfficeName::new("c")], on: Default::default() };
        for page in [Page::first(50), Page::after(last, 50)] {
            let plan = plan(&wanted(&scope, &filter, &page).unwrap()).await;
            let range = "SEARCH task USING INDEX task_inbox (office=? AND role=?";
            assert_eq!(plan.matches(range).count(), 2, "{plan}");
            assert!(!plan.contains("SCAN task") && !plan.contains("TEMP B-TREE"), "{plan}");
        }
    }

    #[tokio::test]
    async fn what_somebody_has_claimed_is_read_from_its_index() {
        let filter = TaskFilter { assignee: Assignee::Person(PersonName::new("a")), ..TaskFilter::default() };
        let plan = plan(&wanted(&Scope::System, &filter, &Page::first(50)).unwrap()).await;
        assert!(plan.contains("USING INDEX task_assignee (assignee=?)") && !plan.contains("TEMP B-TREE"), "{plan}");
    }

    #[tokio::test]
    async fn an_area_is_read_office_by_office() {
        let scope = Scope::Offices { roots: vec![OfficeName::new("c")], on: Default::default() };
        let plan = plan(&wanted(&scope, &TaskFilter::default(), &Page::first(50)).unwrap()).await;
        assert!(plan.contains("SEARCH task USING INDEX task_inbox (office=?"), "{plan}");
    }
}
