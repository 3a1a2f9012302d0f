//! The SAM header: contigs, and samples by read group.

use std::collections::{BTreeMap, BTreeSet};

/// What of a SAM header is used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// Names and lengths of the contigs, in the order of the file.
    pub(super) contigs: Vec<(Vec<u8>, u32)>,
    /// The samples of the read groups, by the group's ID.
    pub(super) groups: BTreeMap<Vec<u8>, String>,
}

impl Header {
    /// Reads the lines of read groups. The contigs are those given, or the header's own.
    pub(super) fn parse(text: &[u8], contigs: Option<Vec<(Vec<u8>, u32)>>) -> Self {
        let mut header = Self::default();
        for line in text.split(|&byte| byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let mut fields = line.split(|&byte| byte == b'\t');
            let kind = fields.next();
            let value = |key: &[u8]| {
                line.split(|&byte| byte == b'\t').find_map(|field| field.strip_prefix(key))
            };
            match kind {
                Some(b"@SQ") if contigs.is_none() => {
                    let length = value(b"LN:").and_then(|text| std::str::from_utf8(text).ok());
                    let length = length.and_then(|text| text.parse().ok());
                    if let (Some(name), Some(length)) = (value(b"SN:"), length) {
                        header.contigs.push((name.to_vec(), length));
                    }
                }
                Some(b"@RG") => {
                    if let Some(id) = value(b"ID:") {
                        let sample = value(b"SM:").unwrap_or_default();
                        let sample = String::from_utf8_lossy(sample).into_owned();
                        header.groups.insert(id.to_vec(), sample);
                    }
                }
                _ => {}
            }
        }
        if let Some(contigs) = contigs {
            header.contigs = contigs;
        }
        header
    }

    /// Returns the names of samples that the read groups state.
    pub(super) fn samples(&self) -> BTreeSet<&str> {
        self.groups.values().map(String::as_str).filter(|name| !name.is_empty()).collect()
    }

    /// Returns the contigs as lines of a VCF's header, which say the assembly.
    pub(super) fn contig_lines(&self) -> String {
        let line = |(name, length): &(Vec<u8>, u32)| {
            format!("##contig=<ID={},length={length}>\n", String::from_utf8_lossy(name))
        };
        self.contigs.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_and_contigs() {
        let text = b"@HD\tVN:1.6\n@SQ\tSN:chr7\tLN:159138663\n@RG\tID:a\tSM:T\n@RG\tSM:N\tID:b\r\n@CO\tx\n";
        let header = Header::parse(text, None);
        assert_eq!(header.contigs, [(b"chr7".to_vec(), 159_138_663)]);
        assert_eq!(header.samples().into_iter().collect::<Vec<_>>(), ["N", "T"]);
        assert_eq!(header.groups[&b"b"[..]], "N");
        assert_eq!(header.contig_lines(), "##contig=<ID=chr7,length=159138663>\n");
    }
}
