use super::grade_place;
use crate::findings::{Comparison, Edit, EditKind, ParagraphPair, Stretch};
use serde::Serialize;

/// A pair of paragraphs: that of A, that of B, the grade, the equal words, the words of either paragraph, and the shared stretches.
#[derive(Serialize)]
pub(super) struct PairData(u32, u32, usize, u32, u32, u32, Vec<StretchData>);

/// A stretch: its text as A has it with the words of B in their place.
type StretchData = Vec<Piece>;

/// Words that both have, or words with 2 if only A has them here, 3 if only B has them, 4 if B has them elsewhere.
#[derive(Serialize)]
#[serde(untagged)]
enum Piece {
    Kept(String),
    Differing(u8, String),
}

impl PairData {
    pub(super) fn new(comparison: &Comparison, pair: &ParagraphPair, texts: [&str; 2]) -> Self {
        let stretches = pair.stretches.iter().map(|stretch| {
            let edits = &comparison.passages[stretch.passage].edits;
            merged(stretch, edits, texts)
        });
        let grade = grade_place(pair.grade);
        Self(pair.a, pair.b, grade, pair.words_equal, pair.a_words, pair.b_words, stretches.collect())
    }
}

/// The text of a stretch as A has it, with what differs in its place.
fn merged(stretch: &Stretch, edits: &[Edit], [a, b]: [&str; 2]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = stretch.a.start;
    let kept = |pieces: &mut Vec<Piece>, from: u32, to: u32| {
        if from < to {
            pieces.push(Piece::Kept(a[from as usize..to as usize].to_owned()));
        }
    };
    for edit in stretch.edits(edits) {
        kept(&mut pieces, at, edit.a.start);
        let of_a = || edit.a.of(a).to_owned();
        match edit.kind {
            EditKind::Moved => pieces.push(Piece::Differing(4, of_a())),
            _ if !edit.a.is_empty() => pieces.push(Piece::Differing(2, of_a())),
            _ => pieces.push(Piece::Kept(" ".to_owned())),
        }
        if edit.kind != EditKind::Moved && !edit.b.is_empty() {
            pieces.push(Piece::Differing(3, edit.b.of(b).to_owned()));
        }
        at = edit.a.end.max(at);
    }
    kept(&mut pieces, at, stretch.a.end);
    pieces
}
