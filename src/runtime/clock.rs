//! What time it is, and in which time zone the user lives.

use std::fs;
use std::path::{Component, Path};
use std::sync::OnceLock;
use std::time::Instant;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// Where the time comes from; tests put their own in.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The time of day, for what the user sees and what is stored.
    pub now: fn() -> ZonedDateTime,
    /// A time that never jumps, for pauses.
    pub steady: fn() -> Instant,
}

impl Clock {
    /// The system's clocks.
    pub fn system() -> Self {
        Self { now: moment, steady: Instant::now }
    }
}

/// This moment in the user's time zone.
pub fn moment() -> ZonedDateTime {
    ZonedDateTime::new(Timestamp::now(), zone())
}

/// The file in which the system keeps its zone.
const LOCALTIME: &str = "/etc/localtime";
/// Where systems keep the zones.
const ZONES: [&str; 2] = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo"];
/// The largest file that is taken for a zone, in bytes; the longest are some 4 KB.
const MAX_ZONE: u64 = 64 << 10;

/// The user's time zone: `TZ`, else the system's. Read once, from the one file that holds it: asking for the system's
/// zone by its name walks the whole zone database, which took a tenth of the time to the first picture.
pub fn zone() -> TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| {
        let tz = std::env::var("TZ").ok();
        read_zone(tz.as_deref()).unwrap_or_else(TimeZone::system)
    })
    .clone()
}

/// The zone out of `TZ` or the system's file; `None` when it has to be looked for.
fn read_zone(tz: Option<&str>) -> Option<TimeZone> {
    match tz.map(|tz| tz.strip_prefix(':').unwrap_or(tz)) {
        Some("") => Some(TimeZone::UTC),
        Some("UTC" | "UTC0" | "Etc/UTC") => Some(TimeZone::UTC),
        Some(name) if is_zone_name(name) => {
            let file = ZONES.iter().map(|folder| Path::new(folder).join(name)).find(|path| path.is_file())?;
            zone_file(name, &file)
        }
        Some(rule) => TimeZone::posix(rule).ok(),
        None => {
            let file = fs::canonicalize(LOCALTIME).ok()?;
            // Calendar files name the zone; a copy instead of a link has no name to give.
            let name = ZONES.iter().find_map(|folder| file.strip_prefix(folder).ok()?.to_str())?;
            if name == "Etc/UTC" || name == "UTC" {
                return Some(TimeZone::UTC);
            }
            zone_file(name, &file)
        }
    }
}

/// Whether `TZ` names a zone below the folder of zones: `Asia/Shanghai`, not a rule, not a path out of it.
fn is_zone_name(name: &str) -> bool {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "/_-+".contains(c));
    plain && Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) && name.contains('/')
}

fn zone_file(name: &str, file: &Path) -> Option<TimeZone> {
    if fs::metadata(file).ok()?.len() > MAX_ZONE {
        return None;
    }
    TimeZone::tzif(name, &fs::read(file).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_without_the_database() {
        let check = |tz: &str, at: &str, expect: &str| {
            let zone = read_zone(Some(tz)).unwrap();
            let at: Timestamp = at.parse().unwrap();
            assert_eq!(at.to_zoned_datetime(zone).datetime().to_string(), expect, "{tz}");
        };
        check("", "2026-11-23T08:10:00Z", "2026-11-23T08:10:00");
        check("UTC", "2026-11-23T08:10:00Z", "2026-11-23T08:10:00");
        check("CST-8", "2026-11-23T08:10:00Z", "2026-11-23T16:10:00");
        check("CET-1CEST,M3.5.0,M10.5.0/3", "2026-07-01T08:10:00Z", "2026-07-01T10:10:00");
        if Path::new(ZONES[0]).join("Asia/Shanghai").is_file() {
            check("Asia/Shanghai", "2026-11-23T08:10:00Z", "2026-11-23T16:10:00");
            check(":Europe/Berlin", "2026-10-25T00:59:59Z", "2026-10-25T02:59:59");
            check("Europe/Berlin", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00");
            assert_eq!(read_zone(Some("Asia/Shanghai")).unwrap().iana_name(), Some("Asia/Shanghai"));
        }
    }

    #[test]
    fn what_is_no_zone_is_looked_for_elsewhere() {
        for tz in ["../../etc/passwd", "/etc/passwd", "Asia/Nowhere", "Asia/../../etc/passwd", "\u{1b}[31m", "中国"] {
            assert_eq!(read_zone(Some(tz)), None, "{tz}");
        }
    }
}
