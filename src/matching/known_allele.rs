//! The base changes that sources give with their profiles, on GRCh37, against an observed variant
//! on either assembly.

use crate::knowledge::variants::KnownAlleles;
use crate::matching::component::ComponentMatch;
use crate::matching::facts::Facts;
use crate::matching::gene::ProfileHit;
use crate::matching::protein;
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;
use crate::model::match_note::MatchNote;
use crate::model::match_type::MatchType;
use crate::model::profile::{Alteration, Profile};
use crate::model::protein_change::ProteinChange;

use crate::matching::matcher::Matcher;
use crate::matching::place::Beside;

/// Raises the hits whose profile is this very base change to [`MatchType::Allele`], and adds the
/// profiles that only their base change can find: where amino acids are not embedded, and where
/// the source numbers residues on another transcript.
pub(crate) fn add(
    matcher: &Matcher,
    gene: &str,
    edit: &SequenceEdit,
    views: &[Facts<'_>],
    hits: &mut Vec<ProfileHit>,
) {
    let mut beside: Option<Vec<_>> = None;
    let own = matcher.alleles.map_or(&[][..], |alleles| alleles.of_gene(gene));
    for known in KnownAlleles::embedded_of(gene).iter().chain(own) {
        // Worked out only in genes that have known alleles.
        let beside = beside.get_or_insert_with(|| {
            let place = |v: &Facts<'_>| Beside::of(matcher, v.consequence, edit, Assembly::GRCh37);
            views.iter().map(place).collect()
        });
        let is_equal = matcher.assembly == Assembly::GRCh37 && *edit == known.edit;
        let mut pairs = views.iter().zip(&*beside);
        let same = pairs.find(|(view, beside)| {
            is_equal || beside.is_some_and(|beside| is_same(view, &beside, &known.edit))
        });
        let Some((view, _)) = same else { continue };
        let mut profiles = matcher.table.profiles_of_gene(gene);
        let Some(entry) = profiles.find(|entry| entry.text == known.profile) else {
            continue;
        };
        if let Some(hit) = hits.iter_mut().find(|hit| hit.profile == entry.id) {
            if matches!(hit.hit.match_type, MatchType::Protein | MatchType::EquivalentProtein) {
                hit.hit.match_type = MatchType::Allele;
            }
        } else if let Profile::Component(component) = entry.profile()
            && let Some(note) = note(&component.alteration, view)
        {
            let hit =
                ComponentMatch { note: Some(note), ..ComponentMatch::plain(MatchType::Allele) };
            hits.push(ProfileHit { profile: entry.id, component: 0, hit });
        }
    }
}

/// Returns whether the observed variant, on the transcript of `view`, is the GRCh37 edit `known`.
/// Both are compared by their coding names, so neither the assembly nor the anchoring matters.
fn is_same(view: &Facts<'_>, beside: &Beside<'_>, known: &SequenceEdit) -> bool {
    let seen = view.consequence;
    seen.hgvs_c.is_some()
        && beside.consequence(known).is_some_and(|named| named.hgvs_c == seen.hgvs_c)
}

/// Returns why the base change meets a profile that the protein change did not match. `None` where
/// the two contradict each other, as where a source's coordinates are wrong.
fn note(alteration: &Alteration, view: &Facts<'_>) -> Option<MatchNote> {
    let named = match alteration {
        Alteration::DbSnp(_) => return Some(MatchNote::Polymorphism),
        Alteration::Protein(named) => named,
        _ => return None,
    };
    if view.protein.is_none() {
        return Some(MatchNote::BasesOnly);
    }
    let observed = view.consequence.protein.as_ref()?;
    let agrees = match (named, observed) {
        (
            ProteinChange::Substitution { at, alternate },
            ProteinChange::Substitution { at: seen, alternate: other },
        ) => at.residue == seen.residue && alternate == other,
        (ProteinChange::Frameshift { .. }, _) => view.consequence.is_truncating(),
        (ProteinChange::Deletion { at }, ProteinChange::Deletion { at: seen }) => {
            at.last.number - at.first.number == seen.last.number - seen.first.number
        }
        _ => protein::compare(named, view).is_some(),
    };
    agrees.then_some(MatchNote::OtherNumbering)
}
