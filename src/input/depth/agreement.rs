//! Whether a stated allele fraction can be that of the reads.

use super::sample::Counts;

/// Standard errors of the reads' own fraction beyond which a stated one is not theirs. Callers
/// weigh reads, correct for contamination and count before or after filters.
const ERRORS: f64 = 5.0;
/// How far callers' fractions stray from the counts beside them at any depth: LoFreq's AF is that
/// of good bases, its DP4 counts all.
const ESTIMATE: f64 = 0.1;
/// A fraction of less than half a read cannot be that of a called allele, however small the
/// difference.
const LEAST_READS: f64 = 0.5;
/// Reads from which on a fraction of nothing contradicts them. Two may be rounded away.
const FEWEST: u32 = 3;

/// Returns whether a stated fraction is more than that of an allele of which chance showed no read: the priors
/// of callers are less.
pub(super) fn is_unseen(counts: &Counts, stated: f64) -> bool {
    let total = f64::from(counts.assigned.max(counts.depth).unwrap_or(0));
    // The interval of Wilson about no read.
    total > 0.0 && stated > ERRORS * ERRORS / (total + ERRORS * ERRORS)
}

/// Returns whether ALT reads among all cannot come from an allele of fraction `stated`.
///
/// Both totals count: the reads that were assigned to alleles, and the depth (VarDict's AF has all
/// reads below the line). A fraction between what the two give is never contradicted.
pub(super) fn contradicts(counts: &Counts, stated: f64) -> bool {
    let Some(alternate) = counts.alternate.filter(|&reads| reads > 0) else { return false };
    let depth = counts.depth.filter(|_| counts.depth != counts.assigned);
    let totals = [counts.assigned, depth].into_iter().flatten();
    let totals = totals.filter(|&total| total >= alternate);
    let (mut low, mut high, mut most) = (f64::MAX, f64::MIN, 0.0_f64);
    for total in totals {
        let (total, reads) = (f64::from(total), f64::from(alternate));
        let fraction = reads / total;
        // The interval of Wilson (1927): it holds for few reads, and for fractions near 0 and 1.
        let square = ERRORS * ERRORS;
        let centre = (fraction + square / (2.0 * total)) / (1.0 + square / total);
        let spread = (fraction * (1.0 - fraction) / total + square / (4.0 * total * total)).sqrt();
        let half = ERRORS * spread / (1.0 + square / total);
        low = low.min((centre - half).min(fraction - ESTIMATE));
        high = high.max((centre + half).max(fraction + ESTIMATE));
        most = most.max(total);
    }
    let is_no_read = alternate >= FEWEST && stated * most < LEAST_READS;
    low <= high && (is_no_read || stated < low || stated > high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_of_what_no_read_shows() {
        for (assigned, depth, stated, want) in [
            (Some(100), None, 0.4, true),
            (Some(0), Some(100), 0.4, true),
            // Mutect2's prior of one read more than were seen.
            (Some(100), Some(100), 1.0 / 102.0, false),
            (Some(3), Some(3), 1.0 / 5.0, false),
            (Some(0), Some(0), 0.5, false),
            (None, None, 0.5, false),
        ] {
            let counts = Counts { alternate: Some(0), assigned, depth, ..Counts::default() };
            assert_eq!(is_unseen(&counts, stated), want, "{counts:?} {stated}");
        }
    }

    #[test]
    fn fractions_beside_reads() {
        let counts = |alternate, assigned, depth| Counts {
            alternate: Some(alternate),
            assigned,
            depth,
            ..Counts::default()
        };
        for (alternate, assigned, depth, stated, want) in [
            (16, Some(67), Some(67), 1.0, true),
            (101, Some(500), Some(500), 0.000_004, true),
            (101, Some(500), Some(500), 0.202, false),
            (90, Some(300), Some(300), 0.0, true),
            (25, Some(210), Some(210), 0.123, false),
            (2, Some(30), Some(30), 0.0667, false),
            (2, Some(1000), Some(1000), 0.0, false),
            (12, Some(500), Some(500), 0.000_004, true),
            // LoFreq: noise at a low base quality.
            (47, Some(500), Some(500), 0.0124, false),
            (3, Some(100), Some(100), 0.007, false),
            (1, Some(2), Some(2), 0.5, false),
            (1, Some(1), Some(1), 0.3, false),
            // Of two ALTs with 500 reads each VarDict counts one in AD.
            (500, Some(500), Some(1000), 0.5, false),
            (500, Some(500), Some(1000), 0.75, false),
            (500, Some(500), Some(1000), 0.2, true),
            (0, Some(100), Some(100), 0.3, false),
            (20, None, None, 0.3, false),
        ] {
            let counts = counts(alternate, assigned, depth);
            assert_eq!(contradicts(&counts, stated), want, "{counts:?} {stated}");
        }
    }
}
