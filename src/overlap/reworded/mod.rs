//! The same text in other words: which stretches of two texts say the same, though few of their words follow each other alike?
//!
//! **Idea.** Two writers on one subject share words; whoever rewrites a text shares more of them, in one place, and little outside it. So
//! every word that both texts have is a point in a plane, its place in A against its place in B, and points that crowd are a sign.
//! What a crowd is worth is then asked of one likelihood: are the words of this stretch drawn from that one, each kept with some
//! probability, or from the language at large? Its logarithm (a log-likelihood ratio, in nats) sets the borders, decides whether a
//! region is reported, and says which of two rivals explains a stretch better. No word list, no trained model, no language by name.
//!
//! **Steps.**
//! 1. Points: meetings of rare stems and of runs of three words, weighted by how unlikely they are within a window.
//! 2. Cells: squares of the plane whose neighbourhood holds enough weight, joined to clusters; each is a box.
//! 3. Likelihood and borders: the box's sides move in turn to where the ratio is greatest, by Kadane's scan for the best segment, drawn
//!    to where sentences begin, until both rest.
//! 4. A region is kept if its score is above what two texts of this size must reach; of rivals over one stretch the stronger stays.
//! 5. Digest: if a short stretch draws on the other text from end to end, its partner is that text as a whole.
//!
//! **Example.** A: "The rotors stopped after the storm." B: "After the gale the spinning blades stood still." Four words of A meet in B,
//! but `the` and `after` are so frequent that chance explains them: no region. In two reports of ten such sentences each, `ferry`,
//! `Tuesday`, `harbour`, `fourteen` meet in the same order of paragraphs and nowhere else: some 3 to 5 nats a word, 60 and more together.
//!
//! **The ratio.** A word w of one side, whose rate in the rest of both texts is q, occurs by chance in n words of the other side with
//! probability c = 1 - exp(-q n). If a share r of words is kept, a word that occurs in the other side counts ln((r + (1 - r) c) / c), one that
//! does not ln(1 - r). A word of the other side explains one word only: of three `harbour` against one, each is explained to a third.
//!
//! **Speech.** Words between quotation marks set borders but are no evidence: what two reports quote alike they have from the speaker. So reports
//! that share speech alone have no region.
//!
//! **Scripts without spaces.** Their words are single letters, their stems pairs of letters. A word is then two or three stems and each
//! letter is in two, so more background is assumed and twice the evidence asked, in proportion to the share of such words.
//!
//! **Cost.** Linear in the words of both texts, as frequent words make no points, and in the sizes of the clusters; under 1 ms a pair of
//! PAN 2013, 2 s for two texts of 1,000,000 words.
//!
//! **When it is wrong.** Evidence is counted as a bag of words: two reports of one event that give the same names and figures in one place can
//! look like one reworded from the other (13 of 300 pairs of BASIL, none of 5,000 pairs of different events). Stretches under some 25 words say too little, and speech that
//! is reworded with its marks is not seen. In texts of more than 300,000 words rare
//! words thin out, and reworded stretches are found less and less (exact ones are found elsewhere). The result for (B, A) may have other
//! borders than that for (A, B), as A's side moves first.
//!
//! **Measured against** Sanchez-Perez, Sidorov, Gelbukh, "A Winning Approach to Text Alignment for Text Reuse Detection at PAN 2014"
//! (CLEF 2014), the record on PAN 2013's test half (plagdet 0.878), which compares sentences by the cosine of their word weights.
//!
//! **Sources.** Kadane's scan: Bentley, "Programming Pearls: Algorithm Design Techniques" (CACM 27, 1984). Likelihood ratios of word counts:
//! Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence" (Computational Linguistics 19, 1993).

mod area;
mod border;
mod cell;
mod digest;
mod likelihood;
mod pair;
mod point;
mod region;
mod rewording;
mod rival;

pub(super) use region::{Region, regions};
pub use rewording::Rewording;
