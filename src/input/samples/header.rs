//! What a VCF header says of the samples' roles.

use memchr::memchr_iter;

use super::names::{self, Role};

/// The columns that a header names, each with the kind of line that names it.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) tumor: Option<(usize, String)>,
    pub(super) normal: Option<(usize, String)>,
}

/// Command-line options that take the tumour's sample name or file, without leading dashes.
const TUMOR_OPTIONS: [&str; 20] = [
    "tumor-sample",
    "tumor_sample",
    "tumor_sample_name",
    "tumorSampleName",
    "tumor-name",
    "tumor_name",
    "tumour_name",
    "tumor_id",
    "sample_name_tumor",
    "RGSM-tumor",
    "vc-tumor-sample",
    "tumor_bam",
    "tumour_bam",
    "tumor-bam",
    "tumor_bam_fn",
    "tumor_bam_file",
    "tumor-bam-input",
    "tumor-cram-input",
    "tumor-fastq-list-sample-id",
    "reads_tumor",
];
/// The same for the normal. DRAGEN's plain `--RGSM`, `--bam-input` and `--cram-input` are the
/// normal's beside those of the tumour.
const NORMAL_OPTIONS: [&str; 21] = [
    "normal-sample",
    "normal_sample",
    "normal_sample_name",
    "normalSampleName",
    "normal-name",
    "normal_name",
    "normal_id",
    "normal-samples",
    "sample_name_normal",
    "RGSM",
    "normal_bam",
    "normal-bam",
    "normal_bam_fn",
    "normal_bam_file",
    "normal-bam-input",
    "normal-cram-input",
    "bam-input",
    "cram-input",
    "fastq-list-sample-id",
    "reads_normal",
    "control-bam",
];
/// Options that are common words: only with their dashes (Lancet, SAGE, SAVANA).
const TUMOR_DASHED: [&str; 3] = ["-tumor", "--tumor", "--tumour"];
/// The same for the normal, which SAGE calls the reference.
const NORMAL_DASHED: [&str; 4] = ["-normal", "--normal", "-reference", "--control"];

/// Reads one header line.
type Rule<'a> = &'a dyn Fn(&str) -> Clues;

/// Reads the roles from the header, and skips names that are not columns. A role that lines of one
/// kind give to different columns is left open.
pub(super) fn named(samples: &[String], meta: &[u8]) -> Named {
    let mut start = 0;
    let ends = memchr_iter(b'\n', meta).chain([meta.len()]);
    let lines: Vec<&str> = ends
        .filter_map(|end| {
            std::str::from_utf8(&meta[std::mem::replace(&mut start, end + 1)..end]).ok()
        })
        .filter(|line| !is_definition(line))
        .map(|line| line.trim_end_matches('\r'))
        .collect();
    let column = |name: &str| {
        let name = name.trim().trim_matches('"');
        samples.iter().position(|sample| sample == name)
    };
    let rules: [(&str, Rule<'_>); 5] = [
        ("##tumor_sample=", &|line| Clues {
            tumor: line.strip_prefix("##tumor_sample=").and_then(column),
            normal: line.strip_prefix("##normal_sample=").and_then(column),
        }),
        ("caller's command line", &|line| {
            command_line(line, &|value| {
                column(value).or_else(|| column_of_exact_file(samples, value))
            })
        }),
        ("caller's command line", &|line| bam_options(line, samples)),
        ("##PEDIGREE", &|line| pedigree(line, &column)),
        ("##SAMPLE", &|line| sample_line(line, &column)),
    ];
    let mut named = Named::default();
    for (what, rule) in rules {
        let mut tumor = Agreed::default();
        let mut normal = Agreed::default();
        for line in &lines {
            let clues = rule(line);
            tumor.add(clues.tumor);
            normal.add(clues.normal);
        }
        // One column cannot be both: such a header says nothing.
        if tumor.one().is_some() && tumor.one() == normal.one() {
            continue;
        }
        named.tumor = named.tumor.or(tumor.one().map(|at| (at, what.to_owned())));
        named.normal = named.normal.or(normal.one().map(|at| (at, what.to_owned())));
    }
    named
}

/// Returns whether the line defines a field, filter, allele or contig: most lines do, and name no sample.
fn is_definition(line: &str) -> bool {
    const KEYS: [&str; 5] = ["INFO=<", "FORMAT=<", "FILTER=<", "ALT=<", "contig=<"];
    line.strip_prefix("##").is_some_and(|rest| KEYS.iter().any(|key| rest.starts_with(key)))
}

/// Returns the column whose name the file name of `path` is, up to a dot: `X` of
/// `/data/X.sorted.bam`. Of several it is the longest.
fn column_of_exact_file(samples: &[String], path: &str) -> Option<usize> {
    let file = path.rsplit('/').next()?;
    let is_named = |sample: &String| {
        file.strip_prefix(sample.as_str()).is_some_and(|rest| rest.starts_with('.'))
    };
    let named = samples.iter().enumerate().filter(|(_, sample)| is_named(sample));
    named.max_by_key(|(_, sample)| sample.len()).map(|(at, _)| at)
}

/// Returns the only column whose name the file name of `path` begins with, up to a mark.
fn column_of_file(samples: &[String], path: &str) -> Option<usize> {
    let file = path.rsplit('/').next()?;
    let begins = |sample: &String| {
        let rest = file.strip_prefix(sample.as_str());
        rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii_alphanumeric()))
    };
    let mut found = samples.iter().enumerate().filter(|(_, sample)| begins(sample));
    let (at, _) = found.next()?;
    found.next().is_none().then_some(at)
}

#[derive(Debug, Default)]
struct Clues {
    tumor: Option<usize>,
    normal: Option<usize>,
}

/// A column that all lines agree on.
#[derive(Debug, Default)]
struct Agreed {
    first: Option<usize>,
    contradicted: bool,
}

impl Agreed {
    fn add(&mut self, column: Option<usize>) {
        if let Some(at) = column {
            self.contradicted |= self.first.is_some_and(|first| first != at);
            self.first = Some(at);
        }
    }

    fn one(&self) -> Option<usize> {
        self.first.filter(|_| !self.contradicted)
    }
}

/// Reads the options of a command line: `--name value`, `--name=value` or `name=value`, and SvABA's
/// `-t` and `-n`.
///
/// The lines are `##GATKCommandLine=…`, `##DRAGENCommandLine=…`, `##MuTect=…`,
/// `##SentieonCommandLine…`, `##cmdline=…`.
fn command_line(line: &str, column: &dyn Fn(&str) -> Option<usize>) -> Clues {
    let is_command = line.strip_prefix("##").is_some_and(|rest| {
        let key = rest.split('=').next().unwrap_or_default().to_ascii_lowercase();
        ["commandline", "cmdline", "cmd", "args", "mutect", "octopus", "command", "lancet", "sage"]
            .iter()
            .any(|k| key.contains(k))
    });
    let is_svaba = line.starts_with("##source=svaba");
    let mut clues = Clues::default();
    if !is_command && !is_svaba {
        return clues;
    }
    let mut words =
        line.split(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | ',' | '[' | ']' | '>'));
    while let Some(word) = words.next() {
        let option = word.trim_start_matches('-');
        let is_tumor = TUMOR_OPTIONS.contains(&option)
            || TUMOR_DASHED.contains(&word)
            || (is_svaba && word == "-t");
        let is_normal = NORMAL_OPTIONS.contains(&option)
            || NORMAL_DASHED.contains(&word)
            || (is_svaba && word == "-n");
        if !is_tumor && !is_normal {
            continue;
        }
        let value = words.by_ref().find(|word| !word.is_empty()).and_then(column);
        if is_tumor {
            clues.tumor = clues.tumor.or(value);
        } else {
            clues.normal = clues.normal.or(value);
        }
    }
    clues
}

/// Reads `--normalBam` and `--tumorBam` of Manta and Strelka.
///
/// A file name is a weak sign, since a tumour cell line's name begins its normal's file name too.
/// So only two different columns together count.
fn bam_options(line: &str, samples: &[String]) -> Clues {
    let value = |option: &str| {
        let (_, rest) = line.split_once(option)?;
        let path = rest.trim_start_matches(['=', ' ']).split_whitespace().next()?;
        column_of_file(samples, path)
    };
    match (value("--tumorBam"), value("--normalBam")) {
        (Some(tumor), Some(normal)) if tumor != normal => {
            Clues { tumor: Some(tumor), normal: Some(normal) }
        }
        _ => Clues::default(),
    }
}

/// Reads `##PEDIGREE=<Derived=TUMOR,Original=NORMAL>` and VCF 4.3's `<ID=TUMOR,Original=NORMAL>`.
fn pedigree(line: &str, column: &dyn Fn(&str) -> Option<usize>) -> Clues {
    if !line.starts_with("##PEDIGREE=<") {
        return Clues::default();
    }
    let original = field(line, "Original");
    let derived = field(line, "Derived").or(field(line, "ID")).filter(|_| original.is_some());
    Clues { tumor: derived.and_then(column), normal: original.and_then(column) }
}

/// Reads a sample's role from its `##SAMPLE` line.
///
/// - `##SAMPLE=<ID=x,IsTumor=yes>` (megSAP)
/// - `Genomes=Tumor` (Germline for the normal), or the same word in its type or Description
/// - an ID that is a role beside a name that is a column (`##SAMPLE=<ID=TUMOR,SampleName=x>`)
fn sample_line(line: &str, column: &dyn Fn(&str) -> Option<usize>) -> Clues {
    let mut clues = Clues::default();
    if !line.starts_with("##SAMPLE=<") && !line.starts_with("##sample=<") {
        return clues;
    }
    let id = field(line, "ID");
    let is_tumor = match field(line, "IsTumor").map(str::to_ascii_lowercase).as_deref() {
        Some("yes" | "true" | "1") => Some(Role::Tumor),
        Some("no" | "false" | "0") => Some(Role::Normal),
        _ => None,
    };
    let stated = is_tumor.or_else(|| {
        ["Genomes", "Type", "SampleType", "Role", "Description"]
            .into_iter()
            .find_map(|key| names::role(field(line, key)?))
    });
    let (at, role) = match (id.and_then(column), stated) {
        (Some(at), stated) => (Some(at), stated),
        (None, _) => (
            field(line, "SampleName").or(field(line, "name")).and_then(column),
            id.and_then(names::role),
        ),
    };
    match role {
        Some(Role::Tumor) => clues.tumor = at,
        Some(Role::Normal) => clues.normal = at,
        None => {}
    }
    clues
}

/// Returns the value of `key` in a structured header line, without its quotes.
fn field<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let body = line.split_once('<')?.1.trim_end_matches('>');
    let mut in_quotes = false;
    body.split(|c: char| {
        in_quotes ^= c == '"';
        c == ',' && !in_quotes
    })
    .find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
    .map(|value| value.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structured_fields() {
        let line = r#"##SAMPLE=<ID=A,Description="x, Genomes=no",Genomes=Tumor>"#;
        assert_eq!(field(line, "ID"), Some("A"));
        assert_eq!(field(line, "Genomes"), Some("Tumor"));
        assert_eq!(field(line, "Description"), Some("x, Genomes=no"));
        assert_eq!(field("##SAMPLE=none", "ID"), None);
    }
}
