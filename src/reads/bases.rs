//! Reference bases around targets: of a FASTA file, else the embedded ones of genes.

use std::cell::RefCell;
use std::fs::File;
use std::path::{Path, PathBuf};

use noodles_core::{Position, Region};
use noodles_fasta::io::{BufReader as FastaReader, IndexedReader, indexed_reader};

use crate::error::{Error, Location, Result};
use crate::genome::TranscriptStore;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::read_support::{BasesFrom, Target};

/// Bases on either side of a target that a read is held against.
pub(super) const FLANK: u32 = 300;

/// Where reference bases come from.
pub struct Bases {
    fasta: Option<Fasta>,
    assembly: Assembly,
}

struct Fasta {
    path: PathBuf,
    reader: RefCell<IndexedReader<FastaReader<File>>>,
    /// Names and lengths of the chromosomes in the file.
    contigs: Vec<Option<(Vec<u8>, u32)>>,
}

impl Bases {
    /// Opens the FASTA file that is given, with its index beside it.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be read, [`Error::InvalidInput`] where it has no index or is of
    /// another assembly.
    pub fn open(fasta: Option<&Path>, assembly: Assembly) -> Result<Self> {
        let fasta = fasta.map(|path| Fasta::open(path, assembly)).transpose()?;
        Ok(Self { fasta, assembly })
    }

    /// Returns the bases of an interval with its flanks, as far as they are known, from which position
    /// on, and who knows them.
    ///
    /// # Errors
    /// [`Error::Io`] where the FASTA file cannot be read.
    pub(super) fn around(
        &self,
        contig: Contig,
        interval: Interval,
    ) -> Result<Option<(u32, Vec<u8>, BasesFrom)>> {
        if let Some(fasta) = &self.fasta {
            let wide = Interval::new(interval.start.saturating_sub(FLANK), interval.end + FLANK);
            let found = fasta.bases(contig, wide)?;
            return Ok(found.map(|bases| (wide.start, bases, BasesFrom::Reference)));
        }
        Ok(self.embedded(contig, interval))
    }

    fn embedded(&self, contig: Contig, interval: Interval) -> Option<(u32, Vec<u8>, BasesFrom)> {
        let store = TranscriptStore::embedded();
        // An insertion lies between two bases.
        let (first, last) = (interval.start.checked_sub(1)?, interval.end);
        let known = Interval::new(first, last + 1);
        store.at(contig, known, self.assembly).find_map(|model| {
            model.known_bases(known)?;
            let base = |position: u32| model.base(position).filter(|base| *base != b'N');
            let mut start = first;
            while first - start < FLANK && start > 0 && base(start - 1).is_some() {
                start -= 1;
            }
            let bases: Vec<u8> = (start..last + FLANK).map_while(base).collect();
            Some((start, bases, BasesFrom::Embedded))
        })
    }

    /// Checks REF of all targets against the FASTA file.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where any REF is not the file's bases.
    pub(super) fn check(&self, targets: &[Target]) -> Result<()> {
        let Some(fasta) = &self.fasta else { return Ok(()) };
        let mut wrong = Vec::new();
        for target in targets {
            let found = fasta.bases(target.contig, target.interval())?;
            if found.is_none_or(|found| found != target.reference) {
                wrong.push(target);
            }
        }
        let Some(first) = wrong.first() else { return Ok(()) };
        let reason = format!(
            "REF of {} of {} targets is not what this file has, the first at {}:{}: is it of another \
             assembly than the targets?",
            wrong.len(),
            targets.len(),
            first.contig,
            first.start + 1
        );
        Err(Error::invalid(Location::file(&fasta.path), reason))
    }
}

impl Fasta {
    fn open(path: &Path, assembly: Assembly) -> Result<Self> {
        File::open(path).map_err(|e| Error::io(path, e))?;
        let invalid = |reason: String| Error::invalid(Location::file(path), reason);
        let reader = indexed_reader::Builder::default().build_from_path(path).map_err(|e| {
            invalid(format!(
                "no index, or none that can be read ({e}): make it with samtools faidx"
            ))
        })?;
        let mut contigs = vec![None; Contig::COUNT];
        for record in reader.index().as_ref() {
            let name: &[u8] = record.name().as_ref();
            let Some(contig) = Contig::from_name(name) else { continue };
            let length = u32::try_from(record.length()).unwrap_or(u32::MAX);
            let other = contig.length(assembly.other());
            if length == other && other != contig.length(assembly) {
                return Err(invalid(format!(
                    "{} is of {} ({length} bases), the reads are of {assembly}",
                    String::from_utf8_lossy(name),
                    assembly.other()
                )));
            }
            contigs[contig.index()] = Some((name.to_vec(), length));
        }
        Ok(Self { path: path.to_path_buf(), reader: RefCell::new(reader), contigs })
    }

    /// Returns the bases of an interval, cut off at the contig's end.
    fn bases(&self, contig: Contig, interval: Interval) -> Result<Option<Vec<u8>>> {
        let Some((name, length)) = &self.contigs[contig.index()] else { return Ok(None) };
        let end = interval.end.min(*length);
        let start = Position::new(interval.start as usize + 1);
        let (Some(start), Some(end)) = (start, Position::new(end as usize)) else {
            return Ok(None);
        };
        if start > end {
            return Ok(None);
        }
        let region = Region::new(name.clone(), start..=end);
        let record =
            self.reader.borrow_mut().query(&region).map_err(|e| Error::io(&self.path, e))?;
        Ok(Some(record.sequence().as_ref().to_ascii_uppercase()))
    }
}

impl std::fmt::Debug for Bases {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let fasta = self.fasta.as_ref().map(|fasta| &fasta.path);
        f.debug_struct("Bases").field("fasta", &fasta).finish_non_exhaustive()
    }
}
