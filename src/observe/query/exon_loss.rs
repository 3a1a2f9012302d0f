//! Deletions of whole exons whose ends lie somewhere in the introns beside them (HGVS, uncertain positions):
//! `c.(4986+1_4987-1)_(5074+1_5075-1)del`, and the older `c.4987-?_5074+?del`.

use crate::genome::TranscriptModel;
use crate::matching::vocabulary::{GeneNamed, Vocabulary};
use crate::model::assembly::Assembly;
use crate::model::position::{CdsPosition, ExonRank};
use crate::model::profile::{Alteration, Component, RegionClass};

use super::place;
use super::reading::Reading;
use super::refusal::Refusal;

/// An end of what is lost, as the name has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The first or last base of an exon, 1-based in the coding sequence.
    Base(u32),
    /// Before the coding sequence, or behind it.
    Beyond,
}

/// Reads such a name on a gene or an accession; `None` where the text is none.
pub(super) fn read(text: &str, vocabulary: Vocabulary<'_>) -> Option<Result<Reading, Refusal>> {
    let (on, name) = text.split_once([':', ' '])?;
    let (first, last) = ends(name.trim())?;
    let store = vocabulary.store;
    let model = match vocabulary.known_gene(on) {
        Some(GeneNamed::Symbol(gene)) => store.gene(&gene, Assembly::GRCh38).first(),
        _ if place::is_accession(on) => store.accession(on, Assembly::GRCh38),
        _ => return None,
    };
    let Some(model) = model else {
        return Some(Err(Refusal::words(format!("{on}: no transcript of it is embedded"))));
    };
    Some(loss(model, first, last, name))
}

fn loss(model: &TranscriptModel, first: End, last: End, name: &str) -> Result<Reading, Refusal> {
    // The neighbour of a base at the edge of an exon lies in another exon, or is no coding base.
    let at_edge = |base: u32, beside: Option<u32>| {
        let of = exon(model, base)?;
        (beside.and_then(|beside| exon(model, beside)) != Some(of)).then_some(of)
    };
    let from = match first {
        End::Beyond => Some(ExonRank(1)),
        End::Base(base) => at_edge(base, base.checked_sub(1)),
    };
    let to = match last {
        End::Beyond => Some(ExonRank(model.exons.len() as u32)),
        End::Base(base) => at_edge(base, base.checked_add(1)),
    };
    let ends = from.zip(to).filter(|(from, to)| from.0 <= to.0);
    let Some((from, to)) = ends else {
        return Err(Refusal::residue(format!(
            "{name}: its bases are not the first and the last one of exons of {}",
            model.accession
        )));
    };
    let class = RegionClass::ExonLoss;
    let alteration = Alteration::Exon { first: from.0, last: to.0, class };
    let component = Component { gene: model.gene.to_string(), alteration };
    let notes = vec![format!("{name} is read as {component} on {}", model.accession)];
    Ok(Reading { notes, ..Reading::of(component) })
}

/// The exon that holds a base of the coding sequence (1-based).
fn exon(model: &TranscriptModel, base: u32) -> Option<ExonRank> {
    let position = model.coding_to_genome(CdsPosition(base.checked_sub(1)?))?;
    Some(model.exon_rank(model.exon_at(position).0))
}

/// Reads both ends of a deletion of which at least one is uncertain.
fn ends(name: &str) -> Option<(End, End)> {
    let inner = name.strip_prefix("c.")?.strip_suffix("del")?;
    if !inner.contains('?') && !inner.contains('(') {
        return None;
    }
    let at = match inner.strip_prefix('(') {
        Some(rest) => rest.find(')')? + 2,
        None => inner.find('_')?,
    };
    let (start, end) = (inner.get(..at)?, inner.get(at..)?.strip_prefix('_')?);
    Some((start_of(start)?, end_of(end)?))
}

/// Reads `4987-?`, `(4986+1_4987-1)`, `(?_4987-1)`, `(?_-227)`.
fn start_of(text: &str) -> Option<End> {
    let nearest = match within(text) {
        Some(inner) => inner.split_once('_')?.1,
        None => text,
    };
    match nearest.strip_suffix("-1").or_else(|| nearest.strip_suffix("-?")) {
        Some(base) if !base.is_empty() => base.parse().ok().map(End::Base),
        _ => nearest.strip_prefix('-')?.parse::<u32>().ok().map(|_| End::Beyond),
    }
}

/// Reads `5074+?`, `(5074+1_5075-1)`, `(5074+1_?)`, `(*1_?)`.
fn end_of(text: &str) -> Option<End> {
    let nearest = match within(text) {
        Some(inner) => inner.split_once('_')?.0,
        None => text,
    };
    match nearest.strip_suffix("+1").or_else(|| nearest.strip_suffix("+?")) {
        Some(base) => base.parse().ok().map(End::Base),
        None => nearest.strip_prefix('*')?.parse::<u32>().ok().map(|_| End::Beyond),
    }
}

fn within(text: &str) -> Option<&str> {
    text.strip_prefix('(')?.strip_suffix(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uncertain_ends() {
        let read = |text| read(text, Vocabulary::embedded());
        for (text, want) in [
            ("BRCA2:c.7008-?_7805+?del", "BRCA2 exon 14-16 exon loss"),
            ("BRCA2 c.(7007+1_7008-1)_(7805+1_7806-1)del", "BRCA2 exon 14-16 exon loss"),
            ("BRCA2 c.(?_-227)_67+?del", "BRCA2 exon 1-2 exon loss"),
            ("NM_000059.4:c.9257-?_(*1_?)del", "BRCA2 exon 25-27 exon loss"),
            ("BRCA1 c.(4986+1_4987-1)_(5074+1_5075-1)del", "BRCA1 exon 16 exon loss"),
        ] {
            let reading = read(text).unwrap().unwrap();
            assert!(reading.notes[0].contains(want), "{text}: {:?}", reading.notes);
        }
        for text in
            ["BRCA2 c.7008_7805del", "BRCA2 c.7008-2_7805+1del", "BRCA2 c.?del", "xyz c.1-?_2+?del"]
        {
            assert!(read(text).is_none(), "{text}");
        }
        for text in ["BRCA2 c.7010-?_7805+?del", "BRCA2 c.7806-?_7805+?del"] {
            let refusal = read(text).unwrap().unwrap_err();
            assert!(refusal.reason.contains("not the first and the last"), "{}", refusal.reason);
        }
    }
}
