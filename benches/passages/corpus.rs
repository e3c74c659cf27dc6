//! A labelled corpus of text alignment: texts, pairs of them, and the passages that each pair shares.

use crate::plagdet::{Case, Tally};
use flate2::read::MultiGzDecoder;
use rayon::prelude::*;
use retold::overlap::{Alignment, passages};
use retold::text::Words;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;

/// Folds of a cross-validation.
pub(crate) const FOLDS: usize = 5;

/// A line of the texts.
#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
}

/// A line of the labels.
#[derive(Deserialize)]
struct Labels {
    a: String,
    b: String,
    set: String,
    passages: Vec<Label>,
}

/// A labelled passage, in characters (Unicode code points).
#[derive(Deserialize)]
struct Label {
    a_off: u32,
    a_len: u32,
    b_off: u32,
    b_len: u32,
}

/// A text cut into words, with the characters at which each begins and ends.
struct Text {
    words: Words,
    characters: Vec<Range<u32>>,
}

/// Two texts by number, the set that they belong to, their fold and what they share.
struct Pair {
    a: usize,
    b: usize,
    set: usize,
    fold: usize,
    cases: Vec<Case>,
}

/// All of it.
pub(crate) struct Corpus {
    texts: Vec<Text>,
    pairs: Vec<Pair>,
    /// The names of the sets, ascending.
    pub(crate) sets: Vec<String>,
}

/// What a setting scores: a tally for each fold and set.
pub(crate) type Scores = Vec<Vec<Tally>>;

impl Corpus {
    /// Reads texts and labels, JSON lines, packed if the name ends in `.gz`.
    ///
    /// # Errors
    /// When a file cannot be read, a line is not of the form, or a label names a text that is not there.
    pub(crate) fn read(documents: &str, labels: &str) -> Result<Self, Box<dyn Error>> {
        let (documents, labels) = (rows::<Document>(documents)?, rows::<Labels>(labels)?);
        let texts = documents.par_iter().map(|document| Text::new(&document.text)).collect();
        let numbers: BTreeMap<&str, usize> = documents.iter().map(|document| document.id.as_str()).zip(0..).collect();
        let number = |id: &str| numbers.get(id).copied().ok_or(format!("{id} is labelled, and no text has this id"));
        let mut sets: Vec<String> = labels.iter().map(|labels| labels.set.clone()).collect();
        sets.sort_unstable();
        sets.dedup();
        let pair = |labels: &Labels| -> Result<Pair, String> {
            let set = sets.partition_point(|set| *set < labels.set);
            let cases = labels.passages.iter().map(Label::case).collect();
            Ok(Pair { a: number(&labels.a)?, b: number(&labels.b)?, set, fold: 0, cases })
        };
        let mut pairs = labels.iter().map(pair).collect::<Result<Vec<Pair>, String>>()?;
        part(&mut pairs, documents.len());
        Ok(Self { texts, pairs, sets })
    }

    /// The pairs of each fold.
    pub(crate) fn pairs_by_fold(&self) -> [usize; FOLDS] {
        let mut counts = [0; FOLDS];
        self.pairs.iter().for_each(|pair| counts[pair.fold] += 1);
        counts
    }

    /// What an alignment scores.
    pub(crate) fn score(&self, alignment: Alignment) -> Scores {
        let tally = |pair: &Pair| {
            let (a, b) = (&self.texts[pair.a], &self.texts[pair.b]);
            // Further places of a passage are told beside the passages, in a list of their own.
            let found = passages(&a.words, &b.words, alignment).into_iter().filter(|passage| !passage.again);
            let found: Vec<Case> = found.map(|found| Case { a: a.place(&found.a), b: b.place(&found.b) }).collect();
            Tally::of(&pair.cases, &found)
        };
        let tallies: Vec<Tally> = self.pairs.par_iter().map(tally).collect();
        let mut scores = vec![vec![Tally::default(); self.sets.len()]; FOLDS];
        for (pair, tally) in self.pairs.iter().zip(tallies) {
            scores[pair.fold][pair.set] += tally;
        }
        scores
    }
}

impl Text {
    fn new(text: &str) -> Self {
        let words = Words::cut(text);
        let (mut byte, mut character) = (0, 0);
        let mut at = |end: u32| {
            character += text[byte as usize..end as usize].chars().count() as u32;
            byte = end;
            character
        };
        let characters = words.spans.iter().map(|span| at(span.start)..at(span.end)).collect();
        Self { words, characters }
    }

    /// The characters of a range of words, which is not empty.
    fn place(&self, words: &Range<u32>) -> Range<u32> {
        self.characters[words.start as usize].start..self.characters[words.end as usize - 1].end
    }
}

impl Label {
    fn case(&self) -> Case {
        Case { a: self.a_off..self.a_off + self.a_len, b: self.b_off..self.b_off + self.b_len }
    }
}

/// Gives each pair its fold, so that no text is in two: pairs with a text in common go together, the largest such group first, each to
/// the fold that has fewest pairs.
fn part(pairs: &mut [Pair], texts: usize) {
    let mut parents: Vec<usize> = (0..texts).collect();
    fn root(parents: &mut [usize], mut text: usize) -> usize {
        while parents[text] != text {
            parents[text] = parents[parents[text]];
            text = parents[text];
        }
        text
    }
    for pair in pairs.iter() {
        let (a, b) = (root(&mut parents, pair.a), root(&mut parents, pair.b));
        parents[a.max(b)] = a.min(b);
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, pair) in pairs.iter().enumerate() {
        groups.entry(root(&mut parents, pair.b)).or_default().push(number);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    let mut sizes = [0; FOLDS];
    for group in groups {
        let fold = (0..FOLDS).min_by_key(|&fold| sizes[fold]).unwrap_or_default();
        sizes[fold] += group.len();
        group.into_iter().for_each(|number| pairs[number].fold = fold);
    }
}

/// The rows of a file.
fn rows<T: DeserializeOwned>(path: &str) -> Result<Vec<T>, Box<dyn Error>> {
    let file = File::open(path).map_err(|cause| format!("{path}: {cause}"))?;
    let bytes: Box<dyn Read> = if path.ends_with(".gz") { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut rows = Vec::new();
    for (number, line) in (1..).zip(BufReader::new(bytes).lines()) {
        let line = line.map_err(|cause| format!("{path}:{number}: {cause}"))?;
        if !line.trim().is_empty() {
            rows.push(serde_json::from_str(&line).map_err(|cause| format!("{path}:{number}: {cause}"))?);
        }
    }
    Ok(rows)
}
