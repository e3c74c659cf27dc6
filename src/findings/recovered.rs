/// Of things that are known to be there, how many were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recovered {
    /// How many there are.
    pub known: u64,
    /// How many of them were found.
    pub found: u64,
}

impl Recovered {
    /// Counts one more.
    pub fn count(&mut self, found: bool) {
        self.known += 1;
        self.found += u64::from(found);
    }

    /// Both counts together.
    pub fn plus(self, other: Self) -> Self {
        Self { known: self.known + other.known, found: self.found + other.found }
    }
}

/// What a scan of a synthetic corpus found of the truth.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// One article in so many was looked up.
    pub step: u64,
    /// By the name of the operation, in its order: pairs of an article and an original it was made from whose exact counts meet the
    /// thresholds. Found are those in one cluster and those listed as a pair.
    pub operations: Vec<(&'static str, Recovered)>,
    /// Planted paragraphs of at least as many words as are promised. Found are those whose two articles share a listed passage or a passage
    /// group. Nothing if passages were not looked for.
    pub planted: Option<Recovered>,
    /// Listed pairs of near-duplicates. Found are those that have words of one original.
    pub pairs: Recovered,
    /// Pairs of a member and the representative of its cluster. Found are those that have words of one original.
    pub members: Recovered,
    /// Listed pairs that share passages. Found are those that have words of one original.
    pub comparisons: Recovered,
}

impl Checked {
    /// All operations together.
    pub fn near_duplicates(&self) -> Recovered {
        self.operations.iter().fold(Recovered::default(), |sum, (_, one)| sum.plus(*one))
    }
}
