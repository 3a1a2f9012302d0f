//! From a record, a structural event, a user's table or a named query to candidates.

pub mod counts;
pub mod noncoding;
pub mod own_annotation;
pub mod query;
pub mod record;
pub mod structural;
pub mod tables;
pub mod thresholds;
