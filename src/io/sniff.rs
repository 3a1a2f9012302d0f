//! What an input is, by its first bytes.

use super::bgzf::BlockHeader;

/// How the bytes are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    None,
    /// Plain gzip, perhaps of several members.
    Gzip,
    /// Blocked gzip (SAM specification §4.1).
    Bgzf,
}

impl Compression {
    /// Returns the compression by the magic bytes at the start of the file.
    pub(crate) fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] if matches!(BlockHeader::parse(head), BlockHeader::Size(_)) => {
                Self::Bgzf
            }
            [0x1f, 0x8b, ..] => Self::Gzip,
            _ => Self::None,
        }
    }
}

/// What the decompressed bytes hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// VCF text.
    Vcf,
    /// BCF version 2.
    Bcf,
    /// A mutation annotation format table.
    Maf,
}

/// Container and content of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// The container.
    pub compression: Compression,
    /// What is in it.
    pub content: Content,
}

impl Content {
    /// Returns the content by the first decompressed bytes.
    ///
    /// # Errors
    ///
    /// Says in a sentence for the user what was found and what was expected.
    pub(crate) fn of(text: &[u8]) -> Result<Self, String> {
        const WANTED: &str = "expected VCF, BCF or MAF";
        let found = match text {
            [] => return Err(format!("the file is empty; {WANTED}")),
            [b'B', b'C', b'F', 2, ..] => return Ok(Self::Bcf),
            [b'B', b'C', b'F', 4, ..] => "a BCF version 1 file",
            [b'B', b'A', b'M', 1, ..] => "a BAM file",
            [b'C', b'R', b'A', b'M', ..] => "a CRAM file",
            [b'B', b'A', b'I', 1, ..] => "a BAM index",
            [b'T', b'B', b'I', 1, ..] => "a tabix index",
            [b'C', b'S', b'I', 1, ..] => "a CSI index",
            [b'P', b'K', 3, 4, ..] => "a zip archive",
            [b'B', b'Z', b'h', b'0'..=b'9', ..] => "a bzip2 file",
            [0x28, 0xb5, 0x2f, 0xfd, ..] => "a zstd file",
            [0xfd, b'7', b'z', b'X', b'Z', ..] => "an xz file",
            [0x1f, 0x8b, ..] => "gzip inside gzip",
            [b'%', b'P', b'D', b'F', ..] => "a PDF file",
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16 text",
            [0xef, 0xbb, 0xbf, ..] => "text with a byte order mark",
            [b'>', ..] => "a FASTA file",
            [b'@', b'H' | b'S' | b'R' | b'P' | b'C', b'D' | b'Q' | b'G' | b'O', b'\t', ..] => {
                "a SAM file"
            }
            [b'@', ..] => "a FASTQ file",
            [b'<', ..] => "an HTML or XML file",
            [b'{' | b'[', ..] => "a JSON file",
            _ => return Self::of_text(text).ok_or_else(|| format!("{}; {WANTED}", other(text))),
        };
        Err(format!("this is {found}; {WANTED}"))
    }

    /// Returns whether more must be seen: comments of a MAF come before the names of its columns.
    pub(crate) fn needs_more(text: &[u8]) -> bool {
        text.starts_with(b"#")
            && ![&b"##fileformat"[..], b"#CHROM", b"#version"]
                .iter()
                .any(|start| text.starts_with(start))
    }

    fn of_text(text: &[u8]) -> Option<Self> {
        let first = text.split(|&b| b == b'\n').find(|line| !line.trim_ascii().is_empty())?;
        if first.starts_with(b"#version") || names_genes(text) {
            return Some(Self::Maf);
        }
        // A record without a header: the header reader says so with its line.
        let mut columns = first.split(|&b| b == b'\t');
        let position = columns.nth(1).unwrap_or_default();
        let is_record =
            columns.count() >= 3 && !position.is_empty() && position.iter().all(u8::is_ascii_digit);
        (first.starts_with(b"#") || is_record).then_some(Self::Vcf)
    }
}

/// Returns whether the first line that is no comment names the columns of a MAF.
fn names_genes(text: &[u8]) -> bool {
    let is_comment = |line: &&[u8]| line.starts_with(b"#") || line.trim_ascii().is_empty();
    let Some(line) = text.split(|&b| b == b'\n').find(|line| !is_comment(line)) else {
        return false;
    };
    let has = |names: &[&str]| {
        let mut columns = line.split(|&b| b == b'\t').map(<[u8]>::trim_ascii);
        columns.any(|column| names.iter().any(|name| column.eq_ignore_ascii_case(name.as_bytes())))
    };
    has(&["Hugo_Symbol", "Hugo_Gene_Symbol"])
        || has(&["Gene"]) && has(&["Alteration", "HGVSp_Short", "Protein_Change", "HGVSg"])
}

/// Names what cannot be named better: text by its beginning, anything else as binary.
fn other(text: &[u8]) -> String {
    let line = text.split(|&b| b == b'\n').next().unwrap_or_default();
    let start = &line[..line.len().min(40)];
    let is_text = |b: &u8| !b.is_ascii_control() || b.is_ascii_whitespace();
    if text[..text.len().min(512)].iter().all(is_text) {
        format!("this is text that begins {:?}", String::from_utf8_lossy(start))
    } else {
        "this is binary data".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents() {
        let bcf = b"BCF\x02\x02";
        for (text, want) in [
            (&b"##fileformat=VCFv4.2\n"[..], Ok(Content::Vcf)),
            (b"\n#CHROM\tPOS", Ok(Content::Vcf)),
            (b"chr1\t100\t.\tA\tC\t.\t.\t.\n", Ok(Content::Vcf)),
            (bcf, Ok(Content::Bcf)),
            (b"#version 2.4\nHugo_Symbol\t", Ok(Content::Maf)),
            (b"Hugo_Symbol\tEntrez", Ok(Content::Maf)),
            (b"# of a laboratory\n\nNCBI_Build\tHugo_Symbol\n", Ok(Content::Maf)),
            (b"SAMPLE_ID\tGENE\tALTERATION\n", Ok(Content::Maf)),
            (b"gene\tcall\n", Err("text that begins")),
            (b"", Err("empty")),
            (b">chr1\nACGT", Err("FASTA")),
            (b"BAM\x01", Err("BAM")),
            (b"@HD\tVN:1.6", Err("SAM")),
            (b"@read1\nACGT", Err("FASTQ")),
            (b"gene,drug\n", Err("text that begins \"gene,drug\"")),
            (b"\x00\x01\x02", Err("binary")),
        ] {
            match (Content::of(text), want) {
                (Ok(got), Ok(want)) => assert_eq!(got, want),
                (Err(got), Err(want)) => assert!(got.contains(want), "{got}"),
                (got, want) => panic!("{got:?} for {want:?}"),
            }
        }
    }

    #[test]
    fn compressions() {
        let bgzf = crate::io::bgzf::tests::compress(b"#", 10);
        assert_eq!(Compression::of(&bgzf), Compression::Bgzf);
        assert_eq!(Compression::of(b"\x1f\x8b\x08\0\0\0\0\0"), Compression::Gzip);
        assert_eq!(Compression::of(b"##"), Compression::None);
    }
}
