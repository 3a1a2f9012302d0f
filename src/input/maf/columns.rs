//! Which column holds what, by the names that tools give it.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Column {
    /// The gene's symbol.
    Gene,
    /// The tumour sample.
    Sample,
    /// The matched normal.
    Normal,
    /// The assembly.
    Build,
    /// The chromosome.
    Chromosome,
    /// The first base.
    Start,
    /// The last base.
    End,
    /// The bases that go.
    Reference,
    /// The first allele of the tumour.
    First,
    /// The second allele of the tumour.
    Second,
    /// `Missense_Mutation`.
    Class,
    /// Terms of the Sequence Ontology.
    Terms,
    /// `p.V600E`.
    Protein,
    /// `p.Val600Glu`.
    LongProtein,
    /// `c.1799T>A`.
    Coding,
    /// `7:g.140453136A>T`.
    Genomic,
    /// The transcript.
    Transcript,
    /// Reads of the tumour.
    Depth,
    /// Those of the reference.
    ReferenceReads,
    /// Those of the allele.
    AlternateReads,
    /// Their share.
    Fraction,
    /// Reads of the normal.
    NormalDepth,
    /// Those of the reference.
    NormalReferenceReads,
    /// Those of the allele.
    NormalAlternateReads,
    /// `Somatic`, `Germline`.
    Status,
    /// FILTER of the VCF.
    Filter,
    /// The rs number.
    DbSnp,
    /// The phase set, as results have it: `PS:32914437:1`.
    PhaseSet,
    /// The tumour type.
    TumorType,
}

/// The names of each column in lower case, the most specific first.
const NAMES: &[(Column, &[&str])] = &[
    (Column::Gene, &["hugo_symbol", "hugo_gene_symbol", "gene_symbol", "gene"]),
    (
        Column::Sample,
        &["tumor_sample_barcode", "sample_id", "tumor_sample_id", "tumor_sample", "sample"],
    ),
    (Column::Normal, &["matched_norm_sample_barcode", "normal_sample_barcode"]),
    (Column::Build, &["ncbi_build", "reference_genome", "genome_build", "build"]),
    (Column::Chromosome, &["chromosome", "chrom", "chr"]),
    (Column::Start, &["start_position", "start_pos", "start"]),
    (Column::End, &["end_position", "end_pos", "end"]),
    (Column::Reference, &["reference_allele", "ref_allele", "ref"]),
    (Column::First, &["tumor_seq_allele1"]),
    (Column::Second, &["tumor_seq_allele2", "variant_allele", "alt_allele", "alt"]),
    (Column::Class, &["variant_classification", "mutation_type"]),
    (Column::Terms, &["consequence", "one_consequence"]),
    (
        Column::Protein,
        &[
            "hgvsp_short",
            "protein_change",
            "proteinchange",
            "amino_acid_change",
            "aa_change",
            "aachange",
            "alteration",
        ],
    ),
    (Column::LongProtein, &["hgvsp"]),
    (Column::Coding, &["hgvsc", "cdna_change"]),
    (Column::Genomic, &["hgvsg"]),
    (Column::Transcript, &["transcript_id", "annotation_transcript"]),
    (Column::Depth, &["t_depth", "tumor_depth"]),
    (Column::ReferenceReads, &["t_ref_count"]),
    (Column::AlternateReads, &["t_alt_count"]),
    (
        Column::Fraction,
        &["theravar_vaf", "t_vaf", "tumor_f", "i_tumor_f", "t_af", "vaf", "tumor_vaf"],
    ),
    (Column::NormalDepth, &["n_depth", "normal_depth"]),
    (Column::NormalReferenceReads, &["n_ref_count"]),
    (Column::NormalAlternateReads, &["n_alt_count"]),
    (Column::Status, &["mutation_status"]),
    (Column::Filter, &["filter"]),
    (Column::DbSnp, &["dbsnp_rs"]),
    (Column::PhaseSet, &["theravar_phase_set"]),
    (Column::TumorType, &["oncotree_code", "cancer_type"]),
];
/// Columns of frequencies in the population, with the INFO key that each becomes.
const POPULATION: [(&str, &str); 5] = [
    ("gnomad_af", "gnomAD_AF"),
    ("gnomade_af", "gnomADe_AF"),
    ("gnomadg_af", "gnomADg_AF"),
    ("exac_af", "ExAC_AF"),
    ("theravar_population_af", "pop_af"),
];
/// What tools write where they know nothing.
const UNKNOWN: [&str; 8] = ["", ".", "NA", "N/A", "NULL", "NAN", "NONE", "__UNKNOWN__"];

/// Where the columns stand.
#[derive(Debug, Default)]
pub(super) struct Columns {
    places: Vec<(Column, usize)>,
    /// The names as they are written.
    names: Vec<String>,
    /// INFO key and place of each frequency.
    pub(super) population: Vec<(&'static str, usize)>,
}

impl Columns {
    /// Reads the line of column names.
    ///
    /// # Errors
    /// Names the columns that are missing, or twice there.
    pub(super) fn of(line: &str) -> Result<Self, String> {
        let names: Vec<String> =
            line.split('\t').map(|name| name.trim().trim_matches('"').to_owned()).collect();
        let written = names;
        let names: Vec<String> = written.iter().map(|name| name.to_lowercase()).collect();
        let mut columns = Self { names: written, ..Self::default() };
        for (column, spelled) in NAMES {
            for name in *spelled {
                let mut at = names.iter().enumerate().filter(|(_, own)| own == name);
                let Some((place, _)) = at.next() else { continue };
                if at.next().is_some() {
                    return Err(format!("two columns are named {name:?}: rename one"));
                }
                columns.places.push((*column, place));
                break;
            }
        }
        for (name, key) in POPULATION {
            let place = names.iter().position(|own| own == name);
            columns.population.extend(place.map(|place| (key, place)));
        }
        if !columns.has(Column::Gene) {
            return Err("no column Hugo_Symbol: a MAF needs the line of column names".to_owned());
        }
        let names_change = [Column::Protein, Column::LongProtein, Column::Coding, Column::Genomic];
        if !columns.has_alleles() && !names_change.iter().any(|&column| columns.has(column)) {
            return Err(
                "neither Chromosome, Start_Position, Reference_Allele and Tumor_Seq_Allele2 nor a \
                 protein change (HGVSp_Short): one of the two is needed"
                    .to_owned(),
            );
        }
        Ok(columns)
    }

    /// Returns whether there is such a column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.places.iter().any(|(known, _)| *known == column)
    }

    /// Returns how many columns there are.
    pub(super) fn width(&self) -> usize {
        self.names.len()
    }

    /// Returns the name of the last column.
    pub(super) fn last(&self) -> &str {
        self.names.last().map(String::as_str).unwrap_or_default()
    }

    /// Returns the name of a column as the file writes it.
    pub(super) fn name(&self, column: Column) -> &str {
        let place = self.places.iter().find(|(known, _)| *known == column);
        place.and_then(|(_, place)| self.names.get(*place)).map(String::as_str).unwrap_or_default()
    }

    /// Returns the name of the first column that is read and that a row of so many cells has not.
    pub(super) fn first_beyond(&self, cells: usize) -> Option<&str> {
        let of_population = self.population.iter().map(|(_, place)| *place);
        let read = self.places.iter().map(|(_, place)| *place).chain(of_population);
        let first = read.filter(|place| *place >= cells).min()?;
        self.names.get(first).map(String::as_str)
    }

    fn has_alleles(&self) -> bool {
        [Column::Chromosome, Column::Start, Column::Reference].iter().all(|&c| self.has(c))
            && (self.has(Column::Second) || self.has(Column::First))
    }

    /// Returns the cell of a column as it is written, without spaces around it.
    pub(super) fn raw<'c>(&self, column: Column, cells: &[&'c str]) -> &'c str {
        let place = self.places.iter().find(|(known, _)| *known == column);
        let cell = place.and_then(|(_, place)| cells.get(*place)).copied().unwrap_or_default();
        cell.trim()
    }

    /// Returns the cell of a column, `None` where it says nothing.
    pub(super) fn get<'c>(&self, column: Column, cells: &[&'c str]) -> Option<&'c str> {
        Some(self.raw(column, cells)).filter(|cell| is_known(cell))
    }
}

/// Returns whether a cell says something.
pub(super) fn is_known(cell: &str) -> bool {
    !UNKNOWN.iter().any(|unknown| cell.eq_ignore_ascii_case(unknown))
}
