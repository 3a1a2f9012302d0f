//! The mutational burden of a sample: what is counted over, the sum, and what it says of `TMB-High`.

mod interval;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use crate::diagnostics::Warning;
use crate::error::{Error, Location, Result};
use crate::genome::TranscriptStore;
use crate::genome::coding::{CodingBlocks, bases};
use crate::input::annotation::AnnotationFormat;
use crate::input::bed;
use crate::input::population::PopulationFields;
use crate::io::{Sha256Hex, file_name};
use crate::model::assembly::Assembly;
use crate::model::burden::{
    Burden, BurdenAllele, BurdenPreset, BurdenVerdict, MutationClass, NotCounted,
};
use crate::model::fact_origin::FactOrigin;
use crate::model::regions::Regions;
use crate::model::sample_facts::{Hint, HintAbout};
use crate::model::specimen::Specimen;
use crate::model::stated_fact::{Fact, HIGH_BURDEN, StatedFact};
use crate::observe::burden::counting::Counting;
use crate::observe::burden::rules::Rules;

/// Coding bases below which nothing is concluded from a number.
const SMALLEST_FOOTPRINT: u64 = 1_000_000;
/// Equal bases in a row from which on they are a homopolymer. The limit is this program's own.
const HOMOPOLYMER: u32 = 6;
/// Frameshifts at homopolymers, and their share of all, from which on they are a hint of instable
/// microsatellites. Both limits are this program's own.
const HINT: (u64, f64) = (5, 0.5);

/// What the user asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// By whose rules.
    pub preset: BurdenPreset,
    /// The regions of the panel or of the exome kit.
    pub panel: Option<PathBuf>,
    /// Whether the user states that inherited variants were removed before.
    pub is_somatic: bool,
    /// Where each allele is told, with why it counts or not.
    pub explained: Option<PathBuf>,
}

/// What is counted over, and by which rules.
#[derive(Debug)]
pub struct Plan {
    preset: BurdenPreset,
    blocks: CodingBlocks,
    footprint: Regions,
    footprint_of: String,
    /// The panel's file as it was read.
    pub panel: Option<(PathBuf, Sha256Hex)>,
    /// What of the panel's file was not used.
    pub warnings: Vec<Warning>,
}

/// What the input shows of itself, for what the sum can say.
#[derive(Debug, Clone, Copy)]
pub struct Ground {
    /// Whether a matched normal was read.
    pub has_normal: bool,
    /// Whether the header has fields for frequencies in the population.
    pub knows_population: bool,
    /// Whether the header says that nothing was filtered.
    pub is_unfiltered: bool,
    /// Whether the user states that inherited variants were removed before.
    pub is_somatic: bool,
    /// What the sample is made of.
    pub specimen: Specimen,
}

impl Plan {
    /// Reads what is counted over.
    ///
    /// # Errors
    /// As [`bed::read`]. [`Error::InvalidInput`] where the panel has no coding base.
    pub fn new(asked: &Asked, store: &TranscriptStore, assembly: Assembly) -> Result<Self> {
        let blocks = CodingBlocks::of(store, assembly);
        let Some(path) = &asked.panel else {
            let footprint = blocks.footprint(None);
            let footprint_of = format!("the coding sequences of {} genes", blocks.genes());
            let (panel, warnings) = (None, Vec::new());
            return Ok(Self {
                preset: asked.preset,
                blocks,
                footprint,
                footprint_of,
                panel,
                warnings,
            });
        };
        let bed = bed::read(path, assembly)?;
        let footprint = blocks.footprint(Some(&bed.regions));
        if bases(&footprint) == 0 {
            return Err(Error::invalid(
                Location::file(path),
                format!(
                    "no region holds a coding base of {assembly}: the mutational burden has nothing to \
                     be counted over (--panel-bed)"
                ),
            ));
        }
        let footprint_of = format!("the coding sequences within {}", file_name(path));
        let panel = Some((path.clone(), bed.sha256));
        let warnings = bed.warnings;
        Ok(Self { preset: asked.preset, blocks, footprint, footprint_of, panel, warnings })
    }

    /// Returns the regions that must be read.
    pub fn footprint(&self) -> &Regions {
        &self.footprint
    }

    /// Splits into what scan threads need and what adds up their results.
    pub fn start(self, specimen: Specimen, tells_all: bool) -> (Counting, Tally) {
        let Self { preset, blocks, footprint, footprint_of, panel, .. } = self;
        let is_exome = panel.is_none();
        let tally = Tally { is_exome, ..Tally::new(preset, bases(&footprint), footprint_of) };
        let rules = Rules::of(preset);
        (Counting { rules, footprint, blocks, specimen, tells_all }, tally)
    }
}

/// Returns whether the input has fields for frequencies in the population. Mutect2 writes POPAF without
/// any resource, too: it shows nothing by itself.
pub fn knows_population(fields: &PopulationFields, annotation: Option<&AnnotationFormat>) -> bool {
    fields.are_of_a_resource() || annotation.is_some_and(AnnotationFormat::has_frequency)
}

/// Adds up alleles in the order of the input.
#[derive(Debug, Clone)]
pub struct Tally {
    preset: BurdenPreset,
    footprint: u64,
    footprint_of: String,
    counted: BTreeMap<MutationClass, u64>,
    not_counted: BTreeMap<NotCounted, u64>,
    seen: HashSet<String>,
    is_exome: bool,
    without_fraction: u64,
    somatic: u64,
    has_population: bool,
    frameshifts: u64,
    in_homopolymers: u64,
}

impl Tally {
    fn new(preset: BurdenPreset, footprint: u64, footprint_of: String) -> Self {
        Self {
            preset,
            footprint,
            footprint_of,
            counted: BTreeMap::new(),
            not_counted: BTreeMap::new(),
            seen: HashSet::new(),
            is_exome: false,
            without_fraction: 0,
            somatic: 0,
            has_population: false,
            frameshifts: 0,
            in_homopolymers: 0,
        }
    }

    /// Adds one allele. One that was counted before becomes a repeat.
    pub fn take(&mut self, allele: &mut BurdenAllele) {
        self.has_population |= allele.has_population;
        if allele.not_counted.is_none() && self.seen.contains(&allele.key) {
            allele.not_counted = Some(NotCounted::Repeated);
            allele.detail.clone_from(&allele.key);
        }
        let is_somatic = matches!(
            allele.not_counted,
            None | Some(NotCounted::KnownDriver | NotCounted::ClassUnknown)
        );
        if is_somatic && let Some(run) = allele.homopolymer {
            self.frameshifts += 1;
            self.in_homopolymers += u64::from(run >= HOMOPOLYMER);
        }
        match (allele.not_counted, allele.class) {
            (Some(NotCounted::OutsideFootprint | NotCounted::NotASmallVariant), _) => {}
            (Some(reason), _) => *self.not_counted.entry(reason).or_default() += 1,
            (None, class) => {
                let class = class.unwrap_or(MutationClass::Unknown);
                *self.counted.entry(class).or_default() += 1;
                self.seen.insert(std::mem::take(&mut allele.key));
                self.without_fraction += u64::from(allele.vaf.is_none());
                self.somatic += u64::from(allele.is_somatic);
            }
        }
    }

    /// Returns the burden, once all alleles are taken.
    pub fn finish(self, ground: Ground) -> Burden {
        let total: u64 = self.counted.values().sum();
        let megabases = self.footprint as f64 / 1e6;
        let interval = interval::poisson(total);
        let mut burden = Burden {
            preset: self.preset,
            per_megabase: total as f64 / megabases,
            interval: (interval.0 / megabases, interval.1 / megabases),
            counted: self.counted,
            not_counted: self.not_counted,
            footprint: self.footprint,
            footprint_of: self.footprint_of,
            without_fraction: self.without_fraction,
            frameshifts: self.frameshifts,
            in_homopolymers: self.in_homopolymers,
            notes: Vec::new(),
            verdict: BurdenVerdict::NotHigh,
        };
        let ground = Ground {
            knows_population: ground.knows_population || self.has_population,
            is_somatic: ground.is_somatic || total > 0 && self.somatic == total,
            ..ground
        };
        burden.notes = notes(&burden, ground);
        if self.is_exome {
            burden.notes.push(
                "all coding bases are taken as read: name the regions of the kit (--panel-bed) \
                 where they are fewer"
                    .to_owned(),
            );
        }
        burden.verdict = verdict(&burden, ground);
        burden
    }
}

/// Returns what the reader must know of the number.
fn notes(burden: &Burden, ground: Ground) -> Vec<String> {
    let mut notes = Vec::new();
    if burden.footprint < SMALLEST_FOOTPRINT {
        notes.push(format!(
            "{:.3} Mb of coding sequence: below 1 Mb a count is too uncertain",
            burden.megabases()
        ));
    }
    if burden.unknown() > 0 {
        notes.push(format!(
            "{} changes may be synonymous and are not counted: annotate the input (CSQ, ANN, BCSQ) or \
             give the genome (--reference)",
            burden.unknown()
        ));
    }
    if burden.without_fraction > 0 {
        notes.push(format!(
            "{} counted without an allele fraction, which the preset asks for",
            burden.without_fraction
        ));
    }
    if !ground.has_normal && !ground.is_somatic {
        notes.push(match ground.knows_population {
            true => "no matched normal: inherited variants are told by their frequency in the \
                     population only, which leaves rare ones"
                .to_owned(),
            false => {
                "nothing shows which variants are inherited: no matched normal, no frequency in \
                      the population"
                    .to_owned()
            }
        });
    }
    notes
}

/// Decides what the burden says of `TMB-High`.
fn verdict(burden: &Burden, ground: Ground) -> BurdenVerdict {
    let mut open = Vec::new();
    let most = (burden.total() + burden.unknown()) as f64 / burden.megabases();
    if burden.footprint < SMALLEST_FOOTPRINT {
        open.push("the footprint is below 1 Mb".to_owned());
    }
    if ground.specimen == Specimen::Blood {
        open.push("the label's burden is that of tissue, and this is blood or plasma".to_owned());
    }
    if !open.is_empty() {
        return BurdenVerdict::Open(open);
    }
    if most < HIGH_BURDEN {
        return BurdenVerdict::NotHigh;
    }
    if burden.per_megabase < HIGH_BURDEN {
        open.push(format!("{} changes of unknown class decide", burden.unknown()));
        return BurdenVerdict::Open(open);
    }
    if ground.is_unfiltered {
        open.push("the calls were never filtered".to_owned());
    }
    if !ground.has_normal && !ground.is_somatic {
        if !ground.knows_population {
            open.push(
                "inherited variants may be counted: read the matched normal (--normal), add \
                 frequencies in the population, or state that they were removed (--tmb-somatic)"
                    .to_owned(),
            );
        } else if burden.interval.0 < HIGH_BURDEN {
            open.push(
                "rare inherited variants may be counted, and without them it may be below 10: read \
                 the matched normal (--normal)"
                    .to_owned(),
            );
        }
    }
    if open.is_empty() { BurdenVerdict::High } else { BurdenVerdict::Open(open) }
}

/// Returns the burden as a fact, where it says whether it is high.
pub fn fact(burden: &Burden) -> Option<StatedFact> {
    if matches!(burden.verdict, BurdenVerdict::Open(_)) {
        return None;
    }
    Some(StatedFact {
        fact: Fact::TumorMutationalBurden(burden.per_megabase),
        text: format!("TMB={:.2}", burden.per_megabase),
        origin: origin(burden),
    })
}

/// Returns what the burden and its frameshifts hint at.
pub fn hints(burden: &Burden) -> Vec<Hint> {
    let mut hints = Vec::new();
    if let BurdenVerdict::Open(reasons) = &burden.verdict {
        hints.push(Hint {
            about: HintAbout::Burden,
            text: format!(
                "{:.2} mutations/Mb say nothing of TMB-High: {}",
                burden.per_megabase,
                reasons.join("; ")
            ),
            origin: origin(burden),
        });
    }
    let share = burden.in_homopolymers as f64 / burden.frameshifts.max(1) as f64;
    if burden.in_homopolymers >= HINT.0 && share >= HINT.1 {
        hints.push(Hint {
            about: HintAbout::Microsatellites,
            text: format!(
                "{} of {} somatic coding frameshifts lie in runs of {HOMOPOLYMER} or more equal \
                 bases, as where microsatellites are instable: no call; test MSI, or the proteins of \
                 mismatch repair",
                burden.in_homopolymers, burden.frameshifts
            ),
            origin: origin(burden),
        });
    }
    hints
}

fn origin(burden: &Burden) -> FactOrigin {
    FactOrigin::Computed {
        method: burden.preset.name(),
        basis: format!(
            "{} mutations over {:.3} Mb; high from 10/Mb (FDA:125514, PMID:32919526)",
            burden.total(),
            burden.megabases()
        ),
    }
}
