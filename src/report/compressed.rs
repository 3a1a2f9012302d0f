//! Any format as BGZF (SAM specification §4.1): every program that reads gzip reads it, and what is sorted
//! by place can be indexed.

use std::io::{self, Write};

use super::format::{Format, PlainVariants, SampleResult};
use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{GeneContext, VariantView};

/// A format, compressed.
pub struct Compressed(pub Box<dyn Format>);

impl Format for Compressed {
    fn plain(
        &self,
        sample: &str,
        variant: VariantView<'_>,
        place: Option<(&TranscriptConsequence, &GeneContext)>,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        self.0.plain(sample, variant, place, out)
    }

    fn write(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
        plain: &mut dyn PlainVariants,
    ) -> io::Result<()> {
        let mut writer = noodles_bgzf::io::Writer::new(out);
        self.0.write(&mut writer, result, plain)?;
        writer.finish().map(drop)
    }
}
