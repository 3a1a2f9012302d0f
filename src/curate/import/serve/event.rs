//! SERVE's events in the grammar of molecular profiles.

use crate::curate::import::known_profile;
use crate::io::table::SourceRow;
use crate::knowledge::profile;
use crate::model::profile::{Alteration, Profile, RegionClass};
use crate::model::protein_change::Residue;

const UNKNOWN_FORM: &str = "its event is in a form that is not known";
const UNKNOWN_SPLICE: &str = "splice-site changes of an exon, beyond MET exon 14";
const UNKNOWN_LIMITS: &str = "its fusion is limited to exons in a way that a profile cannot say";

/// More exons than any gene has.
const MOST_EXONS: u32 = 1000;

/// Which of the tables a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Hotspot,
    Range,
    Gene,
    Fusion,
    Characteristic,
    Hla,
}

impl Kind {
    /// Returns the kind of table by the columns of its header.
    pub(super) fn of(columns: &[&str]) -> Option<Self> {
        [
            ("geneUp", Kind::Fusion),
            ("position", Kind::Hotspot),
            ("applicableMutationType", Kind::Range),
            ("event", Kind::Gene),
            ("hlaAllele", Kind::Hla),
            ("type", Kind::Characteristic),
        ]
        .into_iter()
        .find(|(column, _)| columns.contains(column))
        .map(|(_, kind)| kind)
    }

    /// Returns the word for the kind in the ids of its rows.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Hotspot => "hotspot",
            Kind::Range => "range",
            Kind::Gene => "gene",
            Kind::Fusion => "fusion",
            Kind::Characteristic => "characteristic",
            Kind::Hla => "hla",
        }
    }
}

/// Returns the profile of a row, or the reason to leave it out.
///
/// # Errors
/// The fault of the row.
pub(super) fn profile(
    kind: Kind,
    row: &SourceRow<'_>,
) -> Result<Result<String, &'static str>, String> {
    let event = row.filled("sourceEvent")?;
    Ok(match kind {
        Kind::Hotspot => hotspot(row.get("gene"), event).ok_or(UNKNOWN_FORM),
        Kind::Range => range(
            row.filled("gene")?,
            event,
            row.filled("applicableMutationType")?,
            (row.get("rangeType"), row.get("rank")),
        ),
        Kind::Gene => gene(row.filled("gene")?, row.filled("event")?)?.ok_or(UNKNOWN_FORM),
        Kind::Fusion => {
            let exons = ["minExonUp", "maxExonUp", "minExonDown", "maxExonDown"];
            let [min_up, max_up, min_down, max_down] = exons.map(|name| exon(row, name));
            let (up, down) = ((min_up?, max_up?), (min_down?, max_down?));
            fusion(row.filled("geneUp")?, up, row.filled("geneDown")?, down, event)
                .ok_or(UNKNOWN_LIMITS)
        }
        Kind::Characteristic => {
            characteristic(row.filled("type")?, row.get("cutoffType"), row.get("cutoff"))
                .map(str::to_owned)
        }
        Kind::Hla => Err("an HLA type"),
    })
}

/// Returns the event without its gene. `BRAF V600E`, `BRAF BRAF:V600E` and `V600E` all give
/// `V600E`.
fn bare<'e>(gene: &str, event: &'e str) -> &'e str {
    let mut rest = event.trim();
    while let Some(after) = rest.strip_prefix(gene).and_then(|t| t.strip_prefix([' ', ':'])) {
        rest = after.trim_start();
    }
    rest.strip_prefix("p.").unwrap_or(rest)
}

/// Returns the profile of one change of the protein or of the TERT promoter. The source's
/// coordinates list its base changes one by one and are not needed.
fn hotspot(gene: &str, event: &str) -> Option<String> {
    let gene = if gene.is_empty() { event.split_once(' ')?.0 } else { gene };
    let profile = known_profile(format!("{gene} {}", bare(gene, event)))?;
    let Ok(Profile::Component(component)) = profile::parse(&profile) else { return None };
    let is_one = matches!(
        component.alteration,
        Alteration::Protein(_) | Alteration::Promoter(Some(_)) | Alteration::Coding(_)
    );
    is_one.then_some(profile)
}

/// Changes of a codon or of an exon, of the types that count. `place` is the kind of range and its
/// number, where the table has them; elsewhere the event alone numbers it.
fn range(
    gene: &str,
    event: &str,
    mutations: &str,
    place: (&str, &str),
) -> Result<String, &'static str> {
    let is_exon = match place.0 {
        "EXON" => true,
        "CODON" => false,
        _ => event.to_ascii_lowercase().contains("exon"),
    };
    if is_exon {
        let numbers = exon_numbers(event).or_else(|| rank(place.1).map(|rank| rank.to_string()));
        let numbers = numbers.ok_or(UNKNOWN_FORM)?;
        return classes(gene, &format!("Exon {numbers}"), mutations);
    }
    let residue = codon(bare(gene, event)).ok_or(UNKNOWN_FORM)?;
    if rank(place.1).is_some_and(|rank| rank != residue.number) {
        return Err("its event and its rank number the codon differently");
    }
    let number = residue.number;
    match (mutations, residue.residue) {
        ("MISSENSE", Some(letter)) => {
            known_profile(format!("{gene} {}{number}", char::from(letter))).ok_or(UNKNOWN_FORM)
        }
        _ => classes(gene, &format!("{number}-{number}"), mutations),
    }
}

fn rank(text: &str) -> Option<u32> {
    text.parse().ok().filter(|&rank| rank > 0)
}

/// Returns the number or range after the first `exon` (`19`, `18-21`). `None` where the event names
/// several exons apart.
fn exon_numbers(event: &str) -> Option<String> {
    let lower = event.to_ascii_lowercase();
    let (_, rest) = lower.split_once("exon")?;
    let rest = rest.strip_prefix('s').unwrap_or(rest).trim_start();
    let numbers: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
    let numbers = numbers.trim_end_matches('-');
    let after = &rest[numbers.len()..];
    let others = after.contains("exon") || after.trim_start().starts_with([',', '/', '&', '+']);
    (!numbers.is_empty() && !others).then(|| numbers.to_owned())
}

/// Reads a codon: `V600`, `V600X` (any residue), `600X`.
fn codon(text: &str) -> Option<Residue> {
    let text = text.split_whitespace().next()?;
    Residue::parse(text.strip_suffix(['X', 'x']).unwrap_or(text))
}

/// Returns the classes of change, of an exon or of residues, that a filter of mutations accepts.
fn classes(gene: &str, place: &str, mutations: &str) -> Result<String, &'static str> {
    let classes: &[&str] = match mutations {
        "ANY" => &["Mutation"],
        "MISSENSE" => &["Missense Mutation"],
        "INFRAME" => &["In-Frame Deletion", "In-Frame Insertion"],
        "INFRAME_DELETION" => &["In-Frame Deletion"],
        "INFRAME_INSERTION" => &["In-Frame Insertion"],
        "FRAMESHIFT" => &["Frameshift"],
        "NONSENSE_OR_FRAMESHIFT" => &["Nonsense Mutation", "Frameshift"],
        // Skipping is the effect that therapies target.
        "SPLICE" if gene == "MET" && place == "Exon 14" => &["Skipping Mutation"],
        "SPLICE" => return Err(UNKNOWN_SPLICE),
        _ => return Err(UNKNOWN_FORM),
    };
    let parts: Vec<String> =
        classes.iter().map(|class| format!("{gene} {place} {class}")).collect();
    known_profile(parts.join(" OR ")).ok_or(UNKNOWN_FORM)
}

/// Returns the profile of an event of the whole gene.
fn gene(gene: &str, event: &str) -> Result<Option<String>, String> {
    let words = match event {
        "AMPLIFICATION" => "Amplification",
        "DELETION" => "Deletion",
        "ACTIVATION" => "Activating Mutation",
        "INACTIVATION" => "Loss-of-function",
        "ANY_MUTATION" => "Mutation",
        "FUSION" => "Fusion",
        "WILD_TYPE" => "Wildtype",
        // SERVE reads these as amplified and deleted; the source measured RNA or protein.
        "OVEREXPRESSION" => "Overexpression",
        "UNDEREXPRESSION" => "Underexpression",
        "PRESENCE_OF_PROTEIN" => "Protein Expression",
        "ABSENCE_OF_PROTEIN" => "Loss of Protein Expression",
        _ => return Err(format!("event {event:?} is not known")),
    };
    Ok(known_profile(format!("{} {words}", gene.trim_start_matches('@'))))
}

fn exon(row: &SourceRow<'_>, name: &str) -> Result<Option<u32>, String> {
    match row.get(name) {
        "" => Ok(None),
        text => match text.parse() {
            Ok(exon @ 1..=MOST_EXONS) => Ok(Some(exon)),
            _ => Err(format!("{name} {text:?} is not an exon")),
        },
    }
}

/// Returns the profile of a fusion, with the exons that it is limited to. Inside one gene it is a
/// loss or a duplication of exons.
fn fusion(
    five: &str,
    up: (Option<u32>, Option<u32>),
    three: &str,
    down: (Option<u32>, Option<u32>),
    event: &str,
) -> Option<String> {
    let (five, three) = (five.trim_start_matches('@'), three.trim_start_matches('@'));
    let limits = match (up, down) {
        ((None, None), (None, None)) => None,
        ((Some(a), Some(b)), (Some(c), Some(d))) if a <= b && c <= d && (b - a) + (d - c) <= 12 => {
            Some((a..=b, c..=d))
        }
        _ => return None,
    };
    let Some((up, down)) = limits else {
        return known_profile(format!("{five}::{three} Fusion")).filter(|_| five != three);
    };
    let upper = event.to_ascii_uppercase();
    if five == three && (upper.contains("KDD") || upper.contains("KINASE DOMAIN DUPLICATION")) {
        return known_profile(format!("{five} Kinase Domain Duplication"));
    }
    let mut parts = Vec::new();
    for last in up {
        for first in down.clone() {
            parts.push(match five == three {
                false => format!("{five}::{three} e{last}::e{first}"),
                true if first == last + 2 => format!("{five} Exon {} Deletion", last + 1),
                true if first > last + 2 => {
                    format!("{five} Exon {}-{} Deletion", last + 1, first - 1)
                }
                true => return None,
            });
        }
    }
    let profile = known_profile(parts.join(" OR "))?;
    // `Exon 19 Deletion` of EGFR is a short deletion in it.
    let is_short = |alteration: &Alteration| matches!(alteration, Alteration::Exon { class, .. } if *class != RegionClass::ExonLoss);
    let parsed = profile::parse(&profile).ok()?;
    let parts = parsed.components();
    (!parts.iter().any(|part| is_short(&part.alteration))).then_some(profile)
}

/// Returns the profile of a property of the whole tumour. A limit other than the usual one is left
/// out.
fn characteristic(
    name: &str,
    comparator: &str,
    cutoff: &str,
) -> Result<&'static str, &'static str> {
    let (profile, usual) = match name {
        "MICROSATELLITE_UNSTABLE" => ("MSI High", 4.0),
        "HIGH_TUMOR_MUTATIONAL_BURDEN" => ("TMB High", 10.0),
        "LOW_TUMOR_MUTATIONAL_BURDEN" if comparator.is_empty() => return Ok("TMB Low"),
        "HOMOLOGOUS_RECOMBINATION_DEFICIENT" => ("HRD", 0.5),
        _ => return Err("a property of the tumour that no profile names"),
    };
    let is_usual = comparator == "EQUAL_OR_GREATER" && cutoff.parse() == Ok(usual);
    if comparator.is_empty() || is_usual {
        Ok(profile)
    } else {
        Err("a property of the tumour with a limit of its own")
    }
}

#[cfg(test)]
mod tests;
