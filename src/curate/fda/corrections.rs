//! What the source of label facts has wrong, row by row, and what it leaves out: tables of theravar's own, each row with
//! its reason and the label it was compared with.

use std::cell::Cell;
use std::path::Path;

use crate::error::Result;
use crate::knowledge::borrowed_table;

const CORRECTIONS: &str = include_str!("../../../data/curated/fda_corrections.tsv");
const ADDITIONS: &str = include_str!("../../../data/curated/fda_additions.tsv");

/// What a correction does to the facts that it meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Leaves the fact out.
    Drop,
    /// Puts a profile in the place of the biomarkers that it meets.
    Biomarker,
    /// Puts another disease in the place of the fact's.
    Disease,
    /// Puts another regimen in the place of the fact's.
    Regimen,
    /// Adds the same fact for another disease.
    AlsoDisease,
    /// Adds the same fact with another regimen.
    AlsoRegimen,
}

impl What {
    const ALL: [(&'static str, What); 6] = [
        ("drop", What::Drop),
        ("biomarker", What::Biomarker),
        ("disease", What::Disease),
        ("regimen", What::Regimen),
        ("also disease", What::AlsoDisease),
        ("also regimen", What::AlsoRegimen),
    ];
}

/// One correction.
#[derive(Debug)]
pub(super) struct Correction<'t> {
    application: &'t str,
    biomarkers: &'t str,
    disease_code: &'t str,
    regimen: &'t str,
    pub(super) what: What,
    /// The new value; empty for [`What::Drop`].
    pub(super) new: &'t str,
    pub(super) reason: &'t str,
    /// Whether the source has its application, and whether it met a fact.
    seen: Cell<bool>,
    used: Cell<bool>,
}

/// A label fact in its source's words, as corrections look at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fact<'r> {
    pub(super) application: &'r str,
    /// Joined by ` & `.
    pub(super) biomarkers: &'r str,
    pub(super) disease_code: &'r str,
    pub(super) regimen: &'r str,
}

impl Correction<'_> {
    /// Returns whether it applies to a fact of its application.
    fn meets(&self, fact: Fact<'_>) -> bool {
        fits(self.disease_code, fact.disease_code)
            && fits(self.regimen, fact.regimen)
            && (self.is_whole(fact)
                || fact.biomarkers.split(" & ").any(|part| self.meets_part(part)))
    }

    /// Returns whether its biomarkers are all those of the fact.
    pub(super) fn is_whole(&self, fact: Fact<'_>) -> bool {
        fits(self.biomarkers, fact.biomarkers)
    }

    /// Returns whether its biomarkers are this one of several.
    pub(super) fn meets_part(&self, part: &str) -> bool {
        fits(self.biomarkers, part)
    }
}

/// Returns whether `text` is the pattern, or begins as the pattern does before a `*`.
fn fits(pattern: &str, text: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => text.starts_with(start),
        None => pattern == text,
    }
}

/// All corrections.
#[derive(Debug)]
pub(super) struct Corrections<'t>(Vec<Correction<'t>>);

impl Corrections<'static> {
    /// Reads the embedded table.
    ///
    /// # Errors
    /// [`crate::Error::Table`] where a row cannot be read.
    pub(super) fn embedded() -> Result<Self> {
        Self::parse(CORRECTIONS)
    }
}

impl<'t> Corrections<'t> {
    fn parse(text: &'t str) -> Result<Self> {
        let path = Path::new("data/curated/fda_corrections.tsv");
        let columns =
            ["application", "biomarkers", "disease_code", "regimen", "what", "new", "reason"];
        let mut problems = crate::error::Problems::default();
        let mut corrections = Vec::new();
        for (line, [application, biomarkers, disease_code, regimen, what, new, reason]) in
            borrowed_table::read(path, text, columns)?
        {
            match What::ALL.iter().find(|(name, _)| *name == what) {
                Some(&(_, what)) if new.is_empty() == (what == What::Drop) => {
                    corrections.push(Correction {
                        application,
                        biomarkers,
                        disease_code,
                        regimen,
                        what,
                        new,
                        reason,
                        seen: Cell::new(false),
                        used: Cell::new(false),
                    });
                }
                _ => problems.push(path, line, format!("what {what:?} with new {new:?}")),
            }
        }
        problems.into_result()?;
        Ok(Self(corrections))
    }

    /// Returns those that apply to a fact, in the order of the table.
    pub(super) fn of<'c>(&'c self, fact: Fact<'c>) -> impl Iterator<Item = &'c Correction<'t>> {
        let own =
            self.0.iter().filter(move |correction| correction.application == fact.application);
        own.inspect(|correction| correction.seen.set(true))
            .filter(move |correction| correction.meets(fact))
            .inspect(|correction| correction.used.set(true))
    }

    /// Returns comment lines for the table: how many corrections applied, and those that no fact of
    /// their application meets.
    pub(super) fn comments(&self) -> Vec<String> {
        let seen = self.0.iter().filter(|correction| correction.seen.get());
        let (used, unused): (Vec<_>, Vec<_>) = seen.partition(|correction| correction.used.get());
        let mut comments = Vec::new();
        if !used.is_empty() {
            let count = used.len();
            comments.push(format!(
                "corrected by {count} rows of fda_corrections.tsv, each with its reason"
            ));
        }
        comments.extend(unused.iter().map(|c| {
            format!(
                "correction met no fact: {}, {}, {}",
                c.application, c.biomarkers, c.disease_code
            )
        }));
        comments
    }
}

/// One added fact, its columns in the order of the table.
pub(super) struct Addition {
    pub(super) application: &'static str,
    pub(super) brand: &'static str,
    /// `label` or `notice`.
    pub(super) document: &'static str,
    pub(super) date: &'static str,
    pub(super) profile: &'static str,
    pub(super) origin: &'static str,
    pub(super) disease_id: &'static str,
    pub(super) disease: &'static str,
    pub(super) regimen: &'static str,
    pub(super) significance: &'static str,
}

/// Reads the embedded table of added facts.
///
/// # Errors
/// [`crate::Error::Table`] where a row cannot be read.
pub(super) fn additions() -> Result<Vec<(u64, Addition)>> {
    let columns = [
        "application",
        "brand",
        "document",
        "date",
        "profile",
        "origin",
        "disease_id",
        "disease",
        "regimen",
        "significance",
    ];
    let rows = borrowed_table::read(additions_path(), ADDITIONS, columns)?;
    let addition = |cells: [&'static str; 10]| {
        let [
            application,
            brand,
            document,
            date,
            profile,
            origin,
            disease_id,
            disease,
            regimen,
            significance,
        ] = cells;
        Addition {
            application,
            brand,
            document,
            date,
            profile,
            origin,
            disease_id,
            disease,
            regimen,
            significance,
        }
    };
    Ok(rows.into_iter().map(|(line, cells)| (line, addition(cells))).collect())
}

/// Returns the name of the table of added facts, for messages.
pub(super) fn additions_path() -> &'static Path {
    Path::new("data/curated/fda_additions.tsv")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "application\tbiomarkers\tdisease_code\tregimen\twhat\tnew\treason\n";

    fn fact(biomarkers: &str) -> Fact<'_> {
        Fact { application: "1", biomarkers, disease_code: "oncotree:MEL", regimen: "A + B" }
    }

    #[test]
    fn by_part_whole_and_wildcard() {
        let text = format!(
            "{HEADER}1\tBRAF p.*\t*\t*\tbiomarker\tBRAF V600\tr\n1\tX [k] & Y [k]\t*\tA\tdrop\t\tr\n\
             1\tY [k]\toncotree:MEL\tA + B\talso disease\tONCOTREE:SKCM Skin\tr\n2\t*\t*\t*\tdrop\t\tr\n"
        );
        let corrections = Corrections::parse(&text).unwrap();
        let whats =
            |biomarkers| corrections.of(fact(biomarkers)).map(|c| c.what).collect::<Vec<_>>();
        assert_eq!(whats("BRAF p.V600E [k] & Z [k]"), [What::Biomarker]);
        assert_eq!(whats("X [k] & Y [k]"), [What::AlsoDisease]);
        assert_eq!(whats("KRAS p.G12C [k]"), []);
        let comments = corrections.comments();
        assert_eq!(comments.len(), 2, "{comments:?}");
        assert!(
            comments[1].starts_with("correction met no fact: 1, X [k] & Y [k]"),
            "{comments:?}"
        );
    }

    #[test]
    fn bad_rows_are_told() {
        for row in
            ["1\t*\t*\t*\tforget\t\tr\n", "1\t*\t*\t*\tdrop\tx\tr\n", "1\t*\t*\t*\tdisease\t\tr\n"]
        {
            let message = Corrections::parse(&format!("{HEADER}{row}")).unwrap_err().to_string();
            assert!(message.contains("fda_corrections.tsv:2: what"), "{message}");
        }
        assert!(Corrections::embedded().is_ok() && additions().is_ok());
    }
}
