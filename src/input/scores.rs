//! Scores of predictors, by the input's own fields: INFO keys, and fields of its annotation.
//!
//! A value may hold several numbers, one a transcript (`0.9&0.8`, dbNSFP): the greatest stands. Of keys with one value
//! an ALT, the ALT's own is read.

use crate::model::score::{NamedField, Predictor, Scores};

use super::annotation::{AnnotationFormat, applies_to, entries};
use super::header::Header;
use super::record::Record;

/// The fields of an input that give scores.
#[derive(Debug, Clone, Default)]
pub struct ScoreFields {
    info: Vec<(String, Predictor)>,
    annotation: Vec<(usize, Predictor)>,
}

impl ScoreFields {
    /// Returns the fields that the header defines, by their usual names and by the user's own.
    pub fn of(header: &Header, own: &[NamedField]) -> Self {
        let named = |name: &str| {
            let by_user = own.iter().find(|field| field.name == name);
            by_user.and_then(|field| field.predictor).or_else(|| usual(name))
        };
        let info = header
            .infos()
            .iter()
            .filter_map(|info| Some((info.id.clone(), named(&info.id)?)))
            .collect();
        let annotation = AnnotationFormat::IDS
            .iter()
            .find_map(|id| header.info(id))
            .map(|definition| field_names(&definition.description))
            .unwrap_or_default();
        let annotation =
            annotation.enumerate().filter_map(|(at, name)| Some((at, named(&name)?))).collect();
        Self { info, annotation }
    }

    /// Returns the scores that the record, or its own annotation, gives for ALT `number` (1-based). `None` where there
    /// are none.
    pub fn read(
        &self,
        record: &Record<'_>,
        annotation: Option<&AnnotationFormat>,
        number: usize,
    ) -> Option<Box<Scores>> {
        if self.info.is_empty() && self.annotation.is_empty() {
            return None;
        }
        let mut scores = Scores::default();
        let alternate = record.alternates().nth(number - 1);
        for (id, predictor) in &self.info {
            let Some(list) = record.info_value(id.as_bytes()) else { continue };
            let Ok(list) = std::str::from_utf8(list) else { continue };
            if *predictor == Predictor::SpliceAi && list.contains('|') {
                // ALLELE|SYMBOL|DS_AG|DS_AL|DS_DG|DS_DL|…
                let own = list.split(',').filter(|item| {
                    alternate
                        .is_some_and(|alt| item.split('|').next().map(str::as_bytes) == Some(alt))
                });
                let four = own.flat_map(|item| item.split('|').skip(2).take(4));
                four.filter_map(score).for_each(|value| scores.add(*predictor, value));
                continue;
            }
            let values: Vec<&str> = list.split(',').collect();
            let own = match values.len() == record.alternates().count() {
                true => values.get(number - 1).copied().unwrap_or_default(),
                false if values.len() == 1 => values[0],
                false => continue,
            };
            numbers(own).for_each(|value| scores.add(*predictor, value));
        }
        if let Some(format) = annotation.filter(|_| !self.annotation.is_empty())
            && let Some(value) = record.info_value(format.id.as_bytes())
        {
            let texts =
                value.split(|&b| b == b',').filter_map(|text| std::str::from_utf8(text).ok());
            for text in texts {
                let is_own = entries(format, text.as_bytes())
                    .any(|entry| applies_to(&entry, record.reference(), record.alt(), number));
                if !is_own {
                    continue;
                }
                for (at, predictor) in &self.annotation {
                    let value = text.split('|').nth(*at).unwrap_or_default();
                    numbers(value).for_each(|value| scores.add(*predictor, value));
                }
            }
        }
        (!scores.is_empty()).then(|| Box::new(scores))
    }
}

/// Returns the names of the fields that a Description lists.
fn field_names(description: &str) -> std::vec::IntoIter<String> {
    let start = description.find("Format:").map(|at| at + "Format:".len());
    let list = start.or_else(|| description.find('\'')).map_or("", |at| &description[at..]);
    let list = list.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '.'));
    list.split('|').map(|name| name.trim().to_owned()).collect::<Vec<_>>().into_iter()
}

/// Returns the predictor whose score a field of this name usually is.
fn usual(name: &str) -> Option<Predictor> {
    let letters: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let name = letters.strip_prefix("dbnsfp").unwrap_or(&letters);
    match name {
        "revel" | "revelscore" => Some(Predictor::Revel),
        "alphamissense"
        | "alphamissensescore"
        | "ampathogenicity"
        | "alphamissensepathogenicity" => Some(Predictor::AlphaMissense),
        "spliceai" | "spliceaidsmax" | "spliceaimax" | "spliceaipreddsag" | "spliceaipreddsal"
        | "spliceaipreddsdg" | "spliceaipreddsdl" => Some(Predictor::SpliceAi),
        _ => None,
    }
}

fn numbers(text: &str) -> impl Iterator<Item = f64> {
    text.split(['&', ';']).filter_map(score)
}

fn score(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|value| (0.0..=1.0).contains(value))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn header(infos: &[(&str, &str)]) -> Header {
        let lines: String = infos
            .iter()
            .map(|(id, text)| {
                format!("##INFO=<ID={id},Number=.,Type=String,Description=\"{text}\">\n")
            })
            .collect();
        let text = format!("{lines}#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
        Header::parse(text.as_bytes(), Path::new("x"), true).unwrap().unwrap()
    }

    #[test]
    fn scores_of_info_and_annotation() {
        let csq = "Consequence annotations from Ensembl VEP. Format: Allele|Consequence|Feature|REVEL|am_pathogenicity|\
                   SpliceAI_pred_DS_AG|SpliceAI_pred_DS_DL";
        let header =
            header(&[("CSQ", csq), ("dbNSFP_REVEL_score", "x"), ("SpliceAI", "x"), ("LAB", "x")]);
        let format = AnnotationFormat::from_info_description("CSQ", csq).unwrap();
        let named = [NamedField::parse("AlphaMissense=LAB").unwrap()];
        let fields = ScoreFields::of(&header, &named);
        let read = |alternates: &str, info: &str, number: usize| {
            let line = format!("7\t5\t.\tA\t{alternates}\t.\tPASS\t{info}");
            let scores = fields.read(&Record::new(line.as_bytes()), Some(&format), number);
            Predictor::ALL.map(|predictor| scores.as_ref().and_then(|own| own.get(predictor)))
        };
        assert_eq!(
            read("G", "CSQ=G|missense_variant|ENST1|0.7&0.9|0.8|0.01|0.3", 1),
            [Some(0.9), Some(0.8), Some(0.3)]
        );
        assert_eq!(
            read("G,T", "CSQ=G|missense_variant|ENST1|0.7|||,T|missense_variant|ENST1|0.1|||", 2)
                [0],
            Some(0.1)
        );
        assert_eq!(read("G,T", "dbNSFP_REVEL_score=0.2,0.6", 2)[0], Some(0.6));
        assert_eq!(read("G", "dbNSFP_REVEL_score=.,0.2,0.6", 1)[0], None);
        assert_eq!(read("G", "SpliceAI=G|BRAF|0.00|0.25|0.1|0.0|3|4|5|6", 1)[2], Some(0.25));
        assert_eq!(read("T", "SpliceAI=G|BRAF|0.00|0.25|0.1|0.0|3|4|5|6", 1)[2], None);
        assert_eq!(read("G", "LAB=0.5", 1)[1], Some(0.5));
        assert_eq!(read("G", "DP=3", 1), [None; 3]);
    }
}
