//! Streaks: where a text holds shared grams that follow each other elsewhere too.

use super::class::Holding;
use super::set::SetId;
use crate::text::TextId;

/// Grams that follow each other in a text, and in the first text that holds them, all with the same texts behind them.
///
/// Plain numbers without padding, 20 bytes.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Streak {
    /// The first gram's first word.
    pub at: u32,
    /// How many grams.
    pub grams: u32,
    /// The first text that holds the first gram, and where in it; so the class of each gram is known.
    pub first_text: TextId,
    /// The word.
    pub first_at: u32,
    /// The texts that hold each of them.
    pub set: SetId,
}

/// So many streaks are held, and given back, at a time.
const BLOCK: usize = 1 << 16;

/// The streaks of all texts, in the order of the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Streaks {
    /// How many each text has.
    pub(super) counts: Vec<u32>,
    pub(super) blocks: Vec<Vec<Streak>>,
}

impl Streaks {
    /// Of so many texts, from what they hold, ascending. One pass.
    pub fn of(texts: usize, holdings: impl IntoIterator<Item = Holding>) -> Self {
        Self::joined(texts, holdings, u32::MAX)
    }

    /// The same, each of at most so many grams.
    pub(super) fn joined(texts: usize, holdings: impl IntoIterator<Item = Holding>, most: u32) -> Self {
        let mut streaks = Self { counts: vec![0; texts], blocks: Vec::new() };
        let mut open: Option<(TextId, Streak)> = None;
        for Holding { text, at, first_text, first_at, set } in holdings {
            match &mut open {
                Some((of, last))
                    if *of == text
                        && (last.first_text, last.set) == (first_text, set)
                        && (last.at + last.grams, last.first_at + last.grams) == (at, first_at)
                        && last.grams < most =>
                {
                    last.grams += 1;
                }
                _ => {
                    let next = (text, Streak { at, grams: 1, first_text, first_at, set });
                    open.replace(next).into_iter().for_each(|done| streaks.push(done));
                }
            }
        }
        open.into_iter().for_each(|done| streaks.push(done));
        streaks
    }

    fn push(&mut self, (text, streak): (TextId, Streak)) {
        self.counts[text.index()] += 1;
        match self.blocks.last_mut().filter(|block| block.len() < BLOCK) {
            Some(block) => block.push(streak),
            None => self.blocks.push(vec![streak]),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.blocks.iter().map(Vec::len).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Streak> {
        self.blocks.iter().flatten()
    }
}
