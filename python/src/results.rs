//! Results, as Python's classes read them: JSON, tables, pages.

use crate::{arrow, errors};
use anstream::adapter::strip_str;
use arrow_array::RecordBatch;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use retold::Findings;
use retold::index::Staging;
use retold::pipeline;
use retold::report::{
    ComparisonPage, FILES, PARQUET_FILES, Page, Table as Tables, WriteFile, findings_table, left_out_table,
    passages_table, write_compared, write_comparison, write_comparison_html, write_comparison_markdown, write_findings,
    write_findings_json, write_findings_list, write_left_out, write_removal, write_sentence,
};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The page of a text: 80 columns.
const COLUMNS: usize = 80;

fn page(entries: usize) -> Page {
    Page { columns: COLUMNS, entries: if entries == 0 { usize::MAX } else { entries } }
}

/// What something writes, with the interpreter let go.
fn written(py: Python<'_>, write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send) -> PyResult<String> {
    let written = py.detach(|| {
        let mut out = Vec::new();
        write(&mut out)?;
        String::from_utf8(out).map_err(io::Error::other)
    });
    written.map_err(|error: io::Error| errors::disk(py, error))
}

/// The same without colours.
fn plain(py: Python<'_>, write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send) -> PyResult<String> {
    written(py, write).map(|text| strip_str(&text).to_string())
}

/// A table that other libraries take over Arrow's C interface.
#[pyclass(frozen, module = "retold")]
pub(crate) struct Table {
    /// At least one: the first may have no rows.
    batches: Vec<RecordBatch>,
}

impl Table {
    pub(crate) fn made(py: Python<'_>, make: impl FnOnce() -> io::Result<Vec<RecordBatch>> + Send) -> PyResult<Self> {
        let batches = py.detach(make).map_err(|error| errors::disk(py, error))?;
        Ok(Self { batches })
    }
}

#[pymethods]
impl Table {
    /// The rows, as a stream of Arrow's C interface. The schema that is asked for is not looked at.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        _ = requested_schema;
        let batches = self.batches.iter().filter(|batch| batch.num_rows() > 0).cloned().collect();
        arrow::stream(py, self.batches[0].schema(), batches)
    }

    /// The columns, as a schema of Arrow's C interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        arrow::schema(py, &self.batches[0].schema())
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.batches[0].schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __repr__(&self) -> String {
        format!("<retold.Table: {} rows of {}>", self.__len__(), self.column_names().join(", "))
    }
}

/// Two articles, compared.
#[pyclass(frozen, module = "retold._retold")]
pub(crate) struct Compared {
    compared: pipeline::Compared,
}

impl Compared {
    pub(crate) fn new(compared: pipeline::Compared) -> Self {
        Self { compared }
    }
}

#[pymethods]
impl Compared {
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        let of = &self.compared;
        written(py, |out| write_comparison(&of.articles, &of.comparisons[0], out))
    }

    fn sentence(&self, py: Python<'_>) -> PyResult<String> {
        let of = &self.compared;
        plain(py, |out| write_sentence(&of.articles, &of.comparisons[0], out))
    }

    fn text(&self, py: Python<'_>) -> PyResult<String> {
        let of = &self.compared;
        plain(py, |out| write_compared(&of.articles, &of.texts, &of.comparisons[0], page(0), out))
    }

    fn markdown(&self, py: Python<'_>) -> PyResult<String> {
        let of = &self.compared;
        written(py, |out| write_comparison_markdown(&of.articles, &of.texts, &of.comparisons[0], out))
    }

    fn html(&self, py: Python<'_>) -> PyResult<String> {
        let pipeline::Compared { articles, texts, comparisons, inputs, recipe, .. } = &self.compared;
        let page = ComparisonPage { articles, texts, comparison: &comparisons[0], inputs, recipe };
        written(py, |out| write_comparison_html(&page, out))
    }

    /// The texts of A and B.
    fn texts(&self) -> (&str, &str) {
        let (comparison, texts) = (&self.compared.comparisons[0], &self.compared.texts);
        (&texts[comparison.a.index()], &texts[comparison.b.index()])
    }

    fn table(&self, py: Python<'_>) -> PyResult<Table> {
        let of = &self.compared;
        Table::made(py, || passages_table(&of.articles, &of.comparisons))
    }
}

/// A scanned corpus.
#[pyclass(frozen, module = "retold._retold")]
pub(crate) struct Scanned {
    findings: Box<Findings>,
}

impl Scanned {
    pub(crate) fn new(findings: Box<Findings>) -> Self {
        Self { findings }
    }
}

/// The record of a run, with its times.
fn run(py: Python<'_>, findings: &Findings) -> PyResult<String> {
    let file = FILES.iter().find(|(name, _)| *name == "run.json");
    let write: WriteFile = file.map_or(|_, _| Ok(()), |(_, write)| *write);
    written(py, |out| write(findings, out))
}

#[pymethods]
impl Scanned {
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        written(py, |out| write_findings_json(&self.findings, out))
    }

    /// A list of the findings, as lines of JSON.
    fn lines(&self, py: Python<'_>, name: &str) -> PyResult<String> {
        written(py, |out| write_findings_list(&self.findings, name, out))
    }

    fn run(&self, py: Python<'_>) -> PyResult<String> {
        run(py, &self.findings)
    }

    fn text(&self, py: Python<'_>, top: usize) -> PyResult<String> {
        plain(py, |out| write_findings(&self.findings, page(top), out))
    }

    /// A table of the findings by the name of its Parquet file.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        let Some((_, table)) = Tables::ALL.into_iter().find(|(known, _)| *known == name) else {
            let known = Tables::ALL.map(|(known, _)| known).join(", ");
            return Err(errors::setting(py, format!("table: one of {known}, not '{name}'")));
        };
        Table::made(py, || findings_table(&self.findings, table))
    }

    /// Writes the files of a report into a folder, all or none.
    fn write(&self, py: Python<'_>, folder: PathBuf, form: &str) -> PyResult<()> {
        let (files, others) = match form {
            "jsonl" => (FILES, PARQUET_FILES),
            "parquet" => (PARQUET_FILES, FILES),
            _ => return Err(errors::setting(py, format!("out_format: one of jsonl, parquet, not '{form}'"))),
        };
        let write = || -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
            let mut staging = Staging::new(&folder)?;
            for (name, write) in files {
                staging.write(name, |out| write(&self.findings, out))?;
            }
            // What an earlier run wrote in another form tells of other findings.
            let mine = files.map(|(name, _)| name);
            let others = others.into_iter().map(|(name, _)| name).filter(|name| !mine.contains(name));
            others.for_each(|name| staging.vacate(Path::new(name)));
            Ok(staging.commit()?)
        };
        py.detach(write).map_err(|error| errors::disk(py, error))
    }
}

/// A corpus and what is left out of it.
#[pyclass(frozen, module = "retold._retold")]
pub(crate) struct Deduplicated {
    done: Box<pipeline::Deduplicated>,
    /// How many documents were handed over, if they were.
    #[pyo3(get)]
    rows: Option<u64>,
}

impl Deduplicated {
    pub(crate) fn new(done: Box<pipeline::Deduplicated>, rows: Option<u64>) -> Self {
        Self { done, rows }
    }
}

#[pymethods]
impl Deduplicated {
    /// What is left out, as lines of JSON.
    fn left_out(&self, py: Python<'_>) -> PyResult<String> {
        let (findings, removal) = (&self.done.findings, &self.done.removal);
        written(py, |out| write_left_out(findings, &removal.left_out, out))
    }

    fn run(&self, py: Python<'_>) -> PyResult<String> {
        run(py, &self.done.findings)
    }

    fn text(&self, py: Python<'_>) -> PyResult<String> {
        let (findings, removal) = (&self.done.findings, &self.done.removal);
        plain(py, |out| write_removal(findings, removal, None, page(0), out))
    }

    fn table(&self, py: Python<'_>) -> PyResult<Table> {
        let (findings, removal) = (&self.done.findings, &self.done.removal);
        Table::made(py, || left_out_table(findings, &removal.left_out))
    }
}
