//! What values say, and which row is the sample's.

use super::content::{Row, Table};
use super::fault::Fault;
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
pub(super) type Read = std::result::Result<(Method, Vec<Says>), Fault>;

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

/// Returns the row of the sample: the one that `name` names, or the only one, where it is of no other.
pub(super) fn row_of<'t>(table: &'t Table, name: &str) -> std::result::Result<&'t Row, Fault> {
    let is_named = |row: &&Row| {
        let is_first = row.cells.first().is_some_and(|first| first == name);
        !name.is_empty() && (is_first || table.sample(row) == Some(name))
    };
    match table.rows.as_slice() {
        [] => Err("no row below the column names".to_owned().into()),
        [one] => is_of(table.sample(one), name).map(|()| one),
        rows => match rows.iter().filter(is_named).collect::<Vec<_>>()[..] {
            [one] => Ok(one),
            [first, second, ..] => Err(Fault::at(
                second.line,
                format!("sample {name:?} has a row already, in line {}", first.line),
            )),
            [] => Err(format!(
                "{} rows and none of sample {name:?}: give a file of one sample",
                rows.len()
            )
            .into()),
        },
    }
}

/// Checks that what is of the sample `own`, if it says so, is of sample `name`, if the run has one.
pub(super) fn is_of(own: Option<&str>, name: &str) -> std::result::Result<(), Fault> {
    match own {
        Some(own) if !name.is_empty() && own != name => Err(Fault::OtherSample(own.to_owned())),
        _ => Ok(()),
    }
}
