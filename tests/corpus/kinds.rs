//! Every article of the corpus marks its own answer; a scan must give it, on one thread as on many.

use crate::answer::{Answer, files, scan_corpus};
use retold::findings::{Comparison, Findings, Grade};
use retold::text::DocId;

/// Kinds that are the wire's text, cut, extended, moved or lightly edited.
const COPIES: [&str; 5] = ["reprint", "cut", "extended", "moved", "edited"];
/// Kinds that are nobody's near-duplicate.
const OWN: [&str; 7] = ["own", "separate", "quotes", "spun", "joined", "template", "boilerplate"];

fn answers(findings: &Findings) -> Vec<Answer> {
    findings.articles.iter().map(|article| Answer::of(&article.id)).collect()
}

fn between(findings: &Findings, a: usize, b: usize) -> Option<Comparison> {
    let (a, b) = (DocId(a.min(b) as u32), DocId(a.max(b) as u32));
    findings.comparisons.iter().find(|comparison| (comparison.a, comparison.b) == (a, b))
}

/// Calls `check` with each article of the wanted kinds and the wire of each of its stories.
fn each_with_its_wire(findings: &Findings, kinds: &[&str], mut check: impl FnMut(usize, usize)) {
    let answers = answers(findings);
    let mut checked = 0;
    for (article, answer) in answers.iter().enumerate().filter(|(_, answer)| answer.is(kinds)) {
        for (wire, _) in answers.iter().enumerate().filter(|(_, other)| other.is(&["wire"]) && other.meets(answer)) {
            check(article, wire);
            checked += 1;
        }
    }
    assert!(checked >= 2, "no article of {kinds:?} was checked");
}

#[test]
fn the_corpus_is_read_whole() {
    let findings = scan_corpus(0);
    assert_eq!(findings.run.skipped, []);
    assert!(findings.articles.len() >= 60 && findings.outlets.len() >= 12);
    for kind in COPIES.iter().chain(&OWN).chain(&["wire"]) {
        let count = answers(&findings).iter().filter(|answer| answer.is(&[kind])).count();
        assert!(count >= 2, "{count} articles are {kind}");
    }
}

#[test]
fn every_copy_of_a_wire_story_is_its_near_duplicate() {
    let findings = scan_corpus(0);
    each_with_its_wire(&findings, &COPIES, |copy, wire| {
        let (a, b) = (DocId(copy.min(wire) as u32), DocId(copy.max(wire) as u32));
        let found = findings.pairs.iter().any(|edge| (edge.a, edge.b) == (a, b));
        assert!(found, "{} is not found with its wire", findings.articles.id(DocId(copy as u32)));
    });
}

#[test]
fn nothing_else_is_a_near_duplicate() {
    let findings = scan_corpus(0);
    let answers = answers(&findings);
    for edge in &findings.pairs {
        let (a, b) = (&answers[edge.a.index()], &answers[edge.b.index()]);
        assert!(a.meets(b) && !a.is(&OWN) && !b.is(&OWN), "{a:?} with {b:?}");
    }
    for cluster in &findings.clusters {
        let story = &answers[cluster.representative.index()];
        assert!(cluster.members.iter().all(|(member, _)| answers[member.index()].stories == story.stories));
    }
}

#[test]
fn a_joined_article_shares_verbatim_passages_with_both_its_stories() {
    let findings = scan_corpus(0);
    each_with_its_wire(&findings, &["joined"], |joined, wire| {
        let comparison = between(&findings, joined, wire).expect("the joined article shares passages");
        let verbatim = comparison.passages.iter().filter(|passage| passage.grade == Grade::Verbatim);
        assert!(verbatim.map(|passage| passage.words_equal).sum::<u32>() > 80);
    });
}

#[test]
fn moved_paragraphs_are_found_where_they_went() {
    let findings = scan_corpus(0);
    each_with_its_wire(&findings, &["moved"], |moved, wire| {
        let comparison = between(&findings, moved, wire).expect("the moved article shares passages");
        let places: Vec<(u32, u32)> = comparison.paragraphs.iter().map(|pair| (pair.a, pair.b)).collect();
        assert!(places.len() >= 8 && !places.is_sorted_by_key(|place| place.1));
        assert!(comparison.a_coverage.words * 10 >= comparison.a_coverage.of * 9);
    });
}

#[test]
fn speech_that_two_reports_share_is_graded_quotation() {
    let findings = scan_corpus(0);
    each_with_its_wire(&findings, &["quotes"], |quotes, wire| {
        let comparison = between(&findings, quotes, wire).expect("the quotations are shared");
        assert!(comparison.passages.len() >= 2);
        assert!(comparison.passages.iter().all(|passage| passage.grade == Grade::Quotation));
    });
}

#[test]
fn separate_and_own_articles_share_nothing_with_anyone() {
    let findings = scan_corpus(0);
    let answers = answers(&findings);
    for comparison in findings.comparisons.iter() {
        for number in [comparison.a, comparison.b] {
            let answer = &answers[number.index()];
            assert!(!answer.is(&["own", "separate"]), "{answer:?}");
        }
    }
}

#[test]
fn a_spun_article_is_never_called_verbatim() {
    let findings = scan_corpus(0);
    each_with_its_wire(&findings, &["spun"], |spun, wire| {
        let passages = between(&findings, spun, wire).map_or_else(Vec::new, |comparison| comparison.passages);
        assert!(passages.iter().all(|passage| passage.grade != Grade::Verbatim));
    });
}

#[test]
fn boilerplate_is_shared_within_its_outlet_alone() {
    let findings = scan_corpus(0);
    let answers = answers(&findings);
    let mut shared = 0;
    for comparison in findings.comparisons.iter() {
        let [a, b] = [comparison.a, comparison.b].map(|number| number.index());
        if answers[a].is(&["boilerplate"]) || answers[b].is(&["boilerplate"]) {
            let source = |number: usize| findings.articles.get(DocId(number as u32)).source.clone();
            assert_eq!(source(a), source(b));
            shared += 1;
        }
    }
    assert!(shared >= 3);
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let one = scan_corpus(1);
    for threads in [2, 7] {
        assert_eq!(files(&scan_corpus(threads)), files(&one), "{threads} threads");
    }
}
