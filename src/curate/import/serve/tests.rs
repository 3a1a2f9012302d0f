use crate::curate::import::serve::*;

/// What all tables of the current version have behind their own columns.
const COMMON: &str = "source\tsourceEvent\tsourceUrls\tnctId\ttitle\tacronym\tgenderCriterium\t\
    countries\thospitalsPerCity\ttreatment\ttreatmentApproachesDrugClass\t\
    treatmentApproachesTherapy\tapplicableCancerType\tapplicableDoid\tblacklistCancerTypes\tlevel\t\
    direction\tevidenceUrls";

fn common(source: &str, event: &str, rest: &str) -> String {
    format!("{source}\t{event}\thttps://source.org\t\t\t\t\t\t\t{rest}")
}

fn imported(files: &[(&str, String)]) -> Result<Imported> {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.path().join(name)).collect();
    for (path, (_, text)) in paths.iter().zip(files) {
        std::fs::write(path, text).unwrap();
    }
    import(&paths)
}

fn rows(imported: &Imported) -> Vec<String> {
    let lines = imported.table.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            [1, 2, 5, 6, 8, 9, 10, 11].map(|at| cells[at]).join("|")
        })
        .collect()
}

#[test]
fn tables_of_the_current_version() {
    let melanoma = "Drug One + Drug Two\t\t\tMelanoma\t1909\t\tA\tRESPONSIVE\t\
        https://pubmed.ncbi.nlm.nih.gov/123/,https://other.org/a";
    let hotspot = |position: u32| {
        let rest = common("CKB_EVIDENCE", "BRAF V600E", melanoma);
        format!("BRAF\t7\t{position}\tA\tT\t{rest}\n")
    };
    let trial =
        "CKB_TRIAL\tBRAF V600E\t\tNCT1\t\t\t\t\t\tDrug\t\t\tMelanoma\t1909\t\tB\tRESPONSIVE\t\n";
    let hotspots = format!(
        "gene\tchromosome\tposition\tref\talt\t{COMMON}\n{}{}BRAF\t7\t1\tA\tT\t{trial}",
        hotspot(140_453_136),
        hotspot(140_453_137)
    );
    let codons = format!(
        "gene\tchromosome\tstart\tend\tapplicableMutationType\t{COMMON}\nKRAS\t12\t1\t3\tMISSENSE\t{}\n",
        common(
            "VICC_CIVIC",
            "KRAS G12X",
            "Drug\t\t\tColorectal Cancer\t9256\t\tB\tPREDICTED_RESISTANT\t"
        )
    );
    let genes = format!(
        "gene\tevent\t{COMMON}\nERBB2\tAMPLIFICATION\t{}\nBRCA1\tINACTIVATION\t{}\nMET\tFUSION\t{}\n",
        common(
            "CKB_EVIDENCE",
            "ERBB2 amp",
            "Drug\t\t\tBreast cancer\t1612\t\tC\tNO_BENEFIT\tu://x"
        ),
        common(
            "CKB_EVIDENCE",
            "BRCA1 inact",
            "Drug\t\t\tAdvanced Solid Tumor\t162\tHematologic cancer;2531\tD\tDECREASED_RESPONSE\t"
        ),
        common(
            "CKB_EVIDENCE",
            "MET fusion",
            "Drug\t\t\tCancer\t162\tMelanoma;1909\tA\tRESPONSIVE\t"
        )
    );
    let fusions = format!(
        "geneUp\tminExonUp\tmaxExonUp\tgeneDown\tminExonDown\tmaxExonDown\t{COMMON}\n\
         EML4\t\t\tALK\t\t\t{}\n",
        common("CKB_EVIDENCE", "EML4-ALK", "Drug\t\t\tLung Cancer\t1324\t\tA\tRESPONSIVE\t")
    );
    let characteristics = format!(
        "type\tcutoffType\tcutoff\t{COMMON}\nMICROSATELLITE_UNSTABLE\t\t\t{}\n",
        common("CKB_EVIDENCE", "msi", "Drug\t\t\tAll cancer types\t162\t\tA\tRESPONSIVE\t")
    );
    let hla = format!(
        "hlaAllele\t{COMMON}\nA*02\t{}\n",
        common("CKB_EVIDENCE", "A*02", "Drug\t\t\tMelanoma\t1909\t\tA\tRESPONSIVE\t")
    );
    let made = imported(&[
        ("ActionableHotspots.37.tsv", hotspots),
        ("ActionableCodons.37.tsv", codons),
        ("ActionableGenes.37.tsv", genes),
        ("ActionableFusions.37.tsv", fusions),
        ("ActionableCharacteristics.37.tsv", characteristics),
        ("ActionableHLA.37.tsv", hla),
    ])
    .unwrap();
    assert_eq!(
        rows(&made),
        [
            "MSI High|SERVE:characteristic:2|CLASS:all|Drug|Supports|Sensitivity/Response|\
             A (CKB_EVIDENCE A)|https://source.org",
            "BRAF V600E|SERVE:hotspot:2|ONCOTREE:MEL|Drug One;Drug Two|Supports|\
             Sensitivity/Response|A (CKB_EVIDENCE A)|PMID:123;https://other.org/a",
            "BRCA1 Loss-of-function|SERVE:gene:3|CLASS:solid|Drug|Supports|Reduced Sensitivity|\
             D (CKB_EVIDENCE D)|https://source.org",
            "EML4::ALK Fusion|SERVE:fusion:2|ONCOTREE:LUNG|Drug|Supports|Sensitivity/Response|\
             A (CKB_EVIDENCE A)|https://source.org",
            "ERBB2 Amplification|SERVE:gene:2|MAIN:Breast Cancer|Drug|Does Not Support|\
             Sensitivity/Response|C (CKB_EVIDENCE C)|u://x",
            "KRAS G12|SERVE:range:2|MAIN:Colorectal Cancer|Drug|Supports|Resistance|\
             C (VICC_CIVIC B, predicted)|https://source.org",
        ]
    );
    assert_eq!(
        made.notes,
        [
            "6 statements",
            "left out: 1 rows: a recruiting trial, which is no evidence of an effect",
            "left out: 1 rows: an HLA type",
            "left out: 1 rows: its tumour type has exceptions, which a table cannot hold",
        ]
    );
    assert!(made.table.contains(
        "# source: SERVE, https://github.com/hartwigmedical/serve: ActionableHotspots.37.tsv, "
    ));
}

#[test]
fn older_tables() {
    let ranges = "gene\ttranscript\tchromosome\tstart\tend\tmutationType\trangeType\trank\trawInput\t\
        source\ttreatment\tcancerType\tdoid\tlevel\tdirection\turlSource\turls\n\
        BRAF\tENST1\t7\t1\t3\tMISSENSE\tCODON\t600\tBRAF V600\tVICC_CGI\tDrug\tMelanoma\t1909\tA\t\
        RESPONSIVE\n\
        EGFR\tENST2\t7\t1\t3\tINFRAME\tEXON\t20\texon 20\tICLUSION\tDrug\tLung\t1\tB\tRESPONSIVE\n";
    let hotspots = "chromosome\tposition\tref\talt\trawInput\tsource\ttreatment\tcancerType\tdoid\t\
        tumorLocationBlacklisting\tlevel\tdirection\turlSource\turls\n\
        7\t140453136\tA\tT\tBRAF V600E\tVICC_CGI\tDrug\tMelanoma\t1909\t\tC\tRESISTANT\n";
    let made = imported(&[("r.tsv", ranges.to_owned()), ("h.tsv", hotspots.to_owned())]).unwrap();
    assert_eq!(
        rows(&made),
        [
            "BRAF V600|SERVE:range:2|ONCOTREE:MEL|Drug|Supports|Sensitivity/Response|A (VICC_CGI A)|\
             unverified",
            "BRAF V600E|SERVE:hotspot:2|ONCOTREE:MEL|Drug|Supports|Resistance|C (VICC_CGI C)|\
             unverified",
        ]
    );
    assert_eq!(made.notes.len(), 2);
}

#[test]
fn bad_files_and_rows() {
    let genes = format!(
        "gene\tevent\t{COMMON}\nERBB2\tAMPLIFIED\t{}\nERBB2\tAMPLIFICATION\t{}\nERBB2\tAMPLIFICATION\t{}\n",
        common("CKB", "x", "Drug\t\t\tMelanoma\t1909\t\tA\tRESPONSIVE\t"),
        common("CKB", "x", "Drug\t\t\tMelanoma\t1909\t\tZ\tRESPONSIVE\t"),
        common("CKB", "x", "\t\t\tMelanoma\t1909\t\tA\tHOPEFUL\t"),
    );
    let message = imported(&[("g.tsv", genes)]).unwrap_err().to_string();
    for part in [
        "3 bad rows",
        "g.tsv:2: event \"AMPLIFIED\" is not known",
        "g.tsv:3: level \"Z\" is not A to D",
        "g.tsv:4: direction \"HOPEFUL\" is not known",
    ] {
        assert!(message.contains(part), "{message}");
    }
    let message = imported(&[("g.tsv", format!("{COMMON}\n"))]).unwrap_err().to_string();
    assert!(message.contains("g.tsv:1: not a table of SERVE's"), "{message}");
    let message = imported(&[("g.tsv", "gene\tevent\n".to_owned())]).unwrap_err().to_string();
    assert!(message.contains("columns not found in the header: source, sourceEvent/"), "{message}");
}
