//! Counting very many open deadlines anew while people work, and looks for what is due where very many are armed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use definition::bilingual::Language;
use definition::moment::Date;
use serde_json::{Value as Json, json};
use service::{CalendarName, Moment, Service, Store, Unpublished};

use super::ground::{Ground, Site};
use super::growth;
use super::load::{Done, Door, load};
use super::samples::Samples;

/// The longest that people go on meanwhile.
const LONGEST: Duration = Duration::from_secs(1_200);
/// How often is looked for what is due.
const LOOKS: usize = 1_000;
/// An hour, in milliseconds.
const HOUR_MS: i64 = 3_600_000;
/// The calendar of the measurement as it is after the change: one day more is off.
const CHANGED: &str = concat!(
    include_str!("rulebook/calendar.yaml"),
    "years:\n  \"2026\": {off: [{from: 2026-03-04, name: {zh: 放假, en: Holiday}}]}\n"
);

/// What was measured of counting anew.
#[derive(Clone, Debug)]
pub struct Recount {
    store: &'static str,
    open: usize,
    previewed: Duration,
    moved: u64,
    changed: usize,
    took: Duration,
    before: Done,
    meanwhile: Done,
}

/// What was measured of looking.
#[derive(Clone, Debug)]
pub struct Looks {
    store: &'static str,
    armed: u32,
    next: Samples,
    fire: Samples,
}

/// Counts the deadlines of so many open cases anew while clients work; the turn is how long they work before.
pub async fn recount(ground: &Ground, open: usize, clients: usize, turn: Duration) -> anyhow::Result<Recount> {
    let site = ground.site("recount").await?;
    let measured = measured(&site, ground, open, clients, turn).await;
    site.remove().await?;
    measured
}

async fn measured(
    site: &Site,
    ground: &Ground,
    open: usize,
    clients: usize,
    turn: Duration,
) -> anyhow::Result<Recount> {
    let counted = site.counted().await?;
    let service = site.furnish(Some(opens_at())).await?;
    growth::fill(&service, open).await?;
    let door = Door::Inside(service.clone());
    let before = load(&door, counted, clients, turn, &Arc::default()).await?;
    let calendar = CalendarName::new("bench");
    let began = Instant::now();
    let moved = service.preview_calendar(&calendar, CHANGED).await.map_err(unsound)?.moved;
    let previewed = began.elapsed();
    service.put_calendar(&calendar, CHANGED).await.map_err(unsound)?;
    let over = Arc::<AtomicBool>::default();
    let began = Instant::now();
    let counting = async {
        let changed = scheduler::reproject(&service).await;
        let took = began.elapsed();
        over.store(true, Ordering::Relaxed);
        changed.map(|changed| (changed, took))
    };
    let (counted_anew, meanwhile) = tokio::join!(counting, load(&door, counted, clients, LONGEST, &over));
    let ((changed, took), meanwhile) = (counted_anew?, meanwhile?);
    service.stop().await?;
    Ok(Recount { store: ground.store(), open, previewed, moved, changed, took, before, meanwhile })
}

fn unsound(unpublished: Unpublished) -> anyhow::Error {
    match unpublished {
        Unpublished::Failed(error) => error.into(),
        other @ (Unpublished::Unsound(_) | Unpublished::Changed(_)) => anyhow::anyhow!("{other:?}"),
    }
}

/// A Monday morning in virtual time.
fn opens_at() -> Moment {
    Moment::start_of(Date::from_ymd_opt(2026, 3, 2).unwrap_or_default()).plus_milliseconds(9 * HOUR_MS)
}

/// Looks for what is due where so many deadlines are armed and none is due.
pub async fn looks(ground: &Ground, armed: u32) -> anyhow::Result<Looks> {
    let site = ground.site("looks").await?;
    let measured = looked(&site, ground, armed).await;
    site.remove().await?;
    measured
}

async fn looked(site: &Site, ground: &Ground, armed: u32) -> anyhow::Result<Looks> {
    let service = site.furnish(Some(opens_at())).await?;
    let store = Store::open(&site.settings()).await?;
    store.arm_bare(armed, opens_at()).await?;
    store.close().await?;
    let mut looks = Looks { store: ground.store(), armed, next: Samples::default(), fire: Samples::default() };
    for _ in 0..LOOKS {
        looks.next.push(timed(&service, true).await?);
        looks.fire.push(timed(&service, false).await?);
    }
    service.stop().await?;
    Ok(looks)
}

/// How long a look takes: for the next instant, or through the writer.
async fn timed(service: &Service, only_next: bool) -> anyhow::Result<Duration> {
    let began = Instant::now();
    if only_next {
        service.next_due().await?;
    } else {
        service.fire_due(512).await?;
    }
    Ok(began.elapsed())
}

impl Recount {
    /// One object.
    pub fn json(&self) -> Json {
        json!({
            "store": self.store,
            "open": self.open,
            "moved": self.moved,
            "changed": self.changed,
            "preview_s": self.previewed.as_secs_f64(),
            "reproject_s": self.took.as_secs_f64(),
            "steps_per_s": self.before.steps_per_s(),
            "steps_per_s_meanwhile": self.meanwhile.steps_per_s(),
            "p50_ms_meanwhile": self.meanwhile.steps.per_mille_ms(500),
            "p99_ms": self.before.steps.per_mille_ms(990),
            "p99_ms_meanwhile": self.meanwhile.steps.per_mille_ms(990),
        })
    }

    /// For people.
    pub fn told(&self, language: Language) -> String {
        let Self { open, moved, changed, .. } = self;
        let (previewed, took) = (self.previewed.as_secs_f64(), self.took.as_secs_f64());
        let (before, meanwhile) = (self.before.steps.per_mille_ms(990), self.meanwhile.steps.per_mille_ms(990));
        match language {
            Language::Zh => format!(
                "{open} 个在办件换日历：预览 {previewed:.1} 秒（{moved} 条时限改期），重新推算 {took:.1} 秒（{changed} 件改动）；其间 99% 的办理在 {meanwhile:.1} 毫秒内（平时 {before:.1}）\n"
            ),
            Language::En => format!(
                "another calendar for {open} open cases: previewed in {previewed:.1} s ({moved} deadlines move), counted anew in {took:.1} s ({changed} cases changed); meanwhile 99% of steps within {meanwhile:.1} ms ({before:.1} otherwise)\n"
            ),
        }
    }
}

impl Looks {
    /// One object.
    pub fn json(&self) -> Json {
        json!({
            "store": self.store,
            "armed": self.armed,
            "next_p50_ms": self.next.per_mille_ms(500),
            "next_p99_ms": self.next.per_mille_ms(990),
            "fire_p50_ms": self.fire.per_mille_ms(500),
            "fire_p99_ms": self.fire.per_mille_ms(990),
        })
    }

    /// For people.
    pub fn told(&self, language: Language) -> String {
        let armed = self.armed;
        let (p50, p99) = (self.next.per_mille_ms(500), self.next.per_mille_ms(990));
        let (fire50, fire99) = (self.fire.per_mille_ms(500), self.fire.per_mille_ms(990));
        match language {
            Language::Zh => format!(
                "{armed} 个时限在计时、无一到期：查一次半数在 {p50:.3} 毫秒、99% 在 {p99:.3} 毫秒内；经写入队列查一次 {fire50:.3}、{fire99:.3} 毫秒\n"
            ),
            Language::En => format!(
                "{armed} deadlines armed, none due: half of the looks within {p50:.3} ms, 99% within {p99:.3} ms; through the writer {fire50:.3} and {fire99:.3} ms\n"
            ),
        }
    }
}
