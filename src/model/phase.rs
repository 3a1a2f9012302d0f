//! Whether two alleles lie on one copy of a chromosome.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// How two alleles of one chromosome lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// On the same copy.
    Cis,
    /// On different copies.
    Trans,
    /// The input does not say.
    Unknown,
}

impl Phase {
    /// Returns the words used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Cis => "in cis",
            Phase::Trans => "in trans",
            Phase::Unknown => "UNKNOWN_PHASE",
        }
    }

    /// Returns how two alleles of one chromosome lie. One side of a set is one copy, and two sides
    /// of one set are two copies.
    pub fn of(a: Option<&PhaseSet>, b: Option<&PhaseSet>) -> Self {
        match a.zip(b) {
            Some((a, b)) if a == b => Phase::Cis,
            Some((a, b)) if a.set().is_some() && a.set() == b.set() => Phase::Trans,
            _ => Phase::Unknown,
        }
    }
}

/// One side of one phase set: `PS:1042:0` and `PS:1042:1` are the two copies that set 1042
/// separates. Comparable within one chromosome.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhaseSet {
    text: Arc<str>,
    /// Where in the text the set ends, or `None` where the set does not separate its sides.
    set_end: Option<usize>,
}

impl PhaseSet {
    /// Reads `field:set:side`. `HP:10-2` joins set and side by a hyphen, and `LPS:12` has one side
    /// only.
    pub fn parse(text: &str) -> Self {
        let set_end = match text.split_once(':') {
            Some(("LPS", _)) => None,
            Some(("HP", _)) => text.rfind('-'),
            _ => text.rfind(':'),
        };
        Self { text: text.into(), set_end }
    }

    /// Returns the set without the side, where it separates sides.
    fn set(&self) -> Option<&str> {
        self.text.get(..self.set_end?)
    }
}

impl Deref for PhaseSet {
    type Target = str;

    /// Returns the text as reports print it.
    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for PhaseSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phase_of_two_alleles() {
        for (a, b, want) in [
            (Some("PS:9:0"), Some("PS:9:0"), Phase::Cis),
            (Some("PS:9:0"), Some("PS:9:1"), Phase::Trans),
            (Some("PS:9:0"), Some("PS:8:0"), Phase::Unknown),
            (Some("GT:0"), Some("GT:1"), Phase::Trans),
            (Some("HP:10-1"), Some("HP:10-2"), Phase::Trans),
            (Some("LPS:12"), Some("LPS:12"), Phase::Cis),
            (Some("LPS:12"), Some("LPS:13"), Phase::Unknown),
            (Some("PID:7_5_A_T:1"), Some("PID:7_5_A_T:1"), Phase::Cis),
            (Some("PS:9:0"), Some("PID:9:1"), Phase::Unknown),
            (None, Some("PS:9:0"), Phase::Unknown),
        ] {
            let (one, other) = (a.map(PhaseSet::parse), b.map(PhaseSet::parse));
            assert_eq!(Phase::of(one.as_ref(), other.as_ref()), want, "{a:?} {b:?}");
        }
    }
}
