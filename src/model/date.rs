//! Days of the calendar, as names of files and versions of sources tell them.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i64,
    month: i64,
    day: i64,
}

const SECONDS_A_DAY: u64 = 86_400;

impl Date {
    /// Returns the day (UTC) of a moment; moments before 1970 are its first day.
    pub fn of(moment: SystemTime) -> Self {
        let seconds = moment.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Self::from_days((seconds / SECONDS_A_DAY) as i64)
    }

    /// Returns the days that a text names, in its order: `2026-05-26`, and the first of `2026-05`.
    pub fn all_in(text: &str) -> Vec<Self> {
        let is_part = |c: char| c.is_ascii_digit() || c == '-';
        text.split(|c: char| !is_part(c)).filter_map(Self::parse).collect()
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number =
            |digits: usize| parts.next().filter(|part| part.len() == digits)?.parse::<i64>().ok();
        let (year, month, day) = (number(4)?, number(2)?, number(2).unwrap_or(1));
        let is_day = (1900..2200).contains(&year)
            && (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && matches!(text.len(), 7 | 10);
        is_day.then_some(Self { year, month, day })
    }

    /// Returns how many days later `other` is.
    pub fn days_until(self, other: Self) -> i64 {
        other.days() - self.days()
    }

    /// Days since 1970-01-01; years begin in March, so that the leap day is their last.
    fn days(self) -> i64 {
        let year = if self.month > 2 { self.year } else { self.year - 1 };
        let day_of_year = (153 * ((self.month + 9) % 12) + 2) / 5 + self.day - 1;
        365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
    }

    fn from_days(days: i64) -> Self {
        let mut date = Self { year: 1970 + days / 366, month: 1, day: 1 };
        while (Self { year: date.year + 1, ..date }).days() <= days {
            date.year += 1;
        }
        while date.month < 12 && (Self { month: date.month + 1, ..date }).days() <= days {
            date.month += 1;
        }
        date.day += days - date.days();
        date
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn dates_in_texts() {
        let all = |text| Date::all_in(text).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(all("items 2026-05-26, assertions 2024-08-01"), ["2026-05-26", "2024-08-01"]);
        assert_eq!(all("fda_label_facts_2026-05.tsv"), ["2026-05-01"]);
        assert_eq!(all("to 2026-06"), ["2026-06-01"]);
        for text in ["", "NM_004333.6", "2026", "2026-13", "2026-05-99", "1-2-3", "1234-56-7890"] {
            assert_eq!(all(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn days_and_back() {
        let date = |text: &str| Date::all_in(text)[0];
        assert_eq!(date("2024-02-28").days_until(date("2024-03-01")), 2);
        assert_eq!(date("2023-02-28").days_until(date("2023-03-01")), 1);
        assert_eq!(date("2026-05-26").days_until(date("2026-11-28")), 186);
        for days in [0_u64, 58, 59, 60, 365, 11_016, 19_782, 20_000, 47_481] {
            let date = Date::of(UNIX_EPOCH + Duration::from_secs(days * SECONDS_A_DAY));
            assert_eq!(date.days(), days as i64, "{date}");
        }
        assert_eq!(Date::of(UNIX_EPOCH).to_string(), "1970-01-01");
    }
}
