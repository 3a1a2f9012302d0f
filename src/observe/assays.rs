//! Result files of programs that measure the whole tumour: microsatellites, recombination, and the burden
//! that TruSight Oncology 500 reports. Each value is held against the limit that its own program, or the
//! paper on it, names; between limits nothing is concluded. `docs/tmb.md` has the sources.

mod content;
mod fault;
mod hrd;
pub(crate) mod method;
mod msi;
mod says;
mod tso500;

use std::path::PathBuf;
use std::str::FromStr;

use self::content::Content;
use self::fault::Fault;
use self::method::{About, Method};
use self::says::{Read, Says, unknown};
use crate::diagnostics::Warning;
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
    /// What of it was not used.
    pub warnings: Vec<Warning>,
}

/// Reads what `file` says of `sample`. A file of one sample needs no name; where it has another, nothing of it
/// is used, and a warning says so.
///
/// # Errors
/// As [`read_hashed`]. [`Error::InvalidInput`] where the file is of no known program, of another than the
/// user names, has several samples and none of this name, or a number that cannot be right.
pub fn read(about: About, file: &AssayFile, sample: &str) -> Result<Assayed> {
    let (text, sha256) = read_hashed(&file.path)?;
    let (method, said) = match said(about, file.method, &text, sample) {
        Ok(read) => read,
        Err(Fault::OtherSample(other)) => {
            let (table, sample) = (file.path.clone(), sample.to_owned());
            let warning = Warning::SampleNotInTable { table, sample, samples: vec![other] };
            return Ok(Assayed {
                facts: Vec::new(),
                hints: Vec::new(),
                sha256,
                warnings: vec![warning],
            });
        }
        Err(Fault::Bad(line, reason)) => {
            let at = line.map(|line| Location::line(&file.path, line));
            return Err(Error::invalid(at.unwrap_or_else(|| Location::file(&file.path)), reason));
        }
    };
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
    Ok(Assayed { facts, hints, sha256, warnings: Vec::new() })
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
        (Content::Object(_), About::Recombination) => return Err(unknown(about).into()),
    };
    match named {
        Some(named) if named != method => {
            Err(format!("it is no result of {named}: its columns are those of {method}").into())
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
        let (_, said) = said(about, named, text, "T").map_err(|fault| format!("{fault:?}"))?;
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
        format!("Total_Number_of_Sites\tNumber_of_{unstable}_Sites\t%\n{sites}\t0\t{percent}\n")
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
            ("MSIsensor", "Somatic", "0", "-nan", &[]),
            ("MSIsensor", "Somatic", "1200", "NaN", &[]),
            ("MSIsensor", "Somatic", "NA", "30", &[]),
            ("MSIsensor", "Somatic", "1200", "100", high),
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
        let one = file("0.4286", "POS").replace("\tT\n", "\tU\n");
        assert!(of(MSI, "", &one).unwrap_err().contains("OtherSample(\"U\")"));
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
            (scar.replace("\t20\t18\t30\t68", "\t10\t11\t20\t41"), Some("HRD=negative")),
            (scar.replace("\t20\t18", "\tNA\t18"), Some("HRD=positive")),
            (scar.replace("\t68", "\t68.4"), Some("HRD=positive")),
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
    fn numbers_that_cannot_be_right_are_refused() {
        let scar = |numbers: &str| format!("\tHRD\tTelomeric AI\tLST\tHRD-sum\nT\t{numbers}\n");
        let chord =
            |one: &str, p: &str| format!("sample\tp_BRCA1\tp_hrd\thr_status\nT\t{one}\t{p}\t\n");
        let detect = |p: &str| format!("sample\thrd\tProbability\nT\t9\t{p}\n");
        let msings = |unstable: &str, score: &str| {
            format!(
                "Position\tT\nunstable_loci\t{unstable}\ncovered_loci\t50\nmsings_score\t{score}\nmsi_status\tPOS\n"
            )
        };
        let json = |sites: &str, unstable: &str, percent: &str| {
            format!(
                "{{\n\"TotalMicrosatelliteSitesAssessed\":{sites},\n\"TotalMicrosatelliteSitesUnstable\":{unstable},\n\"PercentageUnstableSites\":\"{percent}\"\n}}\n"
            )
        };
        let tso = |key: &str, value: &str| {
            format!(
                "T\n[TMB]\nTotal TMB\t5\n[MSI]\nUsable MSI Sites\t90\n{key}\t{value}\n[GIS]\n{key}\t{value}\n"
            )
        };
        let parts = |all: &str, part: &str| {
            format!("Total_Number_of_Sites\tNumber_of_Somatic_Sites\t%\n{all}\t{part}\t30\n")
        };
        for (about, text, line, want) in [
            (MSI, sensor("1200", "Somatic", "130"), 2, "130 is not between 0 and 100"),
            (MSI, sensor("1200", "Somatic", "-1"), 2, "-1 is not between 0 and 100"),
            (MSI, sensor("1200", "Somatic", "many"), 2, "no number"),
            (MSI, sensor("-5", "Somatic", "30"), 2, "Total_Number_of_Sites: -5"),
            (MSI, parts("1000", "1001"), 2, "1001 is more than the 1000"),
            (MSI, parts("1000", "-3"), 2, "Number_of_Somatic_Sites: -3"),
            (MSI, msings("3", "1.5"), 4, "msings_score: 1.5 is not between 0 and 1"),
            (MSI, msings("51", "0.5"), 2, "51 is more than the 50"),
            (MSI, json("120", "130", "30"), 3, "130 is more than the 120"),
            (MSI, json("120", "3", "101"), 4, "101 is not between"),
            (MSI, json("-1", "0", "30"), 2, "-1 is not between"),
            (MSI, tso("Percent Unstable MSI Sites", "164.8"), 6, "164.8 is not between"),
            (MSI, tso("Total Microsatellite Sites Unstable", "91"), 6, "91 is more than the 90"),
            (HRD, tso("Genomic Instability Score", "-4"), 8, "-4 is not between"),
            (HRD, scar("20\t18\t30\t60"), 2, "60, where its parts add up to 68"),
            (HRD, scar("20\t18\t30\t86"), 2, "86, where its parts add up to 68"),
            (HRD, scar("NA\t18\t30\t1001"), 2, "1001 is not between 0 and 1000"),
            (HRD, scar("-2\t40\t30\t68"), 2, "HRD: -2 is not between"),
            (HRD, scar("20\t18\t30\tinf"), 2, "no number"),
            (HRD, chord("0.1", "90"), 2, "p_hrd: 90 is not between 0 and 1"),
            (HRD, chord("-0.1", "0.9"), 2, "p_BRCA1: -0.1 is not between"),
            (HRD, detect("70"), 2, "Probability: 70 is not between 0 and 1"),
        ] {
            match said(about, None, &text, "T") {
                Err(Fault::Bad(Some(at), reason)) => {
                    assert_eq!(at, line, "{text}");
                    assert!(reason.contains(want), "{reason}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
        for (about, text) in [
            (MSI, json("120", "120", "100")),
            (MSI, msings("50", "1")),
            (MSI, parts("1000", "1000")),
            (HRD, scar("0\t0\t0\t0")),
            (HRD, chord("NA", "1")),
            (HRD, tso("Genomic Instability Score", "100")),
        ] {
            assert!(said(about, None, &text, "T").is_ok(), "{text}");
        }
    }

    #[test]
    fn a_row_of_another_sample_is_not_used() {
        let named = "\tHRD\tTelomeric AI\tLST\tHRD-sum\nU\t20\t18\t30\t68\n";
        let chord = "p_hrd\tsample\thr_status\n0.9\tU\tHR_deficient\n";
        let bare = "HRD\tTelomeric AI\tLST\tHRD-sum\n20\t18\t30\t68\n";
        for text in [named, chord] {
            let other = said(HRD, None, text, "T");
            assert!(matches!(other, Err(Fault::OtherSample(name)) if name == "U"), "{text}");
            assert!(said(HRD, None, text, "U").is_ok() && said(HRD, None, text, "").is_ok());
        }
        assert!(said(HRD, None, bare, "T").is_ok(), "no name");
        let twice = format!("{named}T\t1\t1\t1\t3\nT\t20\t20\t20\t60\n");
        let fault = said(HRD, None, &twice, "T").unwrap_err();
        assert!(matches!(fault, Fault::Bad(Some(4), _)), "{fault:?}");
        assert!(said(HRD, None, &twice, "U").is_ok());
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
