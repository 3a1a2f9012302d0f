//! Input: opening and sniffing files, VCF headers, lazy records, caller dialects.

pub mod annotation;
pub mod depth;
#[cfg(test)]
mod real_files;
pub mod samples;
