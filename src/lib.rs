//! **retold** finds near-duplicate articles and shared passages in news text, verifies each, and shows the evidence.
//!
//! Two questions, one trunk:
//!
//! ```text
//! bytes --ingest--> Document --text--> Words --shingle--> shingle hashes
//!                                        |                     |
//!      overlap                           |                     |            neardup
//!      fingerprints <--------------------|---------------------+--> signature --> bands
//!           |                            |                                         |
//!           +--------------> index: a segment of sorted keys <---------------------+
//!           |                                                                      |
//!      seeds -> chains -> alignment                     candidate pair -> exact Jaccard and containment
//!      -> passages -> outlets                           -> clusters with representatives
//!           +-------------------------> findings <---------------------------------+
//!                                          |
//!                                  report: terminal, HTML, JSON lines, Parquet, CSV
//! ```
//!
//! Most callers need six names:
//!
//! ```
//! use retold::{Scan, Silent, scan};
//! let corpus = Scan { paths: vec!["corpus/harbour-times".into()], ..Scan::default() };
//! let findings = scan(&corpus, &Silent)?;
//! assert!(findings.run.skipped.is_empty());
//! # Ok::<(), retold::pipeline::ScanError>(())
//! ```
//!
//! [`compare_files`] compares two articles, [`dedup`] writes a corpus again without its near-duplicates. Articles that are in memory are handed over
//! ([`scan_handover`](pipeline::scan_handover)); the crate in `python/` does so for Python. Whoever wants a single stage finds it in the room of its
//! name; each room's page says what it does, what it costs and where it comes from.

pub mod findings;
pub mod hash;
pub mod index;
pub mod ingest;
pub mod neardup;
pub mod overlap;
pub mod pipeline;
pub mod report;
pub mod shingle;
pub mod spill;
pub mod synthetic;
pub mod text;

pub use findings::Findings;
pub use index::Recipe;
pub use ingest::Reading;
pub use pipeline::{Dedup, Scan, Silent, compare_files, dedup, scan};
