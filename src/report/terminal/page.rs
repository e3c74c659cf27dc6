use crate::findings::{Grade, Ratio};
use crate::text::printable;
use anstyle::{AnsiColor, Style};

/// How wide the answer may be and how much of each list it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Columns.
    pub columns: usize,
    /// Entries of each list.
    pub entries: usize,
}

impl Page {
    /// Breaks a text into lines that stand in by `indent`; between words only, so that marks stay whole.
    pub(super) fn fill(self, text: &str, indent: &str) -> String {
        self.hang(text, indent, indent)
    }

    /// The same with another indent from the second line on.
    pub(super) fn hang(self, text: &str, first: &str, indent: &str) -> String {
        let options = textwrap::Options::new(self.columns)
            .initial_indent(first)
            .subsequent_indent(indent)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::fill(text, options)
    }
}

/// A heading.
pub(super) const HEADING: Style = Style::new().bold();
/// What matters less.
pub(super) const FAINT: Style = Style::new().dimmed();
/// Words that only A has.
pub(super) const LEFT_OUT: Style = AnsiColor::Red.on_default().strikethrough();
/// Words that only B has.
pub(super) const ADDED: Style = AnsiColor::Green.on_default().underline();

/// Words that B has in another place.
pub(super) const MOVED: Style = AnsiColor::Blue.on_default().italic();

pub(super) fn grade_style(grade: Grade) -> Style {
    match grade {
        Grade::Verbatim => AnsiColor::Red.on_default().bold(),
        Grade::Edited => AnsiColor::Yellow.on_default().bold(),
        Grade::Reworded => AnsiColor::Magenta.on_default().bold(),
        Grade::Quotation => AnsiColor::Cyan.on_default().bold(),
    }
}

pub(super) fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// A name from outside as it may be shown, cut where it would flood the terminal.
pub(super) fn name(name: &str) -> String {
    const LONGEST: usize = 160;
    let mut shown: String = printable(name).chars().take(LONGEST).collect();
    if name.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// A number with its thousands parted: `12,345`.
pub(in crate::report) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut parted = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    parted
}

/// A number of things: `1 article`, `12 articles`.
pub(super) fn things(number: u64, thing: &str) -> String {
    format!("{} {thing}{}", count(number), if number == 1 { "" } else { "s" })
}

/// A share in whole percent: 100 only for all, 0 only for none.
pub(super) fn percent(shared: u64, total: u64) -> String {
    let rounded = if total == 0 { 0 } else { (200 * shared + total) / (2 * total) };
    let honest = match rounded {
        0 if shared > 0 => 1,
        100 if shared < total => 99,
        rounded => rounded,
    };
    format!("{honest} %")
}

/// A ratio as a quotient of two places, rounded down: what reaches a threshold shows it, what misses it does not.
pub(super) fn quotient(ratio: Ratio) -> String {
    let hundredths = (100 * ratio.shared).checked_div(ratio.total).unwrap_or(0);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well_and_do_not_flatter() {
        assert_eq!([0, 999, 1000, 1_234_567].map(count), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(
            [(0, 5), (1, 1000), (999, 1000), (5, 5), (1, 3), (0, 0)].map(|(s, t)| percent(s, t)),
            ["0 %", "1 %", "99 %", "100 %", "33 %", "0 %"]
        );
        assert_eq!(quotient(Ratio { shared: 499, total: 1000 }), "0.49");
        assert_eq!(quotient(Ratio { shared: 7, total: 7 }), "1.00");
    }
}
