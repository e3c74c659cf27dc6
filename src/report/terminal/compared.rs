//! Two articles side by side: the sentence, then paragraph by paragraph what is shared.

use super::closeup::write_closeup;
use super::page::{
    ADDED, FAINT, HEADING, LEFT_OUT, MOVED, Page, count, grade_style, name, percent, quotient, styled, things,
};
use crate::findings::{Articles, Comparison, Coverage, EditKind, ParagraphPair};
use crate::text::{Span, printable};
use anstyle::Style;
use std::io::{self, Write};

/// Writes a comparison of `articles` with these `texts`.
///
/// # Errors
/// When `out` takes no more.
pub fn write_compared(
    articles: &Articles,
    texts: &[String],
    comparison: &Comparison,
    page: Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let [a, b] = [comparison.a, comparison.b].map(|number| articles.get(number));
    for line in page.fill(&sentence(comparison), "").lines() {
        writeln!(out, "{}", styled(HEADING, line))?;
    }
    writeln!(out, "{}", page.fill(&similarity(comparison), ""))?;
    writeln!(out)?;
    for (letter, article, coverage) in [("A", &a, comparison.a_coverage), ("B", &b, comparison.b_coverage)] {
        let size =
            format!("{}, {}", things(article.words.into(), "word"), things(article.paragraphs.into(), "paragraph"));
        let pieces = [(letter.to_owned(), HEADING), (name(&article.id), Style::new()), (size, FAINT)];
        writeln!(out, "{}", page.pack(&pieces, "", "   "))?;
        let side = usize::from(letter == "B");
        let characters = comparison.closeup.as_ref().map(|closeup| closeup.characters[side]);
        if let Some(shared) = split(coverage, characters) {
            writeln!(out, "{}", page.fill(&shared, "   "))?;
        }
    }
    let texts = [comparison.a, comparison.b].map(|number| texts[number.index()].as_str());
    for pair in &comparison.paragraphs {
        writeln!(out)?;
        write_pair(comparison, pair, texts, page, out)?;
    }
    let alone = [
        ("A", others(comparison.paragraphs.iter().map(|pair| pair.a), a.paragraphs)),
        ("B", others(comparison.paragraphs.iter().map(|pair| pair.b), b.paragraphs)),
    ];
    writeln!(out)?;
    let closeup = comparison.closeup.as_ref();
    for ((letter, paragraphs), only) in
        alone.into_iter().zip([closeup.map(|it| &it.left_out), closeup.map(|it| &it.added)])
    {
        let words = only.into_iter().flatten().map(|side| u64::from(side.words)).sum::<u64>();
        if words > 0 {
            let all = if paragraphs.is_empty() { String::new() } else { format!("; all of {paragraphs}") };
            writeln!(out, "{}", page.fill(&format!("Only in {letter}: {}{all}", things(words, "word")), ""))?;
        }
    }
    match closeup {
        Some(closeup) => write_closeup(closeup, texts, page, out),
        None => Ok(()),
    }
}

/// Writes a comparison as one line: the two ids and the sentence.
///
/// # Errors
/// When `out` takes no more.
pub fn write_sentence(articles: &Articles, comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let [a, b] = [comparison.a, comparison.b].map(|number| name(&articles.id(number)));
    writeln!(out, "{a}\t{b}\t{}", sentence(comparison))
}

pub(in crate::report) fn sentence(comparison: &Comparison) -> String {
    let (a, b) = (comparison.a_coverage, comparison.b_coverage);
    if a.words == a.of && b.words == b.of && a.of == b.of && comparison.passages.len() == 1 {
        return format!("A and B are equal word for word: {}.", things(a.of.into(), "word"));
    }
    if comparison.passages.is_empty() {
        return "A and B share no passage.".to_owned();
    }
    let share = |coverage: Coverage, other: char, doing: &str, changing: &str| {
        let percent = |words: u32| percent(words.into(), coverage.of.into());
        match (coverage.words, coverage.reworded) {
            (equal, 0) => format!("{doing} {} of {other}'s words", percent(equal)),
            (equal, reworded) => {
                format!("{doing} {} of {other}'s words and {changing} {} more", percent(equal), percent(reworded))
            }
        }
    };
    let paragraphs = |coverage: Coverage| {
        format!("{} of {}", coverage.paragraphs, things(coverage.of_paragraphs.into(), "paragraph"))
    };
    format!(
        "B {}; {}; longest run {}. A {}; {}.",
        share(a, 'A', "repeats", "rewords"),
        paragraphs(a),
        things(comparison.longest_run.into(), "word"),
        share(b, 'B', "holds", "holds in other words"),
        paragraphs(b),
    )
}

/// The shared words of an article by what they are, and its shared characters; nothing, if there are none.
fn split(coverage: Coverage, characters: Option<(u32, u32)>) -> Option<String> {
    let own = coverage.words - coverage.quoted - coverage.boilerplate;
    let kinds = [("own text", own), ("quoted speech", coverage.quoted), ("boilerplate", coverage.boilerplate)];
    let kinds: Vec<String> = kinds
        .iter()
        .filter(|(_, words)| *words > 0)
        .map(|(kind, words)| format!("{} {kind}", count((*words).into())))
        .collect();
    let characters = characters.map_or(String::new(), |(equal, all)| {
        format!(", {} of {}", count(equal.into()), things(all.into(), "character"))
    });
    (!kinds.is_empty())
        .then(|| format!("{} shared: {}{characters}", things(coverage.words.into(), "word"), kinds.join(", ")))
}

pub(in crate::report) fn similarity(comparison: &Comparison) -> String {
    let of = comparison.similarity;
    let jaccard = of.jaccard();
    format!(
        "Jaccard {} ({} of {} shingles); containment of A in B {}, of B in A {}.",
        quotient(jaccard),
        count(jaccard.shared),
        count(jaccard.total),
        quotient(of.a_in_b()),
        quotient(of.b_in_a())
    )
}

fn write_pair(
    comparison: &Comparison,
    pair: &ParagraphPair,
    texts: [&str; 2],
    page: Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let size = if pair.a_words == pair.b_words && pair.words_equal == pair.a_words {
        format!("all {}", things(pair.words_equal.into(), "word"))
    } else {
        format!("{} of A's {}, B's {}", things(pair.words_equal.into(), "word"), pair.a_words, pair.b_words)
    };
    let heading = format!("A ¶{} = B ¶{}", pair.a, pair.b);
    let grade = styled(grade_style(pair.grade), pair.grade.name());
    writeln!(out, "{}  {grade}, {size}", styled(HEADING, &heading))?;
    writeln!(out, "{}", page.fill(&shared_text(comparison, pair, texts), "  "))
}

/// The shared text of a pair of paragraphs as A has it, words that differ marked: `[-A's words-]{+B's words+}`, `[~words~]` that B has elsewhere.
fn shared_text(comparison: &Comparison, pair: &ParagraphPair, [a, b]: [&str; 2]) -> String {
    let stretches = pair.stretches.iter().map(|stretch| {
        let edits = &comparison.passages[stretch.passage].edits;
        let (before, after) = surroundings(a, stretch.a);
        let mut shown = before;
        let mut at = stretch.a.start;
        for edit in stretch.edits(edits) {
            shown.push_str(&printable(&a[at as usize..edit.a.start.max(at) as usize]));
            if edit.kind == EditKind::Moved {
                shown.push_str(&styled(MOVED, &format!("[~{}~]", printable(edit.a.of(a)))));
            } else if !edit.a.is_empty() {
                shown.push_str(&styled(LEFT_OUT, &format!("[-{}-]", printable(edit.a.of(a)))));
            }
            if edit.kind != EditKind::Moved && !edit.b.is_empty() {
                let gap = if edit.a.is_empty() { " " } else { "" };
                shown.push_str(&format!("{gap}{}", styled(ADDED, &format!("{{+{}+}}", printable(edit.b.of(b))))));
            }
            at = edit.a.end.max(at);
        }
        shown.push_str(&printable(&a[at as usize..stretch.a.end as usize]));
        shown + &after
    });
    stretches.collect::<Vec<_>>().join(" ")
}

/// What stands before and behind a stretch in its line: the punctuation, or `…` for words that are not shared.
fn surroundings(text: &str, stretch: Span) -> (String, String) {
    let (head, tail) = (&text[..stretch.start as usize], &text[stretch.end as usize..]);
    let before = &head[head.rfind('\n').map_or(0, |end| end + 1)..];
    let after = &tail[..tail.find('\n').unwrap_or(tail.len())];
    let has_words = |part: &str| part.contains(char::is_alphanumeric);
    (
        if has_words(before) { "… ".to_owned() } else { printable(before.trim_start()).into_owned() },
        if has_words(after) { " …".to_owned() } else { printable(after.trim_end()).into_owned() },
    )
}

/// The paragraphs from 1 to `all` that are not among `shared`, as ranges: `¶1, ¶4-6`.
fn others(shared: impl Iterator<Item = u32>, all: u32) -> String {
    let shared: Vec<u32> = shared.collect();
    let alone: Vec<u32> = (1..=all).filter(|paragraph| !shared.contains(paragraph)).collect();
    let ranges = alone.chunk_by(|x, y| x + 1 == *y).map(|range| match range {
        [one] => format!("¶{one}"),
        [first, .., last] => format!("¶{first}-{last}"),
        [] => String::new(),
    });
    ranges.collect::<Vec<_>>().join(", ")
}
