//! A wrong address: the next channel, a correction, and what was said of it.

use notification::{Channel, Inbox, Memory, Reason, SendError};
use scheduler::Post;
use service::PreferenceView;
use tests::harness::{each_store, moment};

use super::{is_not_found, rules};

#[tokio::test]
async fn what_a_channel_refuses_for_good_goes_to_the_next_and_the_address_is_to_be_put_right() {
    each_store(async |house| {
        house.service.use_rules(rules("channels: {inbox: {inbox: true}}\npeople: [mail, inbox]"));
        let memory = Memory::new();
        let refuse = || SendError::Permanent { reason: Reason::new("550 无此邮箱", "550 no such mailbox") };
        memory.fail_next(refuse());
        memory.fail_next(refuse());
        let post =
            Post::new().with("mail", Channel::Memory(memory.clone()), None).with("inbox", Channel::Inbox(Inbox), None);
        let case = house.start("李梅", "马号东村", 1).await;
        scheduler::run_until(&house.service, &post, moment("2020-04-20T10:30+08:00")).await.unwrap();

        let me = "李梅".into();
        let messages = house.service.messages(&me, true, 10).await.unwrap();
        assert_eq!(messages.len(), 1);
        assert!(messages[0].subject.contains(&case.number), "{messages:?}");
        let told = house.service.notification(Some(&me), &messages[0].id).await.unwrap();
        assert_eq!((told.state, told.channel.as_deref()), ("delivered", Some("inbox")));
        assert_eq!(told.track.iter().map(|track| track.kind).collect::<Vec<_>>(), ["failed"]);
        assert!(told.cause.zh.contains("提醒时点"), "{:?}", told.cause);
        let open = house.service.corrections(Some(&me), 10).await.unwrap();
        assert!(open.iter().any(|open| open.recipient == "person:李梅" && open.channel == "mail"), "{open:?}");

        // A supervisor of the county sees both, a clerk of another township neither.
        let (above, elsewhere) = ("褚卫".into(), "郑云".into());
        assert!(house.service.notification(Some(&above), &told.id).await.is_ok());
        assert!(is_not_found(house.service.notification(Some(&elsewhere), &told.id).await));
        assert_eq!(house.service.corrections(Some(&above), 10).await.unwrap().len(), 2);
        assert_eq!(house.service.corrections(Some(&elsewhere), 10).await.unwrap(), []);
        assert!(is_not_found(house.service.read_message(&elsewhere, &told.id).await));
        assert!(is_not_found(house.service.corrected(Some(&elsewhere), "person:李梅").await));

        house.service.read_message(&me, &told.id).await.unwrap();
        assert_eq!(house.service.messages(&me, true, 10).await.unwrap(), []);
        let wanted = PreferenceView { mail: Some("new@example.gov.cn".to_owned()), ..PreferenceView::default() };
        house.service.prefer(&me, &wanted).await.unwrap();
        let left = house.service.corrections(Some(&above), 10).await.unwrap();
        assert_eq!(left.iter().map(|open| open.recipient.as_str()).collect::<Vec<_>>(), ["person:赵敏"]);
        scheduler::run_until(&house.service, &post, moment("2020-04-20T12:30+08:00")).await.unwrap();
        assert!(memory.sent().iter().any(|mail| mail.to.at == "new@example.gov.cn"), "{:?}", memory.sent());
    })
    .await;
}

#[tokio::test]
async fn what_had_nowhere_left_to_go_is_sent_once_the_address_is_right() {
    each_store(async |house| {
        let refuse = SendError::Permanent { reason: Reason::new("550 无此邮箱", "550 no such mailbox") };
        house.memory.fail_next(refuse.clone());
        house.memory.fail_next(refuse);
        let case = house.start("李梅", "马号东村", 1).await;
        house.pass_until("2020-04-20T10:30+08:00").await;
        let all = house.service.notifications_of(None, &case.number).await.unwrap();
        assert_eq!(all.sent.iter().map(|told| told.state).collect::<Vec<_>>(), ["failed", "failed"]);
        assert_eq!(all.sent[0].state_words.zh, "永久失败：请改地址");
        assert_eq!(house.service.corrected(None, "person:赵敏").await.unwrap(), 1);
        house.pass_until("2020-04-20T10:31+08:00").await;
        assert_eq!(house.memory.sent().len(), 1);
        let all = house.service.notifications_of(None, &case.number).await.unwrap();
        let states: Vec<_> = all.sent.iter().map(|told| (told.to.as_str(), told.state)).collect();
        assert!(states.contains(&("赵敏", "delivered")) && states.contains(&("李梅", "failed")), "{states:?}");
    })
    .await;
}

#[tokio::test]
async fn a_person_chooses_channels_and_a_deputy_who_could_see_it_himself() {
    each_store(async |house| {
        house.service.use_rules(rules("channels: {inbox: {inbox: true}, paper: {paper: true}}\npeople: [mail]"));
        let post = Post::from(Channel::Memory(house.memory.clone())).with("inbox", Channel::Inbox(Inbox), None);
        let me = "李梅".into();
        let deputised = |deputy: &str| PreferenceView {
            deputy: Some(deputy.into()),
            deputy_until: Some("2020-04-20".parse().unwrap()),
            ..PreferenceView::default()
        };
        assert!(house.service.prefer(&me, &deputised("郑云")).await.is_err(), "of another township");
        let channels = |name: &str| PreferenceView { channels: vec![name.to_owned()], ..PreferenceView::default() };
        assert!(house.service.prefer(&me, &channels("pigeon")).await.is_err());
        assert!(house.service.prefer(&me, &channels("paper")).await.is_err(), "paper is for households");
        house.service.prefer(&"吴刚".into(), &channels("inbox")).await.unwrap();
        house.service.prefer(&me, &deputised("吴刚")).await.unwrap();

        house.start("李梅", "马号东村", 1).await;
        scheduler::run_until(&house.service, &post, moment("2020-04-20T10:30+08:00")).await.unwrap();
        let messages = house.service.messages(&"吴刚".into(), true, 10).await.unwrap();
        assert_eq!(messages.len(), 1);
        assert!(messages[0].body.contains("吴刚（代李梅）"), "{messages:?}");
        assert_eq!(house.memory.sent().len(), 1, "赵敏 is told as ever");
        let told = house.service.notification(Some(&me), &messages[0].id).await.unwrap();
        assert_eq!(told.track.iter().map(|track| track.kind).collect::<Vec<_>>(), ["deputised"]);
    })
    .await;
}
