//! The order of the fields of CSQ, ANN and BCSQ, as the header describes it.

/// Whose conventions the entries follow. The fields' names decide, not the INFO key, since VEP can
/// write into ANN (`--vcf_info_field ANN`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Ensembl VEP.
    Vep,
    /// SnpEff's ANN standard, mehari.
    SnpEff,
    /// bcftools csq.
    Bcftools,
}

/// Where the fields that are read stand among an entry's `|`-separated values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotationFormat {
    /// The INFO key: `CSQ`.
    pub id: String,
    /// Whose conventions the entries follow.
    pub dialect: Dialect,
    columns: Vec<Option<Column>>,
}

/// A field that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Allele,
    AlleleNumber,
    Terms,
    Gene,
    FeatureType,
    Feature,
    Biotype,
    Exon,
    Intron,
    HgvsC,
    HgvsP,
    ProteinPosition,
    Mane,
    ManeSelect,
    Canonical,
    Pick,
    ProteinId,
    AminoAcidChange,
    DnaChange,
    /// How common the allele is: over everyone, or the greatest over the continental groups.
    Frequency,
}

impl AnnotationFormat {
    /// Returns whether the annotator was given frequencies in the population.
    pub fn has_frequency(&self) -> bool {
        self.columns.contains(&Some(Column::Frequency))
    }

    /// INFO keys under which the annotators write, the most detailed first.
    pub const IDS: [&'static str; 4] = ["CSQ", "vep", "ANN", "BCSQ"];

    /// Reads the Description of an INFO line. Returns `None` for other keys, and for descriptions
    /// without the names of a consequence and a transcript field.
    pub fn from_info_description(id: &str, description: &str) -> Option<Self> {
        if !Self::IDS.contains(&id) {
            return None;
        }
        // "… Format: Allele|Consequence|…" (VEP, bcftools) or "…: 'Allele | Annotation | …'".
        let start = match description.find("Format:") {
            Some(at) => at + "Format:".len(),
            None => description.find('\'')?,
        };
        let list = description[start..]
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '.'));
        let names: Vec<String> = list
            .split('|')
            .map(|name| {
                let letters = name.chars().filter(char::is_ascii_alphanumeric);
                letters.map(|c| c.to_ascii_lowercase()).collect()
            })
            .collect();
        let has = |name: &str| names.iter().any(|n| n == name);
        let dialect = if has("annotation") && has("featureid") {
            Dialect::SnpEff
        } else if has("consequence") && has("feature") {
            Dialect::Vep
        } else if has("consequence") && has("transcript") {
            Dialect::Bcftools
        } else {
            return None;
        };
        let mut columns: Vec<Option<Column>> =
            names.iter().map(|name| Column::named(dialect, name)).collect();
        let read = columns.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        columns.truncate(read);
        Some(Self { id: id.to_owned(), dialect, columns })
    }

    /// Returns what each value of an entry is, up to the last one that is read.
    pub(super) fn columns(&self) -> &[Option<Column>] {
        &self.columns
    }
}

impl Column {
    /// Returns the column of a field whose `name` is in lower case, letters and digits only.
    fn named(dialect: Dialect, name: &str) -> Option<Self> {
        Some(match (dialect, name) {
            (_, "allele") => Column::Allele,
            (_, "biotype" | "transcriptbiotype") => Column::Biotype,
            (_, "featuretype") => Column::FeatureType,
            (_, "hgvsc") => Column::HgvsC,
            (_, "hgvsp") => Column::HgvsP,
            (Dialect::Vep, "allelenum") => Column::AlleleNumber,
            (Dialect::Vep | Dialect::Bcftools, "consequence") => Column::Terms,
            (Dialect::Vep, "symbol") => Column::Gene,
            (Dialect::Vep, "feature") => Column::Feature,
            (Dialect::Vep, "exon") => Column::Exon,
            (Dialect::Vep, "intron") => Column::Intron,
            (Dialect::Vep, "proteinposition") => Column::ProteinPosition,
            (Dialect::Vep, "mane") => Column::Mane,
            (Dialect::Vep, "maneselect") => Column::ManeSelect,
            (Dialect::Vep, "canonical") => Column::Canonical,
            (Dialect::Vep, "pick") => Column::Pick,
            (Dialect::Vep, "ensp") => Column::ProteinId,
            (
                Dialect::Vep,
                "af" | "gmaf" | "gnomadaf" | "gnomadeaf" | "gnomadgaf" | "gnomadexomesaf"
                | "gnomadgenomesaf" | "exacaf" | "gnomadeafpopmax" | "gnomadgafpopmax",
            ) => Column::Frequency,
            (Dialect::SnpEff, "annotation") => Column::Terms,
            (Dialect::SnpEff, "genename") => Column::Gene,
            (Dialect::SnpEff, "featureid") => Column::Feature,
            (Dialect::SnpEff, "rank") => Column::Exon,
            (Dialect::SnpEff, name) if name.starts_with("aapos") => Column::ProteinPosition,
            (Dialect::Bcftools, "gene") => Column::Gene,
            (Dialect::Bcftools, "transcript") => Column::Feature,
            (Dialect::Bcftools, "aminoacidchange") => Column::AminoAcidChange,
            (Dialect::Bcftools, "dnachange") => Column::DnaChange,
            _ => return None,
        })
    }
}
