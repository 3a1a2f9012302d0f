//! Whether a reference is that of the assembly in use: its bases against those compiled in.

use super::Reference;
use crate::error::{Error, Location, Result};
use crate::genome::model::{Supply as _, TranscriptModel};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;

/// Of how many genes one is compared at first.
const STEP: usize = 16;
/// Bases after which a comparison tells something. Of unlike sequences about one base in four agrees.
const ENOUGH: u32 = 200;
/// The least share, in percent, of bases that agree on a contig. The assemblies differ in far fewer coding
/// bases, and GRCh37 is compared with those of GRCh38.
const AGREES: u32 = 95;

/// Bases of one contig that were compared.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    compared: u32,
    agree: u32,
}

impl Tally {
    fn percent(self) -> u32 {
        (100 * self.agree).checked_div(self.compared).unwrap_or(0)
    }
}

/// Gives the transcripts with embedded bases of every so many genes on an assembly.
type Embedded<'m> =
    dyn Fn(Assembly, usize) -> Box<dyn Iterator<Item = &'m TranscriptModel> + 'm> + 'm;

impl Reference {
    /// Checks the bases of the reference against the embedded ones of `assembly`.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where a contig has other bases, or none could be compared. [`Error::Io`]
    /// where bases cannot be read.
    pub(in crate::genome) fn confirm(
        &self,
        assembly: Assembly,
        embedded: &Embedded<'_>,
    ) -> Result<()> {
        let tallies = self.tallies(assembly, embedded);
        self.check_read()?;
        let all = total(&tallies);
        let invalid = |reason: String| Error::invalid(Location::file(&self.path), reason);
        if all.compared == 0 {
            return Err(invalid(
                "holds none of the coding bases that are compiled in: is it a human genome with its chromosomes?"
                    .to_owned(),
            ));
        }
        let least = if all.compared < ENOUGH { 1 } else { ENOUGH };
        let is_other = |tally: &Tally| tally.compared >= least && tally.percent() < AGREES;
        let Some((contig, tally)) = Contig::all().zip(&tallies).find(|(_, tally)| is_other(tally))
        else {
            return Ok(());
        };
        let other = assembly.other();
        let of_other = total(&self.tallies(other, embedded));
        let what = match of_other.compared >= ENOUGH && of_other.percent() >= AGREES {
            true => format!("is {other}, and the input is {assembly}"),
            false => format!("is not {assembly}"),
        };
        Err(invalid(format!(
            "{what}: {} of {} coding bases of chromosome {contig} agree; give the reference of the input's assembly",
            tally.agree, tally.compared
        )))
    }

    /// Compares some of the genes, and all where these tell too little: a reference may be a piece.
    fn tallies(&self, assembly: Assembly, embedded: &Embedded<'_>) -> Vec<Tally> {
        let tallies = self.compare(embedded(assembly, STEP));
        match total(&tallies).compared < ENOUGH {
            true => self.compare(embedded(assembly, 1)),
            false => tallies,
        }
    }

    /// Compares the coding bases of each transcript that has them.
    fn compare<'m>(&self, models: impl Iterator<Item = &'m TranscriptModel>) -> Vec<Tally> {
        let mut tallies = vec![Tally::default(); Contig::COUNT];
        for model in models {
            for &block in &model.cds {
                let Some(embedded) = model.known_bases(block) else { continue };
                let Some(own) = self.bases(model.contig, block) else { continue };
                let tally = &mut tallies[model.contig.index()];
                for (own, embedded) in own.iter().zip(embedded).filter(|(own, _)| **own != b'N') {
                    tally.compared += 1;
                    tally.agree += u32::from(own == embedded);
                }
            }
        }
        tallies
    }
}

fn total(tallies: &[Tally]) -> Tally {
    tallies.iter().fold(Tally::default(), |sum, tally| Tally {
        compared: sum.compared + tally.compared,
        agree: sum.agree + tally.agree,
    })
}
