//! A change of a gene by its own name: `L858R`, `p.(Leu858Arg)`, `G719X`, `codon 61`, `c.2573T>G`,
//! `L858R/T790M`.

use crate::consequence::{Predictor, edit_at};
use crate::knowledge::profile;
use crate::matching::vocabulary::Vocabulary;
use crate::model::assembly::Assembly;
use crate::model::position::ResidueNumber;
use crate::model::profile::{Alteration, Component, Profile};
use crate::model::protein_change::{ProteinChange, Residue};

use super::asked::Asked;
use super::place;
use super::refusal::Refusal;

/// Words beside the name of a change that say nothing more.
const SAYS_NOTHING: [&str; 20] = [
    "+",
    "=",
    "activating",
    "driver",
    "hotspot",
    "likely",
    "lbd",
    "mut",
    "mutant",
    "mutated",
    "mutation",
    "mutations",
    "oncogenic",
    "pathogenic",
    "point",
    "positive",
    "somatic",
    "substitution",
    "tkd",
    "variant",
];

/// Changes of founder populations by the numbers of the Breast Cancer Information Core.
const LEGACY: [(&str, &str, &str); 5] = [
    ("BRCA1", "185delAG", "c.68_69del"),
    ("BRCA1", "187delAG", "c.68_69del"),
    ("BRCA1", "5382insC", "c.5266dup"),
    ("BRCA2", "6174delT", "c.5946del"),
    ("BRCA2", "999del5", "c.771_775del"),
];

/// Tells whether a change is of a class.
type IsOfClass = fn(&ProteinChange) -> bool;

/// Words beside the name of a change that say what it does to the protein; those of MAF files too.
const CLASSES: [(&str, IsOfClass); 12] = [
    ("missense", is_missense),
    ("missense_mutation", is_missense),
    ("nonsense", is_stop_made),
    ("nonsense_mutation", is_stop_made),
    ("frameshift", is_frameshift),
    ("frame_shift_del", is_frameshift),
    ("frame_shift_ins", is_frameshift),
    ("in_frame_del", is_in_frame),
    ("in_frame_ins", is_in_frame),
    ("indel", |change| is_in_frame(change) || is_frameshift(change)),
    ("splice_site", |change| matches!(change, ProteinChange::Splice { .. })),
    ("nonstop_mutation", |change| matches!(change, ProteinChange::Extension { .. })),
];

fn is_missense(change: &ProteinChange) -> bool {
    matches!(change, ProteinChange::Substitution { alternate, .. } if *alternate != b'*')
}

fn is_stop_made(change: &ProteinChange) -> bool {
    matches!(change, ProteinChange::Substitution { alternate: b'*', .. })
}

fn is_frameshift(change: &ProteinChange) -> bool {
    matches!(change, ProteinChange::Frameshift { .. })
}

fn is_in_frame(change: &ProteinChange) -> bool {
    use ProteinChange::{Deletion, Delins, Duplication, Insertion};
    matches!(change, Deletion { .. } | Delins { .. } | Duplication { .. } | Insertion { .. })
}

/// What stands beside the name of a change.
#[derive(Debug, Default)]
struct Beside {
    /// The exon that it is said to lie in.
    exon: Option<u32>,
    /// What it is said to do to the protein.
    class: Option<usize>,
}

/// Changes of one gene, and how they were read.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) asked: Vec<Asked>,
    pub(super) notes: Vec<String>,
}

/// Reads `text` as one change of `gene`, or as several joined by `/` or `+`; `None` where it is none.
pub(super) fn read(
    gene: &str,
    text: &str,
    vocabulary: Vocabulary<'_>,
) -> Option<Result<Changes, Refusal>> {
    let (beside, text) = bare(text);
    let mut changes = Changes::default();
    let parts = parts(&text)?;
    for part in &parts {
        match one(gene, part, vocabulary, &mut changes.notes)? {
            Ok(asked) => changes.asked.push(asked),
            Err(refusal) => return Some(Err(refusal)),
        }
    }
    for asked in &changes.asked {
        let elsewhere = || elsewhere(gene, asked, beside.exon?, vocabulary);
        if let Some(refusal) = elsewhere().or_else(|| of_other_class(asked, beside.class?)) {
            return Some(Err(refusal));
        }
    }
    Some(Ok(changes))
}

/// The name alone, and what stands beside it.
fn bare(text: &str) -> (Beside, String) {
    let text = text.trim_start_matches([':', '-', '_', ' ', '(']);
    let text = text.strip_suffix('+').unwrap_or(text);
    let text =
        text.strip_suffix("-mutant").or_else(|| text.strip_suffix("-mutated")).unwrap_or(text);
    // A bracket that was opened here goes with its end.
    let text = match text.strip_suffix(')') {
        Some(inner) if !inner.contains('(') => inner,
        _ => text,
    };
    let lower = |word: &str| word.trim_matches(['(', ')', ':']).to_ascii_lowercase();
    let class = text.split(' ').find_map(|word| {
        CLASSES.iter().position(|(class, _)| *class == lower(word)).filter(|_| text.contains(' '))
    });
    let is_said = |word: &&str| {
        let word = lower(word);
        !SAYS_NOTHING.contains(&word.as_str()) && class.is_none_or(|class| CLASSES[class].0 != word)
    };
    let mut words: Vec<&str> = text.split(' ').filter(is_said).collect();
    let exon = words.windows(2).enumerate().find_map(|(at, pair)| {
        let number = pair[1].trim_end_matches([':', ',']).parse().ok()?;
        pair[0].eq_ignore_ascii_case("exon").then_some((at, number))
    });
    // `exon 19` alone is the exon itself.
    let exon = exon.filter(|_| words.len() > 2).map(|(at, number)| {
        words.drain(at..at + 2);
        number
    });
    (Beside { exon, class }, words.join(" "))
}

/// Why the change is not of the class that the query says.
fn of_other_class(asked: &Asked, class: usize) -> Option<Refusal> {
    let Asked::OneOf(components) = asked else { return None };
    let (word, is_of_class) = CLASSES.get(class)?;
    components.iter().find_map(|component| match &component.alteration {
        Alteration::Protein(change) if !is_of_class(change) => Some(Refusal::residue(format!(
            "{component} is not {word}: write the one that is meant"
        ))),
        _ => None,
    })
}

/// `L858R/T790M` and `L858R+T790M` in their parts; `S310F/Y` and `G12/G13` are one.
fn parts(text: &str) -> Option<Vec<String>> {
    if text.is_empty() {
        return None;
    }
    if text.contains("c.") {
        return Some(vec![text.to_owned()]);
    }
    let parts: Vec<&str> = text.split(['/', '+']).map(str::trim).collect();
    let are_changes = parts.iter().all(|part| protein(part).is_some());
    Some(match parts.len() {
        2.. if are_changes => parts.into_iter().map(str::to_owned).collect(),
        _ => vec![text.to_owned()],
    })
}

/// Returns the protein change that a text is and nothing else.
pub(super) fn protein(text: &str) -> Option<ProteinChange> {
    if text.contains([':', ' ']) || text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let text = match text.strip_prefix("p.") {
        Some(change) => change,
        None => text,
    };
    let text = match text.strip_prefix('(') {
        Some(inner) => inner.strip_suffix(')')?,
        None => text,
    };
    ProteinChange::parse(&in_order(text)).filter(|change| *change != ProteinChange::Unknown)
}

/// Whether a text is a change of the protein in frame that makes it longer, or shorter.
pub(super) fn is_of_length(text: &str, is_longer: bool) -> bool {
    use ProteinChange::{Deletion, Delins, Duplication, Insertion};
    match protein(text) {
        Some(Deletion { .. }) => !is_longer,
        Some(Duplication { .. } | Insertion { .. }) => is_longer,
        Some(Delins { .. }) => true,
        _ => false,
    }
}

/// Writes `delE746_A750` and `E746-A750del` as `E746_A750del`.
fn in_order(text: &str) -> String {
    let first = text.get(..3).map(str::to_ascii_lowercase);
    let moved = match first.as_deref() {
        Some(word @ ("del" | "dup")) if text.len() > 3 => format!("{}{word}", &text[3..]),
        _ => text.to_owned(),
    };
    match moved.split_once('-') {
        Some((first, rest)) if Residue::parse(first).is_some() => format!("{first}_{rest}"),
        _ => moved,
    }
}

fn one(
    gene: &str,
    text: &str,
    vocabulary: Vocabulary<'_>,
    notes: &mut Vec<String>,
) -> Option<Result<Asked, Refusal>> {
    if text.starts_with("c.") || text.contains(" c.") || text.contains("(c.") {
        return Some(coding(gene, text));
    }
    if let Some(name) = unprefixed(gene, text) {
        notes.push(format!("{text} is read as {name}"));
        return Some(Ok(Asked::Coding { on: gene.to_owned(), name, protein: None }));
    }
    let alteration = any_at(gene, text, vocabulary, notes)
        .or_else(|| codon(gene, text, vocabulary))
        .or_else(|| protein(text).map(Alteration::Protein))
        .or_else(|| to_several(gene, text))?;
    if gene == "TERT" && matches!(alteration, Alteration::Protein(_)) {
        let upper = text.to_ascii_uppercase();
        if matches!(upper.as_str(), "C228T" | "C250T") {
            let alteration = Alteration::Promoter(Some(upper));
            return Some(Ok(Asked::OneOf(vec![Component { gene: gene.to_owned(), alteration }])));
        }
    }
    let component = Component { gene: gene.to_owned(), alteration };
    Some(match vocabulary.doubt(&component) {
        None => Ok(Asked::OneOf(vec![component])),
        Some(doubt) => Err(Refusal::residue(doubt)),
    })
}

/// A coding name without its prefix: `1100delC`, and `185delAG` by its former number.
fn unprefixed(gene: &str, text: &str) -> Option<String> {
    if let Some((.., name)) =
        LEGACY.iter().find(|(of, legacy, _)| *of == gene && legacy.eq_ignore_ascii_case(text))
    {
        return Some((*name).to_owned());
    }
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '_').filter(|at| *at > 0)?;
    let bases = ["del", "dup"].iter().find_map(|word| text[at..].strip_prefix(word))?;
    (!bases.is_empty() && bases.bytes().all(|b| b"ACGT".contains(&b))).then(|| format!("c.{text}"))
}

/// `c.2573T>G`, with the protein change that it makes before or after it.
fn coding(gene: &str, text: &str) -> Result<Asked, Refusal> {
    let words: Vec<&str> = text
        .split([' ', '(', ','])
        .map(|word| word.trim_end_matches([')', ',']))
        .filter(|word| !word.is_empty() && *word != "p.")
        .collect();
    let refused = || Refusal::words(format!("{gene} {text} is not understood"));
    let (names, others): (Vec<&str>, Vec<&str>) =
        words.into_iter().partition(|word| word.starts_with("c."));
    let [name] = names.as_slice() else { return Err(refused()) };
    let protein = match others.as_slice() {
        [] => None,
        [one] => Some(protein(one).ok_or_else(refused)?),
        _ => return Err(refused()),
    };
    Ok(Asked::Coding { on: gene.to_owned(), name: place::uncounted(name), protein })
}

/// `G719X`: any change of the codon, unless it is a stop that `X` stands for.
fn any_at(
    gene: &str,
    text: &str,
    vocabulary: Vocabulary<'_>,
    notes: &mut Vec<String>,
) -> Option<Alteration> {
    let text = text.strip_prefix("p.").unwrap_or(text);
    let head = text.strip_suffix("Xaa").or_else(|| text.strip_suffix(['X', 'x']))?;
    let at = Residue::parse(head).filter(|at| at.residue.is_some())?;
    if is_stop(gene, at, vocabulary) {
        notes.push(format!("{text} is read as a stop codon; any change at it is {head}"));
        return None;
    }
    notes.push(format!("{text} is read as any change of the codon"));
    Some(Alteration::Codon(at))
}

/// Whether `X` at the residue is a stop: one base makes it, and nothing but the stop is known there, or
/// the gene is a tumour suppressor.
fn is_stop(gene: &str, at: Residue, vocabulary: Vocabulary<'_>) -> bool {
    let model = vocabulary.store.gene(gene, Assembly::GRCh38).first();
    let place = ResidueNumber(at.number).codon();
    let codon = model.zip(place).and_then(|(model, place)| {
        model.coding_bases()?.get(place.start as usize..place.end as usize)
    });
    let differs = |stop: &&[u8; 3]| {
        codon
            .is_some_and(|codon| codon.iter().zip(stop.iter()).filter(|(a, b)| a != b).count() == 1)
    };
    let can_stop = [b"TAA", b"TAG", b"TGA"].iter().any(differs);
    let role = vocabulary.genes.get(gene).map(|gene| gene.role);
    let is_suppressor = role.is_some_and(|role| role.is_suppressor() && !role.is_oncogene());
    let is_known = vocabulary.known(gene).iter().any(|known| match &known.alteration {
        Alteration::Protein(ProteinChange::Substitution { at: known, alternate }) => {
            known.number == at.number && *alternate != b'*'
        }
        Alteration::Codon(known) | Alteration::CodonTo(known, _) => known.number == at.number,
        _ => false,
    });
    can_stop && (is_suppressor || !is_known)
}

/// `V600`, `codon 61`.
fn codon(gene: &str, text: &str, vocabulary: Vocabulary<'_>) -> Option<Alteration> {
    let lower = text.to_ascii_lowercase();
    if let Some(number) = lower.strip_prefix("codon ") {
        let number: u32 = number.parse().ok()?;
        let model = vocabulary.store.gene(gene, Assembly::GRCh38).first()?;
        let residue = model.protein_sequence()?.get(ResidueNumber(number).index()?).copied();
        let residue = residue.filter(|&letter| letter != b'X');
        return Some(Alteration::Codon(Residue { number, residue: Some(residue?) }));
    }
    let text = text.strip_prefix("p.").unwrap_or(text);
    Residue::parse(text).filter(|at| at.residue.is_some()).map(Alteration::Codon)
}

/// `S310F/Y`.
fn to_several(gene: &str, text: &str) -> Option<Alteration> {
    if !text.contains('/') || text.contains([' ', '(']) {
        return None;
    }
    match profile::parse(&format!("{gene} {text}")) {
        Ok(Profile::Component(Component { alteration, .. })) => {
            matches!(alteration, Alteration::CodonTo(..)).then_some(alteration)
        }
        _ => None,
    }
}

/// Why the change does not lie in the exon that the query says it does.
fn elsewhere(gene: &str, asked: &Asked, exon: u32, vocabulary: Vocabulary<'_>) -> Option<Refusal> {
    let Asked::OneOf(components) = asked else { return None };
    let number = components.iter().find_map(|component| match &component.alteration {
        Alteration::Protein(change) => change.named_residues().next().map(|at| at.number),
        Alteration::Codon(at) | Alteration::CodonTo(at, _) => Some(at.number),
        _ => None,
    })?;
    let model = vocabulary.store.gene(gene, Assembly::GRCh38).first()?;
    let edit = edit_at(model, number, number)?;
    let rank = Predictor::on(model, &edit)?.exon?;
    let is_there = rank.first <= exon && exon <= rank.last;
    (!is_there).then(|| {
        let (accession, own) = (&model.accession, rank.first);
        Refusal::residue(format!(
            "residue {number} of {gene} lies in exon {own} ({accession}), not in exon {exon}"
        ))
    })
}
