//! Which names of contigs are understood.

use std::collections::HashSet;

use super::{ContigLine, Header};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;

impl Header {
    /// Returns whether it is known what a record's CHROM stands for: a chromosome, or a sequence that
    /// is none. That is so by its name, or where the header gives it a length that no chromosome has.
    pub fn knows_contig(&self, name: &[u8]) -> bool {
        Contig::from_name(name).is_some()
            || Contig::is_beside(name)
            || std::str::from_utf8(name).is_ok_and(|name| self.beside().contains(name))
    }

    /// Returns the names that the header gives a length that no chromosome has.
    fn beside(&self) -> &HashSet<String> {
        self.beside.get_or_init(|| {
            let is_beside = |line: &&ContigLine| {
                line.length.is_some_and(|length| length > 0 && !is_length_of_chromosome(length))
            };
            self.contigs.iter().filter(is_beside).map(|line| line.id.clone()).collect()
        })
    }
}

fn is_length_of_chromosome(length: u64) -> bool {
    let of = |contig: Contig| Assembly::ALL.map(|assembly| u64::from(contig.length(assembly)));
    Contig::all().any(|contig| of(contig).contains(&length))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn by_name_or_by_length() {
        let text = b"##contig=<ID=HPV16,length=7906>\n##contig=<ID=seven,length=159138663>\n\
            ##contig=<ID=unmeasured>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        let header = Header::parse(text, Path::new("x.vcf"), true).unwrap().unwrap();
        for (name, want) in [
            ("chr7", true),
            ("GL000192.1", true),
            ("HPV16", true),
            ("seven", false),
            ("unmeasured", false),
            ("", false),
        ] {
            assert_eq!(header.knows_contig(name.as_bytes()), want, "{name}");
        }
    }
}
