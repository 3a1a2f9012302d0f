//! How common an allele is in the population, by the input's own fields.
//!
//! The fields are chosen once, from the header: frequencies over everyone, or the greatest over the
//! continental groups (`popmax`, `grpmax`). Those of single groups are left out. Founders' variants
//! are common there (BRCA1 c.68_69del, CHEK2 c.1100del) and pathogenic all the same.

use crate::model::call::Population;
use crate::model::score::NamedField;

use super::annotation::{AnnotationFormat, applies_to, entries};
use super::header::Header;
use super::record::Record;

/// Fields that are read even where the header does not define them.
const UNDEFINED: [&str; 3] = ["gnomAD_AF", "gnomADe_AF", "gnomADg_AF"];

/// How a field writes a frequency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// From 0 to 1, one an ALT.
    Fraction,
    /// The negative decimal logarithm, one an ALT: Mutect2's POPAF.
    MinusLog10,
    /// From 0 to 1, REF first: dbSNP's CAF.
    WithReference,
}

/// The INFO fields of an input that give frequencies in the population.
#[derive(Debug, Clone, Default)]
pub struct PopulationFields {
    fields: Vec<(String, Scale)>,
    is_of_a_resource: bool,
}

impl PopulationFields {
    /// Returns the fields that the header defines, by their usual names and by the user's `own`, and those of
    /// `UNDEFINED`.
    pub fn of(header: &Header, own: &[NamedField]) -> Self {
        let named = |id: &str| {
            let is_it = |field: &NamedField| field.predictor.is_none() && field.name == id;
            own.iter().any(is_it).then_some(Scale::Fraction)
        };
        let mut fields: Vec<(String, Scale)> = header
            .infos()
            .iter()
            .filter_map(|info| {
                Some((info.id.clone(), named(&info.id).or_else(|| scale(&info.id))?))
            })
            .collect();
        let is_of_a_resource = fields.iter().any(|(_, scale)| *scale == Scale::Fraction);
        for id in UNDEFINED {
            if fields.iter().all(|(known, _)| known != id) {
                fields.push((id.to_owned(), Scale::Fraction));
            }
        }
        Self { fields, is_of_a_resource }
    }

    /// Returns whether the header defines a field that only a resource of frequencies fills. Callers define
    /// POPAF and CAF without one, too.
    pub fn are_of_a_resource(&self) -> bool {
        self.is_of_a_resource
    }

    /// Returns the greatest frequency that the record, or its own annotation, gives for ALT
    /// `number` (1-based).
    pub fn frequency(
        &self,
        record: &Record<'_>,
        annotation: Option<&AnnotationFormat>,
        number: usize,
    ) -> Option<Population> {
        let in_info = self.fields.iter().filter_map(|(id, scale)| {
            let frequency = of_alt(record, id, *scale, number)?;
            Some(Population { frequency, field: format!("INFO/{id}").into() })
        });
        let in_annotation = annotation.and_then(|format| {
            let value = record.info_value(format.id.as_bytes())?;
            let frequency = entries(format, value)
                .filter(|entry| applies_to(entry, record.reference(), record.alt(), number))
                .filter_map(|entry| entry.frequency())
                .max_by(f64::total_cmp)?;
            Some(Population { frequency, field: format!("INFO/{}", format.id).into() })
        });
        in_info.chain(in_annotation).max_by(|a, b| a.frequency.total_cmp(&b.frequency))
    }
}

fn of_alt(record: &Record<'_>, id: &str, scale: Scale, number: usize) -> Option<f64> {
    let list = record.info_value(id.as_bytes())?;
    let alternates = record.alternates().count();
    let values = list.split(|&b| b == b',').count();
    let at = match scale {
        Scale::WithReference => (values == alternates + 1).then_some(number),
        // One value beside several ALTs is not known to be this one's.
        _ => (values == alternates).then(|| number - 1),
    }?;
    let text = std::str::from_utf8(list.split(|&b| b == b',').nth(at)?).ok()?;
    let value: f64 = text.parse().ok()?;
    let frequency = match scale {
        Scale::MinusLog10 => 10f64.powf(-value),
        _ => value,
    };
    (0.0..=1.0).contains(&frequency).then_some(frequency)
}

/// Returns how the INFO field `id` writes a frequency in the population, or `None` where it does
/// not.
fn scale(id: &str) -> Option<Scale> {
    let id = id.to_ascii_lowercase();
    match id.as_str() {
        "popaf" => return Some(Scale::MinusLog10),
        "caf" => return Some(Scale::WithReference),
        // ANNOVAR, PAVE, the first GATK 4 releases.
        "af_popmax" | "af_grpmax" | "popfreqmax" | "popfreq_max" | "gnd_freq" | "pop_af" => {
            return Some(Scale::Fraction);
        }
        _ => {}
    }
    let words = || id.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let is_population = |word: &str| {
        ["gnomad", "exac", "topmed", "esp6500", "1000g", "1kg", "kgp"]
            .iter()
            .any(|name| word.starts_with(name))
            || ["esp", "tgp", "kg", "phase3"].contains(&word)
    };
    let is_measure = |word: &str| ["af", "freq", "maf", "all", "popmax", "grpmax"].contains(&word);
    let is_detail = |word: &str| {
        ["exome", "exomes", "genome", "genomes", "global", "joint", "adj", "raw", "dbnsfp", "wes"]
            .contains(&word)
            || word == "wgs"
            || word.trim_start_matches(['r', 'v']).bytes().all(|b| b.is_ascii_digit())
    };
    let is_frequency = words().any(is_population)
        && words().any(is_measure)
        && words().all(|word| is_population(word) || is_measure(word) || is_detail(word));
    is_frequency.then_some(Scale::Fraction)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn fields() {
        for (id, want) in [
            ("gnomAD_AF", Some(Scale::Fraction)),
            ("gnomADe_AF", Some(Scale::Fraction)),
            ("AF_gnomad_popmax", Some(Scale::Fraction)),
            ("gnomad_v3.1_AF_grpmax", Some(Scale::Fraction)),
            ("gnomAD_exome_ALL", Some(Scale::Fraction)),
            ("GLOBAL_AF_GNOMAD", Some(Scale::Fraction)),
            ("dbNSFP_1000Gp3_AF", Some(Scale::Fraction)),
            ("ExAC_ALL", Some(Scale::Fraction)),
            ("1000g2015aug_all", Some(Scale::Fraction)),
            ("AF_TGP", Some(Scale::Fraction)),
            ("POPAF", Some(Scale::MinusLog10)),
            ("CAF", Some(Scale::WithReference)),
            ("AF", None),
            ("gnomAD_AC", None),
            ("gnomAD_AF_asj", None),
            ("gnomAD_FILTER", None),
            ("gnomAD", None),
            ("TUMOR_AF", None),
            ("MAX_AF", None),
        ] {
            assert_eq!(scale(id), want, "{id}");
        }
    }

    #[test]
    fn frequencies() {
        let text = "##INFO=<ID=POPAF,Number=A,Type=Float,Description=\"x\">\n\
            ##INFO=<ID=CAF,Number=.,Type=String,Description=\"x\">\n\
            ##INFO=<ID=gnomAD_AF_popmax,Number=A,Type=Float,Description=\"x\">\n\
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        let header = Header::parse(text.as_bytes(), Path::new("x"), true).unwrap().unwrap();
        let fields = PopulationFields::of(&header, &[]);
        for (alternates, info, number, want) in [
            ("G", "gnomAD_AF=0.32", 1, Some(0.32)),
            ("G,T", "gnomAD_AF=0.32,0.00001", 2, Some(0.000_01)),
            ("G,T", "gnomAD_AF=0.32", 1, None),
            ("G", "POPAF=2", 1, Some(0.01)),
            ("G", "CAF=0.7,0.3", 1, Some(0.3)),
            ("G", "gnomAD_AF_popmax=0.02;gnomAD_AF=0.01", 1, Some(0.02)),
            ("G", "gnomAD_AF=.", 1, None),
            ("G", "AF=0.5;DP=3", 1, None),
        ] {
            let line = format!("7\t5\t.\tA\t{alternates}\t.\tPASS\t{info}");
            let found = fields.frequency(&Record::new(line.as_bytes()), None, number);
            assert_eq!(found.map(|found| found.frequency), want, "{alternates} {info}");
        }
    }

    #[test]
    fn frequencies_of_the_annotation() {
        let description = "Format: Allele|Consequence|Feature|gnomADe_AF|gnomADe_FIN_AF|AF";
        let format = AnnotationFormat::from_info_description("CSQ", description).unwrap();
        let line = "7\t5\t.\tA\tG,T\t.\tPASS\tCSQ=G|missense_variant|ENST1|0.02|0.9|0.01,\
            T|missense_variant|ENST1||0.9|";
        let record = Record::new(line.as_bytes());
        let of = |number| {
            let fields = PopulationFields::default();
            fields.frequency(&record, Some(&format), number).map(|found| found.frequency)
        };
        assert_eq!((of(1), of(2)), (Some(0.02), None));
    }
}
