//! Going on from the last finished stage of a run that was stopped.

use super::Progress;
use super::corpus::{AsRead, Corpus, Kept};
use super::scan::{Scan, ScanError};
use super::sketch::SketchWriter;
use crate::index::{Checkpoint, StoreError};
use crate::ingest::Inputs;
use crate::spill::{LogWriter, Space};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::Path;

/// The stages that are kept.
const ARTICLES: &str = "articles";
pub(super) const PAIRS: &str = "pairs";
pub(super) const REWORDED: &str = "reworded";
/// The files in which the shelf and the passages stand.
const SHELF: &str = "shelf";
const PASSAGES: &str = "passages";

/// The passages stay in memory up to this part of the space, one in so many.
const LOG: u64 = 16;

/// Opens the place, below the folder of the results, where a scan keeps its finished stages; with `resume`, those of an earlier run stay that
/// looked for the same in the same files. They are told by path, length and time of change; standard input is never the same.
///
/// # Errors
/// When the folder cannot be written to, or another run uses it.
pub fn checkpoint(scan: &Scan, results: &Path, resume: bool) -> Result<Checkpoint, StoreError> {
    let stamp = Inputs::find(&scan.paths, &scan.reading).stamp();
    let about = format!(
        "{} {:?} {:?} {:?} {} {} {} {stamp:?}",
        env!("CARGO_PKG_VERSION"),
        scan.recipe.parameters(),
        scan.recipe.settings,
        scan.reading,
        scan.passages,
        scan.reworded,
        scan.recall_sample > 0,
    );
    Checkpoint::open(results, &about, resume && stamp.is_some())
}

/// What articles are found by, by their numbers in the order in which they came.
pub(super) struct ReadSketches<'s> {
    pub(super) writer: SketchWriter<'s>,
    pub(super) numbers: Vec<u32>,
}

/// The stages of a run as they are finished, kept if there is a place for them.
pub(super) struct Stages<'a> {
    checkpoint: Option<&'a mut Checkpoint>,
    /// Those that an earlier run finished.
    pub(super) resumed: Vec<&'static str>,
}

impl<'a> Stages<'a> {
    pub(super) fn new(checkpoint: Option<&'a mut Checkpoint>) -> Self {
        Self { checkpoint, resumed: Vec::new() }
    }

    /// What an earlier run found in a stage.
    pub(super) fn load<T: DeserializeOwned>(&mut self, stage: &'static str) -> Option<T> {
        let found = self.checkpoint.as_ref()?.load(stage)?;
        self.resumed.push(stage);
        Some(found)
    }

    /// Keeps what was found in a stage.
    pub(super) fn save<T: Serialize>(&mut self, stage: &str, found: &T) -> Result<(), ScanError> {
        self.checkpoint.as_mut().map_or(Ok(()), |checkpoint| checkpoint.save(stage, found)).map_err(ScanError::from)
    }

    /// The log of passages, with the first so many bytes of it from an earlier run.
    pub(super) fn passages(&self, bytes: u64, space: &Space) -> LogWriter {
        match &self.checkpoint {
            Some(checkpoint) => LogWriter::kept(space, &checkpoint.path(PASSAGES), bytes),
            None => LogWriter::new(space, LOG),
        }
    }

    /// The corpus, of an earlier run or read now: then its articles are sketched as they are read.
    pub(super) fn corpus<'s>(
        &mut self,
        inputs: &Inputs,
        scan: &'s Scan,
        progress: &dyn Progress,
    ) -> Result<(Corpus, Vec<u128>, Option<ReadSketches<'s>>), ScanError> {
        let place = self.checkpoint.as_ref().map(|checkpoint| checkpoint.path(SHELF));
        let kept = self.checkpoint.as_ref().and_then(|checkpoint| checkpoint.load::<Kept>(ARTICLES));
        let again = kept.zip(place.as_deref()).and_then(|(kept, place)| Corpus::again(kept, &scan.space, place));
        if let Some(again) = again {
            self.resumed.push(ARTICLES);
            return Ok((again.0, again.1, None));
        }
        let writer = SketchWriter::new(scan, true);
        let AsRead { corpus, identities, numbers } =
            Corpus::read(inputs, &scan.space, place.as_deref(), Some(&writer), progress)?;
        self.save(ARTICLES, &corpus.kept(&identities))?;
        Ok((corpus, identities, Some(ReadSketches { writer, numbers })))
    }
}
