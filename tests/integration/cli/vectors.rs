//! The vectors every release must pass: one record in, one named change out.

use super::support::{Row, annotate, vcf};

fn only(assembly: &str, record: (&str, u32, &str, &str)) -> Row {
    let rows = annotate(&vcf(assembly, &[record]), &["--all"]);
    assert_eq!(rows.len(), 1, "{record:?}: {rows:?}");
    rows.into_iter().next().unwrap()
}

#[test]
fn named_changes() {
    for (assembly, record, gene, column, want) in [
        (
            "GRCh37",
            ("7", 55_242_467, "AATTAAGAGAAGCAACATCT", "AGCAA"),
            "EGFR",
            "hgvs_p",
            "p.Leu747_Ser752delinsGln",
        ),
        (
            "GRCh37",
            ("7", 55_242_468, "ATTAAGAGAAGCAACATCT", "GCAA"),
            "EGFR",
            "hgvs_p",
            "p.Leu747_Ser752delinsGln",
        ),
        ("GRCh37", ("7", 140_453_136, "A", "T"), "BRAF", "protein_change", "V600E"),
        ("GRCh37", ("7", 140_453_137, "C", "T"), "BRAF", "protein_change", "V600M"),
        ("GRCh37", ("7", 140_453_136, "AC", "TT"), "BRAF", "protein_change", "V600K"),
        ("GRCh37", ("5", 1_295_228, "G", "A"), "TERT", "hgvs_c", "c.-124C>T"),
        ("GRCh37", ("5", 1_295_250, "G", "A"), "TERT", "hgvs_c", "c.-146C>T"),
        ("GRCh38", ("5", 1_295_113, "G", "A"), "TERT", "hgvs_c", "c.-124C>T"),
        ("GRCh38", ("5", 1_295_135, "G", "A"), "TERT", "hgvs_c", "c.-146C>T"),
        (
            "GRCh37",
            ("4", 55_593_579, "CAGAAACCCATGTATGAAGTACAGTGGA", "C"),
            "KIT",
            "protein_change",
            "K550_K558del",
        ),
        (
            "GRCh38",
            ("4", 54_727_413, "CAGAAACCCATGTATGAAGTACAGTGGA", "C"),
            "KIT",
            "protein_change",
            "K550_K558del",
        ),
        (
            "GRCh38",
            ("7", 55_174_774, "AATTAAGAGAAGCAACATCT", "AGCAA"),
            "EGFR",
            "protein_change",
            "L747_S752delinsQ",
        ),
        (
            "GRCh38",
            ("7", 55_174_775, "ATTAAGAGAAGCAACATCT", "GCAA"),
            "EGFR",
            "protein_change",
            "L747_S752delinsQ",
        ),
        ("GRCh38", ("7", 140_753_336, "A", "T"), "BRAF", "protein_change", "V600E"),
        ("GRCh38", ("7", 140_753_337, "C", "T"), "BRAF", "protein_change", "V600M"),
        ("GRCh38", ("7", 140_753_336, "AC", "TT"), "BRAF", "protein_change", "V600K"),
        ("GRCh37", ("1", 45_797_228, "C", "T"), "MUTYH", "protein_change", "G368D"),
        ("GRCh38", ("1", 45_331_556, "C", "T"), "MUTYH", "protein_change", "G368D"),
        ("GRCh37", ("12", 25_398_285, "C", "A"), "KRAS", "protein_change", "G12C"),
        ("GRCh38", ("12", 25_245_351, "C", "A"), "KRAS", "protein_change", "G12C"),
    ] {
        let row = only(assembly, record);
        assert_eq!((row["gene"].as_str(), row[column].as_str()), (gene, want), "{record:?}");
    }
}

#[test]
fn kit_deletion_across_the_acceptor_is_in_exon_11() {
    let row = only("GRCh37", ("4", 55_593_579, "CAGAAACCCATGTATGAAGTACAGTGGA", "C"));
    assert_eq!(row["exon"], "11 of 21");
    assert!(row["biomarkers"].contains("KIT K550_K558del"), "{row:?}");
    assert!(row["biomarkers"].contains("KIT Exon 11 Mutation"), "{row:?}");
}

#[test]
fn egfr_insertion_from_the_intron_side_is_an_exon_20_insertion() {
    for (assembly, pos) in [("GRCh37", 55_248_980), ("GRCh38", 55_181_287)] {
        let row = only(assembly, ("7", pos, "C", "CTCCAGGAAGCCT"));
        assert_eq!((row["gene"].as_str(), row["exon"].as_str()), ("EGFR", "20 of 28"));
        assert!(row["biomarkers"].contains("EGFR Exon 20 Insertion"), "{row:?}");
    }
}

/// ERBB2 exon 20 around 17:37880981 (GRCh37): the twelve bases that the common duplication repeats
/// can be inserted at any of thirteen places, each time rotated; all are p.Y772_A775dup.
#[test]
fn erbb2_duplication_at_every_rotation() {
    // Plus-strand bases 37880981..37881000 hold the repeat unit GCATACGTGATG after the A.
    let unit = b"GCATACGTGATG";
    let context = b"AGCATACGTGATGGC";
    for (shift, &anchor) in context.iter().enumerate().take(13) {
        let mut rotated = unit.to_vec();
        rotated.rotate_left(shift);
        let alternate: Vec<u8> = std::iter::once(anchor).chain(rotated).collect();
        let (reference, alternate) =
            (char::from(anchor).to_string(), String::from_utf8(alternate).unwrap());
        for (assembly, first) in [("GRCh37", 37_880_981), ("GRCh38", 39_724_728)] {
            let row = only(assembly, ("17", first + shift as u32, &reference, &alternate));
            assert_eq!(row["protein_change"], "Y772_A775dup", "shift {shift}");
            assert!(row["biomarkers"].contains("ERBB2 Y772_A775"), "shift {shift}: {row:?}");
        }
    }
}

#[test]
fn flt3_internal_tandem_duplication() {
    let inserted = "CGAGGGAAACTCCCATTTGAGATCATATTCA";
    for (assembly, pos) in [("GRCh37", 28_608_266), ("GRCh38", 28_034_129)] {
        let row = only(assembly, ("13", pos, "C", inserted));
        assert_eq!(row["gene"], "FLT3");
        assert!(row["biomarkers"].contains("FLT3 ITD"), "{row:?}");
    }
}

#[test]
fn kras_g12c_is_one_finding_on_both_assemblies() {
    // An identifier is of an allele of one sequence.
    let strip = |mut row: Row| {
        row.remove("pos");
        row.remove("vrs_id");
        row
    };
    let old = annotate(&vcf("GRCh37", &[("12", 25_398_285, "C", "A")]), &["-t", "NSCLC"]);
    let new = annotate(&vcf("GRCh38", &[("12", 25_245_351, "C", "A")]), &["-t", "NSCLC"]);
    assert_eq!(old.len(), 1);
    assert_eq!(
        old.into_iter().map(strip).collect::<Vec<_>>(),
        new.into_iter().map(strip).collect::<Vec<_>>()
    );
}

#[test]
fn both_proteins_of_cdkn2a_are_reported() {
    for (assembly, pos) in [("GRCh37", 21_971_120), ("GRCh38", 21_971_121)] {
        let rows = annotate(&vcf(assembly, &[("9", pos, "G", "A")]), &["-t", "MEL"]);
        let told: Vec<_> =
            rows.iter().map(|row| (&*row["transcript"], &*row["protein_change"])).collect();
        assert_eq!(told, [("NM_000077.5", "R80*"), ("NM_058195.4", "P94L")], "{assembly}");
    }
}

#[test]
fn the_last_base_of_an_exon_is_a_predicted_splice_change() {
    // TP53 c.672G>A, p.E224=: silent, and a finding because of its place. c.671 is not.
    for (assembly, pos) in [("GRCh37", 7_578_177), ("GRCh38", 7_674_859)] {
        let found = annotate(&vcf(assembly, &[("17", pos, "C", "T")]), &["-t", "BRCA"]);
        assert_eq!(found.len(), 1, "{assembly}");
        assert_eq!(found[0]["hgvs_c"], "c.672G>A");
        assert!(found[0]["flags"].contains("predicted_splice"), "{:?}", found[0]);
        assert_eq!(found[0]["highest_level"], "");
        let next = annotate(&vcf(assembly, &[("17", pos + 1, "T", "C")]), &["-t", "BRCA"]);
        assert!(next.iter().all(|row| !row["flags"].contains("predicted_splice")), "{next:?}");
    }
}
