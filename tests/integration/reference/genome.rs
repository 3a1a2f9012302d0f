//! Reference genomes that a test writes from the bases that it knows. All else is unknown.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use theravar::genome::{TranscriptModel, TranscriptStore};
use theravar::model::assembly::Assembly;
use theravar::model::contig::Contig;
use theravar::model::transcript::Strand;

/// Known bases by chromosome and 0-based position.
#[derive(Default)]
pub(super) struct Genome {
    bases: BTreeMap<Contig, BTreeMap<u32, u8>>,
}

impl Genome {
    /// Sets plus-strand bases. Returns whether none of them contradicts one that is there.
    pub(super) fn put(&mut self, contig: Contig, start: u32, bases: &[u8]) -> bool {
        let known = self.bases.entry(contig).or_default();
        let agrees =
            (start..).zip(bases).all(|(at, base)| known.get(&at).is_none_or(|b| b == base));
        if agrees {
            known.extend((start..).zip(bases.iter().copied()));
        }
        agrees
    }

    /// Sets the coding bases that are compiled in of one gene a chromosome, for the check of the assembly.
    pub(super) fn put_embedded(&mut self, assembly: Assembly) {
        let store = TranscriptStore::embedded();
        let mut seen = Vec::new();
        for symbol in store.symbols(assembly) {
            let model = &store.gene(symbol, assembly)[0];
            if model.bases.is_some() && !seen.contains(&model.contig) {
                seen.push(model.contig);
                self.put_gene(model);
            }
        }
    }

    /// Sets the coding bases of a gene that are compiled in.
    pub(super) fn put_gene(&mut self, model: &TranscriptModel) {
        for &block in &model.cds {
            if let Some(bases) = model.known_bases(block) {
                let bases = bases.to_vec();
                assert!(self.put(model.contig, block.start, &bases), "{}", model.gene);
            }
        }
    }

    /// Sets the coding sequence of a gene, in transcript direction, and whole splice sites.
    pub(super) fn put_coding(&mut self, model: &TranscriptModel, coding: &[u8]) {
        for (at, &base) in coding_positions(model).into_iter().zip(coding) {
            let base = if model.strand == Strand::Forward { base } else { complement(base) };
            assert!(self.put(model.contig, at, &[base]), "{}", model.gene);
        }
    }

    pub(super) fn base(&self, contig: Contig, at: u32) -> Option<u8> {
        self.bases.get(&contig)?.get(&at).copied()
    }

    /// Writes a FASTA with its index: chromosomes of full length, each in one line, of which only known bases
    /// take room. `name` names a chromosome.
    pub(super) fn write_whole(
        &self,
        folder: &Path,
        assembly: Assembly,
        name: impl Fn(Contig) -> String,
    ) -> PathBuf {
        let path = folder.join(format!("{assembly}.fa"));
        let file = File::create(&path).unwrap();
        let (mut index, mut end) = (String::new(), 0);
        for (&contig, bases) in &self.bases {
            let header = format!(">{}\n", name(contig));
            file.write_all_at(header.as_bytes(), end).unwrap();
            let (start, length) = (end + header.len() as u64, contig.length(assembly));
            for (&at, base) in bases {
                file.write_all_at(&[*base], start + u64::from(at)).unwrap();
            }
            end = start + u64::from(length);
            file.write_all_at(b"\n", end).unwrap();
            end += 1;
            index += &format!("{}\t{length}\t{start}\t{length}\t{}\n", name(contig), length + 1);
        }
        std::fs::write(folder.join(format!("{assembly}.fa.fai")), index).unwrap();
        path
    }

    /// Writes the first bases of one chromosome in lines of 60, as it is and as BGZF, with their indexes.
    pub(super) fn write_piece(
        &self,
        folder: &Path,
        contig: Contig,
        length: u32,
        name: &str,
    ) -> [PathBuf; 2] {
        let mut text = format!(">{name} a piece\n").into_bytes();
        let start = text.len();
        let bases: Vec<u8> = (0..length).map(|at| self.base(contig, at).unwrap_or(b'N')).collect();
        for (number, line) in bases.chunks(60).enumerate() {
            // As soft-masked genomes are written.
            let line = if number % 2 == 0 { line.to_vec() } else { line.to_ascii_lowercase() };
            text.extend_from_slice(&line);
            text.push(b'\n');
        }
        let paths = ["piece.fa", "piece.fa.gz"].map(|name| folder.join(name));
        std::fs::write(&paths[0], &text).unwrap();
        let mut index = noodles_bgzf::gzi::Index::default();
        let mut offsets = Vec::new();
        let mut stored = Vec::new();
        for (number, block) in text.chunks(50_000).enumerate() {
            if number > 0 {
                offsets.push((stored.len() as u64, 50_000 * number as u64));
            }
            let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
            writer.write_all(block).unwrap();
            // Without the block that ends a file.
            writer.flush().unwrap();
            stored.extend_from_slice(writer.get_ref());
        }
        stored.extend_from_slice(&noodles_bgzf::io::Writer::new(Vec::new()).finish().unwrap());
        std::fs::write(&paths[1], stored).unwrap();
        index.clone_from(&noodles_bgzf::gzi::Index::from(offsets));
        noodles_bgzf::gzi::fs::write(folder.join("piece.fa.gz.gzi"), &index).unwrap();
        for path in &paths {
            let fai = format!("{}.fai", path.display());
            std::fs::write(fai, format!("{name}\t{length}\t{start}\t60\t61\n")).unwrap();
        }
        paths
    }
}

/// The 0-based positions of the coding bases, in transcript direction.
pub(super) fn coding_positions(model: &TranscriptModel) -> Vec<u32> {
    let mut positions: Vec<u32> =
        model.cds.iter().flat_map(|block| block.start..block.end).collect();
    if model.strand == Strand::Reverse {
        positions.reverse();
    }
    positions
}

pub(super) fn complement(base: u8) -> u8 {
    match base {
        b'A' => b'T',
        b'C' => b'G',
        b'G' => b'C',
        b'T' => b'A',
        other => other,
    }
}

/// An open reading frame of so many bases: a start, codons that are none of stop, and a stop.
pub(super) fn open_frame(length: u32, seed: u64) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        b"ACGT"[(state >> 33) as usize % 4]
    };
    let mut bases = b"ATG".to_vec();
    while bases.len() + 3 < length as usize {
        let codon = [next(), next(), next()];
        if !matches!(&codon, b"TAA" | b"TAG" | b"TGA") {
            bases.extend(codon);
        }
    }
    bases.extend(b"TAA");
    bases
}
