//! Decides what must be known before the first record: assembly, and the positions that matter.

use std::path::Path;

use crate::error::{Error, Location, Result};
use crate::genome::TranscriptStore;
use crate::genome::assembly::{self, Decision, ReferenceVote};
use crate::input::header::Header;
use crate::input::preview;
use crate::input::record::Record;
use crate::io::Source;
use crate::knowledge::evidence::EvidenceTable;
use crate::knowledge::variants::KnownAlleles;
use crate::model::allele::AltKind;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::regions::Regions;

use crate::matching::allele_regions;
use crate::observe::counts::Counts;
use crate::observe::noncoding;

/// Decompressed bytes read to decide the assembly by REF bases. More are read where the first have
/// too few coding records.
const LOOKS: [usize; 2] = [128 << 10, 2 << 20];
/// REF checks after which the vote is settled.
const ENOUGH: u32 = 40;

/// Decides the assembly by the header and the first records' REF bases.
///
/// # Errors
/// [`Error::InvalidInput`] where they contradict each other or decide nothing.
pub(super) fn detect_assembly(
    forced: Option<Assembly>,
    source: &mut Source,
    header: &Header,
    store: &TranscriptStore,
) -> Result<Decision> {
    let of_header = assembly::from_header(&String::from_utf8_lossy(header.text()));
    let (mut hint, mut vote) = (of_header.clone(), ReferenceVote::new(store));
    let at = Location::file(source.path());
    for bytes in LOOKS {
        (hint, vote) = (of_header.clone(), ReferenceVote::new(store));
        let records = preview(source, header, bytes)?;
        for line in records.split(|&b| b == b'\n') {
            if vote.tested() >= ENOUGH {
                break;
            }
            let record = Record::new(line);
            hint.add_record(record.chrom());
            let contig = Contig::from_name(record.chrom());
            let is_sequence = |alt| AltKind::of(alt) == AltKind::Sequence;
            if let (Some(contig), Ok(position)) = (contig, record.position())
                && record.alternates().all(is_sequence)
            {
                vote.add(contig, position.0, record.reference());
            }
        }
        // REF is compared again as the records are read. It matters here only where nothing else decides.
        if vote.tested() >= ENOUGH || hint.is_proof() {
            break;
        }
    }
    assembly::decide(forced, &hint, &vote, at)
}

/// Positions that can matter: the embedded ones, and of the user's own tables those of the non-coding
/// genes and the alleles that they name. (Those compiled in name no such gene, and are not read for it.)
///
/// # Errors
/// As [`TranscriptStore::regions`].
pub(super) fn regions(
    store: &TranscriptStore,
    own: Option<&EvidenceTable<'_>>,
    alleles: Option<&KnownAlleles<'_>>,
    assembly: Assembly,
) -> Result<Regions> {
    let regions = store.regions(assembly)?;
    let named = own.into_iter().flat_map(|table| noncoding::named_regions(table, assembly));
    let placed = alleles
        .into_iter()
        .flat_map(|alleles| allele_regions::beyond(alleles, store, assembly, &regions));
    let mut more = named.chain(placed).peekable();
    Ok(match more.peek() {
        None => regions.clone(),
        Some(_) => Regions::new(regions.iter().chain(more)),
    })
}

/// Checks after the scan that no records are of the other assembly.
///
/// # Errors
/// [`Error::InvalidInput`] where REF bases that `assembly` does not have are those of the other one.
/// Where they are those of neither, nothing is concluded from them, and the user is warned.
pub(super) fn confirm_reference(input: &Path, assembly: Assembly, counts: &Counts) -> Result<()> {
    let (agree, disagree) = counts.of_other_assembly();
    if !assembly::is_shown(agree, disagree) {
        return Ok(());
    }
    let (differs, other) = (counts.differing(), assembly.other());
    let checked = counts.agreeing() + differs;
    Err(Error::invalid(
        Location::file(input),
        format!(
            "REF: {differs} of {checked} checked alleles do not have the reference bases of \
             {assembly}, and {agree} of these have those of {other}; check the file, or set \
             --assembly"
        ),
    ))
}
