//! What pictures are drawn with: transcripts that are compiled in, and a frame.

use maud::{Markup, html};

use crate::genome::{TranscriptModel, TranscriptStore};
use crate::model::assembly::Assembly;

use super::document::Document;

/// Looks transcripts up that are compiled in.
pub(super) struct Transcripts {
    assembly: Option<Assembly>,
}

impl Transcripts {
    /// Returns those on the assembly of the result.
    pub(super) fn of(document: &Document) -> Self {
        Self { assembly: document.sample.assembly.parse().ok() }
    }

    /// Returns the assembly.
    pub(super) fn assembly(&self) -> Option<Assembly> {
        self.assembly
    }

    /// Returns the transcript of a gene with exactly this accession.
    pub(super) fn find(&self, gene: &str, accession: &str) -> Option<&'static TranscriptModel> {
        TranscriptStore::embedded().transcript(gene, accession, self.assembly?)
    }

    /// Returns the transcript of a gene that stands first.
    pub(super) fn first(&self, gene: &str) -> Option<&'static TranscriptModel> {
        TranscriptStore::embedded().gene(gene, self.assembly?).first()
    }
}

/// Frames a picture. It is wider than a telephone, and then scrolls.
pub(in crate::report) fn figure(title: &str, caption: &str, picture: Markup) -> Markup {
    html! {
        figure {
            h3 { (title) }
            div.scroll tabindex="0" role="group" aria-label=(title) { (picture) }
            figcaption { (caption) }
        }
    }
}
