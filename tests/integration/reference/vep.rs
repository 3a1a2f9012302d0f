//! Protein changes in genes beyond the embedded bases against those that VEP wrote into real files.
//!
//! VEP's column of codons holds the bases around each change: with those of REF they make a sparse genome.
//! The rest of each gene is unknown, and so is its start.

use std::collections::{BTreeMap, BTreeSet};

use theravar::consequence::Predictor;
use theravar::genome::TranscriptStore;
use theravar::genome::reference::Reference;
use theravar::model::allele::SequenceEdit;
use theravar::model::assembly::Assembly;
use theravar::model::contig::Contig;
use theravar::model::protein_change::ProteinChange;

use super::genome::{Genome, complement};
use crate::shared::shared;
use crate::support::read_text;

const FILES: [(&str, Assembly); 6] = [
    ("balsamic/S1_R_TNscope_vep.vcf.gz", Assembly::GRCh37),
    ("balsamic/S1_R_vardict_vep.vcf.gz", Assembly::GRCh37),
    ("pcgr_brca/tumor_sample.BRCA.pcgr.vcf.gz", Assembly::GRCh37),
    ("umccr/purple.somatic.vcf.gz", Assembly::GRCh38),
    ("umccr/test-sage2-rna.vcf.gz", Assembly::GRCh38),
    ("vep_csq/full_input.vcf", Assembly::GRCh37),
];

/// A substitution in a gene, as VEP tells it of each of the gene's transcripts.
struct Told {
    edit: SequenceEdit,
    symbol: String,
    /// Residue and both amino acids.
    changes: BTreeSet<(String, String)>,
}

/// The substitutions of single bases of a file in genes without embedded bases, with the codons put into `genome`.
fn told(text: &str, genome: &mut Genome, assembly: Assembly) -> Vec<Told> {
    let store = TranscriptStore::embedded();
    let mut columns: Vec<&str> = Vec::new();
    let mut told = Vec::new();
    for line in text.lines() {
        if line.starts_with("##INFO=<ID=CSQ") {
            let format = line.split("Format: ").nth(1).unwrap();
            columns = format.trim_end_matches(['"', '>']).split('|').collect();
        }
        let cells: Vec<&str> = line.split('\t').collect();
        if line.starts_with('#') || cells.len() < 8 || cells[3].len() != 1 || cells[4].len() != 1 {
            continue;
        }
        let Some(contig) = Contig::from_name(cells[0].as_bytes()) else { continue };
        let Some(csq) = cells[7].split(';').find_map(|entry| entry.strip_prefix("CSQ=")) else {
            continue;
        };
        let at: u32 = cells[1].parse::<u32>().unwrap() - 1;
        let column = |name| columns.iter().position(|column| *column == name).unwrap();
        let mut genes: BTreeMap<&str, BTreeSet<(String, String)>> = BTreeMap::new();
        for entry in csq.split(',').map(|entry| entry.split('|').collect::<Vec<_>>()) {
            let value = |name| entry[column(name)];
            let symbol = value("SYMBOL");
            let models = store.gene(symbol, assembly);
            let is_without = store.coding_gene(symbol, assembly).is_some()
                || models.first().is_some_and(|model| model.bases.is_none());
            let Some((before, _)) = value("Codons").split_once('/') else { continue };
            if !is_without || value("Amino_acids").is_empty() || before.len() != 3 {
                continue;
            }
            let into = before.find(|letter: char| letter.is_ascii_uppercase()).unwrap() as u32;
            let codon = before.to_ascii_uppercase().into_bytes();
            let (start, codon) = match value("STRAND") {
                "1" => (at - into, codon),
                _ => (at - (2 - into), codon.iter().rev().map(|&base| complement(base)).collect()),
            };
            // Codons of isoforms that an intron divides contradict others: what came first stays.
            if genome.put(contig, start, &codon) {
                let change =
                    (value("Protein_position").to_owned(), value("Amino_acids").to_owned());
                genes.entry(symbol).or_default().insert(change);
            }
        }
        let edit =
            SequenceEdit::trimmed(contig, at, cells[3].as_bytes(), cells[4].as_bytes()).unwrap();
        told.extend(genes.into_iter().map(|(symbol, changes)| Told {
            edit: edit.clone(),
            symbol: symbol.to_owned(),
            changes,
        }));
    }
    told
}

#[test]
fn protein_changes_agree_with_vep() {
    let (mut compared, mut same_residue, mut genes) = (0, 0, BTreeSet::new());
    let mut differences = Vec::new();
    for (name, assembly) in FILES {
        let Some(path) = shared(&format!("vcf/{name}")) else { continue };
        let mut genome = Genome::default();
        genome.put_embedded(assembly);
        let told = told(&read_text(&path), &mut genome, assembly);
        let folder = tempfile::tempdir().unwrap();
        let path = genome.write_whole(folder.path(), assembly, |contig| format!("chr{contig}"));
        let store = TranscriptStore::default().with_reference(Reference::open(&path).unwrap());
        store.confirm_reference(assembly).unwrap();
        let predictor = Predictor::new(&store, assembly).with_every_gene(true);
        for Told { edit, symbol, changes } in told {
            let found = predictor.predict(&edit);
            let model = store.coding_gene(&symbol, assembly);
            let model = model.or_else(|| store.gene(&symbol, assembly).first()).unwrap();
            let Some(found) = found.iter().find(|found| *found.gene == *model.gene) else {
                continue;
            };
            let change = match &found.protein {
                Some(ProteinChange::Substitution { at, alternate }) => {
                    let letters = [at.residue.unwrap_or(b'?'), *alternate].map(char::from);
                    (at.number.to_string(), format!("{}/{}", letters[0], letters[1]))
                }
                Some(ProteinChange::Synonymous { at }) => (
                    at.first.number.to_string(),
                    char::from(at.first.residue.unwrap_or(b'?')).to_string(),
                ),
                other => {
                    println!("{name} {symbol} {edit:?}: {other:?} {changes:?}");
                    continue;
                }
            };
            compared += 1;
            genes.insert(symbol.clone());
            same_residue += usize::from(changes.contains(&change));
            if !changes.iter().any(|(_, letters)| *letters == change.1) {
                differences.push(format!("{name} {symbol} {edit:?}: {change:?} {changes:?}"));
            }
        }
    }
    println!(
        "{compared} changes in {} genes compared, {same_residue} with one number",
        genes.len()
    );
    assert!(differences.is_empty(), "{differences:#?}");
}
