//! What a scan reports is what comparing all pairs of word tuples, slowly and plainly, gives.

use crate::answer::scan_corpus;
use retold::findings::{Grade, Pair};
use retold::ingest::{Inputs, Reading};
use retold::neardup::Similarity;
use retold::text::{DocId, Words, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

/// The folded words of each article of the corpus, by id.
fn texts() -> BTreeMap<String, Vec<String>> {
    let inputs = Inputs::find(&[PathBuf::from("corpus")], &Reading::default());
    let mut documents = Vec::new();
    inputs.read(&Arc::default(), &mut |batch| {
        documents.extend(batch.parse().documents);
        ControlFlow::Continue(())
    });
    let words = |text: &str| {
        let folded = |word: &str| {
            let mut out = String::new();
            fold(word, &mut out);
            out
        };
        Words::cut(text).spans.into_iter().map(|span| folded(span.of(text))).collect()
    };
    documents.iter().map(|document| (document.id.clone(), words(&document.text))).collect()
}

#[test]
fn every_pair_and_its_counts_are_those_of_comparing_all_with_all() {
    let findings = scan_corpus(0);
    let texts = texts();
    let sets: Vec<BTreeSet<&[String]>> =
        texts.values().map(|words| words.windows(5.min(words.len())).collect()).collect();
    let ids: Vec<&String> = texts.keys().collect();
    let found: Vec<String> = findings.articles.iter().map(|article| article.id.clone()).collect();
    assert!(found.iter().eq(ids));
    let mut wanted = Vec::new();
    for a in 0..sets.len() {
        for b in a + 1..sets.len() {
            let shared = sets[a].intersection(&sets[b]).count();
            let (left, right) = (sets[a].len(), sets[b].len());
            if 2 * shared >= left + right - shared || 10 * shared >= 8 * left.min(right) {
                let similarity = Similarity { shared: shared as u32, a: left as u32, b: right as u32 };
                wanted.push((DocId(a as u32), DocId(b as u32), similarity));
            }
        }
    }
    let by_shingles = |similarity: Similarity| {
        let [jaccard, containment] = [similarity.jaccard(), similarity.containment()];
        2 * jaccard.shared >= jaccard.total || 10 * containment.shared >= 8 * containment.total
    };
    let (pairs, covered): (Vec<Pair>, Vec<Pair>) =
        findings.pairs.iter().copied().partition(|pair| by_shingles(pair.similarity));
    let pairs: Vec<_> = pairs.iter().map(|pair| (pair.a, pair.b, pair.similarity)).collect();
    assert_eq!(pairs, wanted);
    for pair in covered {
        let shared = sets[pair.a.index()].intersection(&sets[pair.b.index()]).count();
        assert_eq!(pair.similarity.shared as usize, shared);
        assert!(10 * pair.covered.shared >= 8 * pair.covered.total && !pair.template);
    }
}

#[test]
fn every_run_of_twelve_shared_words_lies_in_a_passage_and_none_is_invented() {
    let findings = scan_corpus(0);
    let texts: Vec<Vec<String>> = texts().into_values().collect();
    let runs: Vec<BTreeSet<&[String]>> = texts.iter().map(|words| words.windows(12).collect()).collect();
    let mut sharing = BTreeSet::new();
    for a in 0..texts.len() {
        for b in a + 1..texts.len() {
            if !runs[a].is_disjoint(&runs[b]) {
                sharing.insert((a, b));
            }
        }
    }
    let reported: BTreeSet<(usize, usize)> =
        findings.comparisons.iter().map(|comparison| (comparison.a.index(), comparison.b.index())).collect();
    assert!(sharing.len() > 50);
    assert_eq!(sharing.difference(&reported).collect::<Vec<_>>(), Vec::<&(usize, usize)>::new());
    for comparison in findings.comparisons.iter() {
        for passage in comparison.passages.iter().filter(|passage| passage.grade == Grade::Verbatim) {
            let pair = (comparison.a.index(), comparison.b.index());
            assert!(passage.words_equal >= 12 && sharing.contains(&pair), "{pair:?}");
        }
    }
}
