//! What several records say together: alleles of one haplotype as one edit.

pub mod haplotype;
