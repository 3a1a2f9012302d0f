//! What the header says of the tumour's purity and ploidy.

use super::{Fields, Header};
use crate::model::tumor_content::TumorContent;

impl Header {
    /// Returns the purity and the ploidy of `sample`, by lines such as DRAGEN's `##EstimatedTumorPurity`
    /// and `##OverallPloidy`, FACETS' `##purity` and `##ploidy`, or by the sample's own `##SAMPLE` line.
    pub(crate) fn tumor_content(&self, sample: &str) -> TumorContent {
        let named = |word: &str, accept: fn(f64) -> Option<f64>| {
            let is_named = |key: &str| key.to_ascii_lowercase().ends_with(word);
            let own = self.sample_lines().filter(|line| line.get("ID") == Some(sample)).find_map(
                |line: Fields| {
                    let mut fields = line.iter().filter(|(key, _)| is_named(key));
                    fields.find_map(|(_, value)| number(value).and_then(accept))
                },
            );
            own.or_else(|| {
                let mut lines = self.meta_lines().filter(|(key, _)| is_named(key));
                lines.find_map(|(_, value)| number(value).and_then(accept))
            })
        };
        TumorContent {
            purity: named("purity", TumorContent::as_purity),
            ploidy: named("ploidy", TumorContent::as_ploidy),
        }
    }
}

/// Reads `0.7`, `70%`.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    match text.strip_suffix('%') {
        Some(percent) => percent.trim_end().parse::<f64>().ok().map(|number| number / 100.0),
        None => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn lines_of_several_tools() {
        for (lines, want) in [
            ("##EstimatedTumorPurity=0.7\n##OverallPloidy=4", (Some(0.7), Some(4.0))),
            ("##purity=0.55\n##ploidy=3.1", (Some(0.55), Some(3.1))),
            ("##TumorPurity=60%", (Some(0.6), None)),
            ("##purity=NA\n##ploidy=NA", (None, None)),
            ("##SAMPLE=<ID=T,Purity=0.4,Ploidy=2.2>", (Some(0.4), Some(2.2))),
            ("##SAMPLE=<ID=N,Purity=0.4>\n##purity=0.9", (Some(0.9), None)),
            ("##reference=x.fa", (None, None)),
        ] {
            let text = format!(
                "##fileformat=VCFv4.2\n{lines}\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n"
            );
            let header = Header::parse(text.as_bytes(), Path::new("x"), true).unwrap().unwrap();
            let TumorContent { purity, ploidy } = header.tumor_content("T");
            assert_eq!((purity, ploidy), want, "{lines}");
        }
    }
}
