//! What values say, and which row is the sample's.

use super::content::Table;
use super::method::{About, Method};
use crate::model::sample_facts::HintAbout;
use crate::model::stated_fact::Fact;

/// What one value says.
#[derive(Debug, PartialEq)]
pub(super) enum Says {
    /// A fact: as the command line writes it, what it is, and its basis.
    Fact(String, Fact, String),
    /// Nothing by itself.
    Open(HintAbout, String),
}

/// What a file says, and by which program.
pub(super) type Read = std::result::Result<(Method, Vec<Says>), String>;

/// Returns that a file is of no known program.
pub(super) fn unknown(about: About) -> String {
    let known = match about {
        About::Microsatellites => {
            "MSIsensor, MSIsensor2, MSIsensor-pro, mSINGS, DRAGEN (microsat_output.json), TSO500 \
             (CombinedVariantOutput.tsv)"
        }
        About::Recombination => "scarHRD, CHORD, HRDetect, TSO500 (CombinedVariantOutput.tsv)",
    };
    format!("a result of no program that is known; known: {known}")
}

/// Returns the row of the sample: the only one, or the one that `name` names.
pub(super) fn row_of<'t>(
    table: &'t Table,
    name: &str,
) -> std::result::Result<&'t [String], String> {
    match table.rows.as_slice() {
        [] => Err("no row below the column names".to_owned()),
        [one] => Ok(one),
        rows => rows
            .iter()
            .find(|row| row.first().is_some_and(|first| !name.is_empty() && first == name))
            .map(Vec::as_slice)
            .ok_or_else(|| {
                format!(
                    "{} rows and none of sample {name:?}: give a file of one sample",
                    rows.len()
                )
            }),
    }
}
