//! Input: VCF headers, lazy records, the parallel scan, caller dialects.
