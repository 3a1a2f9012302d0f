//! A result as one page for a tumour board: a document without scripts of others, pictures of others or
//! any request, rendered from the JSON and from nothing else.

mod biology;
mod biomarkers;
mod combinations;
mod copies;
mod details;
mod document;
mod draw;
mod evidence;
mod exons;
mod findings;
mod fractions;
mod link;
mod lollipop;
mod methods;
mod page;
mod pictures;
mod reads;
mod regimens;
mod summary;
mod words;

use std::io::{self, Write};

use crate::control::escaped;
use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{GeneContext, VariantView};

use self::document::{Document, Refusal};
pub(super) use self::draw::figure;
pub(super) use self::page::Frame;
pub(super) use self::words::{badge, counted};
use super::format::{Format, PlainVariants, SampleResult};
use super::json::Json;

/// The page of a sample.
#[derive(Debug, Clone, Copy, Default)]
pub struct Html;

impl Format for Html {
    fn plain(
        &self,
        sample: &str,
        variant: VariantView<'_>,
        place: Option<(&TranscriptConsequence, &GeneContext)>,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        Json.plain(sample, variant, place, out)
    }

    fn write(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
        plain: &mut dyn PlainVariants,
    ) -> io::Result<()> {
        let mut json = Vec::new();
        Json.write(&mut json, result, plain)?;
        let page = render(&json).map_err(|(_, reason)| io::Error::other(reason))?;
        out.write_all(page.as_bytes())
    }
}

/// Returns the page of a result that `annotate --format json` wrote. No character of it commands a
/// terminal or hides what follows.
///
/// # Errors
/// The line of the text, where it is known, and why it is no result.
pub fn render(json: &[u8]) -> Result<String, Refusal> {
    let document = Document::read(json)?;
    let page = page::page(&document).into_string();
    Ok(escaped(&page, &['\n', '\t']).into_owned())
}
