use crate::curate::civic::vcf::*;

const FORMAT: &str = "Allele|Consequence|SYMBOL|Entrez Gene ID|Feature_type|Feature|HGVSc|HGVSp|\
    CIViC Variant Name|CIViC Variant ID|CIViC Variant Aliases|CIViC Variant URL|\
    CIViC Molecular Profile Name|CIViC Molecular Profile ID|CIViC Molecular Profile Aliases|\
    CIViC Molecular Profile URL|CIViC HGVS|Allele Registry ID|ClinVar IDs|\
    CIViC Molecular Profile Score|CIViC Entity Type|CIViC Entity ID|CIViC Entity URL|\
    CIViC Entity Source|CIViC Entity Variant Origin|CIViC Entity Status|CIViC Entity Significance|\
    CIViC Entity Direction|CIViC Entity Disease|CIViC Entity Therapies|\
    CIViC Entity Therapy Interaction Type|CIViC Evidence Phenotypes|CIViC Evidence Level|\
    CIViC Evidence Rating|CIViC Assertion ACMG Codes|CIViC Assertion AMP Category|\
    CIViC Assertion NCCN Guideline|CIViC Assertion Regulatory Approval|\
    CIViC Assertion FDA Companion Test";

/// Returns the fields of a variant and its profile, before those of the item.
fn variant(gene: &str, name: &str, id: &str, profile: &str) -> String {
    format!(
        "T|Missense Variant|{gene}|1|transcript|ENST1.2|||{name}|{id}|RS1&VAL600GLU|\
         https%3A//civicdb.org/links/variants/{id}|{profile}|1||https%3A//x||CA1||1.0"
    )
}

fn text(records: &[String]) -> String {
    format!(
        "##fileformat=VCFv4.2\n##fileDate=20240801\n##reference=ftp://x/GRCh37-lite.fa.gz\n\
         ##source=CIViCpy_v3.1.0\n##INFO=<ID=GN,Number=1,Type=String,Description=\"Gene\">\n\
         ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Consequence annotations from CIViC. \
         Format: {FORMAT}\">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n{}",
        records.concat()
    )
}

fn v600e() -> String {
    let of = |rest: &str| format!("{}|{rest}", variant("BRAF", "V600E", "12", "BRAF V600E"));
    let items = [
        of("evidence|9|u|1 (PubMed)|SOMATIC|accepted|SENSITIVITYRESPONSE|SUPPORTS|Melanoma|\
            Dabrafenib (NCIt ID C82386)&Trametinib (NCIt ID C77908)|COMBINATION||A|5||||||"),
        of("evidence|10|u|160559 (ASCO)|RARE_GERMLINE|accepted|RESISTANCE|DOES_NOT_SUPPORT|\
            Colorectal Cancer|2%2C4-drug|||C|None||||||"),
        of("evidence|11|u|2 (PubMed)|SOMATIC|submitted|RESISTANCE|SUPPORTS|Melanoma|X|||C|3||||||"),
        of("evidence|12|u|3 (PubMed)|SOMATIC|accepted|POOR_OUTCOME|SUPPORTS|Melanoma||||B|3||||||"),
        of("assertion|7|u||SOMATIC|accepted|SENSITIVITYRESPONSE|SUPPORTS|Melanoma (DOID 1909)|\
            Dabrafenib (NCIt ID C82386)&Trametinib (NCIt ID C77908)|COMBINATION||||\
            |TIER_I_LEVEL_A||x||"),
        of("assertion|8|u||SOMATIC|accepted|SENSITIVITYRESPONSE|SUPPORTS|Melanoma (DOID 1909)|\
            X||||||TIER_II_LEVEL_C||||"),
        format!(
            "{}|evidence|13|u|4 (PubMed)|SOMATIC|accepted|SENSITIVITYRESPONSE|SUPPORTS|\
             Unheard-of Cancer|X|||D|2||||||",
            variant("BRAF", "V600E", "12", "BRAF V600E AND NOT KRAS Mutation")
        ),
    ];
    format!("7\t140453136\t12\tA\tT\t.\t.\tGN=BRAF;VT=V600E;CSQ={}\n", items.join(","))
}

fn imported(text: &str) -> Result<Tables> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("01-Aug-2024-civic_accepted.vcf");
    std::fs::write(&path, text).unwrap();
    import_vcf(&path)
}

fn rows(table: &str) -> Vec<&str> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).collect()
}

#[test]
fn items_and_assertions() {
    let tables = imported(&text(&[v600e()])).unwrap();
    assert_eq!(
        rows(&tables.evidence),
        [
            "BRAF\tBRAF V600E\tAID7\tCIViC\tMelanoma\tDOID:1909\tDabrafenib;Trametinib\tCombination\t\
             Supports\tSensitivity/Response\tassertion Tier I - Level A\tCIViC:AID7\t\tfalse\tSomatic",
            "BRAF\tBRAF V600E\tEID9\tCIViC\tMelanoma\tONCOTREE:MEL\tDabrafenib;Trametinib\t\
             Combination\tSupports\tSensitivity/Response\tA\tPMID:1\t5\tfalse\tSomatic",
            "BRAF\tBRAF V600E\tEID10\tCIViC\tColorectal Cancer\tMAIN:Colorectal Cancer\t2,4-drug\t\t\
             Does Not Support\tResistance\tC\tASCO:160559\t\tfalse\tRare Germline",
            "BRAF;KRAS\tBRAF V600E AND NOT KRAS Mutation\tEID13\tCIViC\tUnheard-of Cancer\t\tX\t\t\
             Supports\tSensitivity/Response\tD\tPMID:4\t2\tfalse\tSomatic",
        ]
    );
    assert_eq!(
        rows(&tables.variants),
        ["BRAF\tBRAF V600E\tVID12\t7\t140453136\t140453136\tA\tT\tENST1.2\tRS1;VAL600GLU\tCA1"]
    );
    assert_eq!(
        tables.notes[..5],
        [
            "4 statements, 1 alleles",
            "left out: 1 assertions of another category than AMP Tier I - Level A",
            "left out: 1 items that CIViC has not accepted",
            "left out: 1 items that say nothing of a therapy",
            "1 diseases without a code, which match no tumor type: Unheard-of Cancer",
        ]
    );
    let source = "# source: CIViC, https://civicdb.org: 01-Aug-2024-civic_accepted.vcf, date 20240801, \
        written by CIViCpy_v3.1.0\n# licence: CC0 1.0\n";
    assert!(tables.evidence.contains(source) && tables.variants.contains(source));
}

/// Spaces as `_`, and the names of 2022.
#[test]
fn older_files() {
    let old = text(&[v600e()])
        .replace("CIViC Entity Significance", "CIViC Entity Clinical Significance")
        .replace("CIViC Entity Therapies", "CIViC Entity Drugs")
        .replace("Therapy Interaction Type", "Drug Interaction Type")
        .replace("SENSITIVITYRESPONSE", "Sensitivity/Response")
        .replace("DOES_NOT_SUPPORT", "Does_Not_Support");
    let (head, records) = old.split_once("#CHROM").unwrap();
    let old = format!("{head}#CHROM{}", records.replace(' ', "_"));
    assert_eq!(imported(&old).unwrap(), imported(&text(&[v600e()])).unwrap());

    let deletion = format!(
        "7\t55242464\t1\tAGGAATTAAGAGAAGC\tA\t.\t.\tCSQ={}|evidence|1|u|1_(PubMed)|Somatic|accepted|\
         Sensitivity/Response|Supports|Lung_Cancer|CP-724,714|||B|3|||||\n",
        variant("EGFR", "E746_A750del", "133", "").replace(' ', "_")
    );
    let insertion = format!(
        "5\t170837547\t75\tC\tCTCTG\t.\t.\tCSQ={}|evidence|2|u|1_(PubMed)|Somatic|accepted|\
         Sensitivity/Response|Supports|Lung_Cancer|CP-724,714|||B|3|||||\n",
        variant("NPM1", "W288FS", "75", "NPM1_EXON_12_MUTATION").replace(' ', "_")
    );
    let tables = imported(&text(&[deletion, insertion])).unwrap();
    // A comma that was not encoded.
    assert!(tables.evidence.contains("\tHER2 Inhibitor CP-724,714\t"));
    let profiles: Vec<_> =
        rows(&tables.evidence).into_iter().map(|row| row.split('\t').nth(1).unwrap()).collect();
    assert_eq!(profiles, ["EGFR E746_A750del", "NPM1 EXON 12 MUTATION"]);
    let places: Vec<_> = rows(&tables.variants)
        .into_iter()
        .map(|row| row.split('\t').skip(1).take(7).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        places,
        [
            "EGFR E746_A750del VID133 7 55242465 55242479 GGAATTAAGAGAAGC ",
            "NPM1 W288FS VID75 5 170837547 170837548  TCTG",
        ]
    );
}

#[test]
fn bad_files_and_rows() {
    let bad = v600e()
        .replace("|A|5|", "|Z|5|")
        .replace("SUPPORTS|Melanoma|Dabrafenib", "PERHAPS|Melanoma|Dabrafenib");
    let other = v600e().replace("|12|RS1", "||RS1").replace("140453136", "where");
    let short = "7\t140453136\t12\tA\tT\t.\t.\tCSQ=T|x\n".to_owned();
    let message = imported(&text(&[bad, other, short, "7\n".to_owned()])).unwrap_err().to_string();
    for part in [
        "4 bad rows",
        "civic_accepted.vcf:8: CIViC Entity Direction \"PERHAPS\" is not known",
        "civic_accepted.vcf:9: POS \"where\" is not a position",
        "civic_accepted.vcf:10: an entry of CSQ has 2 cells, not 39",
        "civic_accepted.vcf:11: 1 columns, not 8",
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }
    let of = |text: &str| imported(text).unwrap_err().to_string();
    assert!(of("#CHROM\n").contains("not CIViC's VCF"));
    let lacking = text(&[]).replace("CIViC Entity Direction|", "");
    assert!(
        of(&lacking).contains("vcf:6: fields not found in the Format of CSQ: CIViC Entity Dir")
    );
    assert!(of(&text(&[]).replace("GRCh37-lite", "GRCh38")).contains("vcf:3: reference"));
    assert_eq!(import_vcf(Path::new("/nonexistent.vcf")).unwrap_err().exit_code(), 1);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    /// A record that was damaged anywhere is an error or a record, never a panic.
    #[test]
    fn damaged_records(at in 0usize..2000, with in "(\\PC|[%_|&,;\t]){0,3}") {
        let record = v600e();
        let at = record.char_indices().map(|(at, _)| at).nth(at % record.len()).unwrap_or(0);
        let damaged = format!("{}{with}{}", &record[..at], &record[(at + 1).min(record.len())..]);
        let _ = imported(&text(&[damaged]));
    }
}
