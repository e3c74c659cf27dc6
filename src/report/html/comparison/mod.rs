//! Two articles side by side, as a page.
//!
//! The answer stands in the page itself; the articles, cut where what is said of their words changes, the pairs of paragraphs and the rest
//! are data that `comparison.js` draws.

mod beside;
mod marks;
mod pairs;
mod sides;
mod units;

use super::Page;
use crate::findings::{Article, Comparison, Digest, Grade};
use crate::report::terminal::{sentence, similarity};
use crate::text::printable;
use askama::Template;
use beside::Beside;
use marks::marks;
use pairs::PairData;
use serde::Serialize;
use sides::SideData;
use std::io::{self, Write};
use units::{Unit, Units};

/// A comparison and all that a page tells of it.
#[derive(Debug, Clone, Copy)]
pub struct ComparisonPage<'a> {
    /// The articles; the numbers in the comparison are places among them.
    pub articles: &'a [Article],
    /// Their texts.
    pub texts: &'a [String],
    /// The comparison.
    pub comparison: &'a Comparison,
    /// The files that were read.
    pub inputs: &'a [Digest],
    /// The parameters that decided the numbers.
    pub recipe: &'a [(&'static str, f64)],
}

#[derive(Template)]
#[template(path = "comparison/comparison.html")]
struct Shown<'a> {
    page: Page<Data<'a>>,
    sentence: String,
    similarity: String,
}

#[derive(Serialize)]
struct Data<'a> {
    version: &'static str,
    sentence: String,
    similarity: String,
    grades: [&'static str; 4],
    sides: [SideData<'a>; 2],
    /// Of each unit its grade, by place, its equal words, whether it is a further place, its paragraphs, and its words.
    units: Vec<UnitData>,
    pairs: Vec<PairData>,
    beside: Option<Beside<'a>>,
    settings: Vec<(String, f64)>,
}

type UnitData = (usize, u32, bool, [u32; 2], [(usize, usize); 2]);

fn unit_data(it: &Unit) -> UnitData {
    (grade_place(it.grade), it.words_equal, it.again, it.paragraphs, it.words)
}

const GRADES: [Grade; 4] = [Grade::Verbatim, Grade::Edited, Grade::Reworded, Grade::Quotation];

fn grade_place(grade: Grade) -> usize {
    GRADES.iter().position(|other| *other == grade).expect("all grades are listed")
}

/// Writes a comparison as one HTML file, which needs no other. It holds nothing that differs between two equal runs.
///
/// # Errors
/// When `out` takes no more.
pub fn write_comparison_html(of: &ComparisonPage, out: &mut dyn Write) -> io::Result<()> {
    let comparison = of.comparison;
    let numbers = [comparison.a, comparison.b];
    let articles = numbers.map(|number| &of.articles[number.index()]);
    let texts = numbers.map(|number| of.texts[number.index()].as_str());
    let words = texts.map(crate::text::Words::cut);
    let units = Units::new([&words[0], &words[1]], comparison);
    let marked = marks([&words[0], &words[1]], comparison, &units);
    let data = Data {
        version: env!("CARGO_PKG_VERSION"),
        sentence: sentence(comparison),
        similarity: similarity(comparison),
        grades: GRADES.map(Grade::name),
        sides: [0, 1].map(|side| SideData::new(side, articles[side], texts[side], &words[side], &marked[side], of)),
        units: units.all.iter().map(unit_data).collect(),
        pairs: comparison.paragraphs.iter().map(|pair| PairData::new(comparison, pair, texts)).collect(),
        beside: comparison.closeup.as_ref().map(|closeup| Beside::new(closeup, texts)),
        settings: of.recipe.iter().map(|&(name, value)| (name.replace('_', " "), value)).collect(),
    };
    let [a, b] = articles.map(|article| printable(article.title.as_deref().unwrap_or(&article.id)).into_owned());
    let (style, script) = (include_str!("comparison.css"), SCRIPTS);
    let shown = Shown {
        sentence: data.sentence.clone(),
        similarity: data.similarity.clone(),
        page: Page::new(format!("{a} / {b}: what they share"), &[style], &script, data),
    };
    shown.write_into(out).map_err(io::Error::other)
}

const SCRIPTS: [&str; 6] = [
    include_str!("articles.js"),
    include_str!("map.js"),
    include_str!("table.js"),
    include_str!("beside.js"),
    include_str!("copy.js"),
    include_str!("comparison.js"),
];
