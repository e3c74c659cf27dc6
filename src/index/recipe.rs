use crate::neardup::{Banding, BandingError, Keep, NearDuplicate, SLOTS, Signature, Sketcher, Threshold};
use crate::overlap::{Alignment, BRIDGE, Proof, Rewording, Winnowing, WinnowingError};
use crate::shingle::{ShingleSize, ShingleSizeError, shingle_numbers};
use crate::text::WordHash;
use thiserror::Error;

/// What a user can choose; [`Recipe::new`] checks it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Words of a shingle.
    pub shingle_words: usize,
    /// Which pairs are near-duplicates.
    pub near_duplicate: NearDuplicate,
    /// Which article represents its near-duplicates.
    pub keep: Keep,
    /// The share of pairs at the least Jaccard similarity that the bands must propose.
    pub recall: Threshold,
    /// The shortest run of shared words that is never missed, and the fewest equal words of a passage.
    pub run_words: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            shingle_words: 5,
            near_duplicate: NearDuplicate { jaccard: Threshold::percent(50), containment: Threshold::percent(80) },
            keep: Keep::default(),
            recall: Threshold::percent(99),
            run_words: 12,
        }
    }
}

/// Every parameter that decides a number: two runs with equal recipes and equal articles give equal answers.
#[derive(Debug, Clone)]
pub struct Recipe {
    pub(crate) settings: Settings,
    pub(crate) shingle: ShingleSize,
    pub(crate) sketcher: Sketcher,
    pub(crate) banding: Banding,
    pub(crate) winnowing: Winnowing,
    /// The alignment of a scan, which looks for exact passages alone.
    pub(crate) alignment: Alignment,
    pub(crate) rewording: Rewording,
    /// What a scan asks of reworded passages.
    pub(crate) proof: Proof,
}

/// Words of a fingerprint's shingle, where no shorter run is promised: long enough that common phrases are rare, short enough to leave a window within
/// twelve words.
const FINGERPRINT_WORDS: usize = 8;
/// The shortest run of equal words that starts a passage.
const SEED_WORDS: usize = 5;

/// The settings do not go together.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct RecipeError(#[from] Kind);

#[derive(Debug, Error)]
enum Kind {
    #[error(transparent)]
    Shingle(#[from] ShingleSizeError),
    #[error(transparent)]
    Banding(#[from] BandingError),
    #[error(transparent)]
    Winnowing(#[from] WinnowingError),
}

impl Recipe {
    /// Checks that the settings go together.
    ///
    /// # Errors
    /// When a shingle has no words or too many, when no banding reaches the recall, or when a promised run is shorter than
    /// a fingerprint.
    pub fn new(settings: Settings) -> Result<Self, RecipeError> {
        let build = || -> Result<Self, Kind> {
            let fingerprint = ShingleSize::new(FINGERPRINT_WORDS.min(settings.run_words))?;
            Ok(Self {
                settings,
                shingle: ShingleSize::new(settings.shingle_words)?,
                sketcher: Sketcher::default(),
                banding: Banding::choose(settings.near_duplicate.jaccard, settings.recall.value())?,
                winnowing: Winnowing::guaranteeing(settings.run_words, fingerprint)?,
                alignment: Alignment {
                    seed_words: SEED_WORDS.min(settings.run_words),
                    least_words: settings.run_words,
                    rewording: None,
                },
                rewording: Rewording::default(),
                proof: Proof::default(),
            })
        };
        build().map_err(RecipeError)
    }

    /// The signature of a text by what its words say; nothing for a text without words.
    pub fn signature(&self, words: &[WordHash]) -> Option<Signature> {
        // That a shingle comes again does not matter to a minimum.
        self.sketcher.sketch(&shingle_numbers(words, self.shingle))
    }

    /// The signature of a text, and the key of each of its bands; nothing for a text without words. Texts with a key in common are worth a
    /// comparison, and the share of equal slots estimates their Jaccard similarity.
    pub fn sign(&self, words: &[WordHash]) -> Option<(Signature, Vec<u64>)> {
        let signature = self.signature(words)?;
        let keys = self.banding.keys(&signature).collect();
        Some((signature, keys))
    }

    /// Which article represents its near-duplicates.
    pub fn keep(&self) -> Keep {
        self.settings.keep
    }

    /// How many bands a signature has.
    pub fn bands(&self) -> usize {
        self.banding.bands
    }

    /// The S-curve of the search: how likely a pair of a Jaccard similarity is looked at for its bands alone, at every tenth and twentieth.
    pub fn s_curve(&self) -> Vec<(f64, f64)> {
        let at = |step: u32| f64::from(step) / 20.0;
        (1..=20).map(|step| (at(step), self.banding.probability(at(step)))).collect()
    }

    /// The parameters that decide a scan by name, for its record.
    pub fn parameters(&self) -> Vec<(&'static str, f64)> {
        vec![
            ("shingle_words", self.shingle.words() as f64),
            ("least_jaccard", self.settings.near_duplicate.jaccard.value()),
            ("least_containment", self.settings.near_duplicate.containment.value()),
            ("recall", self.settings.recall.value()),
            ("signature_slots", SLOTS as f64),
            ("bands", self.banding.bands as f64),
            ("rows", self.banding.rows as f64),
            ("fingerprint_words", self.winnowing.size().words() as f64),
            ("guaranteed_run_words", self.winnowing.guaranteed_run() as f64),
            ("seed_words", self.alignment.seed_words as f64),
            ("least_passage_words", self.alignment.least_words as f64),
            ("bridge_words", f64::from(BRIDGE)),
        ]
    }

    /// The parameters that decide a comparison of two articles by name, for its record.
    pub fn close_parameters(&self) -> Vec<(&'static str, f64)> {
        let of_pairs = ["shingle_words", "seed_words", "least_passage_words"];
        self.parameters().into_iter().filter(|(name, _)| of_pairs.contains(name)).collect()
    }

    /// The alignment of two articles that are compared, which looks for reworded passages too.
    pub fn close_alignment(&self) -> Alignment {
        Alignment { rewording: Some(self.rewording), ..self.alignment }
    }
}

impl Default for Recipe {
    fn default() -> Self {
        Self::new(Settings::default()).expect("the default settings go together")
    }
}
