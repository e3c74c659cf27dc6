//! The near-duplicate wing: which articles are the same text, printed twice?
//!
//! Equal texts are taken together first ([`Copies`]). Then sketches propose: each text's shingle set is boiled down to a
//! [`Signature`], and equal pieces of signatures ([`Banding`]) propose pairs. Counts decide: those on the sets ([`Similarity`]) and,
//! handed in from outside, those of an alignment ([`Evidence`]), by the rule [`NearDuplicate`]. [`clusters`] gathers what it
//! accepts round representatives, each member compared with its own.

mod banding;
mod bbit;
mod cluster;
mod copies;
mod house;
mod keep;
mod outline;
mod rule;
mod signature;
mod similarity;
mod template;

pub use banding::{Banding, BandingError};
pub use bbit::BbitSignature;
pub use cluster::{Cluster, Edge, clusters};
pub use copies::Copies;
pub use house::{LEAST_CARRIERS, LOOKED_AT, is_house_text};
pub use keep::Keep;
pub use outline::{Marks, Outline};
pub use rule::{NearDuplicate, Threshold, ThresholdError, Verdict};
pub use signature::{SLOTS, Signature, Sketcher};
pub use similarity::{Ratio, Similarity, similarity};
pub use template::Evidence;
