//! A sample as the user lists it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::control::{escaped, is_control};
use crate::error::{Error, Result, shown};
use crate::io::file_name;
use crate::model::assembly::Assembly;
use crate::model::stated_fact::StatedFact;

/// Bytes of a name that most file systems take, less those of the longest extension.
const LONGEST_NAME: usize = 200;
/// Names of the tables over all samples, which no sample takes.
const RESERVED: [&str; 3] = ["cohort", "cohort_samples", "cohort_matrix"];

/// One sample of many. What it does not state holds for it as for all others of the run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sample {
    /// What its files are called, and what it is called in tables over all samples.
    pub name: String,
    /// The sample to read, where the user names one.
    pub column: Option<String>,
    /// The input.
    pub input: PathBuf,
    /// Its tumour type.
    pub tumor_type: Option<String>,
    /// Its assembly.
    pub assembly: Option<Assembly>,
    /// Its matched normal.
    pub normal: Option<String>,
    /// Its copy-number calls.
    pub cna: Option<PathBuf>,
    /// Its fusions.
    pub fusions: Option<PathBuf>,
    /// What is stated of it alone.
    pub facts: Vec<StatedFact>,
    /// Why it cannot be read, where what the user says of it makes no sense.
    pub fault: Option<String>,
}

impl Sample {
    /// Returns the sample of a file, which has the file's name.
    pub fn of_file(input: PathBuf) -> Self {
        Self { name: name_of(&input), input, ..Self::default() }
    }
}

/// Returns the name of a file of variants without its extensions.
pub(super) fn name_of(path: &Path) -> String {
    let name = file_name(path);
    let lower = name.to_ascii_lowercase();
    let endings =
        [".vcf.gz", ".vcf.bgz", ".vcf", ".bcf", ".maf.gz", ".maf.bgz", ".maf", ".gz", ".bgz"];
    let ending = endings.into_iter().find(|ending| lower.ends_with(ending));
    name[..name.len() - ending.map_or(0, str::len)].to_owned()
}

/// Refuses samples that have one name, and names that no file can have.
///
/// # Errors
/// [`Error::Usage`] with every such name.
pub fn check_names(samples: &[Sample]) -> Result<()> {
    let mut by_name: BTreeMap<&str, Vec<&Sample>> = BTreeMap::new();
    for sample in samples {
        by_name.entry(&sample.name).or_default().push(sample);
    }
    let mut problems = BTreeSet::new();
    for (name, samples) in by_name {
        if let Some(why) = not_a_file_name(name) {
            problems.insert(format!("sample {:?}: {why}", escaped(name, &[])));
        }
        if samples.len() > 1 {
            let inputs: Vec<String> = samples.iter().map(|sample| shown(&sample.input)).collect();
            let (count, inputs) = (samples.len(), inputs.join(", "));
            problems.insert(format!(
                "sample {name:?}: {count} inputs would write one result ({inputs}): give each its own \
                 name, in the column sample of a --sheet"
            ));
        }
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Error::Usage(problems.into_iter().collect::<Vec<_>>().join("\n"))),
    }
}

/// Returns why no result can be called `name`.
fn not_a_file_name(name: &str) -> Option<&'static str> {
    match name {
        "" => Some("the name is empty"),
        _ if name.contains(['/', '\\']) => {
            Some("a name with a slash names no file: write the sample's name without")
        }
        _ if name.starts_with('.') => {
            Some("a name with a leading dot names a hidden file: write it without")
        }
        _ if name.contains(is_control) => Some("the name has control characters: write it without"),
        _ if name.len() > LONGEST_NAME => Some("the name is longer than 200 bytes: shorten it"),
        _ if RESERVED.contains(&name) => {
            Some("the tables over all samples have this name: choose another")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gives_its_sample_a_name() {
        for (path, want) in [
            ("a/S1.vcf.gz", "S1"),
            ("S1.VCF", "S1"),
            ("S1.somatic.bcf", "S1.somatic"),
            ("S1.vcf.bgz", "S1"),
            ("S1.maf", "S1"),
            ("S1.maf.gz", "S1"),
            ("S1", "S1"),
        ] {
            assert_eq!(name_of(Path::new(path)), want);
        }
    }

    #[test]
    fn one_name_one_result() {
        let of = |paths: &[&str]| {
            let samples: Vec<Sample> = paths.iter().map(|p| Sample::of_file(p.into())).collect();
            check_names(&samples).map_err(|error| error.to_string())
        };
        assert_eq!(of(&["a.vcf", "b.vcf"]), Ok(()));
        let error = of(&["x/a.vcf", "y/a.vcf.gz", "cohort.vcf"]).unwrap_err();
        assert!(error.contains("x/a.vcf, y/a.vcf.gz") && error.contains("\"cohort\""), "{error}");
        for name in ["", "a/b", "..", ".hidden", "a\nb", "cohort_matrix"] {
            let sample = Sample { name: name.to_owned(), ..Sample::default() };
            assert!(check_names(&[sample]).is_err(), "{name:?}");
        }
    }
}
