use std::path::Path;

use crate::curate::civic::*;

const EVIDENCE: &str = "evidence_id\tmolecular_profile\tmolecular_profile_id\tdisease\tdoid\t\
    phenotypes\ttherapies\ttherapy_interaction_type\tevidence_type\tevidence_direction\t\
    evidence_level\tsignificance\trating\tvariant_origin\tcitation_id\tsource_type\t\
    evidence_status\tis_flagged\n\
    9\tBRAF V600E\t12\tMelanoma\t1909\t\tTrametinib,Dabrafenib\tCombination\tPredictive\tSupports\t\
    A\tSensitivity/Response\t5\tSomatic\t1\tPubMed\taccepted\tfalse\n\
    10\tBRAF V600E\t12\tMelanoma\t1909\t\t2,4-drug\t\tPredictive\tDoes Not Support\t\
    C\tResistance\t\tSomatic\t2\tASCO\taccepted\ttrue\n\
    11\tBRAF V600E\t12\tMelanoma\t1909\t\tX\t\tPredictive\tSupports\t\
    C\tResistance\t\tSomatic\t2\tPubMed\tsubmitted\tfalse\n\
    12\tv::ALK Fusion\t495\t\"Lung \"\"X\"\" Cancer\"\t\t\t\t\tPrognostic\tSupports\t\
    B\tPoor Outcome\t\tSomatic\t3\tPubMed\taccepted\tfalse\n\
    13\tTMB High\t7\t\"Lung \"\"X\"\" Cancer\"\t\t\tDrug\t\tPredictive\tSupports\t\
    B\tSensitivity/Response\t3\tSomatic\t3\tPubMed\taccepted\tfalse\textra\tcells\n";

const VARIANTS: &str = "variant_id\tgene\tvariant\tvariant_aliases\tchromosome\tstart\tstop\t\
    reference_bases\tvariant_bases\trepresentative_transcript\treference_build\t\
    single_variant_molecular_profile_id\tallele_registry_id\n\
    12\tBRAF\tV600E\tVAL600GLU,RS1\t7\t140453136\t140453136\ta\tT\tENST1\tGRCh37\t12\tCA123643\n\
    13\tBRAF\tV600D\t\t7\t140453135\t140453136\tCA\tAT\tENST1\tGRCh37\t99\tunregistered\n\
    14\tBRAF\todd\t\t7\t10\t12\tA\tT\tENST1\tGRCh37\t98\n\
    15\tBRAF\tV600E\t\t7\t140753336\t140753336\tA\tT\tENST1\tGRCh38\t12\n\
    16\tALK\tFusion\t\t2\t1\t2\t\t\tENST2\tGRCh37\t495\n";

const PROFILES: &str = "molecular_profile_id\tname\n495\tALK Fusion\n12\tBRAF V600E\n";

const ASSERTIONS: &str = "assertion_id\tmolecular_profile\tmolecular_profile_id\tdisease\tdoid\t\
    therapies\tassertion_type\tassertion_direction\tsignificance\tamp_category\tevidence_item_ids\n\
    2\tALK Fusion\t495\tLung\t3908\tCrizotinib\tPredictive\tSupports\tSensitivity/Response\t\
    Tier I - Level A\t1,2\n\
    3\tBRAF V600E\t12\tMelanoma\t1909\tDabrafenib,Trametinib\tPredictive\tSupports\t\
    Sensitivity/Response\tTier I - Level A\t8, 9\n\
    4\tBRAF V600E\t12\tMelanoma\t1909\tX\tPredictive\tSupports\tSensitivity/Response\t\
    Tier II - Level C\t9\n";

fn import_texts(texts: [&str; 4]) -> Result<Tables> {
    let directory = tempfile::tempdir().unwrap();
    let [e, v, p, a] = ["e.tsv", "v.tsv", "p.tsv", "a.tsv"].map(|name| directory.path().join(name));
    for (path, text) in [&e, &v, &p, &a].into_iter().zip(texts) {
        std::fs::write(path, text).unwrap();
    }
    import(&e, &v, &p, &a)
}

fn rows(table: &str) -> Vec<&str> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).collect()
}

#[test]
fn accepted_predictive_items_and_assertions_are_kept() {
    let tables = import_texts([EVIDENCE, VARIANTS, PROFILES, ASSERTIONS]).unwrap();
    assert_eq!(
        rows(&tables.evidence),
        [
            "\tTMB High\tEID13\tCIViC\tLung \"X\" Cancer\t\tDrug\t\tSupports\t\
             Sensitivity/Response\tB\tPMID:3\t3\tfalse\tSomatic",
            "ALK\tv::ALK Fusion\tAID2\tCIViC\tLung\tDOID:3908\tCrizotinib\t\tSupports\t\
             Sensitivity/Response\tassertion Tier I - Level A\tCIViC:AID2\t\tfalse\t",
            "BRAF\tBRAF V600E\tAID3\tCIViC\tMelanoma\tDOID:1909\tDabrafenib;Trametinib\t\
             Combination\tSupports\tSensitivity/Response\tassertion Tier I - Level A\t\
             CIViC:AID3\t\tfalse\t",
            "BRAF\tBRAF V600E\tEID9\tCIViC\tMelanoma\tDOID:1909\tTrametinib;Dabrafenib\t\
             Combination\tSupports\tSensitivity/Response\tA\tPMID:1\t5\tfalse\tSomatic",
            "BRAF\tBRAF V600E\tEID10\tCIViC\tMelanoma\tDOID:1909\t2,4-drug\t\tDoes Not Support\t\
             Resistance\tC\tASCO:2\t\ttrue\tSomatic",
        ]
    );
    assert_eq!(
        rows(&tables.variants),
        [
            "BRAF\tBRAF V600D\tVID13\t7\t140453135\t140453136\tCA\tAT\tENST1\t\t",
            "BRAF\tBRAF V600E\tVID12\t7\t140453136\t140453136\tA\tT\tENST1\tVAL600GLU;RS1\tCA123643",
        ]
    );
}

#[test]
fn older_column_names_are_read() {
    let evidence = EVIDENCE
        .replace("therapies\ttherapy_interaction_type", "drugs\tdrug_interaction_type")
        .replace("\tsignificance\t", "\tclinical_significance\t");
    let old = import_texts([&evidence, VARIANTS, PROFILES, ASSERTIONS]).unwrap();
    let new = import_texts([EVIDENCE, VARIANTS, PROFILES, ASSERTIONS]).unwrap();
    assert_eq!(old, new);
}

#[test]
fn bad_rows_of_all_files_are_reported_together() {
    let evidence = EVIDENCE
        .replace("\t5\tSomatic", "\t7\tSomatic")
        .replace("TMB High", "( TMB High")
        .replace("Does Not Support", "Perhaps");
    let variants = VARIANTS.replace("\t140453135\t", "\twhere\t");
    let message =
        import_texts([&evidence, &variants, PROFILES, ASSERTIONS]).unwrap_err().to_string();
    for part in [
        "e.tsv:2: rating \"7\"",
        "e.tsv:3: evidence_direction \"Perhaps\"",
        "e.tsv:6: molecular profile \"( TMB High\"",
        "a.tsv:3: no evidence item says how",
        "v.tsv:3: start is not a position",
        "5 bad rows",
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }
}

#[test]
fn missing_columns_and_files() {
    let evidence = EVIDENCE.replace("evidence_level", "grade");
    let message =
        import_texts([&evidence, VARIANTS, PROFILES, ASSERTIONS]).unwrap_err().to_string();
    assert!(message.contains("e.tsv:1: columns not found in the header: evidence_level"));
    assert!(import_texts(["", VARIANTS, PROFILES, ASSERTIONS]).is_err());
    let nowhere = Path::new("/nonexistent/x.tsv");
    let error = import(nowhere, nowhere, nowhere, nowhere).unwrap_err();
    assert_eq!(error.exit_code(), 1);
}
