//! From batches of articles, in no order, to a shelf of articles by id.

use super::corpus::Row;
use super::read::Entry;
use crate::findings::{Outlet, Skipped};
use crate::ingest::{Cause, Record};
use crate::spill::{Address, Log, LogWriter};
use ahash::AHashMap;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// A batch of articles on the way to the shelf.
pub(super) struct Shelved {
    /// Where the first of them stands, and its number among all in the order in which they came.
    start: u64,
    pub(super) first: u32,
    pub(super) rows: Vec<NewRow>,
    ids: String,
    pub(super) sources: Vec<String>,
}

pub(super) struct NewRow {
    pub(super) bytes: u32,
    pub(super) id_end: u32,
    pub(super) row: Row,
    pub(super) identity: u128,
}

impl Shelved {
    pub(super) fn of(entries: Vec<Entry>, first: u32, log: &LogWriter) -> Self {
        /// Bytes of an article beside its text, about.
        const ABOUT: usize = 256;
        let texts: usize = entries.iter().map(|entry| entry.document.text.len() + ABOUT).sum();
        let mut bytes = Vec::with_capacity(texts);
        let (mut rows, mut ids) = (Vec::with_capacity(entries.len()), String::new());
        let mut sources: Vec<String> = Vec::new();
        for entry in entries {
            let (before, about) = (bytes.len(), entry.about());
            about.write(&entry.document.text, &mut bytes);
            let identity = about.identity;
            let Entry { document, said } = entry;
            ids.push_str(&document.id);
            let row = Row {
                words: said.hashes.len() as u32,
                outlet: sources.iter().position(|known| *known == document.source).unwrap_or(sources.len()) as u32,
                outlet_is_given: document.source_is_given,
                seconds: document.date.as_ref().and_then(|date| date.seconds),
            };
            if row.outlet as usize == sources.len() {
                sources.push(document.source);
            }
            rows.push(NewRow { bytes: (bytes.len() - before) as u32, id_end: ids.len() as u32, row, identity });
        }
        rows.shrink_to_fit();
        ids.shrink_to_fit();
        Self { start: log.append(bytes), first, rows, ids, sources }
    }

    fn id(&self, row: u32) -> &str {
        let start = row.checked_sub(1).map_or(0, |before| self.rows[before as usize].id_end);
        &self.ids[start as usize..self.rows[row as usize].id_end as usize]
    }
}

/// Where each article of a piece stands.
pub(super) fn starts(piece: &Shelved) -> Vec<u64> {
    let mut next = piece.start;
    let start = |row: &NewRow| {
        let at = next;
        next += u64::from(row.bytes);
        at
    };
    piece.rows.iter().map(start).collect()
}

/// The articles, by piece and row, in the order of their ids; of two with one id, the one that stands first by path and line.
pub(super) fn in_order(
    pieces: &[Shelved],
    log: &Log,
    address: &(dyn Fn((u32, u32)) -> Address + Sync),
    skipped: &mut Vec<Skipped>,
) -> Vec<(u32, u32)> {
    let rows = |(number, piece): (u32, &Shelved)| {
        (0..piece.rows.len() as u32).map(move |row| (number, row)).collect::<Vec<_>>()
    };
    let mut all: Vec<(u32, u32)> = (0..).zip(pieces).flat_map(rows).collect();
    let id = |(piece, row): (u32, u32)| pieces[piece as usize].id(row);
    let origin = |place: (u32, u32)| Record::at(log, address(place)).open().0.origin();
    all.par_sort_unstable_by(|x, y| match id(*x).cmp(id(*y)) {
        Ordering::Equal => origin(*x).cmp(&origin(*y)),
        order => order,
    });
    let mut again = Vec::new();
    let mut first = None;
    all.retain(|&place| match first.filter(|&first| id(first) == id(place)) {
        Some(first) => {
            again.push((place, first));
            false
        }
        None => {
            first = Some(place);
            true
        }
    });
    skipped.extend(again.into_iter().map(|(place, first)| {
        let cause = Cause::DuplicateId(id(place).to_owned(), origin(first));
        Skipped { origin: origin(place), cause }
    }));
    skipped.sort_unstable();
    all
}

/// The outlets of all pieces, by name.
pub(super) struct Outlets {
    names: Vec<String>,
    /// For each piece the numbers of its outlets.
    pub(super) of_piece: Vec<Vec<u32>>,
}

impl Outlets {
    /// Those of the articles that were kept.
    pub(super) fn of(pieces: &[Shelved], kept: &[(u32, u32)]) -> Self {
        let mut is_kept: Vec<Vec<bool>> = pieces.iter().map(|piece| vec![false; piece.sources.len()]).collect();
        for &(piece, row) in kept {
            is_kept[piece as usize][pieces[piece as usize].rows[row as usize].row.outlet as usize] = true;
        }
        let sources = pieces.iter().zip(&is_kept).flat_map(|(piece, is_kept)| piece.sources.iter().zip(is_kept));
        let names: BTreeSet<&str> = sources.filter(|(_, kept)| **kept).map(|(source, _)| source.as_str()).collect();
        let numbers: AHashMap<&str, u32> = names.iter().copied().zip(0..).collect();
        let number = |source: &String| numbers.get(source.as_str()).copied().unwrap_or_default();
        let of_piece = pieces.iter().map(|piece| piece.sources.iter().map(number).collect());
        Self { of_piece: of_piece.collect(), names: names.into_iter().map(str::to_owned).collect() }
    }

    pub(super) fn counted(self, rows: &[Row]) -> Vec<Outlet> {
        let new = |name| Outlet { name, articles: 0, words: 0, share: None };
        let mut outlets: Vec<Outlet> = self.names.into_iter().map(new).collect();
        for row in rows {
            outlets[row.outlet as usize].articles += 1;
            outlets[row.outlet as usize].words += u64::from(row.words);
        }
        outlets
    }
}
