//! Several records of one haplotype, read together; and what is not known to be one.

use super::support::{Row, annotate};

/// A VCF of `(chrom, pos, ref, alt, FORMAT, sample)` records.
fn vcf(records: &[(&str, u32, &str, &str, &str, &str)]) -> Vec<u8> {
    let mut text = "##fileformat=VCFv4.2\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n"
        .to_owned();
    for (chrom, pos, reference, alternate, format, sample) in records {
        text.push_str(&format!(
            "{chrom}\t{pos}\t.\t{reference}\t{alternate}\t.\tPASS\t.\t{format}\t{sample}\n"
        ));
    }
    text.into_bytes()
}

fn rows(assembly: &str, records: &[(&str, u32, &str, &str, &str, &str)]) -> Vec<Row> {
    annotate(&vcf(records), &["-a", assembly, "-t", "MEL"])
}

fn named<'r>(rows: &'r [Row], change: &str) -> &'r Row {
    rows.iter().find(|row| row["protein_change"] == change).unwrap_or_else(|| {
        let seen: Vec<_> = rows.iter().map(|row| &row["protein_change"]).collect();
        panic!("{change} is not among {seen:?}")
    })
}

/// The two bases of BRAF codon 600 that make V600K, on both assemblies.
const V600K: [(&str, u32, u32); 2] =
    [("GRCh37", 140_453_136, 140_453_137), ("GRCh38", 140_753_336, 140_753_337)];

#[test]
fn phased_parts_of_v600k_are_v600k() {
    for (format, a, b) in [
        ("GT:PS:AD", "0|1:9:60,40", "0|1:9:62,38"),
        ("GT:PGT:PID:AD", "0/1:0|1:140453136_A_T:60,40", "0/1:0|1:140453136_A_T:62,38"),
        ("GT:AD", "1|0:60,40", "1|0:62,38"),
        ("GT:AD:LPS", "0/1:60,40:7", "0/1:62,38:7"),
    ] {
        for (assembly, first, second) in V600K {
            let rows = rows(
                assembly,
                &[("7", first, "A", "T", format, a), ("7", second, "C", "T", format, b)],
            );
            let merged = named(&rows, "V600K");
            assert_eq!((merged["ref"].as_str(), merged["alt"].as_str()), ("AC", "TT"), "{format}");
            assert_eq!(merged["pos"], first.to_string());
            assert!(merged["flags"].contains("haplotype"), "{merged:?}");
            assert_eq!(merged["highest_level"], "1", "{format} {assembly}: {merged:?}");
            assert_eq!(merged["vaf"], "0.38", "the least of the parts");
            let part = named(&rows, "V600E");
            assert_eq!(part["component_of"], format!("7:{first}:AC>TT"));
            assert_eq!(part["highest_level"], "", "the tumour does not make V600E");
        }
    }
}

#[test]
fn the_order_of_the_records_makes_no_difference() {
    let first = ("7", 140_753_336, "A", "T", "GT:PS:AD", "0|1:9:60,40");
    let second = ("7", 140_753_337, "C", "T", "GT:PS:AD", "0|1:9:62,38");
    let between = ("12", 25_245_350, "C", "T", "GT:AD", "0/1:60,40");
    let changes = |records: &[(&str, u32, &str, &str, &str, &str)]| {
        let rows = rows("GRCh38", records);
        let mut seen: Vec<_> = rows
            .iter()
            .map(|row| (row["protein_change"].clone(), row["highest_level"].clone()))
            .collect();
        seen.sort();
        seen
    };
    let sorted = changes(&[first, second, between]);
    assert!(sorted.contains(&("V600K".to_owned(), "1".to_owned())), "{sorted:?}");
    assert_eq!(changes(&[second, first, between]), sorted);
    assert_eq!(changes(&[second, between, first]), sorted);
}

#[test]
fn many_alleles_before_a_haplotype_do_not_cut_it() {
    let bases = ["A", "C", "G", "T"];
    let reference = [
        (140_753_315, "G"),
        (140_753_316, "A"),
        (140_753_317, "C"),
        (140_753_333, "T"),
        (140_753_334, "T"),
        (140_753_335, "C"),
    ];
    let other = |&(pos, base): &(u32, &'static str)| {
        let alternates = bases.into_iter().filter(move |&alternate| alternate != base);
        alternates.map(move |alternate| ("7", pos, base, alternate, "GT:PS:AD", "1|0:1:97,3"))
    };
    // Each allele of each place, in several lengths, is more than any window of few parts holds.
    let mut records: Vec<_> = reference.iter().flat_map(other).collect();
    let insertions: Vec<String> = (1..80).map(|n| format!("C{}", "GAT".repeat(n))).collect();
    records.extend(
        insertions.iter().map(|to| ("7", 140_753_335, "C", to.as_str(), "GT:AD", "0/1:99,1")),
    );
    records.push(("7", 140_753_336, "A", "T", "GT:PS:AD", "0|1:1:50,50"));
    records.push(("7", 140_753_337, "C", "T", "GT:PS:AD", "0|1:1:50,50"));
    let rows = rows("GRCh38", &records);
    assert_eq!(named(&rows, "V600K")["highest_level"], "1");
}

#[test]
fn unphased_parts_of_v600k_are_both_readings() {
    let (format, sample) = ("GT:AD", "0/1:60,40");
    for (assembly, first, second) in V600K {
        let rows = rows(
            assembly,
            &[("7", first, "A", "T", format, sample), ("7", second, "C", "T", format, sample)],
        );
        for change in ["V600E", "V600M", "V600K"] {
            assert!(named(&rows, change)["flags"].contains("adjacent_unphased"), "{change}");
        }
        assert_eq!(named(&rows, "V600E")["highest_level"], "1");
        assert_eq!(named(&rows, "V600K")["highest_level"], "", "a possibility has no level");
    }
}

#[test]
fn what_is_in_trans_or_in_other_cells_is_not_read_together() {
    let sites = |a, b| {
        rows(
            "GRCh37",
            &[
                ("7", 140_453_136, "A", "T", "GT:PS:AD", a),
                ("7", 140_453_137, "C", "T", "GT:PS:AD", b),
            ],
        )
    };
    for (a, b) in [("0|1:9:60,40", "1|0:9:60,40"), ("0/1:.:60,40", "0/1:.:98,2")] {
        let rows = sites(a, b);
        assert!(rows.iter().all(|row| row["protein_change"] != "V600K"), "{a} {b}");
        assert!(rows.iter().all(|row| !row["flags"].contains("adjacent_unphased")), "{a} {b}");
        assert_eq!(named(&rows, "V600E")["highest_level"], "1");
    }
}

#[test]
fn a_deletion_and_a_substitution_make_an_exon_19_deletion() {
    for (assembly, deletion, substitution) in
        [("GRCh37", 55_242_465, 55_242_478), ("GRCh38", 55_174_772, 55_174_785)]
    {
        let rows = annotate(
            &vcf(&[
                ("7", deletion, "GGAATTAAGA", "G", "GT:PS:AD", "0|1:5:70,30"),
                ("7", substitution, "G", "C", "GT:PS:AD", "0|1:5:70,30"),
            ]),
            &["-a", assembly, "-t", "LUAD"],
        );
        let merged = named(&rows, "L747_A750delinsP");
        assert!(merged["biomarkers"].contains("EGFR Exon 19 Deletion"), "{merged:?}");
        assert_eq!(merged["highest_sensitive_level"], "1");
        assert!(rows.iter().any(|row| !row["component_of"].is_empty()), "{rows:?}");
    }
}

#[test]
fn threads_agree_on_haplotypes() {
    let mut records = Vec::new();
    for _ in 0..300 {
        records.push(("7", 140_453_136, "A", "T", "GT:PS:AD", "0|1:9:60,40"));
        records.push(("7", 140_453_137, "C", "T", "GT:PS:AD", "0|1:9:60,40"));
        records.push(("8", 1_000, "C", "T", "GT:PS:AD", "0/1:.:60,40"));
    }
    let input = vcf(&records);
    let with = |threads| {
        super::support::theravar(
            &["annotate", "-", "-a", "GRCh37", "--no-provenance", "-@", threads],
            &input,
        )
        .stdout
    };
    let one = with("1");
    assert_eq!(one.matches("V600K").count(), with("2").matches("V600K").count());
    assert_eq!(one, with("2"));
}

/// EGFR T790M and C797S (c.2389T>A) with the given samples; the same on both assemblies.
fn egfr(format: &str, t790m: &str, c797s: &str) -> Vec<Row> {
    let rows = |assembly, first, second| {
        let input =
            vcf(&[("7", first, "C", "T", format, t790m), ("7", second, "T", "A", format, c797s)]);
        annotate(&input, &["-a", assembly, "-t", "LUAD", "--layout", "evidence"])
    };
    let (old, new) =
        (rows("GRCh37", 55_249_071, 55_249_091), rows("GRCh38", 55_181_378, 55_181_398));
    let named = |rows: &[Row]| -> Vec<_> {
        rows.iter().map(|row| (row["profile"].clone(), row["level"].clone())).collect()
    };
    assert_eq!(named(&old), named(&new));
    old
}

#[test]
fn t790m_and_c797s_in_cis_in_trans_and_unknown() {
    let has = |rows: &[Row], profile: &str| {
        rows.iter().find(|row| row["profile"] == profile).map(|row| row["flags"].clone())
    };
    let (cis, trans) = ("EGFR T790M AND EGFR C797S in cis", "EGFR T790M AND EGFR C797S in trans");
    let rows = egfr("GT:PS:AD", "0|1:9:60,40", "0|1:9:60,40");
    assert!(has(&rows, cis).is_some() && has(&rows, trans).is_none());
    let rows = egfr("GT:PS:AD", "0|1:9:60,40", "1|0:9:60,40");
    assert!(has(&rows, cis).is_none() && has(&rows, trans).is_some());
    let sensitive = rows.iter().find(|row| row["profile"] == trans).unwrap();
    assert_eq!(sensitive["level"], "4", "{sensitive:?}");
    assert_eq!(sensitive["citation_id"], "unverified");
    let rows = egfr("GT:AD", "0/1:60,40", "0/1:60,40");
    assert!(has(&rows, cis).is_some() && has(&rows, trans).is_some(), "both are possible");
    for row in rows.iter().filter(|row| row["profile"].ends_with("trans")) {
        assert_eq!(row["level"], "", "an unknown phase gives no level");
    }
}
