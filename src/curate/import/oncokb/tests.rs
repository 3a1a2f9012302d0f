use crate::curate::import::oncokb::*;

const ANNOTATED: &str = "#version 2.4\n\
    Hugo_Symbol\tTumor_Sample_Barcode\tHGVSp_Short\tONCOTREE_CODE\tLEVEL_1\tLEVEL_2\tLEVEL_3A\t\
    LEVEL_3B\tLEVEL_4\tLEVEL_R1\tLEVEL_R2\tHIGHEST_LEVEL\tTX_CITATIONS\n\
    BRAF\tS1\tp.V600E\tMEL\tDabrafenib+Trametinib,Vemurafenib\t\t\t\t\t\t\tLEVEL_1\t\
    11111111;A et al. 2019(https://x.org)\textra\n\
    BRAF\tS2\tp.V600E\tMEL\tDabrafenib+Trametinib,Vemurafenib\t\t\t\t\t\t\tLEVEL_1\t\
    11111111;A et al. 2019(https://x.org)\n\
    EGFR\tS3\tp.T790M\tLUAD\tOsimertinib\t\t\t\t\tGefitinib\tDrug X\tLEVEL_1\t\n\
    PTEN\tS4\tp.C136R\tUCEC\t\t\tDrug Y\tDrug Z\tDrug W\t\t\tLEVEL_3A\t22222222\n\
    ATM\tS5\tp.L2890R\tLUAD\t\t\t\tOlaparib\t\t\t\tLEVEL_3B\t33333333\n\
    TERT\tS6\t\tLUAD\tDrug\t\t\t\t\t\t\tLEVEL_1\t\n\
    KRAS\tS7\tp.G12C\t\tSotorasib\t\t\t\t\t\t\tLEVEL_1\t\n\
    TP53\tS8\tp.R248Q\tLUAD\t\t\t\t\t\t\t\t\t\n";

fn imported(text: &str, tumor_type: Option<&str>) -> Result<Imported> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in.txt");
    std::fs::write(&path, text).unwrap();
    import(&path, tumor_type)
}

fn rows(imported: &Imported) -> Vec<String> {
    let lines = imported.table.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            [1, 2, 5, 6, 7, 9, 10, 11].map(|at| cells[at]).join("|")
        })
        .collect()
}

#[test]
fn an_annotators_mutations() {
    let made = imported(ANNOTATED, None).unwrap();
    let cited = "PMID:11111111;A et al. 2019(https://x.org)";
    assert_eq!(
        rows(&made),
        [
            &format!(
                "BRAF V600E|OncoKB:3|ONCOTREE:MEL|Dabrafenib;Trametinib|Combination|\
                 Sensitivity/Response|A (level 1)|{cited}"
            ),
            &format!(
                "BRAF V600E|OncoKB:3|ONCOTREE:MEL|Vemurafenib||Sensitivity/Response|A (level 1)|{cited}"
            ),
            "EGFR T790M|OncoKB:5|ONCOTREE:LUAD|Drug X||Resistance|B (level R2)|OncoKB",
            "EGFR T790M|OncoKB:5|ONCOTREE:LUAD|Gefitinib||Resistance|A (level R1)|OncoKB",
            "EGFR T790M|OncoKB:5|ONCOTREE:LUAD|Osimertinib||Sensitivity/Response|A (level 1)|OncoKB",
            "PTEN C136R|OncoKB:6|ONCOTREE:UCEC|Drug W||Sensitivity/Response|D (level 4)|PMID:22222222",
            "PTEN C136R|OncoKB:6|ONCOTREE:UCEC|Drug Y||Sensitivity/Response|B (level 3A)|PMID:22222222",
        ]
    );
    assert_eq!(
        made.notes,
        [
            "7 statements",
            "left out: 2 levels 3B: derived for the patient from another tumour type, which is not \
             named",
            "left out: 1 rows: its alteration is in a form that is not known",
            "left out: 1 rows: its tumour type is not named (--tumor-type names it)",
            "left out: 2 rows: no therapeutic level in the tumour type of the sample",
        ]
    );
    // The type that the annotator was given stands for the row without one only.
    let made = imported(ANNOTATED, Some("Lung Adenocarcinoma")).unwrap();
    let kras =
        "KRAS G12C|OncoKB:9|ONCOTREE:LUAD|Sotorasib||Sensitivity/Response|A (level 1)|OncoKB";
    assert_eq!(rows(&made)[5], kras);
    assert!(rows(&made)[0].contains("ONCOTREE:MEL"));
    let error = imported(ANNOTATED, Some("nonesuch")).unwrap_err();
    assert_eq!(error.exit_code(), 2);
}

#[test]
fn copy_numbers_and_fusions() {
    let levels = "LEVEL_1\tLEVEL_2\tLEVEL_3A\tLEVEL_3B\tLEVEL_4\tLEVEL_R1\tLEVEL_R2";
    let cna = format!(
        "SAMPLE_ID\tCANCER_TYPE\tHUGO_SYMBOL\tALTERATION\t{levels}\n\
         S1\tBreast Cancer\tERBB2\tAmplification\tDrug\t\t\t\t\t\t\n\
         S1\tBreast Cancer\tCDKN2A\tLoss\t\t\t\t\tDrug\t\t\n\
         S2\tUnheard-of Cancer\tMET\tAmplification\t\tDrug\t\t\t\t\t\n"
    );
    let made = imported(&cna, None).unwrap();
    assert_eq!(
        rows(&made),
        [
            "ERBB2 Amplification|OncoKB:2|MAIN:Breast Cancer|Drug||Sensitivity/Response|A (level 1)|OncoKB",
            "MET Amplification|OncoKB:4||Drug||Sensitivity/Response|A (level 2)|OncoKB",
        ]
    );
    assert!(made.notes.iter().any(|note| note.ends_with("match no tumor type: Unheard-of Cancer")));
    let fusion = format!(
        "Hugo_Symbol\tFusion\tONCOTREE_CODE\t{levels}\n\
         EML4\tALK-EML4 fusion\tLUAD\tAlectinib\t\t\t\t\t\t\n\
         EGFR\tEGFR-intragenic\tLUAD\tDrug\t\t\t\t\t\t\n"
    );
    let made = imported(&fusion, None).unwrap();
    assert_eq!(made.notes[1], "left out: 1 rows: its alteration is in a form that is not known");
    assert!(rows(&made)[0].starts_with("ALK::EML4 Fusion OR EML4::ALK Fusion|OncoKB:2"));
    let pair = format!("GeneA\tGeneB\tONCOTREE_CODE\t{levels}\nALK\tEML4\tLUAD\tX\t\t\t\t\t\t\n");
    assert!(rows(&imported(&pair, None).unwrap())[0].starts_with("ALK::EML4 Fusion OR"));
}

const ASSOCIATIONS: &str = "Level\tGene\tAlterations\tCancer Types\t\
    Drugs (for therapeutic implications only)\n\
    1\tBRAF\tV600E, V600K\tMelanoma, Anaplastic Thyroid Cancer\t\
    Dabrafenib + Trametinib, Vemurafenib\n\
    1\tBRAF\tV600E\tAll Solid Tumors (excluding Colorectal Cancer)\tDabrafenib + Trametinib\n\
    R1\tKRAS\tOncogenic Mutations\tColorectal Cancer\tCetuximab\n\
    4\tEGFR\tvV\tGlioma\tDrug\n\
    Dx1\tBRAF\tV600E\tHairy Cell Leukemia\t\n";

#[test]
fn associations() {
    let made = imported(ASSOCIATIONS, None).unwrap();
    let table = rows(&made);
    assert_eq!(table.len(), 2 * 2 * 2 + 1, "{table:#?}");
    assert_eq!(
        table[0],
        "BRAF V600E|OncoKB:2|ONCOTREE:THAP|Dabrafenib;Trametinib|Combination|\
         Sensitivity/Response|A (level 1)|OncoKB"
    );
    assert_eq!(
        table[8],
        "KRAS Activating Mutation|OncoKB:4|MAIN:Colorectal Cancer|Cetuximab||Resistance|A (level R1)|\
         OncoKB"
    );
    assert_eq!(
        made.notes,
        [
            "9 statements",
            "left out: 1 alterations: not in a form that is known: EGFR vV",
            "left out: 1 rows: not a therapeutic level",
            "left out: 1 tumour types: with exceptions, which a table cannot hold: All Solid Tumors \
             (excluding Colorectal Cancer)",
        ]
    );
    assert!(made.table.contains("# licence: OncoKB's terms of use"));
    assert_eq!(imported(ASSOCIATIONS, Some("MEL")).unwrap_err().exit_code(), 2);
}

#[test]
fn bad_files_and_rows() {
    let bad = ASSOCIATIONS.replace("R1\tKRAS", "7\tKRAS").replace("4\tEGFR", "4\t");
    let message = imported(&bad, None).unwrap_err().to_string();
    for part in ["2 bad rows", "in.txt:4: Level \"7\" is not known", "in.txt:5: Gene is empty"] {
        assert!(message.contains(part), "{message}");
    }
    let message = imported("a\tb\n", None).unwrap_err().to_string();
    assert!(message.contains("in.txt:1: neither the output of OncoKB's annotator"), "{message}");
    let message = imported(&ANNOTATED.replace("LEVEL_3A", "x"), None).unwrap_err().to_string();
    assert!(message.contains("columns not found in the header: LEVEL_3A"), "{message}");
    let message = imported(&ANNOTATED.replace("EGFR\tS3", "\tS3"), None).unwrap_err().to_string();
    assert!(message.contains("in.txt:5: HUGO_SYMBOL is empty"), "{message}");
}
