//! Identifiers of alleles by the Variation Representation Specification (GA4GH VRS 2.0): a digest of the
//! allele in the one form that all spellings of it have.
//!
//! An insertion or deletion is written over all of the stretch in which it could stand ("fully justified").
//! Where a base that decides this is not known, the allele has no identifier here.

use sha2::{Digest, Sha512};

use crate::model::allele::{SequenceEdit, is_base};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::vrs::{VrsAllele, VrsState as State};

/// The refget accessions of chromosomes 1–22, X, Y, MT of GRCh37 (NC_000001.10 …), as three public maps
/// of the field have them. Y is that without masked bases.
const GRCH37: [&str; 25] = [
    "S_KjnFVz-FE7M0W6yoaUDgYxLPc1jyWU",
    "9KdcA9ZpY1Cpvxvg8bMSLYDUpsX6GDLO",
    "VNBualIltAyi2AI_uXcKU7M9XUOuA7MS",
    "iy7Zfceb5_VGtTQzJ-v5JpPbpeifHD_V",
    "vbjOdMfHJvTjK_nqvFvpaSKhZillW0SX",
    "KqaUhJMW3CDjhoVtBetdEKT1n6hM-7Ek",
    "IW78mgV5Cqf6M24hy52hPjyyo5tCCd86",
    "tTm7wmhz0G4lpt8wPspcNkAD_qiminj6",
    "HBckYGQ4wYG9APHLpjoQ9UUe9v7NxExt",
    "-BOZ8Esn8J88qDwNiSEwUr5425UXdiGX",
    "XXi2_O1ly-CCOi3HP5TypAw7LtC6niFG",
    "105bBysLoDFQHhajooTAUyUkNiZ8LJEH",
    "Ewb9qlgTqN6e_XQiRVYpoUfZJHXeiUfH",
    "5Ji6FGEKfejK1U6BMScqrdKJK8GqmIGf",
    "zIMZb3Ft7RdWa5XYq0PxIlezLY2ccCgt",
    "W6wLoIFOn4G7cjopxPxYNk2lcEqhLQFb",
    "AjWXsI7AkTK35XW9pgd3UbjpC3MAevlz",
    "BTj4BDaaHYoPhD3oY2GdwC_l0uqZ92UD",
    "ItRDD47aMoioDCNW_occY5fWKZBKlxCX",
    "iy_UbUrvECxFRX5LPTH_KPojdlT7BKsf",
    "LpTaNW-hwuY_yARP0rtarCnpCQLkgVCg",
    "XOgHwwR3Upfp5sZYk6ZKzvV25a4RBVu8",
    "v7noePfnNpK8ghYXEqZ9NukMXW7YeNsm",
    "BT7QyW5iXaX_1PSX-msSGYsqRdMKqkj-",
    "k3grVkjY-hoWcCUojHw6VU6GE3MZ8Sct",
];
/// The same of GRCh38 (NC_000001.11 …).
const GRCH38: [&str; 25] = [
    "Ya6Rs7DHhDeg7YaOSg1EoNi3U_nQ9SvO",
    "pnAqCRBrTsUoBghSD1yp_jXWSmlbdh4g",
    "Zu7h9AggXxhTaGVsy7h_EZSChSZGcmgX",
    "HxuclGHh0XCDuF8x6yQrpHUBL7ZntAHc",
    "aUiQCzCPZ2d0csHbMSbh2NzInhonSXwI",
    "0iKlIQk2oZLoeOG9P1riRU6hvL5Ux8TV",
    "F-LrLMe1SRpfUZHkQmvkVKFEGaoDeHul",
    "209Z7zJ-mFypBEWLk4rNC6S_OxY5p7bs",
    "KEO-4XBcm1cxeo_DIQ8_ofqGUkp4iZhI",
    "ss8r_wB0-b9r44TQTMmVTI92884QvBiB",
    "2NkFm8HK88MqeNkCgj78KidCAXgnsfV1",
    "6wlJpONE3oNb4D69ULmEXhqyDZ4vwNfl",
    "_0wi-qoDrvram155UmcSC-zA5ZK4fpLT",
    "eK4D2MosgK_ivBkgi6FVPg5UXs1bYESm",
    "AsXvWL1-2i5U_buw6_niVIxD6zTbAuS6",
    "yC_0RBj3fgBlvgyAuycbzdubtLxq-rE0",
    "dLZ15tNO1Ur0IcGjwc3Sdi_0A6Yf4zm7",
    "vWwFhJ5lQDMhh-czg06YtlWqu0lvFAZV",
    "IIB53T8CNeJJdUqzn9V_JnRtQadwWCbl",
    "-A1QmD_MatoqxvgVxBLZTONHz9-c7nQo",
    "5ZUqxCmDDgN4xTRbaSjN8LwgZironmB8",
    "7B7SHsmchAR0dFcDCuSFjJAo7tX87krQ",
    "w0WZEvgJF0zf_P4yyTzjjv9oW1z61HHP",
    "8_liLu1aycC0tPQPFmUaGXJLDs5SbPZ5",
    "k3grVkjY-hoWcCUojHw6VU6GE3MZ8Sct",
];
/// Bases that an allele is moved at most.
const REACH: u32 = 10_000;

/// Returns an allele in its one form; `base` tells the base at a 0-based position, where it is known.
pub fn allele(
    edit: &SequenceEdit,
    assembly: Assembly,
    base: &dyn Fn(u32) -> Option<u8>,
) -> Option<VrsAllele> {
    if !edit.deleted.iter().chain(&edit.inserted).all(|&base| is_base(base)) {
        return None;
    }
    if edit.interval().end > edit.contig.length(assembly) {
        return None;
    }
    let accession = format!("SQ.{}", accessions(assembly)[edit.contig.index()]);
    let Justified { start, end, state } = justified(edit, base)?;
    let id = identifier(&accession, start, end, &state);
    let hgvs_g = hgvs(edit, (start, end), assembly);
    Some(VrsAllele { id, accession, start, end, state, hgvs_g })
}

fn accessions(assembly: Assembly) -> &'static [&'static str; 25] {
    match assembly {
        Assembly::GRCh37 => &GRCH37,
        Assembly::GRCh38 => &GRCH38,
    }
}

/// Returns the change of the chromosome as HGVS writes it (21.0: DNA), from the stretch in which an
/// insertion or deletion could stand.
fn hgvs(edit: &SequenceEdit, (start, end): (u32, u32), assembly: Assembly) -> Option<String> {
    let text = String::from_utf8_lossy;
    let (deleted, inserted) = (&edit.deleted, &edit.inserted);
    let kind = if edit.contig == Contig::MT { "m" } else { "g" };
    let place = |first: u32, last: u32| match first == last {
        true => first.to_string(),
        false => format!("{first}_{last}"),
    };
    let change = match (deleted.len() as u32, inserted.len() as u32) {
        (1, 1) => format!("{}{}>{}", end, text(deleted), text(inserted)),
        (0, length) if end - start >= length => format!("{}dup", place(end - length + 1, end)),
        (0, _) if end == 0 || end == edit.contig.length(assembly) => return None,
        (0, _) => {
            let mut bases = inserted.clone();
            bases.rotate_left((end - edit.start) as usize % inserted.len());
            format!("{end}_{}ins{}", end + 1, text(&bases))
        }
        (length, 0) => format!("{}del", place(end - length + 1, end)),
        _ if is_inversion(deleted, inserted) => format!("{}inv", place(start + 1, end)),
        _ => format!("{}delins{}", place(start + 1, end), text(inserted)),
    };
    Some(format!("{}:{kind}.{change}", edit.contig.refseq(assembly)))
}

fn is_inversion(deleted: &[u8], inserted: &[u8]) -> bool {
    let pairs = |(a, b): (&u8, &u8)| {
        matches!((a, b), (b'A', b'T') | (b'T', b'A') | (b'C', b'G') | (b'G', b'C'))
    };
    deleted.len() == inserted.len() && deleted.iter().zip(inserted.iter().rev()).all(pairs)
}

/// The stretch in which an allele could stand, and what stands there.
#[derive(Debug, PartialEq, Eq)]
struct Justified {
    start: u32,
    end: u32,
    state: State,
}

/// Returns the interval and the state of an allele over all of the stretch in which it could stand (VRS 2.0,
/// normalization of alleles).
fn justified(edit: &SequenceEdit, base: &dyn Fn(u32) -> Option<u8>) -> Option<Justified> {
    let (start, end) = (edit.start, edit.start + edit.deleted.len() as u32);
    let text = |bases: &[u8]| String::from_utf8_lossy(bases).into_owned();
    let is_deletion = match (edit.deleted.is_empty(), edit.inserted.is_empty()) {
        (false, false) => {
            return Some(Justified { start, end, state: State::Literal(text(&edit.inserted)) });
        }
        (is_insertion, _) => !is_insertion,
    };
    let unit: &[u8] = if is_deletion { &edit.deleted } else { &edit.inserted };
    // How far it can move: as long as the next base is the one that leaves on the other side.
    let mut left = 0;
    while left < REACH && start > left {
        let own = unit[unit.len() - 1 - left as usize % unit.len()];
        if base(start - 1 - left)?.to_ascii_uppercase() != own {
            break;
        }
        left += 1;
    }
    let mut right = 0;
    while right < REACH {
        let own = unit[right as usize % unit.len()];
        if base(end + right)?.to_ascii_uppercase() != own {
            break;
        }
        right += 1;
    }
    if left == REACH || right == REACH {
        return None;
    }
    let moved = (left + right) as usize;
    let found = |state| Some(Justified { start: start - left, end: end + right, state });
    if is_deletion {
        return found(State::Length { length: moved, unit: unit.len() });
    }
    // The stretch with the insertion in it, all of which repeats the unit.
    let whole: Vec<u8> = (0..moved + unit.len())
        .map(|at| {
            let shift = unit.len() - left as usize % unit.len();
            unit[(at + shift) % unit.len()]
        })
        .collect();
    let cycles = (1..=unit.len()).rev().filter(|cycle| unit.len().is_multiple_of(*cycle));
    let mut cycles = cycles.filter(|&cycle| cycle <= moved);
    let is_repeat = |&cycle: &usize| {
        let from = moved - cycle;
        (from..whole.len()).all(|at| whole[at] == whole[from + (at - from) % cycle])
    };
    found(match cycles.find(is_repeat) {
        Some(unit) => State::Length { length: whole.len(), unit },
        None => State::Literal(text(&whole)),
    })
}

/// Returns the identifier of an allele in its one form.
fn identifier(accession: &str, start: u32, end: u32, state: &State) -> String {
    let location = digest(&format!(
        "{{\"end\":{end},\"sequenceReference\":{{\"refgetAccession\":\"{accession}\",\
         \"type\":\"SequenceReference\"}},\"start\":{start},\"type\":\"SequenceLocation\"}}"
    ));
    let state = match state {
        State::Literal(bases) => {
            format!("{{\"sequence\":\"{bases}\",\"type\":\"LiteralSequenceExpression\"}}")
        }
        State::Length { length, unit } => format!(
            "{{\"length\":{length},\"repeatSubunitLength\":{unit},\
             \"type\":\"ReferenceLengthExpression\"}}"
        ),
    };
    let allele =
        digest(&format!("{{\"location\":\"{location}\",\"state\":{state},\"type\":\"Allele\"}}"));
    format!("ga4gh:VA.{allele}")
}

/// Returns the first 24 bytes of the SHA-512 in the alphabet of base64 for addresses: `sha512t24u`.
fn digest(text: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let hash = Sha512::digest(text.as_bytes());
    let six = |bytes: &[u8]| {
        let all = bytes.iter().fold(0_u32, |all, &byte| all << 8 | u32::from(byte));
        [18, 12, 6, 0].map(|by| char::from(ALPHABET[(all >> by & 63) as usize]))
    };
    hash[..24].chunks(3).flat_map(six).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    /// Identifiers that the specification's own suite (validation/models.yaml) and its reference
    /// implementation give.
    #[test]
    fn identifiers_of_the_specification() {
        assert_eq!(digest(""), "z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXc");
        assert_eq!(digest("ACGT"), "aKF498dAxcJAqme6QYQ7EZ07-fiw8Kw2");
        let substitution = State::Literal("T".to_owned());
        assert_eq!(
            identifier(&format!("SQ.{}", GRCH38[8]), 128_325_834, 128_325_835, &substitution),
            "ga4gh:VA.SZIS2ua7AL-0YgUTAqyBsFPYK3vE8h_d"
        );
        let repeat = State::Length { length: 11, unit: 3 };
        assert_eq!(
            identifier(&format!("SQ.{}", GRCH38[0]), 40_819_438, 40_819_446, &repeat),
            "ga4gh:VA.Oop4kjdTtKcg1kiZjIJAAR3bp7qi4aNT"
        );
    }

    #[test]
    fn every_spelling_of_an_indel_has_one_form() {
        let reference = b"GGCATCATCATTTAG";
        let base = |at: u32| reference.get(at as usize).copied();
        let contig = Contig::from_name(b"7").unwrap();
        let form = |start, deleted: &str, inserted: &str| {
            let edit = SequenceEdit {
                contig,
                start,
                deleted: deleted.as_bytes().to_vec(),
                inserted: inserted.as_bytes().to_vec(),
            };
            justified(&edit, &base).map(|Justified { start, end, state }| (start, end, state))
        };
        let length = |length, unit| State::Length { length, unit };
        for (start, deleted) in [(2, "CAT"), (3, "ATC"), (5, "CAT"), (8, "CAT")] {
            assert_eq!(form(start, deleted, ""), Some((2, 11, length(6, 3))), "{start}");
        }
        for (start, inserted) in [(2, "CAT"), (4, "TCA"), (11, "CAT")] {
            assert_eq!(form(start, "", inserted), Some((2, 11, length(12, 3))), "{start}");
        }
        assert_eq!(form(2, "", "CATCAT"), Some((2, 11, length(15, 6))));
        assert_eq!(form(14, "", "T"), Some((14, 14, State::Literal("T".to_owned()))));
        assert_eq!(form(12, "", "G"), Some((12, 12, State::Literal("G".to_owned()))));
        assert_eq!(form(13, "", "AC"), Some((13, 14, State::Literal("ACA".to_owned()))));
        assert_eq!(form(3, "A", "G"), Some((3, 4, State::Literal("G".to_owned()))));
        // The base that would stop it is not known.
        assert_eq!(form(14, "", "G"), None);
        assert_eq!(form(14, "G", ""), None);
    }

    #[test]
    fn hgvs_of_the_chromosome() {
        let reference = b"GGCATCATCATTTAG";
        let base = |at: u32| reference.get(at as usize).copied();
        let written = |contig: &str, start, deleted: &str, inserted: &str| {
            let edit = SequenceEdit {
                contig: Contig::from_name(contig.as_bytes()).unwrap(),
                start,
                deleted: deleted.as_bytes().to_vec(),
                inserted: inserted.as_bytes().to_vec(),
            };
            let allele = allele(&edit, Assembly::GRCh38, &base)?;
            allele
                .hgvs_g
                .map(|text| text.split_once(':').map(|(_, change)| change.to_owned()).unwrap())
        };
        for (start, deleted, inserted, want) in [
            (3, "A", "G", "g.4A>G"),
            (2, "CAT", "", "g.9_11del"),
            (12, "T", "", "g.13del"),
            (2, "", "CAT", "g.9_11dup"),
            (2, "", "CATCAT", "g.6_11dup"),
            (12, "", "G", "g.12_13insG"),
            (13, "", "AC", "g.14_15insCA"),
            (0, "GG", "TA", "g.1_2delinsTA"),
            (3, "ATC", "GAT", "g.4_6inv"),
        ] {
            assert_eq!(written("7", start, deleted, inserted).as_deref(), Some(want), "{start}");
        }
        assert_eq!(written("MT", 3, "A", "G").as_deref(), Some("m.4A>G"));
        let edit = |start| SequenceEdit {
            contig: Contig::from_name(b"7").unwrap(),
            start,
            deleted: b"A".to_vec(),
            inserted: b"T".to_vec(),
        };
        let of = |start, assembly| allele(&edit(start), assembly, &base).and_then(|a| a.hgvs_g);
        assert_eq!(
            of(140_753_335, Assembly::GRCh38).as_deref(),
            Some("NC_000007.14:g.140753336A>T")
        );
        assert_eq!(
            of(140_453_135, Assembly::GRCh37).as_deref(),
            Some("NC_000007.13:g.140453136A>T")
        );
        // Past the end of the chromosome there is no allele.
        assert_eq!(of(159_345_973, Assembly::GRCh38), None);
    }
}
