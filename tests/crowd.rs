//! What many share: copies by the thousand, templates, house text. Nothing is lost, nothing takes quadratic time.

use retold::findings::Findings;
use retold::hash::scatter;
use retold::{Scan, Silent, scan};
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;

/// Scans records of (outlet, text); an article's id is its place in the list.
fn scanned(records: &[(String, String)], passages: bool) -> Findings {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("news.jsonl");
    let record = |(id, (source, text)): (usize, &(String, String))| {
        format!("{}\n", json!({"id": format!("{id:05}"), "source": source, "text": text}))
    };
    fs::write(&path, records.iter().enumerate().map(record).collect::<String>()).expect("the file can be written");
    let task = Scan { paths: vec![path], passages, ..Scan::default() };
    scan(&task, &Silent).expect("the memory suffices")
}

/// A text of so many invented words, another for each seed.
fn words(seed: u64, count: u64) -> String {
    let letter = |bits: u64| char::from(b'a' + (bits % 16) as u8);
    let word = |hash: u64| (0..6).map(|place| letter(hash >> (4 * place))).collect::<String>() + " ";
    (0..count).map(|at| word(scatter(seed << 20 | at))).collect()
}

#[test]
fn two_thousand_copies_are_one_cluster_and_every_carrier_is_in_it() {
    let records: Vec<_> = (0..2_000).map(|number| (format!("outlet {}", number % 40), words(1, 150))).collect();
    let findings = scanned(&records, true);
    assert_eq!((findings.clusters.len(), findings.clusters[0].size()), (1, 2_000));
    // Too many pairs to tell one by one: each carrier is told with the first, the others are counted.
    assert_eq!((findings.pairs.len(), findings.comparisons.len()), (1_999, 1_999));
    assert_eq!(findings.run.untold, 2_000 * 1_999 / 2 - 1_999);
    assert_eq!((findings.groups.len(), findings.groups[0].articles, findings.groups[0].variants()), (1, 2_000, 1));
    // Attribution counts all carriers all the same: each outlet's 50 articles are shared with every outlet.
    assert_eq!(findings.outlet_pairs.len(), 40 * 40);
    assert!(findings.outlet_pairs.iter().all(|pair| (pair.articles, pair.words) == (50, 50 * 150)));
}

#[test]
fn a_crowd_of_edited_copies_loses_no_member() {
    let copy = |number: u64| {
        let mut text: Vec<String> = words(2, 200).split(' ').map(str::to_owned).collect();
        text[(number % 150) as usize] = format!("edit{number}");
        ("outlet".to_owned(), text.join(" "))
    };
    let records: Vec<_> = (0..300).map(copy).collect();
    let findings = scanned(&records, false);
    assert!(findings.run.crowds > 0);
    assert_eq!((findings.clusters.len(), findings.clusters[0].size()), (1, 300));
    assert!(findings.run.candidates < 300 * 40, "{} pairs were compared", findings.run.candidates);
}

#[test]
fn a_story_in_a_hundred_outlets_is_one_passage_and_all_shares_are_exact() {
    // Each outlet edits one word of 200; of two outlets at least 176 words are shared, as each edit parts the story in runs.
    let print = |number: u64| {
        let mut text: Vec<String> = words(2, 200).split_whitespace().map(str::to_owned).collect();
        text[40 + number as usize] = format!("edit{number}");
        (format!("outlet {number:03}"), text.join(" "))
    };
    let records: Vec<_> = (0..100).map(print).collect();
    let findings = scanned(&records, true);
    assert!(findings.run.crowds > 0);
    assert_eq!((findings.groups.len(), findings.groups[0].articles, findings.groups[0].outlets), (1, 100, 100));
    assert_eq!(findings.outlet_pairs.len(), 100 * 99, "no outlet shares with itself: it has one article");
    for pair in &findings.outlet_pairs {
        let [a, b] = [pair.outlet, pair.other].map(|outlet| 40 + outlet);
        let between = a.abs_diff(b);
        // What lies between two edits is shared if it is long enough.
        let shared = if a == b {
            199
        } else if between > 12 {
            198
        } else {
            200 - between - 1
        };
        assert_eq!((pair.words, pair.words_undecided), (shared.into(), shared.into()), "{pair:?}");
    }
}

#[test]
fn two_stories_in_one_crowd_are_two_clusters() {
    let copy = |number: u64| {
        let story = number % 2;
        let edited = words(100 + number, 4);
        (format!("outlet {number}"), format!("{} {edited}{}", words(3, 60), words(4 + story, 140)))
    };
    let records: Vec<_> = (0..200).map(copy).collect();
    let findings = scanned(&records, false);
    let mut sizes: Vec<usize> = findings.clusters.iter().map(|cluster| cluster.size()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [100, 100]);
}

#[test]
fn reports_of_one_template_are_marked_and_in_no_cluster_together() {
    let report = |number: u64| {
        let figure = |at: u64| scatter(number << 8 | at) % 900_000 + 100_000;
        let sentence = |at: u64| format!("{} stood at {} crowns on the quay. ", words(20 + at, 20), figure(at));
        ("market wire".to_owned(), (0..7).map(sentence).collect::<String>())
    };
    let mut records: Vec<_> = (0..12).map(report).collect();
    // One of them printed by another outlet, with a word changed: that is a near-duplicate.
    records.push(("gazette".to_owned(), records[0].1.replacen("stood", "closed", 1)));
    let findings = scanned(&records, true);
    let clusters: Vec<BTreeSet<u32>> = findings
        .clusters
        .iter()
        .map(|cluster| cluster.members.iter().map(|member| member.0.0).chain([cluster.representative.0]).collect())
        .collect();
    assert_eq!(clusters, [BTreeSet::from([0, 12])]);
    assert!(findings.pairs.iter().filter(|pair| pair.template).count() >= 60);
}

#[test]
fn briefs_of_one_outlet_are_not_alike_for_their_house_text() {
    let house = words(7, 120);
    let brief = |number: u64, outlet: &str| (outlet.to_owned(), format!("{}\n\n{house}", words(30 + number, 40)));
    let mut records: Vec<_> = (0..10).map(|number| brief(number, "gazette")).collect();
    let findings = scanned(&records, true);
    assert!(findings.pairs.is_empty() && findings.comparisons.len() == 45, "the shared paragraph is still told");
    // It is told once as house text, and neither a passage that many carry nor a share of anyone's words.
    let told: Vec<_> = findings.boilerplate.iter().map(|x| (x.articles, x.words, x.total_words)).collect();
    assert_eq!(told, [(10, 120, 1_200)]);
    assert!(findings.groups.is_empty() && findings.outlet_pairs.is_empty());
    assert_eq!(findings.outlets[0].share.map(|share| (share.own_words, share.boilerplate_words)), Some((400, 1_200)));
    // The same page without an outlet's name: nobody knows whose house it would be.
    records.iter_mut().for_each(|record| record.0.clear());
    assert!(!scanned(&records, true).pairs.is_empty());
    // A story that the outlet printed thrice is no house text.
    let story: Vec<_> =
        (0..3).map(|number| ("gazette".to_owned(), format!("{house}\n\n{}", words(50 + number, 24)))).collect();
    assert_eq!(scanned(&story, true).clusters.len(), 1);
}

#[test]
fn a_brief_is_found_with_the_long_story_that_it_was_cut_from() {
    // 150 words of 2,000, six of them changed: containment about 0.8, Jaccard 0.06.
    let mut records: Vec<(String, String)> = Vec::new();
    for story in 0..60 {
        let long: Vec<String> = words(1_000 + story, 2_000).split_whitespace().map(str::to_owned).collect();
        let start = (scatter(story) % 1_800) as usize;
        let mut brief = long[start..start + 150].to_vec();
        (0..6).for_each(|edit| brief[12 + 25 * edit] = format!("edited{edit}"));
        records.push(("agency".to_owned(), long.join(" ")));
        records.push(("gazette".to_owned(), brief.join(" ")));
    }
    let findings = scanned(&records, false);
    assert_eq!(findings.pairs.len(), 60);
    for pair in &findings.pairs {
        assert_eq!(pair.a.0 + 1, pair.b.0);
        assert!(pair.similarity.jaccard().value() < 0.07 && pair.similarity.containment().value() < 0.85);
    }
}

#[test]
fn what_articles_on_one_subject_share_by_chance_is_measured_and_copies_are_not_counted() {
    // Ten stories of rare words; each told by three outlets: two copies, and one that has the telling words in order and no run in common.
    let own = |story: u64, teller: u64| -> String {
        let (telling, filler) = (words(story, 40), words(1_000 + 10 * story + teller, 80));
        let filler: Vec<&str> = filler.split_whitespace().collect();
        telling
            .split_whitespace()
            .zip(filler.chunks(2))
            .map(|(word, two)| format!("{word} {} ", two.join(" ")))
            .collect()
    };
    let record = |story: u64, teller: u64| (format!("outlet {teller}"), own(story, teller / 2 * 2));
    let records: Vec<_> = (0..10).flat_map(|story| (0..3).map(move |teller| record(story, teller))).collect();
    let chance = scanned(&records, true).run.chance.expect("there are articles on one subject");
    assert!((5..=10).contains(&chance.pairs), "{chance:?}");
    assert_eq!((chance.median.shared, chance.nine_in_ten.shared), (0, 0));
}
