//! What the program says to people, and leaves behind.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::outputs::Folder;
use super::support::{theravar, vcf};

const V600E: (&str, u32, &str, &str) = ("7", 140_453_136, "A", "T");

fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_theravar"))
}

#[test]
fn bare_annotate_at_a_terminal_shows_its_usage() {
    let nix::pty::OpenptyResult { master, slave } = nix::pty::openpty(None, None).unwrap();
    let mut terminal = File::from(master);
    let run = |args: &[&str], typed: &[u8], terminal: &mut File, slave: OwnedFd| {
        let child = command()
            .arg("annotate")
            .args(args)
            .stdin(Stdio::from(slave))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        terminal.write_all(typed).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    // Nobody types anything: a run that waits would never end.
    let (code, said) = run(&["-t", "MEL"], b"", &mut terminal, slave.try_clone().unwrap());
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("name the input"), "{said}");
    assert!(said.contains("Usage: theravar annotate [OPTIONS] [INPUT]..."), "{said}");
    // The control: who asks for it may type.
    let typed =
        b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n\x04\x04\x04\x04";
    let args = ["-", "-a", "GRCh37", "--progress", "never"];
    let (code, said) = run(&args, typed, &mut terminal, slave);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn knowledge_repeats_and_leaves_the_input() {
    let folder = Folder::new();
    let table = |id: &str, profile: &str| {
        format!(
            "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\tdirection\t\
             significance\tsource_level\tcitation\trating\tflagged\torigin\n{}\t{profile}\t{id}\tuser\t\
             Melanoma\tDOID:1909\tTrial Drug\t\tSupports\tSensitivity/Response\tB\tPMID:1\t4\tfalse\t\
             Somatic\n",
            &profile[..4]
        )
    };
    fs::write(folder.path("a.tsv"), table("lab-1", "BRAF V600E")).unwrap();
    fs::write(folder.path("b.tsv"), table("lab-2", "KRAS G12D")).unwrap();
    let tables = ["--knowledge", "@a.tsv", "--knowledge", "@b.tsv"];
    for words in [
        [&["annotate"], &tables[..], &["@in.vcf"]].concat(),
        [&["annotate", "@in.vcf"], &tables[..]].concat(),
        vec!["annotate", "--knowledge", "@a.tsv", "@in.vcf", "--knowledge", "@b.tsv"],
    ] {
        let run = folder.run(&[&words[..], &["-q", "-f", "tsv", "-t", "MEL"]].concat());
        assert_eq!(run.code, 0, "{words:?}: {}", run.stderr);
        for id in ["lab-1", "lab-2"] {
            assert!(run.stdout.contains(id), "{words:?}: {id}");
        }
        assert!(
            run.stdout.contains("## knowledge: a.tsv (")
                && run.stdout.contains("## input: in.vcf\n")
        );
    }
    let run = folder.run(&[
        "explain",
        "--all",
        "--knowledge",
        "@a.tsv",
        "BRAF V600E",
        "--knowledge",
        "@b.tsv",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("lab-1"), "{}", run.stdout);
    let run =
        folder.run(&["targets", "--knowledge", "@a.tsv", "--knowledge", "@b.tsv", "-t", "MEL"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn mistakes_of_the_input_are_named_with_what_to_do() {
    let folder = Folder::new();
    fs::create_dir(folder.path("sub")).unwrap();
    fs::write(folder.path("r.fastq"), "@read1\nACGT\n+\nIIII\n").unwrap();
    fs::write(folder.path("r.sam"), "@HD\tVN:1.6\n").unwrap();
    fs::write(folder.path("r.bam"), b"BAM\x01\0\0\0\0\0\0\0\0").unwrap();
    for (input, args, code, what, remedy) in [
        ("@r.fastq", &[][..], 3, "a FASTQ file", "call variants from the reads first"),
        ("@r.sam", &[], 3, "a SAM file", "call variants"),
        ("@r.bam", &[], 3, "a BAM file", "call variants"),
        ("@sub", &[], 1, "is a directory", "name a file in it"),
        ("https://example.org/a.vcf.gz", &[], 1, "addresses are not read", "curl"),
        ("s3://bucket/a.vcf", &[], 1, "addresses are not read", "download"),
        ("@none.vcf", &[], 1, "none.vcf", "No such file"),
        ("@in.vcf", &["-s", "t"], 2, "no sample \"t\"", "the file writes it \"T\""),
        ("@in.vcf", &["-s", "X"], 2, "no sample \"X\"", "the file has T"),
    ] {
        let run = folder.run(&[&["annotate", input], args].concat());
        assert_eq!(run.code, code, "{input}: {}", run.stderr);
        assert!(
            run.stderr.contains(what) && run.stderr.contains(remedy),
            "{input}: {}",
            run.stderr
        );
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    }
}

#[test]
fn one_is_not_told_as_many() {
    let one = theravar(&["annotate", "-", "-a", "GRCh37"], &vcf("GRCh37", &[V600E]));
    assert!(one.stderr.contains("1 record, 1 finding ("), "{}", one.stderr);
    let none =
        theravar(&["annotate", "-", "-a", "GRCh37"], &vcf("GRCh37", &[("7", 1_000_000, "A", "T")]));
    assert!(none.stderr.contains("1 record, 0 findings ("), "{}", none.stderr);
    let egfr = ("7", 55_249_071, "C", "T");
    let two = theravar(&["annotate", "-", "-a", "GRCh37"], &vcf("GRCh37", &[egfr, V600E]));
    assert!(two.stderr.contains("2 records, 2 findings ("), "{}", two.stderr);
}

/// Two runs of a workflow in two folders, with every kind of file.
#[test]
fn identical_runs_in_other_folders_are_the_same_bytes() {
    let folders = [Folder::new(), Folder::new()];
    let names =
        ["a.tsv", "a.json", "a.vcf", "a.vcf.gz", "a.vcf.gz.tbi", "a.bcf", "a.xlsx", "a_mqc.json"];
    for (at, folder) in folders.iter().enumerate() {
        fs::create_dir(folder.path("deep")).unwrap();
        for (name, text) in [
            ("c.tsv", "sample\tgene\tcall\nX\tERBB2\tAmplification\n"),
            ("f.tsv", "sample\tgeneA\tgeneB\nT\tEML4\tALK\n"),
            ("b.bed", "7\t140453000\t140454000\n"),
            (
                "k.tsv",
                "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\tdirection\t\
                significance\tsource_level\tcitation\trating\tflagged\torigin\nBRAF\tBRAF V600E\tlab-1\tuser\t\
                Melanoma\tDOID:1909\tTrial Drug\t\tSupports\tSensitivity/Response\tB\tPMID:1\t4\tfalse\tSomatic\n",
            ),
            ("msi.txt", "Total_Number_of_Sites\tNumber_of_Unstable_Sites\t%\n100\t30\t30.00\n"),
        ] {
            fs::write(folder.path(&format!("deep/{name}")), text).unwrap();
        }
        let msi = format!("msisensor2:{}", folder.path("deep/msi.txt").display());
        let bed = format!("--assessed-bed={}", folder.path("deep/b.bed").display());
        let words = [
            "annotate",
            "@in.vcf",
            "-t",
            "LUAD",
            "--cna",
            "@deep/c.tsv",
            "--fusions",
            "@deep/f.tsv",
            &bed,
            "--knowledge",
            "@deep/k.tsv",
            "--msi",
            &msi,
            "-o",
            "@a.tsv",
            "-o",
            "@a.json",
            "-o",
            "@a.vcf",
            "-o",
            "@a.vcf.gz",
            "-o",
            "@a.bcf",
            "-o",
            "@a.xlsx",
            "-o",
            "@a_mqc.json",
        ];
        let run = folder.run(&words);
        assert_eq!(run.code, 0, "{at}: {}", run.stderr);
        // On the terminal a file is told as the user named it.
        let table = folder.path("deep/c.tsv").display().to_string();
        assert!(run.stderr.contains(&table), "{}", run.stderr);
    }
    for name in names {
        let [one, other] = folders.each_ref().map(|folder| folder.read(name));
        if let Some(at) = one.iter().zip(&other).position(|(a, b)| a != b) {
            let around = |bytes: &[u8]| {
                let part = &bytes[at.saturating_sub(60)..(at + 60).min(bytes.len())];
                String::from_utf8_lossy(part).into_owned()
            };
            panic!("{name} differs: {:?} and {:?}", around(&one), around(&other));
        }
        assert_eq!(one.len(), other.len(), "{name}");
        let place = folders[0].path("").display().to_string();
        let place = place.trim_end_matches('/').as_bytes();
        assert!(!one.windows(place.len()).any(|part| part == place), "{name} tells the folder");
    }
    let table = String::from_utf8(folders[0].read("a.tsv")).unwrap();
    let command = table.lines().find(|line| line.starts_with("## command: ")).unwrap();
    assert!(
        command.starts_with("## command: theravar annotate in.vcf -t LUAD --cna c.tsv"),
        "{command}"
    );
    assert!(
        command.contains("--assessed-bed=b.bed") && command.contains("msisensor2:msi.txt"),
        "{command}"
    );
}

#[test]
fn a_signal_leaves_none_of_several_outputs() {
    let folder = Folder::new();
    fs::write(folder.path("old.tsv"), "old").unwrap();
    let pipe = folder.path("input");
    for signal in ["INT", "TERM"] {
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let names = ["old.tsv", "a.json", "a.vcf.gz", "a.xlsx"].map(|name| folder.path(name));
        let mut child = command()
            .arg("annotate")
            .arg(&pipe)
            .args(names.iter().flat_map(|name| ["-o".as_ref(), name.as_os_str()]))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = File::options().write(true).open(&pipe).unwrap();
        // More than is looked at first, and the rest never comes.
        let text = folder.read("in.vcf");
        input.write_all(&text[..text.len() / 2]).unwrap();
        let open = format!("/proc/{}/fd", child.id());
        let start = Instant::now();
        let begun = || {
            let all = fs::read_dir(&open).into_iter().flatten().flatten();
            let own = |path: &std::path::PathBuf| {
                path.starts_with(folder.path("")) && !path.ends_with("input")
            };
            all.filter_map(|fd| fs::read_link(fd.path()).ok()).filter(own).count()
        };
        // The four of them and an index, nameless or not.
        while begun() < 5 {
            assert!(start.elapsed() < Duration::from_secs(60), "{} outputs are begun", begun());
            std::thread::sleep(Duration::from_millis(5));
        }
        let kill = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        assert_eq!(child.wait().unwrap().code(), None, "{signal}: it ends by the signal");
        drop(input);
        fs::remove_file(&pipe).unwrap();
        assert_eq!(folder.names(), ["in.vcf", "old.tsv"], "{signal}");
        let mut old = String::new();
        File::open(folder.path("old.tsv")).unwrap().read_to_string(&mut old).unwrap();
        assert_eq!(old, "old");
    }
}
