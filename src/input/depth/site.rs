//! How deeply a site was read, whatever its alleles.

use super::fields::parse_u32;
use crate::input::record::Record;

/// Reads the depth of the site in sample number `index`: MIN_DP of a reference block, else DP, else
/// Ion Torrent's FDP.
///
/// Returns `None` where no depth is stated, or the genotype says that the site was not called
/// (`./.`).
pub fn site_depth(record: &Record<'_>, index: usize) -> Option<u32> {
    let value = |key: &[u8]| record.format_value(index, key);
    if value(b"GT").is_some_and(|genotype| genotype.contains(&b'.')) {
        return None;
    }
    [&b"MIN_DP"[..], b"DP", b"FDP"].into_iter().find_map(|key| parse_u32(value(key)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_depth_of_a_called_site() {
        for (format, sample, want) in [
            ("GT:DP:MIN_DP", "0/0:40:31", Some(31)),
            ("GT:DP", "0/1:40", Some(40)),
            ("GT:DP", "./.:40", None),
            ("DP", ".", None),
            ("FDP:FAO", "1999:0", Some(1999)),
            ("GT", "0/0", None),
        ] {
            let line = format!("7\t5\t.\tA\t<NON_REF>\t.\t.\tEND=9\t{format}\t{sample}");
            assert_eq!(site_depth(&Record::new(line.as_bytes()), 0), want, "{format} {sample}");
        }
    }
}
