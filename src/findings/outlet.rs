/// An outlet's output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// Its name.
    pub name: String,
    /// How many articles were read.
    pub articles: u32,
    /// How many words they have.
    pub words: u64,
    /// Whose words these are, where passages were looked for.
    pub share: Option<OutletShare>,
}

/// Whose an outlet's words are, as far as articles that were read and their dates tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OutletShare {
    /// Words that stand in no earlier article of another outlet and are no house text.
    pub own_words: u64,
    /// Words that stand in no article of another outlet at all and are no house text.
    pub unshared_words: u64,
    /// Words of house text.
    pub boilerplate_words: u64,
    /// The outlet in whose earlier articles most of its words stand; of equals the first by name.
    pub main_source: Option<u32>,
    /// Outlets with which it shares words and that are not listed: those with which it shares fewest.
    pub others_unlisted: u32,
}
