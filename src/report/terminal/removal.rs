use super::findings::what_was_read;
use super::page::{Page, count, percent, things};
use crate::findings::{Findings, Removal, Why};
use crate::text::printable;
use std::io::{self, Write};
use std::path::Path;

/// Writes what a corpus loses, in two lines, and in a third where the rest went, `(what stays, the list of what goes)`, if it did.
///
/// # Errors
/// When `out` takes no more.
pub fn write_removal(
    findings: &Findings,
    removal: &Removal,
    written: Option<(&Path, &Path)>,
    page: Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    for line in [what_was_read(findings), what_goes(findings, removal)] {
        writeln!(out, "{}", page.fill(&line, ""))?;
    }
    // Not broken into lines, so that paths can be copied.
    let shown = |path: &Path| printable(&path.to_string_lossy()).into_owned();
    written.map_or(Ok(()), |(kept, list)| writeln!(out, "Written to {}; the list: {}", shown(kept), shown(list)))
}

fn what_goes(findings: &Findings, removal: &Removal) -> String {
    let (articles, left_out) = (findings.articles.len() as u64, removal.left_out.len() as u64);
    if left_out == 0 {
        return format!("No near-duplicates; {} kept.", things(articles, "article"));
    }
    let number = |why: Why| removal.left_out.iter().filter(|gone| gone.why == why).count() as u64;
    let reasons = Why::ALL.map(|why| format!("{} {}", count(number(why)), why.name()));
    // Nothing is known of bytes where articles came from a program.
    let bytes = match removal.bytes {
        0 => String::new(),
        all => format!("; {} of the bytes", percent(removal.left_out_bytes, all)),
    };
    format!(
        "{} left out ({}{bytes}): {}. {} kept.",
        things(left_out, "article"),
        percent(left_out, articles),
        reasons.join(", "),
        count(articles - left_out)
    )
}
