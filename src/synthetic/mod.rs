//! A synthetic news corpus, with its truth: as many articles as one likes, the same in every run on every machine.
//!
//! Real news cannot be handed round and nobody knows all of its copies. A made corpus of the same shape can be made anywhere, and says
//! itself which article was made from which, and how much of it stands there. Words are made up and as frequent as those of a language
//! (Zipf, "Human Behavior and the Principle of Least Effort", 1949; the offset is Mandelbrot's), lengths are log-normal with a mean of
//! about 450 words; articles have sentences, paragraphs, speech, figures, stock phrases, topics, headlines, dates and 75 outlets, a few of
//! which put house text under all they print. One article in five is made from an earlier one: words substituted, cut, joined with
//! another, its paragraphs moved, or under another headline only. Some of the stories it is made from are wire stories, which many print. One
//! original in eight carries a paragraph of another.
//!
//! Article `n` is computed from the seed and `n` alone: nothing is held, any thread can make any of them, and a corpus is a prefix of
//! each larger one of its seed. Making an article takes less time than `wc -w` takes to count its words (`cargo bench --bench stages`).
//!
//! What it is not: text. Words follow each other by chance but for the stock phrases, so runs that recur by chance are rarer than in a
//! language, and no two articles tell one event in their own words.

mod corpus;
mod draw;
mod house;
mod line;
mod lineage;
mod operation;
mod story;
mod token;
mod truth;
mod vocabulary;
mod zipf;

pub use corpus::{Corpus, Scratch};
pub use line::article_id;
pub use lineage::Sources;
pub use operation::Operation;
pub use truth::{Truth, write_truth};
