//! Evidence tables of the user that cannot be right: bad rows are refused, doubtful ones are told with their
//! lines wherever the table is used.

use std::io::Write;

use super::support::{Run, theravar};

const VCF: &[u8] = b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
const HEADER: &str = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\tdirection\t\
    significance\tsource_level\tcitation\trating\tflagged\torigin\n";

/// A row of gene, change, id, disease, drug, effect and level.
fn row([gene, change, id, disease, drug, effect, level]: [&str; 7]) -> String {
    format!(
        "{gene}\t{gene} {change}\t{id}\tuser\tX\t{disease}\t{drug}\t\tSupports\t{effect}\t{level}\tPMID:1\t\t\
         false\t\n"
    )
}

const WORKS: &str = "Sensitivity/Response";
const SOUND: [&str; 7] = ["EGFR", "L858R", "u1", "ONCOTREE:LUAD", "Erlotinib", WORKS, "B"];

fn with(command: &[&str], rows: &[[&str; 7]]) -> Run {
    let mut file = tempfile::NamedTempFile::with_suffix(".tsv").unwrap();
    let text: String = rows.iter().map(|cells| row(*cells)).collect();
    write!(file, "{HEADER}{text}").unwrap();
    theravar(&[command, &["--knowledge", file.path().to_str().unwrap()]].concat(), VCF)
}

const COMMANDS: [&[&str]; 2] = [&["annotate", "-", "-a", "GRCh37"], &["explain", "EGFR L858R"]];

#[test]
fn levels_outside_the_scale_are_bad_rows() {
    for level in ["Z", "3A", "AB", "1"] {
        let mut bad = SOUND;
        bad[6] = level;
        let run = with(COMMANDS[0], &[SOUND, bad]);
        assert_eq!(run.code, 3, "{}", run.stderr);
        assert!(
            run.stderr.contains(&format!(":3: source_level: {level:?} is none of")),
            "{}",
            run.stderr
        );
    }
    for level in ["A", "E", "B (Clinical trial)", "label", "driver", "assertion Tier II - Level C"]
    {
        let mut sound = SOUND;
        sound[6] = level;
        assert_eq!(with(COMMANDS[0], &[sound]).code, 0, "{level}");
    }
}

#[test]
fn doubtful_statements_are_told_with_their_lines() {
    let with_cell = |at: usize, cell: &'static str| {
        let mut cells = SOUND;
        (cells[2], cells[at]) = ("u2", cell);
        cells
    };
    let against = {
        let mut cells = SOUND;
        cells[5] = "Resistance";
        cells
    };
    for (bad, what) in [
        (
            with_cell(0, "EGRF"),
            "line 3: genes are not known by their symbol: EGRF (u2: no such symbol)",
        ),
        (with_cell(0, "HER2"), "line 3: genes are not known by their symbol: HER2 (u2: now ERBB2)"),
        (with_cell(1, "A858R"), "line 3: residues are not there: EGFR A858R"),
        (with_cell(3, "DOID:99999999"), "line 3: diseases are not known"),
        (with_cell(4, ""), "line 3: effects are stated of no therapy: EGFR L858R (u2)"),
        (against, "lines 2, 3: rows contradict each other"),
    ] {
        for command in COMMANDS {
            let run = with(command, &[SOUND, bad]);
            assert_eq!(run.code, 0, "{}", run.stderr);
            assert!(run.stderr.contains(what), "{what} in {}", run.stderr);
        }
    }
    for command in COMMANDS {
        let run = with(command, &[SOUND, with_cell(0, "EGFR")]);
        assert!(!run.stderr.contains("warning"), "{}", run.stderr);
    }
}

#[test]
fn an_import_names_symbols_that_are_not_known() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("cgi.tsv"), folder.path().join("out.tsv"));
    let row = |gene: &str, level: &str| {
        format!(
            "{gene}:V600E\tMUT\tResponsive\t{gene} (V600E)\tDrug\t\t{level}\tMelanoma\tPMID:1\n"
        )
    };
    let header = "Alteration\tAlteration type\tAssociation\tBiomarker\tDrug\tDrug family\tEvidence level\t\
        Primary Tumor type\tSource\n";
    let import = |rows: &[String]| {
        std::fs::write(&from, format!("{header}{}", rows.concat())).unwrap();
        let paths = [&from, &to].map(|path| path.to_str().unwrap());
        theravar(&["knowledge", "import", "cgi", paths[0], "-o", paths[1]], b"")
    };
    let run = import(&[
        row("BRAF", "Case report"),
        row("BRFA", "Case report"),
        row("MLL", "Case report"),
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let want = "2 genes are not known by their symbol and meet nothing: BRFA (no such symbol, 1 rows), MLL \
                (now KMT2A, 1 rows)";
    assert!(run.stderr.contains(want), "{}", run.stderr);
    let run = import(&[row("BRAF", "Case report")]);
    assert!(!run.stderr.contains("not known"), "{}", run.stderr);
    let run = import(&[row("BRAF", "hearsay"), row("BRAF", "")]);
    assert_eq!(run.code, 3);
    for part in ["2 bad rows", ":2: Evidence level \"hearsay\"", ":3: Evidence level is empty"] {
        assert!(run.stderr.contains(part), "{part} in {}", run.stderr);
    }
}
