//! What clinicians write, in the words of molecular profiles.
//!
//! A form stands for one or several profile texts: several are names of one finding, of which any may
//! be what a statement calls it.

/// Forms that name no gene, or a gene's biomarker by a name of its own.
const WHOLE: [(&str, &[&str]); 67] = [
    ("msi h", &["MSI High"]),
    ("msi high", &["MSI High"]),
    ("msi positive", &["MSI High"]),
    ("msi", &["MSI High"]),
    ("microsatellite instability", &["MSI High"]),
    ("microsatellite instability high", &["MSI High"]),
    ("high microsatellite instability", &["MSI High"]),
    ("microsatellite instable", &["MSI High"]),
    ("microsatellite unstable", &["MSI High"]),
    ("msi l", &["MSI Low"]),
    ("msi low", &["MSI Low"]),
    ("dmmr", &["dMMR"]),
    ("mmrd", &["dMMR"]),
    ("d mmr", &["dMMR"]),
    ("mmr deficiency", &["dMMR"]),
    ("mismatch repair deficiency", &["dMMR"]),
    ("deficiency mismatch repair", &["dMMR"]),
    ("pmmr", &["pMMR"]),
    ("mmr proficient", &["pMMR"]),
    ("mismatch repair proficient", &["pMMR"]),
    ("mss", &["pMMR"]),
    ("microsatellite stable", &["pMMR"]),
    ("tmb h", &["TMB High"]),
    ("tmb high", &["TMB High"]),
    ("high tmb", &["TMB High"]),
    ("tmb positive", &["TMB High"]),
    ("tumor mutational burden high", &["TMB High"]),
    ("high tumor mutational burden", &["TMB High"]),
    ("tumor mutation burden high", &["TMB High"]),
    ("tmb l", &["TMB Low"]),
    ("tmb low", &["TMB Low"]),
    ("low tmb", &["TMB Low"]),
    ("hrd", &["HRD"]),
    ("hrd positive", &["HRD"]),
    ("hrd high", &["HRD"]),
    ("homologous recombination deficiency", &["HRD"]),
    ("homologous recombination repair deficiency", &["HRD"]),
    ("hr deficiency", &["HRD"]),
    ("gis positive", &["HRD"]),
    ("genomic instability score positive", &["HRD"]),
    ("msi stable", &["pMMR"]),
    ("mmrp", &["pMMR"]),
    ("mmr p", &["pMMR"]),
    ("dmmr msi h", &["MSI High AND dMMR"]),
    ("msi h dmmr", &["MSI High AND dMMR"]),
    ("cdkn 2 a b deletion", &["CDKN2A Deletion AND CDKN2B Deletion"]),
    ("cdkn 2 a b homozygous deletion", &["CDKN2A Deletion AND CDKN2B Deletion"]),
    ("cdkn 2 a b codeletion", &["CDKN2A Deletion AND CDKN2B Deletion"]),
    ("cdkn 2 a cdkn 2 b deletion", &["CDKN2A Deletion AND CDKN2B Deletion"]),
    ("cdkn 2 a cdkn 2 b homozygous deletion", &["CDKN2A Deletion AND CDKN2B Deletion"]),
    ("cdkn 2 a cdkn 2 b codeletion", &["CDKN2A Deletion AND CDKN2B Deletion"]),
    ("arv 7", &["AR AR-V7"]),
    ("arv 7 positive", &["AR AR-V7"]),
    ("cldn 18.2", &["CLDN18 CLDN18.2 >= 75% Expression"]),
    ("cldn 18.2 positive", &["CLDN18 CLDN18.2 >= 75% Expression"]),
    ("claudin 18.2", &["CLDN18 CLDN18.2 >= 75% Expression"]),
    ("claudin 18.2 positive", &["CLDN18 CLDN18.2 >= 75% Expression"]),
    ("philadelphia chromosome", &["BCR::ABL1"]),
    ("philadelphia positive", &["BCR::ABL1"]),
    ("philadelphia chromosome positive", &["BCR::ABL1"]),
    ("ph positive", &["BCR::ABL1"]),
    ("c 228 t", &["TERT C228T"]),
    ("c 250 t", &["TERT C250T"]),
    (
        "triple negative",
        &["ESR1 Negative Expression AND ERBB2 Negative Expression AND PGR Negative Expression"],
    ),
    (
        "tnbc",
        &["ESR1 Negative Expression AND ERBB2 Negative Expression AND PGR Negative Expression"],
    ),
    ("hr positive", &["ESR1 Positive Expression", "PGR Positive Expression"]),
    ("hormone receptor positive", &["ESR1 Positive Expression", "PGR Positive Expression"]),
];

/// What makes NPM1 cytoplasmic: insertions into its last exon, by the older count the twelfth.
const CYTOPLASMIC: &[&str] = &["Exon 11 Frameshift", "283-294 Frameshift"];

/// Forms of one gene.
const OF_GENE: [(&str, &str, &[&str]); 75] = [
    ("ERBB2", "ihc 3 positive", &["3+ Expression", "Positive Expression", "Overexpression"]),
    ("NPM1", "c", CYTOPLASMIC),
    ("NPM1", "c positive", CYTOPLASMIC),
    ("NPM1", "exon 12 mutation", CYTOPLASMIC),
    ("NPM1", "exon 12 insertion", CYTOPLASMIC),
    ("NPM1", "exon 12 frameshift", CYTOPLASMIC),
    ("NPM1", "type a", CYTOPLASMIC),
    ("NPM1", "type a mutation", CYTOPLASMIC),
    ("NPM1", "type b", CYTOPLASMIC),
    ("NPM1", "type b mutation", CYTOPLASMIC),
    ("NPM1", "type d", CYTOPLASMIC),
    ("NPM1", "type d mutation", CYTOPLASMIC),
    ("ESR1", "ligand binding domain mutation", &["Activating Mutation"]),
    ("ESR1", "lbd mutation", &["Activating Mutation"]),
    ("AR", "v 7", &["AR-V7"]),
    ("AR", "splice mutation 7", &["AR-V7"]),
    ("AR", "v 7 positive", &["AR-V7"]),
    ("CD274", "positive", &["Expression", ">= 1% Expression", "CPS >= 1 Expression"]),
    ("CD274", "high", &[">= 50% Expression", ">= 1% Expression"]),
    ("EGFR", "viii", &["VIII"]),
    ("EGFR", "v iii", &["VIII"]),
    ("EGFR", "viii positive", &["VIII"]),
    ("EGFR", "viii mutation", &["VIII"]),
    ("EGFR", "mutation iii", &["VIII"]),
    ("ERBB2", "positive", &["Positive Expression", "Overexpression", "Amplification"]),
    ("ERBB2", "3 positive", &["3+ Expression", "Positive Expression", "Overexpression"]),
    ("ERBB2", "low", &["Low Expression", "Negative Expression"]),
    ("ERBB2", "ihc 1 positive", &["Low Expression", "Negative Expression"]),
    ("ERBB2", "1 positive", &["Low Expression", "Negative Expression"]),
    ("ERBB2", "ihc 2 positive ish -", &["Low Expression", "Negative Expression"]),
    ("ERBB2", "ihc 2 positive ish negative", &["Low Expression", "Negative Expression"]),
    ("ERBB2", "ihc 2 positive fish -", &["Low Expression", "Negative Expression"]),
    ("ERBB2", "ihc 2 positive fish negative", &["Low Expression", "Negative Expression"]),
    ("ERBB2", "ihc 2 positive ish positive", &["Positive Expression", "Amplification"]),
    ("ERBB2", "ihc 2 positive fish positive", &["Positive Expression", "Amplification"]),
    ("ERBB2", "fish positive", &["Amplification", "Positive Expression"]),
    ("ERBB2", "ish positive", &["Amplification", "Positive Expression"]),
    ("ERBB2", "ultralow", &["Ultralow Expression", "Negative Expression"]),
    ("ERBB2", "ultra low", &["Ultralow Expression", "Negative Expression"]),
    ("ERBB2", "ihc 0", &["Negative Expression"]),
    ("ERBB2", "0", &["Negative Expression"]),
    ("CALR", "deletion 52", &["L367Tfs*46"]),
    ("CALR", "52 bp deletion", &["L367Tfs*46"]),
    ("CALR", "type 1", &["L367Tfs*46"]),
    ("CALR", "type 1 mutation", &["L367Tfs*46"]),
    ("CALR", "insertion 5", &["K385Nfs*47"]),
    ("CALR", "5 bp insertion", &["K385Nfs*47"]),
    ("CALR", "type 2", &["K385Nfs*47"]),
    ("CALR", "type 2 mutation", &["K385Nfs*47"]),
    ("FLT3", "itd", &["ITD"]),
    // The codons that the test of the labels reads.
    ("FLT3", "tkd", &["D835", "I836", "TKD MUTATION"]),
    ("FLT3", "tkd mutation", &["D835", "I836", "TKD MUTATION"]),
    ("KMT2A", "ptd", &["Partial Tandem Duplication"]),
    ("MET", "exon 14", &["Exon 14 Skipping Mutation"]),
    ("MET", "exon 14 mutation", &["Exon 14 Skipping Mutation"]),
    ("MET", "exon 14 mutation positive", &["Exon 14 Skipping Mutation"]),
    ("MET", "exon 14 splice site mutation", &["Exon 14 Skipping Mutation"]),
    ("MET", "exon 14 deletion", &["Exon 14 Skipping Mutation"]),
    ("MET", "deletion exon 14", &["Exon 14 Skipping Mutation"]),
    ("MET", "deletion 14", &["Exon 14 Skipping Mutation"]),
    ("MET", "exon 14 splice mutation", &["Exon 14 Skipping Mutation"]),
    ("MET", "skipping 14", &["Exon 14 Skipping Mutation"]),
    ("MGMT", "methylation", &["Promoter Methylation"]),
    ("MGMT", "promoter methylation", &["Promoter Methylation"]),
    ("PML", "rara positive", &["PML::RARA"]),
    ("TERT", "p", &["Promoter Mutation"]),
    ("TERT", "p mutation", &["Promoter Mutation"]),
    ("TERT", "p c 228 t", &["C228T"]),
    ("TERT", "p c 250 t", &["C250T"]),
    ("TERT", "promoter c 228 t", &["C228T"]),
    ("TERT", "promoter c 250 t", &["C250T"]),
    ("TERT", "promoter mutation c 228 t", &["C228T"]),
    ("TERT", "promoter mutation c 250 t", &["C250T"]),
    ("TERT", "promoter", &["Promoter Mutation"]),
    ("TERT", "promoter positive", &["Promoter Mutation"]),
];

/// Forms of any gene.
const OF_ANY: [(&str, &[&str]); 94] = [
    ("deficiency", &["Loss", "Deletion"]),
    ("amplification", &["Amplification"]),
    ("gene amplification", &["Amplification"]),
    ("amplification positive", &["Amplification"]),
    ("amplification high", &["Amplification"]),
    ("amplification high level", &["Amplification"]),
    ("high amplification", &["Amplification"]),
    ("copy number amplification", &["Amplification"]),
    ("high level amplification", &["Amplification"]),
    ("focal amplification", &["Amplification"]),
    ("gain", &["Gain"]),
    ("copy number gain", &["Gain"]),
    ("copy gain", &["Gain"]),
    ("deletion", &["Deletion"]),
    ("gene deletion", &["Deletion"]),
    ("homozygous deletion", &["Deletion"]),
    ("homozygously deletion", &["Deletion"]),
    ("biallelic deletion", &["Deletion"]),
    ("deep deletion", &["Deletion"]),
    ("copy number deletion", &["Deletion"]),
    ("homozygous loss", &["Deletion", "Loss"]),
    ("copy number loss", &["Loss", "Deletion"]),
    ("loss", &["Loss", "Deletion"]),
    ("lost", &["Loss", "Deletion"]),
    ("null", &["Loss", "Deletion"]),
    ("loss of function", &["Loss-of-function"]),
    ("loss of function mutation", &["Loss-of-function"]),
    ("lof", &["Loss-of-function"]),
    ("lof mutation", &["Loss-of-function"]),
    ("inactivation", &["Loss-of-function"]),
    ("inactivating mutation", &["Loss-of-function"]),
    ("deleterious mutation", &["Loss-of-function"]),
    ("biallelic loss", &["Biallelic Inactivation"]),
    ("biallelic inactivation", &["Biallelic Inactivation"]),
    ("m", &["Mutation"]),
    ("mutation", &["Mutation"]),
    ("mutation positive", &["Mutation"]),
    ("gene mutation", &["Mutation"]),
    ("pathogenic mutation", &["Mutation"]),
    ("likely pathogenic mutation", &["Mutation"]),
    ("oncogenic mutation", &["Mutation"]),
    ("likely oncogenic mutation", &["Mutation"]),
    ("activating mutation", &["Activating Mutation"]),
    ("gain of function", &["Gain-of-function"]),
    ("gain of function mutation", &["Gain-of-function"]),
    ("truncating mutation", &["Truncating Mutation"]),
    ("truncation", &["Truncating Mutation"]),
    ("truncating", &["Truncating Mutation"]),
    ("frameshift", &["Frameshift"]),
    ("frameshift mutation", &["Frameshift"]),
    ("fusion", &["Fusion", "Rearrangement"]),
    ("fusion positive", &["Fusion", "Rearrangement"]),
    ("gene fusion", &["Fusion", "Rearrangement"]),
    ("fusion or rearrangement", &["Fusion", "Rearrangement"]),
    ("fusion or other rearrangement", &["Fusion", "Rearrangement"]),
    ("rearrangement or fusion", &["Rearrangement", "Fusion"]),
    ("fusion rearrangement", &["Fusion", "Rearrangement"]),
    ("rearrangement", &["Rearrangement", "Fusion"]),
    ("rearrangement positive", &["Rearrangement", "Fusion"]),
    ("gene rearrangement", &["Rearrangement", "Fusion"]),
    ("r", &["Rearrangement", "Fusion"]),
    ("wild type", &["Wildtype"]),
    ("gene wild type", &["Wildtype"]),
    ("mutation negative", &["Wildtype"]),
    ("no mutation", &["Wildtype"]),
    ("non mutation", &["Wildtype"]),
    ("not mutation", &["Wildtype"]),
    ("itd", &["ITD"]),
    ("itd positive", &["ITD"]),
    ("itd mutation", &["ITD"]),
    ("internal tandem duplication", &["ITD"]),
    ("tkd", &["TKD MUTATION"]),
    ("tkd mutation", &["TKD MUTATION"]),
    ("tyrosine kinase domain mutation", &["TKD MUTATION"]),
    ("kinase domain mutation", &["Kinase Domain Mutation"]),
    ("kdd", &["Kinase Domain Duplication"]),
    ("kinase domain duplication", &["Kinase Domain Duplication"]),
    ("partial tandem duplication", &["Partial Tandem Duplication"]),
    ("reversion", &["Reversion Mutation"]),
    ("reversion mutation", &["Reversion Mutation"]),
    ("loh", &["LOH"]),
    ("hetloss", &["LOH"]),
    ("heterozygous loss", &["LOH"]),
    ("heterozygous deletion", &["LOH"]),
    ("hemizygous deletion", &["LOH"]),
    ("shallow deletion", &["LOH"]),
    ("loss of heterozygosity", &["LOH"]),
    ("promoter mutation", &["Promoter Mutation"]),
    ("promoter methylation", &["Promoter Methylation"]),
    ("expression", &["Expression"]),
    ("overexpression", &["Overexpression"]),
    ("over expression", &["Overexpression"]),
    ("high expression", &["Overexpression"]),
    ("expression high", &["Overexpression"]),
];

/// Forms of a protein that tissue was stained for; only of genes whose expression statements speak of.
const OF_STAINED: [(&str, &[&str]); 11] = [
    ("positive", &["Positive Expression"]),
    ("ihc positive", &["Positive Expression"]),
    ("positive expression", &["Positive Expression"]),
    ("expression positive", &["Positive Expression"]),
    ("negative", &["Negative Expression"]),
    ("-", &["Negative Expression"]),
    ("ihc negative", &["Negative Expression"]),
    ("negative expression", &["Negative Expression"]),
    ("loss of expression", &["Underexpression"]),
    ("low expression", &["Underexpression"]),
    ("underexpression", &["Underexpression"]),
];

/// Which classes of change of an exon are told, in the words of profiles.
const OF_EXON: [(&str, &str); 15] = [
    ("", ""),
    ("mutation", "Mutation"),
    ("deletion", "Deletion"),
    ("deletion mutation", "Deletion"),
    ("deletion positive", "Deletion"),
    ("in frame deletion", "In-frame Deletion"),
    ("inframe deletion", "In-frame Deletion"),
    ("insertion", "Insertion"),
    ("insertion mutation", "Insertion"),
    ("insertion positive", "Insertion"),
    ("in frame insertion", "Insertion"),
    ("inframe insertion", "Insertion"),
    ("skipping", "Skipping Mutation"),
    ("skipping mutation", "Skipping Mutation"),
    ("frameshift", "Frameshift"),
];

/// Returns the profiles that a form without a gene stands for.
pub(super) fn whole(words: &[String]) -> Option<Vec<String>> {
    let text = words.join(" ");
    of(&WHOLE, &text).or_else(|| burden(words))
}

/// `TMB 12 mut/Mb`: high from 10 mutations a megabase on, as labels count it.
fn burden(words: &[String]) -> Option<Vec<String>> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let ["tmb", rest @ ..] = words.as_slice() else { return None };
    let rest = rest.strip_prefix(&[">="]).or_else(|| rest.strip_prefix(&[">"])).unwrap_or(rest);
    let [number, unit @ ..] = rest else { return None };
    let is_unit = matches!(unit, [] | ["mutation", "mb"] | ["mutation", "per", "mb"]);
    let number: f64 = number.parse().ok().filter(|_| is_unit)?;
    Some(vec![if number >= 10.0 { "TMB High" } else { "TMB Low" }.to_owned()])
}

/// Returns whether words name a class of changes by what it means to the patient.
pub(super) fn is_pathogenic(text: &str) -> bool {
    let class = text.strip_prefix("likely ").unwrap_or(text);
    matches!(class, "pathogenic mutation" | "pathogenic" | "oncogenic mutation")
}

/// Returns what `words` say of `gene`; `is_stained` tells whether statements speak of its expression.
pub(super) fn of_gene(gene: &str, words: &[String], is_stained: bool) -> Option<Vec<String>> {
    let text = words.join(" ");
    let own = OF_GENE.iter().find(|(of, form, _)| *of == gene && *form == text);
    let texts = own
        .map(|(.., texts)| texts.iter().map(|text| (*text).to_owned()).collect())
        .or_else(|| of(&OF_STAINED, &text).filter(|_| is_stained))
        .or_else(|| of(&OF_ANY, &text))
        .or_else(|| exon(words).map(|text| vec![text]))?;
    let named = |text: String| match text.contains("::") {
        true => text,
        false => format!("{gene} {text}"),
    };
    Some(texts.into_iter().map(named).collect())
}

/// `exon 19 deletion`, `del19`, `insertion of exon 20`.
fn exon(words: &[String]) -> Option<String> {
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !matches!(*word, "in" | "of" | "frame" | "the"))
        .collect();
    let is_number = |word: &&str| word.bytes().all(|b| b.is_ascii_digit());
    let numbers: Vec<&str> = words.iter().copied().filter(is_number).collect();
    let mut rest: Vec<&str> = words.iter().copied().filter(|word| !is_number(word)).collect();
    let is_named = rest.contains(&"exon");
    if rest.iter().filter(|word| **word == "exon").count() > 1 {
        return None;
    }
    rest.retain(|word| *word != "exon");
    let rest = rest.join(" ");
    let range = match numbers.as_slice() {
        [one] => (*one).to_owned(),
        [first, last] if is_named => format!("{first}-{last}"),
        _ => return None,
    };
    let (_, class) = OF_EXON.iter().find(|(form, _)| *form == rest)?;
    // A bare number says nothing, and so does the number of a mutation.
    let says_exon = is_named || matches!(*class, "Deletion" | "Insertion" | "Skipping Mutation");
    says_exon.then(|| format!("Exon {range} {class}").trim().to_owned())
}

fn of(table: &[(&str, &[&str])], text: &str) -> Option<Vec<String>> {
    let (_, texts) = table.iter().find(|(form, _)| *form == text)?;
    Some(texts.iter().map(|text| (*text).to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::profile;
    use crate::observe::query::tokens::tokens;

    #[test]
    fn forms_are_written_as_tokens_are() {
        let forms = WHOLE.iter().chain(&OF_ANY).chain(&OF_STAINED).map(|(form, _)| form);
        let forms = forms.chain(OF_GENE.iter().map(|(_, form, _)| form));
        for form in forms.filter(|form| !form.ends_with('-')) {
            assert_eq!(tokens(form).join(" "), *form);
        }
    }

    #[test]
    fn every_meaning_is_a_profile() {
        let gene = |texts: &[&'static str]| {
            texts.iter().map(|text| format!("EGFR {text}")).collect::<Vec<_>>()
        };
        let texts = OF_ANY.iter().chain(&OF_STAINED).flat_map(|(_, texts)| gene(texts));
        let whole = WHOLE.iter().flat_map(|(_, texts)| texts.iter().map(|text| (*text).to_owned()));
        for text in texts.chain(whole) {
            assert!(profile::parse(&text).is_ok(), "{text}");
        }
    }
}
