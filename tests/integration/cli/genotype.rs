//! What `genotype` counts of reads that are known one by one.

mod container;
mod counts;
mod indels;
mod peers;
mod units;
