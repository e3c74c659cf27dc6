use std::ops::Range;

/// A half-open range of bytes of a text as given, always on character boundaries.
///
/// 32 bits a side: a document is at most 4 GiB, which the reading side makes sure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span from `start` to before `end`.
    ///
    /// # Panics
    /// If `end` lies beyond 4 GiB: the reading side hands over no such document.
    pub fn new(start: usize, end: usize) -> Self {
        let byte = |at: usize| u32::try_from(at).expect("documents are at most 4 GiB");
        Self { start: byte(start), end: byte(end) }
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Its place as indices into a text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text that stands there.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}
