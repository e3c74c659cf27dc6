use super::Progress;
use super::corpus::Corpus;
use super::expand::Expansion;
use super::house::OwnTexts;
use super::judge::{Compared, Judge};
use super::meter::{Meter, usage};
use super::propose::{Proposed, compare_proposals};
use super::recall::measure;
use crate::findings::{Findings, Pair, Run};
use crate::index::{Recipe, Segment, Sketch};
use crate::ingest::{Inputs, Reading};
use crate::neardup::{Cluster, Copies, Edge, Verdict, clusters};
use crate::text::TextId;
use rayon::prelude::*;
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
    /// How many texts to compare with all others, to measure the recall of the search; 0 for none.
    pub recall_sample: usize,
    /// How the files are read.
    pub reading: Reading,
}

/// Reads a corpus and finds its near-duplicates and shared passages.
///
/// Input that cannot be used is listed in the findings and does not stop the run. Time grows with the number of words and with the
/// number of pairs of texts that share a band or a fingerprint that few have; what many share is compared through representatives.
pub fn scan(scan: &Scan, progress: &dyn Progress) -> Findings {
    scan_inputs(&Inputs::find(&scan.paths, &scan.reading), scan, progress)
}

/// Scans files that were found already.
pub(super) fn scan_inputs(inputs: &Inputs, scan: &Scan, progress: &dyn Progress) -> Findings {
    let recipe = &scan.recipe;
    let mut meter = Meter::new(progress);
    let corpus = meter.stage("reading articles", None, |progress| Corpus::read(inputs, progress));
    let copies = meter.stage("grouping copies", None, |_| copies(&corpus, recipe));
    let segment = meter.stage("sketching", Some(copies.len()), |progress| sketch(&corpus, &copies, recipe, progress));
    let (outlets, outlet_of) = corpus.outlets();
    let own = meter.stage("finding house text", None, |_| OwnTexts::find(&corpus, &copies, &outlet_of, recipe.shingle));
    let judge = Judge { corpus: &corpus, copies: &copies, segment: &segment, own: &own, scan };
    let work = |progress: &dyn Progress| compare_proposals(&segment, &judge, progress);
    let Proposed { compared, crowds } = meter.stage("comparing pairs", None, work);
    let expansion = Expansion { corpus: &corpus, copies: &copies, segment: &segment, recipe };
    let (text_clusters, pairs) = meter.stage("clustering", None, |_| gather(&compared, &expansion));
    let recall = (scan.recall_sample > 0).then(|| {
        let work = |_: &dyn Progress| measure(scan.recall_sample, &judge, &compared, &text_clusters);
        meter.stage("measuring recall", Some(scan.recall_sample), work)
    });
    let clusters = expansion.clusters(text_clusters);
    let (comparisons, outlet_pairs) = meter.stage("gathering passages", None, |_| {
        let shared = expansion.shared_texts(&compared, scan.passages);
        (expansion.comparisons(&shared), expansion.outlet_pairs(&shared, &outlet_of))
    });
    let (cpu_time, peak_memory_bytes) = usage();
    let run = Run {
        recipe: recipe.parameters(),
        keep: recipe.settings.keep.name(),
        candidates: compared.len() as u64,
        aligned: compared.iter().filter(|pair| pair.aligned).count() as u64,
        crowds,
        untold: expansion.untold(&compared),
        passages_sought: scan.passages,
        recall,
        stages: meter.into_stages(),
        threads: rayon::current_num_threads(),
        peak_memory_bytes,
        cpu_time,
        inputs: corpus.digests.clone(),
        skipped: corpus.skipped.clone(),
        passed_over: corpus.passed_over,
        guessed: corpus.guessed.clone(),
    };
    Findings { articles: corpus.articles(), pairs, clusters, comparisons, outlets, outlet_pairs, run }
}

/// The clusters of texts, and the pairs of articles above the thresholds, ascending.
fn gather(compared: &[Compared], expansion: &Expansion) -> (Vec<Cluster>, Vec<Pair>) {
    let edges = |verdict: Verdict| {
        compared.iter().filter(move |pair| pair.verdict == verdict).map(|pair| pair.edge).collect::<Vec<Edge>>()
    };
    let near_duplicates = edges(Verdict::NearDuplicates);
    let mut pairs = expansion.pairs(near_duplicates.iter().copied().chain(expansion.copied_edges()), false);
    pairs.extend(expansion.pairs(edges(Verdict::Template).into_iter(), true));
    pairs.sort_unstable();
    (clusters(&near_duplicates, expansion.copies.len()), pairs)
}

/// The distinct texts, numbered in the order in which they should represent others.
fn copies(corpus: &Corpus, recipe: &Recipe) -> Copies {
    let identities: Vec<u128> = corpus.entries.par_iter().map(|entry| entry.words.identity()).collect();
    let known = corpus.entries.iter().map(|entry| {
        let seconds = entry.document.date.as_ref().and_then(|date| date.seconds);
        (seconds, entry.words.len())
    });
    let preference = recipe.settings.keep.preference(&known.collect::<Vec<_>>());
    Copies::group(&preference, |article| identities[article.index()])
}

fn sketch(corpus: &Corpus, copies: &Copies, recipe: &Recipe, progress: &dyn Progress) -> Segment {
    let texts: Vec<TextId> = copies.texts().collect();
    let sketches = texts.into_par_iter().map(|text| {
        progress.advance(1);
        Sketch::of(corpus.words(copies.carriers(text)[0]), recipe)
    });
    Segment::build(sketches.collect())
}
