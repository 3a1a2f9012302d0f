//! From a name back to the sequence edit: `c.` names and protein substitutions.

use super::locate::CodingPosition;
use crate::genome::TranscriptModel;
use crate::genome::sequence::{complement, reverse_complement, translate};
use crate::model::allele::SequenceEdit;
use crate::model::position::{CdsPosition, Interval, ResidueNumber, TranscriptPosition};
use crate::model::protein_change::Residue;
use crate::model::transcript::Strand;

/// Returns the plus-strand edit that a `c.` name (with or without `c.`) makes on `model`.
///
/// Reads substitutions, `del`, `dup`, `ins`, `delins` and `inv`, with intronic offsets and UTR
/// positions (HGVS 21.1, recommendations for DNA variants).
///
/// # Errors
///
/// Returns a few words: what cannot be read, which stated base is not the transcript's, or which
/// base is not known.
pub fn coding_to_genomic(model: &TranscriptModel, name: &str) -> Result<SequenceEdit, String> {
    let text = name.strip_prefix("c.").unwrap_or(name);
    let (first, rest) = position(text)?;
    let (last, rest) = match rest.strip_prefix('_') {
        Some(rest) => position(rest)?,
        None => (first, rest),
    };
    let (a, b) = (genomic(model, first)?, genomic(model, last)?);
    let in_order = match model.strand {
        Strand::Forward => a <= b,
        Strand::Reverse => a >= b,
    };
    if !in_order {
        return Err(format!("positions of {name} are not in order"));
    }
    let interval = Interval::new(a.min(b), a.max(b) + 1);
    let edit = |interval: Interval, inserted: Vec<u8>| {
        let deleted = known(model, interval)?;
        SequenceEdit::trimmed(model.contig, interval.start, &deleted, &inserted)
            .ok_or_else(|| format!("{name} changes nothing"))
    };
    if let Some((from, to)) = rest.split_once('>') {
        let stated = plus_strand(model, from)?;
        // A single base may be stated where it is not embedded (promoters, deep introns).
        let embedded = known(model, interval).unwrap_or_else(|_| stated.clone());
        if stated != embedded {
            return Err(format!("{name}: the transcript has another base there"));
        }
        return SequenceEdit::trimmed(
            model.contig,
            interval.start,
            &stated,
            &plus_strand(model, to)?,
        )
        .ok_or_else(|| format!("{name} changes nothing"));
    }
    if let Some(bases) = rest.strip_prefix("delins") {
        return edit(interval, plus_strand(model, bases)?);
    }
    if let Some((stated, bases)) = rest.strip_prefix("del").and_then(|rest| rest.split_once("ins"))
    {
        if plus_strand(model, stated)? != known(model, interval)? {
            return Err(format!("{name}: the transcript has other bases there"));
        }
        return edit(interval, plus_strand(model, bases)?);
    }
    if let Some(stated) = rest.strip_prefix("del") {
        let fits = stated.is_empty()
            || stated.parse() == Ok(interval.len())
            || plus_strand(model, stated)? == known(model, interval)?;
        return if fits {
            edit(interval, Vec::new())
        } else {
            Err(format!("{name}: the transcript has other bases there"))
        };
    }
    if rest.starts_with("dup") {
        let copied = known(model, interval)?;
        return edit(interval, [copied.as_slice(), &copied].concat());
    }
    if rest == "inv" {
        return edit(interval, reverse_complement(&known(model, interval)?));
    }
    if let Some(bases) = rest.strip_prefix("ins") {
        if interval.len() != 2 {
            return Err(format!("{name}: an insertion goes between two neighbouring positions"));
        }
        let contig = model.contig;
        let (start, inserted) = (interval.start + 1, plus_strand(model, bases)?);
        return Ok(SequenceEdit { contig, start, deleted: Vec::new(), inserted });
    }
    Err(format!("{name}: not a substitution, del, dup, ins, delins or inv"))
}

/// Returns all edits of one codon that replace the residue `at` by `alternate` (`*` for stop).
/// Those that change the fewest bases come first. A codon that spans two exons gives edits only
/// where one exon holds all changed bases.
pub fn substitution_edits(
    model: &TranscriptModel,
    at: Residue,
    alternate: u8,
) -> Vec<SequenceEdit> {
    let number = ResidueNumber(at.number);
    let Some(place) = number.codon() else { return Vec::new() };
    let range = place.start as usize..place.end as usize;
    let codon = model.coding_bases().and_then(|bases| bases.get(range));
    let Some(codon) = codon.filter(|codon| !codon.contains(&b'N')) else {
        return Vec::new();
    };
    let named = model.protein_sequence().and_then(|p| p.get(number.index()?).copied());
    if at.residue.is_some() && at.residue != named {
        return Vec::new();
    }
    let bases = *b"ACGT";
    let mut edits: Vec<(usize, SequenceEdit)> = (0..64usize)
        .map(|n| [bases[n / 16], bases[n / 4 % 4], bases[n % 4]])
        .filter(|candidate| translate(candidate) == alternate && candidate != codon)
        .filter_map(|candidate| {
            let changed = codon.iter().zip(&candidate).filter(|(a, b)| a != b).count();
            codon_edit(model, place, codon, &candidate).map(|edit| (changed, edit))
        })
        .collect();
    edits.sort_by_key(|(changed, _)| *changed);
    edits.into_iter().map(|(_, edit)| edit).collect()
}

/// Returns the plus-strand edit that turns the codon at `place` of the coding sequence into `to`.
fn codon_edit(
    model: &TranscriptModel,
    place: Interval,
    from: &[u8],
    to: &[u8],
) -> Option<SequenceEdit> {
    let differs = |&i: &usize| from[i] != to[i];
    let (first, last) = ((0..3).find(differs)?, (0..3).rev().find(differs)?);
    let genomic = |base: usize| model.coding_to_genome(CdsPosition(place.start + base as u32));
    let (a, b) = (genomic(first)?, genomic(last)?);
    let (from, to) = (&from[first..=last], &to[first..=last]);
    if a.abs_diff(b) as usize + 1 != from.len() {
        return None;
    }
    let plus = |bases: &[u8]| match model.strand {
        Strand::Forward => bases.to_vec(),
        Strand::Reverse => reverse_complement(bases),
    };
    SequenceEdit::trimmed(model.contig, a.min(b), &plus(from), &plus(to))
}

/// Reads one `c.` position and returns what follows it.
fn position(text: &str) -> Result<(CodingPosition, &str), String> {
    let bad = || format!("no c. position in {text:?}");
    let (after_stop, rest) = match text.strip_prefix('*') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (base, rest) = signed(rest).ok_or_else(bad)?;
    let (offset, rest) = match rest.as_bytes().first() {
        Some(b'+' | b'-') => signed(rest).ok_or_else(bad)?,
        _ => (0, rest),
    };
    if base == 0 {
        return Err(bad());
    }
    Ok((CodingPosition { base, after_stop, offset }, rest))
}

fn signed(text: &str) -> Option<(i64, &str)> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let end = text.len() - digits.len() + length;
    Some((text[..end].parse().ok()?, &text[end..]))
}

/// Returns the 0-based genomic position of a `c.` position.
fn genomic(model: &TranscriptModel, at: CodingPosition) -> Result<u32, String> {
    let cds = model.cds_in_transcript();
    let coordinate = match (at.after_stop, at.base) {
        (true, base) => i64::from(cds.end) + base - 1,
        (false, base @ 1..) => i64::from(cds.start) + base - 1,
        (false, base) => i64::from(cds.start) + base,
    };
    let length: i64 = model.exons.iter().map(|exon| i64::from(exon.len())).sum();
    let outside = || format!("c.{at} is not on {}", model.accession);
    let (anchor, beyond) = match coordinate {
        before @ ..0 => (0, before),
        after if after >= length => (length - 1, after - length + 1),
        inside => (inside, 0),
    };
    let exon_base = u32::try_from(anchor)
        .ok()
        .and_then(|anchor| model.to_genome(TranscriptPosition(anchor)))
        .ok_or_else(outside)?;
    let along = beyond + at.offset;
    let along = match model.strand {
        Strand::Forward => along,
        Strand::Reverse => -along,
    };
    let position = u32::try_from(i64::from(exon_base) + along).map_err(|_| outside())?;
    // An intronic offset must hang on the exon's own edge and stay in its intron.
    if CodingPosition::of(model, position) == at { Ok(position) } else { Err(outside()) }
}

fn known(model: &TranscriptModel, interval: Interval) -> Result<Vec<u8>, String> {
    (interval.start..interval.end)
        .map(|position| model.base(position))
        .collect::<Option<Vec<u8>>>()
        .ok_or_else(|| format!("{}: bases there are not embedded", model.accession))
}

/// Returns the bases of a name on the plus strand.
fn plus_strand(model: &TranscriptModel, bases: &str) -> Result<Vec<u8>, String> {
    let bases = bases.to_ascii_uppercase().into_bytes();
    if bases.is_empty() || bases.iter().any(|&base| complement(base) == b'N') {
        return Err("bases other than A, C, G, T".to_owned());
    }
    Ok(match model.strand {
        Strand::Forward => bases,
        Strand::Reverse => reverse_complement(&bases),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consequence::Predictor;
    use crate::genome::TranscriptStore;
    use crate::model::assembly::Assembly;

    fn model(gene: &str) -> &'static TranscriptModel {
        &TranscriptStore::embedded().gene(gene, Assembly::GRCh37)[0]
    }

    #[test]
    fn names_come_back() {
        for (gene, name) in [
            ("BRAF", "c.1799T>A"),
            ("BRAF", "c.1798_1799delinsAA"),
            ("KRAS", "c.34G>T"),
            ("KIT", "c.1648_1674del"),
            ("KIT", "c.1648-1G>A"),
            ("ERBB2", "c.2313_2324dup"),
            ("EGFR", "c.2284-5_2290dup"),
            ("EGFR", "c.2310_2311insGGT"),
            ("MET", "c.3028+1G>T"),
            ("MET", "c.3028+1_3028+3del"),
            ("TP53", "c.*12T>A"),
            ("TP53", "c.375+5G>A"),
            ("TERT", "c.-124C>T"),
            ("TERT", "c.-146C>T"),
        ] {
            let model = model(gene);
            let edit = coding_to_genomic(model, name).unwrap_or_else(|e| panic!("{name}: {e}"));
            let found = Predictor::on(model, &edit).unwrap();
            assert_eq!(found.hgvs_c.as_deref(), Some(name), "{gene}: {edit:?}");
        }
    }

    #[test]
    fn other_spellings_are_read_and_named_right() {
        for (gene, name, want) in [
            ("KIT", "c.1648_1674del27", "c.1648_1674del"),
            ("ERBB2", "c.2312_2313insATACGTGATGGC", "c.2313_2324dup"),
            ("BRAF", "1799T>A", "c.1799T>A"),
            ("BRAF", "c.1798_1799delinsAC", "c.1798_1799inv"),
        ] {
            let model = model(gene);
            let edit = coding_to_genomic(model, name).unwrap_or_else(|e| panic!("{name}: {e}"));
            let found = Predictor::on(model, &edit).unwrap();
            assert_eq!(found.hgvs_c.as_deref(), Some(want), "{gene} {name}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for name in [
            "c.1799G>A",
            "c.0A>G",
            "c.99999A>G",
            "c.1799+5T>A",
            "c.10_5del",
            "c.10_20insA",
            "c.10[4]",
            "p.V600E",
            "c.1799T>X",
            "",
            "c.",
            "c.5_",
        ] {
            assert!(coding_to_genomic(model("BRAF"), name).is_err(), "{name}");
        }
    }

    #[test]
    fn substitutions_come_back_as_themselves() {
        for (gene, residue, number, alternate) in [
            ("BRAF", b'V', 600, b'E'),
            ("KRAS", b'G', 12, b'C'),
            ("TP53", b'R', 213, b'*'),
            ("EGFR", b'L', 858, b'R'),
        ] {
            let model = model(gene);
            let at = Residue { number, residue: Some(residue) };
            let edits = substitution_edits(model, at, alternate);
            assert!(!edits.is_empty() && edits[0].is_snv(), "{gene}");
            let want = format!("{}{number}{}", char::from(residue), char::from(alternate));
            for edit in &edits {
                let found = Predictor::on(model, edit).unwrap();
                assert_eq!(found.protein.unwrap().short(), want);
            }
            let wrong = Residue { residue: Some(b'W'), ..at };
            assert!(substitution_edits(model, wrong, alternate).is_empty());
        }
    }
}
