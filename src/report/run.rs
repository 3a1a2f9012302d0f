//! What one run looked at, how, and what it left out: told beside the findings by every format.

use crate::model::assembly::Assembly;
use crate::model::level::Level;
use crate::model::liquid::TumorFraction;
use crate::model::proven::Proven;
use crate::model::sample_facts::SampleFacts;
use crate::model::tumor_type::TumorType;

/// The facts of one run.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Assembly of the input.
    pub assembly: Assembly,
    /// How it was decided.
    pub assembly_reason: String,
    /// The tumour sample; empty where the input names none.
    pub sample: String,
    /// How it was chosen.
    pub sample_choice: String,
    /// The matched normal.
    pub normal: Option<String>,
    /// The tumour type as resolved.
    pub tumor: Option<TumorType>,
    /// What is known of the sample beside its variants.
    pub facts: SampleFacts,
    /// What the sample's own reads show, where they were given.
    pub reads: Option<Proven>,
    /// How much of the DNA of a liquid biopsy is the tumour's.
    pub tumor_fraction: Option<TumorFraction>,
    /// Limits.
    pub settings: Settings,
    /// What was read, and what of it was not looked at.
    pub counts: RunCounts,
}

impl Run {
    /// Returns the run of a query, which reads no input.
    pub fn of_query(assembly: Assembly, assembly_reason: String, settings: Settings) -> Self {
        Self {
            facts: SampleFacts::default(),
            reads: None,
            tumor_fraction: None,
            assembly,
            assembly_reason,
            sample: String::new(),
            sample_choice: "a query".to_owned(),
            normal: None,
            tumor: None,
            settings,
            counts: RunCounts::default(),
        }
    }

    /// Returns what holds for several samples together: counts are added up, and a tumour type stands where
    /// it is that of all. `None` where there is no sample.
    pub fn joint(runs: &[Run], sample_choice: String) -> Option<Self> {
        let first = runs.first()?;
        let is_of_all = runs.iter().all(|run| run.tumor == first.tumor);
        let mut run = Self {
            sample: String::new(),
            sample_choice,
            normal: None,
            facts: SampleFacts::default(),
            counts: RunCounts::default(),
            ..first.clone()
        };
        if !is_of_all {
            run.tumor = Some(TumorType {
                id: "by sample".to_owned(),
                name: "several".to_owned(),
                ..TumorType::default()
            });
        }
        for other in runs {
            let (sum, more) = (&mut run.counts, &other.counts);
            for (sum, more) in [
                (&mut sum.records, more.records),
                (&mut sum.of_interest, more.of_interest),
                (&mut sum.malformed, more.malformed),
                (&mut sum.present, more.present),
                (&mut sum.absent, more.absent),
                (&mut sum.below_threshold, more.below_threshold),
                (&mut sum.filtered_matches, more.filtered_matches),
                (&mut sum.structural, more.structural),
                (&mut sum.reference_agrees, more.reference_agrees),
                (&mut sum.reference_differs, more.reference_differs),
            ] {
                *sum += more;
            }
        }
        Some(run)
    }

    /// The assembly and how it was decided.
    pub fn assembly_words(&self) -> String {
        format!("{} ({})", self.assembly, self.assembly_reason)
    }

    /// The sample and how it was chosen.
    pub fn sample_words(&self) -> String {
        match self.sample.as_str() {
            "" => self.sample_choice.clone(),
            sample => format!("{sample} ({})", self.sample_choice),
        }
    }
}

/// A number that describes the sample, and what states it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StatedNumber {
    /// The number.
    pub number: f64,
    /// `option` or `header`.
    pub by: &'static str,
}

impl StatedNumber {
    /// Returns what the user states, or else the header.
    pub fn of(option: Option<f64>, header: Option<f64>) -> Option<Self> {
        let by = |by| move |number| Self { number, by };
        option.map(by("option")).or(header.map(by("header")))
    }
}

/// What decides which alleles are looked at and which findings are written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Whether variants without a finding are written too.
    pub all: bool,
    /// Weakest level that is reported.
    pub min_level: Option<Level>,
    /// Smallest allele fraction.
    pub min_vaf: Option<f64>,
    /// Smallest number of reads at the site.
    pub min_depth: Option<u32>,
    /// Smallest number of supporting reads.
    pub min_alt: Option<u32>,
    /// Whether records that failed a FILTER are looked at.
    pub include_filtered: bool,
    /// Copies from which on a gene is amplified.
    pub cn_amplification: f64,
    /// Copies up to which a gene is homozygously deleted.
    pub cn_deletion: f64,
    /// Share of the cells that are of the tumour, where it is stated.
    pub purity: Option<StatedNumber>,
    /// Copies of the genome that a tumour cell has on average, where they are stated.
    pub ploidy: Option<StatedNumber>,
    /// Bases between neighbours on one haplotype that are read together.
    pub phase_distance: u32,
    /// Reads from which on a place shows that nothing else is there.
    pub absence_shown_from_depth: u32,
}

impl Settings {
    /// Returns settings that leave nothing out.
    pub fn unlimited(
        cn_amplification: f64,
        cn_deletion: f64,
        phase_distance: u32,
        absence_shown_from_depth: u32,
    ) -> Self {
        Self {
            all: false,
            min_level: None,
            purity: None,
            ploidy: None,
            min_vaf: None,
            min_depth: None,
            min_alt: None,
            include_filtered: false,
            cn_amplification,
            cn_deletion,
            phase_distance,
            absence_shown_from_depth,
        }
    }
}

/// Numbers of records and alleles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RunCounts {
    /// Records read.
    pub records: u64,
    /// Records in regions of interest.
    pub of_interest: u64,
    /// Malformed records and alleles, which were skipped.
    pub malformed: u64,
    /// Alleles of interest that are there.
    pub present: u64,
    /// Alleles that the caller itself reports as absent.
    pub absent: u64,
    /// Alleles below a threshold.
    pub below_threshold: u64,
    /// Alleles with a match, in records that failed a FILTER.
    pub filtered_matches: u64,
    /// Symbolic alleles and breakends that do not say what they are, or say two things.
    pub structural: u64,
    /// Alleles whose REF agrees with the embedded bases.
    pub reference_agrees: u64,
    /// Alleles whose REF does not.
    pub reference_differs: u64,
}
