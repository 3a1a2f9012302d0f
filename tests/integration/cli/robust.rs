//! What the system or the user does that no program expects: the run says so in one line, and never
//! panics.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::{Command, Output, Stdio};

use super::support::{theravar, vcf};

const V600E: (&str, u32, &str, &str) = ("7", 140_453_136, "A", "T");

fn run<A: AsRef<OsStr>>(args: &[A]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_theravar")).args(args).output().unwrap()
}

/// The exit code, what was said, and that it is one line.
fn one_line(output: &Output) -> (Option<i32>, String) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(said.lines().count(), 1, "{said}");
    (output.status.code(), said)
}

#[test]
fn a_path_may_be_any_bytes_and_other_values_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = |bytes: &[u8]| folder.path().join(OsStr::from_bytes(bytes)).into_os_string();
    let input = path(b"in\xff.vcf");
    fs::write(&input, vcf("GRCh37", &[V600E])).unwrap();
    fs::write(path(b"k\xff.tsv"), "gene\tcall\nERBB2\tAmplification\n").unwrap();
    fs::write(path(b"b\xff.bed"), "7\t1\t2\n").unwrap();
    let word = |text: &str| OsStr::new(text).to_owned();
    for (output, holds) in [
        (&b"out\xff.tsv"[..], "V600E"),
        (b"out\xff.json", "\"protein_change\": \"V600E\""),
        (b"out\xff.vcf", "TX="),
    ] {
        let output = path(output);
        let args = [
            word("annotate"),
            input.clone(),
            word("--cna"),
            path(b"k\xff.tsv"),
            word("--assessed-bed"),
            path(b"b\xff.bed"),
            word("-o"),
            output.clone(),
        ];
        let done = run(&args);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let text = fs::read_to_string(&output).unwrap();
        assert!(text.contains(holds) || text.contains(&holds.replace(' ', "")), "{text}");
        assert!(text.contains("in\u{fffd}.vcf"), "its name stands in the provenance: {text}");
    }
    let bad = OsStr::from_bytes(b"V600\xff").to_owned();
    for args in [
        vec![word("explain"), bad.clone()],
        vec![word("explain"), word("--knowledge"), word("/dev/null"), bad.clone()],
        vec![word("annotate"), input.clone(), word("-s"), bad.clone()],
        vec![word("annotate"), input.clone(), word("-t"), bad.clone()],
        vec![word("annotate"), input.clone(), word("--fact"), bad.clone()],
    ] {
        let (code, said) = one_line(&run(&args));
        assert_eq!(code, Some(2), "{args:?}: {said}");
        assert!(said.contains("UTF-8") && said.contains("V600\\xFF"), "{args:?}: {said}");
    }
    let (code, said) = one_line(&run(&[word("annotate"), path(b"none\xff")]));
    assert_eq!(code, Some(1), "{said}");
}

#[test]
fn a_standard_error_that_cannot_be_written_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in.vcf");
    let mut bytes = vcf("GRCh37", &[V600E]);
    bytes.extend_from_slice(b"7\tabc\t.\tA\tT\t.\tPASS\t.\tGT\t0/1\n");
    fs::write(&input, bytes).unwrap();
    let input = input.to_str().unwrap();
    for (words, code) in [
        (&["annotate", input, "-v"][..], 0),
        (&["annotate", input, "--strict"], 3),
        (&["annotate", input, "--progress", "always"], 0),
        (&["annotate", "/no/such/file"], 1),
        (&["annotate", "--no-such-option"], 2),
        (&["explain", "nothing like it"], 2),
        (&[], 2),
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let (reader, closed) = std::io::pipe().unwrap();
        drop(reader);
        for stderr in [Stdio::from(full), Stdio::from(closed)] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_theravar"));
            let output = command.args(words).stderr(stderr).stdout(Stdio::piped()).output();
            assert_eq!(output.unwrap().status.code(), Some(code), "{words:?}");
        }
        let mut closed = Command::new("sh");
        closed.args(["-c", "exec \"$0\" \"$@\" 2>&-", env!("CARGO_BIN_EXE_theravar")]).args(words);
        assert_eq!(closed.output().unwrap().status.code(), Some(code), "{words:?}");
    }
}

#[test]
fn absurd_numbers_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in.vcf");
    // Large enough for helpers.
    let records: Vec<_> = (0..20_000).map(|n| ("7", 1_000_000 + n, "A", "T")).collect();
    fs::write(&input, vcf("GRCh37", &[&[V600E], &records[..]].concat())).unwrap();
    let input = input.to_str().unwrap();
    let annotate = |threads: &str| {
        theravar(&["annotate", input, "--no-provenance", &format!("-@{threads}")], b"")
    };
    let one = annotate("1");
    assert_eq!(one.code, 0, "{}", one.stderr);
    for threads in ["99999", "18446744073709551615"] {
        let run = annotate(threads);
        assert_eq!(run.code, 0, "{threads}: {}", run.stderr);
        assert_eq!(run.stdout, one.stdout, "{threads}");
    }
    for threads in ["0", "-1", "", "many", "99999999999999999999"] {
        let run = annotate(threads);
        assert_eq!(run.code, 2, "{threads}: {}", run.stderr);
        assert!(run.stderr.contains("--threads"), "{threads}: {}", run.stderr);
    }
}

/// A user who may not start another thread or process: the one thread does it all.
#[test]
fn no_thread_to_be_had() {
    const NAME: &str = "cli::robust::no_thread_to_be_had";
    let prlimit = |value: &str, args: &[&OsStr]| {
        let mut command = Command::new("prlimit");
        command.arg(format!("--nproc={value}")).args(args);
        // Limits of processes do not hold for root.
        if nix::unistd::geteuid().is_root() {
            command.uid(61_234).gid(61_234);
        }
        command.current_dir("/").output()
    };
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let program = folder.path().join("theravar");
    fs::copy(env!("CARGO_BIN_EXE_theravar"), &program).unwrap();
    let version = [program.as_os_str(), OsStr::new("--version")];
    if !prlimit("1000", &version).is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: {NAME}: prlimit (util-linux) cannot run the program here");
        return;
    }
    // More than eight million bytes, so that an index is used where there is one.
    let path = |name: &str| folder.path().join(name);
    let records: Vec<_> = (0..30_000).map(|n| ("7", 1_000_000 + n, "A", "T")).collect();
    let text = vcf("GRCh37", &[&records[..], &[V600E]].concat());
    fs::write(path("in.vcf"), &text).unwrap();
    let mut writer = noodles_bgzf::io::Writer::new(File::create(path("in.vcf.gz")).unwrap());
    writer.write_all(&text).unwrap();
    writer.finish().unwrap();
    for (input, format) in
        [("in.vcf", "tsv"), ("in.vcf", "vcf"), ("in.vcf.gz", "vcf"), ("in.vcf.gz", "json")]
    {
        let input = path(input);
        let words = ["-f", format, "-@", "8", "--no-provenance"].map(OsStr::new);
        let args = [&[program.as_os_str(), OsStr::new("annotate"), input.as_os_str()], &words[..]];
        let usual = prlimit("1000", &args.concat()).unwrap();
        let limited = prlimit("1", &args.concat()).unwrap();
        let said = String::from_utf8_lossy(&limited.stderr);
        assert!(usual.status.success() && limited.status.success(), "{input:?} {format}: {said}");
        assert!(usual.stdout == limited.stdout, "{input:?} {format}");
        assert!(!usual.stdout.is_empty());
    }
    // That the limit holds: a shell cannot fork.
    let fork = prlimit("1", &["sh", "-c", "/bin/true | /bin/true"].map(OsStr::new)).unwrap();
    assert!(!fork.status.success(), "the limit does not hold here");
}

#[test]
fn what_is_nested_too_deeply_is_refused_by_name() {
    let nested = |depth: usize, open: &str, text: &str, close: &str| {
        format!("{}{text}{}", open.repeat(depth), close.repeat(depth))
    };
    for query in [
        nested(20, "(", "BRAF V600E", ")"),
        nested(50_000, "(", "BRAF V600E", ")"),
        nested(50_000, "(", "", ""),
        format!("NM_004333.6:c.{}", nested(5_000, "[", "1799T>A", "]")),
        format!("NP_004324.2:p.{}", nested(5_000, "(", "Val600Glu", ")")),
        format!("EML4::ALK {}", nested(5_000, "(", "e13;e20", ")")),
        nested(5_000, "NOT(", "BRAF V600E", ")"),
    ] {
        let run = theravar(&["explain", &query], b"");
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains("nest deeper than"), "{}", run.stderr);
        assert!(run.stderr.lines().count() == 1 && run.stderr.len() < 200, "{}", run.stderr);
    }
    for query in ["NOT ".repeat(1_000), "BRAF V600E, ".repeat(5_000)] {
        let run = theravar(&["explain", &query], b"");
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.len() < 200, "{}", run.stderr);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("in.vcf"), vcf("GRCh37", &[V600E])).unwrap();
    for profile in [
        nested(100_000, "(", "BRAF V600E", ")"),
        nested(100_000, "NOT ", "BRAF V600E", ""),
        nested(100_000, "NOT (", "BRAF V600E", ")"),
    ] {
        let own = format!(
            "profile\ttherapies\teffect\tlevel\ttumor_type\tcitation\n{profile}\tDrug\tsensitive\tB\tmelanoma\tPMID:1\n"
        );
        let table = format!(
            "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\tdirection\t\
             significance\tsource_level\tcitation\trating\tflagged\torigin\nBRAF\t{profile}\tlab-1\tuser\t\
             Melanoma\tDOID:1909\tDrug\t\tSupports\tSensitivity/Response\tB\tPMID:1\t4\tfalse\tSomatic\n"
        );
        fs::write(path("own.tsv"), own).unwrap();
        fs::write(path("k.tsv"), table).unwrap();
        for words in [
            &["annotate", &path("in.vcf"), "--knowledge", &path("k.tsv")][..],
            &["knowledge", "import", "custom", &path("own.tsv"), "-o", &path("out.tsv")],
        ] {
            let run = theravar(words, b"");
            assert_eq!(run.code, 3, "{words:?}: {}", run.stderr);
            assert!(run.stderr.contains("nest deeper than"), "{}", run.stderr);
            assert!(run.stderr.len() < 1_000, "{}", run.stderr);
        }
    }
}

/// Standard input that is closed is an empty input.
#[test]
fn a_closed_standard_input_is_empty() {
    let mut command = Command::new("sh");
    command.args(["-c", "exec \"$0\" annotate - <&-", env!("CARGO_BIN_EXE_theravar")]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(3), "{said}");
    assert!(said.contains("empty"), "{said}");
}
