//! Whether a sample has an allele that its record does not spell: `<NON_REF>`, `<*>`.

use super::sample::SampleFields;
use super::{genotype, is_share, read_call};

/// Returns whether the genotype names the unspecified ALT with the 1-based number `alt_index`, or so many reads
/// are counted for it as no errors are.
pub fn has_unspelled(record: &SampleFields<'_>, alt_index: usize) -> bool {
    let fields = &record.fields;
    let genotype = fields.raw(b"GT").unwrap_or_default();
    // As nearly all blocks of a gVCF are.
    let is_reference = matches!(genotype, b"0/0" | b"0|0" | b"./." | b"0" | b"");
    if is_reference && fields.get(b"AD").is_none() {
        return false;
    }
    genotype::stated(genotype, alt_index) == genotype::Stated::Named
        || is_share(&read_call(record, alt_index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::depth::Keys;
    use crate::input::record::Record;

    #[test]
    fn by_genotype_or_by_many_reads() {
        for (format, sample, want) in [
            ("GT:DP", "0/0:50", false),
            ("GT:DP", "./.:0", false),
            ("GT:DP", "0/1:50", true),
            ("GT:DP", "1/1:50", true),
            ("GT:AD", "0/0:48,2", false),
            ("GT:AD", "0/0:60,40", true),
            ("AD", "50,1", false),
            ("AD", "50,20", true),
            ("DP", "50", false),
        ] {
            let line = format!("7\t5\t.\tA\t<NON_REF>\t.\t.\tEND=9\t{format}\t{sample}");
            let (record, keys) = (Record::new(line.as_bytes()), Keys::of(format.as_bytes()));
            let fields = SampleFields::of(&record, &keys, Some(0), 1);
            assert_eq!(has_unspelled(&fields, 1), want, "{format} {sample}");
        }
    }
}
