//! Formats findings. Reports conclude nothing; they only lay out what a finding carries.

mod cell;
mod column;
#[cfg(test)]
mod docs;
mod evidence;
pub mod explain;
pub mod format;
pub mod json;
pub mod provenance;
pub mod run;
pub mod tsv;
pub mod tsv_evidence;
pub mod tsv_variant;
mod variant;
pub mod vcf;
mod words;
