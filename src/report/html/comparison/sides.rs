use super::ComparisonPage;
use super::marks::{Fate, Inside, Mark, within};
use crate::findings::{Article, Coverage, Digest, EditKind};
use crate::text::{Span, Words, paragraphs};
use serde::Serialize;

/// An article as the page shows it.
#[derive(Serialize)]
pub(super) struct SideData<'a> {
    letter: char,
    id: &'a str,
    source: &'a str,
    title: Option<&'a str>,
    date: Option<&'a str>,
    words: u32,
    paragraphs: u32,
    coverage: CoverageData,
    /// The characters of the equal words, and of all.
    characters: Option<(u32, u32)>,
    /// Where it was read.
    place: String,
    /// The file: its path, its length in bytes, its SHA-256.
    file: Option<(&'a str, u64, &'a str)>,
    text: Vec<ParagraphData<'a>>,
}

#[derive(Serialize)]
struct CoverageData {
    words: u32,
    of: u32,
    quoted: u32,
    boilerplate: u32,
    reworded: u32,
}

impl From<Coverage> for CoverageData {
    fn from(it: Coverage) -> Self {
        Self { words: it.words, of: it.of, quoted: it.quoted, boilerplate: it.boilerplate, reworded: it.reworded }
    }
}

/// A paragraph: its number, 0 if it holds no word, how many words it has, and its pieces.
#[derive(Serialize)]
struct ParagraphData<'a>(u32, u32, Vec<Piece<'a>>);

/// A piece of text of which one thing is said.
#[derive(Serialize)]
#[serde(untagged)]
enum Piece<'a> {
    /// Nothing is said.
    Plain(&'a str),
    /// The text, how many words it has, 1 if it is house text, and three numbers for each unit that holds it: the unit, what became
    /// of it (0 kept, 1 changed, 2 left out, 3 added, 4 moved), 1 if it is speech on both sides.
    Marked(&'a str, usize, u8, Vec<usize>),
}

impl<'a> SideData<'a> {
    pub(super) fn new(
        side: usize,
        article: &'a Article,
        text: &'a str,
        words: &Words,
        marks: &[Mark],
        of: &ComparisonPage<'a>,
    ) -> Self {
        let closeup = of.comparison.closeup.as_ref();
        let house = closeup.and_then(|closeup| closeup.boilerplate.as_ref()).map_or(&[][..], |sides| &sides[side]);
        Self {
            letter: ['A', 'B'][side],
            id: &article.id,
            source: &article.source,
            title: article.title.as_deref(),
            date: article.day.as_deref().or(article.date.as_deref()),
            words: article.words,
            paragraphs: article.paragraphs,
            coverage: [of.comparison.a_coverage, of.comparison.b_coverage][side].into(),
            characters: closeup.map(|closeup| closeup.characters[side]),
            place: article.origin.to_string(),
            file: file(&article.origin.path, of.inputs).map(|it| (it.path.as_str(), it.bytes, it.sha256.as_str())),
            text: Cutter { text, words, marks, house: house_words(words, house) }.paragraphs(),
        }
    }
}

/// The file in which an article stands: the one of its path or, of a member of an archive, the archive.
fn file<'a>(path: &str, inputs: &'a [Digest]) -> Option<&'a Digest> {
    let holds = |input: &&Digest| {
        path.strip_prefix(input.path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    inputs.iter().filter(holds).max_by_key(|input| input.path.len())
}

fn house_words(words: &Words, house: &[Span]) -> Vec<bool> {
    let mut is_house = vec![false; words.len()];
    house.iter().for_each(|span| is_house[within(words, *span)].fill(true));
    is_house
}

/// Cuts a text where what is said of it changes.
struct Cutter<'a, 'b> {
    text: &'a str,
    words: &'b Words,
    marks: &'b [Mark],
    house: Vec<bool>,
}

impl<'a> Cutter<'a, '_> {
    fn paragraphs(&self) -> Vec<ParagraphData<'a>> {
        let mut number = 0;
        let numbered = |span: Span| {
            let range = within(self.words, span);
            number += u32::from(!range.is_empty());
            let own = if range.is_empty() { 0 } else { number };
            ParagraphData(own, range.len() as u32, self.pieces(span))
        };
        paragraphs(self.text).into_iter().map(numbered).collect()
    }

    /// The words and gaps of a paragraph, those in a row of which the same is said taken together.
    fn pieces(&self, paragraph: Span) -> Vec<Piece<'a>> {
        let mut pieces: Vec<(Span, usize, Mark, bool)> = Vec::new();
        let mut put = |span: Span, words: usize, mark: Mark, house: bool| match pieces.last_mut() {
            Some(last) if last.2 == mark && last.3 == house => (last.0, last.1) = (last.0.join(span), last.1 + words),
            _ if span.is_empty() => {}
            _ => pieces.push((span, words, mark, house)),
        };
        let range = within(self.words, paragraph);
        let mut at = paragraph.start;
        for word in range.clone() {
            let span = self.words.spans[word];
            let (mark, house) = if word > range.start { self.gap(word) } else { (Mark::new(), false) };
            put(Span { start: at, end: span.start }, 0, mark, house);
            put(span, 1, self.marks[word].clone(), self.house[word]);
            at = span.end;
        }
        put(Span { start: at, end: paragraph.end }, 0, Mark::new(), false);
        pieces.into_iter().map(|(span, words, mark, house)| piece(span.of(self.text), words, &mark, house)).collect()
    }

    /// What is said of the gap before a word: what both its neighbours have in common.
    fn gap(&self, word: usize) -> (Mark, bool) {
        let (before, after) = (&self.marks[word - 1], &self.marks[word]);
        let common = |inside: &Inside| Some(inside.between(after.iter().find(|it| it.unit == inside.unit)?));
        (before.iter().filter_map(common).collect(), self.house[word - 1] && self.house[word])
    }
}

fn piece<'a>(text: &'a str, words: usize, mark: &Mark, house: bool) -> Piece<'a> {
    if mark.is_empty() && !house {
        return Piece::Plain(text);
    }
    let numbers = |inside: &Inside| {
        let fate = match inside.fate {
            Fate::Kept => 0,
            Fate::Edited(EditKind::Changed, _) => 1,
            Fate::Edited(EditKind::LeftOut, _) => 2,
            Fate::Edited(EditKind::Added, _) => 3,
            Fate::Edited(EditKind::Moved, _) => 4,
        };
        [inside.unit, fate, usize::from(inside.quoted)]
    };
    Piece::Marked(text, words, u8::from(house), mark.iter().flat_map(numbers).collect())
}
