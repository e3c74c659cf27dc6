//! Articles as lines of JSON.

use super::house::Outlet;
use super::token::Token;
use super::vocabulary::{PART, Vocabulary};
use jiff::Timestamp;
use std::io::Write;

/// The most bytes that writing a token touches.
const TOKEN_BYTES: usize = OPENING + 2 * PART + ENDING;

/// Bytes of a table's entry for what stands in front of a word, and behind it.
const OPENING: usize = 4;
const ENDING: usize = 8;

/// Midnight of 1 January 2031, in seconds; an article every 29 seconds makes some 3,000 a day.
const FIRST_SECOND: i64 = 1_924_992_000;
const SECONDS: i64 = 29;

/// What a line holds.
pub(super) struct Article<'a> {
    pub(super) number: u64,
    pub(super) outlet: &'a Outlet,
    /// Those of the outlet.
    pub(super) marks: &'a Marks,
    pub(super) headline: &'a [Token],
    pub(super) text: &'a [Token],
}

/// Digits of an id; larger numbers have more.
const ID_DIGITS: usize = 9;

/// The id of an article.
pub fn article_id(number: u64) -> String {
    format!("{number:0ID_DIGITS$}")
}

impl Article<'_> {
    /// Appends the line. `page` is scratch.
    pub(super) fn write(&self, vocabulary: &Vocabulary, page: &mut Vec<u8>, line: &mut Vec<u8>) {
        let second = FIRST_SECOND.saturating_add((self.number as i64).saturating_mul(SECONDS));
        let date = Timestamp::from_second(second).unwrap_or(Timestamp::MAX);
        let (number, outlet) = (self.number, &self.outlet.name);
        // A vector takes what it is given.
        let _ = write!(line, "{{\"id\":\"{number:0ID_DIGITS$}\",\"source\":\"{outlet}\",\"title\":\"");
        line.extend_from_slice(show(self.headline, self.marks, vocabulary, page));
        let _ = write!(line, "\",\"date\":\"{date}\",\"text\":\"");
        line.extend_from_slice(show(self.text, self.marks, vocabulary, page));
        line.extend_from_slice(b"\"}\n");
    }
}

/// What stands around words, for an outlet's quotation marks: bytes, of which the length counts.
#[derive(Debug)]
pub(super) struct Marks {
    opening: [u8; OPENING],
    opening_length: usize,
    endings: [([u8; ENDING], u8); Token::ENDINGS],
}

impl Marks {
    pub(super) fn new(curly: bool) -> Self {
        let (open, close) = if curly { ("\u{201c}", "\u{201d}") } else { ("\\\"", "\\\"") };
        let mut opening = [0; OPENING];
        opening[..open.len()].copy_from_slice(open.as_bytes());
        let ending = |number: usize| {
            let token = Token((number as u32) << Token::STOP.trailing_zeros());
            let stop = match (token.has(Token::STOP), token.has(Token::COMMA)) {
                (true, _) => ".",
                (false, true) => ",",
                (false, false) => "",
            };
            let close = if token.has(Token::CLOSE) { close } else { "" };
            let behind = if token.has(Token::BREAK) { PARAGRAPH } else { " " };
            let whole = [stop, close, behind].concat();
            let mut bytes = [0; ENDING];
            bytes[..whole.len()].copy_from_slice(whole.as_bytes());
            (bytes, whole.len() as u8)
        };
        Self { opening, opening_length: open.len(), endings: std::array::from_fn(ending) }
    }
}

/// The end of a paragraph, as JSON has it.
const PARAGRAPH: &str = "\\n\\n";

/// The tokens as the inside of a JSON string, without what stands between the last and a next; sentences begin with a capital.
///
/// Each token takes the same steps, all of an entry's bytes are copied and only its length counts: a choice a word would take longer.
fn show<'a>(tokens: &[Token], marks: &Marks, vocabulary: &Vocabulary, page: &'a mut Vec<u8>) -> &'a [u8] {
    if page.len() < (tokens.len() + 1) * TOKEN_BYTES {
        page.resize((tokens.len() + 1) * TOKEN_BYTES, 0);
    }
    let mut at = 0;
    for token in tokens {
        at += put(page, at, marks.opening, if token.has(Token::OPEN) { marks.opening_length } else { 0 });
        let word = vocabulary.word(token.word());
        let [mut first, second] = vocabulary.parts(word);
        // Of a letter the bit that a capital has not; a figure has none.
        first[0] &= !(word.capital() | if token.has(Token::START) { (first[0] & 0x40) >> 1 } else { 0 });
        for part in [first, second] {
            at += put(page, at, part, usize::from(part[PART - 1]));
        }
        let (ending, length) = marks.endings[token.ending()];
        at += put(page, at, ending, usize::from(length));
    }
    if let Some(first) = page.first_mut() {
        first.make_ascii_uppercase();
    }
    let behind = tokens.last().map_or(0, |last| if last.has(Token::BREAK) { PARAGRAPH.len() } else { 1 });
    &page[..at - behind]
}

/// Copies an entry of a table, of which so many bytes count.
#[inline(always)]
fn put<const SIZE: usize>(page: &mut [u8], at: usize, entry: [u8; SIZE], length: usize) -> usize {
    if let Some(to) = page[at..].first_chunk_mut() {
        *to = entry;
    }
    length
}
