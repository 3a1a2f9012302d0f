//! The user's reference genome: an indexed FASTA, plain or BGZF, that supplies bases of transcripts.

mod confirm;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use noodles_bgzf as bgzf;
use noodles_core::{Position, Region};
use noodles_fasta::{fai, io::IndexedReader};

use super::model::Supply;
use crate::error::{Error, Location, Result};
use crate::model::contig::Contig;
use crate::model::position::Interval;

/// Bases that are read at once of a plain file, and of a compressed one, whose blocks hold about as many.
const WINDOW: [u32; 2] = [4 << 10, 64 << 10];

trait Bases: BufRead + Seek + Send {}
impl<R: BufRead + Seek + Send> Bases for R {}

/// An indexed FASTA. Its contigs may have any names that [`Contig::from_name`] reads.
pub struct Reference {
    path: PathBuf,
    contigs: Vec<Option<Sequence>>,
    window: u32,
    open: Mutex<Open>,
    /// The first failure to read. The bases in question are not known.
    failure: OnceLock<io::Error>,
}

/// A contig as the index has it.
#[derive(Debug)]
struct Sequence {
    name: Vec<u8>,
    length: u32,
}

struct Open {
    reader: IndexedReader<Box<dyn Bases>>,
    /// The window read last.
    contig: Option<Contig>,
    interval: Interval,
    bases: Vec<u8>,
}

impl std::fmt::Debug for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reference").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Reference {
    /// Opens the FASTA at `path` with its index beside it, `.fai`, and where it is BGZF `.gzi`.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be opened. [`Error::InvalidInput`] where an index is missing or cannot be
    /// read, and where the file is gzip without blocks.
    pub fn open(path: &Path) -> Result<Self> {
        let invalid = |reason: String| Error::invalid(Location::file(path), reason);
        let mut file = File::open(path).map_err(|e| Error::io(path, e))?;
        let mut magic = [0; 14];
        let read = file.read(&mut magic).map_err(|e| Error::io(path, e))?;
        file.rewind().map_err(|e| Error::io(path, e))?;
        let is_gzip = magic.starts_with(&[0x1f, 0x8b]);
        if is_gzip && magic.get(12..read) != Some(b"BC") {
            return Err(invalid(
                "is gzip, which has no places to jump to: compress it with bgzip".to_owned(),
            ));
        }
        let index = beside(path, "fai", "samtools faidx", fai::fs::read)?;
        let stream: Box<dyn Bases> = match is_gzip {
            false => Box::new(BufReader::new(file)),
            true => {
                let blocks = beside(path, "gzi", "bgzip -r", bgzf::gzi::fs::read)?;
                Box::new(bgzf::io::IndexedReader::new(file, blocks))
            }
        };
        let mut contigs: Vec<Option<Sequence>> = Contig::all().map(|_| None).collect();
        for record in index.as_ref() {
            let name: &[u8] = record.name();
            let (Some(contig), Ok(length)) =
                (Contig::from_name(name), u32::try_from(record.length()))
            else {
                continue;
            };
            contigs[contig.index()].get_or_insert_with(|| Sequence { name: name.to_vec(), length });
        }
        if contigs.iter().all(Option::is_none) {
            return Err(invalid("has no contig with the name of a human chromosome".to_owned()));
        }
        let reader = IndexedReader::new(stream, index);
        let (contig, interval, bases) = (None, Interval::default(), Vec::new());
        Ok(Self {
            path: path.to_path_buf(),
            contigs,
            window: WINDOW[usize::from(is_gzip)],
            open: Mutex::new(Open { reader, contig, interval, bases }),
            failure: OnceLock::new(),
        })
    }

    /// Returns the file as the user named it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Fails where bases could not be read since it was opened.
    ///
    /// # Errors
    /// [`Error::Io`] with the first failure.
    pub fn check_read(&self) -> Result<()> {
        let Some(failure) = self.failure.get() else { return Ok(()) };
        Err(Error::io(&self.path, io::Error::new(failure.kind(), failure.to_string())))
    }
}

impl Supply for Reference {
    /// Returns bases in upper case. What is no single base, or lies beyond the contig's ends, is N. Returns
    /// `None` where there is no such contig, or it cannot be read.
    fn bases(&self, contig: Contig, interval: Interval) -> Option<Vec<u8>> {
        let sequence = self.contigs[contig.index()].as_ref()?;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bases = Vec::with_capacity(interval.len() as usize);
        let inside = interval.end.min(sequence.length);
        let mut at = interval.start;
        while at < inside {
            if open.contig != Some(contig) || !open.interval.contains(at) {
                let end = interval.end.max(at.saturating_add(self.window)).min(sequence.length);
                let window = Interval::new(at, end);
                if let Err(error) = open.read(&sequence.name, contig, window) {
                    let _ = self.failure.set(error);
                    return None;
                }
            }
            let end = open.interval.end.min(inside);
            let of = |position: u32| (position - open.interval.start) as usize;
            bases.extend(open.bases[of(at)..of(end)].iter().map(|&base| known(base)));
            at = end;
        }
        bases.resize(interval.len() as usize, b'N');
        Some(bases)
    }
}

impl Open {
    /// Reads the bases of a window that lies inside the contig.
    fn read(&mut self, name: &[u8], contig: Contig, window: Interval) -> io::Result<()> {
        self.contig = None;
        let position = |at: u32| Position::try_from(at as usize).map_err(io::Error::other);
        let region = Region::new(name, position(window.start + 1)?..=position(window.end)?);
        let record = self.reader.query(&region)?;
        self.bases.clear();
        self.bases.extend_from_slice(record.sequence().as_ref());
        if self.bases.len() != window.len() as usize {
            let reason = "the sequence is shorter than the index says: make the index again (samtools faidx)";
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, reason));
        }
        (self.contig, self.interval) = (Some(contig), window);
        Ok(())
    }
}

/// Reads the index beside `path` with this extension.
fn beside<I>(
    path: &Path,
    extension: &str,
    command: &str,
    read: impl FnOnce(PathBuf) -> io::Result<I>,
) -> Result<I> {
    let mut index = path.as_os_str().to_owned();
    index.push(".");
    index.push(extension);
    let index = PathBuf::from(index);
    read(index.clone()).map_err(|error| {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => {
                format!("the reference has no index of this name: make it with {command}")
            }
            _ => format!("cannot be read ({error}): make it again with {command}"),
        };
        Error::invalid(Location::file(index), reason)
    })
}

fn known(base: u8) -> u8 {
    match base.to_ascii_uppercase() {
        base @ (b'A' | b'C' | b'G' | b'T') => base,
        _ => b'N',
    }
}
