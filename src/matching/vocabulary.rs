//! Which names of genes and which words of alterations mean something here; for what means nothing,
//! what it may stand for.

mod placed;
mod suggest;

use self::suggest::{SUGGESTED, nearest, or_else};
use crate::genome::{TranscriptStore, spans};
use crate::knowledge::clinical_names::{self, Family};
use crate::knowledge::evidence::{EvidenceTable, Statements};
use crate::knowledge::genes::Genes;
use crate::knowledge::profile::words::is_state;
use crate::model::assembly::Assembly;
use crate::model::biomarkers::{Biomarker, GeneBiomarkers};
use crate::model::profile::{Alteration, Component, Partner};
use crate::model::regimen::regimens;

/// Loci of antibodies and T-cell receptors: partners of fusions that no table of genes has.
const LOCI: [&str; 7] = ["IGH", "IGK", "IGL", "TRA", "TRB", "TRD", "TRG"];

/// What a name of a gene means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeneNamed {
    /// The gene of this symbol.
    Symbol(String),
    /// One of several.
    Family(&'static Family),
    /// None, or one that so short an alias cannot be trusted to mean.
    Unknown(Vec<String>),
}

/// The names that are known.
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary<'k> {
    /// Statements, in whose words alterations may be named.
    pub table: Statements<'k>,
    /// Genes.
    pub genes: Genes<'static>,
    /// Transcripts.
    pub store: &'k TranscriptStore,
}

impl Vocabulary<'static> {
    /// Returns what is compiled in.
    pub fn embedded() -> Self {
        Self {
            table: Statements::Embedded,
            genes: Genes::embedded(),
            store: TranscriptStore::embedded(),
        }
    }
}

impl<'k> Vocabulary<'k> {
    /// Returns what statements say of `gene`, by profile.
    pub fn biomarkers(&self, gene: &str) -> GeneBiomarkers<'k> {
        let mut biomarkers: Vec<Biomarker<'k>> = Vec::new();
        for entry in self.table.profiles_of_gene(gene) {
            let evidence = entry.evidence();
            let mut regimens: Vec<String> =
                evidence.iter().flat_map(regimens).filter(|name| !name.is_empty()).collect();
            regimens.sort_unstable();
            regimens.dedup();
            biomarkers.push(Biomarker {
                profile: entry.text,
                statements: evidence.len(),
                regimens,
            });
        }
        biomarkers.sort_by(|a, b| b.statements.cmp(&a.statements).then(a.profile.cmp(b.profile)));
        GeneBiomarkers { gene: gene.to_owned(), biomarkers }
    }
}

impl Vocabulary<'_> {
    /// Returns what `name` means. A clinician's name and a symbol come before an alias.
    pub fn gene(&self, name: &str) -> GeneNamed {
        self.known_gene(name).unwrap_or_else(|| {
            let upper = name.to_ascii_uppercase();
            let alias = self.genes.get(name).map(|gene| gene.symbol.to_owned());
            GeneNamed::Unknown(alias.map_or_else(|| self.like(&upper), |symbol| vec![symbol]))
        })
    }

    /// Returns what `name` means, if anything. An alias of two letters is as likely to be something else.
    pub fn known_gene(&self, name: &str) -> Option<GeneNamed> {
        if let Some(family) = clinical_names::family_of(name) {
            return Some(GeneNamed::Family(family));
        }
        let upper = name.to_ascii_uppercase();
        let dashless = upper.replace(['-', ' '], "");
        let spellings = || [name, upper.as_str(), dashless.as_str()].into_iter();
        clinical_names::gene(name)
            .or_else(|| spellings().find(|name| self.is_symbol(name)))
            .or_else(|| {
                let aliases = spellings().filter(|name| name.len() > 2);
                aliases.filter_map(|name| self.genes.get(name)).map(|gene| gene.symbol).next()
            })
            .map(|symbol| GeneNamed::Symbol(symbol.to_owned()))
    }

    fn is_symbol(&self, name: &str) -> bool {
        if name.is_empty() {
            return false;
        }
        let is_stated = || self.table.profiles_of_gene(name).next().is_some();
        let is_placed = || !self.store.gene(name, Assembly::GRCh38).is_empty();
        match self.genes.get(name) {
            Some(gene) if gene.symbol == name => true,
            // A former symbol, by which alone the transcripts know the gene.
            Some(gene) => is_placed() && self.store.gene(gene.symbol, Assembly::GRCh38).is_empty(),
            None => is_stated() || is_placed() || spans::is_gene(name) || LOCI.contains(&name),
        }
    }

    /// Symbols that look like `name`, the nearest first.
    fn like(&self, name: &str) -> Vec<String> {
        nearest(name, self.store.symbols(Assembly::GRCh38))
    }

    /// Returns the alterations of `gene` that statements name, in their words.
    pub fn known(&self, gene: &str) -> Vec<&Component> {
        self.table
            .profiles_of_gene(gene)
            .flat_map(|entry| entry.profile().components())
            .filter(|component| component.gene == gene)
            .collect()
    }

    /// Says why `component` means nothing: no gene of that name, a residue that is not there, words
    /// that no statement uses. `None` where it means something.
    pub fn doubt(&self, component: &Component) -> Option<String> {
        let Component { gene, alteration } = component;
        if let Alteration::Fusion(five, three) = alteration {
            return [five, three].into_iter().find_map(|partner| match partner {
                Partner::Gene(gene, _) => self.no_gene(gene),
                Partner::Any | Partner::Unknown => None,
            });
        }
        if !gene.is_empty()
            && let Some(doubt) = self.no_gene(gene)
        {
            return Some(doubt);
        }
        if is_known(EvidenceTable::embedded(), component) {
            return None;
        }
        // The user's own statements may use words of their own, but move no residue.
        let is_of_user = || is_known(&self.table, component);
        match alteration {
            Alteration::Protein(_)
            | Alteration::Codon(_)
            | Alteration::CodonTo(..)
            | Alteration::Coding(_)
            | Alteration::Exon { .. } => placed::doubt(self.store, component),
            Alteration::Expression(text) | Alteration::Epigenetic(text) => {
                (!is_state(text)).then(|| self.not_understood(gene, text))
            }
            Alteration::Region { name, ranges, .. } => {
                ranges.is_empty().then(|| self.not_understood(gene, name))
            }
            Alteration::Promoter(_) if gene != "TERT" => {
                Some(self.not_understood(gene, "promoter mutation"))
            }
            Alteration::Other(text) | Alteration::Haplotype(text) | Alteration::DbSnp(text) => {
                (!is_of_user()).then(|| self.not_understood(gene, text))
            }
            _ => None,
        }
    }

    fn no_gene(&self, name: &str) -> Option<String> {
        match self.gene(name) {
            GeneNamed::Symbol(symbol) if symbol == name => None,
            GeneNamed::Symbol(symbol) => Some(format!("{name}: the gene is now {symbol}")),
            named => Some(unnamed(name, &named)),
        }
    }

    /// Says that nothing is understood of `text` after `gene`, and what is known of the gene.
    pub fn not_understood(&self, gene: &str, text: &str) -> String {
        let biomarkers = self.biomarkers(gene).biomarkers;
        let plain = |profile: &&str| ![" AND ", " OR "].iter().any(|word| profile.contains(word));
        let known = || biomarkers.iter().map(|biomarker| biomarker.profile).filter(plain);
        let own = format!("{gene} ");
        let near: Vec<String> = nearest(text, known().filter_map(|name| name.strip_prefix(&own)))
            .into_iter()
            .map(|name| format!("{own}{name}"))
            .collect();
        let near = match near.as_slice() {
            [] => known().take(SUGGESTED).map(str::to_owned).collect(),
            _ => near,
        };
        let name = format!("{gene} {text}");
        format!("{} is not understood{}", name.trim(), or_else(&near))
    }
}

/// Says that `name` is no gene, and which may be meant.
pub fn unnamed(name: &str, named: &GeneNamed) -> String {
    match named {
        GeneNamed::Family(family) => {
            format!("{name} is one of {}: name the one", family.members.join(", "))
        }
        GeneNamed::Unknown(near) => format!("no gene is known as {name}{}", or_else(near)),
        GeneNamed::Symbol(symbol) => format!("{name} is {symbol}"),
    }
}

/// Whether a statement of `table` names exactly this.
fn is_known(table: &EvidenceTable<'_>, component: &Component) -> bool {
    let entries = table.profiles_of_gene(&component.gene);
    entries.into_iter().any(|entry| entry.profile().any(&|known| known == component))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::profile;
    use crate::model::profile::Profile;

    fn doubt(text: &str) -> Option<String> {
        match profile::parse(text) {
            Ok(Profile::Component(component)) => Vocabulary::embedded().doubt(&component),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn names_of_genes() {
        let vocabulary = Vocabulary::embedded();
        for (name, symbol) in [
            ("EGFR", "EGFR"),
            ("egfr", "EGFR"),
            ("HER-2", "ERBB2"),
            ("MLL", "KMT2A"),
            ("N-MYC", "MYCN"),
            ("ER", "ESR1"),
            ("OR4F5", "OR4F5"),
            ("IGH", "IGH"),
        ] {
            assert_eq!(vocabulary.gene(name), GeneNamed::Symbol(symbol.to_owned()), "{name}");
        }
        assert!(matches!(vocabulary.gene("H3"), GeneNamed::Family(_)));
        // An alias of two letters is as likely to be something else.
        assert_eq!(vocabulary.gene("SF"), GeneNamed::Unknown(vec!["HGF".to_owned()]));
        let GeneNamed::Unknown(near) = vocabulary.gene("EGFRR") else { panic!("a gene") };
        assert!(near.contains(&"EGFR".to_owned()), "{near:?}");
    }

    #[test]
    fn what_means_nothing() {
        for (text, why) in [
            ("KRAS K12D", "residue 12 of KRAS is G (NM_004985.5); did you mean KRAS G12D?"),
            ("BRAF V6000E", "766 residues"),
            ("EGFR foo", "EGFR foo is not understood"),
            ("EGRF L858R", "no gene is known as EGRF; did you mean EGF, EGFR"),
            ("HER2 L755S", "now ERBB2"),
            ("EGFR exon 99 mutation", "28 exons"),
            ("KRAS purple expression", "not understood"),
            ("FOO::ALK", "no gene is known as FOO"),
        ] {
            let doubt = doubt(text).unwrap_or_default();
            assert!(doubt.contains(why), "{text}: {doubt}");
        }
        for text in [
            "KRAS G12D",
            "H3-3A K27M",
            "BRAF G496A",
            "AR AR-V7",
            "CD274 TPS >= 20% Expression",
            "EML4::ALK",
            "TMB High",
            "5q Deletion",
        ] {
            assert_eq!(doubt(text), None, "{text}");
        }
    }
}
