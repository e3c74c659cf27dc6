//! Copies: articles that are equal word for word, taken together before anything else is compared.
//!
//! A wire story printed unchanged by ten thousand outlets is one text with ten thousand carriers; comparing each with each would take
//! fifty million comparisons to learn nothing. From here on texts are compared, and carriers come back at the end.

use crate::text::{DocId, TextId};
use ahash::AHashMap;

/// The distinct texts of a corpus and who carries them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copies {
    carriers: Vec<Vec<DocId>>,
}

impl Copies {
    /// Groups articles by what they say. `preference` names each article once, the one that should represent first;
    /// `identity` gives what an article says as a number. Texts are numbered by their first carrier, carriers stand in order of preference.
    pub fn group(preference: &[DocId], identity: impl Fn(DocId) -> u128) -> Self {
        let mut text_of: AHashMap<u128, usize> = AHashMap::with_capacity(preference.len());
        let mut carriers: Vec<Vec<DocId>> = Vec::new();
        for &article in preference {
            let text = *text_of.entry(identity(article)).or_insert(carriers.len());
            match carriers.get_mut(text) {
                Some(others) => others.push(article),
                None => carriers.push(vec![article]),
            }
        }
        Self { carriers }
    }

    /// How many distinct texts there are.
    pub fn len(&self) -> usize {
        self.carriers.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.carriers.is_empty()
    }

    /// The texts in order of preference.
    pub fn texts(&self) -> impl Iterator<Item = TextId> + use<> {
        (0..self.carriers.len() as u32).map(TextId)
    }

    /// The articles that carry a text, the one that should represent first; at least one.
    pub fn carriers(&self, text: TextId) -> &[DocId] {
        &self.carriers[text.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_articles_are_one_text_numbered_by_its_first_carrier() {
        let said = [7, 8, 7, 9, 8];
        let copies = Copies::group(&[4, 2, 0, 1, 3].map(DocId), |article| said[article.index()]);
        let carriers: Vec<Vec<u32>> =
            copies.texts().map(|text| copies.carriers(text).iter().map(|article| article.0).collect()).collect();
        assert_eq!(carriers, [vec![4, 1], vec![2, 0], vec![3]]);
    }
}
