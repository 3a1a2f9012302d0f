//! Reads the real callers' files in `../shared/vcf` where they are, and prints a census
//! (`cargo test --lib real_files -- --nocapture`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::model::call::Presence;

use super::annotation::{AnnotationFormat, applies_to, entries, select_per_gene, to_consequence};
use super::depth::{Fields, Keys, SampleFields, read_call};
use super::samples;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // The specification's own suites hold broken files of their own kind.
        if path.is_dir() && !["vcf_validator", "hts_specs"].contains(&&*name) {
            files(&path, found);
        } else if name.ends_with(".vcf") || name.ends_with(".vcf.gz") {
            found.push(path);
        }
    }
}

/// Returns the file's text: plain, gzip of one member or BGZF.
fn text(path: &Path) -> Vec<u8> {
    let bytes = std::fs::read(path).unwrap();
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return bytes;
    }
    let mut text = Vec::new();
    let mut reader = noodles_bgzf::io::Reader::new(&bytes[..]);
    if std::io::Read::read_to_end(&mut reader, &mut text).is_ok() {
        return text;
    }
    let mut text = vec![0; bytes.len() * 60 + (1 << 16)];
    let mut inflate = libdeflater::Decompressor::new();
    let length = inflate.gzip_decompress(&bytes, &mut text).unwrap();
    text.truncate(length);
    text
}

#[derive(Default)]
struct Census {
    alleles: u64,
    depth: u64,
    reads: u64,
    vaf: u64,
    phased: u64,
    presence: [u64; 3],
    /// The genotype names the allele and no read has it.
    named_without_reads: u64,
    sources: BTreeMap<&'static str, u64>,
}

#[test]
fn every_call_is_plausible() {
    let Some(folder) = crate::shared::shared("vcf") else { return };
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    paths.sort();
    for path in &paths {
        let text = text(path);
        let head_end = memchr::memmem::find(&text, b"\n#CHROM").map_or(0, |at| at + 1);
        let (meta, body) = text.split_at(head_end);
        let mut lines = body.split(|&b| b == b'\n');
        let header = String::from_utf8_lossy(lines.next().unwrap()).into_owned();
        let names: Vec<String> = header.trim_end().split('\t').skip(9).map(str::to_owned).collect();
        let chosen = samples::choose(&names, meta, None, None);
        let column = chosen.as_ref().map_or(Some(0), |chosen| chosen.tumor);
        let mut census = Census::default();
        for line in lines.filter(|line| !line.is_empty() && line[0] != b'#') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let fields: Vec<&[u8]> = line.split(|&b| b == b'\t').collect();
            if fields.len() < 8 {
                continue;
            }
            let keys = Keys::of(fields.get(8).copied().unwrap_or_default());
            let sample = column.and_then(|at| fields.get(9 + at)).copied().unwrap_or_default();
            let record = SampleFields {
                reference: fields[3],
                alternates: fields[4],
                filter: fields[6],
                info: fields[7],
                fields: Fields::new(&keys, sample),
                sample,
                columns: names.len(),
            };
            for alt in 1..=fields[4].split(|&b| b == b',').count() {
                let call = read_call(&record, alt);
                let place = || format!("{} {}", path.display(), String::from_utf8_lossy(line));
                assert!(call.vaf.is_none_or(|vaf| (0.0..=1.0).contains(&vaf)), "{}", place());
                if let (Some(depth), Some(reads)) = (call.depth, call.alt_depth) {
                    assert!(reads <= depth, "{}", place());
                }
                census.alleles += 1;
                census.depth += u64::from(call.depth.is_some());
                census.reads += u64::from(call.alt_depth.is_some());
                census.vaf += u64::from(call.vaf.is_some());
                census.phased += u64::from(call.phase_set.is_some());
                census.presence[match call.presence {
                    Presence::Present => 0,
                    Presence::Absent => 1,
                    Presence::Unstated => 2,
                }] += 1;
                census.named_without_reads +=
                    u64::from(call.presence == Presence::Present && call.alt_depth == Some(0));
                *census.sources.entry(call.source.name()).or_default() += 1;
            }
        }
        let chosen = match chosen {
            Ok(chosen) => format!("{:?}/{:?} {}", chosen.tumor, chosen.normal, chosen.how),
            Err(error) => error.to_string(),
        };
        println!(
            "{}\talleles {} depth {} reads {} vaf {} phased {} present/absent/unstated {:?} \
             zero-read {} {:?} | {chosen}",
            path.strip_prefix(&folder).unwrap().display(),
            census.alleles,
            census.depth,
            census.reads,
            census.vaf,
            census.phased,
            census.presence,
            census.named_without_reads,
            census.sources,
        );
    }
}

#[test]
fn every_annotation_entry_is_read() {
    let Some(folder) = crate::shared::shared("vcf") else { return };
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    paths.sort();
    for path in &paths {
        let text = text(path);
        let mut formats: Vec<AnnotationFormat> = text
            .split(|&b| b == b'\n')
            .take_while(|line| line.starts_with(b"##"))
            .filter_map(|line| {
                let line = String::from_utf8_lossy(line).into_owned();
                let id = line.strip_prefix("##INFO=<ID=")?.split(',').next()?;
                let description = line.split_once("Description=\"")?.1;
                AnnotationFormat::from_info_description(id, description.trim_end_matches("\">"))
            })
            .collect();
        if path.to_string_lossy().contains("bcftools_csq") {
            // The expectations of bcftools' own tests, in BCSQ's order.
            let order =
                "Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change";
            let mut expected = AnnotationFormat::from_info_description("BCSQ", order).unwrap();
            expected.id = "EXP".into();
            formats.push(expected);
        }
        for format in formats {
            let (mut all, mut with_terms, mut placed, mut selected, mut converted) =
                (0, 0, 0, 0, 0);
            let mut proteins = 0;
            for line in text.split(|&b| b == b'\n').filter(|line| !line.starts_with(b"#")) {
                let fields: Vec<&[u8]> = line.split(|&b| b == b'\t').collect();
                let key = format!("{}=", format.id);
                let Some(value) = fields.get(7).and_then(|info| {
                    info.split(|&b| b == b';').find_map(|pair| pair.strip_prefix(key.as_bytes()))
                }) else {
                    continue;
                };
                let alternates = fields[4].split(|&b| b == b',').count();
                for entry in entries(&format, value) {
                    all += 1;
                    with_terms += usize::from(!entry.terms.is_empty());
                    let alts =
                        (1..=alternates).filter(|&at| applies_to(&entry, fields[3], fields[4], at));
                    placed += usize::from(alts.count() > 0);
                    if entry.terms.is_empty() {
                        println!("no term: {}", String::from_utf8_lossy(value));
                    }
                }
                for entry in select_per_gene(entries(&format, value)) {
                    selected += 1;
                    let consequence = to_consequence(&entry, &|text| {
                        assert!(text.starts_with("p."), "{text}");
                        None
                    });
                    converted += usize::from(consequence.is_some());
                    proteins += usize::from(!entry.hgvs_p.is_empty());
                }
            }
            println!(
                "{}\t{} entries {all} with terms {with_terms} allele found {placed} selected \
                 {selected} converted {converted} with p. {proteins}",
                path.strip_prefix(&folder).unwrap().display(),
                format.id
            );
            assert_eq!(selected, converted);
        }
    }
}
