//! Small compressed files that unpack to very much: refused with a line and exit code 3, within 256 MiB.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::support::vcf;

/// What a process may hold at its peak, in KiB.
const MEMORY: u64 = 256 << 10;

/// Writes `first`, `times` MiB of `part`, and `last`, each MiB as a gzip member of its own.
fn bomb(path: &Path, first: &str, part: &str, times: usize, last: &str) {
    let member = |text: &str| {
        let mut out = GzEncoder::new(Vec::new(), Compression::fast());
        out.write_all(text.as_bytes()).unwrap();
        out.finish().unwrap()
    };
    let middle = member(&part.repeat((1 << 20) / part.len())).repeat(times);
    let stored = [member(first), middle, member(last)].concat();
    assert!(stored.len() < 4 << 20);
    fs::write(path, stored).unwrap();
}

/// Peak memory of a process in KiB, while it runs.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Exit code and standard error of theravar, whose memory is looked at as long as it runs.
fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_theravar"))
        .args(args)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut seen = 0;
    let status = loop {
        seen = peak(child.id()).unwrap_or_default().max(seen);
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => thread::sleep(Duration::from_millis(2)),
        }
    };
    assert!(seen > 0 && seen < MEMORY, "{args:?}: {seen} KiB");
    (status.code(), std::io::read_to_string(child.stderr.unwrap()).unwrap())
}

#[test]
fn what_unpacks_to_too_much_is_refused_within_its_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let v600e = vcf("GRCh37", &[("7", 140_453_136, "A", "T")]);
    fs::write(path("ok.vcf"), &v600e).unwrap();
    let columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    let record = "7\t140453136\t.\tA\tT\t.\tPASS\t.\n";
    let start = "##fileformat=VCFv4.2\n";
    bomb(&path("head.vcf.gz"), &format!("{start}##x="), "x", 65, &format!("\n{columns}{record}"));
    let line = format!("{start}{columns}{record}7\t140453137\t.\tC\tT\t.\tPASS\tX=");
    bomb(&path("line.vcf.gz"), &line, "x", 130, "\n");
    bomb(&path("rows.gz"), "gene\tcall\n", "ERBB2\t2\n", 130, "");
    bomb(&path("cell.gz"), "gene\tcall\nERBB2\t", "x", 130, "\n");
    bomb(&path("bed.gz"), "", "7\t1\t2\n", 130, "");
    bomb(&path("text.gz"), "#", "x", 130, "\n");
    bomb(&path("result.json.gz"), "{\"a\": \"", "x", 130, "\"}");
    let (header, longest, whole) =
        ("larger than 64 MiB", "longer than 128 MiB", "larger than 128 MiB");
    for (args, says) in [
        (&["annotate", "head.vcf.gz"][..], header),
        (&["annotate", "-a", "GRCh37", "line.vcf.gz", "-f", "vcf", "-o", "out.vcf"], longest),
        (&["annotate", "ok.vcf", "--cna", "rows.gz"], whole),
        (&["annotate", "ok.vcf", "--cna", "cell.gz"], whole),
        (&["annotate", "ok.vcf", "--fusions", "cell.gz"], whole),
        (&["annotate", "ok.vcf", "--assessed-bed", "bed.gz"], whole),
        (&["annotate", "ok.vcf", "--knowledge", "text.gz"], whole),
        (&["annotate", "ok.vcf", "--locked", "text.gz"], whole),
        (&["knowledge", "diff", "embedded", "embedded", "--replay", "result.json.gz"], whole),
        (&["knowledge", "import", "custom", "rows.gz", "-o", "out.tsv"], whole),
    ] {
        let (code, said) = run(folder.path(), args);
        assert_eq!(code, Some(3), "{args:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{args:?}: {said}");
        assert!(said.contains(says), "{args:?}: {said}");
        assert!(!path("out.vcf").exists() && !path("out.tsv").exists(), "{args:?}");
    }
}

#[test]
fn an_index_that_unpacks_to_too_much_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("large.vcf.gz");
    let mut out = noodles_bgzf::io::Writer::new(File::create(&input).unwrap());
    let text = vcf("GRCh37", &[("7", 140_453_136, "A", "T")]);
    out.write_all(&text).unwrap();
    // An index is looked for beside files of 8 MB and more; the bases do not compress well.
    let mut seed = 1_u64;
    for position in 140_500_000..140_700_000 {
        let mut id = String::new();
        for _ in 0..6 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            id += &format!("{seed:x}");
        }
        let record = format!("chr7\t{position}\t{id}\tN\tA\t.\tPASS\t.\tGT:AD\t0/1:60,40\n");
        out.write_all(record.as_bytes()).unwrap();
    }
    out.finish().unwrap();
    assert!(fs::metadata(&input).unwrap().len() > 8 << 20);
    bomb(&folder.path().join("large.vcf.gz.tbi"), "TBI\u{1}", "\0", 100, "");
    let args = ["annotate", "-v", "large.vcf.gz", "-o", "out.tsv"];
    let (code, said) = run(folder.path(), &args);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("large.vcf.gz.tbi: ") && said.contains("not used"), "{said}");
    let table = fs::read_to_string(folder.path().join("out.tsv")).unwrap();
    assert!(table.contains("\tV600E\t"), "{said}");
}
