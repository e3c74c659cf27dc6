//! Passages that many carry, and house text.

use super::findings::{heading, member};
use super::grid::with_ids;
use super::page::{FAINT, INDENT, Page, cut, label, styled, things};
use crate::findings::{Findings, Group};
use crate::text::printable;
use std::io::{self, Write};

/// The passages of most outlets times words, each with its beginning and its origin. What one outlet carries is told by files alone.
pub(super) fn write_groups(findings: &Findings, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let groups: Vec<&Group> = findings.groups.iter().filter(|group| group.outlets > 1).collect();
    if groups.is_empty() {
        return Ok(());
    }
    let shown = page.entries.min(groups.len());
    heading("Passages that several outlets carry", shown, groups.len(), page, out)?;
    for (number, group) in (1..).zip(&groups[..shown]) {
        let size = format!(
            "{} of {}, {}, {}",
            things(group.articles.into(), "article"),
            things(group.outlets.into(), "outlet"),
            things(group.words().into(), "word"),
            things(group.variants().into(), "version"),
        );
        writeln!(out, "{}", page.hang(&size, &format!("{number:>3}  "), "     "))?;
        writeln!(out, "{}", styled(FAINT, &page.fill(&beginning(&group.text, 2 * page.columns), INDENT)))?;
        let carrier = group.carriers[0].article;
        let is_dated = findings.articles.get(carrier).day.is_some();
        let first = [member(findings, carrier, if is_dated { "first" } else { "undated" }.to_owned())];
        with_ids(&first, page).iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    Ok(())
}

/// The house text of most words.
pub(super) fn write_boilerplate(findings: &Findings, page: Page, out: &mut dyn Write) -> io::Result<()> {
    if findings.boilerplate.is_empty() {
        return Ok(());
    }
    let shown = page.entries.min(findings.boilerplate.len());
    heading("House text, not counted above", shown, findings.boilerplate.len(), page, out)?;
    for found in &findings.boilerplate[..shown] {
        let size = format!(
            "{}: {}, {}",
            label(&findings.outlets[found.outlet as usize].name),
            things(found.articles.into(), "article"),
            things(found.words.into(), "word")
        );
        writeln!(out, "{}", page.fill(&size, "  "))?;
        writeln!(out, "{}", styled(FAINT, &page.fill(&beginning(&found.text, page.columns), INDENT)))?;
    }
    Ok(())
}

/// How a text begins, on one line, in so many columns.
fn beginning(text: &str, columns: usize) -> String {
    cut(&printable(text).split_whitespace().collect::<Vec<_>>().join(" "), columns)
}
