//! Whether two alleles lie on one copy of a chromosome.

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
    /// The words used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Cis => "in cis",
            Phase::Trans => "in trans",
            Phase::Unknown => "UNKNOWN_PHASE",
        }
    }

    /// From the phase sets of two alleles of one chromosome, as [`Call::phase_set`] writes them:
    /// `kind:set:side`, where one set with two sides is two copies.
    ///
    /// [`Call::phase_set`]: super::call::Call::phase_set
    pub fn of(a: Option<&str>, b: Option<&str>) -> Self {
        let (Some(a), Some(b)) = (a, b) else { return Phase::Unknown };
        if a == b {
            return Phase::Cis;
        }
        fn set(text: &str) -> Option<&str> {
            // `HP:10-2` joins set and side by a hyphen; `LPS:12` has one side only.
            let separator = if text.starts_with("HP:") { '-' } else { ':' };
            let (set, _) = text.rsplit_once(separator)?;
            (!text.starts_with("LPS:")).then_some(set)
        }
        match (set(a), set(b)) {
            (Some(a), Some(b)) if a == b => Phase::Trans,
            _ => Phase::Unknown,
        }
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
            assert_eq!(Phase::of(a, b), want, "{a:?} {b:?}");
        }
    }
}
