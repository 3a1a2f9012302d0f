//! A placed transcript with its coordinate arithmetic and its coding sequence.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::sequence::{complement, translate};
use crate::model::contig::Contig;
use crate::model::position::{CdsPosition, ExonRank, Interval, ResidueNumber, TranscriptPosition};
use crate::model::transcript::{Strand, Transcript};

/// A transcript on one assembly with what is derived from it once: transcript coordinates, the
/// spliced coding sequence and the protein.
///
/// Transcript coordinates are 0-based and count exon bases in transcript direction.
#[derive(Debug)]
pub struct TranscriptModel {
    transcript: Transcript,
    /// For each exon in genome order, the transcript coordinate of its first transcribed base.
    offsets: Vec<u32>,
    /// Transcript coordinates of the coding sequence, stop codon included. Empty if non-coding.
    cds: Interval,
    /// The coding sequence in transcript direction, then as much of the 3′ UTR as is known without
    /// leaving the last coding exon. It is made when first asked for, since REF can be compared
    /// without.
    coding: OnceLock<Option<Box<[u8]>>>,
    protein: OnceLock<Option<Box<[u8]>>>,
    /// Where bases come from that are not embedded.
    supply: Option<Arc<dyn Supply>>,
    /// What it gave: as [`Transcript::bases`].
    supplied: OnceLock<Option<Vec<Cow<'static, [u8]>>>>,
}

/// Gives bases of the genome.
pub trait Supply: std::fmt::Debug + Send + Sync {
    /// Returns the plus-strand bases of the 0-based `interval`, where they can be had. Unknown ones are N.
    fn bases(&self, contig: Contig, interval: Interval) -> Option<Vec<u8>>;
}

impl Deref for TranscriptModel {
    type Target = Transcript;

    fn deref(&self) -> &Transcript {
        &self.transcript
    }
}

impl TranscriptModel {
    /// Derives the coordinates and, where bases are embedded, the coding sequence.
    pub fn new(transcript: Transcript) -> Self {
        let mut offsets = vec![0; transcript.exons.len()];
        let mut length = 0;
        let mut place = |i: usize| {
            offsets[i] = length;
            length += transcript.exons[i].len();
        };
        match transcript.strand {
            Strand::Forward => (0..transcript.exons.len()).for_each(&mut place),
            Strand::Reverse => (0..transcript.exons.len()).rev().for_each(&mut place),
        }
        let (cds, coding, protein) = (Interval::default(), OnceLock::new(), OnceLock::new());
        let (supply, supplied) = (None, OnceLock::new());
        let mut model = Self { transcript, offsets, cds, coding, protein, supply, supplied };
        model.cds = model.locate_cds();
        model
    }

    /// Takes the bases from `supply`, if none are embedded. They are asked for when first needed.
    #[must_use]
    pub fn with_supply(mut self, supply: Option<&Arc<dyn Supply>>) -> Self {
        self.supply = supply.filter(|_| self.transcript.bases.is_none()).cloned();
        self
    }

    /// Returns the bases of each coding block with its flanks.
    fn runs(&self) -> Option<&[Cow<'static, [u8]>]> {
        if let Some(bases) = &self.transcript.bases {
            return Some(bases);
        }
        let supply = self.supply.as_ref()?;
        let flank = Transcript::FLANK;
        let run = |block: &Interval| {
            // Before the first base of a contig nothing is known.
            let start = block.start.saturating_sub(flank);
            let mut run = vec![b'N'; (start + flank - block.start) as usize];
            run.extend(supply.bases(self.contig, Interval::new(start, block.end + flank))?);
            Some(Cow::Owned(run))
        };
        let all = || self.transcript.cds.iter().map(run).collect();
        self.supplied.get_or_init(all).as_deref()
    }

    /// Returns whether the coding sequence reads from a start to the one stop at its end, as far as it is
    /// known. Bases of the genome need not be those that the transcript was described with.
    fn is_open(&self, cds: &[u8]) -> bool {
        let is_stop = |codon: &[u8]| matches!(codon, b"TAA" | b"TAG" | b"TGA");
        let codons = cds.len() / 3;
        let mut ends = cds.chunks_exact(3).skip(codons.saturating_sub(1));
        let start = &cds[..3];
        // One base may differ: CTG, GTG, TTG, ACG, ATC start a few proteins.
        let is_start = start.iter().zip(b"ATG").filter(|(a, b)| a != b && **a != b'N').count() <= 1;
        is_start
            && ends.all(|codon| codon.contains(&b'N') || is_stop(codon))
            // An inner TGA codes selenocysteine.
            && !cds.chunks_exact(3).take(codons - 1).any(|codon| matches!(codon, b"TAA" | b"TAG"))
    }

    fn locate_cds(&self) -> Interval {
        let (Some(first), Some(last)) = (self.transcript.cds.first(), self.transcript.cds.last())
        else {
            return Interval::default();
        };
        let ends = match self.strand {
            Strand::Forward => (first.start, last.end - 1),
            Strand::Reverse => (last.end - 1, first.start),
        };
        match (self.to_transcript(ends.0), self.to_transcript(ends.1)) {
            (Some(start), Some(last)) => Interval::new(start.0, last.0 + 1),
            _ => Interval::default(),
        }
    }

    /// Returns the spliced coding sequence with the known 3′ UTR.
    ///
    /// Returns `None` without bases, or where the coding sequence is not whole codons, since no reading
    /// frame can then be trusted. Supplied bases must read through to their stop, too.
    fn splice_coding(&self) -> Option<Box<[u8]>> {
        if !self.cds.len().is_multiple_of(3) || self.cds.is_empty() {
            return None;
        }
        let runs = self.runs()?;
        let flank = Transcript::FLANK as usize;
        let mut bases = Vec::with_capacity(self.cds.len() as usize + flank);
        let mut push = |run: &[u8]| match self.strand {
            Strand::Forward => bases.extend_from_slice(run),
            Strand::Reverse => bases.extend(run.iter().rev().map(|&b| complement(b))),
        };
        let (blocks, exons) = (&self.transcript.cds, &self.exons);
        let inner = |i: usize| &runs[i][flank..runs[i].len() - flank];
        let exon_of = |block: Interval| exons.iter().find(|exon| exon.overlaps(block));
        match self.strand {
            Strand::Forward => {
                (0..blocks.len()).for_each(|i| push(inner(i)));
                let last = blocks.len() - 1;
                let utr = exon_of(blocks[last])?.end - blocks[last].end;
                let run = &runs[last];
                push(&run[run.len() - flank..][..flank.min(utr as usize)]);
            }
            Strand::Reverse => {
                (0..blocks.len()).rev().for_each(|i| push(inner(i)));
                let utr = blocks[0].start - exon_of(blocks[0])?.start;
                push(&runs[0][flank - flank.min(utr as usize)..flank]);
            }
        }
        // What lies beyond the first unknown base cannot be read.
        let cds = self.cds.len() as usize;
        if self.transcript.bases.is_none() && !self.is_open(&bases[..cds]) {
            return None;
        }
        let known = bases[cds..].iter().take_while(|&&b| b != b'N').count();
        bases.truncate(cds + known);
        Some(bases.into())
    }

    /// Returns the coding sequence in transcript direction, followed by the known part of the 3′
    /// UTR.
    pub fn coding_bases(&self) -> Option<&[u8]> {
        self.coding.get_or_init(|| self.splice_coding()).as_deref()
    }

    /// Returns the protein in one-letter code without its stop. Residue 1 is M whatever its codon,
    /// selenocysteine is U, and X stands for an unknown base.
    pub fn protein_sequence(&self) -> Option<&[u8]> {
        let translated = || {
            let bases = self.coding_bases()?;
            Some(translate_cds(&bases[..self.cds.len() as usize]).into())
        };
        self.protein.get_or_init(translated).as_deref()
    }

    /// Returns whether the bases of codons `first` to `last` (1-based) are known.
    pub fn knows_codons(&self, (first, last): (u32, u32)) -> bool {
        let known = || {
            let (first, last) = (ResidueNumber(first).codon()?, ResidueNumber(last).codon()?);
            let codons = self.coding_bases()?.get(first.start as usize..last.end as usize)?;
            Some(!codons.contains(&b'N'))
        };
        known().unwrap_or(false)
    }

    /// Returns the transcript coordinates of the coding sequence, stop codon included.
    pub fn cds_in_transcript(&self) -> Interval {
        self.cds
    }

    /// Returns the exon (index in genome order) that holds the 0-based genomic `position`, and
    /// `true`. Outside exons it is the exon after the position in genome order, and `false`.
    pub fn exon_at(&self, position: u32) -> (usize, bool) {
        let index = self.exons.partition_point(|exon| exon.end <= position);
        (index, self.exons.get(index).is_some_and(|exon| exon.start <= position))
    }

    /// Returns the transcript position of a 0-based genomic position, or `None` outside exons.
    pub fn to_transcript(&self, position: u32) -> Option<TranscriptPosition> {
        let (index, inside) = self.exon_at(position);
        inside.then(|| {
            let exon = self.exons[index];
            let into = match self.strand {
                Strand::Forward => position - exon.start,
                Strand::Reverse => exon.end - 1 - position,
            };
            TranscriptPosition(self.offsets[index] + into)
        })
    }

    /// Returns the 0-based genomic position of a transcript position, or `None` behind the last
    /// exon.
    pub fn to_genome(&self, position: TranscriptPosition) -> Option<u32> {
        let holds = |exon: Interval| exon.contains(position.0);
        let index = (0..self.exons.len())
            .find(|&index| self.exon_in_transcript(index).is_some_and(holds))?;
        let into = position.0 - self.offsets[index];
        Some(match self.strand {
            Strand::Forward => self.exons[index].start + into,
            Strand::Reverse => self.exons[index].end - 1 - into,
        })
    }

    /// Returns where the exon with this index in genome order lies on the transcript.
    pub fn exon_in_transcript(&self, index: usize) -> Option<Interval> {
        let (start, exon) = (*self.offsets.get(index)?, self.exons.get(index)?);
        Some(Interval::new(start, start + exon.len()))
    }

    /// Returns the position in the coding sequence, stop codon included, or `None` in the UTRs.
    pub fn to_cds(&self, position: TranscriptPosition) -> Option<CdsPosition> {
        self.cds.contains(position.0).then(|| CdsPosition(position.0 - self.cds.start))
    }

    /// Returns the transcript position of a base of the coding sequence, or `None` behind its end.
    pub fn in_transcript(&self, position: CdsPosition) -> Option<TranscriptPosition> {
        (position.0 < self.cds.len()).then(|| TranscriptPosition(self.cds.start + position.0))
    }

    /// Returns where a 0-based genomic position lies in the coding sequence.
    pub fn coding_position(&self, position: u32) -> Option<CdsPosition> {
        self.to_cds(self.to_transcript(position)?)
    }

    /// Returns the 0-based genomic position of a base of the coding sequence.
    pub fn coding_to_genome(&self, position: CdsPosition) -> Option<u32> {
        self.to_genome(self.in_transcript(position)?)
    }

    /// Returns the residue whose codon holds a 0-based genomic position.
    pub fn residue_at(&self, position: u32) -> Option<ResidueNumber> {
        self.coding_position(position).map(CdsPosition::residue)
    }

    /// Returns the exon that holds the first base of a residue's codon.
    pub fn exon_of(&self, residue: ResidueNumber) -> Option<ExonRank> {
        let start = CdsPosition(residue.codon()?.start);
        let (index, inside) = self.exon_at(self.coding_to_genome(start)?);
        inside.then(|| self.exon_rank(index))
    }

    /// Returns how many codons there are: those of all residues, and the stop.
    pub fn codon_count(&self) -> u32 {
        self.cds.len().div_ceil(3)
    }

    /// Returns the bases of the codons of `first..=last`, as runs on the genome, 0-based half-open.
    pub fn codons_on_genome(&self, first: ResidueNumber, last: ResidueNumber) -> Vec<Interval> {
        let (Some(first), Some(last)) = (first.codon(), last.codon()) else { return Vec::new() };
        let coding = (first.start..last.end.min(self.cds.len())).map(CdsPosition);
        let mut positions: Vec<u32> = coding.filter_map(|at| self.coding_to_genome(at)).collect();
        positions.sort_unstable();
        positions
            .chunk_by(|a, b| a + 1 == *b)
            .filter_map(|run| Some(Interval::new(*run.first()?, run.last()? + 1)))
            .collect()
    }

    /// Returns the known plus-strand base at a 0-based genomic position.
    pub fn base(&self, position: u32) -> Option<u8> {
        self.known_bases(Interval::new(position, position + 1)).map(|bases| bases[0])
    }

    /// Returns the known plus-strand bases of a non-empty interval (0-based) that lies in one
    /// coding exon with its flanks. Returns `None` where any of them is not known.
    pub fn known_bases(&self, interval: Interval) -> Option<&[u8]> {
        let (blocks, flank) = (&self.transcript.cds, Transcript::FLANK);
        let first = blocks.partition_point(|block| block.end + flank <= interval.start);
        blocks.get(first).filter(|block| block.start <= interval.start + flank)?;
        let runs = self.runs()?;
        // Flanks of neighbouring exons overlap where the intron is short: either may know.
        (first..blocks.len())
            .take_while(|&i| blocks[i].start <= interval.start + flank)
            .filter_map(|i| {
                let from = (interval.start + flank).checked_sub(blocks[i].start)? as usize;
                runs[i].get(from..from + interval.len() as usize)
            })
            .find(|bases| !bases.is_empty() && !bases.contains(&b'N'))
    }
}

/// Translates whole codons up to the last one, the declared stop, which is left out.
fn translate_cds(cds: &[u8]) -> Vec<u8> {
    let (codons, _) = cds.as_chunks::<3>();
    let before_stop = &codons[..codons.len().saturating_sub(1)];
    let mut protein: Vec<u8> = before_stop.iter().map(|codon| translate(codon)).collect();
    // Before the declared stop, TGA codes selenocysteine.
    for (residue, codon) in protein.iter_mut().zip(before_stop) {
        if *residue == b'*' && codon == b"TGA" {
            *residue = b'U';
        }
    }
    if let Some(first) = protein.first_mut() {
        *first = b'M';
    }
    protein
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genome::TranscriptStore;
    use crate::model::assembly::Assembly;

    #[test]
    fn coordinates_go_there_and_back_on_both_strands() {
        for gene in ["EGFR", "KRAS"] {
            let model = &TranscriptStore::embedded().gene(gene, Assembly::GRCh37)[0];
            let length: u32 = model.exons.iter().map(|exon| exon.len()).sum();
            for coordinate in (0..length).map(TranscriptPosition) {
                let position = model.to_genome(coordinate).unwrap();
                assert_eq!(model.to_transcript(position), Some(coordinate));
                let coding = model.coding_position(position);
                assert_eq!(coding, model.to_cds(coordinate));
                if let Some(coding) = coding {
                    assert_eq!(model.in_transcript(coding), Some(coordinate));
                    assert_eq!(model.coding_to_genome(coding), Some(position));
                    assert_eq!(model.residue_at(position), Some(coding.residue()));
                }
            }
            assert_eq!(model.to_genome(TranscriptPosition(length)), None);
            let behind = CdsPosition(model.cds_in_transcript().len());
            assert_eq!(model.coding_to_genome(behind), None);
        }
    }

    #[test]
    fn codons_and_exons_of_residues() {
        // BRAF lies on the minus strand, codon 600 of 766 in exon 15 of 18.
        let braf = &TranscriptStore::embedded().gene("BRAF", Assembly::GRCh37)[0];
        let v600 = ResidueNumber(600);
        let codon = Interval::new(140_453_134, 140_453_137);
        assert_eq!(braf.codons_on_genome(v600, v600), [codon]);
        assert_eq!(braf.codons_on_genome(ResidueNumber(0), v600), []);
        assert_eq!(braf.codon_count(), 767);
        assert_eq!(braf.exon_of(v600), Some(ExonRank(15)));
        assert_eq!(
            (braf.exon_of(ResidueNumber(0)), braf.exon_of(ResidueNumber(768))),
            (None, None)
        );
        assert!(braf.exon(ExonRank(15)).is_some_and(|exon| exon.overlaps(codon)));
        assert_eq!((braf.exon(ExonRank(0)), braf.exon(ExonRank(19))), (None, None));
        for index in 0..braf.exons.len() {
            assert_eq!(braf.exon(braf.exon_rank(index)), Some(braf.exons[index]));
        }
    }

    /// A genome of one base after the other.
    #[derive(Debug)]
    struct Cycle(&'static [u8]);

    impl Supply for Cycle {
        fn bases(&self, _: Contig, interval: Interval) -> Option<Vec<u8>> {
            let base = |at: u32| self.0[at as usize % self.0.len()];
            Some((interval.start..interval.end).map(base).collect())
        }
    }

    #[test]
    fn supplied_bases_need_a_reading_frame() {
        let model = |end: u32, genome: &'static [u8]| {
            let supply: Arc<dyn Supply> = Arc::new(Cycle(genome));
            let exons = vec![Interval::new(60, 200)];
            let (gene, none) = (Arc::from("A"), Arc::<str>::from(""));
            let [accession, ensembl, protein, status] = [(); 4].map(|()| none.clone());
            let contig = Contig::from_name(b"1").unwrap();
            let (strand, cds) = (Strand::Forward, vec![Interval::new(72, end)]);
            TranscriptModel::new(Transcript {
                gene,
                accession,
                ensembl,
                protein,
                status,
                contig,
                strand,
                exons,
                cds,
                bases: None,
            })
            .with_supply(Some(&supply))
        };
        let open = b"ATGGCTTGCTAA";
        assert_eq!(model(84, open).protein_sequence(), Some(&b"MAC"[..]));
        assert_eq!(model(84, open).known_bases(Interval::new(73, 75)), Some(&b"TG"[..]));
        // An inner stop, no stop, no start, no whole codons.
        assert_eq!(model(96, open).protein_sequence(), None);
        assert_eq!(model(81, open).protein_sequence(), None);
        assert_eq!(model(84, b"CCCGCTTGCTAA").protein_sequence(), None);
        for end in [82, 83, 85] {
            let broken = model(end, open);
            assert_eq!(broken.protein_sequence(), None, "{end}");
            assert_eq!(broken.known_bases(Interval::new(73, 75)), Some(&b"TG"[..]));
        }
    }

    #[test]
    fn proteins_of_known_genes() {
        let store = TranscriptStore::embedded();
        for (gene, start, length) in [
            ("KRAS", "MTEYKLVVVGAGGVGKSALTIQ", 188),
            ("BRAF", "MAALSGGGGGGAEPGQALFNGD", 766),
            ("TP53", "MEEPQSDPSVEPPLSQETFSDL", 393),
            ("MYC", "MDFFRVVENQ", 454),
        ] {
            for assembly in Assembly::ALL {
                let protein = store.gene(gene, assembly)[0].protein_sequence().unwrap();
                assert!(protein.starts_with(start.as_bytes()), "{gene}");
                assert_eq!(protein.len(), length, "{gene}");
            }
        }
    }

    #[test]
    fn codons_of_unknown_bases_have_no_residue() {
        // The source of TGFBR1 masks codon 20; of IRAK1, exon 11 is not in the clone.
        let of = |gene| &TranscriptStore::embedded().gene(gene, Assembly::GRCh38)[0];
        let tgfbr1 = of("TGFBR1");
        assert_eq!(tgfbr1.protein_sequence().map(|p| (p.len(), p[19])), Some((503, b'X')));
        assert!(!tgfbr1.knows_codons((20, 20)) && !tgfbr1.knows_codons((19, 21)));
        assert!(tgfbr1.knows_codons((21, 503)));
        assert!(!tgfbr1.knows_codons((503, 700)));
        // The residues count on the reported transcript, not on the clone's.
        let irak1 = of("IRAK1");
        assert_eq!(&*irak1.accession, "NM_001569.4");
        assert!(irak1.knows_codons((1, 190)) && !irak1.knows_codons((440, 440)));
        assert!(!of("SOS1").knows_codons((1, 1)));
    }

    #[test]
    fn no_embedded_protein_has_an_inner_stop() {
        let store = TranscriptStore::embedded();
        let mut with_bases = 0;
        for gene in store.symbols(Assembly::GRCh38) {
            for model in store.gene(gene, Assembly::GRCh38) {
                let Some(protein) = model.protein_sequence() else { continue };
                with_bases += 1;
                assert!(!protein.contains(&b'*'), "{gene} {}", model.accession);
            }
        }
        assert!(with_bases > 800, "{with_bases}");
    }
}
