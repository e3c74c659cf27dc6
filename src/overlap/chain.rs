//! Chains: matches that follow each other on both sides, with little between them.
//!
//! Two texts of which one was edited share a run, differ in a few words, share the next. A match joins the chain that ends
//! shortly before it in A and in B; a run that moved elsewhere starts a chain of its own. So moved paragraphs become
//! passages of their own, and edits stay inside one. Where a match begins with the last words of the chain (of `the cat, the dog`
//! one half went), it joins without them.

use super::Match;

/// The longest stretch of differing words, on either side, over which a chain goes on.
pub(super) const WIDEST_GAP: u32 = 12;
/// So many words of a match may stand in the chain already.
const MOST_COMMON: u32 = 4;

/// Gathers `matches`, ascending in A, into chains of disjoint runs that ascend in A and in B.
pub(super) fn chains(matches: &[Match]) -> Vec<Vec<Match>> {
    let mut closed: Vec<Vec<Match>> = Vec::new();
    let mut open: Vec<Vec<Match>> = Vec::new();
    for &run in matches {
        let (still, past) = open.into_iter().partition(|chain| end(chain).0 + WIDEST_GAP >= run.a);
        closed.extend::<Vec<_>>(past);
        open = still;
        let nearest = open.iter_mut().filter_map(|chain| join(end(chain), run).map(|join| (join, chain)));
        match nearest.min_by_key(|((gap, _), _)| *gap) {
            Some(((_, rest), chain)) => chain.push(rest),
            None => open.push(vec![run]),
        }
    }
    closed.extend(open);
    closed.sort_unstable_by_key(|chain| chain[0]);
    closed
}

/// Where a chain ends in A and in B; no chain is empty.
fn end(chain: &[Match]) -> (u32, u32) {
    chain.last().map_or((0, 0), |run| (run.a_end(), run.b_end()))
}

/// The words between a chain's end and a run on both sides, and what of the run joins the chain, if it can.
fn join((a_end, b_end): (u32, u32), run: Match) -> Option<(u32, Match)> {
    let common = a_end.saturating_sub(run.a).max(b_end.saturating_sub(run.b));
    if common > MOST_COMMON || common >= run.len {
        return None;
    }
    let rest = Match { a: run.a + common, b: run.b + common, len: run.len - common };
    let (in_a, in_b) = (rest.a - a_end, rest.b - b_end);
    (in_a.max(in_b) <= WIDEST_GAP).then_some((in_a + in_b, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(a: u32, b: u32, len: u32) -> Match {
        Match { a, b, len }
    }

    #[test]
    fn edits_stay_inside_a_chain_and_moved_runs_leave_it() {
        let matches = [run(0, 100, 10), run(12, 112, 10), run(22, 50, 8), run(32, 132, 9), run(60, 160, 5)];
        let found = chains(&matches);
        assert_eq!(found, [vec![matches[0], matches[1], matches[3]], vec![matches[2]], vec![matches[4]]]);
    }

    #[test]
    fn a_run_that_goes_back_in_b_starts_anew() {
        assert_eq!(chains(&[run(0, 100, 10), run(11, 105, 10)]).len(), 2);
    }

    #[test]
    fn a_run_that_repeats_the_last_words_joins_without_them() {
        assert_eq!(chains(&[run(0, 100, 10), run(14, 108, 10)]), [vec![run(0, 100, 10), run(16, 110, 8)]]);
    }
}
