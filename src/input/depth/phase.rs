//! Phase sets as strings: equal strings mean that two alleles lie on one haplotype (in cis).
//!
//! Strings are compared within one chromosome, and each names the set and the side. So two alleles
//! of one set on opposite haplotypes differ in the side only: `PS:1042:0` and `PS:1042:1`. An
//! allele on more than one haplotype (`1|1`) has no string.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::fields::{Fields, item};
use super::genotype::alleles;
use super::value;

/// SAGE's local phase set in INFO.
static LOCAL: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"LPS"));

/// Returns the phase set of ALT number `alt_index`, by the first of these that the record gives:
///
/// 0. `PSL` (VCF 4.4 §1.6.2): one set name an allele of the genotype, `.` for none. Alleles with
///    the same name lie on one haplotype, whatever the genotype's own marks say.
/// 1. `PS` beside a phased genotype (VCF 4.5 §1.6.2): `PS:<set>:<haplotype>`.
/// 2. `PID` with `PGT` (GATK physical phasing): `PID:<set>:<haplotype>`. GATK writes 1 for the
///    allele whatever its number, and phases records with one ALT only.
/// 3. `HP` (GATK read-backed phasing): one `<set>-<haplotype>` an allele, in genotype order.
/// 4. INFO or FORMAT `LPS` (SAGE, local phase set): variants of one set share reads, so the set
///    has one side. The first of several is taken.
/// 5. A phased genotype alone: `GT:<haplotype>`. All such records of a chromosome form one set
///    (VCF 4.5 §1.6.2, PS). Not with CaVEMan, which writes `0|1` for every call.
pub(super) fn phase_set(
    fields: &Fields<'_>,
    record_info: &[u8],
    genotype: &[u8],
    alt_index: usize,
) -> Option<String> {
    if let Some(names) = fields.get(b"PSL") {
        let at = only_position(genotype, alt_index as u32)?;
        return text(item(names, at)?).map(|name| format!("PSL:{name}"));
    }
    let side = phased_side(genotype, alt_index as u32);
    if let (Some(set), Some(side)) = (fields.get(b"PS").and_then(text), side) {
        return Some(format!("PS:{set}:{side}"));
    }
    if let (Some(set), Some(phase)) = (fields.get(b"PID").and_then(text), fields.get(b"PGT")) {
        return (alt_index == 1)
            .then(|| phased_side(phase, 1))
            .flatten()
            .map(|side| format!("PID:{set}:{side}"));
    }
    if let Some(haplotypes) = fields.get(b"HP") {
        let at = only_position(genotype, alt_index as u32)?;
        let haplotype = text(item(haplotypes, at)?)?;
        // A plain number is another tool's homopolymer length.
        return haplotype.contains('-').then(|| format!("HP:{haplotype}"));
    }
    let local = fields.get(b"LPS").or_else(|| value::value_by(record_info, &LOCAL));
    if let Some(set) = local.and_then(|sets| text(item(sets, 0)?)) {
        return Some(format!("LPS:{set}"));
    }
    let is_caveman = fields.get(b"FAZ").is_some();
    side.filter(|_| !is_caveman).map(|side| format!("GT:{side}"))
}

fn text(value: &[u8]) -> Option<&str> {
    std::str::from_utf8(value).ok().filter(|text| !text.is_empty() && *text != ".")
}

/// Returns the haplotype that carries the allele. The genotype must be phased throughout and have
/// more than one haplotype.
fn phased_side(genotype: &[u8], allele: u32) -> Option<usize> {
    // The mark that VCF 4.4 may put before the first allele says how that one is phased.
    let marks = genotype.strip_prefix(b"/").unwrap_or(genotype);
    let phased = marks.contains(&b'|') && !marks.contains(&b'/');
    if phased { only_position(genotype, allele) } else { None }
}

/// Returns the 0-based place of `allele` in the genotype, where it stands there once.
fn only_position(genotype: &[u8], allele: u32) -> Option<usize> {
    let mut places = alleles(genotype).enumerate().filter(|&(_, number)| number == Some(allele));
    let (at, _) = places.next()?;
    places.next().is_none().then_some(at)
}

#[cfg(test)]
mod tests {
    use super::super::fields::Keys;
    use super::*;

    #[test]
    fn sets_and_sides() {
        for (format, sample, record_info, alt, want) in [
            ("GT:PS", "0|1:1042", "", 1, Some("PS:1042:1")),
            ("GT:PS", "1|0:1042", "", 1, Some("PS:1042:0")),
            ("GT:PS", "1|1:1042", "", 1, None),
            ("GT:PS", "0|0|1:77", "", 1, Some("PS:77:2")),
            ("GT:PS", "1|2:9", "", 2, Some("PS:9:1")),
            ("GT:PS", "0/1:1042", "", 1, None),
            ("GT:PGT:PID:PS", "0|1:0|1:1688608_T_C:1688608", "", 1, Some("PS:1688608:1")),
            ("GT:PGT:PID", "0/1:0|1:7_555_A_T", "", 1, Some("PID:7_555_A_T:1")),
            ("GT:PGT:PID", "0/1:1|0:7_555_A_T", "", 1, Some("PID:7_555_A_T:0")),
            ("GT:PGT:PID", "0/1/2:0|1:7_555_A_T", "", 2, None),
            ("GT:PGT:PID", "0/1:.:.", "", 1, None),
            ("GT:HP", "0/1:10-1,10-2", "", 1, Some("HP:10-2")),
            ("GT:HP", "0/1:3,3", "", 1, None),
            ("GT:AD", "0/1:3,3", "TIER=HOTSPOT;LPS=6911", 1, Some("LPS:6911")),
            ("GT:AD", "./.:3,3", "LPS=12,13", 1, Some("LPS:12")),
            ("GT", "0|1", "", 1, Some("GT:1")),
            ("GT", "1|0", "", 1, Some("GT:0")),
            ("GT:FAZ", "0|1:3", "", 1, None),
            ("GT", "1", "", 1, None),
            ("GT:PSL", "/0|1:.,7*140453136*1", "", 1, Some("PSL:7*140453136*1")),
            ("GT:PSL", "1/0:7*5*2,.", "", 1, Some("PSL:7*5*2")),
            ("GT:PSL:PS", "/0|1:.,.:7", "", 1, Some("PS:7:1")),
            ("GT:PSL", "/0|1:7*5*2,.", "", 1, None),
            ("GT:PS", "/0|1:7", "", 1, Some("PS:7:1")),
            ("GT:PS", "|0/1:7", "", 1, None),
            ("GT", "|", "", 1, None),
            ("", "", "", 1, None),
        ] {
            let keys = Keys::of(format.as_bytes());
            let fields = Fields::new(&keys, sample.as_bytes());
            let genotype = fields.get(b"GT").unwrap_or_default();
            let got = phase_set(&fields, record_info.as_bytes(), genotype, alt);
            assert_eq!(got.as_deref(), want, "{format} {sample} {record_info}");
        }
    }
}
