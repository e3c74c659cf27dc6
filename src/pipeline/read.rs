//! Reading in parallel: one thread reads, the others parse and cut.

use super::Progress;
use super::corpus::outlet_key;
use crate::findings::{Digest, Skipped};
use crate::ingest::{About, Batch, Cause, Guessed, Inputs, Parsed};
use crate::text::{Document, Said, Words};
use rayon::prelude::*;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

/// The fewest words that can be compared with anything.
const FEWEST_WORDS: usize = 2;

/// An article and what it says.
pub(super) struct Entry {
    pub(super) document: Document,
    pub(super) said: Said<'static>,
}

/// What was made of all batches, in no order, and what is known of the inputs.
pub(super) struct Gathered<T> {
    pub(super) pieces: Vec<T>,
    pub(super) digests: Vec<Digest>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) passed_over: u64,
    pub(super) guessed: Guessed,
}

impl Entry {
    /// The key of its outlet, if the input names that.
    pub(super) fn given_outlet(&self) -> Option<u64> {
        self.document.source_is_given.then(|| outlet_key(&self.document.source))
    }

    /// What is known of it beside its text.
    pub(super) fn about(&self) -> About<'_> {
        let said = &self.said;
        About::of(&self.document, said.hashes.len() as u32, said.paragraphs.len() as u32, said.identity())
    }
}

/// What is known of a document that was cut into words beside its text.
pub(super) fn about<'d>(document: &'d Document, words: &Words) -> About<'d> {
    About::of(document, words.len() as u32, words.paragraphs.len() as u32, words.identity())
}

impl<T> Default for Gathered<T> {
    fn default() -> Self {
        Self {
            pieces: Vec::new(),
            digests: Vec::new(),
            skipped: Vec::new(),
            passed_over: 0,
            guessed: Guessed::default(),
        }
    }
}

/// Reads every article of `inputs`, cuts it into words, and makes a piece of the articles of each batch. Where the others do not keep up, the
/// reader helps, so no more than a few batches wait.
///
/// If the reading is strict, the first piece of input that cannot be used is all that is known.
pub(super) fn gather<T: Send>(
    inputs: &Inputs,
    make: &(dyn Fn(Vec<Entry>) -> T + Sync),
    progress: &dyn Progress,
) -> Gathered<T> {
    let failed = Failed::default();
    let (send, receive) = sync_channel::<(u64, Batch)>(2 * rayon::current_num_threads());
    let parse = |(number, batch): (u64, Batch)| {
        let piece = Gathered::of(batch.parse(), make, progress);
        if inputs.reading.strict {
            failed.note(number, &piece.skipped);
        }
        piece
    };
    let (so_far, bytes) = (Arc::new(AtomicU64::new(0)), inputs.bytes());
    let read = || {
        let (send, mut own, mut number) = (send, Gathered::default(), 0);
        inputs.read(&so_far, &mut |batch| {
            if let Some(bytes) = bytes {
                progress.reach(so_far.load(Ordering::Relaxed), bytes);
            }
            if failed.is_known.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            number += 1;
            if let Err(TrySendError::Full(batch) | TrySendError::Disconnected(batch)) = send.try_send((number, batch)) {
                own = std::mem::take(&mut own).join(parse(batch));
            }
            ControlFlow::Continue(())
        });
        own
    };
    let work = || receive.into_iter().par_bridge().map(parse).reduce(Gathered::default, Gathered::join);
    let (own, others) = rayon::join(read, work);
    let mut all = own.join(others);
    all.skipped.extend_from_slice(&inputs.skipped);
    all.passed_over += inputs.passed_over;
    all.skipped.sort_unstable();
    all.digests.sort_unstable();
    if inputs.reading.strict { all.or_first(failed.first(inputs)) } else { all }
}

impl<T> Gathered<T> {
    fn of(parsed: Parsed, make: &dyn Fn(Vec<Entry>) -> T, progress: &dyn Progress) -> Self {
        let Parsed { documents, mut skipped, digest, guessed, passed_over } = parsed;
        progress.advance(documents.len() as u64);
        let cut = |document: Document| {
            let said = Said::cut(&document.text);
            if said.hashes.len() < FEWEST_WORDS {
                skipped.push(Skipped { origin: document.origin, cause: Cause::TooShort(said.hashes.len()) });
                return None;
            }
            Some(Entry { document, said })
        };
        let entries: Vec<Entry> = documents.into_iter().filter_map(cut).collect();
        let pieces = if entries.is_empty() { Vec::new() } else { vec![make(entries)] };
        Self { pieces, digests: digest.into_iter().collect(), skipped, passed_over, guessed }
    }

    /// This, or nothing but the first of what cannot be used.
    fn or_first(self, first: Option<Skipped>) -> Self {
        match first.or_else(|| self.skipped.first().cloned()) {
            Some(first) => Self { skipped: vec![first], ..Self::default() },
            None => self,
        }
    }

    fn join(mut self, mut other: Self) -> Self {
        self.pieces.append(&mut other.pieces);
        self.digests.append(&mut other.digests);
        self.skipped.append(&mut other.skipped);
        for (place, texts) in other.guessed {
            *self.guessed.entry(place).or_default() += texts;
        }
        self.passed_over += other.passed_over;
        self
    }
}

/// The first batch, as they are read, in which something could not be used. All batches before it are parsed when this is asked, so threads
/// leave no trace.
#[derive(Default)]
struct Failed {
    is_known: AtomicBool,
    first: Mutex<Option<(u64, Skipped)>>,
}

impl Failed {
    fn note(&self, number: u64, skipped: &[Skipped]) {
        let Some(least) = skipped.iter().min() else { return };
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        if first.as_ref().is_none_or(|(known, _)| number < *known) {
            *first = Some((number, least.clone()));
        }
        self.is_known.store(true, Ordering::Relaxed);
    }

    fn first(self, inputs: &Inputs) -> Option<Skipped> {
        let first = self.first.into_inner().unwrap_or_else(PoisonError::into_inner);
        inputs.skipped.iter().min().cloned().or(first.map(|(_, skipped)| skipped))
    }
}

/// Puts articles in the order of their ids; of two with one id, the one that stands first by path and line stays, and the other is
/// skipped.
pub(super) fn in_order(mut entries: Vec<Entry>, skipped: &mut Vec<Skipped>) -> Vec<Entry> {
    entries.sort_unstable_by(|x, y| {
        let key = |entry: &Entry| (entry.document.id.clone(), entry.document.origin.clone());
        key(x).cmp(&key(y))
    });
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        match kept.last().filter(|first| first.document.id == entry.document.id) {
            Some(first) => {
                let cause = Cause::DuplicateId(entry.document.id, first.document.origin.clone());
                skipped.push(Skipped { origin: entry.document.origin, cause });
            }
            None => kept.push(entry),
        }
    }
    skipped.sort_unstable();
    kept
}
