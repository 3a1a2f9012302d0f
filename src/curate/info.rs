//! What a knowledge base holds, counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::knowledge::evidence::EvidenceTable;
use crate::knowledge::therapies::Therapies;
use crate::model::evidence::Source;
use crate::model::profile::{Assay, Profile};

/// Which test decides a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// One kind of test decides all its components.
    One(Assay),
    /// Several kinds are needed.
    Several,
}

impl Decision {
    /// Returns the kind of test that `profile` needs.
    pub fn of(profile: &Profile) -> Self {
        let mut assays: Vec<_> =
            profile.components().iter().map(|component| component.alteration.assay()).collect();
        assays.sort_unstable();
        assays.dedup();
        match assays[..] {
            [assay] => Decision::One(assay),
            _ => Decision::Several,
        }
    }

    /// Returns the word used in tables and reports.
    pub fn name(self) -> &'static str {
        match self {
            Decision::One(assay) => assay.name(),
            Decision::Several => "several",
        }
    }
}

/// Returns whether DNA sequencing decides the whole profile, by variants, copy numbers and fusions.
fn is_matchable(profile: &Profile) -> bool {
    profile.components().iter().all(|component| {
        matches!(
            component.alteration.assay(),
            Assay::SmallVariant | Assay::CopyNumber | Assay::Fusion | Assay::Wildtype
        )
    })
}

/// Counts over an evidence table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnowledgeInfo {
    /// Statements.
    pub statements: usize,
    /// Molecular profiles.
    pub profiles: usize,
    /// Genes that profiles name.
    pub genes: usize,
    /// Statements by source and the source's level.
    pub levels: BTreeMap<(Source, String), usize>,
    /// Profiles by the test that decides them.
    pub decisions: BTreeMap<Decision, usize>,
    /// Profiles that variants, copy numbers and fusions decide alone.
    pub matchable_profiles: usize,
    /// Statements on such profiles.
    pub matchable_statements: usize,
    /// Drugs by class; the last are those that the table of therapies gives none.
    pub drugs: BTreeMap<&'static str, usize>,
}

/// The counts of the evidence compiled in, as [`KnowledgeInfo`] prints them: counting parses every
/// profile, which takes longer than all the rest of the command. A test counts again.
pub static EMBEDDED: &str = include_str!("../../data/generated/info.tsv");

impl KnowledgeInfo {
    /// Counts `table`; parses every profile.
    pub fn of(table: &EvidenceTable<'_>) -> Self {
        let mut info = Self {
            statements: table.sources().iter().map(|source| source.rows()).sum(),
            profiles: table.profiles().len(),
            genes: table.genes().filter(|gene| !gene.is_empty()).count(),
            ..Self::default()
        };
        for evidence in table.all() {
            let level = (evidence.source, evidence.source_level.to_owned());
            *info.levels.entry(level).or_default() += 1;
        }
        for entry in table.profiles() {
            *info.decisions.entry(Decision::of(entry.profile())).or_default() += 1;
            if is_matchable(entry.profile()) {
                info.matchable_profiles += 1;
                info.matchable_statements += entry.evidence().len();
            }
        }
        let statements: Vec<_> = table.all().collect();
        let drugs: BTreeSet<&str> =
            statements.iter().flat_map(|evidence| evidence.drugs()).collect();
        let classes = drugs
            .into_iter()
            .map(|drug| Therapies::embedded().get(drug).map_or((drug, None), |t| (t.name, t.class)))
            .collect::<BTreeMap<_, _>>();
        for class in classes.into_values() {
            *info.drugs.entry(class.map_or("class not known", |c| c.name())).or_default() += 1;
        }
        info
    }
}

impl fmt::Display for KnowledgeInfo {
    /// Writes tab-separated `what`, `kind` and `count`, with a header line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "what\tkind\tcount")?;
        writeln!(f, "statements\tall\t{}", self.statements)?;
        for ((source, level), count) in &self.levels {
            writeln!(f, "statements\t{} {level}\t{count}", source.name())?;
        }
        writeln!(f, "profiles\tall\t{}", self.profiles)?;
        for (decision, count) in &self.decisions {
            writeln!(f, "profiles\t{}\t{count}", decision.name())?;
        }
        writeln!(f, "matchable\tprofiles\t{}", self.matchable_profiles)?;
        writeln!(f, "matchable\tstatements\t{}", self.matchable_statements)?;
        for (class, count) in &self.drugs {
            writeln!(f, "drugs\t{class}\t{count}")?;
        }
        writeln!(f, "genes\tall\t{}", self.genes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::profile;

    #[test]
    fn one_test_or_several() {
        for (text, want) in [
            ("BRAF V600E OR BRAF V600K", "small_variant"),
            ("v::ALK Fusion AND ALK L1196M", "several"),
            ("TMB High", "signature"),
            ("ERBB2 Amplification", "copy_number"),
        ] {
            assert_eq!(Decision::of(&profile::parse(text).unwrap()).name(), want, "{text}");
        }
    }

    #[test]
    fn counts_add_up() {
        let info = KnowledgeInfo::of(EvidenceTable::embedded());
        assert_eq!(info.levels.values().sum::<usize>(), info.statements);
        assert_eq!(info.decisions.values().sum::<usize>(), info.profiles);
        assert!(info.matchable_profiles < info.profiles);
        assert!(info.matchable_profiles * 10 > info.profiles * 7, "{info}");
        assert!(info.drugs["kinase_inhibitor"] > 100, "{info}");
        let text = info.to_string();
        assert!(text.starts_with("what\tkind\tcount\nstatements\tall\t"), "{text}");
        assert!(text.lines().all(|line| line.split('\t').count() == 3));
    }
}
