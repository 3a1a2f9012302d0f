//! Writes a VCF such as Mutect2 writes, tumour and normal, to standard output:
//! `generate_vcf wgs 5000000 | bgzip > wgs.vcf.gz`. The same arguments always give the same bytes. REF
//! has GRCh38's bases where they are embedded, so coding records are real changes; elsewhere any bases.
//!
//! - `wgs`: spread evenly over the genome
//! - `exome`: one record in eleven in a region of interest, as the embedded genes are of an exome
//! - `panel`: every record a coding change in a driver gene
//!
//! A third argument is a seed: `generate_vcf panel 300 7` has other records than `generate_vcf panel 300 8`.

use std::io::{self, BufWriter, Write};

use theravar::genome::{TranscriptStore, regions};
use theravar::knowledge::genes::Genes;
use theravar::model::assembly::Assembly;
use theravar::model::contig::Contig;
use theravar::model::gene::GeneRole;
use theravar::model::position::Interval;
use theravar::model::regions::Regions;

const ASSEMBLY: Assembly = Assembly::GRCh38;

/// A small generator of numbers that need only look random (xorshift64*).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % limit
    }

    fn bases(&mut self, length: u64) -> String {
        (0..length).map(|_| char::from(b"ACGT"[self.below(4) as usize])).collect()
    }
}

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let kind = arguments.next().unwrap_or_else(|| "wgs".to_owned());
    let records: u64 = arguments.next().map_or(Ok(5_000_000), |n| n.parse())?;
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    writeln!(out, "##fileformat=VCFv4.2\n##source=Mutect2")?;
    writeln!(out, "##normal_sample=NORMAL\n##tumor_sample=TUMOR")?;
    for contig in Contig::all() {
        writeln!(out, "##contig=<ID=chr{contig},length={}>", contig.length(ASSEMBLY))?;
    }
    writeln!(
        out,
        "##FILTER=<ID=PASS,Description=\"Site contains at least one allele that passes filters\">"
    )?;
    writeln!(
        out,
        "##FILTER=<ID=weak_evidence,Description=\"Mutation does not meet likelihood threshold\">"
    )?;
    for (id, number, kind) in [
        ("AS_FilterStatus", "A", "String"),
        ("AS_SB_TABLE", "1", "String"),
        ("DP", "1", "Integer"),
        ("ECNT", "1", "Integer"),
        ("GERMQ", "1", "Integer"),
        ("MBQ", "R", "Integer"),
        ("MFRL", "R", "Integer"),
        ("MMQ", "R", "Integer"),
        ("MPOS", "A", "Integer"),
        ("NALOD", "A", "Float"),
        ("NLOD", "A", "Float"),
        ("POPAF", "A", "Float"),
        ("TLOD", "A", "Float"),
    ] {
        writeln!(out, "##INFO=<ID={id},Number={number},Type={kind},Description=\"{id}\">")?;
    }
    for (id, number, kind) in [
        ("GT", "1", "String"),
        ("AD", "R", "Integer"),
        ("AF", "A", "Float"),
        ("DP", "1", "Integer"),
        ("F1R2", "R", "Integer"),
        ("F2R1", "R", "Integer"),
        ("SB", "4", "Integer"),
    ] {
        writeln!(out, "##FORMAT=<ID={id},Number={number},Type={kind},Description=\"{id}\">")?;
    }
    writeln!(out, "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tNORMAL\tTUMOR")?;

    let seed: u64 = arguments.next().map_or(Ok(0), |n| n.parse())?;
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15 ^ ((seed << 32) | seed));
    match kind.as_str() {
        "wgs" => even(records, &mut numbers, &mut |numbers, contig, pos| {
            write_record(&mut out, numbers, contig, pos)
        })?,
        "exome" => {
            let mut places = Vec::new();
            even(records - records / 11, &mut numbers, &mut |_, contig, pos| {
                places.push((contig, pos));
                Ok(())
            })?;
            places.extend(of_interest(records / 11, &mut numbers, &regions(ASSEMBLY)));
            write_all(places, &mut numbers, &mut out)?;
        }
        "panel" => {
            let drivers = Genes::embedded();
            let store = TranscriptStore::embedded();
            let is_driver =
                |gene: &&str| drivers.get(gene).is_some_and(|gene| gene.role != GeneRole::Unknown);
            let models = store
                .symbols(ASSEMBLY)
                .filter(is_driver)
                .filter_map(|gene| store.gene(gene, ASSEMBLY).first())
                .filter(|model| model.bases.is_some());
            let coding = models.flat_map(|model| model.cds.iter().map(|&cds| (model.contig, cds)));
            let places = of_interest(records, &mut numbers, &Regions::new(coding));
            write_all(places, &mut numbers, &mut out)?;
        }
        _ => anyhow::bail!("unknown kind {kind:?}: wgs, exome or panel"),
    }
    Ok(out.flush()?)
}

/// Calls `each` with places spread evenly over the genome, in order.
fn even(
    records: u64,
    numbers: &mut Numbers,
    each: &mut dyn FnMut(&mut Numbers, Contig, u64) -> io::Result<()>,
) -> io::Result<()> {
    let genome: u64 = Contig::all().map(|contig| u64::from(contig.length(ASSEMBLY))).sum();
    for contig in Contig::all() {
        let length = u64::from(contig.length(ASSEMBLY));
        let here = records * length / genome;
        let step = (length / here.max(1)).max(1);
        for n in 0..here {
            let pos = (n * step + 1 + numbers.below(step)).min(length);
            each(numbers, contig, pos)?;
        }
    }
    Ok(())
}

/// Any places in `regions`.
fn of_interest(records: u64, numbers: &mut Numbers, regions: &Regions) -> Vec<(Contig, u64)> {
    let all: Vec<_> = regions.iter().filter(|(_, region)| region.len() > 12).collect();
    let place = |_| {
        let (contig, region) = all[numbers.below(all.len() as u64) as usize];
        (contig, u64::from(region.start) + 1 + numbers.below(u64::from(region.len()) - 10))
    };
    (0..records).map(place).collect()
}

/// Writes a record at each of `places`.
fn write_all(
    mut places: Vec<(Contig, u64)>,
    numbers: &mut Numbers,
    out: &mut impl Write,
) -> io::Result<()> {
    places.sort_unstable();
    places.dedup();
    places.into_iter().try_for_each(|(contig, pos)| write_record(out, numbers, contig, pos))
}

/// The bases of the assembly at the 1-based `pos` where they are embedded, else any.
fn reference(numbers: &mut Numbers, contig: Contig, pos: u64, length: u64) -> String {
    let any = numbers.bases(length);
    let start = pos as u32 - 1;
    let interval = Interval::new(start, start + length as u32);
    TranscriptStore::embedded()
        .reference_bases(contig, interval, ASSEMBLY)
        .map_or(any, |bases| String::from_utf8_lossy(bases).into_owned())
}

fn write_record(
    out: &mut impl Write,
    numbers: &mut Numbers,
    contig: Contig,
    pos: u64,
) -> io::Result<()> {
    let reference = reference(numbers, contig, pos, 1);
    let (reference, alternate) = match numbers.below(20) {
        0 => {
            let length = 1 + numbers.below(8);
            let deleted = self::reference(numbers, contig, pos + 1, length);
            (format!("{reference}{deleted}"), reference)
        }
        1 => {
            let length = 1 + numbers.below(8);
            let inserted = numbers.bases(length);
            (reference.clone(), format!("{reference}{inserted}"))
        }
        _ => {
            let others: Vec<char> = "ACGT".chars().filter(|&b| !reference.starts_with(b)).collect();
            (reference, others[numbers.below(3) as usize].to_string())
        }
    };
    let (status, filter) = match numbers.below(3) {
        0 => ("SITE", "PASS"),
        _ => ("weak_evidence", "weak_evidence"),
    };
    let [normal, tumor] = [20 + numbers.below(40), 30 + numbers.below(60)];
    let alt = 2 + numbers.below(20);
    let half = tumor / 2;
    let third = alt / 3;
    write!(
        out,
        "chr{contig}\t{pos}\t.\t{reference}\t{alternate}\t.\t{filter}\tAS_FilterStatus={status};\
         AS_SB_TABLE={},{}|{},{};DP={};ECNT={};GERMQ={};MBQ={},{};MFRL={},{};MMQ=60,60;MPOS={};\
         NALOD={}.{:02};NLOD={}.{:02};POPAF=6.00;TLOD={}.{:02}",
        normal / 2 + half,
        normal.div_ceil(2) + half,
        third,
        alt - third,
        normal + tumor + alt,
        1 + numbers.below(3),
        20 + numbers.below(74),
        28 + numbers.below(8),
        28 + numbers.below(8),
        150 + numbers.below(90),
        150 + numbers.below(90),
        numbers.below(60),
        numbers.below(2),
        numbers.below(100),
        numbers.below(12),
        numbers.below(100),
        3 + numbers.below(30),
        numbers.below(100),
    )?;
    write!(
        out,
        "\tGT:AD:AF:DP:F1R2:F2R1:SB\t0/0:{normal},0:0.0{}:{normal}",
        10 + numbers.below(40)
    )?;
    write!(out, ":{},0:{},0:{},{},0,0", normal / 2, normal / 3, normal / 2, normal.div_ceil(2))?;
    let fraction = alt * 1000 / (tumor + alt);
    write!(out, "\t0/1:{tumor},{alt}:0.{fraction:03}:{}", tumor + alt)?;
    writeln!(
        out,
        ":{},{third}:{},{}:{half},{},{third},{}",
        half,
        tumor / 3,
        alt / 2,
        tumor - half,
        alt - third
    )
}
