use super::Progress;
use super::attribute::{Attribution, Shares};
use super::chance;
use super::corpus::Corpus;
use super::exact::prove;
use super::expand::Expansion;
use super::house::OwnTexts;
use super::judge::{Compared, Judge};
use super::meter::{Meter, usage};
use super::propose::{Proposed, compare_proposals};
use super::recall::measure;
use super::reword;
use crate::findings::{Comparison, Findings, Group, OutletPair, OutletShare, Pair, Proof, Run};
use crate::index::{Recipe, Segment, Sketch};
use crate::ingest::{Inputs, Reading};
use crate::neardup::{Cluster, Copies, Edge, Verdict, clusters};
use crate::overlap::Language;
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
    /// Whether to look for text in other words too, where passages are looked for.
    pub reworded: bool,
    /// How many texts to compare with all others, to measure the recall of the search; 0 for none.
    pub recall_sample: usize,
    /// How many days apart articles may have appeared to carry one passage and to share words; any number, if none is given.
    pub window_days: Option<u32>,
    /// Whether to prove the answer by comparing all articles with all others, and of how many articles at most.
    pub prove_up_to: Option<usize>,
    /// How the files are read.
    pub reading: Reading,
}

impl Default for Scan {
    fn default() -> Self {
        Self {
            paths: Vec::new(),
            recipe: Recipe::default(),
            passages: true,
            reworded: true,
            recall_sample: 0,
            window_days: None,
            prove_up_to: None,
            reading: Reading::default(),
        }
    }
}

/// Reads a corpus and finds its near-duplicates and shared passages.
///
/// Input that cannot be used is listed in the findings and does not stop the run. Time grows with the number of words and with the
/// number of pairs of texts that share a band or a fingerprint that few have; what many share is compared through representatives. Passage
/// groups and shares of outlets look at no pairs.
pub fn scan(scan: &Scan, progress: &dyn Progress) -> Findings {
    scan_inputs(&Inputs::find(&scan.paths, &scan.reading), scan, progress)
}

/// Scans files that were found already.
pub(super) fn scan_inputs(inputs: &Inputs, scan: &Scan, progress: &dyn Progress) -> Findings {
    let recipe = &scan.recipe;
    let mut meter = Meter::new(progress);
    let corpus = meter.stage("reading articles", None, |progress| Corpus::read(inputs, progress));
    let copies = meter.stage("grouping copies", None, |_| copies(&corpus, recipe));
    let language = (scan.passages && scan.reworded)
        .then(|| meter.stage("counting words", None, |_| reword::language(&corpus, &copies)));
    let work = |progress: &dyn Progress| sketch(&corpus, &copies, recipe, language.as_ref(), progress);
    let segment = meter.stage("sketching", Some(copies.len()), work);
    let (mut outlets, outlet_of) = corpus.outlets();
    let own = meter.stage("finding house text", None, |_| OwnTexts::find(&corpus, &copies, &outlet_of, recipe.shingle));
    let judge = Judge { corpus: &corpus, copies: &copies, segment: &segment, own: &own, scan };
    let work = |progress: &dyn Progress| compare_proposals(&segment, &judge, progress);
    let Proposed { compared, crowds } = meter.stage("comparing pairs", None, work);
    let (compared, reworded) = match &language {
        Some(language) => {
            let work = |progress: &dyn Progress| reword::find(&judge, language, compared, progress);
            let (compared, search) = meter.stage("finding reworded text", None, work);
            (compared, Some(search))
        }
        None => (compared, None),
    };
    let chance = language
        .as_ref()
        .and_then(|_| meter.stage("measuring chance", None, |_| chance::measure(&judge, &compared, &outlet_of)));
    let expansion = Expansion { corpus: &corpus, copies: &copies, segment: &segment, recipe };
    let (text_clusters, pairs) = meter.stage("clustering", None, |_| gather(&compared, &expansion));
    let recall = (scan.recall_sample > 0).then(|| {
        let work = |_: &dyn Progress| measure(scan.recall_sample, &judge, &compared, &text_clusters);
        meter.stage("measuring recall", Some(scan.recall_sample), work)
    });
    let clusters = expansion.clusters(text_clusters);
    let comparisons = meter.stage("gathering passages", None, |_| {
        expansion.comparisons(&expansion.shared_texts(&compared, scan.passages))
    });
    let attribution =
        Attribution { corpus: &corpus, copies: &copies, segment: &segment, own: &own, outlet_of: &outlet_of, scan };
    let shared = if scan.passages { Shared::find(&attribution, &comparisons, &mut meter) } else { Shared::default() };
    outlets.iter_mut().zip(shared.shares).for_each(|(outlet, share)| outlet.share = Some(share));
    let (cpu_time, peak_memory_bytes) = usage();
    let run = Run {
        recipe: recipe.parameters(),
        keep: recipe.settings.keep.name(),
        candidates: compared.len() as u64,
        aligned: compared.iter().filter(|pair| pair.aligned).count() as u64,
        crowds,
        reworded,
        chance,
        untold: expansion.untold(&compared),
        passages_sought: scan.passages,
        recall,
        repeated_runs: shared.repeated_runs,
        window_days: scan.window_days,
        proof: shared.proof,
        stages: meter.into_stages(),
        threads: rayon::current_num_threads(),
        peak_memory_bytes,
        cpu_time,
        inputs: corpus.digests.clone(),
        skipped: corpus.skipped.clone(),
        passed_over: corpus.passed_over,
        guessed: corpus.guessed.clone(),
    };
    let boilerplate = own.boilerplate().to_vec();
    let (groups, outlet_pairs) = (shared.groups, shared.outlet_pairs);
    Findings {
        articles: corpus.articles(),
        pairs,
        clusters,
        comparisons,
        groups,
        boilerplate,
        outlets,
        outlet_pairs,
        run,
    }
}

/// What articles share over the whole corpus.
#[derive(Default)]
struct Shared {
    groups: Vec<Group>,
    shares: Vec<OutletShare>,
    outlet_pairs: Vec<OutletPair>,
    repeated_runs: u64,
    proof: Option<Proof>,
}

impl Shared {
    fn find(attribution: &Attribution, comparisons: &[Comparison], meter: &mut Meter) -> Self {
        let carriers = attribution.carriers();
        let grams = meter.stage("finding repeated runs", None, |_| attribution.shared_grams(&carriers));
        let repeated_runs = grams.classes;
        let spread = meter.stage("gathering carriers", None, |_| attribution.spread(grams));
        let groups = meter.stage("grouping passages", None, |_| attribution.passages(&spread, &carriers).all());
        let Shares { outlets: shares, pairs: outlet_pairs } =
            meter.stage("counting shares", None, |_| attribution.shares(&spread));
        let proof = attribution.scan.prove_up_to.map(|most| {
            meter.stage("comparing everything", None, |_| {
                prove(attribution, &spread.repeats, comparisons, &groups, most)
            })
        });
        Self { groups, shares, outlet_pairs, repeated_runs, proof }
    }
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
pub(super) fn copies(corpus: &Corpus, recipe: &Recipe) -> Copies {
    let identities: Vec<u128> = corpus.entries.par_iter().map(|entry| entry.words.identity()).collect();
    let known = corpus.entries.iter().map(|entry| {
        let seconds = entry.document.date.as_ref().and_then(|date| date.seconds);
        (seconds, entry.words.len())
    });
    let preference = recipe.settings.keep.preference(&known.collect::<Vec<_>>());
    Copies::group(&preference, |article| identities[article.index()])
}

fn sketch(
    corpus: &Corpus,
    copies: &Copies,
    recipe: &Recipe,
    language: Option<&Language>,
    progress: &dyn Progress,
) -> Segment {
    let texts: Vec<TextId> = copies.texts().collect();
    let sketches = texts.into_par_iter().map(|text| {
        progress.advance(1);
        let words = corpus.words(copies.carriers(text)[0]);
        let sketch = Sketch::of(words, recipe);
        match language {
            Some(language) => sketch.among(words, language),
            None => sketch,
        }
    });
    Segment::build(sketches.collect())
}
