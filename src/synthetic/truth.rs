use super::line::article_id;
use super::operation::Operation;
use super::token::Token;
use std::io::{self, Write};

/// What one article has of an original, counted exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Truth {
    /// The article, by number.
    pub article: u64,
    /// The original.
    pub from: u64,
    /// How it got there.
    pub operation: Operation,
    /// Words of the article.
    pub words: u32,
    /// Words of the original.
    pub from_words: u32,
    /// Words of the original that the article took over as they are.
    pub kept_words: u32,
    /// Different 5-word shingles that stand in both.
    pub shared_shingles: u32,
    /// Different 5-word shingles of the article.
    pub shingles: u32,
    /// Different 5-word shingles of the original.
    pub from_shingles: u32,
}

/// Words of a shingle of a truth.
const SHINGLE_WORDS: usize = 5;

impl Truth {
    /// Shingles that stand in one of the two or in both: shared ones of these are the Jaccard similarity.
    pub fn union_shingles(&self) -> u32 {
        self.shingles + self.from_shingles - self.shared_shingles
    }

    /// Counts the shingles of an article and of an original. Cost: two sorts.
    pub(super) fn count(mut self, article: &[Token], from: &[Token], scratch: &mut Shingles) -> Self {
        shingles(article, &mut scratch.article);
        shingles(from, &mut scratch.from);
        (self.shingles, self.from_shingles) = (scratch.article.len() as u32, scratch.from.len() as u32);
        (self.words, self.from_words) = (article.len() as u32, from.len() as u32);
        let mut others = scratch.from.iter().peekable();
        self.shared_shingles = 0;
        for shingle in &scratch.article {
            while others.next_if(|other| *other < shingle).is_some() {}
            self.shared_shingles += u32::from(others.next_if_eq(&shingle).is_some());
        }
        self
    }
}

/// Shingles of two texts, ascending.
#[derive(Debug, Default)]
pub(super) struct Shingles {
    article: Vec<u128>,
    from: Vec<u128>,
}

/// The different shingles of a text, ascending: the words themselves in one number, so that none are taken for each other.
fn shingles(tokens: &[Token], found: &mut Vec<u128>) {
    found.clear();
    let number = |words: &[Token]| words.iter().fold(0, |number, token| number << 24 | u128::from(token.word()));
    found.extend(tokens.windows(SHINGLE_WORDS).map(number));
    found.sort_unstable();
    found.dedup();
}

/// Writes truths as JSON lines: `id` and `from` are ids of articles.
///
/// # Errors
/// When `out` refuses.
pub fn write_truth(truths: &[Truth], out: &mut dyn Write) -> io::Result<()> {
    for truth in truths {
        writeln!(
            out,
            "{{\"id\":\"{}\",\"from\":\"{}\",\"operation\":\"{}\",\"words\":{},\"from_words\":{},\"kept_words\":{},\
             \"shared_shingles\":{},\"shingles\":{},\"from_shingles\":{}}}",
            article_id(truth.article),
            article_id(truth.from),
            truth.operation.name(),
            truth.words,
            truth.from_words,
            truth.kept_words,
            truth.shared_shingles,
            truth.shingles,
            truth.from_shingles,
        )?;
    }
    Ok(())
}
