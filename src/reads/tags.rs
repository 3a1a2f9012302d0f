//! Molecules: what tags and names of reads say of UMI families and duplexes.
//!
//! | producer | tags |
//! |---|---|
//! | fgbio | `MI` family, `/A` or `/B` its strand; `cD aD bD` reads behind a consensus |
//! | DRAGEN, TSO500 | `XV` reads of the family, `XW` those of its duplex; `RX`, `XU` or the name's last field |
//! | gencore | `FR` forward reads, `RR` reverse ones of a duplex |
//! | UMI-tools | `UG` family, `BX` corrected UMI; `_UMI` at the name's end |
//! | UMIErrorCorrect | `Consensus_read_…_Count=N` |

use std::hash::{DefaultHasher, Hash, Hasher};

/// What reads stand behind one read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Class {
    /// A read as it was sequenced.
    #[default]
    Raw,
    /// The consensus of one read.
    Singleton,
    /// The consensus of reads of one strand.
    Simplex,
    /// The consensus of both strands.
    Duplex,
}

/// The strand of the molecule that a read was made from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum MoleculeStrand {
    /// It is not known, or the read stands for the whole molecule.
    #[default]
    Unknown,
    A,
    B,
}

/// The family of a read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Family {
    /// A number of the molecule, the same for all its reads.
    pub(super) molecule: Option<u64>,
    pub(super) strand: MoleculeStrand,
    pub(super) class: Class,
}

/// What the tags of one read say, as they are gathered.
#[derive(Debug, Default)]
pub(super) struct Tags<'r> {
    molecule: Option<Id<'r>>,
    /// The UMI by its rank: raw, corrected.
    umi: Option<(u8, &'r [u8])>,
    depth: Option<i64>,
    strands: [Option<i64>; 2],
    family_reads: Option<i64>,
    duplex_reads: Option<i64>,
    forward: Option<i64>,
    reverse: Option<i64>,
    /// `MC`, the mate's CIGAR.
    pub(super) mate_cigar: Option<&'r [u8]>,
    /// `RG`.
    pub(super) group: Option<&'r [u8]>,
}

#[derive(Debug)]
enum Id<'r> {
    Text(&'r [u8]),
    Number(i64),
}

/// The value of a tag.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'r> {
    Text(&'r [u8]),
    Number(i64),
}

impl<'r> Tags<'r> {
    /// Takes one tag.
    pub(super) fn add(&mut self, tag: [u8; 2], value: Value<'r>) {
        match (&tag, value) {
            (b"MI" | b"UG", Value::Text(text)) if !text.is_empty() => {
                self.set_molecule(&tag, Id::Text(text));
            }
            (b"MI" | b"UG", Value::Number(number)) => self.set_molecule(&tag, Id::Number(number)),
            (b"BX", Value::Text(text)) => self.set_umi(3, text),
            (b"RX", Value::Text(text)) => self.set_umi(2, text),
            (b"XU", Value::Text(text)) => self.set_umi(1, text),
            (b"MC", Value::Text(text)) => self.mate_cigar = Some(text),
            (b"RG", Value::Text(text)) => self.group = Some(text),
            (b"cD", Value::Number(n)) => self.depth = Some(n),
            (b"aD", Value::Number(n)) => self.strands[0] = Some(n),
            (b"bD", Value::Number(n)) => self.strands[1] = Some(n),
            (b"XV", Value::Number(n)) => self.family_reads = Some(n),
            (b"XW", Value::Number(n)) => self.duplex_reads = Some(n),
            (b"FR", Value::Number(n)) => self.forward = Some(n),
            (b"RR", Value::Number(n)) => self.reverse = Some(n),
            _ => {}
        }
    }

    fn set_molecule(&mut self, tag: &[u8; 2], id: Id<'r>) {
        if tag == b"MI" || self.molecule.is_none() {
            self.molecule = Some(id);
        }
    }

    fn set_umi(&mut self, rank: u8, text: &'r [u8]) {
        if is_umi(text) && self.umi.is_none_or(|(known, _)| known < rank) {
            self.umi = Some((rank, text));
        }
    }

    /// Returns what reads stand behind the read.
    fn class(&self, name: &[u8]) -> Class {
        let by_reads = |reads: i64| match reads {
            ..=1 => Class::Singleton,
            _ => Class::Simplex,
        };
        if let [Some(a), Some(b)] = self.strands
            && a > 0
            && b > 0
        {
            return Class::Duplex;
        }
        if self.strands.iter().any(Option::is_some) {
            let reads = self.strands.iter().flatten().sum();
            return by_reads(self.depth.unwrap_or(reads));
        }
        if let Some(depth) = self.depth {
            return by_reads(depth);
        }
        if self.family_reads.is_some() || self.duplex_reads.is_some() {
            return match self.duplex_reads {
                Some(1..) => Class::Duplex,
                _ => by_reads(self.family_reads.unwrap_or(1)),
            };
        }
        if let Some(forward) = self.forward {
            return match self.reverse {
                Some(1..) => Class::Duplex,
                _ => by_reads(forward),
            };
        }
        match consensus_count(name) {
            Some(reads) => by_reads(reads),
            None => Class::Raw,
        }
    }

    /// Returns the read's family. `ends` are where the fragment begins and ends, `is_f1r2` its
    /// orientation.
    pub(super) fn family(&self, name: &[u8], ends: Option<(i64, i64)>, is_f1r2: bool) -> Family {
        let class = self.class(name);
        let mut hasher = DefaultHasher::new();
        match self.molecule {
            Some(Id::Number(number)) => {
                number.hash(&mut hasher);
                let molecule = Some(hasher.finish());
                return Family { molecule, class, strand: MoleculeStrand::Unknown };
            }
            Some(Id::Text(text)) => {
                let (id, strand) = match text {
                    [id @ .., b'/', b'A'] => (id, MoleculeStrand::A),
                    [id @ .., b'/', b'B'] => (id, MoleculeStrand::B),
                    id => (id, MoleculeStrand::Unknown),
                };
                id.hash(&mut hasher);
                return Family { molecule: Some(hasher.finish()), class, strand };
            }
            None => {}
        }
        let umi = self.umi.map(|(_, umi)| umi).or_else(|| umi_of_name(name));
        let (Some(umi), Some(ends)) = (umi, ends) else {
            // A consensus is its molecule.
            let molecule = (class != Class::Raw).then(|| {
                name.hash(&mut hasher);
                hasher.finish()
            });
            return Family { molecule, class, strand: MoleculeStrand::Unknown };
        };
        ends.hash(&mut hasher);
        let strand = match umi.iter().position(|byte| matches!(byte, b'-' | b'+')) {
            // The two strands of a molecule have the UMIs of its ends the other way round.
            Some(middle) => {
                let (first, second) = (&umi[..middle], &umi[middle + 1..]);
                let halves = if is_f1r2 { (first, second) } else { (second, first) };
                halves.hash(&mut hasher);
                if is_f1r2 { MoleculeStrand::A } else { MoleculeStrand::B }
            }
            None => {
                (umi, is_f1r2).hash(&mut hasher);
                MoleculeStrand::Unknown
            }
        };
        Family { molecule: Some(hasher.finish()), class, strand }
    }
}

/// Returns whether a text is one UMI, or two that are joined.
fn is_umi(text: &[u8]) -> bool {
    let is_base = |byte: &u8| matches!(byte, b'A' | b'C' | b'G' | b'T' | b'N');
    let mut halves = text.split(|byte| matches!(byte, b'-' | b'+'));
    let is_half = |half: &[u8]| half.len() >= 2 && half.iter().all(is_base);
    halves.next().is_some_and(is_half)
        && halves.next().is_none_or(is_half)
        && halves.next().is_none()
}

/// Returns the UMI in a read's name: the eighth field of Illumina's names, or what follows `_`.
fn umi_of_name(name: &[u8]) -> Option<&[u8]> {
    let eighth = name.split(|&byte| byte == b':').nth(7);
    let umi = eighth.filter(|umi| is_umi(umi));
    umi.or_else(|| {
        let at = name.iter().rposition(|&byte| byte == b'_')?;
        Some(&name[at + 1..]).filter(|umi| umi.len() >= 4 && is_umi(umi))
    })
}

/// Returns how many reads UMIErrorCorrect states in the name of a consensus.
fn consensus_count(name: &[u8]) -> Option<i64> {
    let rest = name.strip_prefix(b"Consensus_read_")?;
    let rest = std::str::from_utf8(rest).ok()?;
    let (_, count) = rest.rsplit_once("Count=")?;
    let digits = count.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(tags: &[(&[u8; 2], Value<'static>)], name: &[u8], is_f1r2: bool) -> Family {
        let mut all = Tags::default();
        for (tag, value) in tags {
            all.add(**tag, *value);
        }
        all.family(name, Some((100, 300)), is_f1r2)
    }

    #[test]
    fn classes_of_each_producer() {
        use Value::Number as N;
        for (tags, name, want) in [
            (&[(b"cD", N(3)), (b"aD", N(2)), (b"bD", N(1))][..], &b"x"[..], Class::Duplex),
            (&[(b"cD", N(3)), (b"aD", N(3)), (b"bD", N(0))], b"x", Class::Simplex),
            (&[(b"cD", N(2))], b"x", Class::Simplex),
            (&[(b"cD", N(1))], b"x", Class::Singleton),
            (&[(b"XV", N(4)), (b"XW", N(7))], b"x", Class::Duplex),
            (&[(b"XV", N(4)), (b"XW", N(0))], b"x", Class::Simplex),
            (&[(b"XV", N(1))], b"x", Class::Singleton),
            (&[(b"FR", N(2)), (b"RR", N(2))], b"x", Class::Duplex),
            (&[(b"FR", N(2))], b"x", Class::Simplex),
            (&[], b"Consensus_read_1_ACGT_Count=5", Class::Simplex),
            (&[], b"Consensus_read_1_ACGT_Count=1", Class::Singleton),
            (&[(b"NM", N(5))], b"x", Class::Raw),
        ] {
            assert_eq!(family(tags, name, true).class, want, "{tags:?}");
        }
    }

    #[test]
    fn both_strands_of_a_molecule_are_one() {
        let rx = |umi: &'static [u8]| [(b"RX", Value::Text(umi))];
        let a = family(&rx(b"AC-GT"), b"x", true);
        let b = family(&rx(b"GT-AC"), b"y", false);
        assert_eq!(a.molecule, b.molecule);
        assert_eq!((a.strand, b.strand), (MoleculeStrand::A, MoleculeStrand::B));
        assert_ne!(a.molecule, family(&rx(b"AC-GT"), b"z", false).molecule);
        let mi = |id: &'static [u8]| family(&[(b"MI", Value::Text(id))], b"x", true);
        assert_eq!(mi(b"7/A").molecule, mi(b"7/B").molecule);
        assert_eq!(mi(b"7/B").strand, MoleculeStrand::B);
        assert_ne!(mi(b"7").molecule, mi(b"8").molecule);
        // One UMI on one end says nothing of the other strand.
        assert_ne!(
            family(&rx(b"ACGT"), b"x", true).molecule,
            family(&rx(b"ACGT"), b"x", false).molecule
        );
    }

    #[test]
    fn umis_of_names() {
        assert_eq!(umi_of_name(b"A:1:F:1:1:1:1:ACG+TTG"), Some(&b"ACG+TTG"[..]));
        assert_eq!(umi_of_name(b"read_1_ACGTAC"), Some(&b"ACGTAC"[..]));
        assert_eq!(umi_of_name(b"A:1:F:1:1:1:1"), None);
        assert_eq!(umi_of_name(b"read_12"), None);
    }
}
