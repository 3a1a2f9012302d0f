//! A sheet of samples: CSV or TSV by its header, one row a sample.

use std::path::{Path, PathBuf};

use super::sample::{Sample, name_of};
use crate::error::{Error, Location, Problems, Result};
use crate::io::table::{Table, TableRow};
use crate::model::assembly::Assembly;
use crate::model::stated_fact::StatedFact;

/// The columns that a sheet may have.
pub const COLUMNS: [&str; 8] =
    ["sample", "path", "tumor_type", "assembly", "normal", "cna", "fusions", "facts"];

/// Reads `KEY=VALUE`, or says what is wrong with it.
pub type ReadFact = dyn Fn(&str) -> Result<StatedFact, String>;

/// Reads the sheet at `path`. Relative paths in it are relative to its folder. A row that makes no
/// sense is a sample with a fault, and leaves the others alone. `fact` reads what is stated of a sample.
///
/// # Errors
/// [`Error::Io`] where the sheet cannot be read. [`Error::Table`] where a column is missing or not
/// known, a row has more cells than the header, or two rows name one sample. [`Error::InvalidInput`]
/// where it has no rows.
pub fn read(path: &Path, fact: &ReadFact) -> Result<Vec<Sample>> {
    let table = Table::open(path, &COLUMNS)?;
    let is_known = |name: &&String| COLUMNS.iter().any(|known| known.eq_ignore_ascii_case(name));
    let unknown: Vec<&str> =
        table.header().iter().filter(|name| !is_known(name)).map(String::as_str).collect();
    if table.header().is_empty() {
        return Err(Error::invalid(Location::file(path), "the sheet is empty: it needs a header"));
    }
    let mut columns = [None; COLUMNS.len()];
    for (column, name) in columns.iter_mut().zip(COLUMNS) {
        *column = table.column(&[name])?;
    }
    let lacking: Vec<String> = COLUMNS[..2]
        .iter()
        .zip(columns)
        .filter(|(_, column)| column.is_none())
        .map(|(name, _)| (*name).to_owned())
        .collect();
    if !lacking.is_empty() {
        return Err(table.lacks(&lacking));
    }
    if !unknown.is_empty() {
        let unknown: Vec<String> = unknown.iter().map(|name| format!("{name:?}")).collect();
        return Err(table.fault(format!(
            "unknown columns: {}; a sheet has {}",
            unknown.join(", "),
            COLUMNS.join(", ")
        )));
    }
    table.check_widths(&[])?;
    if table.rows().is_empty() {
        return Err(Error::invalid(Location::file(path), "the sheet lists no samples"));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let samples: Vec<Sample> =
        table.rows().iter().map(|row| sample(row, &columns, folder, fact)).collect();
    refuse_repeats(&table, &samples)?;
    Ok(samples)
}

/// Returns the sample of a row.
fn sample(
    row: &TableRow,
    columns: &[Option<usize>; COLUMNS.len()],
    folder: &Path,
    read_fact: &ReadFact,
) -> Sample {
    let cells = columns.map(|column| column.map_or("", |column| row.cell(column)));
    let [name, path, tumor_type, assembly, normal, cna, fusions, facts] = cells;
    let text = |cell: &str| Some(cell).filter(|cell| !cell.is_empty()).map(str::to_owned);
    let file = |cell: &str| text(cell).map(|cell| folder.join(cell));
    let mut faults = Vec::new();
    if path.is_empty() {
        faults.push("path: empty".to_owned());
    }
    let assembly = match assembly {
        "" => None,
        auto if auto.eq_ignore_ascii_case("auto") => None,
        named => match named.parse::<Assembly>() {
            Ok(assembly) => Some(assembly),
            Err(why) => {
                faults.push(format!("assembly: {why}"));
                None
            }
        },
    };
    let mut stated = Vec::new();
    for fact in facts.split(';').map(str::trim).filter(|fact| !fact.is_empty()) {
        match read_fact(fact) {
            Ok(fact) => stated.push(fact),
            Err(why) => faults.push(format!("facts: {why}")),
        }
    }
    if let Err(why) = StatedFact::agree(&stated) {
        faults.push(format!("facts: {why}"));
    }
    Sample {
        name: text(name).unwrap_or_else(|| name_of(Path::new(path))),
        column: text(name),
        input: file(path).unwrap_or_else(PathBuf::new),
        tumor_type: text(tumor_type),
        assembly,
        normal: text(normal),
        cna: file(cna),
        fusions: file(fusions),
        facts: stated,
        fault: (!faults.is_empty()).then(|| format!("line {}: {}", row.line(), faults.join("; "))),
    }
}

/// Refuses rows of one sample.
fn refuse_repeats(table: &Table, samples: &[Sample]) -> Result<()> {
    let mut seen = std::collections::BTreeMap::new();
    let mut problems = Problems::default();
    for (row, sample) in table.rows().iter().zip(samples) {
        let first = *seen.entry(sample.name.as_str()).or_insert(row.line());
        if first != row.line() {
            let reason = format!("sample {:?} stands in line {first} too", sample.name);
            problems.push(table.path(), row.line(), reason);
        }
    }
    problems.into_result()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Vec<Sample>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sheet.csv");
        std::fs::write(&path, text).unwrap();
        let strip = |path: PathBuf| path.strip_prefix(folder.path()).unwrap_or(&path).to_owned();
        match read(&path, &StatedFact::parse) {
            Ok(samples) => Ok(samples
                .into_iter()
                .map(|s| Sample { input: strip(s.input), cna: s.cna.map(strip), ..s })
                .collect()),
            Err(error) => Err(format!("{} {error}", error.exit_code())),
        }
    }

    #[test]
    fn commas_semicolons_tabs_and_a_byte_order_mark() {
        let want = Sample {
            name: "S1".to_owned(),
            column: Some("S1".to_owned()),
            input: "a.vcf".into(),
            tumor_type: Some("LUAD".to_owned()),
            assembly: Some(Assembly::GRCh38),
            cna: Some("c.tsv".into()),
            facts: ["HER2=positive", "TMB=12"].map(|f| StatedFact::parse(f).unwrap()).to_vec(),
            ..Sample::default()
        };
        let comma = "Sample,path,tumor_type,assembly,cna,facts\r\n\
            S1,a.vcf,LUAD,GRCh38,c.tsv,HER2=positive; TMB=12;\r\n";
        let quoted = "sample;path;tumor_type;assembly;cna;facts\n\
            S1;a.vcf;LUAD;hg38;c.tsv;\"HER2=positive;TMB=12\"\n";
        let texts = [comma.to_owned(), comma.replace(',', "\t"), format!("\u{feff}{comma}")];
        for text in texts.iter().map(String::as_str).chain([quoted]) {
            assert_eq!(read_text(text), Ok(vec![want.clone()]), "{text:?}");
        }
    }

    #[test]
    fn an_empty_cell_states_nothing() {
        let samples = read_text("path,sample,normal\n/data/x.vcf.gz\nb.vcf,,N\n").unwrap();
        assert_eq!(samples[0].input, Path::new("/data/x.vcf.gz"));
        assert_eq!((samples[0].name.as_str(), &samples[0].column), ("x", &None));
        assert_eq!((samples[1].name.as_str(), samples[1].normal.as_deref()), ("b", Some("N")));
    }

    #[test]
    fn a_sheet_that_makes_no_sense_is_refused() {
        for (text, want) in [
            ("", "3 "),
            ("sample,path\n", "lists no samples"),
            ("sample,file\nS1,a.vcf\n", "path"),
            ("sample,path,tumour\nS1,a.vcf,LUAD\n", "\"tumour\""),
            ("sample,path\nS1,a.vcf,LUAD\n", "3 cells"),
            ("sample,path\nS1,a.vcf\nS2,b.vcf\nS1,c.vcf\n", "line 2"),
            ("sample,path,path\nS1,a.vcf,b.vcf\n", "two columns"),
        ] {
            let error = read_text(text).unwrap_err();
            assert!(error.starts_with('3') && error.contains(want), "{text:?}: {error}");
        }
    }

    #[test]
    fn a_row_that_makes_no_sense_is_a_fault_of_its_sample() {
        let text = "sample,path,assembly,facts\nA,,hg19,\nB,b.vcf,hg17,HER2\nC,c.vcf,auto,\n";
        let samples = read_text(text).unwrap();
        let faults: Vec<&str> = samples.iter().map(|s| s.fault.as_deref().unwrap_or("")).collect();
        assert!(faults[0].contains("line 2: path"), "{faults:?}");
        assert!(faults[1].contains("assembly: ") && faults[1].contains("facts: "), "{faults:?}");
        assert_eq!(faults[2], "");
    }
}
