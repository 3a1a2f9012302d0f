//! One component of a profile: what the words after the gene say.

use super::{fusion, region};
use crate::model::arm::ChromosomeArm;
use crate::model::profile::{
    Alteration, Component, CopyNumberClass, Profile, RegionClass, Signature,
};
use crate::model::protein_change::{ProteinChange, Residue};

/// Components that belong to the whole tumour and name no gene.
pub(crate) fn of_the_tumour(text: &str) -> Option<Profile> {
    if !may_be_of_the_tumour(text.as_bytes()) {
        return None;
    }
    let of_none = |alteration| Profile::Component(Component { gene: String::new(), alteration });
    let upper = text.to_ascii_uppercase();
    let alteration = match upper.as_str() {
        "MSI HIGH" | "MSI-H" | "MSI-HIGH" => Alteration::Signature(Signature::MsiHigh),
        "MSI LOW" | "MSI-L" | "MSI-LOW" => Alteration::Signature(Signature::MsiLow),
        "DMMR" => Alteration::Signature(Signature::MismatchRepairDeficient),
        "PMMR" => Alteration::Signature(Signature::MismatchRepairProficient),
        "TMB HIGH" | "TMB-H" | "TMB-HIGH" | "TMB H-BTMB" => {
            Alteration::Signature(Signature::TmbHigh)
        }
        "TMB LOW" | "TMB-L" | "TMB-LOW" => Alteration::Signature(Signature::TmbLow),
        "HRD" => Alteration::Signature(Signature::HomologousRecombinationDeficient),
        _ if upper.starts_with("METHYLATION SIGNATURE ") => Alteration::Epigenetic(text.to_owned()),
        _ if is_factor(&upper) => Alteration::Other(text.to_owned()),
        _ => {
            if let Some(arm) = upper.strip_suffix(" GAIN").and_then(ChromosomeArm::parse) {
                return Some(of_none(Alteration::ArmGain(arm)));
            }
            return arms(&upper).map(|(arms, whole)| {
                let mut parts =
                    arms.into_iter().map(|arm| of_none(Alteration::ArmDeletion { arm, whole }));
                match (parts.next(), parts.next()) {
                    (Some(first), Some(second)) => Profile::And(vec![first, second]),
                    (first, _) => {
                        first.unwrap_or_else(|| of_none(Alteration::Other(text.to_owned())))
                    }
                }
            });
        }
    };
    Some(of_none(alteration))
}

/// Returns whether `text` begins as a component does that names no gene: most do not, and are not looked at
/// further. An arm begins with its chromosome.
fn may_be_of_the_tumour(text: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 8] =
        [b"MSI", b"DMMR", b"PMMR", b"TMB", b"HRD", b"METHYLATION", b"KATAEGIS", b"CK"];
    let begins = |word: &[u8]| text.get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word));
    matches!(text.first(), Some(b'0'..=b'9' | b'X' | b'Y' | b'x' | b'y'))
        || BEGINNINGS.into_iter().any(begins)
}

/// Reads changes of chromosome arms. `5q Deletion` is the loss of a large part of the arm, `1p/19q
/// Codeletion` that of two whole arms.
fn arms(upper: &str) -> Option<(Vec<ChromosomeArm>, bool)> {
    let (names, word) = upper.split_once(' ')?;
    let arms: Option<Vec<_>> = names.split('/').map(ChromosomeArm::parse).collect();
    match (arms?, word) {
        (arms, "DELETION") if arms.len() == 1 => Some((arms, false)),
        (arms, "CODELETION") if arms.len() == 2 => Some((arms, true)),
        _ => None,
    }
}

/// Returns whether the name is a property of a tumour, or a change of arms that [`arms`] does not
/// read (`3q Isodisomy`). CIViC lists such properties beside genes: a complex karyotype is its `CK`.
fn is_factor(upper: &str) -> bool {
    let first = upper.split(' ').next().unwrap_or(upper);
    let arm = first.strip_suffix(['P', 'Q']).and_then(|number| number.parse::<u8>().ok());
    let is_gain = upper.strip_suffix(" GAIN").and_then(ChromosomeArm::parse).is_some();
    arms(upper).is_none()
        && !is_gain
        && (matches!(first, "TMB" | "MSI" | "KATAEGIS" | "CK")
            || arm.is_some_and(|n| (1..=22).contains(&n)))
}

/// Returns whether `text` alone is a change, so that no gene is to be looked for in it.
pub(crate) fn is_change(text: &str) -> bool {
    let head = text.split('(').next().unwrap_or(text);
    head.starts_with("c.") || ProteinChange::parse(head).is_some()
}

/// Returns the profile that `text` states of `gene`. Several codons or changes become an `Or`.
pub(crate) fn statement(gene: &str, text: &str) -> Profile {
    // `PRPS1 PRPS1 MUTATION`
    let bare = text.strip_prefix(gene).and_then(|t| t.strip_prefix(' ')).unwrap_or(text);
    if bare.contains('/')
        && let Some(codons) = codons(bare)
    {
        let component = |codon| component(gene, Alteration::Codon(codon));
        return Profile::Or(codons.into_iter().map(component).collect());
    }
    let upper = bare.to_ascii_uppercase();
    if matches!(upper.as_str(), "FUSION" | "FUSIONS") {
        return fusion::either_side(gene);
    }
    component(gene, alteration(gene, bare, &upper))
}

fn component(gene: &str, alteration: Alteration) -> Profile {
    Profile::Component(Component { gene: gene.to_owned(), alteration })
}

/// Reads the words after the gene; `upper` is `text` in capitals.
fn alteration(gene: &str, text: &str, upper: &str) -> Alteration {
    if let Some(class) = class(gene, upper) {
        return class;
    }
    let (head, detail) = with_detail(text);
    abundance(text, upper)
        .or_else(|| promoter(gene, upper))
        .or_else(|| numbered_bases(head))
        .or_else(|| residues(head))
        .or_else(|| region::exon(gene, upper))
        .or_else(|| rearranged_intron(upper))
        .or_else(|| region::named(gene, text, upper))
        .or_else(|| inherited(gene, text, upper))
        .or_else(|| coding(head).or_else(|| detail.and_then(coding)))
        .unwrap_or_else(|| Alteration::Other(text.to_owned()))
}

/// Splits `R200W (c.598C>T)` and `R474C c.1420C>T` into the name and the detail that follows it.
fn with_detail(text: &str) -> (&str, Option<&str>) {
    if let Some((head, detail)) = text.strip_suffix(')').and_then(|t| t.split_once('(')) {
        return (head.trim_end(), Some(detail));
    }
    match text.split_once(" c.") {
        Some((head, _)) => (head, Some(&text[head.len() + 1..])),
        None => (text, None),
    }
}

/// Reads the fixed words.
fn class(gene: &str, upper: &str) -> Option<Alteration> {
    use CopyNumberClass as Copies;
    Some(match upper {
        "MUTATION" | "MUTATIONS" | "ALTERATION" => Alteration::Mutation,
        "ACTIVATING MUTATION" | "GAIN-OF-FUNCTION" | "GAIN OF FUNCTION" => {
            Alteration::GainOfFunction
        }
        "LOSS-OF-FUNCTION"
        | "LOSS OF FUNCTION"
        | "DELETERIOUS MUTATION"
        | "INACTIVATING MUTATION" => Alteration::LossOfFunction,
        "TRUNCATING MUTATION" | "TRUNCATION" => Alteration::Truncating,
        "FRAMESHIFT" | "FRAMESHIFT MUTATION" | "FRAMESHIFT TRUNCATION" => Alteration::Frameshift,
        "BIALLELIC INACTIVATION" => Alteration::Biallelic,
        "REVERSION" | "REVERSION MUTATION" | "REVERSION MUTATIONS" => Alteration::Reversion,
        "ITD" | "INTERNAL DUPLICATION" => Alteration::InternalTandemDuplication,
        "KINASE DOMAIN DUPLICATION" | "KDD" => Alteration::KinaseDomainDuplication,
        "PARTIAL TANDEM DUPLICATION" | "PTD" => Alteration::PartialTandemDuplication,
        "LOSS" => Alteration::Loss,
        "DELETION" | "NULL (LARGE DELETION)" => Alteration::CopyNumber(Copies::Deletion),
        "AMPLIFICATION" => Alteration::CopyNumber(Copies::Amplification),
        "GAIN" | "COPY NUMBER GAIN" => Alteration::CopyNumber(Copies::Gain),
        "LOH" | "LOSS OF HETEROZYGOSITY" | "COPY-NEUTRAL LOSS OF HETEROZYGOSITY" => {
            Alteration::CopyNumber(Copies::LossOfHeterozygosity)
        }
        "REARRANGEMENT" | "REARRANGEMENTS" | "TRANSLOCATION" => Alteration::Rearrangement(None),
        "WILDTYPE" | "WILD TYPE" | "WILD-TYPE" => Alteration::Wildtype,
        // EGFRvIII lacks exons 2 to 7.
        "VIII" | "EGFRVIII" if gene == "EGFR" => {
            Alteration::Exon { first: 2, last: 7, class: RegionClass::ExonLoss }
        }
        _ => return None,
    })
}

/// Reads expression and methylation, which stay in the source's words.
fn abundance(text: &str, upper: &str) -> Option<Alteration> {
    if upper.contains("EXPRESSION") || upper.ends_with("SERUM LEVELS") {
        Some(Alteration::Expression(text.to_owned()))
    } else if upper.contains("METHYLATION") {
        Some(Alteration::Epigenetic(text.to_owned()))
    } else {
        None
    }
}

/// Reads `Promoter Mutation` and the two bases of the TERT promoter. Their usual names look like
/// protein changes.
fn promoter(gene: &str, upper: &str) -> Option<Alteration> {
    match upper {
        "PROMOTER MUTATION" => Some(Alteration::Promoter(None)),
        "C228T" | "C250T" if gene == "TERT" => Some(Alteration::Promoter(Some(upper.to_owned()))),
        _ => None,
    }
}

/// Reads codons with their letters: `V600`, `G12/G13`.
fn codons(text: &str) -> Option<Vec<Residue>> {
    let codon = |part| Residue::parse(part).filter(|residue| residue.residue.is_some());
    text.split('/').map(codon).collect()
}

/// Reads the names that number residues: `V600E`, `V600`, `S310F/Y`, `Non-V600`.
fn residues(text: &str) -> Option<Alteration> {
    if let Some(rest) = text.strip_prefix("Non-").or_else(|| text.strip_prefix("NON-")) {
        return codons(rest).map(Alteration::MutationOutside);
    }
    if let Some([codon]) = codons(text).as_deref() {
        return Some(Alteration::Codon(*codon));
    }
    if let Some((first, others)) = text.split_once('/') {
        let Some(ProteinChange::Substitution { at, alternate }) = ProteinChange::parse(first)
        else {
            return None;
        };
        let mut alternates = vec![alternate];
        for other in others.split('/') {
            match *other.as_bytes() {
                [code] if code.is_ascii_uppercase() || code == b'*' => alternates.push(code),
                _ => return None,
            }
        }
        return Some(Alteration::CodonTo(at, alternates));
    }
    ProteinChange::parse(text).map(Alteration::Protein)
}

/// Reads `intron 9 rearrangement`.
fn rearranged_intron(upper: &str) -> Option<Alteration> {
    let number = upper.strip_prefix("INTRON ")?.strip_suffix(" REARRANGEMENT")?;
    number.parse().ok().map(|intron| Alteration::Rearrangement(Some(intron)))
}

/// Reads inherited genotypes: dbSNP records, star alleles, polymorphisms.
fn inherited(gene: &str, text: &str, upper: &str) -> Option<Alteration> {
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if upper.strip_prefix("RS").is_some_and(digits) {
        return Some(Alteration::DbSnp(upper.to_owned()));
    }
    let star_allele = text.strip_prefix(gene).is_some_and(|t| t.starts_with('*'));
    let word = ["POLYMORPHISM", "GENOTYPE", "HOMOZYGOSITY", "HETEROZYGOSITY"]
        .iter()
        .any(|word| upper.ends_with(word));
    let numbered = upper.strip_prefix("SNP").is_some_and(digits);
    (star_allele || word || numbered).then(|| Alteration::Haplotype(text.to_owned()))
}

/// Reads a coding change: `c.1641+2T>G`.
fn coding(text: &str) -> Option<Alteration> {
    text.starts_with("c.").then(|| Alteration::Coding(both_positions(&without_removed(text))))
}

/// Writes both positions in full: `c.7515+1_2del` becomes `c.7515+1_7515+2del`.
fn both_positions(text: &str) -> String {
    let whole = || text.to_owned();
    let Some((first, rest)) = text.split_once('_') else { return whole() };
    let Some(sign) = first.find(['+', '-']).filter(|&at| at > 2) else { return whole() };
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = |text: &str| text.parse::<u32>().ok();
    match (number(&first[2..sign]), number(&rest[..digits])) {
        // A smaller number than the exon's base is an offset from it.
        (Some(base), Some(second)) if second < base && !rest[digits..].starts_with(['+', '-']) => {
            format!("{first}_{}{rest}", &first[2..=sign])
        }
        _ => whole(),
    }
}

/// Drops the removed or repeated bases, as HGVS does. `c.1285dupC` becomes `c.1285dup`,
/// `c.474_476delGAAinsC` becomes `c.474_476delinsC`.
fn without_removed(text: &str) -> String {
    let Some(at) = text.find("del").or_else(|| text.find("dup")) else {
        return text.to_owned();
    };
    let (head, tail) = text.split_at(at + 3);
    let rest = tail.trim_start_matches(|c: char| matches!(c, 'A' | 'C' | 'G' | 'T' | '0'..='9'));
    match rest {
        "" => head.to_owned(),
        _ if rest.starts_with("ins") => format!("{head}{rest}"),
        _ => text.to_owned(),
    }
}

/// Reads a coding change without its prefix: `1100DELC`. A bare number followed by bases counts
/// bases.
fn numbered_bases(text: &str) -> Option<Alteration> {
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '_').filter(|&at| at > 0)?;
    let (position, change) = text.split_at(at);
    let word = change.get(..3)?.to_ascii_lowercase();
    let bases = &change[3..];
    let is_word = matches!(word.as_str(), "del" | "ins" | "dup");
    let is_bases = !bases.is_empty() && bases.bytes().all(|b| b"ACGT".contains(&b));
    (is_word && is_bases).then(|| coding(&format!("c.{position}{word}{bases}"))).flatten()
}
