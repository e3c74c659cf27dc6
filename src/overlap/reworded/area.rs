use super::pair::Side;
use std::ops::Range;

/// A rectangle of the plane: a range of words of A against one of B.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) a: Range<usize>,
    pub(super) b: Range<usize>,
}

impl Area {
    /// Whether the two have words in common on both sides.
    pub(super) fn meets(&self, other: &Self) -> bool {
        common(&self.a, &other.a) > 0 && common(&self.b, &other.b) > 0
    }

    /// Whether the other lies in it.
    pub(super) fn holds(&self, other: &Self) -> bool {
        let holds = |x: &Range<usize>, y: &Range<usize>| x.start <= y.start && y.end <= x.end;
        holds(&self.a, &other.a) && holds(&self.b, &other.b)
    }

    /// The smallest area that holds both.
    pub(super) fn join(&self, other: &Self) -> Self {
        let join = |x: &Range<usize>, y: &Range<usize>| x.start.min(y.start)..x.end.max(y.end);
        Self { a: join(&self.a, &other.a), b: join(&self.b, &other.b) }
    }

    /// One side, and the other.
    pub(super) fn seen_from(&self, side: Side) -> (Range<usize>, Range<usize>) {
        match side {
            Side::A => (self.a.clone(), self.b.clone()),
            Side::B => (self.b.clone(), self.a.clone()),
        }
    }

    /// One side moved.
    pub(super) fn with(self, side: Side, range: Range<usize>) -> Self {
        match side {
            Side::A => Self { a: range, ..self },
            Side::B => Self { b: range, ..self },
        }
    }
}

/// How many words two ranges have in common.
pub(super) fn common(x: &Range<usize>, y: &Range<usize>) -> usize {
    x.end.min(y.end).saturating_sub(x.start.max(y.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_meet_on_both_sides_or_not_at_all() {
        let (one, two) = (Area { a: 0..10, b: 0..10 }, Area { a: 5..8, b: 10..20 });
        assert!(!one.meets(&two) && one.meets(&two.clone().with(Side::B, 9..20)));
        assert!(one.join(&two).holds(&two) && !one.holds(&two));
        assert_eq!(two.seen_from(Side::B), (10..20, 5..8));
    }
}
