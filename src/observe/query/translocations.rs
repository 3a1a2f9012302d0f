//! Translocations and inversions by their chromosomes, with the fusion that they make.

use super::refusal::Refusal;

/// A translocation, or an inversion of one chromosome, and what it makes (WHO classifications of
/// haematolymphoid and of soft tissue tumours).
struct Known {
    chromosomes: &'static str,
    /// Beginnings of the bands, by chromosome.
    bands: [&'static [&'static str]; 2],
    fusion: &'static str,
}

const fn known(
    chromosomes: &'static str,
    first: &'static [&'static str],
    second: &'static [&'static str],
    fusion: &'static str,
) -> Known {
    Known { chromosomes, bands: [first, second], fusion }
}

/// Of one pair of chromosomes, the first is meant where no bands are told.
const TRANSLOCATIONS: [Known; 47] = [
    known("1;13", &["p36"], &["q14"], "PAX7::FOXO1"),
    known("1;19", &["q23"], &["p13"], "TCF3::PBX1"),
    known("1;22", &["p13"], &["q13"], "RBM15::MRTFA"),
    known("2;5", &["p23"], &["q35"], "NPM1::ALK"),
    known("2;13", &["q35", "q36"], &["q14"], "PAX3::FOXO1"),
    known("3;5", &["q25"], &["q35", "q34"], "NPM1::MLF1"),
    known("4;11", &["q21"], &["q23"], "KMT2A::AFF1"),
    known("4;12", &["q12"], &["p13"], "ETV6::PDGFRA"),
    known("4;14", &["p16"], &["q32"], "IGH::NSD2"),
    known("5;12", &["q32", "q31", "q33"], &["p13"], "ETV6::PDGFRB"),
    known("6;9", &["p22", "p23"], &["q34"], "DEK::NUP214"),
    known("6;9", &["q22", "q23"], &["p23", "p24"], "MYB::NFIB"),
    known("6;11", &["q27"], &["q23"], "KMT2A::AFDN"),
    known("7;22", &["p22"], &["q12"], "EWSR1::ETV1"),
    known("8;9", &["p22"], &["p24"], "PCM1::JAK2"),
    known("8;14", &["q24"], &["q32"], "IGH::MYC"),
    known("8;16", &["p11"], &["p13"], "KAT6A::CREBBP"),
    known("8;21", &["q22"], &["q22"], "RUNX1::RUNX1T1"),
    known("8;22", &["q24"], &["q11"], "IGL::MYC"),
    known("2;8", &["p11", "p12"], &["q24"], "IGK::MYC"),
    known("9;11", &["p21", "p22"], &["q23"], "KMT2A::MLLT3"),
    known("9;22", &["q34"], &["q11"], "BCR::ABL1"),
    known("9;22", &["q22", "q31"], &["q12"], "EWSR1::NR4A3"),
    known("11;14", &["q13"], &["q32"], "IGH::CCND1"),
    known("11;17", &["q23"], &["q21"], "ZBTB16::RARA"),
    known("11;18", &["q21", "q22"], &["q21"], "BIRC3::MALT1"),
    known("11;19", &["q23"], &["p13.3"], "KMT2A::MLLT1"),
    known("11;19", &["q23"], &["p13.1"], "KMT2A::ELL"),
    known("11;19", &["q21"], &["p13"], "CRTC1::MAML2"),
    known("11;22", &["q24"], &["q12"], "EWSR1::FLI1"),
    known("11;22", &["p13"], &["q12"], "EWSR1::WT1"),
    known("12;15", &["p13"], &["q25", "q26"], "ETV6::NTRK3"),
    known("12;16", &["q13"], &["p11"], "FUS::DDIT3"),
    known("12;21", &["p13"], &["q22"], "ETV6::RUNX1"),
    known("12;22", &["q13"], &["q12"], "EWSR1::ATF1"),
    known("12;22", &["p13"], &["q12", "q11"], "MN1::ETV6"),
    known("14;16", &["q32"], &["q23"], "IGH::MAF"),
    known("14;18", &["q32"], &["q21"], "IGH::BCL2"),
    known("14;20", &["q32"], &["q11", "q12"], "IGH::MAFB"),
    known("15;17", &["q22", "q24"], &["q11", "q12", "q21"], "PML::RARA"),
    known("15;19", &["q14"], &["p13"], "BRD4::NUTM1"),
    known("16;16", &["p13"], &["q22"], "CBFB::MYH11"),
    known("17;22", &["q21", "q22"], &["q13"], "COL1A1::PDGFB"),
    known("21;22", &["q22"], &["q12"], "EWSR1::ERG"),
    known("3;3", &["q21"], &["q26"], "GATA2::MECOM"),
    known("6;14", &["p21"], &["q32"], "IGH::CCND3"),
    known("X;17", &["p11"], &["q25"], "ASPSCR1::TFE3"),
];

const INVERSIONS: [Known; 3] = [
    known("16", &["p13"], &["q22"], "CBFB::MYH11"),
    known("3", &["q21"], &["q26"], "GATA2::MECOM"),
    known("2", &["p21", "p22"], &["p23"], "EML4::ALK"),
];

/// Words that may follow and say nothing more.
const SAYS_NOTHING: [&str; 6] =
    ["positive", "+", "rearrangement", "translocation", "fusion", "inversion"];

/// Reads `t(9;22)`, `t(9;22)(q34;q11.2)`, `inv(16)(p13q22)`, `inversion 16`; `None` where the text is
/// neither.
pub(super) fn read(text: &str) -> Option<Result<Vec<String>, Refusal>> {
    let lower = text.to_lowercase();
    let plain = lower.replace(['(', ')', ';', ',', '/'], " ").replace('+', " + ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let (table, count, rest): (&[Known], usize, &[&str]) = match words.as_slice() {
        ["t" | "translocation", rest @ ..] => (&TRANSLOCATIONS, 2, rest),
        ["inv" | "inversion", rest @ ..] => (&INVERSIONS, 1, rest),
        _ => return None,
    };
    let rest: Vec<&str> =
        rest.iter().copied().filter(|word| !SAYS_NOTHING.contains(word)).collect();
    let (chromosomes, bands) = rest.split_at_checked(count)?;
    let is_chromosome = |name: &&str| {
        name.parse().is_ok_and(|number: u8| (1..=22).contains(&number))
            || matches!(*name, "x" | "y")
    };
    if !chromosomes.iter().all(is_chromosome) {
        return None;
    }
    let bands: Vec<&str> = bands.iter().flat_map(|word| parted(word)).collect();
    if !bands.iter().all(|band| is_band(band)) || bands.len() > 2 {
        return None;
    }
    Some(fusion(table, &chromosomes.join(";").to_uppercase(), &bands, text))
}

fn fusion(
    table: &[Known],
    chromosomes: &str,
    bands: &[&str],
    text: &str,
) -> Result<Vec<String>, Refusal> {
    let of_pair = || table.iter().filter(|known| known.chromosomes == chromosomes);
    let fits = |known: &&Known| {
        let is_there = |(band, wanted): (&&str, &&[&str])| {
            // `p13` may be less than is known of `p13.3`.
            wanted.iter().any(|wanted| band.starts_with(wanted) || wanted.starts_with(*band))
        };
        bands.iter().zip(known.bands.iter()).all(is_there)
    };
    if let Some(known) = of_pair().find(fits) {
        return Ok(vec![known.fusion.to_owned()]);
    }
    let like: Vec<String> = of_pair()
        .map(|known| {
            format!(
                "{}({};{}) {}",
                text.split('(').next().unwrap_or("t"),
                known.bands[0][0],
                known.bands[1][0],
                known.fusion
            )
        })
        .collect();
    Err(Refusal::words(match like.as_slice() {
        [] => format!(
            "{text}: which genes it joins is not known here: name the fusion, as \"BCR::ABL1\""
        ),
        like => format!(
            "{text}: which genes it joins is not known here; of these chromosomes are known {}: name the fusion",
            like.join(", ")
        ),
    }))
}

/// `p13.1q22` in its bands.
fn parted(word: &str) -> Vec<&str> {
    match word.char_indices().skip(1).find(|(_, c)| matches!(c, 'p' | 'q')) {
        Some((at, _)) => vec![&word[..at], &word[at..]],
        None => vec![word],
    }
}

fn is_band(word: &str) -> bool {
    word.strip_prefix(['p', 'q']).is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::profile;
    use crate::matching::vocabulary::Vocabulary;
    use crate::model::profile::Profile;

    fn fused(text: &str) -> Option<String> {
        read(text).map(|found| match found {
            Ok(texts) => texts.join(" "),
            Err(refusal) => refusal.reason,
        })
    }

    #[test]
    fn bands_tell_fusions_of_one_pair_apart() {
        for (text, want) in [
            ("t(9;22)", "BCR::ABL1"),
            ("t(9;22)(q34;q11.2)", "BCR::ABL1"),
            ("t(9;22)(q22;q12)", "EWSR1::NR4A3"),
            ("t(11;22)(p13;q12)", "EWSR1::WT1"),
            ("t(11;19)(q21;p13)", "CRTC1::MAML2"),
            ("t(11;19)(q23;p13.1)", "KMT2A::ELL"),
            ("t(11;14)(q13;q32)", "IGH::CCND1"),
            ("inv(16)(p13.1q22)", "CBFB::MYH11"),
            ("inversion 16", "CBFB::MYH11"),
            ("t(15;17)+", "PML::RARA"),
        ] {
            assert_eq!(fused(text).as_deref(), Some(want), "{text}");
        }
        for text in ["t(9;22)(q11;q34)", "t(1;2)", "inv(5)"] {
            assert!(fused(text).unwrap().contains("name the fusion"), "{text}");
        }
        for text in ["t(1;99)", "t(9;22) banana", "t", "inv(16;16;16)", "T790M"] {
            assert_eq!(fused(text), None, "{text}");
        }
    }

    #[test]
    fn fusions_are_of_genes() {
        for known in TRANSLOCATIONS.iter().chain(&INVERSIONS) {
            let Ok(Profile::Component(component)) = profile::parse(known.fusion) else {
                panic!("{}", known.fusion);
            };
            assert_eq!(Vocabulary::embedded().doubt(&component), None, "{}", known.fusion);
        }
    }
}
