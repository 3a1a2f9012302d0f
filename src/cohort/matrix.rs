//! Genes by samples: which gene is altered in which sample, how, and with what level.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::alteration::{Alteration, AlteredGene};
use crate::model::level::Level;

/// How one gene is altered in one sample: eight bytes, for a matrix of thousands of samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    sample: u32,
    /// A bit for each of [`Alteration::ALL`].
    kinds: u8,
    /// The highest of all.
    level: Option<Level>,
}

impl Cell {
    /// Returns the number of its sample.
    pub(super) fn sample(&self) -> usize {
        self.sample as usize
    }

    /// Returns its kinds of alteration.
    pub(super) fn kinds(&self) -> impl Iterator<Item = Alteration> {
        let kinds = self.kinds;
        Alteration::ALL.into_iter().filter(move |kind| kinds & bit(*kind) != 0)
    }

    /// Returns its highest level.
    pub(super) fn level(&self) -> Option<Level> {
        self.level
    }

    /// Returns `MUT;AMP;LEVEL_1`.
    pub(super) fn text(&self) -> String {
        let mut words: Vec<String> = self.kinds().map(|kind| kind.word().to_owned()).collect();
        words.extend(self.level.map(|level| format!("LEVEL_{level}")));
        words.join(";")
    }
}

fn bit(kind: Alteration) -> u8 {
    1 << kind as u8
}

/// A matrix of genes and samples.
#[derive(Debug, Default)]
pub(super) struct Matrix {
    samples: Vec<String>,
    genes: BTreeMap<String, Vec<Cell>>,
}

impl Matrix {
    /// Adds a sample with its altered genes.
    pub(super) fn push(&mut self, sample: &str, altered: &[AlteredGene]) {
        let number = u32::try_from(self.samples.len()).unwrap_or(u32::MAX);
        self.samples.push(sample.to_owned());
        for AlteredGene { gene, by, level } in altered {
            let level: Option<Level> = level.parse().ok();
            if !self.genes.contains_key(gene) {
                self.genes.insert(gene.clone(), Vec::new());
            }
            let Some(cells) = self.genes.get_mut(gene) else { continue };
            match cells.last_mut().filter(|cell| cell.sample == number) {
                Some(cell) => {
                    cell.kinds |= bit(*by);
                    cell.level = [cell.level, level].into_iter().flatten().min();
                }
                None => cells.push(Cell { sample: number, kinds: bit(*by), level }),
            }
        }
    }

    /// Returns the samples in their order.
    pub(super) fn samples(&self) -> &[String] {
        &self.samples
    }

    /// Returns the genes, those altered in most samples first, with the cells of these.
    pub(super) fn genes(&self) -> Vec<(&str, &[Cell])> {
        let mut genes: Vec<(&str, &[Cell])> =
            self.genes.iter().map(|(gene, cells)| (gene.as_str(), cells.as_slice())).collect();
        genes.sort_by_key(|(_, cells)| std::cmp::Reverse(cells.len()));
        genes
    }

    /// Writes a line a gene, with a cell for each sample.
    ///
    /// # Errors
    /// What the writer returns.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "gene")?;
        for sample in &self.samples {
            write!(out, "\t{}", super::about::cell(sample))?;
        }
        writeln!(out)?;
        for (gene, cells) in self.genes() {
            out.write_all(gene.as_bytes())?;
            let mut at = 0;
            for cell in cells {
                for _ in at..=cell.sample() {
                    out.write_all(b"\t")?;
                }
                at = cell.sample() + 1;
                out.write_all(cell.text().as_bytes())?;
            }
            for _ in at..self.samples.len() {
                out.write_all(b"\t")?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn altered(gene: &str, by: Alteration, level: &str) -> AlteredGene {
        AlteredGene { gene: gene.to_owned(), by, level: level.to_owned() }
    }

    #[test]
    fn a_cell_holds_every_kind_and_the_highest_level() {
        let mut matrix = Matrix::default();
        matrix.push("A", &[altered("KRAS", Alteration::Mutation, "4")]);
        matrix.push("B", &[]);
        let many = [
            altered("EGFR", Alteration::Amplification, ""),
            altered("EGFR", Alteration::Mutation, "1"),
            altered("EGFR", Alteration::Mutation, "R1"),
            altered("KRAS", Alteration::Deletion, ""),
        ];
        matrix.push("C", &many);
        let mut out = Vec::new();
        matrix.write(&mut out).unwrap();
        let want = "gene\tA\tB\tC\nKRAS\tMUT;LEVEL_4\t\tHOMDEL\nEGFR\t\t\tMUT;AMP;LEVEL_R1\n";
        assert_eq!(String::from_utf8(out).unwrap(), want);
    }

    #[test]
    fn every_kind_has_a_bit() {
        let bits = Alteration::ALL.into_iter().map(bit).fold(0, |all, bit| all | bit);
        assert_eq!(bits, 0b111_1111);
    }
}
