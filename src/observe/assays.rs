//! Result files of programs that measure the whole tumour: microsatellites, recombination, and the burden
//! that TruSight Oncology 500 reports. Each value is held against the limit that its own program, or the
//! paper on it, names; between limits nothing is concluded. `docs/tmb.md` has the sources.

mod content;
mod hrd;
pub(crate) mod method;
mod msi;
mod says;
mod tso500;

use std::path::PathBuf;
use std::str::FromStr;

use self::content::Content;
use self::method::{About, Method};
use self::says::{Read, Says, unknown};
use crate::error::{Error, Location, Result};
use crate::io::{Sha256Hex, file_name, read_hashed};
use crate::model::fact_origin::FactOrigin;
use crate::model::sample_facts::Hint;
use crate::model::stated_fact::StatedFact;

/// A result file, with the program where the user names it: `msisensor:results.txt`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssayFile {
    /// The program.
    pub method: Option<Method>,
    /// The file.
    pub path: PathBuf,
}

impl FromStr for AssayFile {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let named = text.split_once(':').and_then(|(name, path)| {
            let is = |method: &Method| method.name().eq_ignore_ascii_case(name);
            Some((Method::ALL.into_iter().find(is)?, path))
        });
        let (method, path) = match named {
            Some((method, path)) => (Some(method), path),
            None => (None, text),
        };
        if path.is_empty() {
            return Err("a file, with the program before it where it may be another: \
                 msisensor2:FILE"
                .to_owned());
        }
        Ok(Self { method, path: PathBuf::from(path) })
    }
}

/// What a file says.
#[derive(Debug)]
pub struct Assayed {
    /// What holds.
    pub facts: Vec<StatedFact>,
    /// What was measured and settles nothing.
    pub hints: Vec<Hint>,
    /// The digest of the file.
    pub sha256: Sha256Hex,
}

/// Reads what `file` says of `sample`. A file of one sample needs no name.
///
/// # Errors
/// As [`read_hashed`]. [`Error::InvalidInput`] where the file is of no known program, of another than the
/// user names, or has several samples and none of this name.
pub fn read(about: About, file: &AssayFile, sample: &str) -> Result<Assayed> {
    let (text, sha256) = read_hashed(&file.path)?;
    let at = || Location::file(&file.path);
    let (method, said) =
        said(about, file.method, &text, sample).map_err(|why| Error::invalid(at(), why))?;
    let path = file_name(&file.path);
    let origin =
        |basis: String| FactOrigin::File { path: path.clone(), method: method.name(), basis };
    let (mut facts, mut hints) = (Vec::new(), Vec::new());
    for says in said {
        match says {
            Says::Fact(text, fact, basis) => {
                facts.push(StatedFact { fact, text, origin: origin(basis) });
            }
            Says::Open(about, text) => {
                hints.push(Hint { about, origin: origin(text.clone()), text });
            }
        }
    }
    Ok(Assayed { facts, hints, sha256 })
}

fn said(about: About, named: Option<Method>, text: &str, sample: &str) -> Read {
    let content = Content::of(text)?;
    let (method, said) = match (&content, about) {
        (Content::Sections(sections), _) => (Method::Tso500, tso500::read(sections, about)?),
        (Content::Object(object), About::Microsatellites) => {
            (Method::Dragen, vec![msi::dragen(object)?])
        }
        (Content::Table(table), About::Microsatellites) => msi::table(table, named, sample)?,
        (Content::Table(table), About::Recombination) => hrd::table(table, sample)?,
        (Content::Object(_), About::Recombination) => return Err(unknown(about)),
    };
    match named {
        Some(named) if named != method => {
            Err(format!("it is no result of {named}: its columns are those of {method}"))
        }
        _ => Ok((method, said)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::stated_fact::{Fact, Microsatellites};

    const MSI: About = About::Microsatellites;
    const HRD: About = About::Recombination;

    /// Facts as text, and how many hints.
    fn of(
        about: About,
        named: &str,
        text: &str,
    ) -> std::result::Result<(Vec<String>, usize), String> {
        let named = Method::ALL.into_iter().find(|method| method.name() == named);
        let (_, said) = said(about, named, text, "T")?;
        let facts: Vec<String> = said
            .iter()
            .filter_map(|says| match says {
                Says::Fact(text, fact, _) => {
                    assert_eq!(StatedFact::parse(text).unwrap().fact, *fact, "{text}");
                    Some(text.clone())
                }
                Says::Open(..) => None,
            })
            .collect();
        Ok((facts.clone(), said.len() - facts.len()))
    }

    fn sensor(sites: &str, unstable: &str, percent: &str) -> String {
        format!("Total_Number_of_Sites\tNumber_of_{unstable}_Sites\t%\n{sites}\t1\t{percent}\n")
    }

    #[test]
    fn msisensor_and_its_successors() {
        let high: &[&str] = &["MSI=high"];
        let stable: &[&str] = &["MSI=stable"];
        for (named, unstable, sites, percent, want) in [
            ("MSIsensor", "Somatic", "1200", "10.00", high),
            ("MSIsensor", "Somatic", "1200", "9.99", &[]),
            ("MSIsensor", "Somatic", "1200", "3.00", &[]),
            ("MSIsensor", "Somatic", "1200", "2.99", stable),
            ("MSIsensor", "Somatic", "12", "50.00", &[]),
            ("MSIsensor", "Somatic", "0", "0", &[]),
            ("MSIsensor2", "Somatic", "1200", "20.00", high),
            ("MSIsensor2", "Somatic", "1200", "19.99", stable),
            // Which of the two is not said: only what both say.
            ("", "Somatic", "1200", "25", high),
            ("", "Somatic", "1200", "15", &[]),
            ("", "Somatic", "1200", "1", stable),
            // Its authors name no limit.
            ("", "Unstable", "1200", "40", &[]),
            ("MSIsensor-pro", "Unstable", "1200", "0", &[]),
        ] {
            let (facts, hints) = of(MSI, named, &sensor(sites, unstable, percent)).unwrap();
            assert_eq!(facts, want, "{named} {percent}");
            assert_eq!(hints, usize::from(want.is_empty()));
        }
        assert!(
            of(MSI, "mSINGS", &sensor("9", "Somatic", "1")).unwrap_err().contains("no result of")
        );
    }

    #[test]
    fn msings() {
        let file = |score: &str, status: &str| {
            format!(
                "Position\tT\nunstable_loci\t3\ncovered_loci\t50\nmsings_score\t{score}\nmsi_status\t{status}\n1:2-3\tStable\n"
            )
        };
        for (score, status, want) in [
            ("0.4286", "POS", Some("MSI=high")),
            ("0.05", "NEG", Some("MSI=stable")),
            ("0.15", "POS", None),
            ("0.4", "NEG", None),
            ("", "IND", None),
        ] {
            let (facts, _) = of(MSI, "", &file(score, status)).unwrap();
            assert_eq!(facts.first().map(String::as_str), want, "{score} {status}");
        }
        let two = "Position\tT\tU\nunstable_loci\t9\t1\npassing_loci\t20\t20\nmsings_score\t0.45\t0.05\nmsi_status\tPOS\tNEG\n";
        assert_eq!(of(MSI, "", two).unwrap().0, ["MSI=high"]);
        let other = two.replace("\tT\t", "\tA\t");
        assert!(of(MSI, "", &other).unwrap_err().contains("none of sample"));
    }

    #[test]
    fn dragen_and_tso500() {
        let json = |sites: &str, percent: &str, valid: &str| {
            format!(
                "{{\"TotalMicrosatelliteSitesAssessed\":{sites},\"PercentageUnstableSites\":{percent},\"ResultIsValid\":{valid}}}"
            )
        };
        for (sites, percent, valid, want) in [
            ("120", "35.5", "true", Some("MSI=high")),
            ("\"120\"", "\"35.5\"", "\"true\"", Some("MSI=high")),
            ("120", "13.0", "true", None),
            ("120", "2.0", "true", Some("MSI=stable")),
            ("120", "35.5", "false", None),
            ("39", "35.5", "true", None),
            ("0", "\"NaN\"", "true", None),
        ] {
            let (facts, hints) = of(MSI, "", &json(sites, percent, valid)).unwrap();
            assert_eq!(facts.first().map(String::as_str), want, "{sites} {percent} {valid}");
            assert_eq!(facts.len() + hints, 1);
        }
        let output = |kind: &str, tmb: &str, size: &str, msi: &str, gis: &str| {
            format!(
                "TruSight Oncology 500 {kind}- Combined Variant Output\t\n\n[Analysis Details]\t\nPair ID\t1\n\n\
                 [TMB]\t\nTotal TMB\t{tmb}\nCoding Region Size in Megabases\t{size}\n\n[MSI]\t\n\
                 Usable MSI Sites\t125\nPercent Unstable MSI Sites\t{msi}\n\n[GIS]\t\n\
                 Genomic Instability Score\t{gis}\n\n[Small Variants]\nGene\tx\nNA\n"
            )
        };
        for (about, text, want) in [
            (MSI, output("", "275.6", "1.28", "64.8", "NA"), vec!["MSI=high", "TMB=275.6"]),
            (MSI, output("", "3.1", "1.28", "1.6", "50"), vec!["MSI=stable", "TMB=3.1"]),
            (MSI, output("", "30", "0.9", "NA", "50"), vec![]),
            (MSI, output("ctDNA ", "30", "1.2", "NA", "50"), vec![]),
            (HRD, output("", "3.1", "1.28", "1.6", "42"), vec!["HRD=positive"]),
            (HRD, output("", "3.1", "1.28", "1.6", "41"), vec!["HRD=negative"]),
            (HRD, output("", "3.1", "1.28", "1.6", "NA"), vec![]),
        ] {
            assert_eq!(of(about, "", &text).unwrap().0, want, "{text}");
        }
        let without = "[Analysis Details]\nPair ID\t1\n[Run QC Metrics]\nPCT_PF_READS\t9\n";
        assert!(of(MSI, "", without).unwrap_err().contains("[MSI]"));
    }

    #[test]
    fn recombination() {
        let scar = "\"HRD\"\t\"Telomeric AI\"\t\"LST\"\t\"HRD-sum\"\n\"T\"\t20\t18\t30\t68\n";
        let chord = |p: &str, status: &str| {
            format!(
                "sample\tp_BRCA1\tp_BRCA2\tp_hrd\thr_status\thrd_type\tremarks_hr_status\tremarks_hrd_type\n\
                 T\t0.1\t0.1\t{p}\t{status}\tnone\t\t\n"
            )
        };
        let detect = |p: &str| {
            format!(
                "intercept\tdel.mh.prop\tSNV3\tSV3\tSV5\thrd\tSNV8\tProbability\nT\t-3\t1\t1\t1\t1\t1\t1\t{p}\n"
            )
        };
        for (text, want) in [
            (scar.to_owned(), Some("HRD=positive")),
            (scar.replace("\t68", "\t41"), Some("HRD=negative")),
            (scar.replace("\t68", "\tNA"), None),
            (scar.replace('"', "").replace('\t', ","), Some("HRD=positive")),
            (chord("0.854", "HR_deficient"), Some("HRD=positive")),
            (chord("0.0", "HR_proficient"), Some("HRD=negative")),
            (chord("0.002", "cannot_be_determined"), None),
            (chord("0.854", "cannot_be_determined"), None),
            (chord("0.3", "HR_deficient"), None),
            (detect("0.7"), Some("HRD=positive")),
            (detect("0.699"), Some("HRD=negative")),
        ] {
            let (facts, hints) = of(HRD, "", &text).unwrap();
            assert_eq!(facts.first().map(String::as_str), want, "{text}");
            assert_eq!(hints, usize::from(want.is_none()));
        }
        for text in ["", "a\tb\n1\t2\n", "{}", "Total_Number_of_Sites\tx\t%\n1\t2\t3\n"] {
            assert!(of(HRD, "", text).is_err(), "{text}");
        }
    }

    #[test]
    fn names_of_programs_before_files() {
        let of = |text: &str| text.parse::<AssayFile>();
        let file = of("msisensor2:a/b.txt").unwrap();
        assert_eq!((file.method, file.path), (Some(Method::MsiSensor2), PathBuf::from("a/b.txt")));
        let file = of("C:a.txt").unwrap();
        assert_eq!((file.method, file.path), (None, PathBuf::from("C:a.txt")));
        assert!(of("chord:").is_err());
        assert!(matches!(
            StatedFact::parse("MSI=high").unwrap().fact,
            Fact::Microsatellites(Microsatellites::High)
        ));
    }
}
