//! The symbol of a gene, or of two that a structural variant joins.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Between the partners of a fusion (HGNC).
const JOINED: &str = "::";

/// A gene symbol, `ALK`, or a fusion, `EML4::ALK`. Reads as its text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GeneName(Arc<str>);

impl GeneName {
    /// Returns the name of a fusion, the 5′ partner first. `?` stands for one that is not known.
    pub fn fusion(five: Option<&str>, three: Option<&str>) -> Self {
        let [five, three] = [five, three].map(|gene| gene.unwrap_or("?"));
        Self(format!("{five}{JOINED}{three}").into())
    }

    /// Returns the gene, or both partners of a fusion.
    pub fn genes(&self) -> impl Iterator<Item = &str> {
        // Nearly all names are of one gene, and are asked for it again and again.
        let is_joined = memchr::memchr(b':', self.0.as_bytes()).is_some();
        let (one, several) = match is_joined {
            true => (None, Some(self.0.split(JOINED))),
            false => (Some(&*self.0), None),
        };
        one.into_iter().chain(several.into_iter().flatten())
    }
}

impl Deref for GeneName {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for GeneName {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<Arc<str>> for GeneName {
    fn from(text: Arc<str>) -> Self {
        Self(text)
    }
}

impl PartialEq<str> for GeneName {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for GeneName {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

impl fmt::Display for GeneName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::GeneName;

    #[test]
    fn one_gene_and_two() {
        assert_eq!(GeneName::from("NKX2-1").genes().collect::<Vec<_>>(), ["NKX2-1"]);
        let fusion = GeneName::fusion(Some("EML4"), Some("ALK"));
        assert_eq!(fusion, "EML4::ALK");
        assert_eq!(fusion.genes().collect::<Vec<_>>(), ["EML4", "ALK"]);
        assert_eq!(GeneName::fusion(None, Some("ALK")).to_string(), "?::ALK");
    }
}
