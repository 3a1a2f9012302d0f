//! The tumour type of a sample whose rows, or those of a clinical table, name it.

use crate::diagnostics::{Tally, Warning, listed};
use crate::input::clinical::{Clinical, NamedType};
use crate::input::maf::MafSample;
use crate::knowledge::ontology::Ontology;
use crate::model::tumor_type::TumorType;
use crate::sample::knowledge::tumor_type;

/// Returns the type of a sample: that of its rows in `clinical`, else that of its own. Where they name several,
/// or one that is not known, the sample is judged without one, and the warning says so.
pub fn of_sample(
    clinical: Option<&Clinical>,
    sample: &MafSample,
) -> (Option<TumorType>, Option<Warning>) {
    let mut said: Vec<String> = Vec::new();
    for NamedType { kind, .. } in clinical.map(|table| table.of(&sample.name)).unwrap_or_default() {
        if !said.contains(kind) {
            said.push(kind.clone());
        }
    }
    of_rows(if said.is_empty() { &sample.tumor_types } else { &said })
}

/// Returns the type that all rows of a sample name, `said` each once.
fn of_rows(said: &[String]) -> (Option<TumorType>, Option<Warning>) {
    match said {
        [] => (None, None),
        [one] => match tumor_type(one) {
            Ok(tumor) => (Some(tumor), None),
            Err(error) => (None, Some(Warning::TumorTypeOfRow { said: error.to_string() })),
        },
        several => {
            let said = format!("rows name {} types ({})", several.len(), listed(several));
            (None, Some(Warning::TumorTypeOfRow { said }))
        }
    }
}

/// Returns which of `samples` have a type neither in `clinical` nor in their rows, and the rows of `clinical`
/// whose code and type are different tumours.
pub fn warnings(clinical: &Clinical, samples: &[&MafSample]) -> Vec<Warning> {
    let is_without = |sample: &&&MafSample| {
        clinical.of(&sample.name).is_empty() && sample.tumor_types.is_empty()
    };
    let without = samples.iter().filter(is_without).map(|sample| sample.name.clone());
    let without: Vec<String> = without.collect();
    let (mut tally, mut differ) = (Tally::default(), Vec::new());
    for row in samples.iter().flat_map(|sample| clinical.of(&sample.name)) {
        if let Some(beside) = row.beside.as_ref().filter(|beside| !agree(&row.kind, beside)) {
            tally.push(row.line);
            differ.push(format!("{} beside {beside}", row.kind));
        }
    }
    let of_none = (!without.is_empty())
        .then(|| Warning::WithoutTumorType { table: clinical.path.clone(), samples: without });
    let of_two = (tally.count > 0).then(|| Warning::Rows {
        file: clinical.path.clone(),
        what: format!("ONCOTREE_CODE and CANCER_TYPE are different tumours: {}", listed(&differ)),
        tally,
        remedy: "the code is used; check the row",
    });
    of_none.into_iter().chain(of_two).collect()
}

/// Returns whether two names can be those of one tumour. One that is not known denies nothing.
fn agree(code: &str, kind: &str) -> bool {
    let (Ok(code), Ok(kind)) = (tumor_type(code), tumor_type(kind)) else { return true };
    let ontology = Ontology::embedded();
    [(&code, &kind), (&kind, &code)].iter().any(|(a, b)| ontology.relation(&a.id, b).is_match())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_known_type_counts() {
        let of = |said: &[&str]| {
            let said: Vec<String> = said.iter().map(|name| (*name).to_owned()).collect();
            let (tumor, warning) = of_rows(&said);
            (tumor.map(|tumor| tumor.name), warning.is_some())
        };
        assert_eq!(of(&[]), (None, false));
        assert_eq!(of(&["LUAD"]), (Some("Lung Adenocarcinoma".to_owned()), false));
        assert_eq!(of(&["LUAD", "MEL"]), (None, true));
        assert_eq!(of(&["no such tumour"]), (None, true));
    }

    #[test]
    fn a_code_and_its_main_type_agree() {
        for (code, kind) in [
            ("MEL", "Melanoma"),
            ("SKCM", "Melanoma"),
            ("COAD", "Colorectal Cancer"),
            ("LUAD", "Non-Small Cell Lung Cancer"),
            ("IDC", "Breast Cancer"),
            ("GBM", "Glioma"),
            ("PRAD", "Prostate Cancer"),
            ("PAAD", "Pancreatic Cancer"),
            ("AML", "Leukemia"),
            ("HGSOC", "Ovarian Cancer"),
            ("Lung Cancer", "LUAD"),
            ("COAD", "a word that is none"),
        ] {
            assert!(agree(code, kind), "{code} {kind}");
        }
        for (code, kind) in [
            ("COAD", "Melanoma"),
            ("MEL", "Lung Cancer"),
            ("LUAD", "Breast Cancer"),
            ("AML", "Glioma"),
        ] {
            assert!(!agree(code, kind), "{code} {kind}");
        }
    }
}
