//! `knowledge import` of a laboratory's own table, and `annotate` with it.

use super::support::theravar;

const TABLE: &str = "profile\ttherapies\teffect\tlevel\ttumor_type\tcitation\tid\n\
    BRAF V600E\tDrug One + Drug Two\tsensitive\tB\tCOAD\tPMID:1\tLAB7\n\
    BRAF V600E\tDrug Three\tno effect\tB\tCOAD\t\tLAB8\n";

const VCF: &str = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n\
    7\t140453136\t.\tA\tT\t.\tPASS\t.\n";

#[test]
fn own_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (source, table, vcf) = (path("lab.tsv"), path("table.tsv"), path("t.vcf"));
    std::fs::write(&source, TABLE).unwrap();
    std::fs::write(&vcf, VCF).unwrap();
    let run = theravar(&["knowledge", "import", "custom", &source, "-o", &table], b"");
    assert_eq!((run.code, run.stderr.as_str()), (0, "theravar: 2 statements\n"));

    let layout = ["--layout", "evidence", "--knowledge", &table];
    let run =
        theravar(&[&["annotate", &vcf, "-a", "GRCh37", "-t", "COAD"], &layout[..]].concat(), b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let row = |id: &str| run.stdout.lines().find(|line| line.contains(id)).unwrap().to_owned();
    let (sensitive, refuted) = (row("\tLAB7\tPMID:1\t"), row("\tLAB8\tunverified\t"));
    assert!(sensitive.contains("\tuser\t") && sensitive.contains("\t3A\t"), "{sensitive}");
    assert!(refuted.contains("counter-evidence"), "{refuted}");
}

#[test]
fn bad_rows_leave_no_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (source, table) = (path("lab.tsv"), path("table.tsv"));
    std::fs::write(&source, TABLE.replace("sensitive", "cures")).unwrap();
    let run = theravar(&["knowledge", "import", "custom", &source, "-o", &table], b"");
    assert_ne!(run.code, 0);
    assert!(run.stderr.contains("lab.tsv:2: effect \"cures\""), "{}", run.stderr);
    assert!(!std::path::Path::new(&table).exists());
}

/// The tables compiled in are clean; a table with a residue that the protein lacks is not.
#[test]
fn check() {
    let run = theravar(&["knowledge", "check"], b"");
    assert_eq!(run.code, 0, "{}", run.stdout);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (source, table) = (path("lab.tsv"), path("table.tsv"));
    let wrong = TABLE.replace("BRAF V600E\tDrug One", "BRAF W600E\tDrug One");
    std::fs::write(&source, wrong).unwrap();
    let run = theravar(&["knowledge", "import", "custom", &source, "-o", &table], b"");
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("lab.tsv:2: profile \"BRAF W600E\""), "{}", run.stderr);
    assert!(!std::path::Path::new(&table).exists());
    // Written by other means.
    std::fs::write(&source, TABLE).unwrap();
    let run = theravar(&["knowledge", "import", "custom", &source, "-o", &table], b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let made = std::fs::read_to_string(&table).unwrap();
    std::fs::write(&table, made.replacen("BRAF V600E", "BRAF W600E", 1)).unwrap();
    let run = theravar(&["knowledge", "check", &table], b"");
    assert_eq!(run.code, 3);
    assert!(
        run.stdout.contains("residue\tBRAF W600E\tLAB7: BRAF W600E: residue 600"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("unknown_drug\tDrug One\tLAB7"), "{}", run.stdout);
}

/// A run with the locked knowledge passes; with another table, or the same table changed, it is
/// refused before anything is written.
#[test]
fn lock() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (source, table, vcf) = (path("lab.tsv"), path("table.tsv"), path("t.vcf"));
    let (file, out) = (path("lock.tsv"), path("out.tsv"));
    std::fs::write(&source, TABLE).unwrap();
    std::fs::write(&vcf, VCF).unwrap();
    let import = || theravar(&["knowledge", "import", "custom", &source, "-o", &table], b"").code;
    assert_eq!(import(), 0);
    let run = theravar(&["knowledge", "lock", "--knowledge", &table, "-o", &file], b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = std::fs::read_to_string(&file).unwrap();
    for name in ["theravar", "evidence.tsv", "table.tsv", "transcripts.tsv", "numbering.tsv"] {
        assert!(text.lines().any(|line| line.split('\t').next() == Some(name)), "{name}: {text}");
    }
    let annotate = |knowledge: &[&str]| {
        let base = ["annotate", &vcf, "-a", "GRCh37", "-o", &out, "--locked", &file];
        theravar(&[&base, knowledge].concat(), b"")
    };
    let run = annotate(&["--knowledge", &table]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    std::fs::remove_file(&out).unwrap();

    let run = annotate(&[]);
    assert_eq!(run.code, 3);
    assert!(
        run.stderr.contains("table.tsv is locked, but this run does not have it"),
        "{}",
        run.stderr
    );
    std::fs::write(&source, TABLE.replace("PMID:1", "PMID:2")).unwrap();
    assert_eq!(import(), 0);
    let run = annotate(&["--knowledge", &table]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("table.tsv is locked to sha256"), "{}", run.stderr);
    assert!(!std::path::Path::new(&out).exists());
}

/// The manifest says what is compiled in: `info` and `lock` name each such table once, with its licence.
#[test]
fn tables_compiled_in_are_named_with_origin_and_licence() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = std::fs::read_to_string(root.join("data/manifest.tsv")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let lock = folder.path().join("lock.tsv").to_str().unwrap().to_owned();
    assert_eq!(theravar(&["knowledge", "lock", "-o", &lock], b"").code, 0);
    let lock = std::fs::read_to_string(&lock).unwrap();
    let info = theravar(&["knowledge", "info"], b"").stdout;
    let mut named = 0;
    for row in manifest.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let (table, origin, licence, digest) = (cells[0], cells[3], cells[5], cells[8]);
        let is_part = ["evidence", "reference"].contains(&cells[2]);
        let locked: Vec<&str> =
            lock.lines().filter(|line| line.split('\t').next() == Some(table)).collect();
        let listed: Vec<&str> =
            info.lines().filter(|line| line.split(" (").next() == Some(table)).collect();
        assert_eq!((locked.len(), listed.len()), (is_part.into(), is_part.into()), "{table}");
        if is_part {
            named += 1;
            assert!(locked[0].contains(&format!("\t{origin}")), "{}", locked[0]);
            assert!(locked[0].ends_with(&format!("\t{digest}\t{licence}")), "{}", locked[0]);
            assert!(listed[0].ends_with(&format!(" sha256:{digest}")), "{}", listed[0]);
        }
    }
    assert!(named > 15, "{named}");
}

/// What only maintainers need is `cargo xtask data`.
#[test]
fn no_command_makes_the_tables_compiled_in() {
    for source in ["fda", "numbering", "processes", "diseases"] {
        assert_eq!(theravar(&["knowledge", "import", source], b"").code, 2, "{source}");
    }
    assert_eq!(theravar(&["transcripts", "spans"], b"").code, 2);
    let help = theravar(&["knowledge", "import", "--help"], b"").stdout;
    for source in
        ["civic", "custom", "cgi", "moalmanac", "oncokb", "serve", "hotspots", "docm", "clinvar"]
    {
        assert!(help.contains(&format!("  {source} ")), "{source}: {help}");
    }
    assert!(!help.contains("fda"), "{help}");
}

/// One table against a later one, and the tables compiled in against themselves.
#[test]
fn diff() {
    let run = theravar(&["knowledge", "diff", "embedded", "embedded"], b"");
    assert_eq!((run.code, run.stdout.lines().count()), (0, 1), "{}", run.stdout);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (source, before, after) = (path("lab.tsv"), path("before.tsv"), path("after.tsv"));
    for (text, table) in [(TABLE.to_owned(), &before), (TABLE.replace("\tB\t", "\tC\t"), &after)] {
        std::fs::write(&source, text).unwrap();
        let run = theravar(&["knowledge", "import", "custom", &source, "-o", table], b"");
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let run = theravar(&["knowledge", "diff", &before, &after], b"");
    let rows: Vec<&str> = run.stdout.lines().skip(1).collect();
    assert_eq!(rows.len(), 2, "{}", run.stdout);
    assert!(rows.iter().all(|row| row.starts_with("level\tuser\tLAB") && row.ends_with("\tB\tC")));
}

/// A folder stands for its tables, by name; `--knowledge` takes several paths, alleles among them.
#[test]
fn folders_of_tables() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (source, vcf, tables) = (path("lab.txt"), path("t.vcf"), path("tables"));
    std::fs::write(&vcf, VCF).unwrap();
    std::fs::create_dir(&tables).unwrap();
    std::fs::create_dir(path("tables/nested.tsv")).unwrap();
    let empty = theravar(&["annotate", &vcf, "-a", "GRCh37", "--knowledge", &tables], b"");
    assert_eq!(empty.code, 3);
    assert!(empty.stderr.contains("tables: no *.tsv table in this folder"), "{}", empty.stderr);

    for (name, id) in [("tables/b.tsv", "LAB2"), ("tables/a.tsv", "LAB1"), ("alone.tsv", "LAB3")] {
        let other = "BRAF K601E\tDrug Four\tsensitive\tB\tCOAD\tPMID:2\tLAB9\n";
        std::fs::write(&source, TABLE.replace("LAB7", id) + other).unwrap();
        let table = path(name);
        let run = theravar(&["knowledge", "import", "custom", &source, "-o", &table], b"");
        assert_eq!(run.code, 0, "{}", run.stderr);
        // A name that the import refuses: only its bases find the second profile.
        let made = std::fs::read_to_string(&table).unwrap();
        std::fs::write(&table, made.replace("BRAF K601E", "BRAF RS9999999")).unwrap();
    }
    std::fs::write(path("tables/notes.txt"), "not a table").unwrap();
    std::fs::write(
        path("tables/variants.tsv"),
        "gene\tprofile\tid\tchrom\tstart\tstop\tref\talt\ttranscript\taliases\tallele_registry_id\n\
         BRAF\tBRAF RS9999999\tVID0\t7\t140453136\t140453136\tA\tT\t\t\t\n",
    )
    .unwrap();
    let annotate = |rest: &[&str]| {
        let base = ["annotate", &vcf, "-a", "GRCh37", "--layout", "evidence"];
        theravar(&[&base, rest].concat(), b"")
    };
    let run = annotate(&["--knowledge", &path("alone.tsv"), "--knowledge", &tables]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let knowledge = |text: &str| -> Vec<String> {
        let name =
            |line: &str| line.strip_prefix("## knowledge: ")?.split(" (").next().map(str::to_owned);
        text.lines().filter_map(name).collect()
    };
    let embedded = knowledge(&annotate(&[]).stdout);
    let mut named = knowledge(&run.stdout);
    named.retain(|name| !embedded.contains(name));
    assert_eq!(named, ["alone.tsv", "a.tsv", "b.tsv", "variants.tsv"]);
    for id in ["LAB1", "LAB2", "LAB3", "LAB9"] {
        assert!(run.stdout.contains(&format!("\t{id}\t")), "{id}");
    }
    assert!(!annotate(&["--knowledge", &path("alone.tsv")]).stdout.contains("LAB9"));
    let explained = theravar(&["explain", "--all", "BRAF V600E", "--knowledge", &tables], b"");
    assert!(explained.stdout.contains("LAB2") && !explained.stdout.contains("LAB3"));
    let info = theravar(
        &["knowledge", "info", "--knowledge", &tables, "--knowledge", &path("alone.tsv")],
        b"",
    );
    assert!(info.stdout.contains("alone.tsv"), "{}", info.stdout);
    let lock = path("lock.tsv");
    let run = theravar(&["knowledge", "lock", "--knowledge", &tables, "-o", &lock], b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(annotate(&["--knowledge", &tables, "--locked", &lock]).code, 0);
    std::fs::write(path("tables/variants.tsv"), "gene\tprofile\n").unwrap();
    let run = annotate(&["--knowledge", &tables, "--locked", &lock]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("variants.tsv:1: the header is not"), "{}", run.stderr);
    let run = theravar(&["knowledge", "check", &path("tables")], b"");
    assert_eq!(run.code, 3, "{}", run.stderr);
}

/// What a question is refused for, the import of a table of one's own and its check report too.
#[test]
fn what_means_nothing_in_a_table_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (source, table) = (path("lab.tsv"), path("table.tsv"));
    let faults = [
        ("KRAS", "KRAS K12D", "did you mean KRAS G12D?"),
        ("TP53", "TP53 H175R", "did you mean TP53 R175H?"),
        ("BRAF", "BRAF V6000E", "none numbered 6000"),
        ("KIT", "KIT X600_splice", "no exon of KIT begins or ends at residue 600"),
        ("BRAF", "BRAF c.1799G>A", "the transcript has another base there"),
        ("EGFR", "EGFR Exon 99 Deletion", "28 exons"),
        ("EGFR", "EGFR foo", "EGFR foo is not understood"),
        ("EGFR", "EGFR rs121913529", "is not understood"),
        ("EGFR", "EGFR purple expression", "is not understood"),
    ];
    let own: String = faults
        .iter()
        .map(|(_, profile, _)| format!("{profile}\tImatinib\tsensitive\tC\n"))
        .collect();
    std::fs::write(&source, format!("profile\ttherapies\teffect\tlevel\n{own}")).unwrap();
    let run = theravar(&["knowledge", "import", "custom", &source, "-o", &table], b"");
    assert_eq!(run.code, 3);
    let rows: String = faults
        .iter()
        .zip(1..)
        .map(|((gene, profile, _), number)| {
            format!(
                "{gene}\t{profile}\tu{number}\tuser\tMelanoma\tDOID:1909\tImatinib\t\tSupports\t\
                 Sensitivity/Response\tB\tPMID:1\t\tfalse\tSomatic\n"
            )
        })
        .collect();
    let header = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\tdirection\t\
                  significance\tsource_level\tcitation\trating\tflagged\torigin\n";
    std::fs::write(&table, format!("{header}{rows}")).unwrap();
    let check = theravar(&["knowledge", "check", &table], b"");
    assert_eq!(check.code, 3);
    for (_, profile, why) in faults {
        let told = run.stderr.lines().find(|line| line.contains(&format!("{profile:?}")));
        assert!(told.is_some_and(|line| line.contains(why)), "{profile}: {}", run.stderr);
        assert!(check.stdout.contains(why), "{profile}: {}", check.stdout);
    }
}

/// An option of several values does not take the input or the query with it.
#[test]
fn an_input_after_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (source, table, vcf) = (path("lab.tsv"), path("table.tsv"), path("calls"));
    std::fs::write(&source, TABLE).unwrap();
    std::fs::write(&vcf, VCF).unwrap();
    let import = theravar(&["knowledge", "import", "custom", &source, "-o", &table], b"");
    assert_eq!(import.code, 0);
    let one = ["--knowledge", table.as_str()];
    for tables in [&one[..], &[one, one].concat()] {
        let before = [&["annotate", "-a", "GRCh37"], tables, &[&vcf]].concat();
        let run = theravar(&before, b"");
        assert!(run.code == 0 && run.stdout.contains("V600E"), "{}", run.stderr);
        let run = theravar(&[&["explain"], tables, &["BRAF V600E"]].concat(), b"");
        assert!(run.code == 0 && run.stdout.contains("V600E"), "{}", run.stderr);
    }
    let run = theravar(&["annotate", "-a", "GRCh37", "--knowledge", &table, "-"], VCF.as_bytes());
    assert!(run.code == 0 && run.stdout.contains("V600E"), "{}", run.stderr);
    let run = theravar(&["explain", "--knowledge", &table], b"");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("name what to explain"), "{}", run.stderr);
}
