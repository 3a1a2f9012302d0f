//! Other knowledge bases as they are downloaded: their tables are the same bytes each time, and
//! `annotate --knowledge` finds the variants that the source itself places on the genome.
//!
//! The samples are not committed; without them the tests say that they were skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use theravar::consequence::edit_for;
use theravar::genome::{TranscriptModel, TranscriptStore};
use theravar::knowledge::genes::Genes;
use theravar::model::allele::SequenceEdit;
use theravar::model::assembly::Assembly;
use theravar::model::contig::Contig;
use theravar::model::gene::GeneRole;
use theravar::model::position::{Interval, ResidueNumber};
use theravar::model::protein_change::ProteinChange;

use crate::shared::shared;

/// One base change: contig, position, REF, ALT.
type Allele = (String, u32, String, String);

/// Where statements on therapies, and other facts, name their source.
const EVIDENCE: (&str, &str) = ("evidence", "evidence_id");
const VARIANT: (&str, &str) = ("variant", "evidence");

fn sample(name: &str) -> Option<PathBuf> {
    shared(&format!("kb/import-samples/{name}"))
}

fn theravar(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_theravar")).args(arguments).output().unwrap();
    let stderr = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{arguments:?}: {stderr}");
    String::from_utf8(run.stdout).unwrap()
}

/// Imports twice, annotates the alleles, and gives the ids that each allele found in `column`.
fn found(
    source: &str,
    file: &Path,
    (layout, column): (&str, &str),
    assembly: Assembly,
    alleles: &BTreeSet<Allele>,
) -> BTreeMap<Allele, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (table, again, vcf) = (path("table.tsv"), path("again.tsv"), path("alleles.vcf"));
    let file = file.to_str().unwrap();
    theravar(&["knowledge", "import", source, file, "-o", &table]);
    theravar(&["knowledge", "import", source, file, "-o", &again]);
    assert_eq!(std::fs::read(&table).unwrap(), std::fs::read(&again).unwrap());
    let mut text =
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n".to_owned();
    for (contig, position, reference, alternate) in alleles {
        // Changes of several bases are no other record's whole: they are in other reads.
        let is_compound = reference.len() > 1 && alternate.len() > 1;
        let fraction = if is_compound { 0.9 } else { 0.05 };
        text += &format!(
            "{contig}\t{position}\t.\t{reference}\t{alternate}\t.\tPASS\tTVAF={fraction}\n"
        );
    }
    std::fs::write(&vcf, text).unwrap();
    let assembly = assembly.to_string();
    let knowledge = ["--layout", layout, "--knowledge", &table];
    let out = theravar(&[&["annotate", &vcf, "-a", &assembly], &knowledge[..]].concat());
    let mut lines = out.lines().filter(|line| !line.starts_with("##"));
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let place = |name: &str| header.iter().position(|cell| *cell == name).unwrap();
    let columns = ["chrom", "pos", "ref", "alt", column].map(place);
    let mut found: BTreeMap<Allele, Vec<String>> = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let [contig, position, reference, alternate, ids] = columns.map(|at| cells[at].to_owned());
        let allele = (contig, position.parse().unwrap(), reference, alternate);
        found.entry(allele).or_default().extend(ids.split(';').map(str::to_owned));
    }
    found
}

fn is_snv(reference: &str, alternate: &str) -> bool {
    let is_base = |text: &str| matches!(text, "A" | "C" | "G" | "T");
    is_base(reference) && is_base(alternate)
}

/// The alleles that found no statement of the source although the gene's bases are embedded; a
/// gene without them has no protein change to compare.
fn missed(
    alleles: &BTreeSet<Allele>,
    found: &BTreeMap<Allele, Vec<String>>,
    prefix: &str,
) -> Vec<Allele> {
    let is_own = |allele: &&Allele| {
        found.get(*allele).is_some_and(|ids| ids.iter().any(|id| id.starts_with(prefix)))
    };
    let has_bases = |allele: &Allele| {
        let contig = Contig::from_name(allele.0.as_bytes()).unwrap();
        let interval = Interval::new(allele.1 - 1, allele.1);
        TranscriptStore::embedded().reference_bases(contig, interval, Assembly::GRCh37).is_some()
    };
    let lost: Vec<&Allele> = alleles.iter().filter(|allele| !is_own(allele)).collect();
    let without_bases = lost.iter().filter(|allele| !has_bases(allele)).count();
    println!(
        "{prefix} {} of {} alleles found, {without_bases} where no bases are embedded",
        alleles.len() - lost.len(),
        alleles.len()
    );
    assert!(without_bases * 10 < alleles.len());
    lost.into_iter().filter(|allele| has_bases(allele)).cloned().collect()
}

#[test]
fn cancer_genome_interpreter() {
    let Some(file) = sample("cgi_biomarkers_per_variant.tsv") else { return };
    let text = std::fs::read_to_string(&file).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let place = header.iter().position(|cell| *cell == "gDNA").unwrap();
    // chr9:g.133748283C>T
    let alleles: BTreeSet<Allele> = lines
        .filter_map(|line| {
            let (contig, change) = line.split('\t').nth(place)?.split_once(":g.")?;
            let (before, alternate) = change.split_once('>')?;
            let (position, reference) = before.split_at(before.len().checked_sub(1)?);
            let contig = contig.trim_start_matches("chr").to_owned();
            is_snv(reference, alternate).then_some(())?;
            Some((contig, position.parse().ok()?, reference.to_owned(), alternate.to_owned()))
        })
        .collect();
    assert!(alleles.len() > 200, "{}", alleles.len());
    let found = found("cgi", &file, EVIDENCE, Assembly::GRCh37, &alleles);
    let missed = missed(&alleles, &found, "CGI:");
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn molecular_oncology_almanac() {
    let Some(file) = sample("molecular-oncology-almanac.json") else { return };
    let text = std::fs::read_to_string(&file).unwrap();
    let assertions: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let alleles: BTreeSet<Allele> = assertions
        .iter()
        .filter_map(|assertion| {
            let text = |name: &str| assertion.get(name).and_then(|value| value.as_str());
            let states = |name: &str| assertion.get(name).is_some_and(|v| v.as_i64() == Some(1));
            let on_therapy = states("therapy_sensitivity") || states("therapy_resistance");
            let withdrawn = assertion["_deprecated"] == serde_json::Value::Bool(true);
            (on_therapy && !withdrawn).then_some(())?;
            let (reference, alternate) = (text("reference_allele")?, text("alternate_allele")?);
            is_snv(reference, alternate).then_some(())?;
            let position = assertion.get("start_position")?;
            let position = position.as_f64().or_else(|| position.as_str()?.parse().ok())?;
            let contig = assertion.get("chromosome")?;
            let contig = contig.as_str().map_or_else(|| contig.to_string(), str::to_owned);
            Some((contig, position as u32, reference.to_owned(), alternate.to_owned()))
        })
        .collect();
    assert!(alleles.len() > 100, "{}", alleles.len());
    let found = found("moalmanac", &file, EVIDENCE, Assembly::GRCh37, &alleles);
    let missed = missed(&alleles, &found, "MOA:");
    // IDH2 R172S is placed as C>T, which is R172K; its c. name says C>A.
    let contradictory = ("15".to_owned(), 90_631_837, "C".to_owned(), "T".to_owned());
    assert_eq!(missed, [contradictory]);
}

/// The alleles of an edit as VCF writes them, with an anchor base where one is needed.
fn anchored(edit: &SequenceEdit, assembly: Assembly) -> Option<Allele> {
    let text = |bases: &[u8]| String::from_utf8(bases.to_vec()).unwrap();
    let (mut start, mut reference, mut alternate) =
        (edit.start, text(&edit.deleted), text(&edit.inserted));
    if reference.is_empty() || alternate.is_empty() {
        let site = Interval::new(start - 1, start);
        let anchor = TranscriptStore::embedded().reference_bases(edit.contig, site, assembly)?;
        let anchor = text(anchor);
        (start, reference, alternate) =
            (start - 1, format!("{anchor}{reference}"), anchor + &alternate);
    }
    Some((edit.contig.to_string(), start + 1, reference, alternate))
}

/// A change of the first intron base beside an exon that begins or ends in the codon.
fn splice_edit(model: &TranscriptModel, residue: u32) -> Option<SequenceEdit> {
    let is_there = |edge: u32| model.residue_at(edge) == Some(ResidueNumber(residue));
    let introns = model
        .exons
        .windows(2)
        .flat_map(|pair| [(pair[0].end - 1, pair[0].end), (pair[1].start, pair[1].start - 1)]);
    let (_, position) = introns.into_iter().find(|(edge, _)| is_there(*edge))?;
    let reference = model.known_bases(Interval::new(position, position + 1))?;
    let other = if reference == b"A" { "C" } else { "A" };
    SequenceEdit::trimmed(model.contig, position, reference, other.as_bytes())
}

/// Every change that a hotspot counts is found at bases that make it, or there is a reason.
#[test]
fn cancer_hotspots() {
    let Some(file) = sample("v3_multi_type_residue.txt") else { return };
    let text = std::fs::read_to_string(&file).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let columns = ["Hugo_Symbol", "Residue", "Variant_Amino_Acid"]
        .map(|name| header.iter().position(|cell| *cell == name).unwrap());
    let store = TranscriptStore::embedded();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wanted: BTreeMap<String, (Allele, GeneRole, u32, bool)> = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let [gene, residue, alternates] = columns.map(|at| cells[at]);
        let gene = Genes::embedded().get(gene).map_or(gene, |gene| gene.symbol);
        let role = Genes::embedded().get(gene).map(|gene| gene.role).unwrap_or_default();
        for part in alternates.split('|') {
            let (alternate, samples) = part.rsplit_once(':').unwrap();
            let name = match (residue.as_bytes()[0], alternate) {
                (b'X', _) => format!("{residue}_splice"),
                (b'0'..=b'9', change) => change.to_owned(),
                (_, alternate) => format!("{residue}{alternate}"),
            };
            let change = ProteinChange::parse(&name).unwrap();
            let models = store.gene(gene, Assembly::GRCh38);
            let bases = models.iter().filter(|model| model.protein_sequence().is_some());
            let edit = bases.clone().find_map(|model| match change {
                ProteinChange::Splice { at } => splice_edit(model, at),
                // One of two exons would take out the intron between them.
                _ => edit_for(model, &change).filter(|edit| {
                    let interval = edit.interval();
                    let mut exons = model.exons.iter();
                    exons.any(|exon| exon.start <= interval.start && interval.end <= exon.end)
                }),
            });
            let allele = edit.and_then(|edit| anchored(&edit, Assembly::GRCh38));
            let reason = match (&change, allele) {
                (ProteinChange::Synonymous { .. }, _) => "a silent change",
                _ if models.is_empty() => "no embedded transcript",
                _ if bases.count() == 0 => "no embedded bases",
                (_, None) => "another residue in the embedded protein, or no edit makes it",
                (_, Some(allele)) => {
                    let id = format!("cancerhotspots:{gene} {name}");
                    let samples = samples.parse().unwrap();
                    wanted.insert(id, (allele, role, samples, name.ends_with('*')));
                    continue;
                }
            };
            *reasons.entry(reason).or_default() += 1;
        }
    }
    let alleles: BTreeSet<Allele> = wanted.values().map(|(allele, ..)| allele.clone()).collect();
    let found = found("hotspots", &file, VARIANT, Assembly::GRCh38, &alleles);
    let mut lost = Vec::new();
    let mut count = 0;
    for (id, (allele, role, samples, is_stop)) in wanted {
        if found.get(&allele).is_some_and(|ids| ids.contains(&id)) {
            count += 1;
            continue;
        }
        let is_driver = samples >= 10 || (role.is_suppressor() || role.is_oncogene() && !is_stop);
        if is_driver {
            lost.push(id);
        } else {
            *reasons
                .entry("no driver: gene of unknown role, or a stop in an oncogene")
                .or_default() += 1;
        }
    }
    println!("cancerhotspots: {count} changes found; {reasons:?}");
    assert!(lost.is_empty(), "{lost:#?}");
    assert!(count > 3_000, "{count}");
}

/// Every allele of DoCM is found where it stands, or there is a reason.
#[test]
fn database_of_curated_mutations() {
    let Some(file) = sample("docm_variants.tsv.gz") else { return };
    let text = crate::support::read_text(&file);
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let columns = ["hgvs", "chromosome", "start", "read", "variant", "gene", "mutation_type"]
        .map(|name| header.iter().position(|cell| *cell == name).unwrap());
    let store = TranscriptStore::embedded();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wanted: BTreeMap<String, (Allele, GeneRole)> = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let [hgvs, chrom, start, reference, alternate, gene, kind] = columns.map(|at| cells[at]);
        let gene = Genes::embedded().get(gene).map_or(gene, |gene| gene.symbol);
        let role = Genes::embedded().get(gene).map(|gene| gene.role).unwrap_or_default();
        let contig = Contig::from_name(chrom.as_bytes()).unwrap();
        let bases = |text: &str| if text == "-" { "" } else { text }.as_bytes().to_vec();
        let (deleted, inserted) = (bases(reference), bases(alternate));
        // An insertion names the base before it.
        let start: u32 = start.parse().unwrap();
        let start = if deleted.is_empty() { start } else { start - 1 };
        let allele = anchored(&SequenceEdit { contig, start, deleted, inserted }, Assembly::GRCh37);
        let reason = match allele {
            _ if kind == "synonymous" => "silent",
            _ if store.gene(gene, Assembly::GRCh37).is_empty() => "no embedded transcript",
            None => "no anchor base is known",
            Some(allele) => {
                wanted.insert(format!("DoCM:{hgvs}"), (allele, role));
                continue;
            }
        };
        *reasons.entry(reason).or_default() += 1;
    }
    let alleles: BTreeSet<Allele> = wanted.values().map(|(allele, _)| allele.clone()).collect();
    let found = found("docm", &file, VARIANT, Assembly::GRCh37, &alleles);
    let mut lost = Vec::new();
    let mut count = 0;
    for (id, (allele, role)) in wanted {
        if found.get(&allele).is_some_and(|ids| ids.contains(&id)) {
            count += 1;
        } else if role == GeneRole::Unknown {
            *reasons.entry("a gene of unknown role, and no other knowledge of it").or_default() +=
                1;
        } else {
            lost.push(id);
        }
    }
    println!("DoCM: {count} alleles found; {reasons:?}");
    // Another record of the file spells the same deletion; REF is not the reference; in the 5' UTR of
    // the embedded transcript; an insertion filed as P968L.
    let contradictory = [
        "DoCM:ENST00000288135:c.1678delGTT",
        "DoCM:ENST00000350721:c.2320delT",
        "DoCM:ENST00000377340:c.383C>T",
        "DoCM:ENST00000471181:c.2902insCT",
    ];
    assert_eq!(lost, contradictory);
    assert!(count > 1_200, "{count}");
}
