//! Times the scan alone: `scan_vcf FILE [THREADS [BED]]` prints how many records there are, how
//! many touch the BED's regions (all without one), and how long reading them took.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::time::Instant;

use theravar::input::Header;
use theravar::input::record::Record;
use theravar::input::scan::{ScanOptions, Visit, scan};
use theravar::io::Source;
use theravar::model::contig::Contig;
use theravar::model::position::Interval;
use theravar::model::regions::Regions;

/// Keeps each candidate's length, so that there is something to merge.
struct Lengths;

impl Visit for Lengths {
    type Out = usize;
    type State = ();

    fn state(&self) {}

    fn visit(&self, (): &mut (), record: &Record<'_>, _: u64, out: &mut Vec<usize>) {
        out.push(record.line().len());
    }
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments.first().map_or("-", String::as_str);
    let threads = arguments.get(1).map_or(Ok(NonZeroUsize::MIN), |n| n.parse())?;
    let regions = arguments.get(2).map(|path| read_bed(path)).transpose()?;

    let start = Instant::now();
    let mut source = Source::open(path)?;
    let header = Header::read(&mut source)?;
    let options = ScanOptions {
        threads,
        regions: regions.as_ref(),
        strict: false,
        layout: false,
        progress: None,
    };
    let mut length = 0;
    let stats = scan(source, &header, options, &Lengths, &mut |_, out| {
        length += out.iter().sum::<usize>();
        Ok(())
    })?;
    writeln!(
        io::stdout(),
        "{} records, {} candidates of {length} bytes, {} malformed, {:.3} s",
        stats.records,
        stats.candidates,
        stats.diagnostics.records(),
        start.elapsed().as_secs_f64()
    )?;
    for line in stats.diagnostics.warnings() {
        writeln!(io::stderr(), "{line}")?;
    }
    Ok(())
}

fn read_bed(path: &str) -> anyhow::Result<Regions> {
    let mut regions = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let mut columns = line.split('\t');
        let chrom = columns.next().unwrap_or_default();
        if let (Some(contig), Some(start), Some(end)) =
            (Contig::from_name(chrom.as_bytes()), columns.next(), columns.next())
        {
            regions.push((contig, Interval::new(start.parse()?, end.parse()?)));
        }
    }
    Ok(Regions::new(regions))
}
