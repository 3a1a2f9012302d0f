//! Several outputs of one pass, their names, and what is beside them.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::support::{Run, theravar};

/// A VCF of findings, neighbours on one haplotype, and many variants without a finding between them.
pub(crate) fn sample() -> String {
    let mut text = "##fileformat=VCFv4.2\n##contig=<ID=7,length=159138663>\n\
        ##contig=<ID=12,length=133851895>\n##INFO=<ID=END,Number=1,Type=Integer,Description=\"End\">\n\
        ##INFO=<ID=SVLEN,Number=.,Type=Integer,Description=\"Length\">\n\
        ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
        ##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"Reads\">\n\
        ##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Depth\">\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n"
        .to_owned();
    let mut record = |contig: &str, pos: u32, reference: &str, alternate: &str| {
        text.push_str(&format!(
            "{contig}\t{pos}\t.\t{reference}\t{alternate}\t60.0\tPASS\t.\tGT:AD:DP\t0/1:60,40:100\n"
        ));
    };
    (0..20_000).for_each(|n| record("7", 1_000_000 + 40 * n, "A", "T"));
    record("7", 55_242_464, "AGGAATTAAGAGAAGC", "A");
    record("7", 55_249_071, "C", "T");
    (0..500).for_each(|n| record("7", 60_000_000 + n, "A", "T"));
    record("7", 140_453_136, "A", "T");
    record("7", 140_453_137, "C", "T");
    record("12", 25_398_284, "C", "T");
    (0..10_000).for_each(|n| record("12", 30_000_000 + n, "A", "T"));
    text
}

/// A folder with inputs.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::write(folder.path("in.vcf"), sample()).unwrap();
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs with words of which those that begin with `@` are files of the folder.
    pub(crate) fn run(&self, words: &[&str]) -> Run {
        let word = |word: &&str| match word.strip_prefix('@') {
            Some(name) => self.path(name).to_str().unwrap().to_owned(),
            None => (*word).to_owned(),
        };
        let words: Vec<String> = words.iter().map(word).collect();
        theravar(&words.iter().map(String::as_str).collect::<Vec<_>>(), b"")
    }

    /// Runs `annotate` with outputs of these names.
    fn annotate(&self, names: &[&str], args: &[&str]) -> Run {
        let names: Vec<String> = names.iter().map(|name| format!("@{name}")).collect();
        let outputs = names.iter().flat_map(|name| ["-o", name]);
        let fixed = ["annotate", "@in.vcf", "-q"].into_iter();
        self.run(&fixed.chain(args.iter().copied()).chain(outputs).collect::<Vec<_>>())
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }
}

pub(crate) fn inflated(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut text).unwrap();
    text
}

/// Whether a program is at hand; says so where it is not.
pub(crate) fn has(program: &str, test: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        println!("skipped: {test}: {program} is not installed here");
    }
    found
}

fn lines_of(program: &str, args: &[&str], file: &Path) -> Vec<String> {
    let run = Command::new(program).args(args).arg(file).output().unwrap();
    assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn outputs_of_one_pass_are_those_of_single_runs() {
    let folder = Folder::new();
    let names = ["a.tsv", "a.json", "a.vcf", "a.vcf.gz", "b.tsv.gz", "b.json.gz"];
    let runs: [&[&str]; 4] = [
        &["-t", "LUAD"],
        &["-t", "LUAD", "--all"],
        &["-t", "LUAD", "--min-level", "2", "--all", "-@", "3"],
        &["--layout", "evidence", "-@", "1"],
    ];
    for args in runs {
        let args = [args, &["--no-provenance"]].concat();
        let run = folder.annotate(&names, &args);
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
        let together: Vec<Vec<u8>> = names.iter().map(|name| folder.read(name)).collect();
        assert_eq!(inflated(&together[4]), together[0], "{args:?}");
        assert_eq!(inflated(&together[5]), together[1], "{args:?}");
        assert_eq!(inflated(&together[3]), together[2], "{args:?}");
        let is_all = args.contains(&"--all");
        for (name, together) in names.iter().zip(&together) {
            fs::remove_file(folder.path(name)).unwrap();
            let is_vcf = name.contains(".vcf");
            let is_json = name.contains(".json");
            let mut own = args.clone();
            own.retain(|arg| !(is_vcf && *arg == "--all"));
            if is_vcf || is_json {
                own.retain(|arg| !["--layout", "evidence"].contains(arg));
            }
            let run = folder.annotate(&[name], &own);
            assert_eq!(run.code, 0, "{name} {own:?}: {}", run.stderr);
            assert!(folder.read(name) == *together, "{name}: {args:?}");
        }
        let rows = String::from_utf8(together[0].clone()).unwrap().lines().count();
        assert_eq!(rows > 30_000, is_all, "{rows} rows");
    }
}

#[test]
fn a_failure_leaves_none_of_them() {
    let folder = Folder::new();
    let vcf = String::from_utf8(folder.read("in.vcf")).unwrap();
    fs::write(folder.path("bad.vcf"), vcf.replace("12\t30009999\t", "12\tx\t")).unwrap();
    fs::write(folder.path("old.tsv"), "old").unwrap();
    let before = folder.names();
    let outputs = ["-o", "@old.tsv", "-o", "@a.json", "-o", "@a.vcf.gz"];
    let run = folder.run(&[&["annotate", "@bad.vcf", "--strict"], &outputs[..]].concat());
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert_eq!(folder.names(), before);
    for missing in ["@none/b.json", "/dev/full"] {
        let format = if missing.starts_with('@') { "@x.tsv" } else { "@a.txt" };
        let more = ["-o", format, "-o", missing];
        let run = folder.run(&[&["annotate", "@in.vcf"], &outputs[..], &more].concat());
        assert_eq!(run.code, 1, "{missing}: {}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
        assert_eq!(folder.names(), before, "{missing}");
    }
    assert_eq!(folder.read("old.tsv"), b"old");
    // The control: the same with nothing in the way.
    let run = folder.run(&[&["annotate", "@in.vcf"], &outputs[..]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut all = before.clone();
    all.extend(["a.json", "a.vcf.gz", "a.vcf.gz.tbi"].map(str::to_owned));
    all.sort();
    assert_eq!(folder.names(), all);
    assert_ne!(folder.read("old.tsv"), b"old");
}

#[test]
fn names_tell_formats_and_others_are_refused() {
    let folder = Folder::new();
    for (names, args, why) in [
        (
            &["a.pdf"][..],
            &[][..],
            "a.pdf: its extension tells no format that is written: .tsv[.gz]",
        ),
        (&["a.tsv", "a.docx"], &[], "a.docx"),
        (&["a.vcf.zip"], &[], ".vcf[.gz]"),
        (&["a.gz", "b.parquet.gz"], &[], "b.parquet.gz"),
        (&["a.tsv", "a.json"], &["-f", "tsv"], "--format is of one output"),
        (&["a.json", "a.vcf"], &["--layout", "evidence"], "--layout"),
        (&["a.json"], &["--sort", "level"], "--sort"),
        (&["a.vcf", "a.vcf.gz"], &["--all"], "--all"),
        (&["a.tsv", "b.tsv"], &["--layout", "biomarkers"], "--tumor-type"),
    ] {
        let run = folder.annotate(names, args);
        assert_eq!(run.code, 2, "{names:?}: {}", run.stderr);
        assert!(run.stderr.contains(why), "{names:?}: {}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
        assert_eq!(folder.names(), ["in.vcf"]);
    }
    let runs: [(&[&str], &[&str]); 6] = [
        (&["a.whatever"], &["-f", "json"]),
        (&["a"], &[]),
        (&["A.TSV.GZ"], &[]),
        (&["a.tsv", "b.txt"], &["-f", "tsv"]),
        (&["a.json", "b.tsv"], &["--layout", "evidence"]),
        (&["a.tsv", "b.vcf"], &["--all", "--sort", "level"]),
    ];
    for (names, args) in runs {
        let run = folder.annotate(names, args);
        assert_eq!(run.code, 0, "{names:?}: {}", run.stderr);
        names.iter().for_each(|name| assert!(!folder.read(name).is_empty(), "{name}"));
    }
    assert_eq!(folder.read("a.whatever")[0], b'{');
    assert!(inflated(&folder.read("A.TSV.GZ")).starts_with(b"## theravar"));
}

#[test]
#[cfg(unix)]
fn no_output_is_an_input_or_another_output() {
    let folder = Folder::new();
    let sub = folder.path("sub");
    fs::create_dir(&sub).unwrap();
    std::os::unix::fs::symlink(folder.path("new.tsv"), folder.path("link.tsv")).unwrap();
    fs::hard_link(folder.path("in.vcf"), folder.path("hard.vcf")).unwrap();
    fs::write(folder.path("old.tsv"), "old").unwrap();
    fs::hard_link(folder.path("old.tsv"), folder.path("same.tsv")).unwrap();
    let before = folder.names();
    for (names, why) in [
        (&["a.tsv", "a.tsv"][..], "written twice"),
        (&["a.tsv", "sub/../a.tsv"], "written twice"),
        (&["new.tsv", "link.tsv"], "written twice"),
        (&["old.tsv", "same.tsv"], "written twice"),
        (&["a.json", "hard.vcf"], "read too"),
        (&["in.vcf", "a.json"], "read too"),
    ] {
        let run = folder.annotate(names, &[]);
        assert_eq!(run.code, 2, "{names:?}: {}", run.stderr);
        assert!(run.stderr.contains(why), "{names:?}: {}", run.stderr);
        assert_eq!(folder.names(), before);
    }
    let burden = ["--tmb-preset", "exome-nonsyn", "--explain-tmb", "@b.tsv"];
    let fixed = ["annotate", "@in.vcf", "-q", "-o", "@a.json", "-o"];
    let run = folder.run(&[&fixed[..], &["@b.tsv"], &burden].concat());
    assert_eq!(run.code, 2, "{}", run.stderr);
    let run = folder.run(&[&fixed[..], &["@c.tsv"], &burden].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    // The index beside a compressed VCF is an output, too.
    std::os::unix::fs::symlink(folder.path("in.vcf"), folder.path("x.vcf.gz.tbi")).unwrap();
    let run = folder.annotate(&["x.vcf.gz"], &[]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("x.vcf.gz.tbi"), "{}", run.stderr);
    assert_eq!(folder.read("in.vcf"), sample().as_bytes());
}

#[test]
fn the_index_of_a_compressed_vcf_finds_every_record() {
    let folder = Folder::new();
    // Events reach beyond their REF, by END or by SVLEN.
    let text = sample()
        .replace(
            "7\t60000000\t.\tA\tT\t60.0\tPASS\t.",
            "7\t60000000\t.\tA\t<DEL>\t60.0\tPASS\tEND=140000000",
        )
        .replace(
            "7\t60000001\t.\tA\tT\t60.0\tPASS\t.",
            "7\t60000001\t.\tA\t<DUP>\t60.0\tPASS\tSVLEN=3000",
        );
    fs::write(folder.path("in.vcf"), &text).unwrap();
    let run = folder.annotate(&["a.vcf.gz", "a.vcf"], &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let index = noodles_tabix::fs::read(folder.path("a.vcf.gz.tbi")).unwrap();
    let vcf = File::open(folder.path("a.vcf.gz")).unwrap();
    let mut reader = noodles_csi::io::IndexedReader::new(vcf, index);
    let mut found = |region: &str| {
        let region = region.parse().unwrap();
        let query = reader.query(&region).unwrap();
        let records = query.map(|record| record.unwrap().as_ref().to_owned());
        records.collect::<Vec<_>>()
    };
    let all = String::from_utf8(folder.read("a.vcf")).unwrap();
    let at = |contig: &str, from: u32, to: u32| -> Vec<&str> {
        let record = |line: &&str| {
            let mut columns = line.split('\t');
            let is_contig = columns.next() == Some(contig);
            let pos = columns.next().and_then(|pos| pos.parse::<u32>().ok()).unwrap_or(0);
            is_contig && (from..=to).contains(&pos)
        };
        all.lines().filter(|line| !line.starts_with('#')).filter(record).collect()
    };
    for (contig, from, to) in [
        ("7", 1, 159_138_663),
        ("7", 1_000_000, 1_000_000),
        ("7", 55_249_071, 55_249_071),
        ("12", 25_398_284, 25_398_284),
        ("12", 30_005_000, 40_000_000),
    ] {
        assert_eq!(
            found(&format!("{contig}:{from}-{to}")),
            at(contig, from, to),
            "{contig}:{from}"
        );
    }
    if has("bcftools", "the_index_of_a_compressed_vcf_finds_every_record") {
        let view = |region: &str| {
            lines_of("bcftools", &["view", "-H", "-r", region], &folder.path("a.vcf.gz"))
        };
        assert_eq!(view("7:140453136").len(), 1);
        assert!(view("7:140453136")[0].contains("TX=T|BRAF|"));
        assert_eq!(view("7:100000000")[0].split('\t').nth(4), Some("<DEL>"));
        assert_eq!(view("12").len(), 10_001);
        assert!(view("7:140453138-150000000").is_empty());
    }
}

#[test]
fn an_unsorted_vcf_is_written_without_an_index_and_it_is_said() {
    let folder = Folder::new();
    let (head, records) = (sample(), sample());
    let head: Vec<&str> = head.lines().filter(|line| line.starts_with('#')).collect();
    let mut records: Vec<&str> = records.lines().filter(|line| !line.starts_with('#')).collect();
    records.reverse();
    fs::write(folder.path("in.vcf"), [head, records].concat().join("\n") + "\n").unwrap();
    let run = folder.run(&["annotate", "@in.vcf", "-o", "@a.vcf.gz"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("a.vcf.gz: no index is written: the records are not sorted"));
    assert_eq!(folder.names(), ["a.vcf.gz", "in.vcf"]);
    let written = inflated(&folder.read("a.vcf.gz"));
    assert!(written.iter().filter(|byte| **byte == b'\n').count() > 30_000);
}

#[test]
fn compressed_tables_are_bgzf() {
    let folder = Folder::new();
    // Neighbours that are read together stand behind their parts, and are not sorted.
    fs::write(folder.path("in.vcf"), sample().replace("7\t140453137\t", "7\t140453237\t")).unwrap();
    let run = folder.annotate(&["a.tsv.gz", "a.tsv"], &["--all", "--no-provenance"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let stored = folder.read("a.tsv.gz");
    assert_eq!(stored[12..16], *b"BC\x02\0", "the extra field of BGZF");
    let end = stored.len() - 28;
    assert_eq!(stored[end..end + 4], [0x1f, 0x8b, 8, 4], "its end-of-file marker");
    assert_eq!(inflated(&stored), folder.read("a.tsv"));
    if has("tabix", "compressed_tables_are_bgzf") {
        let path = folder.path("a.tsv.gz");
        lines_of("tabix", &["-f", "-S", "1", "-s", "2", "-b", "3", "-e", "3"], &path);
        let run = Command::new("tabix").arg(&path).arg("7:140453136-140453136").output().unwrap();
        let row = String::from_utf8(run.stdout).unwrap();
        assert!(row.lines().next().unwrap().contains("\tBRAF\t"), "{row}");
    }
}

#[test]
fn rows_by_level_are_the_same_rows() {
    let folder = Folder::new();
    let rank = |level: &str| {
        let levels = ["R1", "1", "2", "3A", "3B", "4", "R2", ""];
        levels.iter().position(|known| *known == level).unwrap()
    };
    for args in [&["-t", "LUAD"][..], &["-t", "LUAD", "--all"]] {
        let args = [args, &["--no-provenance"]].concat();
        let rows = |sort: &str| {
            let run = folder.annotate(&["a.tsv"], &[&args[..], &["--sort", sort]].concat());
            assert_eq!(run.code, 0, "{}", run.stderr);
            let text = String::from_utf8(folder.read("a.tsv")).unwrap();
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        let (by_position, by_level) = (rows("position"), rows("level"));
        assert_eq!(by_position[0], by_level[0]);
        assert_ne!(by_position, by_level);
        let column = by_level[0].split('\t').position(|name| name == "highest_level").unwrap();
        let levels: Vec<usize> =
            by_level[1..].iter().map(|row| rank(row.split('\t').nth(column).unwrap())).collect();
        assert!(levels.is_sorted(), "{args:?}");
        assert!(levels[0] <= 1 && levels.len() > 3);
        let sorted = |mut rows: Vec<String>| {
            rows.sort();
            rows
        };
        assert_eq!(sorted(by_position), sorted(by_level));
    }
}
