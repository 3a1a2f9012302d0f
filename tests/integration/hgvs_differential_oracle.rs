//! Protein names of generated edits against hgvs-weaver's whole path (parser, mapper, projection
//! from the genome), which shares nothing with this crate's but the last step.

use std::cell::Cell;
use std::sync::Arc;

use hgvs_weaver::coords::{GenomicPos, TranscriptPos};
use hgvs_weaver::data::{
    DataProvider, ExonData, IdentifierKind, IdentifierType, Strand as WeaverStrand, TranscriptData,
};
use hgvs_weaver::error::HgvsError;
use hgvs_weaver::{SequenceVariant, VariantMapper, parse_hgvs_variant};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use theravar::consequence::Predictor;
use theravar::genome::TranscriptModel;
use theravar::model::allele::SequenceEdit;
use theravar::model::contig::Contig;
use theravar::model::position::{Interval, TranscriptPosition};
use theravar::model::protein_change::ProteinChange;
use theravar::model::transcript::{Strand, Transcript};

const GENOMIC: &str = "NC_000001.11";
const CODING: &str = "NM_000001.1";

/// Three exons on a small genome, of which every base is known to this crate: the introns are
/// shorter than two flanks and nothing lies beyond the outer ones.
struct Case {
    genome: String,
    model: TranscriptModel,
}

/// Codons that make repeats likely and hold no stop.
const CODONS: [&str; 12] =
    ["GCA", "GCA", "CAG", "CAG", "AAA", "GAA", "GAG", "TGC", "ACG", "CTC", "GGT", "ATT"];

fn case(codons: &[usize], introns: [&str; 2], strand: Strand) -> Case {
    let mut coding = String::from("ATG");
    codons.iter().for_each(|&codon| coding.push_str(CODONS[codon % CODONS.len()]));
    coding.push_str("TAA");
    // Exons end inside codons: at a third and at two thirds, off by one and two bases.
    let (first, second) = (coding.len() / 3 + 1, 2 * coding.len() / 3 + 2);
    let utr5 = "CTGATCCGTTAGCATTCGGCATCAGTTCAGCTACGGATCTCGATCCGATCA";
    let utr3 = "GCTTAAGCATTAGCGATTCAGCATCCGATAGCTTAGGCATCGATTACGCAT";
    let parts = [
        utr5,
        &coding[..first],
        introns[0],
        &coding[first..second],
        introns[1],
        &coding[second..],
        utr3,
    ];
    let mut starts = vec![0u32];
    for part in parts {
        starts.push(starts.last().unwrap() + part.len() as u32);
    }
    let mut genome = parts.concat();
    let mut cds: Vec<Interval> =
        [1, 3, 5].map(|i| Interval::new(starts[i], starts[i + 1])).to_vec();
    let mut exons = cds.clone();
    exons[0].start = 0;
    exons[2].end = starts[7];
    if strand == Strand::Reverse {
        let length = genome.len() as u32;
        let mirror = |list: &[Interval]| -> Vec<Interval> {
            list.iter().rev().map(|b| Interval::new(length - b.end, length - b.start)).collect()
        };
        (exons, cds) = (mirror(&exons), mirror(&cds));
        genome = genome.chars().rev().map(complement).collect();
    }
    let flank = Transcript::FLANK;
    let bases = cds
        .iter()
        .map(|b| {
            genome.as_bytes()[(b.start - flank) as usize..(b.end + flank) as usize].to_vec().into()
        })
        .collect();
    let name = |text: &str| Arc::<str>::from(text);
    let model = TranscriptModel::new(Transcript {
        gene: name("TEST"),
        accession: name(CODING),
        ensembl: name(""),
        protein: name("NP_000001.1"),
        status: name("MANE Select"),
        contig: Contig::from_name(b"1").unwrap(),
        strand,
        exons,
        cds,
        bases: Some(bases),
    });
    Case { genome, model }
}

fn complement(base: char) -> char {
    match base {
        'A' => 'T',
        'C' => 'G',
        'G' => 'C',
        _ => 'A',
    }
}

impl DataProvider for Case {
    fn get_transcript(&self, _: &str, _: Option<&str>) -> Result<TranscriptData, HgvsError> {
        let strand = match self.model.strand {
            Strand::Forward => WeaverStrand::Plus,
            Strand::Reverse => WeaverStrand::Minus,
        };
        let mut exons: Vec<(i32, ExonData)> = self
            .model
            .exons
            .iter()
            .map(|exon| {
                let ends = [exon.start, exon.end - 1];
                let ends = ends.iter().filter_map(|&at| self.model.to_transcript(at));
                let TranscriptPosition(first) = ends.min().unwrap();
                let data = ExonData::new(
                    TranscriptPos(first as i32),
                    TranscriptPos((first + exon.len()) as i32),
                    GenomicPos(exon.start as i32),
                    GenomicPos(exon.end as i32 - 1),
                    strand,
                    format!("{}M", exon.len()),
                );
                (first as i32, data)
            })
            .collect();
        exons.sort_by_key(|&(first, _)| first);
        let cds = self.model.cds_in_transcript();
        Ok(TranscriptData::new(
            CODING,
            "TEST",
            Some((TranscriptPos(cds.start as i32), TranscriptPos(cds.end as i32 - 1))),
            strand,
            GENOMIC,
            exons.into_iter().map(|(_, exon)| exon).collect(),
        ))
    }

    fn get_seq(
        &self,
        ac: &str,
        start: i32,
        end: Option<i32>,
        _: IdentifierType,
    ) -> Result<String, HgvsError> {
        let sequence = if ac == GENOMIC {
            self.genome.clone()
        } else {
            let length: u32 = self.model.exons.iter().map(|exon| exon.len()).sum();
            (0..length)
                .filter_map(|at| self.model.to_genome(TranscriptPosition(at)))
                .map(|at| char::from(self.genome.as_bytes()[at as usize]))
                .map(|base| match self.model.strand {
                    Strand::Forward => base,
                    Strand::Reverse => complement(base),
                })
                .collect()
        };
        let clamp = |at: i32| (at.max(0) as usize).min(sequence.len());
        let (start, end) = (clamp(start), end.map_or(sequence.len(), clamp));
        Ok(sequence[start..end.max(start)].to_owned())
    }

    fn get_symbol_accessions(
        &self,
        _: &str,
        _: IdentifierKind,
        target: IdentifierKind,
    ) -> Result<Vec<(IdentifierType, String)>, HgvsError> {
        Ok(match target {
            IdentifierKind::Protein => {
                vec![(IdentifierType::ProteinAccession, "NP_000001.1".to_owned())]
            }
            _ => Vec::new(),
        })
    }

    fn get_identifier_type(&self, ac: &str) -> Result<IdentifierType, HgvsError> {
        Ok(match &ac[..3] {
            "NC_" => IdentifierType::GenomicAccession,
            "NM_" => IdentifierType::TranscriptAccession,
            _ => IdentifierType::ProteinAccession,
        })
    }
}

/// The `g.` name of an edit where it stands.
fn genomic_name(edit: &SequenceEdit) -> String {
    let text = |bases: &[u8]| String::from_utf8(bases.to_vec()).unwrap();
    let (start, end) = (edit.start + 1, edit.start + edit.deleted.len() as u32);
    let (deleted, inserted) = (text(&edit.deleted), text(&edit.inserted));
    match (deleted.len(), inserted.len()) {
        (0, _) => format!("{GENOMIC}:g.{}_{start}ins{inserted}", start - 1),
        (1, 0) => format!("{GENOMIC}:g.{start}del"),
        (_, 0) => format!("{GENOMIC}:g.{start}_{end}del"),
        (1, 1) => format!("{GENOMIC}:g.{start}{deleted}>{inserted}"),
        (1, _) => format!("{GENOMIC}:g.{start}delins{inserted}"),
        _ => format!("{GENOMIC}:g.{start}_{end}delins{inserted}"),
    }
}

/// hgvs-weaver's `p.` name, without accession and parentheses. `None` for edits that it leaves
/// in an intron, where this crate shifts them into the exon first.
fn oracle(case: &Case, edit: &SequenceEdit) -> Option<String> {
    let mapper = VariantMapper::new(case);
    let SequenceVariant::Genomic(variant) = parse_hgvs_variant(&genomic_name(edit)).ok()? else {
        return None;
    };
    let coding = mapper.g_to_c(&variant, CODING).ok()?;
    let protein = mapper.c_to_p(&coding, Some("NP_000001.1")).ok()?.to_string();
    Some(protein.split(':').nth(1)?.replace(['(', ')'], "")).filter(|name| name != "p.?")
}

fn strand() -> impl Strategy<Value = Strand> {
    prop_oneof![Just(Strand::Forward), Just(Strand::Reverse)]
}

/// Introns with donor and acceptor, some of which repeat the exon beside them.
fn intron() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("GTAAGTCAGCAGATTTACCTTGCAATTTCCTTTCAG"),
        Just("GTGCAGCAGCAGATTCATTATTTACTTTCAGCAGCAG"),
        Just("GTAAAAAAGAATTCGATTCCTTGAAACAG"),
    ]
}

#[test]
fn proteins_equal_those_of_the_whole_library() {
    let config =
        ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() };
    let edits = (
        prop::collection::vec(0usize..12, 8..30),
        [intron(), intron()],
        strand(),
        0.0f64..1.0,
        0usize..8,
        "(|[ACGT]{1,7}|CAG|GCA|AAA|CAGCAG)",
    );
    let compared = Cell::new(0u32);
    // The same cases in every run: more of them are looked at by raising their number.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let result = TestRunner::new_with_rng(config, rng).run(
        &edits,
        |(codons, introns, strand, place, removed, inserted)| {
            let case = case(&codons, introns, strand);
            let span = Interval::new(51, case.genome.len() as u32 - 51);
            let start = span.start + (place * f64::from(span.len())) as u32;
            let reference = &case.genome.as_bytes()[start as usize..start as usize + removed];
            let contig = Contig::from_name(b"1").unwrap();
            let Some(edit) = SequenceEdit::trimmed(contig, start, reference, inserted.as_bytes())
            else {
                return Ok(());
            };
            let ours = Predictor::on(&case.model, &edit).unwrap();
            let named = ours.protein.filter(|change| {
                !matches!(change, ProteinChange::Unknown | ProteinChange::Splice { .. })
            });
            if let (Some(change), Some(theirs)) = (named, oracle(&case, &edit)) {
                compared.set(compared.get() + 1);
                let ours = change.hgvs();
                // Of an unchanged protein the two may name other residues: the statement is one.
                if !(ours.ends_with('=') && theirs.ends_with('=')) {
                    prop_assert_eq!(ours, theirs, "{:?} {}", edit, genomic_name(&edit));
                }
            }
            Ok(())
        },
    );
    assert!(result.is_ok(), "{}", result.unwrap_err());
    assert!(compared.get() > 1_000, "{}", compared.get());
}
