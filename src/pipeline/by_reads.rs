//! The station of the sample's own reads, where this build can read them.

use std::num::NonZeroUsize;

use crate::error::Result;
use crate::interpret::finding::Judge;
use crate::matching::matcher::Matcher;
use crate::observe::observed::Observed;
use crate::sample::by_reads::ByReads;

use super::options::Options;

/// Holds the reads that the options name against what was observed of the sample.
///
/// # Errors
/// As [`crate::sample::proof::prove`].
#[cfg(feature = "bam")]
pub(super) fn by_reads<'k>(
    options: &Options,
    sample: &str,
    (matcher, judge): (&Matcher<'k>, &Judge<'k, '_>),
    threads: NonZeroUsize,
    observed: &mut Observed<'k>,
) -> Result<ByReads> {
    use crate::sample::proof::{OfReads, prove};

    let Some(asked) = &options.reads else { return Ok(ByReads::default()) };
    let of = OfReads {
        sample,
        matcher,
        judge,
        reference: options.reference.as_deref(),
        fraction: options.absence_fraction(),
        threads: threads.get(),
    };
    prove(asked, &of, observed)
}

/// Refuses reads.
///
/// # Errors
/// [`crate::Error::Usage`] where the options name reads.
#[cfg(not(feature = "bam"))]
pub(super) fn by_reads<'k>(
    options: &Options,
    _: &str,
    _: (&Matcher<'k>, &Judge<'k, '_>),
    _: NonZeroUsize,
    _: &mut Observed<'k>,
) -> Result<ByReads> {
    match options.reads {
        None => Ok(ByReads::default()),
        Some(_) => {
            let reason = "--bam: this build has no BAM support: build it with the feature bam";
            Err(crate::Error::Usage(reason.to_owned()))
        }
    }
}
