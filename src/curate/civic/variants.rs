//! CIViC's variants: the alleles on GRCh37 that a profile names.

use std::path::Path;

use crate::curate::civic::cell::Names;
use crate::error::{Problems, Result};
use crate::io::table::{self, Column, SourceRow};
use crate::knowledge::schema::draft::{cell, header};
use crate::knowledge::variants::COLUMNS as TABLE;
use crate::model::allele::is_bases;
use crate::model::contig::Contig;

const COLUMNS: [Column; 13] = [
    Column { names: &["variant_id", "id"], required: true },
    Column { names: &["gene", "feature_name"], required: true },
    Column { names: &["variant"], required: true },
    Column { names: &["variant_aliases"], required: false },
    Column { names: &["chromosome"], required: true },
    Column { names: &["start"], required: true },
    Column { names: &["stop"], required: true },
    Column { names: &["reference_bases"], required: true },
    Column { names: &["variant_bases"], required: true },
    Column { names: &["representative_transcript"], required: true },
    Column { names: &["reference_build"], required: true },
    Column { names: &["single_variant_molecular_profile_id"], required: true },
    Column { names: &["allele_registry_id"], required: false },
];

/// A row of the table of known alleles, with its sort key.
pub(super) type Allele = [String; TABLE.len()];

/// Reads the variants whose bases are given on GRCh37 and agree with their coordinates. The others
/// name no allele: exons, fusions, classes, other builds, contradictory coordinates.
pub(super) fn read(path: &Path, names: &Names, problems: &mut Problems) -> Result<Vec<Allele>> {
    let mut alleles = Vec::new();
    table::export(path, &COLUMNS, problems, |row| {
        alleles.extend(allele(row, names)?);
        Ok(())
    })?;
    Ok(alleles)
}

fn allele(row: &SourceRow<'_>, names: &Names) -> Result<Option<Allele>, String> {
    let (reference, alternate) = (row.get("reference_bases"), row.get("variant_bases"));
    let chrom = row.get("chromosome");
    let nameless = chrom.is_empty() || (reference.is_empty() && alternate.is_empty());
    if nameless || row.get("reference_build") != "GRCh37" {
        return Ok(None);
    }
    let number = |name| -> Result<u32, String> {
        row.filled(name)?.parse().map_err(|_| format!("{name} is not a position"))
    };
    let (start, stop) = (number("start")?, number("stop")?);
    if Contig::from_name(chrom.as_bytes()).is_none() {
        return Err(format!("chromosome {chrom:?} is not known"));
    }
    // An insertion lies between two neighbouring bases; other alleles span their bases.
    let length = stop.checked_add(1).and_then(|end| end.checked_sub(start));
    let fits = match reference.len() {
        0 => length == Some(2),
        bases => length == u32::try_from(bases).ok(),
    };
    let spelled = [reference, alternate].iter().all(|b| b.is_empty() || is_bases(b.as_bytes()));
    if !fits || !spelled || reference.eq_ignore_ascii_case(alternate) {
        return Ok(None);
    }
    let gene = row.filled("gene")?;
    let profile = match names.get(row.get("single_variant_molecular_profile_id")) {
        Some(name) => name.clone(),
        None => cell(&format!("{gene} {}", row.filled("variant")?)),
    };
    Ok(Some([
        gene.to_owned(),
        profile,
        format!("VID{}", row.filled("variant_id")?),
        chrom.to_owned(),
        start.to_string(),
        stop.to_string(),
        reference.to_ascii_uppercase(),
        alternate.to_ascii_uppercase(),
        row.get("representative_transcript").to_owned(),
        row.get("variant_aliases").split(',').map(cell).collect::<Vec<_>>().join(";"),
        registered(row.get("allele_registry_id")),
    ]))
}

/// Returns ClinGen's id of an allele. CIViC writes another word where there is none (`unregistered`).
pub(super) fn registered(id: &str) -> String {
    let digits = id.strip_prefix("CA").unwrap_or_default();
    let is_id = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_id { id.to_owned() } else { String::new() }
}

/// Renders the table of known alleles, sorted. Equal alleles are written once.
pub(super) fn table(comments: &[String], mut alleles: Vec<Allele>) -> String {
    alleles.sort_by(|a, b| {
        let key = |row: &Allele| (row[0].clone(), row[1].clone(), row[2].len(), row.clone());
        key(a).cmp(&key(b))
    });
    alleles.dedup();
    let mut text = header(comments, &TABLE);
    for allele in alleles {
        text.push_str(&allele.join("\t"));
        text.push('\n');
    }
    text
}
