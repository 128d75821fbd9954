//! Publishing: versions are immutable and numbered; offices, parameters and calendars are data of their day.

use serde_json::json;
use service::Unpublished;
use tests::harness::{
    Backend, FAST_TRACK, House, all_texts, each_store, edited, fast_track_version, kind, renumbered, reviewed, root,
    shipped_processes,
};

const OTHERWISE: &str = "未签个人承诺，不得走快速通道";

#[tokio::test]
async fn publishing_the_same_again_changes_nothing() {
    each_store(async |house| {
        let before = house.raw.contents().await;
        let published = house.publish(&all_texts(&[])).await.unwrap();
        assert_eq!((published.published.len(), published.catalogue_changed), (0, false));
        assert_eq!(published.unchanged.len(), shipped_processes());
        assert_eq!(house.raw.contents().await, before);
    })
    .await;
}

#[tokio::test]
async fn a_changed_text_needs_a_higher_version_and_old_cases_stay_on_theirs() {
    each_store(async |house| {
        let old = house.start("李梅", "马号东村", 1).await;
        let (next, next_zh) = (format!("version: {}", old.version + 1), format!("（version）: {}", old.version + 1));
        let changed = edited(&all_texts(&[]), FAST_TRACK, OTHERWISE, "没有签字");
        let before = house.raw.contents().await;
        match house.publish(&changed).await {
            Err(Unpublished::Changed(conflicts)) => {
                assert_eq!(conflicts.len(), 1);
                assert!(conflicts[0].zh.contains(&next_zh) && conflicts[0].en.contains(&next), "{:?}", conflicts[0]);
            }
            other => panic!("{other:?}"),
        }
        assert!(matches!(house.publish(&renumbered(&changed, -1)).await, Err(Unpublished::Changed(_))));
        assert_eq!(house.raw.contents().await, before, "all of it, or nothing");

        // Numbers may be passed over.
        let published = house.publish(&renumbered(&changed, 2)).await.unwrap();
        assert_eq!(published.published, [("epidemic-fast-track".into(), old.version + 2)]);
        let new = house.start("李梅", "马号东村", 2).await;
        assert_eq!((old.version, new.version), (fast_track_version(), old.version + 2));
        let unsigned = json!({"members": 1, "annual_income": 0, "committed": false, "village_opinion": "agree"});
        for (case, words) in [(old.case, OTHERWISE), (new.case, "没有签字")] {
            let told = tests::harness::refusal(house.act("李梅", case, "submit", unsigned.clone()).await);
            assert!(told.message.zh.starts_with(words), "{}", told.message.zh);
        }
        assert!(
            matches!(house.publish(&all_texts(&[])).await, Err(Unpublished::Changed(_))),
            "no way back to an earlier version"
        );
    })
    .await;
}

#[tokio::test]
async fn a_changed_template_changes_every_process_that_uses_it() {
    each_store(async |house| {
        let changed = edited(&all_texts(&[]), "deadline-reminder.yaml", "【提醒】", "【请办】");
        match house.publish(&changed).await {
            Err(Unpublished::Changed(conflicts)) => assert_eq!(conflicts.len(), shipped_processes(), "{conflicts:?}"),
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn texts_with_errors_are_not_published_at_all() {
    each_store(async |house| {
        let before = house.raw.contents().await;
        let wrong = edited(&all_texts(&[]), FAST_TRACK, "to: township_approval", "to: township_aproval");
        let wrong = edited(&wrong, "dibao.yaml", "value: 560.00", "value: 600.00");
        match house.publish(&wrong).await {
            Err(Unpublished::Unsound(found)) => assert!(!found.is_empty()),
            other => panic!("{other:?}"),
        }
        assert_eq!(house.raw.contents().await, before);
    })
    .await;
}

#[tokio::test]
async fn a_new_parameter_row_is_seen_by_later_decisions_from_its_day_on_and_by_every_node() {
    each_store(async |house| {
        let node = house.another().await.unwrap();
        let [before, on_its_eve, after] =
            [house.at_township(1).await, house.at_township(2).await, house.at_township(3).await];
        let approve = json!({"grant_now": true, "grant_reason": "断粮"});
        house.act("王强", before.case, "approve", approve.clone()).await.unwrap();

        let old = r#"- {office: "222403", from: 2020-01-01, value: 560.00"#;
        let new = r#"- {office: "222403", from: 2020-04-21, value: 600.00, source: 新标准}
      - {office: "222403", from: 2020-01-01, until: 2020-04-21, value: 560.00"#;
        let published = house.publish(&edited(&all_texts(&[]), "dibao.yaml", old, new)).await.unwrap();
        assert!(published.catalogue_changed && published.published.is_empty());
        house.act("王强", on_its_eve.case, "approve", approve.clone()).await.unwrap();
        house.outage_until("2020-04-21T08:00+08:00").await;
        // On PostgreSQL the other node decides, which has published nothing itself.
        let deciding = if house.backend == Backend::Postgres { &node } else { &house.service };
        deciding.set_clock(house.service.now()).await.unwrap();
        let act = tests::harness::act(after.case, "approve", approve, None);
        deciding.submit(service::Actor::person("王强"), None, act).await.unwrap();

        for (case, amount, row) in [
            (&before, "1680.00", "2020-01-01"),
            (&on_its_eve, "1680.00", "2020-01-01"),
            (&after, "1800.00", "2020-04-21"),
        ] {
            let view = house.service.case(None, &case.number).await.unwrap();
            assert_eq!(view.grants[0].amount, amount);
            let history = house.service.history(None, &case.number, None, 10).await.unwrap();
            let mut read = history.iter().flat_map(|entry| &entry.decisions).flat_map(|decision| &decision.reads);
            let expected = format!("dibao.urban.standard_month@222403@{row}");
            assert!(read.any(|read| read.row.as_deref() == Some(&expected)), "{expected}");
        }
        node.stop().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn who_leaves_his_post_can_act_no_more() {
    each_store(async |house| {
        let case = house.start("李梅", "马号东村", 1).await;
        let left = edited(
            &all_texts(&[]),
            "people.yaml",
            "office: 江源镇/马号东村}",
            "office: 江源镇/马号东村, until: 2020-04-21}",
        );
        house.publish(&left).await.unwrap();
        house.outage_until("2020-04-21T08:00+08:00").await;
        let told = house.act("李梅", case.case, "submit", reviewed()).await;
        assert_eq!(kind(told), service::RejectionKind::NotFound, "without a post nothing is within reach");
        house.act("赵敏", case.case, "submit", reviewed()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_first_start_publishes_what_is_shipped() {
    let house = House::open_empty(Backend::Sqlite, "2020-04-20T08:00+08:00").await;
    assert!(root().join("workflows").is_dir());
    let published = house.publish(&all_texts(&[])).await.unwrap();
    let names: Vec<&str> = published.published.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), shipped_processes());
    assert!(names.contains(&"epidemic-fast-track") && names.contains(&"watch-entry"), "{names:?}");
}
