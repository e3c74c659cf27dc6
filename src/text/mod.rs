//! Text: what the reading side hands over, cut into words and paragraphs.
//!
//! Words are cut first and folded after: a word keeps its place in the text as given, and folding changes only what is
//! hashed. So a report quotes the article as printed, no table of offsets exists, and from here on the kernels see integers.

mod blocks;
mod cut;
mod disguise;
mod document;
mod figure;
mod fold;
mod letter;
mod mention;
mod paragraph;
mod printable;
mod quotation;
mod role;
mod said;
mod span;
mod start;
mod word;

pub use disguise::{Disguise, DisguiseKind, disguises};
pub use document::{Date, DocId, Document, Origin, TextId};
pub use figure::Figures;
pub use fold::fold;
pub use mention::{Mention, MentionKind, Mentions};
pub use paragraph::paragraphs;
pub use printable::printable;
pub use quotation::quoted;
pub use said::{Said, stable};
pub use span::Span;
pub use start::Start;
pub use word::{Paragraph, WordHash, Words};
