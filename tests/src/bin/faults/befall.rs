//! What passes and leaves the servers running.

use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use tests::harness::Backend;

use crate::fault::Fault;
use crate::pause;
use crate::relay::{BAD_MOODS, Mood};
use crate::round::Round;
use crate::site::{DATABASE, Site};

/// Milliseconds that something lasts.
const LASTS_MILLISECONDS: std::ops::Range<u64> = 300..2_500;
/// Milliseconds that somebody holds what is wanted; a server waits five seconds before it gives up.
const HELD_MILLISECONDS: std::ops::Range<u64> = 300..7_000;
/// The pause between two cuts of all connections.
const BETWEEN_CUTS: Duration = Duration::from_millis(150);
/// One step in so many is refused as not serialisable.
const REFUSED_ONE_IN: u32 = 3;
const HOUR_NANOSECONDS: i64 = 3_600_000_000_000;
const TEN_YEARS_NANOSECONDS: i64 = 3_652 * 24 * HOUR_NANOSECONDS;
/// Holds the write lock of an SQLite file, as a process of its own that ends without a word.
const HOLD_SQLITE: &str = "import os, sqlite3, sys, time\n\
    held = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)\n\
    held.execute('BEGIN IMMEDIATE')\ntime.sleep(float(sys.argv[2]))\nheld.execute('ROLLBACK')\nos._exit(0)\n";
/// Debian's own interpreter, which the mail server of the tests needs too.
const PYTHON: &str = "/usr/bin/python3";

/// Lets something pass over the servers; answers what it was.
pub fn befall(round: &mut Round<'_>, fault: Fault) -> String {
    let lasts = Duration::from_millis(round.random.random_range(LASTS_MILLISECONDS));
    match fault {
        Fault::Kill | Fault::PowerLoss => fault.word().to_owned(),
        Fault::Stop => stop(round, lasts),
        Fault::Cut => cut(round.site, lasts),
        Fault::Conflict => conflict(round.site, lasts),
        Fault::Locked => locked(round),
        Fault::DiskFull => disk_full(round.site, lasts),
        Fault::Clock => clock(round, lasts),
        Fault::Smtp => smtp(round, lasts),
    }
}

/// Kills everything, leaves what was synced, and starts the database's server again.
pub fn lose_power(site: &mut Site, random: &mut StdRng) {
    site.kill_nodes();
    if let Some(cluster) = &mut site.cluster {
        cluster.kill();
    }
    let some_may_survive = !site.lies();
    site.disk.lose_power(some_may_survive, random);
    let environment = site.disk.environment(site.lies());
    if let Some(cluster) = &mut site.cluster {
        cluster.start(environment);
    }
}

/// One node stands still; what it has leased is as good as lost meanwhile, and the database gives its rows back.
fn stop(round: &mut Round<'_>, lasts: Duration) -> String {
    let at = round.random.random_range(0..round.site.nodes.len());
    round.site.nodes[at].stand_still(true);
    pause(lasts / 2);
    let mut leases = 0;
    if let Some(cluster) = &round.site.cluster {
        // What time would do in two minutes, and the server after one.
        let ended = cluster.sql(
            DATABASE,
            "WITH ended AS (UPDATE outbox SET next_at = created_at WHERE status = 'leased' \
            RETURNING 1) SELECT count(*) FROM ended",
        );
        leases = ended.ok().and_then(|count| count.trim().parse().ok()).unwrap_or(0);
        let idle = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' \
                    AND datname = current_database() AND now() - state_change > interval '250 ms'";
        let _ = cluster.sql(DATABASE, idle);
    }
    pause(lasts / 2);
    round.site.nodes[at].stand_still(false);
    round.report.figure("leases that ran out under a stopped node", leases);
    format!("node {at} stopped for {} ms", lasts.as_millis())
}

fn cut(site: &Site, lasts: Duration) -> String {
    let Some(cluster) = &site.cluster else { return String::new() };
    let cuts = lasts.as_millis() / BETWEEN_CUTS.as_millis() + 1;
    let all = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    for _ in 0..cuts {
        let _ = cluster.sql(DATABASE, all);
        pause(BETWEEN_CUTS);
    }
    format!("all connections cut {cuts} times")
}

fn conflict(site: &Site, lasts: Duration) -> String {
    let Some(cluster) = &site.cluster else { return String::new() };
    let refusing = format!(
        "CREATE FUNCTION refusing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         IF random() * {REFUSED_ONE_IN} < 1 THEN RAISE EXCEPTION 'not serialisable' USING ERRCODE = '40001'; END IF; \
         RETURN NULL; END $$; \
         CREATE TRIGGER refusing BEFORE INSERT ON history FOR EACH STATEMENT EXECUTE FUNCTION refusing();"
    );
    cluster.sql(DATABASE, &refusing).unwrap();
    pause(lasts / 2);
    cluster.sql(DATABASE, "DROP TRIGGER refusing ON history; DROP FUNCTION refusing()").unwrap();
    // The last cases first, which the nodes hold in the other order: a ring, which the database breaks as it likes.
    let ring = "DO $$ DECLARE one uuid; BEGIN FOR one IN SELECT id FROM cases ORDER BY id DESC LIMIT 12 LOOP \
                PERFORM 1 FROM cases WHERE id = one FOR UPDATE; PERFORM pg_sleep(0.03); END LOOP; END $$";
    let rings = lasts.as_millis() / 1_000 + 1;
    for _ in 0..rings {
        let _ = cluster.sql(DATABASE, ring);
    }
    format!("steps refused as not serialisable for {} ms, then {rings} rings", lasts.as_millis() / 2)
}

fn locked(round: &mut Round<'_>) -> String {
    let held = Duration::from_millis(round.random.random_range(HELD_MILLISECONDS));
    let site = &*round.site;
    match (site.store, &site.cluster) {
        (Backend::Postgres, Some(cluster)) => {
            let rows = format!(
                "BEGIN; SELECT count(*) FROM (SELECT 1 FROM cases ORDER BY id DESC LIMIT 20 FOR UPDATE) AS held; \
                 SELECT pg_sleep({}); COMMIT",
                held.as_secs_f64()
            );
            let _ = cluster.sql(DATABASE, &rows);
        }
        (Backend::Postgres | Backend::Sqlite, _) => {
            let mut holder = Command::new(PYTHON);
            holder.args(["-c", HOLD_SQLITE]).arg(site.nodes[0].data.join("doudi.db"));
            holder.arg(held.as_secs_f64().to_string()).envs(site.disk.environment(false));
            assert!(holder.stdin(Stdio::null()).status().unwrap().success(), "the lock could not be had");
        }
    }
    format!("database locked for {} ms", held.as_millis())
}

fn disk_full(site: &mut Site, lasts: Duration) -> String {
    site.disk.set_full(true);
    pause(lasts);
    site.disk.set_full(false);
    // A database's server that could not write its log has ended, as it should, and somebody starts it again.
    let environment = site.disk.environment(false);
    let ended = site.cluster.as_mut().is_some_and(|cluster| !cluster.is_running());
    if let Some(cluster) = site.cluster.as_mut().filter(|_| ended) {
        cluster.kill();
        cluster.start(environment);
    }
    format!("disk full for {} ms", lasts.as_millis())
}

fn clock(round: &mut Round<'_>, lasts: Duration) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = i64::try_from(now.as_nanos()).unwrap_or_default();
    let wrongs = [
        ("back an hour", -HOUR_NANOSECONDS, 0),
        ("forward ten years", TEN_YEARS_NANOSECONDS, 0),
        ("standing still", 0, now),
    ];
    let (what, added, stands_at) = wrongs.choose(round.random).copied().unwrap_or(wrongs[0]);
    round.site.disk.set_clock(added, stands_at);
    pause(lasts);
    // A server that is started while the clock is behind knows nothing of the time before.
    let restarted = added <= 0 && round.random.random();
    if restarted {
        let at = round.random.random_range(0..round.site.nodes.len());
        round.site.nodes[at].kill();
        round.site.start_nodes();
        let ready = round.site.wait_until_ready();
        round.report.check("a server starts with a wrong clock", ready, || what.to_owned());
        pause(lasts);
    }
    // A clock that stands still is told of after ten seconds, which are longer than this; one that went back under a server that
    // starts afterwards, never: it cannot know.
    let tells = stands_at == 0 && !restarted;
    let told = !tells || round.site.said().contains("the clock of this host");
    round.report.check("a wrong clock is told of", told, || what.to_owned());
    round.site.disk.set_clock(0, 0);
    format!("clock {what} for {} ms{}", lasts.as_millis(), if restarted { ", restarted in it" } else { "" })
}

fn smtp(round: &mut Round<'_>, lasts: Duration) -> String {
    let mood = *BAD_MOODS.choose(round.random).unwrap_or(&Mood::Down);
    round.site.relay.set(mood);
    pause(lasts);
    round.site.relay.set(Mood::Well);
    format!("mail server {mood:?} for {} ms", lasts.as_millis())
}
