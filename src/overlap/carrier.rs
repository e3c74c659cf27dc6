//! Carriers: the articles behind each text.

use super::moment::Moment;
use crate::text::{DocId, TextId};

/// An article that carries a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Carrier {
    /// When it appeared.
    pub moment: Moment,
    /// The article.
    pub article: DocId,
    /// Its outlet, as a number given by the caller.
    pub outlet: u32,
}

/// The articles of a corpus by the text that they carry, the earliest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carriers {
    starts: Vec<usize>,
    all: Vec<Carrier>,
}

impl Carriers {
    /// From the carriers of each text, in the order of the texts.
    pub fn new(of_texts: impl Iterator<Item = Vec<Carrier>>) -> Self {
        let (mut starts, mut all) = (vec![0], Vec::new());
        for mut carriers in of_texts {
            carriers.sort_unstable();
            all.append(&mut carriers);
            starts.push(all.len());
        }
        Self { starts, all }
    }

    /// How many texts there are.
    pub fn texts(&self) -> usize {
        self.starts.len() - 1
    }

    /// The carriers of a text; at least one.
    pub fn of(&self, text: TextId) -> &[Carrier] {
        &self.all[self.starts[text.index()]..self.starts[text.index() + 1]]
    }

    /// How many articles carry one of these texts.
    pub fn count(&self, texts: impl IntoIterator<Item = TextId>) -> u64 {
        texts.into_iter().map(|text| self.of(text).len() as u64).sum()
    }
}
