//! Which of the files of a folder is which.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use crate::error::{Error, Location, Result};
use crate::io::open_text;

/// The most lines before a header that are looked at: those of a VCF are many.
const HEAD_LINES: usize = 2_000;

/// CIViC's exports.
#[derive(Debug, Default)]
pub(super) enum Civic {
    /// None is here.
    #[default]
    None,
    /// The VCF of accepted items.
    Vcf(PathBuf),
    /// The four tables.
    Exports { evidence: PathBuf, variants: PathBuf, profiles: PathBuf, assertions: PathBuf },
}

/// Files by their kind.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) civic: Civic,
    pub(super) labels: Option<PathBuf>,
    pub(super) hotspots: Vec<PathBuf>,
    pub(super) docm: Vec<PathBuf>,
    pub(super) clinvar: Vec<PathBuf>,
    /// Files of no kind that is known.
    pub(super) others: Vec<PathBuf>,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Evidence,
    Variants,
    Profiles,
    Assertions,
    CivicVcf,
    Labels,
    Hotspots,
    Docm,
    ClinVar,
}

/// Kinds of tables, by columns that only they have.
const TABLES: [(Kind, &[&str]); 7] = [
    (Kind::Evidence, &["evidence_level", "evidence_direction", "molecular_profile_id"]),
    (Kind::Assertions, &["assertion_type", "assertion_direction", "molecular_profile_id"]),
    (Kind::Variants, &["variant_id", "reference_bases", "variant_bases"]),
    (Kind::Profiles, &["molecular_profile_id", "evidence_item_ids", "name"]),
    (Kind::Labels, &["fda_application", "biomarkers", "regimen"]),
    (Kind::Hotspots, &["hugo_symbol", "amino_acid_position", "tumor_count"]),
    (Kind::Docm, &["hgvs", "mutation_type", "pubmed_sources"]),
];

impl Found {
    /// Looks into the files of a folder, by name; not into the folders in it.
    pub(super) fn in_folder(folder: &Path) -> Result<Self> {
        let at = |error| Error::io(folder, error);
        let mut files: Vec<PathBuf> = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(at)? {
            files.push(entry.map_err(at)?.path());
        }
        files.retain(|path| path.is_file());
        files.sort();
        let mut found = Self::default();
        let mut exports: [Option<PathBuf>; 4] = [None, None, None, None];
        let mut vcf = None;
        for file in files {
            let slot = match kind(&file)? {
                Some(Kind::Evidence) => &mut exports[0],
                Some(Kind::Variants) => &mut exports[1],
                Some(Kind::Profiles) => &mut exports[2],
                Some(Kind::Assertions) => &mut exports[3],
                Some(Kind::CivicVcf) => &mut vcf,
                Some(Kind::Labels) => &mut found.labels,
                Some(Kind::Hotspots) => {
                    found.hotspots.push(file);
                    continue;
                }
                Some(Kind::Docm) => {
                    found.docm.push(file);
                    continue;
                }
                Some(Kind::ClinVar) => {
                    found.clinvar.push(file);
                    continue;
                }
                None => {
                    found.others.push(file);
                    continue;
                }
            };
            if let Some(other) = slot.replace(file.clone()) {
                let reason = format!("{} is of the same kind: keep one", other.display());
                return Err(Error::invalid(Location::file(file), reason));
            }
        }
        found.civic = civic(folder, exports, vcf)?;
        Ok(found)
    }
}

/// All four exports, or the VCF.
fn civic(folder: &Path, exports: [Option<PathBuf>; 4], vcf: Option<PathBuf>) -> Result<Civic> {
    const NAMES: [&str; 4] = ["evidence", "variants", "profiles", "assertions"];
    let missing: Vec<&str> = NAMES
        .into_iter()
        .zip(&exports)
        .filter(|(_, export)| export.is_none())
        .map(|(name, _)| name)
        .collect();
    match (exports, vcf) {
        ([Some(evidence), Some(variants), Some(profiles), Some(assertions)], _) => {
            Ok(Civic::Exports { evidence, variants, profiles, assertions })
        }
        (_, Some(vcf)) => Ok(Civic::Vcf(vcf)),
        _ if missing.len() == NAMES.len() => Ok(Civic::None),
        _ => Err(Error::invalid(
            Location::file(folder),
            format!(
                "CIViC's exports belong together: the summaries of {} are not here",
                missing.join(", ")
            ),
        )),
    }
}

/// Tells a file by its first lines; `None` for what is no text, or of no kind that is known.
fn kind(path: &Path) -> Result<Option<Kind>> {
    let lines = open_text(path)?.lines();
    let (mut is_vcf, mut is_clinvar, mut is_civic) = (false, false, false);
    for line in lines.take(HEAD_LINES) {
        // Neither text nor a whole gzip stream: no download of these.
        let Ok(line) = line else { return Ok(None) };
        is_vcf |= line.starts_with("##fileformat=VCF");
        is_clinvar |= line.starts_with("##source=ClinVar") || line.starts_with("##INFO=<ID=ONC,");
        is_civic |= line.contains("CIViC Entity");
        if line.starts_with("##") || line.is_empty() {
            continue;
        }
        if is_vcf {
            return Ok(match (is_clinvar, is_civic) {
                (true, _) => Some(Kind::ClinVar),
                (_, true) => Some(Kind::CivicVcf),
                _ => None,
            });
        }
        let line = line.trim_start_matches(['\u{feff}', '#']).to_ascii_lowercase();
        let columns: Vec<&str> = line.split('\t').map(|name| name.trim_matches('"')).collect();
        let has = |wanted: &&[&str]| wanted.iter().all(|name| columns.contains(name));
        if let Some((kind, _)) = TABLES.iter().find(|(_, wanted)| has(wanted)) {
            return Ok(Some(*kind));
        }
        if columns.len() > 1 {
            return Ok(None);
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_by_what_is_in_them() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        for (text, want) in [
            ("variant_id\tgene\treference_bases\tvariant_bases\n", Some(Kind::Variants)),
            ("name\tmolecular_profile_id\tevidence_item_ids\n", Some(Kind::Profiles)),
            ("Hugo_Symbol\tResidue\tAmino_Acid_Position\tTumor_Count\n", Some(Kind::Hotspots)),
            ("##fileformat=VCFv4.1\n##source=ClinVar\n#CHROM\tPOS\n", Some(Kind::ClinVar)),
            ("##fileformat=VCFv4.1\n#CHROM\tPOS\n", None),
            ("a\tb\n", None),
            ("", None),
        ] {
            assert_eq!(kind(&write("x", text.as_bytes())).unwrap(), want, "{text}");
        }
        assert_eq!(kind(&write("x", b"\xff\xfe\x00")).unwrap(), None);
        let evidence = "evidence_level\tevidence_direction\tmolecular_profile_id\n";
        write("x", evidence.as_bytes());
        let error = Found::in_folder(folder.path()).unwrap_err().to_string();
        assert!(error.contains("variants, profiles, assertions are not here"), "{error}");
        write("y", evidence.as_bytes());
        let error = Found::in_folder(folder.path()).unwrap_err().to_string();
        assert!(error.contains("of the same kind: keep one"), "{error}");
    }
}
