//! Inputs and outputs as files: links, pipes, devices, signals, changes while they are read.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::support::{Run, theravar, vcf};

const V600E: (&str, u32, &str, &str) = ("7", 140_453_136, "A", "T");
const EVIDENCE: &str = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\tdirection\t\
    significance\tsource_level\tcitation\trating\tflagged\torigin\nBRAF\tBRAF V600E\tlab-1\tuser\tMelanoma\t\
    DOID:1909\tTrial Drug\t\tSupports\tSensitivity/Response\tB\tPMID:1\t4\tfalse\tSomatic\n";
const CNA: &str = "sample\tgene\tcall\nT\tERBB2\tAmplification\n";

/// A folder with an input.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("in.vcf", vcf("GRCh37", &[V600E]));
        folder
    }

    fn path(&self, name: impl AsRef<OsStr>) -> PathBuf {
        self.0.path().join(Path::new(name.as_ref()))
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs with words of which those that begin with `@` are files of the folder.
    fn run(&self, words: &[&str]) -> Run {
        let word = |word: &&str| match word.strip_prefix('@') {
            Some(name) => self.path(name).to_str().unwrap().to_owned(),
            None => (*word).to_owned(),
        };
        let words: Vec<String> = words.iter().map(word).collect();
        theravar(&words.iter().map(String::as_str).collect::<Vec<_>>(), b"")
    }

    /// Starts a run that has its input open, and waits for a reader of its output, a named pipe.
    fn waiting(&self, input: &str, args: &[&str]) -> Child {
        let pipe = self.pipe("pipe");
        let child = command()
            .args(["annotate", self.path(input).to_str().unwrap(), "-o", pipe.to_str().unwrap()])
            .args(args)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let input = self.path(input).canonicalize().unwrap();
        let open = format!("/proc/{}/fd", child.id());
        until(|| {
            let found = fs::read_dir(&open).into_iter().flatten().flatten();
            found.into_iter().any(|fd| fs::read_link(fd.path()).is_ok_and(|path| path == input))
        });
        child
    }

    fn pipe(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        path
    }
}

fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_theravar"))
}

fn until(mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(60), "it never came to that");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn sha256(path: &Path) -> String {
    Sha256::digest(fs::read(path).unwrap()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every kind of file that a run reads, each as itself, by a symbolic and by a hard link.
#[test]
fn an_output_that_is_read_is_refused_by_whatever_link() {
    let folder = Folder::new();
    folder.write("in.vcf.tbi", "index");
    folder.write("in.vcf.csi", "index");
    folder.write("k.tsv", EVIDENCE);
    folder.write("c.tsv", CNA);
    folder.write("f.tsv", "sample\tgeneA\tgeneB\nT\tEML4\tALK\n");
    folder.write("b.tsv", "7\t1\t2\n");
    fs::create_dir(folder.path("tables")).unwrap();
    folder.write("tables/own.tsv", EVIDENCE);
    let lock = folder.run(&["knowledge", "lock", "-o", "@l.tsv"]);
    assert_eq!(lock.code, 0, "{}", lock.stderr);
    let read: [(&str, &[&str]); 9] = [
        ("in.vcf", &[]),
        ("in.vcf.tbi", &[]),
        ("in.vcf.csi", &[]),
        ("k.tsv", &["--knowledge", "@k.tsv"]),
        ("tables/own.tsv", &["--knowledge", "@tables"]),
        ("c.tsv", &["--cna", "@c.tsv"]),
        ("f.tsv", &["--fusions", "@f.tsv"]),
        ("b.tsv", &["--assessed-bed", "@b.tsv"]),
        ("l.tsv", &["--locked", "@l.tsv"]),
    ];
    for (name, args) in read {
        let before = fs::read(folder.path(name)).unwrap();
        for other in ["symbolic", "hard"] {
            let _ = fs::remove_file(folder.path(other));
        }
        symlink(folder.path(name), folder.path("symbolic")).unwrap();
        fs::hard_link(folder.path(name), folder.path("hard")).unwrap();
        for output in [name, "symbolic", "hard"] {
            let output = format!("@{output}");
            let fixed = ["annotate", "@in.vcf", "-f", "tsv", "-o", &output];
            let run = folder.run(&[&fixed, args].concat());
            assert_eq!(run.code, 2, "{name} as {output}: {}", run.stderr);
            assert!(run.stderr.contains("read too"), "{}", run.stderr);
            assert_eq!(run.stderr.lines().count(), 1);
        }
        assert_eq!(fs::read(folder.path(name)).unwrap(), before, "{name}");
    }
    for words in [
        &["knowledge", "import", "custom", "@c.tsv", "-o", "@c.tsv"][..],
        &["knowledge", "import", "docm", "@c.tsv", "-o", "@c.tsv"],
        &["knowledge", "import", "serve", "@k.tsv", "@c.tsv", "-o", "@c.tsv"],
        &["knowledge", "import", "civic", "--vcf", "@evidence.tsv", "-o", "@."],
        &["knowledge", "lock", "--knowledge", "@k.tsv", "-o", "@k.tsv"],
        &["transcripts", "build", "--table", "@transcripts.tsv", "-o", "@."],
    ] {
        folder.write("evidence.tsv", "x");
        folder.write("transcripts.tsv", "x");
        let run = folder.run(words);
        assert_eq!(run.code, 2, "{words:?}: {}", run.stderr);
        assert!(run.stderr.contains("read too"), "{}", run.stderr);
    }
}

#[test]
fn standard_streams_are_files_too() {
    let folder = Folder::new();
    let input = || File::open(folder.path("in.vcf")).unwrap();
    let run = |command: &mut Command| {
        let output = command.stderr(Stdio::piped()).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains("read too"), "{stderr}");
    };
    run(command()
        .args(["annotate", "-", "-f", "tsv", "-o"])
        .arg(folder.path("in.vcf"))
        .stdin(input()));
    let appended = File::options().append(true).open(folder.path("in.vcf")).unwrap();
    run(command().arg("annotate").arg(folder.path("in.vcf")).stdout(appended));
    assert_eq!(fs::read(folder.path("in.vcf")).unwrap(), vcf("GRCh37", &[V600E]));
}

#[test]
fn an_output_keeps_permissions_and_links_and_a_protected_one_is_left() {
    let folder = Folder::new();
    fs::create_dir(folder.path("sub")).unwrap();
    let real = folder.write("sub/real.tsv", "old");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("sub/real.tsv", folder.path("link.tsv")).unwrap();
    symlink("sub/new.tsv", folder.path("dangling.tsv")).unwrap();
    for (output, target) in [("@link.tsv", "sub/real.tsv"), ("@dangling.tsv", "sub/new.tsv")] {
        let run = folder.run(&["annotate", "@in.vcf", "-o", output]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(fs::read_to_string(folder.path(target)).unwrap().contains("V600E"));
    }
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    for link in ["link.tsv", "dangling.tsv"] {
        assert!(fs::symlink_metadata(folder.path(link)).unwrap().is_symlink());
    }
    assert_eq!(folder.names(), ["dangling.tsv", "in.vcf", "link.tsv", "sub"]);
}

#[test]
fn a_signal_leaves_no_temporary_file_and_the_old_output() {
    let folder = Folder::new();
    let old = folder.write("out.tsv", "old");
    for signal in ["INT", "TERM", "HUP"] {
        // The input stays open, so that the run waits with its output begun.
        let pipe = folder.pipe("input");
        let mut child = command()
            .arg("annotate")
            .args([&pipe, Path::new("-o"), &old])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = File::options().write(true).open(&pipe).unwrap();
        // Enough for the look at the first bytes, and the header is whole.
        let records: Vec<_> = (0..10_000).map(|n| ("7", 1_000_000 + n, "A", "T")).collect();
        input.write_all(&vcf("GRCh37", &[&[V600E], &records[..]].concat())).unwrap();
        let fds = format!("/proc/{}/fd", child.id());
        until(|| {
            let found = fs::read_dir(&fds).into_iter().flatten().flatten();
            found.into_iter().any(|fd| {
                let target = fs::read_link(fd.path()).unwrap_or_default();
                // The folder, perhaps with a nameless file in it: `/folder/#123 (deleted)`.
                let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
                target.starts_with(folder.0.path())
                    && (name.starts_with('#') || name.starts_with('.'))
            })
        });
        let kill = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        assert_eq!(child.wait().unwrap().code(), None, "{signal}: it ends by the signal");
        fs::remove_file(&pipe).unwrap();
        assert_eq!(folder.names(), ["in.vcf", "out.tsv"], "{signal}");
        assert_eq!(fs::read_to_string(&old).unwrap(), "old", "{signal}");
    }
}

/// Reads what a waiting run writes, and returns its exit code and what it said.
fn finish(folder: &Folder, mut child: Child) -> (i32, String, String) {
    let mut written = String::new();
    File::open(folder.path("pipe")).unwrap().read_to_string(&mut written).unwrap();
    let code = child.wait().unwrap().code().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    fs::remove_file(folder.path("pipe")).unwrap();
    (code, said, written)
}

#[test]
fn an_input_that_changes_while_it_is_read_is_an_error() {
    let folder = Folder::new();
    let (code, said, written) = finish(&folder, folder.waiting("in.vcf", &["-f", "tsv"]));
    assert_eq!(code, 0, "{said}");
    assert!(written.contains("V600E"));
    for format in ["tsv", "json", "vcf"] {
        let child = folder.waiting("in.vcf", &["-f", format]);
        let mut input = File::options().append(true).open(folder.path("in.vcf")).unwrap();
        input.write_all(b"7\t140453137\t.\tC\tT\t.\tPASS\t.\tGT:AD:DP\t0/1:60,40:100\n").unwrap();
        let (code, said, written) = finish(&folder, child);
        assert_eq!(code, 1, "{format}: {said}");
        assert!(said.contains("in.vcf: changed while it was read"), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert_eq!(written, "", "{format}");
    }
}

/// The second reading of a VCF that is written back sees other bytes, of the same number and time.
#[test]
fn the_second_reading_is_held_against_the_first() {
    let folder = Folder::new();
    // More than is read ahead, of a place without a gene.
    let elsewhere = |n: u32| ("7", 1_000_000 + n, "A", "T");
    let records: Vec<_> = (0..80_000).map(elsewhere).chain([V600E]).collect();
    let text = String::from_utf8(vcf("GRCh37", &records)).unwrap();
    let input = folder.write("long.vcf", &text);
    let mut child = folder.waiting("long.vcf", &["-f", "vcf"]);
    let mut pipe = File::open(folder.path("pipe")).unwrap();
    // Some of the output is there: the records were read once, and the pipe is full.
    let mut written = vec![0; 4_096];
    pipe.read_exact(&mut written).unwrap();
    let modified = fs::metadata(&input).unwrap().modified().unwrap();
    let at = text.len() - 30;
    let changed = format!("{}X{}", &text[..at], &text[at + 1..]);
    let file = File::options().write(true).open(&input).unwrap();
    (&file).write_all(changed.as_bytes()).unwrap();
    file.set_modified(modified).unwrap();
    pipe.read_to_end(&mut written).unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1), "{said}");
    assert!(said.contains("long.vcf: changed while it was read"), "{said}");
}

#[test]
fn a_full_or_closed_output_is_an_error_in_one_line() {
    let folder = Folder::new();
    let input = folder.path("in.vcf");
    let input = input.to_str().unwrap();
    let evidence = folder.write("k.tsv", EVIDENCE);
    let evidence = evidence.to_str().unwrap();
    let lock = folder.run(&["knowledge", "lock", "-o", "/dev/full"]);
    assert_eq!(lock.code, 1, "{}", lock.stderr);
    for words in [
        &["annotate", input][..],
        &["annotate", input, "-f", "json"],
        &["annotate", input, "-f", "vcf"],
        &["annotate", input, "-o", "/dev/full"],
        &["explain", "BRAF V600E"],
        &["explain", "-f", "json", "BRAF V600E"],
        &["knowledge", "info"],
        &["knowledge", "check", evidence],
        &["knowledge", "diff", evidence, evidence],
        &["transcripts", "info"],
        &["--help"],
        &["--version"],
        &["annotate", "--help"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let (reader, closed) = std::io::pipe().unwrap();
        drop(reader);
        for stdout in [Stdio::from(full), Stdio::from(closed)] {
            let output = command().args(words).stdout(stdout).output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{words:?}: {said}");
            assert_eq!(said.lines().count(), 1, "{words:?}: {said}");
        }
    }
}

/// `--cna <(…)` and the like: what is read once is what the digest is of.
#[test]
fn tables_from_pipes_are_read_once_and_hashed_as_read() {
    let folder = Folder::new();
    let files = [
        ("--cna", "c.tsv", CNA),
        ("--fusions", "f.tsv", "sample\tgeneA\tgeneB\nT\tEML4\tALK\n"),
        ("--assessed-bed", "b.bed", "7\t140453000\t140454000\n"),
        ("--knowledge", "k.tsv", EVIDENCE),
    ];
    for (_, name, text) in files {
        folder.write(name, text);
    }
    for format in ["tsv", "json", "vcf"] {
        let names = files.map(|(_, name, _)| folder.path(name));
        let pipes = files.map(|(_, name, text)| {
            let pipe = folder.pipe(&format!("pipe.{name}"));
            let to = pipe.clone();
            // A second reader would wait forever, and fail the test by its time.
            std::thread::spawn(move || fs::write(to, text).unwrap());
            pipe
        });
        let run = |paths: &[PathBuf; 4]| {
            let mut command = command();
            command.arg("annotate").arg(folder.path("in.vcf")).args(["-f", format]);
            for ((option, ..), path) in files.iter().zip(paths) {
                command.arg(option).arg(path);
            }
            let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            let mut stdout = String::new();
            child.stdout.take().unwrap().read_to_string(&mut stdout).unwrap();
            let mut said = String::new();
            child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            assert!(child.wait().unwrap().success(), "{said}");
            stdout
        };
        let (of_files, of_pipes) = (run(&names), run(&pipes));
        assert_eq!(of_pipes.replace("pipe.", ""), of_files, "{format}");
        for (_, name, _) in files {
            assert!(of_files.contains(&sha256(&folder.path(name))), "{format}: {name}\n{of_files}");
            fs::remove_file(folder.path(format!("pipe.{name}"))).unwrap();
        }
    }
}
