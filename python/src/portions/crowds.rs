//! Crowds, settled where the driver is.

use super::rows::{add, compared, disk};
use super::task;
use crate::columns::{self, Columns, listed, made};
use crate::results::Table;
use crate::settings::Settings;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use retold::Scan;
use retold::pipeline::portion::{Crowds, PortionWriter};
use retold::pipeline::with_threads;
use std::io;
use std::sync::{Mutex, PoisonError};

/// Crowds of texts, on their way to be settled.
#[pyclass(frozen, module = "retold._retold")]
pub(crate) struct CrowdWork {
    scan: Scan,
    crowds: Mutex<Crowds>,
    texts: Mutex<Option<PortionWriter>>,
}

#[pymethods]
impl CrowdWork {
    #[new]
    fn new(settings: &Bound<'_, PyDict>) -> PyResult<Self> {
        let mut scan = task(settings)?;
        // Where there is one of it, it may take what a scan takes.
        scan.space = Settings(settings).space()?;
        let texts = Mutex::new(Some(PortionWriter::new(&scan.space)));
        Ok(Self { scan, crowds: Mutex::default(), texts })
    }

    /// Adds groups.
    fn add(&self, rows: &Bound<'_, PyAny>) -> PyResult<()> {
        let columns = Columns::of(rows)?;
        let mut crowds = self.crowds.lock().unwrap_or_else(PoisonError::into_inner);
        let mut add = || {
            let (sharing, members) = (columns.flags("sharing")?, columns.lists("members")?);
            for row in 0..columns.rows() {
                let texts = listed(members, row)?.into_iter().map(|text| text as u32).collect();
                crowds.add(sharing.value(row), texts);
            }
            Ok::<_, io::Error>(())
        };
        add().map_err(|error| disk(rows.py(), error))
    }

    /// The texts that are to be added.
    fn members(&self, py: Python<'_>) -> PyResult<Table> {
        let crowds = self.crowds.lock().unwrap_or_else(PoisonError::into_inner);
        Table::made(py, || made(vec![("text", columns::numbers(crowds.members().into_iter().map(i64::from)))]))
    }

    /// Adds texts, each once.
    fn add_texts(&self, rows: &Bound<'_, PyAny>) -> PyResult<()> {
        let columns = Columns::of(rows)?;
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        match texts.as_mut() {
            Some(texts) => add(texts, &columns, "").map_err(|error| disk(rows.py(), error)),
            None => Ok(()),
        }
    }

    /// Compares; the tables of pairs that are known, of what was compared, and of kin.
    fn settle(&self, py: Python<'_>, threads: usize) -> PyResult<(Table, Table, Table)> {
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner).take();
        let crowds = self.crowds.lock().unwrap_or_else(PoisonError::into_inner);
        let settle = || {
            let texts = texts.ok_or_else(|| io::Error::other("crowds are settled once"))?;
            let portion = texts.finish().map_err(io::Error::other)?;
            let settled = with_threads(threads, || crowds.settle(&portion, &self.scan)).map_err(io::Error::other)?;
            settled.map_err(io::Error::other)
        };
        let settled = py.detach(settle).map_err(|error| disk(py, error))?;
        let known = || {
            made(vec![
                ("a", columns::numbers(settled.known.iter().map(|it| it.0.into()))),
                ("b", columns::numbers(settled.known.iter().map(|it| it.1.into()))),
            ])
        };
        let kin = || {
            made(vec![
                ("text", columns::numbers(settled.kin.iter().map(|it| it.0.into()))),
                ("kin", columns::numbers(settled.kin.iter().map(|it| i64::from(it.1) << 1 | i64::from(it.2)))),
            ])
        };
        Ok((Table::made(py, known)?, Table::made(py, || compared(&settled.compared))?, Table::made(py, kin)?))
    }

    /// The crowds in which pairs are compared each with each where there are so many texts, and how many pairs at most.
    fn to_look_within(&self, py: Python<'_>, texts: usize) -> PyResult<(Table, usize)> {
        let crowds = self.crowds.lock().unwrap_or_else(PoisonError::into_inner);
        let (crowds, most) = crowds.to_look_within(texts);
        let members: Vec<Vec<u64>> =
            crowds.iter().map(|(_, crowd)| crowd.iter().map(|&text| text.into()).collect()).collect();
        let table = || {
            made(vec![
                ("before", columns::numbers(crowds.iter().map(|(before, _)| *before as i64))),
                ("members", columns::lists(members.iter().map(|crowd| &crowd[..]))),
            ])
        };
        Ok((Table::made(py, table)?, most))
    }
}
