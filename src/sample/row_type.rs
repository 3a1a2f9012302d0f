//! The tumour type of a sample whose rows name it.

use crate::diagnostics::{Warning, listed};
use crate::model::tumor_type::TumorType;
use crate::sample::knowledge::tumor_type;

/// Returns the type that all rows of a sample name, `said` each once. Where they name several, or one that
/// is not known, the sample is judged without one, and the warning says so.
pub fn of_rows(said: &[String]) -> (Option<TumorType>, Option<Warning>) {
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
}
