//! From a record, a structural event, a user's table or a named query to candidates.

pub(crate) mod allele;
pub mod assays;
pub mod burden;
pub mod counted;
pub mod counts;
pub mod depths;
pub(crate) mod event;
pub mod gene_part;
pub mod lost_copy;
pub(crate) mod named;
pub mod noncoding;
pub(crate) mod not_understood;
pub mod observed;
pub(crate) mod out;
pub(crate) mod own_annotation;
pub mod part;
mod pharmacogene;
pub(crate) mod plain;
pub mod proof;
pub mod query;
pub(crate) mod record;
mod reference;
mod spelling;
pub(crate) mod structural;
pub(crate) mod tables;
pub mod thresholds;
pub mod worker;
