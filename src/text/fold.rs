//! Folding: which differences between two words do not count.
//!
//! Case, accents and vowel marks, compatibility forms (full width, ligatures: Unicode Standard Annex 15, NFKD), digits of
//! any script, invisible characters, German ß as ss, the Greek final sigma, Turkish i, the Arabic letters that outlets
//! type in two ways, and, in a word that mixes alphabets, letters that only look Latin. Folding is many to one and has no
//! way back, which is why words keep their place in the text.
//!
//! A folded word is only hashed, never shown. Plain ASCII, nearly all of an English text, takes the short way.

use super::letter::letter;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

/// Appends the folded form of `word` to `out`.
///
/// ```
/// let mut folded = String::new();
/// retold::text::fold("ＳＴＲＡẞＥ", &mut folded);
/// assert_eq!(folded, "strasse");
/// ```
pub fn fold(word: &str, out: &mut String) {
    fold_in(word, false, out);
}

/// Appends the folded form of a word of a text that is Latin or not: in one that is, a word all of whose letters only look Latin is
/// one in disguise, too.
pub(super) fn fold_in(word: &str, latin: bool, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    let start = out.len();
    if !fold_by_letters(word, latin, out) {
        out.truncate(start);
        fold_whole(word, latin, out);
    }
}

/// Folds a word letter by letter, if none of its letters depends on another; otherwise it is not folded to its end.
fn fold_by_letters(word: &str, latin: bool, out: &mut String) -> bool {
    let (mut has_latin, mut has_lookalike) = (latin, false);
    for c in word.chars() {
        let letter = letter(c);
        has_latin |= letter.is_latin;
        has_lookalike |= letter.is_lookalike;
        let Some(folded) = letter.folded().and_then(|bytes| std::str::from_utf8(bytes).ok()) else { return false };
        if has_latin && has_lookalike {
            return false;
        }
        out.push_str(folded);
    }
    true
}

/// Folds a word by the rules.
pub(super) fn fold_whole(word: &str, latin: bool, out: &mut String) {
    let disguised = is_disguised(word, latin);
    for c in word.nfkd().filter(|&c| counts(c)) {
        fold_one(if disguised { latin_twin(c) } else { c }, out);
    }
}

/// Folds a character that was decomposed and counts.
pub(super) fn fold_one(c: char, out: &mut String) {
    match c {
        'ß' | 'ẞ' => out.push_str("ss"),
        'ς' => out.push('σ'),
        'ı' => out.push('i'),
        'ى' | 'ی' => out.push('ي'),
        'ٱ' => out.push('ا'),
        'ک' => out.push('ك'),
        _ => match digit(c).and_then(|value| char::from_digit(value, 10)) {
            Some(digit) => out.push(digit),
            None => out.extend(c.to_lowercase()),
        },
    }
}

/// Whether a character is invisible and only steers how its neighbours are shown: it neither ends a word nor counts.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether a decomposed character stays: accents, vowel marks and stretchers go; marks that make another letter stay
/// (Japanese voicing, the vowel signs of Indic scripts). The Thai and Lao ring goes because the vowel that it is half of is typed as one
/// character or as two, on this letter or the next; the Khmer vowels that nobody sees go.
pub(super) fn counts(c: char) -> bool {
    if matches!(c, 'ـ' | '\u{e4d}' | '\u{ecd}' | '\u{17b4}' | '\u{17b5}') || is_invisible(c) {
        return false;
    }
    let droppable = matches!(c.script(), Script::Inherited | Script::Hebrew | Script::Arabic);
    !(is_combining_mark(c) && droppable) || matches!(c, '\u{3099}' | '\u{309a}')
}

/// Whether a word mixes Latin letters with others that look it; in a Latin text also whether it has none but such.
pub(super) fn is_disguised(word: &str, latin: bool) -> bool {
    if word.is_ascii() {
        return false;
    }
    let has = |wanted: Script| word.chars().any(|c| c.script() == wanted);
    match (has(Script::Latin), has(Script::Cyrillic) || has(Script::Greek)) {
        (true, strange) => strange,
        (false, strange) => latin && strange && word.chars().all(|c| latin_twin(c) != c),
    }
}

/// Whether most letters of a text are Latin. All of one without Cyrillic and Greek are as good as that: nothing hangs on it there.
pub(super) fn is_latin(text: &str) -> bool {
    // The first bytes of the characters from U+0370 to U+052F.
    // Asked of all bytes of a chunk, so that it is asked of many at once.
    let may_be = |bytes: &[u8]| bytes.iter().fold(false, |any, byte| any | (byte.wrapping_sub(0xcd) < 8));
    if !text.as_bytes().chunks(256).any(may_be) {
        return true;
    }
    let of = |wanted: &[Script]| text.chars().filter(|c| c.is_alphabetic() && wanted.contains(&c.script())).count();
    of(&[Script::Latin]) > of(&[Script::Cyrillic, Script::Greek])
}

/// The Latin letter that a Cyrillic or Greek one is drawn like (the pairs with equal glyphs of Unicode Technical Standard
/// 39, confusables).
fn latin_twin(c: char) -> char {
    const TWINS: [(&str, &str); 2] = [
        ("аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅ", "aeopcyxijshdqwABEKMHOPCTYXIJS"),
        ("οαινυρκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oaivupkABEZHIKMNOPTYX"),
    ];
    TWINS
        .iter()
        .find_map(|(from, to)| from.chars().position(|twin| twin == c).and_then(|at| to.chars().nth(at)))
        .unwrap_or(c)
}

/// The value of a decimal digit of any script (general category Nd; each block runs from 0 to 9).
pub(super) fn digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 36] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
        0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
        0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    ];
    if c < '\u{660}' {
        return c.to_digit(10);
    }
    c.to_digit(10).or_else(|| ZEROS.iter().map(|&zero| u32::from(c).wrapping_sub(zero)).find(|&value| value < 10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(word: &str) -> String {
        let mut out = String::new();
        fold(word, &mut out);
        out
    }

    #[test]
    fn what_does_not_count_is_folded_away() {
        let mut alone = String::new();
        fold_in("\u{430}", is_latin("\u{430} harbour"), &mut alone);
        assert_eq!(alone, "a");
        assert!(!is_latin("\u{430} и гавань") && is_latin("port"));
        for (word, wanted) in [
            ("Harbour", "harbour"),
            ("CAFÉ", "cafe"),
            ("cafe\u{301}", "cafe"),
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("ΟΔΟΣ", "οδοσ"),
            ("οδός", "οδοσ"),
            ("İstanbul", "istanbul"),
            ("ışık", "isik"),
            ("ﬁsh", "fish"),
            ("２０３１", "2031"),
            ("٢٠٣١", "2031"),
            ("२०३१", "2031"),
            ("har\u{ad}bour", "harbour"),
            ("har\u{200b}bour", "harbour"),
            ("الْمِينَاءُ", "الميناء"),
            ("الميـــناء", "الميناء"),
            ("أحمد", "احمد"),
            ("h\u{430}rb\u{43e}ur", "harbour"),
        ] {
            assert_eq!(folded(word), wanted, "{word}");
        }
    }

    proptest! {
        #[test]
        fn letter_by_letter_a_word_is_folded_as_by_the_rules(
            word in "([a-zÀ-žα-ωА-я]|[\\u{300}-\\u{36f}]|[\\u{5b0}-\\u{6d0}]|[\\u{900}-\\u{97f}]|[\\u{e00}-\\u{eff}]|[\\u{1100}-\\u{11ff}]|[가-나]|[ぁ-ヿ]|\\PC){0,9}",
            latin: bool,
        ) {
            let (mut fast, mut whole) = (String::new(), String::new());
            fold_in(&word, latin, &mut fast);
            fold_whole(&word, latin, &mut whole);
            prop_assert_eq!(fast, whole);
        }
    }

    #[test]
    fn what_makes_another_word_stays() {
        for (one, other) in [("が", "か"), ("की", "का"), ("рот", "pot"), ("harbour", "harbor"), ("ネ", "メ")]
        {
            assert_ne!(folded(one), folded(other));
        }
    }

    #[test]
    fn each_twin_has_its_letter() {
        assert_eq!(folded("xаеорсухіјѕһԁԛԝ"), "xaeopcyxijshdqw");
        assert_eq!(folded("xοαινυρκ"), "xoaivupk");
    }
}
