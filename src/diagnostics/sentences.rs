//! The sentence of each warning.

use std::fmt;

use super::tally::{Scope, Tally};
use super::warning::Warning;
use crate::model::summary::LeftOut;

/// How an index is made for the file as it is now.
const INDEX_AGAIN: &str = "index it again (tabix -f -p vcf)";

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { scope, field, reason, tally } => {
                let (noun, what) = match scope {
                    Scope::Record => ("record", "skipped"),
                    Scope::Line => ("line", "skipped"),
                    Scope::Place => ("record", "not placed on the genome"),
                    Scope::Allele => ("allele", "skipped"),
                    Scope::Value => ("value", "not used"),
                };
                let s = if tally.count == 1 { "" } else { "s" };
                write!(
                    f,
                    "{}: {field}: {reason} ({} {noun}{s}): {what}; correct the file, or stop at such \
                     a record with --strict",
                    lines(tally),
                    tally.count
                )
            }
            Self::Filtered { alleles: 1 } => f.write_str(
                "1 allele that would match was left out because of FILTER (--include-filtered \
                 reports it)",
            ),
            Self::Filtered { alleles } => write!(
                f,
                "{alleles} alleles that would match were left out because of FILTER \
                 (--include-filtered reports them)"
            ),
            Self::FilteredLevels { alleles } => {
                let named: Vec<String> =
                    alleles.iter().take(Tally::NAMED).map(LeftOut::to_string).collect();
                let more = match alleles.len().saturating_sub(Tally::NAMED) {
                    0 => String::new(),
                    more => format!("; and {more} more"),
                };
                write!(
                    f,
                    "of the alleles left out because of FILTER these would have a level: {}{more}: \
                     look at their reads",
                    named.join("; ")
                )
            }
            Self::AllAbsent { sample, alleles } => write!(
                f,
                "all alleles of interest ({alleles}) are absent in {sample:?}: is it the tumour's \
                 column? (--sample chooses)"
            ),
            Self::Uninterpreted { tally } => {
                let alleles = tally.count;
                let what = match alleles {
                    1 => "symbolic allele does not say what it is, or says two things",
                    _ => "symbolic alleles do not say what they are, or say two things",
                };
                write!(
                    f,
                    "{alleles} {what} ({}): not interpreted; name copies and fusions in tables \
                     (--cna, --fusions)",
                    lines(tally)
                )
            }
            Self::WithoutCopies { segments } => {
                let (noun, state) = match segments {
                    1 => ("segment", "states"),
                    _ => ("segments", "state"),
                };
                write!(
                    f,
                    "{segments} {noun} {state} no number of copies: nothing is concluded from them; \
                     have the caller write CN or a fold change, or name copies in a table (--cna)"
                )
            }
            Self::UndilutedGains { segments } => {
                let (what, these) = match segments {
                    1 => ("segment is gained by a ratio (fold change) that is", "it"),
                    _ => ("segments are gained by a ratio (fold change) that is", "them"),
                };
                write!(
                    f,
                    "{segments} {what} too low for an amplification if every cell is of the tumour: \
                     state --purity (and --ploidy) to have the copies of {these}"
                )
            }
            Self::UnusableIndex { index, reason } => {
                write!(f, "{}: {reason}: not used; {INDEX_AGAIN}", index.display())
            }
            Self::ForeignIndex { input } => write!(
                f,
                "the index of {} does not fit its records: not used; {INDEX_AGAIN}",
                input.display()
            ),
            Self::WithoutRecord { findings: 1 } => f.write_str(
                "1 finding rests on no record of the input and is not in the VCF; write TSV or JSON \
                 to have it",
            ),
            Self::WithoutRecord { findings } => write!(
                f,
                "{findings} findings rest on no record of the input and are not in the VCF; write \
                 TSV or JSON to have them"
            ),
            Self::OfSample { sample, warning } => write!(f, "{sample}: {warning}"),
            Self::MoreOfSamples { warnings } => write!(
                f,
                "{warnings} more warnings of samples: choose one with --sample NAME to see its own"
            ),
            Self::TumorTypeOfRow { said } => write!(
                f,
                "tumour type: {said}: judged without one; name it with --tumor-type"
            ),
            Self::WithoutTumorType { table, samples } => {
                let count = counted(samples.len(), "sample", "samples");
                let (table, samples) = (table.display(), listed(samples));
                write!(
                    f,
                    "{table}: no tumour type of {count} ({samples}): judged without one; give each a row with a type"
                )
            }
            Self::WithoutSampleRow { table, samples } => {
                let count = counted(samples.len(), "sample", "samples");
                let (table, samples) = (table.display(), listed(samples));
                write!(
                    f,
                    "{table}: no row of {count} read here ({samples}): nothing of them is written; give each a row"
                )
            }
            Self::WithoutAnchor { rows } => {
                let noun = if *rows == 1 { "indel" } else { "indels" };
                write!(
                    f,
                    "{rows} {noun} of the MAF without a known base before: matched without it; --reference \
                     FASTA tells the bases"
                )
            }
            Self::WithoutMafRow { findings: 1 } => f.write_str(
                "1 finding is a change of copies, a fusion or another change without a sequence: MAF has \
                 no row for it; write TSV or JSON to have it",
            ),
            Self::WithoutMafRow { findings } => write!(
                f,
                "{findings} findings are changes of copies, fusions or other changes without a sequence: \
                 MAF has no rows for them; write TSV or JSON to have them"
            ),
            Self::OtherReference { tally, assembly } => {
                let noun = if tally.count == 1 { "allele" } else { "alleles" };
                write!(
                    f,
                    "REF of {} {noun} is not what {assembly} has there ({}): nothing is concluded \
                     where the changed bases differ; in genes of interest they are rows with the flag \
                     ref_mismatch; check the reference that the calls were made with",
                    tally.count,
                    lines(tally)
                )
            }
            Self::Assembly { assembly, against } => write!(
                f,
                "the records are read on {assembly}, and {against}: make sure of the assembly before \
                 any of them is relied on (--assembly)"
            ),
            Self::Elsewhere { alleles, column, sample } => {
                let (what, have) = match alleles {
                    1 => ("allele is", "has"),
                    _ => ("alleles are", "have"),
                };
                write!(
                    f,
                    "{alleles} {what} called in other columns ({column}) and {have} no call in \
                     {sample:?}: if that is the same tumour by another caller, run it too (--sample)"
                )
            }
            Self::FactsDisagree { kept, other } => write!(
                f,
                "{kept} stands, {other} says otherwise and is not used: check both"
            ),
            Self::Unfiltered { is_stated: true } => f.write_str(
                "the header says that these calls are unfiltered: run FilterMutectCalls before any \
                 of them is relied on",
            ),
            Self::Unfiltered { is_stated: false } => f.write_str(
                "the header names Mutect2 and no filter: run FilterMutectCalls before any of these \
                 calls is relied on",
            ),
            Self::SampleNotInTable { table, sample, samples } => {
                let near = samples.iter().find(|other| other.eq_ignore_ascii_case(sample));
                let remedy = match near {
                    Some(other) => {
                        format!("{other:?} differs in case only: write it as {sample:?}")
                    }
                    None => format!("it has {}: name the sample as the VCF does", listed(samples)),
                };
                let table = table.display();
                write!(f, "{table}: nothing is of sample {sample:?}, so none is used; {remedy}")
            }
            Self::NoRows { table } => write!(
                f,
                "{}: no row below the column names: nothing is read from it; make sure that it is complete",
                table.display()
            ),
            Self::Reads(text) => f.write_str(text),
            Self::NotInReads { alleles } => write!(
                f,
                "{} called and not in the reads: {}: no substitution of them has a level; is the file \
                 of reads of this sample?",
                counted(alleles.len(), "allele is", "alleles are"),
                alleles.join("; ")
            ),
            Self::NotCalled { alleles, assessed, by_chance } => write!(
                f,
                "{} in the reads and not called by the input: {}: below the caller's threshold, without \
                 a level; look at the reads, or call again with these alleles given ({assessed} targets \
                 were assessed, of which background alone would show {by_chance})",
                counted(alleles.len(), "target is", "targets are"),
                alleles.join("; ")
            ),
            Self::UnknownGenes { table, genes } => {
                let (count, table) = (genes.len(), table.display());
                let (what, meet) = match count {
                    1 => ("gene is", "meets"),
                    _ => ("genes are", "meet"),
                };
                write!(
                    f,
                    "{table}: {count} {what} not known by name and {meet} nothing: {}; write a \
                     former name as the current HGNC symbol",
                    listed(genes)
                )
            }
            Self::UnreadRearrangements { table, genes } => {
                let (count, table) = (genes.len(), table.display());
                let what = if count == 1 { "gene is" } else { "genes are" };
                write!(
                    f,
                    "{table}: {count} {what} joined to itself without a place that fits the gene: {}; \
                     give breakpoints on this assembly, or exons",
                    listed(genes)
                )
            }
            Self::Rows { file, what, tally, remedy } => {
                let noun = if tally.count == 1 { "row" } else { "rows" };
                let (file, lines) = (file.display(), lines(tally));
                write!(f, "{file}: {lines}: {what} ({} {noun}): {remedy}", tally.count)
            }
            Self::NoRegions { file } => write!(
                f,
                "{}: 0 regions on chromosomes: absence is shown nowhere by it; give a BED of what \
                 was read",
                file.display()
            ),
            Self::Query(note) => write!(f, "the query: {note}"),
            Self::Transcript { at, reason } => write!(f, "{at}: {reason}: check the row"),
            Self::NotIndexed { output, reason } => write!(
                f,
                "{}: no index is written: {reason}",
                output.display()
            ),
            Self::StaleIndex { index } => {
                write!(f, "{} is not of the new output: {INDEX_AGAIN}", index.display())
            }
        }
    }
}

/// Returns the first lines, in words.
fn lines(tally: &Tally) -> String {
    let first = tally.lines.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
    match tally.lines.len() {
        1 => format!("line {first}"),
        Tally::NAMED if tally.count > Tally::NAMED as u64 => format!("lines {first} and others"),
        _ => format!("lines {first}"),
    }
}

/// The names that a warning lists.
const NAMED: usize = 10;

/// Returns the first names, and how many more there are.
pub(crate) fn listed(names: &[String]) -> String {
    let first = names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use crate::error::Location;

    use super::*;

    /// Checks one warning of each kind: the number it must name and the remedy.
    #[test]
    fn a_warning_says_what_how_many_and_what_to_do() {
        let index = PathBuf::from("a.vcf.gz.tbi");
        let tally = |count, lines: &[u64]| Tally { count, lines: lines.to_vec() };
        let malformed = |tally| Warning::Malformed {
            scope: Scope::Record,
            field: "POS".to_owned(),
            reason: "not a position".to_owned(),
            tally,
        };
        let one = || tally(1, &[4]);
        let value = Warning::Malformed {
            scope: Scope::Value,
            field: "GT".to_owned(),
            reason: "not a genotype".to_owned(),
            tally: tally(2, &[4, 5]),
        };
        for (warning, what, count, remedy) in [
            (malformed(one()), "line 4: POS: not a position", "(1 record)", "--strict"),
            (
                malformed(tally(12, &[4, 5, 6, 8, 9])),
                "lines 4, 5, 6, 8, 9 and others: POS: not a position",
                "(12 records)",
                "--strict",
            ),
            (value, "lines 4, 5: GT: not a genotype", "(2 values): not used", "--strict"),
            (Warning::Filtered { alleles: 1 }, "was left out", "1 allele", "reports it"),
            (Warning::Filtered { alleles: 3 }, "FILTER", "3 alleles", "--include-filtered"),
            (
                Warning::AllAbsent { sample: "N".to_owned(), alleles: 7 },
                "absent in \"N\"",
                "(7)",
                "--sample",
            ),
            (Warning::Uninterpreted { tally: one() }, "(line 4)", "1 symbolic", "--fusions"),
            (
                Warning::Uninterpreted { tally: tally(5, &[7, 8]) },
                "(lines 7, 8): not interpreted",
                "5 symbolic",
                "--cna",
            ),
            (Warning::WithoutCopies { segments: 2 }, "no number of copies", "2 segments", "--cna"),
            (Warning::UndilutedGains { segments: 1 }, "fold change", "1 segment is", "--purity"),
            (
                Warning::UnusableIndex { index: index.clone(), reason: "older".to_owned() },
                "older: not used",
                "a.vcf.gz.tbi",
                "tabix -f",
            ),
            (
                Warning::ForeignIndex { input: PathBuf::from("a.vcf.gz") },
                "does not fit",
                "a.vcf.gz",
                "tabix -f",
            ),
            (Warning::WithoutRecord { findings: 1 }, "no record", "1 finding rests", "write TSV"),
            (Warning::WithoutRecord { findings: 2 }, "no record", "2 findings", "TSV or JSON"),
            (
                Warning::OfSample {
                    sample: "S1".to_owned(),
                    warning: Box::new(Warning::Filtered { alleles: 3 }),
                },
                "S1: ",
                "3",
                "--include-filtered",
            ),
            (Warning::MoreOfSamples { warnings: 7 }, "of samples", "7 more", "--sample"),
            (
                Warning::TumorTypeOfRow { said: "two types, LUAD and MEL".to_owned() },
                "without one",
                "two types",
                "--tumor-type",
            ),
            (
                Warning::WithoutTumorType {
                    table: PathBuf::from("c.txt"),
                    samples: vec!["A".to_owned()],
                },
                "without one",
                "c.txt: no tumour type of 1 sample (A)",
                "a row with a type",
            ),
            (
                Warning::WithoutSampleRow {
                    table: PathBuf::from("c.txt"),
                    samples: vec!["A".to_owned(), "B".to_owned()],
                },
                "nothing of them",
                "c.txt: no row of 2 samples read here (A, B)",
                "give each a row",
            ),
            (Warning::WithoutAnchor { rows: 2 }, "base before", "2 indels", "--reference"),
            (Warning::WithoutMafRow { findings: 1 }, "no row", "1 finding is", "write TSV"),
            (Warning::WithoutMafRow { findings: 2 }, "no rows", "2 findings are", "TSV or JSON"),
            (
                Warning::OtherReference { tally: one(), assembly: "GRCh37".to_owned() },
                "not what GRCh37 has there (line 4)",
                "1 allele is",
                "check the reference",
            ),
            (
                Warning::Assembly {
                    assembly: "GRCh38".to_owned(),
                    against: "2 of 2 REF bases agree with GRCh37".to_owned(),
                },
                "read on GRCh38",
                "2 of 2",
                "--assembly",
            ),
            (
                Warning::Elsewhere { alleles: 4, column: "B".to_owned(), sample: "T".to_owned() },
                "no call in \"T\"",
                "4 alleles are",
                "--sample",
            ),
            (
                Warning::Rows {
                    file: PathBuf::from("a.tsv"),
                    what: "copies: missing".to_owned(),
                    tally: tally(2, &[4, 5]),
                    remedy: "not used",
                },
                "a.tsv: lines 4, 5: copies: missing",
                "(2 rows)",
                "not used",
            ),
            (
                Warning::NoRegions { file: PathBuf::from("a.bed") },
                "a.bed: 0 regions",
                "0 regions",
                "give a BED",
            ),
            (
                Warning::Transcript {
                    at: Location::line("own.tsv", 7),
                    reason: "A NM_1: no stop".into(),
                },
                "no stop",
                "own.tsv:7",
                "check the row",
            ),
            (Warning::StaleIndex { index }, "new output", "a.vcf.gz.tbi", "tabix -f"),
        ] {
            let text = warning.to_string();
            for part in [what, count, remedy] {
                assert!(text.contains(part), "{text}: {part}");
            }
            assert_eq!(serde_json::to_value(&warning).unwrap(), text);
        }
    }
}
