use crate::overlap::Passage;
use crate::text::{Span, Words};
use std::ops::Range;

/// What became of words inside a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditKind {
    /// Other words stand in their place.
    Changed,
    /// Only A has them.
    LeftOut,
    /// Only B has them.
    Added,
    /// Both have them, in another order.
    Moved,
}

impl EditKind {
    /// The name by which programs know the kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::LeftOut => "left_out",
            Self::Added => "added",
            Self::Moved => "moved",
        }
    }
}

/// Words that differ, or stand elsewhere: those of A and those of B. An empty span is a place where nothing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// What became of them.
    pub kind: EditKind,
    /// The words of A.
    pub a: Span,
    /// The words of B.
    pub b: Span,
}

/// The words of a passage that are not kept, in the order of A: those between the kept runs, before the first and behind the last, told
/// apart where a paragraph ends or a moved run stands; and the moved runs.
pub(super) fn edits(a: &Words, b: &Words, found: &Passage) -> Vec<Edit> {
    let moved = |of_a: bool| {
        let mut ranges: Vec<Range<u32>> = found.moved.iter().map(|run| run.side(of_a)).collect();
        ranges.sort_unstable_by_key(|range| range.start);
        ranges
    };
    let (moved_a, moved_b) = (moved(true), moved(false));
    let mut edits: Vec<Edit> = Vec::new();
    for (gap_a, gap_b) in found.gaps() {
        let mut of_a = parted(a, gap_a.clone(), &moved_a).into_iter();
        let mut of_b = parted(b, gap_b.clone(), &moved_b).into_iter();
        loop {
            let (in_a, in_b) = (of_a.next(), of_b.next());
            let kind = match (&in_a, &in_b) {
                (None, None) => break,
                (Some(_), Some(_)) => EditKind::Changed,
                (Some(_), None) => EditKind::LeftOut,
                (None, Some(_)) => EditKind::Added,
            };
            let span = |words: &Words, part: Option<Range<u32>>, end: u32| words.span(part.unwrap_or(end..end));
            edits.push(Edit { kind, a: span(a, in_a, gap_a.end), b: span(b, in_b, gap_b.end) });
        }
    }
    let moved = found.moved.iter().map(|run| (a.span(run.side(true)), b.span(run.side(false))));
    edits.extend(moved.map(|(a, b)| Edit { kind: EditKind::Moved, a, b }));
    edits.sort_by_key(|edit| (edit.a.start, edit.a.end));
    edits
}

/// A range of words without those that `moved`, parted where these stood and where paragraphs end; nothing for an empty one.
fn parted(words: &Words, range: Range<u32>, moved: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    let mut coming = moved[moved.partition_point(|run| run.end <= range.start)..].iter();
    let mut next = coming.next();
    while start < range.end {
        let paragraph = words.paragraphs[words.paragraph_of(start)].words.end;
        match next {
            Some(run) if run.start <= start => {
                start = run.end;
                next = coming.next();
            }
            _ => {
                let end = next.map_or(range.end, |run| run.start).min(paragraph).min(range.end);
                parts.push(start..end);
                start = end;
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlap::{Grade, Match};

    /// The edits of a passage over two whole texts, as words.
    fn told(a: &str, b: &str, kept: &[(u32, u32, u32)], moved: &[(u32, u32, u32)]) -> Vec<(EditKind, String, String)> {
        let (of_a, of_b) = (Words::cut(a), Words::cut(b));
        let runs = |runs: &[(u32, u32, u32)]| runs.iter().map(|&(a, b, len)| Match { a, b, len }).collect::<Vec<_>>();
        let (in_a, in_b) = (0..of_a.len() as u32, 0..of_b.len() as u32);
        let passage =
            Passage { a: in_a, b: in_b, kept: runs(kept), moved: runs(moved), grade: Grade::Reworded, again: false };
        let edits = edits(&of_a, &of_b, &passage);
        edits.into_iter().map(|edit| (edit.kind, edit.a.of(a).to_owned(), edit.b.of(b).to_owned())).collect()
    }

    fn edit(kind: EditKind, a: &str, b: &str) -> (EditKind, String, String) {
        (kind, a.to_owned(), b.to_owned())
    }

    #[test]
    fn words_are_changed_left_out_added_or_moved() {
        let found = told(
            "folks in the town at noon cheered loudly now",
            "at noon people in the town cheered and sang",
            &[(1, 3, 3), (6, 6, 1)],
            &[(4, 0, 2)],
        );
        use EditKind::{Changed, Moved};
        let wanted = [
            edit(Changed, "folks", "people"),
            edit(Moved, "at noon", "at noon"),
            edit(Changed, "loudly now", "and sang"),
        ];
        assert_eq!(found, wanted);
        let found = told("one two three", "one three four", &[(0, 0, 1), (2, 1, 1)], &[]);
        assert_eq!(found, [edit(EditKind::LeftOut, "two", ""), edit(EditKind::Added, "", "four")]);
    }

    #[test]
    fn what_lies_on_both_sides_of_a_paragraphs_end_is_told_apart() {
        let found = told("kept one two\n\nthree four kept", "kept 1 2 kept", &[(0, 0, 1), (5, 3, 1)], &[]);
        assert_eq!(found, [edit(EditKind::Changed, "one two", "1 2"), edit(EditKind::LeftOut, "three four", "")]);
    }
}
