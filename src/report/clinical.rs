//! One row a sample from annotated rows: the columns of OncoKB's ClinicalDataAnnotator.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use crate::error::Result;
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
    /// [`crate::Error::Table`] where a column is missing.
    pub fn read(&mut self, table: &Table) -> Result<()> {
        let (sample, gene) = (table.needed(SAMPLE)?, table.needed(GENE)?);
        let change = table.column(CHANGE)?;
        let oncogenic = table.needed(&["ONCOGENIC"])?;
        let levels = LEVELS.map(|level| Ok((level, table.needed(&[&format!("LEVEL_{level}")])?)));
        let levels = levels.into_iter().collect::<Result<Vec<_>>>()?;
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
    /// each sample that was read.
    ///
    /// # Errors
    /// [`crate::Error::Table`] where `clinical` has no column of samples.
    pub fn table(&self, clinical: Option<&Table>) -> Result<String> {
        let mut out = String::new();
        match clinical {
            Some(clinical) => {
                let sample = clinical.needed(&["SAMPLE_ID", "Tumor_Sample_Barcode"])?;
                out.push_str(&clinical.header().join("\t"));
                head(&mut out);
                for row in clinical.rows() {
                    let cells = (0..clinical.header().len()).map(|column| row.cell(column));
                    out.push_str(&cells.collect::<Vec<_>>().join("\t"));
                    line(self.samples.get(row.cell(sample)), &mut out);
                }
            }
            None => {
                out.push_str("SAMPLE_ID");
                head(&mut out);
                for name in &self.order {
                    out.push_str(name);
                    line(self.samples.get(name), &mut out);
                }
            }
        }
        Ok(out)
    }
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
        let _ = write!(out, "\t{told}");
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
        sample.oncogenic.join(";"),
        sample.oncogenic.len(),
        sample.resistant.join(";"),
        sample.resistant.len(),
        sample.sensitive,
        sample.resistant.len(),
        sample.mutations,
    );
}
