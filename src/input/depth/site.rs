//! How deeply a site was read, whatever its alleles.

use super::fields::{Fields, len, sum};
use super::sample::SampleFields;
use super::{genotype, molecules};
use crate::input::record::Record;
use crate::model::pharmacogene::Genotype;

/// Reads the depth of the site in the sample: Ion Torrent's molecules, else MIN_DP of a reference
/// block, else DP, else Ion Torrent's FDP.
///
/// Returns `None` where no depth is stated, or the genotype says that the site was not called
/// (`./.`).
pub fn site_depth(record: &SampleFields<'_>) -> Option<u32> {
    let fields = &record.fields;
    if is_uncalled(record) {
        return None;
    }
    of_keys(fields)
}

/// Returns the reads that the record says the site has in the sample, whatever its genotype: as [`site_depth`], else
/// those of its alleles.
pub fn stated_depth(record: &SampleFields<'_>) -> Option<u32> {
    let fields = &record.fields;
    of_keys(fields).or_else(|| fields.get(b"AD").filter(|list| len(list) > 1).and_then(sum))
}

fn of_keys(fields: &Fields<'_>) -> Option<u32> {
    molecules::ion_depth(fields)
        .or_else(|| fields.number(b"MIN_DP"))
        .or_else(|| fields.number(b"DP"))
        .or_else(|| fields.number(b"FDP"))
}

/// Returns whether the genotype says that the site was not called: `./.`.
pub fn is_uncalled(record: &SampleFields<'_>) -> bool {
    let genotype = record.fields.raw(b"GT");
    genotype.is_some_and(|genotype| genotype != b"." && genotype.contains(&b'.'))
}

/// Reads how many copies of ALT number `alt_index` the genotype of sample number `index` names. Returns `None`
/// where an allele of it is not called.
pub fn genotype(record: &Record<'_>, index: usize, alt_index: usize) -> Option<Genotype> {
    let text = record.format_value(index, b"GT").filter(|text| !text.is_empty())?;
    let alleles: Vec<u32> = genotype::alleles(text).collect::<Option<_>>()?;
    let copies = alleles.iter().filter(|&&allele| allele as usize == alt_index).count();
    Some(Genotype {
        text: String::from_utf8_lossy(text).into(),
        copies: u32::try_from(copies).ok()?,
        called: u32::try_from(alleles.len()).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fields::Keys;
    use super::*;

    #[test]
    fn copies_of_an_allele() {
        for (sample, number, want) in [
            ("0/1:3", 1, Some((1, "heterozygous"))),
            ("1|1", 1, Some((2, "homozygous"))),
            ("1/2", 2, Some((1, "heterozygous"))),
            ("0/0", 1, Some((0, "absent"))),
            ("1", 1, Some((1, "one copy called"))),
            ("./1", 1, None),
            (".", 1, None),
        ] {
            let line = format!("7\t5\t.\tA\tC,G\t.\t.\t.\tGT\t{sample}");
            let found = genotype(&Record::new(line.as_bytes()), 0, number);
            assert_eq!(found.map(|found| (found.copies, found.zygosity())), want, "{sample}");
        }
    }

    #[test]
    fn the_smallest_depth_of_a_called_site() {
        for (format, sample, want) in [
            ("GT:DP:MIN_DP", "0/0:40:31", Some(31)),
            ("GT:DP", "0/1:40", Some(40)),
            ("GT:DP", "./.:40", None),
            ("DP", ".", None),
            ("FDP:FAO", "1999:0", Some(1999)),
            ("GT:MDP:MRO:DP:FDP", "0/0:150:149:2000:1999", Some(150)),
            ("GT:MDP:MRO:DP:FDP", "0/0:0:0:2000:1999", Some(2000)),
            ("GT:MDP:DP", "0/0:150:90", Some(90)),
            ("GT", "0/0", None),
        ] {
            let line = format!("7\t5\t.\tA\t<NON_REF>\t.\t.\tEND=9\t{format}\t{sample}");
            let (record, keys) = (Record::new(line.as_bytes()), Keys::of(format.as_bytes()));
            let depth = site_depth(&SampleFields::of(&record, &keys, Some(0), 1));
            assert_eq!(depth, want, "{format} {sample}");
        }
    }
}
