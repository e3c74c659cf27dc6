//! House text: what one outlet puts under all its articles.
//!
//! A newsletter sign-up, terms of use, credits: paragraphs that recur in an outlet's articles whatever these are about. Under a short
//! brief they are most of the page, and two briefs would be near-duplicates by their house text alone. What tells it from a story that an
//! outlet printed again and again is the rest of the page and how many pages there are: a story has a few versions, each with a tail of its own
//! perhaps; eight pages that share a paragraph and nothing else have it from the house.
//!
//! Cost: a few comparisons for each paragraph that recurs.

use crate::text::TextId;

/// So many articles with nothing else in common make their shared paragraph house text.
pub const LEAST_CARRIERS: usize = 8;
/// Carriers of a paragraph that are looked at.
pub const LOOKED_AT: usize = 32;

/// Whether a paragraph that these texts of one outlet have, ascending, is its house text; `unrelated` says whether two have nothing else in common.
pub fn is_house_text(texts: &[TextId], unrelated: impl Fn(TextId, TextId) -> bool) -> bool {
    let mut apart: Vec<TextId> = Vec::new();
    for &text in texts.iter().take(LOOKED_AT) {
        if apart.iter().all(|&other| unrelated(text, other)) {
            apart.push(text);
        }
    }
    apart.len() >= LEAST_CARRIERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_of_unrelated_articles_is_house_text_and_one_of_a_story_is_not() {
        let story = |text: TextId| if text.0 < 9 { text.0 } else { text.0 % 4 + 9 };
        let unrelated = |a, b| story(a) != story(b);
        let texts = |range: std::ops::Range<u32>| range.map(TextId).collect::<Vec<_>>();
        assert!(is_house_text(&texts(0..9), unrelated));
        assert!(!is_house_text(&texts(0..7), unrelated) && !is_house_text(&texts(9..20), unrelated));
    }
}
