//! Common polymorphisms, as a germline VCF without frequencies has them: none has a level.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use theravar::model::assembly::Assembly;
use theravar::pipeline::explain::{Options, run};
use theravar::sample::knowledge::Knowledge;

use super::support::{annotate, records_vcf};

/// Changes that 1 % or more of people carry somewhere, by dbSNP.
const COMMON: &str = "EGFR R521K;KDR Q472H;KDR V297I;KDR C482R;KIT M541L;PDGFRA S478P;FGFR4 G388R; \
    ERBB2 I655V;ERBB2 P1170A;ERBB3 S1119C;MET N375S;MET T1010I;RET G691S;ALK K1491R; \
    ALK D1529E;ALK I1461V;PIK3CA I391M;APC V1822D;TET2 I1762V;TET2 L1721W;TSC1 M322T; \
    MLH1 I219V;MSH6 G39E;NBN E185Q;BARD1 P24S;BARD1 R378S;BARD1 V507M;BRIP1 S919P; \
    MUTYH V22M;ERCC2 K751Q;ERCC2 D312N;CDKN2A A148T;STK11 F354L;SDHD G12S;POLD1 R119H; \
    FGFR3 F384L;FGFR2 M186T;IDH1 V178I;HNF1A I27L;NTRK1 H604Y;NTRK1 G613V;PTCH1 P1315L; \
    JAK3 V722I;CSF3R E808K;FLT3 T227M;FLT3 D324N;ROS1 K2228Q;ROS1 D2213N;ROS1 S2229C; \
    DDR2 M441I;PMS2 K541E;PMS2 P470S;PALB2 Q559R;PALB2 G998E;RAD51D R165Q;RAD51C T287A; \
    RNF43 R343H;RNF43 R117A;MAP3K1 D806N;AXL D266N;BLM P868L;CYP19A1 R264C;BRCA1 P871L; \
    BRCA1 E1038G;BRCA1 K1183R;BRCA1 S1613G;BRCA1 Q356R;BRCA1 R496H;BRCA1 D693N; \
    BRCA2 N372H;BRCA2 N289H;BRCA2 V2466A;BRCA2 I2490T;BRCA2 S384F;BRCA2 D1420Y; \
    BRCA2 K3326*;TP53 P72R;TP53 P47S;ATM D1853N";

/// A record of the change, heterozygous.
fn record(name: &str) -> String {
    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::embedded);
    let options = Options {
        query: name.trim().to_owned(),
        tumor_type: None,
        assembly: Some(Assembly::GRCh38),
        facts: Vec::new(),
    };
    let explained = run(&options, &KNOWLEDGE).unwrap_or_else(|error| panic!("{name}: {error}"));
    let gene = name.trim().split(' ').next().unwrap();
    let own = explained.findings.iter().find(|f| *f.consequence.gene == *gene).unwrap();
    let v = &own.variant;
    let (chrom, pos, reference, alternate) = (&v.chrom, v.pos, &v.reference, &v.alternate);
    format!("{chrom} {pos} . {reference} {alternate} . PASS . GT:AD:DP 0/1:50,50:100")
}

#[test]
fn common_polymorphisms_of_a_germline_vcf_have_no_level() {
    let records: BTreeSet<String> = COMMON.split(';').map(record).collect();
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    assert!(records.len() > 70, "{} records", records.len());
    let input = records_vcf(&records);
    for tumor in [None, Some("LUAD"), Some("OVT"), Some("AML"), Some("GIST"), Some("BRCA")] {
        let mut args = vec!["-a", "GRCh38"];
        args.extend(tumor.iter().flat_map(|tumor| ["-t", tumor]));
        for row in annotate(&input, &args) {
            let (gene, change) = (&row["gene"], &row["protein_change"]);
            assert_eq!(row["highest_level"], "", "{gene} {change} in {tumor:?}");
        }
    }
}
