//! The whole way through the corpus that stands beside the sources: read, cut, sketch, propose, compare, cluster.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use retold::{Scan, Silent, scan};

fn scan_corpus(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("scan");
    let task = |passages| Scan { paths: vec!["corpus".into()], passages, ..Scan::default() };
    group.throughput(Throughput::Elements(78));
    for (name, passages, sharing) in [("clusters", false, 0), ("clusters and passages", true, 71)] {
        let task = task(passages);
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let findings = scan(&task, &Silent).expect("the memory suffices");
                assert_eq!((findings.clusters.len(), findings.comparisons.len()), (12, sharing));
            });
        });
    }
    group.finish();
}

criterion_group!(benches, scan_corpus);
criterion_main!(benches);
