//! A statement of OncoKB's, by its own level.

use crate::curate::import::{Collector, interaction, level};
use crate::io::table::SourceRow;
use crate::knowledge::schema::draft::{Draft, cell};
use crate::knowledge::therapies::Therapies;
use crate::model::evidence::{Direction, Significance, Source};

/// Returns the letter that a level is read as, and what it states. `None` for a level that is not
/// therapeutic.
pub(super) fn meaning(own: &str) -> Option<(char, Significance)> {
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
pub(super) struct Statement<'s> {
    pub(super) own_level: &'s str,
    pub(super) profile: &'s str,
    pub(super) disease: &'s str,
    pub(super) disease_id: &'s str,
    pub(super) citation: &'s str,
}

impl Statement<'_> {
    /// Takes a statement for each of the `regimens`: joined by `,`, their drugs by `+`.
    pub(super) fn add(
        &self,
        row: &SourceRow<'_>,
        regimens: &str,
        rows: &mut Collector,
    ) -> Result<(), String> {
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
