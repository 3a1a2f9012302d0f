//! Every file of the shared collection, where it is there. Nothing panics, and what is valid is
//! read.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::scan::{ScanOptions, ScanStats, Visit, scan};
use super::{Header, Record};
use crate::diagnostics::Warning;
use crate::error::Result;
use crate::io::Source;

/// Touches every part of each record.
struct ReadAll;

impl Visit for ReadAll {
    type Out = (u64, usize);
    type State = ();

    fn state(&self) {}

    fn visit(&self, (): &mut (), record: &Record<'_>, offset: u64, out: &mut Vec<Self::Out>) {
        let samples = record.columns().saturating_sub(9);
        let values: usize = (0..samples)
            .flat_map(|sample| record.format_keys().map(move |key| (sample, key)))
            .filter_map(|(sample, key)| record.format_value(sample, key))
            .map(<[u8]>::len)
            .sum();
        out.push((offset, values + record.info_value(b"END").map_or(0, <[u8]>::len)));
    }
}

fn read(path: &Path, threads: usize, strict: bool) -> Result<ScanStats> {
    let mut source = Source::open(path)?;
    let header = Header::read(&mut source)?;
    let threads = NonZeroUsize::new(threads).unwrap();
    let options = ScanOptions { threads, regions: None, strict, layout: false, progress: None };
    scan(source, &header, options, &ReadAll, &mut |_, _| Ok(()))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if matches!(path.extension().and_then(|e| e.to_str()), Some("vcf" | "gz" | "bcf")) {
            found.push(path);
        }
    }
    found.sort();
}

#[test]
fn the_shared_collection_is_read() {
    let Some(folder) = crate::shared::shared("vcf") else { return };
    let mut found = Vec::new();
    files(&folder, &mut found);
    let (mut records, mut refused, mut skipped) = (0, Vec::new(), Vec::new());
    for path in &found {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let result = read(path, 2, false);
        // The specification's own broken files may do as they like, short of a panic.
        if name.contains("/failed/") {
            continue;
        }
        match result {
            Ok(stats) => {
                records += stats.records;
                if stats.diagnostics.records() > 0 {
                    skipped.push(format!(
                        "{name}: {}",
                        stats
                            .diagnostics
                            .warnings()
                            .map(|w| w.to_string())
                            .collect::<Vec<_>>()
                            .join("; ")
                    ));
                }
            }
            Err(error) => refused.push(format!("{name}: {error}")),
        }
    }
    println!("{} files, {records} records", found.len());
    // A MAF and a log that were saved under a VCF's name.
    let others = ["more/009_complete.vcf.gz", "snpeff_ann/cancer.ann.vcf"];
    let is_other = |refusal: &String| others.iter().any(|name| refusal.starts_with(name));
    assert!(refused.len() == others.len() && refused.iter().all(is_other), "{refused:#?}");
    // Columns beside the header's, or fewer; ALTs, a REF or a CHROM that the specification does not know.
    let malformed = [
        "callers/sample_2.vcf",
        "callers/test_varscan.vcf",
        "funcotator/M2_test_custom_maf_fields_tumor_only.vcf",
        "more/010_complete.vcf",
        "more/011_complete.vcf",
        "more/038_manta.vcf",
        "more/049_sniffles.vcf",
        "more/053_straglr.vcf",
        "more/064_novobreak.vcf",
    ];
    let names: Vec<&str> =
        skipped.iter().filter_map(|line| line.split_once(": ")).map(|(name, _)| name).collect();
    assert_eq!(names, malformed, "{skipped:#?}");
}

/// The specification's broken files: each fault in CHROM, POS, REF, ALT, FILTER, FORMAT, GT or a column's
/// name is an error of `--strict`, at its line. The other faults are of headers, INFO, QUAL, ID, the order
/// of records and likelihoods, of which nothing that is concluded here depends.
#[test]
fn broken_files_of_the_specification_are_refused_where_it_matters() {
    let Some(folder) = crate::shared::shared("vcf") else { return };
    let mut found = Vec::new();
    for suite in ["hts_specs", "vcf_validator"] {
        files(&folder.join(suite), &mut found);
    }
    const FIELDS: [(&str, &[u32], &str); 8] = [
        ("alt", &[0, 1, 2, 3, 5], "ALT"),
        ("chrom", &[0, 1, 2, 3], "CHROM"),
        ("filter", &[0, 1, 2, 3, 4, 5], "FILTER"),
        ("format", &[0, 1, 5], "FORMAT"),
        ("format", &[2, 6], "GT"),
        ("pos", &[0, 1, 2], "POS"),
        ("ref", &[0, 1, 2], "REF"),
        ("sample", &[0, 1, 2], "GT"),
    ];
    let mut tried = 0;
    for path in &found {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let Some((kind, number)) =
            name.strip_prefix("failed_body_").and_then(|rest| rest.rsplit_once('_'))
        else {
            continue;
        };
        let Ok(number) = number.parse::<u32>() else { continue };
        let field = FIELDS.iter().find(|(of, numbers, _)| *of == kind && numbers.contains(&number));
        let Some((.., field)) = field else { continue };
        tried += 1;
        let error = read(path, 1, true).map(|stats| stats.records).unwrap_err().to_string();
        assert!(error.contains(field), "{}: {error}", path.display());
    }
    println!("{tried} broken files");
    assert!(tried > 100, "{tried}");
}

/// What became of a file: `read`, the fields for which records were left aside, or why it was refused.
fn outcome(path: &Path, strict: bool) -> String {
    match read(path, 1, strict) {
        Ok(stats) => {
            let fields: BTreeSet<String> =
                stats.diagnostics.warnings().filter_map(|warning| field(&warning)).collect();
            let fields: Vec<String> = fields.into_iter().collect();
            if fields.is_empty() {
                "read".to_owned()
            } else {
                format!("said: {}", fields.join(", "))
            }
        }
        Err(error) => {
            let text = error.to_string();
            let reason = text.split_once(": ").map_or(&*text, |(_, reason)| reason);
            let words = reason.split([':', ';', '"']).next().unwrap_or(reason);
            format!("refused: {}", words.trim())
        }
    }
}

fn field(warning: &Warning) -> Option<String> {
    match warning {
        Warning::Malformed { field, .. } => Some(field.clone()),
        _ => None,
    }
}

/// The outcome of each file of the specification's suites, as `docs/specification_files.md` has it. The
/// environment variable THERAVAR_WRITE_DOCS writes it.
#[test]
fn outcomes_of_the_specifications_files_are_documented() {
    let Some(folder) = crate::shared::shared("vcf") else { return };
    let mut found = Vec::new();
    for suite in ["hts_specs", "vcf_validator"] {
        files(&folder.join(suite), &mut found);
    }
    let mut table: BTreeMap<(String, String, String), BTreeSet<String>> = BTreeMap::new();
    for path in &found {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let at = path.strip_prefix(&folder).unwrap();
        let version =
            at.iter().nth(1).unwrap().to_str().unwrap().trim_start_matches('v').to_owned();
        let key = (name, outcome(path, false), outcome(path, true));
        table.entry(key).or_default().insert(version);
    }
    let mut text = format!(
        "# The specification's files, and what becomes of them\n\n\
         {} files of the suites of hts-specs and of EBI's vcf-validator, by name and version of VCF. \
         Where records are\nleft aside, the fields are named. What is `read` in spite of its fault has \
         it in meta-information, INFO, QUAL, ID,\nlikelihoods, order or repeats.\n\n\
         | file | versions | every record read | with `--strict` |\n|---|---|---|---|\n",
        found.len()
    );
    for ((name, lenient, strict), versions) in &table {
        let versions = versions.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        text += &format!("| {name} | {versions} | {lenient} | {strict} |\n");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/specification_files.md");
    if std::env::var_os("THERAVAR_WRITE_DOCS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap() == text,
        "docs are made by THERAVAR_WRITE_DOCS=1"
    );
}
