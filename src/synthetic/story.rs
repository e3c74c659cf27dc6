//! Originals: sentences and paragraphs of drawn words.

use super::draw::{Draw, Purpose, exp};
use super::lineage::original;
use super::token::Token;
use super::vocabulary::{FIGURES, WORDS};
use super::zipf::Zipf;

/// Articles of a day, and the events that they tell of.
const DAY_ARTICLES: u64 = 3000;
const DAY_EVENTS: u64 = 400;

/// Words of an event, each of which stands in its articles more often than elsewhere.
const TOPIC_WORDS: usize = 16;

/// Stock phrases of a language, `said on Tuesday that` or the like: 3 to 7 words.
const PHRASES: usize = 2048;

/// One original in so many carries a paragraph of another.
const PLANTED_IN: u64 = 8;

/// Which words come: shares of 65,536. What is left over is drawn by its frequency alone.
const TOPICAL: u32 = 4096;
const FIGURE: u32 = TOPICAL + 1024;
const PHRASE: u32 = FIGURE + 1024;

/// Words of a sentence, each number as likely.
const SHORTEST_SENTENCE: usize = 8;
const LONGEST_SENTENCE: usize = 34;

/// Fewest words of an article that begins another paragraph.
const SHORTEST: f64 = 40.0;
const LONGEST: f64 = 4000.0;

/// The mean of the length up to which paragraphs are begun; the last one and what is planted bring it to 450.
const MEAN_WORDS: f64 = 422.0;
/// Of its logarithm.
const DEVIATION: f64 = 0.55;

/// A paragraph of another original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Planted {
    pub(super) from: u64,
    pub(super) words: u32,
}

/// Which paragraph of which original stands in another, and in front of which paragraph there.
#[derive(Debug, Clone, Copy)]
struct Plant {
    from: u64,
    paragraph: u64,
    place: u64,
}

/// Writes originals, as tokens.
#[derive(Debug)]
pub(super) struct Stories {
    seed: u64,
    zipf: Zipf,
    phrases: Vec<Vec<u32>>,
    phrase_ranks: Zipf,
}

impl Stories {
    pub(super) fn new(seed: u64) -> Self {
        let zipf = Zipf::new(WORDS as usize);
        let phrase = |number: usize| {
            let mut draw = Draw::new(seed, Purpose::Phrase, number as u64);
            let length = 3 + draw.below(5);
            (0..length).map(|_| zipf.rank(draw.next())).collect()
        };
        let phrases = (0..PHRASES).map(phrase).collect();
        Self { seed, zipf, phrases, phrase_ranks: Zipf::new(PHRASES) }
    }

    /// Any word, by its frequency.
    #[inline]
    pub(super) fn word(&self, draw: &mut Draw) -> u32 {
        self.zipf.rank(draw.next())
    }

    /// Appends the text of an original, and says what was planted in it.
    pub(super) fn write(&self, number: u64, tokens: &mut Vec<Token>) -> Option<Planted> {
        let first = tokens.len();
        let topic = self.topic(number);
        let length = self.length(number);
        let plant = self.plant(number);
        let mut planted = None;
        for at in 0.. {
            let ends = tokens.len() - first >= length;
            if let Some(plant) = plant.filter(|plant| plant.place == at || ends && plant.place > at) {
                planted = Some(self.transplant(plant, tokens));
            }
            if ends {
                break;
            }
            self.paragraph(number, at, &topic, tokens);
        }
        planted
    }

    /// The original of which an original carries a paragraph, if it does.
    pub(super) fn planted_from(&self, number: u64) -> Option<u64> {
        self.plant(number).map(|plant| plant.from)
    }

    /// Appends a headline; another `version` is another headline of the same subject.
    pub(super) fn headline(&self, subject: u64, version: u64, tokens: &mut Vec<Token>) {
        let topic = self.topic(subject);
        let mut draw = Draw::new(self.seed, Purpose::Headline, version);
        let words = 5 + draw.below(6);
        tokens.extend((0..words).map(|_| {
            let of_topic = draw.one_in(3);
            Token(if of_topic { topic[draw.below(TOPIC_WORDS as u64) as usize] } else { self.word(&mut draw) })
        }));
    }

    /// Appends a paragraph that is about nothing, of 24 to 40 words.
    pub(super) fn house(&self, outlet: u64, tokens: &mut Vec<Token>) {
        let mut draw = Draw::new(self.seed, Purpose::House, outlet);
        let first = tokens.len();
        let words = 12 + draw.below(9);
        for _ in 0..2 {
            let begin = tokens.len();
            tokens.extend((0..words).map(|_| Token(self.word(&mut draw))));
            tokens[begin].0 |= Token::START;
            end(tokens, first, Token::STOP);
        }
        end(tokens, first, Token::BREAK);
    }

    /// Words up to which paragraphs are begun: log-normal.
    fn length(&self, number: u64) -> usize {
        let normal = Draw::new(self.seed, Purpose::Length, number).normal();
        let words = MEAN_WORDS * exp(DEVIATION * normal - DEVIATION * DEVIATION / 2.0);
        words.clamp(SHORTEST, LONGEST) as usize
    }

    /// The words of the event that an article tells of.
    fn topic(&self, number: u64) -> [u32; TOPIC_WORDS] {
        let event = Draw::new(self.seed, Purpose::Topic, number).below(DAY_EVENTS);
        let event = number / DAY_ARTICLES * DAY_EVENTS + event;
        let mut draw = Draw::new(self.seed, Purpose::Topic, !event);
        std::array::from_fn(|_| 300 + draw.below(20_000) as u32)
    }

    fn plant(&self, number: u64) -> Option<Plant> {
        let mut draw = Draw::new(self.seed, Purpose::Plant, number);
        let is_planted = number > 0 && draw.one_in(PLANTED_IN);
        is_planted.then(|| {
            let (place, paragraph) = (draw.below(4), draw.below(4));
            Plant { from: original(self.seed, draw.below(number)), paragraph, place }
        })
    }

    /// Appends a paragraph of another original: the one that is wanted, or its last before that.
    fn transplant(&self, plant: Plant, tokens: &mut Vec<Token>) -> Planted {
        let (topic, length) = (self.topic(plant.from), self.length(plant.from));
        let first = tokens.len();
        let mut before = 0;
        for at in 0..=plant.paragraph {
            if before >= length {
                break;
            }
            tokens.truncate(first);
            self.paragraph(plant.from, at, &topic, tokens);
            before += tokens.len() - first;
        }
        Planted { from: plant.from, words: (tokens.len() - first) as u32 }
    }

    /// Appends a paragraph of one to three sentences.
    fn paragraph(&self, number: u64, at: u64, topic: &[u32; TOPIC_WORDS], tokens: &mut Vec<Token>) {
        let mut draw = Draw::new(self.seed, Purpose::Paragraph, number << 12 | at);
        let first = tokens.len();
        let shape = draw.next();
        for sentence in 0..1 + shape % 3 {
            let shape = shape >> (8 + 16 * sentence);
            let words = SHORTEST_SENTENCE + (shape & 0xff) as usize * (LONGEST_SENTENCE - SHORTEST_SENTENCE + 1) / 256;
            let begin = tokens.len();
            self.sentence(words, &mut draw, topic, tokens);
            // One sentence in sixteen is spoken.
            if shape >> 8 & 0xf == 0 {
                tokens[begin].0 |= Token::OPEN;
                end(tokens, begin, Token::CLOSE);
            }
            end(tokens, begin, Token::STOP);
        }
        end(tokens, first, Token::BREAK);
    }

    /// Appends a sentence of so many words: first all by their frequency alone, then the others over them, which takes half the time of
    /// choosing word by word.
    #[inline]
    fn sentence(&self, words: usize, draw: &mut Draw, topic: &[u32; TOPIC_WORDS], tokens: &mut Vec<Token>) {
        let first = tokens.len();
        let mut drawn = [0; LONGEST_SENTENCE];
        drawn[..words].fill_with(|| draw.next());
        tokens.extend(drawn[..words].iter().map(|&bits| {
            let comma = if bits >> 32 & 0x1f == 7 { Token::COMMA } else { 0 };
            Token(self.zipf.rank(bits) | comma)
        }));
        let sentence = &mut tokens[first..];
        let mut at = 0;
        while let Some(next) = drawn[at..words].iter().position(|&bits| odds(bits) < PHRASE) {
            at += next;
            at += self.replace(drawn[at], topic, &mut sentence[at..]);
        }
        sentence[0].0 |= Token::START;
    }

    /// Puts a word of the topic, a figure or a stock phrase over the first words of the rest of a sentence, and says over how many.
    fn replace(&self, bits: u64, topic: &[u32; TOPIC_WORDS], rest: &mut [Token]) -> usize {
        let odds = odds(bits);
        if odds >= FIGURE {
            let phrase = &self.phrases[self.phrase_ranks.rank(bits) as usize];
            rest.iter_mut().zip(phrase).for_each(|(token, &word)| *token = Token(word));
            return phrase.len().min(rest.len());
        }
        rest[0] = rest[0].with_word(if odds < TOPICAL {
            topic[odds as usize % TOPIC_WORDS]
        } else {
            // Small ones more often.
            WORDS + (bits >> 48) as u32 % if odds.is_multiple_of(2) { 64 } else { FIGURES }
        });
        1
    }
}

/// The bits that say whether a word is drawn by its frequency alone.
#[inline]
fn odds(bits: u64) -> u32 {
    (bits >> 32) as u32 & 0xffff
}

/// Marks the last token, if there is one behind `first`.
fn end(tokens: &mut [Token], first: usize, mark: u32) {
    if let Some(last) = tokens[first..].last_mut() {
        last.0 |= mark;
    }
}
