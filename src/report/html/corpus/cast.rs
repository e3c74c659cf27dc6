//! The articles and outlets that a page names, each once.

use crate::findings::Findings;
use crate::text::DocId;
use serde::Serialize;
use std::collections::HashMap;

/// Gathers what is named; a number on the page is the place at which it was first named.
pub(super) struct Cast<'a> {
    findings: &'a Findings,
    articles: HashMap<DocId, u32>,
    outlets: HashMap<u32, u32>,
    data: CastData<'a>,
}

/// What is named, as columns.
#[derive(Debug, Default, Serialize)]
pub(super) struct CastData<'a> {
    outlets: Vec<&'a str>,
    ids: Vec<String>,
    titles: Vec<Option<String>>,
    /// Outlets by place in `outlets`.
    of: Vec<u32>,
    /// Days by place in `day_names`, -1 where none is known.
    days: Vec<i32>,
    day_names: Vec<String>,
    /// The date as it was given, by article, where it says more than the day.
    dates: Vec<(u32, String)>,
    words: Vec<u32>,
    #[serde(skip)]
    places_of_days: HashMap<String, i32>,
}

impl<'a> Cast<'a> {
    pub(super) fn new(findings: &'a Findings) -> Self {
        Self { findings, articles: HashMap::new(), outlets: HashMap::new(), data: CastData::default() }
    }

    /// The page's number of an article.
    pub(super) fn article(&mut self, number: DocId) -> u32 {
        if let Some(&place) = self.articles.get(&number) {
            return place;
        }
        let article = self.findings.articles.get(number).into_owned();
        let outlet = self.outlet(self.outlet_of(&article.source));
        let data = &mut self.data;
        let place = data.ids.len() as u32;
        if let Some(date) = article.date.filter(|date| article.day.as_ref() != Some(date)) {
            data.dates.push((place, date));
        }
        data.ids.push(article.id);
        data.titles.push(article.title);
        data.of.push(outlet);
        data.words.push(article.words);
        data.days.push(article.day.map_or(-1, |day| {
            *data.places_of_days.entry(day).or_insert_with_key(|day| {
                data.day_names.push(day.clone());
                data.day_names.len() as i32 - 1
            })
        }));
        self.articles.insert(number, place);
        place
    }

    /// The page's number of an outlet, which is given by its place among the findings' outlets.
    pub(super) fn outlet(&mut self, number: u32) -> u32 {
        let Self { findings, outlets, data, .. } = self;
        *outlets.entry(number).or_insert_with(|| {
            data.outlets.push(&findings.outlets[number as usize].name);
            data.outlets.len() as u32 - 1
        })
    }

    /// The place of an article's outlet among the findings' outlets.
    pub(super) fn outlet_of(&self, source: &str) -> u32 {
        outlet_of(self.findings, source)
    }

    pub(super) fn data(self) -> CastData<'a> {
        self.data
    }
}

/// The place of an outlet with this name; outlets are listed by name.
pub(super) fn outlet_of(findings: &Findings, source: &str) -> u32 {
    let place = findings.outlets.binary_search_by(|outlet| outlet.name.as_str().cmp(source));
    place.expect("each article's outlet is listed") as u32
}
