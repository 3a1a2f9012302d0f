//! Identifiers of alleles that stay the same however an allele is spelled.

use crate::genome::TranscriptStore;
use crate::genome::vrs::allele;
use crate::knowledge::variants::KnownAlleles;
use crate::model::allele::{AltKind, SequenceEdit};
use crate::model::assembly::Assembly;
use crate::model::change::Change;
use crate::model::contig::Contig;
use crate::model::finding::Finding;
use crate::model::match_type::MatchType;
use crate::model::position::{Interval, Position};

/// Gives each finding what registries call its allele, where `own` or the table compiled in says, and each on an
/// allele of bases its VRS identifier. An insertion or deletion has none where a
/// base beside it is not known that decides how far it can be moved.
pub fn identify<'f, 'k: 'f>(
    findings: impl Iterator<Item = &'f mut Finding<'k>>,
    own: Option<&'k KnownAlleles<'k>>,
    store: &TranscriptStore,
    assembly: Assembly,
) {
    for finding in findings {
        finding.registry_ids = registered(finding, own);
        // The change of another sequence than the assembly's has no place in it.
        if finding.consequence.ref_mismatch {
            continue;
        }
        let Some(edit) = edit(finding) else { continue };
        let base = |at: u32| {
            let interval = Interval::new(at, at + 1);
            store.reference_bases(edit.contig, interval, assembly)?.first().copied()
        };
        finding.vrs = allele(&edit, assembly, &base).map(Box::new);
    }
}

/// Returns the ids of the alleles that the finding was matched with by its bases.
fn registered<'k>(finding: &Finding<'k>, own: Option<&'k KnownAlleles<'k>>) -> Vec<&'k str> {
    let gene = &*finding.consequence.gene;
    let own = own.map_or(&[][..], |alleles| alleles.of_gene(gene));
    let known = |profile: &'k str| {
        let all = KnownAlleles::embedded_of(gene).iter().chain(own);
        all.filter(move |known| known.profile == profile)
    };
    let by_bases = finding.matches.iter().filter(|met| met.match_type == MatchType::Allele);
    let mut ids: Vec<&str> =
        by_bases.flat_map(|met| known(met.profile)).flat_map(|known| known.ids()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Returns the edit of a finding's own allele: of a haplotype that of all its parts.
fn edit(finding: &Finding) -> Option<SequenceEdit> {
    let variant = &finding.variant;
    match &finding.change {
        Change::Small(edit) => Some(edit.clone()),
        Change::Joined if AltKind::of(variant.alternate.as_bytes()) == AltKind::Sequence => {
            let contig = Contig::from_name(variant.chrom.as_bytes())?;
            let Position(start) = Position::from_one_based(variant.pos);
            let (reference, alternate) =
                (variant.reference.as_bytes(), variant.alternate.as_bytes());
            SequenceEdit::trimmed(contig, start, reference, alternate)
        }
        _ => None,
    }
}
