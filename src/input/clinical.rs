//! A clinical table: the tumour type of each sample, as OncoKB's annotator and cBioPortal have it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::error::{Problems, Result};
use crate::io::table::Table;

/// Names of the column of samples.
const SAMPLE: &[&str] = &["SAMPLE_ID", "Tumor_Sample_Barcode"];
/// Name of the column of OncoTree codes.
const CODE: &str = "ONCOTREE_CODE";
/// Name of the column of tumour types, which stands in where there are no codes.
const TYPE: &str = "CANCER_TYPE";

/// The tumour types of samples.
#[derive(Debug)]
pub struct Clinical {
    /// The table.
    pub path: PathBuf,
    samples: HashMap<String, Vec<NamedType>>,
}

/// The tumour type that a row names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedType {
    /// The row's line.
    pub line: u64,
    /// The type.
    pub kind: String,
    /// What the column of types says beside the code.
    pub beside: Option<String>,
}

impl Clinical {
    /// Reads the text of a table.
    ///
    /// # Errors
    /// [`crate::Error::Table`] where a column is missing, and with every row that has more cells than the
    /// header or names a type and no sample.
    pub fn parse(path: &Path, text: &str) -> Result<Self> {
        let table = Table::parse(path, text, &[SAMPLE, &[CODE, TYPE]].concat())?;
        let (sample, kind) = (table.needed(SAMPLE)?, table.needed(&[CODE, TYPE])?);
        let beside = table.column(&[TYPE])?.filter(|beside| *beside != kind);
        table.check_widths(&[sample])?;
        let mut samples: HashMap<String, Vec<NamedType>> = HashMap::new();
        let mut problems = Problems::default();
        for row in table.rows().iter().filter(|row| !row.cell(kind).is_empty()) {
            if row.cell(sample).is_empty() {
                problems.push(path, row.line(), "a tumour type of no sample");
            }
            let beside = beside.map(|beside| row.cell(beside).to_owned());
            samples.entry(row.cell(sample).to_owned()).or_default().push(NamedType {
                line: row.line(),
                kind: row.cell(kind).to_owned(),
                beside: beside.filter(|beside| !beside.is_empty()),
            });
        }
        problems.into_result()?;
        Ok(Self { path: path.to_path_buf(), samples })
    }

    /// Returns what the rows of a sample name.
    pub fn of(&self, sample: &str) -> &[NamedType] {
        self.samples.get(sample).map(Vec::as_slice).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Clinical> {
        Clinical::parse(Path::new("c.txt"), text)
    }

    #[test]
    fn types_by_sample() {
        let text =
            "#of a study\nSAMPLE_ID\tAGE\tONCOTREE_CODE\nA\t4\tLUAD\nB\t5\t\nC\nA\t4\tMEL\t\n";
        let types = parsed(text).unwrap();
        let of = |sample| types.of(sample).iter().map(|n| (n.line, &*n.kind)).collect::<Vec<_>>();
        assert_eq!(of("A"), [(3, "LUAD"), (6, "MEL")]);
        assert_eq!([of("B"), of("C"), of("a")], [vec![], vec![], vec![]]);
        let types = parsed("CANCER_TYPE\tSAMPLE_ID\tONCOTREE_CODE\nMelanoma\tA\tCOAD\n").unwrap();
        let named = &types.of("A")[0];
        assert_eq!((&*named.kind, named.beside.as_deref()), ("COAD", Some("Melanoma")));
    }

    #[test]
    fn rows_that_cannot_be_right_are_refused() {
        for (text, want) in [
            ("SAMPLE_ID\tAGE\nA\t4\n", "ONCOTREE_CODE"),
            ("SAMPLE_ID\tONCOTREE_CODE\nA\tLUAD\tx\n", "c.txt:2: 3 cells"),
            ("SAMPLE_ID\tONCOTREE_CODE\nA\tLUAD\n\tMEL\n", "c.txt:3: a tumour type of no sample"),
        ] {
            let error = parsed(text).unwrap_err();
            assert_eq!(error.exit_code(), 3, "{text}");
            assert!(error.to_string().contains(want), "{error}");
        }
    }
}
