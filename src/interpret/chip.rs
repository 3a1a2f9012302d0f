//! Whether a change may come from blood cells (clonal haematopoiesis) instead of the tumour.

use crate::model::call::{Call, Stated};
use crate::model::specimen::Specimen;

/// Lowest allele fraction in tissue that is too high for a clone of blood cells, because little of
/// tissue is blood. The limit is this program's own.
const IN_TISSUE: f64 = 0.1;
/// The same where blood itself, or plasma, was read: a heterozygous change of more than half of all
/// blood cells. The limit is this program's own.
const IN_BLOOD: f64 = 0.3;
/// Share of the normal's reads from which on a change there is inherited, and not a clone's.
const INHERITED: f64 = 0.3;
/// Reads of the normal that are no error.
const FEWEST_READS: u32 = 2;
/// Share of a fraction in plasma from which on the same change in white cells explains it. Tumour cells among
/// white cells are far fewer. The limit is this program's own.
const SHED: f64 = 0.25;
/// The smallest clone that counts as clonal haematopoiesis: allele fraction 2 % (Steensma 2015,
/// Blood 126:9).
const SMALLEST_CLONE: f64 = 0.02;

/// The list of changes of clonal haematopoiesis, as a reason names it.
pub(crate) const LISTED: &str = "on the list of clonal haematopoiesis";

/// Returns why a change, of which `known` is known, may come from blood cells. `None` where nothing suggests it, or
/// where something contradicts it:
///
/// - the matched normal lacks it;
/// - the caller found it somatic or inherited against a normal;
/// - the specimen is tissue, or its fraction is that of the tumour or not known.
pub(crate) fn reason(call: &Call, specimen: Specimen, known: &str) -> Option<String> {
    if let Some(normal) = call.origin.normal.filter(|normal| normal.depth > 0) {
        let fraction = normal.fraction();
        // A clone that is shed into plasma has much the same fraction there.
        let is_shed =
            specimen == Specimen::Blood && call.vaf.is_some_and(|vaf| fraction >= SHED * vaf);
        let is_clone = normal.alternate >= FEWEST_READS
            && fraction < INHERITED
            && (fraction >= SMALLEST_CLONE || is_shed);
        return is_clone.then(|| {
            format!(
                "may come from blood cells: the matched normal has it too, in {} of {} reads",
                normal.alternate, normal.depth
            )
        });
    }
    if call.origin.stated != Stated::Not {
        return None;
    }
    let (limit, material) = match specimen {
        Specimen::Blood => (IN_BLOOD, "the sample is blood or plasma"),
        Specimen::Unknown => (IN_TISSUE, "the sample is not said to be tissue"),
        Specimen::Tissue => return None,
    };
    call.vaf.filter(|&vaf| vaf > 0.0 && vaf < limit).map(|_| {
        format!(
            "may come from blood cells: {known}, of a small fraction, {material}, and no matched \
             blood shows that it is absent there"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::call::{NormalReads, Origin};

    #[test]
    fn what_speaks_for_blood_cells_and_against() {
        let call = |vaf, stated, normal: Option<(u32, u32)>| Call {
            vaf,
            origin: Origin {
                stated,
                normal: normal.map(|(alternate, depth)| NormalReads { alternate, depth }),
                ..Origin::default()
            },
            ..Call::default()
        };
        let (blood, tissue, unknown) = (Specimen::Blood, Specimen::Tissue, Specimen::Unknown);
        let not = Stated::Not;
        for (call, specimen, want) in [
            (call(Some(0.04), not, None), blood, true),
            (call(Some(0.2), not, None), blood, true),
            (call(Some(0.45), not, None), blood, false),
            (call(Some(0.04), not, None), unknown, true),
            (call(Some(0.2), not, None), unknown, false),
            (call(Some(0.04), not, None), tissue, false),
            (call(None, not, None), blood, false),
            (call(Some(0.04), not, Some((0, 500))), blood, false),
            (call(Some(0.04), not, Some((1, 500))), blood, false),
            (call(Some(0.04), not, Some((20, 500))), tissue, true),
            (call(Some(0.5), not, Some((250, 500))), blood, false),
            (call(Some(0.04), not, Some((0, 0))), blood, true),
            (call(Some(0.006), not, Some((25, 5000))), blood, true),
            (call(Some(0.006), not, Some((25, 5000))), tissue, false),
            (call(Some(0.4), not, Some((25, 5000))), blood, false),
            (call(Some(0.04), Stated::Somatic("INFO/SOMATIC"), None), blood, false),
            (call(Some(0.04), Stated::Germline("INFO/STATUS"), None), blood, false),
        ] {
            assert_eq!(reason(&call, specimen, LISTED).is_some(), want, "{call:?} {specimen:?}");
        }
    }
}
