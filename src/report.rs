//! Formats findings. Reports conclude nothing; they only lay out what a finding carries.
//!
//! A field is declared once, in `variant` or `evidence`. Its name is the key of JSON and the column
//! of the TSV. Its type writes both. Its doc comment describes it in the schema and in
//! `docs/columns.md`.

mod address;
pub mod bcf;
mod biomarker;
pub mod burden;
mod cell;
pub mod clinical;
mod column;
pub mod compressed;
#[cfg(test)]
mod docs;
mod evidence;
pub mod explain;
mod explain_short;
mod explain_whole;
pub mod fhir;
pub mod format;
pub mod genotype;
pub mod html;
mod immunotherapy;
pub mod json;
pub mod maf;
pub mod monitor;
pub mod mqc;
pub mod page;
mod page_lines;
mod page_regimens;
mod page_sample;
mod proof;
pub mod provenance;
pub mod run;
pub mod spool;
mod statement;
pub mod targets;
pub mod tsv;
pub mod tsv_biomarkers;
pub mod tsv_evidence;
pub mod tsv_variant;
pub mod va_spec;
mod variant;
pub mod vcf;
mod words;
pub mod writing;
pub mod xlsx;
