//! What any bytes may do to the readers: be refused, or be read, but nothing else. The fuzz targets call
//! these functions, and a test calls them with what the fuzzer found worth keeping.

use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

use theravar::curate::civic::import_vcf;
use theravar::curate::import::{cgi, clinvar, custom, docm, hotspots, moalmanac, oncokb, serve};
use theravar::genome::assembly;
use theravar::input::header::Header;
use theravar::input::index::BlockIndex;
use theravar::model::protein_change::ProteinChange;
use theravar::pipeline::replay as replaying;
use theravar::sample::knowledge::Knowledge;
use theravar::{Annotator, Options, Source};

/// A header of GRCh37 with one sample, and a record that is BRAF V600E.
const BRAF: &str = "##fileformat=VCFv4.2\n##contig=<ID=7,length=159138663>\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n\
    7\t140453136\t.\tA\tT\t.\tPASS\t.\tGT:AD:DP\t0/1:60,40:100\n";

/// Returns an annotator with the embedded knowledge.
fn annotator() -> &'static Annotator {
    static ANNOTATOR: OnceLock<Annotator> = OnceLock::new();
    ANNOTATOR.get_or_init(|| Annotator::builder().tumor_type("MEL").build().expect("embedded"))
}

/// Returns an annotator with these options.
fn with(options: Options) -> Annotator {
    Annotator::builder().options(options).build().expect("embedded")
}

/// Returns the names of the findings of `bytes`, or `None` where they are refused.
fn names(bytes: impl Into<Vec<u8>>) -> Option<Vec<String>> {
    let source = Source::from_bytes("fuzz.vcf", bytes.into()).ok()?;
    let annotated = annotator().annotate(source).ok()?;
    Some(annotated.findings.iter().map(|finding| finding.name()).collect())
}

/// Writes `bytes` into a file that goes away with the value.
fn file(suffix: &str, bytes: &[u8]) -> tempfile::TempPath {
    let mut file = tempfile::Builder::new().suffix(suffix).tempfile().expect("a folder");
    file.write_all(bytes).expect("room for a file");
    file.into_temp_path()
}

/// The header, and what it says of the assembly.
pub(crate) fn header(bytes: &[u8]) {
    if let Ok(Some(header)) = Header::parse(bytes, Path::new("fuzz.vcf"), true) {
        assert!(bytes.starts_with(header.text()), "the text is kept as it is");
        assert!(header.columns() >= 8);
        let _ = assembly::from_header(&String::from_utf8_lossy(header.text()));
        let _ = header.knows_contig(bytes);
    }
}

/// Records, behind one that is whole: it stays found, or the file is refused.
pub(crate) fn record(bytes: &[u8]) {
    let mut text = BRAF.as_bytes().to_vec();
    text.extend_from_slice(bytes);
    if let Some(names) = names(text) {
        assert!(names.iter().any(|name| name == "BRAF V600E"), "{names:?}");
    }
}

/// BGZF: bytes as they are, and text in blocks of any size, which is read as the text itself is.
pub(crate) fn bgzf(bytes: &[u8]) {
    let _ = names(bytes.to_vec());
    let Some((&size, rest)) = bytes.split_first() else { return };
    let text = [BRAF.as_bytes(), rest].concat();
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    for part in text.chunks(usize::from(size) + 1) {
        writer.write_all(part).expect("memory");
        writer.flush().expect("memory");
    }
    let stored = writer.finish().expect("memory");
    assert_eq!(names(stored), names(text));
}

/// BCF, not compressed.
pub(crate) fn bcf(bytes: &[u8]) {
    let _ = names(bytes.to_vec());
    if !bytes.starts_with(b"BCF\x02\x02") {
        // Behind a header that is whole.
        let text = b"##fileformat=VCFv4.2\n##FILTER=<ID=PASS,Description=\"\">\n\
            ##contig=<ID=7,length=159138663>\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">\n\
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n\0";
        let mut whole = b"BCF\x02\x02".to_vec();
        whole.extend((text.len() as u32).to_le_bytes());
        whole.extend(text);
        whole.extend(bytes);
        let _ = names(whole);
    }
}

/// An index beside a file.
pub(crate) fn index(bytes: &[u8]) {
    let Some((&kind, bytes)) = bytes.split_first() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("fuzz.vcf.gz");
    std::fs::write(&path, b"").expect("room for a file");
    let name = if kind % 2 == 0 { "fuzz.vcf.gz.tbi" } else { "fuzz.vcf.gz.csi" };
    std::fs::write(folder.path().join(name), bytes).expect("room for a file");
    let _ = BlockIndex::beside(&path);
}

/// Names of variants, as people write them.
pub(crate) fn hgvs(text: &[u8]) {
    let Ok(text) = std::str::from_utf8(text) else { return };
    if let Some(change) = ProteinChange::parse(text) {
        // A residue that is not named has no name in HGVS.
        let again = ProteinChange::parse(&change.hgvs());
        assert!(again.is_none() || again.as_ref() == Some(&change), "{text}");
    }
    let _ = annotator().explain(text);
}

/// Profiles of the evidence tables.
pub(crate) fn profile(text: &[u8]) {
    let Ok(text) = std::str::from_utf8(text) else { return };
    if let Ok(profile) = theravar::knowledge::profile::parse(text) {
        let _ = theravar::knowledge::profile::genes(&profile);
    }
}

/// Tables of other sources, and the project's own.
pub(crate) fn importers(bytes: &[u8]) {
    let Some((&kind, bytes)) = bytes.split_first() else { return };
    let path = file(if kind >= 128 { ".json" } else { ".tsv" }, bytes);
    match kind % 10 {
        0 => drop(cgi::import(&path)),
        1 => drop(clinvar::import(&path)),
        2 => drop(custom::import(&path)),
        3 => drop(docm::import(&path)),
        4 => drop(hotspots::import(&path)),
        5 => drop(moalmanac::import(&path)),
        6 => drop(oncokb::import(&path, None)),
        7 => drop(serve::import(&[path.to_path_buf()])),
        8 => drop(import_vcf(&path)),
        _ => drop(Annotator::builder().knowledge(&path).build()),
    }
}

/// Results of earlier runs.
pub(crate) fn replay(bytes: &[u8]) {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    let known = KNOWLEDGE.get_or_init(|| Knowledge::with_embedded(&[]).expect("embedded"));
    let path = file(".json", bytes);
    let _ = replaying::replay(&[path.to_path_buf()], known, known);
}

/// A user's tables of copies, fusions and assessed regions.
pub(crate) fn tables(bytes: &[u8]) {
    let Some((&kind, bytes)) = bytes.split_first() else { return };
    let path = file(".tsv", bytes);
    let mut options = Options::default();
    let table = Some(path.to_path_buf());
    match kind % 3 {
        0 => options.cna = table,
        1 => options.fusions = table,
        _ => options.assessed_bed = table,
    }
    let source = Source::from_bytes("fuzz.vcf", BRAF.as_bytes().to_vec()).expect("VCF");
    if let Ok(annotated) = with(options).annotate(source) {
        assert!(annotated.findings.iter().any(|finding| finding.name() == "BRAF V600E"));
    }
}
