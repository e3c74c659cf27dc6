//! The stages of a scan on portions of a corpus: what an engine asks for that lays a corpus over many machines.
//!
//! Such an engine moves rows and retold decides: each function here takes plain rows that were brought together and does what [`scan`](super::scan()) does
//! with them, by the same code. None keeps anything, so rows may be worked on again, in any portions and any order.
//!
//! 1. [`read`] articles, and `rank` them; the engine groups equal ones and numbers texts in the order of their ranks.
//! 2. [`sketch`] texts; the engine groups them by paragraph, by band and by fingerprint.
//! 3. [`rest`] and [`is_house`] tell house text.
//! 4. [`Crowds`] settle the keys that very many texts share, one after the other, in one place; [`within`] tells which of their pairs are compared beside.
//! 5. [`pairs()`] of the other groups, of which [`may_be_related`] lets go most.
//! 6. [`compare`] pairs, and [`compare_words`] those that [`meet`] often.
//! 7. [`clusters`] of near-duplicates, and the articles that are [`told`], with [`passages`].

#[cfg(feature = "parquet")]
mod article;
mod crowds;
mod keys;
mod pairs;
mod tell;
mod texts;
mod words;

#[cfg(feature = "parquet")]
pub use article::{ReadArticle, ReadRow, read};
pub use crowds::{Crowds, Settled, within};
pub use keys::{TextKeys, is_house, rest, sketch};
pub use pairs::{ComparedRow, Member, Pair, are_siblings, compare, may_be_related, pairs};
pub use tell::{Assignment, PassageRow, clusters, pair, passages, told};
pub use texts::{Portion, PortionWriter, Text};
pub use words::{compare_words, is_candidate, is_open, language, meet, skip_grams};

pub use super::reword::LANGUAGE_TEXTS;
pub use crate::index::{CROWD, LEAST_SHARED};
pub use crate::neardup::{LEAST_CARRIERS, LOOKED_AT};
