//! A bench for each stage of a scan, on the same 2,000 synthetic articles: making them, reading, cutting words, sketching, grouping,
//! counting, aligning, and the whole way. Each first asserts its answer, against the truth of the corpus or a count made the obvious way.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use retold::index::{Key, Segment, SegmentWriter, Sketch};
use retold::ingest::parse_bytes;
use retold::neardup::similarity;
use retold::overlap::{Alignment, passages};
use retold::pipeline::check;
use retold::shingle::{ShingleSet, ShingleSize};
use retold::spill::Space;
use retold::synthetic::{Corpus, Operation, Scratch, Truth};
use retold::text::{TextId, Words};
use retold::{Reading, Recipe, Scan, Silent, scan};
use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::time::Duration;

const ARTICLES: u64 = 2000;
const SEED: u64 = 1;

/// The articles, as each stage hands them to the next.
struct Articles {
    corpus: Corpus,
    lines: Vec<u8>,
    texts: Vec<String>,
    words: Vec<Words>,
    truths: Vec<Truth>,
}

impl Articles {
    fn new() -> Self {
        let corpus = Corpus::new(SEED);
        let lines = write(&corpus);
        let texts: Vec<String> = read(&lines).values().cloned().collect();
        let words: Vec<Words> = texts.iter().map(|text| Words::cut(text)).collect();
        let (mut truths, mut scratch) = (Vec::new(), Scratch::default());
        (0..ARTICLES).for_each(|number| corpus.truths(number, &mut scratch, &mut truths));
        assert!(truths.len() > 400, "a fifth is made from others, a tenth holds planted paragraphs");
        Self { corpus, lines, texts, words, truths }
    }

    fn sketches(&self) -> Vec<Sketch> {
        let recipe = Recipe::default();
        self.words.iter().map(|words| Sketch::of(&words.hashes, &recipe, true)).collect()
    }

    fn sets(&self) -> Vec<ShingleSet> {
        self.words.iter().map(|words| ShingleSet::of(&words.hashes, size())).collect()
    }

    fn pair(&self, truth: &Truth) -> (&Words, &Words) {
        (&self.words[truth.article as usize], &self.words[truth.from as usize])
    }
}

fn write(corpus: &Corpus) -> Vec<u8> {
    let (mut lines, mut scratch) = (Vec::new(), Scratch::default());
    (0..ARTICLES).for_each(|number| corpus.line(number, &mut scratch, &mut lines));
    lines
}

/// The keys of the texts, in the order in which they are given.
fn segment(sketches: Vec<Sketch>) -> Segment {
    let writer = SegmentWriter::new(&Space::unlimited(), true);
    writer.add(&(0..).map(TextId).zip(sketches).collect::<Vec<_>>());
    writer.finish()
}

fn size() -> ShingleSize {
    ShingleSize::new(5).expect("five words make a shingle")
}

/// The texts, by id.
fn read(lines: &[u8]) -> BTreeMap<String, String> {
    let parsed = parse_bytes("news.jsonl", lines, &Reading::default());
    assert!(parsed.skipped.is_empty());
    parsed.documents.into_iter().map(|document| (document.id, document.text)).collect()
}

fn stages(criterion: &mut Criterion) {
    let articles = Articles::new();
    let bytes = Throughput::Bytes(articles.lines.len() as u64);
    let mut group = criterion.benchmark_group("stages");
    group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));

    group.throughput(bytes.clone());
    assert!(write(&Corpus::new(SEED)) == articles.lines, "an article depends on its number alone");
    group.bench_function("make", |bencher| bencher.iter(|| write(black_box(&articles.corpus))));

    assert_eq!(articles.texts.len() as u64, ARTICLES);
    group.bench_function("read", |bencher| {
        bencher.iter(|| parse_bytes("news.jsonl", black_box(&articles.lines), &Reading::default()));
    });

    // No word of the corpus has a hyphen or an apostrophe.
    let counted = |text: &String| text.split_whitespace().count();
    assert!(articles.texts.iter().map(counted).eq(articles.words.iter().map(Words::len)), "words are what blanks part");
    group.bench_function("cut", |bencher| {
        bencher.iter(|| black_box(&articles.texts).iter().map(|text| Words::cut(text)).collect::<Vec<_>>());
    });

    let sketches = articles.sketches();
    let sets = articles.sets();
    for (set, words) in sets.iter().zip(&articles.words) {
        assert_eq!(set.len(), words.hashes.windows(5).collect::<BTreeSet<_>>().len());
    }
    group.bench_function("sketch", |bencher| bencher.iter(|| black_box(&articles).sketches()));

    assert_proposed(&segment(sketches.clone()), &articles.truths);
    let propose = |sketches| {
        let (segment, mut texts) = (segment(sketches), 0);
        for (key, part) in
            [Key::Band, Key::Fingerprint].into_iter().flat_map(|key| Segment::parts().map(move |part| (key, part)))
        {
            segment.groups(key, part, |group| texts += group.len());
        }
        texts
    };
    group.bench_function("group", |bencher| {
        bencher.iter_batched(|| sketches.clone(), propose, BatchSize::LargeInput);
    });

    let similar = |truth: &Truth| similarity(&sets[truth.article as usize], &sets[truth.from as usize]);
    for truth in &articles.truths {
        let counted = similar(truth);
        assert_eq!(
            (counted.shared, counted.a, counted.b),
            (truth.shared_shingles, truth.shingles, truth.from_shingles)
        );
    }
    group.throughput(Throughput::Elements(articles.truths.len() as u64));
    group.bench_function("count", |bencher| {
        bencher.iter(|| black_box(&articles.truths).iter().map(|truth| similar(truth).shared).sum::<u32>());
    });

    let alignment = Alignment { rewording: None, ..Recipe::default().close_alignment() };
    let aligned = |truth: &Truth| {
        let (article, from) = articles.pair(truth);
        passages(article, from, alignment)
    };
    assert_aligned(&articles, aligned);
    group.bench_function("align", |bencher| {
        bencher.iter(|| black_box(&articles.truths).iter().map(|truth| aligned(truth).len()).sum::<usize>());
    });
    group.finish();
}

/// Pairs that are much alike are proposed.
fn assert_proposed(segment: &Segment, truths: &[Truth]) {
    let mut proposed: BTreeSet<(TextId, TextId)> = BTreeSet::new();
    for part in Segment::parts() {
        segment.groups(Key::Band, part, |group| {
            group.iter().for_each(|&a| proposed.extend(group.iter().map(|&b| (a, b))));
        });
    }
    let alike = truths.iter().filter(|truth| 10 * truth.shared_shingles >= 8 * truth.union_shingles());
    let mut known = 0;
    for truth in alike {
        assert!(proposed.contains(&(TextId(truth.from as u32), TextId(truth.article as u32))), "{truth:?}");
        known += 1;
    }
    assert!(known > 50);
}

/// What an article took over as it stands is found, word for word.
fn assert_aligned(articles: &Articles, aligned: impl Fn(&Truth) -> Vec<retold::overlap::Passage>) {
    let whole = [Operation::Cut, Operation::Joined, Operation::Reheadlined];
    for truth in articles.truths.iter().filter(|truth| whole.contains(&truth.operation) && truth.kept_words >= 12) {
        let found: u32 = aligned(truth).iter().filter(|found| !found.again).map(|found| found.words_equal()).sum();
        assert!(found >= truth.kept_words, "{truth:?}: {found} words found");
    }
}

fn whole(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("news.jsonl");
    let lines = write(&Corpus::new(SEED));
    std::fs::write(&path, &lines).expect("the corpus can be written");
    let mut group = criterion.benchmark_group("whole");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(5));
    group.throughput(Throughput::Bytes(lines.len() as u64));
    for (name, passages) in [("clusters", false), ("clusters and passages", true)] {
        let task = Scan { paths: vec![path.clone()], passages, ..Scan::default() };
        let findings = scan(&task, &Silent).expect("the memory suffices");
        let checked = check(&findings, SEED, ARTICLES, &task.recipe);
        let found = [checked.near_duplicates(), checked.pairs, checked.planted.unwrap_or_default()];
        assert!(found.iter().all(|found| found.found == found.known) && found[0].known > 200, "{checked:?}");
        group.bench_function(name, |bencher| bencher.iter(|| scan(black_box(&task), &Silent)));
    }
    group.finish();
}

criterion_group!(benches, stages, whole);
criterion_main!(benches);
