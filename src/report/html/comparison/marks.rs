use super::units::Units;
use crate::findings::{Comparison, EditKind, Grade};
use crate::text::{Span, Words};
use std::ops::Range;

/// What a word, or the gap before it, is in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Inside {
    /// The unit, by its place.
    pub(super) unit: usize,
    /// What became of it.
    pub(super) fate: Fate,
    /// Whether it is equal and speech, between quotation marks on both sides.
    pub(super) quoted: bool,
}

/// What became of a word in a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// It is equal.
    Kept,
    /// It belongs to the edit of this place, of this kind.
    Edited(EditKind, usize),
}

/// What a word is in every unit that holds it, the one that says most of it first: equal before differing, a first place before a
/// further one, the closer grade.
pub(super) type Mark = Vec<Inside>;

/// What each word of A and of B is.
pub(super) fn marks(words: [&Words; 2], comparison: &Comparison, units: &Units) -> [Vec<Mark>; 2] {
    let mut marks = words.map(|words| vec![Mark::new(); words.len()]);
    for (place, passage) in comparison.passages.iter().enumerate() {
        let ranges = [within(words[0], passage.a.span), within(words[1], passage.b.span)];
        for (side, range) in ranges.iter().enumerate() {
            for word in range.clone() {
                let unit = units.of(words[side], side, place, word);
                marks[side][word].push(Inside { unit, fate: Fate::Kept, quoted: false });
            }
        }
        let set = |marks: &mut [Vec<Mark>; 2], side: usize, word: usize, to: &dyn Fn(&mut Inside)| {
            // Of the passages so far, the last that holds the word is this one.
            if let Some(inside) = marks[side][word].last_mut().filter(|_| ranges[side].contains(&word)) {
                to(inside);
            }
        };
        let mut equal: [Vec<usize>; 2] = ranges.clone().map(Iterator::collect);
        let mut moved = Vec::new();
        for (number, edit) in passage.edits.iter().enumerate() {
            let spans = [within(words[0], edit.a), within(words[1], edit.b)];
            for (side, range) in spans.iter().enumerate() {
                range
                    .clone()
                    .for_each(|word| set(&mut marks, side, word, &|it| it.fate = Fate::Edited(edit.kind, number)));
            }
            if edit.kind == EditKind::Moved {
                let [a, b] = spans;
                moved.extend(a.zip(b));
            }
        }
        for side in [0, 1] {
            equal[side].retain(|&word| marks[side][word].last().is_some_and(|inside| inside.fate == Fate::Kept));
        }
        let [a, b] = equal;
        for (a, b) in a.into_iter().zip(b).chain(moved) {
            if words[0].quoted[a] && words[1].quoted[b] {
                set(&mut marks, 0, a, &|it| it.quoted = true);
                set(&mut marks, 1, b, &|it| it.quoted = true);
            }
        }
    }
    let says_most = |inside: &Inside| {
        let unit = units.all[inside.unit];
        (!inside.is_equal(), unit.again, unit.grade, inside.unit)
    };
    let in_verbatim = |inside: &Inside| units.all[inside.unit].grade == Grade::Verbatim;
    for mark in marks.iter_mut().flatten() {
        // What differs stands beside a verbatim stretch, not in it.
        mark.retain(|inside| inside.is_equal() || !in_verbatim(inside));
        mark.sort_by_key(says_most);
        let mut seen = Vec::new();
        mark.retain(|inside| {
            !seen.contains(&inside.unit) && {
                seen.push(inside.unit);
                true
            }
        });
    }
    marks
}

impl Inside {
    /// Whether the other text has the word, in order or not.
    pub(super) fn is_equal(&self) -> bool {
        matches!(self.fate, Fate::Kept | Fate::Edited(EditKind::Moved, _))
    }

    /// What the gap between two words is, where both stand in this unit.
    pub(super) fn between(&self, next: &Self) -> Self {
        if self == next { *self } else { Self { fate: Fate::Kept, quoted: self.quoted && next.quoted, ..*self } }
    }
}

/// The words that stand within a span.
pub(super) fn within(words: &Words, span: Span) -> Range<usize> {
    let start = words.spans.partition_point(|word| word.start < span.start);
    start..start.max(words.spans.partition_point(|word| word.end <= span.end))
}
