//! The same statement on and off tumour, over main types: the type itself, a narrower and a broader
//! one, another one of its class and of the other class, and none.

use crate::interpret::grade::{Hold, grade};
use crate::knowledge::evidence::EvidenceTable;
use crate::knowledge::ontology::Ontology;
use crate::model::evidence::Evidence;
use crate::model::tumor_type::TumorRelation;

/// The type that the statement is on, a kind of it, what it is a kind of, another one of its class.
const TYPES: [[&str; 4]; 32] = [
    ["NSCLC", "LUAD", "LUNG", "SCLC"],
    ["SCLC", "SCLC", "LUNG", "LUAD"],
    ["BRCA", "IDC", "solid tumor", "LUAD"],
    ["COADREAD", "COAD", "BOWEL", "SBC"],
    ["MEL", "SKCM", "solid tumor", "BCC"],
    ["PRAD", "mCRPC", "solid tumor", "BLCA"],
    ["OVT", "HGSOC", "OVARY", "UCEC"],
    ["UCEC", "UEC", "UTERUS", "CESC"],
    ["BLCA", "UTUC", "solid tumor", "CCRCC"],
    ["STAD", "GEJ", "solid tumor", "COAD"],
    ["ESCA", "ESCA", "EGC", "STAD"],
    ["PAAD", "PAAD", "solid tumor", "CHOL"],
    ["CHOL", "IHCH", "BILIARY_TRACT", "HCC"],
    ["HCC", "HCC", "solid tumor", "CHOL"],
    ["RCC", "CCRCC", "solid tumor", "BLCA"],
    ["THPA", "THPA", "THYROID", "THME"],
    ["HNSC", "OPHSC", "solid tumor", "ACYC"],
    ["GIST", "GIST", "SOFT_TISSUE", "LMS"],
    ["Glioma", "GB", "BRAIN", "MNG"],
    ["GB", "GB", "Glioma", "MNG"],
    ["Soft Tissue Sarcoma", "LMS", "sarcoma", "OS"],
    ["CESC", "CESC", "CERVIX", "UCEC"],
    ["Mesothelioma", "PLMESO", "solid tumor", "LUAD"],
    ["NBL", "NBL", "solid tumor", "MBL"],
    ["AML", "AMLNPM1", "leukemia", "CML"],
    ["CML", "CMLBCRABL1", "MPN", "AML"],
    ["ALL", "BLL", "leukemia", "AML"],
    ["CLLSLL", "CLLSLL", "MBN", "FL"],
    ["PCM", "PCM", "liquid tumor", "DLBCLNOS"],
    ["DLBCLNOS", "ABC", "MBN", "FL"],
    ["MDS", "MDSEB", "MNM", "AML"],
    ["MPN", "PV", "MNM", "MDS"],
];

/// Five statements on `disease`: a label, a validated and a small study, and resistance by both.
fn statements(disease: &str) -> &'static EvidenceTable<'static> {
    let header = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\t\
        direction\tsignificance\tsource_level\tcitation\trating\tflagged\torigin\n";
    let row = |id: &str, source: &str, effect: &str, level: &str| {
        format!(
            "BRAF\tBRAF V600E\t{id}\t{source}\t{disease}\t{disease}\tDrug\t\tSupports\t{effect}\t\
             {level}\tPMID:{id}\t5\tfalse\t\n"
        )
    };
    let text = [
        header.to_owned(),
        row("1", "FDA", "Sensitivity/Response", "label"),
        row("2", "CIViC", "Sensitivity/Response", "A"),
        row("3", "CIViC", "Sensitivity/Response", "D"),
        row("4", "CIViC", "Resistance", "A"),
        row("5", "CIViC", "Resistance", "B"),
    ];
    Box::leak(Box::new(EvidenceTable::from_text(text.concat().leak(), "t").unwrap()))
}

/// The levels of the statements on `disease` for a tumour of `query`, and how the two relate.
fn levels(disease: &str, query: Option<&str>) -> (Vec<String>, Option<TumorRelation>) {
    let ontology = Ontology::embedded();
    let of = |name: &str| ontology.resolve(name).unwrap();
    let own = of(disease).id;
    let tumor = query.map(of);
    let relation = tumor.map(|tumor| ontology.relation(&own, &tumor));
    let level = |evidence: Evidence<'static>| {
        grade(evidence, relation, Hold::None).level.map_or("-".to_owned(), |l| l.to_string())
    };
    (statements(&own).all().map(level).collect(), relation)
}

#[test]
fn on_and_off_tumour() {
    let own = ["1", "2", "4", "R1", "R2"].map(str::to_owned).to_vec();
    let elsewhere = ["3B", "3B", "-", "-", "-"].map(str::to_owned).to_vec();
    let none = vec!["-".to_owned(); 5];
    let mut wrong = Vec::new();
    for [disease, narrower, broader, sibling] in TYPES {
        let is_liquid = levels(disease, Some("LUAD")).1 == Some(TumorRelation::Other);
        let other_class = if is_liquid { "LUAD" } else { "AML" };
        for (query, want, covers) in [
            (Some(disease), &own, Some(true)),
            (Some(narrower), &own, Some(true)),
            // It holds on a condition, resistance too.
            (Some(broader), &own, Some(false)),
            (Some(sibling), &elsewhere, Some(false)),
            (Some(other_class), &none, Some(false)),
            (None, &own, None),
        ] {
            let (levels, relation) = levels(disease, query);
            let is_conditional = relation == Some(TumorRelation::Subtype);
            let is_right = levels == *want
                && relation.map(TumorRelation::covers) == covers
                && is_conditional == (query == Some(broader));
            if !is_right {
                wrong.push(format!("{disease} / {query:?}: {levels:?} {relation:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
