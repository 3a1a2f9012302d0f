//! Consequences of genes beyond the embedded bases against those of `bcftools csq`, where it is installed.

use std::fmt::Write as _;
use std::process::{Command, Stdio};

use theravar::genome::TranscriptModel;
use theravar::model::transcript::Strand;

use super::genome::coding_positions;
use super::{PIECE, SIXTEEN, annotate, cells, contig, gene, genome_of, given};

const GENES: [&str; 8] = ["HBA1", "HBA2", "HBZ", "HBQ1", "LUC7L", "POLR3K", "NME4", "MRPL28"];

/// Ensembl's GFF3 of a transcript, as far as bcftools reads it.
fn gff(model: &TranscriptModel) -> String {
    let strand = if model.strand == Strand::Forward { '+' } else { '-' };
    let (span, name) = (model.span(), &model.gene);
    let mut out = String::new();
    let mut line = |kind: &str, start: u32, end: u32, phase: &str, attributes: String| {
        let _ = writeln!(
            out,
            "chr16\tx\t{kind}\t{}\t{end}\t.\t{strand}\t{phase}\t{attributes}",
            start + 1
        );
    };
    let gene = format!("ID=gene:{name};Name={name};biotype=protein_coding");
    line("gene", span.start, span.end, ".", gene);
    let parent = format!("Parent=transcript:{name}");
    let transcript = format!("ID=transcript:{name};Parent=gene:{name};biotype=protein_coding");
    line("mRNA", span.start, span.end, ".", transcript);
    for exon in &model.exons {
        line("exon", exon.start, exon.end, ".", parent.clone());
    }
    let mut before = 0;
    let mut blocks = model.cds.clone();
    if model.strand == Strand::Reverse {
        blocks.reverse();
    }
    for block in blocks {
        let phase = (3 - before % 3) % 3;
        line("CDS", block.start, block.end, &phase.to_string(), parent.clone());
        before += block.len();
    }
    out
}

/// Terms of bcftools by those of the Sequence Ontology that go by another name there.
fn sequence_ontology(term: &str) -> String {
    match term {
        "missense" | "synonymous" | "frameshift" | "inframe_deletion" | "inframe_insertion"
        | "splice_donor" | "splice_acceptor" | "intron" => format!("{term}_variant"),
        other => other.to_owned(),
    }
    .replace("inframe_deletion_variant", "inframe_deletion")
    .replace("inframe_insertion_variant", "inframe_insertion")
}

#[test]
fn consequences_agree_with_bcftools() {
    if Command::new("bcftools").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("bcftools is not installed");
        return;
    }
    let genome = genome_of(&GENES);
    let folder = tempfile::tempdir().unwrap();
    let [path, _] = genome.write_piece(folder.path(), contig(SIXTEEN), PIECE, "chr16");
    let base = |at: u32| char::from(genome.base(contig(SIXTEEN), at).unwrap());
    let (mut records, mut annotation) = (Vec::new(), String::new());
    for symbol in GENES {
        let model = gene(symbol);
        annotation += &gff(model);
        let positions = coding_positions(model);
        let whole = |at: u32, length: u32| {
            model.cds.iter().any(|block| block.start + 12 < at && at + length + 12 < block.end)
        };
        // Not the start codon and the last codons, of which the two have different terms.
        for (number, &at) in positions[6..positions.len() - 12].iter().enumerate() {
            if number % 7 == 0 && whole(at, 1) {
                let other = b"ACGT"[number / 7 % 4] as char;
                if other != base(at) {
                    records.push((at, base(at).to_string(), other.to_string()));
                }
            }
            let length = 1 + number as u32 % 3;
            if number % 23 == 0 && whole(at, length) {
                let text: String = (at..=at + length).map(base).collect();
                records.push((at, text, base(at).to_string()));
            }
        }
        for pair in model.exons.windows(2) {
            // The intron's first and last two bases are unknown to the genome: REF N is no base.
            assert!(pair[0].end + 4 < pair[1].start);
        }
    }
    records.sort();
    let mut text = String::new();
    for (at, reference, alternate) in &records {
        let _ = writeln!(text, "chr16\t{}\t.\t{reference}\t{alternate}\t.\tPASS\t.", at + 1);
    }
    let (code, tsv, stderr) = annotate(&text, &given(&path));
    assert_eq!(code, 0, "{stderr}");
    let input = folder.path().join("in.vcf");
    let header = format!(
        "##fileformat=VCFv4.2\n##FILTER=<ID=PASS,Description=\"x\">\n##contig=<ID=chr16,length={PIECE}>\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    );
    std::fs::write(&input, header + &text).unwrap();
    std::fs::write(folder.path().join("x.gff3"), annotation).unwrap();
    let output = Command::new("bcftools")
        .args(["csq", "-l", "-f"])
        .arg(&path)
        .arg("-g")
        .arg(folder.path().join("x.gff3"))
        .arg(&input)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let theirs = String::from_utf8(output.stdout).unwrap();
    let theirs: Vec<&str> = theirs.lines().filter(|line| !line.starts_with('#')).collect();
    let ours = cells(&tsv, &["pos", "gene", "consequence", "protein_change"]);
    assert_eq!((theirs.len(), ours.len()), (records.len(), records.len()));
    let (mut compared, mut differences) = (0, Vec::new());
    for (line, own) in theirs.iter().zip(&ours) {
        let Some(csq) = line.split("BCSQ=").nth(1) else {
            differences.push(format!("{line}: {own:?}"));
            continue;
        };
        let entry: Vec<&str> = csq.split(',').next().unwrap().split('|').collect();
        let terms: Vec<String> = entry[0].split('&').map(sequence_ontology).collect();
        let is_told = terms.iter().all(|term| own[2].contains(term.trim_start_matches('*')));
        // `12A>12V`: substitutions have one letter on either side.
        let change = entry.get(5).and_then(|change| change.split_once('>')).map(|(from, to)| {
            let letter =
                |text: &str| text.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
            format!(
                "{}{}{}",
                letter(from),
                from.trim_end_matches(|c: char| !c.is_ascii_digit()),
                letter(to)
            )
        });
        let is_substitution = line.split('\t').nth(3).unwrap().len() == 1;
        let same = !is_substitution || change.is_none() || change.as_deref() == Some(&own[3]);
        compared += 1;
        if !is_told || !same {
            differences.push(format!("{csq}: {own:?}"));
        }
    }
    println!("{compared} consequences compared with bcftools csq");
    assert!(differences.is_empty(), "{} of {compared}: {differences:#?}", differences.len());
}
