use super::Progress;
use super::corpus::Corpus;
use super::meter::{Meter, usage};
use crate::findings::{Comparison, Findings, Run};
use crate::index::{Recipe, Segment, Sketch};
use crate::neardup::{Cluster, Edge, Similarity, clusters, similarity};
use crate::overlap::{OutletPair, Passage, outlet_pairs, passages};
use crate::text::DocId;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::path::PathBuf;

/// What a scan is to do.
#[derive(Debug, Clone)]
pub struct Scan {
    /// Folders, files, or `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// What decides the numbers.
    pub recipe: Recipe,
    /// Whether to look for shared passages, not for clusters alone.
    pub passages: bool,
}

/// A candidate pair, compared.
struct Compared {
    edge: Edge,
    passages: Vec<Passage>,
}

/// Reads a corpus and finds its near-duplicates and shared passages.
///
/// Input that cannot be used is listed in the findings and does not stop the run. Time grows with the number of words and with the
/// number of pairs that share a band or a fingerprint.
pub fn scan(scan: &Scan, progress: &dyn Progress) -> Findings {
    let recipe = &scan.recipe;
    let mut meter = Meter::new(progress);
    let corpus = meter.stage("reading articles", None, |progress| Corpus::read(&scan.paths, progress));
    let count = corpus.entries.len();
    let segment = meter.stage("sketching", Some(count), |progress| sketch(&corpus, recipe, progress));
    let candidates = meter.stage("proposing pairs", None, |_| candidates(&segment));
    let compared = meter.stage("comparing pairs", Some(candidates.len()), |progress| {
        compare(&corpus, &segment, &candidates, scan, progress)
    });
    let (pairs, clusters) = meter.stage("clustering", None, |_| cluster(&corpus, &compared, recipe));
    let (outlets, outlet_of) = corpus.outlets();
    let outlet_pairs = shares(&compared, &outlet_of);
    let comparisons = compared.iter().filter_map(|pair| comparison(&corpus, pair)).collect();
    let articles = corpus.articles();
    let (cpu_time, peak_memory_bytes) = usage();
    let run = Run {
        recipe: recipe.parameters(),
        inputs: corpus.digests,
        skipped: corpus.skipped,
        passed_over: corpus.passed_over,
        candidates: candidates.len() as u64,
        aligned: if scan.passages { candidates.len() as u64 } else { 0 },
        passages_sought: scan.passages,
        stages: meter.into_stages(),
        threads: rayon::current_num_threads(),
        peak_memory_bytes,
        cpu_time,
    };
    Findings { articles, pairs, clusters, comparisons, outlets, outlet_pairs, run }
}

fn sketch(corpus: &Corpus, recipe: &Recipe, progress: &dyn Progress) -> Segment {
    let sketches = corpus.entries.par_iter().map(|entry| {
        progress.advance(1);
        Sketch::of(&entry.words, recipe)
    });
    Segment::build(sketches.collect())
}

/// The pairs worth comparing: they share a band, which finds texts alike as wholes, or a fingerprint, which finds a brief in a long story.
fn candidates(segment: &Segment) -> Vec<(DocId, DocId)> {
    let mut pairs = segment.band_pairs();
    pairs.extend(segment.fingerprint_pairs().into_iter().map(|(pair, _)| pair));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn compare(
    corpus: &Corpus,
    segment: &Segment,
    candidates: &[(DocId, DocId)],
    scan: &Scan,
    progress: &dyn Progress,
) -> Vec<Compared> {
    let compare = |&(a, b): &(DocId, DocId)| {
        progress.advance(1);
        let similarity = similarity(&segment.sketch(a).shingles, &segment.sketch(b).shingles);
        let words = |number: DocId| &corpus.entries[number.index()].words;
        let found = if scan.passages { passages(words(a), words(b), scan.recipe.alignment) } else { Vec::new() };
        Compared { edge: Edge { a, b, similarity }, passages: found }
    };
    candidates.par_iter().map(compare).collect()
}

/// The verified pairs and their clusters. The earliest article represents; of undated ones, which come last, the longest.
fn cluster(corpus: &Corpus, compared: &[Compared], recipe: &Recipe) -> (Vec<Edge>, Vec<Cluster>) {
    let near_duplicate = |similarity: Similarity| recipe.settings.near_duplicate.met_by(similarity);
    let edges: Vec<Edge> =
        compared.iter().map(|pair| pair.edge).filter(|edge| near_duplicate(edge.similarity)).collect();
    let mut preference: Vec<DocId> = (0..corpus.entries.len() as u32).map(DocId).collect();
    preference.sort_by_key(|number| {
        let entry = &corpus.entries[number.index()];
        let seconds = entry.document.date.as_ref().and_then(|date| date.seconds);
        (seconds.unwrap_or(i64::MAX), Reverse(entry.words.len()), *number)
    });
    let mut clusters = clusters(&edges, &preference);
    clusters.sort_by_key(|cluster| (Reverse(cluster.members.len()), cluster.representative));
    (edges, clusters)
}

fn shares(compared: &[Compared], outlet_of: &[u32]) -> Vec<OutletPair> {
    outlet_pairs(compared.iter().flat_map(|Compared { edge: Edge { a, b, .. }, passages }| {
        let [of_a, of_b] = [a, b].map(|number| outlet_of[number.index()]);
        passages
            .iter()
            .flat_map(|passage| &passage.kept)
            .flat_map(move |run| [(*a, of_a, of_b, run.a..run.a_end()), (*b, of_b, of_a, run.b..run.b_end())])
    }))
}

fn comparison(corpus: &Corpus, Compared { edge, passages }: &Compared) -> Option<Comparison> {
    let side = |number: DocId| (number, &corpus.entries[number.index()].words);
    (!passages.is_empty()).then(|| Comparison::new(side(edge.a), side(edge.b), edge.similarity, passages))
}
