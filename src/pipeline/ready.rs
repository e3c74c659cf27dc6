//! Articles that were taken from the shelf, kept as long as there is room: whoever compares asks for the same ones again and again.

use super::house::OwnText;
use crate::shingle::{ShingleSet, ShingleSize};
use crate::spill::Space;
use crate::text::{DocId, Figures, Said, Words};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::borrow::Borrow;
use std::convert::Infallible;
use std::sync::{Arc, OnceLock};

/// Articles that were cut are kept up to this part of the space, one in so many, ...
const PART: u64 = 8;
/// ... and up to so many bytes in any case.
const MOST: usize = 256 << 20;
/// Bytes that a word takes, once cut, and its shingle.
const WORD_BYTES: usize = 26 + size_of::<u64>();
/// Bytes that any entry takes.
const ENTRY: usize = 512;
/// Bytes of an article, about.
const ARTICLE: usize = 16 << 10;

/// A text taken from the shelf and cut into words, with what else was asked of it.
pub(super) struct Ready {
    pub(super) text: String,
    pub(super) words: Words,
    shingles: OnceLock<ShingleSet>,
    figures: OnceLock<Figures>,
    own: OnceLock<Option<OwnText>>,
}

impl Ready {
    /// A text.
    pub(super) fn of(text: String) -> Self {
        let words = Words::cut(&text);
        Self { text, words, shingles: OnceLock::new(), figures: OnceLock::new(), own: OnceLock::new() }
    }

    /// Its shingles; one size is asked for in a run.
    pub(super) fn shingles(&self, size: ShingleSize) -> &ShingleSet {
        self.shingles.get_or_init(|| ShingleSet::of(&self.words.hashes, size))
    }

    /// The figures in it.
    pub(super) fn figures(&self) -> &Figures {
        self.figures.get_or_init(|| Figures::of(&self.text, &self.words))
    }

    /// What it is without house text, as this says when it is asked first.
    pub(super) fn own(&self, own: impl FnOnce(&Said) -> Option<OwnText>) -> Option<&OwnText> {
        self.own.get_or_init(|| own(&self.words.said())).as_ref()
    }
}

/// The words of an article that was taken.
pub(super) struct CutWords(pub(super) Arc<Ready>);

impl Borrow<Words> for CutWords {
    fn borrow(&self) -> &Words {
        &self.0.words
    }
}

/// Articles cut into words.
pub(super) struct Taken(Cache<DocId, Arc<Ready>, Weight>);

#[derive(Clone)]
struct Weight;

impl Weighter<DocId, Arc<Ready>> for Weight {
    fn weight(&self, _: &DocId, ready: &Arc<Ready>) -> u64 {
        // What may be asked for later counts, too.
        (ready.text.len() + ready.words.len() * WORD_BYTES + ENTRY) as u64
    }
}

impl Taken {
    /// None yet.
    pub(super) fn new(space: &Space) -> Self {
        let weight = space.share(PART).min(MOST);
        Self(Cache::with_weighter(weight / ARTICLE, weight as u64, Weight))
    }

    /// An article: as it was left here, or as it is taken.
    pub(super) fn ready(&self, article: DocId, take: impl FnOnce() -> Ready) -> Arc<Ready> {
        let Ok(ready) = self.0.get_or_insert_with(&article, || Ok::<_, Infallible>(Arc::new(take())));
        ready
    }
}
