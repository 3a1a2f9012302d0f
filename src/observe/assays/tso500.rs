//! TruSight Oncology 500's CombinedVariantOutput: its sections TMB, MSI and GIS.

use super::content::{COUNT, PERCENT, Sections, is_part, number};
use super::fault::Fault;
use super::method::About;
use super::says::Says;
use super::{hrd, msi};
use crate::model::sample_facts::HintAbout;
use crate::model::stated_fact::Fact;

/// Coding bases, in megabases, below which a burden says nothing.
const SMALLEST: f64 = 1.0;

/// Reads what the user asks for, and the burden beside the microsatellites.
pub(super) fn read(report: &Sections, about: About) -> Result<Vec<Says>, Fault> {
    let of = |section, key, bounds| number(report.value(section, key).as_ref(), bounds);
    let missing = |section: &str| {
        format!("no section [{section}]: give the CombinedVariantOutput.tsv of the sample")
    };
    match about {
        About::Recombination => {
            if !report.has("GIS") {
                return Err(missing("GIS").into());
            }
            let score = of("GIS", "Genomic Instability Score", &hrd::SUM)?;
            Ok(vec![hrd::SCAR.says("Genomic Instability Score", score)])
        }
        About::Microsatellites => {
            if !report.has("MSI") {
                return Err(missing("MSI").into());
            }
            let percent = of("MSI", "Percent Unstable MSI Sites", &PERCENT)?;
            let sites = of("MSI", "Usable MSI Sites", &COUNT)?;
            let unstable = report.value("MSI", "Total Microsatellite Sites Unstable");
            is_part(unstable.as_ref(), report.value("MSI", "Usable MSI Sites").as_ref())?;
            let mut said = vec![msi::of_sites(percent, sites, true)];
            if let Some(burden) = of("TMB", "Total TMB", &COUNT)? {
                let size = of("TMB", "Coding Region Size in Megabases", &COUNT)?;
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
