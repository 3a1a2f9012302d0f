//! Records of dbSNP: `rs4149056`.

use crate::matching::vocabulary::Vocabulary;
use crate::model::profile::{Alteration, Component};

use super::reading::Reading;
use super::refusal::Refusal;

/// Reads a number of dbSNP with or without its gene, where a statement names it; `None` where the text
/// is none.
pub(super) fn read(text: &str, vocabulary: Vocabulary<'_>) -> Option<Result<Reading, Refusal>> {
    let (gene, number) = match text.rsplit_once([' ', ':']) {
        Some((gene, number)) => (Some(gene), number),
        None => (None, text),
    };
    let digits = number.strip_prefix("rs").or_else(|| number.strip_prefix("RS"))?;
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let named = Alteration::DbSnp(format!("RS{digits}"));
    let entries = vocabulary.table.profiles();
    let mut known: Vec<Component> = entries
        .iter()
        .flat_map(|entry| entry.profile().components())
        .filter(|component| component.alteration == named)
        .filter(|component| gene.is_none_or(|gene| gene.eq_ignore_ascii_case(&component.gene)))
        .cloned()
        .collect();
    known.dedup();
    Some(match known.as_slice() {
        [one] => {
            let notes = vec![format!("{text} is read as {one}, as statements name it")];
            Ok(Reading { notes, ..Reading::of(one.clone()) })
        }
        _ => Err(Refusal::words(format!(
            "{text}: which change a number of dbSNP stands for is in no table here, but for those that \
             statements name: name gene and change, as \"KRAS G12D\", or position and bases"
        ))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_statements_name() {
        let read = |text| read(text, Vocabulary::embedded());
        for text in ["rs", "rs12a", "EGFR", "rs12 banana"] {
            assert!(read(text).is_none(), "{text}");
        }
        let refusal = read("rs121913529").unwrap().unwrap_err();
        assert!(refusal.reason.contains("name gene and change"), "{}", refusal.reason);
    }
}
