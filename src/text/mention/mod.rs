//! Mentions: the names, numbers, days and speech of a text, by which two reports of one event can be told to report the same.
//!
//! What a language calls its numbers, months and weekdays, and which words say nothing alone, comes from libraries; the language is
//! detected. Names are runs of words with a capital, so scripts without capitals have none here; a language that gives all nouns a capital
//! (German) has names of two words and more.

mod day;
mod language;
mod name;
mod number;

use super::{Start, Words};
use crate::hash;
use language::Language;
use number::Numbers;
use std::ops::Range;

/// What a mention says. Equal kinds say the same, but for names and speech, which are compared word by word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// A name.
    Name,
    /// A number, in thousandths.
    Number {
        /// The value times 1,000.
        thousandths: u64,
        /// Whether it is a rank: the eighth.
        ordinal: bool,
        /// Whether it counts in a hundred.
        percent: bool,
    },
    /// A day of a year, counted from 1.
    Day {
        /// The month.
        month: u8,
        /// The day of the month.
        day: u8,
        /// The year; 0 where none is said.
        year: u16,
    },
    /// A day of a week, from 1 for Sunday.
    Weekday(u8),
    /// Speech between quotation marks.
    Quotation,
}

/// A stretch of words that says a name, a number, a day or speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What it says.
    pub kind: MentionKind,
    /// Its words.
    pub words: Range<u32>,
}

/// The mentions of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions {
    /// The mentions, by kind, then in the order of the text; those of one kind are disjoint.
    pub list: Vec<Mention>,
    /// For each word a number that stands for its beginning; none for words that say nothing alone. Two words with the same number are
    /// probably forms of one.
    pub content: Vec<Option<u64>>,
}

/// A word as the libraries want it.
struct Lexeme {
    /// In small letters.
    lower: String,
    /// Whether it begins with a capital.
    capital: bool,
    /// Whether it says nothing alone.
    stop: bool,
}

/// Letters by which forms of a word are one: `week` and `weeks`, `captives` and `captured`.
const BEGINNING: usize = 4;

impl Mentions {
    /// The mentions of `text`, cut into `words`. Cost: one pass and a few look-ups a word.
    pub fn of(text: &str, words: &Words) -> Self {
        let language = Language::of(text);
        let lexemes: Vec<Lexeme> = words.spans.iter().map(|span| Lexeme::new(span.of(text), &language)).collect();
        let mut list = name::names(text, words, &lexemes, &language);
        let mut numbers = Numbers::new(text, words, &lexemes, &language);
        let mut at = 0;
        while at < words.len() {
            let found = day::day(text, words, &lexemes, &language, at).or_else(|| numbers.at(at));
            at = found.as_ref().map_or(at + 1, |(_, range)| range.end as usize);
            list.extend(found.map(|(kind, words)| Mention { kind, words }));
        }
        list.extend(quotations(words));
        list.sort_by_key(|mention| (rank(mention.kind), mention.words.start));
        Self { list, content: lexemes.iter().map(Lexeme::content).collect() }
    }

    /// The mentions of which `wanted` holds.
    pub fn that(&self, wanted: impl Fn(MentionKind) -> bool) -> impl Iterator<Item = &Mention> {
        self.list.iter().filter(move |mention| wanted(mention.kind))
    }
}

impl Lexeme {
    fn new(word: &str, language: &Language) -> Self {
        let lower = word.to_lowercase();
        let stop = language.is_stop_word(&lower);
        Self { capital: word.starts_with(char::is_uppercase), stop, lower }
    }

    fn content(&self) -> Option<u64> {
        let end = self.lower.char_indices().nth(BEGINNING).map_or(self.lower.len(), |(end, _)| end);
        let says =
            !self.stop && self.lower.chars().count() >= BEGINNING - 1 && !self.lower.starts_with(char::is_numeric);
        says.then(|| hash::stable(&self.lower.as_bytes()[..end]))
    }
}

fn rank(kind: MentionKind) -> u8 {
    match kind {
        MentionKind::Name => 0,
        MentionKind::Number { .. } => 1,
        MentionKind::Day { .. } | MentionKind::Weekday(_) => 2,
        MentionKind::Quotation => 3,
    }
}

/// The runs of quoted words, each within one paragraph.
fn quotations(words: &Words) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for at in (0..words.len()).filter(|&at| words.quoted[at]) {
        let goes_on = at > 0 && words.quoted[at - 1] && words.starts[at] != Start::Paragraph;
        match found.last_mut().filter(|_| goes_on) {
            Some(last) => last.words.end += 1,
            None => found.push(Mention { kind: MentionKind::Quotation, words: at as u32..at as u32 + 1 }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(MentionKind, String)> {
        let words = Words::cut(text);
        let mentions = Mentions::of(text, &words);
        mentions.list.into_iter().map(|mention| (mention.kind, words.span(mention.words).of(text).to_owned())).collect()
    }

    fn number(value: u64) -> MentionKind {
        MentionKind::Number { thousandths: value, ordinal: false, percent: false }
    }

    #[test]
    fn numbers_are_read_in_digits_and_in_words() {
        for (text, kind, mention) in [
            ("The council said that 37,084 people of the town have signed the paper", number(37_084_000), "37,084"),
            (
                "The council said that two hundred and seventy-four people have signed",
                number(274_000),
                "two hundred and seventy-four",
            ),
            ("The bridge will cost the people of the town 1.5 million crowns", number(1_500_000_000), "1.5 million"),
            (
                "It was the eighth visit of the minister to the harbour since the storm",
                MentionKind::Number { thousandths: 8000, ordinal: true, percent: false },
                "eighth",
            ),
            (
                "El puente de hierro costará a los vecinos de la ciudad veintidós millones",
                number(22_000_000_000),
                "veintidós millones",
            ),
            (
                "Die neue Brücke im Hafen wird die Stadt nicht mehr als 4,5 Millionen kosten",
                number(4_500_000_000),
                "4,5 Millionen",
            ),
            ("وقال رئيس البلدية إن ٢٧٤ من السكان وقعوا على الورقة في الميناء القديم", number(274_000), "٢٧٤"),
        ] {
            assert!(told(text).contains(&(kind, mention.to_owned())), "{text}: {:?}", told(text));
        }
    }

    #[test]
    fn what_is_no_number_by_itself_is_left_alone() {
        let numbers = |text: &str| -> Vec<(u64, bool)> {
            let found = told(text).into_iter();
            found
                .filter_map(|(kind, _)| match kind {
                    MentionKind::Number { thousandths, percent, .. } => Some((thousandths / 1000, percent)),
                    _ => None,
                })
                .collect()
        };
        for (text, wanted) in [
            ("The train left the station at 7:30 and no one was in the house of the mayor", vec![]),
            ("Hundreds of people marched to the harbour and thousands of them came back", vec![]),
            (
                "The bank has lost £500m in the deal and 45 percent of its clients, the mayor said",
                vec![(500_000_000, false), (45, true)],
            ),
            (
                "The bank has lost 2.5bn in the deal and 45% of its clients, the mayor said",
                vec![(2_500_000_000, false), (45, true)],
            ),
        ] {
            assert_eq!(numbers(text), wanted, "{text}");
        }
    }

    #[test]
    fn days_are_read_in_either_order_and_in_many_languages() {
        let march = MentionKind::Day { month: 3, day: 7, year: 0 };
        let of_year = MentionKind::Day { month: 3, day: 7, year: 2031 };
        for (text, kind, mention) in [
            ("The storm closed the harbour on March 7 and the people went home", march, "March 7"),
            ("The storm closed the harbour on 7 March and the people went home", march, "7 March"),
            ("La tormenta cerró el puerto el 7 de marzo y la gente se fue a su casa", march, "7 de marzo"),
            ("Der Sturm hat den Hafen am 7. März geschlossen und die Leute gingen heim", march, "7. März"),
            ("The storm closed the harbour on 2031-03-07 and the people went home", of_year, "2031-03-07"),
            (
                "The storm closed the harbour on Jan. 7, 2031, and the people went home",
                MentionKind::Day { month: 1, day: 7, year: 2031 },
                "Jan. 7, 2031",
            ),
            ("Der Sturm hat den Hafen am 07.03.2031 geschlossen und die Leute gingen heim", of_year, "07.03.2031"),
            (
                "La tormenta cerró el puerto el 7 de marzo de 2031 y la gente se fue a su casa",
                of_year,
                "7 de marzo de 2031",
            ),
            ("嵐のため港は3月7日に閉鎖された。", march, "3月7日"),
            ("The storm closed the harbour on Saturday and the people went home", MentionKind::Weekday(7), "Saturday"),
        ] {
            assert!(told(text).contains(&(kind, mention.to_owned())), "{text}: {:?}", told(text));
        }
    }

    #[test]
    fn names_are_runs_of_capitals_that_are_no_beginning_of_a_sentence() {
        let found = told(
            "Storms closed the port. Mayor Ilse Brandt told Harbour Radio that Brandt had seen worse. Storms pass.",
        );
        let names: Vec<String> =
            found.into_iter().filter(|(kind, _)| *kind == MentionKind::Name).map(|(_, name)| name).collect();
        assert_eq!(names, ["Mayor Ilse Brandt", "Harbour Radio", "Brandt"]);
    }
}
