//! The library's way in: knowledge that is read once, and samples that are judged by it.

use std::path::{Path, PathBuf};

use crate::diagnostics::Warning;
use crate::error::Result;
use crate::input::header::Header;
use crate::io::Source;
use crate::model::evaluation::EvaluatedProfile;
use crate::model::finding::Finding;
use crate::model::tumor_type::TumorType;
use crate::report::json::Json;
use crate::report::provenance::Provenance;
use crate::report::run::Run;

use super::options::Options;
use super::read_sample::{Rows, SampleRead, read_sample};
use super::summary;
use crate::sample::knowledge::{Knowledge, tumor_type};

/// Annotates samples with the therapies that their variants make sensitive or resistant.
///
/// It owns its knowledge; findings borrow from it.
///
/// ```
/// use theravar::{Annotator, Source};
///
/// let vcf = "##fileformat=VCFv4.2\n##contig=<ID=7,length=159138663>\n\
///     #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n7\t140453136\t.\tA\tT\t.\tPASS\t.\n";
/// let annotator = Annotator::builder().tumor_type("melanoma").build()?;
/// let annotated = annotator.annotate(Source::from_bytes("memory.vcf", vcf)?)?;
/// let finding = &annotated.findings[0];
/// assert_eq!(finding.name(), "BRAF V600E");
/// assert_eq!(finding.highest_level().map(|level| level.name()), Some("1"));
/// # Ok::<(), theravar::Error>(())
/// ```
///
/// Knowledge of the user's own stands beside what is compiled in, and is freed with the annotator:
///
/// ```
/// use theravar::Annotator;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("own.tsv");
/// # std::fs::write(&path, "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\t\
/// #     interaction\tdirection\tsignificance\tsource_level\tcitation\trating\tflagged\torigin\n\
/// #     KRAS\tKRAS G12D\tlab-1\tuser\tPancreatic Cancer\tDOID:1793\tTrial Drug\t\tSupports\t\
/// #     Sensitivity/Response\tB\tPMID:1\t4\tfalse\tSomatic\n")?;
/// for _ in 0..2 {
///     let annotator = Annotator::builder().knowledge(&path).tumor_type("PAAD").build()?;
///     let explained = annotator.explain("KRAS G12D")?;
///     let own = explained.findings[0].evidence().filter(|(_, item)| item.evidence.id == "lab-1");
///     assert_eq!(own.count(), 1);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Annotator {
    knowledge: Knowledge,
    tumor: Option<TumorType>,
    options: Options,
}

/// What an [`Annotator`] is built from.
#[derive(Debug, Clone, Default)]
pub struct AnnotatorBuilder {
    knowledge: Vec<PathBuf>,
    options: Options,
}

/// A sample with everything that was concluded about it.
///
/// ```
/// use theravar::{Annotator, Source};
///
/// let vcf = "##fileformat=VCFv4.2\n##contig=<ID=chr12,length=133275309>\n\
///     #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nchr12\t25245351\t.\tC\tA\t.\tPASS\t.\n";
/// let annotator = Annotator::builder().build()?;
/// let annotated = annotator.annotate(Source::from_bytes("memory.vcf", vcf)?)?;
/// assert_eq!(annotated.run.assembly.name(), "GRCh38");
/// assert_eq!(annotated.findings[0].name(), "KRAS G12C");
/// assert!(annotated.warnings.is_empty());
/// assert!(annotated.provenance.disclaimer.contains("research use only"));
/// # Ok::<(), theravar::Error>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Annotated<'k> {
    /// What is reported, in input order.
    pub findings: Vec<Finding<'k>>,
    /// Combinations and negations of which the sample shows a part.
    pub profiles: Vec<EvaluatedProfile<'k>>,
    /// What the user must know.
    pub warnings: Vec<Warning>,
    /// What the result rests on.
    pub provenance: Provenance,
    /// The sample, the assembly and the counts.
    pub run: Run,
}

impl AnnotatorBuilder {
    /// Adds an evidence table, or a folder of tables, to what is compiled in.
    pub fn knowledge(mut self, path: impl AsRef<Path>) -> Self {
        self.knowledge.push(path.as_ref().to_path_buf());
        self
    }

    /// Sets the tumour type: OncoTree code, name, main type, DOID or synonym.
    pub fn tumor_type(mut self, name: impl Into<String>) -> Self {
        self.options.tumor_type = Some(name.into());
        self
    }

    /// Sets all other options; a tumour type set before is replaced too.
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Reads and checks the knowledge.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) where a table cannot be read;
    /// [`Error::Table`](crate::Error::Table) with every bad row;
    /// [`Error::Usage`](crate::Error::Usage) where nothing is called like the tumour type.
    ///
    /// ```
    /// use theravar::Annotator;
    ///
    /// let error = Annotator::builder().tumor_type("lung adenocarcinomma").build().unwrap_err();
    /// assert!(error.to_string().contains("did you mean LUAD"));
    /// ```
    pub fn build(self) -> Result<Annotator> {
        let Self { knowledge, options } = self;
        let tumor = options.tumor_type.as_deref().map(tumor_type).transpose()?;
        let knowledge =
            Knowledge::with_embedded(&knowledge)?.with_transcripts(options.own_transcripts()?);
        Ok(Annotator { knowledge, tumor, options })
    }
}

impl Annotator {
    /// Returns a builder with the default options and what is compiled in.
    pub fn builder() -> AnnotatorBuilder {
        AnnotatorBuilder::default()
    }

    /// Reads one sample of VCF or BCF, and judges it.
    ///
    /// # Errors
    /// Any [`Error`](crate::Error) of the input, or of a table that the options name.
    pub fn annotate(&self, mut source: Source) -> Result<Annotated<'_>> {
        let header = Header::read(&mut source)?;
        let input = source.path().to_path_buf();
        let rows = Rows {
            formats: &[&Json],
            writes_back: false,
            wants_lines: true,
            wants_biomarkers: true,
        };
        let tumor = self.tumor.clone();
        let read = read_sample(&self.options, tumor, &self.knowledge, source, &header, rows)?;
        let SampleRead { run, findings, profiles, warnings, digest, given, .. } = read;
        let provenance = summary::provenance(&self.options, &input, &self.knowledge, digest, given);
        let findings = findings.into_iter().filter(|(_, is_reported)| *is_reported);
        let findings = findings.map(|(finding, _)| finding).collect();
        Ok(Annotated { findings, profiles, warnings, provenance, run })
    }

    /// Explains one variant by any of its names: `BRAF V600E`, `7-140453136-A-T`, `EML4::ALK`.
    ///
    /// # Errors
    /// [`Error::Usage`](crate::Error::Usage) where the name cannot be read.
    pub fn explain(&self, query: &str) -> Result<super::explain::Explanation<'_>> {
        let options = super::explain::Options {
            query: query.to_owned(),
            tumor_type: self.options.tumor_type.clone(),
            facts: self.options.facts.clone(),
            assembly: self.options.assembly,
        };
        super::explain::run(&options, &self.knowledge)
    }
}
