//! Names and terms against those that Ensembl VEP wrote into real files, where they are at hand.
//!
//! Every difference is listed with its reason in `tests/data/hgvs_differences.tsv`; an unlisted
//! difference fails, and so does a listed one that is gone. `THERAVAR_WRITE_DIFFERENCES=FILE`
//! writes what was found instead.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use theravar::consequence::Predictor;
use theravar::genome::TranscriptStore;
use theravar::model::allele::{AltKind, SequenceEdit};
use theravar::model::assembly::Assembly;
use theravar::model::consequence::{Term, Terms, TranscriptConsequence};
use theravar::model::contig::Contig;
use theravar::model::protein_change::ProteinChange;

use crate::shared::shared;
use crate::support::read_text;

const FILES: [(&str, Assembly); 11] = [
    ("balsamic/S1_R_TNscope_vep.vcf.gz", Assembly::GRCh37),
    ("balsamic/S1_R_vardict_vep.vcf.gz", Assembly::GRCh37),
    ("pcgr_brca/tumor_sample.BRCA.pcgr.vcf.gz", Assembly::GRCh37),
    ("umccr/purple.somatic.vcf.gz", Assembly::GRCh38),
    ("umccr/test-sage2-rna.vcf.gz", Assembly::GRCh38),
    ("vep_csq/full_input.vcf", Assembly::GRCh37),
    ("vep_csq/hom_ref.vcf", Assembly::GRCh38),
    ("vep_csq/csq_mismatch.vcf", Assembly::GRCh38),
    ("vep_csq/input.mnp.vcf.gz", Assembly::GRCh38),
    ("vep_csq/input.complex_indel.vcf.gz", Assembly::GRCh38),
    ("vep_csq/input.multiallelic.vcf.gz", Assembly::GRCh38),
];

/// Terms that VEP adds for what this crate does not model, or that older VEP did not have.
const NOT_COMPARED: [&str; 9] = [
    "NMD_transcript_variant",
    "non_coding_transcript_variant",
    "incomplete_terminal_codon_variant",
    "upstream_gene_variant",
    "downstream_gene_variant",
    "splice_donor_5th_base_variant",
    "splice_donor_region_variant",
    "splice_polypyrimidine_tract_variant",
    "intergenic_variant",
];

/// One annotation of one allele on one transcript.
struct Annotation<'t> {
    terms: &'t str,
    transcript: &'t str,
    name: &'t str,
    protein: &'t str,
}

/// The alleles of a record as VEP names them.
fn vep_alleles<'t>(reference: &str, alts: &[&'t str]) -> Vec<&'t str> {
    let first = &reference[..1];
    let indel = alts.iter().any(|alt| alt.len() != reference.len());
    let strip = indel && alts.iter().all(|alt| alt.starts_with(first));
    alts.iter()
        .map(|alt| match (strip, alt.len()) {
            (true, 1) => "-",
            (true, _) => &alt[1..],
            _ => alt,
        })
        .collect()
}

/// Calls `each` with every sequence allele of a file and its annotations.
fn for_each_allele(text: &str, mut each: impl FnMut(&str, &SequenceEdit, &[Annotation<'_>])) {
    let mut columns: Vec<&str> = Vec::new();
    for line in text.lines() {
        if line.starts_with("##INFO=<ID=CSQ") {
            let format = line.split("Format: ").nth(1).unwrap();
            columns = format.trim_end_matches(['"', '>']).split('|').collect();
        }
        let cells: Vec<&str> = line.split('\t').collect();
        if line.starts_with('#') || cells.len() < 8 {
            continue;
        }
        let Some(contig) = Contig::from_name(cells[0].as_bytes()) else { continue };
        let alts: Vec<&str> = cells[4].split(',').collect();
        let Some(csq) = cells[7].split(';').find_map(|entry| entry.strip_prefix("CSQ=")) else {
            continue;
        };
        let column = |name| columns.iter().position(|column| *column == name).unwrap();
        for (alt, allele) in alts.iter().zip(vep_alleles(cells[3], &alts)) {
            if AltKind::of(alt.as_bytes()) != AltKind::Sequence {
                continue;
            }
            let start = cells[1].parse::<u32>().unwrap() - 1;
            let Some(edit) =
                SequenceEdit::trimmed(contig, start, cells[3].as_bytes(), alt.as_bytes())
            else {
                continue;
            };
            let annotations: Vec<Annotation<'_>> = csq
                .split(',')
                .map(|entry| entry.split('|').collect::<Vec<_>>())
                .filter(|values| values.first() == Some(&allele))
                .map(|values| Annotation {
                    terms: values[column("Consequence")],
                    transcript: values[column("Feature")],
                    name: values[column("HGVSc")].split(':').next_back().unwrap_or(""),
                    protein: values[column("HGVSp")].split(':').next_back().unwrap_or(""),
                })
                .collect();
            each(&format!("{contig}:{} {}>{alt}", cells[1], cells[3]), &edit, &annotations);
        }
    }
}

fn base(accession: &str) -> &str {
    accession.split('.').next().unwrap_or("")
}

/// VEP's terms, reduced to those that both sides can have.
fn comparable(terms: impl Iterator<Item = String>) -> BTreeSet<String> {
    terms.filter(|term| !NOT_COMPARED.contains(&term.as_str())).collect()
}

/// Our protein change in VEP's spelling: nothing where the protein is not predicted.
fn protein_name(found: &TranscriptConsequence) -> String {
    match &found.protein {
        None | Some(ProteinChange::Unknown | ProteinChange::Splice { .. }) => String::new(),
        Some(change) => change.hgvs(),
    }
}

fn is_coding(terms: &str) -> bool {
    let coding = [
        Term::StopGained,
        Term::Frameshift,
        Term::StopLost,
        Term::StartLost,
        Term::InframeInsertion,
        Term::InframeDeletion,
        Term::Missense,
        Term::ProteinAltering,
        Term::StartRetained,
        Term::StopRetained,
        Term::Synonymous,
        Term::CodingSequence,
    ];
    terms.split('&').filter_map(Term::parse).collect::<Terms>().any(&coding)
}

#[test]
fn names_and_terms_equal_those_of_vep() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(shared) = shared("vcf") else { return };
    let store = TranscriptStore::embedded();
    // Key: assembly, variant, transcript, field. Value: ours, VEP's.
    let mut differences: BTreeMap<[String; 4], (String, String)> = BTreeMap::new();
    let mut compared: BTreeMap<(&str, bool), [BTreeSet<String>; 2]> = BTreeMap::new();
    for (file, assembly) in FILES {
        let predictor = Predictor::new(store, assembly);
        for_each_allele(&read_text(&shared.join(file)), |variant, edit, annotations| {
            let found = predictor.predict(edit);
            for model in store.at(edit.contig, edit.interval(), assembly) {
                let Some(found) = found.iter().find(|found| found.transcript == model.accession)
                else {
                    continue;
                };
                // Another version than VEP's is not the same transcript.
                if model.coding_bases().is_none() || model.status.contains("-residue version") {
                    continue;
                }
                for vep in annotations.iter().filter(|vep| {
                    let name = base(vep.transcript);
                    name == base(&model.accession) || name == base(&model.ensembl)
                }) {
                    let coding = is_coding(vep.terms);
                    if !coding && vep.protein.is_empty() && found.codons.is_none() {
                        let intron = vep.name.contains(['+', '-', '*']);
                        if !intron || found.hgvs_c.is_none() {
                            continue;
                        }
                    }
                    let ours = comparable(found.terms.iter().map(|term| term.name().to_owned()));
                    let theirs = comparable(vep.terms.split('&').map(str::to_owned));
                    let join =
                        |terms: BTreeSet<String>| terms.into_iter().collect::<Vec<_>>().join("&");
                    let fields = [
                        ("p", protein_name(found), vep.protein.replace("%3D", "=")),
                        ("c", found.hgvs_c.clone().unwrap_or_default(), vep.name.to_owned()),
                        ("terms", join(ours), join(theirs)),
                    ];
                    let key = format!("{assembly} {variant} {}", vep.transcript);
                    for (field, ours, theirs) in fields {
                        let counts = compared.entry((field, coding)).or_default();
                        counts[0].insert(key.clone());
                        if ours != theirs {
                            counts[1].insert(key.clone());
                            differences.insert(
                                [
                                    assembly.to_string(),
                                    variant.to_owned(),
                                    vep.transcript.to_owned(),
                                    field.to_owned(),
                                ],
                                (ours, theirs),
                            );
                        }
                    }
                }
            }
        });
    }
    for ((field, coding), [all, different]) in &compared {
        let place = if *coding { "coding" } else { "not coding" };
        println!("{field}, {place}: {} of {} differ", different.len(), all.len());
    }
    if let Some(out) = std::env::var_os("THERAVAR_WRITE_DIFFERENCES") {
        let rows: String = differences
            .iter()
            .map(|(key, (ours, theirs))| format!("{}\t{ours}\t{theirs}\t\n", key.join("\t")))
            .collect();
        std::fs::write(PathBuf::from(out), rows).unwrap();
        return;
    }
    let listed = listed_differences(&root.join("tests/data/hgvs_differences.tsv"));
    for (key, names) in &differences {
        assert_eq!(listed.get(key), Some(names), "not listed: {}", key.join(" "));
    }
    for key in listed.keys() {
        assert!(differences.contains_key(key), "listed but gone: {}", key.join(" "));
    }
    for (&(field, coding), [all, different]) in &compared {
        if coding && field == "p" {
            assert!(different.len() * 200 <= all.len(), "{field}: more than 0.5 % differ");
        }
    }
}

/// Rows of `assembly variant transcript field ours vep reason`.
fn listed_differences(path: &Path) -> BTreeMap<[String; 4], (String, String)> {
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let [assembly, variant, transcript, field, ours, vep, reason] =
                <[String; 7]>::try_from(cells).unwrap();
            assert!(!reason.is_empty(), "no reason: {line}");
            ([assembly, variant, transcript, field], (ours, vep))
        })
        .collect()
}
