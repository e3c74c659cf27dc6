//! Passages that many carry, and house text.

use super::findings::{INDENT, heading, indented, member, right, table};
use super::page::{FAINT, Page, count, name, styled, things};
use crate::findings::{Findings, Group};
use crate::text::printable;
use comfy_table::{Cell, ContentArrangement};
use std::io::{self, Write};

/// The passages of most outlets times words, each with its beginning and its origin. What one outlet carries is told by files alone.
pub(super) fn write_groups(findings: &Findings, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let groups: Vec<&Group> = findings.groups.iter().filter(|group| group.outlets > 1).collect();
    if groups.is_empty() {
        return Ok(());
    }
    let shown = page.entries.min(groups.len());
    heading("Passages that several outlets carry", shown, groups.len(), out)?;
    for (number, group) in (1..).zip(&groups[..shown]) {
        let size = format!(
            "{} of {}, {}, {}",
            things(group.articles.into(), "article"),
            things(group.outlets.into(), "outlet"),
            things(group.words().into(), "word"),
            things(group.variants().into(), "version"),
        );
        writeln!(out, "{number:>3}  {size}")?;
        writeln!(out, "{}", styled(FAINT, &page.fill(&beginning(&group.text, 2 * page.columns), INDENT)))?;
        let mut table = table(page, ContentArrangement::Disabled);
        table.add_row(member(findings, group.carriers[0].article, "first".to_owned()));
        writeln!(out, "{}", indented(&table))?;
    }
    Ok(())
}

/// The house text of most words.
pub(super) fn write_boilerplate(findings: &Findings, page: Page, out: &mut dyn Write) -> io::Result<()> {
    if findings.boilerplate.is_empty() {
        return Ok(());
    }
    let shown = page.entries.min(findings.boilerplate.len());
    heading("House text, not counted above", shown, findings.boilerplate.len(), out)?;
    let mut table = table(page, ContentArrangement::Dynamic);
    table.set_header(["outlet", "articles", "words", "begins"].map(Cell::new));
    for found in &findings.boilerplate[..shown] {
        table.add_row([
            Cell::new(name(&findings.outlets[found.outlet as usize].name)),
            right(count(found.articles.into())),
            right(count(found.words.into())),
            Cell::new(beginning(&found.text, page.columns / 2)),
        ]);
    }
    writeln!(out, "{}", indented(&table))
}

/// How a text begins, on one line, in so many characters.
fn beginning(text: &str, characters: usize) -> String {
    let words = printable(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: String = words.chars().take(characters).collect();
    if shown.len() < words.len() {
        shown.truncate(shown.trim_end().len());
        shown.push('…');
    }
    shown
}
