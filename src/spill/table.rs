use super::Space;
use super::space::SpillFile;
use bytemuck::Pod;
use std::sync::{Mutex, PoisonError};

/// Rows of one width by number, read in any order.
///
/// Cost: a copy of a row for each reading; where the space is full, one reading of the disk.
#[derive(Debug)]
pub struct Table<R>(Rows<Vec<R>>);

#[derive(Debug)]
enum Rows<H> {
    Held(H),
    Written(SpillFile),
}

/// A table that is being filled, from any thread.
#[derive(Debug)]
pub struct TableWriter<R> {
    space: Space,
    rows: Rows<Mutex<Vec<R>>>,
}

impl<R: Pod + Send> TableWriter<R> {
    /// A table of so many rows; it stays in memory if it is no larger than one in so many parts of the space.
    pub fn new(space: &Space, of: u64, rows: usize) -> Self {
        let rows = match rows * size_of::<R>() <= space.share(of) {
            true => Rows::Held(Mutex::new(vec![R::zeroed(); rows])),
            false => Rows::Written(space.file()),
        };
        Self { space: space.clone(), rows }
    }

    /// Puts rows in their places.
    pub fn set(&self, rows: impl IntoIterator<Item = (usize, R)>) {
        match &self.rows {
            Rows::Held(held) => {
                let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
                rows.into_iter().for_each(|(number, row)| held[number] = row);
            }
            Rows::Written(file) => {
                for (number, row) in rows {
                    file.write(bytemuck::bytes_of(&row), (number * size_of::<R>()) as u64);
                    self.space.count(size_of::<R>());
                }
            }
        }
    }

    /// The table, all of whose rows were set.
    pub fn finish(self) -> Table<R> {
        Table(match self.rows {
            Rows::Held(rows) => Rows::Held(rows.into_inner().unwrap_or_else(PoisonError::into_inner)),
            Rows::Written(file) => Rows::Written(file),
        })
    }
}

impl<R: Pod> Table<R> {
    /// A row.
    pub fn get(&self, number: usize) -> R {
        match &self.0 {
            Rows::Held(rows) => rows[number],
            Rows::Written(file) => {
                let mut row = R::zeroed();
                file.read(bytemuck::bytes_of_mut(&mut row), (number * size_of::<R>()) as u64);
                row
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_from_memory_and_from_the_disk() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for limit in [1, 1 << 20] {
            let space = Space::limited(limit, folder.path());
            let writer = TableWriter::new(&space, 2, 300);
            writer.set((100..300).rev().map(|number| (number, [number as u64, 7])));
            writer.set((0..100).map(|number| (number, [number as u64, 7])));
            let table = writer.finish();
            assert!((0..300).all(|number| table.get(number) == [number as u64, 7]));
            assert_eq!(space.spilled(), if limit == 1 { 300 * 16 } else { 0 });
            assert!(space.check().is_ok());
        }
    }
}
