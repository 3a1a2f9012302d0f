//! MAF out: the columns of GDC, the rules of vcf2maf, one row an allele.

use super::support::{Row, annotate, records_vcf, theravar};

/// The rows of a MAF by column.
pub(super) fn maf_rows(text: &str) -> Vec<Row> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), header.len(), "ragged row: {line}");
        header.iter().zip(cells).map(|(k, v)| ((*k).to_owned(), v.to_owned())).collect()
    };
    lines.map(row).collect()
}

/// BRAF V600E, EGFR exon 19 deletion and exon 20 insertion, TERT promoter, a splice site and a synonymous
/// change, on GRCh38.
pub(super) fn several() -> Vec<u8> {
    records_vcf(&[
        "chr5 1295113 . G A . PASS . GT:AD:DP 0/1:60,21:81",
        "chr7 55019283 . A G . PASS . GT:AD:DP 0/1:250,240:490",
        "chr7 55174771 . AGGAATTAAGAGAAGC A . PASS . GT:AD:DP 0/1:60,40:100",
        "chr7 55181319 . C CTGG . PASS . GT:AD:DP 0/1:60,40:100",
        "chr7 116771990 . G T . PASS . GT:AD:DP 0/1:60,40:100",
        "chr7 140753336 . A T . PASS . GT:AD:DP 0/1:405,171:576",
    ])
}

fn cells<'r>(row: &'r Row, names: &[&str]) -> Vec<&'r str> {
    names.iter().map(|name| row[*name].as_str()).collect()
}

#[test]
fn rows_are_spelled_as_vcf2maf_spells_them() {
    let run = theravar(&["annotate", "-", "-f", "maf", "-t", "LUAD"], &several());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("#version gdc-1.0.0\n## theravar: "));
    let rows = maf_rows(&run.stdout);
    let told: Vec<String> = rows
        .iter()
        .map(|row| {
            let names = [
                "Hugo_Symbol",
                "Start_Position",
                "End_Position",
                "Variant_Classification",
                "Variant_Type",
                "Reference_Allele",
                "Tumor_Seq_Allele2",
                "HGVSp_Short",
            ];
            cells(row, &names).join(" ")
        })
        .collect();
    assert_eq!(
        told,
        [
            "TERT 1295113 1295113 5'Flank SNP G A ",
            "EGFR 55174772 55174786 In_Frame_Del DEL GGAATTAAGAGAAGC - p.E746_A750del",
            "EGFR 55181319 55181320 In_Frame_Ins INS - TGG p.D770_N771insW",
            "MET 116771990 116771990 Splice_Site SNP G T p.X1010_splice",
            "BRAF 140753336 140753336 Missense_Mutation SNP A T p.V600E",
        ]
    );
    let braf = rows.last().unwrap();
    let reads = cells(braf, &["t_depth", "t_ref_count", "t_alt_count", "n_depth"]);
    assert_eq!(reads, ["576", "405", "171", ""]);
    assert_eq!(
        cells(braf, &["NCBI_Build", "Tumor_Sample_Barcode", "Exon_Number", "cbp_driver_tiers"]),
        ["GRCh38", "T", "15/18", "Level 1"]
    );
    assert_eq!(braf["cbp_driver"], "Putative_Driver");
    assert!(rows.iter().all(|row| row["cbp_driver_annotation"].len() <= 80));
    assert!(rows.iter().all(|row| row["cbp_driver_tiers_annotation"].len() <= 80));
}

#[test]
fn all_alleles_have_one_row_and_levels_are_those_of_the_tsv() {
    let run = theravar(&["annotate", "-", "-f", "maf", "-t", "LUAD", "--all"], &several());
    let rows = maf_rows(&run.stdout);
    let starts: Vec<&str> = rows.iter().map(|row| row["Start_Position"].as_str()).collect();
    assert_eq!(starts, ["1295113", "55019283", "55174772", "55181319", "116771990", "140753336"]);
    assert_eq!(rows[1]["HGVSp_Short"], "p.R2R");
    assert_eq!(rows[1]["Variant_Classification"], "Silent");
    assert_eq!((rows[1]["NCBI_Build"].as_str(), rows[1]["cbp_driver"].as_str()), ("GRCh38", ""));
    for row in annotate(&several(), &["-t", "LUAD"]) {
        let of_maf = rows.iter().find(|maf| maf["HGVSc"] == row["hgvs_c"]).unwrap();
        for column in ["highest_level", "therapies_sensitive", "evidence", "flags", "oncogenicity"]
        {
            assert_eq!(of_maf[&format!("theravar_{column}")], row[column]);
        }
    }
}

#[test]
fn a_haplotype_is_one_row_and_its_parts_are_none() {
    // BRAF V600K by two bases of one codon, phased.
    let input = records_vcf(&[
        "chr7 140753336 . A T . PASS . GT:AD:DP:PS 0|1:60,40:100:1",
        "chr7 140753337 . C T . PASS . GT:AD:DP:PS 0|1:60,40:100:1",
    ]);
    let run = theravar(&["annotate", "-", "-f", "maf", "-a", "GRCh38"], &input);
    let rows = maf_rows(&run.stdout);
    assert_eq!(rows.len(), 1, "{}", run.stdout);
    assert_eq!(
        cells(&rows[0], &["Variant_Type", "Reference_Allele", "Tumor_Seq_Allele2"]),
        ["DNP", "AC", "TT"]
    );
}

#[test]
fn changes_without_a_sequence_are_counted_in_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cna.tsv");
    std::fs::write(&path, "gene\tcall\nERBB2\tAmplification\nMET\tAmplification\n").unwrap();
    let cna = path.to_str().unwrap();
    let args = ["annotate", "-", "-f", "maf", "--cna", cna];
    let run = theravar(&args, &several());
    assert!(!run.stdout.contains("\nERBB2\t"));
    assert!(run.stderr.contains("2 findings are changes of copies"), "{}", run.stderr);
    let silent = theravar(&args[..4], &several());
    assert!(!silent.stderr.contains("MAF has"), "{}", silent.stderr);
}

#[test]
fn the_name_of_the_output_asks_for_maf() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.maf");
    let args = ["annotate", "-", "-o", path.to_str().unwrap(), "--no-provenance"];
    assert_eq!(theravar(&args, &several()).code, 0);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("#version gdc-1.0.0\nHugo_Symbol\tEntrez_Gene_Id\t"));
    let run = theravar(&["annotate", "-", "-f", "maf", "--layout", "evidence"], &several());
    assert_eq!(run.code, 2);
}
