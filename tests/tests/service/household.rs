//! 全户: what the cases of one person come to together, and cases that tell each other.

use serde_json::{Value as Json, json};
use service::{Actor, Ask, CaseId, PersonName, RejectionKind, Scope};
use tests::harness::{House, act, all_texts, each_store, edited, refusal};

/// A household of the fast track whose declaration was confirmed: it has a benefit case now.
async fn on_benefit(house: &House) -> (CaseId, CaseId) {
    let case = house.at_township(1).await.case;
    house.act("王强", case, "approve", json!({"grant_now": true, "grant_reason": "断粮"})).await.unwrap();
    house.act("陈静", case, "file", json!({})).await.unwrap();
    let confirmed = house.act("周平", case, "confirm", json!({"verification": "as_declared"})).await.unwrap();
    (case, confirmed.started[0])
}

/// What a review finds: the household earns more than the line.
fn above_the_line() -> Json {
    json!({
        "reviewed_on": "2020-04-20", "members": 3, "income_per_person": "5000.00", "property_ok": true,
        "has_project_income": true, "exemption_applied": true, "disabled_household": false,
    })
}

async fn leaving(house: &House) -> (CaseId, CaseId) {
    let (_, benefit) = on_benefit(house).await;
    house.say("王强", benefit, "open_review", "务工收入增加").await.unwrap();
    house.act("王强", benefit, "submit", above_the_line()).await.unwrap();
    let leaving = house.act("陈静", benefit, "not_eligible", json!({})).await.unwrap();
    (benefit, leaving.started[0])
}

async fn risk_of(house: &House, taper: CaseId) -> CaseId {
    house.service.case(None, &taper.to_string()).await.unwrap().started[0]
}

#[tokio::test]
async fn a_household_shows_all_its_cases_and_each_month_once() {
    each_store(async |house| {
        let (first, benefit) = on_benefit(house).await;
        house.pass_until("2020-08-20T09:00+08:00").await;
        let clerk = PersonName::new("李梅");
        for which in [first, benefit] {
            let household = house.service.household(Some(&clerk), &which.to_string()).await.unwrap();
            assert_eq!(household.applicant.as_deref(), Some("户主1"));
            let cases: Vec<(CaseId, Option<CaseId>)> =
                household.cases.iter().map(|case| (case.case.id, case.starter)).collect();
            assert_eq!(cases, [(first, None), (benefit, Some(first))]);
            let months: Vec<(String, &str, usize)> = household
                .months
                .iter()
                .map(|month| (month.month.to_string(), month.total.as_str(), month.payments.len()))
                .collect();
            let regular = |month: &str| (month.to_owned(), "919.71", 1);
            let mut expected = vec![("2020-04".to_owned(), "1680.00", 1)];
            expected.extend(["2020-05", "2020-06", "2020-07", "2020-08"].map(regular));
            assert_eq!(months, expected);
            assert!(household.goes_on && !household.more_cases);
        }
    })
    .await;
}

#[tokio::test]
async fn a_household_out_of_reach_is_not_there() {
    each_store(async |house| {
        let (first, _) = on_benefit(house).await;
        for stranger in ["郑云", "冯涛", "孙丽"] {
            let stranger = PersonName::new(stranger);
            let out_of_reach = refusal(house.service.household(Some(&stranger), &first.to_string()).await);
            let absent = refusal(house.service.household(Some(&stranger), "KS-222403109200-2020-09999").await);
            assert_eq!(out_of_reach, absent);
        }
    })
    .await;
}

#[tokio::test]
async fn what_one_case_tells_another_is_in_both_histories() {
    each_store(async |house| {
        let (benefit, taper) = leaving(house).await;
        let told = house.say("王强", benefit, "recheck", "收入核错").await.unwrap();
        assert_eq!(told.status, "open");
        let view = house.service.case(None, &taper.to_string()).await.unwrap();
        assert_eq!(view.outcome.as_deref(), Some("withdrawn"));
        let number = house.service.case(None, &benefit.to_string()).await.unwrap().number;
        let store = house.store().await;
        let rows = store.history(&Scope::System, taper, &service::Page::first(50)).await.unwrap().rows;
        let last = rows.last().unwrap();
        assert!(last.body.contains(&number) && last.event_type == "received", "{}", last.body);
    })
    .await;
}

#[tokio::test]
async fn what_is_told_to_a_closed_case_is_noted_there_and_holds_nobody_up() {
    each_store(async |house| {
        let (benefit, taper) = leaving(house).await;
        let assessment = risk_of(house, taper).await;
        let view = async |case: CaseId| house.service.case(None, &case.to_string()).await.unwrap();
        house.say("王强", assessment, "no_household", "全户迁出").await.unwrap_err();
        let moved = act(assessment, "no_household", json!({"why_not": "moved"}), Some("全户迁出"));
        house.ask("王强", moved).await.unwrap();
        house.act("陈静", assessment, "confirm", json!({})).await.unwrap();
        // The assessment has come to its end; taking the taper back would have cancelled it.
        house.say("王强", benefit, "recheck", "收入核错").await.unwrap();
        assert_eq!(view(taper).await.outcome.as_deref(), Some("withdrawn"));
        assert_eq!(view(assessment).await.outcome.as_deref(), Some("not_applicable"));
        let store = house.store().await;
        let rows = store.history(&Scope::System, assessment, &service::Page::first(50)).await.unwrap().rows;
        assert!(rows.last().unwrap().body.contains("event_ignored"), "{}", rows.last().unwrap().body);
    })
    .await;
}

#[tokio::test]
async fn a_step_that_another_case_does_not_take_up_has_not_happened() {
    each_store(async |house| {
        let deaf = edited(&all_texts(&[]), "dynamic-review.yaml", "      returned: {to: household_check}\n", "");
        let elsewhere = "    after:\n      - {at: next_review, to: household_check}\n";
        let heard = format!("    receive: {{returned: {{to: household_check}}}}\n{elsewhere}");
        house
            .publish(&edited(
                &edited(&deaf, "dynamic-review.yaml", elsewhere, &heard),
                "dynamic-review.yaml",
                "version: 2",
                "version: 3",
            ))
            .await
            .unwrap();
        let (_, taper) = leaving(house).await;
        let before = house.raw.contents().await;
        let refused = refusal(house.say("陈静", taper, "return", "退回").await);
        assert_eq!(refused.kind, RejectionKind::NotAwaited);
        assert_eq!(house.raw.contents().await, before);
    })
    .await;
}

#[tokio::test]
async fn what_one_case_reports_to_another_no_person_can_make_up() {
    each_store(async |house| {
        let (benefit, _) = leaving(house).await;
        for person in ["李梅", "王强", "陈静", "褚卫"] {
            let forged = Ask::Receive { case: benefit, event: "exited".into(), fields: Default::default() };
            assert_eq!(refusal(house.ask(person, forged).await).kind, RejectionKind::Role, "{person}");
        }
        let outside = Ask::Receive { case: benefit, event: "exited".into(), fields: Default::default() };
        let forged = house.service.submit(Actor::Outside { name: "bank".into() }, None, outside).await;
        assert_eq!(refusal(forged).kind, RejectionKind::Role);
    })
    .await;
}
