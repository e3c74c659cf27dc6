/// Is told how far long work has come; what it does with that is its own affair.
pub trait Progress: Sync {
    /// A stage begins; `total` says how many steps it has, where that is known.
    fn stage(&self, name: &'static str, total: Option<u64>);

    /// So many more steps of the stage are done. Called from many threads.
    fn advance(&self, steps: u64);

    /// So much of the stage is done, in bytes, of so much in all; told where the steps are not known before.
    fn reach(&self, _done: u64, _all: u64) {}
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _: &'static str, _: Option<u64>) {}

    fn advance(&self, _: u64) {}
}
