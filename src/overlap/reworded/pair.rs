use crate::overlap::Language;
use crate::text::{WordHash, Words};
use ahash::AHashMap;

/// Two texts with their stems numbered alike, so that to count a stem is to index an array.
pub(super) struct Pair<'w> {
    pub(super) a: Text<'w>,
    pub(super) b: Text<'w>,
    /// Words of the language that stand for text outside the two.
    pub(super) known_words: f64,
    /// How often each stem occurs in these; nothing where no language is known.
    known: Vec<f64>,
}

/// One of the two.
pub(super) struct Text<'w> {
    pub(super) words: &'w Words,
    /// The number of each word's stem.
    pub(super) stems: Vec<u32>,
    /// How often each stem occurs.
    pub(super) counts: Vec<u32>,
}

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    A,
    B,
}

impl<'w> Pair<'w> {
    pub(super) fn new(a: &'w Words, b: &'w Words) -> Self {
        let mut numbers: AHashMap<WordHash, u32> = AHashMap::with_capacity((a.len() + b.len()) / 2);
        let mut number = |stem: &WordHash| {
            let next = numbers.len() as u32;
            *numbers.entry(*stem).or_insert(next)
        };
        let of_a: Vec<u32> = a.stems.iter().map(&mut number).collect();
        let of_b: Vec<u32> = b.stems.iter().map(&mut number).collect();
        let kinds = numbers.len();
        let (a, b) = (Text::new(a, of_a, kinds), Text::new(b, of_b, kinds));
        Self { a, b, known_words: 0.0, known: Vec::new() }
    }

    /// The same two texts among others: so many words of the `language` stand for text outside the two, or as many as it has besides them.
    pub(super) fn among(mut self, language: &Language, words: f64) -> Self {
        let besides = language.words().saturating_sub(self.len() as u64) as f64;
        self.known_words = besides.min(words);
        self.known = vec![0.0; self.kinds()];
        if besides > 0.0 {
            for text in [&self.a, &self.b] {
                for (stem, &number) in text.words.stems.iter().zip(&text.stems) {
                    let besides_here = language.count(*stem).saturating_sub(self.count(number));
                    self.known[number as usize] = f64::from(besides_here) / besides * self.known_words;
                }
            }
        }
        self
    }

    /// How often a stem occurs in the words of the language that stand for text outside.
    pub(super) fn known(&self, stem: u32) -> f64 {
        self.known.get(stem as usize).copied().unwrap_or(0.0)
    }

    /// One text, and the other.
    pub(super) fn seen_from(&self, side: Side) -> (&Text<'w>, &Text<'w>) {
        match side {
            Side::A => (&self.a, &self.b),
            Side::B => (&self.b, &self.a),
        }
    }

    /// The words of both.
    pub(super) fn len(&self) -> usize {
        self.a.len() + self.b.len()
    }

    /// The share of words that the next follows with nothing between: the letters of scripts without spaces.
    pub(super) fn letters(&self) -> f64 {
        let touching =
            |text: &Text<'_>| text.words.spans.windows(2).filter(|pair| pair[0].end == pair[1].start).count();
        (touching(&self.a) + touching(&self.b)) as f64 / self.len() as f64
    }

    /// How often a stem occurs in both.
    pub(super) fn count(&self, stem: u32) -> u32 {
        self.a.counts[stem as usize] + self.b.counts[stem as usize]
    }

    /// How many different stems there are.
    pub(super) fn kinds(&self) -> usize {
        self.a.counts.len()
    }
}

impl<'w> Text<'w> {
    fn new(words: &'w Words, stems: Vec<u32>, kinds: usize) -> Self {
        let mut counts = vec![0; kinds];
        for &stem in &stems {
            counts[stem as usize] += 1;
        }
        Self { words, stems, counts }
    }

    pub(super) fn len(&self) -> usize {
        self.stems.len()
    }
}
