//! Input: opening and sniffing files, VCF headers, lazy records, caller dialects.
