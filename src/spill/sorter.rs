use super::Space;
use super::space::SpillFile;
use bytemuck::Pod;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Into so many parts records are laid apart before each is sorted: enough that a part of ten million articles fits into memory.
pub const PARTS: usize = 256;

/// What can be sorted: plain numbers, as wide in a file as in memory.
pub trait Record: Copy + Ord + Pod + Send + Sync {}

impl<R: Copy + Ord + Pod + Send + Sync> Record for R {}

/// The part of a key whose low bits are scattered: of sampled keys, of which the lowest were taken, the high ones are not.
pub fn part_of_key(key: u64) -> usize {
    (key % PARTS as u64) as usize
}

/// The part of a number below `end`.
pub fn part_of_number(number: u32, end: u32) -> usize {
    (u64::from(number) * PARTS as u64 / u64::from(end.max(1))) as usize
}

/// The lowest number below `end` that a part can hold.
pub fn start_of_part(part: u32, end: u32) -> u32 {
    (u64::from(part) * u64::from(end)).div_ceil(PARTS as u64) as u32
}

/// Takes records in any order, from any thread.
///
/// `part` gives the part of a record, below [`PARTS`]. Cost: one copy of each record, and, where the space
/// is full, one writing and one reading of it.
pub struct Sorter<R, P> {
    space: Space,
    part: P,
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
    parts: Vec<Mutex<Kept<R>>>,
    file: Option<SpillFile>,
}

enum Kept<R> {
    Raw(Part<R>),
    /// Sorted, in memory alone.
    Ready(Arc<Vec<R>>),
}

/// Fewer records are not worth a writing.
const LEAST_WRITTEN: usize = 64;

impl<R: Record, P: Fn(&R) -> usize + Sync> Sorter<R, P> {
    /// An empty sorter of which one in so many parts of the space stays in memory.
    pub fn new(space: &Space, of: u64, part: P) -> Self {
        let most = (space.share(of) / size_of::<R>() / PARTS).max(LEAST_WRITTEN);
        let parts = (0..PARTS).map(|_| Mutex::new(Part { held: Vec::new(), written: Vec::new() })).collect();
        Self { space: space.clone(), part, most, parts, file: OnceLock::new(), end: AtomicU64::new(0) }
    }

    /// Takes records.
    pub fn push(&self, records: &[R]) {
        self.space.go_on();
        let mut ends = [0; PARTS];
        records.iter().for_each(|record| ends[(self.part)(record)] += 1);
        let mut at = 0;
        for end in &mut ends {
            (at, *end) = (at + *end, at);
        }
        let mut apart = vec![R::zeroed(); records.len()];
        for record in records {
            let end = &mut ends[(self.part)(record)];
            apart[*end] = *record;
            *end += 1;
        }
        let mut start = 0;
        for (part, end) in ends.into_iter().enumerate() {
            if start < end {
                self.extend(part, &apart[start..end]);
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
        let raw =
            |part: Mutex<Part<R>>| Mutex::new(Kept::Raw(part.into_inner().unwrap_or_else(PoisonError::into_inner)));
        Sorted { parts: self.parts.into_iter().map(raw).collect(), file: self.file.into_inner() }
    }
}

impl<R: Record> Sorted<R> {
    /// The records of a part, ascending. A part that stands in memory is sorted once; of another each reading is one of the disk.
    pub fn part(&self, part: usize) -> Arc<Vec<R>> {
        let mut kept = self.parts[part].lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *kept {
            Kept::Ready(records) => Arc::clone(records),
            Kept::Raw(raw) if raw.written.is_empty() => {
                let mut records = std::mem::take(&mut raw.held);
                records.sort_unstable();
                let records = Arc::new(records);
                *kept = Kept::Ready(Arc::clone(&records));
                records
            }
            Kept::Raw(raw) => Arc::new(self.load(raw)),
        }
    }

    /// Gives back the memory of a part; it is empty from here on.
    pub fn forget(&self, part: usize) {
        *self.parts[part].lock().unwrap_or_else(PoisonError::into_inner) = Kept::Ready(Arc::default());
    }

    fn load(&self, raw: &Part<R>) -> Vec<R> {
        let written: usize = raw.written.iter().map(|(_, records)| records).sum();
        let mut records = vec![R::zeroed(); written + raw.held.len()];
        let (read, held) = records.split_at_mut(written);
        held.copy_from_slice(&raw.held);
        let mut rest = read;
        for &(at, length) in &raw.written {
            let (next, others) = rest.split_at_mut(length);
            self.file.iter().for_each(|file| file.read(bytemuck::cast_slice_mut(next), at));
            rest = others;
        }
        records.sort_unstable();
        records
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
            let sorter = Sorter::new(&space, 1, |record: &[u32; 2]| part_of_number(record[0], 300).min(PARTS - 1));
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

    #[test]
    fn parts_of_numbers_ascend() {
        assert_eq!((part_of_key(1 << 60), part_of_key(u64::MAX)), (0, PARTS - 1));
        assert!((1..1000).all(|n| part_of_number(n - 1, 1000) <= part_of_number(n, 1000)));
        assert_eq!(part_of_number(999, 1000), PARTS - 1);
        for end in [1, 5, 255, 256, 257, 1000, u32::MAX] {
            let start = |part: usize| start_of_part(part as u32, end);
            let holds = |n: u32, part: usize| start(part) <= n && (part + 1 == PARTS || n < start(part + 1));
            assert!((0..end.min(5000)).all(|n| holds(n, part_of_number(n, end))));
        }
    }
}
