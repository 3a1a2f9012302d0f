//! The markers of immune-checkpoint therapy in a few lines, for formats without a section of their own.

use crate::model::immunotherapy::{ImmuneMarker, MarkerStatus};

/// Returns the markers by state: those that are there with what shows it, the others by name.
pub(super) fn lines(markers: &[ImmuneMarker]) -> Vec<(MarkerStatus, String)> {
    let line = |status| {
        let of = markers.iter().filter(|marker| marker.status == status);
        let words = of.map(|marker| match status {
            MarkerStatus::Present => marker.words(),
            MarkerStatus::Absent | MarkerStatus::NotAssessed => marker.name.to_owned(),
        });
        let words: Vec<String> = words.collect();
        (!words.is_empty()).then(|| (status, words.join("; ")))
    };
    let states = [MarkerStatus::Present, MarkerStatus::Absent, MarkerStatus::NotAssessed];
    states.into_iter().filter_map(line).collect()
}
