//! What a result rests on: the `## key: value` lines.

/// Provenance of one run, in the order it is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    entries: Vec<(String, String)>,
}

impl Provenance {
    /// Adds a line. Line breaks and tabs in `value` become spaces.
    pub fn push(&mut self, key: impl Into<String>, value: impl Into<String>) {
        let value = value.into().replace(['\n', '\r', '\t'], " ");
        self.entries.push((key.into(), value));
    }

    /// The lines as (key, value).
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }
}
