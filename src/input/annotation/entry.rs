//! One entry of CSQ, ANN or BCSQ as borrowed slices.

use crate::model::consequence::{Rank, Terms};

use super::format::{AnnotationFormat, Column, Dialect};
use super::{peptide, terms};

/// What the annotator says of one allele on one transcript. Texts are empty where the field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnnotationEntry<'a> {
    /// Whose conventions the texts follow.
    pub dialect: Dialect,
    /// The allele in the annotator's spelling (see [`super::applies_to`]). Empty in BCSQ.
    pub allele: &'a str,
    /// VEP's ALLELE_NUM: the 1-based ALT number.
    pub allele_number: Option<usize>,
    /// Gene symbol.
    pub gene: &'a str,
    /// Transcript as written, with the version where it or the HGVS name gives one (VEP writes
    /// `ENST00000646891` beside `ENST00000646891.2:c.1799T>A`). Empty for regulatory features.
    pub transcript: &'a str,
    /// Protein as written (VEP's ENSP, or the accession before the HGVS name).
    pub protein_id: &'a str,
    /// SO terms, without those outside [`crate::model::consequence::Term`].
    pub terms: Terms,
    /// HGVS coding change after the accession, percent-encoded as written: `c.1799T>A`.
    pub hgvs_c: &'a str,
    /// HGVS protein change after the accession, percent-encoded as written: `p.Val600%3D`.
    pub hgvs_p: &'a str,
    /// BCSQ's own spelling of the protein change: `600V>600E`.
    pub amino_acid_change: &'a str,
    /// BCSQ's changed bases, joined by `+` where a haplotype has several: `140453136A>T`.
    pub dna_change: &'a str,
    /// Exons touched.
    pub exon: Option<Rank>,
    /// Introns touched.
    pub intron: Option<Rank>,
    /// 1-based residues, first and last.
    pub protein_position: Option<(u32, u32)>,
    /// The transcript is MANE Select.
    pub is_mane_select: bool,
    /// The transcript is Ensembl's canonical one.
    pub is_canonical: bool,
    /// VEP picked this entry.
    pub is_picked: bool,
    /// `protein_coding`, …
    pub biotype: &'a str,
    /// How common the allele is in the population, as written in the field that says most.
    frequency: &'a str,
}

impl AnnotationEntry<'_> {
    /// Returns how common the allele is in the population, 0 to 1.
    pub fn frequency(&self) -> Option<f64> {
        frequency(self.frequency)
    }
}

/// Returns the greatest of `0.02`, `0.02&0.01` (one an overlapping variant), `T:0.02` (VEP before
/// release 88).
fn frequency(text: &str) -> Option<f64> {
    text.split('&')
        .filter_map(|value| value.rsplit(':').next()?.parse::<f64>().ok())
        .filter(|value| (0.0..=1.0).contains(value))
        .max_by(f64::total_cmp)
}

/// Reads the entries of an INFO value. Skips references to another record (`@140453136`, BCSQ) and
/// entries that are not UTF-8.
pub fn entries<'f, 'a>(
    format: &'f AnnotationFormat,
    info_value: &'a [u8],
) -> impl Iterator<Item = AnnotationEntry<'a>> + use<'f, 'a> {
    info_value
        .split(|&b| b == b',')
        .filter(|text| !matches!(text, [] | [b'.'] | [b'@', ..]))
        .filter_map(|text| std::str::from_utf8(text).ok())
        .map(|text| read(format, text))
}

fn read<'a>(format: &AnnotationFormat, text: &'a str) -> AnnotationEntry<'a> {
    let mut entry = AnnotationEntry {
        dialect: format.dialect,
        allele: "",
        allele_number: None,
        gene: "",
        transcript: "",
        protein_id: "",
        terms: Terms::default(),
        hgvs_c: "",
        hgvs_p: "",
        amino_acid_change: "",
        dna_change: "",
        exon: None,
        intron: None,
        protein_position: None,
        is_mane_select: false,
        is_canonical: false,
        is_picked: false,
        biotype: "",
        frequency: "",
    };
    let mut is_transcript = true;
    let (mut transcript_of_hgvs, mut protein_of_hgvs) = ("", "");
    for (value, column) in text.split('|').zip(format.columns()) {
        let Some(column) = column.filter(|_| !value.is_empty()) else { continue };
        let value = value.trim();
        match column {
            Column::Allele => entry.allele = value,
            Column::AlleleNumber => entry.allele_number = value.parse().ok(),
            Column::Terms => entry.terms = terms::read(value).collect(),
            Column::Gene => entry.gene = value,
            Column::FeatureType => is_transcript = value.eq_ignore_ascii_case("transcript"),
            Column::Feature => entry.transcript = value,
            Column::Biotype => entry.biotype = value,
            Column::Exon => entry.exon = rank(value),
            Column::Intron => entry.intron = rank(value),
            Column::HgvsC => (transcript_of_hgvs, entry.hgvs_c) = after_accession(value, "cn"),
            Column::HgvsP => (protein_of_hgvs, entry.hgvs_p) = after_accession(value, "p"),
            Column::ProteinPosition => entry.protein_position = residues(value),
            // Until release 103 VEP's MANE held the RefSeq accession of MANE Select. Since then it
            // holds MANE_Select or MANE_Plus_Clinical.
            Column::Mane => entry.is_mane_select |= value != "MANE_Plus_Clinical",
            Column::ManeSelect => entry.is_mane_select = true,
            Column::Canonical => entry.is_canonical = value == "YES",
            Column::Pick => entry.is_picked = value == "1",
            Column::ProteinId => entry.protein_id = value,
            Column::AminoAcidChange => entry.amino_acid_change = value,
            Column::DnaChange => entry.dna_change = value,
            Column::Frequency if frequency(value) > frequency(entry.frequency) => {
                entry.frequency = value;
            }
            Column::Frequency => {}
        }
    }
    if !is_transcript {
        entry.transcript = "";
    } else if transcript_of_hgvs
        .strip_prefix(entry.transcript)
        .is_some_and(|version| version.starts_with('.'))
    {
        entry.transcript = transcript_of_hgvs;
    }
    if !protein_of_hgvs.is_empty() {
        entry.protein_id = protein_of_hgvs;
    }
    if entry.protein_position.is_none() {
        entry.protein_position = peptide::residues(entry.amino_acid_change, entry.terms);
    }
    // SnpEff has one rank for both.
    if entry.dialect == Dialect::SnpEff && terms::are_intronic(entry.terms) {
        (entry.exon, entry.intron) = (None, entry.exon);
    }
    entry
}

/// Splits `NM_004333.6:c.1799T>A` into accession and change. The accession is empty where there is
/// none.
///
/// Both are empty where the change is not of one of the `kinds`. VEP wrote `ENST….2:c.360G>A` into
/// HGVSp for a silent change.
fn after_accession<'a>(text: &'a str, kinds: &str) -> (&'a str, &'a str) {
    let (accession, change) = text.rsplit_once(':').unwrap_or(("", text));
    match change.split_once('.') {
        Some((kind, _)) if kind.len() == 1 && kinds.contains(kind) => (accession, change),
        _ => ("", ""),
    }
}

/// Reads `15/18`, `2-18/29`.
fn rank(text: &str) -> Option<Rank> {
    let (places, total) = text.split_once('/')?;
    let (first, last) = places.split_once('-').unwrap_or((places, places));
    Some(Rank { first: first.parse().ok()?, last: last.parse().ok()?, total: total.parse().ok()? })
}

/// Reads `600`, `600/766`, `746-750/1210`, `?-12` (one end known). Residues are 1-based.
fn residues(text: &str) -> Option<(u32, u32)> {
    let places = text.split('/').next().unwrap_or_default();
    let (first, last) = places.split_once('-').unwrap_or((places, places));
    let known = |text: &str| text.trim().parse().ok().filter(|&number: &u32| number > 0);
    let (first, last) = (known(first), known(last));
    let either = first.or(last)?;
    let (first, last) = (first.unwrap_or(either), last.unwrap_or(either));
    Some((first.min(last), first.max(last)))
}
