//! A scan as a page: clusters, outlets, passages, house text, and what was read.
//!
//! What is said of the whole corpus stands in the page itself. The lists are data, as columns and with each article and outlet named once;
//! scripts draw of them what is looked at. So that a page opens whatever the corpus, it carries the largest entries of each list up to the
//! bounds in [`bounds`], and says how many were left out and in which file all of them stand.

mod bounds;
mod cast;
mod clusters;
mod groups;
mod outlets;
mod pairs;
mod promise;
mod reading;

use super::Page;
use crate::findings::Findings;
use crate::report::terminal::summary;
use askama::Template;
use bounds::Listed;
use cast::{Cast, CastData};
use clusters::{ClusterData, clusters};
use groups::{GroupData, HouseData, groups, house};
use outlets::{MatrixData, OutletData, matrix, outlets};
use pairs::{PairsData, pairs};
use promise::promises;
use reading::{ReadingData, reading};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Template)]
#[template(path = "corpus/corpus.html")]
struct Shown<'a> {
    page: Page<Data<'a>>,
    found: String,
    read: String,
    more: Vec<String>,
    promises: Vec<String>,
    licence: &'static str,
}

#[derive(Serialize)]
struct Data<'a> {
    version: &'static str,
    clusters: Listed<ClusterData>,
    groups: Listed<GroupData>,
    house: Listed<HouseData>,
    outlets: Listed<OutletData>,
    matrix: MatrixData,
    pairs: PairsData,
    reading: ReadingData<'a>,
    passages_sought: bool,
    /// Last, when all that is named is known.
    cast: CastData<'a>,
}

/// Writes a scan as one HTML file, which needs no other. It holds nothing that differs between two equal runs.
///
/// # Errors
/// When `out` takes no more.
pub(in crate::report) fn write_findings_html(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let mut cast = Cast::new(findings);
    let matrix = matrix(findings, &mut cast);
    let data = Data {
        version: env!("CARGO_PKG_VERSION"),
        clusters: clusters(findings, &mut cast),
        groups: groups(findings, &mut cast),
        house: house(findings, &mut cast),
        outlets: outlets(findings, &mut cast),
        pairs: pairs(findings, &matrix, &mut cast),
        matrix,
        reading: reading(findings),
        passages_sought: findings.run.passages_sought,
        cast: cast.data(),
    };
    // The first line says what was read, the second what was found.
    let mut lines = summary(findings);
    let more = lines.split_off(2.min(lines.len()));
    let found = lines.pop().unwrap_or_default();
    let read = lines.pop().unwrap_or_default();
    let page = Page::new(format!("{found} retold"), &STYLES, &SCRIPTS, data);
    let licence = include_str!("../vendor/uplot/LICENSE");
    let shown = Shown { page, found, read, more, promises: promises(findings), licence };
    shown.write_into(out).map_err(io::Error::other)
}

const STYLES: [&str; 2] = [include_str!("../vendor/uplot/uPlot.min.css"), include_str!("corpus.css")];

const SCRIPTS: [&str; 8] = [
    include_str!("../vendor/uplot/uPlot.iife.min.js"),
    include_str!("listing.js"),
    include_str!("timeline.js"),
    include_str!("clusters.js"),
    include_str!("matrix.js"),
    include_str!("passages.js"),
    include_str!("reading.js"),
    include_str!("corpus.js"),
];

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    #[test]
    fn the_code_of_others_is_as_it_was_released() {
        let files = [
            (
                include_str!("../vendor/uplot/uPlot.iife.min.js"),
                "19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
            ),
            (
                include_str!("../vendor/uplot/uPlot.min.css"),
                "df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04",
            ),
            (
                include_str!("../vendor/uplot/LICENSE"),
                "8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd",
            ),
        ];
        for (file, digest) in files {
            let found: String = Sha256::digest(file).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(found, digest);
        }
    }
}
