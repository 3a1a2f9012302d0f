//! Fusions, copy number, repeated and lost exons from VCF.

use theravar::genome::TranscriptStore;
use theravar::model::assembly::Assembly;
use theravar::model::position::ExonRank;

use crate::shared::shared;

use super::support::{Row, annotate, records_vcf as vcf, rows as parse, theravar};

fn rows(assembly: &str, tumor: &str, records: &[&str]) -> Vec<Row> {
    annotate(&vcf(records), &["-a", assembly, "-t", tumor])
}

fn of<'r>(rows: &'r [Row], gene: &str) -> &'r Row {
    rows.iter().find(|row| row["gene"] == gene).unwrap_or_else(|| {
        panic!("{gene} is not among {:?}", rows.iter().map(|r| &r["gene"]).collect::<Vec<_>>())
    })
}

#[test]
fn fusions_and_their_therapies() {
    for (assembly, records, gene, drug) in [
        (
            "GRCh38",
            ["4 25676702 a N N]6:117329446] . PASS SVTYPE=BND GT:PR 0/1:20,10"],
            "SLC34A2::ROS1",
            "Crizotinib",
        ),
        (
            "GRCh37",
            ["4 25678324 a N N]6:117650609] . PASS SVTYPE=BND GT:PR 0/1:20,10"],
            "SLC34A2::ROS1",
            "Crizotinib",
        ),
        (
            "GRCh37",
            ["10 43599731 a N [CHR10:61599286[N . PASS SVTYPE=BND GT:PR 0/1:20,10"],
            "CCDC6::RET",
            "Selpercatinib",
        ),
        // EML4 intron 13, ALK intron 19: variant 1.
        (
            "GRCh38",
            ["2 42295500 a N N]2:29223600] . PASS SVTYPE=BND GT:PR 0/1:20,10"],
            "EML4::ALK",
            "Alectinib",
        ),
        (
            "GRCh37",
            ["2 42522640 a N N]2:29446466] . PASS SVTYPE=BND GT:PR 0/1:20,10"],
            "EML4::ALK",
            "Alectinib",
        ),
        (
            "GRCh37",
            ["2 29446466 a N <INV> . PASS SVTYPE=INV;END=42522640 GT:PR 0/1:20,10"],
            "EML4::ALK",
            "Alectinib",
        ),
    ] {
        let rows = rows(assembly, "LUAD", &records);
        let row = of(&rows, gene);
        assert_eq!(row["match_type"], "fusion", "{gene}");
        assert_eq!(row["consequence"], "gene_fusion");
        assert_eq!(row["highest_sensitive_level"], "1", "{gene} {row:?}");
        assert!(row["therapies_sensitive"].contains(drug), "{gene} {row:?}");
    }
}

#[test]
fn a_fusion_the_wrong_way_round_is_none() {
    let rows = rows(
        "GRCh38",
        "LUAD",
        &["4 25676702 a N N[6:117329446[ . PASS SVTYPE=BND GT:PR 0/1:20,10"],
    );
    assert!(rows.iter().all(|row| !row["gene"].contains("::")), "{rows:?}");
}

#[test]
fn two_records_of_one_junction_are_one_finding() {
    let found = rows(
        "GRCh38",
        "LUAD",
        &[
            "4 25676702 a N N]6:117329446] . PASS SVTYPE=BND;MATEID=b GT:PR 0/1:20,10",
            "6 117329440 b N N]4:25676702] . PASS SVTYPE=BND;MATEID=a GT:PR 0/1:20,10",
        ],
    );
    assert_eq!(found.iter().filter(|row| row["gene"] == "SLC34A2::ROS1").count(), 1);
    let filtered = rows(
        "GRCh38",
        "LUAD",
        &["4 25676702 a N N]6:117329446] . LowQ SVTYPE=BND GT:PR 0/1:20,10"],
    );
    assert!(filtered.is_empty(), "{filtered:?}");
}

#[test]
fn a_fusion_and_a_resistance_mutation_combine() {
    let rows = rows(
        "GRCh37",
        "LUAD",
        &[
            "2 29443631 m G A . PASS . GT:AD 0/1:60,40",
            "2 42522640 a N N]2:29446466] . PASS SVTYPE=BND GT:PR 0/1:20,10",
        ],
    );
    let text = format!("{rows:?}");
    assert!(text.contains("EML4::ALK"), "{text}");
}

#[test]
fn copies_from_several_callers() {
    for record in [
        "17 37800000 a N <DUP> . PASS END=37950000 GT:CN ./1:9",
        "17 37800000 a N <CNV> . PASS END=37950000;SVTYPE=CNV GT:GQ:CN ./.:0:9.2",
        "17 37800000 a N <DUP> . PASS END=37950000;FOLD_CHANGE=4.5 GT 0/1",
        "17 37800000 a N <AMP> . PASS END=37950000 GT 0/1",
    ] {
        let rows = rows("GRCh37", "BRCA", &[record]);
        let row = of(&rows, "ERBB2");
        assert_eq!(row["match_type"], "copy_number", "{record}");
        // HER2-positive by the labels' tests is protein overexpression or gene amplification.
        assert_eq!(row["highest_sensitive_level"], "1", "{record}");
        assert!(row["therapies_sensitive"].contains("Trastuzumab"), "{record}");
    }
    let gained = "17 37800000 a N <DUP> . PASS END=37950000 GT:CN ./1:4";
    assert!(rows("GRCh37", "BRCA", &[gained]).is_empty(), "four copies are no amplification");
    let input = vcf(&[gained]);
    let rows = annotate(&input, &["-a", "GRCh37", "-t", "BRCA", "--cn-amplification", "4"]);
    assert_eq!(of(&rows, "ERBB2")["match_type"], "copy_number");
    let deleted = "9 21900000 a N <DEL> . PASS END=22100000 GT:CN 1/1:0";
    let rows = self::rows("GRCh37", "GB", &[deleted]);
    assert_eq!(of(&rows, "CDKN2A")["consequence"], "transcript_ablation");
    assert_eq!(of(&rows, "CDKN2A")["oncogenicity"], "likely_oncogenic");
}

#[test]
fn internal_tandem_duplications_by_every_spelling() {
    // Thirty bases of FLT3 exon 14 repeated (GRCh37 13:28608250-28608279).
    for record in [
        "13 28608266 a N <INS> . PASS SVINSSEQ=GAGGGAAACTCCCATTTGAGATCATATTCA GT:AD 0/1:60,40",
        "13 28608249 a N <DUP:TANDEM> . PASS END=28608279 GT:PR 0/1:60,40",
        "13 28608249 a N <DUP> . PASS SVTYPE=DUP;END=28608279 GT:PR 0/1:60,40",
        "13 28608250 a N ]13:28608279]N . PASS SVTYPE=BND GT:PR 0/1:60,40",
    ] {
        let rows = rows("GRCh37", "AML", &[record]);
        let row = of(&rows, "FLT3");
        assert!(row["biomarkers"].contains("FLT3 ITD"), "{record}: {row:?}");
        assert_eq!(row["highest_sensitive_level"], "1", "{record}");
        assert!(row["protein_change"].contains("ins") || row["protein_change"].contains("dup"));
    }
}

#[test]
fn lost_and_repeated_exons() {
    let rows =
        rows("GRCh37", "LUAD", &["7 116411800 a N <DEL> . PASS END=116412200 GT:PR 0/1:60,40"]);
    let row = of(&rows, "MET");
    assert!(row["biomarkers"].contains("MET Exon 14 Skipping"), "{row:?}");
    assert_eq!(row["highest_sensitive_level"], "1");
    // EGFR exons 18-25 repeated: breakpoints in introns 17 and 25.
    for record in [
        "7 55241000 a N <DUP:TANDEM> . PASS END=55269200 GT:PR 0/1:60,40",
        "7 55241001 a N ]7:55269200]N . PASS SVTYPE=BND GT:PR 0/1:60,40",
    ] {
        let rows = self::rows("GRCh37", "LUAD", &[record]);
        let row = of(&rows, "EGFR");
        assert!(row["biomarkers"].contains("EGFR Kinase Domain Duplication"), "{row:?}");
        assert_eq!(row["consequence"], "feature_elongation");
        assert_eq!(row["highest_sensitive_level"], "4", "the citation is unverified");
    }
}

#[test]
fn tables_of_copies_and_fusions_join_the_sample() {
    use std::io::Write;
    let file = |text: &str| {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.into_temp_path()
    };
    let input = vcf(&["9 133748283 m C T . PASS . GT:AD 0/1:60,40"]);
    let run =
        |args: &[&str]| theravar(&[&["annotate", "-", "-a", "GRCh37"], args].concat(), &input);
    for (text, gene) in [
        ("sample\tgeneA\tgeneB\nT\tBCR\tABL1\nOTHER\tEML4\tALK\n", "BCR::ABL1"),
        ("#gene1\tgene2\treading_frame\tconfidence\nBCR\tABL1\tin-frame\thigh\n", "BCR::ABL1"),
        ("#FusionName\tLeftGene\tRightGene\nx\tBCR^ENSG1\tABL1^ENSG2\n", "BCR::ABL1"),
    ] {
        let path = file(text);
        let run = run(&["-t", "CML", "--fusions", path.to_str().unwrap()]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let rows = parse(&run.stdout);
        assert!(rows.iter().all(|row| row["gene"] != "EML4::ALK"), "another sample's");
        assert_eq!(of(&rows, gene)["pos"], "");
        // The fusion is what the resistance mutation's profiles wait for.
        assert!(of(&rows, "ABL1")["flags"].contains("combination"), "{rows:?}");
    }
    for text in [
        "sample\tgene\tcall\nT\tERBB2\tAmplification\n",
        "Tumor_Sample_Barcode\tHugo_Symbol\tcall\nT\tERBB2\t2\n",
        "Hugo_Symbol\tT\tU\nERBB2\t2\t0\nMET\t0\t2\n",
    ] {
        let path = file(text);
        let rows = parse(&run(&["-t", "BRCA", "--cna", path.to_str().unwrap()]).stdout);
        assert_eq!(of(&rows, "ERBB2")["match_type"], "copy_number");
        assert!(rows.iter().all(|row| row["gene"] != "MET"), "{text}");
    }
    let bad = file("sample\tgene\tcall\nT\tERBB2\tlots\n");
    let bad = run(&["--cna", bad.to_str().unwrap()]);
    assert_eq!((bad.code, bad.stdout.as_str()), (3, ""));
    assert!(bad.stderr.contains(":2: call: \"lots\""), "{}", bad.stderr);
}

#[test]
fn real_files_run_clean() {
    for (file, genes) in [
        ("vcf/sv/HCC1143.svaba.somatic.sv.vcf", &["RUNX1", "PBRM1"][..]),
        ("vcf/sv/TUMOR_SAMPLE.purple.sv.vcf.gz", &["PTEN"][..]),
        ("vcf/sv/TUMOR_SAMPLE.purple.somatic.vcf.gz", &["EGFR"][..]),
        ("vcf/sv/somaticSV.vcf.gz", &[][..]),
        ("vcf/sv/canvas.vcf", &[][..]),
    ] {
        let Some(path) = shared(file) else { return };
        let run = theravar(&["annotate", path.to_str().unwrap(), "-a", "GRCh37"], b"");
        assert_eq!(run.code, 0, "{file}: {}", run.stderr);
        let rows = parse(&run.stdout);
        for gene in genes {
            assert!(rows.iter().any(|row| row["gene"] == *gene), "{file} {gene}: {rows:?}");
        }
    }
}

#[test]
fn a_single_breakend_breaks_a_suppressor_and_tells_no_fusion() {
    // RB1 intron 2 and ALK intron 19: what either is joined to is not known.
    let rows = rows(
        "GRCh38",
        "LUAD",
        &[
            "2 29223600 a N .N . PASS SVTYPE=BND GT:PR 0/1:20,10",
            "13 48308500 b N N. . PASS SVTYPE=BND GT:PR 0/1:20,10",
        ],
    );
    let row = of(&rows, "RB1");
    assert_eq!(row["consequence"], "feature_truncation", "{row:?}");
    assert_eq!(rows.len(), 1, "{rows:?}");
}

#[test]
fn a_fusion_partner_without_embedded_bases_has_its_therapies() {
    for (assembly, record) in [
        ("GRCh38", "2 54619800 a N N]2:29223600] . PASS SVTYPE=BND GT:PR 0/1:20,10"),
        ("GRCh37", "2 54846937 a N N]2:29446466] . PASS SVTYPE=BND GT:PR 0/1:20,10"),
    ] {
        let rows = rows(assembly, "LUAD", &[record]);
        let row = of(&rows, "SPTBN1::ALK");
        assert_eq!(row["highest_sensitive_level"], "1", "{row:?}");
        assert!(row["therapies_sensitive"].contains("Alectinib"), "{row:?}");
    }
    // Exon 3 of SPTBN1 and exon 20 of ALK do not fit.
    let record = "2 54600001 a N N]2:29223600] . PASS SVTYPE=BND GT:PR 0/1:20,10";
    let rows = rows("GRCh38", "LUAD", &[record]);
    let row = of(&rows, "SPTBN1::ALK");
    assert_eq!(row["highest_level"], "", "{row:?}");
    assert!(row["flags"].contains("frame"), "{row:?}");
}

#[test]
fn arms_are_deleted_by_their_segments() {
    // MDS with del(5q): two segments of one copy, together most of 5q.
    for (assembly, contig) in [("GRCh38", "chr5"), ("GRCh37", "5")] {
        let records = [
            format!("{contig} 90000000 a N <CNV> . PASS SVTYPE=CNV;END=120000000 GT:CN 0/1:1"),
            format!("{contig} 120000000 a N <CNV> . PASS SVTYPE=CNV;END=160000000 GT:CN 0/1:1.2"),
        ];
        let records: Vec<&str> = records.iter().map(String::as_str).collect();
        let found = rows(assembly, "MDS", &records);
        let row = of(&found, "5q");
        assert_eq!(row["chrom"], contig);
        assert_eq!(row["match_type"], "copy_number");
        assert_eq!(row["consequence"], "copy_number_loss");
        assert_eq!(row["highest_sensitive_level"], "1", "{row:?}");
        assert!(row["therapies_sensitive"].contains("Lenalidomide"), "{row:?}");
        // One of them is too little, and two copies are none.
        assert!(rows(assembly, "MDS", &records[..1]).iter().all(|row| row["gene"] != "5q"));
        let diploid = records[1].replace(":1.2", ":2");
        let records = [records[0], &diploid];
        assert!(rows(assembly, "MDS", &records).iter().all(|row| row["gene"] != "5q"));
    }
}

#[test]
fn codeletion_needs_both_whole_arms() {
    let p = "1 1 a N <CNV> . PASS SVTYPE=CNV;END=121000000 GT:CN 0/1:1";
    let q = "19 29000000 b N <CNV> . PASS SVTYPE=CNV;END=58600000 GT:CN 0/1:1";
    let half = "19 29000000 b N <CNV> . PASS SVTYPE=CNV;END=45000000 GT:CN 0/1:1";
    let both = rows("GRCh38", "ODG", &[p, q]);
    assert!(of(&both, "1p")["flags"].contains("combination"), "{both:?}");
    assert!(of(&both, "19q")["biomarkers"].contains("1p/19q Codeletion"), "{both:?}");
    let part = rows("GRCh38", "ODG", &[p, half]);
    assert!(part.iter().all(|row| row["gene"] != "19q"), "{part:?}");
    assert!(part.iter().all(|row| !row["flags"].contains("combination")), "{part:?}");
}

#[test]
fn an_insertion_without_its_bases_is_listed_and_not_leveled() {
    let exon = |gene: &str, rank| {
        let model = &TranscriptStore::embedded().gene(gene, Assembly::GRCh38)[0];
        let exon = model.exon(ExonRank(rank)).unwrap();
        (model.contig.to_string(), exon.start + exon.len() / 2)
    };
    let told = |(contig, at): &(String, u32), alternate: &str, info: &str| -> Vec<String> {
        let record = format!("{contig} {at} a N {alternate} . PASS {info} GT 0/1");
        annotate(&vcf(&[&record]), &["-a", "GRCh38", "-t", "AML"])
            .iter()
            .map(|row| {
                let cells = ["gene", "consequence", "highest_level", "exons", "frame", "flags"];
                cells.map(|column| &*row[column]).join("|")
            })
            .collect()
    };
    let (itd, other, kinase) = (exon("FLT3", 14), exon("FLT3", 10), exon("FLT3", 20));
    assert_eq!(
        told(&itd, "<INS>", "SVTYPE=INS;SVLEN=30"),
        ["FLT3|inframe_insertion||14|in_frame|sequence_not_given"]
    );
    // Out of frame, elsewhere in the gene, not exact, or without a length it is no such duplication.
    for (place, info) in [
        (&itd, "SVLEN=31"),
        (&itd, "SVLEN=3"),
        (&other, "SVLEN=30"),
        (&kinase, "SVLEN=30"),
        (&itd, "SVLEN=30;IMPRECISE;CIPOS=-10,10"),
        (&itd, "SVTYPE=INS"),
    ] {
        let rows = told(place, "<INS>", info);
        assert!(!rows.iter().any(|row| row.contains("sequence_not_given")), "{info}: {rows:?}");
    }
    // A mobile element breaks a suppressor in a coding exon, and nothing else.
    let tp53 = exon("TP53", 5);
    let broken = told(&tp53, "<INS:ME:ALU>", "SVTYPE=ALU;SVLEN=281");
    assert_eq!(broken.len(), 1, "{broken:?}");
    assert!(broken[0].starts_with("TP53|feature_truncation|"), "{broken:?}");
    assert_eq!(told(&tp53, "<INS>", "SVTYPE=INS;SVLEN=3100"), broken);
    let intron = ("17".to_owned(), exon("TP53", 5).1 + 400);
    assert!(told(&intron, "<INS:ME:ALU>", "SVTYPE=ALU;SVLEN=281").is_empty());
    assert!(told(&kinase, "<INS:ME:LINE1>", "SVTYPE=LINE1;SVLEN=6000").is_empty());
}
