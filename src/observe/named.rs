//! A variant that is only named: its edit where it has one, and what it meets.

mod silent;
mod stated;

use compact_str::{CompactString, ToCompactString};

use crate::consequence::{
    Predictor, coding_to_genomic, edit_at, edit_for, splice_site_beside, splice_site_edit,
};
use crate::error::{Error, Result};
use crate::genome::{TranscriptModel, TranscriptStore};
use crate::knowledge::numbering::of_gene;
use crate::knowledge::pharmacogenes;
use crate::matching::candidate::Candidate;
use crate::matching::matcher::Matcher;
use crate::matching::numbering::renumbered;
use crate::matching::vocabulary::Vocabulary;
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;
use crate::model::call::Stated;
use crate::model::change::Change;
use crate::model::consequence::{Term, Terms, TranscriptConsequence};
use crate::model::contig::Contig;
use crate::model::finding::ObservedVariant;
use crate::model::pharmacogene::Genotypes;
use crate::model::phase::{Phase, PhaseSet};
use crate::model::position::{Interval, Position};
use crate::model::profile::{Alteration, Component};
use crate::model::protein_change::ProteinChange;
use crate::observe::noncoding;
use crate::observe::pharmacogene;
use crate::observe::query::{Asked, Origin, Query, SpanChange};

/// What says whether a change is inherited.
const BY_QUERY: &str = "the query";

/// What a change that `text` names may become, as [`all`] has it.
///
/// # Errors
/// [`Error::Usage`] where it is not understood, or names something that does not exist.
pub(crate) fn of_text<'k>(
    text: &str,
    matcher: &Matcher<'k>,
    notes: &mut Vec<String>,
) -> Result<Vec<Candidate<'k>>> {
    let store = TranscriptStore::embedded();
    let vocabulary = Vocabulary { table: matcher.table, genes: matcher.genes, store };
    all(&Query::parse(text, vocabulary)?, matcher, notes)
}

/// What the parts of `query` may become, all of one sample; how they were read goes to `notes`.
///
/// # Errors
/// [`Error::Usage`] where a part names something that does not exist.
pub(crate) fn all<'k>(
    query: &Query,
    matcher: &Matcher<'k>,
    notes: &mut Vec<String>,
) -> Result<Vec<Candidate<'k>>> {
    let mut all: Vec<Candidate<'k>> = Vec::new();
    for (number, asked) in query.parts.iter().enumerate() {
        let mut found = candidates(asked, matcher, notes)?;
        let origin =
            query.origins.iter().find(|(part, _)| *part == number).map(|(_, origin)| *origin);
        for candidate in &mut found {
            let call = &mut candidate.variant.call;
            match origin {
                Some(Origin::Germline) => call.origin.stated = Stated::Germline(BY_QUERY),
                Some(Origin::Somatic) => call.origin.stated = Stated::Somatic(BY_QUERY),
                None => {}
            }
            // One copy, or each change on a copy of its own.
            let side = match query.phase {
                Some(Phase::Cis) => Some(0),
                Some(Phase::Trans) => Some(number),
                Some(Phase::Unknown) | None => None,
            };
            call.phase_set = side.map(|side| PhaseSet::parse(&format!("query:1:{side}")));
        }
        all.extend(found);
    }
    Ok(all)
}

/// What `asked` may become in each gene that it names or changes; how it was read goes to `notes`.
/// A gene alone becomes nothing.
///
/// # Errors
/// [`Error::Usage`] where it names something that does not exist.
fn candidates<'k>(
    asked: &Asked,
    matcher: &Matcher<'k>,
    notes: &mut Vec<String>,
) -> Result<Vec<Candidate<'k>>> {
    match asked {
        Asked::Genomic { chrom, pos, reference, alternate } => {
            genomic(matcher, chrom, *pos, reference, alternate)
        }
        Asked::Span { chrom, first, last, change } => {
            let edit = spanned(matcher, chrom, *first, *last, change)?;
            Ok(by_gene(matcher, &edit, &as_variant(&edit)))
        }
        Asked::Coding { on, name, protein } => coding(matcher, on, name, protein.as_ref()),
        Asked::OneOf(components) => match components.as_slice() {
            [one] if matches!(one.alteration, Alteration::Protein(_)) => {
                Ok(protein(matcher, one, notes))
            }
            _ => Ok(stated::candidate(matcher, components).into_iter().collect()),
        },
        Asked::Gene(_) => Ok(Vec::new()),
    }
}

/// A state of the whole tumour, which profiles may name in several ways, as a candidate that `note` explains.
/// `None` where no profile asks for it.
pub(crate) fn of_tumor<'k>(
    matcher: &Matcher<'k>,
    components: &[Component],
    note: String,
) -> Option<Candidate<'k>> {
    let candidate = stated::candidate(matcher, components)?;
    (!candidate.met.hits.is_empty()).then(|| Candidate { notes: vec![note], ..candidate })
}

/// Tells the assembly of a genomic query from its REF bases; `None` where it is not genomic.
///
/// # Errors
/// [`Error::Usage`] where REF fits both assemblies or none, or is not told.
pub(crate) fn assembly_of(
    store: &TranscriptStore,
    asked: &Asked,
    notes: &mut Vec<String>,
) -> Result<Option<Assembly>> {
    let (chrom, pos, reference) = match asked {
        Asked::Genomic { chrom, pos, reference, .. } => (chrom, pos, reference),
        Asked::Span { .. } => {
            return Err(Error::Usage(
                "positions without REF fit any assembly: say which with --assembly".to_owned(),
            ));
        }
        _ => return Ok(None),
    };
    let start = Position::from_one_based(*pos).0;
    let interval = Interval::new(start, start + reference.len() as u32);
    let agrees = |assembly| {
        Contig::from_name(chrom.as_bytes())
            .and_then(|contig| store.reference_bases(contig, interval, assembly))
            .is_some_and(|bases| bases.eq_ignore_ascii_case(reference.as_bytes()))
    };
    match (agrees(Assembly::GRCh37), agrees(Assembly::GRCh38)) {
        (true, false) => {
            notes.push("assembly: GRCh37, by its REF bases".to_owned());
            Ok(Some(Assembly::GRCh37))
        }
        (false, true) => {
            notes.push("assembly: GRCh38, by its REF bases".to_owned());
            Ok(Some(Assembly::GRCh38))
        }
        (true, true) => Err(Error::Usage(
            "REF fits GRCh37 and GRCh38 there: say which with --assembly".to_owned(),
        )),
        (false, false) => Err(Error::Usage(
            "REF is in no embedded coding sequence there, on GRCh37 or GRCh38: say which assembly \
             it is with --assembly"
                .to_owned(),
        )),
    }
}

fn contig(chrom: &str) -> Result<Contig> {
    Contig::from_name(chrom.as_bytes())
        .ok_or_else(|| Error::Usage(format!("{chrom}: not a human chromosome")))
}

fn genomic<'k>(
    matcher: &Matcher<'k>,
    chrom: &str,
    pos: u32,
    reference: &str,
    alternate: &str,
) -> Result<Vec<Candidate<'k>>> {
    let start = Position::from_one_based(pos).0;
    let edit =
        SequenceEdit::trimmed(contig(chrom)?, start, reference.as_bytes(), alternate.as_bytes())
            .ok_or_else(|| Error::Usage("REF and ALT are the same".to_owned()))?;
    let variant = ObservedVariant {
        chrom: chrom.into(),
        pos,
        reference: reference.into(),
        alternate: alternate.into(),
        ..ObservedVariant::default()
    };
    Ok(by_gene(matcher, &edit, &variant))
}

/// The edit of a stretch whose bases the transcripts tell.
fn spanned(
    matcher: &Matcher,
    chrom: &str,
    first: u32,
    last: u32,
    change: &SpanChange,
) -> Result<SequenceEdit> {
    let contig = contig(chrom)?;
    let start = Position::from_one_based(first).0;
    let interval = Interval::new(start, Position::from_one_based(last).0 + 1);
    if let SpanChange::Inserted(bases) = change {
        let inserted = bases.clone().into_bytes();
        return Ok(SequenceEdit { contig, start: start + 1, deleted: Vec::new(), inserted });
    }
    let bases =
        matcher.store.reference_bases(contig, interval, matcher.assembly).ok_or_else(|| {
            Error::Usage(format!(
                "{chrom}:{first}-{last}: its bases are not embedded: write position, REF and ALT"
            ))
        })?;
    let after = match change {
        SpanChange::Repeated => [bases, bases].concat(),
        SpanChange::Replaced(put) | SpanChange::Inserted(put) => put.clone().into_bytes(),
    };
    SequenceEdit::trimmed(contig, start, bases, &after)
        .ok_or_else(|| Error::Usage("the query changes nothing".to_owned()))
}

fn coding<'k>(
    matcher: &Matcher<'k>,
    on: &str,
    name: &str,
    protein: Option<&ProteinChange>,
) -> Result<Vec<Candidate<'k>>> {
    // Of most of these genes there is no transcript.
    if let Some(known) = pharmacogenes::of_change(on, name) {
        let edit = known.edit(matcher.assembly);
        return Ok(by_gene(matcher, edit, &as_variant(edit)));
    }
    let model = matcher
        .store
        .gene(on, matcher.assembly)
        .first()
        .or_else(|| matcher.store.accession(on, matcher.assembly))
        .ok_or_else(|| {
            Error::Usage(format!("{on}: no embedded transcript or gene of that name"))
        })?;
    let edit = coding_to_genomic(model, name)
        .map_err(|reason| Error::Usage(format!("{on}:{name}: {reason}")))?;
    if let Some(stated) = protein {
        let made = Predictor::on(model, &edit).and_then(|made| made.protein);
        if made.as_ref().is_some_and(|made| !is_stated(made, stated)) {
            let made = made.map(|made| made.short()).unwrap_or_default();
            return Err(Error::Usage(format!(
                "{on}:{name} makes {made}, not {}: write the one that is meant",
                stated.short()
            )));
        }
    }
    Ok(by_gene(matcher, &edit, &as_variant(&edit)))
}

/// Whether a change is the one that is stated; a frameshift may be stated without what follows it.
fn is_stated(made: &ProteinChange, stated: &ProteinChange) -> bool {
    match (made, stated) {
        (
            ProteinChange::Frameshift { at, .. },
            ProteinChange::Frameshift { at: named, alternate: None, .. },
        ) => at == named,
        _ => made.short() == stated.short(),
    }
}

/// The edit as alleles without an anchor base.
fn as_variant(edit: &SequenceEdit) -> ObservedVariant {
    let text = |bases: &[u8]| match bases {
        b"" => "-".into(),
        bases => CompactString::from_utf8_lossy(bases),
    };
    ObservedVariant {
        chrom: edit.contig.to_compact_string(),
        pos: edit.start + 1,
        reference: text(&edit.deleted),
        alternate: text(&edit.inserted),
        ..ObservedVariant::default()
    }
}

/// One candidate a gene that the edit touches, matched or not.
fn by_gene<'k>(
    matcher: &Matcher<'k>,
    edit: &SequenceEdit,
    variant: &ObservedVariant,
) -> Vec<Candidate<'k>> {
    let mut consequences = Predictor::new(matcher.store, matcher.assembly).predict(edit);
    consequences.extend(noncoding::consequences(edit, matcher.assembly));
    let mut candidates: Vec<Candidate<'k>> = matcher
        .readings(edit, &consequences)
        .filter_map(|views| {
            let met = matcher.matches_named(Some(edit), views);
            let (variant, reported) = (variant.clone(), views.first()?.clone());
            Some(Candidate::new(variant, reported, met, Change::Small(edit.clone())))
        })
        .collect();
    if let Some(known) = pharmacogenes::of(edit, matcher.assembly) {
        let is_own = |candidate: &Candidate<'_>| *candidate.consequence.gene == *known.gene;
        if !candidates.iter().any(is_own) {
            let alone = pharmacogene::alone(variant.clone(), edit, known, &consequences);
            candidates.push(alone);
        }
        for candidate in candidates.iter_mut().filter(|candidate| is_own(candidate)) {
            pharmacogene::mark(matcher, candidate, known, Genotypes::default());
        }
    }
    candidates
}

/// A protein change: by an edit that makes it where there is one, else by name.
fn protein<'k>(
    matcher: &Matcher<'k>,
    component: &Component,
    notes: &mut Vec<String>,
) -> Vec<Candidate<'k>> {
    let gene = &component.gene;
    let Some(model) = matcher.store.gene(gene, matcher.assembly).first() else {
        return stated::candidate(matcher, std::slice::from_ref(component)).into_iter().collect();
    };
    let moved = model
        .protein_sequence()
        .and_then(|protein| renumbered(&component.alteration, &[protein], of_gene(gene)))
        .map(|(alteration, numbering)| {
            let moved = Component { gene: gene.clone(), alteration };
            notes.push(format!("{component} reads as {moved}: numbered {numbering}"));
            moved
        });
    let Alteration::Protein(change) = &moved.as_ref().unwrap_or(component).alteration else {
        return Vec::new();
    };
    if let Some(edit) = edit_for(model, change)
        && let Some(made) = Predictor::on(model, &edit)
        && made.protein.is_some()
    {
        notes.push(format!(
            "read as one of the base changes that make it: {} {}",
            made.transcript,
            made.hgvs_c.as_deref().unwrap_or_default()
        ));
        let mut candidates = by_gene(matcher, &edit, &as_variant(&edit));
        candidates.retain(|candidate| *candidate.consequence.gene == **gene);
        if !candidates.is_empty() {
            return candidates;
        }
    }
    if let Some(silent::Keeping { acting, is_all }) = silent::keeping(model, change)
        && let Some((edit, _)) = acting.first()
    {
        let names: Vec<&str> = acting.iter().map(|(_, name)| name.as_str()).collect();
        let names = names.join(", ");
        if is_all {
            notes.push(format!("read as what makes it: {} {names}", model.accession));
            return by_gene(matcher, edit, &as_variant(edit));
        }
        notes.push(format!("the base decides, and {names} is known to act: name the bases"));
    }
    let consequence = as_named(model, change);
    let site = match change {
        ProteinChange::Splice { at } => splice_site_edit(model, *at),
        _ => None,
    };
    let views = std::slice::from_ref(&consequence);
    let met = matcher.matches_named(site.as_ref(), views);
    notes.push(format!("matched by name on {}", model.accession));
    vec![Candidate::new(ObservedVariant::default(), consequence, met, Change::Named)]
}

/// A protein change without an edit, placed by its residues.
fn as_named(model: &TranscriptModel, change: &ProteinChange) -> TranscriptConsequence {
    let (first, last, term) = match change {
        ProteinChange::Substitution { at, alternate: b'*' } => {
            (at.number, at.number, Term::StopGained)
        }
        ProteinChange::Substitution { at, .. } => (at.number, at.number, Term::Missense),
        ProteinChange::Synonymous { at } => (at.first.number, at.last.number, Term::Synonymous),
        ProteinChange::Deletion { at } => (at.first.number, at.last.number, Term::InframeDeletion),
        ProteinChange::Duplication { at } | ProteinChange::Insertion { at, .. } => {
            (at.first.number, at.last.number, Term::InframeInsertion)
        }
        ProteinChange::Delins { at, .. } => {
            (at.first.number, at.last.number, Term::ProteinAltering)
        }
        ProteinChange::Frameshift { at, .. } => (at.number, at.number, Term::Frameshift),
        ProteinChange::Extension { at, .. } => (at.number, at.number, Term::StopLost),
        ProteinChange::StartLost => (1, 1, Term::StartLost),
        ProteinChange::Splice { at } => {
            (*at, *at, splice_site_beside(model, *at).unwrap_or(Term::SpliceDonor))
        }
        ProteinChange::Unknown => (0, 0, Term::CodingSequence),
    };
    let exon = edit_at(model, first, last)
        .and_then(|edit| Predictor::on(model, &edit))
        .and_then(|placed| placed.exon);
    TranscriptConsequence {
        terms: Terms::from_iter([term]),
        protein: Some(change.clone()),
        codons: (first > 0).then_some((first, last)),
        exon,
        ..TranscriptConsequence::unplaced(
            model.gene.clone(),
            model.accession.clone(),
            model.protein.clone(),
        )
    }
}
