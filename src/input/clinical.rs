//! A clinical table: the tumour type of each sample, as OncoKB's annotator and cBioPortal have it.

use std::collections::HashMap;
use std::path::Path;

use crate::error::Result;
use crate::io::table::Table;

/// Names of the column of samples.
const SAMPLE: &[&str] = &["SAMPLE_ID", "Tumor_Sample_Barcode"];
/// Names of the column of tumour types.
const TYPE: &[&str] = &["ONCOTREE_CODE", "CANCER_TYPE"];

/// Returns the tumour type of each sample in the text of a table.
///
/// # Errors
/// [`crate::Error::Table`] where a column is missing.
pub fn tumor_types(path: &Path, text: &str) -> Result<HashMap<String, String>> {
    let table = Table::parse(path, text, &[SAMPLE, TYPE].concat())?;
    let (sample, kind) = (table.needed(SAMPLE)?, table.needed(TYPE)?);
    let told = table.rows().iter().filter(|row| !row.cell(kind).is_empty());
    Ok(told.map(|row| (row.cell(sample).to_owned(), row.cell(kind).to_owned())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_by_sample() {
        let text = "#of a study\nSAMPLE_ID\tAGE\tONCOTREE_CODE\nA\t4\tLUAD\nB\t5\t\n";
        let types = tumor_types(Path::new("c.txt"), text).unwrap();
        assert_eq!(types, HashMap::from([("A".to_owned(), "LUAD".to_owned())]));
        let error = tumor_types(Path::new("c.txt"), "SAMPLE_ID\tAGE\nA\t4\n").unwrap_err();
        assert!(error.to_string().contains("ONCOTREE_CODE"), "{error}");
    }
}
