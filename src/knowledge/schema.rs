//! The columns of the evidence table: reading and writing one row.

pub(crate) mod draft;

use super::profile;
use crate::model::citation::Citation;
use crate::model::evidence::{Direction, Evidence, Interaction, Significance, Source};

/// Columns of an evidence table, in order. `genes` are all genes of the profile joined by `;`,
/// empty for a signature of the whole tumour.
pub(crate) const COLUMNS: [&str; 15] = [
    "genes",
    "profile",
    "id",
    "source",
    "disease",
    "disease_id",
    "therapies",
    "interaction",
    "direction",
    "significance",
    "source_level",
    "citation",
    "rating",
    "flagged",
    "origin",
];

/// One row with its index key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row<'a> {
    /// Genes of the profile, joined by `;`.
    pub(crate) genes: &'a str,
    /// The statement.
    pub(crate) evidence: Evidence<'a>,
}

/// Splits a line into `N` cells. A line with another number of cells is an error.
pub(crate) fn cells<const N: usize>(line: &str) -> Result<[&str; N], String> {
    let mut cells = [""; N];
    let mut count = 0;
    for cell in crate::cells::cells(line) {
        if let Some(slot) = cells.get_mut(count) {
            *slot = cell;
        }
        count += 1;
    }
    if count == N { Ok(cells) } else { Err(format!("{count} columns, expected {N}")) }
}

impl<'a> Row<'a> {
    /// Reads one line; on failure says which columns are wrong.
    pub(crate) fn parse(line: &'a str) -> Result<Self, String> {
        let [
            genes,
            profile,
            id,
            source,
            disease,
            disease_id,
            therapies,
            interaction,
            direction,
            significance,
            source_level,
            citation,
            rating,
            flagged,
            origin,
        ] = cells::<{ COLUMNS.len() }>(line)?;
        for (name, value) in [("profile", profile), ("id", id), ("source_level", source_level)] {
            if value.is_empty() {
                return Err(format!("{name} is empty"));
            }
        }
        let evidence = Evidence {
            id,
            source: known("source", source, Source::parse(source))?,
            profile,
            disease,
            disease_id,
            therapies,
            interaction: known("interaction", interaction, Interaction::parse(interaction))?,
            direction: known("direction", direction, Direction::parse(direction))?,
            significance: known("significance", significance, Significance::parse(significance))?,
            source_level,
            citation: Citation::parse(citation),
            rating: stars(rating)?,
            flagged: yes_or_no("flagged", flagged)?,
            origin,
        };
        Ok(Self { genes, evidence })
    }

    /// Checks that the profile parses and that `genes` are its genes.
    pub(crate) fn check_profile(&self) -> Result<(), String> {
        let parsed = profile::parse(self.evidence.profile).map_err(|error| error.to_string())?;
        let genes = profile::genes(&parsed).join(";");
        if genes == self.genes {
            Ok(())
        } else {
            Err(format!("genes {:?}, but the profile names {genes:?}", self.genes))
        }
    }

    /// Writes the row as a line.
    pub(crate) fn write(&self, table: &mut String) {
        let e = &self.evidence;
        let rating = e.rating.map(|stars| stars.to_string()).unwrap_or_default();
        let cells: [&str; COLUMNS.len()] = [
            self.genes,
            e.profile,
            e.id,
            e.source.name(),
            e.disease,
            e.disease_id,
            e.therapies,
            e.interaction.name(),
            e.direction.name(),
            e.significance.name(),
            e.source_level,
            e.citation.as_str(),
            &rating,
            if e.flagged { "true" } else { "false" },
            e.origin,
        ];
        table.push_str(&cells.join("\t"));
        table.push('\n');
    }

    /// Returns the sort key: the first gene, the profile, and the id (shorter numbers first). The
    /// rest puts rows of the same content together.
    pub(crate) fn sort_key(&self) -> impl Ord + '_ {
        let e = &self.evidence;
        let id = (e.id.len(), e.id);
        let citation = e.citation.as_str();
        (first_gene(self.genes), e.profile, id, e.disease, e.therapies, e.origin, citation)
    }
}

/// Returns the first of genes joined by `;`.
pub(crate) fn first_gene(genes: &str) -> &str {
    genes.split(';').next().unwrap_or(genes)
}

/// Returns the value that a closed vocabulary gave for `text`, or an error that names the column.
pub(crate) fn known<T>(column: &str, text: &str, value: Option<T>) -> Result<T, String> {
    value.ok_or_else(|| format!("{column} {text:?} is not known"))
}

/// Reads a rating of one to five stars. An empty cell has none.
pub(crate) fn stars(text: &str) -> Result<Option<u8>, String> {
    match text.parse() {
        _ if text.is_empty() => Ok(None),
        Ok(stars @ 1..=5) => Ok(Some(stars)),
        _ => Err(format!("rating {text:?} is not 1 to 5")),
    }
}

/// Reads `true` or `false`. An empty cell is `false`.
pub(crate) fn yes_or_no(column: &str, text: &str) -> Result<bool, String> {
    match text {
        "true" => Ok(true),
        "false" | "" => Ok(false),
        _ => Err(format!("{column} {text:?} is neither true nor false")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "BRAF\tBRAF V600E\tEID1\tCIViC\tMelanoma\tDOID:1909\tTrametinib;Dabrafenib\
        \tCombination\tSupports\tSensitivity/Response\tA\tPMID:1\t5\tfalse\tSomatic";

    #[test]
    fn a_row_reads_and_writes_itself() {
        let row = Row::parse(LINE).unwrap();
        assert_eq!(row.evidence.interaction, Interaction::Combination);
        assert_eq!(row.evidence.drugs().collect::<Vec<_>>(), ["Trametinib", "Dabrafenib"]);
        assert_eq!(row.evidence.rating, Some(5));
        assert_eq!(row.check_profile(), Ok(()));
        let mut written = String::new();
        row.write(&mut written);
        assert_eq!(written, format!("{LINE}\n"));
    }

    #[test]
    fn bad_rows_say_why() {
        for (from, to, reason) in [
            ("\tSomatic", "", "14 columns, expected 15"),
            ("\tSomatic", "\tSomatic\tx", "16 columns, expected 15"),
            ("Combination", "With", "interaction \"With\" is not known"),
            ("Supports", "supports", "direction \"supports\" is not known"),
            ("CIViC", "Wiki", "source \"Wiki\" is not known"),
            ("\t5\t", "\t6\t", "rating \"6\" is not 1 to 5"),
            ("false", "no", "flagged \"no\" is neither true nor false"),
            ("EID1", "", "id is empty"),
        ] {
            let line = LINE.replacen(from, to, 1);
            assert_eq!(Row::parse(&line).unwrap_err(), reason);
        }
        let line = LINE.replacen("BRAF\t", "KRAS\t", 1);
        assert_eq!(
            Row::parse(&line).unwrap().check_profile().unwrap_err(),
            "genes \"KRAS\", but the profile names \"BRAF\""
        );
    }
}
