use super::draw::Draw;
use super::story::Stories;
use super::token::{Token, paragraph_ends};

/// How an article was made from another, or what it has of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// One word in 64, 32, 16 or 8 became another.
    Substituted,
    /// Paragraphs were left out at the end: of all, between three tenths and nine tenths stayed.
    Cut,
    /// Two originals, one behind the other.
    Joined,
    /// Paragraphs from the middle or the end stand elsewhere.
    Moved,
    /// The same text under another headline.
    Reheadlined,
    /// An original that carries one paragraph of another.
    Planted,
}

impl Operation {
    /// Those by which articles are made from others, each as often as the others.
    pub const MAKING: [Self; 5] = [Self::Substituted, Self::Cut, Self::Joined, Self::Moved, Self::Reheadlined];

    /// Its name, as a truth says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Substituted => "substituted",
            Self::Cut => "cut",
            Self::Joined => "joined",
            Self::Moved => "moved",
            Self::Reheadlined => "reheadlined",
            Self::Planted => "planted",
        }
    }
}

/// Puts other words for some, and says for how many.
pub(super) fn substitute(tokens: &mut [Token], stories: &Stories, draw: &mut Draw) -> usize {
    let one_in = 64 >> draw.below(4);
    let mut changed = 0;
    for token in tokens {
        if draw.one_in(one_in) {
            let word = stories.word(draw);
            changed += usize::from(word != token.word());
            *token = token.with_word(word);
        }
    }
    changed
}

/// Leaves out paragraphs at the end.
pub(super) fn cut(tokens: &mut Vec<Token>, draw: &mut Draw) {
    let ends: Vec<usize> = paragraph_ends(tokens).collect();
    let stay = (ends.len() as u64 * (3 + draw.below(7)) / 10).max(1);
    tokens.truncate(ends[stay as usize - 1]);
}

/// Takes some paragraphs behind the first to another place.
pub(super) fn shift(tokens: &mut [Token], draw: &mut Draw) {
    let ends: Vec<usize> = paragraph_ends(tokens).collect();
    if ends.len() < 2 {
        return;
    }
    // Between two paragraph ends the part before a third goes behind it.
    let mut cuts = [0; 3].map(|_| draw.below(ends.len() as u64 + 1) as usize);
    cuts.sort_unstable();
    let [from, middle, to] = cuts.map(|cut| if cut == 0 { 0 } else { ends[cut - 1] });
    tokens[from..to].rotate_left(middle - from);
}
