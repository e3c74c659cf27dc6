use super::draw::{Draw, Purpose};
use super::house::{OUTLETS, Outlet, outlets};
use super::line::{Article, Marks};
use super::lineage::Sources;
use super::operation::{Operation, cut, shift, substitute};
use super::story::{Planted, Stories};
use super::token::Token;
use super::truth::{Shingles, Truth};
use super::vocabulary::Vocabulary;

/// A corpus of synthetic articles: [`Corpus::line`] gives any of them, in any order, from any thread.
///
/// ```
/// use retold::synthetic::{Corpus, Scratch};
/// let corpus = Corpus::new(7);
/// let (mut line, mut again, mut scratch) = (Vec::new(), Vec::new(), Scratch::default());
/// corpus.line(1_000_000, &mut scratch, &mut line);
/// corpus.line(0, &mut scratch, &mut again);
/// again.clear();
/// corpus.line(1_000_000, &mut scratch, &mut again);
/// assert!(line == again && line.starts_with(b"{\"id\":\"001000000\","));
/// ```
#[derive(Debug)]
pub struct Corpus {
    seed: u64,
    stories: Stories,
    vocabulary: Vocabulary,
    outlets: Vec<Outlet>,
    /// With straight quotation marks, and with curly ones.
    marks: [Marks; 2],
}

/// Room that a thread works in: some 100 KB.
#[derive(Debug, Default)]
pub struct Scratch {
    text: Vec<Token>,
    from: Vec<Token>,
    headline: Vec<Token>,
    page: Vec<u8>,
    shingles: Shingles,
}

/// How much of its sources an article took over.
#[derive(Debug, Clone, Copy, Default)]
struct Made {
    kept: usize,
    kept_of_other: usize,
    planted: Option<Planted>,
}

impl Corpus {
    /// The corpus of a seed. Takes a few hundredths of a second, for the vocabulary.
    pub fn new(seed: u64) -> Self {
        let stories = Stories::new(seed);
        let outlets = outlets(&stories);
        Self { seed, stories, vocabulary: Vocabulary::new(), outlets, marks: [false, true].map(Marks::new) }
    }

    /// Appends article `number` as a line of JSON with `id`, `source`, `title`, `date` and `text`.
    pub fn line(&self, number: u64, scratch: &mut Scratch, line: &mut Vec<u8>) {
        let sources = self.sources(number);
        self.write(number, sources, &mut scratch.text);
        self.headline(number, sources, &mut scratch.headline);
        let Scratch { text, headline, page, .. } = scratch;
        let outlet = self.outlet(number);
        let marks = &self.marks[usize::from(outlet.curly)];
        Article { number, outlet, marks, headline, text }.write(&self.vocabulary, page, line);
    }

    /// What an article was made from. Cost: a tenth of a microsecond.
    pub fn sources(&self, number: u64) -> Sources {
        Sources::of(self.seed, number)
    }

    /// The originals whose words stand in an article, itself if it is one, ascending: what it was made from, and what was planted there.
    /// Articles that have none in common have nothing in common but chance and house text.
    pub fn origins(&self, number: u64, origins: &mut Vec<u64>) {
        origins.clear();
        let sources = self.sources(number);
        origins.extend(sources.iter());
        if origins.is_empty() {
            origins.push(number);
        }
        for place in 0..origins.len() {
            origins.extend(self.stories.planted_from(origins[place]));
        }
        origins.sort_unstable();
        origins.dedup();
    }

    /// Whether two articles are of one outlet that puts house text under them.
    pub fn share_house_text(&self, a: u64, b: u64) -> bool {
        let (a, b) = (self.outlet(a), self.outlet(b));
        a.name == b.name && !a.house.is_empty()
    }

    /// What an article has of originals before it, counted: one truth each, none for most. Appends to `truths`.
    pub fn truths(&self, number: u64, scratch: &mut Scratch, truths: &mut Vec<Truth>) {
        let sources = self.sources(number);
        let made = self.write(number, sources, &mut scratch.text);
        let kept = [
            sources.made_from.map(|(operation, from)| (operation, from, made.kept)),
            sources.joined_with.map(|from| (Operation::Joined, from, made.kept_of_other)),
            made.planted.map(|planted| (Operation::Planted, planted.from, planted.words as usize)),
        ];
        for (operation, from, kept) in kept.into_iter().flatten() {
            self.write(from, self.sources(from), &mut scratch.from);
            let truth = Truth {
                article: number,
                from,
                operation,
                kept_words: kept as u32,
                words: 0,
                from_words: 0,
                shared_shingles: 0,
                shingles: 0,
                from_shingles: 0,
            };
            truths.push(truth.count(&scratch.text, &scratch.from, &mut scratch.shingles));
        }
    }

    fn outlet(&self, number: u64) -> &Outlet {
        // Of two draws the smaller: outlets differ in size.
        let mut draw = Draw::new(self.seed, Purpose::Place, number);
        &self.outlets[draw.below(OUTLETS).min(draw.below(OUTLETS)) as usize]
    }

    /// The whole text of an article, with what its outlet puts under it.
    fn write(&self, number: u64, sources: Sources, text: &mut Vec<Token>) -> Made {
        text.clear();
        let made = match sources.made_from {
            None => Made { planted: self.stories.write(number, text), ..Made::default() },
            Some((operation, from)) => self.make(number, operation, (from, sources.joined_with), text),
        };
        text.extend_from_slice(&self.outlet(number).house);
        made
    }

    /// The text of an article that is made from others.
    fn make(&self, number: u64, operation: Operation, from: (u64, Option<u64>), text: &mut Vec<Token>) -> Made {
        let mut draw = Draw::new(self.seed, Purpose::Operation, number);
        self.stories.write(from.0, text);
        let mut kept = text.len();
        match operation {
            Operation::Substituted => kept -= substitute(text, &self.stories, &mut draw),
            Operation::Cut => cut(text, &mut draw),
            Operation::Moved => shift(text, &mut draw),
            Operation::Joined => _ = from.1.map(|other| self.stories.write(other, text)),
            Operation::Reheadlined | Operation::Planted => {}
        }
        Made { kept: kept.min(text.len()), kept_of_other: text.len().saturating_sub(kept), planted: None }
    }

    /// The headline of an article: its own, or in half of those that are made from others, that of the first of these.
    fn headline(&self, number: u64, sources: Sources, headline: &mut Vec<Token>) {
        headline.clear();
        let (subject, version) = match sources.made_from {
            Some((Operation::Reheadlined, from)) => (from, number),
            Some((_, from)) if number.is_multiple_of(2) => (from, from),
            Some((_, from)) => (from, number),
            None => (number, number),
        };
        self.stories.headline(subject, version, headline);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::article_id;
    use crate::text::Words;
    use serde_json::Value;
    use std::collections::BTreeSet;

    fn line(corpus: &Corpus, number: u64) -> Value {
        let mut line = Vec::new();
        corpus.line(number, &mut Scratch::default(), &mut line);
        assert_eq!(line.iter().filter(|&&byte| byte == b'\n').count(), 1, "an article is one line");
        serde_json::from_slice(&line).expect("the line is JSON")
    }

    fn words(article: &Value) -> Vec<u64> {
        Words::cut(article["text"].as_str().expect("it has a text")).hashes.iter().map(|word| word.0).collect()
    }

    fn shingles(words: &[u64]) -> BTreeSet<&[u64]> {
        words.windows(5).collect()
    }

    /// Words at the end of the longest run at the beginning that both have.
    fn common_beginning(a: &[u64], b: &[u64]) -> usize {
        a.iter().zip(b).take_while(|(a, b)| a == b).count()
    }

    #[test]
    fn the_truth_is_what_counting_the_texts_gives() {
        let corpus = Corpus::new(3);
        let mut truths = Vec::new();
        (0..600).for_each(|number| corpus.truths(number, &mut Scratch::default(), &mut truths));
        let mut seen = BTreeSet::new();
        for truth in truths {
            seen.insert(truth.operation);
            let [article, from] = [truth.article, truth.from].map(|number| words(&line(&corpus, number)));
            let house = corpus.outlet(truth.article).house.len();
            let [left, right] = [shingles(&article), shingles(&from)];
            let counted = (left.intersection(&right).count(), left.len(), right.len(), left.union(&right).count());
            let told = (truth.shared_shingles, truth.shingles, truth.from_shingles, truth.union_shingles());
            let told = (told.0 as usize, told.1 as usize, told.2 as usize, told.3 as usize);
            assert_eq!(counted, told, "{truth:?}");
            assert_eq!((article.len(), from.len()), (truth.words as usize, truth.from_words as usize), "{truth:?}");
            let own = &article[..article.len() - house];
            let kept = truth.kept_words as usize;
            let of_from = from.len() - corpus.outlet(truth.from).house.len();
            match truth.operation {
                Operation::Substituted => {
                    assert_eq!(own.iter().zip(&from).filter(|(a, b)| a == b).count(), kept, "{truth:?}");
                }
                Operation::Cut => assert!(own.len() == kept && common_beginning(own, &from) == kept, "{truth:?}"),
                Operation::Joined => {
                    let part = &from[..of_from];
                    assert!(kept == of_from && (own.starts_with(part) || own.ends_with(part)), "{truth:?}");
                }
                Operation::Reheadlined => assert!(own == &from[..of_from] && kept == own.len(), "{truth:?}"),
                Operation::Moved => {
                    let sorted = |words: &[u64]| BTreeSet::from_iter(words.iter().copied());
                    assert_eq!(sorted(own), sorted(&from[..of_from]));
                    assert!(kept == own.len() && kept == of_from, "{truth:?}");
                }
                Operation::Planted => {
                    let stands = |run: &[u64]| from.windows(run.len()).any(|words| words == run);
                    assert!(kept >= 8 && own.windows(kept).any(stands), "{truth:?}");
                }
            }
        }
        assert_eq!(seen.len(), 6, "each operation was seen: {seen:?}");
    }

    #[test]
    fn articles_are_of_the_shape_of_news() {
        const ARTICLES: u64 = 1500;
        let corpus = Corpus::new(11);
        let (mut bytes, mut accented, mut logs) = (0, 0, Vec::new());
        let (mut outlets, mut dates) = (BTreeSet::new(), Vec::new());
        let (mut counts, mut paragraphs) = (Vec::new(), 0);
        for number in 0..ARTICLES {
            let article = line(&corpus, number);
            let text = article["text"].as_str().expect("it has a text");
            assert_eq!(article["id"], article_id(number));
            assert!(article["title"].as_str().is_some_and(|title| title.split(' ').count() >= 5));
            assert_eq!(text.trim(), text);
            outlets.insert(article["source"].to_string());
            dates.push(article["date"].to_string());
            bytes += text.len();
            accented += text.bytes().filter(|byte| !byte.is_ascii()).count();
            paragraphs += text.split("\n\n").count();
            counts.push(words(&article).len());
            if corpus.sources(number).made_from.is_none() {
                logs.push((counts[counts.len() - 1] as f64).ln());
            }
        }
        let mean = counts.iter().sum::<usize>() as f64 / ARTICLES as f64;
        assert!((435.0..490.0).contains(&mean), "{mean} words an article");
        let letters = bytes as f64 / counts.iter().sum::<usize>() as f64;
        assert!((5.7..6.5).contains(&letters), "{letters} bytes a word");
        let accented = accented as f64 / bytes as f64;
        assert!((0.003..0.02).contains(&accented), "{accented} of the bytes are not ASCII");
        let long = paragraphs as f64 / ARTICLES as f64;
        assert!((8.0..14.0).contains(&long), "{long} paragraphs an article");
        // Log-normal: the logarithms are spread about their mean alike on both sides.
        let middle = logs.iter().sum::<f64>() / logs.len() as f64;
        let moment = |power| logs.iter().map(|log| (log - middle).powi(power)).sum::<f64>() / logs.len() as f64;
        let (deviation, skew) = (moment(2).sqrt(), moment(3) / moment(2).powf(1.5));
        assert!((0.45..0.6).contains(&deviation) && skew.abs() < 0.3, "deviation {deviation}, skew {skew}");
        assert!((65..=75).contains(&outlets.len()), "{} outlets", outlets.len());
        assert!(dates.is_sorted());
    }

    #[test]
    fn an_article_is_made_from_the_seed_and_its_number_alone() {
        let (mut scratch, mut forth, mut back) = (Scratch::default(), Vec::new(), Vec::new());
        let fresh = Corpus::new(3);
        (0..200).for_each(|number| fresh.line(number, &mut Scratch::default(), &mut forth));
        let corpus = Corpus::new(3);
        for number in (0..200).rev() {
            let mut line = Vec::new();
            corpus.line(number, &mut scratch, &mut line);
            back.splice(..0, line);
        }
        assert!(forth == back);
        // What a later version must not change unless it says so.
        assert_eq!(crate::hash::stable(&forth), 5_383_712_149_030_990_105, "the bytes of seed 3");
        let mut other = Vec::new();
        let another = Corpus::new(4);
        (0..200).for_each(|number| another.line(number, &mut scratch, &mut other));
        assert!(forth != other);
    }
}
