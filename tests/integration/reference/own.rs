//! Transcripts of the user's own: made from an annotation and its genome, and annotated with.

use std::path::Path;
use std::process::{Command, Output};

use super::bcftools::gff;
use super::genome::{Genome, open_frame};
use super::{PIECE, SIXTEEN, annotate, cells, contig, gene, genome_of, given, substitution};

fn build(folder: &Path, fasta: &Path, gff3: &str, more: &[&str]) -> Output {
    let path = folder.join("own.gff3");
    std::fs::write(&path, gff3).unwrap();
    Command::new(env!("CARGO_BIN_EXE_theravar"))
        .args(["transcripts", "build", "--assembly", "GRCh38", "--gff3"])
        .arg(&path)
        .arg("--fasta")
        .arg(fasta)
        .args(more)
        .arg("-o")
        .arg(folder.join("own.tsv"))
        .output()
        .unwrap()
}

#[test]
fn a_table_from_an_annotation_gives_what_the_reference_gives() {
    let symbols = ["HBA1", "LUC7L"];
    let genome = genome_of(&symbols);
    let folder = tempfile::tempdir().unwrap();
    let [path, packed] = genome.write_piece(folder.path(), contig(SIXTEEN), PIECE, "chr16");
    let annotation: String = symbols.iter().map(|symbol| gff(gene(symbol))).collect();
    let made = build(folder.path(), &packed, &annotation, &[]);
    let stderr = String::from_utf8(made.stderr).unwrap();
    assert_eq!((made.status.code(), stderr.as_str()), (Some(0), "theravar: 2 transcripts\n"));
    let mut records = String::new();
    for symbol in symbols {
        for at in (3..300).step_by(17) {
            records += &substitution(&genome, gene(symbol), at);
        }
    }
    let table = folder.path().join("own.tsv");
    let columns = ["pos", "gene", "hgvs_c", "hgvs_p", "consequence"];
    let (code, own, stderr) = annotate(&records, &["--transcripts", table.to_str().unwrap()]);
    assert_eq!(code, 0, "{stderr}");
    let (_, by_reference, _) = annotate(&records, &given(&path));
    assert_eq!(cells(&own, &columns), cells(&by_reference, &columns));
    assert!(cells(&own, &["hgvs_p"]).iter().all(|row| row[0].starts_with("p.")));
    // The provenance names the table with its digest.
    let input = folder.path().join("in.vcf");
    let header = "##fileformat=VCFv4.2\n##contig=<ID=chr16,length=90338345>\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    std::fs::write(&input, format!("{header}{records}")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_theravar"))
        .env_remove("THERAVAR_REFERENCE")
        .args(["annotate", "--transcripts"])
        .args([&table, &input])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> =
        text.lines().filter(|line| line.starts_with("## transcripts: ")).collect();
    assert!(lines.len() == 2 && lines[1].starts_with("## transcripts: sha256:"), "{text}");
}

#[test]
fn genes_are_chosen_and_what_is_missing_is_told() {
    let genome = genome_of(&["HBA1", "HBA2"]);
    let folder = tempfile::tempdir().unwrap();
    let [path, _] = genome.write_piece(folder.path(), contig(SIXTEEN), PIECE, "16");
    let annotation = gff(gene("HBA1")) + &gff(gene("HBA2"));
    let genes = folder.path().join("genes.txt");
    std::fs::write(&genes, "# ours\nHBA2\nHBA1\tNM_9\nABCD9\n").unwrap();
    let made = build(folder.path(), &path, &annotation, &["--genes", genes.to_str().unwrap()]);
    let stderr = String::from_utf8(made.stderr).unwrap();
    assert_eq!(made.status.code(), Some(0), "{stderr}");
    for told in [
        "HBA1: the annotation has no coding transcript NM_9",
        "ABCD9: the annotation",
        "1 transcripts",
    ] {
        assert!(stderr.contains(told), "{stderr}");
    }
    let table = std::fs::read_to_string(folder.path().join("own.tsv")).unwrap();
    let rows: Vec<&str> =
        table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|row| &row[..5]).collect();
    assert_eq!(rows, ["HBA2\t"]);
    // Neither a wrong genome nor a text that is no annotation makes a table.
    let other = tempfile::tempdir().unwrap();
    let mut noise = Genome::default();
    noise.put(contig(SIXTEEN), 0, &open_frame(PIECE, 5));
    let [wrong, _] = noise.write_piece(other.path(), contig(SIXTEEN), PIECE, "16");
    for (fasta, text, what) in [
        (&wrong, annotation.as_str(), "is not GRCh38"),
        (&path, "chr16\tx\n", "own.gff3:1: not a line of GFF3"),
        (&path, "##gff-version 3\n", "no coding transcript"),
    ] {
        let made = build(other.path(), fasta, text, &[]);
        let stderr = String::from_utf8(made.stderr).unwrap();
        assert!(made.status.code() == Some(3) && stderr.contains(what), "{what}: {stderr}");
        assert!(!other.path().join("own.tsv").exists());
    }
}

/// A coding sequence without its stop is taken and told of.
#[test]
fn doubtful_transcripts_are_told() {
    let model = gene("HBA1");
    let mut genome = genome_of(&[]);
    let mut frame = open_frame(model.cds_in_transcript().len(), 7);
    let end = frame.len();
    frame[end - 3..].copy_from_slice(b"GCA");
    genome.put_coding(model, &frame);
    let folder = tempfile::tempdir().unwrap();
    let [path, _] = genome.write_piece(folder.path(), contig(SIXTEEN), PIECE, "16");
    let made = build(folder.path(), &path, &gff(model), &[]);
    let stderr = String::from_utf8(made.stderr).unwrap();
    assert!(stderr.contains("ends with GCA, no stop codon"), "{stderr}");
    let table = folder.path().join("own.tsv");
    let record = substitution(&genome, model, 30);
    let output = Command::new(env!("CARGO_BIN_EXE_theravar"))
        .env_remove("THERAVAR_REFERENCE")
        .args(["annotate", "--all", "--transcripts", table.to_str().unwrap()])
        .arg({
            let input = folder.path().join("in.vcf");
            let header = "##fileformat=VCFv4.2\n##contig=<ID=16,length=90338345>\n\
                #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
            std::fs::write(&input, format!("{header}{record}")).unwrap();
            input
        })
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("own.tsv:") && stderr.contains("no stop codon"), "{stderr}");
}

/// A gene beyond the embedded ones that the user's own statements name is looked at, with the residue that the
/// reference gives it, and without one where there is none.
#[test]
fn own_knowledge_of_any_gene_is_met() {
    let genome = genome_of(&["HBA1"]);
    let folder = tempfile::tempdir().unwrap();
    let [path, _] = genome.write_piece(folder.path(), contig(SIXTEEN), PIECE, "16");
    let record = substitution(&genome, gene("HBA1"), 31);
    let (_, tsv, _) = annotate(&record, &given(&path));
    let change = cells(&tsv, &["protein_change"])[0][0].clone();
    let knowledge = folder.path().join("own.tsv");
    let header = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\tdirection\tsignificance\t\
        source_level\tcitation\trating\tflagged\torigin";
    let row = format!(
        "HBA1\tHBA1 {change}\tlab-1\tuser\tPancreatic Cancer\tDOID:1793\tTrial Drug\t\tSupports\t\
         Sensitivity/Response\tB\tPMID:1\t4\tfalse\tSomatic"
    );
    std::fs::write(&knowledge, format!("{header}\n{row}\n")).unwrap();
    let input = folder.path().join("in.vcf");
    let vcf = "##fileformat=VCFv4.2\n##contig=<ID=chr16,length=90338345>\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    std::fs::write(&input, format!("{vcf}{record}")).unwrap();
    for (reference, found) in [(Some(&path), true), (None, false)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_theravar"));
        command.env_remove("THERAVAR_REFERENCE").arg("annotate").arg(&input);
        command.args(["--no-provenance", "--knowledge"]).arg(&knowledge);
        if let Some(reference) = reference {
            command.arg("--reference").arg(reference);
        }
        let output = command.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(
            text.contains("lab-1"),
            found,
            "{text}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
