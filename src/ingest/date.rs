use crate::text::Date;
use jiff::civil;
use jiff::tz::TimeZone;
use jiff::{Timestamp, fmt::rfc2822, fmt::strtime};

/// Ways of writing a date that are understood beside ISO 8601 and RFC 2822; only those that can be read in one way.
const WRITTEN: [&str; 8] = [
    "%d-%b-%Y %H:%M:%S%.f",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%d %B %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%b %d, %Y",
];

/// A date from the words in which an article carries it. Without a time zone, universal time is meant.
pub(super) fn date(given: String) -> Date {
    let seconds = seconds(given.trim());
    Date { given, seconds }
}

fn seconds(words: &str) -> Option<i64> {
    let civil = |date: civil::DateTime| date.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    let written = |form: &&str| {
        let parsed = strtime::parse(form, words).ok()?;
        parsed.to_datetime().or_else(|_| parsed.to_date().map(civil::Date::into)).ok().and_then(civil)
    };
    let instant = words
        .parse::<Timestamp>()
        .ok()
        .or_else(|| words.parse::<civil::DateTime>().ok().and_then(civil))
        .or_else(|| rfc2822::parse(words).ok().map(|zoned| zoned.timestamp()))
        .or_else(|| WRITTEN.iter().find_map(written));
    instant.map(Timestamp::as_second).or_else(|| unix(words))
}

/// Seconds since 1970, or milliseconds where seconds would lie beyond the year 5000.
fn unix(words: &str) -> Option<i64> {
    let number: i64 = words.parse().ok().filter(|&number| number >= 100_000_000)?;
    Some(if number > 100_000_000_000 { number / 1000 } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_in_many_words() {
        let day = Some(1_930_348_800);
        for words in [
            "2031-03-04",
            "2031-03-04T00:00:00Z",
            "2031-03-04T01:00:00+01:00",
            "2031-03-04 00:00:00",
            "4 March 2031",
            "March 4, 2031",
            "Mar 4, 2031",
            "2031/03/04",
            "04.03.2031",
            "Tue, 4 Mar 2031 00:00:00 +0000",
            "04-MAR-2031 00:00:00.00",
            "1930348800",
            "1930348800000",
        ] {
            assert_eq!(seconds(words), day, "{words}");
        }
        assert_eq!(seconds("last Tuesday"), None);
        assert_eq!(seconds("2031"), None);
    }
}
