//! The keys that very many texts share, settled one after the other.

use super::super::kin::{Kin, Known};
use super::super::propose::{Work, most_within, pairs_within, smallest_first};
use super::super::{Scan, Silent};
use super::pairs::ComparedRow;
use super::texts::Portion;
use crate::spill::SpillError;
use crate::text::TextId;
use std::collections::BTreeSet;

/// Groups of texts that share a key of more than a [`CROWD`](super::CROWD).
#[derive(Debug, Default)]
pub struct Crowds {
    prints: BTreeSet<Vec<TextId>>,
    bands: BTreeSet<Vec<TextId>>,
}

/// What crowds showed.
#[derive(Debug)]
pub struct Settled {
    /// All pairs that were looked at, ascending.
    pub known: Vec<(u32, u32)>,
    /// Of these what is to be told or learnt.
    pub compared: Vec<ComparedRow>,
    /// Texts that are alike or related to a representative of a crowd: text, representative, whether alike.
    pub kin: Vec<(u32, u32, bool)>,
}

impl Crowds {
    /// Adds the group of a fingerprint or of a band; equal groups of a kind are one.
    pub fn add(&mut self, fingerprint: bool, mut texts: Vec<u32>) {
        texts.sort_unstable();
        let texts = texts.into_iter().map(TextId).collect();
        if fingerprint {
            self.prints.insert(texts)
        } else {
            self.bands.insert(texts)
        };
    }

    /// The texts in any of them, ascending.
    pub fn members(&self) -> Vec<u32> {
        let all: BTreeSet<u32> = self.prints.iter().chain(&self.bands).flatten().map(|text| text.0).collect();
        all.into_iter().collect()
    }

    /// Compares the members through representatives. The portion holds all of them.
    ///
    /// # Errors
    /// When the disk takes no more.
    pub fn settle(&self, portion: &Portion, scan: &Scan) -> Result<Settled, SpillError> {
        let placed = |crowds: &BTreeSet<Vec<TextId>>| -> Vec<Vec<TextId>> {
            let place = |crowd: &Vec<TextId>| crowd.iter().filter_map(|text| portion.place(text.0)).collect();
            crowds.iter().map(place).collect()
        };
        let (prints, bands) = (placed(&self.prints), placed(&self.bands));
        let ((known, kin), compared) = portion.compare(scan, Some(&portion.outlines(scan)?), |judge| {
            let known = Known::new(true);
            let mut work = Work { judge, progress: &Silent, known, kin: Kin::default(), compared: Vec::new() };
            work.compare_crowds(&prints, &bands);
            ((work.known, work.kin), work.compared)
        })?;
        let number = |text: TextId| portion.numbers[text.index()];
        Ok(Settled {
            known: known.into_pairs().into_iter().map(|(a, b)| (number(a), number(b))).collect(),
            kin: kin.crowds().into_iter().map(|(text, (of, alike))| (number(text), number(of), alike)).collect(),
            compared,
        })
    }

    /// The crowds of fingerprints in which pairs are compared each with each where there are so many texts in all: with each the number of pairs in those before
    /// it. Beside them how many pairs are compared of those that are not known yet, the first by [`within`].
    pub fn to_look_within(&self, texts: usize) -> (Vec<(u64, Vec<u32>)>, usize) {
        let (most, looks) = most_within(texts);
        let mut before = 0;
        let mut crowds = Vec::new();
        for crowd in smallest_first(self.prints.iter().cloned().collect()) {
            if before >= looks as u64 {
                break;
            }
            let length = crowd.len() as u64;
            crowds.push((before, crowd.into_iter().map(|text| text.0).collect()));
            before += length * (length - 1) / 2;
        }
        (crowds, most)
    }
}

/// The pairs in a crowd that are looked at where there are so many texts in all, with their places among all such pairs.
pub fn within(before: u64, crowd: &[u32], texts: usize) -> Vec<(u32, u32, u64)> {
    let looks = (most_within(texts).1 as u64).saturating_sub(before) as usize;
    let crowd: Vec<TextId> = crowd.iter().copied().map(TextId).collect();
    let pairs = pairs_within(&crowd).take(looks).zip(before..);
    pairs.map(|((a, b), place)| (a.0, b.0, place)).collect()
}
