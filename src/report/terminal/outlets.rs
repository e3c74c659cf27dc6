//! Whose words outlets print: of each its own share, and the pairs that share most.

use super::findings::heading;
use super::grid::{Align, Grid};
use super::page::{Page, count, label, percent};
use crate::findings::{Findings, Outlet, OutletPair, OutletShare};
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
    heading("Whose words outlets print", shown, outlets.len(), page, out)?;
    let mut grid = Grid::new(&[
        ("outlet", Align::Left),
        ("words", Align::Right),
        ("own", Align::Right),
        ("alone", Align::Right),
        ("house text", Align::Right),
        ("most from", Align::Left),
    ]);
    for (outlet, words, share) in &outlets[..shown] {
        let source = share.main_source.map(|source| findings.outlets[source as usize].name.as_str());
        grid.add(vec![
            label(outlet),
            count(*words),
            percent(share.own_words, *words),
            percent(share.unshared_words, *words),
            percent(share.boilerplate_words, *words),
            label(source.unwrap_or_default()),
        ]);
    }
    grid.lines(page).iter().try_for_each(|line| writeln!(out, "{line}"))
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
    heading("Words that stand in another outlet too, and when", shown, all, page, out)?;
    let counts = ["articles", "words", "of all", "earlier", "later", "undecided"].map(|title| (title, Align::Right));
    let mut grid = Grid::new(&[[("outlet", Align::Left), ("other", Align::Left)].as_slice(), &counts].concat());
    for pair in &pairs[..shown] {
        let (outlet, other) = (&findings.outlets[pair.outlet as usize], &findings.outlets[pair.other as usize]);
        grid.add(vec![
            label(&outlet.name),
            label(&other.name),
            count(pair.articles.into()),
            count(pair.words),
            percent(pair.words, outlet.words),
            count(pair.words_earlier),
            count(pair.words_later),
            count(pair.words_undecided),
        ]);
    }
    grid.lines(page).iter().try_for_each(|line| writeln!(out, "{line}"))
}
