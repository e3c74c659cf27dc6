//! Findings as Markdown (GitHub's, which most mail and ticket programs take): the sentence, the evidence as tables with quotes, words that differ in bold.
//!
//! What came from outside is escaped: it is shown as it is and forms no markup, no link, no table of its own.

use super::terminal::{Page, count, headline_sentence, percent, quotient, sentence, similarity, summary, things};
use crate::findings::{
    Article, Articles, Cluster, Comparison, Coverage, Findings, Group, OutletPair, ParagraphPair, Stretch,
};
use crate::text::{Span, printable};
use std::cmp::Reverse;
use std::io::{self, Write};

/// Characters of a quotation in a list of many.
const BEGINNING: usize = 200;

/// Writes a comparison of `articles` with these `texts`: the sentence, the two articles, and a table of the pairs of paragraphs as either has them.
///
/// # Errors
/// When `out` takes no more.
pub fn write_comparison_markdown(
    articles: &Articles,
    texts: &[String],
    comparison: &Comparison,
    out: &mut dyn Write,
) -> io::Result<()> {
    let texts = [comparison.a, comparison.b].map(|number| texts[number.index()].as_str());
    writeln!(out, "**{}**\n", sentence(comparison))?;
    let sides = [("A", comparison.a, comparison.a_coverage), ("B", comparison.b, comparison.b_coverage)];
    for (letter, number, coverage) in sides {
        writeln!(out, "- **{letter}**: {}", told(&articles.get(number), Some(coverage)))?;
    }
    let headline = comparison.closeup.as_ref().and_then(|closeup| closeup.headline);
    let headline = headline.map_or(String::new(), |headline| format!(" {}.", headline_sentence(headline)));
    writeln!(out, "\n{}{headline}", similarity(comparison))?;
    if comparison.passages.is_empty() {
        return Ok(());
    }
    table(out, &["A", "B", "grade", "words equal", "A says", "B says"], "lllrll".chars())?;
    comparison.paragraphs.iter().try_for_each(|pair| row(out, &pair_cells(comparison, pair, texts)))
}

fn pair_cells(comparison: &Comparison, pair: &ParagraphPair, [a, b]: [&str; 2]) -> [String; 6] {
    let size = match pair.a_words == pair.b_words && pair.words_equal == pair.a_words {
        true => format!("all {}", pair.words_equal),
        false => format!("{} of {} and {}", pair.words_equal, pair.a_words, pair.b_words),
    };
    let edits = |stretch: &Stretch| comparison.passages[stretch.passage].edits.iter();
    let says_a = pair.stretches.iter().map(|it| quote(it.a, a, edits(it).map(|edit| edit.a)));
    let says_b = pair.stretches.iter().map(|it| quote(it.b, b, edits(it).map(|edit| edit.b)));
    let (says_a, says_b): (Vec<String>, Vec<String>) = (says_a.collect(), says_b.collect());
    let paragraphs = [pair.a, pair.b].map(|number| format!("¶{number}"));
    let [in_a, in_b] = paragraphs;
    [in_a, in_b, pair.grade.name().to_owned(), size, says_a.join(" … "), says_b.join(" … ")]
}

/// What stands at a place of a text, the words at `differing` places in bold.
fn quote(place: Span, text: &str, differing: impl Iterator<Item = Span>) -> String {
    let mut inside: Vec<Span> =
        differing.filter(|it| !it.is_empty() && it.start >= place.start && it.end <= place.end).collect();
    inside.sort_unstable();
    let (mut shown, mut at) = (String::new(), place.start as usize);
    for span in inside {
        let start = at.max(span.start as usize);
        shown += &escaped(&text[at..start]);
        at = at.max(span.end as usize);
        if start < at {
            shown += &format!("**{}**", escaped(&text[start..at]));
        }
    }
    shown + &escaped(&text[at..place.end as usize])
}

/// Writes the answer of a scan: what was read, then of each list as many entries as the page has.
///
/// # Errors
/// When `out` takes no more.
pub fn write_findings_markdown(findings: &Findings, page: Page, out: &mut dyn Write) -> io::Result<()> {
    for line in summary(findings) {
        writeln!(out, "{line}\n")?;
    }
    let clusters: Vec<&Cluster> = findings.clusters.iter().collect();
    let columns = ["cluster", "articles", "outlets", "lowest Jaccard", "represented by"];
    list(out, "Near-duplicates", &clusters, page, (&columns, "rrrrl"), |number, cluster| {
        let representative = findings.articles.get(cluster.representative);
        let lowest = quotient(cluster.lowest());
        let size = count(cluster.size() as u64);
        vec![number.to_string(), size, count(outlets(findings, cluster)), lowest, told(&representative, None)]
    })?;
    let groups: Vec<&Group> = findings.groups.iter().filter(|group| group.outlets > 1).collect();
    let columns = ["articles", "outlets", "words", "first in", "begins"];
    list(out, "Passages that several outlets carry", &groups, page, (&columns, "rrrll"), |_, group| {
        let origin = findings.articles.get(group.carriers[0].article);
        let [articles, outlets, words] = [group.articles, group.outlets, group.words()].map(|it| count(it.into()));
        vec![articles, outlets, words, told(&origin, None), beginning(&group.text)]
    })?;
    let mut pairs: Vec<&OutletPair> = findings.outlet_pairs.iter().filter(|pair| pair.outlet != pair.other).collect();
    pairs.sort_by_key(|pair| (Reverse(pair.words), **pair));
    let columns = ["outlet", "other", "articles", "words", "of all", "earlier", "later", "undecided"];
    let title = "Words that stand in another outlet too, and when there";
    list(out, title, &pairs, page, (&columns, "llrrrrrr"), |_, pair| {
        let [outlet, other] = [pair.outlet, pair.other].map(|number| &findings.outlets[number as usize]);
        let counts = [pair.words_earlier, pair.words_later, pair.words_undecided].map(count);
        let shared = [count(pair.articles.into()), count(pair.words), percent(pair.words, outlet.words)];
        [escaped(&outlet.name), escaped(&other.name)].into_iter().chain(shared).chain(counts).collect()
    })?;
    let inputs = things(findings.run.inputs.len() as u64, "file");
    writeln!(out, "retold {}, {inputs} read.", env!("CARGO_PKG_VERSION"))
}

/// Of a list that holds something a heading and a table of its first entries.
fn list<T>(
    out: &mut dyn Write,
    title: &str,
    entries: &[T],
    page: Page,
    (columns, alignment): (&[&str], &str),
    cells: impl Fn(usize, &T) -> Vec<String>,
) -> io::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let shown = page.entries.min(entries.len());
    let part =
        if shown == entries.len() { String::new() } else { format!(" ({shown} of {})", count(entries.len() as u64)) };
    writeln!(out, "### {title}{part}")?;
    table(out, columns, alignment.chars())?;
    (1..).zip(&entries[..shown]).try_for_each(|(number, entry)| row(out, &cells(number, entry)))?;
    writeln!(out)
}

fn table(out: &mut dyn Write, columns: &[&str], alignment: impl Iterator<Item = char>) -> io::Result<()> {
    let rule: Vec<&str> = alignment.map(|side| if side == 'r' { "---:" } else { "---" }).collect();
    writeln!(out, "\n| {} |\n| {} |", columns.join(" | "), rule.join(" | "))
}

fn row(out: &mut dyn Write, cells: &[String]) -> io::Result<()> {
    writeln!(out, "| {} |", cells.join(" | "))
}

/// An article in a line: its headline, outlet, day, size and id.
fn told(article: &Article, coverage: Option<Coverage>) -> String {
    let title = article.title.as_deref().map(|title| format!("“{}”", escaped(title)));
    let size = coverage.map(|coverage| {
        let shared = percent(coverage.words.into(), coverage.of.into());
        format!("{}, {shared} of them in the other", things(coverage.of.into(), "word"))
    });
    let parts = [title, Some(escaped(&article.source)), article.day.clone(), size, Some(escaped(&article.id))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// How many outlets the articles of a cluster are of.
fn outlets(findings: &Findings, cluster: &Cluster) -> u64 {
    let members = cluster.members.iter().map(|(member, _)| *member).chain([cluster.representative]);
    let mut sources: Vec<String> = members.map(|number| findings.articles.get(number).source.clone()).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.len() as u64
}

fn beginning(text: &str) -> String {
    let mut shown: String = text.chars().take(BEGINNING).collect();
    if shown.len() < text.len() {
        shown.truncate(shown.trim_end().len());
        shown.push('…');
    }
    escaped(&shown)
}

/// A text from outside, on one line; a space at either end stays one.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' => shown.extend(['\\', c]),
            c if c.is_whitespace() && shown.ends_with(' ') => {}
            c if c.is_whitespace() => shown.push(' '),
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_outside_is_shown_and_forms_no_markup() {
        let hostile = "a | b\n\n# <script>*c* [d](javascript:e) &lt; `f`\u{1b}";
        let shown = "a \\| b # \\<script\\>\\*c\\* \\[d\\](javascript:e) \\&lt; \\`f\\`�";
        assert_eq!(escaped(hostile), shown);
    }

    #[test]
    fn what_differs_is_bold_and_keeps_its_spaces() {
        let text = "one two  three four";
        let spans = [Span::new(9, 14), Span::new(4, 7), Span::new(19, 19)];
        assert_eq!(quote(Span::new(0, 19), text, spans.into_iter()), "one **two** **three** four");
    }
}
