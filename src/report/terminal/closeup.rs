//! What is told of two articles beside their passages: headlines, facts that both report, what was folded away.

use super::page::{FAINT, HEADING, Page, count, styled, things};
use crate::findings::{Closeup, Disguise, DisguiseKind, Fact, FactKind, FactSide, Headline, Likeness};
use crate::text::printable;
use std::io::{self, Write};

/// Facts of one kind that are shown; the others are counted.
const SHOWN: usize = 12;

pub(super) fn write_closeup(closeup: &Closeup, texts: [&str; 2], page: Page, out: &mut dyn Write) -> io::Result<()> {
    if let Some(headline) = closeup.headline {
        writeln!(out, "{}", page.fill(&headline_sentence(headline), ""))?;
    }
    for (letter, disguises, text) in [("A", &closeup.disguises[0], texts[0]), ("B", &closeup.disguises[1], texts[1])] {
        if !disguises.is_empty() {
            let kinds: Vec<String> = disguises.iter().map(|disguise| folded(*disguise, text)).collect();
            writeln!(out, "{}", page.fill(&format!("Folded in {letter}: {}", kinds.join("; ")), ""))?;
        }
    }
    if closeup.facts.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    writeln!(out, "{}", styled(HEADING, "Both report, outside of shared text"))?;
    for (kind, heading) in [(FactKind::Number, "numbers"), (FactKind::Date, "dates"), (FactKind::Quotation, "speech")] {
        let facts: Vec<&Fact> = closeup.facts.iter().filter(|fact| fact.kind == kind).collect();
        if !facts.is_empty() {
            writeln!(out, "  {}", styled(HEADING, heading))?;
        }
        facts.iter().take(SHOWN).try_for_each(|fact| write_fact(fact, texts, page, out))?;
        if facts.len() > SHOWN {
            writeln!(out, "    {}", styled(FAINT, &format!("and {} more", facts.len() - SHOWN)))?;
        }
    }
    let names: Vec<String> =
        closeup.facts.iter().filter(|fact| fact.kind == FactKind::Name).map(|fact| named(fact, texts[0])).collect();
    if !names.is_empty() {
        writeln!(out, "  {}", styled(HEADING, "names"))?;
        writeln!(out, "{}", page.fill(&names.join(", "), "    "))?;
    }
    Ok(())
}

pub(in crate::report) fn headline_sentence(headline: Headline) -> String {
    let Headline { a_words, b_words, words_equal, grade } = headline;
    match grade {
        Some(grade) if words_equal == a_words && words_equal == b_words => format!("Headlines: {}", grade.name()),
        Some(grade) => format!("Headlines: {}, {words_equal} of A's {a_words} words, B's {b_words}", grade.name()),
        None => format!("Headlines differ: {words_equal} of A's {a_words} words, B's {b_words}"),
    }
}

fn folded(disguise: Disguise, text: &str) -> String {
    let things = |thing: &str| things(disguise.count.into(), thing);
    match disguise.kind {
        DisguiseKind::LookAlike => {
            format!("{} with letters that look Latin, first \"{}\"", things("word"), printable(disguise.first.of(text)))
        }
        DisguiseKind::Invisible => things("invisible character"),
        DisguiseKind::SoftHyphen => things("soft hyphen"),
        DisguiseKind::FullWidth => things("full-width character"),
        DisguiseKind::CurlyQuote => things("curly quotation mark"),
    }
}

/// A fact in the words of A and of B.
fn write_fact(fact: &Fact, texts: [&str; 2], page: Page, out: &mut dyn Write) -> io::Result<()> {
    let likeness = match fact.likeness {
        Likeness::Same => "",
        Likeness::Rounded => " (rounded)",
        Likeness::Reworded => " (reworded)",
    };
    let say = |side: &FactSide, text: &str| format!("¶{} {}", side.paragraph, in_context(side, text));
    writeln!(out, "{}", page.hang(&format!("A {}", say(&fact.a, texts[0])), "    ", "      "))?;
    writeln!(out, "{}", page.hang(&format!("= B {}{likeness}", say(&fact.b, texts[1])), "      ", "      "))
}

/// What a side says, in its surroundings.
fn in_context(side: &FactSide, text: &str) -> String {
    let part = |from: u32, to: u32| printable(&text[from as usize..to as usize]).replace('\n', " ");
    let (before, after) = (part(side.context.start, side.span.start), part(side.span.end, side.context.end));
    format!("{before}{}{after}", styled(HEADING, &part(side.span.start, side.span.end)))
}

fn named(fact: &Fact, text: &str) -> String {
    let times = |side: &FactSide| count(side.mentions.into());
    format!("{} ({}, {})", printable(fact.a.span.of(text)), times(&fact.a), times(&fact.b))
}
