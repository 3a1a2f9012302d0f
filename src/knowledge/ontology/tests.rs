use std::path::Path;

use super::table::TABLE;
use super::*;
use crate::curate::ontology::import;
use crate::io::table::Table;
use crate::knowledge::borrowed_table;
use crate::model::tumor_type::TumorRelation;

/// Query, evidence disease, relation. Written against SPECS §1.1, not from the program's output.
const PAIRS: &[(&str, &str, &str)] = &[
    // Bowel.
    ("COAD", "Colorectal Cancer", "ancestor"),
    ("READ", "DOID:9256", "ancestor"),
    ("COADREAD", "DOID:9256", "ancestor"),
    ("CRC", "oncotree:COADREAD", "same"),
    ("CRC", "DOID:9256", "same"),
    ("colorectal cancer", "ONCOTREE:COAD", "subtype"),
    ("COAD", "DOID:219", "ancestor"),
    ("READ", "DOID:219", "other_same_class"),
    ("MACR", "ONCOTREE:COADREAD", "ancestor"),
    ("SBC", "DOID:9256", "other_same_class"),
    // Lung.
    ("LUAD", "DOID:3908", "ancestor"),
    ("NSCLC", "DOID:3908", "same"),
    ("NSCLC", "DOID:3910", "subtype"),
    ("NSCLC", "oncotree:NSCLC", "same"),
    ("LUSC", "ncit:C135017", "other_same_class"),
    ("LUAD", "ncit:C135017", "ancestor"),
    ("NSCLC", "ncit:C135017", "subtype"),
    ("LUAD", "DOID:1324", "ancestor"),
    ("SCLC", "DOID:3908", "other_same_class"),
    ("SCLC", "DOID:5409", "same"),
    ("LUCA", "DOID:3908", "other_same_class"),
    ("LUAD", "DOID:3907", "other_same_class"),
    // Breast.
    ("BRCA", "Breast Cancer", "ancestor"),
    ("breast cancer", "oncotree:BRCA", "same"),
    ("IDC", "DOID:1612", "ancestor"),
    ("ILC", "oncotree:BRCA", "ancestor"),
    ("MBC", "oncotree:BRCA", "ancestor"),
    ("BRCA", "DOID:0060079", "subtype"),
    ("DOID:0060079", "oncotree:BRCA", "ancestor"),
    ("PT", "DOID:1612", "other_same_class"),
    // Skin, eye, mucosa.
    ("SKCM", "Melanoma", "ancestor"),
    ("SKCM", "DOID:8923", "same"),
    ("UM", "Melanoma", "ancestor"),
    ("UM", "DOID:8923", "other_same_class"),
    ("UM", "SKIN", "other_same_class"),
    ("MEL", "Colorectal Cancer", "other_same_class"),
    ("ARMM", "DOID:0050929", "ancestor"),
    ("BCC", "Melanoma", "other_same_class"),
    // Thyroid, biliary, liver, pancreas, stomach.
    ("THAP", "DOID:1781", "ancestor"),
    ("THPA", "DOID:3963", "ancestor"),
    ("THME", "oncotree:THME", "same"),
    ("THPA", "oncotree:THAP", "other_same_class"),
    ("CHOL", "IHCH", "subtype"),
    ("IHCH", "CHOL", "ancestor"),
    ("IHCH", "DOID:4607", "ancestor"),
    ("HCC", "CHOL", "other_same_class"),
    ("PAAD", "DOID:3498", "same"),
    ("PAAD", "DOID:1793", "ancestor"),
    ("PANET", "DOID:1793", "other_same_class"),
    ("PANET", "ncit:C27031", "same"),
    ("STAD", "DOID:10534", "ancestor"),
    ("gastric cancer", "STAD", "same"),
    // Urogenital.
    ("PRAD", "DOID:10283", "ancestor"),
    ("prostate cancer", "oncotree:PRAD", "same"),
    ("PRAD", "DOID:0080909", "subtype"),
    ("BLCA", "DOID:2671", "ancestor"),
    ("UTUC", "DOID:2671", "ancestor"),
    ("CCRCC", "ncit:C9385", "ancestor"),
    ("HGSOC", "oncotree:OVT", "ancestor"),
    ("HGSOC", "DOID:2394", "ancestor"),
    ("UCEC", "DOID:1380", "ancestor"),
    ("ULMS", "DOID:1380", "other_same_class"),
    // Mesenchymal and nervous system.
    ("GIST", "Gastrointestinal Stromal Tumor", "same"),
    ("GIST", "DOID:1115", "other_same_class"),
    ("LMS", "DOID:1115", "ancestor"),
    ("ES", "DOID:3368", "subtype"),
    ("IFS", "DOID:8418", "same"),
    ("GBM", "Glioma", "ancestor"),
    ("GB", "DOID:3070", "ancestor"),
    ("GB", "DOID:3068", "same"),
    ("DMG", "ncit:C182151", "same"),
    ("DMG", "Glioma", "ancestor"),
    ("ODG2", "DOID:3070", "other_same_class"),
    ("PAST", "oncotree:LGGNOS", "ancestor"),
    ("ASTR2", "oncotree:ASTR", "ancestor"),
    ("GB", "oncotree:ASTR", "other_same_class"),
    ("HMBL", "ncit:C7007", "same"),
    // Blood and lymph.
    ("AML", "NSCLC", "other"),
    ("AML", "DOID:9119", "same"),
    ("APLPMLRARA", "DOID:0060318", "same"),
    ("APLPMLRARA", "oncotree:AML", "ancestor"),
    ("AML", "DOID:1240", "ancestor"),
    ("CLLSLL", "DOID:1240", "ancestor"),
    ("CLL", "ncit:C3163", "same"),
    ("CML", "oncotree:CMLBCRABL1", "same"),
    ("CML", "DOID:8552", "same"),
    ("AML", "CML", "other_same_class"),
    ("BLL", "oncotree:ALL", "ancestor"),
    ("TLL", "DOID:9952", "ancestor"),
    ("ALL", "DOID:0080630", "subtype"),
    ("BLLBCRABL1L", "DOID:0080650", "same"),
    ("DLBCLNOS", "oncotree:NHL", "ancestor"),
    ("FL", "oncotree:MBN", "ancestor"),
    ("MM", "DOID:9538", "same"),
    ("PCM", "DOID:0070004", "other_same_class"),
    ("HCL", "DOID:1040", "other_same_class"),
    ("WM", "DOID:0060901", "ancestor"),
    ("ALCL", "oncotree:NHL", "ancestor"),
    ("MDS", "AML", "other_same_class"),
    ("ASM", "DOID:349", "ancestor"),
    ("TLYM", "NSCLC", "other"),
    // Types that a receptor defines: another tumour of the base may be of it.
    ("IDC", "DOID:0060079", "subtype"),
    ("IDC", "DOID:0060075", "subtype"),
    ("BRCA", "DOID:0070780", "subtype"),
    ("NSCLC", "DOID:0060079", "other_same_class"),
    ("APL", "AML", "ancestor"),
    ("AML", "APL", "subtype"),
    ("AMLMRC", "APL", "other_same_class"),
    ("PV", "CML", "other_same_class"),
    // A broader type asked for.
    ("lung cancer", "NSCLC", "subtype"),
    ("lung cancer", "SCLC", "subtype"),
    ("lung cancer", "LUAD", "subtype"),
    ("lung cancer", "BRCA", "other_same_class"),
    ("breast", "BRCA", "same"),
    ("leukemia", "AML", "subtype"),
    ("solid tumor", "AML", "other"),
    ("cancer", "LUAD", "subtype"),
    // Labels of an organ that reach beyond it.
    ("GEJ", "DOID:10534", "ancestor"),
    ("GEJ", "STAD", "ancestor"),
    ("gastric", "STAD", "same"),
    ("stomach", "STAD", "same"),
    ("EGC", "STAD", "same"),
    ("gastric", "GEJ", "subtype"),
    ("ESCC", "STAD", "other_same_class"),
    ("UTUC", "BLCA", "ancestor"),
    ("UCU", "BLCA", "ancestor"),
    ("urothelial", "BLCA", "same"),
    ("UTUC", "DOID:11054", "ancestor"),
    ("GBC", "DOID:4607", "ancestor"),
    ("CHOL", "DOID:4607", "ancestor"),
    ("GBC", "CHOL", "other_same_class"),
    ("biliary", "GBC", "subtype"),
    ("CUP", "LUAD", "other_same_class"),
    ("CUP", "Solid Tumors", "all_solid"),
    ("mCRPC", "PRAD", "ancestor"),
    // Classes.
    ("LUAD", "Cancer", "all_tumors"),
    ("AML", "DOID:162", "all_tumors"),
    ("COAD", "Solid Tumor", "all_solid"),
    ("COAD", "ncit:C132146", "all_solid"),
    ("DOID:4926", "ncit:C132146", "all_solid"),
    ("AML", "Solid Tumor", "other"),
    ("AML", "DOID:2531", "all_liquid"),
    ("MCL", "DOID:2531", "all_liquid"),
    ("COAD", "DOID:2531", "other"),
    ("solid tumor", "LUAD", "subtype"),
    ("LUAD", "DOID:3852", "other"),
    ("LUAD", "DOID:99999999", "other"),
];

#[test]
fn relations() {
    let ontology = Ontology::embedded();
    let mut wrong = Vec::new();
    for &(query, evidence, want) in PAIRS {
        let tumor = ontology.resolve(query).unwrap();
        let id = ontology
            .canonical_id(evidence)
            .or_else(|| ontology.id_by_name(evidence))
            .unwrap_or(evidence);
        let got = ontology.relation(id, &tumor).name();
        if got != want {
            wrong.push(format!("{query} / {evidence} ({id}): {got}, not {want}; {tumor:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn resolves_what_people_type() {
    for (query, id, code) in [
        ("coad", "ONCOTREE:COAD", Some("COAD")),
        ("DOID:9256", "MAIN:Colorectal Cancer", Some("COADREAD")),
        ("9256", "MAIN:Colorectal Cancer", Some("COADREAD")),
        ("CRC", "MAIN:Colorectal Cancer", Some("COADREAD")),
        ("Breast Cancer", "MAIN:Breast Cancer", Some("BRCA")),
        ("BREAST", "ONCOTREE:BREAST", Some("BREAST")),
        ("nsclc", "ONCOTREE:NSCLC", Some("NSCLC")),
        ("Non Small Cell Lung Carcinoma", "ONCOTREE:NSCLC", Some("NSCLC")),
        ("lung adenocarcinoma", "ONCOTREE:LUAD", Some("LUAD")),
        ("adenocarcinoma of lung", "ONCOTREE:LUAD", Some("LUAD")),
        ("melanoma", "ONCOTREE:MEL", Some("MEL")),
        ("Acute myeloid leukaemia", "ONCOTREE:AML", Some("AML")),
        ("gastrointestinal stromal tumours", "ONCOTREE:GIST", Some("GIST")),
        ("DLBCL", "ONCOTREE:DLBCLNOS", Some("DLBCLNOS")),
        ("multiple myeloma", "ONCOTREE:PCM", Some("PCM")),
        ("Mature B-Cell Neoplasms", "ONCOTREE:MBN", Some("MBN")),
        ("TNBC", "DOID:0060081", None),
        ("lymphoma", "DOID:0060058", None),
        ("lung cancer", "ONCOTREE:LUNG", Some("LUNG")),
        ("thyroid cancer", "MAIN:Thyroid Cancer", None),
        // As they are spoken of.
        ("colorectal", "MAIN:Colorectal Cancer", Some("COADREAD")),
        ("colon", "DOID:219", Some("COAD")),
        ("rectal", "DOID:1993", Some("READ")),
        ("ovarian", "MAIN:Ovarian Cancer", Some("OVT")),
        ("gastric", "DOID:10534", Some("STAD")),
        ("stomach", "ONCOTREE:STOMACH", Some("STOMACH")),
        ("GEJ", "ONCOTREE:GEJ", Some("GEJ")),
        ("pancreatic", "MAIN:Pancreatic Cancer", Some("PAAD")),
        ("urothelial", "DOID:2671", Some("BLCA")),
        ("biliary", "ONCOTREE:BILIARY_TRACT", Some("BILIARY_TRACT")),
        ("gallbladder", "ONCOTREE:GBC", Some("GBC")),
        ("NET", "DOID:169", None),
        ("pNET", "ONCOTREE:PANET", Some("PANET")),
        ("PNET", "ONCOTREE:PNET", Some("PNET")),
        ("MPAL", "ONCOTREE:ALAL", Some("ALAL")),
        ("GBM", "ONCOTREE:GB", Some("GB")),
        ("HER2+ breast", "DOID:0060079", None),
        ("HER2- breast cancer", "DOID:0060080", None),
        ("HR+/HER2- breast cancer", "DOID:0070780", None),
        ("Ph+ ALL", "ONCOTREE:BLLBCRABL1", Some("BLLBCRABL1")),
        ("MLN-TK", "ONCOTREE:MLNER", Some("MLNER")),
        ("mCRPC", "DOID:0080909", None),
        ("Ewing", "ONCOTREE:ES", Some("ES")),
        ("Merkel", "ONCOTREE:MCC", Some("MCC")),
        ("metastatic melanoma", "ONCOTREE:MEL", Some("MEL")),
        ("stage IV NSCLC", "ONCOTREE:NSCLC", Some("NSCLC")),
        ("relapsed/refractory DLBCL", "ONCOTREE:DLBCLNOS", Some("DLBCLNOS")),
        ("EGFR-mutant NSCLC", "ONCOTREE:NSCLC", Some("NSCLC")),
        ("brain tumor", "ONCOTREE:BRAIN", Some("BRAIN")),
        ("head and neck", "ONCOTREE:HEAD_NECK", Some("HEAD_NECK")),
    ] {
        let tumor = Ontology::embedded().resolve(query).unwrap();
        assert_eq!((tumor.id.as_str(), tumor.oncotree.as_deref()), (id, code), "{query}");
    }
}

#[test]
fn suggests_for_typos() {
    for (query, want) in [
        ("melanom", "MEL (Melanoma)"),
        ("lung adenocarcinomma", "LUAD (Lung Adenocarcinoma)"),
        ("colorectal cancr", "Colorectal Cancer"),
        ("NSCL", "NSCLC (Non-Small Cell Lung Cancer)"),
    ] {
        let unresolved = Ontology::embedded().resolve(query).unwrap_err();
        assert!(unresolved.suggestions.iter().any(|s| s == want), "{unresolved}");
        assert!(unresolved.suggestions.len() <= 5);
    }
    assert!(Ontology::embedded().resolve("").is_err());
    assert!(Ontology::embedded().resolve("xqzzw").unwrap_err().suggestions.is_empty());
}

#[test]
fn what_may_be_either_is_refused_with_both() {
    let unresolved = Ontology::embedded().resolve("pnet").unwrap_err();
    assert!(unresolved.is_ambiguous, "{unresolved}");
    for name in
        ["PNET (Primitive Neuroectodermal Tumor)", "PANET (Pancreatic Neuroendocrine Tumor)"]
    {
        assert!(unresolved.suggestions.iter().any(|s| s == name), "{unresolved}");
    }
    // A receptor's status is not dropped: it is a part of the name.
    for name in ["HER2 breast cancer", "HER2-positive gastric cancer", "TMT", "metastatic"] {
        let unresolved = Ontology::embedded().resolve(name).unwrap_err();
        assert!(!unresolved.is_ambiguous, "{unresolved}");
    }
}

#[test]
fn every_disease_of_the_tables_resolves() {
    use crate::knowledge::evidence::EvidenceTable;
    let ontology = Ontology::embedded();
    let mut lost: Vec<String> = Vec::new();
    for evidence in EvidenceTable::embedded().all() {
        let by_id = ontology.canonical_id(evidence.disease_id);
        let found = by_id.or_else(|| ontology.id_by_name(evidence.disease));
        let (id, disease) = (evidence.disease_id, evidence.disease);
        if found.is_none() {
            lost.push(format!("{} {id:?} {disease:?}", evidence.id));
        }
    }
    lost.sort();
    lost.dedup();
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    for name in ["Solid Tumor", "Solid Tumors", "Solid Tumors, Advanced"] {
        assert_eq!(ontology.id_by_name(name), Some("CLASS:solid"), "{name}");
    }
}

#[test]
fn definitions_speak_of_canonical_nodes() {
    let ontology = Ontology::embedded();
    for definition in crate::knowledge::definitions::all() {
        for id in definition.bases().chain([definition.id]) {
            assert_eq!(ontology.canonical_id(id), Some(id));
        }
    }
}

#[test]
fn a_type_that_the_sample_has_is_its_base() {
    let ontology = Ontology::embedded();
    for (query, known, evidence, want) in [
        ("BRCA", ("DOID:0060079", true), "DOID:0060079", "same"),
        ("IDC", ("DOID:0060079", true), "DOID:0060079", "ancestor"),
        ("BRCA", ("DOID:0060079", false), "DOID:0060079", "other_same_class"),
        ("breast", ("DOID:0060079", true), "DOID:0060079", "same"),
        ("solid tumor", ("DOID:0060079", true), "DOID:0060079", "subtype"),
        ("LUAD", ("DOID:0060079", true), "DOID:0060079", "other_same_class"),
        ("AML", ("ONCOTREE:APLPMLRARA", true), "DOID:0060318", "same"),
        ("AMLNOS", ("ONCOTREE:APLPMLRARA", true), "DOID:0060318", "ancestor"),
        ("AML", ("ONCOTREE:APLPMLRARA", true), "CML", "other_same_class"),
        ("MDS", ("ONCOTREE:MLNER", true), "ONCOTREE:MLNER", "ancestor"),
        ("CELNOS", ("ONCOTREE:MLNPDGFRA", true), "ONCOTREE:MLNPDGFRA", "ancestor"),
        ("GIST", ("ONCOTREE:MLNPDGFRA", true), "ONCOTREE:MLNPDGFRA", "other"),
    ] {
        let mut tumor = ontology.resolve(query).unwrap();
        tumor.defined.insert(known.0, known.1);
        let relation = ontology.relation(evidence, &tumor);
        assert_eq!(relation.name(), want, "{query} {known:?} / {evidence}");
    }
}

#[test]
fn embedded_table_is_valid_and_sorted() {
    let ontology = Ontology::parse(Path::new("data/generated/diseases.tsv"), TABLE).unwrap();
    assert!(ontology.rows.len() > 3_000);
    for index in ontology.indices() {
        let canonical = ontology.canonical(index);
        assert_eq!(ontology.canonical(canonical), canonical, "{}", ontology.node(index).id);
    }
}

#[test]
fn import_reports_every_bad_row() {
    let text = |text| Table::parse(Path::new("f.tsv"), text, &[]).unwrap();
    let oncotree = "code\tname\tparent\tmain_type\ttissue\tncit\nTISSUE\tTissue\t\t\t\t\n\
                    BOWEL\tBowel\tTISSUE\tBowel Cancer\tBowel\t\n\
                    COAD\tColon Adenocarcinoma\tBOWEL\tColorectal Cancer\tBowel\tC4349\n";
    let ontology = "doid\tname\tparent_names\tncit\n\
                    DOID:14566\tdisease of cellular proliferation\t\t\n\
                    DOID:1\tcolon cancer\tdisease of cellular proliferation\t\n\
                    DOID:2\tcolon adenocarcinoma\tcolon cancer\tC4349\n\
                    DOID:3\tmigraine\tdisease\t\n";
    let map = "id\tname\trelation\ttarget\nDOID:14566\td\texact\tCLASS:all\n";
    let table = import(&text(ontology), &text(oncotree), &text(map)).unwrap();
    assert!(table.contains("DOID:2\tcolon adenocarcinoma\t\tONCOTREE:COAD\tsolid\t"), "{table}");
    assert!(!table.contains("migraine"));
    let read = Ontology::parse(Path::new("t"), &table).unwrap();
    let tumor = read.resolve("COAD").unwrap();
    assert_eq!(read.relation("DOID:1", &tumor), TumorRelation::Ancestor);
    let bad = "id\tname\trelation\ttarget\nDOID:1\tc\tlike\tONCOTREE:COAD\nDOID:1\tc\texact\tONCOTREE:X\n";
    let error = import(&text(ontology), &text(oncotree), &text(bad)).unwrap_err().to_string();
    assert!(
        error.contains("f.tsv:2: unknown relation") && error.contains("f.tsv:3: unknown target"),
        "{error}"
    );
}

mod shared {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::PathBuf;

    use super::*;

    fn shared(name: &str) -> Option<(PathBuf, String)> {
        let path = crate::shared::shared(&format!("kb/{name}"))?;
        let text = std::fs::read_to_string(&path).unwrap();
        Some((path, text))
    }

    #[test]
    fn every_disease_of_the_evidence_is_placed() {
        let (Some(civic), Some(fda)) =
            (shared("civic_evidence_2026-05-26.tsv"), shared("fda_label_facts_2026-05.tsv"))
        else {
            return;
        };
        let mut diseases: BTreeMap<(String, String), usize> = BTreeMap::new();
        for (_, [disease, doid, kind]) in
            borrowed_table::read(&civic.0, &civic.1, ["disease", "doid", "evidence_type"]).unwrap()
        {
            if kind == "Predictive" {
                *diseases.entry((disease.to_owned(), doid.to_owned())).or_default() += 1;
            }
        }
        for (_, [disease, code]) in
            borrowed_table::read(&fda.0, &fda.1, ["disease", "disease_code"]).unwrap()
        {
            *diseases.entry((disease.to_owned(), code.to_owned())).or_default() += 1;
        }
        let unmappable =
            ["DOID:3852", "DOID:0060474", "DOID:3112", "DOID:3030", "DOID:6886", "DOID:1901"];
        let ontology = Ontology::embedded();
        let placed = |node: u32| {
            let node = ontology.node(node);
            node.is_oncotree() || node.id.starts_with("CLASS:")
        };
        let above: BTreeSet<u32> = ontology
            .indices()
            .filter(|&node| placed(node))
            .flat_map(|node| ontology.lineage(node).iter().copied())
            .collect();
        let mut lost = Vec::new();
        for ((disease, id), count) in diseases {
            let Some(found) = ontology.canonical_id(&id).or_else(|| ontology.id_by_name(&disease))
            else {
                lost.push(format!("{count} {disease} {id}: unknown"));
                continue;
            };
            let index = ontology.find(found).unwrap();
            let reaches = placed(index)
                || above.contains(&index)
                || ontology
                    .lineage(index)
                    .iter()
                    .any(|&node| placed(node) || above.contains(&node));
            if !reaches && !unmappable.contains(&found) {
                lost.push(format!("{count} {disease} {id}: no way to OncoTree"));
            }
        }
        assert!(lost.is_empty(), "{}", lost.join("\n"));
    }
}
