//! One row a sample from annotated rows: the columns of OncoKB's ClinicalDataAnnotator.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;

use crate::control::escaped;
use crate::diagnostics::Warning;
use crate::error::{Problems, Result};
use crate::io::table::Table;
use crate::model::level::Level;

const SAMPLE: &[&str] = &["Tumor_Sample_Barcode", "SAMPLE_ID"];
const GENE: &[&str] = &["Hugo_Symbol", "Hugo_Gene_Symbol", "Gene"];
const CHANGE: &[&str] = &["HGVSp_Short", "Protein_Change", "Amino_Acid_Change", "ALTERATION"];
/// The levels as that tool orders its columns.
const LEVELS: [Level; 7] =
    [Level::L1, Level::L2, Level::L3A, Level::L3B, Level::L4, Level::R1, Level::R2];
/// Columns of kinds that are not concluded here, and the counts behind them.
const AFTER: &str = "LEVEL_Dx1\tLEVEL_Dx2\tLEVEL_Dx3\tHIGHEST_DX_LEVEL\tLEVEL_Px1\tLEVEL_Px2\tLEVEL_Px3\t\
    HIGHEST_PX_LEVEL\tONCOGENIC_MUTATIONS\t#ONCOGENIC_MUTATIONS\tRESISTANCE_MUTATIONS\t\
    #RESISTANCE_MUTATIONS\t#MUTATIONS_WITH_SENSITIVE_THERAPEUTIC_IMPLICATIONS\t\
    #MUTATIONS_WITH_RESISTANCE_THERAPEUTIC_IMPLICATIONS\t#MUTATIONS_WITH_DIAGNOSTIC_IMPLICATIONS\t\
    #MUTATIONS_WITH_PROGNOSTIC_IMPLICATIONS\t#MUTATIONS";

/// What the rows of one sample say.
#[derive(Debug, Default)]
struct Sample {
    /// For each level, regimens with the change that gives them.
    levels: BTreeMap<Level, Vec<String>>,
    oncogenic: Vec<String>,
    resistant: Vec<String>,
    sensitive: usize,
    mutations: usize,
}

/// The samples of annotated files.
#[derive(Debug, Default)]
pub struct Clinical {
    samples: HashMap<String, Sample>,
    /// In the order of their first rows.
    order: Vec<String>,
}

impl Clinical {
    /// Takes the rows of a table that `annotate --layout oncokb` wrote.
    ///
    /// # Errors
    /// [`crate::Error::Table`] where a column is missing, and with every row that ends before one of them, has
    /// more cells than the header or names no sample.
    pub fn read(&mut self, table: &Table) -> Result<()> {
        let (sample, gene) = (table.needed(SAMPLE)?, table.needed(GENE)?);
        let change = table.column(CHANGE)?;
        let oncogenic = table.needed(&["ONCOGENIC"])?;
        let levels = LEVELS.map(|level| Ok((level, table.needed(&[&format!("LEVEL_{level}")])?)));
        let levels = levels.into_iter().collect::<Result<Vec<_>>>()?;
        let used = [sample, gene, oncogenic].into_iter().chain(change);
        let used: Vec<usize> = used.chain(levels.iter().map(|(_, column)| *column)).collect();
        table.check_widths(&used)?;
        named(table, sample)?;
        for row in table.rows() {
            let name = row.cell(sample);
            if !self.samples.contains_key(name) {
                self.order.push(name.to_owned());
            }
            let sample = self.samples.entry(name.to_owned()).or_default();
            sample.mutations += 1;
            let change = change.map(|change| row.cell(change)).unwrap_or_default();
            let variant = format!("{} {change}", row.cell(gene)).trim_end().to_owned();
            if row.cell(oncogenic).to_ascii_lowercase().ends_with("oncogenic") {
                sample.oncogenic.push(variant.clone());
            }
            let (mut is_sensitive, mut is_resistant) = (false, false);
            for (level, column) in &levels {
                let regimens = row.cell(*column);
                if regimens.is_empty() {
                    continue;
                }
                let of_level = sample.levels.entry(*level).or_default();
                of_level.push(format!("{regimens}({variant})"));
                match level.is_resistance() {
                    true => is_resistant = true,
                    false => is_sensitive = true,
                }
            }
            sample.sensitive += usize::from(is_sensitive);
            sample.resistant.extend(is_resistant.then_some(variant));
        }
        Ok(())
    }

    /// Returns a table of the samples: the rows of `clinical` with the columns behind them, or a row for
    /// each sample that was read. Control characters of cells are spelled out. Samples that `clinical` lacks are
    /// warned of.
    ///
    /// # Errors
    /// [`crate::Error::Table`] where `clinical` has no column of samples, and with every row that names none or
    /// has more cells than the header.
    pub fn table(&self, clinical: Option<&Table>) -> Result<(String, Option<Warning>)> {
        let (mut out, mut warning) = (String::new(), None);
        match clinical {
            Some(clinical) => {
                let sample = clinical.needed(&["SAMPLE_ID", "Tumor_Sample_Barcode"])?;
                clinical.check_widths(&[sample])?;
                named(clinical, sample)?;
                let names = clinical.header().iter().map(|name| escaped(name, &[]));
                out.push_str(&names.collect::<Vec<_>>().join("\t"));
                head(&mut out);
                for row in clinical.rows() {
                    let columns = 0..clinical.header().len();
                    let cells = columns.map(|column| escaped(row.cell(column), &[]));
                    out.push_str(&cells.collect::<Vec<_>>().join("\t"));
                    line(self.samples.get(row.cell(sample)), &mut out);
                }
                warning = self.without_row(clinical, sample);
            }
            None => {
                out.push_str("SAMPLE_ID");
                head(&mut out);
                for name in &self.order {
                    out.push_str(&escaped(name, &[]));
                    line(self.samples.get(name), &mut out);
                }
            }
        }
        Ok((out, warning))
    }

    /// Returns the samples that `clinical` has no row of.
    fn without_row(&self, clinical: &Table, sample: usize) -> Option<Warning> {
        let known: HashSet<&str> = clinical.rows().iter().map(|row| row.cell(sample)).collect();
        let unknown = self.order.iter().filter(|name| !known.contains(name.as_str()));
        let samples: Vec<String> = unknown.cloned().collect();
        let table = clinical.path().to_path_buf();
        (!samples.is_empty()).then_some(Warning::WithoutSampleRow { table, samples })
    }
}

/// Checks that each row names a sample.
fn named(table: &Table, sample: usize) -> Result<()> {
    let mut problems = Problems::default();
    for row in table.rows().iter().filter(|row| row.cell(sample).is_empty()) {
        problems.push(table.path(), row.line(), format!("{}: empty", table.header()[sample]));
    }
    problems.into_result()
}

fn head(out: &mut String) {
    for level in LEVELS {
        let _ = write!(out, "\tLEVEL_{level}");
    }
    let highest = "HIGHEST_LEVEL\tHIGHEST_SENSITIVE_LEVEL\tHIGHEST_RESISTANCE_LEVEL";
    let _ = writeln!(out, "\t{highest}\t{AFTER}");
}

/// Appends the cells of a sample. One without a row has no mutation.
fn line(sample: Option<&Sample>, out: &mut String) {
    let none = Sample::default();
    let sample = sample.unwrap_or(&none);
    for level in LEVELS {
        let told = sample.levels.get(&level).map(|told| told.join(";")).unwrap_or_default();
        let _ = write!(out, "\t{}", escaped(&told, &[]));
    }
    let highest = |is_wanted: fn(&Level) -> bool| {
        let level = sample.levels.keys().copied().filter(is_wanted).min();
        level.map(|level| format!("LEVEL_{level}")).unwrap_or_default()
    };
    let sides = [
        highest(|_| true),
        highest(|level| !level.is_resistance()),
        highest(|level| level.is_resistance()),
    ];
    let _ = writeln!(
        out,
        "\t{}{}\t{}\t{}\t{}\t{}\t{}\t{}\t0\t0\t{}",
        sides.join("\t"),
        "\t".repeat(8),
        escaped(&sample.oncogenic.join(";"), &[]),
        sample.oncogenic.len(),
        escaped(&sample.resistant.join(";"), &[]),
        sample.resistant.len(),
        sample.sensitive,
        sample.resistant.len(),
        sample.mutations,
    );
}
