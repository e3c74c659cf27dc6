use crate::hash::scatter;
use ahash::AHashSet;

/// Words, by rank; figures follow them.
pub(super) const WORDS: u32 = 1 << 17;

/// Figures: 2 and up.
pub(super) const FIGURES: u32 = 4096;

/// Bytes of a part's entry; the last is its length.
pub(super) const PART: usize = 8;

/// Words that can be spoken and mean nothing, the frequent ones short, a few with accents, some with a capital as names have; no two are
/// the same without case and accents.
///
/// A word is two parts, the second perhaps empty. So a word is one number, and all of them fit into the cache of a core, which they would not
/// as text: looking rare words up is what writing a corpus spends its time on.
#[derive(Debug)]
pub(super) struct Vocabulary {
    words: Vec<Word>,
    parts: Vec<[u8; PART]>,
}

/// The numbers of two parts, twelve bits each, and whether it is a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word(u32);

impl Word {
    const NAME: u32 = 1 << 24;

    /// The bit by which a small letter differs from a capital, if it is a name.
    #[inline]
    pub(super) fn capital(self) -> u8 {
        ((self.0 & Self::NAME) >> 19) as u8
    }
}

const ONSETS: [&str; 28] = [
    "b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "br", "tr", "pl", "gr", "sh",
    "ch", "fl", "kr", "sp", "th", "z",
];
const VOWELS: [&str; 5] = ["a", "e", "i", "o", "u"];
const ACCENTED: [&str; 8] = ["á", "é", "í", "ö", "ü", "à", "è", "ó"];
const CODAS: [&str; 12] = ["n", "r", "s", "t", "l", "m", "nd", "rt", "st", "k", "ng", "rk"];

/// Beginnings of two syllables.
const LONG: usize = 1500;

/// One word in so many has an accent in its last syllable.
const ACCENT_IN: u64 = 24;

/// One word in so many, of those that are not frequent, is a name.
const NAME_IN: u64 = 9;

/// Syllables and figures, each kind a range of all parts.
struct Kinds {
    open: Vec<String>,
    closed: Vec<String>,
    accented: Vec<String>,
    long: Vec<String>,
    /// `0` to `99`.
    heads: Vec<String>,
    /// `00` to `99`.
    tails: Vec<String>,
}

impl Kinds {
    fn new() -> Self {
        let syllables = |vowels: &[&str], codas: &[&str]| -> Vec<String> {
            let of_onset = |onset: &&str| {
                let of_vowel =
                    |vowel: &&str| codas.iter().map(|coda| [onset, *vowel, coda].concat()).collect::<Vec<_>>();
                vowels.iter().flat_map(of_vowel).collect::<Vec<_>>()
            };
            ONSETS.iter().flat_map(of_onset).collect()
        };
        let open = syllables(&VOWELS, &[""]);
        let syllable = |bits: u64| open[bits as usize % open.len()].as_str();
        let long =
            (0..LONG as u64).map(scatter).map(|bits| [syllable(bits >> 32), syllable(bits & 0xffff_ffff)].concat());
        Self {
            closed: syllables(&VOWELS, &CODAS),
            accented: syllables(&ACCENTED, &[""]),
            long: long.collect(),
            heads: (0..100).map(|number| number.to_string()).collect(),
            tails: (0..100).map(|number| format!("{number:02}")).collect(),
            open,
        }
    }

    /// All of them, behind one that is empty.
    fn parts(&self) -> impl Iterator<Item = &String> {
        [&self.open, &self.closed, &self.accented, &self.long, &self.heads, &self.tails].into_iter().flatten()
    }

    /// The place among all parts of the first of a kind.
    fn place(&self, kind: &[String]) -> usize {
        1 + self.parts().position(|part| std::ptr::eq(part, &raw const kind[0])).unwrap_or_default()
    }
}

impl Vocabulary {
    pub(super) fn new() -> Self {
        let kinds = Kinds::new();
        let [open, closed, accented, long] =
            [&kinds.open, &kinds.closed, &kinds.accented, &kinds.long].map(|kind| (kinds.place(kind), kind.len()));
        let [heads, tails] = [&kinds.heads, &kinds.tails].map(|kind| kinds.place(kind) as u32);
        let bare: Vec<Bare> = [Bare::of("")].into_iter().chain(kinds.parts().map(|part| Bare::of(part))).collect();
        let mut seen: AHashSet<u128> = AHashSet::with_capacity(WORDS as usize);
        let mut words = Vec::with_capacity((WORDS + FIGURES) as usize);
        for rank in 0..u64::from(WORDS) {
            // A word that is taken is made again, longer in the end.
            let mut tries = 0;
            let parts = loop {
                let mut bits = scatter((rank << 8 | tries) + 1);
                let mut draw = |kind: (usize, usize)| {
                    bits = scatter(bits);
                    kind.0 + bits as usize % kind.1
                };
                let coin = draw((0, 1 << 20)) as u64;
                let syllables = syllables(rank, coin >> 8) + tries / 8;
                let end = if coin.is_multiple_of(ACCENT_IN) && syllables > 1 {
                    accented
                } else if coin % 5 < 3 {
                    closed
                } else {
                    open
                };
                let parts = match syllables {
                    1 => [draw(end), 0],
                    2 => [draw(open), draw(end)],
                    _ => [draw(long), draw(end)],
                };
                tries += 1;
                if seen.insert(bare[parts[0]].followed_by(bare[parts[1]])) {
                    break parts;
                }
            };
            let name = if rank > 300 && scatter(rank).is_multiple_of(NAME_IN) { Word::NAME } else { 0 };
            words.push(Word((parts[0] | parts[1] << 12) as u32 | name));
        }
        words.extend((2..2 + FIGURES).map(|figure| match figure {
            0..100 => Word(heads + figure),
            _ => Word((heads + figure / 100) | ((tails + figure % 100) << 12)),
        }));
        let parts = [[0; PART]].into_iter().chain(kinds.parts().map(|part| entry(part))).collect();
        Self { words, parts }
    }

    #[inline]
    pub(super) fn word(&self, number: u32) -> Word {
        self.words[number as usize]
    }

    /// The two parts of a word: bytes, the last of which says how many count.
    #[inline]
    pub(super) fn parts(&self, word: Word) -> [[u8; PART]; 2] {
        [self.parts[(word.0 & 0xfff) as usize], self.parts[(word.0 >> 12 & 0xfff) as usize]]
    }
}

/// How many syllables a word has: the more frequent the fewer.
fn syllables(rank: u64, coin: u64) -> u64 {
    match rank {
        0..200 => 1,
        200..1000 => 1 + coin % 2,
        1000..10_000 => 2,
        _ => 2 + coin % 2,
    }
}

/// The letters of a part without their accents, as a number, and how many bits that has.
#[derive(Debug, Clone, Copy)]
struct Bare {
    letters: u128,
    bits: u32,
}

impl Bare {
    fn of(part: &str) -> Self {
        let base = |letter: char| match letter {
            'á' | 'à' => 'a',
            'é' | 'è' => 'e',
            'í' => 'i',
            'ö' | 'ó' => 'o',
            'ü' => 'u',
            letter => letter,
        };
        let add = |letters, letter: char| letters << 8 | u128::from(u32::from(base(letter)));
        Self { letters: part.chars().fold(0, add), bits: 8 * part.chars().count() as u32 }
    }

    /// The letters of a word of two parts.
    fn followed_by(self, other: Self) -> u128 {
        self.letters << other.bits | other.letters
    }
}

/// A part of at most seven bytes, which no kind exceeds.
fn entry(part: &str) -> [u8; PART] {
    let mut entry = [0; PART];
    entry[..part.len()].copy_from_slice(part.as_bytes());
    entry[PART - 1] = part.len() as u8;
    entry
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Words;

    fn shown(vocabulary: &Vocabulary, number: u32) -> String {
        let word = vocabulary.word(number);
        let parts = vocabulary.parts(word).map(|part| part[..usize::from(part[PART - 1])].to_vec());
        let mut bytes = parts.concat();
        bytes[0] &= !word.capital();
        String::from_utf8(bytes).expect("words are whole")
    }

    #[test]
    fn every_word_is_one_word_and_no_two_fold_to_the_same() {
        let vocabulary = Vocabulary::new();
        assert!(vocabulary.parts.len() < 1 << 12);
        let mut seen = AHashSet::new();
        let (mut accented, mut names) = (0, 0);
        for number in 0..WORDS + FIGURES {
            let shown = shown(&vocabulary, number);
            let words = Words::cut(&shown);
            assert!(words.len() == 1 && seen.insert(words.hashes[0]), "{number}: {shown}");
            accented += usize::from(!shown.is_ascii());
            names += usize::from(shown.starts_with(|letter: char| letter.is_ascii_uppercase()));
            assert!(number >= 100 || shown.len() <= 5, "{number}: {shown}");
        }
        assert!((WORDS as usize / 40..WORDS as usize / 15).contains(&accented), "{accented}");
        assert!((WORDS as usize / 11..WORDS as usize / 8).contains(&names), "{names}");
        assert_eq!([0, 98, 4095].map(|figure| shown(&vocabulary, WORDS + figure)), ["2", "100", "4097"]);
    }
}
