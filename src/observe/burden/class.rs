//! What an allele does to the coding sequences that it touches, by embedded bases, by the input's own
//! annotation, and by its length alone.

use super::Change;
use super::counting::Counting;
use crate::consequence::Predictor;
use crate::genome::differences;
use crate::input::annotation::{self, AnnotationFormat};
use crate::model::allele::SequenceEdit;
use crate::model::burden::MutationClass;
use crate::model::consequence::{Term, Terms, TranscriptConsequence};
use crate::model::position::Interval;
use crate::model::protein_change::ProteinChange;
use crate::observe::allele::Allele;
use crate::observe::own_annotation;
use crate::observe::worker::Worker;

impl<'k> Worker<'k> {
    /// Returns what `edit`, which touches a coding sequence, does to that which it changes most.
    pub(super) fn change(
        &self,
        predictor: &Predictor<'k>,
        allele: &Allele<'_>,
        edit: &SequenceEdit,
        counting: &Counting,
    ) -> Change {
        // Of a gene whose bases nothing supplies, blocks and annotation say more below.
        let is_read = |view: &TranscriptConsequence| {
            self.matcher.store.has_gene(&view.gene, self.matcher.assembly)
                || view.ref_mismatch
                || of_terms(view.terms).is_some()
        };
        let predicted = predictor.with_every_gene(true).predict(edit).into_iter();
        let mut known: Vec<TranscriptConsequence> =
            predicted.filter(|view| view.codons.is_some()).filter(is_read).collect();
        let genes: Vec<String> = known.iter().map(|view| view.gene.to_string()).collect();
        let key = key(&known, edit);
        let mismatch = known.iter().any(|view| {
            let is_known =
                |codons| differences::is_known(&view.gene, codons, self.matcher.assembly);
            view.ref_mismatch && !view.codons.is_some_and(is_known)
        });
        if let Some(format) = &self.annotation {
            let Allele { record, number, .. } = *allele;
            own_annotation::compare(&self.matcher, format, record, number, &mut known);
        }
        let mut found: Vec<(MutationClass, Box<str>, Option<TranscriptConsequence>)> = known
            .into_iter()
            .zip(&genes)
            .filter(|(view, _)| !view.ref_mismatch)
            .map(|(view, gene)| {
                (
                    of_terms(view.terms).unwrap_or(MutationClass::Unknown),
                    gene.as_str().into(),
                    Some(view),
                )
            })
            .collect();
        let annotated = self.annotation.as_ref().map(|format| annotated(format, allele));
        for (gene, block) in counting.blocks.at(edit.contig, edit.interval()) {
            if genes.iter().any(|known| **known == **gene) {
                continue;
            }
            let theirs = annotated.iter().flatten().find(|view| *view.gene == **gene);
            let class = theirs.and_then(|view| of_terms(view.terms));
            let class = class.unwrap_or_else(|| of_length(edit, block));
            found.push((class, gene.as_ref().into(), theirs.cloned()));
        }
        // The annotation may know the gene by another name.
        if found.iter().all(|(class, ..)| *class == MutationClass::Unknown) {
            let coding = annotated.into_iter().flatten();
            found.extend(coding.filter_map(|view| {
                Some((of_terms(view.terms)?, view.gene.to_string().into(), Some(view)))
            }));
            let most = found.iter().map(|(class, ..)| *class).min();
            if most == Some(MutationClass::Unknown)
                && found.iter().any(|(class, ..)| Some(*class) != most)
            {
                found.retain(|(class, ..)| *class != MutationClass::Unknown);
            }
        }
        let has_class = !found.is_empty();
        let most = found.into_iter().min_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        let (class, gene, consequence) = most.unwrap_or((MutationClass::Unknown, "".into(), None));
        // An annotation may stand in where REF is in doubt: nothing is concluded all the same.
        Change {
            class,
            gene,
            consequence,
            key,
            mismatch: mismatch || !has_class && !genes.is_empty(),
        }
    }
}

/// Returns the same text for all spellings of a change, as far as its name is known.
fn key(known: &[TranscriptConsequence], edit: &SequenceEdit) -> String {
    match known.iter().find_map(|view| Some((view, view.hgvs_c.as_ref()?))) {
        Some((view, name)) => format!("{}:{name}", view.transcript),
        None => {
            let text = |bases: &[u8]| String::from_utf8_lossy(bases).into_owned();
            let (deleted, inserted) = (text(&edit.deleted), text(&edit.inserted));
            format!("{}:{}:{deleted}>{inserted}", edit.contig, edit.start)
        }
    }
}

fn annotated(format: &AnnotationFormat, allele: &Allele<'_>) -> Vec<TranscriptConsequence> {
    let record = allele.record;
    let Some(value) = record.info_value(format.id.as_bytes()) else { return Vec::new() };
    let parse = |text: &str| ProteinChange::parse(text);
    let (reference, alternates) = (record.reference(), record.alt());
    annotation::consequences(format, value, reference, alternates, allele.number, &parse)
}

/// Returns the class that Sequence Ontology terms give a coding change; `None` where they do not.
fn of_terms(terms: Terms) -> Option<MutationClass> {
    [
        (Term::StopGained, MutationClass::Nonsense),
        (Term::Frameshift, MutationClass::Frameshift),
        (Term::StartLost, MutationClass::StartLost),
        (Term::StopLost, MutationClass::StopLost),
        (Term::SpliceAcceptor, MutationClass::Splice),
        (Term::SpliceDonor, MutationClass::Splice),
        (Term::InframeInsertion, MutationClass::InFrameIndel),
        (Term::InframeDeletion, MutationClass::InFrameIndel),
        (Term::Missense, MutationClass::Missense),
        (Term::ProteinAltering, MutationClass::InFrameIndel),
        (Term::Synonymous, MutationClass::Synonymous),
        (Term::StartRetained, MutationClass::Synonymous),
        (Term::StopRetained, MutationClass::Synonymous),
    ]
    .into_iter()
    .find_map(|(term, class)| terms.has(term).then_some(class))
}

/// Returns the class of a change in a coding block whose bases are not known. Bases gained or lost say
/// enough; replaced ones do not.
fn of_length(edit: &SequenceEdit, block: Interval) -> MutationClass {
    let interval = edit.interval();
    let (deleted, inserted) = (edit.deleted.len(), edit.inserted.len());
    if deleted == inserted {
        return MutationClass::Unknown;
    }
    if interval.start < block.start || interval.end > block.end {
        return MutationClass::Splice;
    }
    match deleted.abs_diff(inserted) % 3 {
        0 => MutationClass::InFrameIndel,
        _ => MutationClass::Frameshift,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::contig::Contig;

    #[test]
    fn classes_of_terms() {
        for (terms, want) in [
            (&[Term::Missense, Term::SpliceRegion][..], Some(MutationClass::Missense)),
            (&[Term::StopGained, Term::Frameshift], Some(MutationClass::Nonsense)),
            (&[Term::Synonymous, Term::SpliceRegion], Some(MutationClass::Synonymous)),
            (&[Term::StopRetained], Some(MutationClass::Synonymous)),
            (&[Term::SpliceDonor, Term::CodingSequence], Some(MutationClass::Splice)),
            (&[Term::CodingSequence], None),
            (&[Term::Intron, Term::SpliceRegion], None),
            (&[Term::FivePrimeUtr], None),
        ] {
            assert_eq!(of_terms(terms.iter().copied().collect()), want, "{terms:?}");
        }
        assert!(MutationClass::Missense < MutationClass::Unknown);
        assert!(MutationClass::Unknown < MutationClass::Synonymous);
    }

    #[test]
    fn classes_of_lengths() {
        let contig = Contig::from_name(b"1").unwrap();
        let block = Interval::new(100, 200);
        for (start, deleted, inserted, want) in [
            (150, "A", "C", MutationClass::Unknown),
            (150, "AC", "GT", MutationClass::Unknown),
            (150, "A", "", MutationClass::Frameshift),
            (150, "", "ACG", MutationClass::InFrameIndel),
            (150, "ACG", "T", MutationClass::Frameshift),
            (198, "ACGT", "", MutationClass::Splice),
        ] {
            let bases = |text: &str| text.as_bytes().to_vec();
            let (deleted, inserted) = (bases(deleted), bases(inserted));
            let edit = SequenceEdit { contig, start, deleted, inserted };
            assert_eq!(of_length(&edit, block), want, "{edit:?}");
        }
    }
}
