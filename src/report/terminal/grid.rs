use super::page::{FAINT, INDENT, Page, cut, width};

/// Short texts in aligned columns, as wide as the page allows.
///
/// Where a row is wider than the page, all rows are told in another way: by their names on a line of their own, and what is counted below,
/// each count with its column's word. So no name is broken and nothing stands outside the page.
#[derive(Debug)]
pub(super) struct Grid {
    columns: Vec<(&'static str, Align)>,
    rows: Vec<Vec<String>>,
}

/// On which side a column is even.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// Names.
    Left,
    /// Counts.
    Right,
}

impl Grid {
    pub(super) fn new(columns: &[(&'static str, Align)]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row of as many texts as there are columns.
    pub(super) fn add(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// The lines, indented.
    pub(super) fn lines(&self, page: Page) -> Vec<String> {
        let fits = |lines: &[String]| lines.iter().all(|line| width(line) <= page.columns);
        let whole = aligned(&self.columns, &self.rows, true);
        if fits(&whole) {
            return whole;
        }
        let widest = whole.iter().map(|line| width(line)).max().unwrap_or(0);
        match self.shortened(widest - page.columns).map(|rows| aligned(&self.columns, &rows, true)) {
            Some(lines) if fits(&lines) => lines,
            _ => self.listed(page),
        }
    }

    /// The rows with the longest names cut, so that each takes up to so many columns less; nothing, if too little would be left of them.
    fn shortened(&self, excess: usize) -> Option<Vec<Vec<String>>> {
        let places: Vec<usize> = (0..self.columns.len()).filter(|&it| self.columns[it].1 == Align::Left).collect();
        let mut widths: Vec<usize> =
            places.iter().map(|&place| self.rows.iter().map(|row| width(&row[place])).max().unwrap_or(0)).collect();
        for _ in 0..excess {
            let longest = widths.iter_mut().max()?;
            *longest = longest.checked_sub(1).filter(|left| *left >= SHORTEST)?;
        }
        let mut rows = self.rows.clone();
        for row in &mut rows {
            places.iter().zip(&widths).for_each(|(&place, &width)| row[place] = cut(&row[place], width));
        }
        Some(rows)
    }

    fn listed(&self, page: Page) -> Vec<String> {
        let names = self.columns.iter().take_while(|(_, align)| *align == Align::Left).count();
        let joined = |names: &[&str]| format!("{INDENT}{}", names.join(" | "));
        let share = (page.columns - INDENT.len()).saturating_sub(3 * names.saturating_sub(1)) / names.max(1);
        let rows = self.rows.iter().flat_map(|row| {
            let shown: Vec<String> = row[..names].iter().map(|name| cut(name, share)).collect();
            let counts = self.columns.iter().zip(row).skip(names).filter(|(_, cell)| !cell.is_empty());
            let counts = counts.map(|((title, _), cell)| {
                let room = page.columns - INDENT.len() - 2;
                (cut(&format!("{title} {cell}"), room), FAINT)
            });
            let indent = format!("{INDENT}  ");
            [
                joined(&shown.iter().map(String::as_str).collect::<Vec<_>>()),
                page.pack(&counts.collect::<Vec<_>>(), &indent, &indent),
            ]
        });
        let titles: Vec<&str> = self.columns[..names].iter().map(|(title, _)| *title).collect();
        std::iter::once(joined(&titles)).chain(rows).collect()
    }
}

/// The fewest columns to which a name is cut before rows are told in another way.
const SHORTEST: usize = 16;

/// Rows whose last text stands last and whole, so that it can be copied: on a line of its own below the others, where it does not fit.
pub(super) fn with_ids(rows: &[Vec<String>], page: Page) -> Vec<String> {
    let columns: Vec<_> =
        rows.first().map_or(0, Vec::len).checked_sub(1).map_or(vec![], |it| vec![("", Align::Left); it + 1]);
    let lines = aligned(&columns, rows, false);
    if lines.iter().all(|line| width(line) <= page.columns) {
        return lines;
    }
    let heads: Vec<Vec<String>> = rows.iter().map(|row| row[..row.len() - 1].to_vec()).collect();
    let lines = aligned(&columns[1..], &heads, false);
    let below = |row: &Vec<String>| format!("{INDENT}   {}", row[row.len() - 1]);
    lines.iter().zip(rows).flat_map(|(head, row)| [cut(head, page.columns), below(row)]).collect()
}

/// Rows with each column as wide as its widest text; what is named at its head stands there in the same way.
fn aligned(columns: &[(&'static str, Align)], rows: &[Vec<String>], is_headed: bool) -> Vec<String> {
    let head = is_headed.then(|| columns.iter().map(|(title, _)| (*title).to_owned()).collect::<Vec<_>>());
    let all = || head.iter().chain(rows);
    let widths = (0..columns.len()).map(|place| all().map(|row| width(&row[place])).max().unwrap_or(0));
    let widths: Vec<usize> = widths.collect();
    let line = |row: &Vec<String>| {
        let mut line = INDENT.to_owned();
        for (((_, align), text), column) in columns.iter().zip(row).zip(&widths) {
            let gap = " ".repeat(column - width(text));
            line += &match align {
                Align::Left => format!(" {text}{gap} "),
                Align::Right => format!(" {gap}{text} "),
            };
        }
        line.trim_end().to_owned()
    };
    all().map(line).collect()
}
