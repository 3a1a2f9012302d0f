//! The VCF header, read as leniently as real callers write it (VCF 4.5 §1.4, §1.5).
//!
//! The raw bytes are kept so that they can be written back unchanged.

mod content;
mod contigs;
mod fields;
mod reach;

use std::collections::HashSet;
use std::path::Path;
use std::sync::OnceLock;

use compact_str::CompactString;
use memchr::memchr_iter;

use crate::cells;
use crate::error::{Error, Location, Result};
use crate::io::{Content, Source, limit};

pub use fields::Fields;

/// The eight fixed columns.
const COLUMNS: [&str; 8] = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"];
/// How much is read at first. It is doubled until `#CHROM` is found.
const FIRST_LOOK: usize = 64 * 1024;

/// What is said of a NUL byte in text.
pub(crate) const NUL: &str = "a NUL byte: the file is damaged; copy or make it again";

/// A `##contig` line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContigLine {
    /// The name as records write it.
    pub id: String,
    /// Length in bases.
    pub length: Option<u64>,
    /// What the line says of the assembly: `GRCh38`, `b37`, a file name.
    pub assembly: Option<String>,
}

/// An `##INFO`, `##FORMAT` or `##FILTER` line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The key as records write it.
    pub id: String,
    /// `Number`, empty for FILTER.
    pub number: String,
    /// `Type`, empty for FILTER.
    pub kind: String,
    /// `Description` without its quotes.
    pub description: String,
}

/// A VCF header.
#[derive(Debug, Clone, Default)]
pub struct Header {
    text: Vec<u8>,
    /// Key and value of each `##key=value` line, in order.
    meta: Vec<(CompactString, String)>,
    contigs: Vec<ContigLine>,
    infos: Vec<Definition>,
    formats: Vec<Definition>,
    filters: Vec<Definition>,
    samples: Vec<String>,
    lines: u64,
    columns: usize,
    stored: u64,
    /// Names of contigs that are no chromosome, once they are asked for.
    beside: OnceLock<HashSet<String>>,
}

impl Header {
    /// Reads the header of `source`, whose bytes stay to be read.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] with the line at fault: no `#CHROM` line, a record before it,
    /// columns separated by spaces, missing columns; or that it is larger than any header. Also
    /// [`Source::peek`]'s errors.
    pub fn read(source: &mut Source) -> Result<Self> {
        let mut least = FIRST_LOOK;
        loop {
            source.peek(least)?;
            let seen = source.peeked();
            let is_all = seen.len() < least;
            let length = match source.format().content {
                Content::Bcf => bcf_len(seen),
                _ => vcf_len(seen),
            };
            if length.unwrap_or(seen.len()) > limit::HEADER {
                return Err(source.invalid(format!(
                    "the header is larger than {} MiB, the limit of a header: take out what no \
                     record needs",
                    limit::mib(limit::HEADER)
                )));
            }
            if !is_all && length.is_none_or(|length| length > seen.len()) {
                least = length.unwrap_or(0).max(2 * least).min(limit::HEADER + 1);
                continue;
            }
            let parsed = match source.format().content {
                Content::Bcf => bcf_text(seen).map(|text| Self::parse(text, source.path(), true)),
                _ => Some(Self::parse(seen, source.path(), is_all)),
            };
            match parsed {
                Some(Ok(Some(mut header))) => {
                    if let (Content::Bcf, Some(length)) = (source.format().content, bcf_len(seen)) {
                        header.stored = length as u64;
                    }
                    return Ok(header);
                }
                Some(Err(error)) => return Err(error),
                _ if is_all => {
                    return Err(source
                        .invalid("truncated: the header ends early; copy or make the file again"));
                }
                _ => least *= 2,
            }
        }
    }

    /// Parses the header that `text` begins with. `path` stands in messages. Returns `Ok(None)`
    /// where the header goes on after `text`, which `is_all` rules out.
    ///
    /// # Errors
    /// As [`Header::read`].
    pub fn parse(text: &[u8], path: &Path, is_all: bool) -> Result<Option<Self>> {
        let mut header = Self::default();
        let mut end = 0;
        for line in text.split_inclusive(|&b| b == b'\n') {
            let is_whole = line.ends_with(b"\n");
            if !is_whole && !is_all {
                return Ok(None);
            }
            end += line.len();
            header.lines += 1;
            let at = Location::line(path, header.lines);
            let line = trim_line_end(line);
            if line.contains(&0) {
                return Err(Error::invalid(at, NUL));
            }
            if let Some(meta) = line.strip_prefix(b"##") {
                header.push_meta(&cells::text(meta));
            } else if line.starts_with(b"#CHROM") || line.starts_with(b"#") && line.contains(&b'\t')
            {
                header.set_columns(line).map_err(|reason| Error::invalid(at, reason))?;
                header.text = text[..end].to_vec();
                header.stored = end as u64;
                return Ok(Some(header));
            } else if !line.starts_with(b"#") && !line.trim_ascii().is_empty() {
                return Err(Error::invalid(
                    at,
                    "a record before the #CHROM line: put the whole header first",
                ));
            }
        }
        if is_all {
            let reason = "the header has no #CHROM line: add the line of column names";
            return Err(Error::invalid(Location::file(path), reason));
        }
        Ok(None)
    }

    fn push_meta(&mut self, line: &str) {
        let (key, value) = line.split_once('=').unwrap_or((line, ""));
        let is_definition = matches!(key, "contig" | "INFO" | "FORMAT" | "FILTER");
        let fields = if is_definition { Fields::parse(value) } else { Fields::default() };
        let field = |name: &str| fields.get(name).unwrap_or_default().to_owned();
        let definition = || Definition {
            id: field("ID"),
            number: field("Number"),
            kind: field("Type"),
            description: field("Description"),
        };
        match key {
            "contig" => self.contigs.push(ContigLine {
                id: field("ID"),
                length: fields.get("length").and_then(|length| length.trim().parse().ok()),
                assembly: fields.get("assembly").map(str::to_owned),
            }),
            "INFO" => self.infos.push(definition()),
            "FORMAT" => self.formats.push(definition()),
            "FILTER" => self.filters.push(definition()),
            _ => {}
        }
        self.meta.push((key.into(), value.to_owned()));
    }

    fn set_columns(&mut self, line: &[u8]) -> Result<(), String> {
        let line = cells::text(line);
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() == 1 && line.split_whitespace().count() > 1 {
            return Err("the #CHROM line is separated by spaces; VCF needs tabs".to_owned());
        }
        for (at, want) in COLUMNS.iter().enumerate() {
            match columns.get(at) {
                Some(got) if got.trim() == *want => {}
                Some(got) => {
                    return Err(format!("column {} of the header is {got:?}, not {want}", at + 1));
                }
                None => return Err(format!("the #CHROM line ends before the column {want}")),
            }
        }
        match columns.get(COLUMNS.len()) {
            Some(&"FORMAT") | None => {}
            // A tab at the end of every line: a column that holds nothing.
            Some(&"") if columns.len() == COLUMNS.len() + 1 => {}
            Some(got) => return Err(format!("column 9 of the header is {got:?}, not FORMAT")),
        }
        if columns.len() > COLUMNS.len() + 1 && columns.last().is_some_and(|name| name.is_empty()) {
            return Err("the #CHROM line ends with a tab: its last sample has no name".to_owned());
        }
        let mut names: Vec<&str> = columns.iter().skip(COLUMNS.len() + 1).copied().collect();
        names.sort_unstable();
        if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(format!(
                "two columns have the same name {:?}: rename one, so that it is clear which is \
                 the tumour",
                pair[0]
            ));
        }
        self.columns = columns.len();
        self.samples = columns.iter().skip(9).map(|&name| name.to_owned()).collect();
        Ok(())
    }

    /// Returns the header's bytes as they are in the input, the `#CHROM` line and its end included.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// Returns whether `line`, its line end removed, names the columns of another table: records behind it
    /// are of other samples.
    pub(crate) fn is_contradicted_by(&self, line: &[u8]) -> bool {
        let own = trim_line_end(&self.text);
        let start = memchr::memrchr(b'\n', own).map_or(0, |end| end + 1);
        line.starts_with(COLUMNS[0].as_bytes()) && line != &own[start..]
    }

    /// Returns how many bytes of decompressed input come before the first record.
    pub(crate) fn stored(&self) -> u64 {
        self.stored
    }

    /// Returns how many lines the header has.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// Returns how many columns a record has.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Returns the sample names, in column order.
    pub fn samples(&self) -> &[String] {
        &self.samples
    }

    /// Returns the `##contig` lines in order, duplicates included.
    pub fn contigs(&self) -> &[ContigLine] {
        &self.contigs
    }

    /// Returns the INFO definitions in order.
    pub fn infos(&self) -> &[Definition] {
        &self.infos
    }

    /// Returns the FORMAT definitions in order.
    pub fn formats(&self) -> &[Definition] {
        &self.formats
    }

    /// Returns the FILTER definitions in order.
    pub fn filters(&self) -> &[Definition] {
        &self.filters
    }

    /// Returns the first INFO definition of `id`.
    pub fn info(&self, id: &str) -> Option<&Definition> {
        self.infos.iter().find(|definition| definition.id == id)
    }

    /// Returns the first FORMAT definition of `id`.
    pub fn format(&self, id: &str) -> Option<&Definition> {
        self.formats.iter().find(|definition| definition.id == id)
    }

    /// Returns the values of all `##key=` lines, in order: `meta("source")`, `meta("SAMPLE")`.
    pub fn meta<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.meta.iter().filter(move |(k, _)| k == key).map(|(_, value)| value.as_str())
    }

    /// Returns all `##key=value` lines as key and value, in order.
    pub fn meta_lines(&self) -> impl Iterator<Item = (&str, &str)> {
        self.meta.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Returns the value of `##fileformat`: `VCFv4.2`.
    pub fn version(&self) -> Option<&str> {
        self.meta("fileformat").next()
    }

    /// Returns the value of `##reference`.
    pub fn reference(&self) -> Option<&str> {
        self.meta("reference").next()
    }

    /// Returns the values of the `##source` lines: the callers and tools that wrote the file.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.meta("source")
    }

    /// Returns the value of Mutect2's `##tumor_sample`.
    pub fn tumor_sample(&self) -> Option<&str> {
        self.meta("tumor_sample").next()
    }

    /// Returns the values of Mutect2's `##normal_sample` lines, of which there may be several.
    pub fn normal_samples(&self) -> impl Iterator<Item = &str> {
        self.meta("normal_sample")
    }

    /// Returns the fields of the `##SAMPLE=<ID=…>` lines.
    pub fn sample_lines(&self) -> impl Iterator<Item = Fields> + '_ {
        self.meta("SAMPLE").map(Fields::parse)
    }
}

/// Returns how many bytes of VCF text come before the first record, once the line of column names, or
/// what stands in its place, is there.
fn vcf_len(bytes: &[u8]) -> Option<usize> {
    let mut start = 0;
    for end in memchr_iter(b'\n', bytes) {
        let line = &bytes[start..=end];
        start = end + 1;
        let is_names = line.starts_with(b"#CHROM") || line.contains(&b'\t');
        let is_remark = line.starts_with(b"##") || line.starts_with(b"#") && !is_names;
        if !is_remark && !line.trim_ascii().is_empty() {
            return Some(start);
        }
    }
    None
}

/// Returns how many bytes of a BCF file come before its first record: magic, length, header text
/// (VCF 4.5 §6.2).
fn bcf_len(bytes: &[u8]) -> Option<usize> {
    const MAGIC_AND_LENGTH: usize = 9;
    let length = bytes.get(5..MAGIC_AND_LENGTH)?;
    Some(MAGIC_AND_LENGTH + length.iter().rev().fold(0usize, |n, &b| n << 8 | usize::from(b)))
}

/// Returns the header text inside the beginning of a BCF file, once all of it is there.
fn bcf_text(bytes: &[u8]) -> Option<&[u8]> {
    let text = bytes.get(9..bcf_len(bytes)?)?;
    let end = text.iter().position(|&b| b == 0).unwrap_or(text.len());
    Some(&text[..end])
}

/// Returns `line` without its LF or CRLF.
pub(crate) fn trim_line_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHROM: &str = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";

    fn parse(text: &str) -> Result<Header> {
        Ok(Header::parse(text.as_bytes(), Path::new("x.vcf"), true)?.unwrap())
    }

    #[test]
    fn what_callers_write() {
        let text = format!(
            "##fileformat=VCFv4.2\r\n##contig=<ID=chr1,length=248956422,assembly=hg38>\r\n\
             ##contig=<ID=chr1,length=248956422>\r\n##contig=<ID=HLA-A*01:01:01:01,length=3503>\r\n\
             ##FILTER=<ID=PASS,Description=\"All filters passed\">\r\n\
             ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"VEP. Format: Allele|IMPACT, \\\"x\\\"\">\r\n\
             ##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"Depths\">\r\n\
             ##tumor_sample=T\r\n##normal_sample=N\r\n##SAMPLE=<ID=TUMOR,SampleName=T>\r\n\
             ##source=Mutect2\r\n##source=FilterMutectCalls\r\n##reference=file:///hg38.fa\r\n\
             ##a line of no kind\r\n{CHROM}\tFORMAT\tN\tT\r\n1\t5\t.\tA\tC\t.\t.\t.\r\n"
        );
        let header = parse(&text).unwrap();
        assert_eq!(header.version(), Some("VCFv4.2"));
        assert_eq!(header.samples(), ["N", "T"]);
        assert_eq!(header.columns(), 11);
        assert_eq!(header.lines(), 15);
        assert!(text.as_bytes().starts_with(header.text()) && header.text().ends_with(b"\tT\r\n"));
        let contigs: Vec<_> = header.contigs().iter().map(|c| (c.id.as_str(), c.length)).collect();
        assert_eq!(contigs[0], ("chr1", Some(248_956_422)));
        assert_eq!(contigs[2], ("HLA-A*01:01:01:01", Some(3503)));
        assert_eq!(header.contigs()[0].assembly.as_deref(), Some("hg38"));
        let csq = header.info("CSQ").unwrap();
        assert_eq!(csq.description, "VEP. Format: Allele|IMPACT, \"x\"");
        assert_eq!(header.format("AD").map(|d| d.number.as_str()), Some("R"));
        assert_eq!(header.filters().len(), 1);
        assert_eq!(header.tumor_sample(), Some("T"));
        assert_eq!(header.normal_samples().collect::<Vec<_>>(), ["N"]);
        assert_eq!(header.sources().collect::<Vec<_>>(), ["Mutect2", "FilterMutectCalls"]);
        assert_eq!(header.sample_lines().next().unwrap().get("SampleName"), Some("T"));
        assert_eq!(header.reference(), Some("file:///hg38.fa"));
    }

    #[test]
    fn minimal_headers() {
        assert_eq!(parse(&format!("{CHROM}\n")).unwrap().version(), None);
        assert!(parse(CHROM).unwrap().samples().is_empty(), "no final newline");
        assert_eq!(parse(&format!("\n##x=y\n{CHROM}\tFORMAT\n")).unwrap().columns(), 9);
        let header = parse(&format!("{CHROM}\t\n")).unwrap();
        assert_eq!((header.columns(), header.samples().len()), (9, 0), "a tab at the end");
        assert_eq!(parse(&format!("# a remark\n##x=y\n{CHROM}\n")).unwrap().columns(), 8);
    }

    #[test]
    fn refusals_name_line_and_reason() {
        for (text, want) in [
            ("##fileformat=VCFv4.2\n", "x.vcf: the header has no #CHROM line"),
            ("##x=y\n1\t5\t.\tA\tC\n", "x.vcf:2: a record before the #CHROM line"),
            ("#CHROM POS ID REF ALT QUAL FILTER INFO\n", "x.vcf:1: the #CHROM line is separated"),
            ("#CHROM\tPOS\tID\n", "x.vcf:1: the #CHROM line ends before the column REF"),
            ("#CHROM\tPOS\tREF\n", "x.vcf:1: column 3 of the header is \"REF\", not ID"),
            (&format!("{CHROM}\tT\n"), "x.vcf:1: column 9 of the header is \"T\", not FORMAT"),
            (
                &format!("{CHROM}\tFORMAT\tS\tN\tS\n"),
                "x.vcf:1: two columns have the same name \"S\"",
            ),
            (&format!("{CHROM}\tFORMAT\tS\t\n"), "x.vcf:1: the #CHROM line ends with a tab"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.to_string().starts_with(want), "{error}");
            assert_eq!(error.exit_code(), 3);
        }
    }

    #[test]
    fn a_header_longer_than_the_first_look() {
        let mut text = "##fileformat=VCFv4.2\n".to_owned();
        for n in 0..20_000 {
            text += &format!("##contig=<ID=scaffold{n},length={n}>\n");
        }
        text += CHROM;
        text += "\n1\t5\t.\tA\tC\t.\t.\t.\n";
        for stored in
            [text.clone().into_bytes(), crate::io::bgzf::tests::compress(text.as_bytes(), 65_280)]
        {
            let reader = std::io::Cursor::new(stored);
            let mut source = Source::from_reader("x", Box::new(reader)).unwrap();
            let header = Header::read(&mut source).unwrap();
            assert_eq!(header.contigs().len(), 20_000);
            assert_eq!(header.lines(), 20_002);
        }
    }
}
