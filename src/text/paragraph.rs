//! Paragraphs: the unit that people read and that a report counts.
//!
//! A blank line always ends a paragraph. A single line end may end one (a web article pasted as text) or stand anywhere
//! (mail and wire copy wrapped at a fixed column); which of the two is read off the text: where lines are wrapped, the
//! first word of the next line would not have fitted, line after line.

use super::Span;

/// Lines longer than this, in characters, are no typewriter's: such a text is not wrapped at a fixed column.
const WIDEST_WRAP: usize = 120;
/// Fewer joints than this between neighbouring lines say nothing about wrapping.
const FEWEST_JOINTS: usize = 3;

struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl Line<'_> {
    fn width(&self) -> usize {
        self.text.trim_end().chars().count()
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn is_indented(&self) -> bool {
        self.text.starts_with("  ") || self.text.starts_with('\t') || self.text.starts_with('\u{3000}')
    }

    fn first_word(&self) -> usize {
        self.text.split_whitespace().next().map_or(0, |word| word.chars().count())
    }

    fn ends_a_sentence(&self) -> bool {
        self.text.trim_end().ends_with(['.', '!', '?', '"', '”', '»', '“', '…', ':', '。', '」', '؟'])
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
    let widest = lines.iter().map(Line::width).max().unwrap_or(0);
    let wrapped = is_wrapped(&lines, widest);
    let mut found: Vec<Span> = Vec::new();
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
    let mut start = 0;
    text.split_inclusive(['\n', '\u{2028}', '\u{2029}'])
        .map(|text| {
            let line = Line { start, text };
            start += text.len();
            line
        })
        .collect()
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
