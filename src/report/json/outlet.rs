//! Outlets on the wire.

use crate::findings::{Findings, Outlet, OutletPair};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct OutletLine<'a> {
    source: &'a str,
    articles: u32,
    words: u64,
    own_words: Option<u64>,
    unshared_words: Option<u64>,
    boilerplate_words: Option<u64>,
    main_source: Option<&'a str>,
}

impl<'a> OutletLine<'a> {
    pub(super) fn new(findings: &'a Findings, outlet: &'a Outlet) -> Self {
        let name = |number: u32| findings.outlets[number as usize].name.as_str();
        Self {
            source: &outlet.name,
            articles: outlet.articles,
            words: outlet.words,
            own_words: outlet.share.map(|share| share.own_words),
            unshared_words: outlet.share.map(|share| share.unshared_words),
            boilerplate_words: outlet.share.map(|share| share.boilerplate_words),
            main_source: outlet.share.and_then(|share| share.main_source).map(name),
        }
    }
}

/// What an outlet shares with another, or its articles among themselves.
#[derive(Serialize)]
pub(super) struct OutletPairLine<'a> {
    source: &'a str,
    other: &'a str,
    shared_articles: u32,
    shared_words: u64,
    /// Of these, those that stood first in the other outlet, and so on.
    words_earlier: u64,
    words_later: u64,
    words_undecided: u64,
}

impl<'a> OutletPairLine<'a> {
    pub(super) fn new(findings: &'a Findings, pair: &OutletPair) -> Self {
        let name = |number: u32| findings.outlets[number as usize].name.as_str();
        Self {
            source: name(pair.outlet),
            other: name(pair.other),
            shared_articles: pair.articles,
            shared_words: pair.words,
            words_earlier: pair.words_earlier,
            words_later: pair.words_later,
            words_undecided: pair.words_undecided,
        }
    }
}
