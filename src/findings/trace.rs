use super::{Article, Comparison, Grade};
use crate::overlap::{Moment, Order, order};
use crate::text::{DocId, Span};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Where the paragraphs of one article stand in others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The traced article, then those that share a passage with it, by id.
    pub articles: Vec<Article>,
    /// How many articles were looked through.
    pub searched: u64,
    /// The paragraphs of the traced article, in its order.
    pub paragraphs: Vec<TracedParagraph>,
}

/// A paragraph, and where else it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedParagraph {
    /// Counted from 1.
    pub number: u32,
    /// Where it stands in the traced article.
    pub span: Span,
    /// How many words it has.
    pub words: u32,
    /// The articles that share words with it: earliest first, undated ones last, of one time the one that shares most.
    pub places: Vec<Place>,
}

/// Where a paragraph stands in another article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The article, by its place in [`Trace::articles`].
    pub article: DocId,
    /// The paragraph of it that shares most, counted from 1.
    pub paragraph: u32,
    /// How many words of the traced paragraph stand in the article, each counted once.
    pub words_equal: u32,
    /// How the largest stretch is shared.
    pub grade: Grade,
    /// Whether the article appeared before the traced one; unknown where a date is missing or both are the same.
    pub earlier: Option<bool>,
}

impl Trace {
    /// Gathers the comparisons of the traced article, which is A and has the first place among `articles`, paragraph by paragraph; each
    /// with the equal words of each paragraph of A. `moments` are when the articles appeared, `paragraphs` the spans and words of the
    /// traced one's.
    pub fn new(
        articles: Vec<Article>,
        moments: &[Moment],
        paragraphs: impl IntoIterator<Item = (Span, u32)>,
        comparisons: &[(Comparison, Vec<u32>)],
        searched: u64,
    ) -> Self {
        let moment = |article: DocId| moments[article.index()];
        let mut places: BTreeMap<(u32, DocId), Place> = BTreeMap::new();
        for (comparison, equal) in comparisons {
            let earlier = match order(&[moment(comparison.b)], moment(comparison.a), false, None) {
                Some(Order::Earlier) => Some(true),
                Some(Order::Later) => Some(false),
                Some(Order::Undecided) | None => None,
            };
            let mut most: BTreeMap<u32, u32> = BTreeMap::new();
            for pair in &comparison.paragraphs {
                let place = places.entry((pair.a, comparison.b)).or_insert(Place {
                    article: comparison.b,
                    paragraph: pair.b,
                    words_equal: equal[pair.a as usize - 1],
                    grade: pair.grade,
                    earlier,
                });
                let best = most.entry(pair.a).or_default();
                if pair.words_equal > *best {
                    *best = pair.words_equal;
                    (place.paragraph, place.grade) = (pair.b, pair.grade);
                }
            }
        }
        let traced = (1..).zip(paragraphs).map(|(number, (span, words))| {
            let range = (number, DocId(0))..=(number, DocId(u32::MAX));
            let mut places: Vec<Place> = places.range(range).map(|(_, place)| *place).collect();
            places.sort_by_key(|place| (moment(place.article), Reverse(place.words_equal), place.article));
            TracedParagraph { number, span, words, places }
        });
        Self { searched, paragraphs: traced.collect(), articles }
    }
}
