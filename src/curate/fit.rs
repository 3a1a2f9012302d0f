//! Whether the embedded transcripts can meet a fact of a table of oncogenicity at all.

use std::collections::BTreeSet;

use crate::consequence::Predictor;
use crate::error::Result;
use crate::genome::{TranscriptModel, TranscriptStore};
use crate::knowledge::oncogenicity::OncogenicityTable;
use crate::model::assembly::Assembly;
use crate::model::oncogenicity::OncogenicityFact;
use crate::model::position::ResidueNumber;
use crate::model::protein_change::ProteinChange;

use crate::matching::known_change::agrees;

/// Facts named in one line, at most.
const MOST_NAMED: usize = 12;

/// How a fact lies on the embedded transcripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It can be met.
    Fits,
    /// Its gene has no embedded transcript.
    NoTranscript,
    /// Its gene has no embedded bases: only the input's own annotation, or the same bases, meet it.
    NoBases,
    /// The residue or splice site that it names differs there.
    OtherResidue,
    /// Its bases differ there, lie outside, or do not make the change that it names.
    OtherBases,
}

impl Fit {
    /// Returns why no change can meet the fact although its gene's bases are embedded. `None` where
    /// a change can, or where the bases are missing.
    pub fn problem(self) -> Option<&'static str> {
        match self {
            Fit::Fits | Fit::NoTranscript | Fit::NoBases => None,
            Fit::OtherResidue => Some("another residue in the embedded protein"),
            Fit::OtherBases => Some("its bases do not make the change that it names"),
        }
    }
}

/// Returns how `fact` lies on the transcripts of `store`.
pub fn fit(store: &TranscriptStore, fact: &OncogenicityFact<'_>) -> Fit {
    let assembly = fact.allele.as_ref().map_or(Assembly::GRCh38, |(assembly, _)| *assembly);
    let models = store.gene(fact.gene, assembly);
    if models.is_empty() {
        return Fit::NoTranscript;
    }
    if let Some((_, edit)) = &fact.allele {
        let mut made = models.iter().filter_map(|model| Predictor::on(model, edit));
        return match made.any(|made| !made.ref_mismatch && agrees(fact, &made)) {
            true if models.iter().all(|model| model.protein_sequence().is_none()) => Fit::NoBases,
            true => Fit::Fits,
            false => Fit::OtherBases,
        };
    }
    let Some(change) = &fact.change else { return Fit::Fits };
    if let ProteinChange::Splice { at } = change {
        let has_site = models.iter().any(|model| is_beside_intron(model, *at));
        return if has_site { Fit::Fits } else { Fit::OtherResidue };
    }
    let mut proteins = models.iter().filter_map(|model| model.protein_sequence()).peekable();
    if proteins.peek().is_none() {
        return Fit::NoBases;
    }
    // The stop comes after the last residue.
    let letter = |protein: &[u8], number: u32| {
        let index = number as usize - 1;
        if index == protein.len() { Some(b'*') } else { protein.get(index).copied() }
    };
    let fits = proteins.any(|protein| {
        let mut named = change.named_residues();
        named.all(|residue| {
            let letter = letter(protein, residue.number);
            letter == Some(b'X') || letter == residue.residue
        })
    });
    if fits { Fit::Fits } else { Fit::OtherResidue }
}

/// Returns whether an exon begins or ends in the codon of this residue.
fn is_beside_intron(model: &TranscriptModel, residue: u32) -> bool {
    let mut edges = model.exons.iter().flat_map(|exon| [exon.start, exon.end - 1]);
    edges.any(|edge| model.residue_at(edge) == Some(ResidueNumber(residue)))
}

/// Returns notes for the user on the table `text`: how many of its facts no change can meet.
///
/// # Errors
/// [`crate::Error::Table`] with every bad row.
pub fn notes(name: &str, text: &str) -> Result<Vec<String>> {
    let table = OncogenicityTable::from_texts(&[(name, text)])?;
    let store = TranscriptStore::embedded();
    let mut notes = Vec::new();
    let facts: Vec<_> = table
        .genes()
        .flat_map(|gene| table.of_gene(gene))
        .map(|fact| (fit(store, &fact), fact))
        .collect();
    for (kind, words) in [
        (Fit::NoTranscript, "not matched: no transcript of the gene is embedded"),
        (
            Fit::NoBases,
            "matched by the same bases or the input's own annotation alone: no bases are embedded",
        ),
        (Fit::OtherResidue, "not matched: the residue is another one in the embedded protein"),
        (Fit::OtherBases, "not matched: the bases do not make the change that is named"),
    ] {
        let found: Vec<_> = facts.iter().filter(|(fit, _)| *fit == kind).collect();
        if found.is_empty() {
            continue;
        }
        let names: BTreeSet<&str> = match kind {
            Fit::NoTranscript | Fit::NoBases => found.iter().map(|(_, fact)| fact.gene).collect(),
            _ => found.iter().map(|(_, fact)| fact.id).collect(),
        };
        let shown: Vec<&str> = names.iter().copied().take(MOST_NAMED).collect();
        let more = if names.len() > MOST_NAMED { ", …" } else { "" };
        notes.push(format!("{} facts {words}: {}{more}", found.len(), shown.join(", ")));
    }
    Ok(notes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::oncogenicity::OncogenicityTable;

    fn fits(cells: &str) -> Fit {
        const HEADER: &str = "gene\tchange\tkind\tclass\tresidues\tresidue_samples\t\
            change_samples\ttranscript\tassembly\tchrom\tstart\tref\talt\tdiseases\treview\tid\t\
            source\tcitation\n";
        let text = format!("{HEADER}{}\n", cells.replace('|', "\t"));
        let table = OncogenicityTable::from_texts(&[("t", &text)]).unwrap();
        let gene = table.genes().next().unwrap();
        let fact = table.of_gene(gene).next().unwrap();
        fit(TranscriptStore::embedded(), &fact)
    }

    #[test]
    fn residues_sites_and_bases() {
        let hotspot = |gene: &str, change: &str, at: &str| {
            fits(&format!("{gene}|{change}|hotspot|c|{at}|9|3|||||||||i|s|c"))
        };
        assert_eq!(hotspot("BRAF", "V600E", "600"), Fit::Fits);
        // Its own transcript has 31 residues more.
        assert_eq!(hotspot("FGFR1", "N577K", "577"), Fit::OtherResidue);
        assert_eq!(hotspot("ACLY", "E14K", "14"), Fit::NoTranscript);
        assert_eq!(hotspot("NUP93", "E14K", "14"), Fit::NoBases);
        assert_eq!(hotspot("ARAF", "S214F", "214"), Fit::Fits);
        // Its codon is not known.
        assert_eq!(hotspot("TGFBR1", "E20K", "20"), Fit::Fits);
        assert_eq!(hotspot("EGFR", "E746_A750del", "745-759"), Fit::Fits);
        assert_eq!(hotspot("MET", "X1010_splice", "1010"), Fit::Fits);
        assert_eq!(hotspot("MET", "X1000_splice", "1000"), Fit::OtherResidue);
        let allele = |change: &str, start: u32, bases: &str| {
            fits(&format!("BRAF|{change}|oncogenic|c||||t|GRCh37|7|{start}|{bases}|||i|s|c"))
        };
        assert_eq!(allele("V600E", 140_453_136, "A|T"), Fit::Fits);
        // Named on another transcript.
        assert_eq!(allele("V207E", 140_453_136, "A|T"), Fit::Fits);
        assert_eq!(allele("V600K", 140_453_136, "A|T"), Fit::OtherBases);
        assert_eq!(allele("V600E", 140_453_136, "C|T"), Fit::OtherBases);
        assert_eq!(allele("V600E", 1_000, "A|T"), Fit::OtherBases);
    }
}
