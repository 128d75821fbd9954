//! Every notification that was queued arrived, and none that was not.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use tests::harness::Backend;

use crate::report::Report;
use crate::site::Site;

/// How long the last mails may take: a lease of a killed server has to run out first.
const LAST_MAILS: Duration = Duration::from_secs(300);
/// How often it is looked whether they are gone.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// Ends the leases that killed servers hold, and the pauses after failures, while no server runs: what time would do.
pub fn end_waiting(site: &Site, report: &mut Report) {
    let ended = site.change("UPDATE outbox SET next_at = created_at WHERE status IN ('leased', 'queued')");
    report.figure("mails whose waiting was ended by hand", usize::try_from(ended).unwrap_or_default());
}

/// Waits until nothing waits to be sent, then compares.
pub fn wait_until_sent(site: &Site, report: &mut Report) {
    let deadline = Instant::now() + LAST_MAILS;
    // A late probe of the last moment has a rung to come yet.
    let waiting = || {
        let rungs = "SELECT count(*) FROM deadline JOIN cases ON cases.id = deadline.case_id \
                     WHERE cases.process = 'late-probe' AND deadline.next_at IS NOT NULL";
        site.count("SELECT count(*) FROM outbox WHERE status <> 'sent'") + site.count(rungs)
    };
    while waiting() > 0 && Instant::now() < deadline {
        crate::pause(LOOK_AGAIN);
    }
    compare(site, report);
}

fn compare(site: &Site, report: &mut Report) {
    let queued = queued(site);
    let mut received: BTreeMap<String, usize> = BTreeMap::new();
    for mail in site.smtp.received().unwrap() {
        let (id, _) = mail.message_id.split_once('@').unwrap();
        *received.entry(id.replace('-', "")).or_default() += 1;
    }
    for (id, status) in &queued {
        report.check("every mail that was queued is marked as sent", status == "sent", || format!("{id} {status}"));
        report.check("every mail that was queued arrived", received.contains_key(id), || id.clone());
    }
    for id in received.keys() {
        report.check("every mail that arrived was queued", queued.contains_key(id), || id.clone());
    }
    report.figure("mails queued", queued.len());
    report.figure("mails arrived", received.values().sum());
    report.figure("mails that arrived more than once", received.values().filter(|count| **count > 1).count());
}

/// What the outbox holds, by the identity of the mail.
fn queued(site: &Site) -> BTreeMap<String, String> {
    let case = match site.store {
        Backend::Sqlite => "lower(hex(case_id))",
        Backend::Postgres => "replace(CAST(case_id AS text), '-', '')",
    };
    let rows = site.texts(&format!("SELECT {case} || '.' || seq || '.' || position || ' ' || status FROM outbox"));
    let parted = rows.into_iter().map(|row| {
        let (id, status) = row.split_once(' ').unwrap();
        (id.to_owned(), status.to_owned())
    });
    parted.collect()
}
