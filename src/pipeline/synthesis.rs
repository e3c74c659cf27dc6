//! A synthetic corpus, written by all threads in the order of its articles.

use super::Progress;
use crate::synthetic::{Corpus, Scratch, write_truth};
use rayon::prelude::*;
use std::io::{self, Write};

/// What is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Synthesis {
    /// Articles; those of a smaller corpus are the first of a larger.
    pub articles: u64,
    /// The corpus of another seed is another.
    pub seed: u64,
}

/// How much was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Synthesised {
    /// Bytes of the articles.
    pub bytes: u64,
    /// Relations of the truth, if it was asked for.
    pub truths: u64,
}

/// Articles that a thread makes at a time, and the bytes that they hardly exceed.
const PIECE: u64 = 256;
const PIECE_BYTES: usize = 1 << 20;

/// Writes a synthetic corpus as JSON lines to `out`, and its truth, if that is wanted, to `truth`. The bytes are the same for any number of
/// threads.
///
/// # Errors
/// When `out` or `truth` refuses.
pub fn synthesise(
    synthesis: Synthesis,
    out: &mut dyn Write,
    mut truth: Option<&mut dyn Write>,
    progress: &dyn Progress,
) -> io::Result<Synthesised> {
    progress.stage("writing", Some(synthesis.articles));
    let corpus = Corpus::new(synthesis.seed);
    let pieces = synthesis.articles.div_ceil(PIECE);
    let with_truth = truth.is_some();
    let mut written = Synthesised::default();
    let round = 4 * rayon::current_num_threads() as u64;
    for first in (0..pieces).step_by(round as usize) {
        let piece = |piece: u64| {
            let range = piece * PIECE..((piece + 1) * PIECE).min(synthesis.articles);
            let (mut scratch, mut lines, mut truths) =
                (Scratch::default(), Vec::with_capacity(PIECE_BYTES), Vec::new());
            for number in range.clone() {
                corpus.line(number, &mut scratch, &mut lines);
                if with_truth {
                    corpus.truths(number, &mut scratch, &mut truths);
                }
            }
            progress.advance(range.end - range.start);
            (lines, truths)
        };
        let made: Vec<_> = (first..(first + round).min(pieces)).into_par_iter().map(piece).collect();
        for (lines, truths) in made {
            out.write_all(&lines)?;
            written.bytes += lines.len() as u64;
            written.truths += truths.len() as u64;
            if let Some(truth) = truth.as_deref_mut() {
                write_truth(&truths, truth)?;
            }
        }
    }
    Ok(written)
}
