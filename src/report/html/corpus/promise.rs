use crate::findings::Findings;
use crate::report::terminal::{count, things};

/// What the answer promises and what it does not, for a reader who knows no term of the field.
pub(super) fn promises(findings: &Findings) -> Vec<String> {
    let run = &findings.run;
    let setting = |name: &str| run.recipe.iter().find(|(known, _)| *known == name).map_or(0.0, |(_, value)| *value);
    let mut lines = vec![
        format!(
            "Near-duplicates: two articles are called so when, of all runs of {} words that stand in either, at least {} stand in both \
             (their Jaccard similarity), or when the smaller one stands in the larger to at least {}. Every pair that is told was counted \
             exactly.",
            setting("shingle_words"),
            setting("least_jaccard"),
            setting("least_containment"),
        ),
        format!(
            "What could be missed: a pair that is just alike enough is looked at with probability {}, one that is more alike more surely; \
             a pair that has {} words in a row in common always.",
            setting("recall"),
            setting("guaranteed_run_words"),
        ),
        "Clusters do not chain: each article was compared with the one that represents its cluster, and the lowest similarity that is shown \
         is the lowest to that one."
            .to_owned(),
    ];
    if let Some(recall) = run.recall {
        lines.push(format!(
            "Measured on this corpus: {} sampled texts were compared with all others; of {} so found, the search had looked at {}.",
            count(recall.sampled),
            things(recall.pairs, "near-duplicate pair"),
            count(recall.found),
        ));
    }
    if !run.passages_sought {
        lines.push("Passages were not looked for in this run (--no-passages).".to_owned());
        return lines;
    }
    let proved = if run.proof.is_some() {
        "It was put to the proof on this corpus, as is said at the head of the page."
    } else {
        "It was not put to the proof on this corpus: --exact does that, by comparing everything."
    };
    lines.push(format!(
        "Passages: every run of at least {} words that stands in two articles was found, and with it who carries it. {proved}",
        setting("guaranteed_run_words"),
    ));
    if run.crowds > 0 {
        lines.push(format!(
            "Where very many articles share a text ({}), pairs are told through one that stands for the others; passages and the \
             shares of outlets hold every one.",
            things(run.crowds, "crowd"),
        ));
    }
    lines.push(
        "Text in other words is told only where much speaks for it, and some is missed. Who had it first is what dates say: not who wrote it. \
         That two articles share text is no verdict on either."
            .to_owned(),
    );
    lines
}
