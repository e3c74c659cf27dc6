//! Moments: when an article appeared, as far as its date tells.
//!
//! A date tells an instant or a whole day. Which of two came first is decided only where it must be so: an instant on the day of a date that
//! has no time is neither before nor behind it.

/// When an article appeared; moments sort by the latest second that they can mean, unknown ones last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

const DAY: i64 = 24 * 60 * 60;

impl Moment {
    /// Of an article without a date.
    pub const UNKNOWN: Self = Self(i64::MAX);

    /// From seconds since 1970. A midnight means the whole day: dates without a time are read as midnight.
    pub fn of(seconds: Option<i64>) -> Self {
        match seconds {
            // Beyond some hundred billion years nothing is dated.
            None => Self::UNKNOWN,
            Some(seconds) if seconds.rem_euclid(DAY) == 0 => {
                Self(seconds.saturating_add(DAY - 1).saturating_mul(2) + 1)
            }
            Some(seconds) => Self(seconds.saturating_mul(2)),
        }
    }

    /// Whether a date is known.
    pub fn is_known(self) -> bool {
        self != Self::UNKNOWN
    }

    /// Days from one to the other on the calendar, of known moments.
    pub fn days_from(self, other: Self) -> u64 {
        self.day().abs_diff(other.day())
    }

    fn day(self) -> i64 {
        (self.0 >> 1).div_euclid(DAY)
    }

    fn is_day(self) -> bool {
        self.0 & 1 == 1
    }

    /// The first moment that is not wholly before this one.
    fn begin(self) -> Self {
        if self.is_day() { Self(2 * (self.day() * DAY)) } else { self }
    }

    /// The whole day that it lies in.
    fn whole_day(self) -> Self {
        Self(2 * (self.day() * DAY + DAY - 1) + 1)
    }
}

/// Where others stand in time to an article; of several the first that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// One of them is earlier.
    Earlier,
    /// Of one of them it cannot be said: it has no date, the article has none, or both are of one instant or day.
    Undecided,
    /// All are later.
    Later,
}

/// Where `others`, ascending, stand to an article, looking only as many days away as `window` says; with a window, articles without a date are
/// looked at by nobody. `itself` says that the article is one of them, and not to be counted. Nothing, if none is left. Cost: logarithmic.
pub fn order(others: &[Moment], article: Moment, itself: bool, window: Option<u32>) -> Option<Order> {
    let least = usize::from(itself) + 1;
    if !article.is_known() {
        return (window.is_none() && others.len() >= least).then_some(Order::Undecided);
    }
    let near = |other: Moment| window.is_none_or(|days| article.days_from(other) <= u64::from(days));
    let before = |moment: Moment| others.partition_point(|other| *other < moment);
    let up_to = |moment: Moment| others.partition_point(|other| *other <= moment);
    let earlier = before(article.begin());
    if earlier > 0 && near(others[earlier - 1]) {
        return Some(Order::Earlier);
    }
    let (behind, day) = (up_to(article), article.whole_day());
    let alike = behind - earlier + if article.is_day() { 0 } else { up_to(day) - before(day) };
    let undated = others.len() - before(Moment::UNKNOWN);
    if alike >= least || (undated > 0 && window.is_none()) {
        return Some(Order::Undecided);
    }
    others.get(behind).filter(|other| other.is_known() && near(**other)).map(|_| Order::Later)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(day: i64, hour: i64) -> Moment {
        Moment::of(Some(day * DAY + hour * 3600))
    }

    #[test]
    fn a_day_is_neither_before_nor_behind_its_hours() {
        assert_eq!(order(&[at(3, 0)], at(3, 9), false, None), Some(Order::Undecided));
        assert_eq!(order(&[at(3, 9)], at(3, 0), false, None), Some(Order::Undecided));
        assert_eq!(order(&[at(3, 9)], at(3, 10), false, None), Some(Order::Earlier));
        assert_eq!(order(&[at(4, 0)], at(3, 23), false, None), Some(Order::Later));
        assert_eq!(order(&[at(2, 23)], at(3, 0), false, None), Some(Order::Earlier));
    }

    proptest! {
        #[test]
        fn order_is_that_of_looking_at_each(
            others in prop::collection::vec(prop::option::of((0i64..5, 0i64..4)), 0..8), own in prop::option::of((0i64..5, 0i64..4)),
            window in prop::option::of(0u32..3), itself: bool,
        ) {
            let moment = |given: Option<(i64, i64)>| given.map_or(Moment::UNKNOWN, |(day, hour)| at(day, hour));
            // First and last second that a date can mean.
            let span = |(day, hour): (i64, i64)| {
                let first = day * DAY + hour * 3600;
                (first, if hour == 0 { first + DAY - 1 } else { first })
            };
            let compare = |other: Option<(i64, i64)>| match (other, own) {
                (Some(x), Some(y)) => {
                    let far = window.is_some_and(|days| (x.0 - y.0).abs() > i64::from(days));
                    let (x, y) = (span(x), span(y));
                    let order = if x.1 < y.0 { Order::Earlier } else if x.0 > y.1 { Order::Later } else { Order::Undecided };
                    (!far).then_some(order)
                }
                _ => window.is_none().then_some(Order::Undecided),
            };
            let naive = others.iter().filter_map(|other| compare(*other)).min();
            let mut moments: Vec<Moment> = others.iter().map(|other| moment(*other)).collect();
            if itself {
                moments.push(moment(own));
            }
            moments.sort_unstable();
            prop_assert_eq!(order(&moments, moment(own), itself, window), naive);
        }
    }
}
