//! Drugs: their class and principal targets, by any of their names.

use std::cmp::Ordering;
use std::path::Path;
use std::sync::LazyLock;

use super::borrowed_table;
use crate::error::{Problems, Result};
use crate::model::therapy::TherapyClass;

pub(crate) static TABLE: &str = include_str!("../../data/curated/therapies.tsv");

/// One drug, borrowed from the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Therapy<'t> {
    /// The table's name for it: `Trastuzumab Deruxtecan` for `Enhertu`.
    pub name: &'t str,
    /// Its class; `None` for what is no drug of a class (radiation) and where it is not known.
    pub class: Option<TherapyClass>,
    /// HGNC symbols joined by `;`.
    targets: &'t str,
    /// What the class rests on: `strategy`, `pattern`, `stem`, `curated` or `unverified`.
    pub basis: &'t str,
}

impl<'t> Therapy<'t> {
    /// Returns the HGNC symbols of its principal targets.
    pub fn targets(&self) -> impl Iterator<Item = &'t str> {
        self.targets.split(';').filter(|target| !target.is_empty())
    }
}

/// The therapy table, indexed by name and synonym.
#[derive(Debug, Default)]
pub struct Therapies<'t> {
    therapies: Vec<Therapy<'t>>,
    /// Names and synonyms sorted without case, with the index of the therapy.
    names: Vec<(&'t str, u32)>,
}

impl Therapies<'static> {
    /// Returns the table that comes with theravar. It is indexed when a drug is first looked up.
    pub fn embedded() -> &'static LazyLock<Therapies<'static>> {
        static THERAPIES: LazyLock<Therapies<'static>> = LazyLock::new(|| {
            // A test reads the embedded table through `parse`, so there is nothing to report here.
            Therapies::parse(Path::new("data/curated/therapies.tsv"), TABLE).unwrap_or_default()
        });
        &THERAPIES
    }
}

impl<'t> Therapies<'t> {
    /// Reads a therapy table; `path` is for messages.
    ///
    /// # Errors
    /// [`crate::Error::Table`] with every row of an unknown class or basis, or of a name used twice.
    pub fn parse(path: &Path, text: &'t str) -> Result<Self> {
        let columns = ["name", "synonyms", "class", "targets", "basis"];
        let mut table = Self::default();
        let mut problems = Problems::default();
        for (line, [name, synonyms, class, targets, basis]) in
            borrowed_table::read(path, text, columns)?
        {
            let known = TherapyClass::parse(class);
            if known.is_none() && !class.is_empty() {
                problems.push(path, line, format!("class: unknown {class:?}"));
            }
            if !["strategy", "pattern", "stem", "curated", "unverified"].contains(&basis) {
                problems.push(path, line, format!("basis: unknown {basis:?}"));
            }
            let index = table.therapies.len() as u32;
            let synonyms = synonyms.split('|').filter(|synonym| !synonym.is_empty());
            table.names.extend(std::iter::once(name).chain(synonyms).map(|name| (name, index)));
            table.therapies.push(Therapy { name, class: known, targets, basis });
        }
        table.names.sort_unstable_by(|a, b| without_case(a.0, b.0));
        for pair in table.names.windows(2) {
            if without_case(pair[0].0, pair[1].0) == Ordering::Equal {
                problems.push(path, 1, format!("name: {:?} is used twice", pair[0].0));
            }
        }
        problems.into_result()?;
        Ok(table)
    }

    /// Returns the therapy of a name, synonym or brand, in any case. The four letters that the FDA adds to
    /// the names of biological products (`trastuzumab-dkst`) name a product, not another drug.
    pub fn get(&self, name: &str) -> Option<Therapy<'t>> {
        self.exact(name).or_else(|| self.exact(without_suffix(name)?))
    }

    /// Returns the drugs of a `;`-joined list by the table's own names, each once; unknown ones as they are.
    pub fn own_names(&self, drugs: &str) -> String {
        let mut names: Vec<&str> = Vec::new();
        for drug in drugs.split(';') {
            let name = self.get(drug).map_or(drug, |known| known.name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(";")
    }

    fn exact(&self, name: &str) -> Option<Therapy<'t>> {
        let at = self.names.binary_search_by(|(known, _)| without_case(known, name)).ok()?;
        Some(self.therapies[self.names[at].1 as usize])
    }

    /// Splits a comma-joined list of names, some of which have a comma themselves
    /// (`HER2 Inhibitor CP-724,714`): the longest known name is taken, else up to the next comma.
    pub fn split_list<'l>(&self, list: &'l str) -> Vec<&'l str> {
        let mut names = Vec::new();
        let mut rest = list;
        while !rest.is_empty() {
            let ends: Vec<usize> =
                rest.match_indices(',').map(|(at, _)| at).chain([rest.len()]).collect();
            let known = ends.iter().rev().find(|&&end| self.get(rest[..end].trim()).is_some());
            let end = known.or(ends.first()).copied().unwrap_or(rest.len());
            let name = rest[..end].trim();
            if !name.is_empty() {
                names.push(name);
            }
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        names
    }
}

/// The name before the four letters of a biological product.
fn without_suffix(name: &str) -> Option<&str> {
    let (bare, suffix) = name.rsplit_once('-')?;
    let is_suffix = suffix.len() == 4 && suffix.bytes().all(|b| b.is_ascii_lowercase());
    is_suffix.then_some(bare)
}

fn without_case(a: &str, b: &str) -> Ordering {
    a.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(b.bytes().map(|b| b.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::evidence::EvidenceTable;

    #[test]
    fn classes_and_targets() {
        use TherapyClass::*;
        for (name, class, targets) in [
            ("vemurafenib", Some(KinaseInhibitor), "BRAF"),
            ("Zelboraf", Some(KinaseInhibitor), "BRAF"),
            ("Cetuximab", Some(MonoclonalAntibody), "EGFR"),
            ("Pembrolizumab", Some(ImmuneCheckpointInhibitor), "PDCD1"),
            ("Relatlimab", Some(ImmuneCheckpointInhibitor), "LAG3"),
            ("Trastuzumab", Some(MonoclonalAntibody), "ERBB2"),
            ("trastuzumab deruxtecan", Some(AntibodyDrugConjugate), "ERBB2"),
            ("Inotuzumab ozogamicin", Some(AntibodyDrugConjugate), "CD22"),
            ("Amivantamab", Some(BispecificAntibody), "EGFR;MET"),
            ("Olaparib", Some(ParpInhibitor), "PARP1;PARP2"),
            ("Fulvestrant", Some(HormoneTherapy), "ESR1"),
            ("Cisplatin", Some(Chemotherapy), ""),
            ("Sotorasib", Some(OtherTargeted), "KRAS"),
            ("Letetresgene Autoleucel", Some(CellTherapy), "CTAG1B"),
            ("Margetuximab", Some(MonoclonalAntibody), "ERBB2"),
            ("Radiation Therapy", None, ""),
        ] {
            let therapy = Therapies::embedded().get(name).unwrap();
            let found: Vec<&str> = therapy.targets().collect();
            assert_eq!((therapy.class, found.join(";").as_str()), (class, targets), "{name}");
        }
        assert_eq!(Therapies::embedded().get("no such drug"), None);
    }

    #[test]
    fn one_drug_has_one_name() {
        let own = |drugs| Therapies::embedded().own_names(drugs);
        for (drugs, want) in [
            ("Zenocutuzumab-zbco", "Zenocutuzumab"),
            ("trastuzumab-dkst;Pertuzumab", "Trastuzumab;Pertuzumab"),
            ("bevacizumab-awwb", "Bevacizumab"),
            ("Trastuzumab deruxtecan", "Trastuzumab Deruxtecan"),
            ("Taxol;Paclitaxel", "Paclitaxel"),
            ("new drug-abcd", "new drug-abcd"),
            ("", ""),
        ] {
            assert_eq!(own(drugs), want);
        }
    }

    #[test]
    fn embedded_statements_use_its_names() {
        let table = Therapies::embedded();
        for statement in EvidenceTable::embedded().all() {
            assert_eq!(table.own_names(statement.therapies), statement.therapies, "{statement:?}");
        }
    }

    #[test]
    fn embedded_table_is_valid() {
        let table = Therapies::parse(Path::new("data/curated/therapies.tsv"), TABLE).unwrap();
        assert!(table.therapies.len() > 400);
        for therapy in &table.therapies {
            assert!(therapy.basis != "unverified" || therapy.class.is_none(), "{therapy:?}");
            for target in therapy.targets() {
                let gene = crate::knowledge::genes::Genes::embedded().get(target);
                assert_eq!(gene.map(|gene| gene.symbol), Some(target), "{therapy:?}");
            }
        }
        let sorted =
            table.therapies.is_sorted_by(|a, b| without_case(a.name, b.name) == Ordering::Less);
        assert!(sorted);
    }

    #[test]
    fn names_with_commas() {
        let split = |list| Therapies::embedded().split_list(list);
        assert_eq!(
            split("Gefitinib,Selumetinib,HER2 Inhibitor CP-724,714"),
            ["Gefitinib", "Selumetinib", "HER2 Inhibitor CP-724,714"]
        );
        assert_eq!(split("2,4-pyrimidinediamine"), ["2,4-pyrimidinediamine"]);
        assert_eq!(split("Unknown A, Cetuximab"), ["Unknown A", "Cetuximab"]);
        assert!(split("").is_empty());
    }

    #[test]
    fn bad_rows_are_all_reported() {
        let text =
            "name\tsynonyms\tclass\ttargets\tbasis\nA\tX\tpill\t\tcurated\nB\tx\t\t\tguess\n";
        let error = Therapies::parse(Path::new("t.tsv"), text).unwrap_err().to_string();
        for part in ["t.tsv:2: class", "t.tsv:3: basis", "used twice"] {
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn every_drug_of_the_evidence_is_known() {
        let read = |name: &str| {
            let path = crate::shared::shared(&format!("kb/{name}"))?;
            Some(std::fs::read_to_string(path).unwrap())
        };
        let (Some(civic), Some(fda), Some(strategies)) = (
            read("civic_evidence_2026-05-26.tsv"),
            read("fda_label_facts_2026-05.tsv"),
            read("therapy_strategies.tsv"),
        ) else {
            return;
        };
        let table = Therapies::embedded();
        let path = Path::new("f");
        let mut unknown = std::collections::BTreeSet::new();
        let mut check = |name: &str| {
            if table.get(name).is_none() {
                unknown.insert(name.to_owned());
            }
        };
        for (_, [kind, therapies]) in
            borrowed_table::read(path, &civic, ["evidence_type", "therapies"]).unwrap()
        {
            if kind == "Predictive" {
                table.split_list(therapies).into_iter().for_each(&mut check);
            }
        }
        for (_, [regimen]) in borrowed_table::read(path, &fda, ["regimen"]).unwrap() {
            regimen.split(" + ").for_each(&mut check);
        }
        for (_, [name]) in borrowed_table::read(path, &strategies, ["therapy"]).unwrap() {
            check(name);
        }
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
