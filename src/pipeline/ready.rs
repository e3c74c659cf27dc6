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

/// Articles that were cut are kept up to this part of the space, one in so many, and so are their shingles, ...
const PART: u64 = 16;
/// ... and up to so many bytes of each in any case.
const MOST: usize = 128 << 20;
/// Bytes that a word takes, once cut.
const WORD_BYTES: usize = 26;
/// Bytes that any entry takes.
const ENTRY: usize = 512;
/// Bytes of an article, about.
const ARTICLE: usize = 4 << 10;

/// A text taken from the shelf and cut into words, with what else was asked of it.
pub(super) struct Ready {
    pub(super) text: String,
    pub(super) words: Words,
    figures: OnceLock<Figures>,
    own: OnceLock<Option<OwnText>>,
}

impl Ready {
    /// A text.
    pub(super) fn of(text: String) -> Self {
        let words = Words::cut(&text);
        Self { text, words, figures: OnceLock::new(), own: OnceLock::new() }
    }

    /// Its shingles.
    pub(super) fn shingles(&self, size: ShingleSize) -> ShingleSet {
        ShingleSet::of(&self.words.hashes, size)
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

/// Articles cut into words, and the shingles of more: most pairs are only counted.
pub(super) struct Taken {
    ready: Cache<DocId, Arc<Ready>, Weight>,
    shingles: Cache<DocId, Arc<ShingleSet>, Weight>,
}

#[derive(Clone)]
struct Weight;

impl Weighter<DocId, Arc<Ready>> for Weight {
    fn weight(&self, _: &DocId, ready: &Arc<Ready>) -> u64 {
        // What may be asked for later counts, too.
        (ready.text.len() + ready.words.len() * WORD_BYTES + ENTRY) as u64
    }
}

impl Weighter<DocId, Arc<ShingleSet>> for Weight {
    fn weight(&self, _: &DocId, shingles: &Arc<ShingleSet>) -> u64 {
        (size_of_val(shingles.as_slice()) + ENTRY) as u64
    }
}

impl Taken {
    /// None yet.
    pub(super) fn new(space: &Space) -> Self {
        let weight = space.share(PART).min(MOST);
        let (articles, weight) = (weight / ARTICLE, weight as u64);
        Self {
            ready: Cache::with_weighter(articles, weight, Weight),
            shingles: Cache::with_weighter(articles, weight, Weight),
        }
    }

    /// An article: as it was left here, or as it is taken.
    pub(super) fn ready(&self, article: DocId, take: impl FnOnce() -> Ready) -> Arc<Ready> {
        let Ok(ready) = self.ready.get_or_insert_with(&article, || Ok::<_, Infallible>(Arc::new(take())));
        ready
    }

    /// Its shingles: as they were left here, or as they are counted, by the article where it was left here.
    pub(super) fn shingles(&self, article: DocId, count: impl FnOnce(Option<&Ready>) -> ShingleSet) -> Arc<ShingleSet> {
        let make = || Ok::<_, Infallible>(Arc::new(count(self.ready.peek(&article).as_deref())));
        let Ok(shingles) = self.shingles.get_or_insert_with(&article, make);
        shingles
    }
}
