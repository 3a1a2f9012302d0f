//! One event written as sequence, as a symbolic allele and as a breakend gives one answer.

use std::collections::BTreeSet;

use theravar::genome::TranscriptStore;
use theravar::model::assembly::Assembly;
use theravar::model::position::ExonRank;

use super::support::{Row, annotate, records_vcf};

/// A stretch that is lost or repeated, 0-based half-open.
#[derive(Clone, Copy)]
struct Event {
    gene: &'static str,
    tumor: &'static str,
    /// The exons that the ends are counted from.
    first: u32,
    last: u32,
    /// Bases from the outer edges of these exons, in genome order: less than none lies in an intron.
    inside: (i32, i32),
    is_repeat: bool,
}

impl Event {
    /// The contig, and the stretch.
    fn place(self) -> (String, u32, u32) {
        let model = &TranscriptStore::embedded().gene(self.gene, Assembly::GRCh38)[0];
        let exon = |rank| model.exon(ExonRank(rank)).unwrap();
        let (a, b) = (exon(self.first), exon(self.last));
        let (start, end) = (a.start.min(b.start), a.end.max(b.end));
        let at = |edge: u32, bases: i32| edge.checked_add_signed(bases).unwrap();
        (model.contig.to_string(), at(start, self.inside.0), at(end, -self.inside.1))
    }

    /// The records that write it: as a symbol, as either of two breakends, with copies, and as sequence where
    /// bases are known or need not be.
    fn records(self) -> Vec<String> {
        let (contig, start, end) = self.place();
        let bases = TranscriptStore::embedded().reference_bases(
            theravar::model::contig::Contig::from_name(contig.as_bytes()).unwrap(),
            theravar::model::position::Interval::new(start, end),
            Assembly::GRCh38,
        );
        // POS of the base before the stretch, of its first and last, and of the one behind it.
        let (before, first, last, behind) = (start, start + 1, end, end + 1);
        let mut records = Vec::new();
        let mut push = |pos: u32, reference: &str, alternate: String, info: &str| {
            let genotype = if alternate.contains(',') { "0/2" } else { "0/1" };
            records.push(format!(
                "{contig} {pos} x {reference} {alternate} . PASS {info} GT {genotype}"
            ));
        };
        if self.is_repeat {
            push(before, "N", "<DUP:TANDEM>".to_owned(), &format!("SVTYPE=DUP;END={last}"));
            push(before, "N", "<DUP>".to_owned(), &format!("SVTYPE=DUP;SVLEN={}", end - start));
            push(first, "N", format!("]{contig}:{last}]N"), "SVTYPE=BND");
            push(last, "N", format!("N[{contig}:{first}["), "SVTYPE=BND");
            if let Some(bases) = bases {
                let bases = String::from_utf8(bases.to_vec()).unwrap();
                push(last, "N", format!("N{bases}"), ".");
                push(last, "N", bases, &format!("SVTYPE=INS;SVLEN={}", end - start));
            }
        } else {
            push(before, "N", "<DEL>".to_owned(), &format!("SVTYPE=DEL;END={last}"));
            push(before, "N", "<DEL>".to_owned(), &format!("SVTYPE=DEL;SVLEN=-{}", end - start));
            push(before, "N", "<INS>,<DEL>".to_owned(), &format!("SVLEN=9,{}", end - start));
            push(before, "N", format!("N[{contig}:{behind}["), "SVTYPE=BND");
            push(behind, "N", format!("]{contig}:{before}]N"), "SVTYPE=BND");
            let spelled = "N".repeat((end - start) as usize);
            push(before, &format!("N{spelled}"), "N".to_owned(), ".");
            let info = format!("SVTYPE=DEL;SVLEN=-{}", end - start);
            push(first, &spelled, "N".to_owned(), &info);
        }
        records
    }
}

/// What a run says of the gene, in words that do not depend on the notation.
fn answer(rows: &[Row], gene: &str) -> BTreeSet<Vec<String>> {
    let told = ["consequence", "protein_change", "highest_level", "biomarkers"];
    let own = rows.iter().filter(|row| row["gene"] == gene);
    own.map(|row| told.iter().map(|column| row[*column].clone()).collect()).collect()
}

#[test]
fn three_notations_one_answer() {
    let event = |gene, tumor, exons: (u32, u32), inside, is_repeat| Event {
        gene,
        tumor,
        first: exons.0,
        last: exons.1,
        inside,
        is_repeat,
    };
    for (what, event, level) in [
        ("MET exon 14", event("MET", "LUAD", (14, 14), (-60, -60), false), Some("1")),
        ("MET exon 14 acceptor", event("MET", "LUAD", (14, 14), (-100, 80), false), Some("1")),
        ("MET exon 14 donor", event("MET", "LUAD", (14, 14), (100, -120), false), Some("1")),
        ("EGFRvIII", event("EGFR", "GB", (2, 7), (-200, -200), false), Some("3A")),
        ("BRCA1 exon 10", event("BRCA1", "HGSOC", (10, 10), (-70, -70), false), Some("1")),
        ("BRCA1 exon 12 twice", event("BRCA1", "HGSOC", (12, 12), (-70, -70), true), Some("1")),
        (
            "BRCA2 exon 11 frame lost",
            event("BRCA2", "PRAD", (11, 11), (500, 2432), false),
            Some("1"),
        ),
        ("BRCA2 exon 11 in frame", event("BRCA2", "PRAD", (11, 11), (500, 2431), false), Some("1")),
        ("RB1 exons 18-20", event("RB1", "SCLC", (18, 20), (-90, -90), false), None),
        ("CTNNB1 exon 3", event("CTNNB1", "HCC", (3, 3), (-90, -90), false), None),
        ("FLT3-ITD", event("FLT3", "AML", (14, 14), (40, 33), true), Some("1")),
        ("FLT3-ITD over an intron", event("FLT3", "AML", (14, 15), (40, 12), true), Some("1")),
        ("EGFR exon 19", event("EGFR", "LUAD", (19, 19), (35, 49), false), Some("1")),
        ("EGFR KDD", event("EGFR", "LUAD", (18, 25), (-90, -90), true), Some("4")),
    ] {
        let mut first: Option<BTreeSet<Vec<String>>> = None;
        for record in event.records() {
            let shown: String = record.chars().take(120).collect();
            let input = records_vcf(&[&record]);
            let rows = annotate(&input, &["-a", "GRCh38", "-t", event.tumor]);
            let found = answer(&rows, event.gene);
            assert_eq!(found.len(), 1, "{what}: {shown}: {found:?}");
            if let Some(level) = level {
                assert!(found.iter().all(|told| told[2] == level), "{what}: {shown}: {found:?}");
            }
            match &first {
                Some(first) => assert_eq!(&found, first, "{what}: {shown}"),
                None => first = Some(found),
            }
        }
    }
}

#[test]
fn ends_that_are_not_exact_claim_no_residue() {
    for (record, want) in [
        ("chr13 28034105 a N <DUP> . PASS IMPRECISE;SVTYPE=DUP;END=28034135 GT:PR 0/1:20,15", true),
        ("chr7 55174771 a N <DEL> . PASS IMPRECISE;SVTYPE=DEL;END=55174786 GT:PR 0/1:20,15", false),
    ] {
        let rows = annotate(&records_vcf(&[record]), &["-a", "GRCh38"]);
        assert!(rows.iter().all(|row| row["protein_change"].is_empty()), "{record}: {rows:?}");
        assert_eq!(rows.iter().any(|row| row["biomarkers"].contains("FLT3 ITD")), want, "{record}");
    }
}

#[test]
fn an_inversion_of_one_junction_fuses_one_way() {
    for (info, want) in [
        ("CT=5to5", true),
        ("CT=3to3", false),
        ("INV5", true),
        ("INV3", false),
        ("STRANDS=--:9", true),
        ("STRANDS=++:9", false),
        ("SVTYPE=INV", true),
    ] {
        let record = format!("chr10 32025732 a N <INV> . PASS {info};END=43115660 GT:PR 0/1:20,15");
        let rows = annotate(&records_vcf(&[&record]), &["-a", "GRCh38", "-t", "LUAD"]);
        assert_eq!(rows.iter().any(|row| row["gene"] == "KIF5B::RET"), want, "{info}: {rows:?}");
    }
}

#[test]
fn only_depth_joins_nothing() {
    // The ends of a segment in EML4 and ALK, in the places of their fusion.
    let record = |info: &str, format: &str| {
        format!("chr2 29223600 a N <DUP> . PASS {info};END=42295500 {format}")
    };
    for (info, format) in [
        ("SVTYPE=CNV", "GT:CN 0/1:3"),
        ("IMPRECISE;SVTYPE=DUP;FOLD_CHANGE=1.5;PROBES=40", "GT 0/1"),
        ("SVTYPE=DUP;SVCLAIM=D", "GT 0/1"),
    ] {
        let rows = annotate(&records_vcf(&[&record(info, format)]), &["-a", "GRCh38", "--all"]);
        assert!(rows.iter().all(|row| !row["gene"].contains("::")), "{info}: {rows:?}");
    }
}
