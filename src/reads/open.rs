//! Opening a BAM or CRAM file: what it is, its index, its contigs, assembly and sample.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read as _, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use noodles_bam as bam;
use noodles_cram as cram;
use noodles_fasta as fasta;
use noodles_fasta::repository::Adapter;
use noodles_fasta::repository::adapters::IndexedReader;
use noodles_sam as sam;

use super::header::Header;
use super::targets::Targets;
use crate::error::{Error, Location, Result};
use crate::genome::TranscriptStore;
use crate::genome::assembly::{self, ReferenceVote};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;

/// The last bytes of a whole BGZF file (SAM specification §4.1.2).
const BGZF_END: [u8; 28] = [
    0x1f, 0x8b, 0x08, 0x04, 0, 0, 0, 0, 0, 0xff, 0x06, 0, 0x42, 0x43, 0x02, 0, 0x1b, 0, 0x03, 0, 0,
    0, 0, 0, 0, 0, 0, 0,
];
/// The last bytes of a whole CRAM file of version 3 (CRAM specification §9).
const CRAM_END: [u8; 38] = [
    0x0f, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xe0, 0x45, 0x4f, 0x46, 0, 0, 0, 0, 0x01, 0, 0x05,
    0xbd, 0xd9, 0x4f, 0, 0x01, 0, 0x06, 0x06, 0x01, 0, 0x01, 0, 0x01, 0, 0xee, 0x63, 0x01, 0x4b,
];

/// How files of reads are opened.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The FASTA file, for CRAM and for bases around targets.
    pub reference: Option<PathBuf>,
    /// The sample whose reads count.
    pub sample: Option<String>,
    /// The assembly that the user names.
    pub assembly: Option<Assembly>,
}

/// The sequences that a CRAM was written against. One that is missing is an error.
struct Sequences(Option<IndexedReader<fasta::io::BufReader<File>>>);

impl Adapter for Sequences {
    fn get(&mut self, name: &[u8]) -> Option<io::Result<fasta::Record>> {
        let found = self.0.as_mut().and_then(|reader| reader.get(name));
        Some(found.unwrap_or_else(|| {
            let name = String::from_utf8_lossy(name);
            Err(io::Error::other(format!("no reference sequence {name}")))
        }))
    }
}

/// The container of reads, with its index.
pub(super) enum Container {
    Bam(bam::Index),
    Cram { header: sam::Header, index: cram::crai::Index, repository: fasta::Repository },
}

/// A file of reads that was looked at and can be read from any number of threads.
pub struct Opened {
    pub(super) path: PathBuf,
    pub(super) container: Container,
    /// The index in the file of each chromosome.
    pub(super) contigs: Vec<Option<usize>>,
    /// The names of the chromosomes in the file.
    names: Vec<Option<String>>,
    /// The read groups that count, or `None` where all reads do.
    pub(super) groups: Option<BTreeSet<Vec<u8>>>,
    sample: String,
    assembly: Assembly,
    notes: Vec<String>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Opened {
    /// Opens a file. The assembly is checked by the lengths of its contigs, and by REF of the targets.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read. [`Error::InvalidInput`] where it is no BAM or CRAM,
    /// cut off, without an index, or of another assembly. [`Error::Usage`] where the sample asked for
    /// is not in it, or one of several must be named.
    pub fn open(path: &Path, options: &Options, targets: &Targets) -> Result<Self> {
        let invalid = |reason: &str| Error::invalid(Location::file(path), reason);
        let mut file = File::open(path).map_err(|e| Error::io(path, e))?;
        let is_cram = is_cram(&mut file, path)?;
        let end: &[u8] = if is_cram { &CRAM_END } else { &BGZF_END };
        if !ends_with(&mut file, end).map_err(|e| Error::io(path, e))? {
            return Err(invalid(
                "truncated: the mark of the file's end is missing; copy or make the file again",
            ));
        }
        let (header, container) =
            if is_cram { open_cram(path, options)? } else { open_bam(path, file)? };
        let store = TranscriptStore::embedded();
        let hint = assembly::from_header(&header.contig_lines());
        let mut vote = ReferenceVote::new(store);
        for target in &targets.targets {
            vote.add(target.contig, target.start, &target.reference);
        }
        let decision = assembly::decide(options.assembly, &hint, &vote, Location::file(path))?;
        let mut contigs = vec![None; Contig::COUNT];
        let mut names = vec![None; Contig::COUNT];
        for (index, (name, _)) in header.contigs.iter().enumerate() {
            if let Some(contig) = Contig::from_name(name) {
                contigs[contig.index()].get_or_insert(index);
                names[contig.index()]
                    .get_or_insert_with(|| String::from_utf8_lossy(name).into_owned());
            }
        }
        let mut notes: Vec<String> = decision.doubt.iter().map(ToString::to_string).collect();
        let (sample, groups) = sample(path, &header, options.sample.as_deref(), &mut notes)?;
        Ok(Self {
            path: path.to_path_buf(),
            container,
            contigs,
            names,
            groups,
            sample,
            assembly: decision.assembly,
            notes,
        })
    }

    /// Returns the path as the user gave it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the name of the sample, or of the file where it states none.
    pub fn sample(&self) -> &str {
        &self.sample
    }

    /// Returns what the file calls a chromosome.
    pub fn contig_name(&self, contig: Contig) -> Option<&str> {
        self.names[contig.index()].as_deref()
    }

    /// Returns the assembly.
    pub fn assembly(&self) -> Assembly {
        self.assembly
    }

    /// Returns what the user should know of the file.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}

/// Returns whether a file is CRAM rather than BAM.
fn is_cram(file: &mut File, path: &Path) -> Result<bool> {
    let mut head = Vec::new();
    file.by_ref().take(4).read_to_end(&mut head).map_err(|e| Error::io(path, e))?;
    file.seek(SeekFrom::Start(0)).map_err(|e| Error::io(path, e))?;
    let reason = match head.as_slice() {
        b"CRAM" => return Ok(true),
        [0x1f, 0x8b, 0x08, ..] => return Ok(false),
        [] => "the file is empty",
        [b'@', ..] => {
            "this is SAM text: sort it into a BAM and index that (samtools sort -o, samtools index)"
        }
        _ => "neither BAM nor CRAM",
    };
    Err(Error::invalid(Location::file(path), reason))
}

fn ends_with(file: &mut File, end: &[u8]) -> io::Result<bool> {
    let length = file.metadata()?.len();
    if length < end.len() as u64 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-(end.len() as i64)))?;
    let mut found = Vec::new();
    file.read_to_end(&mut found)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(found == end)
}

/// Returns the error of an index that is missing or cannot be read.
fn no_index(path: &Path, error: &io::Error) -> Error {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "no index beside it: make one with samtools index".to_owned(),
        _ => format!("its index cannot be read ({error}): make it again with samtools index"),
    };
    Error::invalid(Location::file(path), reason)
}

fn open_bam(path: &Path, file: File) -> Result<(Header, Container)> {
    let invalid = |reason: String| Error::invalid(Location::file(path), reason);
    let bad = |e: io::Error| invalid(format!("the header of the BAM cannot be read: {e}"));
    let mut reader = bam::io::Reader::new(file);
    let mut header_reader = reader.header_reader();
    let magic = header_reader.read_magic_number().map_err(bad)?;
    if &magic != b"BAM\x01" {
        return Err(invalid("neither BAM nor CRAM: compressed, but no BAM in it".to_owned()));
    }
    let mut text = Vec::new();
    {
        let mut text_reader = header_reader.raw_sam_header_reader().map_err(bad)?;
        text_reader.read_to_end(&mut text).map_err(bad)?;
        text_reader.discard_to_end().map_err(bad)?;
    }
    let contigs = header_reader.read_reference_sequences().map_err(bad)?;
    let contigs: Vec<(Vec<u8>, u32)> = contigs
        .iter()
        .map(|(name, map)| {
            let name: &[u8] = name.as_ref();
            (name.to_vec(), u32::try_from(map.length().get()).unwrap_or(u32::MAX))
        })
        .collect();
    let index = match bam::fs::read_associated_index(path) {
        // `x.bai` beside `x.bam`, as Picard writes it.
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            bam::bai::fs::read(path.with_extension("bai")).map(bam::Index::Bai)
        }
        found => found,
    };
    let index = index.map_err(|e| no_index(path, &e))?;
    let header = Header::parse(&text, Some(contigs));
    let indexed = match &index {
        bam::Index::Bai(index) => index.reference_sequences().len(),
        bam::Index::Csi(index) => index.reference_sequences().len(),
    };
    if indexed > header.contigs.len() {
        return Err(invalid(format!(
            "its index is of another file: {indexed} contigs, the BAM has {}",
            header.contigs.len()
        )));
    }
    Ok((header, Container::Bam(index)))
}

fn open_cram(path: &Path, options: &Options) -> Result<(Header, Container)> {
    let invalid = |reason: String| Error::invalid(Location::file(path), reason);
    let repository = match &options.reference {
        Some(reference) => {
            File::open(reference).map_err(|e| Error::io(reference, e))?;
            let reader = fasta::io::indexed_reader::Builder::default()
                .build_from_path(reference)
                .map_err(|e| {
                let reason = format!(
                    "no index, or none that can be read ({e}): make it with samtools faidx"
                );
                Error::invalid(Location::file(reference), reason)
            })?;
            fasta::Repository::new(Sequences(Some(IndexedReader::new(reader))))
        }
        None => fasta::Repository::new(Sequences(None)),
    };
    let mut reader = cram::io::reader::Builder::default()
        .set_reference_sequence_repository(repository.clone())
        .build_from_path(path)
        .map_err(|e| Error::io(path, e))?;
    let header = reader
        .read_header()
        .map_err(|e| invalid(format!("the header of the CRAM cannot be read: {e}")))?;
    let index = match cram::fs::read_associated_index(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            cram::crai::fs::read(path.with_extension("crai"))
        }
        found => found,
    };
    let index = index.map_err(|e| no_index(path, &e))?;
    let contigs = header.reference_sequences().iter().map(|(name, map)| {
        let name: &[u8] = name.as_ref();
        (name.to_vec(), u32::try_from(map.length().get()).unwrap_or(u32::MAX))
    });
    let mut own = Header { contigs: contigs.collect(), ..Header::default() };
    for (id, group) in header.read_groups() {
        let sample = group.other_fields().get(b"SM").map(|name| name.to_string());
        let id: &[u8] = id.as_ref();
        own.groups.insert(id.to_vec(), sample.unwrap_or_default());
    }
    Ok((own, Container::Cram { header, index, repository }))
}

/// The name of a sample, and the read groups whose reads count, or `None` where all do.
type Chosen = (String, Option<BTreeSet<Vec<u8>>>);

/// Chooses the sample by the read groups.
fn sample(
    path: &Path,
    header: &Header,
    asked: Option<&str>,
    notes: &mut Vec<String>,
) -> Result<Chosen> {
    let samples = header.samples();
    let listed = || samples.iter().copied().collect::<Vec<_>>().join(", ");
    let of_sample = |name: &str| {
        let groups = header.groups.iter().filter(|(_, sample)| *sample == name);
        groups.map(|(id, _)| id.clone()).collect::<BTreeSet<_>>()
    };
    let file = || {
        let stem = path.file_stem().unwrap_or(path.as_os_str());
        stem.to_string_lossy().into_owned()
    };
    match (asked, samples.len()) {
        (Some(name), 0) => {
            notes.push(format!(
                "{}: no read group names a sample: all reads are taken for {name}",
                path.display()
            ));
            Ok((name.to_owned(), None))
        }
        (Some(name), 1) if samples.contains(name) => Ok((name.to_owned(), None)),
        (Some(name), _) if samples.contains(name) => Ok((name.to_owned(), Some(of_sample(name)))),
        (Some(name), _) => Err(Error::Usage(format!(
            "--sample {name}: {} is of {}, by its read groups",
            path.display(),
            listed()
        ))),
        (None, 0) => {
            notes.push(format!(
                "{}: no read group names a sample: all reads are taken for one",
                path.display()
            ));
            Ok((file(), None))
        }
        (None, 1) => Ok((listed(), None)),
        (None, count) => Err(Error::Usage(format!(
            "{}: its read groups are of {count} samples ({}): name one with --sample",
            path.display(),
            listed()
        ))),
    }
}
