//! BAM and CRAM files of reads that a test writes, and what is wrong with others.

use std::fs;
use std::path::{Path, PathBuf};

use noodles_bam as bam;
use noodles_cram as cram;
use noodles_fasta as fasta;
use noodles_sam as sam;
use sam::alignment::io::Write as _;
use tempfile::TempDir;

use crate::cli::support::{Row, Run, rows, theravar};

/// The contig that reads lie on.
pub(super) const LENGTH: usize = 3_000;

/// The bases of the contig: no repeats, the same each time.
pub(super) fn reference() -> Vec<u8> {
    let mut state = 7_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        b"ACGT"[(state >> 61) as usize & 3]
    };
    (0..LENGTH).map(|_| next()).collect()
}

/// One read as a line of SAM; what is not said is as usual.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) contig: String,
    pub(super) flag: u16,
    pub(super) pos: usize,
    pub(super) mapq: u8,
    pub(super) cigar: String,
    pub(super) mate: Option<(usize, i64)>,
    pub(super) bases: Vec<u8>,
    pub(super) quality: Vec<u8>,
    pub(super) tags: String,
}

impl Line {
    /// A read of these bases that are aligned from the 0-based `start`.
    pub(super) fn new(name: &str, start: usize, cigar: &str, bases: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            contig: "chr21".to_owned(),
            flag: 0,
            pos: start + 1,
            mapq: 60,
            cigar: cigar.to_owned(),
            mate: None,
            bases: bases.to_vec(),
            quality: vec![35; bases.len()],
            tags: String::new(),
        }
    }

    pub(super) fn flag(mut self, flag: u16) -> Self {
        self.flag = flag;
        self
    }

    /// A pair's mate begins at the 0-based `start`; the fragment has this length.
    pub(super) fn mate(mut self, start: usize, length: i64) -> Self {
        self.mate = Some((start + 1, length));
        self
    }

    pub(super) fn tags(mut self, tags: &str) -> Self {
        self.tags = tags.to_owned();
        self
    }

    fn text(&self) -> String {
        let quality: String = self.quality.iter().map(|quality| char::from(quality + 33)).collect();
        let mate = match self.mate {
            Some((pos, length)) => format!("=\t{pos}\t{length}"),
            None => "*\t0\t0".to_owned(),
        };
        let tags: String = self.tags.split_whitespace().map(|tag| format!("\t{tag}")).collect();
        format!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{mate}\t{}\t{quality}{tags}\n",
            self.name,
            self.flag,
            self.contig,
            self.pos,
            self.mapq,
            self.cigar,
            String::from_utf8_lossy(&self.bases)
        )
    }
}

/// A folder with the reference, a BAM and its targets.
pub(super) struct Files {
    pub(super) folder: TempDir,
}

pub(super) const HEADER: &str =
    "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr21\tLN:3000\n@RG\tID:g\tSM:T\n";

impl Files {
    pub(super) fn new(lines: &[Line], targets: &[(usize, &str, &str)]) -> Self {
        Self::with_header(HEADER, lines, targets)
    }

    /// Writes what `lines` say. Targets have 1-based positions.
    pub(super) fn with_header(
        header: &str,
        lines: &[Line],
        targets: &[(usize, &str, &str)],
    ) -> Self {
        let files = Self { folder: tempfile::tempdir().unwrap() };
        let text = [b">chr21\n", reference().as_slice(), b"\n"].concat();
        fs::write(files.path("r.fa"), text).unwrap();
        fs::write(files.path("r.fa.fai"), "chr21\t3000\t7\t3000\t3001\n").unwrap();
        let mut vcf = "##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\n".to_owned();
        for (pos, reference, alternate) in targets {
            vcf.push_str(&format!("21\t{pos}\t.\t{reference}\t{alternate}\n"));
        }
        fs::write(files.path("t.vcf"), vcf).unwrap();
        files.write_bam("x.bam", header, lines);
        files
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn write_bam(&self, name: &str, header: &str, lines: &[Line]) {
        let (header, records) = parsed(header, lines);
        let path = self.path(name);
        let mut writer = bam::io::Writer::new(fs::File::create(&path).unwrap());
        writer.write_header(&header).unwrap();
        for record in &records {
            writer.write_alignment_record(&header, record).unwrap();
        }
        writer.try_finish().unwrap();
        drop(writer);
        if let Ok(bam::Index::Bai(index)) = bam::fs::index(&path) {
            bam::bai::fs::write(self.path(&format!("{name}.bai")), &index).unwrap();
        }
    }

    /// Writes the same as a CRAM against the reference.
    pub(super) fn write_cram(&self, name: &str, header: &str, lines: &[Line]) {
        let (header, records) = parsed(header, lines);
        let index = fasta::io::indexed_reader::Builder::default();
        let reader = index.build_from_path(self.path("r.fa")).unwrap();
        let adapter = fasta::repository::adapters::IndexedReader::new(reader);
        let path = self.path(name);
        let mut writer = cram::io::writer::Builder::default()
            .set_reference_sequence_repository(fasta::Repository::new(adapter))
            .build_from_path(&path)
            .unwrap();
        writer.write_header(&header).unwrap();
        for record in &records {
            writer.write_alignment_record(&header, record).unwrap();
        }
        writer.try_finish(&header).unwrap();
        drop(writer);
        let index = cram::fs::index(&path).unwrap();
        cram::crai::fs::write(self.path(&format!("{name}.crai")), &index).unwrap();
    }

    /// Runs `genotype` on files of the folder. A word that begins with `:` names one.
    pub(super) fn run(&self, args: &[&str]) -> Run {
        self.run_on("genotype", args)
    }

    /// Runs a command on files of the folder. A word that begins with `:` names one.
    pub(super) fn run_on(&self, command: &str, args: &[&str]) -> Run {
        let args: Vec<String> = args
            .iter()
            .map(|arg| match arg.strip_prefix(':') {
                Some(name) => self.path(name).display().to_string(),
                None => (*arg).to_owned(),
            })
            .collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        theravar(&[&[command], args.as_slice()].concat(), b"")
    }

    /// The rows of the BAM with the reference.
    pub(super) fn rows(&self, more: &[&str]) -> Vec<Row> {
        let usual = ["--bam", ":x.bam", "--targets", ":t.vcf", "-a", "GRCh38"];
        let run = self.run(&[&usual[..], more].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        rows(&run.stdout)
    }
}

fn parsed(header: &str, lines: &[Line]) -> (sam::Header, Vec<sam::alignment::RecordBuf>) {
    let mut lines = lines.to_vec();
    lines.sort_by_key(|line| (line.contig.len(), line.contig.clone(), line.pos));
    let text: String = lines.iter().map(Line::text).collect();
    let text = header.to_owned() + &text;
    let mut reader = sam::io::Reader::new(text.as_bytes());
    let header = reader.read_header().unwrap();
    let records = reader.record_bufs(&header).collect::<Result<_, _>>().unwrap();
    (header, records)
}

/// Asserts columns of a row.
pub(super) fn assert_row(row: &Row, want: &[(&str, &str)]) {
    let found: Vec<(&str, &str)> = want.iter().map(|(key, _)| (*key, row[*key].as_str())).collect();
    assert_eq!(found, want, "{row:?}");
}

fn some() -> Files {
    let bases = reference();
    let lines: Vec<Line> = (0..30)
        .map(|i| {
            Line::new(&format!("r{i}"), 900 + i, "100M", &bases[900 + i..1000 + i]).tags("RG:Z:g")
        })
        .collect();
    let (was, other) = change(950);
    Files::new(&lines, &[(951, &was, &other)])
}

/// REF of a 0-based position, and a base that it is not.
pub(super) fn change(position: usize) -> (String, String) {
    let was = reference()[position];
    let other = if was == b'A' { 'C' } else { 'A' };
    (char::from(was).to_string(), other.to_string())
}

#[test]
fn files_that_cannot_be_used_say_why_and_nothing_is_written() {
    let files = some();
    let whole = fs::read(files.path("x.bam")).unwrap();
    fs::write(files.path("cut.bam"), &whole[..whole.len() - 28]).unwrap();
    fs::copy(files.path("x.bam.bai"), files.path("cut.bam.bai")).unwrap();
    fs::write(files.path("plain.bam"), &whole).unwrap();
    fs::write(files.path("text.bam"), "not reads").unwrap();
    fs::write(files.path("sam.bam"), HEADER).unwrap();
    fs::write(files.path("empty.bam"), "").unwrap();
    fs::write(files.path("bad.bam"), &whole).unwrap();
    fs::write(files.path("bad.bam.bai"), "no index").unwrap();
    let groups = HEADER.to_owned() + "@RG\tID:h\tSM:N\n";
    files.write_bam("two.bam", &groups, &[]);
    let hg19 = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr21\tLN:48129895\n@RG\tID:g\tSM:T\n";
    files.write_bam("hg19.bam", hg19, &[]);
    for (args, code, want) in [
        (&["--bam", ":none.bam"][..], 1, "none.bam: No such file"),
        (&["--bam", ":cut.bam"], 3, "truncated"),
        (&["--bam", ":plain.bam"], 3, "no index beside it: make one with samtools index"),
        (&["--bam", ":bad.bam"], 3, "its index cannot be read"),
        (&["--bam", ":text.bam"], 3, "neither BAM nor CRAM"),
        (&["--bam", ":sam.bam"], 3, "this is SAM text"),
        (&["--bam", ":empty.bam"], 3, "the file is empty"),
        (&["--bam", ":t.vcf"], 3, "neither BAM nor CRAM"),
        (&["--bam", ":x.bam", "-s", "Z"], 2, "--sample Z"),
        (&["--bam", ":two.bam"], 2, "2 samples (N, T): name one with --sample"),
        (&["--bam", ":hg19.bam"], 3, "1 contig lines of the header are GRCh37's"),
        (&["--bam", ":x.bam", "--normal-bam", ":cut.bam"], 3, "truncated"),
        (&["--bam", ":x.bam", "--reference", ":t.vcf"], 3, "no index"),
    ] {
        let run =
            files.run(&[args, &["--targets", ":t.vcf", "-a", "GRCh38", "-o", ":out.tsv"]].concat());
        assert_eq!(run.code, code, "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains(want), "{args:?}: {}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
        assert!(!files.path("out.tsv").exists(), "{args:?}");
    }
}

#[test]
fn a_file_without_read_groups_is_one_sample() {
    let bases = reference();
    let lines = [Line::new("a", 900, "100M", &bases[900..1000])];
    let (was, other) = change(950);
    let header = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr21\tLN:3000\n";
    let files = Files::with_header(header, &lines, &[(951, &was, &other)]);
    let run = files.run(&["--bam", ":x.bam", "--targets", ":t.vcf", "-a", "GRCh38"]);
    assert!(run.stderr.contains("no read group names a sample"), "{}", run.stderr);
    assert_row(&rows(&run.stdout)[0], &[("sample", "x"), ("reads_ref", "1")]);
}

#[test]
fn reads_of_other_samples_do_not_count() {
    let bases = reference();
    let read = |name: &str, group: &str| {
        Line::new(name, 900, "100M", &bases[900..1000]).tags(&format!("RG:Z:{group}"))
    };
    let (was, other) = change(950);
    let header = HEADER.to_owned() + "@RG\tID:h\tSM:N\n@RG\tID:i\tSM:T\n";
    let lines = [read("a", "g"), read("b", "h"), read("c", "i"), read("d", "h"), read("e", "h")];
    let files = Files::with_header(&header, &lines, &[(951, &was, &other)]);
    assert_row(&files.rows(&["-s", "T"])[0], &[("sample", "T"), ("reads_ref", "2")]);
    assert_row(&files.rows(&["-s", "N"])[0], &[("sample", "N"), ("reads_ref", "3")]);
}

#[test]
fn a_reference_of_other_bases_is_refused() {
    let files = some();
    let other: Vec<u8> = reference().into_iter().rev().collect();
    fs::write(files.path("r.fa"), [b">chr21\n", other.as_slice(), b"\n"].concat()).unwrap();
    let bases = reference();
    let wrong = (0..60).map(|i| 940 + i).find(|&i| bases[i] != other[i]).unwrap();
    let (was, alt) = change(wrong);
    let text = format!("#CHROM\tPOS\tID\tREF\tALT\nchr21\t{}\t.\t{was}\t{alt}\n", wrong + 1);
    fs::write(files.path("t.vcf"), text).unwrap();
    let run = files.run(&[
        "--bam",
        ":x.bam",
        "--targets",
        ":t.vcf",
        "-a",
        "GRCh38",
        "--reference",
        ":r.fa",
    ]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("REF of 1 of 1 targets"), "{}", run.stderr);
}

#[test]
fn a_cram_counts_as_the_bam_and_asks_for_its_reference() {
    let bases = reference();
    let (was, other) = change(950);
    let mut changed = bases[900..1000].to_vec();
    changed[50] = other.as_bytes()[0];
    let mut lines: Vec<Line> =
        (0..40).map(|i| Line::new(&format!("r{i}"), 900, "100M", &bases[900..1000])).collect();
    lines.extend((0..7).map(|i| {
        let line = Line::new(&format!("a{i}"), 900, "100M", &changed);
        line.tags(&format!("RX:Z:ACGT MI:Z:{i}"))
    }));
    lines.push(Line::new("clip", 960, "10S90M", &[b'A'; 100]).flag(16));
    let files = Files::new(&lines, &[(951, &was, &other)]);
    files.write_cram("x.cram", HEADER, &lines);
    let of_bam = files.rows(&["--reference", ":r.fa"]);
    let cram = ["--bam", ":x.cram", "--targets", ":t.vcf", "-a", "GRCh38"];
    let run = files.run(&[&cram[..], &["--reference", ":r.fa"]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(rows(&run.stdout), of_bam);
    assert_row(&of_bam[0], &[("reads_ref", "40"), ("molecules_alt", "7")]);
    let run = files.run(&[&cram[..], &["-o", ":out.tsv"]].concat());
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("name the FASTA file with --reference"), "{}", run.stderr);
    assert!(!files.path("out.tsv").exists());
}

#[test]
fn json_is_of_its_schema_and_vcf_can_be_read() {
    let files = some();
    let usual = ["--bam", ":x.bam", ":x.bam", "--targets", ":t.vcf", "-a", "GRCh38"];
    let run = files.run(&[&usual[..], &["-o", ":out.json"]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = fs::read_to_string(files.path("out.json")).unwrap();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/genotype.schema.json");
    let schema = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let wrong: Vec<String> = schema.iter_errors(&document).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(document["targets"][1]["reads"]["ref"], 30);
    assert_eq!(document["targets"][0]["status"], "NOT_DETECTED");

    let run = files.run(&[&usual[..], &["-f", "vcf"]].concat());
    let mut reader = noodles_vcf::io::Reader::new(run.stdout.as_bytes());
    let header = reader.read_header().unwrap();
    let names: Vec<&String> = header.sample_names().iter().collect();
    assert_eq!(names, ["T", "T_2"]);
    let records: Vec<_> = reader.record_bufs(&header).collect::<Result<_, _>>().unwrap();
    assert_eq!(records.len(), 1);
    assert!(run.stdout.contains("\tNOT_DETECTED\t"), "{}", run.stdout);
}
