//! Chains: matches that follow each other on both sides, with little between them.
//!
//! Two texts of which one was edited share a run, differ in a few words, share the next. A match joins the chain that ends
//! shortly before it in A and in B; a run that moved elsewhere starts a chain of its own. So moved paragraphs become
//! passages of their own, and edits stay inside one.

use super::Match;

/// The longest stretch of differing words, on either side, over which a chain goes on.
pub(super) const WIDEST_GAP: u32 = 12;

/// Gathers `matches`, ascending and disjoint in A, into chains that ascend in A and in B.
pub(super) fn chains(matches: &[Match]) -> Vec<Vec<Match>> {
    let mut closed: Vec<Vec<Match>> = Vec::new();
    let mut open: Vec<Vec<Match>> = Vec::new();
    for &run in matches {
        let (still, past): (Vec<_>, Vec<_>) = open.into_iter().partition(|chain| gap(end(chain).0, run.a).is_some());
        closed.extend(past);
        open = still;
        let nearest =
            open.iter_mut().filter_map(|chain| gap(end(chain).1, run.b).map(|gap| (gap, chain))).min_by_key(|x| x.0);
        match nearest {
            Some((_, chain)) => chain.push(run),
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

/// The words between `end` and `start`, where a chain may bridge them.
fn gap(end: u32, start: u32) -> Option<u32> {
    start.checked_sub(end).filter(|&gap| gap <= WIDEST_GAP)
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
}
