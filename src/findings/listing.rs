use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Entries that are made when they are asked for, at most so many at a time.
const BLOCK: usize = 1024;

/// A list that need not stand in memory: what its entries are made of is kept, and they are told in their order, some at a time.
#[derive(Clone)]
pub struct Listing<T> {
    len: usize,
    make: Arc<dyn Fn(Range<usize>) -> Vec<T> + Send + Sync>,
}

impl<T: 'static> Listing<T> {
    /// A list of so many entries, of which `make` gives any range.
    pub fn new(len: usize, make: impl Fn(Range<usize>) -> Vec<T> + Send + Sync + 'static) -> Self {
        Self { len, make: Arc::new(make) }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The entries in their order.
    pub fn iter(&self) -> impl Iterator<Item = T> + '_ {
        let blocks = (0..self.len).step_by(BLOCK);
        blocks.flat_map(|start| (self.make)(start..self.len.min(start + BLOCK)))
    }

    /// One entry.
    pub fn get(&self, place: usize) -> Option<T> {
        if place < self.len { (self.make)(place..place + 1).pop() } else { None }
    }
}

impl<T: Clone + Send + Sync + 'static> From<Vec<T>> for Listing<T> {
    fn from(entries: Vec<T>) -> Self {
        Self::new(entries.len(), move |range| entries[range].to_vec())
    }
}

impl<T: Clone + Send + Sync + 'static> Default for Listing<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T: PartialEq + 'static> PartialEq for Listing<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl<T: fmt::Debug + 'static> fmt::Debug for Listing<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_in_order_whatever_the_blocks() {
        let made = Listing::new(2 * BLOCK + 5, |range| range.collect::<Vec<usize>>());
        let held: Listing<usize> = (0..2 * BLOCK + 5).collect::<Vec<usize>>().into();
        assert_eq!((made.iter().last(), made.get(7), made.get(made.len())), (Some(2 * BLOCK + 4), Some(7), None));
        assert!(made == held && Listing::<usize>::default().is_empty());
    }
}
