//! Words of results in a reader's words, and small signs that several parts of the page use.

use maud::{Markup, html};

use super::document::Variant;

/// Returns a word of results without its underscores, with the capitals that names have.
pub(super) fn plain(word: &str) -> String {
    let parts = word.split('_').map(|part| match part {
        "dna" => "DNA",
        "rna" => "RNA",
        "egfr" => "EGFR",
        "tki" => "TKI",
        "rtk" => "RTK",
        "ras" => "RAS",
        "pi3k" => "PI3K",
        "nrf2" => "NRF2",
        "tgf" => "TGF",
        "wnt" => "WNT",
        "notch" => "NOTCH",
        "tmb" => "TMB",
        "msi" => "MSI",
        "parp" => "PARP",
        other => other,
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// Returns the same with a capital.
pub(super) fn capital(word: &str) -> String {
    let plain = plain(word);
    let mut letters = plain.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => plain,
    }
}

/// Returns a share in percent: `44.0 %`.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1}\u{a0}%", share * 100.0)
}

/// Returns `1 change`, `2 changes`.
pub(in crate::report) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Returns the reads of an allele as far as they are stated: `44.0 % of 200 reads`, or of molecules.
pub(super) fn reads(variant: &Variant) -> Option<String> {
    let fraction = variant.vaf.map(percent);
    let unit = if variant.depth_source.ends_with("(molecules)") { "molecules" } else { "reads" };
    let depth = variant.depth.map(|depth| format!("{depth} {unit}"));
    match (fraction, depth) {
        (Some(fraction), Some(depth)) => Some(format!("{fraction} of {depth}")),
        (fraction, depth) => fraction.or(depth),
    }
}

/// Returns `NM_004333.6:c.1799T>A`, where the coding change is known.
pub(super) fn coding(variant: &Variant) -> Option<String> {
    let is_known = !variant.hgvs_c.is_empty();
    is_known.then(|| format!("{}:{}", variant.transcript, variant.hgvs_c))
}

/// Returns `exon 15 of 18`.
pub(super) fn exon(variant: &Variant) -> Option<String> {
    let told = |name: &str, rank: &super::document::Rank| match rank.first == rank.last {
        true => format!("{name} {} of {}", rank.first, rank.total),
        false => format!("{name}s {}–{} of {}", rank.first, rank.last, rank.total),
    };
    let exon = variant.exon.as_ref().map(|rank| told("exon", rank));
    exon.or_else(|| variant.intron.as_ref().map(|rank| told("intron", rank)))
}

/// The class of a level's badge. What is no level gets none of its own.
fn class(level: &str) -> &'static str {
    match level {
        "1" => "l1",
        "2" => "l2",
        "3A" => "l3a",
        "3B" => "l3b",
        "4" => "l4",
        "R1" => "r1",
        "R2" => "r2",
        _ => "none",
    }
}

/// Draws the badge of a level.
pub(in crate::report) fn badge(level: &str) -> Markup {
    html! {
        @if level.is_empty() {
            span.badge.none { "–" }
        } @else {
            span class={ "badge " (class(level)) } { span.hidden { "Level " } (level) }
        }
    }
}

/// Lays facts out, each beside its name. What is empty is left out.
pub(super) fn facts(class: &str, list: &[(&str, Markup)]) -> Markup {
    html! {
        dl class=(class) {
            @for (name, value) in list.iter().filter(|(_, value)| !value.0.is_empty()) {
                div { dt { (name) } dd { (value) } }
            }
        }
    }
}

/// Makes a fact's value of a text.
pub(super) fn text(text: impl AsRef<str>) -> Markup {
    html! { (text.as_ref()) }
}

/// What a level says.
pub(super) const LEVELS: [(&str, &str); 7] = [
    ("1", "a label of the FDA names this biomarker and this tumour type"),
    ("2", "validated in this tumour type"),
    ("3A", "clinical evidence in this tumour type"),
    ("3B", "evidence of level 1 to 3A in another tumour type"),
    ("4", "one small study, case or preclinical evidence"),
    ("R1", "resistance by a label of the FDA, or validated"),
    ("R2", "clinical evidence of resistance"),
];

/// Returns what the reader must know of a flag; an unknown one stands for itself.
pub(super) fn flag(word: &str) -> String {
    let told = match word {
        "chip" => "may come from blood cells (clonal haematopoiesis)",
        "low_vaf" => "allele fraction below 5 %",
        "filtered" => "the caller's FILTER failed",
        "ref_mismatch" => "REF disagrees with the reference bases",
        "fraction_disagrees" => "the caller's fraction contradicts its reads",
        "outside_sequence" => "the consequence needs bases that are not known",
        "consequence_from_input" => "the consequence is the input's own annotation",
        "consequence_disagrees" => "the input's own annotation names another change",
        "combination" => "part of a combination",
        "conditional" => "a therapy depends on what this input does not show",
        "unknown_significance" => "significance of this change is not known",
        "conflict" => "evidence points both ways for one therapy",
        "overruled" => "a resistance change of the gene takes the level of a therapy",
        "germline" => "called inherited by the input",
        "germline_suspect" => "may be inherited",
        "pharmacogene" => "changes how the patient takes drugs apart",
        "polymorphism" => "common in the population",
        "biallelic" => "both copies of the tumour suppressor are hit",
        "reversion" => "restores the reading frame",
        "possible_reversion" => "may restore the reading frame",
        "predicted_splice" => "splicing is predicted to be spoiled",
        "transcript_numbering" => "the source counts residues otherwise",
        "haplotype" => "several records read together",
        "adjacent_unphased" => "another change in the codon, phase not known",
        "out_of_frame" => "the fusion shifts the reading frame",
        "frame_by_exon_skipping" => "in frame only if an exon is skipped",
        "stop_codon" => "a stop codon before the second part",
        "domain_lost" => "the domain that matters is not kept",
        "antisense" => "a part is read against its gene's direction",
        "partner_unknown" => "no partner is known to drive it",
        "not_supported_by_reads" => "the reads that were given do not show it",
        "not_called" => "only the reads show it: the input does not call it",
        "low_confidence" => "the caller doubts the call",
        "arm_level" => "copies of a whole chromosome arm",
        "partial" => "less than half of the gene has these copies",
        "sequence_not_given" => "the inserted bases are not given",
        other => return plain(other),
    };
    told.to_owned()
}

/// Returns a number of copies: `1 copy`, `12.4 copies`.
pub(super) fn copies(number: f64) -> String {
    let word = if number == 1.0 { "copy" } else { "copies" };
    format!("{number} {word}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::finding::Flag;
    use crate::model::level::Level;

    #[test]
    fn every_flag_and_level_has_words() {
        for of in Flag::ALL {
            assert_ne!(flag(of.name()), plain(of.name()), "{}", of.name());
        }
        let names: Vec<&str> = LEVELS.iter().map(|(name, _)| *name).collect();
        for level in Level::ALL {
            assert!(names.contains(&level.name()) && class(level.name()) != "none", "{level}");
        }
    }

    #[test]
    fn words_and_numbers() {
        assert_eq!(capital("likely_oncogenic"), "Likely oncogenic");
        assert_eq!(plain("egfr_tki_resistance"), "EGFR TKI resistance");
        assert_eq!(percent(0.4398), "44.0\u{a0}%");
        assert_eq!(counted(1, "change", "changes"), "1 change");
        assert_eq!([copies(0.0), copies(1.0), copies(12.4)], ["0 copies", "1 copy", "12.4 copies"]);
    }
}
