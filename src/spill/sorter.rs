use super::Space;
use super::rank::{PARTS, Rank, Record, lay_apart};
use super::space::SpillFile;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Takes records in any order, from any thread.
///
/// Cost: three copies of each record, and, where the space is full, one writing and one reading of it.
pub struct Sorter<R> {
    space: Space,
    rank: Rank<R>,
    /// Records of a part that stay in memory.
    most: usize,
    parts: Vec<Mutex<Part<R>>>,
    file: OnceLock<SpillFile>,
    end: AtomicU64,
}

/// The records of a part: those in memory, and where the others stand in the file.
#[derive(Debug)]
struct Part<R> {
    held: Vec<R>,
    written: Vec<(u64, usize)>,
}

/// Records to be read back, part by part.
pub struct Sorted<R> {
    rank: Rank<R>,
    /// What is to be changed of each record before it is sorted, or that it goes.
    change: Option<Change<R>>,
    /// Whether records whose key no other has may go.
    drops_lone: bool,
    /// Records of a part that stay in memory.
    most: usize,
    parts: Vec<Mutex<Kept<R>>>,
}

enum Kept<R> {
    /// As it came, with the file in which the others stand, which goes with the last of its parts.
    Raw(Part<R>, Option<Arc<SpillFile>>),
    /// Sorted, in memory alone.
    Ready(Arc<Vec<R>>),
}

/// Changes a record, and tells whether it stays.
type Change<R> = Box<dyn Fn(&mut R) -> bool + Send + Sync>;

/// Fewer records are not worth a writing.
const LEAST_WRITTEN: usize = 64;

impl<R: Record> Sorter<R> {
    /// An empty sorter of which one in so many parts of the space stays in memory.
    pub fn new(space: &Space, of: u64, rank: Rank<R>) -> Self {
        let most = (space.share(of) / size_of::<R>() / PARTS).max(LEAST_WRITTEN);
        let parts = (0..PARTS).map(|_| Mutex::new(Part { held: Vec::new(), written: Vec::new() })).collect();
        Self { space: space.clone(), rank, most, parts, file: OnceLock::new(), end: AtomicU64::new(0) }
    }

    /// Takes records.
    pub fn push(&self, records: &[R]) {
        self.space.go_on();
        let (apart, ends) = lay_apart(records, PARTS, |record| self.rank.part(record));
        let mut start = 0;
        for (part, end) in ends.into_iter().enumerate() {
            if start < end {
                self.extend(part, &apart[start as usize..end as usize]);
            }
            start = end;
        }
    }

    fn extend(&self, part: usize, records: &[R]) {
        let mut part = self.parts[part].lock().unwrap_or_else(PoisonError::into_inner);
        part.held.extend_from_slice(records);
        if part.held.len() > self.most {
            let bytes: &[u8] = bytemuck::cast_slice(&part.held);
            let at = self.end.fetch_add(bytes.len() as u64, Ordering::Relaxed);
            self.file.get_or_init(|| self.space.file()).write(bytes, at);
            self.space.count(bytes.len());
            let written = part.held.len();
            part.written.push((at, written));
            part.held.clear();
        }
    }

    /// The records, to be read back.
    pub fn finish(self) -> Sorted<R> {
        let file = self.file.into_inner().map(Arc::new);
        let raw = |part: Mutex<Part<R>>| {
            let part = part.into_inner().unwrap_or_else(PoisonError::into_inner);
            Mutex::new(Kept::Raw(part, file.clone()))
        };
        Sorted {
            rank: self.rank,
            change: None,
            drops_lone: false,
            most: self.most,
            parts: self.parts.into_iter().map(raw).collect(),
        }
    }
}

impl<R: Record> Sorted<R> {
    /// The same records as they are changed, those of them that stay. None of them was asked for, and none changes its part.
    #[must_use]
    pub fn changed(self, change: impl Fn(&mut R) -> bool + Send + Sync + 'static) -> Self {
        Self { change: Some(Box::new(change)), ..self }
    }

    /// The same records but for most of those whose key no other has, for whoever looks for what is shared. None of them was asked for.
    #[must_use]
    pub fn without_lone(self) -> Self {
        Self { drops_lone: true, ..self }
    }

    /// The records of a part, ascending. A part of which there is no more than stays in memory is sorted once; of another each reading is one of the disk.
    pub fn part(&self, part: usize) -> Arc<Vec<R>> {
        let mut kept = self.parts[part].lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *kept {
            Kept::Ready(records) => Arc::clone(records),
            Kept::Raw(raw, _) if raw.written.is_empty() => {
                let records = Arc::new(self.sort(std::mem::take(&mut raw.held)));
                *kept = Kept::Ready(Arc::clone(&records));
                records
            }
            Kept::Raw(raw, file) => {
                let records = Arc::new(self.load(raw, file.as_deref()));
                if records.len() <= self.most {
                    *kept = Kept::Ready(Arc::clone(&records));
                }
                records
            }
        }
    }

    /// Gives back the memory of a part, and with the last one the file; it is empty from here on.
    pub fn forget(&self, part: usize) {
        *self.parts[part].lock().unwrap_or_else(PoisonError::into_inner) = Kept::Ready(Arc::default());
    }

    fn load(&self, raw: &Part<R>, file: Option<&SpillFile>) -> Vec<R> {
        let written: usize = raw.written.iter().map(|(_, records)| records).sum();
        let mut records = vec![R::zeroed(); written + raw.held.len()];
        let (read, held) = records.split_at_mut(written);
        held.copy_from_slice(&raw.held);
        let mut rest = read;
        for &(at, length) in &raw.written {
            let (next, others) = rest.split_at_mut(length);
            file.iter().for_each(|file| file.read(bytemuck::cast_slice_mut(next), at));
            rest = others;
        }
        self.sort(records)
    }

    fn sort(&self, mut records: Vec<R>) -> Vec<R> {
        if let Some(change) = &self.change {
            records.retain_mut(change);
        }
        if self.drops_lone {
            self.rank.drop_lone(&mut records);
        }
        self.rank.sort(records)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_comes_back_is_sorted_whatever_was_spilled(
            pushes in prop::collection::vec(prop::collection::vec((0u32..5000, 0u32..9), 0..1500), 0..8), limit in 1u64..400_000,
        ) {
            let folder = tempfile::tempdir().expect("a temporary folder can be made");
            let space = Space::limited(limit, folder.path());
            let sorter = Sorter::new(&space, 1, Rank::Number(|record: &[u32; 2]| record[0], 5000));
            let mut all: Vec<[u32; 2]> = Vec::new();
            for push in &pushes {
                let records: Vec<[u32; 2]> = push.iter().map(|&(x, y)| [x, y]).collect();
                sorter.push(&records);
                all.extend(records);
            }
            let sorted = sorter.finish();
            all.sort_unstable();
            for _ in 0..2 {
                let found: Vec<[u32; 2]> = (0..PARTS).flat_map(|part| sorted.part(part).to_vec()).collect();
                prop_assert_eq!(&found, &all);
            }
            all.sort_unstable();
            all.dedup();
            prop_assert!(space.check().is_ok());
        }
    }
}
