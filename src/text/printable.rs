use std::borrow::Cow;

/// Text from outside as it may be shown on a terminal: control characters, which could steer it, and the marks that turn
/// the direction of writing around are replaced by `�`, line ends by a space. Everything else stays.
///
/// ```
/// use retold::text::printable;
/// assert_eq!(printable("plain"), "plain");
/// assert_eq!(printable("\u{1b}[2Jred\nalert"), "�[2Jred alert");
/// ```
pub fn printable(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        c if steers(c) => '\u{fffd}',
        c => c,
    };
    Cow::Owned(text.chars().map(shown).collect())
}
