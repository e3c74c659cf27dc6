//! The outlines of all texts, by number.

use crate::neardup::{Marks, NearDuplicate, Outline};
use crate::spill::{Address, Log, LogWriter, Space, SpillError, Table, TableWriter};
use crate::text::TextId;
use bytemuck::{Pod, Zeroable};
use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

/// The outlines stay in memory up to this part of the space, one in so many: nothing else is asked for as often, here and there.
const PART: u64 = 6;

/// Outlines on the way.
pub(super) struct OutlineWriter {
    space: Space,
    log: LogWriter,
    rows: Mutex<Vec<(TextId, Row)>>,
}

/// The outlines of all texts.
pub(super) struct Outlines {
    log: Log,
    rows: Table<Row>,
}

/// Where an outline stands, and how many of its numbers differ.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct Row {
    at: u64,
    shingles: u32,
    distinct: u32,
}

impl OutlineWriter {
    /// None yet.
    pub(super) fn new(space: &Space) -> Self {
        Self { space: space.clone(), log: LogWriter::new(space, PART), rows: Mutex::default() }
    }

    /// Adds those of some texts by number; any thread may do so, in any order.
    pub(super) fn add<'o>(&self, outlines: impl Iterator<Item = (TextId, &'o Outline)> + Clone) {
        let mut bytes = Vec::new();
        outlines.clone().for_each(|(_, outline)| bytes.extend_from_slice(bytemuck::cast_slice(&outline.short)));
        let mut at = self.log.append(bytes);
        let rows = outlines.map(|(text, outline)| {
            let row = Row { at, shingles: outline.short.len() as u32, distinct: outline.distinct };
            at += u64::from(row.bytes());
            (text, row)
        });
        self.rows.lock().unwrap_or_else(PoisonError::into_inner).extend(rows);
    }

    /// Those of so many texts, by the numbers that they are given, if they are given one.
    ///
    /// # Errors
    /// When the disk took no more.
    pub(super) fn finish(
        self,
        texts: usize,
        number: impl Fn(TextId) -> Option<TextId>,
    ) -> Result<Outlines, SpillError> {
        let table = TableWriter::new(&self.space, 2 * PART, texts);
        let rows = self.rows.into_inner().unwrap_or_else(PoisonError::into_inner);
        table.set(rows.into_iter().filter_map(|(text, row)| Some((number(text)?.index(), row))));
        Ok(Outlines { log: self.log.finish()?, rows: table.finish() })
    }
}

impl Row {
    fn bytes(self) -> u32 {
        self.shingles * size_of::<u16>() as u32
    }
}

impl Outlines {
    /// Marks what a text has, to be asked of others.
    pub(super) fn marked(&self, text: TextId) -> Marked<'_> {
        let (bytes, _) = self.open(text);
        Marked { outlines: self, marks: Marks::of(&numbers(&bytes)) }
    }

    /// The numbers of a text's outline, as bytes, and how many of them differ.
    fn open(&self, text: TextId) -> (Cow<'_, [u8]>, u32) {
        let row = self.rows.get(text.index());
        (self.log.read(Address { at: row.at, bytes: row.bytes() }), row.distinct)
    }
}

/// Numbers that stand in bytes, which may begin anywhere.
fn numbers(bytes: &[u8]) -> Cow<'_, [u16]> {
    let one_by_one = || bytes.as_chunks().0.iter().map(|number| u16::from_ne_bytes(*number)).collect::<Vec<_>>().into();
    bytemuck::try_cast_slice(bytes).map_or_else(|_| one_by_one(), Cow::Borrowed)
}

/// A text that was marked.
pub(super) struct Marked<'a> {
    outlines: &'a Outlines,
    marks: Marks,
}

impl Marked<'_> {
    /// Whether it may have so much in common with another text that they are related.
    pub(super) fn may_be_related(&self, other: TextId, rule: &NearDuplicate) -> bool {
        let (bytes, distinct) = self.outlines.open(other);
        rule.wants_evidence(self.marks.at_most(&numbers(&bytes), distinct))
    }
}
