//! Clinically known alleles and what they must be called.

use super::Predictor;
use crate::genome::TranscriptStore;
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly::{self, GRCh37, GRCh38};
use crate::model::consequence::TranscriptConsequence;
use crate::model::contig::Contig;
use crate::model::position::{CdsPosition, Interval};

/// Reads `7:140453136 A>T`, as VCF writes it.
fn edit(variant: &str) -> SequenceEdit {
    let (place, change) = variant.split_once(' ').unwrap();
    let (contig, pos) = place.split_once(':').unwrap();
    let (reference, alternate) = change.split_once('>').unwrap();
    let contig = Contig::from_name(contig.as_bytes()).unwrap();
    let start = pos.parse::<u32>().unwrap() - 1;
    SequenceEdit::trimmed(contig, start, reference.as_bytes(), alternate.as_bytes()).unwrap()
}

fn consequence(assembly: Assembly, edit: &SequenceEdit, gene: &str) -> TranscriptConsequence {
    Predictor::new(TranscriptStore::embedded(), assembly)
        .predict(edit)
        .into_iter()
        .find(|found| &*found.gene == gene)
        .unwrap_or_else(|| panic!("{gene} is not at {edit:?}"))
}

fn summary(found: &TranscriptConsequence) -> [String; 3] {
    [
        found.hgvs_c.clone().unwrap_or_default(),
        found.protein.as_ref().map(|p| p.short()).unwrap_or_default(),
        found.terms.to_string(),
    ]
}

#[test]
fn known_alleles() {
    for (assembly, variant, gene, name, protein, terms) in [
        (GRCh37, "7:140453136 A>T", "BRAF", "c.1799T>A", "V600E", "missense_variant"),
        (GRCh38, "7:140753336 A>T", "BRAF", "c.1799T>A", "V600E", "missense_variant"),
        (GRCh37, "7:140453136 AC>TT", "BRAF", "c.1798_1799delinsAA", "V600K", "missense_variant"),
        (GRCh37, "12:25398285 C>A", "KRAS", "c.34G>T", "G12C", "missense_variant"),
        (GRCh38, "12:25245351 C>A", "KRAS", "c.34G>T", "G12C", "missense_variant"),
        (
            GRCh37,
            "1:45797228 C>T",
            "MUTYH",
            "c.1103G>A",
            "G368D",
            "missense_variant&splice_region_variant",
        ),
        (
            GRCh37,
            "4:55593579 CAGAAACCCATGTATGAAGTACAGTGGA>C",
            "KIT",
            "c.1648_1674del",
            "K550_K558del",
            "inframe_deletion&splice_region_variant",
        ),
        (
            GRCh37,
            "7:55248980 C>CTCCAGGAAGCCT",
            "EGFR",
            "c.2284-5_2290dup",
            "A763_Y764insFQEA",
            "inframe_insertion",
        ),
        (
            GRCh37,
            "7:55242467 AATTAAGAGAAGCAACATCT>AGCAA",
            "EGFR",
            "c.2238_2256delinsGCAA",
            "L747_S752delinsQ",
            "protein_altering_variant",
        ),
        (
            GRCh37,
            "7:55242468 ATTAAGAGAAGCAACATCT>GCAA",
            "EGFR",
            "c.2238_2256delinsGCAA",
            "L747_S752delinsQ",
            "protein_altering_variant",
        ),
        (
            GRCh37,
            "7:55242465 GGAATTAAGAGAAGCA>G",
            "EGFR",
            "c.2236_2250del",
            "E746_A750del",
            "inframe_deletion",
        ),
        (
            GRCh37,
            "17:37880981 A>AGCATACGTGATG",
            "ERBB2",
            "c.2313_2324dup",
            "Y772_A775dup",
            "inframe_insertion",
        ),
        (GRCh37, "17:7577120 C>T", "TP53", "c.818G>A", "R273H", "missense_variant"),
        (
            GRCh37,
            "17:7579312 C>T",
            "TP53",
            "c.375G>A",
            "T125=",
            "splice_region_variant&synonymous_variant",
        ),
        (GRCh37, "7:116412044 G>T", "MET", "c.3028+1G>T", "X1010_splice", "splice_donor_variant"),
        (
            GRCh37,
            "7:116412043 G>A",
            "MET",
            "c.3028G>A",
            "D1010N",
            "missense_variant&splice_region_variant",
        ),
    ] {
        let found = consequence(assembly, &edit(variant), gene);
        assert_eq!(summary(&found), [name, protein, terms], "{assembly} {variant}");
        assert!(!found.ref_mismatch && !found.outside_sequence, "{variant}");
    }
}

#[test]
fn tert_promoter_on_both_assemblies() {
    for (assembly, variant, name) in [
        (GRCh37, "5:1295228 G>A", "c.-124C>T"),
        (GRCh38, "5:1295113 G>A", "c.-124C>T"),
        (GRCh37, "5:1295250 G>A", "c.-146C>T"),
        (GRCh38, "5:1295135 G>A", "c.-146C>T"),
    ] {
        let found = consequence(assembly, &edit(variant), "TERT");
        assert_eq!(summary(&found), [name, "", "upstream_gene_variant"], "{variant}");
    }
}

#[test]
fn flt3_internal_tandem_duplication() {
    let contig = Contig::from_name(b"13").unwrap();
    let inserted = b"GAGGGAAACTCCCATTTGAGATCATATTCA".to_vec();
    let edit = SequenceEdit { contig, start: 28_608_266, deleted: Vec::new(), inserted };
    let found = consequence(GRCh37, &edit, "FLT3");
    let [name, protein, terms] = summary(&found);
    assert_eq!(terms, "inframe_insertion", "{name} {protein}");
    assert_eq!(protein, FLT3_ITD, "{name}");
}

const FLT3_ITD: &str = "Y597delinsLNMISNGSFPH";

/// Checks that a repeat at an exon's end is named in the intron by the 3′ rule and still changes
/// the exon. The intron's own bases are all there.
#[test]
fn repeats_across_a_donor_take_effect_in_the_exon() {
    let store = TranscriptStore::embedded();
    let mut seen = 0;
    for gene in store.symbols(GRCh38) {
        for model in store.gene(gene, GRCh38).iter().take(1) {
            for (block, exon) in model.cds.iter().zip(model.exons.windows(2)) {
                // Forward genes whose coding exon ends in G before an intron that begins GT.
                let at = block.end;
                let joined = model.known_bases(Interval::new(at - 2, at + 2));
                let forward = model.strand == crate::model::transcript::Strand::Forward;
                let donor = joined.is_some_and(|b| b[0] != b'G' && &b[1..] == b"GGT");
                if !forward || !donor || exon[0].end != at || block.len() < 9 {
                    continue;
                }
                let contig = model.contig;
                let edit = SequenceEdit {
                    contig,
                    start: at,
                    deleted: Vec::new(),
                    inserted: b"G".to_vec(),
                };
                let found = Predictor::on(model, &edit).unwrap();
                let [name, _, terms] = summary(&found);
                assert!(name.ends_with("+1dup"), "{gene} {name}");
                assert!(terms.contains("frameshift_variant"), "{gene} {name} {terms}");
                assert!(!terms.contains("splice_donor"), "{gene} {name} {terms}");
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

/// Checks that every spelling of the same inserted bases is one change.
#[test]
fn every_spelling_of_an_insertion_is_one_name() {
    let store = TranscriptStore::embedded();
    for (gene, assembly, start, inserted, protein) in [
        ("ERBB2", GRCh37, 37_880_981, "GCATACGTGATG", "Y772_A775dup"),
        ("EGFR", GRCh37, 55_248_980, "TCCAGGAAGCCT", "A763_Y764insFQEA"),
    ] {
        let contig = store.gene(gene, assembly)[0].contig;
        let around = Interval::new(start - 30, start + 30);
        let bases = store.reference_bases(contig, around, assembly).unwrap();
        let edited = [&bases[..30], inserted.as_bytes(), &bases[30..]].concat();
        let mut spellings = 0;
        for at in 0..=60usize {
            let run = &edited[at..(at + inserted.len()).min(edited.len())];
            let spelled = [&bases[..at], run, &bases[at..]].concat();
            if spelled != edited {
                continue;
            }
            spellings += 1;
            let edit = SequenceEdit {
                contig,
                start: around.start + at as u32,
                deleted: Vec::new(),
                inserted: run.to_vec(),
            };
            let found = consequence(assembly, &edit, gene);
            assert_eq!(summary(&found)[1], protein, "{gene} at {}", edit.start);
        }
        assert!(spellings > 6, "{gene}: {spellings}");
    }
}

#[test]
fn reference_that_disagrees_is_flagged_and_not_named() {
    let found = consequence(GRCh37, &edit("7:140453136 C>T"), "BRAF");
    assert!(found.ref_mismatch);
    assert_eq!(summary(&found), ["", "", "coding_sequence_variant"]);
    assert_eq!(found.codons, Some((600, 600)));
}

#[test]
fn exon_only_transcripts_give_residue_numbers() {
    let store = TranscriptStore::embedded();
    let model = store
        .symbols(GRCh38)
        .flat_map(|gene| store.gene(gene, GRCh38))
        .find(|model| model.bases.is_none() && model.cds_in_transcript().len() > 60)
        .unwrap();
    let position = model.coding_to_genome(CdsPosition(30)).unwrap();
    let contig = model.contig;
    let snv =
        SequenceEdit { contig, start: position, deleted: b"A".to_vec(), inserted: b"C".to_vec() };
    let found = Predictor::on(model, &snv).unwrap();
    assert_eq!(found.codons, Some((11, 11)));
    assert!(found.outside_sequence && found.protein.is_none() && found.exon.is_some());
    assert!(found.hgvs_c.is_some_and(|name| name.starts_with("c.31")));
    let deletion = SequenceEdit { inserted: Vec::new(), ..snv };
    let found = Predictor::on(model, &deletion).unwrap();
    assert_eq!(found.terms.to_string(), "frameshift_variant");
    assert_eq!(found.hgvs_c, None);
}

#[test]
fn unknown_inserted_bases_are_not_named() {
    let found = consequence(GRCh37, &edit("7:140453136 A>N"), "BRAF");
    assert_eq!(summary(&found), ["", "", "coding_sequence_variant"]);
}
