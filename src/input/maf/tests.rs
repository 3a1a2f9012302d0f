//! Rows of the tools that write MAF.

use super::*;
use crate::io::Source;
use crate::model::assembly::Assembly;

fn maf(text: &str) -> Maf {
    Maf::read(Source::from_bytes("x.maf", text).unwrap(), false).unwrap()
}

fn fault(text: &str) -> String {
    let source = Source::from_bytes("x.maf", text).unwrap();
    let error = Maf::read(source, true).unwrap_err();
    assert_eq!(error.exit_code(), 3);
    error.to_string()
}

/// The records of the first sample, without INFO.
fn records(text: &str) -> Vec<String> {
    let maf = maf(text);
    let records = maf.records(&maf.samples()[..1], &|_, pos| (pos % 2 == 0).then_some(b'G'));
    let body = records.vcf.lines().filter(|line| !line.starts_with('#'));
    body.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        [&cells[..2], &cells[3..5], &cells[6..7], &cells[9..]].concat().join(" ")
    })
    .collect()
}

const VCF2MAF: &str = "#version 2.4\n\
    Hugo_Symbol\tNCBI_Build\tChromosome\tStart_Position\tEnd_Position\tReference_Allele\t\
    Tumor_Seq_Allele1\tTumor_Seq_Allele2\tTumor_Sample_Barcode\tMatched_Norm_Sample_Barcode\tt_depth\t\
    t_ref_count\tt_alt_count\tn_depth\tn_ref_count\tn_alt_count\tFILTER\n";

#[test]
fn rows_with_an_allele_are_records() {
    let text = format!(
        "{VCF2MAF}\
         BRAF\tGRCh37\t7\t140453136\t140453136\tA\tA\tT\tS\tN\t100\t60\t40\t50\t50\t0\tPASS\n\
         EGFR\tGRCh37\t7\t55242465\t55242479\tGGAATTAAGAGAAGC\tGGAATTAAGAGAAGC\t-\tS\tN\t10\t\t4\t\t\t\tlow,bad\n\
         EGFR\tGRCh37\t7\t55249010\t55249011\t-\t-\tTGG\tS\tN\t.\t6\t4\t\t\t\t.\n\
         EGFR\tGRCh37\t7\t55249011\t55249012\t-\t-\tTGG\tS\tN\t\t\t\t\t\t\t\n\
         KRAS\tGRCh37\t12\t25398284.0\t25398285\tCC\tCC\tAT\tS\tN\t10.0\t6.0\t4.0\t\t\t\t\n"
    );
    assert_eq!(
        records(&text),
        [
            "7 140453136 A T PASS 0/1:60,40:100:.:. ./.:50,0:50:.",
            "7 55242464 GGGAATTAAGAGAAGC G low;bad 0/1:6,4:10:.:. ./.:.:.:.",
            "7 55249010 G GTGG . 0/1:6,4:10:.:. ./.:.:.:.",
            "7 55249011 N NTGG . 0/1:.:.:.:. ./.:.:.:.",
            "12 25398284 CC AT . 0/1:6,4:10:.:. ./.:.:.:.",
        ]
    );
    let maf = maf(&text);
    assert_eq!(maf.assembly(), Some(Assembly::GRCh37));
    assert_eq!(maf.records(maf.samples(), &|_, _| None).without_anchor, 3);
    assert_eq!(maf.records(maf.samples(), &|_, _| None).lines, [3, 4, 5, 6, 7]);
}

#[test]
fn columns_stand_in_any_order_and_case_and_rows_may_be_short() {
    let text = "tumor_sample_barcode\tTUMOR_SEQ_ALLELE2\treference_allele\tstart_position\t\
        CHROMOSOME\thugo_symbol\tProtein_Change\n\
        S\tT\tA\t140453136\tchr7\tBRAF\tp.V600E\n\
        S\tT\tA\t140453136\tchr7\n";
    assert_eq!(
        records(text),
        ["chr7 140453136 A T . 0/1:.:.:.:.", "chr7 140453136 A T . 0/1:.:.:.:."]
    );
}

#[test]
fn the_other_allele_is_taken_where_the_second_is_the_reference() {
    let text = "Hugo_Symbol\tChromosome\tStart_Position\tReference_Allele\tTumor_Seq_Allele1\t\
        Tumor_Seq_Allele2\n\
        BRAF\t7\t140453136\tA\tT\tA\n";
    assert_eq!(records(text), ["7 140453136 A T . 0/1:.:.:.:."]);
}

#[test]
fn rows_without_an_allele_are_asked_for_by_name() {
    let text = "SAMPLE_ID\tHugo_Symbol\tHGVSp_Short\tHGVSp\tHGVSg\tt_alt_count\tt_depth\n\
        S\tBRAF\tp.V600E\t\t\t4\t10\n\
        S\tTP53\t\tp.(Arg175His)\t\t\t\n\
        S\tBRAF\t\t\t7:g.140453136A>T\t\t\n\
        S\tKRAS\tp.=\t\t\t\t\n";
    let maf = maf(text);
    let records = maf.records(maf.samples(), &|_, _| None);
    assert!(records.lines.is_empty());
    let names: Vec<(u64, Vec<String>)> =
        records.named.iter().map(|row| (row.line, row.names.clone())).collect();
    let name = |text: &str| vec![text.to_owned()];
    assert_eq!(
        names,
        [(2, name("BRAF V600E")), (3, name("TP53 Arg175His")), (4, name("7:g.140453136A>T"))]
    );
    assert_eq!(records.named[0].call.vaf, Some(0.4));
}

#[test]
fn what_keeps_every_residue_is_asked_for_by_its_bases() {
    let text = "Hugo_Symbol\tHGVSp_Short\tHGVSc\tTranscript_ID\n\
        BRCA2\tp.P3039=\tc.9117G>A\t\n\
        BRCA1\t\tc.5194-12G>A\tNM_007294.4\n\
        TP53\tp.=\tNM_000546.6:c.375G>A\tENST1\n\
        BRAF\tp.V600E\tc.1799T>A\t\n\
        KRAS\tp.=\tn.5A>G\t\n";
    let maf = maf(text);
    let named = maf.records(maf.samples(), &|_, _| None).named;
    let names: Vec<(u64, String)> =
        named.iter().map(|row| (row.line, row.names.join(" | "))).collect();
    let want = [
        (2, "BRCA2:c.9117G>A | BRCA2 P3039="),
        (3, "NM_007294.4:c.5194-12G>A"),
        (4, "NM_000546.6:c.375G>A"),
        (5, "BRAF V600E"),
    ];
    assert_eq!(names, want.map(|(line, names)| (line, names.to_owned())));
}

#[test]
fn samples_are_told_apart() {
    let text = "Hugo_Symbol\tHGVSp_Short\tTumor_Sample_Barcode\tONCOTREE_CODE\n\
        BRAF\tV600E\tA\tMEL\n\
        KRAS\tG12C\tB\tLUAD\n\
        TP53\tR175H\tA\tMEL\n";
    let maf = maf(text);
    let told: Vec<(&str, &[String])> =
        maf.samples().iter().map(|s| (s.name.as_str(), s.tumor_types.as_slice())).collect();
    assert_eq!(told, [("A", &["MEL".to_owned()][..]), ("B", &["LUAD".to_owned()][..])]);
    let of = |name| {
        let sample = maf.chosen(Some(name)).unwrap();
        let named = maf.records(sample, &|_, _| None).named;
        named.iter().map(|row| row.line).collect::<Vec<_>>()
    };
    assert_eq!((of("A"), of("B")), (vec![2, 4], vec![3]));
    let error = maf.chosen(Some("C")).unwrap_err();
    assert_eq!(error.exit_code(), 2);
    assert!(error.to_string().contains("the file has A, B"), "{error}");
}

#[test]
fn malformed_rows_are_named_by_line_and_column() {
    let head = "Hugo_Symbol\tNCBI_Build\tChromosome\tStart_Position\tReference_Allele\t\
        Tumor_Seq_Allele2\tHGVSp_Short\n";
    for (row, want) in [
        ("BRAF\t37\t7\tx\tA\tT\t", "x.maf:2: Start_Position: not a position"),
        ("BRAF\t37\tgarden\t5\tA\tT\t", "x.maf:2: Chromosome: not a human chromosome"),
        ("BRAF\t37\t7\t5\tA\tA\t", "x.maf:2: Tumor_Seq_Allele2: no allele differs"),
        ("BRAF\t37\t7\t5\tA!\tA\t", "x.maf:2: Reference_Allele: neither bases nor -"),
        ("BRAF\t37\t7\t5\tA\t<DEL>\t", "x.maf:2: Tumor_Seq_Allele2: neither bases nor -"),
        ("BRAF\tmm10\t7\t5\tA\tT\t", "x.maf:2: NCBI_Build: neither GRCh37 nor GRCh38"),
        ("BRAF\t37\t\t\t\t\t", "x.maf:2: HGVSp_Short: neither an allele nor a protein change"),
    ] {
        let text = fault(&format!("{head}{row}\n"));
        assert!(text.starts_with(want), "{text}");
        // Beside a good row it is counted.
        let good = "BRAF\thg19\t7\t140453136\tA\tT\t";
        let maf = maf(&format!("{head}{row}\n{good}\n"));
        assert_eq!((maf.diagnostics().records(), maf.len()), (1, 2));
    }
    let text = fault(&format!("{head}BRAF\thg19\t7\t5\tA\tT\t\nBRAF\tGRCh38\t7\t5\tA\tT\t\n"));
    assert!(text.contains("x.maf:3: NCBI_Build: GRCh38, and line 2 is of GRCh37"), "{text}");
    assert!(fault("Hugo_Symbol\tTumor_Sample_Barcode\nA\tB\n").contains("HGVSp_Short"));
    assert!(fault("#version 2.4\n").contains("no line of column names"));
}
