//! Decides what must be known before the first record: assembly, and the positions that matter.

use crate::cells;
use crate::error::{Location, Result};
use crate::genome::TranscriptStore;
use crate::genome::assembly::{self, Decision, ReferenceVote};
use crate::input::header::Header;
use crate::input::preview;
use crate::input::record::Record;
use crate::io::Source;
use crate::knowledge::evidence::EvidenceTable;
use crate::knowledge::oncogenicity::OncogenicityTable;
use crate::knowledge::variants::KnownAlleles;
use crate::model::allele::AltKind;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::regions::Regions;

use crate::matching::allele_regions;
use crate::observe::{coding, noncoding};

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
    let of_header = assembly::from_header(&cells::text(header.text()));
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
/// genes, the alleles and the further coding genes that they name. (Those compiled in name no such gene,
/// and are not read for it.) `counted` is where mutations are counted.
///
/// # Errors
/// As [`TranscriptStore::regions`].
pub(super) fn regions(
    store: &TranscriptStore,
    own: Option<&EvidenceTable<'_>>,
    alleles: Option<&KnownAlleles<'_>>,
    oncogenicity: &OncogenicityTable<'_>,
    assembly: Assembly,
    counted: Option<&Regions>,
) -> Result<Regions> {
    let regions = store.regions(assembly)?;
    let named = own.into_iter().flat_map(|table| noncoding::named_regions(table, assembly));
    let placed = alleles
        .into_iter()
        .flat_map(|alleles| allele_regions::beyond(alleles, store, assembly, &regions));
    let genes = own.into_iter().flat_map(EvidenceTable::genes).chain(oncogenicity.genes());
    let coding = coding::named_regions(genes, store, assembly);
    let counted = counted.into_iter().flat_map(Regions::iter);
    let mut more = named.chain(placed).chain(coding).chain(counted).peekable();
    Ok(match more.peek() {
        None => regions.clone(),
        Some(_) => Regions::new(regions.iter().chain(more)),
    })
}
