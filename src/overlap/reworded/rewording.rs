/// The parameters under which text counts as reworded.
///
/// Each was chosen on the training half of PAN 2013's text alignment corpus (5,185 pairs, English); the plateau is where plagdet over all
/// sets stays within 0.002, the others held. The three that say how much evidence is enough were then raised against pairs of reports of one
/// event (BASIL, 300 pairs) and the background against rewritten articles of 300 words, at a cost of 0.01 in plagdet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rewording {
    /// Words: the neighbourhood in which the chance of a common word is judged; cells are half as wide. 60; plateau 45 to 75.
    pub window_words: usize,
    /// Nats of points in a cell and its eight neighbours that make it dense. 24; plateau 20 to 30.
    pub dense_nats: f64,
    /// Words of language assumed beyond the two texts, none of them known. 500: with 300 an article of 300 words that is rewritten from end
    /// to end is not found, as the two texts hold no other language; with 1,000 unrelated texts have thrice as many regions.
    pub background_words: f64,
    /// Words of the language among which the two texts stand, where it is known, that stand for text outside them.
    pub language_words: f64,
    /// The least share of kept words assumed of a region. 0.4; plateau 0.35 to 0.45.
    pub least_retention: f64,
    /// Nats by which a border where a sentence begins is better than another. 6; plateau 4 to 8.
    pub edge_nats: f64,
    /// Nats that a region needs beyond 2 ln(words of A times words of B): the more places two texts can meet in, the more must be seen.
    /// 45; 25 gains 0.005 on PAN and gives 1.3 times as many regions between reports of one event.
    pub least_nats: f64,
    /// A region gives way to one that scores this many times as much over the same stretch. 1.5; plateau 1 to 3.
    pub rival: f64,
    /// Nats that a digest needs. 20; plateau 10 to 20, above it digests are lost.
    pub digest_nats: f64,
    /// The share of the whole text over which a digest's evidence must spread. 0.35; plateau 0.3 to 0.45.
    pub digest_spread: f64,
    /// Bytes: the least length of either side. 150, about 25 words of English; plateau 130 to 170.
    pub least_bytes: u32,
}

impl Default for Rewording {
    fn default() -> Self {
        Self {
            window_words: 60,
            dense_nats: 24.0,
            background_words: 500.0,
            language_words: 5000.0,
            least_retention: 0.4,
            edge_nats: 6.0,
            least_nats: 45.0,
            rival: 1.5,
            digest_nats: 20.0,
            digest_spread: 0.35,
            least_bytes: 150,
        }
    }
}
