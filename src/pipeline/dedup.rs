//! A corpus written again without its near-duplicates.

use super::Progress;
use super::scan::{Scan, ScanError, scan_inputs};
use crate::findings::{Findings, Removal};
use crate::index::{Recipe, Staged, StagedFile, Staging, StoreError};
use crate::ingest::{Digest, Handover, InputFile, Inputs, Layout, LayoutError, Reading, Skipped};
use crate::spill::Space;
use ahash::AHashMap;
use rayon::prelude::*;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What is to be cleaned.
#[derive(Debug, Clone)]
pub struct Dedup {
    /// Folders, files, or `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// What decides the numbers, and which article of a cluster stays.
    pub recipe: Recipe,
    /// Where the rest goes: a file where one file or standard input is given, else a folder.
    pub out: Option<PathBuf>,
    /// Whether to count only and write nothing; so it is without `out`.
    pub dry_run: bool,
    /// How the files are read.
    pub reading: Reading,
    /// How much memory it may take, and where the rest goes.
    pub space: Space,
}

/// A corpus without its near-duplicates.
#[derive(Debug)]
pub struct Deduplicated {
    /// What was found.
    pub findings: Findings,
    /// What goes.
    pub removal: Removal,
    /// What stays, ready to be put in its place together with the list of what goes.
    pub cleaned: Option<Cleaned>,
}

/// Files that wait to be put in their place.
#[derive(Debug)]
pub struct Cleaned {
    /// The files.
    pub staging: Staging,
    /// Where the list of what goes is to stand among them; to be written last.
    pub list: PathBuf,
}

/// The corpus could not be written; what stood there before stands there still.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct DedupError(#[from] Kind);

#[derive(Debug, Error)]
enum Kind {
    #[error(transparent)]
    Layout(#[from] LayoutError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Scan(#[from] ScanError),
    #[error("{0}")]
    Input(Skipped),
}

impl DedupError {
    /// Whether it was asked to stop, and nothing failed.
    pub fn is_halt(&self) -> bool {
        matches!(&self.0, Kind::Scan(error) if error.is_halt())
    }

    /// The piece of input that cannot be used, if that is it.
    pub fn input(&self) -> Option<&Skipped> {
        match &self.0 {
            Kind::Input(skipped) => Some(skipped),
            _ => None,
        }
    }
}

/// Finds the near-duplicates of a corpus and writes what stays beside its place: every article but the members of clusters that are
/// not their representative, and everything that could not be used, byte for byte in the order in which it came.
///
/// Each file is read twice; one whose content changed in between is an error. A file of which nothing stays is not written, and taken
/// away where an earlier run wrote it.
///
/// # Errors
/// When the files cannot go to `out`, when the disk refuses, or when a file cannot be read to its end or changes meanwhile.
pub fn dedup(task: &Dedup, progress: &dyn Progress) -> Result<Deduplicated, DedupError> {
    Ok(deduplicate(task, progress)?)
}

/// Finds the near-duplicates among articles that a program hands over, beside those below [`Dedup::paths`]. Nothing is written, wherever
/// [`Dedup::out`] points, and bytes are not counted.
///
/// # Errors
/// As [`scan`](super::scan()), and where the reading is strict with the first piece of input that cannot be used.
pub fn dedup_handover(handover: Handover, task: &Dedup, progress: &dyn Progress) -> Result<Deduplicated, DedupError> {
    let inputs = Inputs::find(&task.paths, &task.reading).with(handover);
    let (findings, removal) = near_duplicates(&inputs, task, progress)?;
    Ok(Deduplicated { findings, removal, cleaned: None })
}

/// What goes, with no bytes counted.
fn near_duplicates(inputs: &Inputs, task: &Dedup, progress: &dyn Progress) -> Result<(Findings, Removal), Kind> {
    let scan = Scan {
        paths: task.paths.clone(),
        recipe: task.recipe.clone(),
        passages: false,
        reading: task.reading.clone(),
        space: task.space.clone(),
        ..Scan::default()
    };
    let findings = scan_inputs(inputs, &scan, None, progress)?;
    if let Some(first) = findings.run.skipped.first().filter(|_| task.reading.strict) {
        return Err(Kind::Input(first.clone()));
    }
    let left_out = findings.left_out(task.recipe.settings.near_duplicate);
    Ok((findings, Removal { left_out, ..Removal::default() }))
}

fn deduplicate(task: &Dedup, progress: &dyn Progress) -> Result<Deduplicated, Kind> {
    let mut inputs = Inputs::find(&task.paths, &task.reading);
    let layout = task.out.as_deref().map(|out| Layout::new(&task.paths, &inputs, out)).transpose()?;
    let layout = layout.filter(|_| !task.dry_run);
    progress.stage("holding input", None);
    let _held = inputs.hold().map_err(Kind::Input)?;
    inputs.files.iter().try_for_each(|file| file.can_lose_articles(&task.reading)).map_err(Kind::Input)?;
    let (findings, mut removal) = near_duplicates(&inputs, task, progress)?;
    let mut staging = layout.as_ref().map(|layout| Staging::new(&layout.folder)).transpose()?;
    progress.stage("writing", Some(inputs.files.len() as u64));
    let known = Known::of(&findings, &removal, &task.reading);
    let copied: Vec<Result<Copied, Kind>> = (inputs.files.par_iter().enumerate())
        .map(|(number, file)| {
            let place = layout.as_ref().map(|layout| layout.places[number].as_path());
            let copied = known.copy(file, staging.as_ref().zip(place));
            progress.advance(1);
            copied
        })
        .collect();
    for (number, copied) in copied.into_iter().enumerate() {
        let copied = copied?;
        removal.bytes += copied.bytes;
        // What is packed again may come out longer.
        removal.left_out_bytes += copied.bytes.saturating_sub(copied.kept_bytes);
        if let Some((staging, layout)) = staging.as_mut().zip(layout.as_ref()) {
            match copied.file {
                Some(file) => staging.take(file),
                None => staging.vacate(&layout.places[number]),
            }
        }
    }
    let cleaned = staging.zip(layout).map(|(staging, layout)| Cleaned { staging, list: layout.list });
    Ok(Deduplicated { findings, removal, cleaned })
}

/// What the first reading told of each file, by its name.
struct Known<'a> {
    findings: &'a Findings,
    /// The files that were read to their end.
    digests: AHashMap<&'a str, &'a Digest>,
    left_out: AHashMap<String, Vec<Option<u64>>>,
    reading: &'a Reading,
}

/// What became of a file.
struct Copied {
    bytes: u64,
    kept_bytes: u64,
    /// Nothing where nothing stays of it, and in a dry run.
    file: Option<Staged>,
}

impl<'a> Known<'a> {
    fn of(findings: &'a Findings, removal: &Removal, reading: &'a Reading) -> Self {
        let mut left_out: AHashMap<String, Vec<Option<u64>>> = AHashMap::new();
        for gone in &removal.left_out {
            let origin = &findings.articles.get(gone.article).origin;
            left_out.entry(origin.path.clone()).or_default().push(origin.line);
        }
        Self {
            findings,
            digests: findings.run.inputs.iter().map(|digest| (digest.path.as_str(), digest)).collect(),
            left_out,
            reading,
        }
    }

    /// A file that could not be read to its end is left away, unless that would lose articles that stay for others, or all.
    fn without(&self, name: &str) -> Result<(), Kind> {
        let lost = self.digests.is_empty() || self.findings.articles.iter().any(|article| article.origin.path == name);
        let why = self.findings.run.skipped.iter().find(|skipped| skipped.origin.path == name);
        why.filter(|_| lost).map_or(Ok(()), |why| Err(Kind::Input(why.clone())))
    }

    /// Reads a file again and writes what stays of it to its place, if it has one.
    fn copy(&self, file: &InputFile, to: Option<(&Staging, &Path)>) -> Result<Copied, Kind> {
        let mut copied = Copied { bytes: 0, kept_bytes: 0, file: None };
        let name = file.name.as_str();
        let Some(digest) = self.digests.get(name) else {
            return self.without(name).map(|()| copied);
        };
        copied.bytes = digest.bytes;
        let left_out = self.left_out.get(name).map_or(&[][..], Vec::as_slice);
        let mut out = Place { to, file: None, bytes: 0, failed: None };
        if left_out.is_empty() {
            out.open()?;
        }
        let kept = file.kept(left_out, digest, self.reading, &mut out);
        if let Some(failed) = out.failed {
            return Err(failed.into());
        }
        kept.map_err(Kind::Input)?;
        copied.kept_bytes = out.bytes;
        copied.file = out.file.map(StagedFile::finish).transpose()?;
        Ok(copied)
    }
}

/// Where what stays of a file goes: a file that is made when the first bytes come; nowhere in a dry run.
struct Place<'a> {
    to: Option<(&'a Staging, &'a Path)>,
    file: Option<StagedFile>,
    bytes: u64,
    /// Why the disk takes no more.
    failed: Option<StoreError>,
}

impl Place<'_> {
    fn open(&mut self) -> Result<(), StoreError> {
        if let Some((staging, place)) = self.to.filter(|_| self.file.is_none()) {
            self.file = Some(staging.create(place)?);
        }
        Ok(())
    }
}

impl Write for Place<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes += bytes.len() as u64;
        let written = self.open().and_then(|()| self.file.as_mut().map_or(Ok(()), |file| file.write(bytes)));
        written.map_err(|error| {
            self.failed = Some(error);
            io::Error::other("the place takes no more")
        })?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
