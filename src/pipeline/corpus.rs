use super::Progress;
use crate::findings::{Article, Digest, Outlet, Skipped};
use crate::ingest::{Batch, Cause, Guessed, Inputs, Parsed};
use crate::text::{Date, DocId, Document, Words};
use ahash::AHashMap;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{TrySendError, sync_channel};
use std::sync::{Mutex, PoisonError};

/// The fewest words that can be compared with anything.
const FEWEST_WORDS: usize = 2;

/// Whether an article is wanted.
type Wanted<'a> = dyn Fn(&Document, &Words) -> bool + Sync + 'a;

/// An article and its words.
pub(super) struct Entry {
    pub(super) document: Document,
    pub(super) words: Words,
}

/// Articles in memory, by id; an article's number is its place.
#[derive(Default)]
pub(super) struct Corpus {
    pub(super) entries: Vec<Entry>,
    pub(super) digests: Vec<Digest>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) passed_over: u64,
    pub(super) guessed: Guessed,
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

impl Corpus {
    /// Reads every article of `inputs` and cuts it into words. One thread reads, the others parse and cut; where they do not keep up, the
    /// reader helps, so no more than a few batches wait.
    ///
    /// If the reading is strict, the first piece of input that cannot be used is all that the corpus holds.
    pub(super) fn read(inputs: &Inputs, progress: &dyn Progress) -> Self {
        Self::read_if(inputs, &|_, _| true, progress)
    }

    /// Reads the articles of `inputs` and keeps those that are wanted, with their words.
    pub(super) fn read_if(inputs: &Inputs, is_wanted: &Wanted, progress: &dyn Progress) -> Self {
        let failed = Failed::default();
        let (send, receive) = sync_channel::<(u64, Batch)>(2 * rayon::current_num_threads());
        let parse = |(number, batch): (u64, Batch)| {
            let piece = Self::of(batch.parse(), is_wanted, progress);
            if inputs.reading.strict {
                failed.note(number, &piece.skipped);
            }
            piece
        };
        let read = || {
            let (send, mut own, mut number) = (send, Self::default(), 0);
            inputs.read(&mut |batch| {
                if failed.is_known.load(Ordering::Relaxed) {
                    return ControlFlow::Break(());
                }
                number += 1;
                if let Err(TrySendError::Full(batch) | TrySendError::Disconnected(batch)) =
                    send.try_send((number, batch))
                {
                    own = std::mem::take(&mut own).join(parse(batch));
                }
                ControlFlow::Continue(())
            });
            own
        };
        let work = || receive.into_iter().par_bridge().map(parse).reduce(Self::default, Self::join);
        let (own, others) = rayon::join(read, work);
        let mut corpus = own.join(others);
        corpus.skipped.extend_from_slice(&inputs.skipped);
        corpus.passed_over += inputs.passed_over;
        let corpus = corpus.in_order();
        if inputs.reading.strict { corpus.or_first(failed.first(inputs)) } else { corpus }
    }

    fn of(parsed: Parsed, is_wanted: &Wanted, progress: &dyn Progress) -> Self {
        let Parsed { documents, skipped, digest, guessed, passed_over } = parsed;
        let mut piece =
            Self { digests: digest.into_iter().collect(), skipped, guessed, passed_over, ..Self::default() };
        progress.advance(documents.len() as u64);
        documents.into_iter().for_each(|document| piece.add(document, is_wanted));
        piece
    }

    /// This, or nothing but the first of what cannot be used.
    fn or_first(self, first: Option<Skipped>) -> Self {
        match first.or_else(|| self.skipped.first().cloned()) {
            Some(first) => Self { skipped: vec![first], ..Self::default() },
            None => self,
        }
    }

    fn add(&mut self, document: Document, is_wanted: &Wanted) {
        let words = Words::cut(&document.text);
        if words.len() < FEWEST_WORDS {
            self.skipped.push(Skipped { origin: document.origin, cause: Cause::TooShort(words.len()) });
        } else if is_wanted(&document, &words) {
            self.entries.push(Entry { document, words });
        }
    }

    fn join(mut self, mut other: Self) -> Self {
        self.entries.append(&mut other.entries);
        self.digests.append(&mut other.digests);
        self.skipped.append(&mut other.skipped);
        for (place, texts) in other.guessed {
            *self.guessed.entry(place).or_default() += texts;
        }
        self.passed_over += other.passed_over;
        self
    }

    /// Puts the articles in the order of their ids; of two with one id, the one that stands first by path and line stays.
    fn in_order(mut self) -> Self {
        self.entries.sort_unstable_by(|x, y| {
            let key = |entry: &Entry| (entry.document.id.clone(), entry.document.origin.clone());
            key(x).cmp(&key(y))
        });
        let mut kept: Vec<Entry> = Vec::with_capacity(self.entries.len());
        for entry in self.entries {
            match kept.last().filter(|first| first.document.id == entry.document.id) {
                Some(first) => {
                    let cause = Cause::DuplicateId(entry.document.id, first.document.origin.clone());
                    self.skipped.push(Skipped { origin: entry.document.origin, cause });
                }
                None => kept.push(entry),
            }
        }
        self.entries = kept;
        self.skipped.sort_unstable();
        self.digests.sort_unstable();
        self
    }

    pub(super) fn words(&self, article: DocId) -> &Words {
        &self.entries[article.index()].words
    }

    pub(super) fn articles(&self) -> Vec<Article> {
        self.entries.iter().map(|entry| article(&entry.document, &entry.words)).collect()
    }

    /// The outlets by name, and the place among them of each article's outlet.
    pub(super) fn outlets(&self) -> (Vec<Outlet>, Vec<u32>) {
        let mut outlets: BTreeMap<&str, Outlet> = BTreeMap::new();
        for Entry { document, words } in &self.entries {
            let outlet = outlets.entry(&document.source).or_insert_with(|| Outlet {
                name: document.source.clone(),
                articles: 0,
                words: 0,
                share: None,
            });
            outlet.articles += 1;
            outlet.words += words.len() as u64;
        }
        let places: AHashMap<&str, u32> = outlets.keys().zip(0..).map(|(&name, place)| (name, place)).collect();
        let of_articles = self.entries.iter().map(|entry| places[entry.document.source.as_str()]).collect();
        (outlets.into_values().collect(), of_articles)
    }
}

pub(super) fn article(document: &Document, words: &Words) -> Article {
    Article {
        id: document.id.clone(),
        source: document.source.clone(),
        title: document.title.clone(),
        date: document.date.as_ref().map(|date| date.given.clone()),
        day: document.date.as_ref().map(Date::day),
        words: words.len() as u32,
        paragraphs: words.paragraphs.len() as u32,
        identity: words.identity(),
        origin: document.origin.clone(),
    }
}
