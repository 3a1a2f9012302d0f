//! TruSight Oncology 500's CombinedVariantOutput: its sections TMB, MSI and GIS.

use super::content::{Sections, number};
use super::method::About;
use super::says::Says;
use super::{hrd, msi};
use crate::model::sample_facts::HintAbout;
use crate::model::stated_fact::Fact;

/// Coding bases, in megabases, below which a burden says nothing.
const SMALLEST: f64 = 1.0;

/// Reads what the user asks for, and the burden beside the microsatellites.
pub(super) fn read(report: &Sections, about: About) -> Result<Vec<Says>, String> {
    let of = |section: &str, key: &str| report.value(section, key).and_then(number);
    let missing = |section: &str| {
        format!("no section [{section}]: give the CombinedVariantOutput.tsv of the sample")
    };
    match about {
        About::Recombination => {
            if !report.has("GIS") {
                return Err(missing("GIS"));
            }
            let score = of("GIS", "Genomic Instability Score");
            Ok(vec![hrd::SCAR.says("Genomic Instability Score", score)])
        }
        About::Microsatellites => {
            if !report.has("MSI") {
                return Err(missing("MSI"));
            }
            let percent = of("MSI", "Percent Unstable MSI Sites");
            let mut said = vec![msi::of_sites(percent, of("MSI", "Usable MSI Sites"), true)];
            if let Some(burden) = of("TMB", "Total TMB") {
                let size = of("TMB", "Coding Region Size in Megabases");
                said.push(of_burden(burden, size, report.title.contains("ctDNA")));
            }
            Ok(said)
        }
    }
}

fn of_burden(burden: f64, size: Option<f64>, is_of_plasma: bool) -> Says {
    let about = size.map_or_else(
        || format!("{burden} mutations/Mb"),
        |size| format!("{burden} mutations/Mb over {size} Mb"),
    );
    if is_of_plasma {
        return Says::Open(
            HintAbout::Burden,
            format!("{about}, of plasma: the label's burden is that of tissue"),
        );
    }
    if size.is_none_or(|size| size < SMALLEST) {
        return Says::Open(HintAbout::Burden, format!("{about}: below 1 Mb it says nothing"));
    }
    Says::Fact(
        format!("TMB={burden}"),
        Fact::TumorMutationalBurden(burden),
        format!("{about}; high from 10/Mb (FDA:125514, PMID:32919526)"),
    )
}
