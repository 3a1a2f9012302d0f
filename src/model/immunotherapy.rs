//! What of a sample bears on immune-checkpoint therapy: one marker after another.

use std::collections::BTreeSet;

use super::conclusion::{RankedRegimen, Regimens};
use super::level::Level;

/// Whether a marker is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MarkerStatus {
    /// The sample shows it, or it is stated.
    Present,
    /// The sample shows that it is not there, or that is stated.
    Absent,
    /// Neither is known.
    NotAssessed,
}

impl MarkerStatus {
    /// Returns the word used in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Absent => "absent",
            Self::NotAssessed => "not_assessed",
        }
    }
}

/// Which way a marker points where it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bearing {
    /// Towards checkpoint inhibitors.
    Favours,
    /// Away from them.
    Against,
    /// Neither by itself.
    Context,
    /// It is no marker of the tumour, whatever is said of it.
    NotCounted,
}

impl Bearing {
    /// All bearings.
    pub const ALL: [Bearing; 4] = [Self::Favours, Self::Against, Self::Context, Self::NotCounted];

    /// Returns the word used in tables and results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Favours => "favours",
            Self::Against => "against",
            Self::Context => "context",
            Self::NotCounted => "not_counted",
        }
    }

    /// Reads [`Bearing::name`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bearing| bearing.name() == text)
    }
}

/// What a checkpoint inhibitor binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Inhibitor {
    /// PD-1 (PDCD1).
    AntiPd1,
    /// PD-L1 (CD274).
    AntiPdL1,
    /// CTLA-4.
    AntiCtla4,
    /// LAG-3.
    AntiLag3,
}

impl Inhibitor {
    /// Returns the word used in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::AntiPd1 => "anti_pd_1",
            Self::AntiPdL1 => "anti_pd_l1",
            Self::AntiCtla4 => "anti_ctla_4",
            Self::AntiLag3 => "anti_lag_3",
        }
    }

    /// Returns the inhibitor of a target (HGNC symbol).
    pub fn of_target(gene: &str) -> Option<Self> {
        Some(match gene {
            "PDCD1" => Self::AntiPd1,
            "CD274" => Self::AntiPdL1,
            "CTLA4" => Self::AntiCtla4,
            "LAG3" => Self::AntiLag3,
            _ => return None,
        })
    }
}

/// A marker in one sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImmuneMarker {
    /// `b2m_loss`.
    pub id: &'static str,
    /// `loss of B2M`.
    pub name: &'static str,
    /// Whether it is there.
    pub status: MarkerStatus,
    /// Which way it points where it is there.
    pub bearing: Bearing,
    /// What shows its state, or keeps it from being known.
    pub because: Vec<String>,
    /// What would show whether it is there.
    pub assess: &'static str,
    /// Regimens with a checkpoint inhibitor that statements give for its state.
    pub regimens: Regimens,
    /// What the inhibitors of these regimens bind.
    pub inhibitors: BTreeSet<Inhibitor>,
    /// What else the reader must know; may be empty.
    pub note: &'static str,
    /// Labels and publications, joined by `;`; `unverified` where none was read.
    pub citation: &'static str,
    /// Ids of the statements that give a level.
    pub evidence: Vec<String>,
}

impl ImmuneMarker {
    /// Returns the highest level of its regimens.
    pub fn level(&self) -> Option<Level> {
        let sides = self.regimens.sides();
        let all = sides.iter().flat_map(|(_, regimens)| regimens.iter());
        all.map(|RankedRegimen { level, .. }| *level).min()
    }

    /// Returns it in a few words: `loss of B2M (B2M S14fs: one hit) against [R2]`.
    pub fn words(&self) -> String {
        let mut text = self.name.to_owned();
        if !self.because.is_empty() {
            text.push_str(&format!(" ({})", self.because.join(", ")));
        }
        if self.status == MarkerStatus::Present {
            text.push_str(&format!(" {}", self.bearing.name()));
        }
        if let Some(level) = self.level() {
            text.push_str(&format!(" [{level}]"));
        }
        text
    }
}
