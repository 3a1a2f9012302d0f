//! VCF: one record a target, one column a file. FILTER is the best status of any file.

use std::io::{self, Write};

use super::result::Genotypes;
use crate::model::contig::Contig;
use crate::model::read_support::{Proof, Status, Support};
use crate::report::proof::rounded;

const HEADER: &str = "\
##FILTER=<ID=PASS,Description=\"Detected in a file\">
##FILTER=<ID=NOT_DETECTED,Description=\"Detected in no file, assessed in one at least\">
##FILTER=<ID=NOT_ASSESSED,Description=\"Assessed in no file\">
##INFO=<ID=TARGET,Number=1,Type=String,Description=\"Name of the target, percent-encoded\">
##FORMAT=<ID=ST,Number=1,Type=String,Description=\"DETECTED, NOT_DETECTED or NOT_ASSESSED\">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Usable units\">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"Units of each allele\">
##FORMAT=<ID=AF,Number=A,Type=Float,Description=\"Fraction of usable units\">
##FORMAT=<ID=AFCI,Number=2,Type=Float,Description=\"Its 95 % Clopper-Pearson interval\">
##FORMAT=<ID=LOD,Number=1,Type=Float,Description=\"Limit of detection, as a fraction\">
##FORMAT=<ID=PV,Number=1,Type=Float,Description=\"Probability of the support by background alone\">
##FORMAT=<ID=UN,Number=1,Type=String,Description=\"Unit: duplex, molecule, fragment or read\">
##FORMAT=<ID=RD,Number=R,Type=Integer,Description=\"Reads of each allele\">
##FORMAT=<ID=FD,Number=R,Type=Integer,Description=\"Fragments of each allele\">
##FORMAT=<ID=MD,Number=R,Type=Integer,Description=\"Molecules of each allele\">
##FORMAT=<ID=DD,Number=R,Type=Integer,Description=\"Duplexes of each allele\">
";
const FORMAT: &str = "ST:DP:AD:AF:AFCI:LOD:PV:UN:RD:FD:MD:DD";

pub(super) fn write(result: &Genotypes, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "##fileformat=VCFv4.3")?;
    writeln!(out, "##source=theravar {}", env!("CARGO_PKG_VERSION"))?;
    let mut order: Vec<usize> = (0..result.targets.len()).collect();
    let place = |i: usize| (result.targets[i].0.contig, result.targets[i].0.start);
    order.sort_by_key(|&i| place(i));
    let mut last: Option<Contig> = None;
    for &i in &order {
        let (target, name) = &result.targets[i];
        if last.replace(target.contig) != Some(target.contig) {
            let length = target.contig.length(result.assembly);
            writeln!(out, "##contig=<ID={name},length={length},assembly={}>", result.assembly)?;
        }
    }
    out.write_all(HEADER.as_bytes())?;
    write!(out, "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT")?;
    for (i, file) in result.files.iter().enumerate() {
        let name = file.sample.replace(['\t', '\n', '\r'], " ");
        // Two files of one sample are two columns, and a name stands once (VCF 4.3 §1.5).
        let earlier = result.files[..i].iter().filter(|other| other.sample == file.sample).count();
        match earlier {
            0 => write!(out, "\t{name}")?,
            n => write!(out, "\t{name}_{}", n + 1)?,
        }
    }
    writeln!(out)?;
    for i in order {
        let (target, chrom) = &result.targets[i];
        let text = |bases| String::from_utf8_lossy(bases).into_owned();
        let statuses = || result.files.iter().map(|file| file.found[i].1.status);
        let filter = if statuses().any(|status| status == Status::Detected) {
            "PASS"
        } else if statuses().any(|status| status == Status::NotDetected) {
            Status::NotDetected.name()
        } else {
            Status::NotAssessed.name()
        };
        let info = match target.name.as_str() {
            "" => ".".to_owned(),
            name => format!("TARGET={}", encoded(name)),
        };
        write!(
            out,
            "{chrom}\t{}\t.\t{}\t{}\t.\t{filter}\t{info}\t{FORMAT}",
            target.start + 1,
            text(&target.reference),
            text(&target.alternate)
        )?;
        for file in &result.files {
            write!(out, "\t{}", sample(&file.found[i]))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn sample((support, proof): &(Support, Proof)) -> String {
    let number = |number: Option<f64>| match number {
        // The shorter of the two ways to write it.
        Some(number) => format!("{:?}", rounded(number)),
        None => ".".to_owned(),
    };
    let interval = match proof.fraction {
        Some((_, [low, high])) => format!("{:?},{:?}", rounded(low), rounded(high)),
        None => ".,.".to_owned(),
    };
    let own = support.of(proof.unit);
    let units = [&support.reads, &support.fragments, &support.molecules, &support.duplexes]
        .map(|counts| format!("{},{}", counts.reference, counts.alternate))
        .join(":");
    format!(
        "{}:{}:{},{}:{}:{interval}:{}:{}:{}:{units}",
        proof.status.name(),
        proof.usable,
        own.reference,
        own.alternate,
        number(proof.fraction.map(|(vaf, _)| vaf)),
        number(proof.limit),
        number(proof.p_value),
        proof.unit.name(),
    )
}

/// Returns a value as INFO holds it (VCF 4.3 §1.2).
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '%' | ';' | '=' | ',' | ' ' | '\t' | '\n' | '\r' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}
