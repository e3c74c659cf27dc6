//! The stages of a scan for an engine that lays a corpus over many machines: rows in, rows out.

use crate::columns::{self, Columns, given, listed, made, structs};
use crate::errors;
use crate::results::Table;
use crate::settings::Settings;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, RecordBatch};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use retold::Scan;
use retold::findings::{Article, Articles, Ratio, Similarity};
use retold::neardup::{BbitSignature, Verdict};
use retold::overlap::Language;
use retold::pipeline::portion::{
    self, ComparedRow, Crowds, Member, Pair, PassageRow, Portion, PortionWriter, ReadRow, Text,
};
use retold::pipeline::with_threads;
use retold::report::{self, members_table, pairs_table, passages_table};
use retold::text::{DocId, Origin};
use std::collections::BTreeSet;
use std::io;
use std::sync::{Mutex, PoisonError};

type Batches = io::Result<Vec<RecordBatch>>;

/// The stages of a scan under some settings.
#[pyclass(frozen, module = "retold._retold")]
pub(crate) struct Portions {
    scan: Scan,
    language: Option<Language>,
}

/// Crowds of texts, on their way to be settled.
#[pyclass(frozen, module = "retold._retold")]
pub(crate) struct CrowdWork {
    scan: Scan,
    crowds: Mutex<Crowds>,
    texts: Mutex<Option<PortionWriter>>,
}

fn similarity(columns: &Columns) -> io::Result<impl Fn(usize) -> Similarity> {
    let names = ["shared", "a_shingles", "b_shingles"];
    let [shared, a, b] = names.map(|name| columns.numbers(name).cloned());
    let (shared, a, b) = (shared?, a?, b?);
    Ok(move |row| Similarity { shared: shared.value(row) as u32, a: a.value(row) as u32, b: b.value(row) as u32 })
}

fn counts(of: impl Iterator<Item = Similarity> + Clone) -> [(&'static str, arrow_array::ArrayRef); 3] {
    let column = |count: fn(Similarity) -> u32| columns::numbers(of.clone().map(|it| count(it).into()));
    [("shared", column(|it| it.shared)), ("a_shingles", column(|it| it.a)), ("b_shingles", column(|it| it.b))]
}

fn verdict(number: i64) -> Verdict {
    match number {
        1 => Verdict::NearDuplicates,
        2 => Verdict::Template,
        _ => Verdict::Apart,
    }
}

fn number(verdict: Verdict) -> i64 {
    match verdict {
        Verdict::Apart => 0,
        Verdict::NearDuplicates => 1,
        Verdict::Template => 2,
    }
}

fn compared(rows: &[ComparedRow]) -> Batches {
    let mut all = vec![
        ("a", columns::numbers(rows.iter().map(|row| row.a.into()))),
        ("b", columns::numbers(rows.iter().map(|row| row.b.into()))),
    ];
    all.extend(counts(rows.iter().map(|row| row.similarity)));
    all.extend([
        ("covered_shared", columns::numbers(rows.iter().map(|row| row.covered.shared as i64))),
        ("covered_total", columns::numbers(rows.iter().map(|row| row.covered.total as i64))),
        ("verdict", columns::numbers(rows.iter().map(|row| number(row.verdict)))),
        ("aligned", columns::flags(rows.iter().map(|row| row.aligned))),
        ("passages", columns::bytes(rows.iter().map(|row| row.passages.as_deref()))),
    ]);
    made(all)
}

fn bbit(bytes: &[u8]) -> io::Result<BbitSignature> {
    bytes.try_into().map(BbitSignature).map_err(|_| io::Error::other("a signature has 128 bytes"))
}

/// What a text is to a representative, in one number.
fn kin(number: Option<i64>) -> Option<(u32, bool)> {
    number.map(|number| ((number >> 1) as u32, number & 1 == 1))
}

/// Adds the texts in some columns, whose names begin so, to a portion.
fn add(portion: &mut PortionWriter, columns: &Columns, side: &str, signed: bool) -> io::Result<()> {
    let name = |part: &str| format!("{side}{part}");
    let (numbers, words) = (columns.numbers(&name("text"))?, columns.numbers(&name("words"))?);
    let (outlet, seconds) = (columns.numbers(&name("outlet"))?, columns.numbers(&name("seconds"))?);
    let (house, body) = (columns.lists(&name("house"))?, columns.words(&name("body"))?);
    let signatures = if signed { Some(columns.bytes(&name("bbit"))?) } else { None };
    let mut known = BTreeSet::new();
    for row in (0..columns.rows()).filter(|&row| known.insert(numbers.value(row))) {
        portion.add(Text {
            number: numbers.value(row) as u32,
            words: words.value(row) as u32,
            outlet: outlet.value(row) as u32,
            seconds: given(seconds, row),
            house: listed(house, row)?,
            bbit: signatures.map(|signatures| bbit(signatures.value(row))).transpose()?,
            text: body.value(row),
        });
    }
    Ok(())
}

/// Articles of which some columns tell, by name, put in order by id.
fn articles(ids: impl Iterator<Item = Article>) -> (Articles, Vec<DocId>) {
    let all: Vec<Article> = ids.collect();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|&x, &y| all[x].id.cmp(&all[y].id));
    let mut numbers = vec![DocId(0); all.len()];
    let mut kept: Vec<Article> = Vec::with_capacity(all.len());
    for place in order {
        // What is known of an article beside its id is told of the first that says it.
        if kept.last().is_none_or(|last| last.id != all[place].id) {
            kept.push(all[place].clone());
        }
        numbers[place] = DocId(kept.len() as u32 - 1);
    }
    (Articles::from(kept), numbers)
}

fn named(id: &str) -> Article {
    Article {
        id: id.to_owned(),
        source: String::new(),
        title: None,
        date: None,
        day: None,
        words: 0,
        paragraphs: 0,
        identity: 0,
        origin: Origin { path: String::new(), line: None },
    }
}

fn disk(py: Python<'_>, error: impl std::fmt::Display) -> PyErr {
    errors::disk(py, error)
}

impl Portions {
    fn table(&self, rows: &Bound<'_, PyAny>, make: impl FnOnce(&Self, Columns) -> Batches + Send) -> PyResult<Table> {
        let columns = Columns::of(rows)?;
        Table::made(rows.py(), || make(self, columns))
    }

    fn portion(&self, columns: &Columns) -> io::Result<Portion> {
        let mut portion = PortionWriter::new(&self.scan.space);
        add(&mut portion, columns, "a_", false)?;
        add(&mut portion, columns, "b_", false)?;
        portion.finish().map_err(io::Error::other)
    }

    fn known_language(&self) -> io::Result<&Language> {
        self.language.as_ref().ok_or_else(|| io::Error::other("no language is known"))
    }

    fn read_rows(&self, columns: Columns) -> Batches {
        let work = || portion::read(columns.batch(), &self.scan.reading, self.scan.recipe.keep());
        // One of many workers of an engine: it has no cores of its own.
        let rows: Vec<ReadRow> = with_threads(1, work).map_err(io::Error::other)?;
        let each = |of: fn(&portion::ReadArticle) -> Option<&str>| {
            columns::words(rows.iter().map(|row| row.as_ref().ok().and_then(of)))
        };
        let number = |of: fn(&portion::ReadArticle) -> Option<i64>| {
            columns::numbers_given(rows.iter().map(|row| row.as_ref().ok().and_then(of)))
        };
        let bytes = |of: fn(&portion::ReadArticle) -> u128| {
            columns::bytes(rows.iter().map(|row| row.as_ref().ok().map(|article| of(article).to_be_bytes())))
        };
        made(vec![
            ("kind", columns::words(rows.iter().map(|row| row.as_ref().err().map(|cause| cause.kind())))),
            ("cause", columns::words(rows.iter().map(|row| row.as_ref().err().map(ToString::to_string)))),
            ("id", each(|article| Some(&article.id))),
            ("source", each(|article| Some(&article.source))),
            ("given", columns::flags(rows.iter().map(|row| row.as_ref().is_ok_and(|it| it.source_is_given)))),
            ("title", each(|article| article.title.as_deref())),
            ("date", each(|article| article.date.as_ref().map(|date| date.given.as_str()))),
            ("seconds", number(|article| article.date.as_ref().and_then(|date| date.seconds))),
            ("words", number(|article| Some(article.words.into()))),
            ("identity", bytes(|article| article.identity)),
            ("rank1", number(|article| Some(article.rank.0))),
            ("rank2", number(|article| Some(article.rank.1))),
            ("digest", bytes(|article| article.digest)),
            ("body", each(|article| Some(&article.text))),
        ])
    }

    fn compare_pairs(&self, columns: &Columns) -> Batches {
        let (a, b) = (columns.numbers("a_text")?, columns.numbers("b_text")?);
        let (sharing, siblings) = (columns.flags("sharing")?, columns.flags("siblings")?);
        let pair = |row: usize| Pair {
            a: a.value(row) as u32,
            b: b.value(row) as u32,
            sharing: sharing.value(row),
            siblings: siblings.value(row),
        };
        let pairs: Vec<Pair> = (0..columns.rows()).map(pair).collect();
        compared(&portion::compare(&self.portion(columns)?, &pairs, &self.scan).map_err(io::Error::other)?)
    }

    fn compare_words_of(&self, columns: &Columns) -> Batches {
        let (a, b) = (columns.numbers("a_text")?, columns.numbers("b_text")?);
        let pairs: Vec<(u32, u32)> =
            (0..columns.rows()).map(|row| (a.value(row) as u32, b.value(row) as u32)).collect();
        let portion = self.portion(columns)?;
        let found = portion::compare_words(&portion, &pairs, self.known_language()?, &self.scan);
        compared(&found.map_err(io::Error::other)?)
    }

    fn tell_passages(&self, columns: &Columns) -> Batches {
        let ids = [columns.words("a_id")?, columns.words("b_id")?];
        let bodies = [columns.words("a_body")?, columns.words("b_body")?];
        let (similarity, found) = (similarity(columns)?, columns.bytes("passages")?);
        let rows = 0..columns.rows();
        let (articles, numbers) = articles(rows.clone().flat_map(|row| ids.map(|ids| named(ids.value(row)))));
        let row = |row: usize| {
            let (a, b) = (numbers[2 * row], numbers[2 * row + 1]);
            let texts = bodies.map(|bodies| bodies.value(row));
            let swapped = b < a;
            let known = found.is_valid(row).then(|| (similarity(row), found.value(row), swapped));
            let (articles, texts) = if swapped { ([b, a], [texts[1], texts[0]]) } else { ([a, b], texts) };
            PassageRow { articles, texts, known }
        };
        let rows: Vec<PassageRow> = rows.map(row).collect();
        let told = portion::passages(&rows, &self.scan).map_err(io::Error::other)?;
        passages_table(&articles, &told)
    }

    fn tell_pairs(columns: &Columns) -> Batches {
        let ids = [columns.words("a_id")?, columns.words("b_id")?];
        let (similarity, template) = (similarity(columns)?, columns.flags("template")?);
        let covered = [columns.numbers("covered_shared")?, columns.numbers("covered_total")?];
        let rows = 0..columns.rows();
        let (articles, numbers) = articles(rows.clone().flat_map(|row| ids.map(|ids| named(ids.value(row)))));
        let pair = |row: usize| {
            let [shared, total] = covered.map(|covered| covered.value(row) as u64);
            let counted = (similarity(row), Ratio { shared, total });
            portion::pair((numbers[2 * row], numbers[2 * row + 1]), counted, template.value(row))
        };
        pairs_table(&articles, &rows.map(pair).collect::<Vec<_>>())
    }

    fn tell_members(columns: &Columns) -> Batches {
        let (id, source, title, date) =
            (columns.words("id")?, columns.words("source")?, columns.words("title")?, columns.words("date")?);
        let (representative, words) = (columns.words("representative")?, columns.numbers("words")?);
        let (cluster, size, similarity) = (columns.numbers("cluster")?, columns.numbers("size")?, similarity(columns)?);
        let some = |column: &arrow_array::LargeStringArray, row: usize| {
            column.is_valid(row).then(|| column.value(row).to_owned())
        };
        let rows = 0..columns.rows();
        let member = |row: usize| Article {
            source: source.value(row).to_owned(),
            title: some(title, row),
            date: some(date, row),
            words: words.value(row) as u32,
            ..named(id.value(row))
        };
        // The members themselves come first, so what is known of one is told of it.
        let all: Vec<Article> =
            rows.clone().map(member).chain(rows.clone().map(|row| named(representative.value(row)))).collect();
        let places = (0..columns.rows() as u32).map(DocId);
        let members: Vec<report::Member> = rows
            .zip(places)
            .map(|(row, article)| report::Member {
                cluster: cluster.value(row) as u32,
                size: size.value(row) as u32,
                representative: DocId((columns.rows() + row) as u32),
                article,
                similarity: similarity(row),
            })
            .collect();
        members_table(&Articles::from(all), &members)
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
            Some(texts) => add(texts, &columns, "", true).map_err(|error| disk(rows.py(), error)),
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
