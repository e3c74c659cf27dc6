use super::{Grade, Passage};
use crate::text::Words;

/// The headlines of two articles, which no passage is long enough to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headline {
    /// The words of A's headline.
    pub a_words: u32,
    /// The words of B's headline.
    pub b_words: u32,
    /// How many words are equal, in order or moved.
    pub words_equal: u32,
    /// How they are shared; none, if fewer than half of the longer one's words are equal.
    pub grade: Option<Grade>,
}

/// Compares two headlines as wholes. Cost: the product of their lengths.
///
/// ```
/// use retold::overlap::{Grade, headline};
/// use retold::text::Words;
/// let (a, b) = (Words::cut("Old harbour crane comes down"), Words::cut("Harbour crane comes down at last"));
/// let found = headline(&a, &b);
/// assert_eq!((found.words_equal, found.grade), (4, Some(Grade::Edited)));
/// ```
pub fn headline(a: &Words, b: &Words) -> Headline {
    let (a_words, b_words) = (a.len() as u32, b.len() as u32);
    let whole = Passage::over(a, b, 0..a_words, 0..b_words);
    let words_equal = whole.as_ref().map_or(0, Passage::words_equal);
    let alike = whole.filter(|_| 2 * words_equal >= a_words.max(b_words));
    Headline { a_words, b_words, words_equal, grade: alike.map(|passage| passage.grade) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_equal_alike_turned_or_apart() {
        for (a, b, equal, grade) in [
            ("Council keeps village schools", "COUNCIL KEEPS VILLAGE SCHOOLS", 4, Some(Grade::Verbatim)),
            ("Storm closes port and airport", "Port and airport: storm closes both", 3, Some(Grade::Reworded)),
            ("Council keeps village schools", "Storm closes the port", 0, None),
            ("Council keeps village schools", "Village shops close", 1, None),
            ("", "Storm closes the port", 0, None),
        ] {
            let found = headline(&Words::cut(a), &Words::cut(b));
            assert_eq!((found.words_equal, found.grade), (equal, grade), "{a} / {b}");
        }
    }
}
