//! Whether an allele is inherited or somatic, and whether its other copy is lost, as far as the
//! record says. No caller is asked for its name: the fields decide.

use crate::model::call::{Call, NormalReads, Origin, Presence, Stated};

use super::maf::STATUS;
use super::record::{Record, info_value};

/// Allele fraction in the matched normal from which on the allele is taken as inherited. Half of
/// what a heterozygous one shows is left for reads that map elsewhere.
const GERMLINE_FRACTION: f64 = 0.25;
/// Reads of the normal that must be there before it can show that the allele is absent. A
/// heterozygous allele hides behind ten reads once in a thousand times.
const NORMAL_DEPTH: u32 = 10;
/// The most of it that sequencing errors and contamination put into the normal.
const NORMAL_NOISE: f64 = 0.02;

/// Returns the origin that the record states, with the allele's reads in the matched normal where
/// there is one.
///
/// Fields: VarDict's STATUS, VarScan's and RADIA's SS (1 germline, 2 somatic, 3 loss of
/// heterozygosity), SOMATIC, GERMLINE, PURPLE's BIALLELIC, a MAF's Mutation_Status. Then the normal's reads.
pub fn origin(record: &Record<'_>, normal: Option<&Call>) -> Origin {
    let info = |key: &[u8]| info_value(record.info(), key);
    let reads = normal.and_then(|call| call.alt_depth.zip(call.depth));
    let mut origin = Origin {
        normal: reads.map(|(alternate, depth)| NormalReads { alternate, depth }),
        ..Origin::default()
    };
    match info(b"STATUS") {
        Some(b"StrongSomatic" | b"LikelySomatic") => origin.stated = Stated::Somatic("INFO/STATUS"),
        Some(b"Germline") => origin.stated = Stated::Germline("INFO/STATUS"),
        Some(b"StrongLOH" | b"LikelyLOH") => {
            origin.stated = Stated::Germline("INFO/STATUS");
            origin.other_copy_lost = Some("INFO/STATUS");
        }
        _ => {}
    }
    match info(STATUS.as_bytes()) {
        Some(b"Somatic") => origin.stated = Stated::Somatic(STATUS),
        Some(b"Germline") => origin.stated = Stated::Germline(STATUS),
        _ => {}
    }
    match info(b"SS") {
        Some(b"1") => origin.stated = Stated::Germline("INFO/SS"),
        Some(b"2") => origin.stated = Stated::Somatic("INFO/SS"),
        Some(b"3") => {
            origin.stated = Stated::Germline("INFO/SS");
            origin.other_copy_lost = Some("INFO/SS");
        }
        _ => {}
    }
    if info(b"BIALLELIC").is_some() {
        origin.other_copy_lost = Some("INFO/BIALLELIC");
    }
    if origin.stated == Stated::Not {
        origin.stated = if info(b"GERMLINE").is_some() {
            Stated::Germline("INFO/GERMLINE")
        } else if info(b"SOMATIC").is_some() {
            Stated::Somatic("INFO/SOMATIC")
        } else {
            normal.map_or(Stated::Not, by_normal)
        };
    }
    origin
}

fn by_normal(normal: &Call) -> Stated {
    let fraction = normal.vaf.unwrap_or(0.0);
    let is_read = normal.depth.is_some_and(|depth| depth >= NORMAL_DEPTH);
    if normal.presence == Presence::Present && normal.vaf.is_none_or(|f| f >= GERMLINE_FRACTION) {
        Stated::Germline("the normal's reads")
    } else if is_read && fraction <= NORMAL_NOISE {
        Stated::Somatic("the normal's reads")
    } else {
        Stated::Not
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(info: &str, normal: Option<Call>) -> Origin {
        let line = format!("7\t5\t.\tA\tC\t.\tPASS\t{info}");
        origin(&Record::new(line.as_bytes()), normal.as_ref())
    }

    #[test]
    fn what_callers_state() {
        for (info, stated, lost) in [
            ("DP=3", Stated::Not, None),
            ("STATUS=StrongSomatic", Stated::Somatic("INFO/STATUS"), None),
            ("STATUS=LikelyLOH", Stated::Germline("INFO/STATUS"), Some("INFO/STATUS")),
            ("SS=1;SOMATIC", Stated::Germline("INFO/SS"), None),
            ("SOMATIC;DP=3", Stated::Somatic("INFO/SOMATIC"), None),
            ("BIALLELIC", Stated::Not, Some("INFO/BIALLELIC")),
            ("SSC=3", Stated::Not, None),
        ] {
            assert_eq!(
                of(info, None),
                Origin { stated, normal: None, other_copy_lost: lost },
                "{info}"
            );
        }
    }

    #[test]
    fn what_the_normal_shows() {
        let call = |presence, depth, vaf| Call {
            presence,
            depth: Some(depth),
            vaf: Some(vaf),
            ..Call::default()
        };
        let germline = Stated::Germline("the normal's reads");
        let somatic = Stated::Somatic("the normal's reads");
        for (normal, want) in [
            (call(Presence::Present, 30, 0.5), germline),
            (call(Presence::Absent, 30, 0.0), somatic),
            (call(Presence::Absent, 5, 0.0), Stated::Not),
            (call(Presence::Present, 30, 0.1), Stated::Not),
        ] {
            assert_eq!(of(".", Some(normal.clone())).stated, want, "{normal:?}");
        }
        let stated = of("SOMATIC", Some(call(Presence::Present, 30, 0.5))).stated;
        assert_eq!(stated, Stated::Somatic("INFO/SOMATIC"), "the caller decides");
    }
}
