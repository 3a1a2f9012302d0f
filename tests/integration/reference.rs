//! Bases of a reference genome for genes that have none compiled in.

mod bcftools;
mod genome;
mod own;
mod vep;

use std::path::{Path, PathBuf};
use std::process::Command;

use theravar::genome::{TranscriptModel, TranscriptStore};
use theravar::model::assembly::Assembly;
use theravar::model::contig::Contig;

use self::genome::{Genome, coding_positions, open_frame};

/// Bases of chromosome 16 that hold HBA1, HBA2 and LUC7L, without bases, and AXIN1, with them.
const PIECE: u32 = 420_000;
const SIXTEEN: &[u8] = b"16";

fn contig(name: &[u8]) -> Contig {
    Contig::from_name(name).unwrap()
}

fn gene(symbol: &str) -> &'static TranscriptModel {
    TranscriptStore::embedded().coding_gene(symbol, Assembly::GRCh38).unwrap()
}

/// A genome in which the genes named have open reading frames, and AXIN1 its own bases.
fn genome_of(symbols: &[&str]) -> Genome {
    let mut genome = Genome::default();
    genome.put_gene(&TranscriptStore::embedded().gene("AXIN1", Assembly::GRCh38)[0]);
    for (seed, symbol) in (7..).zip(symbols) {
        let model = gene(symbol);
        genome.put_coding(model, &open_frame(model.cds_in_transcript().len(), seed));
    }
    genome
}

/// Runs `annotate --all` without the reference that the environment may name.
fn annotate(records: &str, args: &[&str]) -> (i32, String, String) {
    let header = "##fileformat=VCFv4.2\n##contig=<ID=chr16,length=90338345>\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in.vcf");
    std::fs::write(&input, format!("{header}{records}")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_theravar"))
        .env_remove("THERAVAR_REFERENCE")
        .args(["annotate", "--all", "--no-provenance", "-q"])
        .args(args)
        .arg(&input)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The cells of these columns in each row.
fn cells(tsv: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let mut lines = tsv.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let at: Vec<usize> =
        columns.iter().map(|name| header.iter().position(|h| h == name).unwrap()).collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        at.iter().map(|&index| cells[index].to_owned()).collect()
    };
    lines.map(row).collect()
}

/// A record that replaces one coding base of a gene, 0-based in the coding sequence, by another.
fn substitution(genome: &Genome, model: &TranscriptModel, at: usize) -> String {
    let position = coding_positions(model)[at];
    let base = genome.base(model.contig, position).unwrap();
    let other = b"ACGT".iter().find(|other| **other != base).unwrap();
    format!("chr16\t{}\t.\t{}\t{}\t.\tPASS\t.\n", position + 1, base as char, *other as char)
}

fn given(path: &Path) -> Vec<&str> {
    vec!["--reference", path.to_str().unwrap()]
}

#[test]
fn a_gene_without_bases_tells_where_and_what_its_length_says() {
    // HBA1: coding bases 176716-176811, 176928-177133, 177282-177411 of GRCh38 (0-based).
    let records = "chr16\t176720\t.\tG\tA\t.\tPASS\t.\n\
        chr16\t176730\t.\tGA\tG\t.\tPASS\t.\n\
        chr16\t176730\t.\tGACC\tG\t.\tPASS\t.\n\
        chr16\t176730\t.\tG\tGACC\t.\tPASS\t.\n\
        chr16\t176813\t.\tT\tA\t.\tPASS\t.\n\
        chr16\t176928\t.\tG\tA\t.\tPASS\t.\n\
        chr16\t176860\t.\tG\tA\t.\tPASS\t.\n\
        chr16\t176660\t.\tG\tA\t.\tPASS\t.\n";
    let (code, tsv, _) = annotate(records, &[]);
    assert_eq!(code, 0);
    let columns = ["gene", "transcript", "consequence", "exon", "hgvs_p", "protein_change"];
    let found: Vec<String> = cells(&tsv, &columns).iter().map(|row| row.join(" ")).collect();
    assert_eq!(
        found,
        [
            "HBA1 NM_000558 coding_sequence_variant 1 of 3  ",
            "HBA1 NM_000558 frameshift_variant 1 of 3  ",
            "HBA1 NM_000558 inframe_deletion 1 of 3  ",
            "HBA1 NM_000558 inframe_insertion 1 of 3  ",
            "HBA1 NM_000558 splice_donor_variant  p.? X32_splice",
            "HBA1 NM_000558 splice_acceptor_variant  p.? X32_splice",
            "HBA1 NM_000558 intron_variant   ",
            "HBA1 NM_000558 5_prime_UTR_variant 1 of 3  ",
        ]
    );
}

#[test]
fn a_reference_gives_the_protein_whatever_its_names_and_compression() {
    let genome = genome_of(&["HBA1", "LUC7L"]);
    let mut records = String::new();
    for symbol in ["HBA1", "LUC7L"] {
        let model = gene(symbol);
        for at in (3..300).step_by(29) {
            records += &substitution(&genome, model, at);
        }
    }
    let mut outputs = Vec::new();
    for name in ["chr16", "16", "NC_000016.10", "CM000678.2"] {
        let folder = tempfile::tempdir().unwrap();
        for path in genome.write_piece(folder.path(), contig(SIXTEEN), PIECE, name) {
            let (code, tsv, stderr) = annotate(&records, &given(&path));
            assert_eq!(code, 0, "{stderr}");
            outputs.push(tsv);
        }
    }
    assert!(outputs.windows(2).all(|pair| pair[0] == pair[1]));
    let rows = cells(&outputs[0], &["gene", "hgvs_c", "hgvs_p", "consequence"]);
    assert_eq!(rows.len(), 22);
    for row in &rows {
        assert!(row[1].starts_with("c.") && row[2].starts_with("p."), "{row:?}");
        assert!(
            ["missense_variant", "synonymous_variant", "stop_gained"]
                .iter()
                .any(|t| row[3].contains(t))
        );
    }
}

#[test]
fn the_burden_counts_what_the_reference_tells() {
    let genome = genome_of(&["HBA1", "LUC7L"]);
    let changed = |symbol: &str| {
        let model = gene(symbol);
        (3..300).step_by(29).map(|at| substitution(&genome, model, at)).collect::<String>()
    };
    let records = ["HBA1", "LUC7L"].map(changed).concat();
    let folder = tempfile::tempdir().unwrap();
    let [piece, _] = genome.write_piece(folder.path(), contig(SIXTEEN), PIECE, "chr16");
    let burden = |reference: &[&str]| -> serde_json::Value {
        let args = [reference, &["-f", "json", "--tmb-preset", "exome-nonsyn"]].concat();
        let (code, json, stderr) = annotate(&records, &args);
        assert_eq!(code, 0, "{stderr}");
        serde_json::from_str::<serde_json::Value>(&json).unwrap()["tmb"].clone()
    };
    let (_, tsv, _) = annotate(&records, &given(&piece));
    let consequences = cells(&tsv, &["consequence"]).concat();
    let synonymous = consequences.iter().filter(|terms| *terms == "synonymous_variant").count();
    assert!(synonymous > 0 && synonymous < consequences.len());
    // Without bases nobody knows which of them change a residue: none counts, and each is told.
    let without = burden(&[]);
    assert_eq!(without["counted"], 0, "{without}");
    assert_eq!(without["not_counted"]["class_unknown"], consequences.len(), "{without}");
    let with = burden(&given(&piece));
    assert_eq!(with["counted"], consequences.len() - synonymous, "{with}");
    assert_eq!(with["not_counted"]["synonymous"], synonymous, "{with}");
    assert_eq!(with["footprint_mb"], without["footprint_mb"]);
}

#[test]
fn embedded_genes_stay_as_they_are() {
    // AXIN1's bases are compiled in: unlike ones of the reference are not looked at where the rest agrees.
    let store = TranscriptStore::embedded();
    let axin1 = &store.gene("AXIN1", Assembly::GRCh38)[0];
    let own = genome_of(&["HBA1"]);
    let mut other = Genome::default();
    let changed: Vec<u32> = coding_positions(axin1).into_iter().step_by(40).collect();
    for at in coding_positions(axin1) {
        let base = own.base(axin1.contig, at).unwrap();
        let base = if changed.contains(&at) { genome::complement(base) } else { base };
        other.put(axin1.contig, at, &[base]);
    }
    let records: String = (3..2_000).step_by(31).map(|at| substitution(&own, axin1, at)).collect();
    let without = annotate(&records, &[]);
    for genome in [own, other] {
        let folder = tempfile::tempdir().unwrap();
        let [path, _] = genome.write_piece(folder.path(), contig(SIXTEEN), PIECE, "chr16");
        assert_eq!(annotate(&records, &given(&path)), without);
    }
}

#[test]
fn what_is_no_reference_of_the_assembly_is_refused_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |path: &Path, what: &str| {
        let (code, stdout, stderr) = annotate("chr16\t176720\t.\tG\tA\t.\tPASS\t.\n", &given(path));
        assert_eq!((code, stdout.as_str()), (3, ""), "{stderr}");
        assert_eq!(stderr.trim_end().lines().count(), 1, "{stderr}");
        assert!(stderr.contains(what), "{what}: {stderr}");
    };
    // The other assembly.
    let mut old = Genome::default();
    old.put_embedded(Assembly::GRCh37);
    let path = old.write_whole(folder.path(), Assembly::GRCh37, |contig| contig.to_string());
    refused(&path, "is GRCh37, and the input is GRCh38");
    // Bases of nothing known; nothing but N; no chromosome.
    let mut noise = Genome::default();
    noise.put(contig(SIXTEEN), 0, &open_frame(PIECE, 3));
    let write = |genome: &Genome, name: &str| {
        let folder = tempfile::tempdir().unwrap();
        let [path, packed] = genome.write_piece(folder.path(), contig(SIXTEEN), PIECE, name);
        (folder, path, packed)
    };
    let (_kept, path, _) = write(&noise, "chr16");
    refused(&path, "is not GRCh38");
    let (_kept, path, _) = write(&Genome::default(), "chr16");
    refused(&path, "holds none of the coding bases");
    let (_kept, path, _) = write(&genome_of(&[]), "scaffold_16");
    refused(&path, "no contig with the name of a human chromosome");
    // Without indexes, or with one that lies.
    let (_kept, path, packed) = write(&genome_of(&[]), "chr16");
    let beside = |path: &Path, end: &str| PathBuf::from(format!("{}.{end}", path.display()));
    std::fs::remove_file(beside(&packed, "gzi")).unwrap();
    refused(&packed, "bgzip -r");
    std::fs::write(beside(&path, "fai"), "chr16\t90000000\t7\t60\t61\n").unwrap();
    let (code, _, stderr) = annotate("", &given(&path));
    assert!(code == 0 || stderr.contains("samtools faidx"), "{stderr}");
    std::fs::write(beside(&path, "fai"), "chr16\tmany\n").unwrap();
    refused(&path, "samtools faidx");
    std::fs::remove_file(beside(&path, "fai")).unwrap();
    refused(&path, "samtools faidx");
    // Gzip without blocks.
    let gzip = folder.path().join("plain.fa.gz");
    std::fs::write(&gzip, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1, 2, 3, 4]).unwrap();
    refused(&gzip, "bgzip");
    let (code, _, stderr) = annotate("", &["--reference", "/nowhere/x.fa"]);
    assert_eq!(code, 1, "{stderr}");
}

#[test]
fn nothing_is_claimed_where_the_reference_does_not_tell() {
    let model = gene("HBA1");
    let length = model.cds_in_transcript().len();
    let frame = open_frame(length, 7);
    let records = {
        let genome = genome_of(&["HBA1"]);
        substitution(&genome, model, 31) + &substitution(&genome, model, 61)
    };
    let protein = |coding: &[u8]| -> Vec<String> {
        let mut genome = genome_of(&[]);
        genome.put_coding(model, coding);
        let folder = tempfile::tempdir().unwrap();
        let [path, _] = genome.write_piece(folder.path(), contig(SIXTEEN), PIECE, "chr16");
        let (code, tsv, stderr) = annotate(&records, &given(&path));
        assert_eq!(code, 0, "{stderr}");
        cells(&tsv, &["hgvs_p", "protein_change"]).iter().map(|row| row.join("")).collect()
    };
    assert!(protein(&frame).iter().all(|change| change.starts_with("p.")));
    // N in one of the codons.
    let mut masked = frame.clone();
    masked[30] = b'N';
    let found = protein(&masked);
    assert!(found[0].is_empty() && found[1].starts_with("p."), "{found:?}");
    // No start, no stop at the end, a stop within: the bases are not those of the transcript.
    for (at, codon) in [(0, b"CCC"), (length as usize - 3, b"CCC"), (90, b"TAG")] {
        let mut broken = frame.clone();
        broken[at..at + 3].copy_from_slice(codon);
        assert_eq!(protein(&broken), ["", ""], "{at}");
    }
}

#[test]
fn the_environment_names_a_default_and_the_provenance_the_file() {
    let genome = genome_of(&["HBA1"]);
    let folder = tempfile::tempdir().unwrap();
    let [path, _] = genome.write_piece(folder.path(), contig(SIXTEEN), PIECE, "chr16");
    let record = substitution(&genome, gene("HBA1"), 40);
    let input = folder.path().join("in.vcf");
    let header = "##fileformat=VCFv4.2\n##contig=<ID=chr16,length=90338345>\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    std::fs::write(&input, format!("{header}{record}")).unwrap();
    for (format, named) in [
        ("tsv", "## reference: piece.fa\n"),
        ("json", "\"reference\":\"piece.fa\""),
        ("vcf", "##theravarFile=<Kind=\"reference\",Path=\"piece.fa\">"),
    ] {
        let all: &[&str] = if format == "vcf" { &[] } else { &["--all"] };
        let output = Command::new(env!("CARGO_BIN_EXE_theravar"))
            .env("THERAVAR_REFERENCE", &path)
            .args(["annotate", "-f", format])
            .args(all)
            .arg(&input)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(named), "{format}: {text}");
        assert!(format == "vcf" || text.contains("p."), "{text}");
    }
}
