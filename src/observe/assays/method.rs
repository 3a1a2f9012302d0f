//! The programs, and what they are asked about.

use std::fmt;

/// A program whose results are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// MSIsensor, of tumour and normal.
    MsiSensor,
    /// MSIsensor2, of the tumour alone.
    MsiSensor2,
    /// MSIsensor-pro.
    MsiSensorPro,
    /// mSINGS.
    Msings,
    /// DRAGEN's microsatellites.
    Dragen,
    /// TruSight Oncology 500.
    Tso500,
    /// scarHRD.
    ScarHrd,
    /// CHORD.
    Chord,
    /// HRDetect.
    HrDetect,
}

impl Method {
    /// All of them.
    pub(super) const ALL: [Self; 9] = [
        Self::MsiSensor,
        Self::MsiSensor2,
        Self::MsiSensorPro,
        Self::Msings,
        Self::Dragen,
        Self::Tso500,
        Self::ScarHrd,
        Self::Chord,
        Self::HrDetect,
    ];

    /// Returns the program's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::MsiSensor => "MSIsensor",
            Self::MsiSensor2 => "MSIsensor2",
            Self::MsiSensorPro => "MSIsensor-pro",
            Self::Msings => "mSINGS",
            Self::Dragen => "DRAGEN",
            Self::Tso500 => "TSO500",
            Self::ScarHrd => "scarHRD",
            Self::Chord => "CHORD",
            Self::HrDetect => "HRDetect",
        }
    }
}

/// What the user asks a file for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Microsatellites.
    Microsatellites,
    /// Homologous recombination.
    Recombination,
}

impl About {
    /// Returns the option, and the kind of the file in the provenance: `msi`, `hrd`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Microsatellites => "msi",
            Self::Recombination => "hrd",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
