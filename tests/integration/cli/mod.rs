//! The command line as users call it.

mod annotate;
mod assessed;
mod bad_input;
mod copies;
mod explain;
mod identity;
mod import;
mod importers;
mod json;
mod noncoding;
mod notations;
mod oncogenicity;
mod phase;
mod reads;
mod real_files;
mod replay;
mod reversion;
mod second_hit;
mod specific;
mod structural;
mod support;
mod tables;
mod vcf_output;
mod vectors;
