//! The wire form of findings: names that programs read, changed only together with a schema number.

mod closeup;
mod cluster;
mod comparison;
mod findings;
mod group;
mod outlet;
mod run;
mod trace;

pub use cluster::write_left_out;
pub(super) use cluster::{write_cluster, write_pair};
pub use comparison::write_comparison;
pub use findings::{write_findings_json, write_findings_jsonl, write_findings_list};
pub(super) use group::{write_boilerplate, write_group};
pub(super) use run::write_run;
pub use trace::write_trace_json;

use crate::findings::{Article, Ratio, Side, Similarity};
use crate::text::Span;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct RatioLine {
    shared: u64,
    total: u64,
}

impl From<Ratio> for RatioLine {
    fn from(ratio: Ratio) -> Self {
        Self { shared: ratio.shared, total: ratio.total }
    }
}

#[derive(Serialize)]
struct ContainmentLine {
    a_in_b: RatioLine,
    b_in_a: RatioLine,
}

impl From<Similarity> for ContainmentLine {
    fn from(similarity: Similarity) -> Self {
        Self { a_in_b: similarity.a_in_b().into(), b_in_a: similarity.b_in_a().into() }
    }
}

#[derive(Serialize)]
struct ArticleLine {
    id: String,
    source: String,
    words: u32,
    paragraphs: u32,
}

impl From<&Article> for ArticleLine {
    fn from(article: &Article) -> Self {
        let Article { id, source, words, paragraphs, .. } = article;
        Self { id: id.clone(), source: source.clone(), words: *words, paragraphs: *paragraphs }
    }
}

#[derive(Serialize)]
struct SidesLine<T> {
    a: T,
    b: T,
}

#[derive(Serialize)]
struct SpanLine {
    start: u32,
    end: u32,
}

impl From<Span> for SpanLine {
    fn from(span: Span) -> Self {
        Self { start: span.start, end: span.end }
    }
}

#[derive(Serialize)]
struct SideLine {
    start: u32,
    end: u32,
    paragraphs: (u32, u32),
    words: u32,
}

impl From<Side> for SideLine {
    fn from(side: Side) -> Self {
        Self { start: side.span.start, end: side.span.end, paragraphs: side.paragraphs, words: side.words }
    }
}

pub(super) fn write_line(line: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}
