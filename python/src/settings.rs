//! Settings by the names of the command line's flags.

use crate::errors;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict};
use retold::Recipe;
use retold::index;
use retold::ingest::{Encoding, FieldNames, Limits, Reading};
use retold::neardup::{Keep, NearDuplicate, Threshold};
use retold::spill::{Space, bytes, half_of_memory};
use std::fmt::Display;
use std::path::PathBuf;
use std::str::FromStr;

/// What a user chose; what is not there or `None` is as on the command line.
pub(crate) struct Settings<'a, 'py>(pub(crate) &'a Bound<'py, PyDict>);

impl<'py> Settings<'_, 'py> {
    fn value(&self, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        Ok(self.0.get_item(name)?.filter(|value| !value.is_none()))
    }

    /// A setting of a type.
    pub(crate) fn get<T: FromPyObjectOwned<'py>>(&self, name: &str) -> PyResult<Option<T>> {
        let told = |error: PyErr| PyTypeError::new_err(format!("{name}: {}", error.value(self.0.py())));
        let Some(value) = self.value(name)? else { return Ok(None) };
        value.extract::<T>().map(Some).map_err(|error| told(error.into()))
    }

    pub(crate) fn is_set(&self, name: &str) -> PyResult<bool> {
        Ok(self.get::<bool>(name)?.unwrap_or(false))
    }

    /// A setting that is read from its words.
    fn parsed<T, E: Display>(&self, name: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> PyResult<Option<T>> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        let words = value.str()?.to_string();
        parse(&words).map(Some).map_err(|error| self.wrong(name, error))
    }

    pub(crate) fn wrong(&self, name: &str, words: impl Display) -> PyErr {
        errors::setting(self.0.py(), format!("{name}: {words}"))
    }

    pub(crate) fn threads(&self) -> PyResult<usize> {
        Ok(self.get("threads")?.unwrap_or(0))
    }

    /// What decides the numbers.
    pub(crate) fn recipe(&self) -> PyResult<Recipe> {
        let usual = index::Settings::default();
        let run_words = self.get("min_words")?.unwrap_or(usual.run_words);
        if !(2..=10_000).contains(&run_words) {
            return Err(self.wrong("min_words", "a passage has 2 to 10000 words"));
        }
        let share = |name: &str| self.parsed(name, Threshold::from_str);
        let chosen = index::Settings {
            run_words,
            shingle_words: self.get("shingle")?.unwrap_or(usual.shingle_words),
            near_duplicate: NearDuplicate {
                jaccard: share("threshold")?.unwrap_or(usual.near_duplicate.jaccard),
                containment: share("containment")?.unwrap_or(usual.near_duplicate.containment),
            },
            recall: share("recall")?.unwrap_or(usual.recall),
            keep: self.parsed("keep", keep)?.unwrap_or(usual.keep),
        };
        Recipe::new(chosen).map_err(|error| errors::setting(self.0.py(), error))
    }

    /// How inputs are read.
    pub(crate) fn reading(&self) -> PyResult<Reading> {
        let fields = FieldNames {
            text: self.get("text_field")?,
            id: self.get("id_field")?,
            title: self.get("title_field")?,
            source: self.get("source_field")?,
            date: self.get("date_field")?,
            url: self.get("url_field")?,
        };
        let usual = Limits::default();
        let longest = self.parsed("longest_document", bytes)?;
        let limits = Limits {
            document_bytes: longest
                .map_or(usual.document_bytes, |longest| usize::try_from(longest).unwrap_or(usize::MAX)),
            unpacked_bytes: self.parsed("most_unpacked", bytes)?.unwrap_or(usual.unpacked_bytes),
            unpacked_ratio: self.get("most_ratio")?.unwrap_or(usual.unpacked_ratio),
            nesting: self.get("nesting")?.unwrap_or(usual.nesting),
        };
        Ok(Reading {
            fields,
            format: self.parsed("input_format", str::parse)?,
            encoding: self.parsed("encoding", encoding)?,
            limits,
            strict: self.is_set("strict")?,
        })
    }

    /// How much memory a scan takes.
    pub(crate) fn space(&self) -> PyResult<Space> {
        let folder = self.get::<PathBuf>("temp_dir")?.unwrap_or_else(std::env::temp_dir);
        Ok(match self.parsed("memory", bytes)?.or_else(half_of_memory) {
            Some(bytes) => Space::limited(bytes, &folder),
            // A space of its own, which can be halted.
            None => Space::unlimited(),
        })
    }

    /// Of how many articles at most the answer is to be proven: `True`, or a number.
    pub(crate) fn exact(&self) -> PyResult<Option<usize>> {
        const USUAL: usize = 5000;
        match self.value("exact")? {
            Some(value) if value.is_instance_of::<PyBool>() => Ok(value.extract::<bool>()?.then_some(USUAL)),
            _ => self.get("exact"),
        }
    }
}

fn keep(name: &str) -> Result<Keep, String> {
    let known = [Keep::Earliest, Keep::Longest, Keep::First];
    let found = known.into_iter().find(|keep| keep.name() == name);
    found.ok_or_else(|| format!("one of {}, not '{name}'", known.map(Keep::name).join(", ")))
}

fn encoding(label: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        "no character set of the web: windows-1252, windows-1251, shift_jis, gbk, euc-kr, utf-16le ...".to_owned()
    })
}
