//! Warnings as results tell them: where the user keeps files is not part of a result.

use std::path::PathBuf;

use super::warning::Warning;

impl Warning {
    /// Returns the warning with the names of its files alone.
    pub(crate) fn without_folders(&self) -> Self {
        let mut warning = self.clone();
        let path = match &mut warning {
            Self::UnusableIndex { index, .. } | Self::StaleIndex { index } => Some(index),
            Self::ForeignIndex { input } => Some(input),
            Self::SampleNotInTable { table, .. }
            | Self::NoRows { table }
            | Self::WithoutTumorType { table, .. }
            | Self::WithoutSampleRow { table, .. }
            | Self::UnknownGenes { table, .. }
            | Self::UnreadRearrangements { table, .. } => Some(table),
            Self::Rows { file, .. } | Self::NoRegions { file } => Some(file),
            Self::Transcript { at, .. } => Some(&mut at.path),
            Self::NotIndexed { output, .. } => Some(output),
            _ => None,
        };
        if let Some(path) = path
            && let Some(name) = path.file_name()
        {
            *path = PathBuf::from(name);
        }
        warning
    }
}
