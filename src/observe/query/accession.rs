//! A change on a transcript or protein that an accession names, or by its position.

use crate::genome::TranscriptModel;
use crate::matching::vocabulary::{GeneNamed, Vocabulary, unnamed};
use crate::model::assembly::Assembly;

use super::asked::Asked;
use super::place::{self, OnAccession};
use super::reading::Reading;
use super::refusal::Refusal;
use super::said;

/// Reads a position, a coding name, or a protein change on an accession, whose gene may stand before it.
pub(super) fn read(text: &str, vocabulary: Vocabulary<'_>) -> Option<Result<Reading, Refusal>> {
    if let Some((name, rest)) = text.split_once([':', ' '])
        && let Some((accession, _)) = rest.split_once(':')
        && place::is_accession(accession)
        && let Some(GeneNamed::Symbol(gene)) = vocabulary.known_gene(name)
    {
        let of = vocabulary.store.accession(accession, Assembly::GRCh38);
        return match of.map(|model| model.gene.as_ref()) {
            Some(own) if own != gene => {
                Some(Err(Refusal::residue(format!("{accession} is of {own}, not of {gene}"))))
            }
            _ => on_it(rest, vocabulary),
        };
    }
    if let Some((accession, rest)) = text.split_once('(')
        && place::is_accession(accession)
        && let Some((name, _)) = rest.split_once(')')
    {
        let gene = match vocabulary.gene(name) {
            GeneNamed::Symbol(gene) => gene,
            other => return Some(Err(Refusal::gene(unnamed(name, &other)))),
        };
        let of = vocabulary.store.accession(accession, Assembly::GRCh38);
        if let Some(own) = of.map(|model| model.gene.as_ref()).filter(|own| *own != gene) {
            return Some(Err(Refusal::residue(format!("{accession} is of {own}, not of {gene}"))));
        }
    }
    on_it(text, vocabulary)
}

fn on_it(text: &str, vocabulary: Vocabulary<'_>) -> Option<Result<Reading, Refusal>> {
    if let Some(OnAccession { accession, change }) = place::on_accession(text) {
        return Some(protein(accession, change, vocabulary));
    }
    let placed = place::read(text)?;
    let mut reading = Reading { assembly: placed.assembly, ..Reading::default() };
    let asked = match placed.asked {
        Asked::Coding { on, name, protein } => match vocabulary.known_gene(&on) {
            Some(GeneNamed::Symbol(symbol)) => {
                reading.gene = Some(symbol.clone());
                Asked::Coding { on: symbol, name, protein }
            }
            _ if let Some(model) = vocabulary.store.accession(&on, Assembly::GRCh38) => {
                reading.notes.extend(other_version(model, &on));
                Asked::Coding { on, name, protein }
            }
            _ if place::is_accession(&on) => return Some(Err(unknown(&on))),
            _ => {
                let named = vocabulary.gene(&on);
                return Some(Err(Refusal::gene(unnamed(&on, &named))));
            }
        },
        asked => asked,
    };
    reading.asked.push(asked);
    Some(Ok(reading))
}

/// Says that another version of a transcript is read.
fn other_version(model: &TranscriptModel, accession: &str) -> Option<String> {
    let has_own = accession.contains('.') && *model.accession != *accession;
    has_own.then(|| format!("{accession} is read as {} of {}", model.accession, model.gene))
}

fn protein(accession: &str, name: &str, vocabulary: Vocabulary<'_>) -> Result<Reading, Refusal> {
    let store = vocabulary.store;
    let model = store.accession(accession, Assembly::GRCh38).ok_or_else(|| unknown(accession))?;
    let gene = model.gene.to_string();
    let mut reading = said::of(&gene, name, vocabulary)
        .unwrap_or_else(|| Err(Refusal::words(format!("{accession}:{name} is not understood"))))?;
    if *model.accession != *accession && *model.protein != *accession {
        reading.notes.push(format!("{accession} is read as {} of {gene}", model.accession));
    }
    Ok(reading)
}

fn unknown(accession: &str) -> Refusal {
    Refusal::gene(format!(
        "{accession}: no embedded transcript or protein has that name (NM_, NP_ and ENST of MANE \
         Select are embedded, no ENSP): name the gene, as in \"BRAF V600E\""
    ))
}
