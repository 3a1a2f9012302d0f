//! Formats findings. Reports conclude nothing; they only lay out what a finding carries.

pub mod explain;
pub mod format;
pub mod json;
pub mod provenance;
pub mod run;
pub mod text;
pub mod tsv;
pub mod tsv_evidence;
pub mod tsv_variant;
pub mod vcf;
