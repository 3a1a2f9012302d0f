//! Tables that a user supplies, in the forms that laboratories save them.

use std::io::Write;

use super::support::{Run, rows, theravar};

const CALLS: &str = "sample\tgene\tcall\nT\tERBB2\tAmplification\nU\tMET\tAmplification\n";

/// A VCF without records and the samples named.
fn vcf(samples: &str) -> Vec<u8> {
    let columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
    format!("##fileformat=VCFv4.2\n##reference=GRCh38\n{columns}{samples}\n").into_bytes()
}

/// Annotates sample T, or a file without samples, with a table of this content.
fn with(option: &str, table: &[u8], samples: &str, more: &[&str]) -> Run {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(table).unwrap();
    let path = file.path().to_str().unwrap();
    let args = [&["annotate", "-", "-a", "GRCh38", "-t", "BRCA", option, path], more].concat();
    theravar(&args, &vcf(samples))
}

const T: &str = "\tFORMAT\tT";

fn genes(run: &Run) -> Vec<String> {
    assert_eq!(run.code, 0, "{}", run.stderr);
    rows(&run.stdout).iter().map(|row| row["gene"].clone()).collect()
}

#[test]
fn a_table_is_read_in_every_form() {
    let quoted = CALLS.replace("ERBB2", "\"ERBB2\"").replace("sample", "\"sample\"");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), Default::default());
    packed.write_all(quoted.as_bytes()).unwrap();
    for table in [
        CALLS.as_bytes().to_vec(),
        quoted.clone().into_bytes(),
        format!("\u{feff}{CALLS}").into_bytes(),
        quoted.replace('\n', "\r\n").into_bytes(),
        format!("# from the copy-number caller\n#\n{CALLS}\n").into_bytes(),
        format!("#{CALLS}").into_bytes(),
        CALLS.replace('\t', ",").into_bytes(),
        quoted.replace('\t', ";").into_bytes(),
        packed.finish().unwrap(),
    ] {
        let run = with("--cna", &table, T, &[]);
        assert_eq!(genes(&run), ["ERBB2"], "{:?}", String::from_utf8_lossy(&table));
        assert!(!run.stderr.contains("warning"), "{}", run.stderr);
    }
    let fusions = "\u{feff}\"sample\"\t\"geneA\"\t\"geneB\"\r\n\"T\"\t\"EML4\"\t\"ALK\"\r\n";
    assert_eq!(genes(&with("--fusions", fusions.as_bytes(), T, &[])), ["EML4::ALK"]);
}

/// Copies as callers write them: of genes, and of segments over ERBB2 on GRCh38.
#[test]
fn numbers_of_copies_are_read_by_their_own_headers() {
    for (table, want) in [
        // CNVkit.
        (
            "chromosome\tstart\tend\tgene\tlog2\tcn\nchr17\t1\t9\tERBB2,GRB7\t2.1\t9\n\
             chr17\t9\t20\tAntitarget\t2.1\t9\nchr7\t1\t9\tMET\t0.1\t2\n",
            &["ERBB2"][..],
        ),
        // PURPLE: genes, segments.
        ("gene\tminCopyNumber\tmaxCopyNumber\nERBB2\t12.5\t14\nMET\t3.1\t3.1\n", &["ERBB2"]),
        ("chromosome\tstart\tend\tcopyNumber\n17\t39680000\t39740000\t9.2\n", &["ERBB2"]),
        // ASCAT, SEG: of the run's sample alone.
        (
            "sample\tchr\tstartpos\tendpos\tnMajor\tnMinor\nT\t17\t39680000\t39740000\t8\t1\n\
             U\t7\t116600000\t116900000\t9\t1\n",
            &["ERBB2"],
        ),
        (
            "ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean\nT\t17\t39680000\t39740000\t9\t2\n",
            &["ERBB2"],
        ),
        // Sequenza.
        (
            "chromosome\tstart.pos\tend.pos\tdepth.ratio\tCNt\tA\tB\n\
             chr17\t39680000\t39740000\t4.1\t9\t8\t1\n",
            &["ERBB2"],
        ),
        // ClinCNV, somatic and germline; CnvHunter.
        (
            "##QC 0\n#chr\tstart\tend\ttumor_CN_change\ttumor_clonality\tCN_change\t\
             loglikelihood\tnumber_of_regions\tstate\tgenes\n\
             chr17\t39680000\t39740000\t9\t0.4\t4.8\t300\t12\tCNV\t0\n\
             chr7\t116600000\t116900000\t5\t0.9\t9\t300\t12\tCNV\tMET\n",
            &["ERBB2"],
        ),
        (
            "#chr\tstart\tend\tCN_change\tloglikelihood\tno_of_regions\tgenes\n\
             chr17\t39680000\t39740000\t9\t300\t12\tERBB2,GRB7\n",
            &["ERBB2"],
        ),
        (
            "##T cnvs: 2\n#chr\tstart\tend\tsample\tregion_count\tregion_copy_numbers\tgenes\n\
             chr17\t39680000\t39740000\tT\t3\t9,8,2\tERBB2\n\
             chr7\t116600000\t116900000\tT\t3\t3,3,9\tMET\n\
             chr7\t116600000\t116900000\tU\t1\t9\tMET\n",
            &["ERBB2"],
        ),
        ("Hugo_Symbol\tSample_Id\tValue\nERBB2\tT\t2\nMET\tU\t2\n", &["ERBB2"]),
        // The usual two copies.
        ("chromosome\tstart\tend\tcopyNumber\n17\t39680000\t39740000\t2.2\n", &[]),
    ] {
        let found = genes(&with("--cna", table.as_bytes(), T, &[]));
        assert!(want.iter().all(|gene| found.iter().any(|own| own == gene)), "{table} {found:?}");
        assert!(want.is_empty() == found.is_empty(), "{table} {found:?}");
        assert!(!found.iter().any(|gene| gene == "MET"), "{table}");
    }
    // Two segments hold the gene together; one alone holds too little of it.
    let segments = |rows: &str| format!("chromosome\tstart\tend\tcopyNumber\n{rows}");
    let halves = segments("17\t39680000\t39710000\t9\n17\t39710001\t39740000\t9\n");
    assert!(genes(&with("--cna", halves.as_bytes(), T, &[])).contains(&"ERBB2".to_owned()));
    // Six copies are many in a genome of two, not in one of four; a ratio in few tumour cells is.
    let six = segments("17\t39680000\t39740000\t6.5\n");
    assert!(!genes(&with("--cna", six.as_bytes(), T, &[])).is_empty());
    assert!(genes(&with("--cna", six.as_bytes(), T, &["--ploidy", "4"])).is_empty());
    let ratio = "chrom\tloc.start\tloc.end\tseg.mean\n17\t39680000\t39740000\t0.9\n";
    assert!(genes(&with("--cna", ratio.as_bytes(), T, &[])).is_empty());
    assert!(!genes(&with("--cna", ratio.as_bytes(), T, &["--purity", "0.3"])).is_empty());
    let bad = "chromosome\tstart\tend\tcopyNumber\n17\t200\t100\tmany\n";
    let run = with("--cna", bad.as_bytes(), T, &[]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("\"many\" is no number"), "{}", run.stderr);
}

#[test]
fn what_is_no_table_is_refused_with_its_lines() {
    for (table, what) in [
        (&b"sample\tgene\tcall\nT\tERBB2\nT\tMET\t2\nT\tALK\t2\tx\n"[..], "2 bad rows"),
        (b"sample\tgene\tcall\nT\tERBB2\t2\nT\t\"MET\t2\n", ":3: a quoted cell is not closed"),
        (b"sample\tgene\tcall\nT\tERBB2\t2\nT\tM\xc9T\t2\n", ":3: not UTF-8"),
        (b"sample|gene|call\nT|ERBB2|2\n", "columns not found in the header"),
        (b"sample\tgene\tcall\tgene\nT\tERBB2\t2\tMET\n", "two columns are named \"gene\""),
        (b"sample\tgene\tcall\nT\tERBB2\t12\n", "12"),
    ] {
        let run = with("--cna", table, T, &[]);
        assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{}", run.stderr);
        assert!(run.stderr.contains(what), "{}", run.stderr);
    }
}

#[test]
fn no_table_mixes_patients() {
    // Under another usual name, the column chooses as `sample` does.
    let renamed = CALLS.replace("sample", "sample_name");
    assert_eq!(genes(&with("--cna", renamed.as_bytes(), T, &[])), ["ERBB2"]);
    let unread = with("--cna", CALLS.replace("sample", "sample_nr").as_bytes(), T, &[]);
    assert_eq!((unread.code, unread.stdout.as_str()), (3, ""));
    assert!(unread.stderr.contains("\"sample_nr\""), "{}", unread.stderr);
    // A run without a sample: several need a name, one does not.
    let run = with("--cna", CALLS.as_bytes(), "", &[]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("2 samples (T, U)"), "{}", run.stderr);
    assert_eq!(genes(&with("--cna", CALLS.as_bytes(), "", &["--sample", "T"])), ["ERBB2"]);
    let one = CALLS.lines().take(2).collect::<Vec<_>>().join("\n");
    assert_eq!(genes(&with("--cna", one.as_bytes(), "", &[])), ["ERBB2"]);
    let matrix = b"Hugo_Symbol\tT\tU\nERBB2\t2\t0\nMET\t0\t2\n";
    assert_eq!(with("--cna", matrix, "", &[]).code, 2);
    assert_eq!(genes(&with("--cna", matrix, T, &[])), ["ERBB2"]);
    let fusions = b"patient\tgeneA\tgeneB\nT\tTPM3\tNTRK1\nU\tEML4\tALK\n";
    assert_eq!(genes(&with("--fusions", fusions, T, &[])), ["TPM3::NTRK1"]);
    assert_eq!(with("--fusions", fusions, "", &[]).code, 2);
}

#[test]
fn a_sample_without_a_row_is_a_warning() {
    for table in [CALLS, "Hugo_Symbol\tT\tU\nERBB2\t2\t0\nMET\t0\t2\n"] {
        let run = with("--cna", table.as_bytes(), "\tFORMAT\tX", &[]);
        assert_eq!(genes(&run), [""; 0]);
        assert!(run.stderr.contains("of sample \"X\"") && run.stderr.contains("T, U"));
    }
}

#[test]
fn former_symbols_are_read_and_unknown_ones_named() {
    let run = with("--cna", b"gene\tcall\nHER2\t2\nNOSUCHGENE\t2\nNEITHER\t0\n", T, &[]);
    assert_eq!(genes(&run), ["ERBB2"]);
    assert!(run.stderr.contains("NOSUCHGENE"), "{}", run.stderr);
    assert!(!run.stderr.contains("HER2") && !run.stderr.contains("NEITHER"), "{}", run.stderr);
}

#[test]
fn a_knowledge_table_is_read_as_a_spreadsheet_saves_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let custom = write(
        "lab.tsv",
        b"profile\ttherapies\teffect\tlevel\ttumor_type\tcitation\n\
          ERBB2 Amplification\tMadeupinib\tsensitive\tA\tBRCA\tPMID:1\n",
    );
    let plain = folder.path().join("plain.tsv").to_str().unwrap().to_owned();
    let made = theravar(&["knowledge", "import", "custom", &custom, "-o", &plain], b"");
    assert_eq!(made.code, 0, "{}", made.stderr);
    let plain = std::fs::read_to_string(plain).unwrap();
    let quoted: String = plain
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(_) => format!("\"{line}\"\r\n"),
            None => format!("\"{}\"\r\n", line.replace('\t', "\"\t\"")),
        })
        .collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), Default::default());
    packed.write_all(quoted.as_bytes()).unwrap();
    let forms = [
        write("a.tsv", plain.as_bytes()),
        write("b.tsv", format!("\u{feff}{quoted}").as_bytes()),
        write("c.tsv.gz", &packed.finish().unwrap()),
    ];
    let outputs = forms.map(|path| {
        let more = ["--no-provenance", "--layout", "evidence", "--knowledge", path.as_str()];
        let run = with("--cna", CALLS.as_bytes(), T, &more);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    });
    assert!(outputs[0].contains("Madeupinib"), "{}", outputs[0]);
    assert!(outputs[0] == outputs[1] && outputs[0] == outputs[2]);
    // An error names the line of the file.
    let broken = write("d.tsv", format!("\u{feff}{}", quoted.replace("BRCA", "?")).as_bytes());
    let broken_row = plain.lines().count();
    let text = std::fs::read_to_string(&broken).unwrap().replace("Sensitivity/Response", "Cures");
    std::fs::write(&broken, text).unwrap();
    let run = with("--cna", CALLS.as_bytes(), T, &["--knowledge", &broken]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains(&format!("d.tsv:{broken_row}: ")), "{}", run.stderr);
}

#[test]
fn a_loss_of_heterozygosity_of_clincnv_is_one() {
    // A change of TP53 and the state of chr17p.
    let table = |state: &str, copies: u32| {
        format!(
            "#chr\tstart\tend\ttumor_CN_change\ttumor_clonality\tCN_change\tloglikelihood\t\
             number_of_regions\tstate\tgenes\n\
             chr17\t1\t22000000\t{copies}\t0.8\t2\t300\t120\t{state}\tTP53\n"
        )
    };
    let flags = |table: &str| {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(table.as_bytes()).unwrap();
        let path = file.path().to_str().unwrap();
        let record = "17 7674220 . C T . PASS . GT 0/1";
        let args = ["-a", "GRCh38", "-t", "BRCA", "--cna", path];
        let rows = super::support::annotate(&super::support::records_vcf(&[record]), &args);
        let row = rows.into_iter().find(|row| row["pos"] == "7674220").unwrap();
        row["flags"].clone()
    };
    assert!(flags(&table("LOH", 2)).contains("biallelic"));
    assert!(flags(&table("LOHDup", 3)).contains("biallelic"));
    assert!(flags(&table("CNV", 1)).contains("biallelic"));
    assert!(!flags(&table("CNV", 3)).contains("biallelic"));
}
