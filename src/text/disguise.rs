//! Disguises: what in a text looks like something else, or like nothing, and was folded away before it was compared.
//!
//! All of it occurs in honest text, too: full width in Japanese typesetting, soft hyphens and no-break marks from a content system, curly
//! quotation marks nearly everywhere. It is reported, not judged.

use super::fold::{is_disguised, is_invisible};
use super::{Span, Words};

/// What a disguise is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisguiseKind {
    /// A word with Cyrillic or Greek letters that look Latin.
    LookAlike,
    /// A character of no width: zero-width spaces and joiners, marks of direction.
    Invisible,
    /// A hyphen that shows at a line's end only.
    SoftHyphen,
    /// A letter or digit in its full-width form, or a ligature.
    FullWidth,
    /// A quotation mark or an apostrophe that is not straight.
    CurlyQuote,
}

impl DisguiseKind {
    /// The name by which programs know the kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::LookAlike => "look_alike",
            Self::Invisible => "invisible",
            Self::SoftHyphen => "soft_hyphen",
            Self::FullWidth => "full_width",
            Self::CurlyQuote => "curly_quote",
        }
    }

    fn of(c: char) -> Option<Self> {
        match c {
            '\u{ad}' => Some(Self::SoftHyphen),
            '‘' | '’' | '‚' | '‛' | '“' | '”' | '„' | '‟' => Some(Self::CurlyQuote),
            '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' | '\u{fb00}'..='\u{fb06}' => {
                Some(Self::FullWidth)
            }
            // Variation selectors choose among the shapes of a sign; they hide nothing.
            '\u{fe00}'..='\u{fe0f}' => None,
            c if is_invisible(c) => Some(Self::Invisible),
            _ => None,
        }
    }
}

/// How often a text has a disguise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disguise {
    /// What it is.
    pub kind: DisguiseKind,
    /// How often: words that look alike, characters of the others.
    pub count: u32,
    /// Where it stands first: the word, or the character.
    pub first: Span,
}

/// The disguises of a text, by kind; of each that it has.
///
/// ```
/// use retold::text::{DisguiseKind, Words, disguises};
/// let text = "The h\u{430}rb\u{43e}ur crane came do\u{200b}wn.";
/// let found = disguises(text, &Words::cut(text));
/// assert_eq!((found[0].kind, found[0].first.of(text)), (DisguiseKind::LookAlike, "h\u{430}rb\u{43e}ur"));
/// assert_eq!((found[1].kind, found[1].count), (DisguiseKind::Invisible, 1));
/// ```
pub fn disguises(text: &str, words: &Words) -> Vec<Disguise> {
    let mut found: Vec<Disguise> = Vec::new();
    let mut note = |kind: DisguiseKind, first: Span| match found.iter_mut().find(|disguise| disguise.kind == kind) {
        Some(known) => known.count += 1,
        None => found.push(Disguise { kind, count: 1, first }),
    };
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let joins = matches!(c, '\u{200c}' | '\u{200d}') && !before.is_ascii_alphabetic();
        before = c;
        // Joiners are letters' own business in scripts that join them, and in emoji.
        if let Some(kind) = DisguiseKind::of(c).filter(|_| !c.is_ascii() && !joins) {
            note(kind, Span::new(at, at + c.len_utf8()));
        }
    }
    let latin = words.is_latin;
    for span in words.spans.iter().filter(|span| is_disguised(span.of(text), latin)) {
        note(DisguiseKind::LookAlike, *span);
    }
    found.sort_by_key(|disguise| disguise.kind);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_disguise_is_counted_and_honest_text_has_none() {
        let told = |text: &str| -> Vec<(DisguiseKind, u32)> {
            disguises(text, &Words::cut(text)).iter().map(|disguise| (disguise.kind, disguise.count)).collect()
        };
        use DisguiseKind::{CurlyQuote, FullWidth, Invisible, LookAlike, SoftHyphen};
        for (text, wanted) in [
            ("The old harbour crane don't \"stand\".", vec![]),
            ("har\u{ad}bour and crane\u{ad}", vec![(SoftHyphen, 2)]),
            ("h\u{200b}arb\u{2060}our", vec![(Invisible, 2)]),
            ("ｈａｒｂｏｕｒ ﬁsh", vec![(FullWidth, 8)]),
            ("“Harbour”, don’t", vec![(CurlyQuote, 3)]),
            ("the сrаne of the harbour stood а long time", vec![(LookAlike, 2)]),
            ("می\u{200c}خواهم «港は、閉鎖»", vec![]),
            ("Гавань закрыта, сорок судов ждут", vec![]),
            ("Το λιμάνι έκλεισε", vec![]),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
    }
}
