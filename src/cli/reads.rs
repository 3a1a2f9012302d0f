//! Options of `annotate` on the sample's own reads.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use super::numbers::{BEST_BASE, BEST_MAPPING, fraction, part};
use crate::io::with_ending;
use crate::model::liquid::Preset;
use crate::model::proven::AskedReads;
use crate::observe::preset;
use crate::pipeline::options::Options;

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Reads")]
pub(super) struct ReadsArgs {
    /// The sample's reads (BAM or CRAM, with index): called alleles and the targets of the tumour type are
    /// looked for in them (docs/reads.md)
    #[arg(long, value_name = "FILE", num_args = 1..)]
    bam: Vec<PathBuf>,
    /// Name of the sample in the files of reads, where it is not that of the variants
    #[arg(long, value_name = "NAME", requires = "bam")]
    bam_sample: Option<String>,
    /// Reads of the matched normal or of white cells: the background of targets, and whether a change is of
    /// blood cells
    #[arg(long, value_name = "FILE", requires = "bam")]
    normal_bam: Option<PathBuf>,
    /// Background of the targets in controls, as `genotype --write-background` writes it
    #[arg(long, value_name = "FILE", requires = "bam")]
    panel_of_normals: Option<PathBuf>,
    /// Lowest base quality of reads that count
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u8).range(0..=BEST_BASE))]
    min_base_quality: u8,
    /// Lowest mapping quality of reads that count
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u8).range(0..=BEST_MAPPING))]
    min_mapping_quality: u8,
    /// How deeply places were read (per-base, quantized or thresholds file of mosdepth): where enough,
    /// what is not called is absent
    #[arg(long, value_name = "FILE")]
    depth: Option<PathBuf>,
    /// Fraction down to which an allele must be excluded for it to count as absent [default: of reads 0.05,
    /// of gVCF and depth files that of 20 reads]
    #[arg(long, value_name = "X", value_parser = part)]
    absence_lod: Option<f64>,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Liquid biopsy")]
pub(super) struct LiquidArgs {
    /// Floors and words for a kind of sample (docs/liquid_biopsy.md)
    #[arg(long, value_enum)]
    preset: Option<PresetArg>,
    /// Share of the plasma's DNA that is the tumour's [default: twice the highest driver's fraction]
    #[arg(long, value_name = "X", value_parser = fraction)]
    tumor_fraction: Option<f64>,
    /// Calls of white cells of the same blood (VCF, gVCF): proof for blood cells, or against
    #[arg(long, value_name = "VCF")]
    white_cells: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PresetArg {
    /// Tissue of the tumour
    Tissue,
    /// Cell-free DNA of plasma
    LiquidBiopsy,
}

impl LiquidArgs {
    /// Sets what they say in `options`.
    pub(super) fn set(&self, options: &mut Options) {
        options.preset = self.preset.map(|preset| match preset {
            PresetArg::Tissue => Preset::Tissue,
            PresetArg::LiquidBiopsy => Preset::LiquidBiopsy,
        });
        options.tumor_fraction = self.tumor_fraction;
        options.white_cells.clone_from(&self.white_cells);
        let content = &mut options.thresholds.content;
        content.purity = content.purity.or(self.tumor_fraction.filter(|share| *share > 0.0));
        if let Some(preset) = options.preset {
            let least = preset::least_support(preset);
            options.thresholds.min_alt = options.thresholds.min_alt.or(least);
        }
        let is_asked = options.absence.is_some() || options.preset == Some(Preset::LiquidBiopsy);
        if is_asked {
            let fraction = options.absence_fraction();
            options.thresholds = options.thresholds.excluding(fraction);
        }
    }
}

impl ReadsArgs {
    /// Returns the files of reads, with what is asked of them.
    pub(super) fn asked(&self) -> Option<AskedReads> {
        (!self.bam.is_empty()).then(|| AskedReads {
            files: self.bam.clone(),
            normal: self.normal_bam.clone(),
            panel: self.panel_of_normals.clone(),
            sample: self.bam_sample.clone(),
            base_quality: self.min_base_quality,
            mapping_quality: self.min_mapping_quality,
        })
    }

    /// Returns the table of depths.
    pub(super) fn depth(&self) -> Option<&PathBuf> {
        self.depth.as_ref()
    }

    /// Returns the fraction down to which an allele must be excluded.
    pub(super) fn absence(&self) -> Option<f64> {
        self.absence_lod
    }

    /// Returns the indexes of the files of reads.
    pub(super) fn indexes(&self) -> impl Iterator<Item = PathBuf> {
        let reads = self.bam.iter().chain(&self.normal_bam);
        reads.flat_map(|path| [".bai", ".csi", ".crai"].map(|ending| with_ending(path, ending)))
    }
}
