//! What comparing articles two by two finds beyond a scan: text in other words.

use crate::answer::Answer;
use retold::findings::{Comparison, Grade};
use retold::pipeline::{Compared, Silent, compare_pairs};
use retold::{Reading, Recipe, report};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Every article of the corpus compared with every other.
fn compared() -> &'static Compared {
    static COMPARED: OnceLock<Compared> = OnceLock::new();
    COMPARED.get_or_init(compare_all)
}

fn compare_all() -> Compared {
    let ids: Vec<String> = crate::answer::scan_corpus(0).articles.iter().map(|article| article.id.clone()).collect();
    let mut lines = String::new();
    for (at, a) in ids.iter().enumerate() {
        ids[at + 1..].iter().for_each(|b| lines.push_str(&format!("{a}\t{b}\n")));
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let list = folder.path().join("pairs.tsv");
    fs::write(&list, lines).expect("the list can be written");
    let found =
        compare_pairs(Path::new(&list), &[PathBuf::from("corpus")], &Recipe::default(), &Reading::default(), &Silent);
    found.expect("the list can be read")
}

/// The comparisons, each with the answers of A and of B.
fn answered() -> impl Iterator<Item = ([Answer; 2], &'static Comparison)> {
    let compared = compared();
    compared.comparisons.iter().map(|comparison| {
        let answer = |number: retold::text::DocId| Answer::of(&compared.articles.id(number));
        ([answer(comparison.a), answer(comparison.b)], comparison)
    })
}

/// The comparisons of an article of this kind with the wire of its story, and whether the article is A.
fn with_wire(kind: &'static str) -> impl Iterator<Item = (&'static Comparison, bool)> {
    answered().filter_map(move |([a, b], comparison)| {
        if !a.meets(&b) {
            return None;
        }
        let is_a = a.is(&[kind]) && b.is(&["wire"]);
        (is_a || b.is(&[kind]) && a.is(&["wire"])).then_some((comparison, is_a))
    })
}

#[test]
fn a_spun_article_is_reworded_over_four_fifths_of_its_words() {
    let mut checked = 0;
    for (comparison, is_a) in with_wire("spun") {
        let reworded = comparison.passages.iter().filter(|passage| passage.grade == Grade::Reworded);
        let words: u32 = reworded.map(|passage| if is_a { passage.a.words } else { passage.b.words }).sum();
        let of = if is_a { comparison.a_coverage.of } else { comparison.b_coverage.of };
        assert!(words * 5 >= of * 4, "{words} of {of} words: {comparison:?}");
        checked += 1;
    }
    assert!(checked >= 5);
}

#[test]
fn an_edited_article_is_edited_from_end_to_end() {
    for (comparison, _) in with_wire("edited") {
        let grades: Vec<Grade> = comparison.passages.iter().map(|passage| passage.grade).collect();
        assert_eq!(grades, [Grade::Edited], "{comparison:?}");
    }
}

#[test]
fn shared_speech_stays_a_quotation() {
    let mut checked = 0;
    for (comparison, _) in with_wire("quotes") {
        assert!(comparison.passages.iter().all(|passage| passage.grade == Grade::Quotation), "{comparison:?}");
        checked += comparison.passages.len();
    }
    assert!(checked >= 4);
}

#[test]
fn nothing_is_reworded_from_another_story_or_where_a_story_is_written_separately() {
    for ([a, b], comparison) in answered() {
        let reworded = comparison.passages.iter().any(|passage| passage.grade == Grade::Reworded);
        let apart = !a.meets(&b) || a.is(&["separate", "own"]) || b.is(&["separate", "own"]);
        assert!(!(apart && reworded), "{a:?} with {b:?}: {comparison:?}");
    }
}

#[test]
fn comparing_again_gives_the_same_bytes() {
    let bytes = |compared: &Compared| {
        let mut out = Vec::new();
        for comparison in &compared.comparisons {
            report::write_comparison(&compared.articles, comparison, &mut out).expect("a vector takes all");
        }
        out
    };
    assert_eq!(bytes(compared()), bytes(&compare_all()));
}
