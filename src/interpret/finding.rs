//! Puts one finding together: judged evidence, oncogenicity, flags and reasons.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::knowledge::evidence::Statements;
use crate::knowledge::exclusions;
use crate::knowledge::genes::Genes;
use crate::knowledge::oncogenicity::OncogenicityTable;
use crate::knowledge::ontology::Ontology;
use crate::knowledge::processes::of_gene;
use crate::knowledge::therapies::Therapies;
use crate::model::call::Stated;
use crate::model::change::Change;
use crate::model::change_state::{ChangeState, Effect};
use crate::model::conclusion::Conclusions;
use crate::model::consequence::TranscriptConsequence;
use crate::model::evidence::{Evidence, Significance, Source};
use crate::model::finding::{
    Finding, Flag, GeneContext, GradedEvidence, ObservedVariant, ProfileMatch, Withheld,
};
use crate::model::gene::GeneRole;
use crate::model::gene_name::GeneName;
use crate::model::match_type::MatchType;
use crate::model::oncogenicity::{FactKind, FactMatch, refutes};
use crate::model::profile::{Alteration, Assay};
use crate::model::source_level::VariantOrigin;
use crate::model::specimen::Specimen;
use crate::model::therapy::TherapyClass;
use crate::model::tumor_content::TumorContent;
use crate::model::tumor_type::{TumorRelation, TumorType};

use super::held::{HeldProfile, Seen, asks_for_inherited};
use super::{
    conclude, escat, framework, grade, oncogenicity, polymorphism, precedence, predicted,
    unevaluated,
};

/// Allele fractions below this get the `low_vaf` flag, where the sample's kind says nothing else.
pub const LOW_VAF: f64 = 0.05;

/// Why evidence on a class of changes gives no level for a change that a source refutes.
const NOT_ONCOGENIC: &str = "this very change is classified as not oncogenic";

/// An allele in one gene, as earlier stations left it.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject<'k> {
    /// The allele as the input wrote it.
    pub variant: Box<ObservedVariant>,
    /// Its consequence on the reported transcript of the gene.
    pub consequence: TranscriptConsequence,
    /// What kind of change it is.
    pub change: Change,
    /// What it does to the gene.
    pub state: ChangeState<'k>,
    /// What is known of it beside therapies.
    pub facts: Vec<FactMatch<'k>>,
    /// Why its evidence gives no level, if so.
    pub withheld: Option<Withheld>,
    /// What was noticed on the way.
    pub flags: BTreeSet<Flag>,
    /// Sentences for the reader, beyond how it matched.
    pub notes: Vec<String>,
}

/// The tables and the tumour type that variants are judged with.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'k, 't> {
    /// Evidence.
    pub table: Statements<'k>,
    /// Changes that are recurrent or oncogenic.
    pub oncogenicity: &'k OncogenicityTable<'k>,
    /// Diseases.
    pub ontology: &'static LazyLock<Ontology<'static>>,
    /// Genes.
    pub genes: Genes<'static>,
    /// Drugs.
    pub therapies: &'static LazyLock<Therapies<'static>>,
    /// The patient's tumour type, where given.
    pub tumor: Option<&'t TumorType>,
    /// What was sequenced.
    pub specimen: Specimen,
    /// How much of the sample is tumour, as far as known.
    pub content: TumorContent,
    /// Allele fractions below this get the `low_vaf` flag.
    pub low_fraction: f64,
}

impl<'k> Judge<'k, '_> {
    /// Judges the evidence on one variant by itself; [`Judge::conclude`] says what follows. `held` are the
    /// profiles that hold in the sample and rest on it.
    pub fn evidence(&self, subject: Subject<'k>, mut held: Vec<HeldProfile>) -> Finding<'k> {
        let Subject { variant, consequence, change, state, facts, withheld, flags, notes } =
            subject;
        let gene = context(self.genes, &consequence.gene);
        let role = gene.role;
        let exact = held.iter().filter(|h| h.match_type.is_exact()).map(|h| h.profile);
        let common = polymorphism::reason(variant.call.population.as_ref(), exact, &self.table);
        if common.is_some() {
            let reason = Some(polymorphism::NO_SOMATIC_LEVEL);
            held.iter_mut().for_each(|h| h.withheld = h.withheld.or(reason));
        }
        let is_refuted = refutes(&facts);
        if is_refuted {
            let classes = held
                .iter_mut()
                .filter(|h| matches!(h.match_type, MatchType::Class | MatchType::Gene));
            classes.for_each(|h| h.withheld = h.withheld.or(Some(NOT_ONCOGENIC)));
        }
        let seen = Seen {
            consequence: &consequence,
            state,
            role,
            is_somatic: matches!(variant.call.origin.stated, Stated::Somatic(_)),
            is_germline: flags.contains(&Flag::Germline),
        };
        let mut matches: Vec<ProfileMatch<'k>> =
            held.into_iter().map(|held| self.profile_match(held, &seen)).collect();
        grade::raise_concordant_studies(&mut items(&mut matches), |broad, narrow| {
            self.ontology.takes_in(broad, narrow)
        });
        precedence::apply(&mut matches);
        grade::raise_concordant_cases(&mut items(&mut matches));
        sort(&mut matches);
        let mut of_input: Vec<_> =
            polymorphism::criterion(variant.call.population.as_ref()).into_iter().collect();
        of_input.extend(predicted::criteria(&variant.call, &consequence));
        let oncogenicity =
            oncogenicity::classify(role, &consequence, state, &matches, &facts, of_input);
        let mut finding = Finding {
            variant,
            consequence,
            vrs: None,
            registry_ids: Vec::new(),
            change,
            state,
            withheld,
            gene,
            oncogenicity,
            matches,
            facts,
            conclusions: Conclusions::default(),
            flags,
            rationale: notes,
        };
        if let Some(reason) = common {
            finding.flags.insert(Flag::Polymorphism);
            finding.rationale.push(reason);
        }
        finding
    }

    /// Says what follows from the evidence of a variant, and why.
    pub fn conclude(&self, finding: &mut Finding<'k>) {
        let is_overruled = |(_, item): (_, &GradedEvidence)| {
            item.overruled.iter().any(|other| other.change.is_some())
        };
        if finding.evidence().any(is_overruled) {
            finding.flags.insert(Flag::Overruled);
            sort(&mut finding.matches);
        }
        finding.conclusions = conclude::conclusions(finding);
        self.add_flags(finding);
        if let Some(tumor) = self.tumor {
            finding.conclusions.escat = escat::calls(finding, tumor, self.ontology);
        }
        finding.conclusions.frameworks = framework::derive(finding);
        let hotspots_were_read = self.oncogenicity.count(FactKind::Hotspot) > 0;
        finding.oncogenicity.not_evaluated = unevaluated::criteria(finding, hotspots_were_read);
    }

    fn profile_match(&self, held: HeldProfile, seen: &Seen<'_>) -> ProfileMatch<'k> {
        // The fusion of the mutated gene itself is what a kinase-domain resistance profile
        // presupposes; its absence from a file of small variants says nothing.
        let presupposed = held.unseen.iter().all(|u| {
            u.assay == Assay::Fusion && u.genes.iter().any(|g| **g == *seen.consequence.gene)
        });
        // Losses of arms are common in many tumours, and mean something in a few.
        let is_of_arm = self
            .table
            .profile(held.profile)
            .any(&|part| matches!(part.alteration, Alteration::ArmDeletion { .. }));
        let statements = self.table.evidence(held.profile);
        let evidence = statements
            .iter()
            .map(|&evidence| {
                let relation = self.tumor.map(|tumor| self.relation(&evidence, tumor));
                let hold = if held.withheld.is_some() {
                    grade::Hold::Withheld
                } else if self.is_pharmacogenetic(&evidence, &held, seen) {
                    grade::Hold::Pharmacogenetic
                } else if !presupposed && evidence.source != Source::Fda {
                    grade::Hold::Unseen
                } else if let Some(why) = seen.unmet(&held, &evidence) {
                    grade::Hold::OtherEffect(why)
                } else if seen.is_somatic && asks_for_inherited(&evidence, &held) {
                    grade::Hold::NotInherited
                } else {
                    grade::Hold::None
                };
                let mut conditions: Vec<String> =
                    held.unseen.iter().map(|unseen| unseen.text.clone()).collect();
                if relation == Some(TumorRelation::Subtype) || relation.is_none() && is_of_arm {
                    conditions.push(format!("the tumor is {}", evidence.disease));
                }
                let asks = evidence.source == Source::Fda
                    && !seen.is_germline
                    && asks_for_inherited(&evidence, &held);
                if asks {
                    conditions.push("the change is inherited (germline)".to_owned());
                }
                let known = |drug: &'k str| match self.therapies.get(drug) {
                    Some(therapy) => (therapy.class, therapy.name),
                    None => (None, drug),
                };
                let (classes, drugs) = evidence.drugs().map(known).unzip();
                GradedEvidence {
                    conditions,
                    classes,
                    drugs,
                    oncotree: self
                        .ontology
                        .canonical_id(evidence.disease_id)
                        .and_then(|id| id.strip_prefix("ONCOTREE:"))
                        .unwrap_or(""),
                    ..grade::grade(evidence, relation, hold)
                }
            })
            .collect::<Vec<_>>();
        let unmet = || {
            let mut each = statements.iter().map(|evidence| seen.unmet(&held, evidence));
            let first = each.next().flatten()?;
            each.all(|why| why.is_some()).then_some(first)
        };
        ProfileMatch {
            profile: self.table.profile_text(held.profile),
            match_type: held.match_type,
            note: held.note,
            withheld: held.withheld.or_else(unmet),
            conditions: held.unseen.into_iter().map(|unseen| unseen.text).collect(),
            partners: held.partners,
            evidence,
        }
    }

    /// Whether the item says how an inherited polymorphism changes what a drug does: one of a common
    /// polymorphism; or of a rare inherited substitution and of chemotherapy alone, where the change is
    /// not known to drive.
    fn is_pharmacogenetic(
        &self,
        evidence: &Evidence<'_>,
        held: &HeldProfile,
        seen: &Seen<'_>,
    ) -> bool {
        let is_chemotherapy = |drug: &str| {
            let class = self.therapies.get(drug).and_then(|therapy| therapy.class);
            class.is_none_or(|class| class == TherapyClass::Chemotherapy)
        };
        let is_genotype = || {
            let profile = self.table.profile(held.profile);
            profile.any(&|part| {
                matches!(part.alteration, Alteration::DbSnp(_) | Alteration::Haplotype(_))
            })
        };
        match evidence.variant_origin() {
            VariantOrigin::CommonGermline => true,
            VariantOrigin::RareGermline | VariantOrigin::Germline => {
                held.need.is_none()
                    && matches!(seen.state.effect, Effect::Unknown | Effect::Benign)
                    && (is_genotype()
                        || held.match_type <= MatchType::Codon
                            && evidence.drugs().all(is_chemotherapy))
            }
            VariantOrigin::Somatic | VariantOrigin::Other => false,
        }
    }

    /// How the item's disease relates to the tumour type, less what its source excludes.
    pub(super) fn relation(&self, evidence: &Evidence<'_>, tumor: &TumorType) -> TumorRelation {
        let is_excluded = exclusions::of(evidence.id, evidence.disease_id)
            .any(|(excluded, _)| self.ontology.relation(excluded, tumor).covers());
        if is_excluded {
            return TumorRelation::Other;
        }
        // A disease without an id is known by its name.
        let id = match evidence.disease_id {
            "" => self.ontology.id_by_name(evidence.disease).unwrap_or(""),
            id => id,
        };
        self.ontology.relation(id, tumor)
    }
}

/// Puts the most specific profile first, and of each the highest level; last those that say of no therapy
/// anything, but that the change drives.
fn sort(matches: &mut [ProfileMatch<'_>]) {
    for m in matches.iter_mut() {
        m.evidence.sort_by_key(|e| {
            (e.level.is_none(), e.level, e.tier, e.evidence.source, natural(e.evidence.id))
        });
    }
    matches.sort_by_key(|m| {
        let level = m.evidence.first().and_then(|e| e.level);
        let is_of_therapy =
            |item: &GradedEvidence<'_>| item.evidence.significance != Significance::NotApplicable;
        let is_driver = !m.evidence.is_empty() && !m.evidence.iter().any(is_of_therapy);
        let is_conditional = !m.conditions.is_empty();
        (is_driver, m.match_type, is_conditional, level.is_none(), level, m.profile)
    });
}

/// All items of the matches.
fn items<'m, 'k>(matches: &'m mut [ProfileMatch<'k>]) -> Vec<&'m mut GradedEvidence<'k>> {
    matches.iter_mut().flat_map(|m| m.evidence.iter_mut()).collect()
}

/// What is known of `gene`, of both genes of a fusion.
pub fn context(genes: Genes<'_>, gene: &GeneName) -> GeneContext {
    let mut processes: Vec<_> = gene.genes().flat_map(of_gene).collect();
    processes.sort_by_key(|process| process.name);
    let role_of = |gene: &str| genes.get(gene).map(|gene| gene.role).unwrap_or_default();
    // A fusion acts by the oncogene in it, whatever its partner is.
    let role = match gene.genes().count() {
        0 | 1 => role_of(gene),
        _ if gene.genes().any(|gene| role_of(gene).is_oncogene()) => GeneRole::Oncogene,
        _ => GeneRole::default(),
    };
    let hgnc_of = |gene: &str| genes.get(gene).map(|gene| gene.hgnc_id).unwrap_or_default();
    let hgnc = gene.genes().map(|gene| hgnc_of(gene).into()).collect();
    GeneContext { hgnc, role, processes }
}

/// Sorts `EID9` before `EID10`.
fn natural(id: &str) -> (&str, u64) {
    let digits = id.len() - id.bytes().rev().take_while(u8::is_ascii_digit).count();
    (&id[..digits], id[digits..].parse().unwrap_or(0))
}
