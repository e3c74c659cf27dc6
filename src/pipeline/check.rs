//! The findings of a synthetic corpus beside its truth.

use crate::findings::{Checked, Findings, Recovered};
use crate::index::{Recipe, Settings};
use crate::neardup::Similarity;
use crate::synthetic::{Corpus, Operation, Scratch, Truth};
use crate::text::DocId;
use ahash::AHashMap;
use rayon::prelude::*;

/// Articles of which the truth is counted; of more, only every second, third and so on.
const MOST_COUNTED: u64 = 1_000_000;

/// Articles that a thread counts at a time.
const PIECE: u64 = 512;

/// Looks up in the findings of a synthetic corpus, of this seed and so many articles, what is known to be in it. `recipe` is that of the
/// scan.
///
/// Cost: two sorts of an article's shingles for each article that is made from others or carries a planted paragraph.
pub fn check(findings: &Findings, seed: u64, articles: u64, recipe: &Recipe) -> Checked {
    let truth = Lookup::new(findings, seed, &recipe.settings);
    let step = articles.div_ceil(MOST_COUNTED).max(1);
    let counted = articles.div_ceil(step);
    let piece = |piece: u64| {
        let (mut tally, mut scratch, mut truths) = (Tally::default(), Scratch::default(), Vec::new());
        for number in piece * PIECE..((piece + 1) * PIECE).min(counted) {
            truths.clear();
            truth.corpus.truths(number * step, &mut scratch, &mut truths);
            truths.iter().for_each(|one| truth.count(one, &mut tally));
        }
        tally
    };
    let tally = (0..counted.div_ceil(PIECE)).into_par_iter().map(piece).reduce(Tally::default, Tally::plus);
    let members = findings
        .clusters
        .iter()
        .flat_map(|cluster| cluster.members.iter().map(|(member, _)| (cluster.representative, *member)));
    let members: Vec<(DocId, DocId)> = members.collect();
    let of_pairs = |pairs: &[(DocId, DocId)]| {
        let related = pairs.par_iter().filter(|pair| truth.are_related(**pair)).count();
        Recovered { known: pairs.len() as u64, found: related as u64 }
    };
    let pairs: Vec<_> = findings.pairs.iter().filter(|pair| !pair.template).map(|pair| (pair.a, pair.b)).collect();
    Checked {
        step,
        operations: Operation::MAKING.iter().map(|made| made.name()).zip(tally.operations).collect(),
        planted: findings.run.passages_sought.then_some(tally.planted),
        pairs: of_pairs(&pairs),
        members: of_pairs(&members),
        comparisons: of_pairs(&truth.sharing),
    }
}

#[derive(Default)]
struct Tally {
    operations: [Recovered; Operation::MAKING.len()],
    planted: Recovered,
}

impl Tally {
    fn plus(mut self, other: Self) -> Self {
        self.operations.iter_mut().zip(other.operations).for_each(|(sum, one)| *sum = sum.plus(one));
        self.planted = self.planted.plus(other.planted);
        self
    }
}

/// Findings, where they can be looked up by the numbers of synthetic articles.
struct Lookup<'a> {
    corpus: Corpus,
    findings: &'a Findings,
    settings: &'a Settings,
    /// The numbers of the articles, by their place in the findings; nothing for what is not of this corpus.
    numbers: Vec<Option<u64>>,
    /// The pairs that share passages, ascending.
    sharing: Vec<(DocId, DocId)>,
    places: AHashMap<u64, DocId>,
    /// The representative of each article's cluster.
    clusters: AHashMap<DocId, DocId>,
    /// The passage groups that each article carries, ascending.
    groups: AHashMap<DocId, Vec<u32>>,
}

impl<'a> Lookup<'a> {
    fn new(findings: &'a Findings, seed: u64, settings: &'a Settings) -> Self {
        let numbers: Vec<Option<u64>> = findings.articles.iter().map(|article| article.id.parse().ok()).collect();
        let places = numbers.iter().zip(0..).filter_map(|(number, place)| Some(((*number)?, DocId(place)))).collect();
        let mut clusters = AHashMap::new();
        for cluster in &findings.clusters {
            let members = cluster.members.iter().map(|(member, _)| *member).chain([cluster.representative]);
            clusters.extend(members.map(|member| (member, cluster.representative)));
        }
        let mut groups: AHashMap<DocId, Vec<u32>> = AHashMap::new();
        for (group, number) in findings.groups.iter().zip(0..) {
            group.carriers.iter().for_each(|carrier| groups.entry(carrier.article).or_default().push(number));
        }
        let sharing = findings.comparisons.iter().map(|pair| (pair.a, pair.b)).collect();
        Self { corpus: Corpus::new(seed), findings, settings, numbers, sharing, places, clusters, groups }
    }

    fn count(&self, truth: &Truth, tally: &mut Tally) {
        let pair = [truth.from, truth.article].map(|number| self.places.get(&number).copied());
        let pair = if let [Some(from), Some(article)] = pair { Some((from, article)) } else { None };
        if let Some(place) = Operation::MAKING.iter().position(|made| *made == truth.operation) {
            let similarity = Similarity { shared: truth.shared_shingles, a: truth.from_shingles, b: truth.shingles };
            // Without house text, which does not count, such a pair may be less alike.
            let clear = !self.corpus.share_house_text(truth.article, truth.from);
            if clear && self.settings.near_duplicate.met_by(similarity) {
                tally.operations[place].count(pair.is_some_and(|pair| self.are_near_duplicates(pair)));
            }
        } else if truth.kept_words as usize >= self.settings.run_words {
            tally.planted.count(pair.is_some_and(|pair| self.share_a_passage(pair)));
        }
    }

    fn are_near_duplicates(&self, (a, b): (DocId, DocId)) -> bool {
        let clusters = [a, b].map(|article| self.clusters.get(&article));
        let listed =
            || self.findings.pairs.binary_search_by_key(&(a.min(b), a.max(b)), |pair| (pair.a, pair.b)).is_ok();
        clusters[0].is_some() && clusters[0] == clusters[1] || listed()
    }

    fn share_a_passage(&self, (a, b): (DocId, DocId)) -> bool {
        let key = (a.min(b), a.max(b));
        let groups = [a, b].map(|article| self.groups.get(&article).map_or(&[][..], Vec::as_slice));
        self.sharing.binary_search(&key).is_ok() || groups[0].iter().any(|group| groups[1].binary_search(group).is_ok())
    }

    fn are_related(&self, (a, b): (DocId, DocId)) -> bool {
        let (mut of_a, mut of_b) = (Vec::new(), Vec::new());
        let known = [(a, &mut of_a), (b, &mut of_b)].into_iter().all(|(article, origins)| {
            self.numbers[article.index()].is_some_and(|number| {
                self.corpus.origins(number, origins);
                true
            })
        });
        known && of_a.iter().any(|origin| of_b.binary_search(origin).is_ok())
    }
}
