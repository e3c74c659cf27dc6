//! Whose words outlets print: of each its own share, and the pairs that share most.

use super::findings::{heading, indented, right, table};
use super::page::{Page, count, name, percent};
use crate::findings::{Findings, Outlet, OutletPair, OutletShare};
use comfy_table::{Cell, ContentArrangement};
use std::cmp::Reverse;
use std::io::{self, Write};

/// Of the largest outlets, what is their own and from whom they have most.
pub(super) fn write_shares(findings: &Findings, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let with_share = |outlet: &Outlet| Some((outlet.name.clone(), outlet.words, outlet.share?));
    let mut outlets: Vec<(String, u64, OutletShare)> = findings.outlets.iter().filter_map(with_share).collect();
    if findings.outlet_pairs.iter().all(|pair| pair.outlet == pair.other) {
        return Ok(());
    }
    outlets.sort_by_key(|outlet| Reverse(outlet.1));
    let shown = page.entries.min(outlets.len());
    heading("Whose words outlets print", shown, outlets.len(), out)?;
    let mut table = table(page, ContentArrangement::Dynamic);
    table.set_header(["outlet", "words", "own", "alone", "house text", "most from"].map(Cell::new));
    for (outlet, words, share) in &outlets[..shown] {
        let source = share.main_source.map(|source| findings.outlets[source as usize].name.as_str());
        table.add_row([
            Cell::new(name(outlet)),
            right(count(*words)),
            right(percent(share.own_words, *words)),
            right(percent(share.unshared_words, *words)),
            right(percent(share.boilerplate_words, *words)),
            Cell::new(name(source.unwrap_or_default())),
        ]);
    }
    writeln!(out, "{}", indented(&table))
}

/// The pairs of outlets that share most words, and who had them first.
pub(super) fn write_outlets(findings: &Findings, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let mut pairs: Vec<&OutletPair> = findings.outlet_pairs.iter().filter(|pair| pair.outlet != pair.other).collect();
    if pairs.is_empty() {
        return Ok(());
    }
    pairs.sort_by_key(|pair| (Reverse(pair.words), **pair));
    let unlisted = |outlet: &Outlet| outlet.share.map_or(0, |share| share.others_unlisted as usize);
    let all = pairs.len() + findings.outlets.iter().map(unlisted).sum::<usize>();
    let shown = page.entries.min(pairs.len());
    heading("Words that stand in another outlet too, and when", shown, all, out)?;
    let mut table = table(page, ContentArrangement::Dynamic);
    table
        .set_header(["outlet", "other", "articles", "words", "of all", "earlier", "later", "undecided"].map(Cell::new));
    for pair in &pairs[..shown] {
        let (outlet, other) = (&findings.outlets[pair.outlet as usize], &findings.outlets[pair.other as usize]);
        table.add_row([
            Cell::new(name(&outlet.name)),
            Cell::new(name(&other.name)),
            right(count(pair.articles.into())),
            right(count(pair.words)),
            right(percent(pair.words, outlet.words)),
            right(count(pair.words_earlier)),
            right(count(pair.words_later)),
            right(count(pair.words_undecided)),
        ]);
    }
    writeln!(out, "{}", indented(&table))
}
