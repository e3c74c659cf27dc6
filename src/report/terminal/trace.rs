//! One article, paragraph by paragraph, and where each was printed.

use super::page::{FAINT, HEADING, Page, count, grade_style, label, name, percent, styled, things};
use crate::findings::{Article, Place, Trace, TracedParagraph};
use crate::text::printable;
use anstyle::Style;
use std::io::{self, Write};

/// Writes where the paragraphs of an article with this `text` stand in others.
///
/// # Errors
/// When `out` takes no more.
pub fn write_trace(trace: &Trace, text: &str, page: Page, out: &mut dyn Write) -> io::Result<()> {
    for line in page.fill(&sentence(trace), "").lines() {
        writeln!(out, "{}", styled(HEADING, line))?;
    }
    writeln!(out, "{}", styled(FAINT, &name(&trace.articles[0].id)))?;
    for paragraph in &trace.paragraphs {
        writeln!(out)?;
        let beginning = page.fill(&printable(paragraph.span.of(text)), "");
        let mut lines = beginning.lines();
        let (first, more) = (lines.next().unwrap_or_default(), if lines.next().is_some() { " …" } else { "" });
        let heading = format!("¶{}", paragraph.number);
        let size = things(paragraph.words.into(), "word");
        writeln!(out, "{}  {}", styled(HEADING, &heading), styled(FAINT, &size))?;
        writeln!(out, "  {}{more}", page.fill(first, "").lines().next().unwrap_or_default())?;
        write_places(paragraph, &trace.articles, page, out)?;
    }
    Ok(())
}

fn sentence(trace: &Trace) -> String {
    let all = trace.paragraphs.len() as u64;
    let printed = trace.paragraphs.iter().filter(|paragraph| !paragraph.places.is_empty()).count() as u64;
    let articles = things(trace.articles.len() as u64 - 1, "article");
    let searched = count(trace.searched);
    if printed == 0 {
        return format!("None of {} stands in one of the {searched} articles.", things(all, "paragraph"));
    }
    let stand = if printed == 1 { "stands" } else { "stand" };
    format!("{} of {} {stand} in {articles} of {searched}.", count(printed), things(all, "paragraph"))
}

fn write_places(paragraph: &TracedParagraph, articles: &[Article], page: Page, out: &mut dyn Write) -> io::Result<()> {
    for place in paragraph.places.iter().take(page.entries) {
        writeln!(out, "{}", page.pack(&place_line(*place, paragraph.words, articles), "    ", "      "))?;
    }
    let more = paragraph.places.len().saturating_sub(page.entries);
    if more > 0 {
        writeln!(out, "    {}", styled(FAINT, &format!("and {} more", count(more as u64))))?;
    }
    Ok(())
}

fn place_line(place: Place, words: u32, articles: &[Article]) -> [(String, Style); 4] {
    let article = &articles[place.article.index()];
    let when = match (article.day.as_deref(), place.earlier) {
        (Some(day), Some(true)) => format!("{day}, before"),
        (Some(day), Some(false)) => format!("{day}, after"),
        (Some(day), None) => day.to_owned(),
        (None, _) => "undated".to_owned(),
    };
    let share = percent(place.words_equal.into(), words.into());
    [
        (printable(&when).into_owned(), Style::new()),
        (label(&article.source), Style::new()),
        (format!("{} ¶{}", name(&article.id), place.paragraph), Style::new()),
        (format!("{}, {share}", place.grade.name()), grade_style(place.grade)),
    ]
}
