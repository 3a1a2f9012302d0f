//! How people write one variant: `7-140453136-A-T`, `BRAF V600E`, `NM_004333.6:c.1799T>A`,
//! `EML4::ALK`.

use crate::error::{Error, Result};
use crate::knowledge::profile;
use crate::model::profile::{Component, Profile};

/// A variant as asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Plus-strand alleles at a 1-based position.
    Genomic {
        /// Chromosome in any style.
        chrom: String,
        /// 1-based.
        pos: u32,
        /// REF.
        reference: String,
        /// ALT.
        alternate: String,
    },
    /// A `c.` name on a transcript or a gene's reported transcript.
    Coding {
        /// Accession or gene symbol.
        on: String,
        /// `c.1799T>A`.
        name: String,
    },
    /// Anything a molecular profile can name.
    Component(Component),
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// [`Error::Usage`] saying which forms there are.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        if let Some(query) = genomic(text).or_else(|| coding(text)) {
            return Ok(query);
        }
        // `BRAF:p.V600E` is `BRAF V600E`.
        let text = text.replacen(":p.", " ", 1);
        match profile::parse(&text) {
            Ok(Profile::Component(component)) => Ok(Query::Component(component)),
            Ok(_) => Err(Error::Usage(format!("{text:?}: explain takes one alteration at a time"))),
            Err(_) => Err(Error::Usage(format!(
                "cannot read {text:?}: write 7-140453136-A-T, \"BRAF V600E\", \
                 NM_004333.6:c.1799T>A or \"EML4::ALK\""
            ))),
        }
    }
}

fn genomic(text: &str) -> Option<Query> {
    let parts: Vec<&str> =
        text.split(['-', ':', '>', ' ', '\t', '/', '_']).filter(|part| !part.is_empty()).collect();
    // `7:140453136A>T` has no separator before REF.
    let (chrom, pos, reference, alternate) = match parts.as_slice() {
        [chrom, pos, reference, alternate] => (*chrom, *pos, *reference, *alternate),
        [chrom, pos, alternate] => {
            let pos = pos.trim_start_matches("g.");
            let digits = pos.bytes().take_while(u8::is_ascii_digit).count();
            (*chrom, &pos[..digits], &pos[digits..], *alternate)
        }
        _ => return None,
    };
    let is_bases = |text: &str| crate::model::allele::is_bases(text.as_bytes());
    let contig = crate::model::contig::Contig::from_name(chrom.as_bytes());
    let pos = pos.trim_start_matches("g.").parse().ok().filter(|&pos| pos > 0)?;
    (contig.is_some() && is_bases(reference) && is_bases(alternate)).then(|| Query::Genomic {
        chrom: chrom.to_owned(),
        pos,
        reference: reference.to_ascii_uppercase(),
        alternate: alternate.to_ascii_uppercase(),
    })
}

fn coding(text: &str) -> Option<Query> {
    let (on, name) = text.split_once([':', ' '])?;
    let on = on.split('(').next().unwrap_or(on);
    name.trim()
        .starts_with("c.")
        .then(|| Query::Coding { on: on.to_owned(), name: name.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genomic_forms() {
        let want = Query::Genomic {
            chrom: "7".into(),
            pos: 140_453_136,
            reference: "A".into(),
            alternate: "T".into(),
        };
        for text in ["7-140453136-A-T", "7:140453136:A:T", "7:140453136 A>T", "7:g.140453136A>T"] {
            assert_eq!(genomic(text), Some(want.clone()), "{text}");
        }
        for text in ["BRAF V600E", "7-140453136", "99-1-A-T", "7-0-A-T", "7-1-A-Z"] {
            assert_eq!(genomic(text), None, "{text}");
        }
    }

    #[test]
    fn coding_forms() {
        let query =
            |on: &str, name: &str| Some(Query::Coding { on: on.to_owned(), name: name.to_owned() });
        assert_eq!(coding("NM_004333.6:c.1799T>A"), query("NM_004333.6", "c.1799T>A"));
        assert_eq!(coding("NM_004333.6(BRAF):c.1799T>A"), query("NM_004333.6", "c.1799T>A"));
        assert_eq!(coding("BRAF c.1799T>A"), query("BRAF", "c.1799T>A"));
        assert_eq!(coding("BRAF V600E"), None);
    }
}
