//! A variant that is only named: its edit where it has one, and what it meets.

use crate::consequence::{Predictor, coding_to_genomic, edit_at, edit_for};
use crate::error::{Error, Result};
use crate::genome::{TranscriptModel, TranscriptStore};
use crate::knowledge::numbering::of_gene;
use crate::knowledge::processes;
use crate::matching::candidate::{Candidate, Met};
use crate::matching::matcher::Matcher;
use crate::matching::numbering::renumbered;
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;
use crate::model::change::Change;
use crate::model::consequence::{Term, Terms, TranscriptConsequence};
use crate::model::contig::Contig;
use crate::model::finding::ObservedVariant;
use crate::model::gene_name::GeneName;
use crate::model::position::{Interval, Position};
use crate::model::profile::{Alteration, Component, Partner};
use crate::model::protein_change::ProteinChange;
use crate::observe::noncoding;
use crate::observe::query::Query;

/// What `query` may become in each gene that it names or changes; how it was read goes to `notes`.
///
/// # Errors
/// [`Error::Usage`] where it names something that does not exist.
pub(crate) fn candidates<'k>(
    query: &Query,
    matcher: &Matcher<'k>,
    notes: &mut Vec<String>,
) -> Result<Vec<Candidate<'k>>> {
    match query {
        Query::Genomic { chrom, pos, reference, alternate } => {
            genomic(matcher, chrom, *pos, reference, alternate)
        }
        Query::Coding { on, name } => coding(matcher, on, name),
        Query::Component(component) => named_component(matcher, component, notes),
    }
}

/// Tells the assembly of a genomic query from its REF bases.
pub(crate) fn assembly_of(
    store: &TranscriptStore,
    query: &Query,
    notes: &mut Vec<String>,
) -> Result<Assembly> {
    let Query::Genomic { chrom, pos, reference, .. } = query else { return Ok(Assembly::GRCh38) };
    if let Some(assembly) = Contig::assembly_of_name(chrom.as_bytes()) {
        return Ok(assembly);
    }
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
            Ok(Assembly::GRCh37)
        }
        (false, true) => {
            notes.push("assembly: GRCh38, by its REF bases".to_owned());
            Ok(Assembly::GRCh38)
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

fn genomic<'k>(
    matcher: &Matcher<'k>,
    chrom: &str,
    pos: u32,
    reference: &str,
    alternate: &str,
) -> Result<Vec<Candidate<'k>>> {
    let contig = Contig::from_name(chrom.as_bytes())
        .ok_or_else(|| Error::Usage(format!("{chrom}: not a human chromosome")))?;
    let start = Position::from_one_based(pos).0;
    let edit = SequenceEdit::trimmed(contig, start, reference.as_bytes(), alternate.as_bytes())
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

fn coding<'k>(matcher: &Matcher<'k>, on: &str, name: &str) -> Result<Vec<Candidate<'k>>> {
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
    Ok(by_gene(matcher, &edit, &as_variant(&edit)))
}

/// The edit as alleles without an anchor base.
fn as_variant(edit: &SequenceEdit) -> ObservedVariant {
    let text = |bases: &[u8]| match bases {
        b"" => "-".into(),
        bases => String::from_utf8_lossy(bases).into_owned().into_boxed_str(),
    };
    ObservedVariant {
        chrom: edit.contig.to_string().into_boxed_str(),
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
    matcher
        .readings(edit, &consequences)
        .filter_map(|views| {
            let met = matcher.matches(Some(edit), views).unwrap_or_default();
            let (variant, reported) = (variant.clone(), views.first()?.clone());
            Some(Candidate::new(variant, reported, met, Change::Small(edit.clone())))
        })
        .collect()
}

/// An alteration that is only named: by an edit that makes it where there is one, else by name.
fn named_component<'k>(
    matcher: &Matcher<'k>,
    component: &Component,
    notes: &mut Vec<String>,
) -> Result<Vec<Candidate<'k>>> {
    let component = &current_symbol(matcher, component, notes);
    let gene = &component.gene;
    let is_known = gene.is_empty()
        || matcher.genes.get(gene).is_some()
        || matcher.table.profiles_of_gene(gene).next().is_some()
        || processes::of_gene(gene).next().is_some();
    if !is_known {
        return Err(Error::Usage(format!("{gene}: no gene of that name is known here")));
    }
    let model = matcher.store.gene(gene, matcher.assembly).first();
    let moved = model
        .and_then(|model| model.protein_sequence())
        .and_then(|protein| renumbered(&component.alteration, &[protein], of_gene(gene)))
        .map(|(alteration, numbering)| {
            let moved = Component { gene: gene.clone(), alteration };
            notes.push(format!("{component} reads as {moved}: numbered {numbering}"));
            moved
        });
    let alteration = &moved.as_ref().unwrap_or(component).alteration;
    if let (Alteration::Protein(change), Some(model)) = (alteration, model) {
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
                return Ok(candidates);
            }
        }
        let consequence = as_named(model, change);
        let met = matcher.matches(None, std::slice::from_ref(&consequence)).unwrap_or_default();
        notes.push(format!("matched by name on {}", model.accession));
        return Ok(vec![only_named(consequence, met)]);
    }
    // A fusion is named by both partners, as `annotate` names it.
    let named = match &component.alteration {
        Alteration::Fusion(Partner::Gene(five, _), Partner::Gene(three, _)) => {
            GeneName::fusion(Some(five), Some(three))
        }
        _ => GeneName::from(gene.as_str()),
    };
    let consequence = TranscriptConsequence::unplaced(named, "".into(), "".into());
    let state = component.alteration.state();
    let met = Met { hits: matcher.named(component), state, ..Met::default() };
    Ok(vec![only_named(consequence, met)])
}

fn only_named<'k>(consequence: TranscriptConsequence, met: Met<'k>) -> Candidate<'k> {
    Candidate::new(ObservedVariant::default(), consequence, met, Change::Named)
}

/// The component with its gene's current symbol, where it is named by a former one.
fn current_symbol(matcher: &Matcher, component: &Component, notes: &mut Vec<String>) -> Component {
    let mut component = component.clone();
    if let Some(gene) = matcher.genes.get(&component.gene)
        && gene.symbol != component.gene
    {
        notes.push(format!("{} is now {}", component.gene, gene.symbol));
        component.gene = gene.symbol.to_owned();
    }
    component
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
        ProteinChange::Splice { at } => (*at, *at, Term::SpliceDonor),
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
