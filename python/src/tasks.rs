//! What the package does, in the library's terms.

use crate::errors;
use crate::records::{Supply, record};
use crate::results::{Compared, Deduplicated, Scanned};
use crate::settings::Settings;
use crate::work::work;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator};
use retold::Silent;
use retold::findings::Skipped;
use retold::ingest::{Handover, Reading, article, handed_article};
use retold::pipeline::{
    Cleaned, Dedup, DedupError, Scan, ScanError, compare_documents, compare_files, compare_named, dedup_handover,
    scan_handover,
};
use retold::report::write_left_out;
use retold::spill::Space;
use retold::text::{Document, Origin};
use serde_json::{Map, Value};
use std::error::Error;
use std::path::PathBuf;

/// One of two articles that are to be compared.
enum Side {
    Path(PathBuf),
    Record(Map<String, Value>),
}

impl Side {
    fn of(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Self> {
        if !given.is_instance_of::<PyDict>() {
            return Ok(Self::Path(given.extract()?));
        }
        let origin = Origin { path: name.to_owned(), line: None };
        record(given).map(Self::Record).map_err(|cause| errors::input(given.py(), &Skipped { origin, cause }))
    }

    fn read(&self, name: &str, reading: &Reading) -> Result<Document, Skipped> {
        match self {
            Self::Path(path) => {
                article(path, reading, &mut retold::findings::Guessed::new()).map(|(article, _)| article)
            }
            Self::Record(record) => handed_article(name, record, reading),
        }
    }
}

/// Compares two articles, each a path or a dict; with `docs`, ids of articles below these paths.
#[pyfunction]
pub(crate) fn compare(
    py: Python<'_>,
    a: &Bound<'_, PyAny>,
    b: &Bound<'_, PyAny>,
    docs: Vec<PathBuf>,
    settings: &Bound<'_, PyDict>,
) -> PyResult<Compared> {
    let settings = Settings(settings);
    let (recipe, reading, threads) = (settings.recipe()?, settings.reading()?, settings.threads()?);
    let sides = if docs.is_empty() { Some([Side::of("a", a)?, Side::of("b", b)?]) } else { None };
    let names = if docs.is_empty() { None } else { Some([a.extract::<String>()?, b.extract::<String>()?]) };
    let compared = work(py, threads, &Space::unlimited(), None, move |_| match (&sides, &names) {
        (Some([Side::Path(a), Side::Path(b)]), _) => compare_files(a, b, &recipe, &reading),
        (Some([a, b]), _) => {
            let (a, b) = (a.read("a", &reading)?, b.read("b", &reading)?);
            Ok(compare_documents(a, b, &recipe))
        }
        (None, Some([a, b])) => compare_named([a, b], &docs, &recipe, &reading, &Silent),
        (None, None) => unreachable!("sides are read or named"),
    })?;
    compared.map(Compared::new).map_err(|skipped| errors::input(py, &skipped))
}

/// Scans the articles below paths, and those that an iterator gives.
#[pyfunction]
pub(crate) fn scan(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    items: Option<Bound<'_, PyIterator>>,
    settings: &Bound<'_, PyDict>,
) -> PyResult<Scanned> {
    let settings = Settings(settings);
    let task = Scan {
        paths,
        recipe: settings.recipe()?,
        passages: !settings.is_set("no_passages")?,
        reworded: !settings.is_set("no_reworded")?,
        recall_sample: settings.get("measure_recall")?.unwrap_or(0),
        window_days: settings.get("window")?,
        prove_up_to: settings.exact()?,
        reading: settings.reading()?,
        space: settings.space()?,
    };
    let (space, strict) = (task.space.clone(), task.reading.strict);
    let done = work(py, settings.threads()?, &space, items.map(Supply::new), move |handover| {
        let findings = match handover {
            Some(handover) => scan_handover(handover, &task, &Silent),
            None => retold::scan(&task, &Silent),
        };
        findings.map(Box::new)
    })?;
    let findings = done.map_err(|error: ScanError| errors::disk(py, error))?;
    match findings.run.skipped.first().filter(|_| strict) {
        Some(first) => Err(errors::input(py, first)),
        None => Ok(Scanned::new(findings)),
    }
}

/// Finds what is to be left out of the articles below paths, and writes the others to a place, if one is given; or of the articles that an
/// iterator gives.
#[pyfunction]
pub(crate) fn dedup(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    items: Option<Bound<'_, PyIterator>>,
    out: Option<PathBuf>,
    settings: &Bound<'_, PyDict>,
) -> PyResult<Deduplicated> {
    let settings = Settings(settings);
    if items.is_some() && out.is_some() {
        return Err(settings.wrong("out", "articles from memory are written by whoever has them: see left_out_rows"));
    }
    let task = Dedup {
        paths,
        recipe: settings.recipe()?,
        dry_run: settings.is_set("dry_run")?,
        out,
        reading: settings.reading()?,
        space: settings.space()?,
    };
    let space = task.space.clone();
    let supply = items.map(Supply::new);
    let given = supply.as_ref().map(Supply::given);
    let done =
        work(py, settings.threads()?, &space, supply, move |handover| deduplicate(handover, &task).map(Box::new))?;
    match done {
        Ok(done) => Ok(Deduplicated::new(done, given.map(|given| given.get()))),
        Err(error) => Err(match error.downcast_ref::<DedupError>().and_then(DedupError::input) {
            Some(skipped) => errors::input(py, skipped),
            None => errors::disk(py, error),
        }),
    }
}

type Failure = Box<dyn Error + Send + Sync>;

fn deduplicate(handover: Option<Handover>, task: &Dedup) -> Result<retold::pipeline::Deduplicated, Failure> {
    let mut done = match handover {
        Some(handover) => dedup_handover(handover, task, &Silent)?,
        None => retold::dedup(task, &Silent)?,
    };
    if let Some(Cleaned { mut staging, list }) = done.cleaned.take() {
        staging.write(&list, |out| write_left_out(&done.findings, &done.removal.left_out, out))?;
        staging.commit()?;
    }
    Ok(done)
}
