/// How a shared passage is shared. The order is that of closeness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Every word is the same.
    Verbatim,
    /// At least three words in five are the same and in order.
    Edited,
    /// The same text in other words.
    Reworded,
    /// The shared words are speech, between quotation marks on both sides.
    Quotation,
}

/// A passage in which fewer words than this share of the longer side are equal is reworded, not edited.
const EDITED: (u32, u32) = (3, 5);
/// A passage of whose equal words at least this share is quoted on both sides is a quotation: it may carry the speaker's name.
const QUOTED: (u32, u32) = (9, 10);

impl Grade {
    /// The grade of a passage of `a` words against `b` words, of which `equal` are the same, `quoted` of these between
    /// quotation marks on both sides.
    pub(super) fn of(equal: u32, quoted: u32, a: u32, b: u32) -> Self {
        let longer = a.max(b);
        if quoted * QUOTED.1 >= equal * QUOTED.0 {
            Self::Quotation
        } else if equal == longer {
            Self::Verbatim
        } else if equal * EDITED.1 >= longer * EDITED.0 {
            Self::Edited
        } else {
            Self::Reworded
        }
    }

    /// The name by which programs know the grade.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Edited => "edited",
            Self::Reworded => "reworded",
            Self::Quotation => "quotation",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_follow_the_share_of_equal_words() {
        assert_eq!(Grade::of(20, 0, 20, 20), Grade::Verbatim);
        assert_eq!(Grade::of(20, 0, 20, 21), Grade::Edited);
        assert_eq!(Grade::of(12, 0, 20, 20), Grade::Edited);
        assert_eq!(Grade::of(11, 0, 20, 20), Grade::Reworded);
        assert_eq!(Grade::of(20, 18, 20, 20), Grade::Quotation);
        assert_eq!(Grade::of(20, 17, 20, 20), Grade::Verbatim);
    }
}
