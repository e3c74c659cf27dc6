//! Paragraphs: the unit that people read and that a report counts.
//!
//! A blank line always ends a paragraph. A single line end may end one (a web article pasted as text) or stand anywhere
//! (mail and wire copy wrapped at a fixed column); which of the two is read off the text: where lines are wrapped, the
//! first word of the next line would not have fitted, line after line.

use super::Span;
use super::role::is_unspaced;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Lines longer than this, in columns, are no typewriter's: such a text is not wrapped at a fixed column.
const WIDEST_WRAP: usize = 120;
/// Columns of a long word of Thai, Lao, Khmer or Myanmar.
const UNSPACED_WORD: usize = 12;
/// Lines that most texts have at most.
const LINES: usize = 32;
/// Fewer joints than this between neighbouring lines say nothing about wrapping.
const FEWEST_JOINTS: usize = 3;

struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl Line<'_> {
    /// Its columns: a Chinese character takes two.
    fn width(&self) -> usize {
        self.text.trim_end().width()
    }

    /// Whether it is certainly wider than any typewriter's: visible ASCII takes a column each.
    fn is_surely_wide(&self) -> bool {
        let some = &self.text.as_bytes()[..self.text.len().min(2 * WIDEST_WRAP)];
        some.iter().filter(|byte| byte.is_ascii_graphic()).count() > WIDEST_WRAP
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn is_indented(&self) -> bool {
        self.text.starts_with("  ") || self.text.starts_with('\t') || self.text.starts_with('\u{3000}')
    }

    /// Columns of what cannot be parted at its start: a word; where words have no spaces between them, two characters of East Asia, of
    /// which one may be a mark that begins no line, and about a word elsewhere.
    fn first_word(&self) -> usize {
        let word = self.text.split_whitespace().next().unwrap_or_default();
        let unspaced = word.chars().find(|c| c.is_alphanumeric()).is_some_and(is_unspaced);
        let katakana = word.chars().next().is_some_and(|c| matches!(c, '\u{30a0}'..='\u{30ff}'));
        let wide = word.chars().next().and_then(UnicodeWidthChar::width) == Some(2);
        match () {
            () if (unspaced && wide) || katakana => 4,
            () if unspaced => word.width().min(UNSPACED_WORD),
            () => word.width(),
        }
    }

    fn ends_a_sentence(&self) -> bool {
        const ENDS: [char; 22] = [
            '.', '!', '?', '"', '”', '»', '“', '…', ':', '。', '」', '』', '！', '？', '）', '؟', '۔', '।', '॥', '។',
            '။', '’',
        ];
        self.text.trim_end().ends_with(ENDS)
    }
}

/// The paragraphs of `text` in order, without the white space around them; none is empty.
///
/// ```
/// let text = "First paragraph.\n\nSecond paragraph.\n";
/// let found: Vec<&str> = retold::text::paragraphs(text).iter().map(|span| span.of(text)).collect();
/// assert_eq!(found, ["First paragraph.", "Second paragraph."]);
/// ```
pub fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    // Most texts that are not wrapped have a line that is too wide, and their columns need not be counted.
    let widest = match lines.iter().any(Line::is_surely_wide) {
        true => usize::MAX,
        false => lines.iter().map(Line::width).max().unwrap_or(0),
    };
    let wrapped = is_wrapped(&lines, widest);
    let mut found: Vec<Span> = Vec::with_capacity(lines.len());
    let mut open = false;
    for (at, line) in lines.iter().enumerate() {
        if line.is_blank() {
            open = false;
            continue;
        }
        let start = line.start + (line.text.len() - line.text.trim_start().len());
        let span = Span::new(start, line.start + line.text.trim_end().len());
        let goes_on = open && wrapped && continues(&lines[at - 1], line, widest);
        match found.last_mut() {
            Some(last) if goes_on => *last = last.join(span),
            _ => found.push(span),
        }
        open = true;
    }
    found
}

fn lines(text: &str) -> Vec<Line<'_>> {
    // Carriage returns end lines where nothing else does, as on old Macs.
    let lone = if memchr::memchr(b'\n', text.as_bytes()).is_some() { b'\n' } else { b'\r' };
    let (mut lines, mut start) = (Vec::with_capacity(LINES), 0);
    let mut end_at = |end: usize| {
        lines.push(Line { start, text: &text[start..end] });
        start = end;
    };
    // U+2028 and U+2029 are the bytes E2 80 A8 and E2 80 A9.
    for at in memchr::memchr2_iter(lone, 0xe2, text.as_bytes()) {
        match &text.as_bytes()[at..] {
            [0xe2, 0x80, 0xa8 | 0xa9, ..] => end_at(at + 3),
            [0xe2, ..] => {}
            _ => end_at(at + 1),
        }
    }
    if start < text.len() {
        lines.push(Line { start, text: &text[start..] });
    }
    lines
}

/// Whether single line ends stand wherever a column was full.
fn is_wrapped(lines: &[Line], widest: usize) -> bool {
    if widest > WIDEST_WRAP {
        return false;
    }
    let joints = || lines.windows(2).filter(|pair| !pair[0].is_blank() && !pair[1].is_blank());
    let full = joints().filter(|pair| is_full(&pair[0], &pair[1], widest)).count();
    let all = joints().count();
    all >= FEWEST_JOINTS && full * 4 >= all * 3
}

fn is_full(line: &Line, next: &Line, widest: usize) -> bool {
    line.width() + 1 + next.first_word() > widest
}

fn continues(line: &Line, next: &Line, widest: usize) -> bool {
    !next.is_indented() && (is_full(line, next, widest) || !line.ends_a_sentence())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs_whatever_the_line_ends() {
        assert_eq!(cut("One.\n\nTwo.\n \t\nThree.\n"), ["One.", "Two.", "Three."]);
        assert_eq!(cut("One.\r\n\r\nTwo.\r\n"), ["One.", "Two."]);
        assert!(cut(" \n\n").is_empty());
    }

    #[test]
    fn single_line_ends_part_paragraphs_of_unequal_length() {
        let text = "By our reporter\nThe council voted on Monday to close the pier for the winter and to sell the kiosk.\n\
                    Nobody spoke against it.\nThe kiosk was built in 1931 and has stood empty since the storm.\nIt leaks.";
        assert_eq!(cut(text).len(), 5);
    }

    #[test]
    fn lines_wrapped_at_a_column_are_joined() {
        let text = "The council voted on Monday to close\nthe pier for the winter and to sell\nthe kiosk that has stood\
                    \nempty since the great storm of May.\n\nNobody spoke against it, not even\nthe owners of the boats.\n";
        assert_eq!(cut(text).len(), 2);
        let indented = "  The council voted on Monday to close\nthe pier for the winter and to sell\nthe kiosk it built.\n  \
                        Nobody spoke against it, neither the\nowners of the boats nor the mayor or\nhis deputy.\n";
        assert_eq!(cut(indented).len(), 2);
    }

    proptest! {
        #[test]
        fn paragraphs_are_ordered_and_hold_all_that_is_not_white(text in "[a-zé 。\n\t.]{0,200}") {
            let spans = paragraphs(&text);
            let mut end = 0;
            for span in &spans {
                prop_assert!(span.start as usize >= end && !span.is_empty());
                prop_assert!(text[end..span.start as usize].trim().is_empty());
                prop_assert_eq!(span.of(&text).trim(), span.of(&text));
                end = span.end as usize;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
