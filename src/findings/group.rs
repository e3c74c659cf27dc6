use super::Side;
use crate::overlap::{PassageGroup, Variants};
use crate::text::{DocId, Words};
use std::borrow::Borrow;

/// A passage and every article that carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// How many articles carry it: at least two.
    pub articles: u32,
    /// How many outlets they are of.
    pub outlets: u32,
    /// The passage as its origin has it, the first carrier.
    pub text: String,
    /// The carriers, the earliest first, undated ones last, equals by id; an article that prints the passage in parts is there once for each.
    pub carriers: Vec<Carrier>,
}

/// An article that carries a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carrier {
    /// The article.
    pub article: DocId,
    /// Where the passage stands in it: from its first shared word to its last.
    pub side: Side,
    /// How many of these words stand in runs that other carriers hold too, each counted once.
    pub words_equal: u32,
    /// Equal for carriers whose passages are equal word for word; from 1, in the order of the carriers.
    pub variant: u32,
}

impl Group {
    /// Words into offsets: `words` gives an article's, and is asked for each article once; `text` gives the text of the origin.
    pub fn new<W: Borrow<Words>, T: AsRef<str>>(
        found: &PassageGroup,
        words: impl Fn(DocId) -> W,
        text: impl Fn(DocId) -> T,
    ) -> Self {
        let mut variants = Variants::default();
        let mut carriers = Vec::with_capacity(found.occurrences.len());
        for of_article in found.occurrences.chunk_by(|x, y| x.article == y.article) {
            let words = words(of_article[0].article);
            let words: &Words = words.borrow();
            carriers.extend(of_article.iter().map(|occurrence| Carrier {
                article: occurrence.article,
                side: Side::new(words, occurrence.words.clone()),
                words_equal: occurrence.words_equal,
                variant: variants.number(&words.hashes[occurrence.words.start as usize..occurrence.words.end as usize]),
            }));
        }
        let origin: &Carrier = &carriers[0];
        let text = origin.side.span.of(text(origin.article).as_ref()).to_owned();
        Self { articles: found.articles, outlets: found.outlets, text, carriers }
    }

    /// Words of the passage in its origin.
    pub fn words(&self) -> u32 {
        self.carriers[0].side.words
    }

    /// How many word-for-word different versions of it there are.
    pub fn variants(&self) -> u32 {
        self.carriers.iter().map(|carrier| carrier.variant).max().unwrap_or(0)
    }

    /// How large it is: words times outlets.
    pub fn weight(&self) -> u64 {
        u64::from(self.words()) * u64::from(self.outlets)
    }
}
