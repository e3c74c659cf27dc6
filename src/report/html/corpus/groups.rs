use super::bounds::{CARRIERS, GROUPS, HOUSE, Listed, beginning};
use super::cast::Cast;
use crate::findings::Findings;
use serde::Serialize;

/// A passage group: articles, outlets, words, versions, the beginning of its text and whether it goes on, and its carriers, the earliest
/// first: article, first and last paragraph, words, equal words, version.
#[derive(Debug, Serialize)]
pub(super) struct GroupData(u32, u32, u32, u32, (String, bool), Vec<[u32; 6]>);

/// The passage groups of most outlets times words.
pub(super) fn groups(findings: &Findings, cast: &mut Cast) -> Listed<GroupData> {
    let shown = findings.groups.iter().take(GROUPS).map(|group| {
        let carriers = group.carriers.iter().take(CARRIERS).map(|carrier| {
            let (first, last) = carrier.side.paragraphs;
            [cast.article(carrier.article), first, last, carrier.side.words, carrier.words_equal, carrier.variant]
        });
        let carriers = carriers.collect();
        GroupData(group.articles, group.outlets, group.words(), group.variants(), beginning(&group.text), carriers)
    });
    Listed { shown: shown.collect(), all: findings.groups.len(), file: "groups" }
}

/// A paragraph of house text: outlet, articles, words, the beginning and whether it goes on, the first article that has it.
#[derive(Debug, Serialize)]
pub(super) struct HouseData(u32, u32, u32, (String, bool), u32);

/// The house text of most words.
pub(super) fn house(findings: &Findings, cast: &mut Cast) -> Listed<HouseData> {
    let shown = findings.boilerplate.iter().take(HOUSE).map(|found| {
        let text = beginning(&found.text);
        HouseData(cast.outlet(found.outlet), found.articles, found.words, text, cast.article(found.first))
    });
    Listed { shown: shown.collect(), all: findings.boilerplate.len(), file: "boilerplate" }
}
