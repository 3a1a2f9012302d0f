//! Changes of which the matched normal shows more than the tumour: the tumour may have lost them, or the samples
//! were mixed up.

use crate::matching::candidate::Candidate;
use crate::model::call::Call;
use crate::model::evaluation::Condition;
use crate::model::profile::Assay;

/// How many times the tumour's fraction the normal's is, at least. The limit is this program's own: an inherited
/// change has about half of all reads in both, unless the tumour lost a copy.
const TIMES: f64 = 2.0;
/// Standard deviations between the two, at least.
const DEVIATIONS: f64 = 3.0;

/// Returns what must be so for a level to rest on `candidate`, where the matched normal shows more of it than the
/// tumour.
pub(super) fn condition(candidate: &Candidate<'_>) -> Option<Condition> {
    Some(Condition {
        text: text(&candidate.variant.call)?,
        assay: Assay::SmallVariant,
        genes: vec![candidate.consequence.gene.to_string()],
    })
}

fn text(call: &Call) -> Option<String> {
    let normal = call.origin.normal?;
    let (alternate, depth) = (call.alt_depth?, call.depth?);
    let in_normal = normal.fraction();
    let in_tumor = f64::from(alternate) / f64::from(depth.max(1));
    let reads = f64::from(normal.depth) + f64::from(depth);
    let of_all = (f64::from(normal.alternate) + f64::from(alternate)) / reads.max(1.0);
    let each = 1.0 / f64::from(normal.depth.max(1)) + 1.0 / f64::from(depth.max(1));
    let spread = (of_all * (1.0 - of_all) * each).max(0.0).sqrt();
    let is_more = in_normal >= TIMES * in_tumor && in_normal - in_tumor > DEVIATIONS * spread;
    is_more.then(|| {
        format!(
            "the tumor has it: the matched normal shows more of it ({} of {} reads) than the tumor ({alternate} of {depth})",
            normal.alternate, normal.depth
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::call::{NormalReads, Origin};

    #[test]
    fn more_in_the_normal_than_chance_gives() {
        let told = |normal: Option<(u32, u32)>, tumor: (u32, u32)| {
            let normal = normal.map(|(alternate, depth)| NormalReads { alternate, depth });
            let origin = Origin { normal, ..Origin::default() };
            let (alt_depth, depth) = (Some(tumor.0), Some(tumor.1));
            text(&Call { alt_depth, depth, origin, ..Call::default() }).is_some()
        };
        for (normal, tumor) in [((40, 80), (5, 100)), ((20, 100), (4, 100)), ((30, 60), (9, 50))] {
            assert!(told(Some(normal), tumor), "{normal:?} {tumor:?}");
        }
        for (normal, tumor) in [
            // Inherited, beside a lost copy of either kind.
            ((40, 80), (90, 100)),
            ((40, 80), (30, 100)),
            // A few reads of the tumour in the normal, or too few to tell.
            ((2, 100), (1, 100)),
            ((3, 4), (1, 4)),
            ((0, 100), (0, 100)),
            ((0, 0), (5, 100)),
            ((0, 0), (0, 0)),
        ] {
            assert!(!told(Some(normal), tumor), "{normal:?} {tumor:?}");
        }
        assert!(!told(None, (5, 100)));
        assert!(text(&Call::default()).is_none());
    }
}
