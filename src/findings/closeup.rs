use super::{Fact, Headline, Side};
use crate::overlap::{Passage, Standing, headline, standings};
use crate::text::{Disguise, Mentions, Span, Words, disguises};

/// What is told of two articles that are compared for their own sake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closeup {
    /// The headlines, where both have one.
    pub headline: Option<Headline>,
    /// Of A and of B, the characters of the equal words and of all words.
    pub characters: [(u32, u32); 2],
    /// What B left out: the stretches of A, each within a paragraph, that no passage holds.
    pub left_out: Vec<Side>,
    /// What B added.
    pub added: Vec<Side>,
    /// What both report outside of shared text, by kind, then in the order of A; names by how often they are named.
    pub facts: Vec<Fact>,
    /// What was folded away in A and in B.
    pub disguises: [Vec<Disguise>; 2],
    /// The house text of A and of B, where a corpus tells what that is.
    pub boilerplate: Option<[Vec<Span>; 2]>,
}

/// One of two articles that are compared.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its headline, where it is kept apart from the text.
    pub headline: Option<&'a str>,
    /// Its words.
    pub words: &'a Words,
    /// Its mentions.
    pub mentions: &'a Mentions,
}

impl Closeup {
    /// Compares A and B, which share these `passages`.
    pub fn new(a: Subject, b: Subject, passages: &[Passage]) -> Self {
        let [of_a, of_b] = standings(a.words, b.words, passages);
        let titles = a.headline.zip(b.headline).map(|(a, b)| (Words::cut(a), Words::cut(b)));
        let facts = Fact::all(a, b).into_iter().filter(|fact| {
            let outside = |side: &super::FactSide, standings: &[Standing]| {
                standings[side.words.start as usize..side.words.end as usize].contains(&Standing::Outside)
            };
            outside(&fact.a, &of_a) && outside(&fact.b, &of_b)
        });
        Self {
            headline: titles.map(|(a, b)| headline(&a, &b)),
            characters: [a.characters(&of_a), b.characters(&of_b)],
            left_out: stretches(a.words, &of_a),
            added: stretches(b.words, &of_b),
            facts: facts.collect(),
            disguises: [a, b].map(|subject| disguises(subject.text, subject.words)),
            boilerplate: None,
        }
    }
}

impl Subject<'_> {
    /// The characters of the words that are equal, and of all.
    fn characters(&self, standings: &[Standing]) -> (u32, u32) {
        let lengths = self.words.spans.iter().map(|span| span.of(self.text).chars().count() as u32);
        lengths.zip(standings).fold((0, 0), |(equal, all), (length, standing)| {
            (equal + if *standing >= Standing::Equal { length } else { 0 }, all + length)
        })
    }
}

/// The longest stretches of words that stand in no passage, each within a paragraph.
fn stretches(words: &Words, standings: &[Standing]) -> Vec<Side> {
    let mut found = Vec::new();
    for paragraph in &words.paragraphs {
        let mut start = paragraph.words.start;
        let range = start as usize..paragraph.words.end as usize;
        for run in standings[range].chunk_by(|x, y| (*x == Standing::Outside) == (*y == Standing::Outside)) {
            let end = start + run.len() as u32;
            if run[0] == Standing::Outside {
                found.push(Side::new(words, start..end));
            }
            start = end;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlap::{Alignment, passages};

    const SHARED: &str = "the old harbour crane was taken down on 7 March after ninety years of daily service there";

    #[test]
    fn what_was_left_out_and_added_is_told_and_facts_of_shared_text_are_not() {
        let a = format!("Mayor Ilse Brandt spoke first.\n\n{SHARED}\n\nThen it rained for 274 hours.");
        let b = format!("{SHARED} said the p\u{43e}rt.\n\nSo spoke Ilse Brandt after 274 hours.");
        let cut = |text: &str| (Words::cut(text), Mentions::of(text, &Words::cut(text)));
        let ((a_words, a_mentions), (b_words, b_mentions)) = (cut(&a), cut(&b));
        let found = passages(&a_words, &b_words, Alignment { seed_words: 5, least_words: 12, rewording: None });
        let subject = |text, words, mentions| Subject { text, headline: Some("Old crane is down"), words, mentions };
        let (a_side, b_side) = (subject(a.as_str(), &a_words, &a_mentions), subject(b.as_str(), &b_words, &b_mentions));
        let closeup = Closeup::new(a_side, b_side, &found);
        let told =
            |sides: &[Side], text: &str| sides.iter().map(|side| side.span.of(text).to_owned()).collect::<Vec<_>>();
        assert_eq!(told(&closeup.left_out, &a), ["Mayor Ilse Brandt spoke first", "Then it rained for 274 hours"]);
        assert_eq!(told(&closeup.added, &b), ["said the p\u{43e}rt", "So spoke Ilse Brandt after 274 hours"]);
        let facts: Vec<&str> = closeup.facts.iter().map(|fact| fact.a.span.of(&a)).collect();
        assert_eq!(facts, ["274", "Ilse Brandt"]);
        assert_eq!(closeup.headline.map(|headline| headline.words_equal), Some(4));
        assert_eq!(closeup.characters[0].0, SHARED.chars().filter(|c| *c != ' ').count() as u32);
        assert_eq!((closeup.disguises[0].len(), closeup.disguises[1][0].count), (0, 1));
    }
}
