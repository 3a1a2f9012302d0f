//! What matters in a gene, before any change of it is known.

use std::fmt;

/// The biomarkers of one gene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneBiomarkers<'k> {
    /// HGNC symbol.
    pub gene: String,
    /// Its profiles, those with the most statements first.
    pub biomarkers: Vec<Biomarker<'k>>,
}

/// A profile that knowledge speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Biomarker<'k> {
    /// In the source's words.
    pub profile: &'k str,
    /// How many statements are made on it.
    pub statements: usize,
    /// The regimens that these name, each once.
    pub regimens: Vec<String>,
}

impl fmt::Display for GeneBiomarkers<'_> {
    /// Tells how many there are, and each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (gene, count) = (&self.gene, self.biomarkers.len());
        write!(f, "no change of {gene} is named, so no level; {count} profiles name it")?;
        for (index, biomarker) in self.biomarkers.iter().enumerate() {
            write!(f, "{}{}", if index == 0 { ": " } else { "; " }, biomarker.profile)?;
        }
        Ok(())
    }
}
