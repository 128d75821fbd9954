//! What becomes of a notification that did not leave at once: it waits, goes another way, or ends.

use definition::moment::Moment;
use definition::name::OfficeName;
use definition::notifications::Needs;
use machine::Addressee;
use storage::{Correction, DIGEST_LANE, Retry, Track, TrackKind};

use crate::delivery::{Delivery, Wait};
use crate::error::ServiceError;
use crate::service::Service;

use super::hours::office_of;

impl Service {
    /// Leases up to `limit` notifications that wait in the queue of a channel.
    pub async fn lease_lane(&self, lane: &str, limit: u64) -> Result<Vec<Delivery>, ServiceError> {
        let now = self.now();
        let rows = self.shared.store.lease_lane(lane, now, limit, crate::delivery::LEASE_MILLISECONDS).await?;
        self.deliveries(rows, now).await
    }

    /// Puts notifications into the queue of a channel until an instant; that is no attempt.
    pub async fn park(&self, deliveries: &[&Delivery], lane: &str, until: Moment) -> Result<(), ServiceError> {
        let leased: Vec<_> = deliveries.iter().map(|delivery| (delivery.key, delivery.fence)).collect();
        Ok(self.shared.store.park(&leased, lane, until).await?)
    }

    /// Lets a notification wait for what it waits for, with a record.
    pub async fn let_wait(&self, delivery: &Delivery, wait: Wait) -> Result<(), ServiceError> {
        let (lane, until, kind) = match wait {
            Wait::OfficeHours(until) => ("", until, TrackKind::Waits),
            Wait::Digest(until) => (DIGEST_LANE, until, TrackKind::ForDigest),
        };
        self.shared.store.park(&[(delivery.key, delivery.fence)], lane, until).await?;
        self.track(delivery, kind, None, Some(until.shown())).await
    }

    /// Ends a notification nobody needs any more, with a record.
    pub async fn drop_delivery(&self, delivery: &Delivery, why: &str) -> Result<bool, ServiceError> {
        let said = self.said(TrackKind::Dropped, None, Some(why.to_owned()));
        Ok(self.shared.store.mark_dropped(delivery.key, delivery.fence, &said).await?)
    }

    /// Marks a notification as having left by a channel; counts it where the channel has a daily budget.
    pub async fn mark_sent_by(&self, delivery: &Delivery, channel: &str) -> Result<bool, ServiceError> {
        let now = self.now();
        let sent = self.shared.store.mark_sent_by(delivery.key, delivery.fence, now, Some(channel)).await?;
        if self.rules().channels.get(channel).is_some_and(|rule| rule.per_day.is_some()) {
            self.shared.store.count_sent(channel, now.date()).await?;
        }
        if let Some(route) = delivery.route(channel).filter(|route| route.is_doubted) {
            self.shared.store.close_corrections(&route.recipient).await?;
        }
        if let Some(deputy) = &delivery.deputy {
            self.track(delivery, TrackKind::Deputised, Some(channel), Some(deputy.to_string())).await?;
        }
        Ok(sent)
    }

    /// A channel will not take a notification: for good, or not after so many attempts. It goes to the recipient's next channel;
    /// answers whether there is one. A wrong address is to be put right.
    pub async fn fall(
        &self,
        delivery: &Delivery,
        channel: &str,
        for_good: bool,
        reason: &str,
    ) -> Result<bool, ServiceError> {
        if for_good {
            self.doubt(delivery, channel, reason).await?;
        }
        let kind = if for_good { TrackKind::Failed } else { TrackKind::GaveUp };
        let said = self.said(kind, Some(channel), Some(reason.to_owned()));
        let routes = delivery.to.as_deref().unwrap_or_default();
        let next = routes.iter().find(|route| route.channel != channel);
        if let Some(next) = next {
            let (key, fence) = (delivery.key, delivery.fence);
            return Ok(self.shared.store.hand_on(key, fence, &next.channel, self.now(), &said).await?);
        }
        let retry = if for_good { Retry::Wrong } else { Retry::Never };
        if self.shared.store.mark_failed(delivery.key, delivery.fence, retry, reason).await? {
            self.shared.store.add_track(delivery.key, &said).await?;
        }
        Ok(false)
    }

    /// Nobody can be told: of a person that is put right, as a wrong address is; an applicant without an address is none the
    /// operator can do anything about, which is recorded.
    pub async fn no_way(&self, delivery: &Delivery, reason: &str) -> Result<(), ServiceError> {
        match &delivery.whom {
            Addressee::Applicant => self.drop_delivery(delivery, reason).await.map(|_| ()),
            Addressee::Person(person) => {
                let office = office_of(&self.catalogue(), person, self.now());
                let correction = Correction {
                    recipient: format!("person:{person}"),
                    channel: String::new(),
                    office: office.unwrap_or_else(|| OfficeName::new("")),
                    reason: reason.to_owned(),
                    opened_at: self.now(),
                };
                self.shared.store.open_correction(correction).await?;
                self.shared.store.mark_failed(delivery.key, delivery.fence, Retry::Wrong, reason).await?;
                Ok(())
            }
        }
    }

    /// Opens the correction of an address that a channel refused.
    async fn doubt(&self, delivery: &Delivery, channel: &str, reason: &str) -> Result<(), ServiceError> {
        let rules = self.rules();
        let needs = rules.channels.get(channel).map(|rule| rule.way.needs());
        let (Some(Needs::Mail | Needs::Phone), Some(route)) = (needs, delivery.route(channel)) else { return Ok(()) };
        let correction = Correction {
            recipient: route.recipient.clone(),
            channel: channel.to_owned(),
            office: route.office.clone(),
            reason: reason.to_owned(),
            opened_at: self.now(),
        };
        Ok(self.shared.store.open_correction(correction).await?)
    }

    /// When something is to be looked at next in the queue of a channel.
    pub async fn next_in_lane(&self, lane: &str) -> Result<Option<Moment>, ServiceError> {
        Ok(self.shared.store.next_in_lane(lane).await?)
    }

    /// How many more may leave by a channel today; none if there is no daily budget.
    pub async fn left_today(&self, channel: &str) -> Result<Option<u32>, ServiceError> {
        let budget = self.rules().channels.get(channel).and_then(|rule| rule.per_day);
        let Some(budget) = budget else { return Ok(None) };
        let sent = self.shared.store.sent_on(channel, self.now().date()).await?;
        Ok(Some(budget.saturating_sub(sent)))
    }

    /// Looks again at what waits for channels that are no longer there.
    pub async fn forget_channels_but(&self, known: &[String]) -> Result<(), ServiceError> {
        Ok(self.shared.store.forget_lanes_but(known).await?)
    }

    async fn track(
        &self,
        delivery: &Delivery,
        kind: TrackKind,
        channel: Option<&str>,
        detail: Option<String>,
    ) -> Result<(), ServiceError> {
        Ok(self.shared.store.add_track(delivery.key, &self.said(kind, channel, detail)).await?)
    }

    pub(crate) fn said(&self, kind: TrackKind, channel: Option<&str>, detail: Option<String>) -> Track {
        Track { at: self.now(), kind, channel: channel.map(str::to_owned), detail }
    }
}
