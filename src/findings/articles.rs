use super::Article;
use crate::ingest::{About, Shelf};
use crate::text::{Date, DocId};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// The articles of an answer by number: in memory, or on the shelf of a scan, which may stand on the disk.
#[derive(Clone)]
pub struct Articles(Kept);

#[derive(Clone)]
enum Kept {
    Held(Vec<Article>),
    Shelved(Arc<Shelf>),
}

impl Articles {
    /// Articles on a shelf.
    pub fn shelved(shelf: Arc<Shelf>) -> Self {
        Self(Kept::Shelved(shelf))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Kept::Held(articles) => articles.len(),
            Kept::Shelved(shelf) => shelf.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is known of an article.
    pub fn get(&self, number: DocId) -> Cow<'_, Article> {
        match &self.0 {
            Kept::Held(articles) => Cow::Borrowed(&articles[number.index()]),
            Kept::Shelved(shelf) => Cow::Owned(Article::of(&shelf.take(number).open().0)),
        }
    }

    /// The id of an article.
    pub fn id(&self, number: DocId) -> Cow<'_, str> {
        match &self.0 {
            Kept::Held(articles) => Cow::Borrowed(&articles[number.index()].id),
            Kept::Shelved(shelf) => Cow::Owned(shelf.take(number).open().0.id.to_owned()),
        }
    }

    /// All of them, by number.
    pub fn iter(&self) -> impl Iterator<Item = Cow<'_, Article>> {
        (0..self.len() as u32).map(|number| self.get(DocId(number)))
    }
}

impl From<Vec<Article>> for Articles {
    fn from(articles: Vec<Article>) -> Self {
        Self(Kept::Held(articles))
    }
}

impl PartialEq for Articles {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Articles {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.iter()).finish()
    }
}

impl Article {
    /// What is known of an article whose text was counted.
    pub fn of(about: &About) -> Self {
        let date = about.date();
        Self {
            id: about.id.to_owned(),
            source: about.source.to_owned(),
            title: about.title.map(str::to_owned),
            day: date.as_ref().map(Date::day),
            date: date.map(|date| date.given),
            words: about.words,
            paragraphs: about.paragraphs,
            identity: about.identity,
            origin: about.origin(),
        }
    }
}
