use super::story::Stories;
use super::token::Token;

/// Outlets of a corpus.
pub(super) const OUTLETS: u64 = 75;

/// One outlet in so many puts a paragraph of its own under all that it prints.
const HOUSE_EVERY: u64 = 10;

const PLACES: [&str; 15] = [
    "Harrowmouth",
    "Veldring",
    "Ostermark",
    "Kestle",
    "Pellan Bay",
    "Northmere",
    "Tarn",
    "Quillan",
    "Saltreach",
    "Brackwater",
    "Ibsley",
    "Morvane",
    "Dunholt",
    "Lissom",
    "Amberly",
];
const KINDS: [&str; 5] = ["Courier", "Gazette", "Post", "Observer", "Telegram"];

/// An outlet: its name, and what it puts under all that it prints.
#[derive(Debug)]
pub(super) struct Outlet {
    pub(super) name: String,
    pub(super) house: Vec<Token>,
    /// Whether it prints curly quotation marks, not straight ones.
    pub(super) curly: bool,
}

/// All of them, in the order of their numbers.
pub(super) fn outlets(stories: &Stories) -> Vec<Outlet> {
    let outlet = |number: u64| {
        let mut house = Vec::new();
        if number % HOUSE_EVERY == 3 {
            stories.house(number, &mut house);
        }
        let (place, kind) = (PLACES[number as usize % PLACES.len()], KINDS[number as usize / PLACES.len()]);
        Outlet { name: format!("{place} {kind}"), house, curly: number % 2 == 1 }
    };
    (0..OUTLETS).map(outlet).collect()
}
