//! What a file says of the patient and not of the tumour: alleles of pharmacogenes, changes that may be inherited; and
//! numbers of the input that weigh in oncogenicity.

use serde_json::Value;
use theravar::knowledge::pharmacogenes;
use theravar::model::assembly::Assembly;

use super::support::{records_vcf, theravar};

fn json(vcf: &[u8], args: &[&str]) -> Value {
    let run = theravar(&[&["annotate", "-", "-f", "json", "-q"], args].concat(), vcf);
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

/// A file with a matched normal before the tumour.
fn pair(record: &str) -> Vec<u8> {
    format!(
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tN\tT\n{}\n",
        record.replace(' ', "\t")
    )
    .into_bytes()
}

const PAIR: [&str; 6] = ["-a", "GRCh38", "-s", "T", "--normal", "N"];

fn gene<'r>(result: &'r Value, gene: &str) -> Option<&'r Value> {
    result["pharmacogenes"].as_array()?.iter().find(|entry| entry["gene"] == gene)
}

#[test]
fn every_allele_is_found_on_both_assemblies_and_has_no_level() {
    for assembly in Assembly::ALL {
        let mut told = 0;
        for allele in pharmacogenes::all() {
            let edit = allele.edit(assembly);
            let base = |bases: &[u8]| String::from_utf8(bases.to_vec()).unwrap();
            // The base before an insertion is C in UGT1A1, the only one.
            let (pos, reference, alternate) = match edit.deleted.as_slice() {
                [] => (edit.start, "C".to_owned(), format!("C{}", base(&edit.inserted))),
                deleted => (edit.start + 1, base(deleted), base(&edit.inserted)),
            };
            let record = format!(
                "{} {pos} . {reference} {alternate} . germline . GT:AD:DP 0/1:30,30:60",
                edit.contig
            );
            let result =
                json(&records_vcf(&[&record]), &["-a", &assembly.to_string(), "-t", "COAD"]);
            let entry = gene(&result, allele.gene).unwrap_or_else(|| panic!("{}", allele.name()));
            assert_eq!(entry["alleles"][0]["dbsnp"], allele.dbsnp, "{}", allele.name());
            assert_eq!(entry["alleles"][0]["zygosity"], "heterozygous");
            let notes = entry["notes"].to_string();
            assert!(notes.contains("confirm in normal tissue"), "{notes}");
            assert!(notes.contains("FILTER is germline"), "{notes}");
            let variant = &result["variants"][0];
            assert!(variant["flags"].to_string().contains("pharmacogene"), "{}", allele.name());
            assert_eq!(variant.get("highest_level"), None, "{}", allele.name());
            told += 1;
        }
        assert_eq!(told, 11);
    }
}

#[test]
fn what_is_not_there_is_told_where_it_was_read() {
    let reference = |depth| format!("1 97450058 . C <NON_REF> . . END=97450060 GT:DP 0/0:{depth}");
    let args = ["-a", "GRCh38"];
    let deep = json(&records_vcf(&[&reference(40)]), &args);
    let entry = gene(&deep, "DPYD").unwrap();
    assert_eq!(entry["absent"].to_string(), r#"["*2A"]"#);
    assert_eq!(entry["alleles"].as_array().unwrap().len(), 0);
    assert!(entry["reading"].as_str().unwrap().ends_with("so this is no *1"), "{entry}");
    assert!(gene(&json(&records_vcf(&[&reference(10)]), &args), "DPYD").is_none());
    let other = json(&records_vcf(&["7 140753336 . A T . PASS . GT:AD:DP 0/1:60,40:100"]), &args);
    assert_eq!(other.get("pharmacogenes"), None, "nothing is known of any");
}

#[test]
fn the_matched_normal_decides() {
    let of = |normal: &str, tumor: &str| {
        let record = format!("1 97450058 . C T . PASS . GT:AD:DP {normal} {tumor}");
        json(&pair(&record), &PAIR)
    };
    let inherited = of("0/1:20,20:40", "0/1:20,60:80");
    let entry = gene(&inherited, "DPYD").unwrap();
    assert_eq!(entry["alleles"][0]["genotype_of"], "normal");
    assert!(entry["reading"].as_str().unwrap().starts_with("intermediate"), "{entry}");
    assert!(!entry["notes"].to_string().contains("confirm in normal tissue"), "{entry}");
    let acquired = of("0/0:40,0:40", "0/1:50,30:80");
    let entry = gene(&acquired, "DPYD").unwrap();
    assert!(entry["notes"].to_string().contains("the matched normal lacks it"), "{entry}");
    assert!(!entry["reading"].as_str().unwrap().contains("metabolizer"), "{entry}");
    let lost = of("0/1:20,20:40", "0/0:80,0:80");
    let entry = gene(&lost, "DPYD").unwrap();
    assert!(entry["notes"].to_string().contains("lost in the tumor"), "{entry}");
    assert!(entry["reading"].as_str().unwrap().starts_with("intermediate"), "{entry}");
}

/// Records of BRCA2 c.5946del on GRCh38, and whether it may be inherited.
#[test]
fn changes_that_may_be_inherited() {
    let of =
        |info: &str, reads: &str| format!("13 32340300 . GT G . PASS {info} GT:AD:DP 0/1:{reads}");
    let has =
        |result: &Value| result["variants"][0]["flags"].to_string().contains("germline_suspect");
    for (info, reads, args, want) in [
        (".", "51,49:100", &[][..], true),
        (".", "8,92:100", &[], true),
        (".", "85,15:100", &[], false),
        ("SOMATIC", "51,49:100", &[], false),
        ("GERMLINE", "51,49:100", &[], false),
        ("gnomAD_AF=0.02", "51,49:100", &[], false),
        ("gnomAD_AF=0.001", "51,49:100", &[], true),
        (".", "51,49:100", &["--purity", "0.3"], true),
        (".", "700,300:1000", &["--purity", "0.6"], false),
        (".", "51,49:100", &["--fact", "germline=BRCA2:c.5946del"], false),
    ] {
        let args = [&["-a", "GRCh38", "-t", "PAAD"], args].concat();
        let result = json(&records_vcf(&[&of(info, reads)]), &args);
        assert_eq!(result["variants"][0]["gene"], "BRCA2");
        assert_eq!(has(&result), want, "{info} {reads} {args:?}");
        if want {
            let told = result["variants"][0]["rationale"].to_string();
            assert!(told.contains("confirm in normal tissue (sets no level)"), "{told}");
        }
    }
    let paired =
        json(&pair("13 32340300 . GT G . PASS . GT:AD:DP 0/0:60,0:60 0/1:51,49:100"), &PAIR);
    assert!(!has(&paired), "the normal lacks it");
}

#[test]
fn numbers_of_the_input_weigh_and_what_they_leave_open_is_named() {
    let with = |definition: &str, info: &str, args: &[&str]| {
        let text = format!(
            "##fileformat=VCFv4.2\n{definition}#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n\
             17\t7673776\t.\tG\tA\t.\tPASS\t{info}\tGT:AD:DP\t0/1:60,40:100\n"
        );
        let result = json(text.as_bytes(), &[&["-a", "GRCh38"], args].concat());
        let variant = &result["variants"][0];
        assert_eq!(variant["protein_change"], "R282W");
        let codes = |key: &str, name: &str| -> Vec<String> {
            let list = variant[key].as_array().into_iter().flatten();
            list.map(|entry| entry[name].as_str().unwrap().to_owned()).collect()
        };
        (codes("oncogenicity_criteria", "code"), codes("criteria_not_evaluated", "codes"))
    };
    let (met, open) = with("", ".", &[]);
    assert!(!met.iter().any(|code| ["OP1", "OP4"].contains(&&**code)), "{met:?}");
    assert!(
        open.contains(&"OP1, SBP1".to_owned()) && open.contains(&"SBVS1, SBS1, OP4".to_owned()),
        "{open:?}"
    );
    let info = |id: &str| format!("##INFO=<ID={id},Number=A,Type=Float,Description=\"x\">\n");
    let both = info("REVEL") + &info("gnomAD_AF");
    let (met, open) = with(&both, "REVEL=0.93;gnomAD_AF=0", &[]);
    assert!(met.contains(&"OP1".to_owned()) && met.contains(&"OP4".to_owned()), "{met:?}");
    assert!(!open.iter().any(|codes| codes.contains("OP1") || codes.contains("OP4")), "{open:?}");
    let own = info("LAB_REVEL") + &info("LAB_FREQ");
    let named = ["--field", "REVEL=LAB_REVEL", "--field", "population=LAB_FREQ"];
    let (met, _) = with(&own, "LAB_REVEL=0.1;LAB_FREQ=0.08", &named);
    assert!(met.contains(&"SBP1".to_owned()) && met.contains(&"SBVS1".to_owned()), "{met:?}");
    let (met, _) = with(&own, "LAB_REVEL=0.1;LAB_FREQ=0.08", &[]);
    assert!(!met.contains(&"SBP1".to_owned()) && !met.contains(&"SBVS1".to_owned()), "{met:?}");
    let run = theravar(&["annotate", "-", "--field", "SIFT=x"], b"");
    assert!(run.code == 2 && run.stderr.contains("keys: population"), "{}", run.stderr);
}
