//! Labels that ask for a hormone receptor: the source has a fact for either receptor, and mostly one for both,
//! where the label asks for any.

use crate::knowledge::schema::draft::Draft;

/// A statement with the genes of its profile.
pub(super) type Statement = (String, Draft);

const RECEPTORS: [&str; 2] = ["ESR1 Positive Expression", "PGR Positive Expression"];

/// Makes one statement of those that differ by the receptor alone, where each receptor has its own.
///
/// # Errors
/// Where the joined profile does not parse.
pub(super) fn joined(statements: Vec<Statement>) -> Result<Vec<Statement>, String> {
    let mut joined = Vec::new();
    for (genes, draft) in &statements {
        let (rest, asked) = split(&draft.profile);
        let has = |receptor| {
            statements.iter().any(|(_, other)| {
                split(&other.profile) == (rest.clone(), vec![receptor]) && is_alike(other, draft)
            })
        };
        if asked.is_empty() || !RECEPTORS.into_iter().all(has) {
            joined.push((genes.clone(), draft.clone()));
        } else if asked == RECEPTORS[..1] {
            let any = format!("( {} )", RECEPTORS.join(" OR "));
            let parts: Vec<&str> = rest.into_iter().chain([any.as_str()]).collect();
            let draft = Draft { profile: parts.join(" AND "), ..draft.clone() };
            joined.push((draft.genes()?, draft));
        }
    }
    Ok(joined)
}

/// Splits a profile into what it asks for beside receptors, and the receptors, each in the profile's order.
fn split(profile: &str) -> (Vec<&str>, Vec<&str>) {
    let mut depth = 0;
    let (mut parts, mut from) = (Vec::new(), 0);
    for (at, word) in profile.match_indices([' ', '(', ')']) {
        match word {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ if depth == 0 && profile[at..].starts_with(" AND ") => {
                parts.push(&profile[from..at]);
                from = at + " AND ".len();
            }
            _ => {}
        }
    }
    parts.push(&profile[from..]);
    let (mut asked, mut rest): (Vec<&str>, Vec<&str>) =
        parts.into_iter().partition(|part| RECEPTORS.contains(part));
    asked.sort_unstable();
    rest.sort_unstable();
    (rest, asked)
}

/// Returns whether two statements say the same of what they ask for.
fn is_alike(a: &Draft, b: &Draft) -> bool {
    let profile = String::new;
    Draft { profile: profile(), ..a.clone() } == Draft { profile: profile(), ..b.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::{Direction, Interaction, Significance, Source};

    fn statement(profile: &str, therapies: &str) -> Statement {
        let text = |text: &str| text.to_owned();
        let draft = Draft {
            id: text("FDA:1"),
            source: Source::Fda,
            profile: text(profile),
            disease: text("Breast Cancer"),
            disease_id: text("ONCOTREE:BRCA"),
            therapies: text(therapies),
            interaction: Interaction::Single,
            direction: Direction::Supports,
            significance: Significance::Sensitivity,
            source_level: text("label"),
            citation: text("FDA:1 (X, label 2020-01-01)"),
            rating: None,
            flagged: false,
            origin: text(""),
        };
        (draft.genes().unwrap(), draft)
    }

    fn profiles(given: &[&str]) -> Vec<(String, String)> {
        let statements = given.iter().map(|profile| statement(profile, "x")).collect();
        joined(statements)
            .unwrap()
            .into_iter()
            .map(|(genes, draft)| (genes, draft.profile))
            .collect()
    }

    #[test]
    fn either_receptor_is_one_statement() {
        let [er, pr] = RECEPTORS;
        let any = format!("AKT1 E17K AND ( {er} OR {pr} )");
        let one = |receptor: &str| format!("AKT1 E17K AND {receptor}");
        let both = format!("{er} AND AKT1 E17K AND {pr}");
        let want = [("AKT1;ESR1;PGR".to_owned(), any.clone())];
        assert_eq!(profiles(&[&one(er), &both, &one(pr)]), want);
        assert_eq!(profiles(&[&format!("{pr} AND AKT1 E17K"), &one(er)]), want);
        // One receptor alone, both together, and what is joined already.
        let kept = |given: &[&str]| {
            let got = profiles(given);
            assert!(got.iter().map(|(_, profile)| profile.as_str()).eq(given.iter().copied()));
        };
        for alone in [&one(er), &one(pr), &both, &any, "AKT1 E17K"] {
            kept(&[alone]);
        }
        kept(&[&one(er), &both]);
        kept(&[&one(pr), &both]);
        // Of another change.
        kept(&[&one(er), &format!("PTEN Deletion AND {pr}")]);
    }

    #[test]
    fn another_drug_is_another_statement() {
        let statements = vec![statement(RECEPTORS[0], "x"), statement(RECEPTORS[1], "y")];
        assert_eq!(joined(statements.clone()), Ok(statements));
    }
}
