//! The bytes of a tabix index, built from stretches of records in the order of the file (tabix
//! specification, "The Tabix index file format").
//!
//! One chromosome's bins are held at a time, so that the index of a genome costs little more than its
//! own size.

use std::collections::HashSet;
use std::io::{self, Write};

use crate::io::{LAST, Stretch};

/// The bin that holds counts instead of records (SAM specification §5.2).
const COUNTS: u32 = 37_450;

/// Returns the smallest bin that holds both windows.
fn bin((first, last): (u16, u16)) -> u32 {
    let (first, last) = (u32::from(first), u32::from(last));
    // Bins of 16 kb, 128 kb, 1 Mb, 8 Mb, 64 Mb and 512 Mb; of each size they are numbered on.
    let sizes = [(0, 4681), (3, 585), (6, 73), (9, 9), (12, 1)];
    let holds = sizes.into_iter().find(|(shift, _)| first >> shift == last >> shift);
    holds.map_or(0, |(shift, before)| before + (first >> shift))
}

/// An index that is being built.
#[derive(Debug, Default)]
pub(super) struct Tabix {
    /// Names of the contigs so far, in their order.
    names: Vec<u8>,
    seen: HashSet<Vec<u8>>,
    /// The finished ones, as they are stored.
    stored: Vec<u8>,
    contig: Option<Contig>,
}

/// The contig at hand.
#[derive(Debug, Default)]
struct Contig {
    name: Vec<u8>,
    last: u32,
    records: u64,
    bytes: (u64, u64),
    /// What its bins hold, in the order of the file.
    chunks: Vec<Chunk>,
    /// Where the first record of each window begins, and zero where none does.
    linear: Vec<u64>,
}

/// Bytes of a bin.
#[derive(Debug)]
struct Chunk {
    bin: u32,
    bytes: (u64, u64),
}

impl Tabix {
    /// Adds `stretch`, of the contig `name`, whose first byte and the one behind its last have the virtual
    /// offsets `bytes`.
    ///
    /// # Errors
    /// A sentence for the user, where the records have an order or a place that no index can hold.
    pub(super) fn add(
        &mut self,
        name: &[u8],
        stretch: &Stretch,
        bytes: (u64, u64),
    ) -> Result<(), String> {
        let shown = || format!("{}:{}", String::from_utf8_lossy(name), stretch.first);
        let unsorted = || {
            let shown = shown();
            format!(
                "the records are not sorted ({shown}): sort them (bcftools sort), then make it (tabix -p vcf)"
            )
        };
        if stretch.last > LAST {
            let shown = format!("{}:{}", String::from_utf8_lossy(name), stretch.last);
            return Err(format!(
                "{shown} lies behind what a .tbi can name: make a .csi (bcftools index)"
            ));
        }
        if self.contig.as_ref().is_none_or(|contig| contig.name != name) {
            self.close();
            if !self.seen.insert(name.to_vec()) {
                return Err(unsorted());
            }
            self.contig = Some(Contig { name: name.to_vec(), bytes, ..Contig::default() });
        }
        match &mut self.contig {
            Some(contig) if stretch.first < contig.last => Err(unsorted()),
            Some(contig) => {
                contig.add(stretch, bytes);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Stores the contig at hand.
    fn close(&mut self) {
        if let Some(contig) = self.contig.take() {
            self.names.extend_from_slice(&contig.name);
            self.names.push(0);
            contig.store(&mut self.stored);
        }
    }

    /// Returns the index as a file holds it.
    ///
    /// # Errors
    /// Where a length is more than a file can say.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        self.close();
        let length = i32::try_from(self.names.len()).map_err(io::Error::other)?;
        // A larger file for a tenth of a second of a genome.
        let fast = noodles_bgzf::io::writer::CompressionLevel::FAST;
        let out = noodles_bgzf::io::writer::Builder::default().set_compression_level(fast);
        let mut out = out.build_from_writer(Vec::new());
        out.write_all(b"TBI\x01")?;
        // Contigs; VCF; the columns of CHROM, POS and no end; what a header line begins with; no line skipped.
        let header = [self.seen.len() as i32, 2, 1, 2, 0, i32::from(b'#'), 0, length];
        for number in header {
            out.write_all(&number.to_le_bytes())?;
        }
        out.write_all(&self.names)?;
        out.write_all(&self.stored)?;
        // Records without a place.
        out.write_all(&0u64.to_le_bytes())?;
        out.finish()
    }
}

impl Contig {
    fn add(&mut self, stretch: &Stretch, (begin, end): (u64, u64)) {
        self.last = stretch.last;
        self.records += u64::from(stretch.records);
        self.bytes.1 = end;
        let bin = bin(stretch.windows);
        match self.chunks.last_mut() {
            Some(chunk) if chunk.bin == bin && chunk.bytes.1 == begin => chunk.bytes.1 = end,
            _ => self.chunks.push(Chunk { bin, bytes: (begin, end) }),
        }
        let (first, last) = stretch.windows;
        let (first, last) = (usize::from(first), usize::from(last));
        // A window that no record reaches has what begins before it: there is nothing to be missed.
        let before = self.linear.last().copied().unwrap_or(self.bytes.0);
        if self.linear.len() < first {
            self.linear.resize(first, before);
        }
        if self.linear.len() <= last {
            self.linear.resize(last + 1, begin);
        }
    }

    fn store(mut self, out: &mut Vec<u8>) {
        self.chunks.sort_by_key(|chunk| chunk.bin);
        let is_same = |a: &Chunk, b: &Chunk| a.bin == b.bin;
        let mut put = |bytes: &[u8]| out.extend_from_slice(bytes);
        let bins = self.chunks.chunk_by(is_same);
        put(&(bins.clone().count() as i32 + 1).to_le_bytes());
        for chunks in bins {
            put(&chunks[0].bin.to_le_bytes());
            put(&(chunks.len() as i32).to_le_bytes());
            for Chunk { bytes: (begin, end), .. } in chunks {
                put(&begin.to_le_bytes());
                put(&end.to_le_bytes());
            }
        }
        put(&COUNTS.to_le_bytes());
        put(&2i32.to_le_bytes());
        // Where its records lie, and how many have a place and how many have none.
        for number in [self.bytes.0, self.bytes.1, self.records, 0] {
            put(&number.to_le_bytes());
        }
        put(&(self.linear.len() as i32).to_le_bytes());
        for offset in &self.linear {
            put(&offset.to_le_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::windows;

    #[test]
    fn bins_hold_their_windows() {
        // SAM specification §5.3, reg2bin, in bases.
        for (start, end, want) in [
            (1, 1, 4681),
            (16_384, 16_384, 4681),
            (16_385, 16_385, 4682),
            (16_384, 16_385, 585),
            (131_072, 131_073, 73),
            (1, 1 << 23, 9),
            (1, (1 << 23) + 1, 1),
            (1, u64::from(LAST), 0),
            (u64::from(LAST), 9_000_000_000, 37_448),
        ] {
            assert_eq!(bin(windows(start, end)), want, "{start}-{end}");
        }
    }
}
