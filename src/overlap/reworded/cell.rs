//! Cells: squares of the plane, joined where points crowd.

use super::Rewording;
use super::area::Area;
use super::point::Point;
use ahash::AHashMap;

/// Dense cells at most this many cells apart on both sides are of one cluster. Plagdet on PAN 2013's training half is the same within
/// 0.001 from 1 to 3.
const REACH_CELLS: u32 = 2;

/// The cells that hold points, in the order in which the points come.
struct Cells {
    numbers: AHashMap<(u32, u32), u32>,
    places: Vec<(u32, u32)>,
    weights: Vec<f32>,
}

/// The boxes around the clusters of `points`, heaviest first.
pub(super) fn clusters(points: &[Point], rewording: &Rewording) -> Vec<Area> {
    let width = (rewording.window_words as u32 / 2).max(1);
    let mut cells = Cells { numbers: AHashMap::new(), places: Vec::new(), weights: Vec::new() };
    let cell_of: Vec<usize> = points.iter().map(|point| cells.add(point, width)).collect();
    let around = |cell: usize| cells.near(cell, 1).map(|near| cells.weights[near]).sum::<f32>();
    let dense: Vec<bool> = (0..cells.places.len()).map(|cell| around(cell) >= rewording.dense_nats as f32).collect();
    let (cluster, count) = cells.join(&dense);
    let mut boxes: Vec<(f32, Option<Area>)> = vec![(0.0, None); count];
    for (point, cell) in points.iter().zip(cell_of) {
        let Some(number) = cluster[cell] else { continue };
        let (weight, found) = &mut boxes[number];
        let (a, b) = (point.a as usize, point.b as usize);
        let place = Area { a: a..a + 1, b: b..b + 1 };
        *weight += point.weight;
        *found = Some(found.take().map_or(place.clone(), |area| area.join(&place)));
    }
    boxes.sort_by(|x, y| y.0.total_cmp(&x.0));
    boxes.into_iter().filter_map(|(_, area)| area).collect()
}

impl Cells {
    /// Puts a point into its cell and says which that is.
    fn add(&mut self, point: &Point, width: u32) -> usize {
        let place = (point.a / width, point.b / width);
        let number = *self.numbers.entry(place).or_insert(self.places.len() as u32) as usize;
        if number == self.places.len() {
            self.places.push(place);
            self.weights.push(0.0);
        }
        self.weights[number] += point.weight;
        number
    }

    /// The cells at most `reach` away, itself among them, by place.
    fn near(&self, cell: usize, reach: u32) -> impl Iterator<Item = usize> {
        let (x, y) = self.places[cell];
        let column = x.saturating_sub(reach)..=x + reach;
        let row = move || y.saturating_sub(reach)..=y + reach;
        column
            .flat_map(move |x| row().map(move |y| (x, y)))
            .filter_map(|place| self.numbers.get(&place).map(|&number| number as usize))
    }

    /// The number of each cell's cluster, and how many clusters there are.
    fn join(&self, dense: &[bool]) -> (Vec<Option<usize>>, usize) {
        let mut cluster = vec![None; dense.len()];
        let mut count = 0;
        let mut open = Vec::new();
        for first in (0..dense.len()).filter(|&cell| dense[cell]) {
            if cluster[first].is_some() {
                continue;
            }
            cluster[first] = Some(count);
            open.push(first);
            while let Some(cell) = open.pop() {
                for near in self.near(cell, REACH_CELLS) {
                    if dense[near] && cluster[near].is_none() {
                        cluster[near] = Some(count);
                        open.push(near);
                    }
                }
            }
            count += 1;
        }
        (cluster, count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_that_crowd_are_boxed_and_lone_ones_left_out() {
        let point = |a, b| Point { a, b, weight: 3.0 };
        let diagonal = |from: u32, to: u32, len: u32| (0..len).map(move |at| point(from + 4 * at, to + 4 * at));
        let points: Vec<Point> =
            diagonal(0, 1000, 10).chain(diagonal(500, 200, 20)).chain([point(900, 20), point(300, 700)]).collect();
        let found = clusters(&points, &Rewording::default());
        assert_eq!(found, [Area { a: 500..577, b: 200..277 }, Area { a: 0..37, b: 1000..1037 }]);
    }
}
