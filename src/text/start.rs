//! What begins with a word, as far as punctuation and line ends tell.

/// What begins with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Start {
    /// Nothing: it stands inside a sentence.
    #[default]
    Inside,
    /// A sentence.
    Sentence,
    /// A paragraph, and with it a sentence.
    Paragraph,
}

/// What begins with `word`, which stands behind `gap` and may open a paragraph.
///
/// A line end before a small letter and behind no full stop is a wrapped line, also where the paragraphs part there.
pub(super) fn start(gap: &str, word: &str, opens: bool) -> Start {
    let (mut ended, mut spaced, mut lines) = (false, false, 0);
    for c in gap.chars() {
        if is_terminator(c) {
            // Marks of scripts without spaces need none behind them.
            (ended, spaced) = (true, matches!(c, '。' | '！' | '？'));
        } else if c.is_whitespace() {
            spaced = true;
            lines += u32::from(matches!(c, '\n' | '\u{2028}' | '\u{2029}'));
        }
    }
    let wrapped = lines == 1 && !ended && word.starts_with(char::is_lowercase);
    if (opens && !wrapped) || (lines == 1 && ended) {
        Start::Paragraph
    } else if (lines > 0 && !wrapped) || (ended && spaced) {
        Start::Sentence
    } else {
        Start::Inside
    }
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।')
}
