//! What a sample's name says of its role.

/// Tumour or normal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Tumor,
    Normal,
}

const TUMOR: [&str; 12] = [
    "tumor",
    "tumour",
    "tumoral",
    "primary",
    "metastasis",
    "metastatic",
    "met",
    "mets",
    "relapse",
    "recurrence",
    "cancer",
    "somatic",
];
const NORMAL: [&str; 6] = ["normal", "germline", "blood", "control", "buffy", "pbmc"];

/// The role that a sample's name tells.
///
/// Names are split into words at anything but letters and digits, and a word's last digits are
/// dropped: `TUMOR`, `P12.tumour`, `CASE_T1`, `S1-Normal`. Single letters count only as the last
/// word. TCGA barcodes carry the sample type in their fourth block: 01–09 tumour, 10–14 normal.
pub(super) fn role(name: &str) -> Option<Role> {
    if let Some(role) = tcga(name) {
        return Some(role);
    }
    let mut found = None;
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric()).peekable();
    while let Some(word) = words.next() {
        let is_last = words.peek().is_none();
        let word = word.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase();
        let role = match word.as_str() {
            "t" if is_last => Role::Tumor,
            "n" if is_last => Role::Normal,
            word if TUMOR.contains(&word) => Role::Tumor,
            word if NORMAL.contains(&word) => Role::Normal,
            _ => continue,
        };
        if found.is_some_and(|before| before != role) {
            return None;
        }
        found = Some(role);
    }
    found
}

fn tcga(name: &str) -> Option<Role> {
    let mut blocks = name.split('-');
    let is_barcode = blocks.next() == Some("TCGA") && !name.contains('_');
    let kind = blocks.nth(2).filter(|_| is_barcode)?;
    match kind.get(..2)?.parse::<u32>().ok()? {
        1..=9 => Some(Role::Tumor),
        10..=14 => Some(Role::Normal),
        _ => None,
    }
}

fn is_rna(name: &str) -> bool {
    name.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word.eq_ignore_ascii_case("rna"))
}

/// The columns of `role`; RNA columns only where no DNA column has it.
pub(super) fn with_role(samples: &[String], wanted: Role) -> Vec<usize> {
    let all: Vec<usize> =
        (0..samples.len()).filter(|&at| role(&samples[at]) == Some(wanted)).collect();
    let dna: Vec<usize> = all.iter().copied().filter(|&at| !is_rna(&samples[at])).collect();
    if dna.is_empty() { all } else { dna }
}

/// The column of `role`, where there is one.
pub(super) fn only(samples: &[String], wanted: Role) -> Option<usize> {
    match with_role(samples, wanted).as_slice() {
        [at] => Some(*at),
        _ => None,
    }
}

/// The tumour and the normal of two columns whose names differ in one ending only: `T` against `R`
/// or `N` (`COLO829v003T`, `COLO829v003R`), nothing against `BL` (`HCC1954`, `HCC1954_BL`: the
/// blood line of a tumour cell line).
pub(super) fn pair(samples: &[String]) -> Option<(usize, usize)> {
    let [first, second] = samples else { return None };
    if is_pair(first, second) {
        Some((0, 1))
    } else if is_pair(second, first) {
        Some((1, 0))
    } else {
        None
    }
}

fn is_pair(tumor: &str, normal: &str) -> bool {
    if let Some(stem) = tumor.strip_suffix(['T', 't'])
        && let Some(rest) = normal.strip_prefix(stem)
    {
        return !stem.is_empty() && ["R", "N", "r", "n"].contains(&rest);
    }
    normal.strip_prefix(tumor).is_some_and(|rest| ["BL", "_BL", "-BL"].contains(&rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs() {
        let pair = |a: &str, b: &str| pair(&[a.to_owned(), b.to_owned()]);
        assert_eq!(pair("COLO829v003R", "COLO829v003T"), Some((1, 0)));
        assert_eq!(pair("P1T", "P1N"), Some((0, 1)));
        assert_eq!(pair("HCC1954_BL", "HCC1954"), Some((1, 0)));
        assert_eq!(pair("HCC1143", "HCC1143BL"), Some((0, 1)));
        assert_eq!(pair("T", "N"), None, "no stem");
        assert_eq!(pair("P1T", "P2N"), None);
        assert_eq!(pair("A", "B"), None);
    }

    #[test]
    fn roles() {
        for (name, want) in [
            ("TUMOR", Some(Role::Tumor)),
            ("Tumour", Some(Role::Tumor)),
            ("example_pat.tumour", Some(Role::Tumor)),
            ("tumor_downsample", Some(Role::Tumor)),
            ("LTS_APGI_2056_T", Some(Role::Tumor)),
            ("CASE-T1", Some(Role::Tumor)),
            ("PRIMARY", Some(Role::Tumor)),
            ("NORMAL", Some(Role::Normal)),
            ("MB_normal_50x", Some(Role::Normal)),
            ("LTS_APGI_2056_N", Some(Role::Normal)),
            ("Patient_01_Germline", Some(Role::Normal)),
            ("TCGA-BT-A20W-01A-21D-A14W-08", Some(Role::Tumor)),
            ("TCGA-BT-A20W-10A-01D-A14W-08", Some(Role::Normal)),
            ("NA12878", None),
            ("T_vs_sample", None),
            ("tumor_normal", None),
            ("COLO829v003T", None),
            ("SM-74NEG", None),
            ("", None),
        ] {
            assert_eq!(role(name), want, "{name}");
        }
    }
}
