//! Promoters that carry known driver mutations.

/// Genes whose promoter carries known driver mutations, with how many bases before the first
/// exon count as promoter.
const PROMOTERS: &[(&str, u32)] = &[("TERT", 300)];

/// Returns how many bases before the first exon of `gene` count as its promoter: 0 for most genes.
pub fn promoter_length(gene: &str) -> u32 {
    PROMOTERS.iter().find(|(name, _)| *name == gene).map_or(0, |&(_, length)| length)
}
