//! What the program asks of the system, as strace(1) sees it: no socket, no other program, and no
//! file is written but the output.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::support::vcf;

const NAME: &str = "cli::contained::no_socket_no_program_and_only_the_output_is_written";
/// Calls that change a file system by a name.
const CHANGES: &str = "creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,\
    mkdir,mkdirat,mknod,mknodat,truncate,chmod,fchmodat,chown,lchown,fchownat,utimensat,setxattr,removexattr,\
    mount,umount2";
const PROCESSES: &str = "execve,execveat,fork,vfork,clone,clone3,ptrace,kill,tkill,tgkill";

/// Runs with strace, and returns the calls that were made.
fn calls(args: &[String], stdin: Option<&Path>, log: &Path) -> Option<Vec<String>> {
    let traced = format!("trace=%network,open,openat,openat2,{CHANGES},{PROCESSES}");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-s", "400", "-e", "signal=none", "-e", &traced, "-o"]).arg(log);
    command.arg(env!("CARGO_BIN_EXE_theravar")).args(args);
    command.stdin(stdin.map_or(Stdio::null(), |path| File::open(path).unwrap().into()));
    let output = command.output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("ptrace") || said.contains("PTRACE") {
        return None;
    }
    assert!(output.status.success(), "{args:?}: {said}");
    Some(fs::read_to_string(log).unwrap().lines().map(str::to_owned).collect())
}

/// Returns the call in a line of a log, without the thread that made it.
fn call(line: &str) -> &str {
    line.split_once(' ').map_or(line, |(_, call)| call.trim_start())
}

/// Says why a call is not one of those that a run with these files may make.
fn objection(line: &str, output: Option<&Path>) -> Option<&'static str> {
    let call = call(line);
    let name = call.split('(').next().unwrap_or_default();
    // The second half of a call that another thread interrupted.
    if call.starts_with("<...") {
        return None;
    }
    let folder = |path: &Path| format!("\"{}\"", path.display());
    match name {
        "execve" => None,
        "clone" | "clone3" => (!call.contains("CLONE_THREAD")).then_some("another process"),
        "open" | "openat" => {
            let is_written =
                ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|flag| call.contains(flag));
            // A nameless file: the output's, or what a stream is kept in for a second reading.
            let temporary = std::env::temp_dir();
            let folders = [output.and_then(Path::parent), Some(temporary.as_path())];
            let is_nameless = call.contains("O_TMPFILE")
                && folders.iter().flatten().any(|path| call.contains(&folder(path)));
            // The index beside a compressed VCF is an output too.
            let beside = |path: &Path| folder(path).replace(".gz\"", ".gz.tbi\"");
            let is_output = output
                .is_some_and(|path| call.contains(&folder(path)) || call.contains(&beside(path)));
            let is_own = is_nameless || is_output && !call.contains("O_TRUNC");
            (is_written && !is_own).then_some("a file is written")
        }
        "linkat" | "rename" | "renameat" => {
            let target = output.map(folder);
            // The output, and the index beside a compressed VCF.
            let named = |target: String| {
                call.contains(&target) || call.contains(&target.replace("gz\"", "gz.tbi\""))
            };
            let is_own = target.is_some_and(named)
                || call.contains("/.theravar-") && call.contains("/proc/self/fd/");
            (!is_own).then_some("a name is given")
        }
        _ => Some("an unexpected call"),
    }
}

#[test]
fn no_socket_no_program_and_only_the_output_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let word = |name: &str| path(name).to_str().unwrap().to_owned();
    if calls(&["--version".to_owned()], None, &path("log")).is_none() {
        eprintln!("skipped: {NAME}: strace is not here, or may not trace");
        return;
    }
    inputs(folder.path());
    let tables =
        ["--cna", "c.tsv", "--fusions", "f.tsv", "--assessed-bed", "b.bed", "--knowledge", "k.tsv"];
    let tables: Vec<String> = tables
        .map(|text| if text.starts_with("--") { text.to_owned() } else { word(text) })
        .to_vec();
    let mut runs: Vec<(Vec<String>, Option<PathBuf>, Option<PathBuf>)> = Vec::new();
    for input in ["in.vcf", "plain.vcf.gz", "in.vcf.gz", "in.bcf"] {
        for output in ["out.tsv", "out.json", "out.vcf", "out.vcf.gz"] {
            let all: &[&str] =
                if (input, output) == ("in.vcf", "out.tsv") { &["--all"] } else { &[] };
            let mut words =
                ["annotate", "-@", "3", "-o", &word(output)].map(str::to_owned).to_vec();
            words.extend(all.iter().map(|&word| word.to_owned()));
            words.extend(tables.iter().cloned());
            words.push("-s".to_owned());
            words.push("T".to_owned());
            let piped = [words.clone(), vec!["-".to_owned()]].concat();
            runs.push((piped, Some(path(input)), Some(path(output))));
            words.push(word(input));
            runs.push((words, None, Some(path(output))));
        }
    }
    for words in [
        &["annotate", &word("in.vcf")][..],
        &["explain", "BRAF V600E", "-t", "MEL"],
        &["explain", "-f", "json", "7-140453136-A-T"],
        &["knowledge", "info"],
        &["knowledge", "info", "--knowledge", &word("k.tsv")],
        &["transcripts", "info"],
    ] {
        runs.push((words.iter().map(|&word| word.to_owned()).collect(), None, None));
    }
    let lock = ["knowledge", "lock", "-o", &word("out.tsv")].map(str::to_owned).to_vec();
    runs.push((lock, None, Some(path("out.tsv"))));
    for (words, stdin, output) in runs {
        let calls = calls(&words, stdin.as_deref(), &path("log")).unwrap();
        assert!(calls.len() > 3, "{calls:?}");
        let programs = calls.iter().filter(|line| call(line).starts_with("execve")).count();
        assert_eq!(programs, 1, "{words:?}: {calls:#?}");
        for line in &calls {
            let objection = objection(line, output.as_deref());
            assert_eq!(objection, None, "{words:?}: {line}");
        }
    }
}

/// That the test would see what it forbids.
#[test]
fn what_is_forbidden_is_seen() {
    let output = Some(Path::new("/work/out.tsv"));
    for line in [
        "12 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3",
        "12 connect(3, {sa_family=AF_INET}, 16) = 0",
        "12 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD) = 13",
        "12 openat(AT_FDCWD, \"/etc/x\", O_WRONLY|O_CREAT, 0666) = 3",
        "12 openat(AT_FDCWD, \"/work\", O_RDWR|O_CREAT|O_TRUNC, 0666) = 3",
        "12 openat(AT_FDCWD, \"/work/out.tsv\", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 3",
        "12 openat(AT_FDCWD, \"/home\", O_WRONLY|O_TMPFILE, 0666) = 3",
        "12 rename(\"/work/a\", \"/work/b\") = 0",
        "12 unlink(\"/work/out.tsv\") = 0",
        "12 vfork() = 13",
    ] {
        assert!(objection(line, output).is_some(), "{line}");
    }
    for line in [
        "12 openat(AT_FDCWD, \"/etc/ld.so.cache\", O_RDONLY|O_CLOEXEC) = 3",
        "12 openat(AT_FDCWD, \"/work\", O_WRONLY|O_CLOEXEC|O_TMPFILE, 0666) = 3",
        "12 linkat(AT_FDCWD, \"/proc/self/fd/3\", AT_FDCWD, \"/work/out.tsv\", AT_SYMLINK_FOLLOW) = 0",
        "12 clone3({flags=CLONE_VM|CLONE_THREAD, exit_signal=0}) = 13",
    ] {
        assert_eq!(objection(line, output), None, "{line}");
    }
}

/// Writes one sample in every container, with an index that is used, and every table.
fn inputs(folder: &Path) {
    // More than eight million stored bytes, which no compression makes of repeated records.
    let mut seed = 1u64;
    let mut digits = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{:016x}", seed ^ seed >> 31)
    };
    let formats = "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n\
        ##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n\
        ##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n#CHROM";
    let head = String::from_utf8(vcf("GRCh37", &[])).unwrap().replace("#CHROM", formats);
    let mut text = |records: u32| {
        let mut text = head.clone();
        for position in 1_000_000..1_000_000 + records {
            let id: String = (0..32).map(|_| digits()).collect();
            text.push_str(&format!(
                "7\t{position}\t{id}\tA\tT\t.\tPASS\t.\tGT:AD:DP\t0/1:60,40:100\n"
            ));
        }
        text + "7\t140453136\t.\tA\tT\t.\tPASS\t.\tGT:AD:DP\t0/1:60,40:100\n"
    };
    let (short, long) = (text(1_000), text(34_000));
    fs::write(folder.join("in.vcf"), &short).unwrap();
    let plain = File::create(folder.join("plain.vcf.gz")).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(plain, Default::default());
    gzip.write_all(short.as_bytes()).unwrap();
    gzip.finish().unwrap();
    let mut bgzf = noodles_bgzf::io::Writer::new(File::create(folder.join("in.vcf.gz")).unwrap());
    bgzf.write_all(long.as_bytes()).unwrap();
    bgzf.finish().unwrap();
    let index = noodles_vcf::fs::index(folder.join("in.vcf.gz")).unwrap();
    match index {
        noodles_vcf::Index::Tabix(index) => {
            noodles_tabix::fs::write(folder.join("in.vcf.gz.tbi"), &index).unwrap();
        }
        noodles_vcf::Index::Csi(index) => {
            noodles_csi::fs::write(folder.join("in.vcf.gz.csi"), &index).unwrap();
        }
    }
    let mut reader = noodles_vcf::io::Reader::new(short.as_bytes());
    let header = reader.read_header().unwrap();
    let mut bcf = noodles_bcf::io::Writer::new(File::create(folder.join("in.bcf")).unwrap());
    use noodles_vcf::variant::io::Write as _;
    bcf.write_variant_header(&header).unwrap();
    for record in reader.record_bufs(&header) {
        bcf.write_variant_record(&header, &record.unwrap()).unwrap();
    }
    bcf.try_finish().unwrap();
    for (name, text) in [
        ("c.tsv", "sample\tgene\tcall\nT\tERBB2\tAmplification\n"),
        ("f.tsv", "sample\tgeneA\tgeneB\nT\tEML4\tALK\n"),
        ("b.bed", "7\t140453000\t140454000\n"),
        (
            "k.tsv",
            "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\tdirection\tsignificance\t\
             source_level\tcitation\trating\tflagged\torigin\nBRAF\tBRAF V600E\tlab-1\tuser\tMelanoma\tDOID:1909\t\
             Drug\t\tSupports\tSensitivity/Response\tB\tPMID:1\t4\tfalse\tSomatic\n",
        ),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
}
