//! Targets that a user lists, or whose regions: those of an assembly, and in them.

use std::path::Path;

use crate::consequence::Predictor;
use crate::error::{Problems, Result};
use crate::genome::{TranscriptStore, differences};
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::read_support::Target;
use crate::model::regions::Regions;
use crate::reads::targets::Targets;

/// Refuses targets that lie behind the last base of their chromosome, or whose REF is not what `assembly` has
/// there, as far as `store` knows it: reads of the reference would be taken for the target.
///
/// # Errors
/// [`crate::Error::Table`] with every such line of `path`.
pub fn check(
    targets: &Targets,
    path: &Path,
    assembly: Assembly,
    store: &TranscriptStore,
) -> Result<()> {
    let mut problems = Problems::default();
    for (target, line) in targets.with_lines() {
        let Target { contig, start, reference, .. } = target;
        let at = Interval::new(*start, start.saturating_add(reference.len() as u32));
        if !contig.has(at.end.max(1) - 1, assembly) {
            problems.push(path, line, "POS: behind the last base of the chromosome");
        } else if let Some(known) = store.reference_bases(*contig, at, assembly)
            && !known.eq_ignore_ascii_case(reference)
            && !(assembly == Assembly::GRCh37 && may_differ(target, at, known, store))
        {
            let known = String::from_utf8_lossy(known);
            problems.push(path, line, format!("REF: {assembly} has {known} there"));
        }
    }
    problems.into_result()
}

/// Returns whether GRCh37 may have other bases there than the embedded ones, which are GRCh38's: residues that are
/// known to differ, and changes of bases that no protein shows.
fn may_differ(target: &Target, at: Interval, known: &[u8], store: &TranscriptStore) -> bool {
    let assembly = Assembly::GRCh37;
    let is_listed = store.at(target.contig, at, assembly).any(|model| {
        let codons = [at.start, at.end - 1].map(|base| model.residue_at(base));
        let [Some(one), Some(other)] = codons else { return false };
        let codons = (one.0.min(other.0), one.0.max(other.0));
        differences::is_known(&model.gene, codons, assembly)
    });
    // The embedded bases are changed into GRCh37's.
    let back = || {
        let Target { contig, start, reference, alternate, .. } = target;
        SequenceEdit::trimmed(*contig, *start, alternate, reference)
    };
    let is_silent = || {
        back().is_some_and(|edit| {
            let consequences = Predictor::new(store, assembly).predict(&edit);
            consequences.iter().all(|consequence| !consequence.is_nonsynonymous())
        })
    };
    is_listed || known.eq_ignore_ascii_case(&target.alternate) && is_silent()
}

/// Returns the targets inside the regions, and the regions without any.
pub fn within(
    all: Vec<Target>,
    regions: Option<Regions>,
) -> (Vec<Target>, Vec<(Contig, Interval)>) {
    let Some(regions) = regions else { return (all, Vec::new()) };
    let place = |target: &Target| match target.edit().map(|edit| edit.interval()) {
        Some(place) if !place.is_empty() => place,
        _ => target.interval(),
    };
    let mut targets = all;
    targets.retain(|target| regions.covers(target.contig, place(target)));
    let has_none = |(contig, at): &(Contig, Interval)| {
        !targets.iter().any(|target| target.contig == *contig && place(target).overlaps(*at))
    };
    let others = regions.iter().filter(has_none).collect();
    (targets, others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reads::targets;

    #[test]
    fn what_the_assembly_does_not_have_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.vcf");
        let store = TranscriptStore::embedded();
        // A base of EGFR L861, one without a transcript, and places that are none.
        for (rows, want) in [
            ("7\t55259524\t.\tT\tA\n7\t1\t.\tA\tC\n", ""),
            ("7\t55259524\t.\tA\tT\n", ":1: REF: GRCh37 has T there"),
            ("7\t1\t.\tA\tC\n7\t200000000\t.\tA\tC\n", ":2: POS: behind the last base"),
        ] {
            std::fs::write(&path, rows).unwrap();
            let found = targets::read(&path).unwrap();
            let checked = check(&found, &path, Assembly::GRCh37, store);
            let said = checked.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(said.contains(want) && said.is_empty() == want.is_empty(), "{rows}: {said}");
        }
    }
}
