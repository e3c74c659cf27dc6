//! The stages of a scan for an engine that lays a corpus over many machines: rows in, rows out.

mod compare;
mod crowds;
mod rows;
mod tell;

pub(crate) use crowds::CrowdWork;

use crate::columns::{self, Columns, given, listed, made, structs};
use crate::results::Table;
use crate::settings::Settings;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, RecordBatch};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use retold::Scan;
use retold::overlap::Language;
use retold::pipeline::portion::{self, Member, Portion, PortionWriter};
use rows::{add, bbit, counts, disk, kin, similarity, verdict};
use std::io;

type Batches = io::Result<Vec<RecordBatch>>;

/// The stages of a scan under some settings.
#[pyclass(frozen, module = "retold._retold")]
pub(crate) struct Portions {
    scan: Scan,
    language: Option<Language>,
}

impl Portions {
    fn table(&self, rows: &Bound<'_, PyAny>, make: impl FnOnce(&Self, Columns) -> Batches + Send) -> PyResult<Table> {
        let columns = Columns::of(rows)?;
        Table::made(rows.py(), || make(self, columns))
    }

    fn portion(&self, columns: &Columns) -> io::Result<Portion> {
        let mut portion = PortionWriter::new(&self.scan.space);
        add(&mut portion, columns, "a_")?;
        add(&mut portion, columns, "b_")?;
        portion.finish().map_err(io::Error::other)
    }

    fn known_language(&self) -> io::Result<&Language> {
        self.language.as_ref().ok_or_else(|| io::Error::other("no language is known"))
    }
}

#[pymethods]
impl Portions {
    /// The stages; with a language, as `language` gave it, those too that need one.
    #[new]
    #[pyo3(signature = (settings, language=None))]
    fn new(py: Python<'_>, settings: &Bound<'_, PyDict>, language: Option<&[u8]>) -> PyResult<Self> {
        let language = language.map(|bytes| {
            let known =
                |(stems, texts, words): (Vec<(u64, u32, u32)>, u32, u64)| Language::of_parts((&stems, texts, words));
            postcard::from_bytes(bytes).map(known)
        });
        let language = language.transpose().map_err(|error| disk(py, error))?;
        Ok(Self { scan: task(settings)?, language })
    }

    /// Rows with articles to articles, and rows that cannot be used.
    fn read(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, Self::read_rows)
    }

    /// Texts to their keys.
    fn sketch(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |this, columns| {
            let (text, outlet) = (columns.numbers("text")?, columns.numbers("outlet")?);
            let (given, carriers) = (columns.flags("given")?, columns.numbers("carriers")?);
            let body = columns.words("body")?;
            let sketch = |row: usize| {
                let outlet = given.value(row).then(|| outlet.value(row) as u32);
                portion::sketch(body.value(row), outlet, carriers.value(row) > 1, &this.scan)
            };
            let keys: Vec<portion::TextKeys> = (0..columns.rows()).map(sketch).collect();
            made(vec![
                ("text", columns::numbers(text.values().iter().copied())),
                ("bands", columns::lists(keys.iter().map(|keys| &keys.bands[..]))),
                ("fingerprints", columns::lists(keys.iter().map(|keys| &keys.fingerprints[..]))),
                ("paragraphs", columns::lists(keys.iter().map(|keys| &keys.paragraphs[..]))),
                ("bbit", columns::bytes(keys.iter().map(|keys| keys.bbit.map(|bbit| bbit.0)))),
                ("shingles", columns::numbers_given(keys.iter().map(|keys| keys.shingles.map(i64::from)))),
            ])
        })
    }

    /// Texts to what is left of them without some paragraphs.
    fn rest(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |this, columns| {
            let (text, outlet) = (columns.numbers("text")?, columns.numbers("outlet")?);
            let (body, left_out) = (columns.words("body")?, columns.lists("left_out")?);
            let rest = |row: usize| {
                Ok(portion::rest(body.value(row), outlet.value(row) as u32, &listed(left_out, row)?, &this.scan))
            };
            let rests: Vec<Vec<u64>> = (0..columns.rows()).map(rest).collect::<io::Result<_>>()?;
            made(vec![
                ("text", columns::numbers(text.values().iter().copied())),
                ("rest", columns::lists(rests.iter().map(|rest| &rest[..]))),
            ])
        })
    }

    /// Of paragraphs that recur those that are house text.
    fn house(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |_, columns| {
            let (key, carriers) = (columns.numbers("key")?, columns.lists("carriers")?);
            let is_house = |row: usize| {
                let carriers = structs(carriers, row)?;
                let (texts, rests) =
                    (carriers.column(0).as_primitive::<Int64Type>(), carriers.column(1).as_list::<i32>());
                let carrier = |place: usize| Ok((texts.value(place) as u32, listed(rests, place)?));
                (0..carriers.len()).map(carrier).collect::<io::Result<_>>().map(portion::is_house)
            };
            let mut found = Vec::new();
            for row in 0..columns.rows() {
                if is_house(row)? {
                    found.push(key.value(row));
                }
            }
            made(vec![("key", columns::numbers(found))])
        })
    }

    /// Groups to the pairs worth comparing.
    fn pairs(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |_, columns| {
            let (sharing, members) = (columns.flags("sharing")?, columns.lists("members")?);
            let mut found: Vec<(u32, u32, bool)> = Vec::new();
            for row in 0..columns.rows() {
                let group = structs(members, row)?;
                let (texts, kins) = (group.column(0).as_primitive::<Int64Type>(), group.column(1).as_primitive());
                let member = |place: usize| (texts.value(place) as u32, kin(given(kins, place)));
                let group: Vec<Member> = (0..group.len()).map(member).collect();
                found.extend(portion::pairs(&group).into_iter().map(|(a, b)| (a, b, sharing.value(row))));
            }
            // What many keys propose is told once.
            found.sort_unstable();
            found.dedup();
            made(vec![
                ("a", columns::numbers(found.iter().map(|it| it.0.into()))),
                ("b", columns::numbers(found.iter().map(|it| it.1.into()))),
                ("sharing", columns::flags(found.iter().map(|it| it.2))),
            ])
        })
    }

    /// Of pairs those that their signatures do not let go.
    fn related(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |this, columns| {
            let (a, b, sharing) = (columns.numbers("a")?, columns.numbers("b")?, columns.flags("sharing")?);
            let bbits = [columns.bytes("a_bbit")?, columns.bytes("b_bbit")?];
            let words = [columns.numbers("a_words")?, columns.numbers("b_words")?];
            let kins = [columns.numbers("a_kin")?, columns.numbers("b_kin")?];
            let mut found: Vec<(i64, i64, bool, bool)> = Vec::new();
            for row in 0..columns.rows() {
                let side = |at: usize| Ok::<_, io::Error>((bbit(bbits[at].value(row))?, words[at].value(row) as u32));
                if portion::may_be_related(side(0)?, side(1)?, sharing.value(row), &this.scan) {
                    let [x, y] = [(a, 0), (b, 1)].map(|(text, at)| (text.value(row) as u32, kin(given(kins[at], row))));
                    found.push((a.value(row), b.value(row), sharing.value(row), portion::are_siblings(x, y)));
                }
            }
            made(vec![
                ("a", columns::numbers(found.iter().map(|it| it.0))),
                ("b", columns::numbers(found.iter().map(|it| it.1))),
                ("sharing", columns::flags(found.iter().map(|it| it.2))),
                ("siblings", columns::flags(found.iter().map(|it| it.3))),
            ])
        })
    }

    /// Pairs to what they have in common.
    fn compare(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |this, columns| this.compare_pairs(&columns))
    }

    /// The pairs in crowds that are looked at where there are so many texts.
    fn within(&self, rows: &Bound<'_, PyAny>, texts: usize) -> PyResult<Table> {
        self.table(rows, |_, columns| {
            let (before, members) = (columns.numbers("before")?, columns.lists("members")?);
            let mut found = Vec::new();
            for row in 0..columns.rows() {
                let crowd: Vec<u32> = listed(members, row)?.into_iter().map(|text| text as u32).collect();
                found.extend(portion::within(before.value(row) as u64, &crowd, texts));
            }
            made(vec![
                ("a", columns::numbers(found.iter().map(|it| it.0.into()))),
                ("b", columns::numbers(found.iter().map(|it| it.1.into()))),
                ("place", columns::numbers(found.iter().map(|it| it.2 as i64))),
            ])
        })
    }

    /// Edges between near-duplicates to the clusters of texts.
    fn clusters(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |_, columns| {
            let (a, b, similarity) = (columns.numbers("a")?, columns.numbers("b")?, similarity(&columns)?);
            let edge = |row: usize| (a.value(row) as u32, b.value(row) as u32, similarity(row));
            let edges: Vec<_> = (0..columns.rows()).map(edge).collect();
            let found = portion::clusters(&edges);
            let mut all = vec![
                ("representative", columns::numbers(found.iter().map(|it| it.0.into()))),
                ("text", columns::numbers(found.iter().map(|it| it.1.into()))),
            ];
            all.extend(counts(found.iter().map(|it| it.2)));
            made(all)
        })
    }

    /// Of rows that tell how many carriers there are, and others, the places of those that are told, by row.
    fn told(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |_, columns| {
            let (carriers, others) = (columns.numbers("carriers")?, columns.numbers("others")?);
            let told = |row: usize| {
                let others = given(others, row).map(|others| others as usize);
                portion::told(carriers.value(row) as usize, others).map(move |(x, y)| (row, x, y))
            };
            let found: Vec<(usize, usize, usize)> = (0..columns.rows()).flat_map(told).collect();
            made(vec![
                ("row", columns::numbers(found.iter().map(|it| it.0 as i64))),
                ("a_place", columns::numbers(found.iter().map(|it| it.1 as i64))),
                ("b_place", columns::numbers(found.iter().map(|it| it.2 as i64))),
            ])
        })
    }

    /// The table of clusters.
    fn tell_clusters(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |_, columns| Self::tell_members(&columns))
    }

    /// The table of pairs.
    fn tell_pairs_of(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |_, columns| Self::tell_pairs(&columns))
    }

    /// The table of passages.
    fn tell_passages_of(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |this, columns| this.tell_passages(&columns))
    }

    /// What a sample of texts knows of its words.
    fn language<'py>(&self, py: Python<'py>, rows: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
        let columns = Columns::of(rows)?;
        let body = columns.words("body").map_err(|error| disk(py, error))?;
        let parts = py.detach(|| portion::language((0..columns.rows()).map(|row| body.value(row))).parts());
        let bytes = postcard::to_allocvec(&parts).map_err(|error| disk(py, error))?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Texts to the keys by which they are found in other words.
    fn skip_grams(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |this, columns| {
            let (text, body, language) = (columns.numbers("text")?, columns.words("body")?, this.known_language()?);
            let keys: Vec<Vec<u64>> =
                (0..columns.rows()).map(|row| portion::skip_grams(body.value(row), language)).collect();
            made(vec![
                ("text", columns::numbers(text.values().iter().copied())),
                ("keys", columns::lists(keys.iter().map(|keys| &keys[..]))),
            ])
        })
    }

    /// Groups to the pairs that meet.
    fn meet(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |_, columns| {
            let members = columns.lists("members")?;
            let mut found: Vec<(i64, i64)> = Vec::new();
            for row in 0..columns.rows() {
                let texts: Vec<u32> = listed(members, row)?.into_iter().map(|text| text as u32).collect();
                portion::meet(&texts, &mut |a, b| found.push((a.into(), b.into())));
            }
            found.sort_unstable();
            let runs: Vec<(i64, i64, i64)> =
                found.chunk_by(|x, y| x == y).map(|run| (run[0].0, run[0].1, run.len() as i64)).collect();
            made(vec![
                ("a", columns::numbers(runs.iter().map(|it| it.0))),
                ("b", columns::numbers(runs.iter().map(|it| it.1))),
                ("times", columns::numbers(runs.iter().map(|it| it.2))),
            ])
        })
    }

    /// Of pairs that meet so often those that are looked at.
    fn open(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |_, columns| {
            let (a, b, times) = (columns.numbers("a")?, columns.numbers("b")?, columns.numbers("times")?);
            let keys = [columns.numbers("a_keys")?, columns.numbers("b_keys")?];
            let first = [columns.numbers("a_first")?, columns.numbers("b_first")?];
            let verdicts = columns.numbers("verdict")?;
            let is_open = |&row: &usize| {
                let fewer = keys[0].value(row).min(keys[1].value(row)) as u32;
                let side =
                    |text: &arrow_array::Int64Array, at: usize| given(first[at], row).unwrap_or(text.value(row)) as u32;
                portion::is_candidate(times.value(row) as u32, fewer)
                    && portion::is_open((side(a, 0), side(b, 1)), given(verdicts, row).map(verdict))
            };
            let open: Vec<usize> = (0..columns.rows()).filter(is_open).collect();
            made(vec![
                ("a", columns::numbers(open.iter().map(|&row| a.value(row)))),
                ("b", columns::numbers(open.iter().map(|&row| b.value(row)))),
            ])
        })
    }

    /// Pairs to what they have in common in other words.
    fn compare_words(&self, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        self.table(rows, |this, columns| this.compare_words_of(&columns))
    }
}

/// A scan of no paths.
fn task(settings: &Bound<'_, PyDict>) -> PyResult<Scan> {
    let settings = Settings(settings);
    Ok(Scan {
        recipe: settings.recipe()?,
        passages: !settings.is_set("no_passages")?,
        reworded: !settings.is_set("no_reworded")?,
        reading: settings.reading()?,
        ..Scan::default()
    })
}
