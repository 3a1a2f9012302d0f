//! Samples that are named by their files, or by the folder of these.

use std::path::{Path, PathBuf};

use super::sample::Sample;
use crate::error::{Error, Location, Result};

/// How files of variants end.
const ENDINGS: [&str; 4] = [".vcf", ".vcf.gz", ".vcf.bgz", ".bcf"];

/// Returns a sample for each file; a folder means its files of variants, by name.
///
/// # Errors
/// [`Error::Io`] where a folder cannot be read, [`Error::InvalidInput`] where it has no such file,
/// [`Error::Usage`] where one is standard input, which has no name.
pub fn samples(paths: &[PathBuf]) -> Result<Vec<Sample>> {
    let mut samples = Vec::new();
    for path in paths {
        if path == Path::new("-") {
            return Err(Error::Usage(
                "standard input has no name for its result: annotate it alone, without --outdir"
                    .to_owned(),
            ));
        }
        match path.is_dir() {
            true => samples.extend(files_in(path)?.into_iter().map(Sample::of_file)),
            false => samples.push(Sample::of_file(path.clone())),
        }
    }
    Ok(samples)
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in folder.read_dir().map_err(|e| Error::io(folder, e))? {
        let path = entry.map_err(|e| Error::io(folder, e))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase());
        let is_wanted = name.is_some_and(|name| {
            !name.starts_with('.') && ENDINGS.iter().any(|ending| name.ends_with(ending))
        });
        if is_wanted && path.is_file() {
            files.push(path);
        }
    }
    if files.is_empty() {
        let reason = "no .vcf, .vcf.gz, .vcf.bgz or .bcf in this folder (MAFs are named one by one, or in a --sheet)";
        return Err(Error::invalid(Location::file(folder), reason));
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_means_its_files_of_variants() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert_eq!(samples(&[folder.path().to_owned()]).unwrap_err().exit_code(), 3);
        for name in ["b.vcf.gz", "b.vcf.gz.tbi", "a.BCF", "c.vcf", "notes.txt", ".d.vcf"] {
            std::fs::write(at(name), "").unwrap();
        }
        std::fs::create_dir(at("e.vcf")).unwrap();
        let found = samples(&[at("z.maf"), folder.path().to_owned()]).unwrap();
        let names: Vec<&str> = found.iter().map(|sample| sample.name.as_str()).collect();
        assert_eq!(names, ["z", "a", "b", "c"]);
        assert_eq!(samples(&["-".into()]).unwrap_err().exit_code(), 2);
        assert_eq!(samples(&[at("c.vcf"), at("none")]).unwrap().len(), 2);
    }
}
