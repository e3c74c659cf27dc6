//! Digest: a short stretch that draws on the other text from end to end. What it shares is then that text as a whole.

use super::area::{Area, common};
use super::border::{ROUNDS, Segment, best_segment};
use super::likelihood::{Likelihood, UNSEEN};
use super::pair::Side;
use super::region::Scored;

/// The least share of kept words assumed of a digest. Plagdet on PAN 2013's training half is the same within 0.001 from 0.4 to 0.6; so for
/// the next two, from 30 to 50 and from 0.8 to 1.
const LEAST_RETENTION: f64 = 0.5;
/// Words: the least length of a digest.
const LEAST_WORDS: usize = 40;
/// There is no digest where one region holds this share of it: then that is the better reading.
const LOCAL: f64 = 0.9;
/// The evidence spreads over this many times the digest's own length at least. Within 0.002 from 2 to 3.
const WIDE: f64 = 2.5;
/// Equal parts of the whole text in which spread is measured.
const PARTS: usize = 10;

/// Puts the digest that `side` holds of the other text, if there is one, in place of the regions that overlap it.
pub(super) fn digest(found: &mut Vec<Scored>, likelihood: &mut Likelihood<'_, '_>, side: Side) {
    let (area, segment) = whole(likelihood, side);
    let (_, opposite) = likelihood.pair.seen_from(side);
    let (own, whole) = (segment.range.len() as f64, opposite.len() as f64);
    if segment.score < likelihood.needed(likelihood.rewording.digest_nats) || segment.range.len() < LEAST_WORDS {
        return;
    }
    let mut over = found.iter().filter(|region| region.area.meets(&area));
    if let (Some(one), None) = (over.next(), over.next())
        && common(&one.area.seen_from(side).0, &segment.range) as f64 >= LOCAL * own
    {
        return;
    }
    let spread = spread(likelihood, side, &segment);
    if spread < likelihood.rewording.digest_spread || spread * whole < WIDE * own {
        return;
    }
    found.retain(|region| !region.area.meets(&area));
    found.push(Scored { area, score: segment.score, digest: true });
}

/// The best segment of one side against the whole of the other.
fn whole(likelihood: &mut Likelihood<'_, '_>, side: Side) -> (Area, Segment) {
    let (own, _) = likelihood.pair.seen_from(side);
    let all = 0..own.len();
    let mut area = Area { a: 0..likelihood.pair.a.len(), b: 0..likelihood.pair.b.len() }.with(side, 0..0);
    let mut segment = Segment { range: 0..0, score: 0.0, retention: LEAST_RETENTION };
    for _ in 0..ROUNDS {
        let before = area.clone();
        segment = best_segment(likelihood, side, &area, all.clone(), LEAST_RETENTION);
        area = area.with(side, segment.range.clone());
        if area == before {
            break;
        }
    }
    (area, segment)
}

/// The share of the whole text over which the evidence for a segment spreads: of so many equal parts as hold all of it alike, 1 over the
/// sum of squared shares. What a word gains is divided among its places in the whole text.
fn spread(likelihood: &mut Likelihood<'_, '_>, side: Side, segment: &Segment) -> f64 {
    let pair = likelihood.pair;
    let (own, whole) = pair.seen_from(side);
    likelihood.own.count(&own.stems[segment.range.clone()]);
    let outside = (own.len() - segment.range.len()) as f64 + likelihood.background();
    let mut parts = [0.0; PARTS];
    for (at, &stem) in whole.stems.iter().enumerate() {
        let (here, there) = (likelihood.own.get(stem), whole.counts[stem as usize]);
        if here == 0 {
            continue;
        }
        let rest = f64::from(pair.count(stem) - here - there) + pair.known(stem) + UNSEEN;
        let chance = 1.0 - (-rest / outside * whole.len() as f64).exp();
        let gain = ((segment.retention + (1.0 - segment.retention) * chance) / chance).ln();
        parts[at * PARTS / whole.len()] += gain * f64::from(here.min(there)) / f64::from(there);
    }
    let sum: f64 = parts.iter().sum();
    let squares: f64 = parts.iter().map(|part| part * part).sum();
    sum * sum / squares.max(1e-9) / PARTS as f64
}

#[cfg(test)]
mod tests {
    use super::super::{Rewording, regions};
    use crate::text::Words;

    #[test]
    fn a_stretch_that_draws_on_the_whole_text_is_its_digest() {
        let prose = |letter: char, sentences: usize| -> Vec<String> {
            (0..sentences)
                .map(|s| (0..12).map(|w| format!("{letter}{s}x{w} ")).collect::<String>().trim_end().to_owned() + ". ")
                .collect()
        };
        let whole = prose('b', 60).concat();
        // Two words of each sentence of the whole, in one paragraph amid other text.
        let drawn: String = (0..60).map(|s| format!("b{s}x3 b{s}x8 ")).collect();
        let own = format!("{}\n\n{drawn}.\n\n{}", prose('c', 20).concat(), prose('d', 20).concat());
        let (a, b) = (Words::cut(&own), Words::cut(&whole));
        let found = regions(&a, &b, &Rewording::default(), None);
        assert_eq!(found.len(), 1);
        assert!(found[0].digest && found[0].b == (0..720) && found[0].a == (240..360), "{found:?}");
    }
}
