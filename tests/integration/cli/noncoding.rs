//! Non-coding genes of tumour biology: research context with `--all`, and matched where knowledge
//! names them.

use super::support::{Row, annotate, records_vcf as vcf, theravar};

const TABLE: &str = "\
profile\ttherapies\teffect\tlevel\ttumor_type\tcitation\tid
MALAT1 Mutation\tDrug One\tresistant\tB\tLUAD\tPMID:1\tLAB1
MIR21 Amplification\tDrug One\tresistant\tB\tLUAD\tPMID:1\tLAB2
";

/// The named cells of every row.
fn cells<'r>(rows: &'r [Row], columns: [&str; 2]) -> Vec<[&'r str; 2]> {
    rows.iter().map(|row| columns.map(|column| row[column].as_str())).collect()
}

#[test]
fn variants_inside_are_context_with_all() {
    for (assembly, position) in [("GRCh38", "9151700"), ("GRCh37", "9211800")] {
        let input = vcf(&[&format!("1 {position} a C T . PASS . GT:AD 0/1:60,40")]);
        assert!(annotate(&input, &["-a", assembly]).is_empty(), "by default it is no finding");
        let rows = annotate(&input, &["-a", assembly, "--all"]);
        let want = [["MIR34A", "non_coding_transcript_variant"]];
        assert_eq!(cells(&rows, ["gene", "consequence"]), want);
        assert_eq!(rows[0]["impact"], "MODIFIER");
        assert_eq!(rows[0]["highest_level"], "");
        let processes = "epithelial_mesenchymal_transition[unverified];p53_signalling[WP4963]";
        assert_eq!(rows[0]["processes"], processes);
    }
    // A deletion of all of it; HOTAIR; a base beside MIR34A.
    let whole = format!("1 9151667 a C{} C . PASS . GT 0/1", "A".repeat(110));
    let input = vcf(&[
        &whole,
        "1 9151778 b C T . PASS . GT 0/1",
        "12 53962308 c C T . PASS . GT 0/1",
        "12 53962307 d C CA . PASS . GT 0/1",
    ]);
    let rows = annotate(&input, &["-a", "GRCh38", "--all"]);
    let want = [
        ["MIR34A", "transcript_ablation&non_coding_transcript_variant"],
        ["", ""],
        ["HOTAIR", "non_coding_transcript_variant"],
        ["", ""],
    ];
    assert_eq!(cells(&rows, ["gene", "consequence"]), want);
}

#[test]
fn copies_and_junctions_are_context_with_all() {
    for (record, want) in [
        (
            "12 6900000 a N <DUP> . PASS END=7000000 GT:CN ./1:9",
            vec![["MIR200C", "transcript_amplification"], ["MIR141", "transcript_amplification"]],
        ),
        (
            "9 21500000 a N <DEL> . PASS END=21600000 GT:CN 1/1:0",
            vec![["MIR31", "transcript_ablation"]],
        ),
        (
            "9 21500000 a N <DEL> . PASS END=21600000 GT:PR 0/1:20,10",
            vec![["MIR31", "transcript_ablation"]],
        ),
        (
            "11 65500000 a N <DEL> . PASS END=65500500 GT:PR 0/1:20,10",
            vec![["MALAT1", "feature_truncation"]],
        ),
    ] {
        let input = vcf(&[record]);
        assert!(annotate(&input, &["-a", "GRCh38"]).is_empty(), "{record}");
        let rows = annotate(&input, &["-a", "GRCh38", "--all"]);
        let told: Vec<_> = cells(&rows, ["gene", "consequence"])
            .into_iter()
            .filter(|[gene, _]| gene.starts_with('M'))
            .collect();
        assert_eq!(told, want, "{record}");
    }
    // Genes without knowledge are listed beside one with it.
    let input = vcf(&["9 21400000 a N <DEL> . PASS END=22100000 GT:CN 1/1:0"]);
    let rows = annotate(&input, &["-a", "GRCh38", "--all"]);
    let told = cells(&rows, ["gene", "consequence"]);
    for gene in ["CDKN2A", "MIR31"] {
        assert!(told.contains(&[gene, "transcript_ablation"]), "{told:?}");
    }
}

#[test]
fn knowledge_that_names_them_is_matched() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (source, table) = (path("lab.tsv"), path("table.tsv"));
    std::fs::write(&source, TABLE).unwrap();
    let run = theravar(&["knowledge", "import", "custom", &source, "-o", &table], b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let input = vcf(&[
        "11 65500000 a C T . PASS . GT:AD 0/1:60,40",
        "17 59800000 b N <DUP> . PASS END=59900000 GT:CN ./1:9",
    ]);
    let rows = annotate(&input, &["-a", "GRCh38", "-t", "LUAD", "--knowledge", &table]);
    assert_eq!(cells(&rows, ["gene", "highest_level"]), [["MALAT1", ""], ["MIR21", "R2"]]);
    assert_eq!(rows[0]["match_type"], "gene");
    assert!(rows[0]["flags"].contains("unknown_significance"), "{rows:?}");
    assert_eq!(rows[1]["match_type"], "copy_number");
    let run = theravar(&["knowledge", "check", &table], b"");
    assert!(!run.stdout.contains("symbol\t"), "{}", run.stdout);
}

#[test]
fn explain_tells_the_context() {
    let run = theravar(&["explain", "--all", "1-9151700-C-T", "-a", "GRCh38"], b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    for text in [
        "MIR34A",
        "non_coding_transcript_variant",
        "represses SNAI1",
        "No profile of the knowledge holds for it",
    ] {
        assert!(run.stdout.contains(text), "{}", run.stdout);
    }
}
