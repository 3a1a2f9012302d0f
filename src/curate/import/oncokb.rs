//! OncoKB (terms of use: not to be redistributed): a user's own annotator output, or the
//! biomarker-drug associations as the web site gives them. The header tells which.
//!
//! Its levels are read as letters: 1, 2 and R1 as `A`, 3A and R2 as `B`, 4 and R3 as `D`. Level 3B is
//! no statement: OncoKB derives it, for one patient, from what it says of another tumour type.

mod alteration;
mod annotated;
mod associations;

use std::path::Path;

use crate::curate::import::{Collector, Imported, interaction, level};
use crate::error::{Error, Location, Result};
use crate::knowledge::schema::Problems;
use crate::knowledge::schema::draft::{Draft, cell, file_name};
use crate::knowledge::source_table::SourceRow;
use crate::knowledge::therapies::Therapies;
use crate::model::evidence::{Direction, Significance, Source};

/// Reads either file. `tumor_type` is the one that the annotator was given with `-t`, for rows that
/// name none.
///
/// # Errors
/// [`Error::Io`] where the file cannot be read; [`Error::Table`] with every bad row, or where it is
/// neither file; [`Error::Usage`] for a tumour type that is not known, or given with associations.
pub fn import(path: &Path, tumor_type: Option<&str>) -> Result<Imported> {
    let mut problems = Problems::default();
    let mut rows = Collector::default();
    let comments = if annotated::is_header_of(path)? {
        annotated::read(path, tumor_type, &mut rows, &mut problems)?;
        vec![
            "Therapeutic levels of OncoKB from a user's own annotator output: not to be redistributed",
            "Citations are those of the alteration, whatever the therapy",
        ]
    } else if associations::is_header_of(path)? {
        if tumor_type.is_some() {
            let reason = "the associations name their own tumour types: --tumor-type is for the \
                annotator's output";
            return Err(Error::Usage(reason.to_owned()));
        }
        associations::read(path, &mut rows, &mut problems)?;
        vec!["Biomarker-drug associations of OncoKB: not to be redistributed"]
    } else {
        return Err(Error::Table {
            at: Location::line(path, 1),
            reason: "neither the output of OncoKB's annotator (LEVEL_1, LEVEL_2, …) nor its \
                associations (Level, Gene, Alterations, Cancer Types, Drugs)"
                .to_owned(),
        });
    };
    problems.into_result()?;
    let mut comments: Vec<String> = comments.into_iter().map(str::to_owned).collect();
    comments.push(format!("source: OncoKB, https://www.oncokb.org: {}", file_name(path)));
    comments.push("licence: OncoKB's terms of use; the user's own licence".to_owned());
    Ok(rows.finish(&comments))
}

/// What a level says, and the letter that it is read as; `None` for one that is not therapeutic.
fn meaning(own: &str) -> Option<(char, Significance)> {
    use Significance::{Resistance, Sensitivity};
    Some(match own {
        "1" | "2" | "2A" => ('A', Sensitivity),
        "3A" => ('B', Sensitivity),
        "4" => ('D', Sensitivity),
        "R1" => ('A', Resistance),
        "R2" => ('B', Resistance),
        "R3" => ('D', Resistance),
        _ => return None,
    })
}

/// What the statements of one cell of regimens have in common.
struct Statement<'s> {
    own_level: &'s str,
    profile: &'s str,
    disease: &'s str,
    disease_id: &'s str,
    citation: &'s str,
}

impl Statement<'_> {
    /// Takes a statement for each of the `regimens`: joined by `,`, their drugs by `+`.
    fn add(&self, row: &SourceRow<'_>, regimens: &str, rows: &mut Collector) -> Result<(), String> {
        let Some((letter, significance)) = meaning(self.own_level) else {
            return Err(format!("level {:?} is not known", self.own_level));
        };
        for regimen in Therapies::embedded().split_list(regimens) {
            if regimen == "[NOT SPECIFIED]" {
                rows.leave_out_some("therapies", "not named by the source");
                continue;
            }
            let therapies: Vec<String> = regimen.split('+').map(cell).collect();
            rows.add(Draft {
                id: format!("OncoKB:{}", row.line()),
                source: Source::OncoKb,
                profile: self.profile.to_owned(),
                disease: self.disease.to_owned(),
                disease_id: self.disease_id.to_owned(),
                interaction: interaction(&therapies),
                therapies: therapies.join(";"),
                direction: Direction::Supports,
                significance,
                source_level: level(letter, &format!("level {}", self.own_level)),
                citation: self.citation.to_owned(),
                rating: None,
                flagged: false,
                origin: String::new(),
            })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
