use super::Progress;
use super::attribute::{Attribution, Shares};
use super::chance;
use super::exact::prove;
use super::expand::{Expansion, comparisons};
use super::house::Paragraphs;
use super::judge::{Compared, Judge};
use super::meter::{Meter, usage};
use super::propose::{Proposed, compare_proposals};
use super::recall::measure;
use super::reword;
use super::sketch::{SketchWriter, Sketched, copies};
use super::unfinished::{PAIRS, REWORDED, ReadSketches, Stages};
use crate::findings::{
    Articles, Chance, Comparison, Findings, Group, Listing, OutletPair, OutletShare, Pair, Proof, RewordedSearch, Run,
};
use crate::index::{Checkpoint, Recipe, StoreError};
use crate::ingest::{Handover, Inputs, Reading};
use crate::neardup::{Cluster, Edge, Verdict, clusters};
use crate::overlap::Language;
use crate::spill::{Halted, Space, SpillError};
use serde::{Deserialize, Serialize};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use thiserror::Error;

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
    /// How much memory it may take, and where the rest goes.
    pub space: Space,
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
            space: Space::unlimited(),
        }
    }
}

/// Reads a corpus and finds its near-duplicates and shared passages.
///
/// Input that cannot be used is listed in the findings and does not stop the run. Time grows with the number of words and with the
/// number of pairs of texts that share a band or a fingerprint that few have; what many share is compared through representatives. Passage
/// groups and shares of outlets look at no pairs.
///
/// # Errors
/// When the temporary files that take what does not fit into [`Scan::space`] cannot be written or read, and when that space was
/// [halted](Space::halt).
pub fn scan(scan: &Scan, progress: &dyn Progress) -> Result<Findings, ScanError> {
    scan_inputs(&Inputs::find(&scan.paths, &scan.reading), scan, None, progress)
}

/// The same, going on from the finished stages of an earlier run, as [`checkpoint`](super::checkpoint) gives them, and keeping those of this one.
///
/// # Errors
/// As [`scan`], and when a stage cannot be kept.
pub fn scan_from(checkpoint: &mut Checkpoint, scan: &Scan, progress: &dyn Progress) -> Result<Findings, ScanError> {
    scan_inputs(&Inputs::find(&scan.paths, &scan.reading), scan, Some(checkpoint), progress)
}

/// The same of articles that a program hands over, beside those below [`Scan::paths`].
///
/// # Errors
/// As [`scan`].
pub fn scan_handover(handover: Handover, scan: &Scan, progress: &dyn Progress) -> Result<Findings, ScanError> {
    let inputs = Inputs::find(&scan.paths, &scan.reading).with(handover);
    scan_inputs(&inputs, scan, None, progress)
}

/// The disk failed where a scan needs it, or the scan was halted.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct ScanError(#[from] Kind);

impl ScanError {
    /// Whether it was asked to stop, and nothing failed.
    pub fn is_halt(&self) -> bool {
        matches!(self.0, Kind::Halted)
    }
}

#[derive(Debug, Error)]
pub(super) enum Kind {
    #[error("interrupted: no result was written")]
    Halted,
    #[error(transparent)]
    Spill(#[from] SpillError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<SpillError> for ScanError {
    fn from(error: SpillError) -> Self {
        Self(error.into())
    }
}

impl From<StoreError> for ScanError {
    fn from(error: StoreError) -> Self {
        Self(error.into())
    }
}

/// Scans files that were found already.
pub(super) fn scan_inputs(
    inputs: &Inputs,
    scan: &Scan,
    checkpoint: Option<&mut Checkpoint>,
    progress: &dyn Progress,
) -> Result<Findings, ScanError> {
    // What was being made when the run was halted is thrown away.
    match catch_unwind(AssertUnwindSafe(|| work_through(inputs, scan, checkpoint, progress))) {
        Ok(done) => done,
        Err(panic) if panic.is::<Halted>() => Err(ScanError(Kind::Halted)),
        Err(panic) => resume_unwind(panic),
    }
}

/// The stages of a scan.
fn work_through(
    inputs: &Inputs,
    scan: &Scan,
    checkpoint: Option<&mut Checkpoint>,
    progress: &dyn Progress,
) -> Result<Findings, ScanError> {
    let (recipe, space) = (&scan.recipe, &scan.space);
    let mut meter = Meter::new(progress, space);
    let mut stages = Stages::new(checkpoint);
    let (corpus, identities, read) =
        meter.stage("reading articles", None, |progress| stages.corpus(inputs, scan, progress))??;
    let corpus = Arc::new(corpus);
    let copies = meter.stage("grouping copies", None, |_| copies(&corpus, &identities, recipe))?;
    let known: Option<Rewordings> = stages.load(REWORDED);
    let pairs: Option<(Proposed, u64)> = if known.is_some() { None } else { stages.load(PAIRS) };
    let bytes = known.as_ref().map(|known| known.log_bytes).or(pairs.as_ref().map(|(_, bytes)| *bytes));
    let log = stages.passages(bytes.unwrap_or(0), space);
    let language = match scan.passages && scan.reworded && known.is_none() {
        true => Some(meter.stage("counting words", None, |_| reword::language(&corpus, &copies, &identities))?),
        false => None,
    };
    drop(identities);
    let paragraphs = Paragraphs { corpus: &corpus, copies: &copies, size: recipe.shingle };
    let sketched = match read {
        Some(ReadSketches { writer, numbers }) => writer.of_read(&numbers, &copies)?,
        None => {
            let writer = SketchWriter::new(scan, known.is_none() && pairs.is_none());
            let work = |progress: &dyn Progress| writer.of_shelf(&corpus, &copies, progress);
            meter.stage("sketching", Some(copies.len()), work)??
        }
    };
    let Sketched { segment, paragraphs: given, outlines } = sketched;
    let own = meter.stage("finding house text", None, |_| paragraphs.house_text(&given))?;
    drop(given);
    let judge = Judge { corpus: &corpus, copies: &copies, own: &own, outlines: outlines.as_ref(), log: &log, scan };
    let Rewordings { proposed, reworded, chance, .. } = match known {
        Some(known) => known,
        None => {
            let proposed = match pairs {
                Some((proposed, _)) => proposed,
                None => {
                    let work = |progress: &dyn Progress| compare_proposals(&segment, &judge, progress);
                    let found = (meter.stage("comparing pairs", None, work)??, log.flush());
                    stages.save(PAIRS, &found)?;
                    found.0
                }
            };
            let found = Rewordings::find(&judge, language.as_ref(), proposed, &mut meter)?;
            if language.is_some() {
                stages.save(REWORDED, &found)?;
            }
            found
        }
    };
    let Proposed { compared, looked_at, candidates, crowds } = proposed;
    let compared = Arc::new(compared);
    let expansion = Expansion { corpus: &corpus, copies: &copies, size: recipe.shingle };
    let (text_clusters, pairs) = meter.stage("clustering", None, |_| gather(&compared, &expansion))?;
    let recall = match scan.recall_sample {
        0 => None,
        sample => {
            let work = |_: &dyn Progress| measure(sample, &judge, &looked_at, &text_clusters);
            Some(meter.stage("measuring recall", Some(sample), work)?)
        }
    };
    let clusters = meter.stage("naming clusters", None, |_| expansion.clusters(text_clusters))?;
    let comparisons = match scan.passages {
        true => {
            let log = log.finish()?;
            meter.stage("gathering passages", None, |_| {
                comparisons(&corpus, &copies, (&compared, log), (recipe, space))
            })?
        }
        false => Listing::default(),
    };
    let mut outlets = corpus.outlets().to_vec();
    let attribution = Attribution { corpus: &corpus, copies: &copies, segment: &segment, own: &own, scan };
    let shared = match scan.passages {
        true => Shared::find(&attribution, &comparisons, &mut meter)?,
        false => Shared::default(),
    };
    outlets.iter_mut().zip(shared.shares).for_each(|(outlet, share)| outlet.share = Some(share));
    let (cpu_time, peak_memory_bytes) = usage();
    let run = Run {
        recipe: recipe.parameters(),
        keep: recipe.settings.keep.name(),
        candidates,
        aligned: compared.iter().filter(|pair| pair.aligned).count() as u64,
        crowds,
        reworded,
        chance,
        untold: expansion.untold(&compared),
        passages_sought: scan.passages,
        passages: comparisons.iter().map(|comparison| comparison.passages.len() as u64).sum(),
        recall,
        repeated_runs: shared.repeated_runs,
        window_days: scan.window_days,
        proof: shared.proof,
        stages: meter.into_stages(),
        threads: rayon::current_num_threads(),
        peak_memory_bytes,
        cpu_time,
        spilled_bytes: space.spilled(),
        inputs: corpus.digests.clone(),
        resumed: stages.resumed,
        skipped: corpus.skipped.clone(),
        passed_over: corpus.passed_over,
        guessed: corpus.guessed.clone(),
    };
    let boilerplate = own.boilerplate().to_vec();
    let (groups, outlet_pairs) = (shared.groups, shared.outlet_pairs);
    let articles = Articles::shelved(Arc::clone(&corpus.shelf));
    Ok(Findings { articles, pairs, clusters, comparisons, groups, boilerplate, outlets, outlet_pairs, run })
}

/// What was compared, with text in other words.
#[derive(Serialize, Deserialize)]
struct Rewordings {
    proposed: Proposed,
    reworded: Option<RewordedSearch>,
    chance: Option<Chance>,
    /// How long the log of passages is.
    log_bytes: u64,
}

impl Rewordings {
    fn find(
        judge: &Judge,
        language: Option<&Language>,
        mut proposed: Proposed,
        meter: &mut Meter,
    ) -> Result<Self, SpillError> {
        let Some(language) = language else {
            return Ok(Self { proposed, reworded: None, chance: None, log_bytes: judge.log.flush() });
        };
        let space = &judge.scan.space;
        let work = |progress: &dyn Progress| reword::skip_grams(judge, language, progress);
        let grams = meter.stage("finding skip-grams", Some(judge.copies.len()), work)?;
        let meetings = meter.stage("matching other words", None, |_| reword::meet(&grams, space))?;
        drop(grams);
        let work = |progress: &dyn Progress| reword::find(judge, language, &meetings, &mut proposed, progress);
        let search = meter.stage("finding reworded text", None, work)?;
        let chance =
            meter.stage("measuring chance", None, |_| chance::measure(judge, &meetings, &proposed.compared))?;
        Ok(Self { proposed, reworded: Some(search), chance, log_bytes: judge.log.flush() })
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
    fn find(
        attribution: &Attribution,
        comparisons: &Listing<Comparison>,
        meter: &mut Meter,
    ) -> Result<Self, SpillError> {
        let carriers = attribution.carriers();
        let grams = meter.stage("finding repeated runs", None, |_| attribution.shared_grams(&carriers))?;
        let repeated_runs = grams.classes;
        let spread = meter.stage("gathering carriers", None, |_| attribution.spread(grams))?;
        let groups = meter.stage("grouping passages", None, |_| attribution.passages(&spread, &carriers).all())?;
        let Shares { outlets: shares, pairs: outlet_pairs } =
            meter.stage("counting shares", None, |_| attribution.shares(&spread))?;
        let work = |most: usize| {
            meter.stage("comparing everything", None, |_| {
                prove(attribution, &spread.repeats, comparisons, &groups, most)
            })
        };
        let proof = attribution.scan.prove_up_to.map(work).transpose()?;
        Ok(Self { groups, shares, outlet_pairs, repeated_runs, proof })
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    /// Halts a space when a stage begins, and notes the stages that begin after that.
    struct HaltAt<'a> {
        stage: &'a str,
        space: &'a Space,
        later: Mutex<Vec<&'static str>>,
    }

    impl Progress for HaltAt<'_> {
        fn stage(&self, name: &'static str, _: Option<u64>) {
            if self.space.is_halted() {
                self.later.lock().expect("nobody panics").push(name);
            } else if name == self.stage {
                self.space.halt();
            }
        }

        fn advance(&self, _: u64) {}
    }

    #[test]
    fn a_scan_that_is_halted_in_any_stage_ends_there_and_leaves_no_file() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for (stage, bytes) in [
            ("reading articles", 1 << 30),
            ("counting words", 1 << 10),
            ("finding skip-grams", 1 << 10),
            ("comparing pairs", 1 << 30),
            ("finding reworded text", 1 << 30),
            ("finding repeated runs", 1 << 10),
            ("grouping passages", 1 << 30),
            ("counting shares", 1 << 10),
        ] {
            let space = Space::limited(bytes, folder.path());
            let task = Scan { paths: vec!["corpus/harbour-times".into()], space: space.clone(), ..Scan::default() };
            let progress = HaltAt { stage, space: &space, later: Mutex::default() };
            let error = scan(&task, &progress).expect_err(stage);
            assert!(error.is_halt() && error.to_string() == "interrupted: no result was written", "{stage}: {error}");
            assert!(progress.later.lock().expect("nobody panics").is_empty(), "{stage}");
            let left = folder.path().read_dir().expect("the folder can be listed");
            assert_eq!(left.count(), 0, "{stage}");
        }
    }
}
