//! What is asked of each character of a text, looked up: Unicode's tables are searched once for a block of 256 characters and not for each
//! of a billion.

use super::fold::{counts, fold_one};
use super::role::{Role, role};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_script::{Script, UnicodeScript};

/// Most bytes into which a character is folded here: a syllable of Hangul is three letters. What is folded into more goes the long way.
const MOST: usize = 12;

/// What is known of a character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    /// What it is to the words around it.
    pub(super) role: Role,
    /// Whether it is a Latin letter.
    pub(super) is_latin: bool,
    /// Whether it is of an alphabet with letters that look Latin.
    pub(super) is_lookalike: bool,
    folded: Folded,
}

#[derive(Debug, Clone, Copy)]
enum Folded {
    /// Whatever stands beside it: so many bytes of UTF-8.
    Into([u8; MOST], u8),
    /// Depends on its neighbours: a mark that stays, and may change places with another.
    Open,
}

impl Letter {
    fn of(c: char) -> Self {
        let script = c.script();
        let folded = || {
            let kept: Vec<char> = std::iter::once(c).nfkd().filter(|&c| counts(c)).collect();
            if kept.iter().any(|&c| canonical_combining_class(c) != 0) {
                return Folded::Open;
            }
            let mut all = String::new();
            kept.into_iter().for_each(|c| fold_one(c, &mut all));
            let mut into = [0; MOST];
            match into.get_mut(..all.len()) {
                Some(place) => {
                    place.copy_from_slice(all.as_bytes());
                    Folded::Into(into, all.len() as u8)
                }
                None => Folded::Open,
            }
        };
        Self {
            role: role(c),
            is_latin: script == Script::Latin,
            is_lookalike: matches!(script, Script::Cyrillic | Script::Greek),
            folded: folded(),
        }
    }

    /// The bytes of what it is folded into, if that does not depend on its neighbours.
    pub(super) fn folded(&self) -> Option<&[u8]> {
        match &self.folded {
            Folded::Into(into, length) => Some(&into[..usize::from(*length)]),
            Folded::Open => None,
        }
    }
}

/// What is known of `c`.
pub(super) fn letter(c: char) -> Letter {
    const BLOCK: usize = 256;
    // The basic plane; a block takes 5 KiB when it is asked for.
    static BLOCKS: [OnceLock<Vec<Letter>>; 256] = [const { OnceLock::new() }; 256];
    let (block, place) = (c as usize / BLOCK, c as usize % BLOCK);
    let Some(known) = BLOCKS.get(block) else { return Letter::of(c) };
    let all = known.get_or_init(|| {
        let numbers = (block * BLOCK) as u32..((block + 1) * BLOCK) as u32;
        // Halves of surrogate pairs are no characters and stand in no text.
        numbers.map(|number| Letter::of(char::from_u32(number).unwrap_or('\u{fffd}'))).collect()
    });
    all[place]
}
