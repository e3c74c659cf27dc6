//! The groups of texts that share a key, found once: crowds at hand, the others behind each other in a log.

use crate::index::{CROWD, Key, Segment};
use crate::spill::{Address, Log, LogWriter, Space, SpillError};
use crate::text::TextId;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Groups that are no crowds stay in memory up to this part of the space, one in so many.
const PART: u64 = 32;

/// The groups of two texts and more that share a key of one kind.
pub(super) struct Groups {
    /// Those of many texts, ascending; no two are equal.
    pub(super) crowds: Vec<Vec<TextId>>,
    /// The others, for each part of the keys: how many texts a group has, then these.
    log: Log,
    parts: Vec<Address>,
}

impl Groups {
    /// Those of a segment, which need not keep these keys if they are not `asked_again`.
    ///
    /// # Errors
    /// When the disk takes no more.
    pub(super) fn of(segment: &Segment, key: Key, asked_again: bool, space: &Space) -> Result<Self, SpillError> {
        let crowds: Mutex<BTreeSet<Vec<TextId>>> = Mutex::default();
        let log = LogWriter::new(space, PART);
        let of_part = |part: usize| {
            let mut others: Vec<u32> = Vec::new();
            segment.groups(key, part, |group| match group.len() > CROWD {
                true => _ = crowds.lock().unwrap_or_else(PoisonError::into_inner).insert(group.to_vec()),
                false => {
                    others.push(group.len() as u32);
                    others.extend(group.iter().map(|text| text.0));
                }
            });
            if !asked_again {
                segment.forget(key, part);
            }
            let bytes = bytemuck::cast_slice(&others).to_vec();
            Address { bytes: bytes.len() as u32, at: log.append(bytes) }
        };
        let parts = Segment::parts().into_par_iter().map(of_part).collect();
        let crowds = crowds.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect();
        Ok(Self { crowds, parts, log: log.finish()? })
    }

    /// The groups of a part of the keys that are no crowds.
    pub(super) fn others(&self, part: usize, mut each: impl FnMut(&[TextId])) {
        let bytes = self.log.read(self.parts[part]);
        let (numbers, _) = bytes.as_chunks();
        let mut numbers = numbers.iter().map(|number| u32::from_ne_bytes(*number));
        let mut texts: Vec<TextId> = Vec::new();
        while let Some(count) = numbers.next() {
            texts.clear();
            texts.extend(numbers.by_ref().take(count as usize).map(TextId));
            each(&texts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Recipe, SegmentWriter, Sketch};
    use crate::text::Words;

    #[test]
    fn groups_are_those_of_the_segment_in_memory_and_on_the_disk() {
        let recipe = Recipe::default();
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for space in [Space::unlimited(), Space::limited(1, folder.path())] {
            let writer = SegmentWriter::new(&space, true);
            for text in 0..80 {
                let often = "the ferry to the outer island leaves at nine in the morning and is back by six";
                let rare =
                    format!("of harbour office number {} the doors are painted in a new colour each spring", text / 20);
                let words = Words::cut(&format!("{often} {rare}")).hashes;
                writer.add(&[(TextId(text), Sketch::of(&words, &recipe, true))]);
            }
            let segment = writer.finish();
            let (mut crowds, mut others) = (BTreeSet::new(), Vec::new());
            let groups = Groups::of(&segment, Key::Fingerprint, true, &space).expect("the disk has room");
            for part in Segment::parts() {
                segment.groups(Key::Fingerprint, part, |group| match group.len() > CROWD {
                    true => _ = crowds.insert(group.to_vec()),
                    false => others.push(group.to_vec()),
                });
            }
            let mut found = Vec::new();
            Segment::parts().for_each(|part| groups.others(part, |group| found.push(group.to_vec())));
            assert!(!crowds.is_empty() && others.len() > 4);
            assert_eq!((groups.crowds, found), (crowds.into_iter().collect(), others));
        }
    }
}
