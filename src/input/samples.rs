//! Which sample column is the tumour, and which the matched normal.
//!
//! Rules in order, of which the first that names one column wins:
//! 1. the user's `--sample` and `--normal`
//! 2. the only column
//! 3. the caller's header: `##tumor_sample=` and `##normal_sample=` (Mutect2), command lines
//!    (`--tumor-sample`, `--RGSM-tumor`, `--tumor X.bam`, …), `##PEDIGREE` with Derived and
//!    Original, `##SAMPLE` with IsTumor, Genomes or Description
//! 4. column names, as the list below says
//! 5. the normal is known and one other column is left
//!
//! Of column names, these say the role:
//! - a word such as TUMOR or PRIMARY against NORMAL or BLOOD
//! - TCGA barcodes
//! - an ending of tumours (T, TP) beside another column's of normals (N, R, NT)
//! - two names that differ in one ending
//!
//! RNA columns give way to DNA columns. Otherwise the tumour is not guessed: a wrong column would
//! report the patient's germline, or miss the tumour.

mod header;
mod names;

use crate::error::{Error, Result};

use header::Named;
use names::Role;

/// The columns to read, as 0-based numbers among the sample columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The tumour, or `None` in a file without samples.
    pub tumor: Option<usize>,
    /// The matched normal, where there is one.
    pub normal: Option<usize>,
    /// The columns whose role is not known, where the user did not choose the tumour.
    pub others: Vec<usize>,
    /// Which rule decided, for the provenance lines: `header: ##tumor_sample=`.
    pub how: String,
}

/// Chooses the tumour and the normal among `samples`, the names of the `#CHROM` line.
///
/// `meta` is the header's `##` text, as raw bytes. Other lines in it do no harm.
///
/// # Errors
///
/// [`Error::Usage`] where a requested sample is not in the file or is asked for as both. The same
/// where several columns may be the tumour. The message names them.
pub fn choose(
    samples: &[String],
    meta: &[u8],
    requested_tumor: Option<&str>,
    requested_normal: Option<&str>,
) -> Result<Chosen> {
    let tumor = requested_tumor.map(|name| find(samples, name)).transpose()?;
    let normal = requested_normal.map(|name| find(samples, name)).transpose()?;
    if let (Some(tumor), Some(normal)) = (tumor, normal)
        && tumor == normal
    {
        let name = &samples[tumor];
        return Err(Error::Usage(format!(
            "sample {name:?} is asked for as tumour and as normal: name two samples"
        )));
    }
    if samples.is_empty() {
        let how = "no samples in the file".into();
        return Ok(Chosen { tumor: None, normal: None, others: Vec::new(), how });
    }
    let clues = header::named(samples, meta);
    let pair = names::pair(samples);
    let (tumor, how) = match tumor {
        Some(tumor) => (tumor, "requested".to_owned()),
        None => tumor_column(samples, &clues, pair, normal)?,
    };
    let normal = normal
        .or(clues.normal.map(|(at, _)| at))
        .or_else(|| names::only(samples, Role::Normal))
        .or(pair.map(|(_, normal)| normal))
        .filter(|&at| at != tumor);
    let is_chosen = requested_tumor.is_some();
    let normals = names::with_role(samples, Role::Normal);
    let is_other = |at: &usize| *at != tumor && Some(*at) != normal && !normals.contains(at);
    let others = (0..samples.len()).filter(|_| !is_chosen).filter(is_other).collect();
    Ok(Chosen { tumor: Some(tumor), normal, others, how })
}

/// Returns whether the columns say whose they are: some callers name them `TUMOR` and `NORMAL` in the file of
/// every patient.
pub fn name_a_patient(samples: &[String]) -> bool {
    !samples.iter().all(|sample| names::is_role_alone(sample))
}

fn find(samples: &[String], name: &str) -> Result<usize> {
    samples.iter().position(|sample| sample == name).ok_or_else(|| {
        let near = samples.iter().find(|sample| sample.eq_ignore_ascii_case(name));
        let available = if let Some(near) = near {
            format!("the file writes it {near:?}")
        } else if samples.is_empty() {
            "the file has no samples".to_owned()
        } else {
            format!("the file has {}", samples.join(", "))
        };
        Error::Usage(format!("no sample {name:?}: {available}"))
    })
}

fn tumor_column(
    samples: &[String],
    clues: &Named,
    pair: Option<(usize, usize)>,
    requested_normal: Option<usize>,
) -> Result<(usize, String)> {
    if samples.len() == 1 && requested_normal.is_none() {
        return Ok((0, "the only sample".into()));
    }
    let may_be = |at: &usize| Some(*at) != requested_normal;
    if let Some((at, line)) = clues.tumor.as_ref().filter(|(at, _)| may_be(at)) {
        return Ok((*at, format!("header: {line}")));
    }
    if let Some(at) = names::only(samples, Role::Tumor).filter(may_be) {
        return Ok((at, "column name".into()));
    }
    if let Some((at, _)) = pair.filter(|(at, _)| may_be(at)) {
        return Ok((at, "endings of the column names".into()));
    }
    let tumors: Vec<usize> =
        names::with_role(samples, Role::Tumor).into_iter().filter(may_be).collect();
    let candidates: Vec<usize> = if tumors.is_empty() {
        let normal = requested_normal.or(clues.normal.as_ref().map(|&(at, _)| at));
        let normals = names::with_role(samples, Role::Normal);
        (0..samples.len()).filter(|at| Some(*at) != normal && !normals.contains(at)).collect()
    } else {
        tumors
    };
    let listed = |at: &[usize]| {
        let names: Vec<&str> = at.iter().map(|&at| samples[at].as_str()).collect();
        names.join(", ")
    };
    match candidates.as_slice() {
        [at] => Ok((*at, "the only sample that is not the normal".into())),
        [] => {
            let all: Vec<usize> = (0..samples.len()).collect();
            Err(Error::Usage(format!(
                "all samples look like normals ({}): choose the tumour with --sample NAME",
                listed(&all)
            )))
        }
        several => Err(Error::Usage(format!(
            "several samples may be the tumour ({}): choose one with --sample NAME",
            listed(several)
        ))),
    }
}

#[cfg(test)]
mod tests;
