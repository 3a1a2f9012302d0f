//! What each scale of actionability says of a finding, side by side, and why.

/// A grade of one scale, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// The word of the scale: `1`, `R1`, `I-A`.
    pub grade: &'static str,
    /// Why, in words.
    pub because: String,
}

/// The grades of a finding by scale.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frameworks {
    /// The highest level of sensitivity, in the style of OncoKB.
    pub sensitive: Option<Derived>,
    /// The highest level of resistance.
    pub resistant: Option<Derived>,
    /// The best tier of AMP/ASCO/CAP 2017.
    pub amp: Option<Derived>,
}
