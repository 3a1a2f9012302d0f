//! What the words of a row say for or against its fusion.

use std::collections::BTreeSet;

use crate::model::event_detail::EventFrame;
use crate::model::finding::Flag;

use super::columns::{Columns, cell};
use crate::io::table::TableRow;

/// What a row says of its fusion.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    pub(super) frame: Option<EventFrame>,
    pub(super) doubts: BTreeSet<Flag>,
    /// The genes 5′ to 3′, as the words have them.
    pub(super) order: Option<(String, String)>,
    /// What was read, for the reader.
    pub(super) said: Vec<String>,
}

/// Reads the words of a row.
pub(super) fn of(row: &TableRow, columns: &Columns) -> Words {
    let mut words = Words::default();
    let text = |column| cell(row, column);
    if let Some(frame) = text(columns.frame) {
        words.frame = frame_of(frame);
        words.said.push(frame.to_owned());
    }
    for &column in &columns.words {
        let Some(event) = text(Some(column)) else { continue };
        words.frame = words.frame.or_else(|| frame_of(event));
        words.order = words.order.or_else(|| order_of(event));
        if event.to_lowercase().contains("antisense") {
            words.doubts.insert(Flag::Antisense);
            words.said.push(event.to_owned());
        }
    }
    if let Some(confidence) = text(columns.confidence) {
        if is_low(confidence) {
            words.doubts.insert(Flag::LowConfidence);
        }
        words.said.push(confidence.to_owned());
    }
    let reported = text(columns.reported).map(str::to_lowercase);
    if let Some(filter) = text(columns.filter).filter(|filter| !filter.eq_ignore_ascii_case("PASS"))
    {
        if reported.as_deref() != Some("true") {
            words.doubts.insert(Flag::LowConfidence);
        }
        words.said.push(filter.to_owned());
    }
    if reported.as_deref() == Some("false") {
        words.doubts.insert(Flag::LowConfidence);
        words.said.push("not reported by the tool".to_owned());
    }
    if words.frame == Some(EventFrame::In) {
        // What is read through is transcribed in sense.
        words.doubts.remove(&Flag::Antisense);
    }
    words.doubts.extend(words.frame.and_then(doubt));
    words
}

/// Returns what a reading frame says against a fusion.
pub(super) fn doubt(frame: EventFrame) -> Option<Flag> {
    match frame {
        EventFrame::In | EventFrame::OwnStart | EventFrame::NotKnown => None,
        EventFrame::BySkipping => Some(Flag::FrameBySkipping),
        EventFrame::Out => Some(Flag::OutOfFrame),
        EventFrame::Stop => Some(Flag::StopCodon),
    }
}

/// Reads `in-frame`, `INFRAME`, `Protein fusion: out of frame`, `FRAMESHIFT`, `stop-codon`.
pub(super) fn frame_of(text: &str) -> Option<EventFrame> {
    let letters: String =
        text.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    let has = |words: &[&str]| words.iter().any(|word| letters.contains(word));
    if has(&["stopcodon"]) || letters == "stop" {
        Some(EventFrame::Stop)
    } else if has(&["outofframe", "outframe", "offframe", "frameshift", "notinframe", "nonframe"])
        || matches!(&*letters, "false" | "no" | "n" | "out")
    {
        Some(EventFrame::Out)
    } else if has(&["skippedexons"]) {
        Some(EventFrame::BySkipping)
    } else if has(&["inframe"]) || matches!(&*letters, "true" | "yes" | "y" | "in") {
        Some(EventFrame::In)
    } else {
        None
    }
}

/// Returns whether the words of tools say that the frame is not known: what FusionCatcher and Arriba write of
/// breaks outside of coding bases, and words for nothing.
pub(super) fn leaves_open(text: &str) -> bool {
    const OPEN: [&str; 16] = [
        "ambiguous",
        "cds",
        "exonic",
        "intergenic",
        "intronic",
        "midexon",
        "noncoding",
        "notapplicable",
        "notknown",
        "nottested",
        "promoter",
        "transcriptfusion",
        "undetermined",
        "unclear",
        "unknown",
        "utr",
    ];
    let letters: String =
        text.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    letters.is_empty() || OPEN.iter().any(|word| letters.contains(word))
}

/// Returns whether a word is one of confidence: Arriba's and LINX's `high`, `medium`, `low`, JAFFA's
/// `HighConfidence`, `PotentialTransSplicing`, `NoSupport`.
pub(super) fn is_confidence(text: &str) -> bool {
    let word = text.to_lowercase();
    ["high", "medium", "moderate", "low", "potential", "nosupport", "known"]
        .iter()
        .any(|known| word.starts_with(known))
}

/// Reads the genes of `Protein fusion: in frame {TACC3:FGFR3}` or `(EML4-ALK)`, 5′ to 3′.
fn order_of(text: &str) -> Option<(String, String)> {
    let open = text.find(['(', '{'])? + 1;
    let inside = &text[open..open + text[open..].find([')', '}'])?];
    let pair = inside.split_once("::").or_else(|| inside.split_once([':', '-']))?;
    let is_gene = |name: &str| {
        !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
    };
    let (five, three) = (pair.0.trim(), pair.1.trim());
    (is_gene(five) && is_gene(three)).then(|| (five.to_owned(), three.to_owned()))
}

fn is_low(confidence: &str) -> bool {
    let word = confidence.to_lowercase();
    word.starts_with("low") || word.starts_with("potential")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_as_tools_write_them() {
        for (text, want) in [
            ("in-frame", Some(EventFrame::In)),
            ("INFRAME", Some(EventFrame::In)),
            ("In_frame", Some(EventFrame::In)),
            ("Protein fusion: in frame (EML4-ALK)", Some(EventFrame::In)),
            ("TRUE", Some(EventFrame::In)),
            ("SKIPPED_EXONS", Some(EventFrame::BySkipping)),
            ("out-of-frame", Some(EventFrame::Out)),
            ("OUT_OF_FRAME", Some(EventFrame::Out)),
            ("FRAMESHIFT", Some(EventFrame::Out)),
            ("Frame Shift", Some(EventFrame::Out)),
            ("false", Some(EventFrame::Out)),
            ("stop-codon", Some(EventFrame::Stop)),
            ("CDS(truncated)/UTR", None),
            ("Protein fusion: mid-exon (EML4-ALK)", None),
            ("unknown", None),
        ] {
            assert_eq!(frame_of(text), want, "{text}");
        }
    }

    #[test]
    fn orders_and_confidence() {
        let order = |text| order_of(text).map(|(five, three)| format!("{five}::{three}"));
        assert_eq!(
            order("Protein Fusion: in frame  {TACC3:FGFR3}").as_deref(),
            Some("TACC3::FGFR3")
        );
        assert_eq!(order("Transcript fusion (EML4-ALK)").as_deref(), Some("EML4::ALK"));
        assert_eq!(order("Deletion of 3 exons: in frame (see report)"), None);
        assert_eq!(order("Antisense Fusion"), None);
        assert!(is_low("low") && is_low("LOW") && is_low("LowConfidence"));
        assert!(!is_low("high") && !is_low("medium") && !is_low("HighConfidence"));
    }
}
