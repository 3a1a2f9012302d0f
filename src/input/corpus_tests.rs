//! Every file of the shared collection, where it is there. Nothing panics, and what is valid is
//! read.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::scan::{ScanOptions, ScanStats, Visit, scan};
use super::{Header, Record};
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

fn read(path: &Path, threads: usize) -> Result<ScanStats> {
    let mut source = Source::open(path)?;
    let header = Header::read(&mut source)?;
    let threads = NonZeroUsize::new(threads).unwrap();
    let options =
        ScanOptions { threads, regions: None, strict: false, blocks: false, progress: None };
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
        let result = read(path, 2);
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
