//! What a sample's name says of its role.

/// Tumour or normal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Tumor,
    Normal,
}

const TUMOR: [&str; 13] = [
    "tumor",
    "tum",
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

/// Returns the role that a text, most often a sample's name, gives.
///
/// Texts are split into words at anything but letters and digits, and a word's last digits are
/// dropped: `TUMOR`, `P12.tumour`, `S1-Normal2`. TCGA barcodes carry the sample type in their
/// fourth block: 01–09 tumour, 10–14 normal. Words of both roles give none.
pub(super) fn role(name: &str) -> Option<Role> {
    if let Some(role) = tcga(name) {
        return Some(role);
    }
    let is = |list: &[&str]| words(name).any(|word| list.contains(&&*word.to_ascii_lowercase()));
    match (is(&TUMOR), is(&NORMAL)) {
        (true, false) => Some(Role::Tumor),
        (false, true) => Some(Role::Normal),
        _ => None,
    }
}

/// Returns whether a name is a word for a role and nothing else: `TUMOR`, `NORMAL`.
pub(super) fn is_role_alone(name: &str) -> bool {
    TUMOR.iter().chain(&NORMAL).any(|word| word.eq_ignore_ascii_case(name))
}

/// Returns the role that an ending gives, which counts only beside an ending of the other role in
/// another column.
///
/// - a last word `T` or `N` (`CASE_T1`), or `R` for the reference (SAGE)
/// - the GDC's sample types (`TP` primary tumour, `NT` solid tissue normal, `NB` blood normal, …)
/// - such a letter behind a number (`CPCT0001T`, `CPCT0001TII`, `CPCT0001R`)
fn letter_role(name: &str) -> Option<Role> {
    match words(name).last()? {
        "T" | "t" | "TP" | "TM" | "TR" | "TB" | "TRB" | "TBM" | "TAP" | "TAM" => Some(Role::Tumor),
        "N" | "n" | "R" | "r" | "NB" | "NT" | "NBC" | "NEBV" | "NBM" => Some(Role::Normal),
        _ => {
            // Further biopsies of a tumour are counted in Roman numerals.
            let stem = name.trim_end_matches(['I', 'V']);
            let stem = if stem.ends_with('T') { stem } else { name };
            match stem.as_bytes() {
                [.., digit, b'T'] if digit.is_ascii_digit() => Some(Role::Tumor),
                [.., digit, b'R' | b'N'] if digit.is_ascii_digit() => Some(Role::Normal),
                _ => None,
            }
        }
    }
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()))
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

/// Returns the columns of the role. RNA columns count only where no DNA column has it.
pub(super) fn with_role(samples: &[String], wanted: Role) -> Vec<usize> {
    let has_letter = |role| samples.iter().any(|name| letter_role(name) == Some(role));
    let letters_count = has_letter(Role::Tumor) && has_letter(Role::Normal);
    let role_of = |name: &str| role(name).or_else(|| letter_role(name).filter(|_| letters_count));
    let all: Vec<usize> =
        (0..samples.len()).filter(|&at| role_of(&samples[at]) == Some(wanted)).collect();
    let dna: Vec<usize> = all.iter().copied().filter(|&at| !is_rna(&samples[at])).collect();
    if dna.is_empty() { all } else { dna }
}

/// Returns the column of the role, where there is exactly one.
pub(super) fn only(samples: &[String], wanted: Role) -> Option<usize> {
    match with_role(samples, wanted).as_slice() {
        [at] => Some(*at),
        _ => None,
    }
}

/// Returns the tumour and the normal of two columns whose names differ in one ending only.
///
/// It is `T` against `R` or `N` (`COLO829v003T`, `COLO829v003R`), or nothing against `BL`
/// (`HCC1954`, `HCC1954_BL`: the blood line of a tumour cell line).
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
    fn letters_need_each_other() {
        let tumors = |list: &str| {
            let samples: Vec<String> = list.split(' ').map(str::to_owned).collect();
            with_role(&samples, Role::Tumor)
        };
        assert_eq!(tumors("A_T1 A_N"), [0]);
        assert_eq!(tumors("A_N A_rna A_T"), [2]);
        assert_eq!(tumors("A_T B"), [0_usize; 0]);
        assert_eq!(tumors("A_T A_N TUMOR"), [0, 2]);
        assert_eq!(tumors("REF_R TUM_T"), [1]);
        assert_eq!(tumors("A_R B_T"), [1]);
        assert_eq!(tumors("KIRC-A1-NT KIRC-A1-TP"), [1]);
        assert_eq!(tumors("LIHC-7-TR LIHC-7-NB"), [0]);
        assert_eq!(tumors("CPCT02010035R XYZ0002TII"), [1]);
        assert_eq!(tumors("SAMPLE1R SAMPLE2R"), [0_usize; 0]);
        assert_eq!(tumors("A_TP B"), [0_usize; 0]);
        assert_eq!(tumors("P1T P1N P2T P2N"), [0, 2]);
    }

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
            ("LTS_APGI_2056_T", None),
            ("TUMOR2", Some(Role::Tumor)),
            ("PRIMARY", Some(Role::Tumor)),
            ("NORMAL", Some(Role::Normal)),
            ("MB_normal_50x", Some(Role::Normal)),
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
