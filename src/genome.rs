//! Embedded transcripts, assembly detection, regions of interest.
