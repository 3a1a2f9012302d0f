//! What `genotype` counts of reads that are known one by one.

mod background;
mod container;
mod counts;
mod cram;
mod curated;
mod indels;
mod peers;
mod proof;
mod sample;
mod units;
