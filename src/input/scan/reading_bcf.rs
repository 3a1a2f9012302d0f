//! What reading BCF takes besides.

use super::turns::Turns;
use crate::input::bcf::Dictionary;

/// What reading BCF takes besides.
pub(super) struct Bcf {
    pub(super) dictionary: Dictionary,
    pub(super) turns: Turns,
}
