//! Findings: plain data, all that the showing side sees.
//!
//! Articles are named by their number, which is their place in [`Findings::articles`]; offsets are bytes of the texts as given;
//! paragraphs count from 1. Every list has a documented order, and none depends on threads or on the order of input.

mod articles;
mod boilerplate;
mod closeup;
mod comparison;
mod duplicate;
mod edit;
mod fact;
mod group;
mod listing;
mod outlet;
mod recovered;
mod removal;
mod run;
mod trace;

pub use crate::ingest::{Digest, Guessed, Skipped};
pub use crate::neardup::{Ratio, Similarity};
pub use crate::overlap::{Coverage, FactKind, Grade, Headline, Likeness, OutletPair};
pub use crate::text::{Disguise, DisguiseKind};
pub use articles::Articles;
pub use boilerplate::Boilerplate;
pub use closeup::{Closeup, Subject};
pub use comparison::{Comparison, ParagraphPair, Passage, Side, Stretch};
pub use duplicate::{Cluster, Pair};
pub use edit::{Edit, EditKind};
pub use fact::{Fact, FactSide};
pub use group::{Carrier, Group};
pub use listing::Listing;
pub use outlet::{Outlet, OutletShare};
pub use recovered::{Checked, Recovered};
pub use removal::{LeftOut, Removal, Why};
pub use run::{Chance, MeasuredRecall, Proof, RewordedSearch, Run, Stage};
pub use trace::{Place, Trace, TracedParagraph};

use crate::text::Origin;

/// What is known of an article beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Unique within a run.
    pub id: String,
    /// The outlet.
    pub source: String,
    /// The headline, where it is kept apart from the text.
    pub title: Option<String>,
    /// The date in the words in which it was given.
    pub date: Option<String>,
    /// The day, in the form 2031-03-04 where the date could be understood.
    pub day: Option<String>,
    /// How many words its text has.
    pub words: u32,
    /// How many paragraphs.
    pub paragraphs: u32,
    /// What its text says, as one number: equal for articles that are equal word for word.
    pub identity: u128,
    /// Where it was read.
    pub origin: Origin,
}

/// What a scan found.
#[derive(Debug, Clone, PartialEq)]
pub struct Findings {
    /// Every article that was read, by id.
    pub articles: Articles,
    /// The verified pairs of near-duplicates, ascending.
    pub pairs: Vec<Pair>,
    /// The clusters, largest first, then by representative.
    pub clusters: Vec<Cluster>,
    /// The pairs that share passages, ascending.
    pub comparisons: Listing<Comparison>,
    /// The passages that two articles or more carry, those of most outlets times words first, then by origin.
    pub groups: Vec<Group>,
    /// The house text that was kept out of groups and shares, that of most words first.
    pub boilerplate: Vec<Boilerplate>,
    /// The outlets, by name.
    pub outlets: Vec<Outlet>,
    /// What outlets share, by outlet and other outlet; numbers are places in `outlets`. Of an outlet that shares with very many, those with which it
    /// shares most words; [`OutletShare`] counts the others.
    pub outlet_pairs: Vec<OutletPair>,
    /// How the answer came about.
    pub run: Run,
}
