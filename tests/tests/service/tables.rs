//! Decision tables in a house: published with their fragment, decided, sealed where they must be, and explained row by row.

use definition::text::SourceText;
use serde_json::json;
use service::RejectionKind;
use tests::graded;
use tests::harness::{each_store, kind};

#[tokio::test]
async fn a_table_is_explained_by_its_rows_and_cells_long_after() {
    each_store(async |house| {
        house.publish(&graded::texts()).await.unwrap_or_else(|error| panic!("{error:#?}"));
        let case = graded::started(house, "15000.00").await;
        house.act("李梅", case.case, "approve", json!({"share": "40%"})).await.unwrap();

        let history = house.service.history(Some(&"李梅".into()), &case.number, None, 50).await.unwrap();
        let decisions: Vec<_> = history.iter().flat_map(|entry| &entry.decisions).collect();
        let grade = decisions.iter().find(|decision| decision.about == "grade").unwrap();
        assert_eq!((grade.expression.as_str(), grade.rows.as_slice()), ("grade(per_person, area)", [3].as_slice()));
        let lines: Vec<&str> = grade.lines.zh.lines().collect();
        assert_eq!(
            lines,
            [
                "per_person = 5000.00",
                "area = \"urban\"",
                "第 1 行不成立：5000.00 < 4000 不成立",
                "第 2 行不成立：\"urban\" = \"rural\" 不成立",
                "第 3 行成立：5000.00 in [4000..8000)，\"urban\" = \"urban\" → b，280.00（依据 样本依据 二）",
                "第 4 行不成立：5000.00 >= 8000 不成立",
            ]
        );
        assert!(grade.reads.iter().any(|read| read.name == "dibao.urban.standard_month" && read.row.is_some()));
        let extra = decisions.iter().find(|decision| decision.about == "加发").unwrap();
        assert_eq!((extra.result.as_str(), extra.rows.as_slice()), ("50.00", [1].as_slice()));
        house.assert_verifies().await;
    })
    .await;
}

#[tokio::test]
async fn a_household_is_sealed_as_a_whole_and_shown_without_its_numbers() {
    each_store(async |house| {
        house.publish(&graded::texts()).await.unwrap();
        let case = graded::started(house, "15000.00").await;
        let view = house.service.case(Some(&"李梅".into()), &case.number).await.unwrap();
        let members = view.fields.iter().find(|field| field.field == "members").unwrap();
        let number = tests::harness::identity(8);
        assert!(
            members.masked && members.value.contains("成员8") && !members.value.contains(&number),
            "{}",
            members.value
        );
        let since = view.fields.iter().find(|field| field.field == "since").unwrap();
        assert_eq!(since.value, "2020-05");
        for sql in ["SELECT body FROM history", "SELECT body FROM cases"] {
            let stored = house.raw.texts(sql).await.join("\n");
            assert!(!stored.contains("成员8") && !stored.contains(&number) && !stored.contains("15000"), "{sql}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_guard_on_a_table_refuses_and_a_shared_state_is_gone_through() {
    each_store(async |house| {
        house.publish(&graded::texts()).await.unwrap();
        let rich = graded::started(house, "90000.00").await;
        assert_eq!(kind(house.act("李梅", rich.case, "approve", json!({"share": "10%"})).await), RejectionKind::Guard);
        assert_eq!(kind(house.act("李梅", rich.case, "approve", json!({"share": 10})).await), RejectionKind::Field);
        assert_eq!(kind(house.act("李梅", rich.case, "approve", json!({"share": "101%"})).await), RejectionKind::Field);
        house.act("李梅", rich.case, "back", json!({})).await.unwrap();
        assert_eq!(
            kind(house.act("李梅", rich.case, "completed", json!({"missing": "缺"})).await),
            RejectionKind::Field
        );
        let back = house.act("李梅", rich.case, "completed", json!({"missing": "户口簿"})).await.unwrap();
        assert_eq!(back.active, ["review".into()]);
    })
    .await;
}

#[tokio::test]
async fn a_published_version_keeps_the_fragment_it_was_published_with() {
    each_store(async |house| {
        house.publish(&graded::texts()).await.unwrap();
        let case = graded::started(house, "15000.00").await;
        let changed = graded::texts().into_iter().map(|text| {
            if text.path != "completion.yaml" {
                return text;
            }
            SourceText::new(&text.path, text.text.replace("min: 2, max: 200", "min: 5, max: 200"))
        });
        let changed: Vec<_> = changed.collect();
        let refused = house.publish(&changed).await;
        assert!(refused.is_err(), "another fragment makes another text, which needs another version");
        house.act("李梅", case.case, "back", json!({})).await.unwrap();
        house.act("李梅", case.case, "completed", json!({"missing": "证明"})).await.unwrap();
    })
    .await;
}
