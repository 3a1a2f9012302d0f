//! SERVE's tumour types: a name, a number of the Disease Ontology, and types that are excepted.

use std::collections::HashMap;

use crate::knowledge::ontology::Ontology;
use crate::model::tumor_type::TumorClass;

/// Numbers that stand for "a cancer", whatever the name says: unknown primaries have them too.
const TOO_BROAD: [&str; 2] = ["162", "0050686"];

/// Ids by name, number and exceptions. A table repeats the same ones thousands of times.
#[derive(Debug, Default)]
pub(super) struct Diseases(HashMap<[String; 3], Option<String>>);

impl Diseases {
    /// Returns the id of a tumour type, empty where it has none. `None` where the id would cover an
    /// excepted type. All cancers except blood cancers have an id, that of all solid tumours.
    pub(super) fn id(&mut self, name: &str, doid: &str, excepted: &str) -> Option<String> {
        let key = [name, doid, excepted].map(str::to_owned);
        self.0.entry(key).or_insert_with(|| id(name, doid, excepted)).clone()
    }
}

fn id(name: &str, doid: &str, excepted: &str) -> Option<String> {
    let ontology = Ontology::embedded();
    let usual = if name.eq_ignore_ascii_case("all cancer types") { "Cancer" } else { name };
    // The name is the source's; SERVE gives types of unknown primary the number of any carcinoma.
    let is_vague =
        TOO_BROAD.contains(&doid) || name.to_ascii_lowercase().contains("unknown primary");
    let is_number = !doid.is_empty() && doid.bytes().all(|b| b.is_ascii_digit());
    let by_number = || ontology.canonical_id(doid).filter(|_| is_number && !is_vague);
    let id = ontology.id_by_name(usual).or_else(by_number).unwrap_or_default();
    let numbers: Vec<&str> = excepted
        .split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    if excepted.is_empty() {
        return Some(id.to_owned());
    }
    let class_of = |id: &str| ontology.resolve(id).ok().and_then(|tumor| tumor.class);
    let only_liquid = !numbers.is_empty()
        && numbers.iter().all(|number| class_of(number) == Some(TumorClass::Liquid));
    match id {
        "CLASS:all" if only_liquid => Some("CLASS:solid".to_owned()),
        _ if only_liquid && class_of(id) == Some(TumorClass::Solid) => Some(id.to_owned()),
        // No id: the type matches nothing, whatever is excepted.
        "" => Some(String::new()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        let mut diseases = Diseases::default();
        let mut of = |name, doid, excepted| diseases.id(name, doid, excepted);
        let some = |id: &str| Some(id.to_owned());
        assert_eq!(of("Lung Adenocarcinoma", "3910", ""), some("ONCOTREE:LUAD"));
        assert_eq!(of("A name of its own", "3910", ""), some("ONCOTREE:LUAD"));
        assert_eq!(of("All cancer types", "162", ""), some("CLASS:all"));
        assert_eq!(of("Advanced Solid Tumor", "162", ""), some("CLASS:solid"));
        assert_eq!(
            of("Advanced Solid Tumor", "162", "Hematologic cancer;2531"),
            some("CLASS:solid")
        );
        let older = "Leukemia,1240;Refractory hematologic cancer,712;Bone marrow cancer,4960";
        assert_eq!(of("cancer", "162", older), some("CLASS:solid"));
        assert_eq!(of("cancer", "162", "Colorectal cancer;9256"), None);
        assert_eq!(of("Colorectal cancer", "9256", "Somewhere"), None);
        // Any adenocarcinoma is more than the source says.
        assert_ne!(of("Adenocarcinoma of unknown primary", "299", ""), some("DOID:299"));
        assert_ne!(of("Some cancer of unknown primary", "162", ""), some("CLASS:all"));
        assert_eq!(of("Unheard-of", "X", ""), some(""));
    }
}
