/// A word of an article and what stands around it: the number of the word in the vocabulary, and marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token(pub(super) u32);

impl Token {
    /// A sentence ends with it.
    pub(super) const STOP: u32 = 1 << 24;
    /// A paragraph ends with it, and so a sentence.
    pub(super) const BREAK: u32 = 1 << 25;
    /// A comma follows.
    pub(super) const COMMA: u32 = 1 << 26;
    /// Speech ends with it.
    pub(super) const CLOSE: u32 = 1 << 27;
    /// A sentence begins with it.
    pub(super) const START: u32 = 1 << 28;
    /// Speech begins with it.
    pub(super) const OPEN: u32 = 1 << 29;

    /// What may stand behind a word: so many combinations of the first four marks.
    pub(super) const ENDINGS: usize = 16;

    /// What stands behind it, as a number below [`ENDINGS`](Self::ENDINGS).
    #[inline]
    pub(super) fn ending(self) -> usize {
        (self.0 >> 24) as usize % Self::ENDINGS
    }

    /// The word.
    #[inline]
    pub(super) fn word(self) -> u32 {
        self.0 & (Self::STOP - 1)
    }

    fn marks(self) -> u32 {
        self.0 & !(Self::STOP - 1)
    }

    #[inline]
    pub(super) fn has(self, mark: u32) -> bool {
        self.0 & mark != 0
    }

    /// Another word in its place.
    pub(super) fn with_word(self, word: u32) -> Self {
        Self(self.marks() | word)
    }
}

/// Where each paragraph ends.
pub(super) fn paragraph_ends(tokens: &[Token]) -> impl Iterator<Item = usize> + '_ {
    tokens.iter().enumerate().filter(|(_, token)| token.has(Token::BREAK)).map(|(at, _)| at + 1)
}
