//! Changes by their place: positions of the genome, coding and protein names on an accession or a gene.

use crate::model::allele::is_bases;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::protein_change::ProteinChange;

use super::asked::{Asked, SpanChange};

/// A change by its place, and the assembly that the query itself names.
pub(super) struct Placed {
    pub(super) asked: Asked,
    pub(super) assembly: Option<Assembly>,
}

/// A protein change on an accession: `NP_004324.2:p.Val600Glu`.
pub(super) struct OnAccession<'t> {
    pub(super) accession: &'t str,
    pub(super) change: &'t str,
}

/// Reads `7-140453136-A-T`, `chr7:g.140453136A>T`, `NC_000007.13:g.55242465_55242479del`,
/// `hg19 chr7 140453136 A T`, `NM_004333.6(BRAF):c.1799T>A`.
pub(super) fn read(text: &str) -> Option<Placed> {
    let (assembly, rest) = match text.split_once([':', ' ', '_']) {
        Some((name, rest)) if name.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            name.parse().map_or((None, text), |assembly| (Some(assembly), rest.trim_start()))
        }
        _ => (None, text),
    };
    let asked = genomic(rest).or_else(|| coding(rest))?;
    let by_name = match &asked {
        Asked::Genomic { chrom, .. } | Asked::Span { chrom, .. } => {
            Contig::assembly_of_name(chrom.as_bytes())
        }
        _ => None,
    };
    Some(Placed { asked, assembly: assembly.or(by_name) })
}

/// Reads the protein change of an accession.
pub(super) fn on_accession(text: &str) -> Option<OnAccession<'_>> {
    let (accession, change) = text.split_once(':')?;
    let accession = accession.split('(').next().unwrap_or(accession).trim();
    let change = change.trim();
    let is_protein = change.starts_with("p.") || ProteinChange::parse(change).is_some();
    (is_accession(accession) && is_protein).then_some(OnAccession { accession, change })
}

/// `NM_004333.6`, `ENSP00000288602`.
pub(super) fn is_accession(name: &str) -> bool {
    let digits = name.strip_prefix("ENST").or_else(|| name.strip_prefix("ENSP")).or_else(|| {
        let (kind, number) = name.split_once('_')?;
        matches!(kind, "NM" | "NP" | "XM" | "XP" | "NR").then_some(number)
    });
    digits.is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    })
}

fn genomic(text: &str) -> Option<Asked> {
    if let Some(asked) = fields(text) {
        return Some(asked);
    }
    // An underscore belongs to `NC_`, or parts the fields.
    let start = if text.starts_with("NC_") { 3 } else { 0 };
    let end = start + text[start..].find([':', '-', ' ', '\t', '_', '/'])?;
    let (chrom, rest) = (&text[..end], &text[end + 1..]);
    Contig::from_name(chrom.as_bytes())?;
    let rest = rest.trim_start().trim_start_matches("g.");
    // No position is negative.
    if rest.starts_with('-') {
        return None;
    }
    let rest = without_commas(rest);
    span(chrom, &rest).or_else(|| alleles(chrom, &rest))
}

/// Chromosome, first and last position, REF and ALT between commas, as OncoKB has them; a dash is no
/// base.
fn fields(text: &str) -> Option<Asked> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let [chrom, first, last, reference, alternate] = parts.as_slice() else { return None };
    Contig::from_name(chrom.as_bytes())?;
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    let chrom = (*chrom).to_owned();
    let bases = |text: &str| is_bases(text.as_bytes()).then(|| text.to_ascii_uppercase());
    match (*reference, *alternate) {
        ("-", _) => (last == first + 1).then_some(())?,
        _ => (first > 0 && last + 1 == first + reference.len() as u32).then_some(())?,
    }
    Some(match (*reference, *alternate) {
        ("-", inserted) => {
            Asked::Span { chrom, first, last, change: SpanChange::Inserted(bases(inserted)?) }
        }
        (gone, "-") => {
            bases(gone)?;
            Asked::Span { chrom, first, last, change: SpanChange::Replaced(String::new()) }
        }
        (reference, alternate) => Asked::Genomic {
            chrom,
            pos: first,
            reference: bases(reference)?,
            alternate: bases(alternate)?,
        },
    })
}

/// `140,453,136` is a number.
fn without_commas(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_digit =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let between = |at: usize| is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
    text.char_indices().filter(|&(at, c)| c != ',' || !between(at)).map(|(_, c)| c).collect()
}

/// Position, REF and ALT between any separators; with or without an ID or a dot in between.
fn alleles(chrom: &str, text: &str) -> Option<Asked> {
    let separators = ['-', ':', '>', ' ', '\t', '/', '_', '|'];
    let parts: Vec<&str> = text.split(separators).filter(|part| !part.is_empty()).collect();
    let (pos, reference, alternate) = match parts.as_slice() {
        [pos, reference, alternate] | [pos, ".", reference, alternate] => {
            (*pos, *reference, *alternate)
        }
        // The last position too, as in `7:140453136-140453136 A/T`.
        [pos, last, reference, alternate]
            if last.parse::<u32>().ok()
                == pos.parse().ok().map(|pos: u32| pos + reference.len() as u32 - 1) =>
        {
            (*pos, *reference, *alternate)
        }
        // `140453136A>T` has no separator before REF.
        [pos, alternate] => {
            let digits = pos.bytes().take_while(u8::is_ascii_digit).count();
            (&pos[..digits], &pos[digits..], *alternate)
        }
        _ => return None,
    };
    let pos = pos.parse().ok().filter(|&pos| pos > 0)?;
    (is_bases(reference.as_bytes()) && is_bases(alternate.as_bytes())).then(|| Asked::Genomic {
        chrom: chrom.to_owned(),
        pos,
        reference: reference.to_ascii_uppercase(),
        alternate: alternate.to_ascii_uppercase(),
    })
}

/// `55242465_55242479del`, `…delinsAC`, `…dup`, `…insGGT`: REF is not told.
fn span(chrom: &str, text: &str) -> Option<Asked> {
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '_').filter(|&at| at > 0)?;
    let (place, what) = text.split_at(at);
    let (first, last) = place.split_once('_').unwrap_or((place, place));
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    let bases = |text: &str| is_bases(text.as_bytes()).then(|| text.to_ascii_uppercase());
    let removed = |text: &str| text.is_empty() || is_bases(text.as_bytes());
    let change =
        if let Some((gone, put)) = what.strip_prefix("del").and_then(|w| w.split_once("ins")) {
            removed(gone).then_some(SpanChange::Replaced(bases(put)?))?
        } else if let Some(gone) = what.strip_prefix("del") {
            removed(gone).then_some(SpanChange::Replaced(String::new()))?
        } else if let Some(copied) = what.strip_prefix("dup") {
            removed(copied).then_some(SpanChange::Repeated)?
        } else {
            SpanChange::Inserted(bases(what.strip_prefix("ins")?)?)
        };
    let is_between = !matches!(change, SpanChange::Inserted(_)) || last == first + 1;
    (0 < first && first <= last && is_between).then(|| Asked::Span {
        chrom: chrom.to_owned(),
        first,
        last,
        change,
    })
}

/// `NM_004333.6(BRAF):c.1799T>A (p.Val600Glu)`, `BRAF c.1799T>A`.
fn coding(text: &str) -> Option<Asked> {
    let (on, name) = text.split_once([':', ' '])?;
    let on = on.split('(').next().unwrap_or(on);
    let name = name.trim_start_matches([' ', ':', '(']);
    let (name, more) = match name.find([' ', '(', ',']) {
        Some(at) => (&name[..at], name[at..].trim_matches([' ', '(', ')', ',', ':'])),
        None => (name.trim_end_matches(')'), ""),
    };
    let protein = match more {
        "" => None,
        more => Some(ProteinChange::parse(more).filter(|_| !more.contains([' ', ':']))?),
    };
    let is_name = name.starts_with("c.") && name.len() > 2;
    is_name.then(|| Asked::Coding { on: on.to_owned(), name: uncounted(name), protein })
}

/// Leaves out how many bases go or are there twice: `c.2235_2249del15`.
pub(super) fn uncounted(name: &str) -> String {
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_counted = bare.ends_with("del") || bare.ends_with("dup");
    if is_counted { bare.to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions() {
        let want = |chrom: &str| Asked::Genomic {
            chrom: chrom.into(),
            pos: 140_453_136,
            reference: "A".into(),
            alternate: "T".into(),
        };
        for text in [
            "7-140453136-A-T",
            "7:140453136:A:T",
            "7:140453136 A>T",
            "7:g.140453136A>T",
            "7 140453136 . A T",
            "7:140,453,136 A>T",
            "7_140453136_A/T",
            "hg19:7:140453136:A:T",
            "GRCh37 7-140453136-A-T",
        ] {
            let placed = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(placed.asked, want("7"), "{text}");
            let assembly = text.starts_with(['h', 'G']).then_some(Assembly::GRCh37);
            assert_eq!(placed.assembly, assembly, "{text}");
        }
        assert_eq!(read("chr7:g.140453136A>T").map(|p| p.asked), Some(want("chr7")));
        let placed = read("NC_000007.14:g.140753336A>T").unwrap();
        assert_eq!(placed.assembly, Some(Assembly::GRCh38));
        for text in ["BRAF V600E", "7-140453136", "99-1-A-T", "7-0-A-T", "7-1-A-Z", "7-1-A-T-G"] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn spans() {
        let span = |text: &str| match read(text).map(|placed| placed.asked) {
            Some(Asked::Span { first, last, change, .. }) => Some((first, last, change)),
            _ => None,
        };
        let nothing = SpanChange::Replaced(String::new());
        assert_eq!(span("NC_000007.13:g.10_14del"), Some((10, 14, nothing.clone())));
        assert_eq!(span("chr7:g.10delA"), Some((10, 10, nothing)));
        assert_eq!(span("7:g.10_14delinsAC"), Some((10, 14, SpanChange::Replaced("AC".into()))));
        assert_eq!(span("7:g.10_11insAC"), Some((10, 11, SpanChange::Inserted("AC".into()))));
        assert_eq!(span("7:g.10_14dup"), Some((10, 14, SpanChange::Repeated)));
        for text in ["7:g.10_12insAC", "7:g.14_10del", "7:g.10_14inv", "7:g.10_14delfoo"] {
            assert_eq!(span(text), None, "{text}");
        }
    }

    #[test]
    fn coding_names() {
        let named = |text: &str| match coding(text) {
            Some(Asked::Coding { on, name, protein }) => {
                Some((on, name, protein.map(|change| change.short())))
            }
            _ => None,
        };
        let want = |on: &str, protein: Option<&str>| {
            Some((on.to_owned(), "c.1799T>A".to_owned(), protein.map(str::to_owned)))
        };
        assert_eq!(named("NM_004333.6:c.1799T>A"), want("NM_004333.6", None));
        assert_eq!(named("NM_004333.6(BRAF):c.1799T>A"), want("NM_004333.6", None));
        assert_eq!(named("BRAF c.1799T>A"), want("BRAF", None));
        assert_eq!(named("BRAF c.1799T>A (p.Val600Glu)"), want("BRAF", Some("V600E")));
        assert_eq!(named("BRAF c.1799T>A p.V600E"), want("BRAF", Some("V600E")));
        for text in ["BRAF V600E", "BRAF c.1799T>A banana", "BRAF c."] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}
