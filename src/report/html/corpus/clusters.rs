use super::bounds::{CLUSTERED, CLUSTERS, Listed, MEMBERS};
use super::cast::Cast;
use crate::findings::{Cluster, Findings};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A cluster: its size, how many outlets it is of, the place among the named days of the first (-1 for none), the lowest similarity as two
/// integers, the representative, and the members without it, the earliest first: article, shared and all shingles.
#[derive(Debug, Serialize)]
pub(super) struct ClusterData(usize, usize, Option<String>, [u64; 2], u32, Vec<[u64; 3]>);

/// The largest clusters.
pub(super) fn clusters(findings: &Findings, cast: &mut Cast) -> Listed<ClusterData> {
    let mut named = 0;
    let fitting = findings.clusters.iter().take(CLUSTERS).take_while(|cluster| {
        named += cluster.size().min(MEMBERS);
        named <= CLUSTERED
    });
    let shown: Vec<ClusterData> = fitting.map(|cluster| told(findings, cluster, cast)).collect();
    Listed { shown, all: findings.clusters.len(), file: "clusters" }
}

fn told(findings: &Findings, cluster: &Cluster, cast: &mut Cast) -> ClusterData {
    let numbers = || cluster.members.iter().map(|(member, _)| *member).chain([cluster.representative]);
    let (mut sources, mut days) = (BTreeSet::new(), BTreeMap::new());
    for number in numbers() {
        let article = findings.articles.get(number).into_owned();
        sources.insert(article.source);
        days.insert(number, article.day);
    }
    let (outlets, first) = (sources, days.values().flatten().min().cloned());
    let mut members: Vec<_> = cluster.members.iter().collect();
    members.sort_by_key(|(member, _)| {
        let day = &days[member];
        (day.is_none(), day, *member)
    });
    let lowest = cluster.lowest();
    let representative = cast.article(cluster.representative);
    let members = members.into_iter().take(MEMBERS).map(|(member, similarity)| {
        let jaccard = similarity.jaccard();
        [cast.article(*member).into(), jaccard.shared, jaccard.total]
    });
    ClusterData(cluster.size(), outlets.len(), first, [lowest.shared, lowest.total], representative, members.collect())
}
