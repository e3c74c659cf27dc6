use crate::text::DocId;

/// Which article represents its near-duplicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keep {
    /// The earliest; undated ones come last, the longest of them first.
    #[default]
    Earliest,
    /// The longest, the earliest of equals first.
    Longest,
    /// The first by id.
    First,
}

impl Keep {
    /// The name by which users choose it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Earliest => "earliest",
            Self::Longest => "longest",
            Self::First => "first",
        }
    }

    /// The numbers by which articles come in the order in which they should represent, the lowest first; ties go by id.
    pub fn rank(self, seconds: Option<i64>, words: usize) -> (i64, i64) {
        let (earliest, longest) = (seconds.unwrap_or(i64::MAX), -(words as i64));
        match self {
            Self::Earliest => (earliest, longest),
            Self::Longest => (longest, earliest),
            Self::First => (0, 0),
        }
    }

    /// The articles in the order in which they should represent, from what is known of each: its date in seconds, where it has one, and
    /// its words. Ties go by id, whose order is that of the numbers.
    pub fn preference(self, articles: &[(Option<i64>, usize)]) -> Vec<DocId> {
        let mut order: Vec<DocId> = (0..articles.len() as u32).map(DocId).collect();
        let rank = |article: &DocId| self.rank(articles[article.index()].0, articles[article.index()].1);
        order.sort_by_key(|article| (rank(article), *article));
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_policy_has_its_order() {
        let articles = [(None, 10), (Some(5), 10), (Some(2), 30), (None, 40)];
        let order = |keep: Keep| keep.preference(&articles).iter().map(|article| article.0).collect::<Vec<_>>();
        assert_eq!(order(Keep::Earliest), [2, 1, 3, 0]);
        assert_eq!(order(Keep::Longest), [3, 2, 1, 0]);
        assert_eq!(order(Keep::First), [0, 1, 2, 3]);
    }
}
