//! Evidence, diseases, therapies and genes: read-only tables and their importers.
