//! Whether the caller lets a call pass, by FILTER and the sample's FORMAT/FT (VCF 4.5 §1.6.2). And
//! whether it filtered at all.

use super::depth::SampleFields;
use super::header::Header;
use crate::diagnostics::Warning;

/// Returns whether a FILTER or FT value lets the call pass: PASS, or not applied.
pub fn passes(filter: &[u8]) -> bool {
    matches!(filter, b"PASS" | b"." | b"" | b"pass")
}

/// Returns the filters that the sample's own call failed, where they are stated.
pub fn failed_in_sample<'r>(sample: &SampleFields<'r>) -> Option<&'r [u8]> {
    sample.value(b"FT").filter(|filter| !passes(filter))
}

/// Returns what the header says of calls that were never filtered. Mutect2 lists everything that
/// may be there, and FilterMutectCalls decides.
pub fn unfiltered(header: &Header) -> Option<Warning> {
    if let Some(status) = header.meta("filtering_status").next() {
        let is_unfiltered = status.to_ascii_lowercase().contains("unfiltered");
        return is_unfiltered.then_some(Warning::Unfiltered { is_stated: true });
    }
    let text = header.text();
    let has = |words: &[u8]| memchr::memmem::find(text, words).is_some();
    let is_mutect2 = has(b"##source=Mutect2")
        || has(b"##MutectVersion=2")
        || has(b"##GATKCommandLine=<ID=Mutect2,");
    let is_filtered = has(b"FilterMutectCalls")
        || header.filters().iter().any(|filter| !passes(filter.id.as_bytes()));
    (is_mutect2 && !is_filtered).then_some(Warning::Unfiltered { is_stated: false })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::input::depth::Keys;
    use crate::input::record::Record;

    #[test]
    fn filters_of_the_sample() {
        for (format, sample, want) in [
            ("GT:FT", "0/1:LowGQX", Some("LowGQX")),
            ("GT:FT", "0/1:MinGQ;LowDepth", Some("MinGQ;LowDepth")),
            ("GT:FT", "0/1:PASS", None),
            ("GT:FT", "0/1:.", None),
            ("GT:FT", "0/1", None),
            ("GT:AD", "0/1:3,4", None),
        ] {
            let line = format!("7\t5\t.\tA\tC\t.\tPASS\t.\t{format}\t{sample}");
            let (record, keys) = (Record::new(line.as_bytes()), Keys::of(format.as_bytes()));
            let found = |sample| failed_in_sample(&SampleFields::of(&record, &keys, sample, 1));
            assert_eq!(found(Some(0)), want.map(str::as_bytes), "{format} {sample}");
            assert_eq!(found(None), None);
        }
    }

    #[test]
    fn headers_of_unfiltered_calls() {
        let filter = "##FILTER=<ID=weak_evidence,Description=\"x\">\n";
        for (meta, want) in [
            ("##filtering_status=Warning: unfiltered Mutect 2 calls.  Please run x\n", true),
            ("##filtering_status=These calls have been filtered by FilterMutectCalls\n", false),
            ("##source=Mutect2\n##tumor_sample=T\n", true),
            ("##source=Mutect2\n##source=FilterMutectCalls\n", false),
            (&format!("##source=Mutect2\n{filter}"), false),
            ("##source=Mutect2\n##FILTER=<ID=PASS,Description=\"x\">\n", true),
            ("##source=strelka\n", false),
            ("", false),
        ] {
            let text = format!("{meta}#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
            let header = Header::parse(text.as_bytes(), Path::new("x"), true).unwrap().unwrap();
            assert_eq!(unfiltered(&header).is_some(), want, "{meta}");
        }
    }
}
