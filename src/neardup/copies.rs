//! Copies: articles that are equal word for word, taken together before anything else is compared.
//!
//! A wire story printed unchanged by ten thousand outlets is one text with ten thousand carriers; comparing each with each would take
//! fifty million comparisons to learn nothing. From here on texts are compared, and carriers come back at the end.

use crate::text::{DocId, TextId};

/// The distinct texts of a corpus and who carries them; eight bytes an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copies {
    /// Where the carriers of each text begin, and where the last ones end.
    starts: Vec<u32>,
    carriers: Vec<DocId>,
}

impl Copies {
    /// Groups articles by what they say. `preference` names each article once, the one that should represent first;
    /// `identity` gives what an article says as a number. Texts are numbered by their first carrier, carriers stand in order of preference.
    pub fn group(preference: &[DocId], identity: impl Fn(DocId) -> u128) -> Self {
        let said = |rank: u32| identity(preference[rank as usize]);
        let mut ranks: Vec<u32> = (0..preference.len() as u32).collect();
        ranks.sort_unstable_by_key(|&rank| (said(rank), rank));
        let mut copies: Vec<&[u32]> = ranks.chunk_by(|&x, &y| said(x) == said(y)).collect();
        copies.sort_unstable_by_key(|ranks| ranks[0]);
        let mut starts = Vec::with_capacity(copies.len() + 1);
        let mut carriers = Vec::with_capacity(preference.len());
        for ranks in copies {
            starts.push(carriers.len() as u32);
            carriers.extend(ranks.iter().map(|&rank| preference[rank as usize]));
        }
        starts.push(carriers.len() as u32);
        Self { starts, carriers }
    }

    /// How many distinct texts there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The texts in order of preference.
    pub fn texts(&self) -> impl Iterator<Item = TextId> + use<> {
        (0..self.len() as u32).map(TextId)
    }

    /// The articles that carry a text, the one that should represent first; at least one.
    pub fn carriers(&self, text: TextId) -> &[DocId] {
        &self.carriers[self.starts[text.index()] as usize..self.starts[text.index() + 1] as usize]
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
