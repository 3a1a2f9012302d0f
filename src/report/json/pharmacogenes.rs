//! What a sample shows of genes that take drugs apart.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::pharmacogene::{FoundAllele, Pharmacogene, PharmacogeneAllele};
use crate::report::cell::Text;

/// A gene that takes drugs apart: of the patient, so without a cancer level.
#[derive(Serialize, JsonSchema)]
pub(super) struct PharmacogeneView<'r> {
    /// HGNC symbol.
    gene: &'r str,
    /// The drugs.
    drugs: &'r [&'static str],
    /// Level of the pair of gene and drug, by CPIC.
    cpic_level: &'r str,
    /// The alleles that are there.
    alleles: Vec<Allele<'r>>,
    /// Alleles that are not there: their places were read deeply enough.
    absent: Vec<String>,
    /// Alleles of which the input says nothing: they may be there.
    not_assessed: Vec<String>,
    /// What follows, on the named condition.
    reading: Text<'r>,
    /// What the reader must know.
    #[schemars(inner(length(min = 1)))]
    notes: &'r [String],
    /// Guidelines.
    citations: &'r [&'static str],
}

/// An allele that is there.
#[derive(Serialize, JsonSchema)]
struct Allele<'r> {
    /// `*2A`.
    allele: Text<'static>,
    /// `rs3918290`.
    dbsnp: Text<'static>,
    /// The coding change.
    change: Text<'static>,
    /// What is left of the enzyme's work, by CPIC.
    function: &'static str,
    /// GT of the matched normal, else of the tumour, where it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    genotype: Option<Text<'r>>,
    /// In how many copies, in a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    zygosity: Option<&'static str>,
    /// Whose genotype it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["normal", "tumor"]))]
    genotype_of: Option<&'static str>,
}

impl<'r> PharmacogeneView<'r> {
    pub(super) fn of(gene: &'r Pharmacogene) -> Self {
        let names = |alleles: &[&'static PharmacogeneAllele]| {
            alleles.iter().map(|allele| allele.allele.to_owned()).collect()
        };
        Self {
            gene: gene.gene,
            drugs: &gene.drugs,
            cpic_level: gene.level,
            alleles: gene.found.iter().map(Allele::of).collect(),
            absent: names(&gene.absent),
            not_assessed: names(&gene.not_assessed),
            reading: Text(&gene.reading),
            notes: &gene.notes,
            citations: &gene.citations,
        }
    }
}

impl<'r> Allele<'r> {
    fn of(found: &'r FoundAllele) -> Self {
        let PharmacogeneAllele { allele, dbsnp, change, function, .. } = *found.allele;
        let genotype = found.genotype();
        let whose = if found.genotypes.normal.is_some() { "normal" } else { "tumor" };
        Self {
            allele: Text(allele),
            dbsnp: Text(dbsnp),
            change: Text(change),
            function: function.name(),
            genotype: genotype.map(|genotype| Text(&genotype.text)),
            zygosity: genotype.map(|genotype| genotype.zygosity()),
            genotype_of: genotype.map(|_| whose),
        }
    }
}
