//! The command line as users call it.

mod annotate;
mod assays;
mod assessed;
mod bad_input;
mod bcf_output;
mod biomarkers;
mod bombs;
mod burden;
mod burden_controls;
mod cohort;
#[cfg(target_os = "linux")]
mod contained;
mod control_characters;
mod copies;
mod doubtful_knowledge;
mod doubtful_tables;
mod explain;
#[cfg(target_os = "linux")]
mod files;
mod fusions;
#[cfg(feature = "bam")]
mod genotype;
mod html;
mod identifiers;
mod identity;
mod immunotherapy;
mod import;
mod importers;
mod json;
mod liquid;
mod maf_faults;
mod maf_input;
mod maf_oncokb;
mod maf_output;
#[cfg(target_os = "linux")]
mod manners;
mod monitor;
mod mqc;
mod noncoding;
mod not_understood;
mod notations;
mod oncogenicity;
mod options;
mod outputs;
mod patient;
mod phase;
mod polymorphisms;
mod reads;
mod real_files;
mod replay;
mod reversion;
#[cfg(target_os = "linux")]
mod robust;
mod same_gene;
mod second_hit;
mod shell;
mod specific;
mod structural;
pub(crate) mod support;
mod tables;
mod targets;
mod update;
mod vcf_output;
mod vectors;
mod workbook;
