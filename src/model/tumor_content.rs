//! How much of a sample is tumour, and how many copies of its genome a tumour cell has.

/// Purity and ploidy of a tumour sample, as far as known.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct TumorContent {
    /// Share of the cells that are of the tumour, above 0 and up to 1.
    pub purity: Option<f64>,
    /// Copies of the genome that a tumour cell has on average.
    pub ploidy: Option<f64>,
}

impl TumorContent {
    /// Copies of a normal genome.
    pub const DIPLOID: f64 = 2.0;
    /// The highest average number of copies that is believed.
    const MOST: f64 = 12.0;

    /// Returns `number` where it can be a purity.
    pub fn as_purity(number: f64) -> Option<f64> {
        (number > 0.0 && number <= 1.0).then_some(number)
    }

    /// Returns `number` where it can be a ploidy.
    pub fn as_ploidy(number: f64) -> Option<f64> {
        (1.0..=Self::MOST).contains(&number).then_some(number)
    }

    /// Returns the content with what it lacks taken from `other`.
    pub fn or(self, other: Self) -> Self {
        Self { purity: self.purity.or(other.purity), ploidy: self.ploidy.or(other.ploidy) }
    }

    /// Returns the ploidy, that of a normal genome where it is not known.
    pub fn ploidy(self) -> f64 {
        self.ploidy.unwrap_or(Self::DIPLOID)
    }

    /// Returns the copies in tumour cells of a stretch whose coverage is `ratio` times the sample's
    /// average. Where the purity is not known, every cell is taken for one of the tumour.
    pub fn copies(self, ratio: f64) -> f64 {
        let purity = self.purity.unwrap_or(1.0);
        let normal = (1.0 - purity) * Self::DIPLOID;
        let average = purity * self.ploidy() + normal;
        ((ratio * average - normal) / purity).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_undiluted() {
        let content = |purity, ploidy| TumorContent { purity, ploidy };
        for (purity, ploidy, ratio, want) in [
            (None, None, 2.6, 5.2),
            (Some(0.4), None, 2.6, 10.0),
            (Some(0.5), Some(4.0), 1.0, 4.0),
            (Some(0.5), None, 0.4, 0.0),
            (Some(0.8), None, 0.2, 0.0),
        ] {
            let copies = content(purity, ploidy).copies(ratio);
            assert!((copies - want).abs() < 1e-9, "{purity:?} {ploidy:?} {ratio}: {copies}");
        }
        assert_eq!((TumorContent::as_purity(0.0), TumorContent::as_purity(60.0)), (None, None));
        assert_eq!(TumorContent::as_ploidy(3.1), Some(3.1));
        let known = content(Some(0.3), None).or(content(Some(0.9), Some(4.0)));
        assert_eq!(known, content(Some(0.3), Some(4.0)));
    }
}
