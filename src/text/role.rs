//! What a character is to the words around it.

use super::fold::{digit, is_invisible};
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

/// What a character is to the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Belongs to a run.
    Letter,
    /// Is a word by itself.
    Alone,
    /// Goes with the character before it, whatever that is.
    Mark,
    /// Ends a word.
    Gap,
}

/// What a character is, by the rules; [`letter`](super::letter::letter) looks it up.
pub(super) fn role(c: char) -> Role {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() { Role::Letter } else { Role::Gap };
    }
    if is_combining_mark(c) || is_invisible(c) || matches!(c, 'ー' | 'ｰ') {
        return Role::Mark;
    }
    // Radicals are symbols by category, and stand for characters in text taken out of PDF files.
    if matches!(c, '\u{2e80}'..='\u{2fd5}') {
        return Role::Alone;
    }
    if !c.is_alphanumeric() {
        return Role::Gap;
    }
    if is_unspaced(c) && digit(c).is_none() { Role::Alone } else { Role::Letter }
}

/// Whether a letter is of a script that is written without spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    use Script::{Han, Hiragana, Khmer, Lao, Myanmar, New_Tai_Lue, Tai_Le, Tai_Tham, Thai};
    matches!(c.script(), Han | Hiragana | Thai | Lao | Khmer | Myanmar | Tai_Le | New_Tai_Lue | Tai_Tham)
}
