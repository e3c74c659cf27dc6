//! House text: what one outlet puts under all its articles.
//!
//! A newsletter sign-up, terms of use, credits: paragraphs that recur in an outlet's articles whatever these are about. Under a short
//! brief they are most of the page, and two briefs would be near-duplicates by their house text alone. What tells it from a story that an
//! outlet printed again and again is the rest of the page and how many pages there are: a story has a few versions, each with a tail of its own
//! perhaps; eight pages that share a paragraph and nothing else have it from the house.
//!
//! Cost: one pass over all paragraphs, and a few comparisons for each that recurs.

use crate::text::TextId;
use ahash::{AHashMap, AHashSet};

/// A paragraph of an outlet: the outlet's number, and what the paragraph says as a number.
pub type OutletParagraph = (u32, u64);

/// So many articles with nothing else in common make their shared paragraph house text.
const UNRELATED: usize = 8;
/// Carriers of a paragraph that are looked at.
const LOOKED_AT: usize = 32;

/// The paragraphs that enough texts of an outlet have to be its house text, each with these texts, ascending.
pub fn recurring(
    paragraphs: impl Iterator<Item = (TextId, OutletParagraph)>,
) -> AHashMap<OutletParagraph, Vec<TextId>> {
    let mut carriers: AHashMap<OutletParagraph, Vec<TextId>> = AHashMap::new();
    for (text, paragraph) in paragraphs {
        let texts = carriers.entry(paragraph).or_default();
        if texts.last() != Some(&text) {
            texts.push(text);
        }
    }
    carriers.retain(|_, texts| texts.len() >= UNRELATED);
    carriers
}

/// Those of the recurring paragraphs that stand in texts which are `unrelated` but for recurring paragraphs.
pub fn house_text(
    recurring: &AHashMap<OutletParagraph, Vec<TextId>>,
    unrelated: impl Fn(TextId, TextId) -> bool,
) -> AHashSet<OutletParagraph> {
    let is_house = |texts: &[TextId]| {
        let mut apart: Vec<TextId> = Vec::new();
        for &text in texts.iter().take(LOOKED_AT) {
            if apart.iter().all(|&other| unrelated(text, other)) {
                apart.push(text);
            }
        }
        apart.len() >= UNRELATED
    };
    recurring.iter().filter(|(_, texts)| is_house(texts)).map(|(paragraph, _)| *paragraph).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_of_unrelated_articles_is_house_text_and_one_of_a_story_is_not() {
        let paragraphs = (0..9).map(|text| (text, 10)).chain((9..20).map(|text| (text, 20)));
        let carriers = recurring(paragraphs.map(|(text, paragraph)| (TextId(text), (7, paragraph))));
        let story = |text: TextId| if text.0 < 9 { text.0 } else { text.0 % 4 + 9 };
        let found = house_text(&carriers, |a, b| story(a) != story(b));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [(7, 10)]);
    }
}
