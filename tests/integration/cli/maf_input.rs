//! MAF in: rows of each tool's style give what a VCF of the same alleles gives.

use super::maf_output::{maf_rows, several};
use super::support::{Row, annotate, rows, theravar};

/// The cells of `names`, in order of the rows.
fn told(rows: &[Row], names: &[&str]) -> Vec<String> {
    rows.iter()
        .map(|row| names.iter().map(|name| row[*name].as_str()).collect::<Vec<_>>().join(" "))
        .collect()
}

const ROW: [&str; 5] = ["sample", "gene", "protein_change", "highest_level", "flags"];

/// A row as one of an allele that no phase joined.
fn unjoined(mut row: Row) -> Row {
    if row["flags"].contains("haplotype") {
        let of_parts = ["haplotype", "combination"];
        let flags = row["flags"].split(';').filter(|flag| !of_parts.contains(flag));
        let flags = flags.collect::<Vec<_>>().join(";");
        row.insert("flags".to_owned(), flags);
    }
    // Evidence of a pair in cis counts where its phase is known, which MAF does not hold.
    if row["flags"].contains("combination") {
        row.insert("oncogenicity".to_owned(), String::new());
    }
    row
}

#[test]
fn a_maf_that_was_written_is_read_to_the_same_findings() {
    let same = [
        "chrom",
        "gene",
        "hgvs_c",
        "hgvs_p",
        "protein_change",
        "consequence",
        "vaf",
        "alt_depth",
        "depth",
        "oncogenicity",
        "match_type",
        "highest_level",
        "therapies_sensitive",
        "therapies_resistant",
        "evidence",
        "flags",
    ];
    let inputs = [
        several(),
        std::fs::read("examples/tumor.vcf").unwrap(),
        std::fs::read("examples/plasma.vcf").unwrap(),
        std::fs::read("examples/germline.vcf").unwrap(),
    ];
    for input in inputs {
        for args in [&["-t", "LUAD"][..], &[], &["-t", "MEL", "--all"]] {
            let maf = theravar(&[&["annotate", "-", "-f", "maf"], args].concat(), &input);
            assert_eq!(maf.code, 0, "{}", maf.stderr);
            let (of_vcf, of_maf) = (annotate(&input, args), annotate(maf.stdout.as_bytes(), args));
            // What has no sequence has no row; parts of a haplotype are told by its row, which was joined
            // by its phase before.
            let is_row =
                |row: &Row| !row["alt"].contains(['<', '[']) && row["component_of"].is_empty();
            let no_structural: Vec<Row> = of_vcf.into_iter().filter(is_row).map(unjoined).collect();
            assert!(!no_structural.is_empty());
            let of_maf: Vec<Row> = of_maf.into_iter().map(unjoined).collect();
            assert_eq!(told(&of_maf, &same), told(&no_structural, &same));
            // And once more it is the same file, but for its first lines and what is said of them.
            let again =
                theravar(&[&["annotate", "-", "-f", "maf"], args].concat(), maf.stdout.as_bytes());
            let alleles = |text: &str| {
                let names = ["Hugo_Symbol", "Start_Position", "End_Position", "Reference_Allele"];
                told(&maf_rows(text), &[&names[..], &["Tumor_Seq_Allele2", "HGVSp_Short"]].concat())
            };
            assert_eq!(alleles(&again.stdout), alleles(&maf.stdout));
        }
    }
}

const CBIOPORTAL: &str = "Hugo_Symbol\tNCBI_Build\tHGVSp_Short\tVariant_Classification\t\
    Tumor_Sample_Barcode\n\
    BRAF\tGRCh37\tp.V600E\tMissense_Mutation\tS1\n\
    EGFR\tGRCh37\tp.E746_A750del\tIn_Frame_Del\tS1\n\
    MET\tGRCh37\tp.X1010_splice\tSplice_Site\tS1\n\
    OR4F5\tGRCh37\tp.V60E\tMissense_Mutation\tS1\n";

#[test]
fn a_protein_change_alone_is_asked_for_as_explain_asks() {
    let rows = annotate(CBIOPORTAL.as_bytes(), &["-t", "LUAD"]);
    assert_eq!(
        told(&rows, &["gene", "protein_change", "highest_level"]),
        ["BRAF V600E 1", "EGFR E746_A750del 1", "MET X1010_splice 1"]
    );
    for row in &rows {
        assert!(row["flags"].contains("consequence_from_input"), "{row:?}");
        let place = told(std::slice::from_ref(row), &["chrom", "pos", "ref", "alt", "hgvs_c"]);
        assert_eq!(place, ["    "], "no allele is made up");
    }
    let run = theravar(&["explain", "BRAF V600E", "-t", "LUAD", "-f", "json"], b"");
    let explained: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let therapies = explained["variants"][0]["therapies_sensitive"].as_array().unwrap();
    assert_eq!(rows[0]["therapies_sensitive"].split(';').count(), therapies.len());
}

#[test]
fn every_style_names_the_same_change() {
    let vcf2maf = "#version 2.4\nHugo_Symbol\tEntrez_Gene_Id\tNCBI_Build\tChromosome\tStart_Position\t\
        End_Position\tReference_Allele\tTumor_Seq_Allele1\tTumor_Seq_Allele2\tTumor_Sample_Barcode\t\
        HGVSp_Short\tTranscript_ID\n\
        BRAF\t673\tGRCh38\tchr7\t140753336\t140753336\tA\tA\tT\tS\tp.V600E\tENST00000646891\n";
    let funcotator = "#version 2.4\n##\n## Funcotator 4.1\nHugo_Symbol\tNCBI_Build\tChromosome\t\
        Start_Position\tEnd_Position\tReference_Allele\tTumor_Seq_Allele1\tTumor_Seq_Allele2\t\
        Tumor_Sample_Barcode\tProtein_Change\ttumor_f\n\
        BRAF\thg38\tchr7\t140753336\t140753336\tA\tA\tT\tS\tp.V600E\t0.31\n";
    let oncokb = "NCBI_Build\tHugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode\tHGVSp_Short\t\
        HGVSp\tHGVSg\tChromosome\tStart_Position\tEnd_Position\tReference_Allele\tTumor_Seq_Allele1\t\
        Tumor_Seq_Allele2\n\
        GRCh38\tBRAF\tMissense_Mutation\tS\tp.V600E\tVal600Glu\t\t\t\t\t\t\t\n";
    let by_place = "NCBI_Build\tHugo_Symbol\tTumor_Sample_Barcode\tHGVSg\n\
        GRCh38\tBRAF\tS\t7:g.140753336A>T\n";
    let alteration = "SAMPLE_ID\tGENE\tALTERATION\tREFERENCE_GENOME\nS\tBRAF\tV600E\tGRCh38\n";
    for text in [vcf2maf, funcotator, oncokb, by_place, alteration] {
        let rows = annotate(text.as_bytes(), &["-t", "MEL"]);
        let names = ["sample", "gene", "protein_change", "highest_level"];
        assert_eq!(told(&rows, &names), ["S BRAF V600E 1"], "{text}");
    }
}

#[test]
fn each_sample_is_judged_alone_and_by_its_own_type() {
    // ERBB2 negative or a second change of another patient must never count.
    let text = "Hugo_Symbol\tHGVSp_Short\tTumor_Sample_Barcode\tONCOTREE_CODE\n\
        BRAF\tV600E\tS1\tCOAD\n\
        KRAS\tG12C\tS2\tLUAD\n\
        EGFR\tL858R\tS3\tLUAD\n\
        EGFR\tT790M\tS4\tLUAD\n";
    let run = theravar(&["annotate", "-"], text.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let together = rows(&run.stdout);
    let samples = told(&together, &["sample", "gene"]);
    assert_eq!(samples, ["S1 BRAF", "S2 KRAS", "S3 EGFR", "S4 EGFR"]);
    assert!(run.stdout.contains("## sample: 4 samples by Tumor_Sample_Barcode\n"));
    assert!(run.stdout.contains("## tumor_type: several (by sample)\n"));
    assert!(run.stderr.contains("4 rows, 4 findings in 4 samples"), "{}", run.stderr);
    for (index, sample) in ["S1", "S2", "S3", "S4"].iter().enumerate() {
        let alone = annotate(text.as_bytes(), &["--sample", sample]);
        assert_eq!(alone, together[index..=index], "{sample}");
    }
    // In one patient the changes of EGFR meet each other.
    let one = text.replace("S4", "S3");
    let met = annotate(one.as_bytes(), &["--sample", "S3"]);
    assert_ne!(told(&met[..1], &ROW), told(&together[2..3], &ROW));
    // --tumor-type is for all.
    let stated = annotate(text.as_bytes(), &["-t", "MEL"]);
    assert_eq!(stated[0]["highest_level"], "1");
    assert_ne!(together[0]["therapies_sensitive"], stated[0]["therapies_sensitive"]);
}

#[test]
fn what_is_of_one_sample_asks_for_one() {
    let text = "Hugo_Symbol\tHGVSp_Short\tTumor_Sample_Barcode\nBRAF\tV600E\tA\nKRAS\tG12C\tB\n";
    for args in [&["-f", "json"][..], &["--fact", "HER2=positive"], &["-f", "summary"]] {
        let run = theravar(&[&["annotate", "-"], args].concat(), text.as_bytes());
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.stderr.contains("2 (A, B): choose one with --sample NAME"), "{}", run.stderr);
        let one = [&["annotate", "-", "--sample", "A"], args].concat();
        assert_eq!(theravar(&one, text.as_bytes()).code, 0, "{args:?}");
    }
    let run = theravar(&["annotate", "-", "--sample", "C"], text.as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
}

#[test]
fn mixed_assemblies_and_malformed_rows_are_refused() {
    let mixed = CBIOPORTAL.replacen("EGFR\tGRCh37", "EGFR\thg38", 1);
    let run = theravar(&["annotate", "-"], mixed.as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (3, ""));
    assert!(run.stderr.contains("-:3: NCBI_Build: GRCh38, and line 2 is of GRCh37"));
    let other = theravar(&["annotate", "-", "-a", "GRCh38"], CBIOPORTAL.as_bytes());
    assert_eq!(other.code, 3, "{}", other.stderr);
    let bad = format!("{CBIOPORTAL}TP53\tGRCh37\t\tMissense_Mutation\tS1\n");
    let run = theravar(&["annotate", "-"], bad.as_bytes());
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("HGVSp_Short: neither an allele nor a protein change"));
    assert!(run.stderr.contains("line 6"), "{}", run.stderr);
    let run = theravar(&["annotate", "-", "--strict"], bad.as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (3, ""));
    assert!(run.stderr.contains("-:6: HGVSp_Short: "), "{}", run.stderr);
}

/// The file's own name of the change is compared; lines are those of the MAF.
#[test]
fn another_name_of_the_change_is_flagged() {
    let text = |name: &str| {
        format!(
            "# a comment\n#another\nHugo_Symbol\tNCBI_Build\tChromosome\tStart_Position\t\
             Reference_Allele\tTumor_Seq_Allele2\tHGVSp_Short\tMutation_Status\tt_alt_count\tt_depth\n\
             BRAF\tGRCh38\t7\t140753336\tA\tT\t{name}\tGermline\t40\t100\n"
        )
    };
    let run = |name: &str| {
        let run = theravar(&["annotate", "-", "-f", "json"], text(name).as_bytes());
        let value: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        value["variants"][0].clone()
    };
    let (same, other) = (run("p.V600E"), run("p.V640E"));
    let has = |variant: &serde_json::Value, flag: &str| {
        variant["flags"].as_array().unwrap().iter().any(|value| value == flag)
    };
    assert!(!has(&same, "consequence_disagrees") && has(&other, "consequence_disagrees"));
    assert_eq!(other["protein_change"], "V600E");
    assert_eq!(other["line"], 4);
    assert_eq!(other["origin"]["by"], "Mutation_Status");
}

#[test]
fn absent_and_filtered_rows_are_as_those_of_a_vcf() {
    let text = "Hugo_Symbol\tNCBI_Build\tHGVSp_Short\tt_alt_count\tt_depth\tFILTER\n\
        BRAF\tGRCh38\tV600E\t0\t100\tPASS\n\
        KRAS\tGRCh38\tG12C\t4\t100\tpanel_of_normals\n\
        EGFR\tGRCh38\tL858R\t4\t100\tPASS\n";
    let rows = annotate(text.as_bytes(), &[]);
    assert_eq!(told(&rows, &["gene", "vaf"]), ["EGFR 0.04"]);
    let rows = annotate(text.as_bytes(), &["--include-filtered"]);
    assert_eq!(told(&rows, &["gene"]), ["KRAS", "EGFR"]);
    let run = theravar(&["annotate", "-"], text.as_bytes());
    assert!(run.stderr.contains("left out because of FILTER"), "{}", run.stderr);
    assert!(annotate(text.as_bytes(), &["--min-vaf", "0.1"]).is_empty());
}

#[test]
fn a_packed_maf_is_read_and_none_is_written_back_as_vcf() {
    use std::io::Write as _;
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(CBIOPORTAL.as_bytes()).unwrap();
    let packed = writer.finish().unwrap();
    assert_eq!(annotate(&packed, &[]), annotate(CBIOPORTAL.as_bytes(), &[]));
    let run = theravar(&["annotate", "-", "-f", "vcf"], CBIOPORTAL.as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (3, ""));
}

/// Several outputs of one pass are those of a run each, of one sample and of two.
#[test]
fn several_outputs_are_those_of_a_run_each() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let one = theravar(&["annotate", "-", "-f", "maf", "-t", "LUAD"], &several());
    let head = "Hugo_Symbol\tHGVSp_Short\tTumor_Sample_Barcode\n";
    let two = format!("{head}EGFR\tp.L858R\tA\nEGFR\tp.T790M\tA\nBRAF\tp.V600E\tB\n");
    let of_two = ["out.tsv", "out.maf"];
    let of_one = ["out.tsv", "out.maf", "out.json", "out.html"];
    for (input, names) in [(one.stdout, &of_one[..]), (two, &of_two)] {
        let usual = ["annotate", "-", "-t", "LUAD", "-q", "--no-provenance"];
        let outputs: Vec<String> =
            names.iter().flat_map(|name| ["-o".to_owned(), path(name)]).collect();
        let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
        let run = theravar(&[&usual[..], &outputs].concat(), input.as_bytes());
        assert_eq!(run.code, 0, "{}", run.stderr);
        for name in names {
            let together = std::fs::read(path(name)).unwrap();
            let alone = path(&format!("alone_{name}"));
            let run = theravar(&[&usual[..], &["-o", &alone]].concat(), input.as_bytes());
            assert_eq!(run.code, 0, "{}", run.stderr);
            assert!(together.len() > 100 && together == std::fs::read(alone).unwrap(), "{name}");
        }
    }
}
