//! Alleles of genes that take drugs apart. They are of the patient, so a FILTER that marks inherited
//! alleles does not hide them.

use crate::input::depth::site_genotype;
use crate::knowledge::pharmacogenes;
use crate::matching::candidate::{Candidate, Met};
use crate::matching::matcher::Matcher;
use crate::model::allele::{AltKind, SequenceEdit};
use crate::model::change::Change;
use crate::model::consequence::{Term, Terms, TranscriptConsequence};
use crate::model::finding::{Flag, ObservedVariant};
use crate::model::pharmacogene::{Genotypes, PharmacogeneAllele};
use crate::observe::allele::Allele;
use crate::observe::out::Out;
use crate::observe::worker::Worker;

impl<'k> Worker<'k> {
    /// Returns the allele of a pharmacogene that `edit` is.
    pub(super) fn pharmacogene(&self, edit: &SequenceEdit) -> Option<&'static PharmacogeneAllele> {
        pharmacogenes::of(edit, self.matcher.assembly)
    }

    /// Says of a candidate that it is such an allele, and of how many copies.
    pub(super) fn mark(
        &self,
        candidate: &mut Candidate<'k>,
        allele: &Allele<'_>,
        known: &PharmacogeneAllele,
    ) {
        let of = |index: Option<usize>| site_genotype(allele.record, index?, allele.number);
        let genotypes = Genotypes { tumor: of(self.sample), normal: of(self.normal) };
        mark(&self.matcher, candidate, known, genotypes);
    }

    /// Returns the row of such an allele of which other knowledge says nothing.
    pub(super) fn of_pharmacogene(
        &self,
        allele: &Allele<'_>,
        edit: &SequenceEdit,
        known: &PharmacogeneAllele,
        consequences: &[TranscriptConsequence],
    ) -> Out<'k> {
        let mut candidate = alone(self.observed(allele), edit, known, consequences);
        self.mark(&mut candidate, allele, known);
        Out::Candidate(Box::new(candidate))
    }

    /// Returns the row of such an allele that the tumour lacks and its matched normal has: the patient
    /// has it all the same.
    pub(super) fn of_normal_alone(&self, allele: &Allele<'_>) -> Option<Out<'k>> {
        let normal = self.normal?;
        let assembly = self.matcher.assembly;
        let is_asked = AltKind::of(allele.alternate) == AltKind::Sequence
            && pharmacogenes::is_near(allele.contig, allele.position.0, assembly);
        let found =
            is_asked.then(|| site_genotype(allele.record, normal, allele.number)).flatten()?;
        let (reference, alternate) = (allele.reference, allele.alternate);
        let edit = SequenceEdit::trimmed(allele.contig, allele.position.0, reference, alternate)?;
        let known = pharmacogenes::of(&edit, assembly).filter(|_| found.copies > 0)?;
        Some(self.of_pharmacogene(allele, &edit, known, &[]))
    }
}

/// Returns the term of a coding change by its HGVS name alone, for genes without a transcript.
fn term(change: &str) -> Term {
    match change.strip_prefix("c.") {
        Some(rest) if rest.starts_with('-') => Term::Upstream,
        Some(rest) if rest.contains(['+', '-']) => Term::Intron,
        _ => Term::CodingSequence,
    }
}

/// Says of a candidate that it is such an allele, with what statements say of the allele by its name.
pub(super) fn mark<'k>(
    matcher: &Matcher<'k>,
    candidate: &mut Candidate<'k>,
    known: &PharmacogeneAllele,
    genotypes: Genotypes,
) {
    candidate.met.hits.extend(matcher.stated(&known.component()));
    candidate.flags.insert(Flag::Pharmacogene);
    candidate.notes.push(told(known, &genotypes));
    candidate.variant.call.genotypes = Some(Box::new(genotypes));
}

/// Returns the candidate of an allele of which other knowledge says nothing.
pub(super) fn alone<'k>(
    variant: ObservedVariant,
    edit: &SequenceEdit,
    known: &PharmacogeneAllele,
    consequences: &[TranscriptConsequence],
) -> Candidate<'k> {
    let own = consequences.iter().find(|consequence| *consequence.gene == *known.gene);
    let consequence = own.cloned().unwrap_or_else(|| TranscriptConsequence {
        hgvs_c: Some(known.change.to_owned()),
        terms: Terms::from_iter([term(known.change)]),
        ..TranscriptConsequence::unplaced(known.gene, "".into(), "".into())
    });
    Candidate::new(variant, consequence, Met::default(), Change::Small(edit.clone()))
}

fn told(known: &PharmacogeneAllele, genotypes: &Genotypes) -> String {
    let PharmacogeneAllele { allele, dbsnp, function, citation, .. } = known;
    let drugs = known.drugs.replace(';', ", ");
    let genotype = match (&genotypes.normal, &genotypes.tumor) {
        (Some(normal), _) => format!("{} in the matched normal", normal.zygosity()),
        (None, Some(tumor)) => format!(
            "{} in the tumor, where copies may be lost or gained: confirm in normal tissue",
            tumor.zygosity()
        ),
        (None, None) => "genotype not stated: confirm in normal tissue".to_owned(),
    };
    format!(
        "pharmacogene {} {allele} ({dbsnp}), {}: {drugs}; {genotype}; no cancer level ({citation})",
        known.gene,
        function.name()
    )
}
